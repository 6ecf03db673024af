//! Platforms side by side (METHOD, section 6); two versions of one document ([`versions`]).
//!
//! In: profiles. Out: a [`Comparison`]: for each two of them the mean difference of the
//! indicators observed on both, what it could be, and whether that is enough to say that one is
//! more constraining; and for all of them the ranks they take under other weights.
//!
//! # How the interval of a difference follows from those of the levels
//!
//! For an indicator with levels a and b and their intervals [lo_a, hi_a] and [lo_b, hi_b],
//! the difference is d = a − b and can be anything in [lo_a − hi_b, hi_a − lo_b]. Where both
//! are silent, what is not written is not written on either side, and d = 0 in [0, 0]. The mean
//! difference over the n indicators observed on both is Σ d / n, and its interval
//! [Σ lo_d / n, Σ hi_d / n]: the worst case, no cancelling of errors assumed. Both are in
//! severities, −3 to 3. "More constraining" is said only where the lower end is above 0.

mod form;
mod summary;
#[cfg(test)]
mod tests;
pub mod versions;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub(crate) use form::shade;
pub use form::{ComparisonForm, ComparisonTable};
pub use summary::{
    CitedEvidence, ComparedDocument, ComparedPlatform, ComparisonLine, ComparisonReport,
};

use crate::finding::Severity;
use crate::score::{IndicatorLevel, LevelState, Profile, Ranking, SeverityRange};
use crate::taxonomy::{Family, FamilyId, IndicatorId, Taxonomy};

/// Any number of platforms side by side.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Comparison {
    /// The platforms, in the order given; everything else names them by their place here, from 0.
    pub platforms: Vec<String>,
    /// Every two of them, the earlier one first: (0, 1), (0, 2) … (1, 2) …
    pub pairs: Vec<PairComparison>,
    /// The ranks they take under other weights; a platform without an extended index has none.
    pub ranking: Ranking,
}

/// Two platforms side by side; a positive difference weighs on the workers of the first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct PairComparison {
    /// Place of the first in [`Comparison::platforms`].
    pub first: usize,
    /// Place of the second.
    pub second: usize,
    /// Over all indicators observed on both.
    pub overall: Difference,
    /// The same within each family, in the order of the codebook; only families with an indicator observed on both.
    pub families: Vec<FamilyDifference>,
    /// The indicators on which the levels differ, in the order of the codebook.
    pub differing: Vec<IndicatorDifference>,
    /// The indicators left out, as not observed or not applicable on one side at least, in the order of the codebook.
    pub left_out: Vec<LeftOut>,
}

/// How far apart two platforms are over some indicators.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Difference {
    /// How many indicators are observed on both.
    pub compared: usize,
    /// How many of these are silent on both, and so level.
    pub silent_on_both: usize,
    /// Mean of (first − second), −3 to 3; none without a compared indicator.
    pub mean: Option<f64>,
    /// What the mean could be, −3 to 3.
    pub interval: Option<DifferenceInterval>,
    /// On how many the first has the higher level.
    pub worse: usize,
    /// On how many it has the lower level.
    pub better: usize,
    /// On how many the levels are the same, those silent on both included.
    pub tie: usize,
    /// Whether one is at least as high throughout.
    pub dominance: Dominance,
    /// What may be said.
    pub outcome: Outcome,
}

/// What a mean difference could be, −3 to 3.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct DifferenceInterval {
    /// The lowest.
    pub lo: f64,
    /// The highest, at least `lo`.
    pub hi: f64,
}

/// Whether one platform is nowhere below the other and somewhere above.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Dominance {
    /// The first is.
    First,
    /// The second is.
    Second,
    /// The levels are the same throughout.
    Level,
    /// Each is above the other somewhere.
    Neither,
}

/// What may be said of two platforms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The first is more constraining: the lower end of the interval is above 0.
    FirstMoreConstraining,
    /// The second is: the upper end is below 0.
    SecondMoreConstraining,
    /// Not distinguishable.
    NotDistinguishable,
}

/// The difference within one family.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct FamilyDifference {
    /// The family.
    pub family: FamilyId,
    /// The difference over its indicators.
    pub difference: Difference,
}

/// One indicator with two different levels.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct IndicatorDifference {
    /// The indicator.
    pub indicator: IndicatorId,
    /// Its level on the first platform, 0 to 3.
    pub first: Severity,
    /// Its level on the second, 0 to 3.
    pub second: Severity,
    /// The least that first − second could be, −3 to 3.
    pub lo: i8,
    /// The most that it could be, −3 to 3.
    pub hi: i8,
}

/// One indicator that cannot be compared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct LeftOut {
    /// The indicator.
    pub indicator: IndicatorId,
    /// Its state on the first platform.
    pub first: LevelState,
    /// Its state on the second.
    pub second: LevelState,
}

impl Comparison {
    /// Compares every two of the platforms, and ranks them all.
    #[must_use]
    pub fn new(profiles: &[&Profile]) -> Self {
        let mut pairs = Vec::new();
        for first in 0..profiles.len() {
            for second in first + 1..profiles.len() {
                pairs.push(pair(profiles, first, second));
            }
        }
        Self {
            platforms: profiles.iter().map(|p| p.platform.clone()).collect(),
            pairs,
            ranking: ranking(profiles),
        }
    }

    /// Two platforms of this comparison, the one asked for first standing first.
    #[must_use]
    pub fn pair(&self, first: usize, second: usize) -> Option<PairComparison> {
        let straight = |pair: &&PairComparison| (pair.first, pair.second) == (first, second);
        let turned = |pair: &&PairComparison| (pair.second, pair.first) == (first, second);
        let found = self.pairs.iter().find(straight).cloned();
        found.or_else(|| self.pairs.iter().find(turned).map(PairComparison::turned))
    }
}

/// The ranks among the platforms that have an extended index: one whose terms could not be read
/// (in a language without a lexicon) would leave the others no family in common.
fn ranking(profiles: &[&Profile]) -> Ranking {
    let has_index = |place: &usize| profiles[*place].extended.score.is_some();
    let places: Vec<_> = (0..profiles.len()).filter(has_index).collect();
    let families: Vec<_> = places
        .iter()
        .map(|place| profiles[*place].families.as_slice())
        .collect();
    let mut ranking = Ranking::new(&families);
    for rank in &mut ranking.ranks {
        rank.platform = places[rank.platform];
    }
    ranking
}

fn pair(profiles: &[&Profile], first: usize, second: usize) -> PairComparison {
    let (a, b) = (profiles[first], profiles[second]);
    let within = |family: &Family| {
        let shared = family.indicators.iter().filter_map(|id| shared(a, b, *id));
        FamilyDifference {
            family: family.id,
            difference: Difference::of(shared),
        }
    };
    let taxonomy = Taxonomy::builtin();
    let ids = || taxonomy.indicators().iter().map(|indicator| indicator.id);
    let all = ids().filter_map(|id| shared(a, b, id));
    let families = taxonomy.families().iter().map(within);
    let (differing, left_out) = (all.clone(), ids());
    PairComparison {
        first,
        second,
        overall: Difference::of(all),
        families: families.filter(|f| f.difference.compared > 0).collect(),
        differing: differing.filter_map(|shared| shared.differing()).collect(),
        left_out: left_out.filter_map(|id| left_out_of(a, b, id)).collect(),
    }
}

/// One indicator as observed on both.
#[derive(Clone, Copy)]
struct Shared {
    indicator: IndicatorId,
    levels: (Severity, Severity),
    /// first − second: its value and its bounds.
    d: i8,
    lo: i8,
    hi: i8,
    silence: Silence,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Silence {
    OnBoth,
    Not,
}

fn shared(a: &Profile, b: &Profile, indicator: IndicatorId) -> Option<Shared> {
    let (a, b) = (a.level(indicator)?, b.level(indicator)?);
    let (a_level, a_range) = observed(a)?;
    let (b_level, b_range) = observed(b)?;
    let minus = |a: Severity, b: Severity| a.value().cast_signed() - b.value().cast_signed();
    let d = minus(a_level, b_level);
    let both_silent = a.state == LevelState::Silent && b.state == LevelState::Silent;
    let (lo, hi, silence) = if both_silent {
        (d, d, Silence::OnBoth)
    } else {
        (
            minus(a_range.lo, b_range.hi),
            minus(a_range.hi, b_range.lo),
            Silence::Not,
        )
    };
    Some(Shared {
        indicator,
        levels: (a_level, b_level),
        d,
        lo,
        hi,
        silence,
    })
}

fn observed(level: &IndicatorLevel) -> Option<(Severity, SeverityRange)> {
    level.severity.zip(level.interval)
}

fn left_out_of(a: &Profile, b: &Profile, indicator: IndicatorId) -> Option<LeftOut> {
    let state = |profile: &Profile| {
        let level = profile.level(indicator);
        level.map_or(LevelState::Unobserved, |level| level.state)
    };
    shared(a, b, indicator).is_none().then(|| LeftOut {
        indicator,
        first: state(a),
        second: state(b),
    })
}

impl Shared {
    fn differing(&self) -> Option<IndicatorDifference> {
        (self.d != 0).then_some(IndicatorDifference {
            indicator: self.indicator,
            first: self.levels.0,
            second: self.levels.1,
            lo: self.lo,
            hi: self.hi,
        })
    }
}

impl Difference {
    /// Sums are over whole numbers, so that the order cannot matter.
    fn of(shared: impl Iterator<Item = Shared>) -> Self {
        let (mut compared, mut silent_on_both) = (0u32, 0);
        let (mut sum, mut lo, mut hi) = (0i32, 0i32, 0i32);
        let (mut worse, mut better) = (0, 0);
        for one in shared {
            compared += 1;
            silent_on_both += usize::from(one.silence == Silence::OnBoth);
            sum += i32::from(one.d);
            lo += i32::from(one.lo);
            hi += i32::from(one.hi);
            worse += usize::from(one.d > 0);
            better += usize::from(one.d < 0);
        }
        let mean = |sum: i32| f64::from(sum) / f64::from(compared);
        let compared_any = compared > 0;
        let compared = compared as usize;
        Self {
            compared,
            silent_on_both,
            mean: compared_any.then(|| mean(sum)),
            interval: compared_any.then(|| DifferenceInterval {
                lo: mean(lo),
                hi: mean(hi),
            }),
            worse,
            better,
            tie: compared - worse - better,
            dominance: match (worse, better) {
                (0, 0) => Dominance::Level,
                (_, 0) => Dominance::First,
                (0, _) => Dominance::Second,
                _ => Dominance::Neither,
            },
            outcome: match (lo, hi) {
                (1.., _) => Outcome::FirstMoreConstraining,
                (_, ..0) => Outcome::SecondMoreConstraining,
                _ => Outcome::NotDistinguishable,
            },
        }
    }

    fn turned(&self) -> Self {
        Self {
            mean: self.mean.map(|mean| 0.0 - mean),
            interval: self.interval.map(|i| DifferenceInterval {
                lo: 0.0 - i.hi,
                hi: 0.0 - i.lo,
            }),
            worse: self.better,
            better: self.worse,
            dominance: match self.dominance {
                Dominance::First => Dominance::Second,
                Dominance::Second => Dominance::First,
                same => same,
            },
            outcome: match self.outcome {
                Outcome::FirstMoreConstraining => Outcome::SecondMoreConstraining,
                Outcome::SecondMoreConstraining => Outcome::FirstMoreConstraining,
                Outcome::NotDistinguishable => Outcome::NotDistinguishable,
            },
            ..*self
        }
    }
}

impl PairComparison {
    /// The same two platforms the other way round.
    #[must_use]
    pub fn turned(&self) -> Self {
        let family = |f: &FamilyDifference| FamilyDifference {
            family: f.family,
            difference: f.difference.turned(),
        };
        let indicator = |i: &IndicatorDifference| IndicatorDifference {
            indicator: i.indicator,
            first: i.second,
            second: i.first,
            lo: -i.hi,
            hi: -i.lo,
        };
        let left_out = |l: &LeftOut| LeftOut {
            indicator: l.indicator,
            first: l.second,
            second: l.first,
        };
        Self {
            first: self.second,
            second: self.first,
            overall: self.overall.turned(),
            families: self.families.iter().map(family).collect(),
            differing: self.differing.iter().map(indicator).collect(),
            left_out: self.left_out.iter().map(left_out).collect(),
        }
    }
}
