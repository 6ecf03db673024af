//! How often each rule fires on a gold set, and how often rightly.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use serde::{Deserialize, Serialize};

use super::predict::{as_lines, deciding_byte};
use super::{GoldDocument, GoldLabel, GoldSet, GoldUnit, Labelling};
use crate::finding::{Analyzer, Confidence};
use crate::lexicon::Measured;
use crate::taxonomy::IndicatorId;
use crate::text::Language;

/// A rule with what it did on a gold set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct RuleStats {
    /// Language and identifier (`en/sole-judge`).
    pub rule: String,
    /// What it finds.
    pub indicator: IndicatorId,
    /// Units it fired on, and units of those that carry its indicator.
    pub measured: Measured,
}

impl RuleStats {
    /// Units it fired on that do not carry its indicator.
    #[must_use]
    pub fn wrong(&self) -> u32 {
        self.measured.hits - self.measured.right
    }
}

/// Runs every rule on a gold set; one entry a rule, in the order of the lexicons, also for rules
/// that never fire. A rule counts where bearer and modality support it (a confidence of at least
/// [`Confidence::POINT`] before any measured precision), whatever other rules say of the unit.
#[must_use]
pub fn rule_stats(analyzer: &Analyzer, gold: &GoldSet) -> Vec<RuleStats> {
    let mut counts: BTreeMap<String, Measured> = BTreeMap::new();
    for document in gold.documents() {
        count_document(analyzer, gold.labelling(), document, &mut counts);
    }
    let rules = analyzer
        .lexicons()
        .iter()
        .flat_map(|lexicon| lexicon.rules());
    let stats = rules.map(|rule| RuleStats {
        rule: rule.id.to_string(),
        indicator: rule.indicator,
        measured: counts.get(&*rule.id).copied().unwrap_or_default(),
    });
    stats.collect()
}

fn count_document(
    analyzer: &Analyzer,
    labelling: &Labelling,
    gold: &GoldDocument,
    counts: &mut BTreeMap<String, Measured>,
) {
    let document = as_lines(gold);
    let languages: Vec<Language> = gold.units.iter().map(|unit| unit.language).collect();
    let analysis = analyzer.analyze_all(&document, Some(gold.name.as_str()), &languages);
    let mut seen = BTreeSet::new();
    for finding in &analysis.findings {
        let Some(place) = document.block_at(deciding_byte(finding)) else {
            continue;
        };
        let Some(unit) = gold.units.get(place) else {
            continue;
        };
        let counts_here = finding.confidence >= Confidence::POINT;
        if counts_here && seen.insert((place, finding.rule.clone())) {
            let entry = counts.entry(finding.rule.to_string()).or_default();
            entry.hits += 1;
            entry.right += u32::from(carries(unit, finding.indicator, labelling));
        }
    }
}

fn carries(unit: &GoldUnit, wanted: IndicatorId, labelling: &Labelling) -> bool {
    unit.labels.iter().any(|label| match (label, labelling) {
        (GoldLabel::Indicator { indicator, .. }, _) => *indicator == wanted,
        (GoldLabel::Name(name), Labelling::Names(map)) => map
            .get(name)
            .is_some_and(|meaning| meaning.indicators.contains(&wanted)),
        (GoldLabel::Name(_), Labelling::Indicators) => false,
    })
}

/// The `measured.toml` of a language: every rule that fired, with hits and right.
#[must_use]
pub fn measured_toml(stats: &[RuleStats], language: &str) -> String {
    let mut text = String::from(
        "# How often each rule fired on the development sets, and how often rightly.\n\
         # Written by `sujetion lexicon measure`; it drives the confidence of findings.\n\n",
    );
    for stat in stats {
        let Some((prefix, id)) = stat.rule.split_once('/') else {
            continue;
        };
        if prefix == language && stat.measured.hits > 0 {
            let Measured { hits, right } = stat.measured;
            let _ = writeln!(text, "{id} = {{ hits = {hits}, right = {right} }}");
        }
    }
    text
}
