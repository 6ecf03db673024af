//! Rule hits, norms and mitigators, put together to findings.

mod analyzer;
mod by_weights;
mod check;
mod features;
mod memory;
mod reading;
mod sentence;
mod support;
#[cfg(test)]
mod tests;
mod weigh;

use std::ops::Range;
use std::sync::Arc;

pub use crate::lexicon::ReferenceKind;
pub use crate::taxonomy::Severity;
pub use analyzer::{Analyzer, AnalyzerBuilder};
pub use check::{RuleFailure, RuleFault};
pub use memory::Successive;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::clause::{ClauseId, ClauseTree};
use crate::norm::{Modality, Norm, Party};
use crate::taxonomy::{IndicatorId, MitigatorClass};
use crate::text::Language;

/// How sure a finding is: 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct Confidence(f64);

impl Confidence {
    /// From here on a finding may count in the interval (METHOD, section 2).
    pub const POSSIBLE: Self = Self(0.3);
    /// From here on a finding counts in the level.
    pub const POINT: Self = Self(0.5);
    /// From here on a finding counts as certain.
    pub const CERTAIN: Self = Self(0.8);

    /// A confidence, clamped to 0 to 1 (not a number becomes 0).
    #[must_use]
    pub const fn new(value: f64) -> Self {
        Self(if value.is_nan() {
            0.0
        } else {
            value.clamp(0.0, 1.0)
        })
    }

    /// 0 to 1.
    #[must_use]
    pub const fn value(self) -> f64 {
        self.0
    }
}

/// What the terms do to the worker in one place, with the words it rests on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Finding {
    /// What was found.
    pub indicator: IndicatorId,
    /// The clause it stands in.
    pub clause: ClauseId,
    /// The sentence, as a byte range in the text of the document.
    pub sentence: Range<usize>,
    /// The words that decided, as a byte range in the text of the document.
    pub span: Range<usize>,
    /// The rule that fired (`en/sole-judge`).
    pub rule: Arc<str>,
    /// Severity before mitigation.
    pub raw: Severity,
    /// Severity after mitigation (METHOD, section 2).
    pub net: Severity,
    /// How sure it is.
    pub confidence: Confidence,
    /// Who bears the norm it rests on.
    pub bearer: Option<Party>,
    /// The modality of that norm.
    pub modality: Option<Modality>,
    /// The words that raised the severity, as byte ranges in the text of the document.
    pub intensifiers: Vec<Range<usize>>,
    /// The mitigators in scope, accepted or not.
    pub mitigators: Vec<Mitigator>,
    /// The entries of a table of weights that decided, the weightiest first: those that found
    /// the indicator where no rule did, or those that made what a rule found milder.
    pub weights: Vec<DecidingWeight>,
}

/// An entry of a table of weights, where it stands in a sentence.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct DecidingWeight {
    /// The words or concepts, as the table writes them.
    pub feature: Arc<str>,
    /// What they weigh in this sentence, as log-odds; against the indicator where negative.
    pub weight: f64,
    /// The words, as a byte range in the text of the document.
    pub span: Range<usize>,
}

/// Words that could make a finding weigh less, and whether they do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Mitigator {
    /// Its class.
    pub class: MitigatorClass,
    /// The words, as a byte range in the text of the document.
    pub span: Range<usize>,
    /// Whether it counts.
    pub verdict: Verdict,
}

/// Whether a mitigator counts, and why not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Binding and about the same power.
    Accepted,
    /// Left to the discretion of the platform, or only an effort.
    NotBinding,
    /// Its class does not mitigate this indicator.
    OtherClass,
}

/// All that was read in one document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Analysis {
    /// Its clauses.
    pub clauses: ClauseTree,
    /// The language of each clause, in the order of the clauses.
    pub languages: Vec<Language>,
    /// The norms of each clause, in the order of the clauses.
    pub norms: Vec<Vec<Norm>>,
    /// The findings, in the order of the text; a sentence holds at most one of each indicator.
    pub findings: Vec<Finding>,
    /// Documents the terms refer to ("our Privacy Policy"), as named in the text, without repeats.
    pub references: Vec<Reference>,
    /// Whom the document binds.
    pub audience: Audience,
    /// What the text is about, so that an indicator can be said not to apply.
    pub subjects: Subjects,
}

/// A document that the terms refer to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Reference {
    /// Its name as the text gives it.
    pub title: String,
    /// What kind of document it is.
    pub kind: ReferenceKind,
}

/// Whom a document binds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    /// Those who work, or everybody.
    Worker,
    /// Clients alone: its burdens are not the worker's.
    ClientOnly,
}

/// What a text speaks of at all.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Subjects {
    /// A client other than the platform.
    pub client: bool,
    /// Ratings, scores or reviews.
    pub rating: bool,
}
