//! Findings, levels and scores as templates want them.

use serde::Serialize;

use crate::finding::Verdict;
use crate::norm::{Modality, Party};
use crate::report::model::{Evidence, MitigatorEvidence, Passage, Report};
use crate::score::{EvidenceRef, IndicatorLevel, LevelState};
use crate::taxonomy::MitigatorClass;
use crate::text::Language;

/// The level of an indicator: what the macro `level` shows.
#[derive(Debug, Clone, Copy, Serialize)]
pub(crate) struct Graded {
    pub(crate) state: LevelState,
    /// 0 to 3; none where unobserved or not applicable.
    pub(crate) severity: Option<u8>,
    pub(crate) lo: Option<u8>,
    pub(crate) hi: Option<u8>,
    pub(crate) conflict: bool,
}

impl Graded {
    pub(crate) fn new(level: &IndicatorLevel) -> Self {
        Self {
            state: level.state,
            severity: level.severity.map(u8::from),
            lo: level.interval.map(|range| range.lo.value()),
            hi: level.interval.map(|range| range.hi.value()),
            conflict: level.conflict,
        }
    }
}

/// A passage in three: before the words that decided, those words, after them.
#[derive(Debug, Clone, Copy, Serialize)]
pub(crate) struct Quotation<'a> {
    pub(crate) before: &'a str,
    pub(crate) marked: &'a str,
    pub(crate) after: &'a str,
}

impl<'a> Quotation<'a> {
    pub(crate) fn new(passage: &'a Passage) -> Self {
        let (before, marked, after) = passage.parts();
        Self {
            before,
            marked,
            after,
        }
    }
}

/// A mitigator with its words.
#[derive(Debug, Clone, Copy, Serialize)]
pub(crate) struct Mitigator<'a> {
    pub(crate) class: MitigatorClass,
    pub(crate) text: &'a str,
    pub(crate) verdict: Verdict,
}

/// A finding in its place: what the macro `cited` shows.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Cited<'a> {
    /// The `id` of its block; set by whoever makes the page, `f` and two numbers by custom.
    pub(crate) id: Option<String>,
    /// The `id` of its clause in the whole text, where the page has that.
    pub(crate) clause: Option<String>,
    pub(crate) document: &'a str,
    pub(crate) terms_type: Option<&'a str>,
    pub(crate) date: Option<&'a str>,
    /// The language of most of its document, where it is known.
    pub(crate) lang: Option<&'static str>,
    pub(crate) number: Option<&'a str>,
    pub(crate) implied: bool,
    pub(crate) headings: &'a [String],
    pub(crate) lead_in: Option<Quotation<'a>>,
    pub(crate) sentence: Quotation<'a>,
    pub(crate) rule: &'a str,
    pub(crate) raw: u8,
    pub(crate) net: u8,
    pub(crate) confidence: f64,
    pub(crate) bearer: Option<Party>,
    pub(crate) modality: Option<Modality>,
    pub(crate) intensifiers: &'a [String],
    pub(crate) accepted: Vec<Mitigator<'a>>,
    pub(crate) rejected: Vec<Mitigator<'a>>,
}

impl<'a> Cited<'a> {
    /// A finding that a level of the report cites; none where it is not of this report.
    pub(crate) fn new(report: &'a Report, place: EvidenceRef) -> Option<Self> {
        let document = report.document(place)?;
        let cited = Self::of(report.evidence(place)?, &document.name);
        Some(Self {
            terms_type: document.terms_type.as_deref(),
            date: document.date.as_deref(),
            lang: document
                .languages
                .first()
                .and_then(|share| tag(share.language)),
            ..cited
        })
    }

    /// Any finding with its words.
    pub(crate) fn of(evidence: &'a Evidence, document: &'a str) -> Self {
        let mitigators = |counts: bool| {
            let chosen = evidence
                .mitigators
                .iter()
                .filter(move |m| (m.verdict == Verdict::Accepted) == counts);
            chosen.map(Mitigator::new).collect()
        };
        Self {
            id: None,
            clause: None,
            document,
            terms_type: None,
            date: None,
            lang: None,
            number: evidence.number.as_ref().map(|n| n.label.as_str()),
            implied: evidence.number.as_ref().is_some_and(|n| n.implied),
            headings: &evidence.headings,
            lead_in: evidence.lead_in.as_ref().map(Quotation::new),
            sentence: Quotation::new(&evidence.sentence),
            rule: &evidence.rule,
            raw: evidence.raw.value(),
            net: evidence.net.value(),
            confidence: evidence.confidence.value(),
            bearer: evidence.bearer,
            modality: evidence.modality,
            intensifiers: &evidence.intensifiers,
            accepted: mitigators(true),
            rejected: mitigators(false),
        }
    }
}

impl<'a> Mitigator<'a> {
    fn new(mitigator: &'a MitigatorEvidence) -> Self {
        Self {
            class: mitigator.class,
            text: &mitigator.text,
            verdict: mitigator.verdict,
        }
    }
}

/// The tag of a language for `lang`; none for one that is not told apart.
pub(crate) fn tag(language: Language) -> Option<&'static str> {
    match language {
        Language::Fr => Some("fr"),
        Language::En => Some("en"),
        Language::De => Some("de"),
        Language::Es => Some("es"),
        Language::It => Some("it"),
        Language::Pt => Some("pt"),
        Language::Nl => Some("nl"),
        Language::Other => None,
    }
}
