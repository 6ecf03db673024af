//! The analyzer: a document in, its clauses, norms and findings out.

use std::ops::Range;
use std::path::PathBuf;

use rustc_hash::FxHashMap;

use super::memory::{Memory, Successive};
use super::sentence::{Hit, Input, MitigatorHit, Promise, Reading, SentenceReader, with_measured};
use super::{
    Analysis, Audience, Confidence, Finding, Mitigator, Reference, Severity, Subjects, Verdict,
};
use crate::Result;
use crate::clause::{Clause, ClauseId, ClauseRole, ClauseTree};
use crate::document::Document;
use crate::lexicon::Lexicons;
use crate::norm::{Addressee, BearerSource, Modality, Norm, Parties, Party};
use crate::taxonomy::{IndicatorId, MitigatorClass, Polarity};
use crate::text::{Language, language};

/// Reads documents; built once, shared between threads.
#[derive(Debug)]
pub struct Analyzer {
    lexicons: Lexicons,
    addressee: Addressee,
}

/// Options of an [`Analyzer`].
#[derive(Debug, Clone, Default)]
pub struct AnalyzerBuilder {
    addressee: Addressee,
    lexicon: Option<PathBuf>,
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

    /// Builds the analyzer.
    ///
    /// # Errors
    /// A lexicon file that cannot be read or has an error in it, with its line.
    pub fn build(self) -> Result<Analyzer> {
        let lexicons = match &self.lexicon {
            None => Lexicons::builtin()?,
            Some(folder) => Lexicons::with_folder(folder)?,
        };
        Ok(Analyzer {
            lexicons,
            addressee: self.addressee,
        })
    }
}

/// Which findings of a sentence are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Keep {
    /// The worst of each indicator.
    Worst,
    /// Those of every rule that fired.
    All,
}

/// How many lead-ins above an item are read with it.
const LEAD_INS: usize = 2;

/// How many items back the paragraph that opens an enumeration is looked for.
const LONGEST_ENUMERATION: usize = 30;

/// How many words of context (headings, earlier sentences) a rule can ask about, in ranges.
const CONTEXT: usize = 8;

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

    fn analyze_clauses<'a>(
        &'a self,
        document: &Document,
        service: Option<&str>,
        clauses: ClauseTree,
        languages: Vec<Language>,
        keep: Keep,
        memory: Option<&mut Memory<'a>>,
    ) -> Analysis {
        let mut reading = DocumentReading {
            analyzer: self,
            document,
            service,
            keep,
            memory,
            clauses: &clauses,
            readers: FxHashMap::default(),
            norms: Vec::with_capacity(clauses.clauses.len()),
            findings: Vec::new(),
            references: Vec::new(),
            subjects: Subjects::default(),
        };
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

/// A document under reading.
struct DocumentReading<'a, 'd> {
    analyzer: &'a Analyzer,
    document: &'d Document,
    service: Option<&'d str>,
    keep: Keep,
    memory: Option<&'d mut Memory<'a>>,
    clauses: &'d ClauseTree,
    readers: FxHashMap<Language, SentenceReader<'a>>,
    norms: Vec<Vec<Norm>>,
    findings: Vec<Finding>,
    references: Vec<Reference>,
    subjects: Subjects,
}

/// A mitigator of the clause, in bytes.
#[derive(Clone)]
struct ClauseMitigator {
    class: MitigatorClass,
    span: Range<usize>,
    promise: Promise,
    sentence: usize,
}

impl<'a> DocumentReading<'a, '_> {
    fn clause(&mut self, id: ClauseId, language: Language) {
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
            self.note(id, &read, reader);
            mitigators.extend(
                read.mitigators
                    .iter()
                    .map(|hit| clause_mitigator(hit, place, reader)),
            );
            if clause.role != ClauseRole::Definition {
                let inherits = place == 0
                    && lead_in.iter().any(|range| self.announces(range))
                    && !stands_alone(&read, reader);
                let own = findings_of(id, sentence, read.hits, reader, inherits, self.keep);
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

/// Whether an item is a sentence of its own, with a subject and a norm, and no continuation of
/// its lead-in.
fn stands_alone(read: &Reading<'_>, reader: &SentenceReader<'_>) -> bool {
    read.norms.iter().any(|norm| {
        norm.bearer_source == BearerSource::Subject
            && norm.scope.start >= reader.own_start
            && norm.scope.start <= reader.own_start + 2
    })
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
    };
    own.map(finding).collect()
}

/// Net severity as METHOD section 2 has it: a burden loses a step for each class of binding
/// mitigator, two at most, and stays at 1; a safeguard is as it is stated.
fn mitigate(finding: &mut Finding, sentence: usize, mitigators: &[ClauseMitigator]) {
    let indicator = finding.indicator.get();
    if indicator.polarity == Polarity::Safeguard || finding.raw == Severity::NONE {
        return;
    }
    let mut accepted: Vec<MitigatorClass> = Vec::new();
    for mitigator in mitigators {
        // The words of the rule itself ("limited to the amount paid") do not mitigate it.
        if inside(&mitigator.span, &finding.span) {
            continue;
        }
        let verdict = verdict(finding.indicator, sentence, mitigator);
        if verdict == Verdict::OtherClass {
            continue;
        }
        if verdict == Verdict::Accepted && !accepted.contains(&mitigator.class) {
            accepted.push(mitigator.class);
        }
        finding.mitigators.push(Mitigator {
            class: mitigator.class,
            span: mitigator.span.clone(),
            verdict,
        });
    }
    let steps = u8::try_from(accepted.len()).unwrap_or(u8::MAX).min(2);
    let net = finding.raw.value().saturating_sub(steps).max(1);
    finding.net = Severity::new(net).unwrap_or(finding.raw);
}

fn inside(inner: &Range<usize>, outer: &Range<usize>) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

fn verdict(indicator: IndicatorId, sentence: usize, mitigator: &ClauseMitigator) -> Verdict {
    if !indicator
        .get()
        .mitigators
        .iter()
        .any(|m| m.class == mitigator.class)
    {
        return Verdict::OtherClass;
    }
    match mitigator.promise {
        Promise::Firm => Verdict::Accepted,
        Promise::UnderPower if mitigator.sentence == sentence => Verdict::Accepted,
        Promise::UnderPower | Promise::Hedged => Verdict::NotBinding,
    }
}

/// How much a finding weighs among those of its indicator in one sentence. A burden is as bad as
/// its worst reading. A safeguard that is denied stays denied; otherwise the reading that says
/// most of it is the more specific one.
fn weight(finding: &Finding) -> u8 {
    let net = finding.net.value();
    match finding.indicator.get().polarity {
        Polarity::Safeguard if finding.net < Severity::HIGH => Severity::HIGH.value() - 1 - net,
        _ => net,
    }
}

/// Keeps one finding of an indicator in a sentence: one that counts before one that does not,
/// then the weightiest, then the surest.
fn keep_worst(findings: &mut Vec<Finding>, from: usize) {
    let rank = |finding: &Finding| {
        (
            finding.confidence >= Confidence::POINT,
            weight(finding),
            finding.confidence.value(),
        )
    };
    let mut kept: Vec<Finding> = Vec::new();
    for finding in findings.drain(from..) {
        let same = |other: &&mut Finding| {
            other.indicator == finding.indicator && other.sentence == finding.sentence
        };
        match kept.iter_mut().find(same) {
            Some(other) if rank(&finding) > rank(other) => *other = finding,
            Some(_) => {}
            None => kept.push(finding),
        }
    }
    kept.sort_by_key(|finding| {
        (
            finding.sentence.start,
            finding.span.start,
            finding.indicator,
        )
    });
    findings.extend(kept);
}
