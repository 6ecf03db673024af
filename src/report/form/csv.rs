//! The two tables of reports.

use std::io::{self, Write};

use super::table::{Cell, Table};
use super::{CsvTable, Failure, ReportWriter};
use crate::finding::Verdict;
use crate::report::model::{DocumentReport, Evidence, MitigatorEvidence, Passage, Report};
use crate::report::words::{code, weight};
use crate::score::IndicatorLevel;

const LEVELS: &[&str] = &[
    "platform",
    "family",
    "indicator",
    "polarity",
    "state",
    "severity",
    "lo",
    "hi",
    "conflict",
    "evidence",
    "document",
    "clause",
    "sentence",
    "words",
    "rule",
    "raw",
    "net",
    "confidence",
    "mitigators_accepted",
    "mitigators_rejected",
];

const FINDINGS: &[&str] = &[
    "platform",
    "document",
    "terms_type",
    "date",
    "sha256",
    "audience",
    "family",
    "indicator",
    "rule",
    "raw",
    "net",
    "confidence",
    "bearer",
    "modality",
    "clause",
    "clause_place",
    "headings",
    "lead_in",
    "sentence",
    "words",
    "intensifiers",
    "mitigators_accepted",
    "mitigators_rejected",
    "weights",
    "source_start",
    "source_end",
];

pub(super) struct CsvWriter<W: Write> {
    out: Option<W>,
    rows: Option<Table<W>>,
    table: CsvTable,
}

impl<W: Write> CsvWriter<W> {
    pub(super) fn new(out: W, table: CsvTable) -> Self {
        Self {
            out: Some(out),
            rows: None,
            table,
        }
    }

    /// The table, its header written when it is first asked for.
    fn rows(&mut self) -> io::Result<&mut Table<W>> {
        if let Some(out) = self.out.take() {
            let header = match self.table {
                CsvTable::Levels => LEVELS,
                CsvTable::Findings => FINDINGS,
            };
            self.rows = Some(Table::new(out, header)?);
        }
        self.rows
            .as_mut()
            .ok_or_else(|| io::Error::other("the output could not be written to before"))
    }
}

impl<W: Write> ReportWriter for CsvWriter<W> {
    fn report(&mut self, report: &Report) -> io::Result<()> {
        let table = self.table;
        let rows = self.rows()?;
        match table {
            CsvTable::Levels => report
                .profile
                .levels
                .iter()
                .try_for_each(|level| rows.row(level_row(report, level))),
            CsvTable::Findings => report.documents.iter().try_for_each(|document| {
                let mut findings = document.findings.iter();
                findings.try_for_each(|evidence| rows.row(finding_row(report, document, evidence)))
            }),
        }
    }

    fn finish(&mut self, _: &[Failure]) -> io::Result<()> {
        self.rows()?.flush()
    }
}

fn level_row<'a>(report: &'a Report, level: &'a IndicatorLevel) -> Vec<Cell<'a>> {
    let indicator = level.indicator.get();
    let severity = |value: Option<crate::finding::Severity>| {
        value.map_or(Cell::empty(), |s| Cell::count(s.value().into()))
    };
    let mut cells = vec![
        Cell::text(report.platform.as_str()),
        Cell::text(indicator.family.get().name),
        Cell::text(indicator.name),
        Cell::text(code(&indicator.polarity)),
        Cell::text(code(&level.state)),
        severity(level.severity),
        severity(level.interval.map(|range| range.lo)),
        severity(level.interval.map(|range| range.hi)),
        Cell::text(if level.conflict { "true" } else { "false" }),
        Cell::count(level.evidence.len()),
    ];
    let first = level.evidence.first();
    let found = first.and_then(|place| report.document(*place).zip(report.evidence(*place)));
    match found {
        Some((document, evidence)) => cells.extend([
            Cell::text(document.name.as_str()),
            clause(evidence),
            Cell::text(evidence.sentence.text.as_str()),
            words(evidence),
            Cell::text(evidence.rule.as_str()),
            severity(Some(evidence.raw)),
            severity(Some(evidence.net)),
            Cell::number(Some(evidence.confidence.value())),
            mitigators(evidence, |verdict| verdict == Verdict::Accepted),
            mitigators(evidence, |verdict| verdict != Verdict::Accepted),
        ]),
        None => cells.resize(LEVELS.len(), Cell::empty()),
    }
    cells
}

fn finding_row<'a>(
    report: &'a Report,
    document: &'a DocumentReport,
    evidence: &'a Evidence,
) -> Vec<Cell<'a>> {
    let optional = |text: &'a Option<String>| Cell::text(text.as_deref().unwrap_or_default());
    let indicator = evidence.indicator.get();
    let lead_in = evidence.lead_in.as_ref();
    vec![
        Cell::text(report.platform.as_str()),
        Cell::text(document.name.as_str()),
        optional(&document.terms_type),
        optional(&document.date),
        Cell::text(document.sha256.as_str()),
        Cell::text(code(&document.audience)),
        Cell::text(indicator.family.get().name),
        Cell::text(indicator.name),
        Cell::text(evidence.rule.as_str()),
        Cell::count(evidence.raw.value().into()),
        Cell::count(evidence.net.value().into()),
        Cell::number(Some(evidence.confidence.value())),
        Cell::text(
            evidence
                .bearer
                .map(|party| code(&party))
                .unwrap_or_default(),
        ),
        Cell::text(evidence.modality.map(|m| code(&m)).unwrap_or_default()),
        clause(evidence),
        Cell::count(evidence.clause),
        Cell::text(evidence.headings.join(" > ")),
        Cell::text(lead_in.map_or("", |passage| passage.text.as_str())),
        Cell::text(evidence.sentence.text.as_str()),
        words(evidence),
        Cell::list(evidence.intensifiers.iter().cloned()),
        mitigators(evidence, |verdict| verdict == Verdict::Accepted),
        mitigators(evidence, |verdict| verdict != Verdict::Accepted),
        Cell::list(evidence.weights.iter().map(weight)),
        Cell::count(evidence.sentence.source.start),
        Cell::count(evidence.sentence.source.end),
    ]
}

fn clause(evidence: &Evidence) -> Cell<'_> {
    Cell::text(evidence.number.as_ref().map_or("", |n| n.label.as_str()))
}

/// The words that decided: those of the lead-in and those of the sentence.
fn words(evidence: &Evidence) -> Cell<'_> {
    let marked = |passage: &Passage| passage.parts().1.to_owned();
    let all = evidence.lead_in.iter().chain([&evidence.sentence]);
    let parts: Vec<_> = all.map(marked).filter(|words| !words.is_empty()).collect();
    Cell::text(parts.join(" … "))
}

fn mitigators(evidence: &Evidence, which: impl Fn(Verdict) -> bool) -> Cell<'_> {
    let chosen = evidence.mitigators.iter().filter(|m| which(m.verdict));
    let said = |m: &MitigatorEvidence| match m.verdict {
        Verdict::Accepted => format!("{}: {}", code(&m.class), m.text),
        other => format!("{} ({}): {}", code(&m.class), code(&other), m.text),
    };
    Cell::list(chosen.map(said))
}
