//! Small gold sets, computed by hand.

use super::{GoldSet, IndicatorSet, LabelMap, UnitPrediction, evaluate};
use crate::finding::Severity;

fn predicted(labels: &[(&str, u8)]) -> UnitPrediction {
    let severity = |s: u8| Severity::new(s).expect("0 to 3");
    labels
        .iter()
        .map(|(name, s)| (name.parse().expect("known"), severity(*s)))
        .collect()
}

fn gold(units: &[&str], map: Option<&LabelMap>) -> GoldSet {
    let line = |(id, labels): (usize, &&str)| {
        format!("{{\"doc\": \"d\", \"id\": {id}, \"lang\": \"en\", \"text\": \"x\", {labels}}}\n")
    };
    let text: String = units.iter().enumerate().map(line).collect();
    GoldSet::parse("g.jsonl".as_ref(), &text, map).expect("reads")
}

const AS_IS_2: &str = "\"labels\": [{\"indicator\": \"as_is_disclaimer\", \"severity\": 2}]";
const CAP_3: &str = "\"labels\": [{\"indicator\": \"liability_cap_platform\", \"severity\": 3}]";
const EMPTY: &str = "\"labels\": []";

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() < 1e-9
}

#[test]
fn indicators_are_as_computed_by_hand() {
    let gold = gold(&[AS_IS_2, CAP_3, EMPTY, EMPTY], None);
    // Unit 0: right, a severity too high. Unit 1: another of the family. Unit 2: nothing. Unit 3: false alarm.
    let predict = |_: &_| {
        vec![
            predicted(&[("as_is_disclaimer", 1), ("as_is_disclaimer", 3)]),
            predicted(&[("as_is_disclaimer", 2)]),
            predicted(&[]),
            predicted(&[("forum_imposed", 1)]),
        ]
    };
    let evaluation = evaluate(&gold, predict, &IndicatorSet::all());
    assert_eq!(evaluation.units, 4);
    let as_is = evaluation.labels["as_is_disclaimer"];
    assert_eq!(
        (
            as_is.precision,
            as_is.recall,
            as_is.support,
            as_is.predicted
        ),
        (0.5, 1.0, 1, 2)
    );
    assert_eq!(evaluation.indicators.len(), 3);
    let liability = evaluation.families[&"liability_asymmetry".parse().expect("known")];
    assert_eq!((liability.precision, liability.recall), (1.0, 1.0));
    // 1 correct of 3 predicted and 2 gold; F1: as is 2/3, cap 0, forum 0.
    assert!(close(evaluation.micro_f1, 2.0 / 5.0));
    assert!(close(evaluation.macro_f1, 2.0 / 9.0));
    // None: gold units 2 and 3, predicted unit 2: F1 2/3.
    assert!(close(evaluation.micro_f1_with_none, 4.0 / 8.0));
    assert!(close(
        evaluation.macro_f1_with_none,
        (2.0 / 3.0 + 2.0 / 3.0) / 4.0
    ));
    // One shared pair, 2 against 3.
    assert!(
        evaluation
            .severity_kappa
            .is_some_and(|kappa| close(kappa, 0.0))
    );
    let agreement = evaluation.agreement.expect("indicators");
    assert_eq!((agreement.shared, agreement.same_severity), (1, Some(0.0)));
    // Levels: as is 2 against 3, cap 3 against 0, forum 0 against 1.
    let document = &evaluation.documents[0];
    assert_eq!((document.doc.as_str(), document.stated), ("d", 3));
    assert!(
        document
            .level_error
            .is_some_and(|error| close(error, 5.0 / 3.0))
    );
    assert!(close(document.level_error_all, 5.0 / 102.0));
    // Core: liability_asymmetry has 6 burdens; 5 against 3 of 18, a fifth of the index.
    assert!(close(
        document.core.gold - document.core.predicted,
        100.0 * 2.0 / 18.0 / 5.0
    ));
    assert!(close(document.core.error, 100.0 * 2.0 / 18.0 / 5.0));
}

#[test]
fn a_restriction_leaves_out_other_indicators_on_both_sides() {
    let gold = gold(&[AS_IS_2, CAP_3], None);
    let predict = |_: &_| vec![predicted(&[("as_is_disclaimer", 2), ("forum_imposed", 1)])];
    let core = evaluate(&gold, predict, &IndicatorSet::core());
    assert!(!core.labels.contains_key("forum_imposed"));
    assert_eq!(core.labels["liability_cap_platform"].predicted, 0);
    let one = ["as_is_disclaimer".parse().expect("known")]
        .into_iter()
        .collect();
    let one = evaluate(&gold, predict, &one);
    assert_eq!(one.micro_f1, 1.0);
    assert_eq!(one.labels.len(), 1);
    assert_eq!(IndicatorSet::core().0.len(), 34);
}

#[test]
fn names_are_as_computed_by_hand() {
    let text = "LTD = { indicators = [\"as_is_disclaimer\"], min_severity = 2 }\nJ = [\"forum_imposed\"]\nA = [\"arbitration_imposed\"]";
    let map = LabelMap::parse("l.toml".as_ref(), text).expect("reads");
    let units = [
        "\"labels\": [\"LTD\"]",
        "\"labels\": [\"J\", \"PINC\"]",
        "\"labels\": [], \"hard_negative\": true",
        "\"labels\": [], \"hard_negative\": true",
    ];
    let gold = gold(&units, Some(&map));
    let predict = |_: &_| {
        vec![
            predicted(&[("as_is_disclaimer", 1)]),
            predicted(&[("forum_imposed", 0)]),
            predicted(&[("forum_imposed", 2)]),
            predicted(&[("rejection_reasons", 3), ("penalty_clause", 1)]),
        ]
    };
    let evaluation = evaluate(&gold, predict, &IndicatorSet::all());
    // LTD: below its severity. J: right, and a false alarm, 2/3. A does not occur.
    assert_eq!(evaluation.labels["LTD"].predicted, 0);
    assert_eq!(
        (
            evaluation.labels["J"].support,
            evaluation.labels["J"].predicted
        ),
        (1, 2)
    );
    assert_eq!(evaluation.labels["A"].f1, 0.0);
    assert!(close(evaluation.macro_f1, 1.0 / 3.0));
    assert!(close(evaluation.micro_f1, 2.0 / 4.0));
    // None: gold units 2 and 3, predicted 0 and 3: F1 1/2.
    assert!(close(
        evaluation.macro_f1_with_none,
        (2.0 / 3.0 + 0.5) / 3.0
    ));
    assert_eq!(
        (
            evaluation.hard_negatives.total,
            evaluation.hard_negatives.fired
        ),
        (2, 1)
    );
    assert_eq!(evaluation.hard_negatives.share, Some(0.5));
    assert!(evaluation.indicators.is_empty() && evaluation.documents.is_empty());
    assert_eq!(evaluation.severity_kappa, None);
    assert_eq!(evaluation.not_measured["PINC"], 1);
}

#[test]
fn the_gold_labels_themselves_are_a_perfect_prediction() {
    let gold = gold(&[AS_IS_2, CAP_3, EMPTY], None);
    let predict = |_: &_| {
        vec![
            predicted(&[("as_is_disclaimer", 2)]),
            predicted(&[("liability_cap_platform", 3)]),
        ]
    };
    let evaluation = evaluate(&gold, predict, &IndicatorSet::all());
    assert_eq!(
        (evaluation.micro_f1, evaluation.macro_f1_with_none),
        (1.0, 1.0)
    );
    assert_eq!(evaluation.severity_kappa, Some(1.0));
    assert_eq!(evaluation.documents[0].level_error, Some(0.0));
    let json = serde_json::to_value(&evaluation).expect("writes");
    for key in [
        "labels",
        "indicators",
        "families",
        "micro_f1",
        "macro_f1",
        "micro_f1_with_none",
        "macro_f1_with_none",
        "severity_kappa",
        "documents",
        "agreement",
    ] {
        assert!(json.get(key).is_some(), "{key}");
    }
    assert_eq!(json["families"]["liability_asymmetry"]["support"], 2);
    let back: super::Evaluation = serde_json::from_value(json).expect("reads");
    assert_eq!(back, evaluation);
}

#[test]
fn an_empty_set_has_nothing_to_say() {
    let gold = GoldSet::parse("g.jsonl".as_ref(), "", None).expect("reads");
    let evaluation = evaluate(&gold, |_| Vec::new(), &IndicatorSet::default());
    assert_eq!(
        (
            evaluation.units,
            evaluation.micro_f1,
            evaluation.severity_kappa
        ),
        (0, 0.0, None)
    );
}

#[test]
fn what_is_written_has_a_schema() {
    let schemas = [
        schemars::schema_for!(crate::score::Profile),
        schemars::schema_for!(crate::compare::Comparison),
        schemars::schema_for!(super::Evaluation),
    ];
    for schema in schemas {
        assert!(schema.get("properties").is_some());
    }
}

mod coded {
    use std::path::PathBuf;

    use crate::coding::{CodedDocument, SegmentForm, Units};
    use crate::document::Document;
    use crate::evaluate::{GoldLabel, GoldSet, IndicatorSet, evaluate, predict};
    use crate::finding::Analyzer;
    use crate::report::Edition;

    const TERMS: &str = "We may reject any submission in our sole discretion. The sky is blue.\n\n\
        The service is provided as is.";

    fn written(folder: &tempfile::TempDir, name: &str, form: SegmentForm) -> PathBuf {
        let analyzer = Analyzer::builtin().expect("loads");
        let document = Document::read("terms.md", TERMS.as_bytes()).expect("reads");
        let analysis = analyzer.analyze(&document, None);
        let coded = CodedDocument::new("Acme", &document, &analysis);
        let path = folder.path().join(name);
        let mut writer = form.writer(std::fs::File::create(&path).expect("room"), Units::All);
        writer.document(&coded).expect("room");
        writer.finish().expect("room");
        path
    }

    #[test]
    fn what_was_written_is_read_back_and_agrees_with_what_wrote_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let analyzer = Analyzer::builtin().expect("loads");
        for (name, form) in [
            ("s.csv", SegmentForm::Csv),
            ("s.jsonl", SegmentForm::JsonLines),
            ("s.qdpx", SegmentForm::Qdpx(Edition::En)),
        ] {
            let gold = GoldSet::read(&written(&folder, name, form), None).expect("reads");
            let [document] = gold.documents() else {
                panic!("one document in {name}")
            };
            assert_eq!(
                (document.units.len(), &document.coder),
                (3, &None),
                "{name}"
            );
            let found = |d: &_| predict(&analyzer, d);
            let evaluation = evaluate(&gold, found, &IndicatorSet::all());
            assert_eq!(evaluation.micro_f1, 1.0, "{name}");
            assert!(evaluation.coders.is_empty(), "{name}");
        }
    }

    #[test]
    fn coders_are_held_against_each_other_and_the_instrument() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("two.csv");
        // As a spreadsheet saves it in France: semicolons, Windows-1252.
        let table = "coder;doc;id;text;indicator;severity\r\n\
            Ana;a;0;We may reject any submission in our sole discretion.;rejection_discretion;3\r\n\
            Ana;a;1;Le caf\u{e9} est ferm\u{e9}.;;\r\n\
            Bo;a;0;We may reject any submission in our sole discretion.;rejection_discretion;2\r\n\
            Bo;a;1;Le caf\u{e9} est ferm\u{e9}.;forum_imposed;1\r\n\
            sujetion;a;0;We may reject any submission in our sole discretion.;;\r\n";
        let bytes: Vec<u8> = table
            .chars()
            .map(|c| u8::try_from(u32::from(c)).expect("Latin"))
            .collect();
        std::fs::write(&path, bytes).expect("room");
        let gold = GoldSet::read(&path, None).expect("reads");
        let coders: Vec<_> = gold
            .documents()
            .iter()
            .map(|d| d.coder.as_deref())
            .collect();
        assert_eq!(coders, [Some("Ana"), Some("Bo")]);
        assert_eq!(gold.documents()[0].units[1].text, "Le café est fermé.");
        assert_eq!(gold.documents()[1].units[1].labels.len(), 1);
        assert!(matches!(
            gold.documents()[1].units[1].labels[0],
            GoldLabel::Indicator { .. }
        ));
        let analyzer = Analyzer::builtin().expect("loads");
        let evaluation = evaluate(&gold, |d| predict(&analyzer, d), &IndicatorSet::all());
        let pairs: Vec<_> = evaluation
            .coders
            .iter()
            .map(|pair| {
                (
                    pair.first.as_str(),
                    pair.second.as_str(),
                    pair.agreement.same_severity,
                )
            })
            .collect();
        assert_eq!(
            pairs,
            [
                ("Ana", "Bo", Some(0.0)),
                ("Ana", "sujetion", Some(1.0)),
                ("Bo", "sujetion", Some(0.0))
            ]
        );
    }

    #[test]
    fn a_table_that_cannot_be_meant_is_told_with_its_line() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("g.csv");
        let head = "doc,id,text,indicator,severity\n";
        for (table, start) in [
            (
                "doc,id,text\n".to_owned(),
                "g.csv:1: there is no column `indicator`",
            ),
            (
                format!("{head}a,0,x,nothing,1\n"),
                "g.csv:2: label: no indicator is called `nothing`",
            ),
            (
                format!("{head}a,0,x,,\na,1,y,forum_imposed,\n"),
                "g.csv:3: label: a severity is 0, 1, 2 or 3",
            ),
        ] {
            std::fs::write(&path, table).expect("room");
            let error = GoldSet::read(&path, None).expect_err("wrong").to_string();
            assert!(error.contains(start), "{error}");
        }
    }
}
