//! How fast documents are matched, and all steps together, beside a bare parse of the same bytes.
//!
//! The text is the invented terms of `corpus/`.

use std::fs;
use std::path::Path;

use divan::Bencher;
use divan::counter::BytesCount;
use sujetion::clause::ClauseTree;
use sujetion::document::Document;
use sujetion::finding::Analyzer;

fn main() {
    divan::main();
}

/// The Markdown of the corpus, a text a document.
fn corpus() -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let mut paths = Vec::new();
    for folder in fs::read_dir(root).expect("the corpus").flatten() {
        let files = fs::read_dir(folder.path()).into_iter().flatten().flatten();
        let markdown = files
            .map(|file| file.path())
            .filter(|path| path.extension().is_some_and(|e| e == "md"));
        paths.extend(markdown);
    }
    paths.sort();
    paths
        .iter()
        .map(|path| fs::read_to_string(path).expect("a document"))
        .collect()
}

fn bytes(texts: &[String]) -> BytesCount {
    BytesCount::new(texts.iter().map(String::len).sum::<usize>())
}

#[divan::bench]
fn bare_markdown_parse(bencher: Bencher) {
    let texts = corpus();
    bencher.counter(bytes(&texts)).bench(|| {
        texts
            .iter()
            .map(|text| pulldown_cmark::Parser::new(text).into_offset_iter().count())
            .sum::<usize>()
    });
}

#[divan::bench]
fn read(bencher: Bencher) {
    let texts = corpus();
    bencher.counter(bytes(&texts)).bench(|| {
        texts
            .iter()
            .filter_map(|text| Document::read("terms.md", text.as_bytes()).ok())
            .count()
    });
}

#[divan::bench]
fn clauses(bencher: Bencher) {
    let texts = corpus();
    let documents: Vec<_> = texts
        .iter()
        .filter_map(|text| Document::read("terms.md", text.as_bytes()).ok())
        .collect();
    bencher.counter(bytes(&texts)).bench(|| {
        documents
            .iter()
            .map(|document| ClauseTree::from_document(document).clauses.len())
            .sum::<usize>()
    });
}

/// Clauses, languages, words, parties, norms, rules and mitigators.
#[divan::bench]
fn analyze(bencher: Bencher) {
    let texts = corpus();
    let analyzer = Analyzer::builtin().expect("the built-in lexicon");
    let documents: Vec<_> = texts
        .iter()
        .filter_map(|text| Document::read("terms.md", text.as_bytes()).ok())
        .collect();
    bencher.counter(bytes(&texts)).bench(|| {
        documents
            .iter()
            .map(|document| analyzer.analyze(document, None).findings.len())
            .sum::<usize>()
    });
}

/// From bytes to findings.
#[divan::bench]
fn whole(bencher: Bencher) {
    let texts = corpus();
    let analyzer = Analyzer::builtin().expect("the built-in lexicon");
    bencher.counter(bytes(&texts)).bench(|| {
        let documents = texts
            .iter()
            .filter_map(|text| Document::read("terms.md", text.as_bytes()).ok());
        documents
            .map(|document| analyzer.analyze(&document, None).findings.len())
            .sum::<usize>()
    });
}

#[divan::bench]
fn load_lexicons() -> Analyzer {
    Analyzer::builtin().expect("the built-in lexicon")
}
