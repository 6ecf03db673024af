//! What a user of the command sees: output, messages, exit codes.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use snapbox::cmd::{Command, OutputAssert};
use sujetion::lexicon::Lexicons;
use sujetion::report::{JsonReports, Report};
use tempfile::TempDir;

const PLATFORMS: &str = "tests/ui/platforms";
const COURIER: &str = "tests/ui/platforms/Snailmail/Courier Terms.md";

fn sujetion<I: AsRef<std::ffi::OsStr>>(arguments: impl IntoIterator<Item = I>) -> Command {
    Command::new(snapbox::cmd::cargo_bin!("sujetion"))
        .args(arguments)
        .env("COLUMNS", "80")
        .current_dir(env!("CARGO_MANIFEST_DIR"))
}

fn run(arguments: &[&str]) -> OutputAssert {
    sujetion(arguments).assert()
}

/// The same, the lexicon in it called by one name: it changes with every rule.
fn run_any_lexicon(arguments: &[&str]) -> OutputAssert {
    let lexicon = Lexicons::builtin().expect("the built-in lexicon");
    let mut redactions = snapbox::Redactions::new();
    redactions
        .insert("[LEXICON]", lexicon.version().to_owned())
        .expect("a name in brackets");
    let assert = snapbox::Assert::new()
        .action_env(snapbox::assert::DEFAULT_ACTION_ENV)
        .redact_with(redactions);
    sujetion(arguments).with_assert(assert).assert()
}

fn stdout(assert: OutputAssert) -> String {
    String::from_utf8(assert.get_output().stdout.clone()).expect("the output is UTF-8")
}

fn stderr(assert: &OutputAssert) -> String {
    String::from_utf8_lossy(&assert.get_output().stderr).into_owned()
}

fn file(folder: &TempDir, name: &str, bytes: &[u8]) -> PathBuf {
    let path = folder.path().join(name);
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    fs::write(&path, bytes).expect("a file");
    path
}

fn text(path: &Path) -> &str {
    path.to_str().expect("a path in UTF-8")
}

#[test]
fn report_for_the_terminal() {
    run_any_lexicon(&["report", COURIER])
        .success()
        .stderr_eq("")
        .stdout_eq(snapbox::file!["ui/report.txt"]);
}

#[test]
fn report_as_a_page() {
    let page = stdout(run(&["report", COURIER, "-f", "html", "--ui", "fr"]).success());
    assert!(page.starts_with("<!DOCTYPE html>\n<html lang=\"fr\">"));
    assert!(page.contains("Les conditions, clause par clause"));
    // Several platforms: the whole text where it is asked for.
    let both = ["report", COURIER, "corpus/Tersely", "-f", "html"];
    let page = stdout(run(&both).success());
    assert!(page.contains("id=\"p1-platform\"") && !page.contains("class=\"clause "));
    let with_text: Vec<_> = both.into_iter().chain(["--full-text"]).collect();
    assert!(stdout(run(&with_text).success()).contains("class=\"clause "));
    for option in [&["--full-text"][..], &["--ui", "fr"]] {
        let wrong: Vec<_> = ["report", COURIER].iter().chain(option).copied().collect();
        let assert = run(&wrong).code(2);
        assert!(stderr(&assert).contains("goes with -f html"));
    }
}

#[test]
fn report_as_markdown() {
    let markdown = stdout(run(&["report", COURIER, "-f", "md"]).success());
    assert!(markdown.starts_with("# Snailmail\n"));
    assert!(
        !markdown.contains("](http"),
        "a link of the terms became one of the report"
    );
    assert!(
        !markdown.contains("*anywhere*"),
        "emphasis of the terms became one of the report"
    );
}

#[test]
fn comparison_for_the_terminal() {
    run_any_lexicon(&["compare", PLATFORMS])
        .success()
        .stderr_eq("")
        .stdout_eq(snapbox::file!["ui/compare.txt"]);
}

#[test]
fn clauses_for_the_terminal() {
    run_any_lexicon(&["clauses", COURIER])
        .success()
        .stderr_eq("")
        .stdout_eq(snapbox::file!["ui/clauses.txt"]);
}

#[test]
fn help_is_short_and_long() {
    let short = stdout(run(&["report", "-h"]).success());
    let long = stdout(run(&["report", "--help"]).success());
    assert!(short.len() < long.len());
    assert!(long.contains("Examples:") && !short.contains("Examples:"));
}

#[test]
fn json_is_a_set_of_reports_and_json_lines_are_reports() {
    let json = stdout(run(&["report", PLATFORMS, "-f", "json"]).success());
    let all: JsonReports = serde_json::from_str(&json).expect("reports");
    let lines = stdout(run(&["report", PLATFORMS, "-f", "jsonl"]).success());
    let each: Vec<Report> = lines
        .lines()
        .map(|line| serde_json::from_str(line).expect("a report"))
        .collect();
    assert!(all.reports == each, "the same reports in both forms");
    let names: Vec<_> = each.iter().map(|report| report.platform.as_str()).collect();
    assert_eq!(names, ["Clairmarais", "Snailmail"]);
    assert_eq!(
        each[1].documents[0].terms_type.as_deref(),
        Some("Courier Terms")
    );
}

#[test]
fn schemas_are_json() {
    for of in ["reports", "report", "comparison", "clauses", "evaluation"] {
        let schema = stdout(run(&["schema", of]).success());
        let schema: serde_json::Value = serde_json::from_str(&schema).expect("JSON");
        assert!(schema["properties"].is_object(), "{of}");
    }
}

#[test]
fn csv_has_a_row_for_each_platform_and_indicator() {
    let csv = stdout(run(&["report", PLATFORMS, "-f", "csv"]).success());
    let mut rows = csv::Reader::from_reader(csv.as_bytes());
    let rows: Vec<_> = rows.records().map(|row| row.expect("a row")).collect();
    assert_eq!(rows.len(), 2 * 102);
    let findings = ["report", PLATFORMS, "-f", "csv", "--table", "findings"];
    let csv = stdout(run(&findings).success());
    let mut rows = csv::Reader::from_reader(csv.as_bytes());
    assert!(
        rows.records()
            .all(|row| row.is_ok_and(|row| row.len() == 26))
    );
    for table in ["scores", "pairs"] {
        run(&["compare", PLATFORMS, "-f", "csv", "--table", table]).success();
    }
}

#[test]
fn a_spreadsheet_gets_no_formula_and_a_terminal_no_orders() {
    let folder = TempDir::new().expect("a folder");
    let terms = "=SUM(A1) \u{1b}[2J\u{7}We may close your account at any time without notice.";
    let path = file(&folder, "=cmd/Terms of Service.txt", terms.as_bytes());
    let csv = stdout(run(&["report", text(&path), "-f", "csv", "--table", "findings"]).success());
    assert!(csv.contains("\r\n'=cmd,"), "{csv}");
    assert!(
        !csv.contains("\r\n=") && !csv.contains(",=") && !csv.contains(",\"="),
        "{csv}"
    );
    for form in ["report", "compare", "clauses"] {
        let shown = stdout(run(&[form, text(&path)]).success());
        assert!(
            shown.chars().all(|c| c == '\n' || !c.is_control()),
            "{shown}"
        );
    }
}

#[test]
fn standard_input_is_read() {
    let terms = fs::read(COURIER).expect("the terms");
    let report = stdout(
        sujetion(["report", "-", "-f", "jsonl"])
            .stdin(terms)
            .assert()
            .success(),
    );
    let report: Report = serde_json::from_str(&report).expect("a report");
    assert_eq!(report.platform, "standard input");
    let failed = sujetion(["report", "-"]).stdin("").assert().code(1);
    assert!(stderr(&failed).contains("standard input: the file is empty"));
    run(&["report", "-", "-"]).code(2);
}

#[test]
fn bad_input_is_named_and_the_rest_is_done() {
    let folder = TempDir::new().expect("a folder");
    let good = fs::read(COURIER).expect("the terms");
    file(&folder, "Good/Terms.md", &good);
    file(&folder, "Good/Empty.md", b"");
    file(&folder, "Binary/Terms.md", b"\x00\x01\x02\x00\xff");
    file(
        &folder,
        "Pdf/Terms.md",
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n",
    );
    let nowhere = folder.path().join("nowhere.md");
    let done = run(&["report", text(folder.path()), text(&nowhere), "-f", "json"]).code(1);
    let complaints = stderr(&done);
    let json: JsonReports = serde_json::from_str(&stdout(done)).expect("reports");
    assert_eq!(json.reports.len(), 1);
    for name in ["Empty.md", "Binary/Terms.md", "Pdf/Terms.md", "nowhere.md"] {
        assert!(complaints.contains(name), "{name}: {complaints}");
        let listed = json
            .failures
            .iter()
            .any(|failure| failure.path.ends_with(name));
        assert!(
            listed || name == "Pdf/Terms.md",
            "{name}: {:?}",
            json.failures
        );
    }
}

#[test]
fn a_folder_where_a_file_is_meant() {
    for arguments in [
        vec!["clauses", PLATFORMS],
        vec!["eval", PLATFORMS],
        vec!["eval", COURIER, "--labels", PLATFORMS],
    ] {
        let failed = run(&arguments).code(1);
        assert!(stderr(&failed).contains(PLATFORMS), "{}", stderr(&failed));
        assert_eq!(stdout(failed), "");
    }
}

#[test]
fn damaged_utf_8_is_read_and_said() {
    let folder = TempDir::new().expect("a folder");
    let mut bytes = "La Plateforme peut résilier le compte du Contributeur à tout moment. "
        .repeat(4)
        .into_bytes();
    bytes.push(0xff);
    let path = file(&folder, "damaged.md", &bytes);
    let report = stdout(run(&["report", text(&path), "-f", "jsonl"]).success());
    assert!(report.contains("\"encoding\":\"damaged_utf8\""), "{report}");
}

#[test]
fn wrong_use_is_told_from_wrong_input() {
    for arguments in [
        vec!["report"],
        vec!["report", COURIER, "-f", "xml"],
        vec!["report", COURIER, "--table", "levels"],
        vec!["compare", COURIER, "-f", "json", "--table", "pairs"],
        vec!["report", COURIER, "--threads", "0"],
        vec!["report", COURIER, "--addressee", "nobody"],
        vec!["eval", "gold.jsonl", "--only", "nothing"],
        vec!["frobnicate"],
    ] {
        let failed = run(&arguments).code(2);
        assert!(!stderr(&failed).is_empty(), "{arguments:?}");
        assert_eq!(stdout(failed), "", "{arguments:?}");
    }
}

#[test]
fn a_lexicon_with_an_error_names_file_line_and_rule() {
    let folder = TempDir::new().expect("a folder");
    let rule = |indicator: &str, pattern: &str| {
        format!(
            "[[rule]]\nid = \"mine\"\nindicator = \"{indicator}\"\nseverity = 2\n\
             any = [\"{pattern}\"]\nexamples = [\"We may close accounts.\"]\n"
        )
    };
    let cases = [
        (rule("no_such_thing", "close"), "no_such_thing"),
        (rule("deactivation_at_will", "(close"), "mine"),
        (
            rule("deactivation_at_will", "{no_such_words}"),
            "no_such_words",
        ),
        ("[[rule]\n".to_owned(), "own.toml:1"),
    ];
    for (toml, cause) in cases {
        file(&folder, "en/own.toml", toml.as_bytes());
        for command in ["report", "check"] {
            let failed = match command {
                "check" => run(&["lexicon", "check", text(folder.path())]),
                _ => run(&["report", COURIER, "--lexicon", text(folder.path())]),
            };
            let failed = failed.code(1);
            let complaint = stderr(&failed);
            assert!(complaint.contains("own.toml:"), "{complaint}");
            assert!(complaint.contains(cause), "{complaint}");
            assert_eq!(stdout(failed), "");
        }
    }
}

#[test]
fn a_rule_of_ones_own_is_checked_and_used() {
    let folder = TempDir::new().expect("a folder");
    let toml = "[[rule]]\nid = \"snails\"\nindicator = \"urgency_triggers\"\nseverity = 2\n\
                any = [\"snail* race\"]\nexamples = [\"Every week there is a snail race.\"]\n\
                counter_examples = [\"Snails do not race.\"]\n";
    file(&folder, "en/own.toml", toml.as_bytes());
    let checked = stdout(run(&["lexicon", "check", text(folder.path())]));
    assert!(!checked.contains("own.toml"), "{checked}");
    let terms = file(
        &folder,
        "terms.md",
        b"You must take part in the snail race of the week. We shall tell you the date of the race.",
    );
    let report = [
        "report",
        text(&terms),
        "-f",
        "jsonl",
        "--lexicon",
        text(folder.path()),
    ];
    assert!(stdout(run(&report).success()).contains("en/snails"));
}

#[test]
fn a_rule_that_does_not_do_what_it_says_is_named() {
    let folder = TempDir::new().expect("a folder");
    let toml = "[[rule]]\nid = \"snails\"\nindicator = \"urgency_triggers\"\nseverity = 2\n\
                any = [\"snail* race\"]\nexamples = [\"Every week there is a horse race.\"]\n";
    file(&folder, "en/own.toml", toml.as_bytes());
    let checked = stdout(run(&["lexicon", "check", text(folder.path())]).code(1));
    assert!(
        checked.contains("own.toml:2: rule `en/snails` does not fire"),
        "{checked}"
    );
}

#[test]
fn an_output_file_is_whole_or_as_it_was() {
    let folder = TempDir::new().expect("a folder");
    let out = file(&folder, "out.json", b"before");
    run(&["report", COURIER, "--lexicon", "nowhere", "-o", text(&out)]).code(1);
    assert_eq!(fs::read(&out).expect("the file"), b"before");
    run(&["report", COURIER, "-f", "json", "-o", text(&out)])
        .success()
        .stdout_eq("");
    let json = fs::read(&out).expect("the file");
    serde_json::from_slice::<JsonReports>(&json).expect("reports");
    let left: Vec<_> = fs::read_dir(folder.path()).expect("the folder").collect();
    assert_eq!(left.len(), 1, "nothing else is left in the folder");

    let failed = run(&["report", COURIER, "-o", text(folder.path())]).code(1);
    assert!(stderr(&failed).contains(text(folder.path())));
    let nowhere = folder.path().join("nowhere/out.json");
    let failed = run(&["report", COURIER, "-o", text(&nowhere)]).code(1);
    assert!(stderr(&failed).contains(text(&nowhere)));
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let of = |threads: &str, form: &str| {
        stdout(run(&["report", "corpus", "-f", form, "--threads", threads]).success())
    };
    for form in ["json", "md"] {
        assert!(of("1", form) == of("3", form), "{form}");
    }
}

#[test]
fn a_closed_pipe_is_no_error() {
    let mut child = std::process::Command::new(snapbox::cmd::cargo_bin!("sujetion"))
        .args(["report", "corpus", "-f", "json"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("the command ends");
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}

#[test]
fn gold_sets_are_evaluated() {
    let folder = TempDir::new().expect("a folder");
    let line = r#"{"doc": "d", "id": 0, "lang": "en", "text": "We may close your account at any time, for any reason and without notice.", "labels": [{"indicator": "deactivation_at_will", "severity": 3}]}"#;
    let gold = file(&folder, "gold.jsonl", line.as_bytes());
    let json = stdout(
        run(&[
            "eval",
            text(&gold),
            "--only",
            "access_and_exit",
            "--format",
            "json",
        ])
        .success(),
    );
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(json["indicators"]["deactivation_at_will"]["recall"], 1.0);
    for key in [
        "labels",
        "families",
        "micro_f1",
        "macro_f1",
        "micro_f1_with_none",
        "documents",
    ] {
        assert!(!json[key].is_null(), "{key}");
    }
    run(&["eval", text(&gold)]).success();
    let failed = sujetion(["eval", text(&file(&folder, "bad.jsonl", b"{}"))])
        .assert()
        .code(1);
    assert!(
        stderr(&failed).contains("bad.jsonl:1"),
        "{}",
        stderr(&failed)
    );
}

#[test]
fn the_codebook_is_printed_in_both_languages() {
    for (lang, form, sign) in [
        ("fr", "md", "Référentiel"),
        ("en", "html", "<html"),
        ("en", "json", "{"),
    ] {
        let printed = stdout(run(&["codebook", "--lang", lang, "-f", form]).success());
        assert!(printed.contains("rejection_discretion"));
        assert!(printed.contains(sign) || lang == "fr", "{lang} {form}");
    }
}

#[test]
fn segments_go_out_are_corrected_and_come_back() {
    let folder = TempDir::new().expect("a folder");
    let table = folder.path().join("segments.csv");
    run(&["segments", COURIER, "-o", text(&table)]).success();
    let written = fs::read_to_string(&table).expect("the table");
    let corrected = written.replace("\nsujetion,", "\nAna,");
    assert_ne!(written, corrected);
    fs::write(&table, corrected).expect("room");
    let evaluation = stdout(run(&["eval", text(&table)]).success());
    assert!(evaluation.contains("Ana and sujetion"), "{evaluation}");

    let project = folder.path().join("segments.qdpx");
    run(&["segments", COURIER, "-f", "qdpx", "-o", text(&project)]).success();
    let evaluation = stdout(run(&["eval", text(&project)]).success());
    assert!(!evaluation.contains("Coders"), "{evaluation}");

    let assert = run(&["segments", COURIER, "-f", "qdpx", "--coded-only"]).code(2);
    assert!(stderr(&assert).contains("--coded-only goes with"));
    let broken = file(&folder, "broken.qdpx", b"PK\x03\x04 and no more");
    let assert = run(&["eval", text(&broken)]).code(1);
    assert!(stderr(&assert).contains("broken.qdpx: not a ZIP archive"));
}
