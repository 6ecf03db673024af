//! Which clause of the new version is which of the old one.
//!
//! Three steps, each linear in the words but for sorting:
//!
//! 1. Clauses with the same words are matched: those that occur once on each side first; of
//!    these the longest run in the same order is the frame. Repeated clauses are matched beside
//!    a matched neighbour, then in order within a gap of the frame, then in order anywhere.
//! 2. The others are matched by the pairs of neighbouring words that they share and that are rare
//!    in both versions, the most alike first. A pair of words of which there are many calls for
//!    no comparison, so that no step is over all pairs of clauses.
//! 3. A clause that was cut in two, or made of two, takes in the neighbours that hold the rest.
//!
//! Nothing depends on which version is called the old one.

use std::collections::VecDeque;
use std::hash::{DefaultHasher, Hasher};
use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use super::Place;
use super::shingles::{Candidate, Shingles, share, shingle, shingles, words};
use super::tokens::Token;

/// How much of a neighbour must stand in a matched clause to be taken in.
const TAKEN_IN: f64 = 0.6;

/// Clauses matched with each other: one each, unless they were cut up or joined.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Match {
    pub(super) old: Range<usize>,
    pub(super) new: Range<usize>,
    pub(super) place: Place,
}

/// Matches the clauses of two versions, each given by its tokens. In order of the new version.
pub(super) fn align(old: &[&[Token]], new: &[&[Token]]) -> Vec<Match> {
    let keys = |clauses: &[&[Token]]| -> Vec<u64> { clauses.iter().map(|c| key(c)).collect() };
    let (old_keys, new_keys) = (keys(old), keys(new));
    // Always the same way round, so that both ways give the same matches.
    let mut matches = if old_keys <= new_keys {
        directed(Aligner::new(old, new, old_keys, new_keys))
    } else {
        let matches = directed(Aligner::new(new, old, new_keys, old_keys));
        matches.into_iter().map(Match::turned).collect()
    };
    matches.sort_by_key(|found| (found.new.start, found.old.start));
    matches
}

fn directed(mut aligner: Aligner<'_>) -> Vec<Match> {
    aligner.once();
    aligner.beside_neighbours();
    aligner.within_gaps();
    aligner.anywhere();
    let mut matches: Vec<Match> = aligner
        .pairs()
        .map(|(old, new)| one_each(old, new))
        .collect();
    let alike = aligner.alike();
    matches.extend(aligner.take_in(&alike));
    matches.sort_by_key(|found| (found.new.start, found.old.start));
    let kept = longest_ascending(matches.iter().map(|found| found.old.start));
    for place in kept {
        matches[place].place = Place::Kept;
    }
    matches
}

impl Match {
    fn turned(self) -> Self {
        Self {
            old: self.new,
            new: self.old,
            place: self.place,
        }
    }
}

fn one_each(old: usize, new: usize) -> Match {
    Match {
        old: old..old + 1,
        new: new..new + 1,
        place: Place::Moved,
    }
}

struct Aligner<'a> {
    old: &'a [&'a [Token]],
    new: &'a [&'a [Token]],
    old_keys: Vec<u64>,
    new_keys: Vec<u64>,
    /// For each old clause the new one it is matched with.
    to_new: Vec<Option<usize>>,
    to_old: Vec<Option<usize>>,
}

impl<'a> Aligner<'a> {
    fn new(
        old: &'a [&'a [Token]],
        new: &'a [&'a [Token]],
        old_keys: Vec<u64>,
        new_keys: Vec<u64>,
    ) -> Self {
        Self {
            old_keys,
            new_keys,
            to_new: vec![None; old.len()],
            to_old: vec![None; new.len()],
            old,
            new,
        }
    }

    fn set(&mut self, old: usize, new: usize) {
        self.to_new[old] = Some(new);
        self.to_old[new] = Some(old);
    }

    fn pairs(&self) -> impl Iterator<Item = (usize, usize)> {
        let pairs = self.to_old.iter().enumerate();
        pairs.filter_map(|(new, old)| old.map(|old| (old, new)))
    }

    /// Matched clauses that stand in the same order in both, ascending.
    fn frame(&self) -> Vec<(usize, usize)> {
        let pairs: Vec<_> = self.pairs().collect();
        let kept = longest_ascending(pairs.iter().map(|&(old, _)| old));
        kept.into_iter().map(|place| pairs[place]).collect()
    }

    /// Matches clauses whose words occur once in each version.
    fn once(&mut self) {
        let mut places: FxHashMap<u64, (Vec<usize>, Vec<usize>)> = FxHashMap::default();
        for (place, &key) in self.old_keys.iter().enumerate() {
            places.entry(key).or_default().0.push(place);
        }
        for (place, &key) in self.new_keys.iter().enumerate() {
            places.entry(key).or_default().1.push(place);
        }
        for (old, new) in places.into_values() {
            if let ([old], [new]) = (&old[..], &new[..]) {
                self.set(*old, *new);
            }
        }
    }

    /// Goes on from matched clauses, forwards and backwards, as long as the words are the same.
    fn beside_neighbours(&mut self) {
        for (old, new) in self.frame() {
            for step in [1, -1] {
                let (mut old, mut new) = (old, new);
                while let (Some(o), Some(n)) =
                    (old.checked_add_signed(step), new.checked_add_signed(step))
                {
                    if !self.is_open(o, n) {
                        break;
                    }
                    self.set(o, n);
                    (old, new) = (o, n);
                }
            }
        }
    }

    /// Whether two clauses have the same words and no match yet.
    fn is_open(&self, old: usize, new: usize) -> bool {
        old < self.old.len()
            && new < self.new.len()
            && self.to_new[old].is_none()
            && self.to_old[new].is_none()
            && self.old_keys[old] == self.new_keys[new]
    }

    /// Matches the same words in order within each gap of the frame.
    fn within_gaps(&mut self) {
        let mut frame = self.frame();
        frame.push((self.old.len(), self.new.len()));
        let (mut old, mut new) = (0, 0);
        for (next_old, next_new) in frame {
            self.in_order(old..next_old, new..next_new);
            (old, new) = (next_old + 1, next_new + 1);
        }
    }

    /// Matches the same words in order, wherever they are.
    fn anywhere(&mut self) {
        self.in_order(0..self.old.len(), 0..self.new.len());
    }

    fn in_order(&mut self, old: Range<usize>, new: Range<usize>) {
        let mut open: FxHashMap<u64, VecDeque<usize>> = FxHashMap::default();
        for place in old.filter(|&place| self.to_new[place].is_none()) {
            open.entry(self.old_keys[place])
                .or_default()
                .push_back(place);
        }
        for place in new {
            if self.to_old[place].is_none()
                && let Some(old) = open
                    .get_mut(&self.new_keys[place])
                    .and_then(VecDeque::pop_front)
            {
                self.set(old, place);
            }
        }
    }

    /// Matches clauses that changed, the most alike first; gives the pairs.
    fn alike(&mut self) -> Vec<(usize, usize)> {
        let open = |matched: &[Option<usize>]| -> Vec<usize> {
            (0..matched.len())
                .filter(|&place| matched[place].is_none())
                .collect()
        };
        let (old_open, new_open) = (open(&self.to_new), open(&self.to_old));
        if old_open.is_empty() || new_open.is_empty() {
            return Vec::new();
        }
        let shingles = Shingles::read((self.old, self.new), &old_open, &new_open);
        let frame = self.frame();
        let mut candidates = shingles.candidates(&frame);
        candidates.sort_by(Candidate::compare);
        let mut pairs = Vec::new();
        for Candidate { old, new, .. } in candidates {
            if self.to_new[old].is_none() && self.to_old[new].is_none() {
                self.set(old, new);
                pairs.push((old, new));
            }
        }
        pairs
    }

    /// Lets each changed clause take in its neighbours that hold the rest of it.
    fn take_in(&mut self, pairs: &[(usize, usize)]) -> Vec<Match> {
        let mut matches = Vec::new();
        for &(old, new) in pairs {
            let old_words: FxHashSet<u64> = shingles(self.old[old]).into_iter().collect();
            let new_words: FxHashSet<u64> = shingles(self.new[new]).into_iter().collect();
            matches.push(Match {
                old: grow(old, self.old, &mut self.to_new, &new_words, new),
                new: grow(new, self.new, &mut self.to_old, &old_words, old),
                place: Place::Moved,
            });
        }
        matches
    }
}

/// The clauses around `at` that stand in a matched clause of the other version.
fn grow(
    at: usize,
    clauses: &[&[Token]],
    matched: &mut [Option<usize>],
    held: &FxHashSet<u64>,
    partner: usize,
) -> Range<usize> {
    let mut is_part = |place: usize| {
        let fits = matched[place].is_none() && share_held(clauses[place], held) >= TAKEN_IN;
        if fits {
            matched[place] = Some(partner);
        }
        fits
    };
    let (mut start, mut end) = (at, at + 1);
    while end < clauses.len() && is_part(end) {
        end += 1;
    }
    while start > 0 && is_part(start - 1) {
        start -= 1;
    }
    start..end
}

fn share_held(clause: &[Token], held: &FxHashSet<u64>) -> f64 {
    // Without the bounds of the clause, which are inside the other one.
    let words: Vec<u64> = words(clause).collect();
    let own = words.windows(2).map(|pair| shingle(pair[0], pair[1]));
    share(
        own.filter(|shingle| held.contains(shingle)).count(),
        words.len().saturating_sub(1),
    )
}

pub(super) fn key(tokens: &[Token]) -> u64 {
    let mut hasher = DefaultHasher::new();
    for token in tokens {
        hasher.write_u64(token.hash);
    }
    hasher.finish()
}

/// The places of a longest ascending subsequence (patience sorting).
pub(super) fn longest_ascending(values: impl Iterator<Item = usize>) -> Vec<usize> {
    let values: Vec<usize> = values.collect();
    let mut tops: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(values.len());
    for (place, &value) in values.iter().enumerate() {
        let pile = tops.partition_point(|&top| values[top] < value);
        before.push(pile.checked_sub(1).map(|pile| tops[pile]));
        if pile == tops.len() {
            tops.push(place);
        } else {
            tops[pile] = place;
        }
    }
    let mut found: Vec<usize> =
        std::iter::successors(tops.last().copied(), |&at| before[at]).collect();
    found.reverse();
    found
}
