//! What contradicts what: promises, and the burdens that take them back.

use serde::Deserialize;

use super::{Bilingual, IndicatorId, Severity};

/// A promise that terms make, and what takes it back.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ContradictionKind {
    /// Its identifier (`free_to_refuse`).
    pub id: &'static str,
    /// What is promised, in words.
    pub promise: Bilingual<String>,
    /// What speaks against it, in words.
    pub against: Bilingual<String>,
    /// The indicators that say the promise.
    pub promised: Vec<SeverityBand>,
    /// The indicators that take it back.
    pub taken: Vec<SeverityBand>,
}

/// An indicator at some of its severities.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct SeverityBand {
    /// The indicator.
    pub indicator: IndicatorId,
    /// The least severity that counts.
    pub from: Severity,
    /// The greatest.
    pub to: Severity,
}

impl SeverityBand {
    /// Whether a finding of this indicator and severity is in the band.
    #[must_use]
    pub fn holds(&self, indicator: IndicatorId, severity: Severity) -> bool {
        self.indicator == indicator && (self.from..=self.to).contains(&severity)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    contradiction: Vec<Table>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    id: String,
    promise: Bilingual<String>,
    against: Bilingual<String>,
    promised: Vec<SeverityBand>,
    taken: Vec<SeverityBand>,
}

/// The built-in kinds. The taxonomy must be loaded, since they name its indicators.
///
/// # Panics
/// Where the built-in file is wrong, which the tests of the crate exclude.
pub(super) fn load() -> Vec<ContradictionKind> {
    let file: File = toml::from_str(include_str!("contradictions.toml"))
        .unwrap_or_else(|error| panic!("contradictions.toml: {error}"));
    let kind = |table: Table| ContradictionKind {
        id: Box::leak(table.id.into_boxed_str()),
        promise: table.promise,
        against: table.against,
        promised: table.promised,
        taken: table.taken,
    };
    file.contradiction.into_iter().map(kind).collect()
}

#[cfg(test)]
mod tests {
    use crate::taxonomy::Taxonomy;

    #[test]
    fn no_finding_is_on_both_sides() {
        for kind in Taxonomy::builtin().contradictions() {
            assert!(!kind.promised.is_empty() && !kind.taken.is_empty());
            for promised in &kind.promised {
                for taken in &kind.taken {
                    let overlap = promised.indicator == taken.indicator
                        && promised.from <= taken.to
                        && taken.from <= promised.to;
                    assert!(!overlap, "{}: {:?}", kind.id, promised.indicator);
                }
            }
        }
    }
}
