//! A diff as the template wants it.

use serde::Serialize;

use crate::compare::versions::form::view::{Step, Worded};
use crate::compare::versions::{
    ClauseChange, DiffCounts, DiffReport, Edit, FindingChange, FindingMovement, LevelChange,
    VersionInfo,
};
use crate::report::page::{Graded, tag};
use crate::report::{Edition, Versions};
use crate::score::LevelState;

/// The page.
#[derive(Debug, Serialize)]
pub(super) struct View<'a> {
    sides: [Side<'a>; 2],
    families: Vec<FamilyView<'a>>,
    counts: &'a DiffCounts,
    levels: Vec<LevelView<'a>>,
    findings: Vec<FindingView<'a>>,
    changes: Vec<ChangeView<'a>>,
    versions: &'a Versions,
}

/// One of the versions.
#[derive(Debug, Serialize)]
struct Side<'a> {
    info: &'a VersionInfo,
    lang: Option<&'static str>,
}

#[derive(Debug, Serialize)]
struct FamilyView<'a> {
    title: &'a str,
    old: Option<f64>,
    new: Option<f64>,
}

#[derive(Debug, Serialize)]
struct LevelView<'a> {
    step: Step<'a>,
    findings: &'a [usize],
}

#[derive(Debug, Serialize)]
struct FindingView<'a> {
    id: usize,
    title: &'a str,
    movement: FindingMovement,
    direction: &'static str,
    old: Option<Worded<'a>>,
    new: Option<Worded<'a>>,
    change: Option<usize>,
}

#[derive(Debug, Serialize)]
struct ChangeView<'a> {
    id: usize,
    change: &'a ClauseChange,
    /// The pieces of a changed clause with the space before each.
    edits: Vec<EditView<'a>>,
    effects: Vec<Effect<'a>>,
}

#[derive(Debug, Serialize)]
struct EditView<'a> {
    space: &'static str,
    edit: &'a Edit,
}

/// What a change does to a finding.
#[derive(Debug, Serialize)]
struct Effect<'a> {
    finding: usize,
    title: &'a str,
    direction: &'static str,
    movement: FindingMovement,
    old: Graded,
    new: Graded,
}

impl<'a> View<'a> {
    pub(super) fn new(report: &'a DiffReport, edition: Edition) -> Self {
        let diff = &report.diff;
        Self {
            sides: [&report.old, &report.new].map(|info| Side {
                info,
                lang: info.language.and_then(tag),
            }),
            families: report
                .families
                .iter()
                .map(|step| FamilyView {
                    title: edition.say(&step.family.get().title),
                    old: step.old,
                    new: step.new,
                })
                .collect(),
            counts: &diff.counts,
            levels: diff
                .levels
                .iter()
                .map(|change| LevelView::new(change, edition))
                .collect(),
            findings: diff
                .findings
                .iter()
                .enumerate()
                .map(|(id, finding)| FindingView::new(id, finding, edition))
                .collect(),
            changes: diff
                .changes
                .iter()
                .enumerate()
                .map(|(id, change)| ChangeView::new(id, change, &diff.findings, edition))
                .collect(),
            versions: &report.versions,
        }
    }
}

impl<'a> LevelView<'a> {
    fn new(change: &'a LevelChange, edition: Edition) -> Self {
        let levels = (&change.old, &change.new);
        Self {
            step: Step::new(change.indicator, levels, change.movement, edition),
            findings: &change.findings,
        }
    }
}

impl<'a> FindingView<'a> {
    fn new(id: usize, finding: &'a FindingChange, edition: Edition) -> Self {
        Self {
            id,
            title: edition.say(&finding.indicator.get().title),
            movement: finding.movement,
            direction: direction(finding.movement),
            old: finding.old.as_ref().map(Worded::new),
            new: finding.new.as_ref().map(Worded::new),
            change: finding.change,
        }
    }
}

impl<'a> ChangeView<'a> {
    fn new(
        id: usize,
        change: &'a ClauseChange,
        findings: &'a [FindingChange],
        edition: Edition,
    ) -> Self {
        let effects = change.findings.iter().filter_map(|&at| {
            let finding = findings.get(at)?;
            Some(Effect {
                finding: at,
                title: edition.say(&finding.indicator.get().title),
                direction: direction(finding.movement),
                movement: finding.movement,
                old: weight(finding.old.as_ref().map(|wording| wording.severity.value())),
                new: weight(finding.new.as_ref().map(|wording| wording.severity.value())),
            })
        });
        Self {
            id,
            change,
            edits: edits(&change.edits),
            effects: effects.collect(),
        }
    }
}

fn edits(edits: &[Edit]) -> Vec<EditView<'_>> {
    let pieces = edits.iter().enumerate().map(|(place, edit)| EditView {
        space: if place == 0 || super::super::joins(edit) {
            ""
        } else {
            " "
        },
        edit,
    });
    pieces.collect()
}

/// A finding as a level; one that is not there states nothing.
fn weight(severity: Option<u8>) -> Graded {
    Graded {
        state: match severity {
            Some(_) => LevelState::Stated,
            None => LevelState::NotApplicable,
        },
        severity,
        lo: None,
        hi: None,
        conflict: false,
    }
}

fn direction(movement: FindingMovement) -> &'static str {
    match movement {
        FindingMovement::Appeared | FindingMovement::Grew => "heavier",
        FindingMovement::Shrank | FindingMovement::Went => "lighter",
    }
}
