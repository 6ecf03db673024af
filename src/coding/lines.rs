//! JSON Lines: a sentence a line, with the keys of a gold set and the context of the sentence.

use std::io::{self, Write};

use serde::Serialize;

use super::{CodedDocument, CodedUnit, INSTRUMENT, Segment, SegmentWriter, Units};
use crate::clause::ClauseRole;
use crate::finding::{Confidence, Severity};
use crate::taxonomy::IndicatorId;
use crate::text::Language;

pub(super) struct LinesWriter<W> {
    out: W,
    units: Units,
}

impl<W: Write> LinesWriter<W> {
    pub(super) fn new(out: W, units: Units) -> Self {
        Self { out, units }
    }
}

#[derive(Serialize)]
struct Line<'a> {
    coder: &'a str,
    doc: &'a str,
    id: usize,
    lang: Language,
    text: &'a str,
    labels: Vec<Label<'a>>,
    clause: Option<&'a str>,
    role: ClauseRole,
    headings: &'a [&'a str],
    before: &'a str,
    after: &'a str,
    source_start: usize,
    source_end: usize,
}

#[derive(Serialize)]
struct Label<'a> {
    indicator: IndicatorId,
    severity: Severity,
    rule: &'a str,
    confidence: Confidence,
    words: &'a str,
}

impl<W: Write> SegmentWriter for LinesWriter<W> {
    fn document(&mut self, document: &CodedDocument<'_>) -> io::Result<()> {
        for unit in document
            .units
            .iter()
            .filter(|unit| self.units.include(unit))
        {
            serde_json::to_writer(&mut self.out, &line(document, unit))?;
            self.out.write_all(b"\n")?;
        }
        Ok(())
    }

    fn finish(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

fn line<'a>(document: &'a CodedDocument<'_>, unit: &'a CodedUnit<'_>) -> Line<'a> {
    let label = |segment: &Segment<'a>| Label {
        indicator: segment.indicator,
        severity: segment.severity,
        rule: segment.rule,
        confidence: segment.confidence,
        words: segment.words,
    };
    Line {
        coder: INSTRUMENT,
        doc: &document.name,
        id: unit.id,
        lang: unit.language,
        text: unit.text,
        labels: unit.segments.iter().map(label).collect(),
        clause: unit.number,
        role: unit.role,
        headings: &unit.headings,
        before: unit.before,
        after: unit.after,
        source_start: unit.source.start,
        source_end: unit.source.end,
    }
}
