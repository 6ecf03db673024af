//! Findings to a [`Profile`]: levels, families, indices, powers, asymmetry (METHOD, sections 3 to 5).
//!
//! In: the documents of one platform with what was found in them. Out: a profile that can be
//! laid beside another. What is measured is contractual exposure, what the terms allow and
//! demand, and not anybody's legal status. A level is the worst that stands in the terms, never
//! a sum or a density: neither the length of a document nor a repeated clause can move a score.
//! Severities are whole numbers from 0 to 3; scores are 0 to 100; nothing is rounded here.
//!
//! | file | what it computes |
//! |---|---|
//! | `level.rs` | the level of an indicator, its interval, what silence weighs |
//! | `observation.rs` | what was not read and what does not apply |
//! | `family.rs` | families, the core and the extended index |
//! | `powers.rs` | direction, control, sanction; the coherence flag |
//! | `contradiction.rs` | promises that the same terms take back |
//! | `asymmetry.rs` | reciprocity R and the balance of norms |
//! | `sensitivity.rs` | indices and ranks under other weights |
//! | `descriptors.rs` | length and readability |
//!
//! # Example: from levels to an index, without a document
//!
//! ```
//! use sujetion::finding::Severity;
//! use sujetion::score::{Hit, Index, LevelState, Observation, families, levels};
//!
//! let judge = "rejection_discretion".parse()?;
//! let levels = levels(&[Hit::certain(judge, Severity::HIGH)], &Observation::complete());
//! assert_eq!(levels[judge.index()].state, LevelState::Stated);
//!
//! // Three for the sole judge, two for each of the three safeguards that are silent: 9 of 24.
//! let families = families(&levels);
//! let rejection = &families[judge.get().family.index()];
//! assert_eq!(rejection.score, Some(37.5));
//! assert!(Index::core(&families).score < Some(37.5));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod asymmetry;
mod contradiction;
mod descriptors;
mod family;
mod level;
mod observation;
mod powers;
mod sensitivity;

#[cfg(test)]
mod laws;
#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use asymmetry::{Holder, NormBalance, NormCounts, Pair, Reciprocity};
pub use contradiction::Contradiction;
pub use descriptors::{Descriptors, Readability, ReadabilityFormula};
pub(crate) use family::count;
pub use family::{FamilyScore, Index, Interval, MIN_OBSERVED, families};
pub use level::{
    EvidenceRef, Hit, IndicatorLevel, LevelState, SeverityRange, levels, silent_severity,
};
pub use observation::{MissingDocument, Observation, Standing};
pub use powers::{CONTRADICTING, Coherence, CoherenceClause, DISCLAIMERS, Power, Powers};
pub use sensitivity::{DRAWS, RankInterval, Ranking, SEED, Sensitivity, WithoutFamily};

use crate::document::Document;
use crate::finding::{Analysis, Audience};
use crate::norm::Norm;
use crate::taxonomy::{FamilyId, IndicatorId};
use crate::text::Language;

/// A document of a platform with what was found in it.
#[derive(Debug, Clone, Copy)]
pub struct ScoredDocument<'a> {
    /// The name it is shown under.
    pub name: &'a str,
    /// Its type as its collector calls it ("Privacy Policy"), where known; a reference to such a document then counts as read.
    pub terms_type: Option<&'a str>,
    /// The document.
    pub document: &'a Document,
    /// What was found in it.
    pub analysis: &'a Analysis,
}

impl<'a> ScoredDocument<'a> {
    /// A document under its own name, its terms type unknown.
    #[must_use]
    pub fn new(document: &'a Document, analysis: &'a Analysis) -> Self {
        Self {
            name: &document.name,
            terms_type: None,
            document,
            analysis,
        }
    }

    /// The same document with its terms type.
    #[must_use]
    pub fn with_terms_type(self, terms_type: &'a str) -> Self {
        Self {
            terms_type: Some(terms_type),
            ..self
        }
    }

    /// Whether most of the text, in bytes of clauses, is in a language that is scored.
    fn is_read(&self, options: &ProfileOptions) -> bool {
        let (mut read, mut all) = (0, 0);
        let clauses = &self.analysis.clauses.clauses;
        for (clause, language) in clauses.iter().zip(&self.analysis.languages) {
            all += clause.text.len();
            if options.languages.contains(language) {
                read += clause.text.len();
            }
        }
        2 * read >= all
    }
}

/// What a profile takes for granted.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ProfileOptions {
    /// The languages there is a lexicon for. In a document in another language nothing can be
    /// found, so that nothing may be called silent. Default: French and English.
    pub languages: Vec<Language>,
}

impl Default for ProfileOptions {
    fn default() -> Self {
        Self {
            languages: vec![Language::Fr, Language::En],
        }
    }
}

impl ProfileOptions {
    /// The same with other languages.
    #[must_use]
    pub fn with_languages(mut self, languages: impl Into<Vec<Language>>) -> Self {
        self.languages = languages.into();
        self
    }
}

/// What the terms of one platform allow and demand.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Profile {
    /// The platform.
    pub platform: String,
    /// Its documents, in the order given; [`EvidenceRef::document`] points here.
    pub documents: Vec<ScoredDocumentInfo>,
    /// Documents the terms refer to that were not given.
    pub missing: Vec<MissingDocument>,
    /// The level of each indicator, in the order of the codebook.
    pub levels: Vec<IndicatorLevel>,
    /// The score of each family, in the order of the codebook.
    pub families: Vec<FamilyScore>,
    /// The index over the five core families.
    pub core: Index,
    /// The index over all families but exclusivity.
    pub extended: Index,
    /// The indices under other weights.
    pub sensitivity: Sensitivity,
    /// The powers to direct, to control and to sanction.
    pub powers: Powers,
    /// A denied relation beside the powers that make one, where the terms hold both; not scored.
    pub coherence: Option<Coherence>,
    /// Promises that the same terms take back; not scored.
    pub contradictions: Vec<Contradiction>,
    /// Who holds what against whom.
    pub reciprocity: Reciprocity,
    /// How the norms are shared out.
    pub balance: NormBalance,
}

/// What a profile keeps of a document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct ScoredDocumentInfo {
    /// The name it is shown under.
    pub name: String,
    /// Its type as its collector calls it, where known.
    pub terms_type: Option<String>,
    /// Whom it binds; one for clients only counts in no score.
    pub audience: Audience,
    /// The language of most of its text; none for an empty document.
    pub language: Option<Language>,
    /// Its length and readability.
    pub descriptors: Descriptors,
}

impl Profile {
    /// The profile of a platform from its documents.
    ///
    /// Findings and norms of documents for clients only do not count. Where nothing binds workers,
    /// every level is unobserved and no score is given.
    #[must_use]
    pub fn from_analyses(
        platform: &str,
        documents: &[ScoredDocument<'_>],
        options: &ProfileOptions,
    ) -> Self {
        let (observation, missing) = Observation::read(documents, options);
        let hits = hits(documents);
        let levels = levels(&hits, &observation);
        let families = families(&levels);
        Self {
            platform: platform.to_owned(),
            documents: documents.iter().map(ScoredDocumentInfo::of).collect(),
            missing,
            core: Index::core(&families),
            extended: Index::extended(&families),
            sensitivity: Sensitivity::new(&families),
            powers: Powers::new(&levels),
            coherence: Coherence::find(&levels),
            contradictions: Contradiction::find(&hits),
            reciprocity: Reciprocity::of(norms(documents)),
            balance: NormBalance::of(norms(documents)),
            levels,
            families,
        }
    }

    /// The level of one indicator; none only in a profile that was read from elsewhere and lacks it.
    #[must_use]
    pub fn level(&self, indicator: IndicatorId) -> Option<&IndicatorLevel> {
        let here = self.levels.get(indicator.index());
        here.filter(|level| level.indicator == indicator)
    }

    /// The score of one family; none only in a profile that was read from elsewhere and lacks it.
    #[must_use]
    pub fn family(&self, family: FamilyId) -> Option<&FamilyScore> {
        let here = self.families.get(family.index());
        here.filter(|score| score.family == family)
    }
}

impl ScoredDocumentInfo {
    fn of(document: &ScoredDocument<'_>) -> Self {
        Self {
            name: document.name.to_owned(),
            terms_type: document.terms_type.map(str::to_owned),
            audience: document.analysis.audience,
            language: descriptors::main_language(document.analysis),
            descriptors: Descriptors::of(document.document, document.analysis),
        }
    }
}

fn binds_workers(document: &ScoredDocument<'_>) -> bool {
    document.analysis.audience == Audience::Worker
}

/// The findings that count, with their places.
fn hits(documents: &[ScoredDocument<'_>]) -> Vec<Hit> {
    let mut hits = Vec::new();
    for (document, scored) in documents.iter().enumerate() {
        if !binds_workers(scored) {
            continue;
        }
        let findings = scored.analysis.findings.iter().enumerate();
        hits.extend(findings.map(|(finding, found)| Hit {
            indicator: found.indicator,
            net: found.net,
            confidence: found.confidence,
            evidence: Some(EvidenceRef { document, finding }),
        }));
    }
    hits
}

fn norms<'a>(documents: &'a [ScoredDocument<'_>]) -> impl Iterator<Item = &'a Norm> {
    let binding = documents.iter().filter(|document| binds_workers(document));
    binding.flat_map(|document| document.analysis.norms.iter().flatten())
}
