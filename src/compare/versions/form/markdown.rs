//! Markdown: every clause that differs, word by word.
//!
//! What comes from a document is escaped, so that no word of a term becomes markup.

use std::fmt::Write as _;

use super::super::{ChangeKind, DiffReport, EditKind, FindingChange, Wording};
use super::{
    both_labels, counts, finding_movement, joined, kind, level, level_movement, wording_label,
};
use crate::report::markdown::escaped;
use crate::report::words::{self, score};

pub(super) fn diff_markdown(report: &DiffReport) -> String {
    let mut text = String::from("# What changed\n\n");
    text.push_str("| | old | new |\n|---|---|---|\n");
    let (old, new) = (&report.old, &report.new);
    let _ = writeln!(
        text,
        "| document | {} | {} |",
        escaped(&old.name),
        escaped(&new.name)
    );
    let _ = writeln!(text, "| SHA-256 | {} | {} |", old.sha256, new.sha256);
    let _ = writeln!(
        text,
        "| core index | {} | {} |",
        score(old.core.score),
        score(new.core.score)
    );
    let _ = writeln!(
        text,
        "| extended index | {} | {} |",
        score(old.extended.score),
        score(new.extended.score)
    );
    for step in &report.families {
        let title = escaped(&step.family.get().title.en);
        let _ = writeln!(
            text,
            "| {title} | {} | {} |",
            score(step.old),
            score(step.new)
        );
    }
    let _ = writeln!(text, "\n{}.", counts(&report.diff.counts));
    levels(&mut text, report);
    findings(&mut text, report);
    clauses(&mut text, report);
    let versions = &report.versions;
    let _ = writeln!(
        text,
        "\nsujetion {}, taxonomy {}, lexicon {}",
        versions.sujetion, versions.taxonomy, versions.lexicon
    );
    text
}

fn levels(text: &mut String, report: &DiffReport) {
    if report.diff.levels.is_empty() {
        return;
    }
    text.push_str("\n## Levels\n\n| indicator | before | after | |\n|---|---|---|---|\n");
    for change in &report.diff.levels {
        let _ = writeln!(
            text,
            "| {} | {} | {} | {} |",
            words::indicator(change.indicator),
            level(&change.old),
            level(&change.new),
            level_movement(change.movement)
        );
    }
}

fn findings(text: &mut String, report: &DiffReport) {
    if report.diff.findings.is_empty() {
        return;
    }
    text.push_str("\n## Findings\n\n");
    for finding in &report.diff.findings {
        let FindingChange {
            indicator,
            movement,
            old,
            new,
            ..
        } = finding;
        let _ = writeln!(
            text,
            "- **{}** {}",
            words::indicator(*indicator),
            finding_movement(*movement)
        );
        for (side, wording) in [("was", old), ("is", new)] {
            if let Some(wording) = wording {
                let _ = writeln!(text, "  - {side} {}", quoted(wording));
            }
        }
    }
}

/// A wording with the words that decided in bold.
pub(crate) fn quoted(wording: &Wording) -> String {
    let marked = match wording.sentence.split_once(&wording.quote) {
        Some((before, after)) if !wording.quote.is_empty() => {
            let space = |text: &str, at_end: bool| {
                let has = if at_end {
                    text.ends_with(' ')
                } else {
                    text.starts_with(' ')
                };
                if has { " " } else { "" }
            };
            format!(
                "{}{}**{}**{}{}",
                escaped(before),
                space(before, true),
                escaped(&wording.quote),
                space(after, false),
                escaped(after)
            )
        }
        _ => escaped(&wording.sentence),
    };
    format!(
        "{} ({}): {marked}",
        wording.severity.value(),
        escaped(&wording_label(wording))
    )
}

fn clauses(text: &mut String, report: &DiffReport) {
    if report.diff.changes.is_empty() {
        return;
    }
    text.push_str("\n## Clauses\n");
    for change in &report.diff.changes {
        let _ = write!(
            text,
            "\n**{}, {}**",
            escaped(&both_labels(change)),
            kind(change)
        );
        if change.kind == ChangeKind::Renumbered {
            text.push('\n');
            continue;
        }
        text.push_str("\n\n> ");
        if change.kind == ChangeKind::Changed {
            text.push_str(&joined(&change.edits, |_, edit| {
                let words = escaped(&edit.text);
                match edit.kind {
                    EditKind::Kept => words,
                    EditKind::Removed => format!("<del>{words}</del>"),
                    EditKind::Added => format!("<ins>{words}</ins>"),
                }
            }));
        } else {
            let passage = change.new.as_ref().or(change.old.as_ref());
            text.push_str(&escaped(passage.map_or("", |passage| &passage.text)));
        }
        text.push('\n');
    }
}
