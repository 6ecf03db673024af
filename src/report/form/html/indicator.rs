//! Families and their indicators with evidence.

use serde::Serialize;

use super::view::Viewer;
use crate::report::page::{Cited, Graded};
use crate::score::{EvidenceRef, FamilyScore, Interval};
use crate::taxonomy::{IndicatorId, Polarity};

/// A finding in its place.
#[derive(Debug, Serialize)]
#[serde(transparent)]
pub(super) struct Entry<'a>(pub(super) Cited<'a>);

/// An indicator that another part of the page is about, with the weightiest words.
#[derive(Debug, Serialize)]
pub(super) struct Pointed<'a> {
    id: String,
    title: &'static str,
    level: Option<Graded>,
    /// What its level means.
    anchor: Option<&'static str>,
    first: Option<Entry<'a>>,
    /// The `id` of the block of `first`.
    block: Option<String>,
}

impl<'a> Pointed<'a> {
    pub(super) fn new(
        viewer: &Viewer<'a>,
        indicator: IndicatorId,
        evidence: &'a [EvidenceRef],
    ) -> Self {
        let level = viewer.report.profile.level(indicator).map(Graded::new);
        let first = evidence.first();
        Self {
            id: indicator_id(viewer, indicator),
            title: viewer.edition.say(&indicator.get().title),
            level,
            anchor: level.and_then(|level| anchor(viewer, indicator, &level)),
            first: first.and_then(|place| viewer.entry(*place)),
            block: first.map(|place| viewer.finding_id(*place)),
        }
    }
}

/// A family with its score and its indicators.
#[derive(Debug, Serialize)]
pub(super) struct FamilyView<'a> {
    id: String,
    title: &'static str,
    core: bool,
    in_index: bool,
    score: Option<f64>,
    interval: Option<Interval>,
    intensity: Option<f64>,
    share_stated: f64,
    share_observed: f64,
    critical: usize,
    indicators: Vec<IndicatorView<'a>>,
}

/// An indicator with its level, what it means and what it rests on.
#[derive(Debug, Serialize)]
struct IndicatorView<'a> {
    id: String,
    name: &'static str,
    title: &'static str,
    polarity: Polarity,
    definition: &'static str,
    note: Option<&'static str>,
    level: Graded,
    anchor: Option<&'static str>,
    anchors: &'static [String; 4],
    entries: Vec<Entry<'a>>,
}

impl<'a> FamilyView<'a> {
    pub(super) fn new(viewer: &Viewer<'a>, score: &'a FamilyScore) -> Self {
        let family = score.family.get();
        let indicators = family.indicators.iter();
        Self {
            id: format!("{}family-{}", viewer.prefix, family.name),
            title: viewer.edition.say(&family.title),
            core: family.core,
            in_index: family.in_index,
            score: score.score,
            interval: score.interval,
            intensity: score.intensity,
            share_stated: score.share_stated,
            share_observed: score.share_observed,
            critical: score.critical.len(),
            indicators: indicators
                .filter_map(|id| IndicatorView::new(viewer, *id))
                .collect(),
        }
    }
}

impl<'a> IndicatorView<'a> {
    /// None only in a profile that was read from elsewhere and lacks it.
    fn new(viewer: &Viewer<'a>, id: IndicatorId) -> Option<Self> {
        let level = viewer.report.profile.level(id)?;
        let graded = Graded::new(level);
        let indicator = id.get();
        let entry = |place: &EvidenceRef| {
            let mut entry = viewer.entry(*place)?;
            entry.0.id = Some(viewer.finding_id(*place));
            Some(entry)
        };
        Some(Self {
            id: indicator_id(viewer, id),
            name: indicator.name,
            title: viewer.edition.say(&indicator.title),
            polarity: indicator.polarity,
            definition: viewer.edition.say(&indicator.definition),
            note: indicator.note.as_ref().map(|note| viewer.edition.say(note)),
            level: graded,
            anchor: anchor(viewer, id, &graded),
            anchors: viewer.edition.of(&indicator.anchors),
            entries: level.evidence.iter().filter_map(entry).collect(),
        })
    }
}

/// The `id` of an indicator.
fn indicator_id(viewer: &Viewer<'_>, indicator: IndicatorId) -> String {
    format!("{}{}", viewer.prefix, indicator.get().name)
}

/// What a level means in words; none where there is none.
fn anchor(viewer: &Viewer<'_>, id: IndicatorId, level: &Graded) -> Option<&'static str> {
    let severity = usize::from(level.severity?);
    let anchors = viewer.edition.of(&id.get().anchors);
    anchors.get(severity).map(String::as_str)
}
