//! Units that are there to mislead: words of a burden that is none.
//!
//! In: a gold set, and what is predicted for its units or found in them. Out: how many of them
//! are taken for a burden, and by which words.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::agreement::UnitLabels;
use super::predict::{as_lines, deciding_byte};
use super::{GoldDocument, GoldPolarity, GoldSet, GoldUnit, IndicatorSet};
use crate::finding::{Analyzer, Confidence, Finding, Severity};
use crate::score::count;
use crate::taxonomy::{IndicatorId, Polarity};
use crate::text::Language;

/// How often a unit that is there to mislead does so.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct HardNegatives {
    /// How many there are.
    pub total: usize,
    /// For how many of them a burden of severity 2 or more is predicted.
    pub fired: usize,
    /// fired / total, 0 to 1; none where there are none.
    pub share: Option<f64>,
    /// What fires on them, in the order of the set; empty until
    /// [`Evaluation::with_hard_negative_hits`](super::Evaluation::with_hard_negative_hits) fills it.
    pub hits: Vec<HardNegativeHit>,
}

/// A burden found in a unit that is there to mislead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct HardNegativeHit {
    /// The document of the unit.
    pub doc: String,
    /// The unit, as it is called in its document.
    pub id: String,
    /// What was found.
    pub indicator: IndicatorId,
    /// By which rule.
    pub rule: String,
    /// Its severity after mitigation, 2 or 3.
    pub severity: Severity,
    /// The words that decided.
    pub words: String,
}

/// Which units of a set are there to mislead: those it flags; where it flags none but says in
/// which direction its units weigh, those that weigh for the worker or carry no label.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Misleading {
    Flagged,
    ByPolarity,
}

impl Misleading {
    pub(super) fn of<'g>(mut documents: impl Iterator<Item = &'g GoldDocument>) -> Self {
        let flags = documents.any(|document| document.units.iter().any(|unit| unit.hard_negative));
        if flags {
            Self::Flagged
        } else {
            Self::ByPolarity
        }
    }

    fn holds(self, unit: &GoldUnit) -> bool {
        match self {
            Self::Flagged => unit.hard_negative,
            Self::ByPolarity => match unit.polarity {
                Some(GoldPolarity::Mitigating) => true,
                Some(_) => unit.labels.is_empty(),
                None => false,
            },
        }
    }
}

fn weighs(indicator: IndicatorId, severity: Severity) -> bool {
    severity >= Severity::MEDIUM && indicator.get().polarity == Polarity::Burden
}

/// Counts the misleading units and those of them for which a burden is predicted.
pub(super) fn counted(documents: &[(&GoldDocument, Vec<UnitLabels>)]) -> HardNegatives {
    let misleading = Misleading::of(documents.iter().map(|(document, _)| *document));
    let units = documents
        .iter()
        .flat_map(|(document, labels)| document.units.iter().zip(labels));
    let (mut total, mut fired) = (0, 0);
    for (_, labels) in units.filter(|(unit, _)| misleading.holds(unit)) {
        total += 1;
        fired += usize::from(labels.iter().any(|(id, severity)| weighs(*id, *severity)));
    }
    HardNegatives {
        total,
        fired,
        share: (total > 0).then(|| count(fired) / count(total)),
        hits: Vec::new(),
    }
}

/// What fires on the misleading units of a gold set, with the rule and the words.
#[must_use]
pub fn hard_negative_hits(
    analyzer: &Analyzer,
    gold: &GoldSet,
    only: &IndicatorSet,
) -> Vec<HardNegativeHit> {
    let misleading = Misleading::of(gold.documents().iter());
    let concerned = gold
        .documents()
        .iter()
        .filter(|document| document.units.iter().any(|unit| misleading.holds(unit)));
    concerned
        .flat_map(|document| hits_in(analyzer, document, misleading, only))
        .collect()
}

fn hits_in(
    analyzer: &Analyzer,
    gold: &GoldDocument,
    misleading: Misleading,
    only: &IndicatorSet,
) -> Vec<HardNegativeHit> {
    let document = as_lines(gold);
    let languages: Vec<Language> = gold.units.iter().map(|unit| unit.language).collect();
    let analysis = analyzer.analyze_lines(&document, Some(&gold.name), &languages);
    let counts = |finding: &&Finding| {
        finding.confidence >= Confidence::POINT
            && weighs(finding.indicator, finding.net)
            && only.contains(finding.indicator)
    };
    let hit = |finding: &Finding| {
        let unit = document
            .block_at(deciding_byte(finding))
            .and_then(|at| gold.units.get(at))
            .filter(|unit| misleading.holds(unit))?;
        Some(HardNegativeHit {
            doc: gold.name.clone(),
            id: unit.id.clone(),
            indicator: finding.indicator,
            rule: finding.rule.to_string(),
            severity: finding.net,
            words: document.text[finding.span.clone()].to_owned(),
        })
    };
    let findings = analysis.findings.iter().filter(counts);
    findings.filter_map(hit).collect()
}
