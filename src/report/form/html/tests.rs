use super::TEMPLATE;
use crate::document::Document;
use crate::finding::Analyzer;
use crate::report::page::testing::{HOSTILE, assert_same_words, assert_whole};
use crate::report::{Colour, Edition, Failure, Form, Report, WholeText};
use crate::score::{ProfileOptions, ScoredDocument};

fn told(terms: &str) -> (Report, Vec<WholeText>) {
    let analyzer = Analyzer::builtin().expect("the built-in lexicon");
    let document = Document::read("terms.md", terms.as_bytes()).expect("text");
    let analysis = analyzer.analyze(&document, None);
    let scored = [ScoredDocument::new(&document, &analysis)];
    let options = ProfileOptions::default();
    let name = "Snail<b>mail\" onload=\"x\0";
    let report = Report::new(name, &scored, analyzer.lexicons(), &options);
    (report, vec![WholeText::new(&document, &analysis)])
}

fn page(told: &[(Report, Vec<WholeText>)], edition: Option<Edition>) -> String {
    let mut bytes = Vec::new();
    let versions = told[0].0.versions.clone();
    let mut writer = Form::Html(edition).writer(&mut bytes, versions, Colour::Never);
    for (report, texts) in told {
        writer.report_and_text(report, texts).expect("memory");
    }
    let failure = Failure::new("<i>gone.md", "it is \"gone\"");
    writer.finish(&[failure]).expect("memory");
    drop(writer);
    String::from_utf8(bytes).expect("UTF-8")
}

#[test]
fn the_words_are_the_same_in_both_editions() {
    assert_same_words(&TEMPLATE);
}

#[test]
fn a_page_is_whole_and_nothing_of_a_term_is_markup() {
    let one = told(HOSTILE);
    let two = told("# Terms\n\n1. We may close your account at any time without notice.\n");
    let several = [one.clone(), two];
    for edition in Edition::ALL {
        for told in [&several[..1], &several] {
            let page = page(told, Some(edition));
            assert_whole(&page);
            assert!(page.contains("&lt;script&gt;") && page.contains("Snail&lt;b&gt;mail"));
            assert!(page.contains("{{ 7*7 }}") && !page.contains("> 49 <"));
            assert!(page.contains("&lt;i&gt;gone.md"));
            let hidden = ['\0', '\u{7}', '\u{202e}', '\u{2066}', '\u{200b}'];
            assert!(!page.contains(hidden), "what shows nothing is left out");
        }
    }
}

#[test]
fn a_page_is_the_same_twice_and_speaks_the_language_of_its_documents() {
    let english = [told(
        "1. You shall indemnify us against all claims by third parties.",
    )];
    let french = [told(
        "1. Nous pouvons clore votre compte à tout moment, sans préavis et sans motif.",
    )];
    assert_eq!(page(&english, None), page(&english, Some(Edition::En)));
    assert_eq!(page(&french, None), page(&french, Some(Edition::Fr)));
    assert_ne!(page(&french, None), page(&french, Some(Edition::En)));
}

#[test]
fn the_whole_text_is_there_and_linked_both_ways() {
    let told = [told(HOSTILE)];
    let page = page(&told, None);
    let level = &told[0].0.profile.levels;
    let cited = level.iter().flat_map(|level| &level.evidence);
    for place in cited {
        let evidence = told[0].0.evidence(*place).expect("evidence");
        let block = format!("f{}-{}", place.document, place.finding);
        let clause = format!("c{}-{}", place.document, evidence.clause);
        for part in [
            format!("id=\"{block}\""),
            format!("href=\"#{block}\""),
            format!("id=\"{clause}\""),
            format!("href=\"#{clause}\""),
        ] {
            assert!(page.contains(&part), "{part}");
        }
    }
}
