//! CSV: a code a row. A coder corrects the columns `indicator` and `severity`, takes rows out or
//! puts rows in, and writes a name under `coder`.

use std::io::{self, Write};

use super::{CodedDocument, CodedUnit, INSTRUMENT, Segment, SegmentWriter, Units};
use crate::report::table::{Cell, Table};
use crate::report::words::code;

/// The column with the name of who coded the row.
pub(crate) const CODER: &str = "coder";

/// The columns, in order.
const COLUMNS: &[&str] = &[
    CODER,
    "doc",
    "id",
    "lang",
    "text",
    "indicator",
    "severity",
    "rule",
    "confidence",
    "words",
    "clause",
    "role",
    "headings",
    "before",
    "after",
    "source_start",
    "source_end",
];

pub(super) struct CsvWriter<W: Write> {
    out: Option<W>,
    rows: Option<Table<W>>,
    units: Units,
}

impl<W: Write> CsvWriter<W> {
    pub(super) fn new(out: W, units: Units) -> Self {
        Self {
            out: Some(out),
            rows: None,
            units,
        }
    }

    /// The table, its header written when it is first asked for.
    fn rows(&mut self) -> io::Result<&mut Table<W>> {
        if let Some(out) = self.out.take() {
            self.rows = Some(Table::new(out, COLUMNS)?);
        }
        self.rows
            .as_mut()
            .ok_or_else(|| io::Error::other("the output could not be written to before"))
    }
}

impl<W: Write> SegmentWriter for CsvWriter<W> {
    fn document(&mut self, document: &CodedDocument<'_>) -> io::Result<()> {
        let units = self.units;
        let rows = self.rows()?;
        for unit in document.units.iter().filter(|unit| units.include(unit)) {
            if unit.segments.is_empty() {
                rows.row(row(document, unit, None))?;
            }
            for segment in &unit.segments {
                rows.row(row(document, unit, Some(segment)))?;
            }
        }
        Ok(())
    }

    fn finish(&mut self) -> io::Result<()> {
        self.rows()?.flush()
    }
}

fn row<'a>(
    document: &'a CodedDocument<'_>,
    unit: &'a CodedUnit<'_>,
    segment: Option<&'a Segment<'_>>,
) -> Vec<Cell<'a>> {
    let mut cells = vec![
        Cell::text(INSTRUMENT),
        Cell::text(document.name.as_str()),
        Cell::count(unit.id),
        Cell::text(code(&unit.language)),
        Cell::text(unit.text),
    ];
    match segment {
        Some(segment) => cells.extend([
            Cell::text(segment.indicator.get().name),
            Cell::count(segment.severity.value().into()),
            Cell::text(segment.rule),
            Cell::number(Some(segment.confidence.value())),
            Cell::text(segment.words),
        ]),
        None => cells.extend((0..5).map(|_| Cell::empty())),
    }
    cells.extend([
        Cell::text(unit.number.unwrap_or_default()),
        Cell::text(code(&unit.role)),
        Cell::text(unit.headings.join(" > ")),
        Cell::text(unit.before),
        Cell::text(unit.after),
        Cell::count(unit.source.start),
        Cell::count(unit.source.end),
    ]);
    cells
}
