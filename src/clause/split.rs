//! Cuts pieces where they hold more than one clause: a bold heading that runs into its text,
//! numbers inside a paragraph, enumerations inside a paragraph.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::marker::{self, Form, Numeral};
use super::piece::{Mark, Piece, trimmed};
use super::sentence::{LineEnds, sentences};
use super::title::{self, Ending};

/// The pieces, cut.
pub(super) fn split(text: &str, pieces: Vec<Piece>) -> Vec<Piece> {
    let mut cut = Vec::with_capacity(pieces.len());
    for piece in pieces {
        if matches!(piece.mark, Mark::Heading(_)) {
            cut.push(piece);
            continue;
        }
        for part in split_run_in(text, piece) {
            for part in split_numbers(text, part) {
                split_enumeration(text, part, &mut cut);
            }
        }
    }
    cut
}

/// `**4.1 License.** You grant…`: the bold words are a heading where a number, or a mark after
/// them, says so. A defined term is not.
fn split_run_in(text: &str, piece: Piece) -> Vec<Piece> {
    let words = piece.of(text);
    let bold = marker::floor(words, piece.bold);
    if bold == 0 || piece.is_bold() || matches!(piece.mark, Mark::Row { .. }) {
        return vec![piece];
    }
    // A mark right after the bold belongs to it.
    let after = words[bold..].trim_start();
    let mark_len = after
        .chars()
        .next()
        .filter(|c| matches!(c, '.' | ':' | '-' | '–' | '—'));
    let head_end = words.len() - after.len() + mark_len.map_or(0, char::len_utf8);
    let rest = words[head_end..].trim_start();
    let numbered = piece
        .marker
        .as_ref()
        .is_some_and(|m| m.can_head() && m.len < bold);
    let marked = mark_len.is_some()
        || matches!(
            title::ending(&words[..bold]),
            Ending::Sentence | Ending::Colon
        );
    let title = words[piece.marker.as_ref().map_or(0, |m| m.len.min(bold))..bold].trim();
    let headed = title::is_short(title)
        && !title.is_empty()
        && (marked || numbered && title::is_title(title))
        && !title::asserts(title)
        && rest.starts_with(|c: char| !c.is_lowercase())
        && !super::definition::defines(words, bold);
    let body = piece.text.start + head_end..piece.text.end;
    let Some(rest) = headed
        .then(|| piece.part(text, body, Mark::Paragraph))
        .flatten()
    else {
        return vec![piece];
    };
    let head = piece.text.start..piece.text.start + head_end;
    let Some(head) = trimmed(text, head) else {
        return vec![piece];
    };
    let head = Piece {
        bold: head.len(),
        text: head,
        mark: Mark::RunIn,
        ..piece
    };
    vec![head, rest]
}

/// A number with a full stop or a dotted number, and what can follow it.
static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(\d{1,3}(?:\.\d{1,3})+|\d{1,3}\.)\.?\)?[\s]+[\p{L}“«\x22(\[]")
        .expect("the pattern is a constant")
});

/// Words before a number that speak of it.
const REFERRING: &[&str] = &[
    "section",
    "sections",
    "clause",
    "clauses",
    "article",
    "articles",
    "paragraph",
    "paragraphs",
    "paragraphe",
    "art",
    "sec",
    "part",
    "annex",
    "annexe",
    "schedule",
    "appendix",
    "point",
    "and",
    "or",
    "to",
    "et",
    "ou",
    "à",
    "of",
    "in",
    "see",
    "de",
    "du",
    "no",
    "n",
    "version",
    "v",
    "§",
    "chapter",
    "chapitre",
    "step",
    "item",
    "rule",
    "exhibit",
    "titre",
    "ziffer",
    "abs",
    "the",
    "page",
];

/// A number found inside a piece.
struct Candidate {
    at: usize,
    path: Vec<u32>,
}

/// `…consists of: 1.7.1. these terms; 1.7.2. …`, and a contract on one line: cut at numbers that
/// go on with each other.
fn split_numbers(text: &str, piece: Piece) -> Vec<Piece> {
    let words = piece.of(text);
    let own = piece
        .marker
        .as_ref()
        .filter(|m| m.form == Form::Plain || m.form == Form::Keyword);
    let own: Option<Vec<u32>> = own.map(|m| m.path.iter().map(|n| n.value()).collect());
    let from = piece.marker.as_ref().map_or(0, |m| m.len);
    if !words
        .as_bytes()
        .windows(2)
        .any(|pair| pair[0].is_ascii_digit() && pair[1] == b'.')
    {
        return vec![piece];
    }
    let mut current = own.clone();
    let mut found: Vec<Candidate> = Vec::new();
    for captures in NUMBER.captures_iter(words) {
        let Some(number) = captures
            .get(1)
            .filter(|number| number.start() >= from.max(1))
        else {
            continue;
        };
        let path: Vec<u32> = number
            .as_str()
            .split('.')
            .filter_map(|part| part.parse().ok())
            .collect();
        let before = &words[..number.start()];
        let Some(context) = context(before) else {
            continue;
        };
        let single = path.len() == 1;
        let next_upper = captures
            .get(0)
            .is_some_and(|m| m.as_str().ends_with(|c: char| !c.is_lowercase()));
        let fits = match &current {
            Some(current) => follows(current, &path),
            None => path.last() == Some(&1) && path.iter().all(|&n| n > 0),
        };
        let clear = match context {
            Context::AfterStop => true,
            // In running text only the next number of a sequence counts.
            Context::AfterWord => next_upper && current.is_some(),
            Context::AfterCapitals => next_upper,
        };
        if fits && clear && (!single || next_upper) {
            current = Some(path.clone());
            found.push(Candidate {
                at: number.start(),
                path,
            });
        }
    }
    let in_sequence = found.len() + usize::from(own.is_some());
    let top_level = found
        .iter()
        .filter(|candidate| candidate.path.len() == 1)
        .count();
    // Three in a row are no chance; two dotted ones neither.
    if found.is_empty() || in_sequence < 2 || top_level == found.len() && in_sequence < 3 {
        return vec![piece];
    }
    cut(text, piece, found.iter().map(|candidate| candidate.at))
}

/// What stands before a number inside a text.
enum Context {
    AfterStop,
    /// A word in capitals: a title that runs into the number.
    AfterCapitals,
    AfterWord,
}

fn context(before: &str) -> Option<Context> {
    let trimmed = before.trim_end();
    let last = trimmed.chars().next_back()?;
    if matches!(last, '.' | ';' | ':' | '!' | '?' | ')' | '”' | '»' | '"') {
        return Some(Context::AfterStop);
    }
    if trimmed.len() == before.len() {
        return None;
    }
    let start = trimmed.rfind(char::is_whitespace).map_or(0, |i| i + 1);
    let word = trimmed
        .get(start..)
        .unwrap_or("")
        .trim_start_matches(|c: char| !c.is_alphanumeric());
    if !word.starts_with(char::is_uppercase) || REFERRING.contains(&word.to_lowercase().as_str()) {
        None
    } else if title::is_caps(word) {
        Some(Context::AfterCapitals)
    } else {
        Some(Context::AfterWord)
    }
}

/// True where `next` is the first child of `current`, or the next number at any level of it.
fn follows(current: &[u32], next: &[u32]) -> bool {
    if next.len() == current.len() + 1 {
        return next[..current.len()] == *current && next[current.len()] == 1;
    }
    let Some((last, prefix)) = next.split_last() else {
        return false;
    };
    next.len() <= current.len()
        && current[..prefix.len()] == *prefix
        && current[prefix.len()] + 1 == *last
}

/// The parts of a piece between cuts; the first keeps what the piece was.
fn cut(text: &str, piece: Piece, at: impl Iterator<Item = usize>) -> Vec<Piece> {
    let mut parts = Vec::new();
    let mut start = piece.text.start;
    // A marker alone is no piece: what it marks starts at once.
    let marker_end = start + piece.marker.as_ref().map_or(0, |marker| marker.len);
    let bounds: Vec<usize> = at
        .map(|at| piece.text.start + at)
        .filter(|&at| !text[marker_end.min(at)..at].trim().is_empty())
        .chain([piece.text.end])
        .collect();
    for end in bounds {
        let range = start..end;
        let part = if parts.is_empty() {
            trimmed(text, range).map(|text| Piece {
                bold: piece.bold.min(text.len()),
                text,
                ..piece.clone()
            })
        } else {
            piece.part(text, range, Mark::Enumerated)
        };
        parts.extend(part);
        start = end;
    }
    parts
}

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

fn split_enumeration(text: &str, piece: Piece, out: &mut Vec<Piece>) {
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
