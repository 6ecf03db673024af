//! Which recorded versions are versions: a page that came back to an earlier text soon after is
//! one that blinked.
//!
//! One that came back to nearly the earlier text is found later, when clauses are compared.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::ops::Range;

use rustc_hash::FxHashMap;

use super::Timestamp;

/// Records in a row with the same text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Run {
    /// Which of the distinct texts.
    pub(super) text: usize,
    /// Place of its first record.
    pub(super) record: usize,
    /// When it was first seen.
    pub(super) since: Timestamp,
    /// When it was last seen.
    pub(super) seen: Timestamp,
    /// How many records it stands for.
    pub(super) records: usize,
}

/// What was folded.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Blinks {
    /// How often the text went away and came back.
    pub(super) blinks: usize,
    /// How many records said so.
    pub(super) records: usize,
}

/// Takes out the excursions that were over within `window` seconds, the shortest first.
///
/// An excursion is what stands between a text and the next return to it. Between two texts that
/// take turns, the one that stayed for the shorter time is so the blink.
pub(super) fn fold(runs: Vec<Run>, window: i64) -> (Vec<Run>, Blinks) {
    let mut folder = Folder::new(runs);
    while let Some(Reverse((_, back))) = folder.shortest(window) {
        folder.take_out(back);
    }
    (folder.runs.into_iter().flatten().collect(), folder.blinks)
}

struct Folder {
    runs: Vec<Option<Run>>,
    /// The run after each, of those that are left.
    after: Vec<usize>,
    /// The last run before each with the same text, and the next after it.
    same_before: Vec<Option<usize>>,
    same_after: Vec<Option<usize>>,
    /// Excursions by how long they took, with the run that ends them.
    excursions: BinaryHeap<Reverse<(i64, usize)>>,
    blinks: Blinks,
}

impl Folder {
    fn new(runs: Vec<Run>) -> Self {
        let mut last: FxHashMap<usize, usize> = FxHashMap::default();
        let mut folder = Self {
            after: (1..=runs.len()).collect(),
            same_before: Vec::with_capacity(runs.len()),
            same_after: vec![None; runs.len()],
            runs: Vec::new(),
            excursions: BinaryHeap::new(),
            blinks: Blinks::default(),
        };
        for (place, run) in runs.iter().enumerate() {
            let before = last.insert(run.text, place);
            folder.same_before.push(before);
            if let Some(before) = before {
                folder.same_after[before] = Some(place);
            }
        }
        folder.runs = runs.into_iter().map(Some).collect();
        (0..folder.runs.len()).for_each(|place| folder.consider(place));
        folder
    }

    /// How long the text of `back` had been away.
    fn duration(&self, back: usize) -> Option<i64> {
        let left = self.after[self.same_before[back]?];
        let since = |place: usize| Some(self.runs.get(place)?.as_ref()?.since.seconds());
        Some(since(back)? - since(left)?)
    }

    fn consider(&mut self, back: usize) {
        if let Some(duration) = self.duration(back) {
            self.excursions.push(Reverse((duration, back)));
        }
    }

    fn shortest(&mut self, window: i64) -> Option<Reverse<(i64, usize)>> {
        while let Some(shortest) = self.excursions.pop() {
            let Reverse((duration, back)) = shortest;
            if duration > window {
                return None;
            }
            // What was taken out in between may have changed it.
            if self.duration(back) == Some(duration) {
                return Some(shortest);
            }
        }
        None
    }

    /// Takes out the excursion that ends at `back`, and `back` as the same as what it returns to.
    fn take_out(&mut self, back: usize) {
        let Some(home) = self.same_before[back] else {
            return;
        };
        let mut at = self.after[home];
        self.after[home] = self.after[back];
        let mut records = 0;
        loop {
            let next = self.after[at];
            self.unlink(at);
            if let Some(gone) = self.runs[at].take() {
                records += gone.records;
                if at == back
                    && let Some(home) = &mut self.runs[home]
                {
                    home.seen = gone.seen;
                }
            }
            if at == back {
                break;
            }
            at = next;
        }
        self.blinks.blinks += 1;
        self.blinks.records += records;
        if let Some(next) = self.same_after[home] {
            self.consider(next);
        }
    }

    fn unlink(&mut self, place: usize) {
        let (before, after) = (self.same_before[place], self.same_after[place]);
        if let Some(before) = before {
            self.same_after[before] = after;
        }
        if let Some(after) = after {
            self.same_before[after] = before;
            self.consider(after);
        }
    }
}

/// Joins records in a row with the same text.
pub(super) fn runs(records: impl Iterator<Item = (usize, usize, Timestamp)>) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for (record, text, date) in records {
        match runs.last_mut() {
            Some(last) if last.text == text => {
                last.seen = date;
                last.records += 1;
            }
            _ => runs.push(Run {
                text,
                record,
                since: date,
                seen: date,
                records: 1,
            }),
        }
    }
    runs
}

/// The records that `since` and `until` leave of those dated `dates`, ascending: with the last one
/// before `since`, which was in force then.
pub(super) fn within(
    dates: &[Timestamp],
    since: Option<Timestamp>,
    until: Option<Timestamp>,
) -> Range<usize> {
    let start = since.map_or(0, |since| {
        dates
            .partition_point(|date| *date <= since)
            .saturating_sub(1)
    });
    let end = until.map_or(dates.len(), |until| {
        dates.partition_point(|date| *date <= until)
    });
    start.min(end)..end
}

#[cfg(test)]
mod tests {
    use super::{Blinks, Timestamp, fold, runs, within};
    use proptest::prelude::*;

    /// Texts named by letters, one a day; folded with a window of `window` days.
    fn folded(texts: &str, window: i64) -> (String, Blinks) {
        let day = |n: usize| Timestamp::from_seconds(i64::try_from(n).expect("small") * 86_400);
        let records = texts.bytes().enumerate();
        let runs = runs(records.map(|(n, text)| (n, usize::from(text), day(n))));
        let (kept, blinks) = fold(runs, window * 86_400);
        let letter = |run: &super::Run| char::from(u8::try_from(run.text).expect("ASCII"));
        (kept.iter().map(letter).collect(), blinks)
    }

    #[test]
    fn blinks_are_taken_out() {
        let cases = [
            ("aaab", 30, "ab", 0, 0),
            ("aba", 30, "a", 1, 2),
            ("ababab", 30, "ab", 2, 4),
            ("abcba", 30, "a", 2, 4),
            ("abca", 30, "a", 1, 3),
            // Away for longer than the window: a return, and not a blink.
            ("abbbbba", 3, "aba", 0, 0),
            // The shorter stay is the blink.
            ("aaaaabbbbbabbbbbbb", 30, "ab", 1, 8),
            ("", 30, "", 0, 0),
        ];
        for (texts, window, kept, blinks, records) in cases {
            assert_eq!(
                folded(texts, window),
                (kept.to_owned(), Blinks { blinks, records }),
                "{texts}"
            );
        }
    }

    #[test]
    fn the_version_in_force_at_the_start_is_kept() {
        let dates: Vec<_> = [10, 20, 30, 40].map(Timestamp::from_seconds).to_vec();
        let at = |seconds| Some(Timestamp::from_seconds(seconds));
        assert_eq!(within(&dates, None, None), 0..4);
        assert_eq!(within(&dates, at(25), None), 1..4);
        assert_eq!(within(&dates, at(20), at(30)), 1..3);
        assert_eq!(within(&dates, at(5), at(7)), 0..0);
        assert_eq!(within(&dates, at(50), None), 3..4);
    }

    proptest! {
        #[test]
        fn the_first_and_the_last_text_stay(texts in "[a-d]{1,40}", window in 0i64..20) {
            let (kept, blinks) = folded(&texts, window);
            prop_assert_eq!(kept.chars().next(), texts.chars().next());
            prop_assert_eq!(kept.chars().last(), texts.chars().last());
            // No text stands beside itself, and nothing is counted twice.
            prop_assert!(kept.as_bytes().windows(2).all(|pair| pair[0] != pair[1]));
            prop_assert!(blinks.blinks <= blinks.records && kept.len() + blinks.records <= texts.len());
        }

        #[test]
        fn without_a_window_nothing_is_folded(texts in "[a-d]{1,40}") {
            prop_assert_eq!(folded(&texts, -1).1, Blinks::default());
        }
    }
}
