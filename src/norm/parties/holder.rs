//! Names that a text tells by what stands beside them: a legal form, a power, a duty.

use std::sync::LazyLock;

use regex::Regex;

use super::definition::label_of;
use super::{built_in, floor_boundary};

/// Whether a text names a party so, with a capital.
pub(super) fn is_named_in(text: &str, name: &str) -> bool {
    const OFTEN: usize = 3;
    let Some(first) = name.chars().next() else {
        return false;
    };
    let rest = &name[first.len_utf8()..];
    let capital: String = first.to_uppercase().chain(rest.chars()).collect();
    text.match_indices(&capital).take(OFTEN).count() == OFTEN
}

/// Names that stand before words only the platform says of itself: a reserved right, a
/// disclaimed liability. A name with an article ("the Host is not liable") says so twice.
pub(super) fn power_holders(text: &str) -> Vec<&str> {
    static POWER: LazyLock<Regex> = LazyLock::new(|| {
        built_in(
            r"se réserve (?:le droit|la faculté|la possibilité)|décline toute responsabilité|ne saurait être tenue? (?:pour )?responsable|ne garantit pas|reserves the right|(?:shall|will|is) not (?:be )?(?:liable|responsible)|disclaims|does not (?:guarantee|warrant)|makes no (?:warrant|represent)",
        )
    });
    const MOST: usize = 64;
    let mut articled: Vec<&str> = Vec::new();
    let mut found: Vec<&str> = Vec::new();
    for power in POWER.find_iter(text) {
        let Some(name) = capitalised_before(text, power.start()) else {
            continue;
        };
        let at = power.start().saturating_sub(name.len() + 6);
        let lead = &text[floor_boundary(text, at)..power.start()];
        let bare = label_of(name).unwrap_or(name);
        let has_article = bare.len() < name.len() || stands_after_article(lead, name);
        if !has_article || articled.contains(&bare) {
            found.push(bare);
        } else if articled.len() < MOST {
            articled.push(bare);
        }
    }
    found
}

fn stands_after_article(lead: &str, name: &str) -> bool {
    let before = lead.rfind(name).map_or("", |at| &lead[..at]);
    let word = before
        .trim_end()
        .rsplit([' ', '\u{a0}', '\n'])
        .next()
        .unwrap_or_default();
    ["the", "le", "la", "les", "l'", "l’", "this", "ce", "cette"]
        .iter()
        .any(|article| word.eq_ignore_ascii_case(article))
}

/// How often a text says of somebody that they must: `the Walker shall`, « le Guide s'engage ».
pub(super) fn duties_of(text: &str, name: &str) -> usize {
    const DUTY: [&str; 12] = [
        "shall ",
        "must ",
        "undertakes ",
        "agrees to ",
        "is responsible ",
        "is required ",
        "warrants ",
        "s'engage ",
        "s’engage ",
        "doit ",
        "est tenu ",
        "devra ",
    ];
    text.match_indices(name)
        .filter(|(at, _)| {
            let rest = text[at + name.len()..].trim_start_matches([' ', '\u{a0}']);
            DUTY.iter().any(|duty| rest.starts_with(duty))
        })
        .count()
}

/// Companies by their legal form, near the head of the text.
pub(super) fn companies(text: &str) -> impl Iterator<Item = &str> {
    static LEGAL_FORM: LazyLock<Regex> = LazyLock::new(|| {
        built_in(
            r"(?-u:\b)(?:Ltd|Limited|Inc|LLC|L\.L\.C|GmbH|SAS|S\.A\.S|SASU|SARL|S\.A\.R\.L|SA|S\.A|B\.V|BV|AG|Oy|AB|plc|PLC|S\.L|SL)(?-u:\b)",
        )
    });
    const NEAR_THE_HEAD: usize = 6_000;
    let head = &text[..floor_boundary(text, NEAR_THE_HEAD.min(text.len()))];
    LEGAL_FORM
        .find_iter(head)
        .filter_map(move |found| capitalised_before(head, found.start()))
}

/// The words with a capital right before a place, four at most, on one line.
fn capitalised_before(text: &str, at: usize) -> Option<&str> {
    const MOST_WORDS: usize = 4;
    const MOST_BYTES: usize = 60;
    let from = floor_boundary(text, at.saturating_sub(MOST_BYTES));
    let before = text[from..at].trim_end_matches([' ', ',', '\u{a0}']);
    let mut start = before.len();
    for _ in 0..MOST_WORDS {
        let ahead = before[..start].trim_end_matches([' ', '\u{a0}']);
        let word_start = ahead
            .rfind([' ', '\u{a0}', '\n', '(', '"', '«', '“'])
            .map_or(0, |place| {
                place + ahead[place..].chars().next().map_or(1, char::len_utf8)
            });
        let word = &ahead[word_start..];
        let ends_sentence = word.ends_with(['.', ',', ';', ':']) && start != before.len();
        if ends_sentence || !word.starts_with(char::is_uppercase) {
            break;
        }
        start = word_start;
    }
    let name = before[start..].trim_matches(|c: char| !c.is_alphanumeric() && c != '.');
    (!name.is_empty() && name.starts_with(char::is_uppercase)).then_some(name)
}
