//! Sentences in many draftings, with the norms each states: `drafting/en.txt`, `drafting/fr.txt`.

use crate::document::Document;
use crate::finding::Analyzer;
use crate::norm::{Modality, Norm};
use crate::text::Language;

const ENGLISH: &str = include_str!("drafting/en.txt");
const FRENCH: &str = include_str!("drafting/fr.txt");

/// What the sentences stand in.
const PREAMBLES: [(Language, &str); 2] = [
    (
        Language::En,
        "Terms between Marlowe Ltd (\"Marlowe\", \"we\") and each courier (the \"Courier\", \"you\").",
    ),
    (
        Language::Fr,
        "Conditions entre la société Brumaire SAS (« Brumaire », « la Plateforme ») et chaque coursier (le « Prestataire », « vous »).",
    ),
];

fn name<T: serde::Serialize>(value: &T) -> String {
    serde_json::to_value(value)
        .ok()
        .and_then(|value| value.as_str().map(str::to_owned))
        .unwrap_or_else(|| "nobody".to_owned())
}

/// The norms of the last sentence of `text`, as "bearer modality".
fn norms(analyzer: &Analyzer, language: Language, preamble: &str, text: &str) -> Vec<String> {
    let document = Document::from_lines("terms", &[preamble, text]);
    let analysis = analyzer.analyze_lines(&document, None, &[language; 2]);
    let last = analysis
        .clauses
        .clauses
        .last()
        .and_then(|clause| clause.sentences.last())
        .map_or(0, |sentence| sentence.start);
    let stated = |norm: &&Norm| norm.span.end > last && norm.span.start >= last;
    let all = analysis.norms.last().into_iter().flatten();
    all.filter(stated)
        .map(|norm| format!("{} {}", name(&norm.bearer), name(&norm.modality)))
        .collect()
}

/// Whether a norm read beside those expected says nothing against them.
fn is_harmless(norm: &str) -> bool {
    [Modality::Practice, Modality::Denial, Modality::Declaration]
        .iter()
        .any(|modality| norm.ends_with(&name(modality)))
}

fn check(language: Language, table: &str) {
    let analyzer = Analyzer::builtin().expect("the lexicon loads");
    let (_, preamble) = PREAMBLES
        .iter()
        .find(|(known, _)| *known == language)
        .expect("a preamble");
    let mut wrong = Vec::new();
    let rows = table.lines().filter(|line| !line.starts_with('#'));
    for row in rows {
        let (expected, text) = row.split_once(" | ").expect("`norms | sentence`");
        let read = norms(&analyzer, language, preamble, text);
        let expected: Vec<Vec<&str>> = expected
            .split("; ")
            .map(|readings| readings.split('/').collect())
            .collect();
        let found = expected
            .iter()
            .all(|readings| read.iter().any(|norm| readings.contains(&norm.as_str())));
        let told = |norm: &String| {
            is_harmless(norm) || expected.iter().flatten().any(|reading| reading == norm)
        };
        if !found || !read.iter().all(told) {
            wrong.push(format!("{row}\n    read as {read:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn english_drafting() {
    check(Language::En, ENGLISH);
}

#[test]
fn french_drafting() {
    check(Language::Fr, FRENCH);
}
