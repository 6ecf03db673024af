//! The number, letter or bullet at the start of a piece of text.

use std::sync::LazyLock;

use regex::Regex;

use crate::document::counting::{ROMAN, roman};

/// What stands at the start of a piece, before its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Marker {
    pub(super) form: Form,
    /// The number; one part but in `4.2`. Empty for a bullet.
    pub(super) path: Vec<Numeral>,
    /// How many bytes it takes, with its delimiter and the white space after it.
    pub(super) len: usize,
}

/// How a marker is written: siblings are written alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// `Article 4`, `Section 4`, `§ 4`.
    Keyword,
    /// `4.`, `4.2`, `II –`, `b.`
    Plain,
    /// `4 Title`, a number without any delimiter.
    Bare,
    /// `(b)`
    Parentheses,
    /// `b)`
    Parenthesis,
    /// A bullet, and which.
    Bullet(char),
}

/// One part of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Numeral {
    Arabic(u32),
    /// A letter by its place in the alphabet; `i`, `v`, `x` and their like may be Roman.
    Lower(u32),
    Upper(u32),
    LowerRoman(u32),
    UpperRoman(u32),
}

impl Numeral {
    pub(super) fn value(self) -> u32 {
        match self {
            Numeral::Arabic(n)
            | Numeral::Lower(n)
            | Numeral::Upper(n)
            | Numeral::LowerRoman(n)
            | Numeral::UpperRoman(n) => n,
        }
    }

    /// The numeral as it is written.
    pub(super) fn written(self) -> String {
        match self {
            Numeral::Arabic(n) => n.to_string(),
            Numeral::Lower(n) => letters(n),
            Numeral::Upper(n) => letters(n).to_ascii_uppercase(),
            Numeral::LowerRoman(n) => roman(n),
            Numeral::UpperRoman(n) => roman(n).to_ascii_uppercase(),
        }
    }

    /// True where both are counted in the same way.
    pub(super) fn is_like(self, other: Numeral) -> bool {
        std::mem::discriminant(&self) == std::mem::discriminant(&other)
    }

    /// The other way to read it: the letter `i` as the Roman 1, the Roman `c` as the letter.
    pub(super) fn other_reading(self) -> Option<Numeral> {
        let written = self.written();
        match self {
            Numeral::Lower(_) => roman_value(&written).map(Numeral::LowerRoman),
            Numeral::Upper(_) => {
                roman_value(&written.to_ascii_lowercase()).map(Numeral::UpperRoman)
            }
            Numeral::LowerRoman(_) => letter_value(&written).map(Numeral::Lower),
            Numeral::UpperRoman(_) => {
                letter_value(&written.to_ascii_lowercase()).map(Numeral::Upper)
            }
            Numeral::Arabic(_) => None,
        }
    }

    /// Reads a word as a numeral: digits, a letter, or a Roman numeral, which of the last two it
    /// is likelier to be.
    pub(super) fn parse(word: &str) -> Option<Numeral> {
        if word.bytes().all(|b| b.is_ascii_digit()) {
            return word.parse().ok().map(Numeral::Arabic);
        }
        let lower = word.to_ascii_lowercase();
        let is_upper = word.bytes().all(|b| b.is_ascii_uppercase());
        if !is_upper && lower != word {
            return None;
        }
        // A single c, d, l or m is a letter; i, v, x and what is longer are Roman.
        let letter = letter_value(&lower);
        let as_roman = roman_value(&lower)
            .filter(|&value| value <= LAST_ROMAN && !(lower.len() == 1 && "cl".contains(&lower)));
        Some(match (as_roman, letter, is_upper) {
            (Some(n), _, false) => Numeral::LowerRoman(n),
            (Some(n), _, true) => Numeral::UpperRoman(n),
            (None, Some(n), false) => Numeral::Lower(n),
            (None, Some(n), true) => Numeral::Upper(n),
            (None, None, _) => return None,
        })
    }
}

/// One letter, or the same one twice (`aa` is 27).
fn letter_value(lower: &str) -> Option<u32> {
    let bytes = lower.as_bytes();
    let first = *bytes.first().filter(|b| b.is_ascii_lowercase())?;
    let place = u32::from(first - b'a') + 1;
    match bytes {
        [_] => Some(place),
        [_, second] if *second == first => Some(26 + place),
        _ => None,
    }
}

fn letters(value: u32) -> String {
    let place = value.saturating_sub(1);
    let letter = char::from(b'a' + u8::try_from(place % 26).unwrap_or(0));
    std::iter::repeat_n(letter, if place < 26 { 1 } else { 2 }).collect()
}

/// Higher Roman numerals are read as letters.
const LAST_ROMAN: u32 = 60;

/// The value of a well-formed Roman numeral.
fn roman_value(lower: &str) -> Option<u32> {
    if lower.is_empty() || lower.len() > 8 {
        return None;
    }
    let mut rest = lower;
    let mut value = 0;
    for (step, letters) in ROMAN {
        while let Some(after) = rest.strip_prefix(letters) {
            value += step;
            rest = after;
        }
    }
    (rest.is_empty() && roman(value) == lower).then_some(value)
}

/// `Article 4 -`, `Section 2.1:`, `§1`, `ARTICLE VIII.`
static KEYWORD: LazyLock<Regex> = LazyLock::new(|| {
    compile(
        r"^(?i:articles?|art\.|section|sec\.|clause|chapter|chapitre|titre|title|part|partie|annexe?|appendix|schedule|exhibit|artikel|artículo|articolo|artigo|abschnitt|kapitel|§+)[\s]*(?i:n[°o]\.?\s*)?(\d{1,3}(?:\.\d{1,3})*|[IVXLC]+|[A-Z]|(?i:premier|ier))(?:er\b|ER\b|bis\b)?(\s*[.:)/–—-]+\s*|\s+|$)",
    )
});

/// `4.2`, `4.2.1.`, `A.1`, `II.3)`
static DOTTED: LazyLock<Regex> = LazyLock::new(|| {
    compile(r"^(\d{1,3}|[A-Z]|[IVX]{1,5})((?:\.\d{1,3})+)(\.?\)?\s*[:–—/-]\s+|\.?\)?\s+|\.\)?|$)")
});

/// `4.`, `4 -`, `II –`, `b.`, `4 /`; and `4 Title`.
static SINGLE: LazyLock<Regex> = LazyLock::new(|| {
    compile(
        r"^(\d{1,3}|[A-Za-z]|[ivxl]{2,6}|[IVXL]{2,6})(\s?\.[\s]*[–—:-]?(?:\s+|$)|\.|\s?[:]\s+|\s*[–—/-]+\s+|\s+|$)",
    )
});

/// `(b)`, `(iv)`, `(2)`, `b)`, `2)`
static PARENTHESIS: LazyLock<Regex> = LazyLock::new(|| {
    compile(r"^(\(\s?)?(\d{1,2}|[a-z]{1,2}|[A-Z]|[ivxl]{1,6}|[IVXL]{1,6})\s?\)[.:]?\s*")
});

/// A list mark and white space, or a hyphen at a word.
static BULLET: LazyLock<Regex> = LazyLock::new(|| {
    compile(
        r"^(?:([●•▪▫◦○■□‣⁃∙·➢➤✓✔►\u{f0b7}\u{f0a7}])\s*|([*–—−-])\s+|(-)[\p{Ll}]|(o)[\s\u{a0}]{2,})",
    )
});

fn compile(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the pattern is a constant")
}

/// How much of a piece can hold its marker, in bytes.
const REACH: usize = 48;

/// The marker at the start of `text`, if any.
pub(super) fn parse(text: &str) -> Option<Marker> {
    let first = text.chars().next()?;
    let head = &text[..floor(text, REACH)];
    if first.is_ascii_digit() {
        return dotted(head)
            .or_else(|| parenthesis(head))
            .or_else(|| single(head));
    }
    if first == '(' {
        return parenthesis(head);
    }
    if first.is_alphabetic() || first == '§' {
        return keyword(head)
            .or_else(|| dotted(head))
            .or_else(|| parenthesis(head))
            .or_else(|| single(head))
            .or_else(|| bullet(head));
    }
    bullet(head)
}

/// The marker a list gives to its item by markup.
pub(super) fn of_label(label: &str) -> Option<Marker> {
    let numeral = Numeral::parse(label.trim_end_matches(['.', ')']))?;
    let form = if label.ends_with(')') {
        Form::Parenthesis
    } else {
        Form::Plain
    };
    Some(Marker {
        form,
        path: vec![numeral],
        len: 0,
    })
}

fn keyword(head: &str) -> Option<Marker> {
    // "…as set out in / clause 6." is the end of a broken line.
    if head.starts_with(char::is_lowercase) {
        return None;
    }
    let found = KEYWORD.captures(head)?;
    let (whole, number, delimiter) = (found.get(0)?, &found[1], &found[2]);
    let rest = &head[whole.end()..];
    let next = rest.chars().next();
    // "Article 7 of the Payments Terms" speaks of an article; it does not open one.
    if delimiter.trim().is_empty() && next.is_some_and(|c| c.is_lowercase() || c == '(') {
        return None;
    }
    // "Article L. 217-4" is of a code.
    let is_letter = number.len() == 1 && number.starts_with(char::is_alphabetic);
    if is_letter && next.is_some_and(|c| c.is_ascii_digit()) || delimiter.starts_with('-') {
        return None;
    }
    let path = if number.eq_ignore_ascii_case("premier") || number.eq_ignore_ascii_case("ier") {
        vec![Numeral::Arabic(1)]
    } else {
        number
            .split('.')
            .map(Numeral::parse)
            .collect::<Option<_>>()?
    };
    Some(Marker {
        form: Form::Keyword,
        path,
        len: whole.end(),
    })
}

fn dotted(head: &str) -> Option<Marker> {
    let found = DOTTED.captures(head)?;
    let (whole, delimiter) = (found.get(0)?, &found[3]);
    let rest = &head[whole.end()..];
    let next = rest.chars().next();
    if next.is_some_and(|c| c.is_ascii_digit() || matches!(c, '%' | '€' | '$' | '£' | ',')) {
        return None;
    }
    // "2.5 hours" counts something; "2.5. hours" is an item.
    let delimited = delimiter.contains(['.', ')', ':', '–', '—', '-', '/']);
    if !delimited && next.is_some_and(char::is_lowercase) && !found[2][1..].contains('.') {
        return None;
    }
    let mut path = vec![Numeral::parse(&found[1])?];
    for part in found[2][1..].split('.') {
        path.push(Numeral::Arabic(part.parse().ok()?));
    }
    // Zero opens no sequence, except as a preamble (`0.1`).
    if path.iter().skip(1).any(|n| n.value() == 0) {
        return None;
    }
    let mut len = whole.end();
    if let Some(sub) = head[len..]
        .starts_with('(')
        .then(|| parenthesis(&head[len..]))
        .flatten()
        && whole.as_str().ends_with(|c: char| !c.is_whitespace())
    {
        path.extend(sub.path);
        len += sub.len;
    }
    Some(Marker {
        form: Form::Plain,
        path,
        len,
    })
}

fn single(head: &str) -> Option<Marker> {
    let found = SINGLE.captures(head)?;
    let (whole, number, delimiter) = (found.get(0)?, &found[1], &found[2]);
    let rest = &head[whole.end()..];
    let next = rest.chars().next();
    let is_digit = number.as_bytes()[0].is_ascii_digit();
    let bare = delimiter.trim().is_empty();
    let glued = delimiter == ".";
    if glued && !next.is_some_and(char::is_uppercase)
        || next.is_some_and(|c| c.is_ascii_digit() || matches!(c, '%' | '€' | '$' | '£'))
    {
        return None;
    }
    // "3 Termination" is a number, "30 days" is not, nor is "A platform".
    if bare && !(is_digit && next.is_some_and(char::is_uppercase)) {
        return None;
    }
    // A letter with a dash or a colon, glued or in lower case, is mostly something else.
    if !is_digit
        && (glued
            || number.len() == 1
                && !delimiter.contains('.')
                && number == number.to_ascii_lowercase())
    {
        return None;
    }
    let form = if bare { Form::Bare } else { Form::Plain };
    Some(Marker {
        form,
        path: vec![Numeral::parse(number)?],
        len: whole.end(),
    })
}

fn parenthesis(head: &str) -> Option<Marker> {
    let found = PARENTHESIS.captures(head)?;
    let form = if found.get(1).is_some() {
        Form::Parentheses
    } else {
        Form::Parenthesis
    };
    let numeral = Numeral::parse(&found[2])?;
    Some(Marker {
        form,
        path: vec![numeral],
        len: found.get(0)?.end(),
    })
}

fn bullet(head: &str) -> Option<Marker> {
    let found = BULLET.captures(head)?;
    let mark = found.iter().skip(1).flatten().next()?;
    let len = if found.get(3).is_some() {
        mark.end()
    } else {
        found.get(0)?.end()
    };
    Some(Marker {
        form: Form::Bullet(mark.as_str().chars().next()?),
        path: Vec::new(),
        len,
    })
}

/// The last bound between characters of `text` that is not after `at`.
pub(super) fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

impl Marker {
    /// True where both are counted and written alike, as siblings are.
    pub(super) fn counts_like(&self, other: &Marker) -> bool {
        let alike = match (self.last(), other.last()) {
            (Some(own), Some(other)) => own.is_like(other),
            (own, other) => own.is_none() && other.is_none(),
        };
        self.form == other.form && self.path.len() == other.path.len() && alike
    }

    pub(super) fn last(&self) -> Option<Numeral> {
        self.path.last().copied()
    }

    /// True for a number that can stand before a heading: not `(b)`, nor a bullet.
    pub(super) fn can_head(&self) -> bool {
        matches!(self.form, Form::Keyword | Form::Plain | Form::Bare)
    }

    /// True for what only enumerates: letters, Roman numerals in lower case, anything in
    /// parentheses, bullets.
    pub(super) fn enumerates(&self) -> bool {
        match self.form {
            Form::Bullet(_) | Form::Parentheses | Form::Parenthesis => true,
            Form::Keyword | Form::Bare => false,
            Form::Plain => matches!(self.path[..], [Numeral::Lower(_) | Numeral::LowerRoman(_)]),
        }
    }
}
