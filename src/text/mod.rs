//! Language, folding and words: what matching sees of a sentence.

pub(crate) mod fold;
pub(crate) mod language;
pub(crate) mod vocabulary;
pub(crate) mod words;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The languages told apart; only those with a lexicon are scored.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Language {
    /// French.
    Fr,
    /// English.
    En,
    /// German.
    De,
    /// Spanish.
    Es,
    /// Italian.
    It,
    /// Portuguese.
    Pt,
    /// Dutch.
    Nl,
    /// Any other.
    Other,
}

impl Language {
    /// Its code, in two letters; `other` for any other.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Fr => "fr",
            Self::En => "en",
            Self::De => "de",
            Self::Es => "es",
            Self::It => "it",
            Self::Pt => "pt",
            Self::Nl => "nl",
            Self::Other => "other",
        }
    }
}
