//! How fast documents are read and split, beside a bare parse of the same Markdown.
//!
//! The text is made here, so that the figures can be had anywhere: headings, numbered
//! paragraphs, lists, enumerations and tables in about the proportions of collected terms.

use std::fmt::Write;

use divan::Bencher;
use divan::counter::BytesCount;
use sujetion::clause::{ClauseTree, LineEnds, sentences};
use sujetion::document::Document;

fn main() {
    divan::main();
}

/// Terms of some hundred kilobytes.
fn terms() -> String {
    let mut text = String::from("Terms for couriers\n==================\n\n");
    for section in 1..=600 {
        let _ = write!(
            text,
            "### {section}\\. Deliveries\n\n{section}.1. The courier accepts **each** delivery in \
             the app, e.g. by a tap, within the time that art. 4 of the annex sets; the platform \
             may withdraw it at any time. Le livreur n’est pas tenu d’accepter une course.\n\n\
             {section}.2 The courier shall not: (i) lend the account to others; (ii) ask for pay \
             outside of the [app](https://example.org/app); or (iii) refuse a check &amp; its \
             result. We look at each case.\n\nThe platform may:\n\n*   warn the courier;\n*   \
             lower the *rating* of the courier, which decides the order of offers;\n*   close \
             the account.\n\n“Offer” means a delivery that is shown to a courier. It lapses \
             after 30 seconds, unless the courier takes it.\n\n",
        );
        if section % 20 == 0 {
            text.push_str("| Zone | Fee |\n|---|---|\n| Centre | 3.50 € |\n| Outside | 5 € |\n\n");
        }
    }
    text
}

fn page() -> String {
    let mut page = String::from("<!DOCTYPE html><html><head><title>Terms</title></head><body>");
    for line in terms().lines().filter(|line| !line.is_empty()) {
        let _ = write!(page, "<p class=\"text\">{line}</p>\n  ");
    }
    page
}

#[divan::bench]
fn bare_markdown_parse(bencher: Bencher) {
    let text = terms();
    bencher.counter(BytesCount::of_str(&text)).bench(|| {
        pulldown_cmark::Parser::new(&text)
            .into_offset_iter()
            .count()
    });
}

#[divan::bench]
fn read_markdown(bencher: Bencher) {
    let text = terms();
    bencher
        .counter(BytesCount::of_str(&text))
        .bench(|| Document::read("terms.md", text.as_bytes()));
}

#[divan::bench]
fn read_html(bencher: Bencher) {
    let page = page();
    bencher
        .counter(BytesCount::of_str(&page))
        .bench(|| Document::read("terms.html", page.as_bytes()));
}

#[divan::bench]
fn clauses(bencher: Bencher) {
    let text = terms();
    let document = Document::read("terms.md", text.as_bytes()).expect("the text is readable");
    bencher
        .counter(BytesCount::of_str(&text))
        .bench(|| ClauseTree::from_document(&document));
}

#[divan::bench]
fn sentence_ends(bencher: Bencher) {
    let text = terms();
    bencher
        .counter(BytesCount::of_str(&text))
        .bench(|| sentences(&text, 0..text.len(), LineEnds::End));
}
