//! A text as a run of tokens in which spacing, markup, case and typography make no difference.

use std::hash::{DefaultHasher, Hasher};
use std::ops::Range;

use sha2::{Digest, Sha256};

/// A word or a mark of punctuation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Token {
    /// Where it stands, in bytes of the text of the document.
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// Equal for tokens that are the same but for case and typography. The hash has fixed keys, so that
    /// the same text gives the same diff everywhere.
    pub(crate) hash: u64,
    pub(crate) class: TokenClass,
}

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TokenClass {
    /// Letters and digits.
    Word,
    /// Anything else that is visible.
    Mark,
}

/// How a character is read.
enum Reading {
    /// White space, or a mark of markup that was left over.
    Nothing,
    /// Invisible, inside a word or out of it.
    Invisible,
    /// Part of a word, as itself.
    Letter,
    /// An accented letter, as its letter and the accent apart from it.
    Accented(char, char),
    /// Punctuation, as its plain form.
    Mark(&'static str),
    /// A letter in a circle, which editors make of one in brackets.
    Circled(&'static str),
    /// Punctuation, as itself.
    OtherMark,
}

/// Adds the tokens of `text[range]` to `tokens`.
pub(crate) fn read(text: &str, range: Range<usize>, tokens: &mut Vec<Token>) {
    let mut word = Word::default();
    for (at, letter) in text[range.clone()].char_indices() {
        let start = range.start + at;
        let end = start + letter.len_utf8();
        if letter.is_ascii_alphanumeric() {
            word.letters.push(letter.to_ascii_lowercase() as u8);
            word.reach(start, end);
            continue;
        }
        match reading(letter) {
            Reading::Invisible => {}
            Reading::Letter => word.push(&[letter], start, end),
            Reading::Accented(letter, accent) => word.push(&[letter, accent], start, end),
            Reading::Nothing => word.close(tokens),
            Reading::Mark(plain) => {
                word.close(tokens);
                mark(plain, start..end, tokens);
            }
            Reading::OtherMark => {
                word.close(tokens);
                mark(letter.encode_utf8(&mut [0; 4]), start..end, tokens);
            }
            Reading::Circled(letters) => {
                word.close(tokens);
                mark("(", start..end, tokens);
                letters
                    .chars()
                    .for_each(|letter| word.push(&[letter], start, end));
                word.close(tokens);
                mark(")", start..end, tokens);
            }
        }
    }
    word.close(tokens);
}

/// A word under reading.
#[derive(Default)]
struct Word {
    start: usize,
    end: usize,
    /// Its letters in lower case, as UTF-8.
    letters: Vec<u8>,
}

impl Word {
    fn push(&mut self, letters: &[char], start: usize, end: usize) {
        for letter in letters.iter().flat_map(|letter| letter.to_lowercase()) {
            self.letters
                .extend_from_slice(letter.encode_utf8(&mut [0; 4]).as_bytes());
        }
        self.reach(start, end);
    }

    fn reach(&mut self, start: usize, end: usize) {
        if self.end == 0 {
            self.start = start;
        }
        self.end = end;
    }

    fn close(&mut self, tokens: &mut Vec<Token>) {
        if self.end > 0 {
            tokens.push(Token {
                start: self.start,
                end: self.end,
                hash: hash_of(&self.letters),
                class: TokenClass::Word,
            });
            self.end = 0;
            self.letters.clear();
        }
    }
}

/// A hash of a whole text that spacing, markup, case and typography do not change.
pub(crate) fn fingerprint(text: &str) -> [u8; 32] {
    let mut tokens = Vec::new();
    let mut digest = Sha256::new();
    // By lines, so that the tokens of a large text are not all held at once.
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        tokens.clear();
        read(text, start..start + line.len(), &mut tokens);
        for token in &tokens {
            digest.update(token.hash.to_le_bytes());
        }
        start += line.len();
    }
    digest.finalize().into()
}

fn mark(plain: &str, at: Range<usize>, tokens: &mut Vec<Token>) {
    // Dots in a row are an ellipsis.
    if matches!(plain, "." | "…")
        && let Some(last) = tokens
            .last_mut()
            .filter(|last| last.is_dots() && last.end == at.start)
    {
        last.end = at.end;
        last.hash = hash_of("…".as_bytes());
        return;
    }
    tokens.push(Token {
        start: at.start,
        end: at.end,
        hash: hash_of(plain.as_bytes()),
        class: TokenClass::Mark,
    });
}

fn hash_of(bytes: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    hasher.write(bytes);
    hasher.finish()
}

impl Token {
    fn is_dots(&self) -> bool {
        self.hash == hash_of(b".") || self.hash == hash_of("…".as_bytes())
    }
}

fn reading(letter: char) -> Reading {
    match letter {
        // What Markdown leaves behind where its marks are not balanced.
        '*' | '_' | '\\' | '|' | '#' | '`' => Reading::Nothing,
        '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '″' => Reading::Mark("\""),
        '\'' | '‘' | '’' | '‚' | '‛' | '′' | '´' | 'ʼ' => Reading::Mark("'"),
        '-' | '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' => Reading::Mark("-"),
        '©' => Reading::Circled("c"),
        '®' => Reading::Circled("r"),
        '.' => Reading::Mark("."),
        '…' => Reading::Mark("…"),
        '●' | '•' | '▪' | '▫' | '◦' | '○' | '■' | '□' | '‣' | '⁃' | '∙' | '·' | '\u{f0b7}'
        | '\u{f0a7}' => Reading::Nothing,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{fe0e}' | '\u{fe0f}' => {
            Reading::Invisible
        }
        '\u{300}'..='\u{36f}' => Reading::Letter,
        _ if letter.is_whitespace() || letter.is_control() => Reading::Nothing,
        _ if letter.is_alphanumeric() => match decomposed(letter) {
            Some((letter, accent)) => Reading::Accented(letter, accent),
            None => Reading::Letter,
        },
        _ => Reading::OtherMark,
    }
}

/// The letter and the accent of an accented letter of Latin-1, as Unicode takes them apart: some
/// systems write them so.
fn decomposed(letter: char) -> Option<(char, char)> {
    const APART: [(&str, &str, char); 7] = [
        ("ÀÈÌÒÙàèìòù", "AEIOUaeiou", '\u{300}'),
        ("ÁÉÍÓÚÝáéíóúý", "AEIOUYaeiouy", '\u{301}'),
        ("ÂÊÎÔÛâêîôû", "AEIOUaeiou", '\u{302}'),
        ("ÃÑÕãñõ", "ANOano", '\u{303}'),
        ("ÄËÏÖÜäëïöüÿ", "AEIOUaeiouy", '\u{308}'),
        ("Åå", "Aa", '\u{30a}'),
        ("Çç", "Cc", '\u{327}'),
    ];
    if !('À'..='ÿ').contains(&letter) {
        return None;
    }
    APART.iter().find_map(|(composed, plain, accent)| {
        let place = composed.chars().position(|c| c == letter)?;
        Some((plain.chars().nth(place)?, *accent))
    })
}

#[cfg(test)]
mod tests {
    use super::{fingerprint, read};

    #[test]
    fn spacing_markup_case_and_typography_make_no_difference() {
        let same = [
            ("We may suspend\u{a0}you.", "We  may\nsuspend you."),
            ("l’« Application »", "l'\"Application\""),
            ("**4.1 License.** You", "4.1 License. You"),
            ("e\u{301}te\u{301}, C\u{327}a", "été, Ça"),
            ("sus\u{ad}pend", "suspend"),
            ("and so on…", "and so on..."),
            ("10 – 20", "10 - 20"),
            ("• fees", "fees"),
            ("; © bank", "; (c) bank"),
            ("CONDITIONS GÉNÉRALES", "Conditions générales"),
        ];
        for (one, other) in same {
            assert_eq!(fingerprint(one), fingerprint(other), "{one} | {other}");
        }
    }

    #[test]
    fn words_and_punctuation_do() {
        let different = [
            ("may suspend", "may not suspend"),
            ("10 days", "15 days"),
            ("fees, paid", "fees paid"),
            ("ou", "où"),
            ("work er", "worker"),
        ];
        for (one, other) in different {
            assert_ne!(fingerprint(one), fingerprint(other), "{one} | {other}");
        }
    }

    #[test]
    fn tokens_know_their_place() {
        let text = "a  l’été 10%";
        let mut tokens = Vec::new();
        read(text, 3..text.len(), &mut tokens);
        let words: Vec<_> = tokens.iter().map(|t| &text[t.start..t.end]).collect();
        assert_eq!(words, ["l", "’", "été", "10", "%"]);
    }
}
