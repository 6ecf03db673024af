//! What a sentence is read as: bearers, modalities, lead-ins, mitigators. All wording is ours.

use super::{Analysis, Analyzer, Confidence, Finding, Severity, Verdict};
use crate::document::Document;
use crate::norm::{Modality, Party};
use crate::text::Language;

fn analyze(language: Language, lines: &[&str]) -> (Document, Analysis) {
    let analyzer = Analyzer::builtin().expect("the built-in lexicon");
    let document = Document::from_lines("test", lines);
    let analysis = analyzer.analyze_lines(&document, None, &vec![language; lines.len()]);
    (document, analysis)
}

/// The bearer and modality of every norm of a text of one line.
fn norms(language: Language, sentence: &str) -> Vec<(Option<Party>, Modality)> {
    let (_, analysis) = analyze(language, &[sentence]);
    let all = analysis.norms.iter().flatten();
    all.map(|norm| (norm.bearer, norm.modality)).collect()
}

#[test]
fn reads_who_must_and_who_may() {
    use Language::{En, Fr};
    use Modality::{Denial, Duty, Exemption, NoRight, Permission, Power, Practice, Prohibition};
    use Party::{Client, Platform, Worker};
    let cases: &[(Language, &str, Party, Modality)] = &[
        (En, "We may pause your account.", Platform, Power),
        (En, "You may decline a task.", Worker, Permission),
        (En, "The Client may reject the work.", Client, Power),
        (En, "Your account may be closed.", Platform, Power),
        (
            En,
            "Your account may be closed by the Client.",
            Client,
            Power,
        ),
        (En, "Tasks must be finished in one sitting.", Worker, Duty),
        (
            En,
            "Contributors who miss a deadline must tell us.",
            Worker,
            Duty,
        ),
        (En, "We record each click.", Platform, Practice),
        (En, "We do not look at private messages.", Platform, Denial),
        (
            En,
            "In no event shall we be liable for lost profit.",
            Platform,
            Exemption,
        ),
        (
            En,
            "Our liability is limited to ten euros.",
            Platform,
            Exemption,
        ),
        (En, "You must not share your login.", Worker, Prohibition),
        (En, "You shall indemnify us.", Worker, Duty),
        (Fr, "Nous pouvons fermer votre compte.", Platform, Power),
        (
            Fr,
            "Le Prestataire peut refuser une mission.",
            Worker,
            Permission,
        ),
        (
            Fr,
            "La Société se réserve le droit de modifier les tarifs.",
            Platform,
            Power,
        ),
        (
            Fr,
            "Le Client qui n'est pas satisfait peut rejeter le livrable.",
            Client,
            Power,
        ),
        (
            Fr,
            "Il appartient au Contributeur de vérifier ses messages.",
            Worker,
            Duty,
        ),
        (
            Fr,
            "Vous vous engagez à répondre sous deux heures.",
            Worker,
            Duty,
        ),
        (
            Fr,
            "La responsabilité de la Société ne saurait être engagée.",
            Platform,
            Exemption,
        ),
        (
            Fr,
            "Le Contributeur ne peut prétendre à aucune somme.",
            Worker,
            NoRight,
        ),
        (
            Fr,
            "Le Coursier ne doit pas sous-traiter.",
            Worker,
            Prohibition,
        ),
        (
            Fr,
            "Nous vous informons de chaque décision.",
            Platform,
            Practice,
        ),
    ];
    for (language, sentence, bearer, modality) in cases {
        let found = norms(*language, sentence);
        assert!(
            found.contains(&(Some(*bearer), *modality)),
            "{sentence} was read as {found:?}"
        );
    }
}

#[test]
fn a_sentence_can_hold_two_norms() {
    let found = norms(
        Language::En,
        "We may change the rates at any time and you must check them daily.",
    );
    assert!(
        found.contains(&(Some(Party::Platform), Modality::Power)),
        "{found:?}"
    );
    assert!(
        found.contains(&(Some(Party::Worker), Modality::Duty)),
        "{found:?}"
    );
}

#[test]
fn a_verb_after_a_conjunction_keeps_the_subject() {
    let found = norms(
        Language::En,
        "We may suspend your account and may keep your balance.",
    );
    assert_eq!(found, [(Some(Party::Platform), Modality::Power); 2]);
}

#[test]
fn a_definition_says_who_is_who() {
    let lines = [
        "\"Jobber\" means any person who performs tasks for requesters.",
        "A Jobber may refuse an assignment.",
    ];
    let (_, analysis) = analyze(Language::En, &lines);
    let all: Vec<_> = analysis
        .norms
        .iter()
        .flatten()
        .map(|n| (n.bearer, n.modality))
        .collect();
    assert!(
        all.contains(&(Some(Party::Worker), Modality::Permission)),
        "{all:?}"
    );
}

#[test]
fn who_acts_decides() {
    let (_, ours) = analyze(
        Language::En,
        &["We may terminate your account at any time without notice."],
    );
    let (_, yours) = analyze(
        Language::En,
        &["You may terminate your account at any time without notice."],
    );
    let closes = |analysis: &Analysis| {
        analysis.findings.iter().any(|finding| {
            finding.indicator.get().name == "deactivation_at_will"
                && finding.net >= Severity::MEDIUM
        })
    };
    assert!(closes(&ours));
    assert!(!closes(&yours));
}

fn found<'a>(analysis: &'a Analysis, indicator: &str) -> Option<&'a Finding> {
    let counts = |finding: &&Finding| {
        finding.indicator.get().name == indicator && finding.confidence >= Confidence::POINT
    };
    analysis.findings.iter().find(counts)
}

#[test]
fn a_binding_mitigator_lowers_a_burden_and_a_hedged_one_does_not() {
    let harsh = "We may terminate your account for any reason.";
    let bound = "We may terminate your account upon thirty days' prior notice.";
    let (_, harsh) = analyze(Language::En, &[harsh]);
    let (_, bound) = analyze(Language::En, &[bound]);
    let harsh = found(&harsh, "deactivation_at_will").expect("found").net;
    let bound = found(&bound, "deactivation_at_will").expect("found");
    assert!(bound.net < harsh);
    assert!(
        bound
            .mitigators
            .iter()
            .any(|m| m.verdict == Verdict::Accepted)
    );
}

#[test]
fn spans_are_the_words_of_the_text() {
    let (document, analysis) = analyze(
        Language::Fr,
        &[
            "Article 1 - Compte",
            "La Société peut supprimer votre compte à tout moment sans préavis.",
        ],
    );
    let finding = found(&analysis, "deactivation_at_will").expect("found");
    let words = &document.text[finding.span.clone()];
    assert!(words.contains("supprimer"), "{words}");
    let source: String = document
        .source_spans(finding.span.clone())
        .into_iter()
        .map(|r| &document.source[r])
        .collect();
    assert_eq!(source, words);
}

#[test]
fn every_rule_does_what_its_examples_say() {
    let analyzer = Analyzer::builtin().expect("the built-in lexicon");
    let failures: Vec<String> = analyzer
        .check_rules()
        .iter()
        .map(ToString::to_string)
        .collect();
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn terms_for_clients_alone_are_told_apart() {
    let for_clients = [
        "The Client shall pay each invoice.",
        "The Client must check the delivery.",
    ]
    .repeat(5);
    let (_, clients) = analyze(Language::En, &for_clients);
    assert_eq!(clients.audience, super::Audience::ClientOnly);
    let mut for_both = for_clients;
    for_both.extend([
        "The Courier must answer at once.",
        "The Courier shall wear the uniform.",
    ]);
    let (_, both) = analyze(Language::En, &for_both);
    assert_eq!(both.audience, super::Audience::Worker);
}
