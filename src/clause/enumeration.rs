//! Enumerations inside a paragraph: `(i) …; (ii) …`, `a) … b) …`.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::marker::{Form, Numeral};
use super::piece::{Mark, Piece};
use super::sentence::{LineEnds, sentences};
use super::split::{REFERRING, cut};
use super::title;

/// `(i)`, `(b)`, `(2)`, `b)`, `2)` inside a text.
static ENUMERATOR: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"\(([a-z]{1,2}|[ivx]{1,6}|\d{1,2})\)|(?:^|[\s;:,.])(?:([a-z]|[ivx]{2,6}|\d{1,2})\))[\s]",
    )
    .expect("the pattern is a constant")
});

/// An enumerator that was taken, with how deep it is nested.
struct Taken {
    at: usize,
    end: usize,
    level: usize,
    value: u32,
}

/// An enumeration that is open.
struct Open {
    form: Form,
    last: Numeral,
}

/// Shorter items between commas are words of one sentence.
const SHORT_ITEM: usize = 40;

/// Adds `piece` to `out`, cut where it enumerates.
pub(super) fn split(text: &str, piece: Piece, out: &mut Vec<Piece>) {
    let words = piece.of(text);
    let from = piece.marker.as_ref().map_or(0, |marker| marker.len);
    if words.bytes().filter(|&byte| byte == b')').nth(1).is_none() {
        out.push(piece);
        return;
    }
    let taken = enumerators(words, from);
    if taken.len() < 2 || !is_worth_cutting(words, &taken) {
        out.push(piece);
        return;
    }
    let end = piece.text.start + enumeration_end(words, &taken);
    let whole = piece.text.clone();
    let starts: Vec<usize> = taken.iter().map(|t| t.at).collect();
    let enumeration = Piece {
        text: whole.start..end,
        bold: piece.bold.min(end - whole.start),
        ..piece.clone()
    };
    out.extend(cut(text, enumeration, starts.into_iter()));
    out.extend(
        piece
            .part(text, end..whole.end, Mark::Remainder)
            .map(|rest| Piece {
                marker: None,
                ..rest
            }),
    );
}

/// The enumerators of `words` that belong to a sequence of at least two.
fn enumerators(words: &str, from: usize) -> Vec<Taken> {
    let mut open: Vec<Open> = Vec::new();
    let mut taken: Vec<Taken> = Vec::new();
    for captures in ENUMERATOR.captures_iter(words) {
        let Some(inner) = captures.get(1).or_else(|| captures.get(2)) else {
            continue;
        };
        let form = if captures.get(1).is_some() {
            Form::Parentheses
        } else {
            Form::Parenthesis
        };
        let at = inner.start() - usize::from(form == Form::Parentheses);
        let Some(numeral) =
            Numeral::parse(inner.as_str()).filter(|_| at >= from && opens_item(&words[..at]))
        else {
            continue;
        };
        let too_close = taken
            .last()
            .is_some_and(|last| !title::has_words(&words[last.end..at], 2));
        let Some((level, numeral)) = (!too_close).then(|| place(&open, form, numeral)).flatten()
        else {
            continue;
        };
        open.truncate(level);
        open.push(Open {
            form,
            last: numeral,
        });
        taken.push(Taken {
            at,
            end: inner.end() + 1,
            level,
            value: numeral.value(),
        });
    }
    drop_lone(taken)
}

/// The level of the enumeration that `numeral` goes on with, or opens; and how it is to be read.
fn place(open: &[Open], form: Form, numeral: Numeral) -> Option<(usize, Numeral)> {
    let readings = [Some(numeral), numeral.other_reading()];
    for (level, sequence) in open.iter().enumerate().rev() {
        let next = readings.iter().flatten().find(|reading| {
            sequence.form == form
                && reading.is_like(sequence.last)
                && reading.value() == sequence.last.value() + 1
        });
        if let Some(&next) = next {
            return Some((level, next));
        }
    }
    let first = readings
        .into_iter()
        .flatten()
        .find(|reading| reading.value() == 1)?;
    // A sequence that starts again replaces the one before it.
    let again = open
        .iter()
        .position(|o| o.form == form && o.last.is_like(first));
    let level = again.unwrap_or(open.len());
    (level < DEEPEST).then_some((level, first))
}

/// Deeper enumerations inside one paragraph are not told apart.
const DEEPEST: usize = 6;

/// Drops enumerations of one item: what has neither the number before it nor the one after it at
/// its side.
fn drop_lone(taken: Vec<Taken>) -> Vec<Taken> {
    let has_sibling = |i: usize| {
        let Taken { level, value, .. } = taken[i];
        let near = |other: &&Taken| other.level <= level;
        let after = taken[i + 1..].iter().find(near);
        let before = taken[..i].iter().rev().find(near);
        after.is_some_and(|other| other.level == level && other.value == value + 1)
            || before.is_some_and(|other| other.level == level && other.value + 1 == value)
    };
    let keep: Vec<bool> = (0..taken.len()).map(has_sibling).collect();
    taken
        .into_iter()
        .zip(keep)
        .filter_map(|(taken, keep)| keep.then_some(taken))
        .collect()
}

/// Whether an enumerator can stand after `before`: not glued to a word, and not spoken of.
fn opens_item(before: &str) -> bool {
    let trimmed = before.trim_end();
    let Some(last) = trimmed.chars().next_back() else {
        return true;
    };
    if trimmed.len() == before.len() {
        return matches!(last, ';' | ':' | ',' | '.' | '—' | '–');
    }
    let start = trimmed
        .char_indices()
        .rev()
        .take(24)
        .take_while(|(_, c)| c.is_alphabetic())
        .last();
    let word = start.map_or("", |(i, _)| &trimmed[i..]).to_lowercase();
    let conjunction = matches!(
        word.as_str(),
        "and"
            | "or"
            | "et"
            | "ou"
            | "und"
            | "oder"
            | "to"
            | "of"
            | "in"
            | "the"
            | "à"
            | "de"
            | "du"
    );
    conjunction || !REFERRING.contains(&word.as_str())
}

/// An enumeration is cut where its items are clauses: set off by semicolons or stops, introduced
/// by a colon, or long. "(i) name, (ii) address and (iii) age" stays one sentence.
fn is_worth_cutting(words: &str, taken: &[Taken]) -> bool {
    let Some((first, last)) = taken.first().zip(taken.last()) else {
        return false;
    };
    let set_off = taken
        .iter()
        .skip(1)
        .any(|t| ends_with_stop(&words[first.end..t.at]));
    let introduced = words[..first.at].trim_end().ends_with(':');
    let average = (last.at - first.at) / (taken.len() - 1);
    set_off || introduced || average >= SHORT_ITEM
}

/// True where a stop, or one and a conjunction, ends `text`.
fn ends_with_stop(text: &str) -> bool {
    let trimmed = text.trim_end();
    let bare = ["and", "or", "and/or", "et", "ou", "et/ou"]
        .iter()
        .find_map(|c| trimmed.strip_suffix(c))
        .unwrap_or(trimmed);
    bare.trim_end().ends_with([';', '.', '!', '?'])
}

/// Where the last item ends: at the end of its sentence, unless items hold several sentences.
fn enumeration_end(words: &str, taken: &[Taken]) -> usize {
    let Some((last, items)) = taken.split_last() else {
        return words.len();
    };
    let bounds = items
        .iter()
        .zip(taken.iter().skip(1))
        .map(|(item, next)| item.end..next.at);
    let long_items = bounds
        .into_iter()
        .any(|item| sentences(words, item, LineEnds::Flow).len() > 1);
    if long_items || items.is_empty() {
        return words.len();
    }
    let first: Option<Range<usize>> = sentences(words, last.end..words.len(), LineEnds::Flow)
        .into_iter()
        .next();
    first.map_or(words.len(), |sentence| sentence.end)
}
