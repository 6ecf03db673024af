//! Words: where they stand, and what the vocabulary knows of them.

use super::fold::{CharClass, classify};
use super::vocabulary::{SetId, Vocabulary};

/// A word of a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Word {
    /// Byte where it starts, in the text it was read from.
    pub start: u32,
    /// Byte after its last.
    pub end: u32,
    /// Hash of its folded form: equal for equal folded words.
    pub hash: u32,
    /// What stands between it and the word before.
    pub before: Break,
    /// Whether its first letter is an upper-case one.
    pub capital: Capital,
    pub(crate) set: SetId,
}

/// Whether a word begins with an upper-case letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Capital {
    /// It does.
    Upper,
    /// It does not.
    Lower,
}

/// The strongest mark between two words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Break {
    /// A space, a hyphen, an apostrophe.
    None,
    /// A quotation mark.
    Quote,
    /// A comma or a dash.
    Comma,
    /// A bracket.
    Bracket,
    /// A colon.
    Colon,
    /// A semicolon.
    Semicolon,
    /// The end of a sentence.
    Stop,
}

impl Break {
    fn of(c: char) -> Self {
        match c {
            '.' | '!' | '?' | '…' => Self::Stop,
            ';' => Self::Semicolon,
            ':' => Self::Colon,
            '(' | ')' | '[' | ']' => Self::Bracket,
            ',' | '–' | '—' => Self::Comma,
            '"' | '«' | '»' | '“' | '”' | '„' => Self::Quote,
            _ => Self::None,
        }
    }
}

/// FNV-1a: the words of a document are not chosen to collide, and where they do a name of a
/// party would be taken for another word, no more.
#[derive(Clone, Copy)]
struct WordHash(u32);

impl WordHash {
    const START: Self = Self(0x811c_9dc5);

    fn push(&mut self, symbol: u8) {
        self.0 = (self.0 ^ u32::from(symbol)).wrapping_mul(0x0100_0193);
    }
}

/// Splits `text` into words and appends them to `words`; positions are shifted by `offset`.
///
/// Each word is folded and looked up in `vocabulary` in the same pass.
pub(crate) fn split_into(
    text: &str,
    offset: usize,
    vocabulary: &Vocabulary,
    words: &mut Vec<Word>,
) {
    let mut before = Break::None;
    let mut chars = text.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        let folded = match classify(c) {
            CharClass::Letter(folded) => folded,
            CharClass::Sign(symbol) => {
                words.push(sign(offset + start, c, symbol, before, vocabulary));
                before = Break::None;
                continue;
            }
            CharClass::Transparent => continue,
            CharClass::Separator => {
                before = before.max(Break::of(c));
                continue;
            }
        };
        let mut walk = vocabulary.walk();
        let mut hash = WordHash::START;
        for &symbol in folded.as_slice() {
            walk.step(symbol);
            hash.push(symbol);
        }
        let mut end = start + c.len_utf8();
        while let Some(&(at, next)) = chars.peek() {
            match classify(next) {
                CharClass::Letter(folded) => {
                    for &symbol in folded.as_slice() {
                        walk.step(symbol);
                        hash.push(symbol);
                    }
                    end = at + next.len_utf8();
                }
                CharClass::Transparent => {}
                CharClass::Sign(_) | CharClass::Separator => {
                    let Some(symbols) = lost_ligature(text, at) else {
                        break;
                    };
                    for &symbol in symbols {
                        walk.step(symbol);
                        hash.push(symbol);
                    }
                    end = at + next.len_utf8();
                }
            }
            chars.next();
        }
        words.push(Word {
            start: position(offset + start),
            end: position(offset + end),
            hash: hash.0,
            before,
            capital: if c.is_uppercase() {
                Capital::Upper
            } else {
                Capital::Lower
            },
            set: walk.finish(c.is_numeric()),
        });
        before = Break::None;
    }
}

/// The letters that a mark in the middle of a word stands for where a PDF lost its ligatures
/// ("applica(on", "perme?re"). A bracket that closes again ("client(s)") is none.
fn lost_ligature(text: &str, at: usize) -> Option<&'static [u8]> {
    let letters: &[u8] = match text.as_bytes().get(at)? {
        b'(' => b"ti",
        b'?' => b"tt",
        _ => return None,
    };
    let before = text[..at].chars().next_back()?;
    let rest = &text[at + 1..];
    let word = rest.find(|c: char| !c.is_lowercase()).unwrap_or(rest.len());
    let closes = rest[word..].starts_with([')', '=', '&', '/']);
    (before.is_lowercase() && word > 0 && !closes).then_some(letters)
}

fn sign(start: usize, c: char, symbol: u8, before: Break, vocabulary: &Vocabulary) -> Word {
    let mut hash = WordHash::START;
    // Keeps a sign apart from the letter it is folded to.
    hash.push(b'#');
    hash.push(symbol);
    Word {
        start: position(start),
        end: position(start + c.len_utf8()),
        hash: hash.0,
        before,
        capital: Capital::Lower,
        set: vocabulary.sign(symbol),
    }
}

/// Documents over 4 GiB are refused when read, so a position fits.
fn position(byte: usize) -> u32 {
    u32::try_from(byte).unwrap_or(u32::MAX)
}

/// The hash that a word of this text would get; for names of parties.
pub(crate) fn hashes(text: &str) -> Vec<u32> {
    let mut words = Vec::new();
    split_into(text, 0, Vocabulary::empty(), &mut words);
    words.iter().map(|word| word.hash).collect()
}

/// The folded form of one word.
pub(crate) fn folded(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    for c in word.chars() {
        if let CharClass::Letter(folded) = classify(c) {
            out.extend(folded.as_slice().iter().map(|&symbol| char::from(symbol)));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{Break, hashes, split_into};
    use crate::text::vocabulary::Vocabulary;

    fn words(text: &str) -> Vec<&str> {
        let mut words = Vec::new();
        split_into(text, 0, Vocabulary::empty(), &mut words);
        words
            .iter()
            .map(|word| &text[word.start as usize..word.end as usize])
            .collect()
    }

    #[test]
    fn splits_at_apostrophes_and_hyphens() {
        assert_eq!(
            words("l’e-mail de l'Œuvre"),
            ["l", "e", "mail", "de", "l", "Œuvre"]
        );
    }

    #[test]
    fn keeps_signs_as_words() {
        assert_eq!(words("20 % ou 15€"), ["20", "%", "ou", "15", "€"]);
    }

    #[test]
    fn folds_accents_ligatures_and_combining_marks_alike() {
        assert_eq!(hashes("définition"), hashes("DE\u{301}ﬁni\u{ad}tion"));
        assert_ne!(hashes("€"), hashes("e"));
    }

    #[test]
    fn mends_lost_ligatures_and_leaves_brackets() {
        assert_eq!(
            hashes("applica(on perme?re"),
            hashes("application permettre")
        );
        assert_eq!(
            words("le client(s) (ou non)"),
            ["le", "client", "s", "ou", "non"]
        );
    }

    #[test]
    fn remembers_what_stands_before_a_word() {
        let mut words = Vec::new();
        split_into(
            "If so, we may: act; or not",
            0,
            Vocabulary::empty(),
            &mut words,
        );
        let breaks: Vec<_> = words.iter().map(|word| word.before).collect();
        assert_eq!(breaks[2], Break::Comma);
        assert_eq!(breaks[4], Break::Colon);
        assert_eq!(breaks[5], Break::Semicolon);
    }
}
