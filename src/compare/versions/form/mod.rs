//! The forms of a diff, one file each.

pub(crate) mod csv;
mod html;
pub(crate) mod markdown;
mod text;
pub(crate) mod view;

use std::io::{self, Write};

use schemars::JsonSchema;
use serde::Serialize;

use super::{
    ChangeKind, ClauseChange, DiffCounts, DiffReport, Edit, FindingChange, FindingMovement,
    LevelChange, LevelMovement, LevelPoint, Passage, Place, Wording,
};
use crate::report::words::{self, counted, printable};
use crate::report::{Colour, Edition};
use crate::score::LevelState;

/// The forms in which a diff is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum DiffForm {
    /// For a terminal of 80 columns.
    Text(Colour),
    /// One JSON value: [`DiffReport`].
    Json,
    /// JSON Lines: clauses, findings, then levels, a [`DiffLine`] a line.
    JsonLines,
    /// One of three tables.
    Csv(DiffTable),
    /// CommonMark.
    Markdown,
    /// One page of HTML that needs nothing else, in an edition; none: that of the new version.
    Html(Option<Edition>),
}

/// The tables of a diff that can be written as CSV.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum DiffTable {
    /// One row a clause that differs.
    #[default]
    Clauses,
    /// One row a finding that differs.
    Findings,
    /// One row a level that differs.
    Levels,
}

/// A line of the JSON Lines form.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum DiffLine<'a> {
    /// A clause that differs.
    Clause(&'a ClauseChange),
    /// A finding that differs.
    Finding(&'a FindingChange),
    /// A level that differs.
    Level(&'a LevelChange),
}

impl DiffReport {
    /// Writes the diff in one form.
    ///
    /// # Errors
    /// What the output says.
    pub fn write(&self, mut out: impl Write, form: DiffForm) -> io::Result<()> {
        match form {
            DiffForm::Text(colour) => out.write_all(text::diff_text(self, colour).as_bytes())?,
            DiffForm::Json => {
                serde_json::to_writer(&mut out, self)?;
                out.write_all(b"\n")?;
            }
            DiffForm::JsonLines => {
                let clauses = self.diff.changes.iter().map(DiffLine::Clause);
                let findings = self.diff.findings.iter().map(DiffLine::Finding);
                let levels = self.diff.levels.iter().map(DiffLine::Level);
                for line in clauses.chain(findings).chain(levels) {
                    serde_json::to_writer(&mut out, &line)?;
                    out.write_all(b"\n")?;
                }
            }
            DiffForm::Csv(DiffTable::Clauses) => csv::clauses(self, &mut out)?,
            DiffForm::Csv(DiffTable::Findings) => csv::findings(self, &mut out)?,
            DiffForm::Csv(DiffTable::Levels) => csv::levels(self, &mut out)?,
            DiffForm::Markdown => out.write_all(markdown::diff_markdown(self).as_bytes())?,
            DiffForm::Html(edition) => {
                let edition = edition.unwrap_or_else(|| Edition::of_languages(self.new.language));
                html::page(self, edition, &mut out)?;
            }
        }
        out.flush()
    }
}

/// "2 clauses added, 1 removed, 12 changed; 403 unchanged".
pub(crate) fn counts(counts: &DiffCounts) -> String {
    let told = [
        (counts.changed, "changed"),
        (counts.added, "added"),
        (counts.removed, "removed"),
        (counts.moved, "moved"),
        (counts.renumbered, "renumbered"),
        (counts.unchanged, "unchanged"),
    ];
    let mut parts: Vec<String> = Vec::new();
    for (number, what) in told.into_iter().filter(|(number, _)| *number > 0) {
        let first = parts.is_empty();
        let number = if first {
            counted(number, "clause", "clauses")
        } else {
            words::grouped(number)
        };
        parts.push(format!("{number} {what}"));
    }
    if parts.is_empty() {
        "no clauses".to_owned()
    } else {
        parts.join(", ")
    }
}

/// A level in a word or two: "3", "silent", "unobserved".
pub(crate) fn level(level: &LevelPoint) -> String {
    match (level.state, level.severity) {
        (LevelState::Stated, Some(severity)) => severity.value().to_string(),
        (LevelState::Silent, Some(severity)) => format!("{} (silent)", severity.value()),
        (state, _) => words::state(state).to_owned(),
    }
}

/// Edits in a row, each as `write` writes it; a space between two unless a mark follows that takes
/// none before it.
fn joined(edits: &[Edit], mut write: impl FnMut(usize, &Edit) -> String) -> String {
    let mut text = String::new();
    for (place, edit) in edits.iter().enumerate() {
        if place > 0 && !joins(edit) {
            text.push(' ');
        }
        text.push_str(&write(place, edit));
    }
    text
}

/// Whether a piece begins with a mark that takes no space before it.
fn joins(edit: &Edit) -> bool {
    edit.text.starts_with(['.', ',', ')', ']', '’', '\''])
}

/// What happened to a level, as a verb.
pub(crate) fn level_movement(movement: LevelMovement) -> &'static str {
    match movement {
        LevelMovement::Appeared => "appeared",
        LevelMovement::Grew => "grew",
        LevelMovement::Shrank => "shrank",
        LevelMovement::Went => "went",
        LevelMovement::Restated => "comes from elsewhere",
    }
}

fn finding_movement(movement: FindingMovement) -> &'static str {
    match movement {
        FindingMovement::Appeared => "appeared",
        FindingMovement::Grew => "grew",
        FindingMovement::Shrank => "shrank",
        FindingMovement::Went => "went",
    }
}

fn kind(change: &ClauseChange) -> &'static str {
    match (change.kind, change.place) {
        (ChangeKind::Renumbered, _) => "renumbered",
        (ChangeKind::Moved, _) => "moved",
        (ChangeKind::Changed, Place::Kept) => "changed",
        (ChangeKind::Changed, Place::Moved) => "moved and changed",
        (ChangeKind::Added, _) => "added",
        (ChangeKind::Removed, _) => "removed",
    }
}

/// Where a clause stands: "7.2", else its heading.
pub(crate) fn label<'a>(number: Option<&'a str>, heading: Option<&'a str>) -> &'a str {
    number.or(heading).unwrap_or(words::NOT_GIVEN)
}

fn passage_label(passage: Option<&Passage>) -> Option<String> {
    let passage = passage?;
    let label = label(passage.number.as_deref(), passage.heading.as_deref());
    Some(words::cut(&printable(label), 40))
}

/// The label of a clause in both versions: "7.2", or "6.2 → 7.2".
fn both_labels(change: &ClauseChange) -> String {
    match (
        passage_label(change.old.as_ref()),
        passage_label(change.new.as_ref()),
    ) {
        (Some(old), Some(new)) if old != new => format!("{old} → {new}"),
        (_, Some(only)) | (Some(only), None) => only,
        (None, None) => words::NOT_GIVEN.to_owned(),
    }
}

/// The label of the clause of a wording.
pub(crate) fn wording_label(wording: &Wording) -> String {
    let label = label(wording.number.as_deref(), wording.heading.as_deref());
    words::cut(&printable(label), 40)
}
