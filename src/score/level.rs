//! Findings to the level of each indicator (METHOD, sections 2 and 3).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::observation::{Observation, Standing};
use crate::finding::{Confidence, Severity};
use crate::taxonomy::{IndicatorId, Polarity, Taxonomy};

/// Where a level comes from.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum LevelState {
    /// At least one finding of confidence 0.5 or more says it.
    Stated,
    /// Every incorporated document was read and none says it.
    Silent,
    /// A document that was not read could say it.
    Unobserved,
    /// What it is about does not exist here.
    NotApplicable,
}

/// The lowest and the highest severity that the findings allow, each 0 to 3.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct SeverityRange {
    /// The lowest.
    pub lo: Severity,
    /// The highest, at least `lo`.
    pub hi: Severity,
}

/// A finding, by its place in what was scored.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
pub struct EvidenceRef {
    /// Index of the document in the list that was scored, from 0.
    pub document: usize,
    /// Index of the finding in [`Analysis::findings`](crate::finding::Analysis::findings), from 0.
    pub finding: usize,
}

/// The level of one indicator on one platform (METHOD, section 3).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct IndicatorLevel {
    /// Which indicator.
    pub indicator: IndicatorId,
    /// Where the level comes from.
    pub state: LevelState,
    /// S, 0 to 3: the worst net severity found, or what silence weighs; none where unobserved or not applicable.
    pub severity: Option<Severity>,
    /// What S could be: certain findings alone to possible ones included; none where not applicable.
    pub interval: Option<SeverityRange>,
    /// One finding is at 0 and another at 2 or more.
    pub conflict: bool,
    /// The findings of confidence 0.3 or more, the weightiest first (net severity, then confidence, then place).
    pub evidence: Vec<EvidenceRef>,
}

impl IndicatorLevel {
    /// True where a level could be read, stated or silent.
    #[must_use]
    pub fn is_observed(&self) -> bool {
        self.severity.is_some()
    }
}

/// What a level needs to know of a finding.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hit {
    /// What was found.
    pub indicator: IndicatorId,
    /// Severity after mitigation.
    pub net: Severity,
    /// How sure it is.
    pub confidence: Confidence,
    /// Where it stands, if anything is to be cited.
    pub evidence: Option<EvidenceRef>,
}

impl Hit {
    /// A finding without doubt and without a place, such as a gold label.
    #[must_use]
    pub const fn certain(indicator: IndicatorId, net: Severity) -> Self {
        Self {
            indicator,
            net,
            confidence: Confidence::CERTAIN,
            evidence: None,
        }
    }
}

/// What silence weighs: 0 for a burden, 2 for a safeguard.
#[must_use]
pub fn silent_severity(polarity: Polarity) -> Severity {
    match polarity {
        Polarity::Burden => Severity::NONE,
        Polarity::Safeguard => Severity::MEDIUM,
    }
}

/// What silence could hide: 0 to 1 for a burden, 1 to 2 for a safeguard.
fn silent_range(polarity: Polarity) -> SeverityRange {
    let (lo, hi) = match polarity {
        Polarity::Burden => (Severity::NONE, Severity::LOW),
        Polarity::Safeguard => (Severity::LOW, Severity::MEDIUM),
    };
    SeverityRange { lo, hi }
}

/// The level of every indicator, in the order of the taxonomy.
///
/// The order of `hits` does not matter, save that equally weighty evidence keeps the order of its
/// places; nor do repeats of a hit.
#[must_use]
pub fn levels(hits: &[Hit], observation: &Observation) -> Vec<IndicatorLevel> {
    let indicators = Taxonomy::builtin().indicators();
    let mut by_indicator = vec![Vec::new(); indicators.len()];
    for hit in hits {
        by_indicator[hit.indicator.index()].push(*hit);
    }
    let pairs = indicators.iter().zip(by_indicator);
    pairs
        .map(|(indicator, hits)| {
            level(
                indicator.id,
                indicator.polarity,
                hits,
                observation.of(indicator.id),
            )
        })
        .collect()
}

/// The level of one indicator from its hits.
///
/// With L(t) the worst net severity among the hits of confidence t or more, or what silence
/// weighs where there is none: S = L(0.5), and the interval runs from the least to the greatest
/// of L(0.8), L(0.5) and L(0.3). For a burden these ascend, so that it is "certain only" to
/// "possible included"; a safeguard granted without certainty could as well be missing, which
/// weighs more, so that its interval opens upwards. A conflict puts the lower end at 0.
fn level(
    indicator: IndicatorId,
    polarity: Polarity,
    mut hits: Vec<Hit>,
    standing: Standing,
) -> IndicatorLevel {
    hits.retain(|hit| hit.confidence >= Confidence::POSSIBLE);
    hits.sort_by(|a, b| {
        let weight = b.net.cmp(&a.net);
        let weight = weight.then(b.confidence.value().total_cmp(&a.confidence.value()));
        weight.then(a.evidence.cmp(&b.evidence))
    });
    let worst = |threshold: Confidence| {
        let mut counting = hits.iter().filter(|hit| hit.confidence >= threshold);
        counting.next().map(|hit| hit.net)
    };
    let possible = worst(Confidence::POSSIBLE);
    let (state, severity, interval, conflict) = match (worst(Confidence::POINT), standing) {
        (Some(point), _) => {
            let silent = silent_severity(polarity);
            let certain = worst(Confidence::CERTAIN).unwrap_or(silent);
            let conflict = conflict(&hits);
            let lo = if conflict {
                Severity::NONE
            } else {
                certain.min(point)
            };
            let hi = possible.unwrap_or(point).max(point).max(certain);
            (
                LevelState::Stated,
                Some(point),
                Some(SeverityRange { lo, hi }),
                conflict,
            )
        }
        (None, Standing::NotApplicable) => (LevelState::NotApplicable, None, None, false),
        (None, Standing::Unobserved) => {
            let range = SeverityRange {
                lo: Severity::NONE,
                hi: Severity::HIGH,
            };
            (LevelState::Unobserved, None, Some(range), false)
        }
        (None, Standing::Read) => {
            let silent = silent_range(polarity);
            let possible = possible.unwrap_or(silent.lo);
            let range = SeverityRange {
                lo: silent.lo.min(possible),
                hi: silent.hi.max(possible),
            };
            (
                LevelState::Silent,
                Some(silent_severity(polarity)),
                Some(range),
                false,
            )
        }
    };
    let mut evidence: Vec<_> = hits.iter().filter_map(|hit| hit.evidence).collect();
    evidence.dedup();
    IndicatorLevel {
        indicator,
        state,
        severity,
        interval,
        conflict,
        evidence,
    }
}

/// One finding at 0 and another at 2 or more, both of confidence 0.5 or more.
fn conflict(hits: &[Hit]) -> bool {
    let mut nets = hits
        .iter()
        .filter(|hit| hit.confidence >= Confidence::POINT)
        .map(|hit| hit.net);
    let mut again = nets.clone();
    nets.any(|net| net == Severity::NONE) && again.any(|net| net >= Severity::MEDIUM)
}

#[cfg(test)]
mod tests {
    use super::{Hit, IndicatorLevel, LevelState, levels};
    use crate::finding::{Confidence, Severity};
    use crate::score::observation::Observation;

    const BURDEN: &str = "rejection_discretion";
    const SAFEGUARD: &str = "rejection_reasons";

    fn level(name: &str, hits: &[(u8, f64)]) -> IndicatorLevel {
        let indicator = name.parse().expect("an indicator");
        let hits: Vec<_> = hits
            .iter()
            .map(|&(net, confidence)| Hit {
                confidence: Confidence::new(confidence),
                ..Hit::certain(indicator, Severity::new(net).expect("0 to 3"))
            })
            .collect();
        let mut levels = levels(&hits, &Observation::complete());
        levels.swap_remove(indicator.index())
    }

    /// Indicator, hits as (net, confidence), state, S, interval, conflict.
    type Case = (
        &'static str,
        &'static [(u8, f64)],
        LevelState,
        u8,
        (u8, u8),
        bool,
    );

    #[test]
    fn follows_the_table_of_the_method() {
        use LevelState::{Silent, Stated};
        let cases: &[Case] = &[
            (BURDEN, &[], Silent, 0, (0, 1), false),
            (SAFEGUARD, &[], Silent, 2, (1, 2), false),
            (BURDEN, &[(3, 0.9)], Stated, 3, (3, 3), false),
            (BURDEN, &[(3, 0.6)], Stated, 3, (0, 3), false),
            (
                BURDEN,
                &[(1, 0.9), (2, 0.6), (3, 0.35)],
                Stated,
                2,
                (1, 3),
                false,
            ),
            (BURDEN, &[(3, 0.35)], Silent, 0, (0, 3), false),
            (BURDEN, &[(3, 0.2)], Silent, 0, (0, 1), false),
            (BURDEN, &[(0, 0.9), (2, 0.9)], Stated, 2, (0, 2), true),
            (BURDEN, &[(0, 0.9), (1, 0.9)], Stated, 1, (1, 1), false),
            (BURDEN, &[(0, 0.4), (2, 0.9)], Stated, 2, (2, 2), false),
            (SAFEGUARD, &[(0, 0.9)], Stated, 0, (0, 0), false),
            (SAFEGUARD, &[(0, 0.6)], Stated, 0, (0, 2), false),
            (SAFEGUARD, &[(3, 0.6)], Stated, 3, (2, 3), false),
            (SAFEGUARD, &[(0, 0.4)], Silent, 2, (0, 2), false),
            (SAFEGUARD, &[(0, 0.9), (3, 0.9)], Stated, 3, (0, 3), true),
        ];
        for (name, hits, state, severity, (lo, hi), conflict) in cases {
            let level = level(name, hits);
            let range = level.interval.expect("applicable");
            assert_eq!(
                (
                    level.state,
                    level.severity.map(Severity::value),
                    range.lo.value(),
                    range.hi.value(),
                    level.conflict
                ),
                (*state, Some(*severity), *lo, *hi, *conflict),
                "{name} {hits:?}"
            );
        }
    }
}
