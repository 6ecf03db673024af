//! The three tables of a diff.

use std::io::{self, Write};

use super::super::{DiffReport, EditKind, LevelPoint, Passage, Wording};
use crate::report::table::{Cell, Table};
use crate::report::words::code;

const CLAUSES: &[&str] = &[
    "change",
    "place",
    "old_number",
    "old_heading",
    "new_number",
    "new_heading",
    "role",
    "old_text",
    "new_text",
    "removed_words",
    "added_words",
];

const FINDINGS: &[&str] = &[
    "indicator",
    "family",
    "movement",
    "old_net",
    "new_net",
    "old_number",
    "old_sentence",
    "old_words",
    "old_rule",
    "new_number",
    "new_sentence",
    "new_words",
    "new_rule",
];

const LEVELS: &[&str] = &[
    "indicator",
    "family",
    "movement",
    "old_state",
    "old_severity",
    "old_lo",
    "old_hi",
    "new_state",
    "new_severity",
    "new_lo",
    "new_hi",
];

pub(super) fn clauses(report: &DiffReport, out: impl Write) -> io::Result<()> {
    let mut table = Table::new(out, CLAUSES)?;
    for change in &report.diff.changes {
        let of = |kind: EditKind| {
            let edits = change.edits.iter().filter(move |edit| edit.kind == kind);
            Cell::text(
                edits
                    .map(|edit| edit.text.as_str())
                    .collect::<Vec<_>>()
                    .join(" … "),
            )
        };
        let (old, new) = (change.old.as_ref(), change.new.as_ref());
        table.row([
            Cell::text(code(&change.kind)),
            Cell::text(code(&change.place)),
            optional(old.and_then(|passage| passage.number.as_deref())),
            optional(old.and_then(|passage| passage.heading.as_deref())),
            optional(new.and_then(|passage| passage.number.as_deref())),
            optional(new.and_then(|passage| passage.heading.as_deref())),
            new.or(old)
                .map_or_else(Cell::empty, |passage| Cell::text(code(&passage.role))),
            old.map_or_else(Cell::empty, text),
            new.map_or_else(Cell::empty, text),
            of(EditKind::Removed),
            of(EditKind::Added),
        ])?;
    }
    table.flush()
}

fn text(passage: &Passage) -> Cell<'_> {
    Cell::text(passage.text.as_str())
}

pub(crate) fn optional(text: Option<&str>) -> Cell<'_> {
    text.map_or_else(Cell::empty, Cell::text)
}

pub(super) fn findings(report: &DiffReport, out: impl Write) -> io::Result<()> {
    let mut table = Table::new(out, FINDINGS)?;
    for change in &report.diff.findings {
        let net = |wording: &Option<Wording>| {
            wording
                .as_ref()
                .map_or_else(Cell::empty, |w| Cell::count(w.severity.value().into()))
        };
        let mut row = vec![
            Cell::text(change.indicator.get().name),
            Cell::text(change.indicator.get().family.get().name),
            Cell::text(code(&change.movement)),
            net(&change.old),
            net(&change.new),
        ];
        for wording in [&change.old, &change.new] {
            let wording = wording.as_ref();
            row.push(optional(wording.and_then(|w| w.number.as_deref())));
            row.push(optional(wording.map(|w| w.sentence.as_str())));
            row.push(optional(wording.map(|w| w.quote.as_str())));
            row.push(optional(wording.map(|w| w.rule.as_str())));
        }
        table.row(row)?;
    }
    table.flush()
}

pub(super) fn levels(report: &DiffReport, out: impl Write) -> io::Result<()> {
    let mut table = Table::new(out, LEVELS)?;
    for change in &report.diff.levels {
        let head = [
            Cell::text(change.indicator.get().name),
            Cell::text(change.indicator.get().family.get().name),
            Cell::text(code(&change.movement)),
        ];
        let cells = level_cells(&change.old)
            .into_iter()
            .chain(level_cells(&change.new));
        table.row(head.into_iter().chain(cells))?;
    }
    table.flush()
}

/// State, severity, and the ends of the interval.
pub(crate) fn level_cells(level: &LevelPoint) -> [Cell<'static>; 4] {
    let number = |severity: Option<crate::finding::Severity>| {
        severity.map_or_else(Cell::empty, |severity| Cell::count(severity.value().into()))
    };
    [
        Cell::text(code(&level.state)),
        number(level.severity),
        number(level.interval.map(|interval| interval.lo)),
        number(level.interval.map(|interval| interval.hi)),
    ]
}
