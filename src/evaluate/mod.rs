//! Predictions against gold sets (precision, recall, F1, agreement).
//!
//! In: a [`GoldSet`] and something that predicts indicators for its units. Out: an
//! [`Evaluation`]. This room knows how to count, not how to predict: the prediction is a
//! function that the caller gives.
//!
//! # What is averaged
//!
//! A *label* is an indicator where the gold set is labelled by indicators, and otherwise a name
//! with the meaning its [`LabelMap`] gives it: it is predicted for a unit where any of its
//! indicators is, from its least severity up. Micro F1 pools all decisions; macro F1 is
//! the mean over the labels that the gold set or the predictions hold, as scikit-learn averages
//! with the labels it sees. The figures "with none" are those of LexGLUE: units without any
//! label have one more, "none", and so have units for which nothing is predicted; it is pooled
//! and averaged like the others.

mod agreement;
mod coded;
mod coders;
mod documents;
mod fit;
mod gold;
mod hard;
mod labels;
mod metrics;
mod predict;
mod rules;
#[cfg(test)]
mod tests;
mod text;

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use agreement::{
    Agreement, AlphaMetric, UnitLabels, krippendorff_alpha, shared_severities, weighted_kappa,
};
pub use coders::CoderAgreement;
pub use documents::{DocumentScore, IndexError};
pub use fit::{FitOptions, FittedTable, fit_weights, weights_toml};
pub use gold::{GoldDocument, GoldLabel, GoldPolarity, GoldSet, GoldUnit, Labelling};
pub use hard::{HardNegativeHit, HardNegatives, hard_negative_hits};
pub use labels::{LabelMap, LabelMeaning};
pub use metrics::LabelScore;
pub use predict::predict;
pub use rules::{RuleStats, measured_toml, rule_stats};

use crate::finding::Severity;
use crate::taxonomy::{Family, FamilyId, IndicatorId, Taxonomy};
use metrics::{Given, Tally, macro_f1, micro_f1};

/// What is predicted for one unit: indicators with severities, in any order.
pub type UnitPrediction = Vec<(IndicatorId, Severity)>;

/// How well the units of a gold set are predicted.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Evaluation {
    /// How many units were evaluated.
    pub units: usize,
    /// Every label: those of the label map, or the indicators that occur.
    pub labels: BTreeMap<String, LabelScore>,
    /// The indicators that the gold set or the predictions hold; empty for a set labelled by names.
    pub indicators: BTreeMap<IndicatorId, LabelScore>,
    /// Their families: a unit has a family where it has any of its indicators; empty for a set labelled by names.
    pub families: BTreeMap<FamilyId, LabelScore>,
    /// Micro F1 over the labels, 0 to 1.
    pub micro_f1: f64,
    /// Macro F1 over the labels that occur, 0 to 1.
    pub macro_f1: f64,
    /// Micro F1 with "none" as one more label, 0 to 1.
    pub micro_f1_with_none: f64,
    /// Macro F1 with "none" as one more label, 0 to 1.
    pub macro_f1_with_none: f64,
    /// Quadratically weighted κ over the severities of the unit–indicator pairs that both gold
    /// set and prediction hold, −1 to 1; what only one of them holds is for recall and precision.
    /// None without such pairs, and for a set labelled by names.
    pub severity_kappa: Option<f64>,
    /// The levels and indices of each document; empty for a set labelled by names.
    pub documents: Vec<DocumentScore>,
    /// Agreement beyond chance; none for a set labelled by names.
    pub agreement: Option<Agreement>,
    /// How far every two coders agree, the instrument among them, where the set names coders.
    pub coders: Vec<CoderAgreement>,
    /// The units that are there to mislead.
    pub hard_negatives: HardNegatives,
    /// Names that the label map does not explain, with the number of units that have them: not measured.
    pub not_measured: BTreeMap<String, usize>,
}

impl Evaluation {
    /// The same with what fires on the units that are there to mislead.
    #[must_use]
    pub fn with_hard_negative_hits(mut self, hits: Vec<HardNegativeHit>) -> Self {
        self.hard_negatives.hits = hits;
        self
    }
}

/// The indicators that an evaluation looks at; gold labels and predictions of others are left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndicatorSet(BTreeSet<IndicatorId>);

impl IndicatorSet {
    /// All 102.
    #[must_use]
    pub fn all() -> Self {
        Self::of_families(|_| true)
    }

    /// Those of the five core families.
    #[must_use]
    pub fn core() -> Self {
        Self::of_families(|family| family.core)
    }

    /// Those of the families for which `choose` says so.
    #[must_use]
    pub fn of_families(choose: impl Fn(&Family) -> bool) -> Self {
        let families = Taxonomy::builtin().families().iter();
        let chosen = families.filter(|family| choose(family));
        Self(
            chosen
                .flat_map(|family| family.indicators.iter().copied())
                .collect(),
        )
    }

    /// Whether an indicator is one of them.
    #[must_use]
    pub fn contains(&self, indicator: IndicatorId) -> bool {
        self.0.contains(&indicator)
    }
}

impl Default for IndicatorSet {
    fn default() -> Self {
        Self::all()
    }
}

impl FromIterator<IndicatorId> for IndicatorSet {
    fn from_iter<I: IntoIterator<Item = IndicatorId>>(indicators: I) -> Self {
        Self(indicators.into_iter().collect())
    }
}

/// Evaluates predictions on a gold set.
///
/// `predict` gives for a document what it sees in each of its units, in their order; a unit for
/// which it gives nothing has no prediction. An indicator given twice for one unit counts once,
/// at its worst severity.
///
/// # Example
///
/// ```
/// use sujetion::evaluate::{GoldSet, IndicatorSet, evaluate};
/// use sujetion::finding::Severity;
///
/// let line = r#"{"doc": "acme", "id": 0, "lang": "en", "text": "Provided as is.", "labels": [{"indicator": "as_is_disclaimer", "severity": 2}]}"#;
/// let gold = GoldSet::parse("gold.jsonl".as_ref(), line, None)?;
/// let as_is = "as_is_disclaimer".parse()?;
/// let evaluation = evaluate(&gold, |_| vec![vec![(as_is, Severity::MEDIUM)]], &IndicatorSet::all());
/// assert_eq!(evaluation.micro_f1, 1.0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn evaluate(
    gold: &GoldSet,
    predict: impl Fn(&GoldDocument) -> Vec<UnitPrediction>,
    only: &IndicatorSet,
) -> Evaluation {
    let documents: Vec<_> = gold
        .documents()
        .iter()
        .map(|document| {
            (
                document,
                predicted_labels(predict(document), document, only),
            )
        })
        .collect();
    match gold.labelling() {
        Labelling::Indicators => by_indicators(&documents, only),
        Labelling::Names(map) => by_names(&documents, map, only),
    }
}

/// A document with the labels predicted for each of its units.
type Predicted<'a> = (&'a GoldDocument, Vec<UnitLabels>);

fn predicted_labels(
    predictions: Vec<UnitPrediction>,
    document: &GoldDocument,
    only: &IndicatorSet,
) -> Vec<UnitLabels> {
    let mut units: Vec<_> = predictions
        .into_iter()
        .map(|unit| worst(unit.into_iter(), only))
        .collect();
    units.resize_with(document.units.len(), UnitLabels::new);
    units
}

fn gold_labels(document: &GoldDocument, only: &IndicatorSet) -> Vec<UnitLabels> {
    let labels = |unit: &GoldUnit| {
        let labels = unit.labels.iter().filter_map(|label| match label {
            GoldLabel::Indicator {
                indicator,
                severity,
            } => Some((*indicator, *severity)),
            GoldLabel::Name(_) => None,
        });
        worst(labels, only)
    };
    document.units.iter().map(labels).collect()
}

fn worst(labels: impl Iterator<Item = (IndicatorId, Severity)>, only: &IndicatorSet) -> UnitLabels {
    let mut unit = UnitLabels::new();
    for (indicator, severity) in labels.filter(|(indicator, _)| only.contains(*indicator)) {
        let kept = unit.entry(indicator).or_insert(severity);
        *kept = severity.max(*kept);
    }
    unit
}

fn by_indicators(documents: &[Predicted<'_>], only: &IndicatorSet) -> Evaluation {
    let (mut gold, mut predicted) = (Vec::new(), Vec::new());
    let mut scores = Vec::new();
    for (document, labels) in documents {
        let labels_gold = gold_labels(document, only);
        scores.push(DocumentScore::new(
            &document.name,
            &labels_gold,
            labels,
            only,
        ));
        gold.extend(labels_gold);
        predicted.extend(labels.iter().cloned());
    }
    let indicators = tally(&gold, &predicted, |unit| unit.keys().copied().collect());
    let families = tally(&gold, &predicted, |unit| {
        unit.keys().map(|id| id.get().family).collect()
    });
    let names = indicators.iter();
    let named = names
        .map(|(id, tally)| (id.get().name.to_owned(), *tally))
        .collect();
    let none = none_tally(
        gold.iter()
            .zip(&predicted)
            .map(|(g, p)| (g.is_empty(), p.is_empty())),
    );
    Evaluation {
        indicators: scored(&indicators),
        families: scored(&families),
        severity_kappa: weighted_kappa(&shared_severities(&gold, &predicted)),
        documents: scores,
        agreement: Some(Agreement::between(&gold, &predicted)),
        coders: coders::between_all(documents, only),
        ..of_labels(&named, none, documents)
    }
}

fn by_names(documents: &[Predicted<'_>], map: &LabelMap, only: &IndicatorSet) -> Evaluation {
    let kept: Vec<_> = map
        .iter()
        .filter(|(_, meaning)| meaning.indicators.iter().any(|id| only.contains(*id)))
        .collect();
    let mut tallies: BTreeMap<_, _> = kept
        .iter()
        .map(|(name, _)| ((*name).to_owned(), Tally::default()))
        .collect();
    let mut none = Vec::new();
    for (document, predicted) in documents {
        for (unit, predicted) in document.units.iter().zip(predicted) {
            let (mut no_gold, mut no_prediction) = (true, true);
            for (name, meaning) in &kept {
                let has = unit
                    .labels
                    .iter()
                    .any(|l| matches!(l, GoldLabel::Name(n) if n == name));
                let says = predicted
                    .iter()
                    .any(|(id, severity)| meaning.covers(*id, *severity));
                (no_gold, no_prediction) = (no_gold && !has, no_prediction && !says);
                if let Some(tally) = tallies.get_mut(*name) {
                    tally.add(has.into(), says.into());
                }
            }
            none.push((no_gold, no_prediction));
        }
    }
    Evaluation {
        not_measured: unexplained(documents, map),
        ..of_labels(&tallies, none_tally(none.into_iter()), documents)
    }
}

fn unexplained(documents: &[Predicted<'_>], map: &LabelMap) -> BTreeMap<String, usize> {
    let mut names = BTreeMap::new();
    let units = documents.iter().flat_map(|(document, _)| &document.units);
    for label in units.flat_map(|unit| &unit.labels) {
        if let GoldLabel::Name(name) = label
            && map.get(name).is_none()
        {
            *names.entry(name.clone()).or_default() += 1;
        }
    }
    names
}

/// What is common to both kinds of set.
fn of_labels(
    labels: &BTreeMap<String, Tally>,
    none: Tally,
    documents: &[Predicted<'_>],
) -> Evaluation {
    let with_none = || labels.values().chain([&none]);
    Evaluation {
        units: documents
            .iter()
            .map(|(document, _)| document.units.len())
            .sum(),
        labels: scored(labels),
        indicators: BTreeMap::new(),
        families: BTreeMap::new(),
        micro_f1: micro_f1(labels.values()),
        macro_f1: macro_f1(labels.values()),
        micro_f1_with_none: micro_f1(with_none()),
        macro_f1_with_none: macro_f1(with_none()),
        severity_kappa: None,
        documents: Vec::new(),
        agreement: None,
        coders: Vec::new(),
        hard_negatives: hard::counted(documents),
        not_measured: BTreeMap::new(),
    }
}

/// How often each of the things `seen` in a unit is in the gold set and in the prediction.
fn tally<K: Ord + Copy>(
    gold: &[UnitLabels],
    predicted: &[UnitLabels],
    seen: impl Fn(&UnitLabels) -> BTreeSet<K>,
) -> BTreeMap<K, Tally> {
    let mut tallies: BTreeMap<K, Tally> = BTreeMap::new();
    for (gold, predicted) in gold.iter().zip(predicted) {
        let (gold, predicted) = (seen(gold), seen(predicted));
        for key in gold.union(&predicted) {
            let tally = tallies.entry(*key).or_default();
            tally.add(gold.contains(key).into(), predicted.contains(key).into());
        }
    }
    tallies
}

/// "None" as a label, from whether each unit has no gold label and no prediction.
fn none_tally(units: impl Iterator<Item = (bool, bool)>) -> Tally {
    let mut tally = Tally::default();
    for (gold, predicted) in units {
        tally.add(Given::from(gold), Given::from(predicted));
    }
    tally
}

fn scored<K: Ord + Clone>(tallies: &BTreeMap<K, Tally>) -> BTreeMap<K, LabelScore> {
    tallies
        .iter()
        .map(|(key, tally)| (key.clone(), tally.score()))
        .collect()
}
