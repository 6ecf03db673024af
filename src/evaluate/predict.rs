//! What an analyzer predicts for the units of a gold document.

use super::{GoldDocument, UnitPrediction};
use crate::document::Document;
use crate::finding::{Analyzer, Confidence, Finding};
use crate::text::Language;

/// Analyses a gold document, a unit a line, and gives each unit the indicators found in it.
///
/// A unit is read in the context of its document, and a finding belongs to the line that holds
/// the middle of its deciding words; it is never moved to another. Only findings that count (confidence of
/// at least [`Confidence::POINT`]) are predicted, whatever their severity.
#[must_use]
pub fn predict(analyzer: &Analyzer, gold: &GoldDocument) -> Vec<UnitPrediction> {
    let document = as_lines(gold);
    let service = Some(gold.name.as_str());
    let languages: Vec<Language> = gold.units.iter().map(|unit| unit.language).collect();
    let analysis = analyzer.analyze_lines(&document, service, &languages);
    let mut predictions = vec![UnitPrediction::new(); gold.units.len()];
    for finding in &analysis.findings {
        if finding.confidence < Confidence::POINT {
            continue;
        }
        let unit = document
            .block_at(deciding_byte(finding))
            .and_then(|at| predictions.get_mut(at));
        if let Some(unit) = unit {
            unit.push((finding.indicator, finding.net));
        }
    }
    predictions
}

/// The gold document as a document of one block a unit.
pub(crate) fn as_lines(gold: &GoldDocument) -> Document {
    let lines: Vec<String> = gold
        .units
        .iter()
        .map(|unit| unit.text.replace(['\n', '\r'], " "))
        .collect();
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    Document::from_lines(gold.name.as_str(), &lines)
}

/// A byte of the line that a finding belongs to: the middle of its deciding words, or the first
/// of its sentence where a lead-in above holds them.
pub(crate) fn deciding_byte(finding: &Finding) -> usize {
    let start = finding.span.start.max(finding.sentence.start);
    if finding.span.end > start {
        start.midpoint(finding.span.end - 1)
    } else {
        finding.sentence.start
    }
}
