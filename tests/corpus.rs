//! What must hold on the invented terms of `corpus/`.

use std::fs;
use std::path::{Path, PathBuf};

use sujetion::document::Document;
use sujetion::evaluate::{GoldSet, IndicatorSet, evaluate, predict};
use sujetion::finding::{Analysis, Analyzer, Severity};
use sujetion::score::{LevelState, Profile, ProfileOptions, ScoredDocument};
use sujetion::taxonomy::IndicatorId;

fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus")
}

fn read(analyzer: &Analyzer, path: &str) -> (Document, Analysis) {
    let bytes = fs::read(corpus().join(path)).expect("a document of the corpus");
    let document = Document::read(path, &bytes).expect("it is readable");
    let analysis = analyzer.analyze(&document, None);
    (document, analysis)
}

fn levels(analyzer: &Analyzer, path: &str) -> Vec<(IndicatorId, LevelState, Option<Severity>)> {
    let (document, analysis) = read(analyzer, path);
    let documents = [ScoredDocument::new(&document, &analysis)];
    let profile = Profile::from_analyses("Deuxrives", &documents, &ProfileOptions::default());
    profile
        .levels
        .iter()
        .map(|level| (level.indicator, level.state, level.severity))
        .collect()
}

/// METHOD, section 7: the French and the English version of one contract get the same levels.
#[test]
fn one_contract_in_two_languages_gets_the_same_levels() {
    let analyzer = Analyzer::builtin().expect("the built-in lexicon");
    let english = levels(&analyzer, "Deuxrives EN/Contributor Terms.md");
    let french = levels(&analyzer, "Deuxrives FR/Conditions du contributeur.md");
    let differing: Vec<_> = english
        .iter()
        .zip(&french)
        .filter(|(en, fr)| en != fr)
        .collect();
    assert!(differing.is_empty(), "{differing:#?}");
}

/// The bounded twin of a harsh contract has the same powers and weighs less.
#[test]
fn mitigated_terms_weigh_less_than_harsh_ones() {
    let analyzer = Analyzer::builtin().expect("the built-in lexicon");
    for (harsh, bounded) in [
        (
            "Grindlewick Tasks/Worker Terms.md",
            "Mellowfield Tasks/Worker Terms.md",
        ),
        (
            "Fourmilia/Conditions générales.md",
            "Tilleul Tâches/Conditions générales.md",
        ),
    ] {
        let core = |path| {
            let (document, analysis) = read(&analyzer, path);
            let documents = [ScoredDocument::new(&document, &analysis)];
            let profile = Profile::from_analyses(path, &documents, &ProfileOptions::default());
            profile.core.score.expect("every core family is observed")
        };
        assert!(core(harsh) > 2.0 * core(bounded), "{harsh} and {bounded}");
    }
}

/// A floor under the figures of the README: a change of rules that loses much is seen here.
#[test]
fn the_gold_labels_of_the_corpus_are_found() {
    let analyzer = Analyzer::builtin().expect("the built-in lexicon");
    for slug in ["grindlewick-worker-terms", "fourmilia"] {
        let path = corpus().join(format!("gold/{slug}.jsonl"));
        let gold = GoldSet::read(&path, None).expect("a gold set");
        let found = evaluate(
            &gold,
            |document| predict(&analyzer, document),
            &IndicatorSet::all(),
        );
        assert!(found.micro_f1 > 0.6, "{slug}: {}", found.micro_f1);
    }
}
