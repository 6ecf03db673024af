//! How things are said in print: names, numbers, and what a piece of a document must lose
//! before it may be shown.

use std::borrow::Cow;

use serde::Serialize;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::model::WeightEvidence;
use crate::document::{Encoding, Format};
use crate::finding::Verdict;
use crate::score::{Interval, LevelState};
use crate::taxonomy::IndicatorId;
use crate::text::Language;

/// What stands for a number that is not given.
pub(crate) const NOT_GIVEN: &str = "—";

/// The name under which a value stands in the data (`client_only`, `fr`).
#[must_use]
pub(crate) fn code<T: Serialize>(value: &T) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(name)) => name,
        Ok(serde_json::Value::Null) | Err(_) => String::new(),
        Ok(other) => other.to_string(),
    }
}

/// The same in words ("client only").
#[must_use]
pub(crate) fn said<T: Serialize>(value: &T) -> String {
    code(value).replace('_', " ")
}

/// An entry of a table of weights with what it weighs ("at any time +1.3").
#[must_use]
pub(crate) fn weight(entry: &WeightEvidence) -> String {
    format!("{} {:+.1}", entry.feature, entry.weight)
}

/// The entries that decided ("weights: at any time +1.3, terminate +0.9"), where there are any.
#[must_use]
pub(crate) fn weights(entries: &[WeightEvidence]) -> Option<String> {
    let all: Vec<_> = entries.iter().map(weight).collect();
    (!all.is_empty()).then(|| format!("weights: {}", all.join(", ")))
}

/// The name of an indicator in words ("rejection discretion").
#[must_use]
pub(crate) fn indicator(id: IndicatorId) -> String {
    id.get().name.replace('_', " ")
}

/// The name of a language in English.
#[must_use]
pub(crate) fn language(language: Language) -> &'static str {
    match language {
        Language::Fr => "French",
        Language::En => "English",
        Language::De => "German",
        Language::Es => "Spanish",
        Language::It => "Italian",
        Language::Pt => "Portuguese",
        Language::Nl => "Dutch",
        Language::Other => "another language",
    }
}

/// The name of a format.
#[must_use]
pub(crate) fn format(format: Format) -> &'static str {
    match format {
        Format::Markdown => "Markdown",
        Format::Html => "HTML",
        Format::PlainText => "plain text",
    }
}

/// The name of an encoding.
#[must_use]
pub(crate) fn encoding(encoding: Encoding) -> &'static str {
    match encoding {
        Encoding::Utf8 => "UTF-8",
        Encoding::Utf8Bom => "UTF-8 with byte order mark",
        Encoding::Utf16Le => "UTF-16, little endian",
        Encoding::Utf16Be => "UTF-16, big endian",
        Encoding::Windows1252 => "Windows-1252",
        Encoding::Windows1250 => "Windows-1250",
        Encoding::Windows1251 => "Windows-1251",
        Encoding::Windows1257 => "Windows-1257",
        Encoding::DamagedUtf8 => "damaged UTF-8",
    }
}

/// What a verdict on a mitigator says.
#[must_use]
pub(crate) fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Accepted => "accepted",
        Verdict::NotBinding => "rejected: not binding",
        Verdict::OtherClass => "rejected: of another kind",
    }
}

/// What a state says.
#[must_use]
pub(crate) fn state(state: LevelState) -> &'static str {
    match state {
        LevelState::Stated => "stated",
        LevelState::Silent => "silent",
        LevelState::Unobserved => "unobserved",
        LevelState::NotApplicable => "not applicable",
    }
}

/// A score without decimals, or a dash.
#[must_use]
pub(crate) fn score(score: Option<f64>) -> String {
    score.map_or_else(|| NOT_GIVEN.to_owned(), |score| format!("{score:.0}"))
}

/// An interval without decimals ("48–71"), or a dash.
#[must_use]
pub(crate) fn interval(interval: Option<Interval>) -> String {
    interval.map_or_else(
        || NOT_GIVEN.to_owned(),
        |Interval { lo, hi }| format!("{lo:.0}–{hi:.0}"),
    )
}

/// A share in per cent.
#[must_use]
pub(crate) fn percent(share: f64) -> String {
    format!("{:.0}%", 100.0 * share)
}

/// A number with its sign ("+0.67", "−0.20"), never "−0.00".
#[must_use]
pub(crate) fn signed(value: f64) -> String {
    let text = format!("{value:+.2}");
    match text.strip_prefix('-') {
        Some("0.00") => "+0.00".to_owned(),
        Some(rest) => format!("−{rest}"),
        None => text,
    }
}

/// A whole number in groups of three ("12,345").
#[must_use]
pub(crate) fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A word for one thing or for several, with their number ("1 clause", "12 clauses").
#[must_use]
pub(crate) fn counted(number: usize, one: &str, several: &str) -> String {
    format!(
        "{} {}",
        grouped(number),
        if number == 1 { one } else { several }
    )
}

/// A piece of a document on one line, without anything that a terminal would obey: control
/// characters (escape sequences begin with one) and marks that turn the direction of text.
#[must_use]
pub(crate) fn printable(text: &str) -> Cow<'_, str> {
    let clean = |c: char| !c.is_control() && !is_invisible(c);
    let single = !text.contains("  ") && !text.starts_with(' ') && !text.ends_with(' ');
    if single
        && text
            .chars()
            .all(|c| clean(c) && (c == ' ' || !c.is_whitespace()))
    {
        return Cow::Borrowed(text);
    }
    let mut line = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_whitespace() {
            if !line.is_empty() && !line.ends_with(' ') {
                line.push(' ');
            }
        } else if clean(c) {
            line.push(c);
        }
    }
    line.truncate(line.trim_end().len());
    Cow::Owned(line)
}

/// A piece of a document without what shows nothing: control characters but line breaks and tabs,
/// and marks that turn the direction of text. Its spaces stay.
#[must_use]
pub(crate) fn visible(text: &str) -> Cow<'_, str> {
    let shown = |c: char| matches!(c, '\n' | '\t') || !c.is_control() && !is_invisible(c);
    if text.chars().all(shown) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().filter(|c| shown(*c)).collect())
}

/// Marks of direction and the like: they show nothing and can make a line read as another.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// How many columns a text takes; colour takes none.
#[must_use]
pub(crate) fn width(text: &str) -> usize {
    let mut pieces = text.split('\u{1b}');
    let first = pieces.next().map_or(0, UnicodeWidthStr::width);
    let after = |piece: &str| piece.split_once('m').map_or(0, |(_, rest)| rest.width());
    first + pieces.map(after).sum::<usize>()
}

/// The last place at or before `at` where a text can be cut.
#[must_use]
pub(crate) fn boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// A text cut to so many columns, an ellipsis in the last of them, and filled up with spaces.
#[must_use]
pub(crate) fn fitted(text: &str, columns: usize) -> String {
    let mut line = cut(text, columns);
    let missing = columns.saturating_sub(width(&line));
    line.extend(std::iter::repeat_n(' ', missing));
    line
}

/// A text cut to so many columns, an ellipsis in the last of them.
#[must_use]
pub(crate) fn cut(text: &str, columns: usize) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    let mut line = String::new();
    let mut taken = 0;
    for c in text.chars() {
        let wide = c.width().unwrap_or(0);
        if taken + wide + 1 > columns {
            break;
        }
        taken += wide;
        line.push(c);
    }
    line.truncate(line.trim_end().len());
    line.push('…');
    line
}

/// A text in lines of at most so many columns, broken at spaces; a longer word has its own line.
#[must_use]
pub(crate) fn wrapped(text: &str, columns: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut taken = 0;
    for word in text.split_ascii_whitespace() {
        let wide = width(word);
        if taken > 0 && taken + 1 + wide > columns {
            lines.push(std::mem::take(&mut line));
            taken = 0;
        }
        if taken > 0 {
            line.push(' ');
            taken += 1;
        }
        line.push_str(word);
        taken += wide;
    }
    if taken > 0 {
        lines.push(line);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::{cut, fitted, grouped, printable, signed, visible, wrapped};

    #[test]
    fn nothing_that_a_terminal_obeys_is_printed() {
        assert_eq!(printable("plain words"), "plain words");
        assert_eq!(
            printable(" a\u{1b}[31mred\u{7}\r\n\tb\u{9b}2J "),
            "a[31mred b2J"
        );
        assert_eq!(printable("pay\u{202e}kcab\u{200b}"), "paykcab");
        assert_eq!(visible(" a\0\u{1b}[1m\n\tb\u{2066} "), " a[1m\n\tb ");
    }

    #[test]
    fn numbers_are_grouped_and_signed() {
        assert_eq!(
            [0, 999, 1_000, 1_234_567].map(grouped),
            ["0", "999", "1,000", "1,234,567"]
        );
        assert_eq!(
            [0.666, -0.001, -0.5].map(signed),
            ["+0.67", "+0.00", "−0.50"]
        );
    }

    #[test]
    fn columns_are_counted_as_a_terminal_shows_them() {
        assert_eq!(cut("Brévia", 6), "Brévia");
        assert_eq!(cut("Grindlewick", 6), "Grind…");
        assert_eq!(fitted("滴滴出行", 6), "滴滴… ");
        assert_eq!(wrapped("one two  three", 7), ["one two", "three"]);
    }
}
