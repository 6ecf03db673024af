//! What was read, what could stand in a document that was not, and what has no object.

use std::sync::LazyLock;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{ProfileOptions, ScoredDocument};
use crate::document::{Block, BlockKind, Document};
use crate::finding::{Audience, Reference, ReferenceKind, Subjects};
use crate::taxonomy::{IndicatorId, Taxonomy};

/// What it means for an indicator that no finding states it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Standing {
    /// All was read: silence.
    Read,
    /// A document that was not read could state it.
    Unobserved,
    /// Its object is absent.
    NotApplicable,
}

/// The standing of every indicator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Observation(Vec<Standing>);

/// A document that the terms refer to and that was not among those scored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct MissingDocument {
    /// What the terms call it, and its kind.
    pub reference: Reference,
    /// Index of the first document that refers to it, from 0.
    pub referred_from: usize,
    /// The indicators it could hold; those that nothing states are unobserved.
    pub could_hold: Vec<IndicatorId>,
}

impl Observation {
    /// All documents read, all objects present.
    #[must_use]
    pub fn complete() -> Self {
        Self(vec![Standing::Read; Taxonomy::builtin().indicators().len()])
    }

    /// The standing of one indicator.
    #[must_use]
    pub fn of(&self, indicator: IndicatorId) -> Standing {
        self.0[indicator.index()]
    }

    /// Reads from the documents what they leave open.
    ///
    /// Without a document that binds workers, or with one mostly in a language that is not scored,
    /// every indicator is unobserved. A client-only document refers to nothing that binds workers,
    /// but shows as well as any other that there are clients.
    pub(super) fn read(
        documents: &[ScoredDocument<'_>],
        options: &ProfileOptions,
    ) -> (Self, Vec<MissingDocument>) {
        let mut observation = Self::complete();
        let mut binding = documents
            .iter()
            .filter(|document| document.analysis.audience == Audience::Worker)
            .peekable();
        if binding.peek().is_none() || binding.any(|document| !document.is_read(options)) {
            observation.0.fill(Standing::Unobserved);
        }
        let missing = missing(documents);
        for document in &missing {
            observation.set(&document.could_hold, Standing::Unobserved);
        }
        let subjects = subjects(documents);
        if !subjects.client {
            observation.set(&DATA.client, Standing::NotApplicable);
        }
        if !subjects.rating {
            observation.set(&DATA.rating, Standing::NotApplicable);
        }
        (observation, missing)
    }

    fn set(&mut self, indicators: &[IndicatorId], standing: Standing) {
        for indicator in indicators {
            self.0[indicator.index()] = standing;
        }
    }
}

fn subjects(documents: &[ScoredDocument<'_>]) -> Subjects {
    let mut all = Subjects::default();
    for document in documents {
        all.client |= document.analysis.subjects.client;
        all.rating |= document.analysis.subjects.rating;
    }
    all
}

/// The references of documents that bind workers for which no document was given, without repeats.
fn missing(documents: &[ScoredDocument<'_>]) -> Vec<MissingDocument> {
    let loaded: Vec<_> = documents.iter().map(Loaded::new).collect();
    let mut missing: Vec<MissingDocument> = Vec::new();
    for (index, document) in documents.iter().enumerate() {
        if document.analysis.audience != Audience::Worker {
            continue;
        }
        for reference in &document.analysis.references {
            let known = missing.iter().any(|m| m.reference == *reference);
            if known || loaded.iter().any(|loaded| loaded.answers(reference)) {
                continue;
            }
            missing.push(MissingDocument {
                reference: reference.clone(),
                referred_from: index,
                could_hold: DATA.kind(reference.kind).holds.clone(),
            });
        }
    }
    missing
}

/// A document at hand, by what it could be called.
struct Loaded {
    /// Its file, its first heading, and the openings of the documents joined to it, in plain words.
    titles: Vec<String>,
    terms_type: String,
}

impl Loaded {
    fn new(document: &ScoredDocument<'_>) -> Self {
        let file = document.name.rsplit(['/', '\\']).next().unwrap_or_default();
        let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
        let text = |block: &Block| document.document.text.get(block.text.clone());
        let opening = |block: &Block| plain(title(text(block).unwrap_or_default()));
        let Document { blocks, joins, .. } = document.document;
        let first = blocks.first();
        let heading = first.filter(|block| matches!(block.kind, BlockKind::Heading { .. }));
        let joined = joins.iter().filter_map(|index| blocks.get(*index));
        let openings = heading.into_iter().chain(joined).map(opening);
        Self {
            titles: [plain(stem)].into_iter().chain(openings).collect(),
            terms_type: plain(document.terms_type.unwrap_or_default()),
        }
    }

    /// Whether this is the document that is meant, by its title or by its kind.
    fn answers(&self, reference: &Reference) -> bool {
        let title = plain(&reference.title);
        let all = || self.titles.iter().chain([&self.terms_type]);
        let titled = !title.is_empty() && all().any(|own| holds_words(own, &title));
        let names = &DATA.kind(reference.kind).names;
        titled
            || names
                .iter()
                .any(|name| all().any(|own| holds_words(own, name)))
    }
}

/// What could be a title: the first line, unless it is as long as a paragraph.
fn title(text: &str) -> &str {
    let line = text.lines().next().unwrap_or_default();
    if line.len() <= 120 { line } else { "" }
}

/// Whether plain words occur in plain words, the last of them with or without a plural s.
fn holds_words(text: &str, words: &str) -> bool {
    text.match_indices(words).any(|(at, _)| {
        let after = &text[at + words.len()..];
        let ends = |rest: &str| rest.is_empty() || rest.starts_with(' ');
        let begins = at == 0 || text[..at].ends_with(' ');
        begins && (ends(after) || after.strip_prefix('s').is_some_and(ends))
    })
}

/// Lower case, French accents off, anything but letters and digits to one space.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for letter in text.chars().flat_map(char::to_lowercase) {
        match letter {
            'à' | 'â' | 'ä' => plain.push('a'),
            'é' | 'è' | 'ê' | 'ë' => plain.push('e'),
            'î' | 'ï' => plain.push('i'),
            'ô' | 'ö' => plain.push('o'),
            'ù' | 'û' | 'ü' => plain.push('u'),
            'ç' => plain.push('c'),
            'œ' => plain.push_str("oe"),
            // Accents set apart from their letter, as some file systems write them.
            '\u{300}'..='\u{36f}' => {}
            letter if letter.is_alphanumeric() => plain.push(letter),
            _ if plain.ends_with(' ') || plain.is_empty() => {}
            _ => plain.push(' '),
        }
    }
    plain.truncate(plain.trim_end().len());
    plain
}

/// `observation.toml`, read once.
struct Data {
    kinds: [(ReferenceKind, Kind); 5],
    client: Vec<IndicatorId>,
    rating: Vec<IndicatorId>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Kind {
    names: Vec<String>,
    holds: Vec<IndicatorId>,
}

impl Data {
    fn kind(&self, kind: ReferenceKind) -> &Kind {
        let found = self.kinds.iter().find(|(of, _)| *of == kind);
        &found.unwrap_or(&self.kinds[4]).1
    }
}

static DATA: LazyLock<Data> = LazyLock::new(|| {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct File {
        reference: References,
        subject: SubjectTables,
    }
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct References {
        privacy: Kind,
        guidelines: Kind,
        project_terms: Kind,
        fees: Kind,
        other_terms: Kind,
    }
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct SubjectTables {
        client: Needs,
        rating: Needs,
    }
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Needs {
        needs: Vec<IndicatorId>,
    }
    let file: File = toml::from_str(include_str!("observation.toml"))
        .unwrap_or_else(|error| panic!("observation.toml: {error}"));
    Data {
        kinds: [
            (ReferenceKind::Privacy, file.reference.privacy),
            (ReferenceKind::Guidelines, file.reference.guidelines),
            (ReferenceKind::ProjectTerms, file.reference.project_terms),
            (ReferenceKind::Fees, file.reference.fees),
            (ReferenceKind::OtherTerms, file.reference.other_terms),
        ],
        client: file.subject.client.needs,
        rating: file.subject.rating.needs,
    }
});

#[cfg(test)]
mod tests {
    use super::{holds_words, plain};

    #[test]
    fn names_are_compared_without_case_accents_and_punctuation() {
        assert_eq!(
            plain("Politique de Confidentialité (RGPD)"),
            "politique de confidentialite rgpd"
        );
        assert_eq!(plain("Confidentialite\u{301}"), "confidentialite");
        assert!(holds_words("community guidelines", "guideline"));
        assert!(holds_words("cookies and privacy", "cookie"));
        assert!(!holds_words("coffee", "fee"));
        assert!(!holds_words("terms for taskers", "task"));
    }
}
