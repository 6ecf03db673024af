//! A report as the templates want it.

use rustc_hash::FxHashMap;
use serde::Serialize;

use super::indicator::{Entry, FamilyView, Pointed};
use super::text::{self, TextView};
use crate::finding::{Audience, ReferenceKind, Severity};
use crate::report::edition::Edition;
use crate::report::model::{DocumentReport, LanguageShare, Report};
use crate::report::page::Cited;
use crate::report::whole::WholeText;
use crate::report::words;
use crate::score::{
    Coherence, CoherenceClause, EvidenceRef, Index, IndicatorLevel, MissingDocument, NormBalance,
    Power, Readability, Reciprocity, Sensitivity,
};

/// What a list of platforms says of one.
#[derive(Debug, Serialize)]
pub(super) struct Head<'a> {
    prefix: String,
    platform: &'a str,
    documents: usize,
    core: &'a Index,
    extended: &'a Index,
    critical: usize,
    /// The parts of its page, by the names of their heads among the fixed words.
    parts: Vec<&'static str>,
}

impl<'a> Head<'a> {
    pub(super) fn new(report: &'a Report, place: usize, has_text: bool) -> Self {
        let levels = &report.profile.levels;
        let parts = [
            ("profile", true),
            ("critical", true),
            ("powers", true),
            ("asymmetry", true),
            ("coherence", report.profile.coherence.is_some()),
            ("contradictions", !report.profile.contradictions.is_empty()),
            ("conflicts", levels.iter().any(|level| level.conflict)),
            ("indicators", true),
            ("terms", has_text),
        ];
        Self {
            prefix: prefix(place),
            platform: &report.platform,
            documents: report.documents.len(),
            core: &report.profile.core,
            extended: &report.profile.extended,
            critical: levels
                .iter()
                .filter(|level| level.severity == Some(Severity::HIGH))
                .count(),
            parts: parts
                .into_iter()
                .filter_map(|(name, there)| there.then_some(name))
                .collect(),
        }
    }
}

/// What the `id`s of a platform begin with where it is not alone on its page.
pub(super) fn prefix(place: usize) -> String {
    format!("p{place}-")
}

/// One platform, from the glance to the words.
#[derive(Debug, Serialize)]
pub(super) struct PlatformView<'a> {
    prefix: &'a str,
    platform: &'a str,
    documents: Vec<DocumentView<'a>>,
    missing: Vec<MissingView<'a>>,
    indices: [IndexView<'a>; 2],
    sensitivity: &'a Sensitivity,
    families: Vec<FamilyView<'a>>,
    critical: Vec<Pointed<'a>>,
    powers: [PowerView<'a>; 4],
    minimum: Option<f64>,
    reciprocity: &'a Reciprocity,
    norms: [NormRow; 4],
    balance: &'a NormBalance,
    conflicts: Vec<Conflict<'a>>,
    contradictions: Vec<Contradicted<'a>>,
    coherence: Option<CoherenceView<'a>>,
    texts: Vec<TextView<'a>>,
}

#[derive(Debug, Serialize)]
struct DocumentView<'a> {
    name: &'a str,
    terms_type: Option<&'a str>,
    date: Option<&'a str>,
    sha256: &'a str,
    languages: &'a [LanguageShare],
    format: &'static str,
    for_clients: bool,
    words: usize,
    clauses: usize,
    findings: usize,
    readability: Option<&'a Readability>,
    /// The `id` of its whole text, where the page has that.
    text: Option<String>,
}

/// A document that the terms refer to and that was not given.
#[derive(Debug, Serialize)]
struct MissingView<'a> {
    title: &'a str,
    kind: ReferenceKind,
    could_hold: usize,
}

#[derive(Debug, Serialize)]
struct IndexView<'a> {
    /// The key of its name among the fixed words.
    name: &'static str,
    index: &'a Index,
}

#[derive(Debug, Serialize)]
struct PowerView<'a> {
    /// The key of its name among the tags.
    tag: &'static str,
    power: &'a Power,
}

/// How many distinct norms of one kind either side has.
#[derive(Debug, Serialize)]
struct NormRow {
    /// The key of its name among the fixed words.
    kind: &'static str,
    worker: usize,
    platform: usize,
    balance: f64,
}

/// An indicator with clauses that protect and clauses that weigh.
#[derive(Debug, Serialize)]
struct Conflict<'a> {
    indicator: Pointed<'a>,
    protects: Vec<Entry<'a>>,
    weighs: Vec<Entry<'a>>,
}

/// A promise of the terms, and what the same terms say against it.
#[derive(Debug, Serialize)]
struct Contradicted<'a> {
    promise: &'a str,
    against: &'a str,
    promises: Vec<Entry<'a>>,
    burdens: Vec<Entry<'a>>,
}

#[derive(Debug, Serialize)]
struct CoherenceView<'a> {
    disclaimers: Vec<Pointed<'a>>,
    powers: Vec<Pointed<'a>>,
}

/// Makes the view of one platform. All its `id`s begin with `prefix`.
pub(super) fn platform<'a>(
    report: &'a Report,
    texts: &'a [WholeText],
    edition: Edition,
    prefix: &'a str,
) -> PlatformView<'a> {
    let viewer = Viewer {
        report,
        edition,
        prefix,
        has_text: !texts.is_empty(),
    };
    let profile = &report.profile;
    let critical = profile
        .levels
        .iter()
        .filter(|level| level.severity == Some(Severity::HIGH));
    PlatformView {
        prefix,
        platform: &report.platform,
        documents: viewer.documents(),
        missing: viewer.missing(),
        indices: [
            ("core_index", &profile.core),
            ("extended_index", &profile.extended),
        ]
        .map(|(name, index)| IndexView { name, index }),
        sensitivity: &profile.sensitivity,
        families: profile
            .families
            .iter()
            .map(|score| FamilyView::new(&viewer, score))
            .collect(),
        critical: critical
            .map(|level| Pointed::new(&viewer, level.indicator, &level.evidence))
            .collect(),
        powers: [
            ("direction", &profile.powers.direction),
            ("control", &profile.powers.control),
            ("sanction", &profile.powers.sanction),
            ("ex_post_control", &profile.powers.ex_post_control),
        ]
        .map(|(tag, power)| PowerView { tag, power }),
        minimum: profile.powers.minimum,
        reciprocity: &profile.reciprocity,
        norms: norms(&profile.balance),
        balance: &profile.balance,
        conflicts: viewer.conflicts(),
        contradictions: viewer.contradictions(),
        coherence: profile.coherence.as_ref().map(|c| viewer.coherence(c)),
        texts: text::texts(&viewer, texts),
    }
}

fn norms(balance: &NormBalance) -> [NormRow; 4] {
    let counts = &balance.counts;
    [
        (
            "obligations",
            counts.worker_obligations,
            counts.platform_obligations,
            balance.obligation,
        ),
        (
            "exemptions",
            counts.worker_exemptions,
            counts.platform_exemptions,
            balance.exemption,
        ),
        (
            "powers_word",
            counts.worker_powers,
            counts.platform_powers,
            balance.power,
        ),
        (
            "rights_and_powers",
            counts.worker_rights,
            counts.platform_powers,
            balance.power_against_right,
        ),
    ]
    .map(|(kind, worker, platform, balance)| NormRow {
        kind,
        worker,
        platform,
        balance,
    })
}

/// What every part of the view needs.
pub(super) struct Viewer<'a> {
    pub(super) report: &'a Report,
    pub(super) edition: Edition,
    pub(super) prefix: &'a str,
    pub(super) has_text: bool,
}

impl<'a> Viewer<'a> {
    /// The `id` of the block of a finding.
    pub(super) fn finding_id(&self, place: EvidenceRef) -> String {
        format!("{}f{}-{}", self.prefix, place.document, place.finding)
    }

    /// The `id` of a clause in the whole text.
    pub(super) fn clause_id(&self, document: usize, clause: usize) -> String {
        format!("{}c{document}-{clause}", self.prefix)
    }

    /// The `id` of the whole text of a document.
    pub(super) fn text_id(&self, document: usize) -> String {
        format!("{}text{document}", self.prefix)
    }

    /// The finding in its place, linked to its clause.
    pub(super) fn entry(&self, place: EvidenceRef) -> Option<Entry<'a>> {
        let mut cited = Cited::new(self.report, place)?;
        if self.has_text {
            let clause = self.report.evidence(place)?.clause;
            cited.clause = Some(self.clause_id(place.document, clause));
        }
        Some(Entry(cited))
    }

    fn documents(&self) -> Vec<DocumentView<'a>> {
        let documents = self.report.documents.iter().enumerate();
        let view = |(place, document): (usize, &'a DocumentReport)| DocumentView {
            name: &document.name,
            terms_type: document.terms_type.as_deref(),
            date: document.date.as_deref(),
            sha256: &document.sha256,
            languages: &document.languages,
            format: words::format(document.format),
            for_clients: document.audience == Audience::ClientOnly,
            words: document.descriptors.words,
            clauses: document.descriptors.clauses,
            findings: document.findings.len(),
            readability: document.descriptors.readability.as_ref(),
            text: self.has_text.then(|| self.text_id(place)),
        };
        documents.map(view).collect()
    }

    fn missing(&self) -> Vec<MissingView<'a>> {
        let missing = self.report.profile.missing.iter();
        let view = |missing: &'a MissingDocument| MissingView {
            title: &missing.reference.title,
            kind: missing.reference.kind,
            could_hold: missing.could_hold.len(),
        };
        missing.map(view).collect()
    }

    fn conflicts(&self) -> Vec<Conflict<'a>> {
        let levels = self.report.profile.levels.iter();
        let conflict = |level: &'a IndicatorLevel| {
            let side = |weighs: bool| {
                let entries = level.evidence.iter().filter_map(|place| self.entry(*place));
                let net = if weighs { 2..=3 } else { 0..=0 };
                entries.filter(|entry| net.contains(&entry.0.net)).collect()
            };
            Conflict {
                indicator: Pointed::new(self, level.indicator, &[]),
                protects: side(false),
                weighs: side(true),
            }
        };
        levels
            .filter(|level| level.conflict)
            .map(conflict)
            .collect()
    }

    fn contradictions(&self) -> Vec<Contradicted<'a>> {
        let side = |places: &[EvidenceRef]| {
            let entries = places.iter().filter_map(|place| self.entry(*place));
            entries.collect()
        };
        let found = self.report.profile.contradictions.iter();
        found
            .filter_map(|contradiction| {
                let kind = contradiction.kind()?;
                Some(Contradicted {
                    promise: self.edition.say(&kind.promise),
                    against: self.edition.say(&kind.against),
                    promises: side(&contradiction.promises),
                    burdens: side(&contradiction.burdens),
                })
            })
            .collect()
    }

    fn coherence(&self, coherence: &'a Coherence) -> CoherenceView<'a> {
        let side = |clauses: &'a [CoherenceClause]| {
            let clauses = clauses.iter();
            clauses
                .map(|clause| Pointed::new(self, clause.indicator, &clause.evidence))
                .collect()
        };
        CoherenceView {
            disclaimers: side(&coherence.disclaimers),
            powers: side(&coherence.powers),
        }
    }

    /// The indicator that each finding with a block on the page is evidence of, with that block.
    pub(super) fn blocks(&self) -> FxHashMap<EvidenceRef, &'static str> {
        let levels = self.report.profile.levels.iter();
        let of_level = |level: &'a IndicatorLevel| {
            let title = self.edition.say(&level.indicator.get().title);
            level.evidence.iter().map(move |place| (*place, title))
        };
        levels.flat_map(of_level).collect()
    }
}
