//! The pattern language, read to a syntax tree.
//!
//! ```text
//! pattern  = element+
//! element  = atom "?"? | gap
//! atom     = word | word "*" | "(" pattern ("|" pattern)* ")" | "{" name "}" | "<" kind ">"
//! gap      = "…" number?        at most that many words, 8 where none is given
//! kind     = platform | worker | client | third | number
//! ```

use super::Party;
use crate::text::fold::{CharClass, OTHER, classify};

/// The words a gap without a number may span.
pub(crate) const DEFAULT_GAP: u8 = 8;

/// The widest gap a pattern may ask for.
pub(crate) const WIDEST_GAP: u8 = 40;

/// How deep brackets may be nested.
const DEEPEST: usize = 16;

/// A pattern that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("pattern `{pattern}`, column {column}: {reason}")]
pub struct PatternError {
    /// The pattern as written.
    pub pattern: String,
    /// The column, from 1, in characters.
    pub column: usize,
    /// What is wrong there.
    pub reason: String,
}

/// A pattern as written: elements in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Pattern {
    pub(crate) elements: Vec<Element>,
}

/// An element with the gap before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Element {
    /// How many words may stand between it and what came before.
    pub(crate) gap: u8,
    pub(crate) atom: Atom,
    pub(crate) presence: Presence,
}

/// Whether an element must be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Presence {
    Required,
    Optional,
}

/// What an element asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Atom {
    /// A folded word.
    Word(String),
    /// A folded stem.
    Stem(String),
    /// A currency or per cent sign.
    Sign(u8),
    /// A word that begins with a digit.
    Number,
    /// One of several patterns.
    Alternatives(Vec<Pattern>),
    /// A shared vocabulary.
    Vocabulary(String),
    /// A mention of a party.
    Party(Party),
}

impl Pattern {
    /// Reads a pattern.
    pub(crate) fn parse(text: &str) -> Result<Self, PatternError> {
        let chars: Vec<char> = text.replace("...", "…").chars().collect();
        let mut parser = Parser {
            chars: &chars,
            at: 0,
            depth: 0,
        };
        let pattern = parser.sequence().and_then(|pattern| match parser.peek() {
            None => Ok(pattern),
            Some(c) => Err(parser.fault(format!("`{c}` has nothing to close"))),
        });
        pattern.map_err(|fault| PatternError {
            pattern: text.to_owned(),
            column: fault.at + 1,
            reason: fault.reason,
        })
    }
}

struct Fault {
    at: usize,
    reason: String,
}

struct Parser<'a> {
    chars: &'a [char],
    at: usize,
    depth: usize,
}

impl Parser<'_> {
    fn peek(&self) -> Option<char> {
        self.chars.get(self.at).copied()
    }

    fn fault(&self, reason: impl Into<String>) -> Fault {
        Fault {
            at: self.at,
            reason: reason.into(),
        }
    }

    fn sequence(&mut self) -> Result<Pattern, Fault> {
        let mut elements: Vec<Element> = Vec::new();
        let mut gap = 0;
        while let Some(c) = self.peek() {
            match c {
                ')' | '|' => break,
                '…' => gap = self.gap(elements.is_empty())?,
                c if c.is_whitespace() => self.at += 1,
                _ => {
                    self.element(gap, &mut elements)?;
                    gap = 0;
                }
            }
        }
        if gap > 0 {
            return Err(self.fault("a gap stands between two elements, not at the end"));
        }
        if !elements
            .iter()
            .any(|element| element.presence == Presence::Required)
        {
            return Err(self.fault("at least one element must be required"));
        }
        Ok(Pattern { elements })
    }

    fn gap(&mut self, leading: bool) -> Result<u8, Fault> {
        if leading {
            return Err(self.fault("a gap stands between two elements, not at the start"));
        }
        self.at += 1;
        let digits: String = self.chars[self.at..]
            .iter()
            .take_while(|c| c.is_ascii_digit())
            .collect();
        self.at += digits.len();
        if digits.is_empty() {
            return Ok(DEFAULT_GAP);
        }
        match digits.parse() {
            Ok(width @ 1..=WIDEST_GAP) => Ok(width),
            _ => Err(self.fault(format!("a gap is 1 to {WIDEST_GAP} words wide"))),
        }
    }

    /// A word of the pattern may fold to several words ("e-mail"): each is an element.
    fn element(&mut self, gap: u8, elements: &mut Vec<Element>) -> Result<(), Fault> {
        let atoms = match self.peek() {
            Some('(') => vec![self.alternatives()?],
            Some('{') => vec![self.vocabulary()?],
            Some('<') => vec![self.kind()?],
            _ => self.words()?,
        };
        let presence = if self.peek() == Some('?') {
            self.at += 1;
            Presence::Optional
        } else {
            Presence::Required
        };
        if presence == Presence::Optional && atoms.len() > 1 {
            return Err(self.fault("put a compound word in brackets before making it optional"));
        }
        for (place, atom) in atoms.into_iter().enumerate() {
            let gap = if place == 0 { gap } else { 0 };
            elements.push(Element {
                gap,
                atom,
                presence,
            });
        }
        Ok(())
    }

    fn alternatives(&mut self) -> Result<Atom, Fault> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(self.fault("brackets are nested too deep"));
        }
        let mut alternatives = Vec::new();
        loop {
            self.at += 1;
            alternatives.push(self.sequence()?);
            match self.peek() {
                Some('|') => {}
                Some(')') => break,
                _ => return Err(self.fault("a bracket is not closed")),
            }
        }
        self.at += 1;
        self.depth -= 1;
        Ok(Atom::Alternatives(alternatives))
    }

    fn delimited(&mut self, close: char) -> Result<String, Fault> {
        self.at += 1;
        let name: String = self.chars[self.at..]
            .iter()
            .take_while(|&&c| c != close)
            .collect();
        let length = name.chars().count();
        if self.chars.get(self.at + length) != Some(&close) {
            return Err(self.fault(format!("`{close}` is missing")));
        }
        self.at += length + 1;
        Ok(name)
    }

    fn vocabulary(&mut self) -> Result<Atom, Fault> {
        Ok(Atom::Vocabulary(self.delimited('}')?))
    }

    fn kind(&mut self) -> Result<Atom, Fault> {
        let start = self.at;
        match self.delimited('>')?.as_str() {
            "platform" => Ok(Atom::Party(Party::Platform)),
            "worker" => Ok(Atom::Party(Party::Worker)),
            "client" => Ok(Atom::Party(Party::Client)),
            "third" => Ok(Atom::Party(Party::ThirdParty)),
            "number" => Ok(Atom::Number),
            other => {
                self.at = start;
                Err(self.fault(format!(
                    "`<{other}>` is none of <platform>, <worker>, <client>, <third>, <number>"
                )))
            }
        }
    }

    fn words(&mut self) -> Result<Vec<Atom>, Fault> {
        let mut atoms = Vec::new();
        let mut word = String::new();
        while let Some(c) = self.peek() {
            match (c, classify(c)) {
                ('*', _) => {
                    self.at += 1;
                    if word.is_empty() {
                        return Err(self.fault("`*` follows the beginning of a word"));
                    }
                    atoms.push(Atom::Stem(std::mem::take(&mut word)));
                    break;
                }
                (_, CharClass::Letter(folded)) => {
                    word.extend(folded.as_slice().iter().map(|&symbol| char::from(symbol)));
                }
                (_, CharClass::Transparent) => {}
                (_, CharClass::Sign(symbol)) => {
                    push_word(&mut word, &mut atoms);
                    atoms.push(Atom::Sign(symbol));
                }
                ('-' | '\'' | '’', _) => push_word(&mut word, &mut atoms),
                _ => break,
            }
            self.at += 1;
        }
        push_word(&mut word, &mut atoms);
        match (atoms.is_empty(), self.peek()) {
            (true, Some(c)) => Err(self.fault(format!("`{c}` means nothing here"))),
            _ if atoms.iter().any(is_unreadable) => {
                Err(self.fault("a letter has no ASCII form, so the word could never match"))
            }
            _ => Ok(atoms),
        }
    }
}

fn push_word(word: &mut String, atoms: &mut Vec<Atom>) {
    if !word.is_empty() {
        atoms.push(Atom::Word(std::mem::take(word)));
    }
}

fn is_unreadable(atom: &Atom) -> bool {
    match atom {
        Atom::Word(word) | Atom::Stem(word) => word.contains(char::from(OTHER)),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{Atom, Pattern, Presence};

    fn reason(pattern: &str) -> String {
        Pattern::parse(pattern)
            .expect_err("must not be read")
            .reason
    }

    #[test]
    fn reads_words_stems_gaps_and_brackets() {
        let pattern = Pattern::parse("(refus*|à rejeter) …3 {work} the? e-mail").expect("reads");
        assert_eq!(pattern.elements.len(), 5);
        assert_eq!(pattern.elements[1].gap, 3);
        assert_eq!(pattern.elements[1].atom, Atom::Vocabulary("work".into()));
        assert_eq!(pattern.elements[2].presence, Presence::Optional);
        assert_eq!(pattern.elements[4].atom, Atom::Word("mail".into()));
    }

    #[test]
    fn says_what_is_wrong() {
        assert!(reason("(a|b").contains("not closed"));
        assert!(reason("a … ").contains("not at the end"));
        assert!(reason("… a").contains("not at the start"));
        assert!(reason("a …99 b").contains("1 to 40"));
        assert!(reason("<boss> may").contains("<platform>"));
        assert!(reason("a?").contains("required"));
        assert!(reason("a ) b").contains("nothing to close"));
        assert!(reason("{work may").contains("missing"));
    }
}
