//! Coded segments, for people who code: every sentence of a document with what was found in it.
//!
//! In: a document and its analysis. Out: a [`CodedDocument`], and with a [`SegmentWriter`] one of
//! three forms: CSV for a spreadsheet, JSON Lines (a gold set as it stands: correct the labels and
//! give it to `sujetion eval`), or a project of REFI-QDA, the exchange format that NVivo,
//! ATLAS.ti, MAXQDA and QualCoder read. What coders corrected comes back through
//! [`GoldSet`](crate::evaluate::GoldSet).

mod csv;
mod lines;
pub(crate) mod qdpx;
#[cfg(test)]
mod tests;

use std::io::{self, Write};
use std::ops::Range;

use crate::clause::ClauseRole;
use crate::document::Document;
use crate::finding::{Analysis, Confidence, Finding, Severity};
use crate::report::Edition;
use crate::taxonomy::IndicatorId;
use crate::text::Language;

pub(crate) use csv::CODER;

/// The name under which the instrument stands among coders.
pub const INSTRUMENT: &str = "sujetion";

/// How much of the neighbouring text is given on either side of a sentence, in bytes.
const CONTEXT: usize = 240;

/// A document cut into sentences, with the codes on each.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct CodedDocument<'a> {
    /// `<platform>/<document>`.
    pub name: String,
    /// The document.
    pub document: &'a Document,
    /// Every sentence of it, headings included, in order.
    pub units: Vec<CodedUnit<'a>>,
}

/// A sentence with its codes.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct CodedUnit<'a> {
    /// Its place among the sentences of the document, from 0.
    pub id: usize,
    /// Its language.
    pub language: Language,
    /// The number of its clause; none where it has none.
    pub number: Option<&'a str>,
    /// The part its clause plays.
    pub role: ClauseRole,
    /// The headings above it, from the outermost.
    pub headings: Vec<&'a str>,
    /// Its text.
    pub text: &'a str,
    /// Where it stands in the visible text, in bytes.
    pub span: Range<usize>,
    /// Where it stands in the source decoded to UTF-8, in bytes.
    pub source: Range<usize>,
    /// What stands before it in the document, shortened.
    pub before: &'a str,
    /// What stands after it, shortened.
    pub after: &'a str,
    /// Its codes, in the order of the codebook.
    pub segments: Vec<Segment<'a>>,
}

/// A code on a sentence.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Segment<'a> {
    /// The indicator.
    pub indicator: IndicatorId,
    /// Its severity after mitigation, 0 to 3.
    pub severity: Severity,
    /// The rule that fired.
    pub rule: &'a str,
    /// How sure it is, 0 to 1; at least [`Confidence::POINT`].
    pub confidence: Confidence,
    /// The words that decided.
    pub words: &'a str,
}

impl<'a> CodedDocument<'a> {
    /// The sentences of a document with the findings that count in a level.
    #[must_use]
    pub fn new(platform: &str, document: &'a Document, analysis: &'a Analysis) -> Self {
        let mut units = Vec::new();
        let mut findings = analysis
            .findings
            .iter()
            .filter(|finding| finding.confidence >= Confidence::POINT)
            .peekable();
        for (clause, language) in analysis.clauses.clauses.iter().zip(&analysis.languages) {
            for sentence in &clause.sentences {
                let mut segments = Vec::new();
                while let Some(finding) =
                    findings.next_if(|finding| finding.sentence.start < sentence.end)
                {
                    segments.push(Segment::new(document, finding));
                }
                segments.sort_by_key(|segment| segment.indicator);
                units.push(CodedUnit {
                    id: units.len(),
                    language: *language,
                    number: clause.number.as_ref().map(|number| number.label.as_str()),
                    role: clause.role,
                    headings: Vec::new(),
                    text: part(document, sentence.clone()),
                    span: sentence.clone(),
                    source: document.source_span(sentence.clone()),
                    before: before(document, sentence.start),
                    after: after(document, sentence.end),
                    segments,
                });
            }
        }
        let mut coded = Self {
            name: format!("{platform}/{}", document.name),
            document,
            units,
        };
        coded.add_headings(analysis);
        coded
    }

    fn add_headings(&mut self, analysis: &'a Analysis) {
        let mut units = self.units.iter_mut();
        for (place, clause) in analysis.clauses.clauses.iter().enumerate() {
            let id = crate::clause::ClauseId(place);
            let headings: Vec<&str> = analysis
                .clauses
                .headings(id)
                .filter_map(|heading| analysis.clauses.get(heading))
                .map(|heading| part(self.document, heading.text.clone()).trim())
                .collect();
            for unit in units.by_ref().take(clause.sentences.len()) {
                unit.headings.clone_from(&headings);
            }
        }
    }
}

impl<'a> Segment<'a> {
    fn new(document: &'a Document, finding: &'a Finding) -> Self {
        let start = finding.span.start.max(finding.sentence.start);
        let end = finding.span.end.min(finding.sentence.end);
        let words = if start < end {
            start..end
        } else {
            finding.span.clone()
        };
        Self {
            indicator: finding.indicator,
            severity: finding.net,
            rule: &finding.rule,
            confidence: finding.confidence,
            words: part(document, words),
        }
    }
}

fn part(document: &Document, range: Range<usize>) -> &str {
    document.text.get(range).unwrap_or_default()
}

fn before(document: &Document, end: usize) -> &str {
    let mut start = end.saturating_sub(CONTEXT);
    while !document.text.is_char_boundary(start) {
        start += 1;
    }
    part(document, start..end).trim()
}

fn after(document: &Document, start: usize) -> &str {
    let mut end = (start + CONTEXT).min(document.text.len());
    while !document.text.is_char_boundary(end) {
        end -= 1;
    }
    part(document, start..end).trim()
}

/// The forms in which coded segments are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum SegmentForm {
    /// One row a code; a sentence without a code has a row with no indicator.
    Csv,
    /// JSON Lines, a sentence a line: a gold set.
    JsonLines,
    /// A project of REFI-QDA (`.qdpx`), its codebook in that language.
    Qdpx(Edition),
}

/// Which sentences are written as CSV or JSON Lines; a project holds whole documents anyway.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Units {
    /// All: agreement needs those without a code too.
    #[default]
    All,
    /// Those with a code.
    Coded,
}

/// Takes coded documents one by one and writes them in one form.
pub trait SegmentWriter {
    /// Writes one document.
    ///
    /// # Errors
    /// What the output says.
    fn document(&mut self, document: &CodedDocument<'_>) -> io::Result<()>;

    /// Writes what stands after the last document.
    ///
    /// # Errors
    /// What the output says.
    fn finish(&mut self) -> io::Result<()>;
}

impl SegmentForm {
    /// A writer of this form.
    pub fn writer<'w>(self, out: impl Write + 'w, units: Units) -> Box<dyn SegmentWriter + 'w> {
        match self {
            Self::Csv => Box::new(csv::CsvWriter::new(out, units)),
            Self::JsonLines => Box::new(lines::LinesWriter::new(out, units)),
            Self::Qdpx(edition) => Box::new(qdpx::ProjectWriter::new(out, edition)),
        }
    }
}

impl Units {
    fn include(self, unit: &CodedUnit<'_>) -> bool {
        self == Self::All || !unit.segments.is_empty()
    }
}
