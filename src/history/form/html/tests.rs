use super::TEMPLATE;
use crate::finding::Analyzer;
use crate::history::{Archive, Filter, HistoryForm, HistoryOptions};
use crate::report::page::testing::{HOSTILE, assert_same_words, assert_whole};
use crate::report::{Edition, Failure, Versions};

fn page(edition: Edition) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let terms = folder.path().join("Acme <b>").join("Terms of Service");
    std::fs::create_dir_all(&terms).expect("room");
    let texts = [
        (
            "2020-01-01",
            "We may suspend your account with thirty days' notice.",
        ),
        (
            "2021-06-01",
            "We may suspend your account at any time without notice.",
        ),
        ("2023-02-01", HOSTILE),
    ];
    for (date, text) in texts {
        std::fs::write(terms.join(format!("{date}.md")), text).expect("room");
    }
    let analyzer = Analyzer::builtin().expect("loads");
    let archive = Archive::open(folder.path(), &Filter::default()).expect("an archive");
    let mut bytes = Vec::new();
    let form = HistoryForm::Html(Some(edition));
    let mut writer = form
        .writer(&mut bytes, Versions::of(analyzer.lexicons()))
        .expect("memory");
    let options = HistoryOptions::default();
    archive
        .timelines(&analyzer, &options, |timeline| {
            writer.timeline(&timeline).expect("memory")
        })
        .expect("reads");
    writer
        .finish(&[Failure::new("a<b>.md", "no \"text\"")])
        .expect("memory");
    String::from_utf8(bytes).expect("UTF-8")
}

#[test]
fn a_page_is_whole_in_both_editions() {
    for edition in Edition::ALL {
        assert_whole(&page(edition));
    }
    assert_same_words(&TEMPLATE);
}

#[test]
fn a_version_leads_to_what_happened_and_both_wordings_are_there() {
    let page = page(Edition::En);
    assert!(page.contains("href=\"#t0-d0\"") && page.contains("id=\"t0-d0\""));
    assert!(page.contains("<strong>Was</strong>") && page.contains("<strong>Is</strong>"));
    assert!(page.contains("Acme &lt;b&gt;"));
}
