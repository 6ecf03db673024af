//! A rule as it is written, and as it is used.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use toml::Spanned;

use crate::norm::{Modality, Party};
use crate::phrase::PhraseId;
use crate::taxonomy::{IndicatorId, Severity};

/// A `[[rule]]` table.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RuleTable {
    pub(crate) id: Spanned<String>,
    pub(crate) indicator: Spanned<String>,
    pub(crate) severity: Spanned<u8>,
    /// Who must bear the norm; anybody where it is left out.
    #[serde(default)]
    pub(crate) bearer: Vec<Party>,
    /// In which modality; any where it is left out.
    #[serde(default)]
    pub(crate) modality: Vec<Modality>,
    /// One of these must occur in the sentence.
    pub(crate) any: Vec<Spanned<String>>,
    /// All of these must occur in it too.
    #[serde(default)]
    pub(crate) all: Vec<Spanned<String>>,
    /// None of these may occur in it.
    #[serde(default)]
    pub(crate) unless: Vec<Spanned<String>>,
    /// One of these must occur in a heading above, in the lead-in or earlier in the clause.
    #[serde(default)]
    pub(crate) context: Vec<Spanned<String>>,
    /// Whether intensifiers move its severity.
    #[serde(default)]
    pub(crate) intensifiers: Intensification,
    pub(crate) examples: Vec<Example>,
    #[serde(default)]
    pub(crate) counter_examples: Vec<String>,
    /// Why the rule is as it is, for its authors.
    #[serde(default)]
    #[expect(dead_code, reason = "read by people, not by the program")]
    pub(crate) note: Option<String>,
}

/// Whether intensifiers in its sentence raise the severity of a rule.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Intensification {
    /// They do.
    #[default]
    Raise,
    /// The severity stands as written.
    Ignore,
}

/// A sentence that a rule must fire on. Several lines make a lead-in and its items.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(untagged)]
pub enum Example {
    /// Only the words.
    Text(String),
    /// The words and the severity they must get.
    Graded {
        /// The words.
        text: String,
        /// Severity after mitigation, 0 to 3.
        severity: u8,
    },
}

impl Example {
    /// The words.
    #[must_use]
    pub fn text(&self) -> &str {
        match self {
            Self::Text(text) | Self::Graded { text, .. } => text,
        }
    }
}

/// A rule ready for use.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Rule {
    /// Language and identifier (`en/sole-judge`).
    pub id: Arc<str>,
    /// What it finds.
    pub indicator: IndicatorId,
    /// How severe, before intensifiers and mitigators.
    pub severity: Severity,
    /// Who must bear the norm; anybody where empty.
    pub bearer: Vec<Party>,
    /// In which modality; any where empty.
    pub modality: Vec<Modality>,
    /// Whether intensifiers raise its severity.
    pub intensification: Intensification,
    /// Sentences it must fire on.
    pub examples: Vec<Example>,
    /// Sentences it must not fire on.
    pub counter_examples: Vec<String>,
    /// How often it was right on the development sets, where that was measured.
    pub measured: Option<Measured>,
    /// The phrases, as they were written.
    pub phrases: Vec<String>,
    /// The phrases that veto it, as they were written.
    pub vetoes: Vec<String>,
    /// Where it is written: file and line.
    pub origin: String,
    pub(crate) any: Vec<PhraseId>,
    pub(crate) all: Vec<PhraseId>,
    pub(crate) unless: Vec<PhraseId>,
    pub(crate) context: Vec<PhraseId>,
}

/// How often a rule fired on the development sets, and how often rightly.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Measured {
    /// Units it fired on.
    pub hits: u32,
    /// Units of those that carry its indicator.
    pub right: u32,
}

/// A word or phrase that raises the severity of what it stands beside.
#[derive(Debug, Clone)]
pub(crate) struct Intensifier {
    pub(crate) phrases: Vec<PhraseId>,
    pub(crate) step: u8,
    pub(crate) indicators: Vec<IndicatorId>,
}
