//! One document read: its clauses in order, with their lead-ins and context.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::analyzer::{Analyzer, Keep};
use super::by_weights::{self, Place};
use super::features::SentenceFeatures;
use super::memory::Memory;
use super::sentence::{Hit, Input, MitigatorHit, Promise, Reading, SentenceReader};
use super::support::with_measured;
use super::weigh::{keep_worst, mitigate};
use super::{Finding, Reference, Subjects};
use crate::clause::{Clause, ClauseId, ClauseRole, ClauseTree, marker_len};
use crate::document::Document;
use crate::norm::{BearerSource, Norm};
use crate::taxonomy::MitigatorClass;
use crate::text::Language;

/// How many lead-ins above an item are read with it.
const LEAD_INS: usize = 2;

/// How many items back the paragraph that opens an enumeration is looked for.
const LONGEST_ENUMERATION: usize = 30;

/// How many words of context (headings, earlier sentences) a rule can ask about, in ranges.
const CONTEXT: usize = 8;

/// A document under reading.
pub(super) struct DocumentReading<'a, 'd> {
    pub(super) analyzer: &'a Analyzer,
    pub(super) document: &'d Document,
    pub(super) service: Option<&'d str>,
    pub(super) keep: Keep,
    pub(super) memory: Option<&'d mut Memory<'a>>,
    pub(super) clauses: &'d ClauseTree,
    pub(super) readers: FxHashMap<Language, SentenceReader<'a>>,
    pub(super) norms: Vec<Vec<Norm>>,
    pub(super) findings: Vec<Finding>,
    pub(super) references: Vec<Reference>,
    pub(super) subjects: Subjects,
    /// What the sentences hold, where a table of weights is to be fitted.
    pub(super) features: Option<Vec<SentenceFeatures>>,
}

/// A mitigator of the clause, in bytes.
#[derive(Clone)]
pub(super) struct ClauseMitigator {
    pub(super) class: MitigatorClass,
    pub(super) span: Range<usize>,
    pub(super) promise: Promise,
    pub(super) sentence: usize,
}

impl<'a, 'd> DocumentReading<'a, 'd> {
    /// Before the first clause.
    pub(super) fn new(
        analyzer: &'a Analyzer,
        document: &'d Document,
        service: Option<&'d str>,
        clauses: &'d ClauseTree,
        keep: Keep,
        memory: Option<&'d mut Memory<'a>>,
    ) -> Self {
        Self {
            analyzer,
            document,
            service,
            keep,
            memory,
            clauses,
            readers: FxHashMap::default(),
            norms: Vec::with_capacity(clauses.clauses.len()),
            findings: Vec::new(),
            references: Vec::new(),
            subjects: Subjects::default(),
            features: None,
        }
    }

    /// Reads the next clause.
    pub(super) fn clause(&mut self, id: ClauseId, language: Language) {
        self.norms.push(Vec::new());
        let clauses = self.clauses;
        let clause = &clauses.clauses[id.0];
        let Some(lexicon) = self.analyzer.lexicons.get(language) else {
            return;
        };
        let mut reader = self.readers.remove(&language).unwrap_or_else(|| {
            let Self {
                document,
                service,
                analyzer,
                ..
            } = self;
            SentenceReader::new(lexicon, &document.text, *service, analyzer.addressee)
        });
        match clause.role {
            ClauseRole::Heading => reader.begin_section(),
            ClauseRole::Navigation => {}
            ClauseRole::Body | ClauseRole::Item | ClauseRole::Definition => {
                self.provision(id, clause, &mut reader);
            }
        }
        self.readers.insert(language, reader);
    }

    fn provision(&mut self, id: ClauseId, clause: &Clause, reader: &mut SentenceReader<'a>) {
        let lead_in = self.lead_ins(id);
        let mut context = self.headings(id);
        context.extend(self.clauses_before(id));
        let first_finding = self.findings.len();
        let mut mitigators: Vec<ClauseMitigator> = Vec::new();
        let mut sentence_of: Vec<usize> = Vec::new();
        for (place, sentence) in clause.sentences.iter().enumerate() {
            let input = Input {
                text: &self.document.text,
                lead_in: if place == 0 { &lead_in } else { &[] },
                sentence,
                context: &context,
            };
            let read = reader.read(input, self.memory.as_deref_mut());
            if clause.role != ClauseRole::Definition
                && let Some(seen) = &mut self.features
            {
                seen.push(reader.features(input, &read));
            }
            self.note(id, &read, reader);
            mitigators.extend(
                read.mitigators
                    .iter()
                    .map(|hit| clause_mitigator(hit, place, reader)),
            );
            if clause.role != ClauseRole::Definition {
                let inherits = place == 0
                    && lead_in.iter().any(|range| self.announces(range))
                    && !self.stands_alone(sentence, &read, reader);
                let mut own = findings_of(id, sentence, read.hits, reader, inherits, self.keep);
                if self.keep == Keep::Worst {
                    let at = Place {
                        clause: id,
                        sentence,
                    };
                    by_weights::apply(&at, &read.weighed, reader, &mut own);
                }
                sentence_of.extend(own.iter().map(|_| place));
                self.findings.extend(own);
            }
            if context.len() < CONTEXT {
                context.push(sentence.clone());
            }
        }
        for (finding, sentence) in self.findings[first_finding..].iter_mut().zip(sentence_of) {
            mitigate(finding, sentence, &mitigators);
        }
        if self.keep == Keep::Worst {
            keep_worst(&mut self.findings, first_finding);
        }
    }

    /// Whether a sentence announces a list: it ends in a colon. What it says by itself is then
    /// said of each item too.
    fn announces(&self, sentence: &Range<usize>) -> bool {
        self.document.text[sentence.clone()]
            .trim_end()
            .ends_with(':')
    }

    /// Whether an item is a sentence of its own, with a capital, a subject and a norm, and no
    /// continuation of its lead-in ("We may suspend you if: | you breach these terms").
    fn stands_alone(
        &self,
        sentence: &Range<usize>,
        read: &Reading<'_>,
        reader: &SentenceReader<'_>,
    ) -> bool {
        let text = &self.document.text[sentence.clone()];
        let words = &text[marker_len(text)..];
        let goes_on = words
            .chars()
            .find(|c| c.is_alphabetic())
            .is_some_and(char::is_lowercase);
        !goes_on
            && read.norms.iter().any(|norm| {
                norm.bearer_source == BearerSource::Subject
                    && norm.scope.start >= reader.own_start
                    && norm.scope.start <= reader.own_start + 2
            })
    }

    /// The last sentences of the lead-ins above an item, outermost first.
    fn lead_ins(&self, id: ClauseId) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        let mut at = id;
        while let Some(above) = self.clauses.lead_in(at).filter(|_| found.len() < LEAD_INS) {
            if !self.reaches(above, id) {
                break;
            }
            if let Some(sentence) = self.clauses.clauses[above.0].sentences.last() {
                found.push(sentence.clone());
            }
            at = above;
        }
        if found.is_empty() {
            found.extend(self.inline_lead_in(id));
        }
        found.reverse();
        found
    }

    /// A lead-in reaches its items as long as no heading or other provision of its own rank
    /// stands between.
    fn reaches(&self, lead_in: ClauseId, item: ClauseId) -> bool {
        let clauses = &self.clauses.clauses;
        let rank = clauses[lead_in.0].parent;
        clauses[lead_in.0 + 1..item.0]
            .iter()
            .all(|between| match between.role {
                ClauseRole::Heading => false,
                ClauseRole::Body => between.parent != rank,
                _ => true,
            })
    }

    /// The lead-in of "(ii) …" where a paragraph before holds both the lead-in and "(i) …".
    fn inline_lead_in(&self, id: ClauseId) -> Option<Range<usize>> {
        let clauses = &self.clauses.clauses;
        let clause = &clauses[id.0];
        let mut siblings = clauses[..id.0].iter().rev().take(LONGEST_ENUMERATION);
        if clause.role != ClauseRole::Item {
            return None;
        }
        let opening = siblings
            .find(|before| before.role != ClauseRole::Item || before.parent != clause.parent)
            .filter(|before| before.role == ClauseRole::Body)?;
        let sentence = opening.sentences.last()?;
        let text = &self.document.text[sentence.clone()];
        let first = ["(i)", "(a)", "(1)", " a)", " i)", " 1)"]
            .iter()
            .find_map(|mark| text.find(mark))?;
        Some(sentence.start..sentence.start + first)
    }

    fn headings(&self, id: ClauseId) -> Vec<Range<usize>> {
        let headings = self.clauses.headings(id);
        headings
            .map(|heading| self.clauses.clauses[heading.0].text.clone())
            .take(CONTEXT / 2)
            .collect()
    }

    /// The clauses right before one under the same heading: what "this licence" goes back to.
    fn clauses_before(&self, id: ClauseId) -> impl Iterator<Item = Range<usize>> {
        const BACK: usize = 2;
        let clauses = &self.clauses.clauses;
        let parent = clauses[id.0].parent;
        let before = clauses[..id.0].iter().rev().take(BACK);
        before
            .filter(move |clause| clause.parent == parent && clause.role == ClauseRole::Body)
            .map(|clause| clause.text.clone())
    }

    /// Notes the norms, references and subjects of a sentence.
    fn note(&mut self, id: ClauseId, read: &Reading<'_>, reader: &SentenceReader<'_>) {
        self.subjects.client |= read.mentions_client;
        self.subjects.rating |= read.mentions_rating;
        let own = read
            .norms
            .iter()
            .filter(|norm| norm.cue.end > reader.own_start);
        self.norms[id.0].extend(own.map(|norm| Norm {
            bearer: norm.bearer,
            bearer_source: norm.bearer_source,
            counterparty: norm.counterparty,
            modality: norm.modality,
            action: norm.action,
            span: reader.bytes(norm.scope),
        }));
        for &(at, kind) in &read.references {
            let title = self.document.text[reader.bytes(at)].to_owned();
            if at.end > reader.own_start && !self.references.iter().any(|r| r.title == title) {
                self.references.push(Reference { title, kind });
            }
        }
    }
}

fn clause_mitigator(
    hit: &MitigatorHit,
    sentence: usize,
    reader: &SentenceReader<'_>,
) -> ClauseMitigator {
    ClauseMitigator {
        class: hit.class,
        span: reader.bytes(hit.at),
        promise: hit.promise,
        sentence,
    }
}

fn findings_of(
    clause: ClauseId,
    sentence: &Range<usize>,
    hits: Vec<Hit<'_>>,
    reader: &SentenceReader<'_>,
    inherits: bool,
    keep: Keep,
) -> Vec<Finding> {
    let own = hits
        .into_iter()
        .filter(|hit| inherits || hit.at.end > reader.own_start);
    let finding = |hit: Hit<'_>| Finding {
        indicator: hit.rule.indicator,
        clause,
        sentence: sentence.clone(),
        span: reader.bytes(hit.at),
        rule: hit.rule.id.clone(),
        raw: hit.raw,
        net: hit.raw,
        confidence: match keep {
            Keep::Worst => with_measured(hit.rule, hit.confidence),
            Keep::All => hit.confidence,
        },
        bearer: hit.bearer,
        modality: hit.modality,
        intensifiers: hit
            .intensifiers
            .iter()
            .map(|&at| reader.bytes(at))
            .collect(),
        mitigators: Vec::new(),
        weights: Vec::new(),
    };
    own.map(finding).collect()
}
