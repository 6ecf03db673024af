use super::TEMPLATE;
use crate::compare::versions::{DiffForm, DiffReport};
use crate::document::Document;
use crate::finding::Analyzer;
use crate::report::Edition;
use crate::report::page::testing::{HOSTILE, assert_same_words, assert_whole};

const OLD: &str = "7.1 We may suspend your account with thirty days' notice and for a stated reason.\n\n\
    7.2 You choose when you work.\n\n7.3 The sky is blue.";
const NEW: &str = "7.1 We may suspend your account at any time without notice.\n\n\
    7.3 The sky is blue.\n\n7.4 We may reject any submission in our sole discretion.";

fn page(old: &str, new: &str, edition: Edition) -> String {
    let analyzer = Analyzer::builtin().expect("loads");
    let read = |text: &str| Document::read("terms.md", text.as_bytes()).expect("reads");
    let report = DiffReport::new(&analyzer, &read(old), &read(new), Some("Acme"));
    let mut bytes = Vec::new();
    report
        .write(&mut bytes, DiffForm::Html(Some(edition)))
        .expect("memory");
    String::from_utf8(bytes).expect("UTF-8")
}

#[test]
fn a_page_is_whole_in_both_editions_whatever_the_terms_say() {
    for edition in Edition::ALL {
        assert_whole(&page(OLD, NEW, edition));
        assert_whole(&page(OLD, HOSTILE, edition));
        assert_whole(&page(HOSTILE, OLD, edition));
        assert_whole(&page(OLD, OLD, edition));
    }
    assert_same_words(&TEMPLATE);
}

#[test]
fn a_change_says_what_it_does() {
    let page = page(OLD, NEW, Edition::En);
    assert!(page.contains("<ins>at any time without notice"), "{page}");
    assert!(page.contains("You choose when you work.</del>"), "{page}");
    assert!(page.contains("We may reject any submission in our sole discretion.</ins>"));
    assert!(page.contains("href=\"#f0\"") && page.contains("id=\"f0\""));
}
