//! The units of gold sets as rows of features.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::{FxHashMap, FxHashSet};

use super::super::predict::{as_lines, deciding_byte};
use super::super::{GoldDocument, GoldLabel, GoldSet, GoldUnit, Labelling};
use super::ridge::{Rows, as_f64};
use crate::finding::{Analyzer, Confidence, Severity};
use crate::lexicon::weights::{USUAL_WORDS, length_factor};
use crate::taxonomy::IndicatorId;
use crate::text::Language;

/// A unit that could hold a finding.
#[derive(Debug, Clone, Default)]
pub(super) struct Unit {
    pub(super) document: usize,
    pub(super) kind: Kind,
    words: usize,
    features: BTreeSet<String>,
    /// What its labels say, with the severity where they say it.
    pub(super) labels: BTreeMap<IndicatorId, Option<Severity>>,
    /// What rules find in it.
    pub(super) rules: BTreeMap<IndicatorId, Severity>,
}

/// How the labels of a unit are given.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Kind {
    /// By names that stand for a few indicators: of the others nothing is known.
    Names,
    #[default]
    Indicators,
}

/// The units of one language.
#[derive(Debug, Default)]
pub(super) struct Pool {
    pub(super) units: Vec<Unit>,
    pub(super) documents: usize,
}

/// Reads all units, by language.
pub(super) fn pools(analyzer: &Analyzer, sets: &[GoldSet]) -> BTreeMap<Language, Pool> {
    let mut pools: BTreeMap<Language, Pool> = BTreeMap::new();
    for set in sets {
        for document in set.documents() {
            let pool = pools.entry(document.language).or_default();
            let units = units_of(analyzer, document, set.labelling(), pool.documents);
            pool.units.extend(units);
            pool.documents += 1;
        }
    }
    pools
}

fn units_of(
    analyzer: &Analyzer,
    gold: &GoldDocument,
    labelling: &Labelling,
    document: usize,
) -> Vec<Unit> {
    let lines = as_lines(gold);
    let languages: Vec<Language> = gold.units.iter().map(|unit| unit.language).collect();
    let (sentences, findings) = analyzer.features(&lines, Some(gold.name.as_str()), &languages);
    let kind = match labelling {
        Labelling::Names(_) => Kind::Names,
        Labelling::Indicators => Kind::Indicators,
    };
    let mut units: BTreeMap<usize, Unit> = BTreeMap::new();
    for sentence in sentences {
        let Some(place) = lines.block_at(sentence.sentence.start) else {
            continue;
        };
        let Some(of) = gold.units.get(place) else {
            continue;
        };
        let unit = units.entry(place).or_insert_with(|| Unit {
            document,
            kind,
            labels: labels_of(of, labelling),
            ..Unit::default()
        });
        unit.words += sentence.words;
        unit.features.extend(sentence.features);
    }
    for finding in findings {
        let place = lines.block_at(deciding_byte(&finding));
        let unit = place.and_then(|place| units.get_mut(&place));
        if let Some(unit) = unit.filter(|_| finding.confidence >= Confidence::POINT) {
            let worst = unit.rules.entry(finding.indicator).or_insert(finding.raw);
            *worst = finding.raw.max(*worst);
        }
    }
    units.into_values().collect()
}

/// A name counts for the first indicator that its map gives it.
fn labels_of(unit: &GoldUnit, labelling: &Labelling) -> BTreeMap<IndicatorId, Option<Severity>> {
    let labels = unit
        .labels
        .iter()
        .filter_map(|label| match (label, labelling) {
            (
                GoldLabel::Indicator {
                    indicator,
                    severity,
                },
                _,
            ) => Some((*indicator, Some(*severity))),
            (GoldLabel::Name(name), Labelling::Names(map)) => {
                let meaning = map.get(name)?;
                meaning
                    .indicators
                    .first()
                    .map(|indicator| (*indicator, None))
            }
            (GoldLabel::Name(_), Labelling::Indicators) => None,
        });
    labels.collect()
}

/// The features that occur in enough documents, and the units as rows of them.
pub(super) struct Matrix {
    pub(super) names: Vec<String>,
    /// What makes up for a feature being common: the logarithm of how rare it is.
    pub(super) rarity: Vec<f64>,
    pub(super) rows: Rows,
}

impl Matrix {
    pub(super) fn of(pool: &Pool, least_documents: usize) -> Self {
        let mut seen: FxHashMap<&str, (usize, FxHashSet<usize>)> = FxHashMap::default();
        for unit in &pool.units {
            for feature in &unit.features {
                let (units, documents) = seen.entry(feature).or_default();
                *units += 1;
                documents.insert(unit.document);
            }
        }
        let mut kept: Vec<(&str, usize)> = seen
            .into_iter()
            .filter(|(_, (_, documents))| documents.len() >= least_documents)
            .map(|(feature, (units, _))| (feature, units))
            .collect();
        kept.sort_unstable();
        let all = as_f64(pool.units.len());
        let rarity: Vec<f64> = kept.iter().map(|(_, n)| (all / as_f64(*n)).ln()).collect();
        let place_of: FxHashMap<&str, u32> = (0..)
            .zip(&kept)
            .map(|(at, (name, _))| (*name, at))
            .collect();
        let mut rows = Rows::default();
        for unit in &pool.units {
            let factor = length_factor(u16::try_from(unit.words).unwrap_or(u16::MAX));
            let factor = factor / USUAL_WORDS.sqrt();
            let places = unit
                .features
                .iter()
                .filter_map(|name| place_of.get(name.as_str()));
            rows.push(places.map(|&place| (place, rarity[place as usize] * factor)));
        }
        Self {
            names: kept.iter().map(|(name, _)| (*name).to_owned()).collect(),
            rarity,
            rows,
        }
    }
}
