//! The two tables of timelines.

use std::io::{self, Write};

use super::super::Timeline;
use super::text::weightiest;
use crate::compare::versions::Wording;
use crate::compare::versions::form::csv::{level_cells, optional};
use crate::report::table::{Cell, Table};
use crate::report::words::code;
use crate::taxonomy::Taxonomy;

pub(super) type Rows<W> = Table<W>;

const EVENTS: &[&str] = &[
    "service",
    "terms_type",
    "date",
    "id",
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
    "old_number",
    "old_sentence",
    "old_words",
    "new_number",
    "new_sentence",
    "new_words",
];

const VERSIONS: &[&str] = &[
    "service",
    "terms_type",
    "date",
    "last_recorded",
    "id",
    "sha256",
    "returns_to",
    "language",
    "clauses_changed",
    "clauses_added",
    "clauses_removed",
    "clauses_moved",
    "clauses_renumbered",
    "clauses_unchanged",
    "findings_appeared",
    "findings_grew",
    "findings_shrank",
    "findings_went",
    "core_index",
    "extended_index",
];

pub(super) fn events<W: Write>(out: W) -> io::Result<Rows<W>> {
    Table::new(out, EVENTS)
}

/// One row a version; the scores of the families stand last, under their names.
pub(super) fn versions<W: Write>(out: W) -> io::Result<Rows<W>> {
    let families = Taxonomy::builtin()
        .families()
        .iter()
        .map(|family| family.name);
    let header: Vec<_> = VERSIONS.iter().copied().chain(families).collect();
    Table::new(out, &header)
}

pub(super) fn event_rows<W: Write>(rows: &mut Rows<W>, timeline: &Timeline) -> io::Result<()> {
    for event in &timeline.events {
        let id = timeline
            .versions
            .get(event.version)
            .map(|version| version.id.as_str());
        let mut row = vec![
            Cell::text(timeline.service.as_str()),
            Cell::text(timeline.terms_type.as_str()),
            Cell::text(event.date.to_string()),
            optional(id),
            Cell::text(event.indicator.get().name),
            Cell::text(event.indicator.get().family.get().name),
            Cell::text(code(&event.movement)),
        ];
        row.extend(level_cells(&event.old));
        row.extend(level_cells(&event.new));
        row.extend(weightiest_cells(&event.before));
        row.extend(weightiest_cells(&event.after));
        rows.row(row)?;
    }
    Ok(())
}

/// Number, sentence and words of the most severe wording.
fn weightiest_cells(wordings: &[Wording]) -> [Cell<'_>; 3] {
    let wording = weightiest(wordings).next();
    [
        optional(wording.and_then(|w| w.number.as_deref())),
        optional(wording.map(|w| w.sentence.as_str())),
        optional(wording.map(|w| w.quote.as_str())),
    ]
}

pub(super) fn version_rows<W: Write>(rows: &mut Rows<W>, timeline: &Timeline) -> io::Result<()> {
    for version in &timeline.versions {
        let returns_to = version
            .returns_to
            .and_then(|place| timeline.versions.get(place));
        let mut row = vec![
            Cell::text(timeline.service.as_str()),
            Cell::text(timeline.terms_type.as_str()),
            Cell::text(version.date.to_string()),
            Cell::text(version.last_recorded.to_string()),
            Cell::text(version.id.as_str()),
            Cell::text(version.sha256.as_str()),
            returns_to.map_or_else(Cell::empty, |version| Cell::text(version.date.to_string())),
            version
                .language
                .map_or_else(Cell::empty, |language| Cell::text(code(&language))),
        ];
        let clauses = version.clauses.as_ref();
        let clauses = clauses.map(|c| {
            [
                c.changed,
                c.added,
                c.removed,
                c.moved,
                c.renumbered,
                c.unchanged,
            ]
        });
        row.extend(
            clauses
                .map_or_else(|| [const { None }; 6], |counts| counts.map(Some))
                .map(count),
        );
        let findings = version.findings.as_ref();
        let findings = findings.map(|f| [f.appeared, f.grew, f.shrank, f.went]);
        row.extend(
            findings
                .map_or_else(|| [const { None }; 4], |counts| counts.map(Some))
                .map(count),
        );
        row.push(Cell::number(version.core.score));
        row.push(Cell::number(version.extended.score));
        row.extend(
            version
                .families
                .iter()
                .map(|family| Cell::number(family.score)),
        );
        rows.row(row)?;
    }
    Ok(())
}

fn count(number: Option<usize>) -> Cell<'static> {
    number.map_or_else(Cell::empty, Cell::count)
}
