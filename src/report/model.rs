//! The report: one platform, its profile, and the words that every level rests on.

use std::ops::Range;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::document::{Encoding, Format};
use crate::finding::{Audience, Confidence, Reference, Severity, Verdict};
use crate::lexicon::Lexicons;
use crate::norm::{Modality, Party};
use crate::score::{Descriptors, EvidenceRef, Profile};
use crate::taxonomy::{self, IndicatorId, MitigatorClass};
use crate::text::Language;

/// What the terms of one platform allow and demand, with the words it rests on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Report {
    /// The platform.
    pub platform: String,
    /// What it was made with.
    pub versions: Versions,
    /// Its documents with all that was found in each; [`EvidenceRef::document`] points here.
    pub documents: Vec<DocumentReport>,
    /// Levels, families, indices, powers, asymmetry.
    pub profile: Profile,
}

/// The versions a report was made with: two reports can be compared where these are the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Versions {
    /// This crate.
    pub sujetion: String,
    /// The taxonomy of families and indicators.
    pub taxonomy: String,
    /// The rules: the first twelve digits of a SHA-256 over all their files.
    pub lexicon: String,
}

impl Versions {
    /// The versions of this crate with a lexicon.
    #[must_use]
    pub fn of(lexicons: &Lexicons) -> Self {
        Self {
            sujetion: env!("CARGO_PKG_VERSION").to_owned(),
            taxonomy: taxonomy::VERSION.to_owned(),
            lexicon: lexicons.version().to_owned(),
        }
    }
}

/// One document of a platform.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct DocumentReport {
    /// The name it is shown under.
    pub name: String,
    /// Its type as its collector calls it ("Privacy Policy"), where known.
    pub terms_type: Option<String>,
    /// The date of this version, where the name of its file gives one.
    pub date: Option<String>,
    /// The format it was read as.
    pub format: Format,
    /// The encoding its bytes were in.
    pub encoding: Encoding,
    /// SHA-256 of its bytes, in lower-case hexadecimal.
    pub sha256: String,
    /// Its languages, that of most of its text first.
    pub languages: Vec<LanguageShare>,
    /// Whom it binds; one for clients only counts in no score.
    pub audience: Audience,
    /// Its length and readability.
    pub descriptors: Descriptors,
    /// The documents it refers to.
    pub references: Vec<Reference>,
    /// All that was found in it, in the order of the text; [`EvidenceRef::finding`] points here.
    pub findings: Vec<Evidence>,
}

/// How much of a document is in one language.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct LanguageShare {
    /// The language.
    pub language: Language,
    /// Its share of the bytes of all clauses, 0 to 1.
    pub share: f64,
}

/// A finding with its words.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Evidence {
    /// What was found.
    pub indicator: IndicatorId,
    /// The rule that fired.
    pub rule: String,
    /// Severity before mitigation, 0 to 3.
    pub raw: Severity,
    /// Severity after mitigation, 0 to 3.
    pub net: Severity,
    /// How sure it is, 0 to 1.
    pub confidence: Confidence,
    /// Who bears the norm it rests on.
    pub bearer: Option<Party>,
    /// The modality of that norm.
    pub modality: Option<Modality>,
    /// The place of its clause among the clauses of the document, from 0.
    pub clause: usize,
    /// The number of the clause.
    pub number: Option<ClauseLabel>,
    /// The headings it stands under, from the outermost.
    pub headings: Vec<String>,
    /// The sentence that introduces the list, where the clause is an item of one.
    pub lead_in: Option<Passage>,
    /// The sentence it stands in.
    pub sentence: Passage,
    /// The words that raised the severity.
    pub intensifiers: Vec<String>,
    /// The mitigators in scope, accepted or not.
    pub mitigators: Vec<MitigatorEvidence>,
    /// The entries of a table of weights that decided, the weightiest first; where they
    /// are negative they speak against what a rule found, and made it milder.
    #[serde(default)]
    pub weights: Vec<WeightEvidence>,
}

/// The number of a clause.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct ClauseLabel {
    /// The full number (`4.2(b)`).
    pub label: String,
    /// True where the document prints no number and a nested list implies it.
    pub implied: bool,
}

/// A quotation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Passage {
    /// The words, as a reader of the document sees them.
    pub text: String,
    /// The part that decided, as a range of bytes in `text`; none where other words did.
    pub marked: Option<Range<usize>>,
    /// Where it stands in the document, as a range of bytes in its text decoded to UTF-8.
    pub source: Range<usize>,
}

impl Passage {
    /// What stands before the part that decided, that part, and what stands after it.
    ///
    /// Where nothing is marked, or the range was tampered with, all of it stands before.
    #[must_use]
    pub fn parts(&self) -> (&str, &str, &str) {
        let whole = (self.text.as_str(), "", "");
        let Some(marked) = &self.marked else {
            return whole;
        };
        let before = self.text.get(..marked.start);
        let words = self.text.get(marked.clone());
        let after = self.text.get(marked.end..);
        match (before, words, after) {
            (Some(before), Some(words), Some(after)) => (before, words, after),
            _ => whole,
        }
    }
}

/// An entry of a table of weights, with the words it was found in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct WeightEvidence {
    /// The words or concepts, as the table writes them.
    pub feature: String,
    /// What they weigh in this sentence, as log-odds.
    pub weight: f64,
    /// The words.
    pub text: String,
    /// Where they stand in the document, as a range of bytes in its text decoded to UTF-8.
    pub source: Range<usize>,
}

/// Words that could make a finding weigh less, and whether they do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct MitigatorEvidence {
    /// Its class.
    pub class: MitigatorClass,
    /// Its words.
    pub text: String,
    /// Whether it counts.
    pub verdict: Verdict,
    /// Where it stands in the document, as a range of bytes in its text decoded to UTF-8.
    pub source: Range<usize>,
}

impl Report {
    /// The evidence that a level of the profile cites.
    #[must_use]
    pub fn evidence(&self, place: EvidenceRef) -> Option<&Evidence> {
        self.documents
            .get(place.document)?
            .findings
            .get(place.finding)
    }

    /// The document that a level of the profile cites.
    #[must_use]
    pub fn document(&self, place: EvidenceRef) -> Option<&DocumentReport> {
        self.documents.get(place.document)
    }
}
