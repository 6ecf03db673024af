//! Phrase patterns over words: what a rule, a modal cue or a mitigator looks for.
//!
//! In: patterns as written, and a sentence as a slice of words. Out: where each pattern occurs.
//! A pattern is an ordered walk over the words that have a class it asks for; it is called up
//! by its rarest part, so that a sentence only meets the patterns it holds a word of.

pub(crate) mod matcher;
mod party;
mod pattern;
mod set;
#[cfg(test)]
mod tests;

pub use matcher::Occurrence;
pub(crate) use matcher::{LONGEST_SENTENCE, Mentions, Scratch, Search};
pub use party::Party;
pub use pattern::PatternError;
pub use set::{CompileError, PhraseId, PhraseSet};
pub(crate) use set::{PhraseSetBuilder, PhraseTable};
