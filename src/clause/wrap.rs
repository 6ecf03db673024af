//! Lines that were broken for their width: the text of a PDF, one visual line a paragraph.
//!
//! Joining is decided for a whole document, and only where many lines end in the middle of a
//! sentence that the next one goes on with.

use std::sync::LazyLock;

use regex::Regex;

use super::marker::{Form, Numeral};
use super::piece::{Mark, Piece};
use super::sentence::LineEnds;
use super::title::{self, Ending};

/// How many broken sentences make a document suspicious.
const FEWEST_BREAKS: usize = 4;
/// Shorter and longer paragraphs, in bytes, are no visual lines.
const NARROWEST_LINE: usize = 30;
const WIDEST_LINE: usize = 220;

/// `Page 3 of 14`, `3/14`, `- 3 -`
static FOOTER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?i:(?:page|seite|p\.)\s*\d{1,4}(?:\s*(?:of|sur|de|von|/)\s*\d{1,4})?|\d{1,4}\s*(?:of|sur|/|\|)\s*\d{1,4}|[-–—]\s*\d{1,4}\s*[-–—]|\d{1,3})$")
        .expect("the pattern is a constant")
});

/// True for the number of a page on a line of its own.
pub(super) fn is_page_footer(text: &str) -> bool {
    text.len() <= 40
        && text.starts_with(|c: char| c.is_ascii_digit() || "-–—pPsS".contains(c))
        && FOOTER.is_match(text)
}

/// Joins the lines of what looks like wrapped text; leaves anything else as it is.
pub(super) fn join(text: &str, pieces: Vec<Piece>) -> Vec<Piece> {
    let Some(width) = wrap_width(text, &pieces) else {
        return join_over_footers(text, pieces);
    };
    let mut joined: Vec<Piece> = Vec::with_capacity(pieces.len());
    let mut last_line = 0..0;
    let mut pending_footer = None;
    for piece in pieces {
        if is_page_footer(piece.of(text)) && piece.mark == Mark::Paragraph {
            joined.extend(pending_footer.replace(piece));
            continue;
        }
        let goes_on = joined
            .last()
            .is_some_and(|open| continues(text, open, &text[last_line.clone()], &piece, width));
        last_line = piece.text.clone();
        match joined.last_mut() {
            Some(open) if goes_on => {
                open.text.end = piece.text.end;
                open.line_ends = LineEnds::Flow;
                pending_footer = None;
            }
            _ => {
                joined.extend(pending_footer.take());
                joined.push(piece);
            }
        }
    }
    joined.extend(pending_footer);
    joined
}

/// The width at which a document was wrapped, in bytes; none where it was not.
fn wrap_width(text: &str, pieces: &[Piece]) -> Option<usize> {
    let lines: Vec<&Piece> = pieces
        .iter()
        .filter(|piece| !is_page_footer(piece.of(text)))
        .collect();
    let mut broken = Vec::new();
    let mut pairs = 0;
    for pair in lines.windows(2) {
        if pair.iter().any(|piece| piece.mark != Mark::Paragraph) {
            continue;
        }
        pairs += 1;
        if is_broken(pair[0].of(text), pair[1].of(text)) {
            broken.push(pair[0].text.len());
        }
    }
    if broken.len() < FEWEST_BREAKS || broken.len() * 5 < pairs {
        return None;
    }
    broken.sort_unstable();
    let width = broken[broken.len() * 9 / 10];
    let full = broken.iter().filter(|&&len| len * 10 >= width * 6).count();
    let plausible = (NARROWEST_LINE..=WIDEST_LINE).contains(&width);
    (plausible && full * 10 >= broken.len() * 6).then_some(width)
}

/// True where `line` stops in mid-sentence and `next` goes on with it.
fn is_broken(line: &str, next: &str) -> bool {
    let open = matches!(title::ending(line), Ending::Open) || line.ends_with(',');
    open && line.len() <= WIDEST_LINE && next.chars().next().is_some_and(char::is_lowercase)
}

/// Whether `next` goes on with the piece `open`, of which `line` is the last line.
fn continues(text: &str, open: &Piece, line: &str, next: &Piece, width: usize) -> bool {
    if open.mark != Mark::Paragraph || next.mark != Mark::Paragraph {
        return false;
    }
    let words = next.of(text);
    if ends_hyphenated(line) && words.starts_with(char::is_lowercase) {
        return true;
    }
    let mid_sentence = match title::ending(line) {
        Ending::Open => true,
        Ending::Continued => line.ends_with(','),
        Ending::Sentence | Ending::Question | Ending::Colon => false,
    };
    if starts_piece(next) || !mid_sentence || is_head(text, open) {
        return false;
    }
    let lower = words.starts_with(|c: char| {
        c.is_lowercase() || c.is_ascii_digit() || matches!(c, '(' | '«' | '“')
    });
    // A full line goes on whatever the next one starts with, unless that is a title in capitals.
    let full = line.len() * 4 >= width * 3;
    lower || full && !title::is_caps(words)
}

/// True where a line starts with a marker. "two / (2) days" is no list, nor is "4 Title".
fn starts_piece(line: &Piece) -> bool {
    line.marker
        .as_ref()
        .is_some_and(|marker| match marker.form {
            Form::Bare => false,
            Form::Parentheses => !matches!(marker.path[..], [Numeral::Arabic(_)]),
            _ => true,
        })
}

/// A line that heads others is not gone on with.
fn is_head(text: &str, piece: &Piece) -> bool {
    let words = piece.of(text);
    let numbered = piece
        .marker
        .as_ref()
        .is_some_and(|marker| marker.can_head());
    words.len() <= 80 && (title::is_caps(words) || numbered && title::is_title(piece.body(text)))
}

fn ends_hyphenated(line: &str) -> bool {
    let mut last = line.chars().rev();
    matches!(last.next(), Some('-' | '\u{ad}' | '‐'))
        && last.next().is_some_and(char::is_alphabetic)
}

/// A footer inside a sentence is passed over in any document.
fn join_over_footers(text: &str, pieces: Vec<Piece>) -> Vec<Piece> {
    let mut joined: Vec<Piece> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        let over_footer = joined
            .last()
            .is_some_and(|last| is_page_footer(last.of(text)));
        if let (true, Some(i)) = (over_footer, joined.len().checked_sub(2)) {
            let open = &joined[i];
            let paragraphs = open.mark == Mark::Paragraph && piece.mark == Mark::Paragraph;
            if paragraphs && is_broken(open.of(text), piece.of(text)) {
                joined.pop();
                joined[i].text.end = piece.text.end;
                joined[i].line_ends = LineEnds::Flow;
                continue;
            }
        }
        joined.push(piece);
    }
    joined
}
