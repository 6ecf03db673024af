//! Two versions of one document: which clauses came, went, moved or changed, and what that does
//! to findings and levels.
//!
//! In: two documents with what was found in them. Out: a [`VersionDiff`]. White space, markup,
//! capitals, the form of quotation marks, apostrophes and dashes, the number of a clause and
//! where paragraphs are cut make no change of the words; residue of navigation is left out.
//!
//! | file | what it does |
//! |---|---|
//! | `model.rs` | what is told |
//! | `tokens.rs` | a text as words and marks, case and typography set aside |
//! | `align.rs` | which clause is which, even moved, renumbered, cut or joined |
//! | `shingles.rs` | finds clauses that are alike |
//! | `words.rs` | the edits within a clause |
//! | `effects.rs` | what that does to findings and levels |
//! | `report.rs` | the diff with what was compared |
//! | `form/` | one file a form |

mod align;
mod effects;
pub(crate) mod form;
mod model;
mod report;
mod shingles;
#[cfg(test)]
mod tests;
pub(crate) mod tokens;
mod words;

use std::borrow::Cow;
use std::ops::Range;

pub use form::{DiffForm, DiffLine, DiffTable};
pub use model::{
    ChangeKind, ClauseChange, DiffCounts, Edit, EditKind, FindingChange, FindingMovement,
    LevelChange, LevelMovement, LevelPoint, Passage, Place, VersionDiff, Wording,
};

use crate::clause::{self, Clause, ClauseId, ClauseRole};
use crate::document::Document;
use crate::finding::Analysis;
use crate::score::{IndicatorLevel, Profile};
pub use report::{DiffReport, FamilyStep, VersionInfo};
use tokens::Token;
pub(crate) use tokens::fingerprint;

/// One version of a document, with what was found in it.
#[derive(Debug, Clone, Copy)]
pub struct Version<'a> {
    document: &'a Document,
    analysis: &'a Analysis,
    levels: &'a [IndicatorLevel],
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
        let matches = align::align(&old.unit_tokens(), &new.unit_tokens());
        let mut diff = clauses(&matches, &old, &new);
        effects::findings(&mut diff, &matches, &old, &new);
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
        };
        for (place, clause) in version.analysis.clauses.clauses.iter().enumerate() {
            let start = reading.tokens.len();
            let range = body(text, clause);
            tokens::read(text, range, &mut reading.tokens);
            let tokens = start..reading.tokens.len();
            if !tokens.is_empty() {
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

    /// The tokens of a clause, or of clauses that are one in the other version: there the numbers
    /// of all but the first stand inside.
    fn tokens_of(&self, units: &Range<usize>) -> Cow<'_, [Token]> {
        if units.len() == 1 {
            return Cow::Borrowed(&self.tokens[self.units[units.start].tokens.clone()]);
        }
        let mut joined = self.tokens[self.units[units.start].tokens.clone()].to_vec();
        for unit in units.clone().skip(1) {
            tokens::read(
                &self.version.document.text,
                self.clause(unit).text.clone(),
                &mut joined,
            );
        }
        Cow::Owned(joined)
    }

    /// For each clause the place of the match it is in.
    fn matched<'m>(&self, matches: impl Iterator<Item = &'m Range<usize>>) -> Vec<Option<usize>> {
        let mut of_clause = vec![None; self.version.analysis.clauses.clauses.len()];
        for (place, units) in matches.enumerate() {
            units
                .clone()
                .for_each(|unit| of_clause[self.units[unit].clause.0] = Some(place));
        }
        of_clause
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

/// Lists the clauses that differ.
fn clauses(matches: &[align::Match], old: &Reading<'_>, new: &Reading<'_>) -> VersionDiff {
    let mut diff = VersionDiff::default();
    let mut old_matched = vec![false; old.units.len()];
    // Changes with where they stand: in the new version, or after what stood before them.
    let mut placed: Vec<((usize, usize), ClauseChange)> = Vec::new();
    let mut new_after: Vec<Option<usize>> = vec![None; old.units.len()];
    let mut new_matched = vec![false; new.units.len()];
    for found in matches {
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
    let (old_tokens, new_tokens) = (old.tokens_of(&found.old), new.tokens_of(&found.new));
    let hashes = |tokens: &[Token]| -> Vec<u64> { tokens.iter().map(|token| token.hash).collect() };
    let same_words = hashes(&old_tokens) == hashes(&new_tokens);
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
            words::Side {
                text: &old.version.document.text,
                tokens: &old_tokens,
                sentences: &old_starts,
            },
            words::Side {
                text: &new.version.document.text,
                tokens: &new_tokens,
                sentences: &new_starts,
            },
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
