//! Comparisons computed by hand, and laws on generated findings.

use proptest::prelude::*;

use super::{Comparison, Difference, Dominance, Outcome};
use crate::finding::{Reference, ReferenceKind};
use crate::score::LevelState;
use crate::score::testing::{analysis, finding, finding_of, profile};
use crate::taxonomy::Taxonomy;

fn compare(first: &[(&str, u8, f64)], second: &[(&str, u8, f64)]) -> Comparison {
    let side = |name: &str, found: &[(&str, u8, f64)]| {
        let findings = found
            .iter()
            .map(|(name, net, q)| finding(name, *net, *q))
            .collect();
        profile(name, &analysis(findings))
    };
    Comparison::new(&[&side("a", first), &side("b", second)])
}

#[test]
fn a_difference_is_as_computed_by_hand() {
    let comparison = compare(
        &[
            ("rejection_discretion", 3, 0.9),
            ("rejection_reasons", 0, 0.9),
            ("as_is_disclaimer", 2, 0.6),
        ],
        &[
            ("rejection_discretion", 1, 0.9),
            ("as_is_disclaimer", 2, 0.9),
        ],
    );
    let overall = &comparison.pairs[0].overall;
    // d: discretion 3 − 1 = 2 in [2, 2]; reasons 0 − 2 = −2 in [0 − 2, 0 − 1];
    // as is 2 − 2 = 0 in [0 − 2, 2 − 2]; the 99 others silent on both.
    assert_eq!((overall.compared, overall.silent_on_both), (102, 99));
    assert_eq!(overall.mean, Some(0.0));
    let interval = overall.interval.expect("compared");
    assert_eq!((interval.lo, interval.hi), (-2.0 / 102.0, 1.0 / 102.0));
    assert_eq!((overall.worse, overall.better, overall.tie), (1, 1, 100));
    assert_eq!(overall.dominance, Dominance::Neither);
    assert_eq!(overall.outcome, Outcome::NotDistinguishable);
    let differing = &comparison.pairs[0].differing;
    let differing: Vec<_> = differing
        .iter()
        .map(|d| (d.indicator.get().name, d.lo, d.hi))
        .collect();
    assert_eq!(
        differing,
        [
            ("rejection_discretion", 2, 2),
            ("rejection_reasons", -2, -1)
        ]
    );
}

#[test]
fn more_constraining_is_said_only_above_zero() {
    let said = |first: &[(&str, u8, f64)]| compare(first, &[]).pairs[0].overall.outcome;
    // Against silence in [0, 1]: 3 stated with certainty is at least 2 above.
    assert_eq!(
        said(&[("rejection_discretion", 3, 0.9)]),
        Outcome::FirstMoreConstraining
    );
    // 1 against what could be 1 is not.
    assert_eq!(
        said(&[("rejection_discretion", 1, 0.9)]),
        Outcome::NotDistinguishable
    );
    // Nor is 3 without certainty.
    assert_eq!(
        said(&[("rejection_discretion", 3, 0.6)]),
        Outcome::NotDistinguishable
    );
    let dominance = compare(&[("rejection_discretion", 1, 0.9)], &[]).pairs[0]
        .overall
        .dominance;
    assert_eq!(dominance, Dominance::First);
}

#[test]
fn what_is_open_on_one_side_is_left_out() {
    let mut open = analysis(vec![finding("as_is_disclaimer", 3, 0.9)]);
    open.references.push(Reference {
        title: "Privacy".to_owned(),
        kind: ReferenceKind::Privacy,
    });
    open.subjects.rating = false;
    let (open, full) = (
        profile("open", &open),
        profile("full", &analysis(Vec::new())),
    );
    let comparison = Comparison::new(&[&open, &full]);
    let pair = &comparison.pairs[0];
    assert_eq!(pair.overall.compared + pair.left_out.len(), 102);
    let states: Vec<_> = pair
        .left_out
        .iter()
        .map(|left| (left.first, left.second))
        .collect();
    assert!(states.contains(&(LevelState::Unobserved, LevelState::Silent)));
    assert!(states.contains(&(LevelState::NotApplicable, LevelState::Silent)));
    // A family that is withheld on one platform is not ranked by.
    assert!(
        !comparison
            .ranking
            .families
            .contains(&"data_regime".parse().expect("known"))
    );
}

#[test]
fn nothing_and_one_platform_compare_to_nothing() {
    assert_eq!(Comparison::new(&[]).pairs, []);
    let one = profile("a", &analysis(Vec::new()));
    let comparison = Comparison::new(&[&one]);
    assert_eq!(comparison.pairs, []);
    assert_eq!(comparison.ranking.ranks.len(), 1);
    assert_eq!(comparison.pair(0, 1), None);
}

fn any_platform() -> impl Strategy<Value = crate::score::Profile> {
    let ids: Vec<_> = Taxonomy::builtin()
        .indicators()
        .iter()
        .map(|i| i.id)
        .collect();
    let confidence = prop::sample::select(vec![0.35, 0.6, 0.9]);
    let found = (prop::sample::select(ids), 0u8..4, confidence);
    let found = found.prop_map(|(id, net, q)| finding_of(id, net, q));
    prop::collection::vec(found, 0..60).prop_map(|found| profile("p", &analysis(found)))
}

fn consistent(difference: &Difference) -> bool {
    let (Some(mean), Some(interval)) = (difference.mean, difference.interval) else {
        return difference.compared == 0;
    };
    difference.worse + difference.better + difference.tie == difference.compared
        && -3.0 <= interval.lo
        && interval.lo <= mean
        && mean <= interval.hi
        && interval.hi <= 3.0
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_mean_is_within_its_interval_and_turning_a_pair_is_comparing_the_other_way(
        a in any_platform(),
        b in any_platform(),
    ) {
        let straight = Comparison::new(&[&a, &b]);
        let other_way = Comparison::new(&[&b, &a]);
        let pair = &straight.pairs[0];
        prop_assert!(consistent(&pair.overall));
        prop_assert!(pair.families.iter().all(|family| consistent(&family.difference)));
        let mut turned = straight.pair(1, 0).expect("there");
        (turned.first, turned.second) = (0, 1);
        prop_assert_eq!(&turned, &other_way.pairs[0]);
    }

    #[test]
    fn a_platform_is_level_with_itself(a in any_platform()) {
        let overall = &Comparison::new(&[&a, &a]).pairs[0].overall;
        prop_assert_eq!(overall.mean, Some(0.0));
        prop_assert_eq!(overall.dominance, Dominance::Level);
        prop_assert_eq!(overall.outcome, Outcome::NotDistinguishable);
    }
}
