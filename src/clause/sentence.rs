//! Where sentences end, in French and in English legal text.
//!
//! One pass, with a bounded look around each stop. The stops are `.`, `!`, `?`, `…`, a line end
//! where it ends something, and `;` between items of an enumeration. A stop in doubt ends no
//! sentence before a lower-case letter; abbreviations, numbers, addresses and initials are told
//! apart from ends by the word before the stop and the word after it.

use std::ops::Range;

use super::abbreviation::{self, Abbreviation};

/// How far around a stop is looked, in bytes.
const LOOK: usize = 64;

/// What a line end inside the text means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineEnds {
    /// The line was broken for its width: a line end is a space.
    Flow,
    /// The line was ended on purpose: so does the sentence, unless the next line goes on in lower
    /// case.
    End,
}

/// The sentences of `text[within]`, as byte ranges of `text`, in order.
///
/// Together they hold every character of `within` that is not white space; each starts and ends
/// with such a character. The bounds of `within` must lie between characters.
pub fn sentences(text: &str, within: Range<usize>, line_ends: LineEnds) -> Vec<Range<usize>> {
    let clause = &text[within.clone()];
    let mut splitter = Splitter {
        clause,
        offset: within.start,
        start: 0,
        found: Vec::new(),
    };
    splitter.split(line_ends);
    splitter.found
}

struct Splitter<'t> {
    clause: &'t str,
    offset: usize,
    /// Where the sentence that is being read starts.
    start: usize,
    found: Vec<Range<usize>>,
}

impl Splitter<'_> {
    fn split(&mut self, line_ends: LineEnds) {
        let bytes = self.clause.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            let end = match bytes[at] {
                b'.' | b'!' | b'?' | 0xE2 | 0xE3 | 0xEF => self.stop(at),
                b';' => self.semicolon(at),
                b'\n' if line_ends == LineEnds::End => self.line_end(at),
                _ => None,
            };
            match end {
                Some(end) => {
                    self.finish(end);
                    at = end;
                }
                None => at += 1,
            }
        }
        self.finish(bytes.len());
    }

    /// Takes what was read up to `end` as a sentence, where something of it is visible.
    fn finish(&mut self, end: usize) {
        let sentence = &self.clause[self.start..end];
        let leading = sentence.len() - sentence.trim_start().len();
        let len = sentence.trim().len();
        if len > 0 {
            let start = self.offset + self.start + leading;
            self.found.push(start..start + len);
        }
        self.start = end;
    }

    /// The end of the sentence whose stop stands at `at`; none where it ends nothing.
    fn stop(&self, at: usize) -> Option<usize> {
        let rest = &self.clause[floor(self.clause, at)..];
        let stop = rest.chars().next().filter(|&c| is_stop(c))?;
        if matches!(stop, '。' | '！' | '？') {
            return Some(at + stop.len_utf8());
        }
        let stops = rest.len() - rest.trim_start_matches(is_stop).len();
        let closed = at + stops + closers_len(&rest[stops..]);
        let after = head(&self.clause[closed..]);
        let next = after.trim_start();
        if next.is_empty() {
            // Nothing follows, or only more white space than is looked at.
            return Some(closed);
        }
        let glued = next.len() == after.len();
        let single = stop == '.' && stops == 1;
        let before = tail(&self.clause[self.start..at]);
        let ends = match (glued, single) {
            (true, true) if closed == at + 1 => ends_glued(before, next),
            (true, _) => false,
            (false, true) => self.ends_with_stop(before, at, next),
            (false, false) => starts_sentence(next),
        };
        ends.then_some(closed)
    }

    /// Whether a single full stop after `before`, followed by white space and `next`, ends a
    /// sentence.
    fn ends_with_stop(&self, before: &str, at: usize, next: &str) -> bool {
        if !starts_sentence(next) || self.is_number_of_sentence(at) {
            return false;
        }
        match abbreviation::of(last_word(before)) {
            Some(Abbreviation::Never) => false,
            Some(Abbreviation::BeforeNumber) => !abbreviation::starts_number(next),
            Some(Abbreviation::Sometimes) => abbreviation::starts_like_a_sentence(next),
            None => true,
        }
    }

    /// True where all there is before the stop at `at` is the number of what follows: `4.2`, `a`,
    /// `iv`, `Article 3`.
    fn is_number_of_sentence(&self, at: usize) -> bool {
        let so_far = &self.clause[self.start..at];
        if so_far.len() > LOOK {
            return false;
        }
        let mut words = so_far.split_whitespace();
        let (Some(first), second, None) = (words.next(), words.next(), words.next()) else {
            return false;
        };
        match second {
            None => is_numeral(first),
            Some(second) => abbreviation::names_a_part(first) && is_numeral(second),
        }
    }

    fn semicolon(&self, at: usize) -> Option<usize> {
        let after = head(&self.clause[at + 1..]);
        let next = after.trim_start();
        (next.len() < after.len() && starts_item(next)).then_some(at + 1)
    }

    fn line_end(&self, at: usize) -> Option<usize> {
        let next = self.clause[at..].trim_start().chars().next();
        (!next.is_some_and(char::is_lowercase)).then_some(at + 1)
    }
}

fn is_stop(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | '。' | '！' | '？')
}

/// Closing quotes and brackets after a stop belong to its sentence, with a space before a French
/// quote.
fn closers_len(rest: &str) -> usize {
    let mut len = 0;
    loop {
        let tail = &rest[len..];
        let Some(next) = tail.chars().next() else {
            return len;
        };
        if matches!(next, '"' | '”' | '’' | '\'' | '»' | ')' | ']') {
            len += next.len_utf8();
        } else if matches!(next, ' ' | '\u{a0}' | '\u{202f}')
            && tail[next.len_utf8()..].starts_with('»')
        {
            len += next.len_utf8() + '»'.len_utf8();
        } else {
            return len;
        }
    }
}

/// Whether a stop with no white space after it ends a sentence: a lower-case word before, a
/// capitalised word after, and no address around.
fn ends_glued(before: &str, next: &str) -> bool {
    let word = last_word(before);
    let ends_word = word
        .chars()
        .next_back()
        .is_some_and(|c| c.is_lowercase() || matches!(c, ')' | '»' | '”'));
    if !ends_word || word.contains(['.', '/', '@', ':']) || word.chars().nth(1).is_none() {
        return false;
    }
    let token = next.split(char::is_whitespace).next().unwrap_or(next);
    let mut chars = token.chars();
    let capital = chars.next().is_some_and(char::is_uppercase);
    let lower = chars
        .next()
        .is_some_and(|c| c.is_lowercase() || matches!(c, '’' | '\''));
    let bare = token.trim_end_matches(|c: char| !c.is_alphanumeric());
    capital && lower && !bare.contains(['/', '@']) && !abbreviation::is_top_level_domain(bare)
}

/// Whether `next` can be the start of a sentence.
fn starts_sentence(next: &str) -> bool {
    let opened = next.trim_start_matches([
        '"', '“', '«', '‘', '(', '[', '\'', '*', ' ', '\u{a0}', '\u{202f}',
    ]);
    match opened.chars().next() {
        Some(first) => !first.is_lowercase() || starts_enumerator(next),
        None => true,
    }
}

/// True at `(i)`, `(b)`, `(2)`, `b)`, `2)`, a bullet, or a conjunction before one of them.
fn starts_item(next: &str) -> bool {
    const CONJUNCTIONS: &[&str] = &[
        "and ", "or ", "and/or ", "et ", "ou ", "et/ou ", "und ", "oder ",
    ];
    let conjunction = CONJUNCTIONS
        .iter()
        .find(|c| next.starts_with(**c))
        .map_or(0, |c| c.len());
    starts_enumerator(next[conjunction..].trim_start())
}

fn starts_enumerator(next: &str) -> bool {
    if next.starts_with(['•', '●', '▪', '◦', '○', '■', '–', '—', '-']) {
        let bullet = next.chars().next().map_or(0, char::len_utf8);
        return next[bullet..].starts_with(char::is_whitespace);
    }
    let inner = next.strip_prefix('(').unwrap_or(next);
    let len = inner.len()
        - inner
            .trim_start_matches(|c: char| c.is_ascii_alphanumeric())
            .len();
    (1..=4).contains(&len) && inner[len..].starts_with(')') && is_numeral(&inner[..len])
}

/// True for a number, a dotted number, one letter, or a Roman numeral.
fn is_numeral(word: &str) -> bool {
    let word = word
        .trim_start_matches(['(', '§'])
        .trim_end_matches([')', '.']);
    let dotted = |word: &str| word.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    let roman = |word: &str| word.len() <= 6 && word.bytes().all(|b| b"ivxlIVXL".contains(&b));
    !word.is_empty() && (dotted(word) || roman(word) || word.len() == 1 && word.is_ascii())
}

/// The word at the end of `text`, without an elided article (`l'art`) or what opens it.
fn last_word(text: &str) -> &str {
    let is_bound =
        |c: char| c.is_whitespace() || matches!(c, '(' | '[' | '"' | '“' | '«' | '\'' | '’' | '‘');
    let bound = text.char_indices().rev().find(|&(_, c)| is_bound(c));
    bound.map_or(text, |(i, c)| &text[i + c.len_utf8()..])
}

fn head(text: &str) -> &str {
    &text[..floor(text, LOOK)]
}

fn tail(text: &str) -> &str {
    &text[floor(text, text.len().saturating_sub(LOOK))..]
}

/// The last bound between characters that is not after `at`.
fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
