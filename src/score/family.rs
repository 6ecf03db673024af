//! Levels to families, and families to the two indices (METHOD, section 4).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::level::{IndicatorLevel, LevelState};
use crate::finding::Severity;
use crate::taxonomy::{Family, FamilyId, IndicatorId, Taxonomy};

/// Below this share of observed indicators a family has no score, and an index none below this share of scored families.
pub const MIN_OBSERVED: f64 = 0.6;

/// What a score could be, both ends 0 to 100.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Interval {
    /// The lowest.
    pub lo: f64,
    /// The highest, at least `lo`.
    pub hi: f64,
}

/// The score of one family on one platform.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct FamilyScore {
    /// Which family.
    pub family: FamilyId,
    /// F = 100 · ΣS / (3 n) over the applicable, observed indicators, 0 to 100; withheld below 0.6 observed.
    pub score: Option<f64>,
    /// What F could be, over all applicable indicators, an unobserved one between 0 and 3; none where none applies.
    pub interval: Option<Interval>,
    /// The same formula over the stated indicators only, 0 to 100.
    pub intensity: Option<f64>,
    /// Stated indicators as a share of the applicable ones, 0 to 1 (0 where none applies).
    pub share_stated: f64,
    /// Observed indicators as a share of the applicable ones, 0 to 1 (0 where none applies).
    pub share_observed: f64,
    /// How many indicators apply.
    pub applicable: usize,
    /// The highest severity stated, 0 to 3.
    pub peak: Option<Severity>,
    /// The indicators at 3, in the order of the codebook.
    pub critical: Vec<IndicatorId>,
}

/// A mean of families, with equal weights.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Index {
    /// The mean of the families that have a score, 0 to 100; withheld where fewer than 0.6 of the families have one.
    pub score: Option<f64>,
    /// What it could be: the mean of the intervals of the families, one without a score between 0 and 100.
    pub interval: Option<Interval>,
    /// The families that have a score.
    pub scored: usize,
    /// The families the index is made of that apply at all.
    pub families: usize,
}

/// 100 · ΣS / (3 n) over some levels, its interval, and how many were there.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mean {
    pub(super) score: Option<f64>,
    pub(super) interval: Option<Interval>,
    pub(super) intensity: Option<f64>,
    pub(super) applicable: usize,
    pub(super) observed: usize,
    pub(super) stated: usize,
}

impl Mean {
    /// Sums are over whole severities, so that the order cannot matter.
    pub(super) fn of<'a>(levels: impl Iterator<Item = &'a IndicatorLevel>) -> Self {
        let (mut sum, mut sum_stated, mut lo, mut hi) = (0u32, 0u32, 0u32, 0u32);
        let (mut applicable, mut observed, mut stated) = (0, 0, 0);
        for level in levels {
            let Some(range) = level.interval else {
                continue;
            };
            applicable += 1;
            lo += u32::from(range.lo.value());
            hi += u32::from(range.hi.value());
            let Some(severity) = level.severity else {
                continue;
            };
            observed += 1;
            sum += u32::from(severity.value());
            if level.state == LevelState::Stated {
                stated += 1;
                sum_stated += u32::from(severity.value());
            }
        }
        let interval = percent(lo, applicable).zip(percent(hi, applicable));
        Self {
            score: percent(sum, observed),
            interval: interval.map(|(lo, hi)| Interval { lo, hi }),
            intensity: percent(sum_stated, stated),
            applicable,
            observed,
            stated,
        }
    }

    pub(super) fn share_observed(&self) -> f64 {
        share(self.observed, self.applicable)
    }
}

/// 100 · sum / (3 n); none for n = 0.
fn percent(sum: u32, n: usize) -> Option<f64> {
    (n > 0).then(|| 100.0 * f64::from(sum) / (3.0 * count(n)))
}

/// `part / whole`, 0 for 0 of 0.
pub(super) fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 {
        0.0
    } else {
        count(part) / count(whole)
    }
}

/// A count as a number to divide by.
#[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^52")]
pub(crate) fn count(n: usize) -> f64 {
    n as f64
}

impl FamilyScore {
    /// The score of a family from the levels of all indicators, in the order of the taxonomy.
    #[must_use]
    pub fn new(family: &Family, levels: &[IndicatorLevel]) -> Self {
        let own = || {
            family
                .indicators
                .iter()
                .filter_map(|id| levels.get(id.index()))
        };
        let mean = Mean::of(own());
        let share_observed = mean.share_observed();
        let stated = own().filter(|level| level.state == LevelState::Stated);
        let critical = own().filter(|level| level.severity == Some(Severity::HIGH));
        Self {
            family: family.id,
            score: mean.score.filter(|_| share_observed >= MIN_OBSERVED),
            interval: mean.interval,
            intensity: mean.intensity,
            share_stated: share(mean.stated, mean.applicable),
            share_observed,
            applicable: mean.applicable,
            peak: stated.filter_map(|level| level.severity).max(),
            critical: critical.map(|level| level.indicator).collect(),
        }
    }
}

/// The score of every family from the levels of all indicators, both in the order of the taxonomy.
#[must_use]
pub fn families(levels: &[IndicatorLevel]) -> Vec<FamilyScore> {
    let families = Taxonomy::builtin().families().iter();
    families
        .map(|family| FamilyScore::new(family, levels))
        .collect()
}

impl Index {
    /// The index over the five core families.
    #[must_use]
    pub fn core(families: &[FamilyScore]) -> Self {
        Self::of(families.iter().filter(|f| f.family.get().core))
    }

    /// The index over all families but exclusivity.
    #[must_use]
    pub fn extended(families: &[FamilyScore]) -> Self {
        Self::of(families.iter().filter(|f| f.family.get().in_index))
    }

    /// The index over some of the families, in their order.
    ///
    /// A family to which no indicator applies is left out. One without a score counts in the
    /// interval as anything between 0 and 100, so that the interval always holds the score.
    fn of<'a>(families: impl Iterator<Item = &'a FamilyScore>) -> Self {
        let (mut sum, mut lo, mut hi) = (0.0, 0.0, 0.0);
        let (mut scored, mut all) = (0, 0);
        for family in families {
            let Some(interval) = family.interval else {
                continue;
            };
            all += 1;
            match family.score {
                Some(score) => {
                    scored += 1;
                    sum += score;
                    lo += interval.lo;
                    hi += interval.hi;
                }
                None => hi += 100.0,
            }
        }
        let score = (scored > 0 && share(scored, all) >= MIN_OBSERVED).then(|| sum / count(scored));
        Self {
            score,
            interval: (all > 0).then(|| Interval {
                lo: lo / count(all),
                hi: hi / count(all),
            }),
            scored,
            families: all,
        }
    }
}
