//! Timelines as the template wants them.

use serde::Serialize;

use super::chart::Chart;
use crate::compare::versions::DiffCounts;
use crate::compare::versions::form::view::{Step, Worded};
use crate::history::form::{by_version, text::weightiest};
use crate::history::model::FindingCounts;
use crate::history::{Event, Recorded, Timeline, TimelineVersion};
use crate::report::{Edition, Failure, Versions};
use crate::score::Index;
use crate::taxonomy::Taxonomy;

/// Of how many wordings of an event each side is shown.
const SHOWN: usize = 4;

/// The page.
#[derive(Debug, Serialize)]
pub(super) struct View<'a> {
    timelines: Vec<TimelineView<'a>>,
    versions: &'a Versions,
    failures: &'a [Failure],
}

#[derive(Debug, Serialize)]
struct TimelineView<'a> {
    id: String,
    service: &'a str,
    terms_type: &'a str,
    formerly: Vec<[&'a str; 2]>,
    recorded: &'a Recorded,
    chart: Option<Chart>,
    versions: Vec<VersionView<'a>>,
    /// The families with a score in some version, a row each.
    families: Vec<FamilyRow<'a>>,
    days: Vec<Day<'a>>,
    failures: Vec<String>,
}

#[derive(Debug, Serialize)]
struct VersionView<'a> {
    date: String,
    last: String,
    id: &'a str,
    returns_to: Option<usize>,
    core: &'a Index,
    extended: &'a Index,
    clauses: Option<&'a DiffCounts>,
    findings: Option<&'a FindingCounts>,
    /// The place of its events among the days, where it has any.
    day: Option<usize>,
}

#[derive(Debug, Serialize)]
struct FamilyRow<'a> {
    title: &'a str,
    cells: Vec<FamilyCell>,
}

#[derive(Debug, Serialize)]
struct FamilyCell {
    score: Option<f64>,
    /// The class of its colour, 0 to 3.
    shade: Option<u8>,
    /// Whether it differs from the version before.
    differs: bool,
}

/// What happened on a date.
#[derive(Debug, Serialize)]
struct Day<'a> {
    version: usize,
    date: String,
    events: Vec<EventView<'a>>,
    /// Levels read otherwise, no heavier and no lighter.
    restated: Vec<Step<'a>>,
}

#[derive(Debug, Serialize)]
struct EventView<'a> {
    step: Step<'a>,
    before: Vec<Worded<'a>>,
    after: Vec<Worded<'a>>,
    more_before: usize,
    more_after: usize,
}

impl<'a> View<'a> {
    pub(super) fn new(
        timelines: &'a [Timeline],
        versions: &'a Versions,
        failures: &'a [Failure],
        edition: Edition,
    ) -> Self {
        let timelines = timelines.iter().enumerate();
        Self {
            timelines: timelines
                .map(|(place, timeline)| TimelineView::new(place, timeline, edition))
                .collect(),
            versions,
            failures,
        }
    }
}

impl<'a> TimelineView<'a> {
    fn new(place: usize, timeline: &'a Timeline, edition: Edition) -> Self {
        let days: Vec<_> = by_version(&timeline.events)
            .map(|events| Day::new(events, edition))
            .collect();
        let versions = timeline.versions.iter().enumerate();
        Self {
            id: format!("t{place}"),
            service: timeline.service.trim(),
            terms_type: &timeline.terms_type,
            formerly: timeline
                .formerly
                .iter()
                .map(|name| [name.service.trim(), name.terms_type.as_str()])
                .collect(),
            recorded: &timeline.recorded,
            chart: Chart::new(&timeline.versions),
            versions: versions
                .map(|(at, version)| VersionView::new(at, version, &days))
                .collect(),
            families: family_rows(&timeline.versions, edition),
            days,
            failures: timeline
                .failures
                .iter()
                .map(|failure| Failure::from(failure).to_string())
                .collect(),
        }
    }
}

impl<'a> VersionView<'a> {
    fn new(at: usize, version: &'a TimelineVersion, days: &[Day<'_>]) -> Self {
        Self {
            date: version.date.day(),
            last: version.last_recorded.day(),
            id: &version.id,
            returns_to: version.returns_to,
            core: &version.core,
            extended: &version.extended,
            clauses: version.clauses.as_ref(),
            findings: version.findings.as_ref(),
            day: days.binary_search_by_key(&at, |day| day.version).ok(),
        }
    }
}

fn family_rows<'a>(versions: &'a [TimelineVersion], edition: Edition) -> Vec<FamilyRow<'a>> {
    let families = Taxonomy::builtin().families().iter();
    let rows = families.map(|family| {
        let mut last = None;
        let cells = versions.iter().map(|version| {
            let mut points = version.families.iter();
            let score = points.find(|point| point.family == family.id)?.score;
            Some(score)
        });
        FamilyRow {
            title: edition.say(&family.title),
            cells: cells
                .map(|score| {
                    let score = score.flatten();
                    let differs = last.is_some_and(|last| last != score);
                    last = Some(score);
                    FamilyCell {
                        score,
                        shade: score.map(crate::compare::shade),
                        differs,
                    }
                })
                .collect(),
        }
    });
    rows.filter(|row| row.cells.iter().any(|cell| cell.score.is_some()))
        .collect()
}

impl<'a> Day<'a> {
    fn new(events: &'a [Event], edition: Edition) -> Self {
        let (restated, moved): (Vec<_>, Vec<_>) = events
            .iter()
            .partition(|event| event.movement == crate::compare::versions::LevelMovement::Restated);
        Self {
            version: events[0].version,
            date: events[0].date.day(),
            events: moved
                .into_iter()
                .map(|event| EventView::new(event, edition))
                .collect(),
            restated: restated
                .into_iter()
                .map(|event| step(event, edition))
                .collect(),
        }
    }
}

impl<'a> EventView<'a> {
    fn new(event: &'a Event, edition: Edition) -> Self {
        let shown = |wordings: &'a [_]| weightiest(wordings).take(SHOWN).map(Worded::new).collect();
        Self {
            step: step(event, edition),
            before: shown(&event.before),
            after: shown(&event.after),
            more_before: event.before.len().saturating_sub(SHOWN),
            more_after: event.after.len().saturating_sub(SHOWN),
        }
    }
}

fn step(event: &Event, edition: Edition) -> Step<'_> {
    Step::new(
        event.indicator,
        (&event.old, &event.new),
        event.movement,
        edition,
    )
}
