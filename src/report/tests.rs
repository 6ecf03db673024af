use super::{Failure, Form, Report};
use crate::document::Document;
use crate::finding::Analyzer;
use crate::score::{ProfileOptions, ScoredDocument};

const TERMS: &str = "# Terms of Snailmail\n\n\"Courier\" means any person who performs tasks.\n\n\
## 4. Review\n\n4.1 We may reject any submission in our sole discretion, without giving reasons.\n\n\
4.2 You may not:\n\n(a) contact [our](x) clients *outside* the platform;\n\n(b) =cmd|x work for a competitor.\n";

fn report() -> Report {
    let analyzer = Analyzer::builtin().expect("the built-in lexicon");
    let document = Document::read("terms.md", TERMS.as_bytes()).expect("text");
    let analysis = analyzer.analyze(&document, None);
    let scored = [ScoredDocument::new(&document, &analysis)];
    let options = ProfileOptions::default();
    Report::new("Snailmail", &scored, analyzer.lexicons(), &options)
}

#[test]
fn every_citation_of_the_profile_leads_to_words() {
    let report = report();
    let cited = report.profile.levels.iter().flat_map(|l| &l.evidence);
    let mut seen = 0;
    for place in cited {
        let evidence = report.evidence(*place).expect("evidence");
        assert!(
            TERMS[evidence.sentence.source.clone()].contains(
                evidence
                    .sentence
                    .text
                    .trim_end_matches([';', '.'])
                    .split(' ')
                    .next_back()
                    .expect("a word")
            )
        );
        seen += 1;
    }
    assert!(seen > 0, "something is found in the terms");
}

#[test]
fn a_report_is_read_back_as_it_was() {
    let report = report();
    let json = Form::JsonLines.write_one(&report);
    assert_eq!(json.lines().count(), 1);
    let back: Report = serde_json::from_str(&json).expect("a report");
    assert!(back == report, "a report differs from what its JSON gives");
}

#[test]
fn every_form_writes_the_same_twice() {
    for form in ["text", "json", "jsonl", "csv", "md"] {
        let form: Form = form.parse().expect("a form");
        assert_eq!(form.write_one(&report()), form.write_one(&report()));
    }
    assert!("xml".parse::<Form>().is_err());
}

#[test]
fn json_lists_failures() {
    let report = report();
    let mut bytes = Vec::new();
    let mut writer = Form::Json.writer(&mut bytes, report.versions.clone(), Default::default());
    writer
        .finish(&[Failure::new("a.md", "gone")])
        .expect("memory");
    drop(writer);
    let json: super::JsonReports = serde_json::from_slice(&bytes).expect("JSON");
    assert_eq!(json.failures, [Failure::new("a.md", "gone")]);
}
