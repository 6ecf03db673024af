//! Profiles of small contracts, computed by hand.

use super::testing::{analysis, finding, profile};
use super::{EvidenceRef, LevelState, Profile, ProfileOptions, ScoredDocument};
use crate::clause::ClauseTree;
use crate::document::Document;
use crate::finding::{Analysis, Audience, Reference, ReferenceKind};
use crate::taxonomy::Taxonomy;
use crate::text::Language;

fn close(a: Option<f64>, b: f64) -> bool {
    a.is_some_and(|a| (a - b).abs() < 1e-9)
}

fn state(profile: &Profile, indicator: &str) -> LevelState {
    profile
        .level(indicator.parse().expect("known"))
        .expect("there")
        .state
}

#[test]
fn a_family_is_as_computed_by_hand() {
    // unilateral_rejection: 4 burdens stated or silent, 4 safeguards.
    let analysis = analysis(vec![
        finding("rejection_discretion", 3, 0.9),
        finding("rejection_nonpayment", 2, 0.6),
        finding("rejection_reasons", 0, 0.9),
        finding("payment_clawback", 3, 0.4),
    ]);
    let profile = profile("p", &analysis);
    let family = profile
        .family("unilateral_rejection".parse().expect("known"))
        .expect("there");
    let safeguards = family
        .family
        .get()
        .indicators
        .iter()
        .filter(|id| id.get().polarity == crate::taxonomy::Polarity::Safeguard)
        .count();
    assert_eq!((family.applicable, safeguards), (8, 3));
    // ΣS = 3 + 2 + 0 + two silent safeguards at 2 = 9, of 8 indicators.
    assert!(close(family.score, 100.0 * 9.0 / 24.0), "{family:?}");
    // Stated: 3, 2 and 0.
    assert!(close(family.intensity, 100.0 * 5.0 / 9.0));
    assert!((family.share_stated - 3.0 / 8.0).abs() < 1e-12);
    assert_eq!(family.share_observed, 1.0);
    assert_eq!(family.peak.map(u8::from), Some(3));
    assert_eq!(
        family.critical,
        ["rejection_discretion".parse().expect("known")]
    );
    // lo: 3 + 0 + 0, clawback 0, two silent burdens 0, two silent safeguards 1 each = 5.
    // hi: 3 + 2 + 0, clawback 3, two silent burdens 1 each, two silent safeguards 2 each = 14.
    let interval = family.interval.expect("applicable");
    assert!(close(Some(interval.lo), 100.0 * 5.0 / 24.0), "{interval:?}");
    assert!(
        close(Some(interval.hi), 100.0 * 14.0 / 24.0),
        "{interval:?}"
    );
}

#[test]
fn the_indices_are_means_of_their_families() {
    let profile = profile("p", &analysis(vec![finding("as_is_disclaimer", 3, 0.9)]));
    let mean = |core_only: bool| {
        let families = profile.families.iter().filter(|f| {
            if core_only {
                f.family.get().core
            } else {
                f.family.get().in_index
            }
        });
        let scores: Vec<f64> = families.filter_map(|f| f.score).collect();
        scores.iter().sum::<f64>() / if core_only { 5.0 } else { 17.0 }
    };
    assert!(close(profile.core.score, mean(true)));
    assert!(close(profile.extended.score, mean(false)));
    assert_eq!((profile.core.families, profile.extended.families), (5, 17));
    assert_eq!(profile.sensitivity.core, profile.core.score);
    assert_eq!(profile.sensitivity.equal, profile.extended.score);
}

#[test]
fn the_least_power_decides() {
    let control = Taxonomy::builtin().indicators().iter();
    let control = control.filter(|i| i.tags.contains(&crate::taxonomy::Tag::Control));
    let findings = control.map(|i| finding(i.name, 3, 0.9)).collect();
    let profile = profile("p", &analysis(findings));
    assert!(close(profile.powers.control.score, 100.0));
    let powers = &profile.powers;
    let least = powers
        .direction
        .score
        .zip(powers.sanction.score)
        .map(|(d, s)| d.min(s));
    assert_eq!(powers.minimum, least);
    assert!(least.is_some_and(|least| least < 100.0));
}

#[test]
fn a_denied_relation_beside_three_powers_is_flagged_with_its_clauses() {
    let mut findings = vec![
        finding("employment_disclaimer", 2, 0.9),
        finding("binding_instructions", 2, 0.9),
        finding("personal_performance", 3, 0.9),
    ];
    assert!(
        profile("p", &analysis(findings.clone()))
            .coherence
            .is_none()
    );
    findings.push(finding("refusal_penalty", 1, 0.9));
    assert!(
        profile("p", &analysis(findings.clone()))
            .coherence
            .is_none()
    );
    findings.push(finding("tiered_access", 2, 0.9));
    let flagged = profile("p", &analysis(findings))
        .coherence
        .expect("flagged");
    assert_eq!(flagged.disclaimers.len(), 1);
    let names: Vec<_> = flagged
        .powers
        .iter()
        .map(|clause| clause.indicator.get().name)
        .collect();
    assert_eq!(
        names,
        [
            "binding_instructions",
            "personal_performance",
            "tiered_access"
        ]
    );
    assert_eq!(
        flagged.powers[2].evidence,
        [EvidenceRef {
            document: 0,
            finding: 4
        }]
    );
}

#[test]
fn evidence_comes_with_the_weightiest_first() {
    let profile = profile(
        "p",
        &analysis(vec![
            finding("rejection_discretion", 1, 0.9),
            finding("rejection_discretion", 3, 0.4),
            finding("rejection_discretion", 2, 0.6),
            finding("rejection_discretion", 2, 0.9),
            finding("rejection_discretion", 3, 0.2),
        ]),
    );
    let level = profile
        .level("rejection_discretion".parse().expect("known"))
        .expect("there");
    let order: Vec<_> = level
        .evidence
        .iter()
        .map(|evidence| evidence.finding)
        .collect();
    assert_eq!(order, [1, 3, 2, 0]);
}

#[test]
fn what_a_missing_document_could_hold_is_unobserved_unless_stated() {
    let mut terms = analysis(vec![finding("activity_monitoring", 2, 0.9)]);
    terms.references.push(Reference {
        title: "Privacy Policy".to_owned(),
        kind: ReferenceKind::Privacy,
    });
    let alone = profile("p", &terms);
    assert_eq!(state(&alone, "activity_monitoring"), LevelState::Stated);
    assert_eq!(state(&alone, "retention_unlimited"), LevelState::Unobserved);
    assert_eq!(alone.missing.len(), 1);
    // Four of the six indicators of the data regime are open: its score is withheld.
    let data_regime = alone
        .family("data_regime".parse().expect("known"))
        .expect("there");
    assert_eq!(data_regime.score, None);
    assert!((data_regime.share_observed - 2.0 / 6.0).abs() < 1e-12);

    let policy = analysis(Vec::new());
    let document = Document::from_lines("x", &[]);
    for (name, terms_type) in [
        ("p/politique-de-confidentialité.md", None),
        ("p/Privacy Policy.md", None),
        ("p/2.md", Some("Privacy Policy")),
    ] {
        let mut second = ScoredDocument::new(&document, &policy);
        second.name = name;
        second.terms_type = terms_type;
        let documents = [ScoredDocument::new(&document, &terms), second];
        let both = Profile::from_analyses("p", &documents, &ProfileOptions::default());
        assert_eq!(both.missing, [], "{name}");
        assert_eq!(
            state(&both, "retention_unlimited"),
            LevelState::Silent,
            "{name}"
        );
    }
}

#[test]
fn a_document_joined_to_the_terms_counts_as_read() {
    let mut terms = analysis(Vec::new());
    terms.references.push(Reference {
        title: "Data Policy".to_owned(),
        kind: ReferenceKind::Privacy,
    });
    let bytes = b"# Terms\n\nWork.\n\n- - -\n\n# Privacy Notice\n\nData.\n";
    let document = Document::read("acme.md", bytes).expect("reads");
    let scored = ScoredDocument::new(&document, &terms);
    let joined = Profile::from_analyses("p", &[scored], &ProfileOptions::default());
    assert_eq!(joined.missing, []);
}

#[test]
fn what_has_no_object_does_not_apply_unless_stated() {
    let mut terms = analysis(vec![finding("rating_reciprocity_contest", 3, 0.9)]);
    terms.subjects.client = false;
    terms.subjects.rating = false;
    let profile = profile("p", &terms);
    assert_eq!(
        state(&profile, "client_identity"),
        LevelState::NotApplicable
    );
    assert_eq!(
        state(&profile, "scoring_criteria_disclosure"),
        LevelState::NotApplicable
    );
    assert_eq!(
        state(&profile, "rating_reciprocity_contest"),
        LevelState::Stated
    );
}

#[test]
fn terms_for_clients_count_in_nothing() {
    let mut clients = analysis(vec![finding("as_is_disclaimer", 3, 0.9)]);
    clients.audience = Audience::ClientOnly;
    let alone = profile("p", &clients);
    assert_eq!(state(&alone, "as_is_disclaimer"), LevelState::Unobserved);
    assert_eq!(alone.core.score, None);

    let document = Document::from_lines("x", &[]);
    let workers = analysis(Vec::new());
    let documents = [&workers, &clients].map(|analysis| ScoredDocument::new(&document, analysis));
    let both = Profile::from_analyses("p", &documents, &ProfileOptions::default());
    assert_eq!(both.levels, profile("p", &workers).levels);
}

#[test]
fn a_document_in_a_language_without_a_lexicon_leaves_everything_open() {
    let document = Document::from_lines("agb", &["Wir haften nicht."]);
    let clauses = ClauseTree::from_document(&document);
    let languages = vec![Language::De; clauses.clauses.len()];
    let terms = Analysis {
        clauses,
        languages,
        ..analysis(vec![finding("as_is_disclaimer", 2, 0.9)])
    };
    let scored = [ScoredDocument::new(&document, &terms)];
    let unread = Profile::from_analyses("p", &scored, &ProfileOptions::default());
    assert_eq!(state(&unread, "as_is_disclaimer"), LevelState::Stated);
    assert_eq!(
        state(&unread, "rejection_discretion"),
        LevelState::Unobserved
    );
    let options = ProfileOptions::default().with_languages([Language::De]);
    let read = Profile::from_analyses("p", &scored, &options);
    assert_eq!(state(&read, "rejection_discretion"), LevelState::Silent);
    assert_eq!(read.documents[0].language, Some(Language::De));
    assert_eq!(read.documents[0].descriptors.words, 3);
}

#[test]
fn without_documents_nothing_is_known() {
    let profile = Profile::from_analyses("p", &[], &ProfileOptions::default());
    assert!(profile.levels.iter().all(|level| level.severity.is_none()));
    assert!(profile.families.iter().all(|family| family.score.is_none()));
    assert_eq!(profile.sensitivity.range, None);
}
