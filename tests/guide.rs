//! The rule of the lexicon author's guide passes its own check.

use std::fs;
use std::path::Path;

use sujetion::finding::Analyzer;

#[test]
fn the_rule_of_the_guide_passes_its_check() {
    let guide = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/lexicon-guide.md");
    let text = fs::read_to_string(guide).expect("the guide");
    let (_, rest) = text.split_once("```toml\n").expect("a block of TOML");
    let (rule, _) = rest.split_once("```").expect("its end");

    let folder = tempfile::tempdir().expect("a temporary folder");
    fs::create_dir(folder.path().join("en")).expect("a folder");
    fs::write(folder.path().join("en/taste.toml"), rule).expect("a file");

    let analyzer = Analyzer::builder()
        .lexicon(folder.path())
        .build()
        .expect("it loads");
    let rules: usize = analyzer
        .lexicons()
        .iter()
        .map(|lexicon| lexicon.rules().len())
        .sum();
    let failures = analyzer.check_rules();
    let own: Vec<_> = failures
        .iter()
        .filter(|f| f.rule == "en/refusal-on-taste")
        .collect();
    assert!(rules > 1, "the rule is added to the built-in ones");
    assert!(own.is_empty(), "{own:?}");
}

#[test]
fn an_error_names_file_line_rule_and_cause() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    fs::create_dir(folder.path().join("en")).expect("a folder");
    let rule = "# mine\n[[rule]]\nid = \"x\"\nindicator = \"no_such\"\nseverity = 2\nany = [\"a\"]\nexamples = [\"a\"]\n";
    let file = folder.path().join("en/mine.toml");
    for (text, line, cause) in [
        (rule.to_owned(), 4, "`no_such`"),
        (
            rule.replace("no_such", "penalty_clause")
                .replace("[\"a\"]\nex", "[\"(a\"]\nex"),
            6,
            "not closed",
        ),
        (
            rule.replace("severity = 2", "severity = 7"),
            5,
            "0, 1, 2 or 3",
        ),
        (rule.replace("severity", "gravity"), 5, "gravity"),
    ] {
        fs::write(&file, text).expect("a file");
        let error = Analyzer::builder()
            .lexicon(folder.path())
            .build()
            .expect_err("it is wrong");
        let message = error.to_string();
        assert!(message.contains("mine.toml"), "{message}");
        assert!(message.contains(&format!(":{line}:")), "{message}");
        assert!(message.contains(cause), "{message}");
    }
}
