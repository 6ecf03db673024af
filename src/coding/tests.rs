use std::io::Write;

use super::qdpx::Project;
use super::{CodedDocument, SegmentForm, Units};
use crate::document::Document;
use crate::finding::Analyzer;
use crate::report::Edition;

const TERMS: &str = "# Work & pay\n\nWe may reject any submission in our sole discretion. \
    “Étoile” — the sky is blue.\n\nThe service is provided \"as is\" & without warranty.";

fn written(form: SegmentForm, units: Units) -> Vec<u8> {
    let analyzer = Analyzer::builtin().expect("loads");
    let document = Document::read("terms.md", TERMS.as_bytes()).expect("reads");
    let analysis = analyzer.analyze(&document, None);
    let coded = CodedDocument::new("=Acme", &document, &analysis);
    let mut bytes = Vec::new();
    let mut writer = form.writer(&mut bytes, units);
    writer.document(&coded).expect("memory");
    writer.finish().expect("memory");
    drop(writer);
    bytes
}

#[test]
fn every_sentence_is_a_line_and_its_words_stand_where_it_says() {
    let lines = String::from_utf8(written(SegmentForm::JsonLines, Units::All)).expect("text");
    let lines: Vec<serde_json::Value> = lines
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    let texts: Vec<_> = lines
        .iter()
        .map(|l| l["text"].as_str().unwrap_or(""))
        .collect();
    assert_eq!(texts.len(), 4);
    for line in &lines {
        let at = |key: &str| usize::try_from(line[key].as_u64().expect("a place")).expect("small");
        let source = &TERMS[at("source_start")..at("source_end")];
        assert!(
            source.contains(
                line["text"]
                    .as_str()
                    .expect("text")
                    .trim_start_matches("# ")
            )
        );
    }
    assert_eq!(lines[1]["labels"][0]["indicator"], "rejection_discretion");
    assert_eq!(lines[1]["headings"][0], "Work & pay");
    assert_eq!(lines[2]["labels"].as_array().map(Vec::len), Some(0));
    let coded = written(SegmentForm::JsonLines, Units::Coded);
    assert!(coded.iter().filter(|byte| **byte == b'\n').count() < 4);
}

#[test]
fn a_cell_of_a_table_is_no_formula() {
    let table = String::from_utf8(written(SegmentForm::Csv, Units::All)).expect("text");
    assert!(table.starts_with("coder,doc,id,lang,text,indicator,severity,"));
    assert!(table.contains(",'=Acme/terms.md,"), "{table}");
}

#[test]
fn a_project_is_read_back_as_it_was_written_and_is_the_same_every_time() {
    let bytes = written(SegmentForm::Qdpx(Edition::Fr), Units::All);
    assert_eq!(bytes, written(SegmentForm::Qdpx(Edition::Fr), Units::All));
    let project = Project::read(&bytes).expect("reads");
    let [source] = project.sources.as_slice() else {
        panic!("one source")
    };
    assert_eq!(source.name, "=Acme/terms.md");
    assert!(source.text.contains("“Étoile” — the sky"));
    let coded: Vec<String> = source
        .codings
        .iter()
        .map(|coding| {
            let length = coding.span.len();
            source
                .text
                .chars()
                .skip(coding.span.start)
                .take(length)
                .collect()
        })
        .collect();
    assert_eq!(
        coded[0],
        "We may reject any submission in our sole discretion."
    );
    assert!(coded.last().expect("two").ends_with("& without warranty."));
    assert!(
        source
            .codings
            .iter()
            .all(|coding| coding.coder == super::INSTRUMENT)
    );
}

#[test]
fn what_is_no_project_is_told() {
    let read = |bytes: &[u8]| Project::read(bytes).expect_err("no project").to_string();
    assert!(read(b"PK\x03\x04nonsense").starts_with("not a ZIP archive"));
    let zip = |xml: &str| {
        let mut bytes = Vec::new();
        let mut zip = zip::ZipWriter::new_stream(&mut bytes);
        let options = zip::write::SimpleFileOptions::default();
        zip.start_file("project.qde", options).expect("memory");
        zip.write_all(xml.as_bytes()).expect("memory");
        zip.finish().expect("memory");
        bytes
    };
    assert!(read(&zip("<Project><TextSource")).starts_with("project.qde: "));
    let missing = "<Project><TextSource name='a' plainTextPath='internal://b.txt'/></Project>";
    assert!(read(&zip(missing)).contains("not found"));
    let placed =
        "<Project><TextSource><PlainTextSelection startPosition='x'/></TextSource></Project>";
    assert!(read(&zip(placed)).ends_with("a position is not a number: x"));
}
