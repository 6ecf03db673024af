//! What is told of two versions.

use std::ops::Range;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::clause::ClauseRole;
use crate::finding::{Confidence, Severity};
use crate::score::{LevelState, SeverityRange};
use crate::taxonomy::IndicatorId;

/// What two versions of a document differ in.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct VersionDiff {
    /// How many clauses are of each kind.
    pub counts: DiffCounts,
    /// The clauses that differ, in the order of the new version; one that is gone stands where it stood.
    pub changes: Vec<ClauseChange>,
    /// The findings that differ, in the order of the new version, those that went after all others.
    pub findings: Vec<FindingChange>,
    /// The indicators whose level or state differs, in the order of the codebook.
    pub levels: Vec<LevelChange>,
}

/// How many clauses are of each kind; clauses cut up or joined count as one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct DiffCounts {
    /// In both, the same words in the same place under the same number.
    pub unchanged: usize,
    /// In both, the same words in the same place, but numbered otherwise.
    pub renumbered: usize,
    /// In both, the same words, but elsewhere.
    pub moved: usize,
    /// In both, with other words.
    pub changed: usize,
    /// Only in the new version.
    pub added: usize,
    /// Only in the old version.
    pub removed: usize,
}

/// One clause that differs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct ClauseChange {
    /// What happened to it.
    pub kind: ChangeKind,
    /// Whether it kept its place among the others; one that is added or gone has.
    pub place: Place,
    /// How it was; none where it is added.
    pub old: Option<Passage>,
    /// How it is; none where it is gone.
    pub new: Option<Passage>,
    /// The words kept, taken out and put in, in order; only where it changed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub edits: Vec<Edit>,
    /// Indexes into [`VersionDiff::findings`] of what this does to findings.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<usize>,
}

/// What happened to a clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ChangeKind {
    /// The same words in the same place under another number.
    Renumbered,
    /// The same words elsewhere.
    Moved,
    /// Other words.
    Changed,
    /// It is new.
    Added,
    /// It is gone.
    Removed,
}

/// Whether a clause stands among the others where it stood.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// It does.
    Kept,
    /// It does not.
    Moved,
}

/// A clause as one version has it, or neighbouring clauses that are one in the other version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Passage {
    /// Its number as printed or implied; for a paragraph without one, the number it stands under.
    pub number: Option<String>,
    /// The heading it stands under, or that it is.
    pub heading: Option<String>,
    /// The part it plays.
    pub role: ClauseRole,
    /// Its place among the clauses of that version, from 0, and that after its last.
    pub clauses: Range<usize>,
    /// Byte range in the text of that version.
    pub span: Range<usize>,
    /// Its words, white space made one.
    pub text: String,
}

/// Words kept, taken out or put in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Edit {
    /// Which of these.
    pub kind: EditKind,
    /// The words; of what is kept, as the new version writes them.
    pub text: String,
}

/// What an edit does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum EditKind {
    /// The words are in both.
    Kept,
    /// The words are gone.
    Removed,
    /// The words are new.
    Added,
}

/// A finding that one version has and the other has not, or not as severe.
///
/// Only findings that count in a level are compared (confidence 0.5 or more).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct FindingChange {
    /// What was found.
    pub indicator: IndicatorId,
    /// What happened to it.
    pub movement: FindingMovement,
    /// Its words in the old version.
    pub old: Option<Wording>,
    /// Its words in the new version.
    pub new: Option<Wording>,
    /// Index into [`VersionDiff::changes`] of the clause it rests on; none where that clause has
    /// the same words and what stands around it decided.
    pub change: Option<usize>,
}

/// What happened to a finding.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum FindingMovement {
    /// It was not there before.
    Appeared,
    /// Its net severity rose.
    Grew,
    /// Its net severity fell.
    Shrank,
    /// It is there no more.
    Went,
}

/// The words a finding rests on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Wording {
    /// The number of its clause, or the number that stands under.
    pub number: Option<String>,
    /// The heading it stands under.
    pub heading: Option<String>,
    /// The sentence, white space made one.
    pub sentence: String,
    /// The words that decided, white space made one.
    pub quote: String,
    /// Their byte range in the text of that version.
    pub span: Range<usize>,
    /// The rule that fired.
    pub rule: String,
    /// Net severity, 0 to 3.
    pub severity: Severity,
    /// How sure the finding is.
    pub confidence: Confidence,
}

/// An indicator whose level, or where it comes from, differs.
///
/// A change of the interval alone is none.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct LevelChange {
    /// The indicator.
    pub indicator: IndicatorId,
    /// What happened to what it weighs on the worker.
    pub movement: LevelMovement,
    /// Before.
    pub old: LevelPoint,
    /// After.
    pub new: LevelPoint,
    /// Indexes into [`VersionDiff::findings`] of the findings of that indicator that differ.
    pub findings: Vec<usize>,
}

/// A level, without its evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct LevelPoint {
    /// Where the level comes from.
    pub state: LevelState,
    /// S, 0 to 3.
    pub severity: Option<Severity>,
    /// What S could be.
    pub interval: Option<SeverityRange>,
}

/// What happened to what an indicator weighs.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum LevelMovement {
    /// A burden that nothing stated is stated.
    Appeared,
    /// The level rose: a burden weighs more, or a safeguard less.
    Grew,
    /// The level fell: a burden weighs less, or a safeguard more.
    Shrank,
    /// A burden that was stated is no more.
    Went,
    /// The level is the same or cannot be compared, but comes from elsewhere.
    Restated,
}
