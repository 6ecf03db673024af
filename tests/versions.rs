//! `sujetion diff` and `sujetion history`, as somebody who types them sees them.

#![cfg(feature = "cli")]

use std::path::Path;
use std::process::{Command, Output};

const OLD: &str = "# Terms\n\n## 1. Access\n\n1.1 We may suspend your account after giving you fifteen days' notice and our reasons.\n\n1.2 You are paid every week.\n";
const NEW: &str = "# Terms\n\n## 1. Access\n\n1.1 You bring your own bicycle.\n\n1.2 We may suspend or terminate your account at any time, without notice and in our sole discretion.\n\n1.3 You are paid every week.\n";

/// What a hostile page could hold.
const HOSTILE: &str = "# Terms\n\nWe may suspend your account at any time, without notice \u{1b}[31m| <script>alert(1)</script> \u{202e}.\n\n=HYPERLINK(\"x\") is what you must pay.\n";

fn sujetion(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sujetion"));
    command
        .current_dir(folder)
        .args(arguments)
        .output()
        .expect("the command runs")
}

fn written(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (path, text) in files {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().expect("has one")).expect("makes folders");
        std::fs::write(path, text).expect("writes");
    }
    folder
}

fn two_versions() -> tempfile::TempDir {
    folder(&[("old.md", OLD), ("new.md", NEW)])
}

#[test]
fn a_diff_says_what_a_clause_now_allows() {
    let folder = two_versions();
    let output = sujetion(folder.path(), &["diff", "old.md", "new.md"]);
    assert_eq!(output.status.code(), Some(0));
    let text = written(&output);
    for expected in [
        "1 clause changed, 1 added, 1 renumbered",
        "deactivation at will: 1 → 3, grew",
        "was [1.1] 1",
        "is  [1.2] 3",
        "changed 1.1 → 1.2",
        "We may suspend {+or terminate+} your account",
        "1.2 → 1.3",
    ] {
        assert!(text.contains(expected), "{expected} in\n{text}");
    }
    assert!(
        text.lines().all(|line| line.chars().count() <= 80),
        "{text}"
    );
}

#[test]
fn a_diff_comes_in_every_form() {
    let folder = two_versions();
    let json = written(&sujetion(
        folder.path(),
        &["diff", "old.md", "new.md", "-f", "json"],
    ));
    let report: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(report["diff"]["counts"]["added"], 1);
    let lines = written(&sujetion(
        folder.path(),
        &["diff", "old.md", "new.md", "-f", "jsonl"],
    ));
    let lines: Vec<serde_json::Value> = lines
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    assert!(
        lines
            .iter()
            .any(|line| line["level"]["indicator"] == "deactivation_at_will")
    );
    let markdown = written(&sujetion(
        folder.path(),
        &["diff", "old.md", "new.md", "-f", "md"],
    ));
    assert!(
        markdown.contains("suspend <ins>or terminate</ins> your account <del>after"),
        "{markdown}"
    );
    for (table, rows) in [("clauses", 4), ("levels", 2), ("findings", 2)] {
        let csv = written(&sujetion(
            folder.path(),
            &["diff", "old.md", "new.md", "-f", "csv", "--table", table],
        ));
        assert!(csv.lines().count() >= rows, "{table}: {csv}");
    }
}

#[test]
fn versions_that_differ_in_nothing_say_so() {
    let folder = folder(&[
        ("old.md", OLD),
        ("new.md", &OLD.replace("## 1. Access", "**1\\. ACCESS**")),
    ]);
    let text = written(&sujetion(folder.path(), &["diff", "old.md", "new.md"]));
    assert_eq!(text.matches("None differs.").count(), 2, "{text}");
}

#[test]
fn wrong_use_and_missing_files_are_told_apart() {
    let folder = two_versions();
    let code = |arguments: &[&str]| sujetion(folder.path(), arguments).status.code();
    assert_eq!(code(&["diff", "old.md"]), Some(2));
    assert_eq!(code(&["diff", "-", "-"]), Some(2));
    assert_eq!(
        code(&["diff", "old.md", "new.md", "--table", "levels"]),
        Some(2)
    );
    assert_eq!(code(&["history", ".", "--since", "yesterday"]), Some(2));
    let output = sujetion(
        folder.path(),
        &["diff", "old.md", "absent.md", "-o", "out.txt"],
    );
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("absent.md"));
    assert!(!folder.path().join("out.txt").exists());
}

fn dataset() -> tempfile::TempDir {
    folder(&[
        ("data/README.md", "about"),
        ("data/Cyclo/Terms of Service/2021-01-01T00-00-00Z.md", OLD),
        (
            "data/Cyclo/Terms of Service/2021-01-02T00-00-00Z.md",
            "# Sorry\n\nSign in first, please.\n",
        ),
        ("data/Cyclo/Terms of Service/2021-01-03T00-00-00Z.md", OLD),
        ("data/Cyclo/Terms of Service/2022-01-01T00-00-00Z.md", NEW),
        ("data/Cyclo/Privacy Policy/2021-01-01T00-00-00Z.md", HOSTILE),
    ])
}

#[test]
fn a_history_says_when_a_burden_grew_and_in_which_words() {
    let folder = dataset();
    let output = sujetion(
        folder.path(),
        &["history", "data", "--terms-type", "terms of service"],
    );
    assert_eq!(
        output.status.code(),
        Some(0),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let text = written(&output);
    for expected in [
        "Cyclo: Terms of Service",
        "2 versions told of 4 recorded",
        "2022-01-01",
        "deactivation at will: 1 → 3, grew",
        "was [1.1]",
        "is  [1.2]",
    ] {
        assert!(text.contains(expected), "{expected} in\n{text}");
    }
    let until = sujetion(
        folder.path(),
        &[
            "history",
            "data",
            "--service",
            "cyclo",
            "--until",
            "2021-01-01",
            "-f",
            "jsonl",
        ],
    );
    assert_eq!(written(&until).lines().count(), 2);
}

#[test]
fn a_history_comes_in_every_form_and_lists_what_was_not_read() {
    let folder = dataset();
    std::fs::write(
        folder
            .path()
            .join("data/Cyclo/Terms of Service/2023-01-01T00-00-00Z.md"),
        "",
    )
    .expect("writes");
    let output = sujetion(folder.path(), &["history", "data", "absent", "-f", "json"]);
    assert_eq!(output.status.code(), Some(1));
    let json: serde_json::Value = serde_json::from_str(&written(&output)).expect("JSON");
    assert_eq!(json["timelines"].as_array().map(Vec::len), Some(2));
    assert_eq!(
        json["failures"].as_array().map(Vec::len),
        Some(2),
        "{}",
        json["failures"]
    );
    let events = written(&sujetion(folder.path(), &["history", "data", "-f", "csv"]));
    assert!(events.contains("deactivation_at_will"), "{events}");
    let versions = written(&sujetion(
        folder.path(),
        &["history", "data", "-f", "csv", "--table", "versions"],
    ));
    assert_eq!(versions.lines().count(), 4, "{versions}");
    let markdown = written(&sujetion(folder.path(), &["history", "data", "-f", "md"]));
    assert!(
        markdown.contains("# Cyclo: Terms of Service") && markdown.contains("## Not read"),
        "{markdown}"
    );
}

#[test]
fn nothing_of_a_term_is_obeyed() {
    let folder = folder(&[("old.md", OLD), ("new.md", HOSTILE)]);
    for form in ["text", "md"] {
        let text = written(&sujetion(
            folder.path(),
            &["diff", "old.md", "new.md", "-f", form],
        ));
        assert!(!text.contains(['\u{1b}', '\u{202e}']), "{text}");
        assert!(form == "text" || !text.contains("<script>"), "{text}");
    }
    let csv = written(&sujetion(
        folder.path(),
        &["diff", "old.md", "new.md", "-f", "csv"],
    ));
    assert!(
        !csv.contains(",=HYPERLINK") && !csv.contains(",\"=HYPERLINK"),
        "{csv}"
    );
}
