//! Phrase matching against a slow, obvious matcher, and cases by hand.

use proptest::prelude::*;

use super::Party;
use super::matcher::{Mentions, Occurrence, Scratch, Search};
use super::pattern::{Atom, Element, Pattern, Presence};
use super::set::PhraseSetBuilder;
use crate::text::words::{Word, hashes, split_into};

/// All ends a pattern can have when it starts at a word: plain backtracking over the syntax tree.
fn ends(pattern: &[Element], words: &[String], at: usize, slack: usize, first: bool) -> Vec<usize> {
    let Some((element, rest)) = pattern.split_first() else {
        return vec![at];
    };
    let mut found = Vec::new();
    let reach = if first {
        0
    } else {
        usize::from(element.gap) + slack
    };
    for start in at..=(at + reach).min(words.len()) {
        for end in atom_ends(&element.atom, words, start) {
            found.extend(ends(rest, words, end, 0, false));
        }
    }
    if element.presence == Presence::Optional {
        let slack = if first {
            0
        } else {
            slack + usize::from(element.gap)
        };
        found.extend(ends(rest, words, at, slack, first));
    }
    found
}

fn atom_ends(atom: &Atom, words: &[String], at: usize) -> Vec<usize> {
    let Some(word) = words.get(at) else {
        return Vec::new();
    };
    let fits = match atom {
        Atom::Word(wanted) => word == wanted,
        Atom::Stem(stem) => word.starts_with(stem.as_str()),
        Atom::Number => word.starts_with(|c: char| c.is_ascii_digit()),
        Atom::Alternatives(alternatives) => {
            let all = alternatives
                .iter()
                .flat_map(|p| ends(&p.elements, words, at, 0, true));
            return all.collect();
        }
        Atom::Sign(_) | Atom::Vocabulary(_) | Atom::Party(_) => false,
    };
    if fits { vec![at + 1] } else { Vec::new() }
}

fn obvious(pattern: &str, words: &[String]) -> Vec<(u16, u16)> {
    let pattern = Pattern::parse(pattern).expect("a pattern of the test");
    let mut found = Vec::new();
    for start in 0..words.len() {
        for end in ends(&pattern.elements, words, start, 0, true) {
            // A pattern whose leading optional parts are skipped starts where its words do.
            if end > start {
                found.push((
                    u16::try_from(start).expect("short"),
                    u16::try_from(end).expect("short"),
                ));
            }
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

fn matched(pattern: &str, text: &str) -> Vec<(u16, u16)> {
    let mut builder = PhraseSetBuilder::default();
    let phrase = builder.pattern(pattern).expect("a pattern of the test");
    let set = builder.build();
    let mut words: Vec<Word> = Vec::new();
    split_into(text, 0, &set.words, &mut words);
    let mut scratch = Scratch::default();
    let mut search = Search::new(&set, &words, &mut scratch);
    let none = Mentions::default();
    let called = search.candidates().contains(&phrase);
    let found = search.occurrences(phrase, &none);
    assert!(
        called || found.is_empty(),
        "{pattern} occurs in {text:?} and is not called up"
    );
    found.iter().map(|o| (o.start, o.end)).collect()
}

#[test]
fn finds_what_the_pattern_language_promises() {
    type Case = (&'static str, &'static str, &'static [(u16, u16)]);
    let cases: &[Case] = &[
        ("reject", "We reject it", &[(1, 2)]),
        ("reject*", "they Rejected all rejections", &[(1, 2), (3, 4)]),
        ("à rejeter", "motif à rejeter ici", &[(1, 3)]),
        ("a … d", "a b c d", &[(0, 4)]),
        ("a …1 d", "a b c d", &[]),
        ("a b? c", "a c then a b c", &[(0, 2), (3, 6)]),
        ("a … b? c", "a x y c", &[(0, 4)]),
        ("(a|b c) d", "b c d and a d", &[(0, 3), (4, 6)]),
        ("within <number> days", "within 14 days", &[(0, 3)]),
        ("<number> %", "of 15 % or 15%", &[(1, 3), (4, 6)]),
        ("e-mail", "by e-mail or email", &[(1, 3)]),
        ("l’accès", "de l'acces", &[(1, 3)]),
    ];
    for (pattern, text, expected) in cases {
        assert_eq!(matched(pattern, text), *expected, "{pattern} in {text:?}");
    }
}

#[test]
fn matches_mentions_of_parties() {
    let mut builder = PhraseSetBuilder::default();
    let phrase = builder.pattern("<platform> …3 reject").expect("reads");
    let set = builder.build();
    let mut words = Vec::new();
    split_into("Acme may also reject", 0, &set.words, &mut words);
    let mut scratch = Scratch::default();
    let mut search = Search::new(&set, &words, &mut scratch);
    let mut mentions = Mentions::default();
    mentions.push(Party::Platform, Occurrence { start: 0, end: 1 });
    assert!(search.candidates().contains(&phrase));
    assert_eq!(
        search.occurrences(phrase, &mentions),
        [Occurrence { start: 0, end: 4 }]
    );
}

#[test]
fn hostile_repetition_stays_within_bounds() {
    let text = "a b ".repeat(500);
    let found = matched("a …40 b …40 a …40 b", &text);
    assert!(!found.is_empty() && found.len() <= 512);
}

#[test]
fn equal_words_have_equal_hashes() {
    assert_eq!(hashes("Société"), hashes("SOCIETE"));
}

fn any_pattern() -> impl Strategy<Value = String> {
    let atom = prop_oneof![
        "[ab]{1,2}",
        "[ab]\\*",
        "\\([ab]\\|[ab] [ab]\\)",
        "\\([ab]\\|[ab]{2}\\*\\|[ab] …2 [ab]\\)",
        Just("<number>".to_owned()),
    ];
    let element = (atom, prop_oneof![Just(""), Just("?")]);
    let gap = prop_oneof![Just(" "), Just(" … "), Just(" …1 "), Just(" …3 ")];
    (proptest::collection::vec((element, gap), 0..4), "[ab]").prop_map(|(parts, last)| {
        let mut pattern: String = parts
            .iter()
            .map(|((atom, mark), gap)| format!("{atom}{mark}{gap}"))
            .collect();
        pattern.push_str(&last);
        pattern
    })
}

proptest! {
    #[test]
    fn agrees_with_the_obvious_matcher(
        pattern in any_pattern(),
        words in proptest::collection::vec("[ab]{1,2}|7", 0..10),
    ) {
        let text = words.join(" ");
        // Leading optional parts: the obvious matcher also reports starts before skipped gaps.
        prop_assert_eq!(matched(&pattern, &text), obvious(&pattern, &words));
    }
}
