//! The three powers of an employer, and terms that contradict themselves (METHOD, section 4).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::family::{Interval, Mean};
use super::level::{EvidenceRef, IndicatorLevel, LevelState};
use crate::finding::Severity;
use crate::taxonomy::{IndicatorId, Tag, Taxonomy};

/// How far the terms give the platform one power.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Power {
    /// 100 · mean(S) / 3 over the observed indicators of its tag, 0 to 100; none where none is observed.
    pub score: Option<f64>,
    /// What it could be, over all applicable indicators of the tag.
    pub interval: Option<Interval>,
    /// Observed indicators as a share of the applicable ones, 0 to 1.
    pub share_observed: f64,
    /// How many indicators of the tag apply.
    pub applicable: usize,
}

/// The powers to direct, to control and to sanction, which the French test of subordination asks for together.
///
/// What they describe is what is written; a court looks at facts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Powers {
    /// D, over the indicators tagged `direction`.
    pub direction: Power,
    /// C, over the indicators tagged `control`.
    pub control: Power,
    /// S, over the indicators tagged `sanction`.
    pub sanction: Power,
    /// The least of the three, 0 to 100; none unless all three are known.
    pub minimum: Option<f64>,
    /// What the minimum could be: the least lower ends and the least of the upper ends.
    pub minimum_interval: Option<Interval>,
    /// Refusal after the fact, shown beside: alone it is not control during execution
    /// (Cass. crim., 5 April 2022, Clic and Walk).
    pub ex_post_control: Power,
}

impl Powers {
    /// The powers from the levels of all indicators, in the order of the taxonomy.
    #[must_use]
    pub fn new(levels: &[IndicatorLevel]) -> Self {
        let direction = power(levels, Tag::Direction);
        let control = power(levels, Tag::Control);
        let sanction = power(levels, Tag::Sanction);
        let all = [&direction, &control, &sanction];
        let least = |values: [Option<f64>; 3]| {
            let [d, c, s] = values;
            Some(d?.min(c?).min(s?))
        };
        let lo = least(all.map(|power| power.interval.map(|interval| interval.lo)));
        let hi = least(all.map(|power| power.interval.map(|interval| interval.hi)));
        Self {
            minimum: least(all.map(|power| power.score)),
            minimum_interval: lo.zip(hi).map(|(lo, hi)| Interval { lo, hi }),
            ex_post_control: power(levels, Tag::ExPostControl),
            direction,
            control,
            sanction,
        }
    }
}

fn power(levels: &[IndicatorLevel], tag: Tag) -> Power {
    let indicators = Taxonomy::builtin().indicators().iter();
    let tagged = indicators.filter(|indicator| indicator.tags.contains(&tag));
    let mean = Mean::of(tagged.filter_map(|indicator| levels.get(indicator.id.index())));
    Power {
        score: mean.score,
        interval: mean.interval,
        share_observed: mean.share_observed(),
        applicable: mean.applicable,
    }
}

/// Terms that deny a relation and give the powers that make one; not scored, and nothing is concluded from it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Coherence {
    /// The disclaimers stated (severity 1 or more).
    pub disclaimers: Vec<CoherenceClause>,
    /// The powers stated beside them (severity 2 or more); at least three.
    pub powers: Vec<CoherenceClause>,
}

/// An indicator on one side of the coherence flag, with its clauses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct CoherenceClause {
    /// The indicator.
    pub indicator: IndicatorId,
    /// Its level, 0 to 3.
    pub severity: Severity,
    /// The findings it rests on, the weightiest first.
    pub evidence: Vec<EvidenceRef>,
}

/// What disclaims the relation.
pub const DISCLAIMERS: [&str; 2] = ["employment_disclaimer", "intermediary_disclaimer"];

/// What, from severity 2, speaks against a disclaimer when three of them stand beside it.
pub const CONTRADICTING: [&str; 8] = [
    "unilateral_price_setting",
    "binding_instructions",
    "personal_performance",
    "refusal_penalty",
    "tiered_access",
    "deactivation_at_will",
    "client_contact_ban",
    "non_circumvention",
];

impl Coherence {
    /// The flag, where it stands.
    #[must_use]
    pub fn find(levels: &[IndicatorLevel]) -> Option<Self> {
        let disclaimers = stated(levels, &DISCLAIMERS, Severity::LOW);
        let powers = stated(levels, &CONTRADICTING, Severity::MEDIUM);
        (!disclaimers.is_empty() && powers.len() >= 3).then_some(Self {
            disclaimers,
            powers,
        })
    }
}

fn stated(levels: &[IndicatorLevel], names: &[&str], from: Severity) -> Vec<CoherenceClause> {
    let ids = names
        .iter()
        .filter_map(|name| name.parse::<IndicatorId>().ok());
    let levels = ids.filter_map(|id| levels.get(id.index()));
    levels
        .filter(|level| level.state == LevelState::Stated)
        .filter_map(|level| {
            let severity = level.severity.filter(|severity| *severity >= from)?;
            Some(CoherenceClause {
                indicator: level.indicator,
                severity,
                evidence: level.evidence.clone(),
            })
        })
        .collect()
}
