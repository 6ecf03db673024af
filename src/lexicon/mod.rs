//! Rules as data, a folder a language and a file a family, and what a language needs beside them.
//!
//! In: TOML files, built in or from a folder. Out: one [`Lexicon`] a language, compiled to a
//! single set of phrases. [`Analyzer::check_rules`](crate::finding::Analyzer::check_rules)
//! runs the examples and counter-examples of the rules.

mod builtin;
mod load;
mod reference;
mod rule;
pub(crate) mod weights;

use rustc_hash::FxHashMap;

pub(crate) use load::WeightTables;
pub use reference::ReferenceKind;
pub(crate) use rule::Intensifier;
pub use rule::{Example, Intensification, Measured, Rule};
pub use weights::{CrossValidated, WeightTable};

use crate::norm::cues::NormCues;
use crate::norm::mentions::PartyLabels;
use crate::norm::parties::RoleCues;
use crate::phrase::{PhraseId, PhraseSet, PhraseTable};
use crate::taxonomy::MitigatorClass;
use crate::text::Language;

/// The compiled lexicon of one language.
#[derive(Debug)]
pub struct Lexicon {
    pub(crate) language: Language,
    pub(crate) phrases: PhraseSet,
    pub(crate) labels: PartyLabels,
    pub(crate) roles: RoleCues,
    pub(crate) cues: NormCues,
    pub(crate) rules: Vec<Rule>,
    /// For each phrase, the rules that have it among their `any`.
    pub(crate) rules_of: PhraseTable<u32>,
    pub(crate) intensifiers: Vec<Intensifier>,
    pub(crate) mitigators: PhraseTable<MitigatorClass>,
    /// Phrases that leave a promise to somebody's will.
    pub(crate) hedges: PhraseTable<()>,
    /// What tells an indicator where no rule does.
    pub(crate) weights: weights::Weights,
    /// Every vocabulary, as a phrase that no sentence calls up.
    pub(crate) vocabularies: Vec<(String, PhraseId)>,
    /// What tells which documents a text refers to and what it speaks of.
    pub(crate) topics: Topics,
}

/// Phrases that tell what a document speaks of.
#[derive(Debug)]
pub(crate) struct Topics {
    pub(crate) references: PhraseTable<ReferenceKind>,
    pub(crate) rating: Vec<PhraseId>,
}

impl Lexicon {
    /// The language it is for.
    #[must_use]
    pub fn language(&self) -> Language {
        self.language
    }

    /// Its rules, in the order of their files.
    #[must_use]
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// Its tables of weights, in the order of their files.
    #[must_use]
    pub fn weight_tables(&self) -> &[WeightTable] {
        &self.weights.tables
    }
}

/// The lexicons of all languages.
#[derive(Debug)]
pub struct Lexicons {
    by_language: FxHashMap<Language, Lexicon>,
    languages: Vec<Language>,
    version: String,
}

impl Lexicons {
    /// The lexicon of a language, where there is one.
    #[must_use]
    pub fn get(&self, language: Language) -> Option<&Lexicon> {
        self.by_language.get(&language)
    }

    /// All lexicons, in the order of their languages.
    pub fn iter(&self) -> impl Iterator<Item = &Lexicon> {
        self.languages
            .iter()
            .filter_map(|language| self.get(*language))
    }

    /// Tells one lexicon from another: it changes with every byte of their files.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.version
    }

    fn of(lexicons: Vec<Lexicon>, version: String) -> Self {
        let by_language: FxHashMap<_, _> = lexicons
            .into_iter()
            .map(|lexicon| (lexicon.language, lexicon))
            .collect();
        let mut languages: Vec<_> = by_language.keys().copied().collect();
        languages.sort_unstable();
        Self {
            by_language,
            languages,
            version,
        }
    }
}
