//! The analyzer: a document in, its clauses, norms and findings out.

use std::path::PathBuf;

use super::features::SentenceFeatures;
use super::memory::{Memory, Successive};
use super::reading::DocumentReading;
use super::sentence::SentenceReader;
use super::{Analysis, Audience, Finding};
use crate::Result;
use crate::clause::{Clause, ClauseId, ClauseTree};
use crate::document::Document;
use crate::lexicon::{Lexicons, WeightTables};
use crate::norm::{Addressee, BearerSource, Modality, Norm, Parties, Party};
use crate::text::{Language, language};

/// Reads documents; built once, shared between threads.
#[derive(Debug)]
pub struct Analyzer {
    pub(super) lexicons: Lexicons,
    pub(super) addressee: Addressee,
}

/// Options of an [`Analyzer`].
#[derive(Debug, Clone, Default)]
pub struct AnalyzerBuilder {
    addressee: Addressee,
    lexicon: Option<PathBuf>,
    weights: WeightTables,
}

impl AnalyzerBuilder {
    /// Whom "you" means where the text does not say; the worker if this is not called.
    #[must_use]
    pub fn addressee(mut self, addressee: Addressee) -> Self {
        self.addressee = addressee;
        self
    }

    /// A folder of lexicon files that adds to the built-in lexicon, or replaces it
    /// (see [`Lexicons::with_folder`]).
    #[must_use]
    pub fn lexicon(mut self, folder: impl Into<PathBuf>) -> Self {
        self.lexicon = Some(folder.into());
        self
    }

    /// Leaves the tables of weights out: rules alone.
    #[must_use]
    pub fn without_weights(mut self) -> Self {
        self.weights = WeightTables::LeftOut;
        self
    }

    /// Builds the analyzer.
    ///
    /// # Errors
    /// A lexicon file that cannot be read or has an error in it, with its line.
    pub fn build(self) -> Result<Analyzer> {
        let lexicons = Lexicons::load(self.lexicon.as_deref(), self.weights)?;
        Ok(Analyzer {
            lexicons,
            addressee: self.addressee,
        })
    }
}

/// Which findings of a sentence are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Keep {
    /// The worst of each indicator.
    Worst,
    /// Those of every rule that fired.
    All,
}

impl Analyzer {
    /// An analyzer with the built-in lexicons and no options.
    ///
    /// # Errors
    /// Where a built-in file is wrong, which the tests of the crate exclude.
    pub fn builtin() -> Result<Self> {
        Self::builder().build()
    }

    /// Begins an analyzer with options.
    #[must_use]
    pub fn builder() -> AnalyzerBuilder {
        AnalyzerBuilder::default()
    }

    /// The lexicons it uses.
    #[must_use]
    pub fn lexicons(&self) -> &Lexicons {
        &self.lexicons
    }

    /// The parties of a document as this analyzer reads them in its main language.
    #[must_use]
    pub fn parties(
        &self,
        document: &Document,
        service: Option<&str>,
        language: Language,
    ) -> Option<Parties> {
        let lexicon = self.lexicons.get(language)?;
        Some(SentenceReader::new(lexicon, &document.text, service, self.addressee).parties)
    }

    /// Reads a document. `service` is the name of its platform, where that is known.
    #[must_use]
    pub fn analyze(&self, document: &Document, service: Option<&str>) -> Analysis {
        let clauses = ClauseTree::from_document(document);
        let languages = language_of_each(&clauses, document);
        self.analyze_clauses(document, service, clauses, languages, Keep::Worst, None)
    }

    /// Reads versions of one document, one after the other, each sentence that stays once.
    #[must_use]
    pub fn successive(&self) -> Successive<'_> {
        Successive::new(self)
    }

    /// As [`Analyzer::analyze`], with what was read in the version before.
    pub(super) fn analyze_with<'a>(
        &'a self,
        memory: &mut Memory<'a>,
        document: &Document,
        service: Option<&str>,
    ) -> Analysis {
        let clauses = ClauseTree::from_document(document);
        let languages = language_of_each(&clauses, document);
        self.analyze_clauses(
            document,
            service,
            clauses,
            languages,
            Keep::Worst,
            Some(memory),
        )
    }

    /// Reads a document whose languages are known block by block: a clause has that of the block
    /// it begins in.
    #[must_use]
    pub fn analyze_lines(
        &self,
        document: &Document,
        service: Option<&str>,
        languages: &[Language],
    ) -> Analysis {
        let clauses = ClauseTree::from_document(document);
        let languages = languages_of_clauses(&clauses, document, languages);
        self.analyze_clauses(document, service, clauses, languages, Keep::Worst, None)
    }

    /// As [`Analyzer::analyze_lines`], but with every rule that fired and not only the worst of
    /// an indicator in a sentence, and with no precision measured before: for checking and
    /// measuring rules.
    #[must_use]
    pub fn analyze_all(
        &self,
        document: &Document,
        service: Option<&str>,
        languages: &[Language],
    ) -> Analysis {
        let clauses = ClauseTree::from_document(document);
        let languages = languages_of_clauses(&clauses, document, languages);
        self.analyze_clauses(document, service, clauses, languages, Keep::All, None)
    }

    /// The features of each sentence that could hold a finding, for fitting tables of weights,
    /// and what the rules find.
    pub(crate) fn features(
        &self,
        document: &Document,
        service: Option<&str>,
        languages: &[Language],
    ) -> (Vec<SentenceFeatures>, Vec<Finding>) {
        let clauses = ClauseTree::from_document(document);
        let languages = languages_of_clauses(&clauses, document, languages);
        let mut reading = DocumentReading::new(self, document, service, &clauses, Keep::All, None);
        reading.features = Some(Vec::new());
        for (place, &language) in languages.iter().enumerate() {
            reading.clause(ClauseId(place), language);
        }
        (reading.features.unwrap_or_default(), reading.findings)
    }

    fn analyze_clauses<'a>(
        &'a self,
        document: &Document,
        service: Option<&str>,
        clauses: ClauseTree,
        languages: Vec<Language>,
        keep: Keep,
        memory: Option<&mut Memory<'a>>,
    ) -> Analysis {
        let mut reading = DocumentReading::new(self, document, service, &clauses, keep, memory);
        for (place, &language) in languages.iter().enumerate() {
            reading.clause(ClauseId(place), language);
        }
        let DocumentReading {
            norms,
            findings,
            references,
            subjects,
            ..
        } = reading;
        Analysis {
            audience: audience(&norms),
            norms,
            findings,
            references,
            subjects,
            languages,
            clauses,
        }
    }
}

/// The language of each clause, as its words tell it.
fn language_of_each(clauses: &ClauseTree, document: &Document) -> Vec<Language> {
    let texts = clauses
        .clauses
        .iter()
        .map(|clause| &document.text[clause.text.clone()]);
    language::of_texts(texts)
}

/// Whom a document binds, by who bears its duties, prohibitions and denied claims as the subject of
/// the sentence: clients alone where they bear many and those who work hardly any.
fn audience(norms: &[Vec<Norm>]) -> Audience {
    const MANY: usize = 8;
    let bound = |party: Party| {
        let binds = |norm: &&Norm| {
            norm.bearer == Some(party)
                && norm.bearer_source == BearerSource::Subject
                && matches!(
                    norm.modality,
                    Modality::Duty | Modality::Prohibition | Modality::NoRight
                )
        };
        norms.iter().flatten().filter(binds).count()
    };
    let (clients, workers) = (bound(Party::Client), bound(Party::Worker));
    if clients >= MANY && workers * MANY <= clients {
        Audience::ClientOnly
    } else {
        Audience::Worker
    }
}

/// The language of each clause: that of the block it begins in.
fn languages_of_clauses(
    clauses: &ClauseTree,
    document: &Document,
    languages: &[Language],
) -> Vec<Language> {
    let of_clause = |clause: &Clause| {
        let block = document.block_at(clause.text.start);
        block
            .and_then(|block| languages.get(block))
            .copied()
            .unwrap_or(Language::Other)
    };
    clauses.clauses.iter().map(of_clause).collect()
}
