//! Whole documents: the levels and indices of a prediction against those of the gold labels.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::IndicatorSet;
use super::agreement::UnitLabels;
use crate::score::{Hit, Index, IndicatorLevel, LevelState, Observation, count, families, levels};

/// How far the profile of a document is from that of its gold labels.
///
/// Both come from the scoring of the method, every label taken as certain, every silence as a
/// silence: nothing is unobserved or not applicable on either side.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct DocumentScore {
    /// Its name in the gold set.
    pub doc: String,
    /// Mean absolute error of levels, 0 to 3, over the indicators that either side states; none where there is none.
    pub level_error: Option<f64>,
    /// How many these are.
    pub stated: usize,
    /// Mean absolute error of levels, 0 to 3, over all indicators evaluated (102 unless restricted), those silent on both sides included.
    pub level_error_all: f64,
    /// The core index, 0 to 100.
    pub core: IndexError,
    /// The extended index, 0 to 100.
    pub extended: IndexError,
}

/// An index of the gold labels and of the prediction.
///
/// Where the evaluation is restricted to some indicators, the others are silent on both sides.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct IndexError {
    /// From the gold labels, 0 to 100.
    pub gold: f64,
    /// From the prediction, 0 to 100.
    pub predicted: f64,
    /// The distance between the two, 0 to 100.
    pub error: f64,
}

impl DocumentScore {
    /// Compares the labels of all units of one document.
    pub(super) fn new(
        doc: &str,
        gold: &[UnitLabels],
        predicted: &[UnitLabels],
        only: &IndicatorSet,
    ) -> Self {
        let (gold, predicted) = (levels_of(gold), levels_of(predicted));
        let (mut error, mut stated_error) = (0u32, 0u32);
        let (mut all, mut stated) = (0, 0);
        for (gold, predicted) in gold.iter().zip(&predicted) {
            if !only.contains(gold.indicator) {
                continue;
            }
            let value = |level: &IndicatorLevel| level.severity.map_or(0, |s| s.value());
            let difference = u32::from(value(gold).abs_diff(value(predicted)));
            all += 1;
            error += difference;
            if [gold, predicted]
                .iter()
                .any(|level| level.state == LevelState::Stated)
            {
                stated += 1;
                stated_error += difference;
            }
        }
        let mean = |sum: u32, n: usize| (n > 0).then(|| f64::from(sum) / count(n));
        let (gold, predicted) = (families(&gold), families(&predicted));
        Self {
            doc: doc.to_owned(),
            level_error: mean(stated_error, stated),
            stated,
            level_error_all: mean(error, all).unwrap_or(0.0),
            core: IndexError::between(&Index::core(&gold), &Index::core(&predicted)),
            extended: IndexError::between(&Index::extended(&gold), &Index::extended(&predicted)),
        }
    }
}

impl IndexError {
    /// Nothing is unobserved, so that both have a score.
    fn between(gold: &Index, predicted: &Index) -> Self {
        let (gold, predicted) = (gold.score.unwrap_or(0.0), predicted.score.unwrap_or(0.0));
        Self {
            gold,
            predicted,
            error: (gold - predicted).abs(),
        }
    }
}

fn levels_of(units: &[UnitLabels]) -> Vec<IndicatorLevel> {
    let labels = units.iter().flatten();
    let hits: Vec<_> = labels
        .map(|(id, severity)| Hit::certain(*id, *severity))
        .collect();
    levels(&hits, &Observation::complete())
}
