//! Clauses by the pairs of neighbouring words that they hold, to find those that are alike.

use std::hash::{DefaultHasher, Hasher};

use rustc_hash::FxHashMap;

use super::tokens::{Token, TokenClass};

/// Two words in a row that more clauses than this hold, in either version, tell nothing.
const RARE: usize = 6;

/// How alike two clauses must be to be the same, 0 to 1, where the frame allows for it.
const ALIKE_IN_PLACE: f64 = 0.25;

/// How alike they must be anywhere else.
const ALIKE_ELSEWHERE: f64 = 0.5;

/// How much of the smaller of two clauses must stand in the other to be a part cut off it.
const PART: f64 = 0.8;

#[expect(
    clippy::cast_precision_loss,
    reason = "counts of words are far below 2^52"
)]
pub(super) fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 {
        0.0
    } else {
        part as f64 / whole as f64
    }
}

pub(super) fn words(tokens: &[Token]) -> impl Iterator<Item = u64> {
    let words = tokens
        .iter()
        .filter(|token| token.class == TokenClass::Word);
    words.map(|word| word.hash)
}

/// The pairs of neighbouring words of a clause, its bounds counting as words, without repeats.
pub(super) fn shingles(tokens: &[Token]) -> Vec<u64> {
    const BOUND: u64 = 0;
    let mut found = Vec::with_capacity(tokens.len() + 1);
    let mut before = BOUND;
    for word in words(tokens).chain([BOUND]) {
        found.push(shingle(before, word));
        before = word;
    }
    found.sort_unstable();
    found.dedup();
    found
}

pub(super) fn shingle(first: u64, second: u64) -> u64 {
    let mut hasher = DefaultHasher::new();
    hasher.write_u64(first);
    hasher.write_u64(second);
    hasher.finish()
}

/// The clauses that hold two words in a row; only those without a match are listed.
#[derive(Default)]
struct Holders {
    old_count: usize,
    new_count: usize,
    old: Vec<usize>,
    new: Vec<usize>,
}

/// The clauses without a match by their rare pairs of words.
pub(super) struct Shingles {
    holders: FxHashMap<u64, Holders>,
    /// How many rare pairs of words each clause without a match has.
    old_rare: FxHashMap<usize, usize>,
    new_rare: FxHashMap<usize, usize>,
}

impl Shingles {
    pub(super) fn read(
        (old, new): (&[&[Token]], &[&[Token]]),
        old_open: &[usize],
        new_open: &[usize],
    ) -> Self {
        let mut holders: FxHashMap<u64, Holders> = FxHashMap::default();
        for &place in old_open {
            for shingle in shingles(old[place]) {
                holders.entry(shingle).or_default().old.push(place);
            }
        }
        for &place in new_open {
            for shingle in shingles(new[place]) {
                holders.entry(shingle).or_default().new.push(place);
            }
        }
        // What is rare is asked of the whole of both versions.
        for clause in old {
            for shingle in shingles(clause) {
                holders
                    .entry(shingle)
                    .and_modify(|held| held.old_count += 1);
            }
        }
        for clause in new {
            for shingle in shingles(clause) {
                holders
                    .entry(shingle)
                    .and_modify(|held| held.new_count += 1);
            }
        }
        holders.retain(|_, held| held.old_count <= RARE && held.new_count <= RARE);
        let mut rare = Self {
            old_rare: FxHashMap::default(),
            new_rare: FxHashMap::default(),
            holders,
        };
        for held in rare.holders.values() {
            held.old
                .iter()
                .for_each(|&place| *rare.old_rare.entry(place).or_default() += 1);
            held.new
                .iter()
                .for_each(|&place| *rare.new_rare.entry(place).or_default() += 1);
        }
        rare
    }

    pub(super) fn candidates(&self, frame: &[(usize, usize)]) -> Vec<Candidate> {
        let mut shared: FxHashMap<(usize, usize), usize> = FxHashMap::default();
        for held in self.holders.values() {
            for &old in &held.old {
                held.new
                    .iter()
                    .for_each(|&new| *shared.entry((old, new)).or_default() += 1);
            }
        }
        let candidate = |((old, new), shared): ((usize, usize), usize)| {
            let (of_old, of_new) = (self.old_rare[&old], self.new_rare[&new]);
            let likeness = share(2 * shared, of_old + of_new);
            let in_place = frame.partition_point(|&(o, _)| o < old)
                == frame.partition_point(|&(_, n)| n < new);
            let is_part = share(shared, of_old.min(of_new)) >= PART && shared >= 4;
            let enough =
                likeness >= ALIKE_ELSEWHERE || in_place && (likeness >= ALIKE_IN_PLACE || is_part);
            enough.then_some(Candidate {
                old,
                new,
                likeness,
                in_place,
            })
        };
        shared.into_iter().filter_map(candidate).collect()
    }
}

/// Two clauses that could be the same.
pub(super) struct Candidate {
    pub(super) old: usize,
    pub(super) new: usize,
    likeness: f64,
    in_place: bool,
}

impl Candidate {
    /// The most alike first, then what stays in its place, then the nearest.
    pub(super) fn compare(&self, other: &Self) -> std::cmp::Ordering {
        let tie = |c: &Self| (!c.in_place, c.old.abs_diff(c.new), c.old, c.new);
        other
            .likeness
            .total_cmp(&self.likeness)
            .then_with(|| tie(self).cmp(&tie(other)))
    }
}
