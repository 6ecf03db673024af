//! The text form, for a terminal of 80 columns.

use super::super::{
    ChangeKind, ClauseChange, DiffReport, EditKind, FindingChange, LevelMovement, Wording,
};
use super::{
    both_labels, counts, finding_movement, joined, kind, level, level_movement, passage_label,
    wording_label,
};
use crate::report::Colour;
use crate::report::text::paint::{Page, Tone};
use crate::report::words::{self, counted, printable, score};
use crate::taxonomy::IndicatorId;

/// How many words of what is kept are shown on either side of a change.
const AROUND: usize = 8;

/// How many clauses that only have another number are listed.
const RENUMBERED: usize = 12;

pub(super) fn diff_text(report: &DiffReport, colour: Colour) -> String {
    let mut page = Page::new(colour);
    let diff = &report.diff;
    page.title("What changed");
    page.paragraph("old", 5, &printable(&report.old.name));
    page.paragraph("new", 5, &printable(&report.new.name));
    page.gap();
    let mut said = counts(&diff.counts);
    said.push_str(&format!(
        ". Core index {} → {}, extended {} → {} (0 to 100).",
        score(report.old.core.score),
        score(report.new.core.score),
        score(report.old.extended.score),
        score(report.new.extended.score),
    ));
    page.paragraph("", 0, &said);
    levels(&mut page, report);
    findings(&mut page, report);
    clauses(&mut page, report);
    page.gap();
    let versions = &report.versions;
    page.aside(
        0,
        &format!(
            "sujetion {}, taxonomy {}, lexicon {}. White space, markup, capitals and typography \
             make no change.",
            versions.sujetion, versions.taxonomy, versions.lexicon
        ),
    );
    page.into_text()
}

fn levels(page: &mut Page, report: &DiffReport) {
    let levels = &report.diff.levels;
    page.section("Levels");
    if levels.is_empty() {
        page.line("None differs.");
    }
    let (restated, moved): (Vec<_>, Vec<_>) = levels
        .iter()
        .partition(|change| change.movement == LevelMovement::Restated);
    for change in moved {
        let line = format!(
            "{}: {} → {}, {}",
            words::indicator(change.indicator),
            level(&change.old),
            level(&change.new),
            level_movement(change.movement),
        );
        let line = page.painted(Tone::Strong, &line);
        page.line(&line);
        let findings = change
            .findings
            .iter()
            .filter_map(|&place| report.diff.findings.get(place));
        findings.for_each(|finding| wordings(page, finding));
    }
    if !restated.is_empty() {
        let names = restated.iter().map(|change| {
            format!(
                "{} ({} → {})",
                words::indicator(change.indicator),
                level(&change.old),
                level(&change.new)
            )
        });
        let names: Vec<_> = names.collect();
        page.paragraph(
            "",
            0,
            &format!(
                "No heavier and no lighter, but read otherwise: {}.",
                names.join(", ")
            ),
        );
    }
}

/// Findings that moved no level are told after those that did.
fn findings(page: &mut Page, report: &DiffReport) {
    let with_levels: Vec<IndicatorId> = report
        .diff
        .levels
        .iter()
        .map(|level| level.indicator)
        .collect();
    let others = report
        .diff
        .findings
        .iter()
        .filter(|f| !with_levels.contains(&f.indicator));
    let others: Vec<_> = others.collect();
    if others.is_empty() {
        return;
    }
    page.section("Other findings");
    for finding in others {
        page.line(&format!(
            "{} {}",
            words::indicator(finding.indicator),
            finding_movement(finding.movement)
        ));
        wordings(page, finding);
    }
}

fn wordings(page: &mut Page, finding: &FindingChange) {
    let sides = [("was", finding.old.as_ref()), ("is", finding.new.as_ref())];
    for (first, wording) in sides {
        if let Some(wording) = wording {
            let text = quoted(page, wording);
            page.paragraph(&format!("  {first}"), 6, &text);
        }
    }
}

fn quoted(page: &Page, wording: &Wording) -> String {
    let label = wording_label(wording);
    let sentence = printable(&wording.sentence);
    let quote = printable(&wording.quote);
    let marked = match sentence.split_once(quote.as_ref()) {
        Some((before, after)) => page.marked(&tail(before), &quote, &head(after)),
        None => words::cut(&sentence, 240),
    };
    format!("[{label}] {} {marked}", wording.severity.value())
}

/// The last words of a text, an ellipsis for what is left out.
fn tail(text: &str) -> String {
    let words: Vec<&str> = text.split(' ').collect();
    let from = words.len().saturating_sub(3 * AROUND);
    let kept = words[from..].join(" ");
    if from > 0 {
        format!("… {kept}")
    } else {
        kept
    }
}

/// The first words of a text.
fn head(text: &str) -> String {
    let words: Vec<&str> = text.split(' ').collect();
    let kept = words[..words.len().min(3 * AROUND)].join(" ");
    if words.len() > 3 * AROUND {
        format!("{kept} …")
    } else {
        kept
    }
}

fn clauses(page: &mut Page, report: &DiffReport) {
    let changes = &report.diff.changes;
    page.section("Clauses");
    if changes.is_empty() {
        page.line("None differs.");
    }
    for change in changes
        .iter()
        .filter(|change| change.kind != ChangeKind::Renumbered)
    {
        let title = format!("{} {}", kind(change), both_labels(change));
        let title = page.painted(Tone::Strong, &title);
        page.line(&title);
        let text = match change.kind {
            ChangeKind::Changed => edits(change),
            _ => {
                let passage = change.new.as_ref().or(change.old.as_ref());
                words::cut(&printable(passage.map_or("", |passage| &passage.text)), 400)
            }
        };
        page.paragraph("", 2, &text);
    }
    let renumbered = changes
        .iter()
        .filter(|change| change.kind == ChangeKind::Renumbered);
    let labels: Vec<_> = renumbered
        .map(|change| {
            let label = |passage| passage_label(passage).unwrap_or_default();
            format!(
                "{} → {}",
                label(change.old.as_ref()),
                label(change.new.as_ref())
            )
        })
        .collect();
    if !labels.is_empty() {
        let more = if labels.len() > RENUMBERED {
            " …"
        } else {
            ""
        };
        let shown = labels[..labels.len().min(RENUMBERED)].join(", ");
        let number = counted(labels.len(), "clause", "clauses");
        page.paragraph(
            "",
            0,
            &format!("{number} with another number only: {shown}{more}"),
        );
    }
}

/// What changed inside a clause, `[-taken out-]` and `{+put in+}`.
fn edits(change: &ClauseChange) -> String {
    let last = change.edits.len().saturating_sub(1);
    joined(&change.edits, |place, edit| {
        let text = printable(&edit.text);
        match edit.kind {
            EditKind::Removed => format!("[-{text}-]"),
            EditKind::Added => format!("{{+{text}+}}"),
            EditKind::Kept => around(&text, place == 0, place == last),
        }
    })
}

/// What is kept, shortened to the words beside a change.
fn around(text: &str, first: bool, last: bool) -> String {
    let words: Vec<&str> = text.split(' ').collect();
    let before = if first { 0 } else { AROUND };
    let after = if last { 0 } else { AROUND };
    if words.len() <= before + after + 2 {
        return text.to_owned();
    }
    let mut kept = words[..before].to_vec();
    kept.push("…");
    kept.extend(&words[words.len() - after..]);
    kept.join(" ")
}
