use super::TEMPLATE;
use crate::compare::{ComparedPlatform, ComparisonForm, ComparisonReport};
use crate::document::Document;
use crate::finding::Analyzer;
use crate::report::page::testing::{HOSTILE, assert_same_words, assert_whole};
use crate::report::{Edition, Report, Versions};
use crate::score::{ProfileOptions, ScoredDocument};

fn comparison() -> ComparisonReport {
    let analyzer = Analyzer::builtin().expect("loads");
    let report = |name: &str, terms: &str| {
        let document = Document::read(name, terms.as_bytes()).expect("reads");
        let analysis = analyzer.analyze(&document, None);
        let scored = [ScoredDocument::new(&document, &analysis)];
        Report::new(
            name,
            &scored,
            analyzer.lexicons(),
            &ProfileOptions::default(),
        )
    };
    let reports = [
        report("<script>Acme</script>", HOSTILE),
        report(
            "Mild",
            "You are free to refuse any task, without any effect on your rating.",
        ),
    ];
    let platforms = reports.into_iter().map(ComparedPlatform::new).collect();
    ComparisonReport::new(Versions::of(analyzer.lexicons()), platforms, Vec::new())
}

fn page(edition: Edition) -> String {
    let mut bytes = Vec::new();
    comparison()
        .write(&mut bytes, ComparisonForm::Html(Some(edition)))
        .expect("memory");
    String::from_utf8(bytes).expect("UTF-8")
}

#[test]
fn a_page_is_whole_in_both_editions_and_the_same_every_time() {
    for edition in Edition::ALL {
        let page = page(edition);
        assert_whole(&page);
        assert_eq!(page, self::page(edition));
    }
    assert_same_words(&TEMPLATE);
}

#[test]
fn a_cell_leads_to_its_row_and_an_indicator_to_its_words() {
    let page = page(Edition::En);
    assert!(page.contains("href=\"#p0-unilateral_rejection\""));
    assert!(page.contains("id=\"p0-unilateral_rejection\""));
    assert!(page.contains("href=\"#p0-rejection_discretion\""));
    assert!(page.contains("id=\"p0-rejection_discretion\""));
    let evidence = page
        .split("<article id=\"p0-rejection_discretion\">")
        .nth(1);
    let evidence = evidence.and_then(|rest| rest.split("</article>").next());
    assert!(
        evidence.is_some_and(|text| text.contains("<mark>")),
        "{evidence:?}"
    );
}

#[test]
fn what_is_not_known_is_never_a_number() {
    let page = page(Edition::En);
    let silent = page
        .matches("<td class=\"silent\" data-value=\"\">")
        .count();
    assert!(silent > 0, "silent families have no value to sort by");
}

#[test]
fn a_picture_says_in_words_what_it_shows() {
    for edition in Edition::ALL {
        let picture = comparison().heat_map_svg(edition);
        assert!(picture.starts_with("<svg xmlns=") && picture.ends_with("</svg>\n"));
        assert!(picture.contains("<desc id=\"desc\">") && picture.contains("&lt;script&gt;Acme"));
        assert!(!picture.contains("<script"));
        assert_eq!(picture.matches("http").count(), 1, "the name space alone");
    }
}
