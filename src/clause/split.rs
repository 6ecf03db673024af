//! Cuts pieces where they hold more than one clause: a bold heading that runs into its text,
//! numbers inside a paragraph, and (in `enumeration`) letters and Roman numerals inside one.

use std::sync::LazyLock;

use regex::Regex;

use super::enumeration;
use super::marker::{self, Form};
use super::piece::{Mark, Piece, trimmed};
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
                enumeration::split(text, part, &mut cut);
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
pub(super) const REFERRING: &[&str] = &[
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
            Context::Stop => true,
            // In running text only the next number of a sequence counts.
            Context::Word => next_upper && current.is_some(),
            Context::Capitals => next_upper,
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
    Stop,
    /// A word in capitals: a title that runs into the number.
    Capitals,
    Word,
}

fn context(before: &str) -> Option<Context> {
    let trimmed = before.trim_end();
    let last = trimmed.chars().next_back()?;
    if matches!(last, '.' | ';' | ':' | '!' | '?' | ')' | '”' | '»' | '"') {
        return Some(Context::Stop);
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
        Some(Context::Capitals)
    } else {
        Some(Context::Word)
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
pub(super) fn cut(text: &str, piece: Piece, at: impl Iterator<Item = usize>) -> Vec<Piece> {
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
