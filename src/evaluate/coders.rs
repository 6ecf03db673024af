//! Agreement between coders, the instrument among them.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Agreement, IndicatorSet, Predicted, UnitLabels, gold_labels};
use crate::coding::INSTRUMENT;

/// How far two coders agree on what both coded.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct CoderAgreement {
    /// The first, by name.
    pub first: String,
    /// The second; the instrument stands last.
    pub second: String,
    /// How many units both coded.
    pub units: usize,
    /// How far they agree on these.
    pub agreement: Agreement,
}

/// The labels of a coder by document and unit.
type Coding<'a> = BTreeMap<(&'a str, &'a str), UnitLabels>;

/// Every two coders that have units in common; none where no document names its coder.
pub(super) fn between_all(documents: &[Predicted<'_>], only: &IndicatorSet) -> Vec<CoderAgreement> {
    let mut people: BTreeMap<&str, Coding<'_>> = BTreeMap::new();
    let mut instrument = Coding::new();
    for (document, predicted) in documents {
        let Some(coder) = document.coder.as_deref() else {
            continue;
        };
        let labels = gold_labels(document, only);
        let coding = people.entry(coder).or_default();
        for ((unit, labels), predicted) in document.units.iter().zip(labels).zip(predicted) {
            let place = (document.name.as_str(), unit.id.as_str());
            coding.insert(place, labels);
            instrument.insert(place, predicted.clone());
        }
    }
    let mut all: Vec<_> = people.into_iter().collect();
    if !all.is_empty() {
        all.push((INSTRUMENT, instrument));
    }
    let mut pairs = Vec::new();
    for (place, first) in all.iter().enumerate() {
        for second in &all[place + 1..] {
            pairs.extend(between(first, second));
        }
    }
    pairs
}

fn between(
    (first, one): &(&str, Coding<'_>),
    (second, other): &(&str, Coding<'_>),
) -> Option<CoderAgreement> {
    let shared = one
        .iter()
        .filter_map(|(place, labels)| Some((labels.clone(), other.get(place)?.clone())));
    let (a, b): (Vec<_>, Vec<_>) = shared.unzip();
    (!a.is_empty()).then(|| CoderAgreement {
        first: (*first).to_owned(),
        second: (*second).to_owned(),
        units: a.len(),
        agreement: Agreement::between(&a, &b),
    })
}
