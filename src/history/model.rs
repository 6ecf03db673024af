//! What is told of the history of a document.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::archive::{FormerName, VersionFailure};
use super::{BlinkWindow, Timestamp};
use crate::compare::versions::{DiffCounts, LevelMovement, LevelPoint, Wording};
use crate::finding::Audience;
use crate::score::{Index, Interval};
use crate::taxonomy::{FamilyId, IndicatorId};
use crate::text::Language;

/// The history of one document of one service.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Timeline {
    /// The service.
    pub service: String,
    /// The type of the terms, as the collector calls it.
    pub terms_type: String,
    /// What it was called before, where a renaming shows in the archive.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub formerly: Vec<FormerName>,
    /// The versions that differ in substance, by date.
    pub versions: Vec<TimelineVersion>,
    /// What happened to levels, by date and then in the order of the codebook.
    pub events: Vec<Event>,
    /// What was recorded, and what of it was folded.
    pub recorded: Recorded,
    /// Versions that could not be read; the rest was done.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub failures: Vec<VersionFailure>,
}

/// How many versions were recorded, and why not all of them are told.
///
/// `versions` is the number of versions told plus `same`, `blinked`, `without_effect` and `unreadable`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Recorded {
    /// All of them.
    pub versions: usize,
    /// Distinct texts among them, after white space, markup, case and typography are set aside.
    pub texts: usize,
    /// With the same text as the one before.
    pub same: usize,
    /// How often the text went away and came back within the window: the same text, or one with
    /// most of the clauses where what stood between had hardly any of them.
    pub blinks: usize,
    /// How many versions those were; where the same text came back, that one included.
    pub blinked: usize,
    /// With no other clause, finding or level than the one before: navigation, order, numbers.
    pub without_effect: usize,
    /// That could not be read.
    pub unreadable: usize,
    /// The window within which a text that comes back has blinked, in days.
    pub window: BlinkWindow,
}

/// One version in a timeline.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct TimelineVersion {
    /// When it was first seen.
    pub date: Timestamp,
    /// When it was last recorded, before the next one took its place.
    pub last_recorded: Timestamp,
    /// Where it is: a commit, or a path.
    pub id: String,
    /// SHA-256 of its bytes, in lower-case hexadecimal.
    pub sha256: String,
    /// The place in [`Timeline::versions`] of the version whose text it has again.
    pub returns_to: Option<usize>,
    /// Whom it binds.
    pub audience: Audience,
    /// The language of most of it.
    pub language: Option<Language>,
    /// The clauses that differ from the version before; none for the first.
    pub clauses: Option<DiffCounts>,
    /// The findings that differ from the version before; none for the first.
    pub findings: Option<FindingCounts>,
    /// The levels: all of them for the first version, then those that changed.
    pub levels: Vec<IndicatorPoint>,
    /// The scores of the families, in the order of the codebook.
    pub families: Vec<FamilyPoint>,
    /// The index over the five core families.
    pub core: Index,
    /// The index over all families but exclusivity.
    pub extended: Index,
}

/// How many findings differ from the version before.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct FindingCounts {
    /// Not there before.
    pub appeared: usize,
    /// More severe than before.
    pub grew: usize,
    /// Less severe than before.
    pub shrank: usize,
    /// There no more.
    pub went: usize,
}

/// The level of an indicator in a version.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct IndicatorPoint {
    /// The indicator.
    pub indicator: IndicatorId,
    /// Its level.
    #[serde(flatten)]
    pub level: LevelPoint,
}

/// The score of a family in a version.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct FamilyPoint {
    /// The family.
    pub family: FamilyId,
    /// F, 0 to 100; withheld where too little is observed.
    pub score: Option<f64>,
    /// What F could be.
    pub interval: Option<Interval>,
}

/// A date on which the level of an indicator changed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Event {
    /// When the new version was first seen.
    pub date: Timestamp,
    /// Its place in [`Timeline::versions`].
    pub version: usize,
    /// The indicator.
    pub indicator: IndicatorId,
    /// What happened to what it weighs.
    pub movement: LevelMovement,
    /// Before.
    pub old: LevelPoint,
    /// After.
    pub new: LevelPoint,
    /// The wordings of it that are gone or weighed otherwise, as they were.
    pub before: Vec<Wording>,
    /// The wordings of it that are new or weigh otherwise, as they are. Empty on both sides where
    /// not a clause decided, but what the terms refer to or speak of at all.
    pub after: Vec<Wording>,
}
