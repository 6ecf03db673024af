//! The two languages that the instrument itself speaks, and how each prints numbers and marks.

use std::fmt;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::model::Report;
use crate::taxonomy::Bilingual;
use crate::text::Language;

/// A language in which the codebook and the pages are written.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Edition {
    /// French.
    Fr,
    /// English.
    En,
}

/// There is no edition of this name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no edition `{0}` (there are fr, en)")]
pub struct UnknownEdition(String);

impl Edition {
    /// Both, French first.
    pub const ALL: [Self; 2] = [Self::Fr, Self::En];

    /// The edition for readers of some reports: French where the first language of most of their
    /// documents is French, English otherwise.
    #[must_use]
    pub fn of_reports<'a>(reports: impl IntoIterator<Item = &'a Report>) -> Self {
        let documents = reports.into_iter().flat_map(|report| &report.documents);
        Self::of_languages(documents.filter_map(|document| {
            let first = document.languages.first()?;
            Some(first.language)
        }))
    }

    /// The same from the languages themselves.
    #[must_use]
    pub fn of_languages(languages: impl IntoIterator<Item = Language>) -> Self {
        let (mut french, mut all) = (0_usize, 0_usize);
        for language in languages {
            all += 1;
            french += usize::from(language == Language::Fr);
        }
        if 2 * french > all { Self::Fr } else { Self::En }
    }

    pub(super) fn other(self) -> Self {
        match self {
            Self::Fr => Self::En,
            Self::En => Self::Fr,
        }
    }

    /// The text in this language.
    pub(crate) fn of<T>(self, text: &Bilingual<T>) -> &T {
        match self {
            Self::Fr => &text.fr,
            Self::En => &text.en,
        }
    }

    /// The words in this language.
    pub(crate) fn say(self, text: &Bilingual<String>) -> &str {
        self.of::<String>(text)
    }

    /// What the values of the data are called, by kind and value.
    pub(crate) fn names(self) -> &'static str {
        match self {
            Self::Fr => include_str!("names.fr.toml"),
            Self::En => include_str!("names.en.toml"),
        }
    }
}

impl FromStr for Edition {
    type Err = UnknownEdition;

    fn from_str(name: &str) -> Result<Self, UnknownEdition> {
        match name {
            "fr" => Ok(Self::Fr),
            "en" => Ok(Self::En),
            _ => Err(UnknownEdition(name.to_owned())),
        }
    }
}

impl fmt::Display for Edition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Fr => "fr",
            Self::En => "en",
        })
    }
}

/// The text with the spaces that French typography keeps with their mark made unbreakable:
/// inside « » and before ; : ! ? %.
#[must_use]
pub(crate) fn unbroken(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    let mut last = None;
    while let Some(c) = chars.next() {
        let next = chars.peek();
        let kept = last == Some('«') || matches!(next, Some('»' | ';' | ':' | '!' | '?' | '%'));
        out.push(if c == ' ' && kept { '\u{a0}' } else { c });
        last = Some(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{Edition, unbroken};
    use crate::text::Language;

    #[test]
    fn french_marks_keep_their_space() {
        let text = "« si possible » ; 13 % : oui ! a b";
        let expected = "«\u{a0}si possible\u{a0}»\u{a0}; 13\u{a0}%\u{a0}: oui\u{a0}! a b";
        assert_eq!(unbroken(text), expected);
    }

    #[test]
    fn most_documents_decide_the_edition() {
        let of = |languages: &[Language]| Edition::of_languages(languages.iter().copied());
        assert_eq!(of(&[Language::Fr, Language::Fr, Language::En]), Edition::Fr);
        assert_eq!(of(&[Language::Fr, Language::De]), Edition::En);
        assert_eq!(of(&[]), Edition::En);
    }
}
