//! The laws of METHOD, section 7, on generated findings.
//!
//! Adding a burden or a safeguard compares like with like: all documents read and all objects
//! present. A text that for the first time speaks of clients, or refers to a document that
//! is not there, changes what is observed, and with it what a mean is taken over.

use proptest::prelude::*;

use super::testing::{analysis, finding_of, profile};
use super::{Interval, LevelState, Profile};
use crate::finding::{Analysis, Finding, Reference, ReferenceKind, Severity};
use crate::norm::{Action, BearerSource, Modality, Norm, Party};
use crate::taxonomy::{IndicatorId, Polarity, Taxonomy};

/// Every score of a profile that stands for exposure: point values, none as 0 (the same ones on both sides of a law).
fn scores(profile: &Profile) -> Vec<f64> {
    let mut scores: Vec<f64> = Vec::new();
    scores.extend(profile.levels.iter().map(|level| {
        level
            .severity
            .map_or(0.0, |severity| f64::from(severity.value()))
    }));
    scores.extend(
        profile
            .families
            .iter()
            .map(|family| family.score.unwrap_or(0.0)),
    );
    scores.extend([profile.core.score, profile.extended.score].map(Option::unwrap_or_default));
    let powers = &profile.powers;
    let powers = [
        &powers.direction,
        &powers.control,
        &powers.sanction,
        &powers.ex_post_control,
    ];
    scores.extend(powers.map(|power| power.score.unwrap_or(0.0)));
    scores.extend([profile.powers.minimum.unwrap_or(0.0)]);
    scores
}

/// The upper ends of all intervals.
fn upper_ends(profile: &Profile) -> Vec<f64> {
    let levels = profile.levels.iter();
    let mut ends: Vec<f64> = levels
        .map(|level| {
            level
                .interval
                .map_or(0.0, |range| f64::from(range.hi.value()))
        })
        .collect();
    let families = profile.families.iter().map(|family| family.interval);
    let intervals = families.chain([profile.core.interval, profile.extended.interval]);
    ends.extend(intervals.map(|interval| interval.map_or(0.0, |interval| interval.hi)));
    ends
}

fn never_below(after: &[f64], before: &[f64]) -> bool {
    // Sums are exact in thirds; the means of families may differ in the last place.
    after
        .iter()
        .zip(before)
        .all(|(after, before)| *after >= before - 1e-9)
}

fn any_indicator() -> impl Strategy<Value = IndicatorId> {
    let ids: Vec<_> = Taxonomy::builtin()
        .indicators()
        .iter()
        .map(|i| i.id)
        .collect();
    prop::sample::select(ids)
}

fn of_polarity(polarity: Polarity) -> impl Strategy<Value = IndicatorId> {
    let indicators = Taxonomy::builtin().indicators().iter();
    let ids: Vec<_> = indicators
        .filter(|i| i.polarity == polarity)
        .map(|i| i.id)
        .collect();
    prop::sample::select(ids)
}

fn any_confidence() -> impl Strategy<Value = f64> {
    prop::sample::select(vec![0.1, 0.35, 0.6, 0.9])
}

fn any_finding() -> impl Strategy<Value = Finding> {
    (any_indicator(), 0u8..4, any_confidence())
        .prop_map(|(indicator, net, confidence)| finding_of(indicator, net, confidence))
}

fn any_norm() -> impl Strategy<Value = Norm> {
    use Modality::{Duty, Exemption, NoRight, Permission, Power, Practice, Prohibition, Right};
    let modalities = vec![
        Duty,
        Prohibition,
        Permission,
        Power,
        Right,
        Exemption,
        NoRight,
        Practice,
    ];
    let bearers = vec![
        None,
        Some(Party::Worker),
        Some(Party::Platform),
        Some(Party::Client),
    ];
    let modality = prop::sample::select(modalities);
    let action = prop::sample::select(Action::PAIRS.to_vec());
    (prop::sample::select(bearers), modality, action).prop_map(|(bearer, modality, action)| Norm {
        bearer,
        bearer_source: BearerSource::Subject,
        counterparty: None,
        modality,
        action,
        span: 0..0,
    })
}

/// A document with findings, norms, references to documents that are missing, and objects that may be absent.
fn any_analysis() -> impl Strategy<Value = Analysis> {
    use ReferenceKind::{Fees, Guidelines, OtherTerms, Privacy, ProjectTerms};
    let kinds = vec![Privacy, Guidelines, ProjectTerms, Fees, OtherTerms];
    let references = prop::collection::vec(prop::sample::select(kinds), 0..3);
    let findings = prop::collection::vec(any_finding(), 0..60);
    let norms = prop::collection::vec(any_norm(), 0..20);
    (findings, norms, references, any::<(bool, bool)>()).prop_map(
        |(findings, norms, kinds, (client, rating))| {
            let reference = |kind: ReferenceKind| Reference {
                title: format!("{kind:?} elsewhere"),
                kind,
            };
            let mut analysis = analysis(findings);
            analysis.norms = vec![norms];
            analysis.references = kinds.into_iter().map(reference).collect();
            analysis.subjects.client = client;
            analysis.subjects.rating = rating;
            analysis
        },
    )
}

/// A document of which all that could matter was read.
fn complete_analysis() -> impl Strategy<Value = Analysis> {
    prop::collection::vec(any_finding(), 0..60).prop_map(analysis)
}

fn holds(interval: Option<Interval>, score: Option<f64>) -> bool {
    let bounds = |i: Interval| -1e-9 <= i.lo && i.lo <= i.hi && i.hi <= 100.0 + 1e-9;
    match (interval, score) {
        (Some(interval), Some(score)) => {
            bounds(interval) && interval.lo <= score + 1e-9 && score <= interval.hi + 1e-9
        }
        (Some(interval), None) => bounds(interval),
        (None, score) => score.is_none(),
    }
}

/// The profile without what cites places, so that only scores are compared.
fn without_evidence(mut profile: Profile) -> Profile {
    profile
        .levels
        .iter_mut()
        .for_each(|level| level.evidence.clear());
    for contradiction in &mut profile.contradictions {
        contradiction.promises.clear();
        contradiction.burdens.clear();
    }
    if let Some(coherence) = &mut profile.coherence {
        let sides = coherence
            .disclaimers
            .iter_mut()
            .chain(&mut coherence.powers);
        sides.for_each(|clause| clause.evidence.clear());
    }
    profile
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn every_score_is_within_its_interval_and_every_interval_within_bounds(analysis in any_analysis()) {
        let profile = profile("p", &analysis);
        for family in &profile.families {
            prop_assert!(holds(family.interval, family.score), "{family:?}");
        }
        for index in [&profile.core, &profile.extended] {
            prop_assert!(holds(index.interval, index.score), "{index:?}");
        }
        let powers = &profile.powers;
        for power in [&powers.direction, &powers.control, &powers.sanction, &powers.ex_post_control] {
            prop_assert!(holds(power.interval, power.score), "{power:?}");
        }
        prop_assert!(holds(powers.minimum_interval, powers.minimum));
        for level in &profile.levels {
            let inside = level.severity.is_none_or(|severity| {
                level.interval.is_some_and(|range| range.lo <= severity && severity <= range.hi)
            });
            prop_assert!(inside, "{level:?}");
        }
        if let Some(r) = profile.reciprocity.score {
            prop_assert!((-1.0..=1.0).contains(&r));
        }
        let balance = &profile.balance;
        for part in [balance.obligation, balance.exemption, balance.power, balance.power_against_right, balance.mean] {
            prop_assert!(-1.0 < part && part < 1.0);
        }
    }

    #[test]
    fn repeating_everything_changes_nothing(analysis in any_analysis()) {
        let mut twice = analysis.clone();
        twice.findings.extend(analysis.findings.iter().cloned());
        twice.norms.extend(analysis.norms.iter().cloned());
        twice.references.extend(analysis.references.iter().cloned());
        prop_assert_eq!(
            without_evidence(profile("p", &twice)),
            without_evidence(profile("p", &analysis))
        );
    }

    #[test]
    fn the_order_of_the_text_changes_no_score(analysis in any_analysis(), seed in any::<u64>()) {
        let mut other = analysis.clone();
        // A rotation and a reversal reach enough of the orders.
        let turn = |len: usize| if len == 0 { 0 } else { usize::try_from(seed % 1000).unwrap_or(0) % len };
        other.findings.reverse();
        let by = turn(other.findings.len());
        other.findings.rotate_left(by);
        other.norms.iter_mut().for_each(|norms| norms.reverse());
        prop_assert_eq!(
            without_evidence(profile("p", &other)),
            without_evidence(profile("p", &analysis))
        );
    }

    #[test]
    fn adding_a_burden_never_lowers_a_score(
        analysis in complete_analysis(),
        burden in of_polarity(Polarity::Burden),
        net in 1u8..4,
        confidence in any_confidence(),
    ) {
        let before = profile("p", &analysis);
        let mut more = analysis;
        more.findings.push(finding_of(burden, net, confidence));
        let after = profile("p", &more);
        prop_assert!(never_below(&scores(&after), &scores(&before)));
        prop_assert!(never_below(&upper_ends(&after), &upper_ends(&before)));
    }

    #[test]
    fn adding_a_safeguard_never_raises_a_score(
        analysis in any_analysis(),
        safeguard in of_polarity(Polarity::Safeguard),
        confidence in any_confidence(),
    ) {
        let before = profile("p", &analysis);
        let indicator = &before.levels[safeguard.index()];
        // Where nothing could be said of it before, there is no earlier level to compare with.
        prop_assume!(indicator.severity.is_some());
        let mut more = analysis;
        more.findings.push(finding_of(safeguard, 0, confidence));
        let after = profile("p", &more);
        prop_assert!(never_below(&scores(&before), &scores(&after)));
        prop_assert!(never_below(&upper_ends(&before), &upper_ends(&after)));
    }

    #[test]
    fn a_safeguard_where_there_was_silence_never_raises_a_score(
        analysis in complete_analysis(),
        safeguard in of_polarity(Polarity::Safeguard),
        net in 0u8..3,
    ) {
        let before = profile("p", &analysis);
        prop_assume!(before.levels[safeguard.index()].state == LevelState::Silent);
        let mut more = analysis;
        more.findings.push(finding_of(safeguard, net, 0.9));
        prop_assert!(never_below(&scores(&before), &scores(&profile("p", &more))));
    }

    #[test]
    fn a_mitigator_never_raises_a_score(
        analysis in complete_analysis(),
        which in any::<prop::sample::Index>(),
    ) {
        prop_assume!(!analysis.findings.is_empty());
        let before = profile("p", &analysis);
        let mut mitigated = analysis;
        let at = which.index(mitigated.findings.len());
        let finding = &mut mitigated.findings[at];
        prop_assume!(finding.indicator.get().polarity == Polarity::Burden);
        // METHOD, section 2: max(1, r − 1), or 0 where it was 0.
        let net = if finding.net == Severity::NONE { 0 } else { (finding.net.value() - 1).max(1) };
        finding.net = Severity::new(net).expect("0 to 3");
        let after = profile("p", &mitigated);
        prop_assert!(never_below(&scores(&before), &scores(&after)));
        prop_assert!(never_below(&upper_ends(&before), &upper_ends(&after)));
    }

    #[test]
    fn the_same_input_gives_the_same_bytes(analysis in any_analysis()) {
        let bytes = |analysis| serde_json::to_vec(&profile("p", analysis)).expect("writes");
        let first = bytes(&analysis);
        let elsewhere = std::thread::scope(|scope| {
            scope.spawn(|| bytes(&analysis)).join().expect("no panic")
        });
        prop_assert_eq!(&first, &elsewhere);
        // What was written can be read; `serde_json` reads a number to its last place but one.
        let back: Profile = serde_json::from_slice(&first).expect("reads");
        prop_assert_eq!(back.levels, profile("p", &analysis).levels);
    }
}
