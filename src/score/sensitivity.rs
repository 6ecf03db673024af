//! How far an index, or a rank, depends on the weights (METHOD, section 4).
//!
//! No weights are tuned. An index is computed under every scenario of a fixed list instead:
//! equal weights over the families of the extended index, each of those families left out, the
//! core families only, and [`DRAWS`] random weightings drawn evenly from all that sum to 1
//! (the flat Dirichlet distribution) with a fixed seed. What is published is the range.

use std::sync::LazyLock;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::family::{FamilyScore, Interval};
use crate::taxonomy::{Family, FamilyId, Taxonomy};

/// How many random weightings are drawn.
pub const DRAWS: usize = 1000;

/// The seed of the random weightings: the day of the hearing.
pub const SEED: u64 = 20_191_016;

/// The index of one platform under other weights, 0 to 100 each.
///
/// A family without a score is left out and the weights of the others are scaled up. A scenario
/// that leaves no scored family is left out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Sensitivity {
    /// Equal weights over the families of the extended index.
    pub equal: Option<f64>,
    /// Equal weights over the core families.
    pub core: Option<f64>,
    /// Equal weights over all families of the extended index but one, in the order of the codebook.
    pub without: Vec<WithoutFamily>,
    /// The range under the random weights.
    pub random: Option<Interval>,
    /// The range over all scenarios.
    pub range: Option<Interval>,
    /// How many random weightings were drawn.
    pub draws: usize,
    /// The seed they were drawn with.
    pub seed: u64,
}

/// The index with one family left out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct WithoutFamily {
    /// The family left out.
    pub family: FamilyId,
    /// The index of the others, 0 to 100.
    pub score: f64,
}

/// The ranks a platform takes among others under all scenarios; 1 is the most constraining.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct RankInterval {
    /// Its place in the list of platforms, from 0.
    pub platform: usize,
    /// Its rank under equal weights, shared with those level with it.
    pub equal: usize,
    /// The highest rank it takes (the lowest number), ties resolved upwards.
    pub first: usize,
    /// The lowest rank it takes (the highest number), ties resolved downwards.
    pub last: usize,
}

/// The ranks of several platforms, over the families that have a score on all of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Ranking {
    /// The families ranked by, in the order of the codebook; empty where there is none in common.
    pub families: Vec<FamilyId>,
    /// A rank interval for each platform, in the order given; empty without families.
    pub ranks: Vec<RankInterval>,
}

impl Sensitivity {
    /// The index of one platform under every scenario.
    #[must_use]
    pub fn new(families: &[FamilyScore]) -> Self {
        let scores = scores(families);
        let mut sensitivity = Self {
            equal: None,
            core: None,
            without: Vec::new(),
            random: None,
            range: None,
            draws: DRAWS,
            seed: SEED,
        };
        for scenario in SCENARIOS.iter() {
            let Some(score) = scenario.index(&scores) else {
                continue;
            };
            widen(&mut sensitivity.range, score);
            match scenario.kind {
                Kind::Equal => sensitivity.equal = Some(score),
                Kind::Core => sensitivity.core = Some(score),
                Kind::Without(family) => sensitivity.without.push(WithoutFamily { family, score }),
                Kind::Random => widen(&mut sensitivity.random, score),
            }
        }
        sensitivity
    }
}

impl Ranking {
    /// Ranks platforms by their families under every scenario.
    ///
    /// In: for each platform its families, as in a profile.
    #[must_use]
    pub fn new(platforms: &[&[FamilyScore]]) -> Self {
        let scores: Vec<_> = platforms.iter().map(|families| scores(families)).collect();
        let in_index = Taxonomy::builtin()
            .families()
            .iter()
            .filter(|family| family.in_index);
        let common: Vec<FamilyId> = in_index
            .map(|family| family.id)
            .filter(|id| scores.iter().all(|scores| scores[id.index()].is_some()))
            .collect();
        let restricted: Vec<_> = scores.iter().map(|scores| only(scores, &common)).collect();
        let mut ranks: Vec<RankInterval> = Vec::new();
        for scenario in SCENARIOS.iter() {
            let indices = restricted.iter().map(|scores| scenario.index(scores));
            // Either all platforms have an index under a scenario or none has.
            let Some(indices) = indices.collect::<Option<Vec<f64>>>() else {
                continue;
            };
            for (platform, index) in indices.iter().enumerate() {
                let first = 1 + indices.iter().filter(|other| *other > index).count();
                let last = indices.iter().filter(|other| *other >= index).count();
                match ranks.get_mut(platform) {
                    Some(rank) => {
                        rank.first = rank.first.min(first);
                        rank.last = rank.last.max(last);
                    }
                    // The first scenario is that of equal weights.
                    None => ranks.push(RankInterval {
                        platform,
                        equal: first,
                        first,
                        last,
                    }),
                }
            }
        }
        Self {
            families: common,
            ranks,
        }
    }
}

/// The scores of all families by their place in the taxonomy.
fn scores(families: &[FamilyScore]) -> Vec<Option<f64>> {
    let mut scores = vec![None; Taxonomy::builtin().families().len()];
    for family in families {
        scores[family.family.index()] = family.score;
    }
    scores
}

fn only(scores: &[Option<f64>], families: &[FamilyId]) -> Vec<Option<f64>> {
    let mut restricted = vec![None; scores.len()];
    for family in families {
        restricted[family.index()] = scores[family.index()];
    }
    restricted
}

fn widen(range: &mut Option<Interval>, score: f64) {
    let (lo, hi) = range.map_or((score, score), |r| (r.lo.min(score), r.hi.max(score)));
    *range = Some(Interval { lo, hi });
}

struct Scenario {
    kind: Kind,
    /// A weight for each family, by its place in the taxonomy.
    weights: Vec<f64>,
}

#[derive(Clone, Copy)]
enum Kind {
    Equal,
    Core,
    Without(FamilyId),
    Random,
}

impl Scenario {
    fn over(kind: Kind, counts: impl Fn(&Family) -> bool) -> Self {
        let weight = |family: &Family| f64::from(u8::from(family.in_index && counts(family)));
        let weights = Taxonomy::builtin().families().iter().map(weight).collect();
        Self { kind, weights }
    }

    /// Σ w F / Σ w over the families with a score, in the order of the codebook.
    fn index(&self, scores: &[Option<f64>]) -> Option<f64> {
        let (mut sum, mut weights) = (0.0, 0.0);
        for (weight, score) in self.weights.iter().zip(scores) {
            if let Some(score) = score {
                sum += weight * score;
                weights += weight;
            }
        }
        (weights > 0.0).then(|| (sum / weights).clamp(0.0, 100.0))
    }
}

/// All scenarios, that of equal weights first.
static SCENARIOS: LazyLock<Vec<Scenario>> = LazyLock::new(|| {
    let families = Taxonomy::builtin().families();
    let mut scenarios = vec![
        Scenario::over(Kind::Equal, |_| true),
        Scenario::over(Kind::Core, |family| family.core),
    ];
    for left_out in families.iter().filter(|family| family.in_index) {
        let kind = Kind::Without(left_out.id);
        scenarios.push(Scenario::over(kind, |family| family.id != left_out.id));
    }
    let mut random = SplitMix(SEED);
    for _ in 0..DRAWS {
        let mut drawn = random
            .flat_dirichlet(families.iter().filter(|f| f.in_index).count())
            .into_iter();
        let weight = |family: &Family| {
            if family.in_index {
                drawn.next().unwrap_or(0.0)
            } else {
                0.0
            }
        };
        let weights = families.iter().map(weight).collect();
        scenarios.push(Scenario {
            kind: Kind::Random,
            weights,
        });
    }
    scenarios
});

/// SplitMix64 (Steele, Lea and Flood 2014).
struct SplitMix(u64);

impl SplitMix {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// In [0, 1), from the upper 53 bits.
    #[expect(clippy::cast_precision_loss, reason = "53 bits fit")]
    fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// `n` weights that sum to 1: the gaps between sorted uniform draws, which need no logarithm
    /// and so come out the same on every machine.
    fn flat_dirichlet(&mut self, n: usize) -> Vec<f64> {
        let mut cuts: Vec<f64> = (1..n).map(|_| self.unit()).collect();
        cuts.push(1.0);
        cuts.sort_by(f64::total_cmp);
        let mut before = 0.0;
        let gap = |cut: f64| cut - std::mem::replace(&mut before, cut);
        cuts.into_iter().map(gap).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{Ranking, SCENARIOS, Sensitivity, SplitMix};
    use crate::score::{FamilyScore, Hit, Observation, levels};
    use crate::taxonomy::Taxonomy;

    fn families(hits: &[(&str, u8)]) -> Vec<FamilyScore> {
        let severity = |n| crate::finding::Severity::new(n).expect("0 to 3");
        let hit = |(name, n): &(&str, u8)| Hit::certain(name.parse().expect("known"), severity(*n));
        let hits: Vec<_> = hits.iter().map(hit).collect();
        crate::score::families(&levels(&hits, &Observation::complete()))
    }

    #[test]
    fn splitmix_gives_the_published_numbers() {
        let mut random = SplitMix(1_234_567);
        let first = [random.next(), random.next()];
        assert_eq!(
            first,
            [6_457_827_717_110_365_317, 3_203_168_211_198_807_973]
        );
    }

    #[test]
    fn every_weighting_is_of_families_in_the_index() {
        assert_eq!(SCENARIOS.len(), 2 + 17 + super::DRAWS);
        let families = Taxonomy::builtin().families();
        for scenario in SCENARIOS.iter() {
            let weighed = scenario.weights.iter().zip(families);
            assert!(
                weighed
                    .clone()
                    .all(|(weight, family)| *weight >= 0.0 && (family.in_index || *weight == 0.0))
            );
        }
        let sum: f64 = SCENARIOS[SCENARIOS.len() - 1].weights.iter().sum();
        assert!((sum - 1.0).abs() < 1e-9);
    }

    #[test]
    fn the_range_holds_every_scenario() {
        let sensitivity = Sensitivity::new(&families(&[("rejection_discretion", 3)]));
        let range = sensitivity.range.expect("scored");
        let mut inside = vec![
            sensitivity.equal.expect("scored"),
            sensitivity.core.expect("scored"),
        ];
        inside.extend(sensitivity.without.iter().map(|without| without.score));
        assert_eq!(inside.len(), 19);
        assert!(
            inside
                .iter()
                .all(|score| range.lo <= *score && *score <= range.hi)
        );
        assert_eq!(
            sensitivity,
            Sensitivity::new(&families(&[("rejection_discretion", 3)]))
        );
    }

    #[test]
    fn ranks_of_a_dominated_platform_never_cross_and_equals_share() {
        let (harsh, mild) = (families(&[("rejection_discretion", 3)]), families(&[]));
        let ranking = Ranking::new(&[&mild, &harsh, &mild]);
        let ranks: Vec<_> = ranking
            .ranks
            .iter()
            .map(|r| (r.equal, r.first, r.last))
            .collect();
        // Without the only family in which they differ all three are level.
        assert_eq!(ranks, [(2, 1, 3), (1, 1, 3), (2, 1, 3)]);
        assert_eq!(ranking.families.len(), 17);
        assert_eq!(Ranking::new(&[]).ranks, []);
    }
}
