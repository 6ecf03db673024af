//! Agreement beyond chance between two codings of the same units.
//!
//! A coding is one [`UnitLabels`] a unit. The same figures serve for a prediction against a gold
//! set and for two people who coded the same text.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::finding::Severity;
use crate::score::count;
use crate::taxonomy::IndicatorId;

/// The indicators of one unit, each at its worst severity.
pub type UnitLabels = BTreeMap<IndicatorId, Severity>;

/// How far two codings agree.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Agreement {
    /// Cohen's κ of presence over unit–indicator pairs, −1 to 1, all indicators that either coding
    /// uses taken together; none where neither uses any.
    pub kappa: Option<f64>,
    /// Cohen's κ of presence over units, −1 to 1, for every indicator that either coding uses.
    pub presence_kappa: BTreeMap<IndicatorId, f64>,
    /// How many unit–indicator pairs both codings hold: what the figures on severities rest on.
    pub shared: usize,
    /// The share of these with the same severity, 0 to 1; none without any.
    pub same_severity: Option<f64>,
    /// Krippendorff's α over their severities taken as names, at most 1; none where they do not vary.
    pub severity_alpha_nominal: Option<f64>,
    /// Krippendorff's α over their severities taken as ranks.
    pub severity_alpha_ordinal: Option<f64>,
}

/// How far apart two severities are for Krippendorff's α.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum AlphaMetric {
    /// Apart or the same.
    Nominal,
    /// By how many ratings lie between them.
    Ordinal,
}

impl Agreement {
    /// Compares two codings, a unit of one with the unit at the same place of the other; units that only one has are left out.
    #[must_use]
    pub fn between(first: &[UnitLabels], second: &[UnitLabels]) -> Self {
        let units: Vec<_> = first.iter().zip(second).collect();
        let used: BTreeSet<_> = units
            .iter()
            .flat_map(|(a, b)| a.keys().chain(b.keys()))
            .collect();
        let mut all = PresenceTable::default();
        let mut presence_kappa = BTreeMap::new();
        for indicator in used {
            let table = PresenceTable::of(&units, *indicator);
            all.add(table);
            presence_kappa.insert(*indicator, table.kappa());
        }
        let pairs = shared_severities(first, second);
        let same = pairs.iter().filter(|(a, b)| a == b).count();
        let ratings: Vec<_> = pairs.iter().map(|(a, b)| vec![*a, *b]).collect();
        Self {
            kappa: (!presence_kappa.is_empty()).then(|| all.kappa()),
            presence_kappa,
            shared: pairs.len(),
            same_severity: (!pairs.is_empty()).then(|| count(same) / count(pairs.len())),
            severity_alpha_nominal: krippendorff_alpha(&ratings, AlphaMetric::Nominal),
            severity_alpha_ordinal: krippendorff_alpha(&ratings, AlphaMetric::Ordinal),
        }
    }
}

/// The severities of every unit–indicator pair that both codings hold, by unit and codebook.
#[must_use]
pub fn shared_severities(first: &[UnitLabels], second: &[UnitLabels]) -> Vec<(Severity, Severity)> {
    let units = first.iter().zip(second);
    let shared = units.flat_map(|(a, b)| {
        let both = a
            .iter()
            .filter_map(|(indicator, severity)| Some((*severity, *b.get(indicator)?)));
        both.collect::<Vec<_>>()
    });
    shared.collect()
}

/// In how many units both, one or neither of two coders sees something.
#[derive(Debug, Clone, Copy, Default)]
struct PresenceTable {
    both: usize,
    first_only: usize,
    second_only: usize,
    neither: usize,
}

impl PresenceTable {
    fn of(units: &[(&UnitLabels, &UnitLabels)], indicator: IndicatorId) -> Self {
        let mut table = Self::default();
        for (a, b) in units {
            match (a.contains_key(&indicator), b.contains_key(&indicator)) {
                (true, true) => table.both += 1,
                (true, false) => table.first_only += 1,
                (false, true) => table.second_only += 1,
                (false, false) => table.neither += 1,
            }
        }
        table
    }

    fn add(&mut self, other: Self) {
        self.both += other.both;
        self.first_only += other.first_only;
        self.second_only += other.second_only;
        self.neither += other.neither;
    }

    /// Cohen's κ = (p_o − p_e) / (1 − p_e); 1 where chance alone gives full agreement.
    fn kappa(self) -> f64 {
        let units = count(self.both + self.first_only + self.second_only + self.neither);
        let observed = count(self.both + self.neither) / units;
        let (first, second) = (self.both + self.first_only, self.both + self.second_only);
        let (first, second) = (count(first) / units, count(second) / units);
        let expected = first * second + (1.0 - first) * (1.0 - second);
        if expected >= 1.0 {
            1.0
        } else {
            (observed - expected) / (1.0 - expected)
        }
    }
}

/// Cohen's κ with quadratic weights over pairs of severities (Cohen 1968), −1 to 1.
///
/// κ = 1 − Σ w o / Σ w e with w = (i − j)², o the share of pairs (i, j) and e the product of
/// the margins. None without pairs; 1 where both sides give one and the same severity throughout.
#[must_use]
pub fn weighted_kappa(pairs: &[(Severity, Severity)]) -> Option<f64> {
    if pairs.is_empty() {
        return None;
    }
    let severities = [
        Severity::NONE,
        Severity::LOW,
        Severity::MEDIUM,
        Severity::HIGH,
    ];
    let firsts = |a: Severity| pairs.iter().filter(|pair| pair.0 == a).count();
    let seconds = |b: Severity| pairs.iter().filter(|pair| pair.1 == b).count();
    let weight =
        |a: Severity, b: Severity| count(usize::from(a.value().abs_diff(b.value()).pow(2)));
    let observed: f64 = pairs.iter().map(|(a, b)| weight(*a, *b)).sum();
    let mut expected = 0.0;
    for a in severities {
        for b in severities {
            expected += weight(a, b) * count(firsts(a) * seconds(b)) / count(pairs.len());
        }
    }
    Some(if expected == 0.0 {
        1.0
    } else {
        1.0 - observed / expected
    })
}

/// Krippendorff's α (Krippendorff 2011), at most 1: 1 − D_o / D_e over the pairable severities.
///
/// In: for each unit the severities its coders gave, any number; a unit with fewer than two
/// cannot be paired and is left out. None where nothing is pairable, or where all severities are
/// the same, in which case there is nothing to agree on.
#[must_use]
pub fn krippendorff_alpha(units: &[Vec<Severity>], metric: AlphaMetric) -> Option<f64> {
    let mut coincidences = [[0.0f64; 4]; 4];
    for unit in units.iter().filter(|unit| unit.len() >= 2) {
        for (i, a) in unit.iter().enumerate() {
            for (j, b) in unit.iter().enumerate() {
                if i != j {
                    let place = (usize::from(a.value()), usize::from(b.value()));
                    coincidences[place.0][place.1] += 1.0 / count(unit.len() - 1);
                }
            }
        }
    }
    let totals = coincidences.map(|row| row.iter().sum::<f64>());
    let all: f64 = totals.iter().sum();
    let (mut observed, mut expected) = (0.0, 0.0);
    for c in 0..4 {
        for k in c + 1..4 {
            let distance = metric.distance(c, k, &totals);
            observed += coincidences[c][k] * distance;
            expected += totals[c] * totals[k] * distance;
        }
    }
    (expected > 0.0).then(|| 1.0 - (all - 1.0) * observed / expected)
}

impl AlphaMetric {
    /// δ² between the severities c < k.
    fn distance(self, c: usize, k: usize, totals: &[f64; 4]) -> f64 {
        match self {
            Self::Nominal => 1.0,
            Self::Ordinal => {
                let between: f64 = totals[c..=k].iter().sum();
                (between - (totals[c] + totals[k]) / 2.0).powi(2)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{
        Agreement, AlphaMetric, PresenceTable, UnitLabels, krippendorff_alpha, weighted_kappa,
    };
    use crate::finding::Severity;

    fn severity(value: u8) -> Severity {
        Severity::new(value).expect("0 to 3")
    }

    fn close(a: Option<f64>, b: f64) -> bool {
        a.is_some_and(|a| (a - b).abs() < 1e-9)
    }

    #[test]
    fn presence_kappa_is_as_computed_by_hand() {
        // 20 yes/yes, 5, 10, 15 no/no: p_o = 0.7, p_e = 0.5 · 0.6 + 0.5 · 0.4 = 0.5, κ = 0.4.
        let table = PresenceTable {
            both: 20,
            first_only: 5,
            second_only: 10,
            neither: 15,
        };
        assert!(close(Some(table.kappa()), 0.4));
    }

    #[test]
    fn weighted_kappa_is_as_computed_by_hand() {
        let pairs = |values: &[(u8, u8)]| -> Vec<_> {
            values
                .iter()
                .map(|(a, b)| (severity(*a), severity(*b)))
                .collect()
        };
        // Rows 1: 2, 3: 2; columns 1: 1, 2: 1, 3: 2. Observed 1. Expected: (1,2) 2·1/4 · 1,
        // (1,3) 2·2/4 · 4, (3,1) 2·1/4 · 4, (3,2) 2·1/4 · 1 = 0.5 + 4 + 2 + 0.5 = 7.
        let kappa = weighted_kappa(&pairs(&[(1, 1), (1, 2), (3, 3), (3, 3)]));
        assert!(close(kappa, 1.0 - 1.0 / 7.0));
        assert_eq!(weighted_kappa(&pairs(&[(2, 2), (2, 2)])), Some(1.0));
        assert_eq!(weighted_kappa(&[]), None);
        assert!(close(weighted_kappa(&pairs(&[(0, 3), (3, 0)])), -1.0));
    }

    /// Two coders, four units: 0-0, 1-1, 1-2, 3-3. Totals n = (2, 3, 1, 2), 8 in all.
    #[test]
    fn alpha_is_as_computed_by_hand() {
        let units: Vec<_> = [(0, 0), (1, 1), (1, 2), (3, 3)]
            .iter()
            .map(|(a, b)| vec![severity(*a), severity(*b)])
            .collect();
        // Σ n_c n_k over c < k: 2·3 + 2·1 + 2·2 + 3·1 + 3·2 + 1·2 = 23; α = 1 − 7 · 1 / 23.
        assert!(close(
            krippendorff_alpha(&units, AlphaMetric::Nominal),
            1.0 - 7.0 / 23.0
        ));
        // δ²: 01 2.5², 02 4.5², 03 6², 12 2², 13 3.5², 23 1.5².
        let expected = 6.0 * 6.25 + 2.0 * 20.25 + 4.0 * 36.0 + 3.0 * 4.0 + 6.0 * 12.25 + 2.0 * 2.25;
        let ordinal = krippendorff_alpha(&units, AlphaMetric::Ordinal);
        assert!(close(ordinal, 1.0 - 7.0 * 4.0 / expected));
        let alone = [vec![severity(1)], vec![severity(2)]];
        assert_eq!(krippendorff_alpha(&alone, AlphaMetric::Nominal), None);
    }

    #[test]
    fn two_codings_are_compared_unit_by_unit() {
        let unit = |labels: &[(&str, u8)]| -> UnitLabels {
            labels
                .iter()
                .map(|(name, s)| (name.parse().expect("known"), severity(*s)))
                .collect()
        };
        let first = [
            unit(&[("forum_imposed", 2), ("as_is_disclaimer", 1)]),
            unit(&[]),
        ];
        let second = [unit(&[("forum_imposed", 3)]), unit(&[])];
        let agreement = Agreement::between(&first, &second);
        let kappas: Vec<_> = agreement.presence_kappa.values().copied().collect();
        assert_eq!(kappas, [0.0, 1.0]);
        assert_eq!((agreement.shared, agreement.same_severity), (1, Some(0.0)));
    }
}
