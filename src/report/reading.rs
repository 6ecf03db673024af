//! How one document was read: what `sujetion clauses` shows, so that a person can judge it.

use std::ops::Range;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::build::{Quoter, label};
use super::model::{ClauseLabel, Versions};
use crate::clause::{Clause, ClauseId, ClauseRole};
use crate::document::{Document, Encoding, Format};
use crate::finding::{Analysis, Analyzer, Audience, Finding, Reference, Severity};
use crate::norm::{Action, BearerSource, Modality, Norm, Party};
use crate::taxonomy::IndicatorId;
use crate::text::Language;

/// One document, clause by clause.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Reading {
    /// The name it is shown under.
    pub name: String,
    /// What it was read with.
    pub versions: Versions,
    /// The format it was read as.
    pub format: Format,
    /// The encoding its bytes were in.
    pub encoding: Encoding,
    /// SHA-256 of its bytes, in lower-case hexadecimal.
    pub sha256: String,
    /// Whom it binds.
    pub audience: Audience,
    /// The names it gives to the parties.
    pub parties: Vec<PartyName>,
    /// The documents it refers to.
    pub references: Vec<Reference>,
    /// Its clauses, in reading order.
    pub clauses: Vec<ClauseReading>,
}

/// A name that a document gives to a party.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct PartyName {
    /// The language of the clauses in which it is understood so.
    pub language: Language,
    /// The name.
    pub name: String,
    /// Whom it means.
    pub party: Party,
}

/// One clause.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct ClauseReading {
    /// Its number.
    pub number: Option<ClauseLabel>,
    /// The part it plays.
    pub role: ClauseRole,
    /// The place of the clause it stands under, from 0.
    pub parent: Option<usize>,
    /// How many clauses it stands under.
    pub depth: usize,
    /// Its language.
    pub language: Language,
    /// Its text.
    pub text: String,
    /// Where it stands in the document, as a range of bytes in its text decoded to UTF-8.
    pub source: Range<usize>,
    /// Its sentences.
    pub sentences: Vec<SentenceReading>,
}

/// One sentence.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct SentenceReading {
    /// Its text.
    pub text: String,
    /// The norms in it.
    pub norms: Vec<NormReading>,
    /// The indicators found in it.
    pub findings: Vec<FindingReading>,
}

/// A norm with its words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct NormReading {
    /// Who bears it, where the text or its form says so.
    pub bearer: Option<Party>,
    /// How the bearer was found.
    pub bearer_source: BearerSource,
    /// Towards whom.
    pub counterparty: Option<Party>,
    /// What it does to the bearer.
    pub modality: Modality,
    /// What kind of action it is about.
    pub action: Action,
    /// Its words.
    pub words: String,
}

/// A finding, in short.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct FindingReading {
    /// What was found.
    pub indicator: IndicatorId,
    /// Severity after mitigation, 0 to 3.
    pub severity: Severity,
    /// The rule that fired.
    pub rule: String,
}

impl Reading {
    /// Reads a document. `service` is the name of its platform, where that is known.
    #[must_use]
    pub fn new(analyzer: &Analyzer, document: &Document, service: Option<&str>) -> Self {
        let analysis = analyzer.analyze(document, service);
        let clauses = &analysis.clauses.clauses;
        Self {
            name: document.name.clone(),
            versions: Versions::of(analyzer.lexicons()),
            format: document.format,
            encoding: document.encoding,
            sha256: document.sha256.clone(),
            audience: analysis.audience,
            parties: parties(analyzer, document, service, &analysis),
            references: analysis.references.clone(),
            clauses: (0..clauses.len())
                .map(|place| clause(document, &analysis, ClauseId(place), &clauses[place]))
                .collect(),
        }
    }
}

fn parties(
    analyzer: &Analyzer,
    document: &Document,
    service: Option<&str>,
    analysis: &Analysis,
) -> Vec<PartyName> {
    let mut languages = analysis.languages.clone();
    languages.sort_unstable();
    languages.dedup();
    let mut names = Vec::new();
    for language in languages {
        let Some(parties) = analyzer.parties(document, service, language) else {
            continue;
        };
        names.extend(parties.names().map(|(name, party)| PartyName {
            language,
            name: name.to_owned(),
            party,
        }));
    }
    names
}

fn clause(
    document: &Document,
    analysis: &Analysis,
    id: ClauseId,
    clause: &Clause,
) -> ClauseReading {
    let quoter = Quoter { document, analysis };
    let norms = analysis.norms.get(id.0).map_or(&[][..], Vec::as_slice);
    // Findings stand in the order of the text.
    let first = analysis.findings.partition_point(|f| f.clause < id);
    let own = analysis.findings[first..]
        .iter()
        .take_while(|f| f.clause == id);
    let sentences = clause.sentences.iter().map(|sentence| SentenceReading {
        text: quoter.words(sentence).to_owned(),
        norms: norms
            .iter()
            .filter(|norm| belongs(norm, clause, sentence))
            .map(|norm| norm_reading(&quoter, norm))
            .collect(),
        findings: own
            .clone()
            .filter(|finding| finding.sentence == *sentence)
            .map(finding_reading)
            .collect(),
    });
    ClauseReading {
        number: label(clause.number.as_ref()),
        role: clause.role,
        parent: clause.parent.map(|parent| parent.0),
        depth: analysis.clauses.ancestors(id).count(),
        language: analysis
            .languages
            .get(id.0)
            .copied()
            .unwrap_or(Language::Other),
        text: quoter.words(&clause.text).to_owned(),
        source: document.source_span(clause.text.clone()),
        sentences: sentences.collect(),
    }
}

/// A norm belongs to the sentence it ends in; one that ends in the lead-in above, to the first.
fn belongs(norm: &Norm, clause: &Clause, sentence: &Range<usize>) -> bool {
    let last = norm.span.end.saturating_sub(1);
    let first_sentence = clause.sentences.first() == Some(sentence);
    sentence.contains(&last) || (first_sentence && last < sentence.start)
}

fn norm_reading(quoter: &Quoter<'_>, norm: &Norm) -> NormReading {
    NormReading {
        bearer: norm.bearer,
        bearer_source: norm.bearer_source,
        counterparty: norm.counterparty,
        modality: norm.modality,
        action: norm.action,
        words: quoter.words(&norm.span).to_owned(),
    }
}

fn finding_reading(finding: &Finding) -> FindingReading {
    FindingReading {
        indicator: finding.indicator,
        severity: finding.net,
        rule: finding.rule.to_string(),
    }
}
