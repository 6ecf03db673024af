use proptest::prelude::*;

use super::tokens::fingerprint;
use super::{ChangeKind, EditKind, FindingMovement, LevelMovement, Place, Version, VersionDiff};
use crate::clause::{Clause, ClauseId, ClauseNumber, ClauseRole, ClauseTree};
use crate::document::Document;
use crate::finding::{Analysis, Finding};
use crate::score::testing::{analysis, finding};
use crate::score::{Profile, ProfileOptions, ScoredDocument};

struct Made {
    document: Document,
    analysis: Analysis,
    profile: Profile,
}

impl Made {
    fn of(document: Document, clauses: ClauseTree, findings: Vec<Finding>) -> Self {
        let analysis = Analysis {
            clauses,
            ..analysis(findings)
        };
        let scored = ScoredDocument::new(&document, &analysis);
        let profile = Profile::from_analyses("Platform", &[scored], &ProfileOptions::default());
        Self {
            document,
            analysis,
            profile,
        }
    }

    fn read(markdown: &str) -> Self {
        let document = Document::read("terms.md", markdown.as_bytes()).expect("reads");
        let clauses = ClauseTree::from_document(&document);
        Self::of(document, clauses, Vec::new())
    }

    /// A clause a line; with findings given by the line they stand in.
    fn lines(lines: &[impl AsRef<str>], findings: &[(usize, &str, u8)]) -> Self {
        let lines: Vec<&str> = lines.iter().map(AsRef::as_ref).collect();
        let document = Document::from_lines("terms", &lines);
        let clause = |block: &crate::document::Block| Clause {
            number: None,
            role: ClauseRole::Body,
            parent: None,
            text: block.text.clone(),
            sentences: vec![block.text.clone()],
        };
        let clauses = document.blocks.iter().map(clause).collect();
        let findings = findings.iter().map(|&(line, indicator, net)| Finding {
            clause: ClauseId(line),
            sentence: document.blocks[line].text.clone(),
            span: document.blocks[line].text.clone(),
            ..finding(indicator, net, 0.9)
        });
        let findings = findings.collect();
        Self::of(document, ClauseTree { clauses }, findings)
    }

    fn version(&self) -> Version<'_> {
        Version::new(&self.document, &self.analysis, &self.profile)
    }

    fn to(&self, new: &Self) -> VersionDiff {
        VersionDiff::new(self.version(), new.version())
    }
}

fn markdown(old: &str, new: &str) -> VersionDiff {
    Made::read(old).to(&Made::read(new))
}

/// Kind, old text and new text of each change.
fn told(diff: &VersionDiff) -> Vec<(ChangeKind, &str, &str)> {
    diff.changes
        .iter()
        .map(|change| {
            let old = change.old.as_ref().map_or("", |passage| &passage.text);
            (
                change.kind,
                old,
                change.new.as_ref().map_or("", |passage| &passage.text),
            )
        })
        .collect()
}

#[test]
fn markup_and_white_space_are_no_change() {
    let old = "Terms\n=====\n\n**1\\. Pay**\n\nWe pay l’Utilisateur  weekly.\n\n*   a [link](https://a.example) here\n*   another\n";
    let new = "# Terms\n\n### 1. Pay\n\nWe pay l'Utilisateur\nweekly.\n\n- a [link](https://b.example) *here*\n- another\n";
    let diff = markdown(old, new);
    assert_eq!(told(&diff), []);
    assert!(diff.counts.unchanged >= 4, "{:?}", diff.counts);
}

#[test]
fn a_clause_put_in_renumbers_those_after_it() {
    let old = "1.1. You work alone for yourself.\n\n1.2. You are paid every week by transfer.\n";
    let new = "1.1. You work alone for yourself.\n\n1.2. You keep nothing of what you made.\n\n1.3. You are paid every week by transfer.\n";
    let diff = markdown(old, new);
    let kinds: Vec<_> = diff.changes.iter().map(|change| change.kind).collect();
    assert_eq!(kinds, [ChangeKind::Added, ChangeKind::Renumbered]);
    let moved = &diff.changes[1];
    let number = |passage: &Option<super::Passage>| passage.as_ref().and_then(|p| p.number.clone());
    assert_eq!(
        (number(&moved.old).as_deref(), number(&moved.new).as_deref()),
        (Some("1.2"), Some("1.3"))
    );
    assert!(!diff.is_empty());
}

#[test]
fn a_paragraph_cut_in_two_is_the_same_words() {
    let whole =
        "We may suspend your account at any time. You will be told by letter of the reasons.";
    let lines = [
        "We may suspend your account at any time.",
        "You will be told by letter of the reasons.",
    ];
    let diff = Made::lines(&[whole], &[]).to(&Made::lines(&lines, &[]));
    assert_eq!(told(&diff), []);
    assert_eq!(diff.counts.unchanged, 1);
    let diff = Made::lines(&lines, &[]).to(&Made::lines(&[whole], &[]));
    assert_eq!(told(&diff), []);
}

#[test]
fn a_changed_clause_shows_its_words() {
    let old = [
        "You are a contractor.",
        "We may suspend your account after ten days of notice.",
    ];
    let new = [
        "You are a contractor.",
        "We may suspend your account without notice.",
    ];
    let diff = Made::lines(&old, &[]).to(&Made::lines(&new, &[]));
    let [change] = &diff.changes[..] else {
        panic!("{:?}", told(&diff))
    };
    assert_eq!(
        (change.kind, change.place),
        (ChangeKind::Changed, Place::Kept)
    );
    let taken: Vec<_> = change
        .edits
        .iter()
        .filter(|e| e.kind == EditKind::Removed)
        .collect();
    assert_eq!(taken[0].text, "after ten days of");
}

#[test]
fn an_unrelated_clause_in_the_same_place_is_not_the_same_clause() {
    let old = ["One.", "Fees are due at the end of every month.", "Two."];
    let new = ["One.", "Disputes go before the courts of Lyon.", "Two."];
    let diff = Made::lines(&old, &[]).to(&Made::lines(&new, &[]));
    let kinds: Vec<_> = diff.changes.iter().map(|change| change.kind).collect();
    assert_eq!(kinds, [ChangeKind::Removed, ChangeKind::Added]);
}

#[test]
fn says_what_a_change_does_to_findings_and_levels() {
    let old = [
        "We may suspend your account after ten days of notice.",
        "You bring your own tools.",
    ];
    let new = [
        "You bring your own tools.",
        "We may suspend your account without notice.",
        "You are rated.",
    ];
    let old = Made::lines(
        &old,
        &[
            (0, "deactivation_at_will", 1),
            (1, "binding_instructions", 2),
        ],
    );
    let new = Made::lines(
        &new,
        &[
            (0, "binding_instructions", 2),
            (1, "deactivation_at_will", 3),
            (2, "tiered_access", 2),
        ],
    );
    let diff = old.to(&new);
    let found: Vec<_> = diff
        .findings
        .iter()
        .map(|f| (f.indicator.get().name, f.movement))
        .collect();
    assert_eq!(
        found,
        [
            ("deactivation_at_will", FindingMovement::Grew),
            ("tiered_access", FindingMovement::Appeared)
        ]
    );
    let grown = &diff.findings[0];
    let change = &diff.changes[grown.change.expect("its clause changed")];
    assert_eq!(change.findings, [0]);
    assert!(
        grown
            .old
            .as_ref()
            .expect("was there")
            .sentence
            .contains("ten days")
    );
    assert!(
        grown
            .new
            .as_ref()
            .expect("is there")
            .sentence
            .contains("without")
    );
    let levels: Vec<_> = diff
        .levels
        .iter()
        .map(|l| (l.indicator.get().name, l.movement))
        .collect();
    assert!(
        levels.contains(&("deactivation_at_will", LevelMovement::Grew)),
        "{levels:?}"
    );
    assert!(
        levels.contains(&("tiered_access", LevelMovement::Appeared)),
        "{levels:?}"
    );
    let back = new.to(&old);
    let found: Vec<_> = back
        .findings
        .iter()
        .map(|f| (f.indicator.get().name, f.movement))
        .collect();
    assert_eq!(
        found,
        [
            ("deactivation_at_will", FindingMovement::Shrank),
            ("tiered_access", FindingMovement::Went)
        ]
    );
}

#[test]
fn a_finding_in_a_clause_cut_in_two_stays_the_same() {
    let whole = ["We may suspend you for fraud; and (c) we may charge what the bank asks us for."];
    let cut = [
        "We may suspend you for fraud; and",
        "(c) we may charge what the bank asks us for.",
    ];
    let whole = Made::lines(&whole, &[(0, "deactivation_at_will", 2)]);
    let cut = Made::lines(&cut, &[(0, "deactivation_at_will", 2)]);
    for diff in [whole.to(&cut), cut.to(&whole)] {
        assert_eq!(told(&diff), []);
        assert_eq!(diff.findings, []);
    }
}

#[test]
fn a_safeguard_that_is_gone_weighs_more() {
    let old = Made::lines(
        &["We tell you why we refuse.", "a"],
        &[(0, "rejection_reasons", 0)],
    );
    let new = Made::lines(&["a"], &[]);
    let diff = old.to(&new);
    let [level] = &diff.levels[..] else {
        panic!("{:?}", diff.levels)
    };
    assert_eq!(level.movement, LevelMovement::Grew);
    assert_eq!(
        diff.findings[level.findings[0]].movement,
        FindingMovement::Went
    );
}

#[test]
fn a_whole_diff_can_be_written_and_read_back() {
    let old = Made::lines(
        &["We pay you for all work weekly.", "b"],
        &[(0, "tiered_access", 1)],
    );
    let new = Made::lines(
        &["b", "We pay you for all work monthly."],
        &[(1, "tiered_access", 2)],
    );
    let diff = old.to(&new);
    let written = serde_json::to_string(&diff).expect("writes");
    assert_eq!(
        serde_json::from_str::<VersionDiff>(&written).expect("reads"),
        diff
    );
}

#[test]
fn numbers_come_from_the_clause_or_from_above() {
    let document = Document::from_lines("terms", &["3. Pay", "Weekly."]);
    let clause = |n: usize, role, number: Option<&str>, parent| Clause {
        number: number.map(|label| ClauseNumber {
            label: label.to_owned(),
            implied: false,
        }),
        role,
        parent,
        text: document.blocks[n].text.clone(),
        sentences: Vec::new(),
    };
    let clauses = vec![
        clause(0, ClauseRole::Heading, Some("3"), None),
        clause(1, ClauseRole::Body, None, Some(ClauseId(0))),
    ];
    let old = Made::of(document.clone(), ClauseTree { clauses }, Vec::new());
    let diff = old.to(&Made::lines(&["Nothing."], &[]));
    let passages: Vec<_> = diff
        .changes
        .iter()
        .filter_map(|change| change.old.as_ref())
        .collect();
    let told: Vec<_> = passages
        .iter()
        .map(|p| (p.number.as_deref(), p.heading.as_deref()))
        .collect();
    assert_eq!(
        told,
        [(Some("3"), Some("3. Pay")), (Some("3"), Some("3. Pay"))]
    );
}

fn sentence() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "we", "may", "suspend", "pay", "you", "work", "client", "notice", "ten", "days", "fee",
    ]);
    prop::collection::vec(word, 1..12).prop_map(|words| words.join(" "))
}

fn clauses() -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec(sentence(), 1..14)
}

/// Some clauses, and the same with some of them gone, put in, or with a word less.
fn two_versions() -> impl Strategy<Value = (Vec<String>, Vec<String>)> {
    let edits = prop::collection::vec((0u8..6, sentence()), 14);
    (clauses(), edits).prop_map(|(old, edits)| {
        let mut new = Vec::new();
        for (clause, (edit, other)) in old.iter().zip(edits) {
            match edit {
                0 => {}
                1 => new.extend([clause.clone(), other]),
                2 => new.push(
                    clause
                        .rsplit_once(' ')
                        .map_or(other, |(start, _)| start.to_owned()),
                ),
                3 => new.insert(0, clause.clone()),
                _ => new.push(clause.clone()),
            }
        }
        (old, new)
    })
}

proptest! {
    #[test]
    fn a_document_does_not_differ_from_itself(lines in clauses()) {
        let made = Made::lines(&lines, &[]);
        let diff = made.to(&made);
        prop_assert!(diff.changes.is_empty());
        prop_assert_eq!(diff.counts.unchanged, lines.len());
    }

    #[test]
    fn another_order_is_moves_only(
        (lines, shuffled) in clauses().prop_flat_map(|lines| (Just(lines.clone()), Just(lines).prop_shuffle()))
    ) {
        let diff = Made::lines(&lines, &[]).to(&Made::lines(&shuffled, &[]));
        prop_assert!(diff.changes.iter().all(|change| change.kind == ChangeKind::Moved));
        prop_assert!(diff.is_empty());
    }

    #[test]
    fn both_ways_count_the_same((old, new) in two_versions()) {
        let (old, new) = (Made::lines(&old, &[]), Made::lines(&new, &[]));
        let (there, back) = (old.to(&new).counts, new.to(&old).counts);
        prop_assert_eq!(there.added, back.removed);
        prop_assert_eq!(there.removed, back.added);
        prop_assert_eq!(
            (there.unchanged, there.renumbered, there.moved, there.changed),
            (back.unchanged, back.renumbered, back.moved, back.changed)
        );
    }

    #[test]
    fn edits_make_the_new_words_of_the_old((old, new) in two_versions()) {
        let diff = Made::lines(&old, &[]).to(&Made::lines(&new, &[]));
        for change in &diff.changes {
            if change.kind != ChangeKind::Changed {
                continue;
            }
            let side = |left_out: EditKind| {
                let kept = change.edits.iter().filter(|edit| edit.kind != left_out);
                kept.map(|edit| edit.text.as_str()).collect::<Vec<_>>().join(" ")
            };
            let text = |passage: &Option<super::Passage>| passage.as_ref().map(|p| fingerprint(&p.text));
            prop_assert_eq!(text(&change.old), Some(fingerprint(&side(EditKind::Added))));
            prop_assert_eq!(text(&change.new), Some(fingerprint(&side(EditKind::Removed))));
        }
    }

    #[test]
    fn every_clause_is_told_once((old, new) in two_versions()) {
        let diff = Made::lines(&old, &[]).to(&Made::lines(&new, &[]));
        let mut told: Vec<usize> = diff.changes.iter().filter_map(|c| c.new.as_ref()).flat_map(|p| p.clauses.clone()).collect();
        told.sort_unstable();
        let all = told.len();
        told.dedup();
        prop_assert_eq!(told.len(), all);
    }

    #[test]
    fn any_two_texts_can_be_compared(old in "(\\PC|\n){1,200}", new in "(\\PC|\n|[0-9]\\. ){1,200}") {
        let read = |text: &str| Document::read("terms.md", text.as_bytes());
        if let (Ok(_), Ok(_)) = (read(&old), read(&new)) {
            let _ = markdown(&old, &new);
        }
    }
}
