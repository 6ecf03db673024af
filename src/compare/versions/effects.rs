//! What a change of clauses does to findings and levels.

use rustc_hash::FxHashMap;

use super::align::Match;
use super::tokens::{self, Token};
use super::{
    FindingChange, FindingMovement, LevelChange, LevelMovement, LevelPoint, Reading, VersionDiff,
    Wording, plain,
};
use crate::finding::{Audience, Confidence, Finding, Severity};
use crate::score::{IndicatorLevel, LevelState};
use crate::taxonomy::{IndicatorId, Polarity};

/// A finding of a version with what it is matched by.
struct Found<'a> {
    finding: &'a Finding,
    /// A hash of the words of its sentence.
    sentence: u64,
    /// The match of its clause, if it has one.
    matched: Option<usize>,
    /// The change of its clause, if it has one.
    change: Option<usize>,
}

/// Lists the findings that differ, and notes them at the clauses they rest on.
///
/// A finding is the same where its indicator and the words of its sentence are, wherever the
/// sentence went; and where the words of the sentence changed, its indicator and the clause.
pub(super) fn findings(
    diff: &mut VersionDiff,
    matches: &[Match],
    old: &Reading<'_>,
    new: &Reading<'_>,
) {
    let of_old = old.matched(matches.iter().map(|found| &found.old));
    let of_new = new.matched(matches.iter().map(|found| &found.new));
    let mut old_found = found(old, diff, &of_old, |change| change.old.as_ref());
    let mut new_found = found(new, diff, &of_new, |change| change.new.as_ref());
    let mut pairs = pair(&mut old_found, &mut new_found, |found| {
        Some((
            found.finding.indicator,
            found.sentence,
            Some(found.finding.net),
        ))
    });
    // The same sentence weighed otherwise, because of what stands around it.
    pairs.extend(pair(&mut old_found, &mut new_found, |found| {
        Some((found.finding.indicator, found.sentence, None))
    }));
    pairs.extend(pair(&mut old_found, &mut new_found, |found| {
        let place = u64::try_from(found.matched?).ok()?;
        Some((found.finding.indicator, place, None))
    }));
    pairs.sort_by_key(|(_, new)| (new.finding.span.start, new.finding.indicator));
    let mut changes: Vec<(usize, FindingChange)> = Vec::new();
    for (before, after) in pairs {
        let movement = match after.finding.net.cmp(&before.finding.net) {
            std::cmp::Ordering::Equal => continue,
            std::cmp::Ordering::Greater => FindingMovement::Grew,
            std::cmp::Ordering::Less => FindingMovement::Shrank,
        };
        changes.push((
            after.finding.span.start,
            FindingChange {
                indicator: after.finding.indicator,
                movement,
                old: Some(wording(old, before.finding)),
                new: Some(wording(new, after.finding)),
                change: after.change,
            },
        ));
    }
    for after in new_found {
        changes.push((
            after.finding.span.start,
            FindingChange {
                indicator: after.finding.indicator,
                movement: FindingMovement::Appeared,
                old: None,
                new: Some(wording(new, after.finding)),
                change: after.change,
            },
        ));
    }
    changes.sort_by_key(|(place, change)| (*place, change.indicator));
    let went = old_found.into_iter().map(|before| FindingChange {
        indicator: before.finding.indicator,
        movement: FindingMovement::Went,
        old: Some(wording(old, before.finding)),
        new: None,
        change: before.change,
    });
    diff.findings = changes
        .into_iter()
        .map(|(_, change)| change)
        .chain(went)
        .collect();
    for (place, finding) in diff.findings.iter().enumerate() {
        if let Some(change) = finding.change {
            diff.changes[change].findings.push(place);
        }
    }
}

/// The findings that count, in the order of the text.
fn found<'a>(
    reading: &Reading<'a>,
    diff: &VersionDiff,
    matched: &[Option<usize>],
    passage: impl Fn(&super::ClauseChange) -> Option<&super::Passage>,
) -> Vec<Found<'a>> {
    let analysis = reading.version.analysis;
    if analysis.audience == Audience::ClientOnly {
        return Vec::new();
    }
    let mut change_of = vec![None; analysis.clauses.clauses.len()];
    for (place, change) in diff.changes.iter().enumerate() {
        if let Some(passage) = passage(change) {
            change_of[passage.clauses.clone()].fill(Some(place));
        }
    }
    let counting = analysis
        .findings
        .iter()
        .filter(|f| f.confidence >= Confidence::POINT);
    let mut tokens: Vec<Token> = Vec::new();
    counting
        .map(|finding| {
            tokens.clear();
            tokens::read(
                &reading.version.document.text,
                finding.sentence.clone(),
                &mut tokens,
            );
            let of_clause =
                |places: &[Option<usize>]| places.get(finding.clause.0).copied().flatten();
            Found {
                finding,
                sentence: super::align::key(&tokens),
                matched: of_clause(matched),
                change: of_clause(&change_of),
            }
        })
        .collect()
}

/// What findings are paired by: indicator, words or place, and severity where that is asked too.
type Key = (IndicatorId, u64, Option<Severity>);

/// Takes out the findings with the same key on both sides, the first with the first.
fn pair<'a>(
    old: &mut Vec<Found<'a>>,
    new: &mut Vec<Found<'a>>,
    key: impl Fn(&Found<'a>) -> Option<Key>,
) -> Vec<(Found<'a>, Found<'a>)> {
    let mut places: FxHashMap<Key, std::collections::VecDeque<usize>> = FxHashMap::default();
    for (place, found) in old.iter().enumerate() {
        if let Some(key) = key(found) {
            places.entry(key).or_default().push_back(place);
        }
    }
    let mut olds: Vec<Option<Found<'a>>> = std::mem::take(old).into_iter().map(Some).collect();
    let mut pairs = Vec::new();
    for after in std::mem::take(new) {
        let queue = key(&after).and_then(|key| places.get_mut(&key));
        match queue
            .and_then(std::collections::VecDeque::pop_front)
            .and_then(|place| olds[place].take())
        {
            Some(before) => pairs.push((before, after)),
            None => new.push(after),
        }
    }
    old.extend(olds.into_iter().flatten());
    pairs
}

fn wording(reading: &Reading<'_>, finding: &Finding) -> Wording {
    let text = &reading.version.document.text;
    Wording {
        number: reading.number(finding.clause),
        heading: reading.heading(finding.clause),
        sentence: plain(&text[finding.sentence.clone()]),
        quote: plain(&text[finding.span.clone()]),
        span: finding.span.clone(),
        rule: finding.rule.to_string(),
        severity: finding.net,
        confidence: finding.confidence,
    }
}

/// Lists the levels that differ.
pub(super) fn levels(diff: &mut VersionDiff, old: &Reading<'_>, new: &Reading<'_>) {
    let mut of_indicator: FxHashMap<IndicatorId, Vec<usize>> = FxHashMap::default();
    for (place, finding) in diff.findings.iter().enumerate() {
        of_indicator
            .entry(finding.indicator)
            .or_default()
            .push(place);
    }
    let pairs = old.version.levels.iter().zip(new.version.levels);
    let differing =
        pairs.filter(|(old, new)| (old.state, old.severity) != (new.state, new.severity));
    diff.levels = differing
        .map(|(old, new)| LevelChange {
            indicator: new.indicator,
            movement: movement(old, new),
            old: LevelPoint::of(old),
            new: LevelPoint::of(new),
            findings: of_indicator.remove(&new.indicator).unwrap_or_default(),
        })
        .collect();
}

impl LevelPoint {
    pub(crate) fn of(level: &IndicatorLevel) -> Self {
        Self {
            state: level.state,
            severity: level.severity,
            interval: level.interval,
        }
    }

    /// Whether a burden is stated and weighs.
    fn weighs(level: &IndicatorLevel) -> bool {
        level.state == LevelState::Stated && level.severity > Some(Severity::NONE)
    }
}

fn movement(old: &IndicatorLevel, new: &IndicatorLevel) -> LevelMovement {
    let burden = new.indicator.get().polarity == Polarity::Burden;
    match (LevelPoint::weighs(old), LevelPoint::weighs(new)) {
        (false, true) if burden => return LevelMovement::Appeared,
        (true, false) if burden => return LevelMovement::Went,
        _ => {}
    }
    match (old.severity, new.severity) {
        (Some(before), Some(after)) if after > before => LevelMovement::Grew,
        (Some(before), Some(after)) if after < before => LevelMovement::Shrank,
        _ => LevelMovement::Restated,
    }
}
