//! Fits tables of weights to gold sets.
//!
//! In: units with labels, and the lexicon that says what stands in them. Out: for each indicator
//! that the data can speak of, a short table that a person can read. Three steps: of the features
//! that occur in enough documents those that occur with the label oftener or more rarely than by
//! chance; a linear classifier over them, of which the entries that tell most apart are kept; sums
//! are turned to log-odds. Every figure and threshold comes from documents that were left out of
//! the fit.

mod ridge;
mod units;
mod write;

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::{GoldSet, Labelling};
use crate::finding::{Analyzer, Severity};
use crate::lexicon::CrossValidated;
use crate::lexicon::weights::USUAL_WORDS;
use crate::taxonomy::IndicatorId;
use crate::text::Language;
use ridge::{Calibration, Linear, as_f64};
use units::{Kind, Matrix, Pool, Unit};

pub use write::weights_toml;

/// In how many parts the documents are left out in turn.
const FOLDS: usize = 5;

/// An indicator is fitted from so many units on, in so many documents.
const FEWEST_UNITS: usize = 15;
const FEWEST_DOCUMENTS: usize = 5;

/// A table may doubt rules where its own F1 is at least this, and it was fitted on so many units.
const F1_TO_DOUBT: f64 = 0.55;
const UNITS_TO_DOUBT: usize = 60;

/// How far below its best threshold a table doubts a rule, in log-odds: the rule speaks too.
const RULE_SPEAKS: f64 = 0.8;

/// What the words of a rule are worth, in log-odds, where something else that it asks for is
/// missing.
const WORDS_SPEAK: f64 = 2.0;

/// How many features are looked at together for one indicator.
const CANDIDATES: usize = 3_000;

/// The least log-odds, three to one, from which on a table finds something by itself: what it finds
/// counts in a level, where no rule says anything.
const LEAST_ODDS: f64 = 1.1;

/// The least weight that is written, in log-odds.
const LEAST_WEIGHT: f64 = 0.1;

/// How tables are fitted.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct FitOptions {
    /// The precision that what a table finds by itself must have on documents left out, 0 to 1.
    pub precision: f64,
    /// The fewest and the most entries of one table; between them, two for each unit that
    /// carries the indicator.
    pub entries: (usize, usize),
    /// In how many documents an entry must occur at least.
    pub documents: usize,
}

impl Default for FitOptions {
    fn default() -> Self {
        Self {
            precision: 0.5,
            entries: (60, 300),
            documents: 5,
        }
    }
}

/// A table as it was fitted.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct FittedTable {
    /// The language it is for.
    pub language: Language,
    /// What it finds.
    pub indicator: IndicatorId,
    /// How severe: the commonest of the gold labels, or of the rules that fired on them.
    pub severity: Severity,
    /// The least severity of its labels, as the label map says.
    pub speaks_from: Severity,
    /// The sum where nothing weighs, in log-odds.
    pub intercept: f64,
    /// From this sum on it finds the indicator by itself.
    pub alone: f64,
    /// From this sum on it does where a rule has its words and misses something else.
    pub beside_words: f64,
    /// Below this sum what a rule finds is taken to be milder than `speaks_from`; none where the
    /// table is not good enough for that.
    pub beside_rule: Option<f64>,
    /// How well it does on documents left out.
    pub measured: CrossValidated,
    /// Entries, the weightiest first.
    pub weights: Vec<(String, f64)>,
}

/// Fits a table for each indicator that the sets can speak of, in the order of languages and
/// indicators.
///
/// An indicator that comes first in the meaning of a name is fitted on the sets labelled by
/// names, every other one on the sets labelled by indicators: the two code differently.
#[must_use]
pub fn fit_weights(
    analyzer: &Analyzer,
    sets: &[GoldSet],
    options: &FitOptions,
) -> Vec<FittedTable> {
    let least = least_severities(sets);
    let mut tables = Vec::new();
    for (language, pool) in units::pools(analyzer, sets) {
        let matrix = Matrix::of(&pool, options.documents);
        let folds = folds(&pool);
        let labelled: BTreeSet<_> = pool.units.iter().flat_map(|u| u.labels.keys()).collect();
        let indicators: Vec<_> = labelled.into_iter().copied().collect();
        let fitted: Vec<_> = indicators
            .par_iter()
            .filter_map(|&indicator| {
                let fit = Fit {
                    pool: &pool,
                    matrix: &matrix,
                    folds: &folds,
                    options,
                    known: Known::of(&pool, indicator, least.get(&indicator).copied()),
                };
                fit.table(language, indicator)
            })
            .collect();
        tables.extend(fitted);
    }
    tables.sort_by_key(|table| (table.language, table.indicator));
    tables
}

/// The indicators that names count for, with the severity from which they do.
fn least_severities(sets: &[GoldSet]) -> BTreeMap<IndicatorId, Severity> {
    let maps = sets.iter().filter_map(|set| match set.labelling() {
        Labelling::Names(map) => Some(map),
        Labelling::Indicators => None,
    });
    let meanings = maps.flat_map(|map| map.iter().map(|(_, meaning)| meaning));
    meanings
        .filter_map(|meaning| Some((*meaning.indicators.first()?, meaning.min_severity)))
        .collect()
}

/// The part that each unit is left out with: whole documents, the largest first, each to the part
/// that has the fewest units so far.
fn folds(pool: &Pool) -> Vec<usize> {
    let mut sizes = vec![0_usize; pool.documents];
    for unit in &pool.units {
        sizes[unit.document] += 1;
    }
    let mut order: Vec<usize> = (0..pool.documents).collect();
    order.sort_by_key(|&document| (std::cmp::Reverse(sizes[document]), document));
    let mut load = [0_usize; FOLDS];
    let mut fold_of = vec![0; pool.documents];
    for document in order {
        let lightest = (0..FOLDS)
            .min_by_key(|&fold| (load[fold], fold))
            .unwrap_or(0);
        load[lightest] += sizes[document];
        fold_of[document] = lightest;
    }
    pool.units
        .iter()
        .map(|unit| fold_of[unit.document])
        .collect()
}

/// What is known of an indicator: in which units, and which of them carry it.
struct Known {
    /// The least severity that counts.
    least: Severity,
    units: Vec<usize>,
    /// For each unit of the pool, whether it carries the indicator.
    positive: Vec<bool>,
}

impl Known {
    fn of(pool: &Pool, indicator: IndicatorId, named: Option<Severity>) -> Self {
        // Names that no document of the language is labelled by say nothing of it.
        let named = named.filter(|_| pool.units.iter().any(|unit| unit.kind == Kind::Names));
        let least = named.unwrap_or(Severity::NONE);
        let carries = |unit: &Unit| {
            let label = unit.labels.get(&indicator);
            label.is_some_and(|severity| severity.is_none_or(|severity| severity >= least))
        };
        let kind = named.map_or(Kind::Indicators, |_| Kind::Names);
        let told = |unit: &Unit| unit.kind == kind;
        Self {
            least,
            units: (0..pool.units.len())
                .filter(|&place| told(&pool.units[place]))
                .collect(),
            positive: pool
                .units
                .iter()
                .map(|unit| told(unit) && carries(unit))
                .collect(),
        }
    }
}

/// All that the fit of one indicator needs.
struct Fit<'a> {
    pool: &'a Pool,
    matrix: &'a Matrix,
    folds: &'a [usize],
    options: &'a FitOptions,
    known: Known,
}

/// A linear classifier over a few of the features.
struct Chosen {
    features: Vec<u32>,
    model: Linear,
}

impl Fit<'_> {
    fn table(&self, language: Language, indicator: IndicatorId) -> Option<FittedTable> {
        let Known {
            least,
            units: known,
            positive,
        } = &self.known;
        let carrying = || {
            let units = self.pool.units.iter().zip(positive);
            units.filter(|(_, carries)| **carries).map(|(unit, _)| unit)
        };
        let documents: BTreeSet<_> = carrying().map(|unit| unit.document).collect();
        if carrying().count() < FEWEST_UNITS || documents.len() < FEWEST_DOCUMENTS {
            return None;
        }
        let left_out = self.left_out();
        let carries: Vec<bool> = known.iter().map(|&unit| positive[unit]).collect();
        let line = Calibration::fit(&left_out, &carries);
        if line.slope <= 0.0 {
            return None;
        }
        let sums: Vec<f64> = left_out.iter().map(|&sum| line.of(sum)).collect();
        let ranked = Ranked::of(&sums, &carries);
        let alone = ranked.at_least_odds(ranked.least_sum_with(self.options.precision)?)?;
        let best = ranked.sum_of_as_many();
        let trusted = best.f1 >= F1_TO_DOUBT && ranked.positive >= UNITS_TO_DOUBT;
        let chosen = self.choose(known);
        let scale = line.slope / USUAL_WORDS.sqrt();
        Some(FittedTable {
            language,
            indicator,
            severity: severity(carrying(), indicator).max(*least),
            speaks_from: *least,
            intercept: line.of(chosen.model.intercept),
            alone: alone.sum,
            beside_words: alone.sum - WORDS_SPEAK,
            beside_rule: (trusted && *least > Severity::LOW)
                .then_some((best.sum - RULE_SPEAKS).min(alone.sum)),
            measured: CrossValidated {
                documents: u32::try_from(self.documents()).unwrap_or(u32::MAX),
                units: u32::try_from(ranked.positive).unwrap_or(u32::MAX),
                precision: alone.precision,
                recall: alone.recall,
            },
            weights: self.entries(&chosen, scale),
        })
    }

    /// In how many documents something is known of the indicator.
    fn documents(&self) -> usize {
        let units = self.known.units.iter();
        let documents: BTreeSet<_> = units.map(|&unit| self.pool.units[unit].document).collect();
        documents.len()
    }

    /// The sum of each known unit by a classifier that has not seen its document.
    fn left_out(&self) -> Vec<f64> {
        let known = &self.known.units;
        let mut sums = vec![0.0; known.len()];
        for fold in 0..FOLDS {
            let out = |place: &usize| self.folds[known[*place]] == fold;
            let train: Vec<usize> = (0..known.len())
                .filter(|place| !out(place))
                .map(|place| known[place])
                .collect();
            let chosen = self.choose(&train);
            let rows = self.rows_of(&chosen.features);
            for place in (0..known.len()).filter(out) {
                sums[place] = chosen.model.sum(&rows, known[place]);
            }
        }
        sums
    }

    /// The features that occur with the label oftener or more rarely than by chance, those first
    /// that do most; ascending by place.
    fn candidates(&self, train: &[usize]) -> Vec<u32> {
        let width = self.matrix.names.len();
        let (mut all, mut with) = (vec![0_usize; width], vec![0_usize; width]);
        let mut carrying = 0;
        for &row in train {
            let carries = self.known.positive[row];
            carrying += usize::from(carries);
            for (feature, _) in self.matrix.rows.row(row) {
                all[feature] += 1;
                with[feature] += usize::from(carries);
            }
        }
        let share = as_f64(carrying) / as_f64(train.len().max(1));
        let surprise = |feature: usize| {
            let expected = as_f64(all[feature]) * share;
            (as_f64(with[feature]) - expected).abs() / (expected + 0.5).sqrt()
        };
        let ranked = (0..width).map(|feature| (surprise(feature), feature));
        strongest(ranked.collect(), CANDIDATES)
    }

    /// Fits the candidates and keeps those that tell most apart, with the weights they have beside
    /// the others: fitted again among themselves, chosen on the same rows, they would trust
    /// these too much. What the others add on average goes to the intercept.
    fn choose(&self, train: &[usize]) -> Chosen {
        let candidates = self.candidates(train);
        let (rows, width) = (self.rows_of(&candidates), candidates.len());
        let positive = &self.known.positive;
        let model = Linear::fit(&rows, width, train, positive);
        let carrying = train.iter().filter(|&&row| positive[row]).count();
        let (fewest, most) = self.options.entries;
        let (mut first, mut second) = (vec![0.0; width], vec![0.0; width]);
        for &row in train {
            for (feature, value) in rows.row(row) {
                first[feature] += value;
                second[feature] += value * value;
            }
        }
        let n = as_f64(train.len().max(1));
        let tells = |at: usize| {
            let mean = first[at] / n;
            let spread = (second[at] / n - mean * mean).max(0.0).sqrt();
            model.weights[at].abs() * spread
        };
        let kept = strongest(
            (0..width).map(|at| (tells(at), at)).collect(),
            (2 * carrying).clamp(fewest, most.max(fewest)),
        );
        let added = |at: usize| model.weights[at] * first[at] / n;
        let of_kept: f64 = kept.iter().map(|&at| added(at as usize)).sum();
        Chosen {
            features: kept.iter().map(|&at| candidates[at as usize]).collect(),
            model: Linear {
                weights: kept.iter().map(|&at| model.weights[at as usize]).collect(),
                intercept: model.intercept + (0..width).map(added).sum::<f64>() - of_kept,
            },
        }
    }

    fn rows_of(&self, features: &[u32]) -> ridge::Rows {
        let mut place_of = vec![None; self.matrix.names.len()];
        for (place, &feature) in (0..).zip(features) {
            place_of[feature as usize] = Some(place);
        }
        self.matrix.rows.only(&place_of)
    }

    /// The entries as they are written: in log-odds, what is rare already weighing more.
    fn entries(&self, chosen: &Chosen, scale: f64) -> Vec<(String, f64)> {
        let features = chosen.features.iter().zip(&chosen.model.weights);
        let mut entries: Vec<(String, f64)> = features
            .map(|(&feature, weight)| {
                let feature = feature as usize;
                let weight = weight * self.matrix.rarity[feature] * scale;
                (self.matrix.names[feature].clone(), weight)
            })
            .filter(|(_, weight)| weight.abs() >= LEAST_WEIGHT)
            .collect();
        entries.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        entries
    }
}

/// So many features with the highest figures, ascending by place.
fn strongest(mut ranked: Vec<(f64, usize)>, most: usize) -> Vec<u32> {
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let best = ranked.iter().take(most);
    let mut features: Vec<u32> = best
        .filter_map(|&(_, feature)| u32::try_from(feature).ok())
        .collect();
    features.sort_unstable();
    features
}

/// The commonest severity of the labels, or of the rules where the labels say none; of two that
/// are as common the milder, and medium where nothing tells.
fn severity<'u>(carrying: impl Iterator<Item = &'u Unit>, indicator: IndicatorId) -> Severity {
    let mut counts: BTreeMap<Severity, usize> = BTreeMap::new();
    for unit in carrying {
        let told = unit.labels.get(&indicator).copied().flatten();
        if let Some(severity) = told.or_else(|| unit.rules.get(&indicator).copied()) {
            *counts.entry(severity).or_default() += 1;
        }
    }
    let commonest = counts
        .into_iter()
        .max_by_key(|&(severity, n)| (n, std::cmp::Reverse(severity)));
    commonest.map_or(Severity::MEDIUM, |(severity, _)| severity)
}

/// Units by their sums, the highest first.
struct Ranked {
    units: Vec<(f64, bool)>,
    positive: usize,
}

/// A threshold and how it does.
#[derive(Debug, Clone, Copy)]
struct Threshold {
    sum: f64,
    precision: f64,
    recall: f64,
    f1: f64,
}

/// The fewest units a precision is measured on.
const FEWEST_FOUND: usize = 5;

impl Ranked {
    fn of(sums: &[f64], positive: &[bool]) -> Self {
        let mut units: Vec<(f64, bool)> =
            sums.iter().copied().zip(positive.iter().copied()).collect();
        units.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        Self {
            positive: positive.iter().filter(|&&is| is).count(),
            units,
        }
    }

    /// The threshold that the first `found` units pass.
    fn threshold(&self, found: usize) -> Option<Threshold> {
        let last = self.units.get(found.checked_sub(1)?)?.0;
        let next = self.units.get(found).map_or(last, |unit| unit.0);
        let right = self.units[..found].iter().filter(|unit| unit.1).count();
        let (right, found, all) = (as_f64(right), as_f64(found), as_f64(self.positive));
        Some(Threshold {
            sum: f64::midpoint(last, next),
            precision: right / found,
            recall: right / all,
            f1: 2.0 * right / (found + all),
        })
    }

    /// The least sum from which on the units are right often enough.
    fn least_sum_with(&self, precision: f64) -> Option<Threshold> {
        let mut right = 0;
        let mut last = None;
        for (place, unit) in self.units.iter().enumerate() {
            right += usize::from(unit.1);
            let found = place + 1;
            if found >= FEWEST_FOUND && as_f64(right) >= precision * as_f64(found) {
                last = Some(found);
            }
        }
        self.threshold(last?)
    }

    /// The threshold, or [`LEAST_ODDS`] with how it does, where the threshold is below.
    fn at_least_odds(&self, threshold: Threshold) -> Option<Threshold> {
        if threshold.sum >= LEAST_ODDS {
            return Some(threshold);
        }
        let found = self
            .units
            .iter()
            .take_while(|unit| unit.0 >= LEAST_ODDS)
            .count();
        let threshold = self.threshold(found).filter(|_| found >= FEWEST_FOUND)?;
        Some(Threshold {
            sum: LEAST_ODDS,
            ..threshold
        })
    }

    /// The threshold that as many units pass as carry the label.
    fn sum_of_as_many(&self) -> Threshold {
        self.threshold(self.positive).unwrap_or(Threshold {
            sum: 0.0,
            precision: 0.0,
            recall: 0.0,
            f1: 0.0,
        })
    }
}
