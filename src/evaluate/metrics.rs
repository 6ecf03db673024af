//! Precision, recall and F1: of one label, and averaged over labels.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::score::count;

/// How well one label is predicted, over units.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct LabelScore {
    /// Correct predictions / predictions, 0 to 1; 0 without predictions.
    pub precision: f64,
    /// Correct predictions / gold labels, 0 to 1; 0 without gold labels.
    pub recall: f64,
    /// 2 · correct / (predictions + gold labels), 0 to 1; 0 without either.
    pub f1: f64,
    /// Units that have the label.
    pub support: usize,
    /// Units for which it is predicted.
    pub predicted: usize,
}

/// Units that have a label, are predicted to have it, or both.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Tally {
    pub(super) both: usize,
    pub(super) gold: usize,
    pub(super) predicted: usize,
}

/// Whether one side gives a unit a label.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Given {
    Yes,
    No,
}

impl From<bool> for Given {
    fn from(given: bool) -> Self {
        if given { Self::Yes } else { Self::No }
    }
}

impl Tally {
    pub(super) fn add(&mut self, gold: Given, predicted: Given) {
        self.gold += usize::from(gold == Given::Yes);
        self.predicted += usize::from(predicted == Given::Yes);
        self.both += usize::from(gold == Given::Yes && predicted == Given::Yes);
    }

    pub(super) fn score(self) -> LabelScore {
        let ratio = |part: usize, whole: usize| {
            if whole == 0 {
                0.0
            } else {
                count(part) / count(whole)
            }
        };
        LabelScore {
            precision: ratio(self.both, self.predicted),
            recall: ratio(self.both, self.gold),
            f1: ratio(2 * self.both, self.predicted + self.gold),
            support: self.gold,
            predicted: self.predicted,
        }
    }

    fn occurs(self) -> bool {
        self.gold + self.predicted > 0
    }
}

/// F1 over the pooled decisions of all labels; 0 without any.
pub(super) fn micro_f1<'a>(labels: impl Iterator<Item = &'a Tally>) -> f64 {
    let mut pooled = Tally::default();
    for label in labels {
        pooled.both += label.both;
        pooled.gold += label.gold;
        pooled.predicted += label.predicted;
    }
    pooled.score().f1
}

/// The mean F1 of the labels that occur in the gold set or in the predictions; 0 without any.
pub(super) fn macro_f1<'a>(labels: impl Iterator<Item = &'a Tally>) -> f64 {
    let (mut sum, mut occurring) = (0.0, 0);
    for label in labels.filter(|label| label.occurs()) {
        sum += label.score().f1;
        occurring += 1;
    }
    if occurring == 0 {
        0.0
    } else {
        sum / count(occurring)
    }
}

#[cfg(test)]
mod tests {
    use super::{Tally, macro_f1, micro_f1};

    #[test]
    fn are_as_computed_by_hand() {
        // 3 correct of 4 predictions of 6 labels; nothing correct of 1 and 1; a label that does not occur.
        let tallies = [
            Tally {
                both: 3,
                gold: 6,
                predicted: 4,
            },
            Tally {
                both: 0,
                gold: 1,
                predicted: 1,
            },
            Tally::default(),
        ];
        let score = tallies[0].score();
        assert_eq!((score.precision, score.recall, score.f1), (0.75, 0.5, 0.6));
        assert_eq!((score.support, score.predicted), (6, 4));
        assert_eq!(macro_f1(tallies.iter()), 0.3);
        assert_eq!(micro_f1(tallies.iter()), 2.0 * 3.0 / 12.0);
        assert_eq!(tallies[2].score().f1, 0.0);
        assert_eq!((micro_f1([].iter()), macro_f1([].iter())), (0.0, 0.0));
    }
}
