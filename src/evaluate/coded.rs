//! What people coded, back from the forms of [`coding`](crate::coding): a spreadsheet saved as
//! CSV, or a project of a tool for qualitative analysis.

use std::collections::BTreeSet;
use std::ops::Range;
use std::path::Path;

use super::gold::{Documents, GoldLabel, GoldUnit};
use crate::clause::{LineEnds, sentences};
use crate::coding::qdpx::{CodedSource, Coding, Project};
use crate::coding::{CODER, INSTRUMENT};
use crate::document::decode;
use crate::error::{Error, Result};
use crate::finding::Severity;
use crate::text::{Language, language};

/// What a coding counts as where the code of an indicator was put on a text without a severity.
const UNSTATED: Severity = Severity::MEDIUM;

/// The documents of a CSV file: one row a code, a unit without a code in a row of its own.
pub(super) fn from_csv(path: &Path, bytes: &[u8]) -> Result<Documents> {
    let text = decode::decode(&path.display().to_string(), bytes)?.text;
    let mut rows = csv::ReaderBuilder::new()
        .delimiter(delimiter(&text))
        .flexible(true)
        .from_reader(text.as_bytes());
    let wrong = |line, reason| Error::Data {
        path: path.to_owned(),
        line,
        reason,
    };
    let header = rows.headers().map_err(|e| wrong(1, e.to_string()))?.clone();
    let columns = Columns::find(&header).map_err(|reason| wrong(1, reason))?;
    let mut documents = Documents::default();
    for row in rows.records() {
        let row = row.map_err(|error| {
            let line = error.position().map_or(1, csv::Position::line);
            wrong(to_usize(line), error.to_string())
        })?;
        let line = row.position().map_or(1, |p| to_usize(p.line()));
        let read = columns
            .read(&row, line)
            .map_err(|reason| wrong(line, reason))?;
        documents.add(read.coder, read.doc, read.unit);
    }
    documents.leave_out_instrument();
    Ok(documents)
}

/// Spreadsheets of some countries separate cells by semicolons.
fn delimiter(text: &str) -> u8 {
    let header = text.lines().next().unwrap_or_default();
    let count = |c: char| header.matches(c).count();
    let candidates = [(b',', count(',')), (b';', count(';')), (b'\t', count('\t'))];
    let most = candidates.iter().rev().max_by_key(|(_, n)| *n);
    most.map_or(b',', |(byte, _)| *byte)
}

fn to_usize(n: u64) -> usize {
    usize::try_from(n).unwrap_or(usize::MAX)
}

/// Where the columns that are read stand.
struct Columns {
    coder: Option<usize>,
    doc: usize,
    id: usize,
    lang: Option<usize>,
    text: usize,
    indicator: usize,
    severity: usize,
}

struct Row {
    coder: Option<String>,
    doc: String,
    unit: GoldUnit,
}

impl Columns {
    fn find(header: &csv::StringRecord) -> std::result::Result<Self, String> {
        let optional = |name: &str| header.iter().position(|cell| cell.trim() == name);
        let needed =
            |name: &str| optional(name).ok_or_else(|| format!("there is no column `{name}`"));
        Ok(Self {
            coder: optional(CODER),
            doc: needed("doc")?,
            id: needed("id")?,
            lang: optional("lang"),
            text: needed("text")?,
            indicator: needed("indicator")?,
            severity: needed("severity")?,
        })
    }

    fn read(&self, row: &csv::StringRecord, line: usize) -> std::result::Result<Row, String> {
        let cell = |column: usize| plain(row.get(column).unwrap_or_default());
        let text = cell(self.text).to_owned();
        let language = self.lang.and_then(|column| code(cell(column).trim()));
        let coder = self.coder.map(|column| cell(column).trim().to_owned());
        let unit = GoldUnit {
            labels: label(cell(self.indicator).trim(), cell(self.severity).trim())?,
            language: language.unwrap_or_else(|| of_text(&text)),
            ..GoldUnit::new(cell(self.id).trim().to_owned(), line, text)
        };
        Ok(Row {
            coder: coder.filter(|name| !name.is_empty()),
            doc: cell(self.doc).to_owned(),
            unit,
        })
    }
}

fn label(indicator: &str, severity: &str) -> std::result::Result<Vec<GoldLabel>, String> {
    if indicator.is_empty() {
        return Ok(Vec::new());
    }
    let indicator = indicator
        .parse()
        .map_err(|error: crate::taxonomy::UnknownName| format!("label: {error}"))?;
    let number = severity.parse::<u8>().ok();
    let severity = number
        .and_then(Severity::new)
        .ok_or_else(|| format!("label: a severity is 0, 1, 2 or 3, not `{severity}`"))?;
    Ok(vec![GoldLabel::Indicator {
        indicator,
        severity,
    }])
}

/// A cell without the apostrophe that kept it from being a formula.
fn plain(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['=', '+', '-', '@', '\t', '\r']) => rest,
        _ => cell,
    }
}

fn code(name: &str) -> Option<Language> {
    serde_json::from_value(serde_json::Value::String(name.to_owned())).ok()
}

fn of_text(text: &str) -> Language {
    let answers = language::of_texts(std::iter::once(text));
    answers.first().copied().unwrap_or(Language::Other)
}

/// The documents of a project (`.qdpx`): its sources cut into sentences, once for every coder.
///
/// A code belongs to each sentence that is covered by more than half, or else to that which holds
/// the middle of what was coded. What the instrument coded and nobody took out counts for each
/// coder; where nobody else coded, it is the coding.
pub(super) fn from_project(path: &Path, bytes: &[u8]) -> Result<Documents> {
    let project = Project::read(bytes).map_err(|fault| Error::Unreadable {
        name: path.display().to_string(),
        reason: fault.to_string(),
    })?;
    let people = people(&project);
    let mut documents = Documents::default();
    for source in &project.sources {
        let sentences = Sentences::of(&source.text);
        for coder in &people {
            for unit in sentences.units(source, coder.as_deref()) {
                documents.add(coder.clone(), source.name.clone(), unit);
            }
        }
    }
    Ok(documents)
}

/// Who coded beside the instrument; nobody by name where that is all.
fn people(project: &Project) -> Vec<Option<String>> {
    let codings = project.sources.iter().flat_map(|source| &source.codings);
    let names: BTreeSet<&str> = codings.map(|coding| coding.coder.as_str()).collect();
    let people: Vec<_> = names
        .into_iter()
        .filter(|name| *name != INSTRUMENT)
        .map(|name| Some(name.to_owned()))
        .collect();
    if people.is_empty() {
        vec![None]
    } else {
        people
    }
}

/// The sentences of a source.
struct Sentences<'t> {
    texts: Vec<&'t str>,
    /// In characters, as codings are.
    spans: Vec<Range<usize>>,
    languages: Vec<Language>,
}

impl<'t> Sentences<'t> {
    fn of(text: &'t str) -> Self {
        let (mut texts, mut spans) = (Vec::new(), Vec::new());
        let (mut byte, mut character) = (0, 0);
        for range in sentences(text, 0..text.len(), LineEnds::End) {
            character += text[byte..range.start].chars().count();
            let sentence = &text[range.clone()];
            let end = character + sentence.chars().count();
            texts.push(sentence);
            spans.push(character..end);
            (byte, character) = (range.end, end);
        }
        let languages = language::of_texts(texts.iter().copied());
        Self {
            texts,
            spans,
            languages,
        }
    }

    fn units(&self, source: &CodedSource, coder: Option<&str>) -> Vec<GoldUnit> {
        let mut units: Vec<_> = self
            .texts
            .iter()
            .zip(&self.languages)
            .enumerate()
            .map(|(place, (text, language))| GoldUnit {
                language: *language,
                ..GoldUnit::new(place.to_string(), place + 1, (*text).to_owned())
            })
            .collect();
        let counts =
            |coding: &&Coding| coding.coder == INSTRUMENT || Some(coding.coder.as_str()) == coder;
        for coding in source.codings.iter().filter(counts) {
            let label = GoldLabel::Indicator {
                indicator: coding.indicator,
                severity: coding.severity.unwrap_or(UNSTATED),
            };
            for place in self.covered(&coding.span) {
                if let Some(unit) = units.get_mut(place)
                    && !unit.labels.contains(&label)
                {
                    unit.labels.push(label.clone());
                }
            }
        }
        units
    }

    /// The sentences that a coding is on.
    fn covered(&self, span: &Range<usize>) -> Range<usize> {
        let first = self.spans.partition_point(|own| own.end <= span.start);
        let touched = self.spans[first..]
            .iter()
            .take_while(|own| own.start < span.end);
        let end = first + touched.count();
        let covered = |own: &Range<usize>| {
            let shared = own.end.min(span.end) - own.start.max(span.start);
            2 * shared > own.len()
        };
        let places = first..end;
        let mut whole = places.clone().filter(|&place| covered(&self.spans[place]));
        match (whole.next(), whole.next_back()) {
            (Some(from), Some(to)) => from..to + 1,
            (Some(only), None) => only..only + 1,
            (None, _) => self.at(span.start.midpoint(span.end), &places),
        }
    }

    fn at(&self, middle: usize, places: &Range<usize>) -> Range<usize> {
        let mut holding = places.clone();
        let found = holding.find(|&place| self.spans[place].end > middle);
        found.map_or(places.start..places.start, |place| place..place + 1)
    }
}
