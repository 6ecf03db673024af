//! Tables of weights: what they find beside the rules, and how they are fitted.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use sujetion::document::Document;
use sujetion::evaluate::{FitOptions, GoldSet, LabelMap, fit_weights, weights_toml};
use sujetion::finding::{Analyzer, Finding, Severity};
use sujetion::text::Language;
use tempfile::TempDir;

/// A lexicon folder with one file of weights for English.
fn folder(weights: &str) -> TempDir {
    let folder = TempDir::new().expect("a folder");
    let english = folder.path().join("en");
    fs::create_dir(&english).expect("a folder");
    fs::write(english.join("weights.toml"), weights).expect("a file");
    folder
}

fn analyzer(folder: &Path) -> Analyzer {
    let built = Analyzer::builder().lexicon(folder).build();
    built.unwrap_or_else(|error| panic!("{error}"))
}

const TABLE: &str = r#"
[[table]]
indicator = "content_removal"
severity = 3
speaks_from = 2
intercept = -2.0
alone = 0.5
beside_words = -0.5
beside_rule = -1.5
measured = { documents = 10, units = 20, precision = 0.8, recall = 0.5 }

[table.weights]
"purple" = 2.5
"<platform>" = 0.1
"{discretion}" = 0.75
"teapots" = -4.0
"#;

fn found(analyzer: &Analyzer, text: &str) -> Vec<Finding> {
    let document = Document::read("terms.md", text.as_bytes()).expect("readable");
    let analysis = analyzer.analyze(&document, None);
    let of_indicator = |finding: &Finding| finding.indicator.get().name == "content_removal";
    analysis.findings.into_iter().filter(of_indicator).collect()
}

#[test]
fn a_table_finds_what_no_rule_does_and_says_why() {
    let folder = folder(TABLE);
    let analyzer = analyzer(folder.path());
    let text = "The garden in the yard was painted purple by all of us, as every one of you has \
                long wished, and it stays so.";
    let found = found(&analyzer, text);
    let [finding] = found.as_slice() else {
        panic!("{found:?}");
    };
    assert_eq!(&*finding.rule, "en/weights/content_removal");
    assert_eq!(finding.raw, Severity::HIGH);
    assert_eq!(&text[finding.span.clone()], "purple");
    assert_eq!(&*finding.weights[0].feature, "purple");
    assert_eq!(&text[finding.weights[0].span.clone()], "purple");
    assert!(finding.confidence.value() > 0.6, "{finding:?}");
}

#[test]
fn headings_and_definitions_stay_silent() {
    let folder = folder(TABLE);
    let analyzer = analyzer(folder.path());
    for text in [
        "# Purple\n\nThe garden is large.\n",
        "“Purple” means a colour between red and blue.\n",
    ] {
        assert!(found(&analyzer, text).is_empty(), "{text}");
    }
}

#[test]
fn a_table_that_speaks_against_a_rule_makes_its_finding_milder() {
    let folder = folder(TABLE);
    let analyzer = analyzer(folder.path());
    let clause = "We may remove any content you post at any time in our sole discretion.";
    let plain = found(&analyzer, clause);
    let doubted = found(
        &analyzer,
        "We may remove any content you post at any time in our sole discretion, teapots included.",
    );
    assert!(plain[0].raw > Severity::LOW, "{plain:?}");
    assert!(plain[0].weights.is_empty());
    assert_eq!(doubted[0].rule, plain[0].rule);
    assert_eq!(doubted[0].raw, Severity::LOW);
    assert_eq!(&*doubted[0].weights[0].feature, "teapots");
    assert!(doubted[0].weights[0].weight < 0.0);
}

/// A rule that misses something else that it asks for.
const RULE: &str = r#"
[[rule]]
id = "shelf-cleared"
indicator = "content_removal"
severity = 3
any = ["clear the shelf"]
all = ["at night"]
examples = ["We clear the shelf at night.", "At night they clear the shelf."]
counter_examples = ["We clear the shelf."]
"#;

#[test]
fn the_words_of_a_rule_are_evidence() {
    let folder = folder(TABLE);
    fs::write(folder.path().join("en").join("shelves.toml"), RULE).expect("a file");
    let analyzer = analyzer(folder.path());
    let said = |what: &str| {
        format!(
            "In the garden behind the house that was painted purple many years ago by all of those \
             who lived there then, they {what} once in a while and nobody minds it at all, \
             as long as tea is served."
        )
    };
    assert!(found(&analyzer, &said("mend the chairs")).is_empty());
    let text = said("clear the shelf");
    let beside = found(&analyzer, &text);
    let [finding] = beside.as_slice() else {
        panic!("{beside:?}");
    };
    assert_eq!(&*finding.rule, "en/weights/content_removal");
    assert_eq!(&text[finding.span.clone()], "purple");
}

#[test]
fn errors_name_file_line_and_cause() {
    let cases = [
        ("severity = 3", "severity = 4", ":4: ", "a severity is"),
        ("\"purple\"", "\"a b c\"", ":13: ", "more than 2 words"),
        ("\"purple\"", "\"Purple\"", ":13: ", "folded: `purple`"),
        (
            "{discretion}",
            "{nothing}",
            ":15: ",
            "no vocabulary `{nothing}`",
        ),
        ("{discretion}", "[power]", ":15: ", "a norm is written"),
        (
            "content_removal",
            "content_removed",
            ":3: ",
            "content_removed",
        ),
        ("-1.5", "0.9", ":9: ", "above `alone`"),
    ];
    for (good, bad, line, cause) in cases {
        let folder = folder(&TABLE.replacen(good, bad, 1));
        let error = Analyzer::builder().lexicon(folder.path()).build();
        let error = error.expect_err(bad).to_string();
        assert!(error.contains("weights.toml"), "{error}");
        assert!(error.contains(line), "{bad}: {error}");
        assert!(error.contains(cause), "{bad}: {error}");
    }
}

/// Sixteen invented documents; in each, one clause carries the label and three do not.
fn gold() -> String {
    let mut lines = String::new();
    let colours = ["red", "green", "blue", "white"];
    for document in 0..16 {
        let colour = colours[document % colours.len()];
        let clauses = [
            (
                format!("The {colour} wombat decides alone what stays on the shelf."),
                "[\"X\"]",
            ),
            (
                format!("The {colour} garden is open to every one of you."),
                "[]",
            ),
            (
                format!("You read the {colour} letters that stay on the shelf."),
                "[]",
            ),
            (
                format!("Secret{document} words stand here and nowhere else."),
                "[]",
            ),
        ];
        for (id, (text, labels)) in clauses.iter().enumerate() {
            let _ = writeln!(
                lines,
                r#"{{"doc": "d{document}", "id": {id}, "lang": "en", "text": "{text}", "labels": {labels}}}"#
            );
        }
    }
    lines
}

#[test]
fn a_fitted_table_is_short_readable_and_always_the_same() {
    let map = LabelMap::parse("m.toml".as_ref(), "X = [\"content_removal\"]").expect("reads");
    let sets = [GoldSet::parse("g.jsonl".as_ref(), &gold(), Some(&map)).expect("reads")];
    let rules = Analyzer::builder()
        .without_weights()
        .build()
        .expect("the lexicon");
    let tables = fit_weights(&rules, &sets, &FitOptions::default());
    assert_eq!(tables, fit_weights(&rules, &sets, &FitOptions::default()));
    let [table] = tables.as_slice() else {
        panic!("{tables:?}");
    };
    assert_eq!(table.indicator.get().name, "content_removal");
    assert!(
        table
            .weights
            .iter()
            .any(|(name, weight)| name == "wombat" && *weight > 0.0)
    );
    for (name, _) in &table.weights {
        assert!(
            name.split(' ').count() <= 2 || name.starts_with(['{', '[']),
            "{name}"
        );
        assert!(
            !name.contains("secret"),
            "{name} stands in one document only"
        );
    }
    // What was fitted can be read, and finds what it was fitted on.
    let folder = folder(&weights_toml(&tables, Language::En));
    let fitted = analyzer(folder.path());
    let clause = "The grey wombat decides alone what stays on the shelf.";
    assert_eq!(found(&fitted, clause).len(), 1);
    assert_eq!(
        found(&fitted, "The grey garden is open to every one of you.").len(),
        0
    );
}
