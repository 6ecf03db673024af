//! Two versions of one document: which clauses came, went, moved or changed, and what that does
//! to findings and levels.
//!
//! In: two documents with what was found in them. Out: a [`VersionDiff`]. White space, markup, the
//! form of quotation marks, apostrophes and dashes, the number of a clause and where paragraphs
//! are cut make no change of the words; residue of navigation is left out.
//!
//! | file | what it does |
//! |---|---|
//! | `tokens.rs` | a text as words and marks, typography set aside |
//! | `align.rs` | which clause is which, even moved, renumbered, cut or joined |
//! | `words.rs` | the edits within a clause |
//! | `effects.rs` | what that does to findings and levels |

mod align;
mod effects;
#[cfg(test)]
mod tests;
pub(crate) mod tokens;
mod words;

use std::ops::Range;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::clause::{self, Clause, ClauseId, ClauseRole};
use crate::document::Document;
use crate::finding::{Analysis, Confidence, Severity};
use crate::score::{IndicatorLevel, LevelState, Profile, SeverityRange};
use crate::taxonomy::IndicatorId;
use tokens::Token;

/// One version of a document, with what was found in it.
#[derive(Debug, Clone, Copy)]
pub struct Version<'a> {
    document: &'a Document,
    analysis: &'a Analysis,
    levels: &'a [IndicatorLevel],
}

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

impl<'a> Version<'a> {
    /// A version and its profile as the only document of its platform.
    #[must_use]
    pub fn new(document: &'a Document, analysis: &'a Analysis, profile: &'a Profile) -> Self {
        Self {
            document,
            analysis,
            levels: &profile.levels,
        }
    }
}

impl VersionDiff {
    /// Compares two versions.
    #[must_use]
    pub fn new(old: Version<'_>, new: Version<'_>) -> Self {
        let (old, new) = (Reading::new(old), Reading::new(new));
        let mut diff = clauses(&old, &new);
        effects::findings(&mut diff, &old, &new);
        effects::levels(&mut diff, &old, &new);
        diff
    }

    /// Whether nothing differs that anybody could mean: no words, no finding, no level.
    ///
    /// Clauses may have moved or be numbered otherwise.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.findings.is_empty()
            && self.levels.is_empty()
            && self
                .changes
                .iter()
                .all(|change| matches!(change.kind, ChangeKind::Renumbered | ChangeKind::Moved))
    }
}

/// A version cut into clauses of tokens; clauses without a word of their own are left out.
struct Reading<'a> {
    version: Version<'a>,
    tokens: Vec<Token>,
    units: Vec<Unit>,
    /// For each clause its unit.
    unit_of: Vec<Option<usize>>,
}

struct Unit {
    clause: ClauseId,
    tokens: Range<usize>,
}

impl<'a> Reading<'a> {
    fn new(version: Version<'a>) -> Self {
        let text = &version.document.text;
        let mut reading = Self {
            version,
            tokens: Vec::new(),
            units: Vec::new(),
            unit_of: Vec::new(),
        };
        for (place, clause) in version.analysis.clauses.clauses.iter().enumerate() {
            let start = reading.tokens.len();
            let range = body(text, clause);
            tokens::read(text, range, &mut reading.tokens);
            let tokens = start..reading.tokens.len();
            let unit = (!tokens.is_empty()).then_some(reading.units.len());
            reading.unit_of.push(unit);
            if unit.is_some() {
                reading.units.push(Unit {
                    clause: ClauseId(place),
                    tokens,
                });
            }
        }
        reading
    }

    fn clause(&self, unit: usize) -> &'a Clause {
        &self.version.analysis.clauses.clauses[self.units[unit].clause.0]
    }

    fn unit_tokens(&self) -> Vec<&[Token]> {
        self.units
            .iter()
            .map(|unit| &self.tokens[unit.tokens.clone()])
            .collect()
    }

    fn tokens_of(&self, units: &Range<usize>) -> &[Token] {
        let (first, last) = (&self.units[units.start], &self.units[units.end - 1]);
        &self.tokens[first.tokens.start..last.tokens.end]
    }

    fn hashes_of(&self, units: &Range<usize>) -> impl Iterator<Item = u64> {
        self.tokens_of(units).iter().map(|token| token.hash)
    }

    fn is_navigation(&self, units: &Range<usize>) -> bool {
        units
            .clone()
            .all(|unit| self.clause(unit).role == ClauseRole::Navigation)
    }

    /// The number printed for a clause, by what it is called in both versions.
    fn own_number(&self, units: &Range<usize>) -> Option<&'a str> {
        self.clause(units.start)
            .number
            .as_ref()
            .map(|number| number.label.as_str())
    }

    fn passage(&self, units: &Range<usize>) -> Passage {
        let first = self.clause(units.start);
        let last = self.clause(units.end - 1);
        let span = first.text.start..last.text.end;
        let id = self.units[units.start].clause;
        Passage {
            number: self.number(id),
            heading: self.heading(id),
            role: first.role,
            clauses: id.0..self.units[units.end - 1].clause.0 + 1,
            text: plain(&self.version.document.text[span.clone()]),
            span,
        }
    }

    /// The number of a clause, or that of the nearest clause above that has one.
    fn number(&self, id: ClauseId) -> Option<String> {
        let tree = &self.version.analysis.clauses;
        let own = std::iter::once(id).chain(tree.ancestors(id));
        let mut numbers = own.filter_map(|id| tree.get(id)?.number.as_ref());
        numbers.next().map(|number| number.label.clone())
    }

    /// The heading a clause stands under, or that it is.
    fn heading(&self, id: ClauseId) -> Option<String> {
        let tree = &self.version.analysis.clauses;
        let own = std::iter::once(id).chain(tree.ancestors(id));
        let mut headings = own
            .filter_map(|id| tree.get(id))
            .filter(|c| c.role == ClauseRole::Heading);
        headings
            .next()
            .map(|clause| plain(&self.version.document.text[clause.text.clone()]))
    }

    fn side(&self, units: &Range<usize>, sentences: &'a [usize]) -> words::Side<'_> {
        words::Side {
            text: &self.version.document.text,
            tokens: self.tokens_of(units),
            sentences,
        }
    }

    fn sentence_starts(&self, units: &Range<usize>) -> Vec<usize> {
        let sentences = units.clone().flat_map(|unit| &self.clause(unit).sentences);
        sentences.map(|sentence| sentence.start).collect()
    }
}

/// The words of a clause after its printed number or bullet.
fn body(text: &str, clause: &Clause) -> Range<usize> {
    let own = &text[clause.text.clone()];
    let marker = match &clause.number {
        Some(number) if number.implied => 0,
        Some(_) => clause::marker_len(own),
        None => clause::bullet_len(own),
    };
    clause.text.start + marker..clause.text.end
}

/// White space made one.
fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Matches the clauses and lists those that differ.
fn clauses(old: &Reading<'_>, new: &Reading<'_>) -> VersionDiff {
    let matches = align::align(&old.unit_tokens(), &new.unit_tokens());
    let mut diff = VersionDiff::default();
    let mut old_matched = vec![false; old.units.len()];
    // Changes with where they stand: in the new version, or after what stood before them.
    let mut placed: Vec<((usize, usize), ClauseChange)> = Vec::new();
    let mut new_after: Vec<Option<usize>> = vec![None; old.units.len()];
    let mut new_matched = vec![false; new.units.len()];
    for found in &matches {
        old_matched[found.old.clone()].fill(true);
        new_matched[found.new.clone()].fill(true);
        if found.place == Place::Kept {
            new_after[found.old.clone()].fill(Some(found.new.end - 1));
        }
        if let Some(change) = matched(found, old, new, &mut diff.counts) {
            placed.push(((found.new.start, 0), change));
        }
    }
    for unit in (0..new.units.len()).filter(|&unit| !new_matched[unit]) {
        let units = unit..unit + 1;
        if !new.is_navigation(&units) {
            diff.counts.added += 1;
            placed.push((
                (unit, 0),
                one_sided(ChangeKind::Added, None, Some(new.passage(&units))),
            ));
        }
    }
    let mut after = None;
    for unit in 0..old.units.len() {
        after = new_after[unit].or(after);
        let units = unit..unit + 1;
        if !old_matched[unit] && !old.is_navigation(&units) {
            diff.counts.removed += 1;
            let change = one_sided(ChangeKind::Removed, Some(old.passage(&units)), None);
            placed.push((after.map_or((0, 0), |after| (after, 1)), change));
        }
    }
    placed.sort_by_key(|(place, _)| *place);
    diff.changes = placed.into_iter().map(|(_, change)| change).collect();
    diff
}

fn one_sided(kind: ChangeKind, old: Option<Passage>, new: Option<Passage>) -> ClauseChange {
    ClauseChange {
        kind,
        place: Place::Kept,
        old,
        new,
        edits: Vec::new(),
        findings: Vec::new(),
    }
}

/// Counts a matched clause; gives what changed about it, if anything.
fn matched(
    found: &align::Match,
    old: &Reading<'_>,
    new: &Reading<'_>,
    counts: &mut DiffCounts,
) -> Option<ClauseChange> {
    if old.is_navigation(&found.old) && new.is_navigation(&found.new) {
        return None;
    }
    let same_words = old.hashes_of(&found.old).eq(new.hashes_of(&found.new));
    let one_each = found.old.len() == 1 && found.new.len() == 1;
    let renumbered = one_each && old.own_number(&found.old) != new.own_number(&found.new);
    let kind = match (same_words, found.place) {
        (false, _) => ChangeKind::Changed,
        (true, Place::Moved) => ChangeKind::Moved,
        (true, Place::Kept) if renumbered => ChangeKind::Renumbered,
        (true, Place::Kept) => {
            counts.unchanged += 1;
            return None;
        }
    };
    match kind {
        ChangeKind::Changed => counts.changed += 1,
        ChangeKind::Moved => counts.moved += 1,
        _ => counts.renumbered += 1,
    }
    let edits = if kind == ChangeKind::Changed {
        let (old_starts, new_starts) = (
            old.sentence_starts(&found.old),
            new.sentence_starts(&found.new),
        );
        words::edits(
            old.side(&found.old, &old_starts),
            new.side(&found.new, &new_starts),
        )
    } else {
        Vec::new()
    };
    Some(ClauseChange {
        kind,
        place: found.place,
        old: Some(old.passage(&found.old)),
        new: Some(new.passage(&found.new)),
        edits,
        findings: Vec::new(),
    })
}
