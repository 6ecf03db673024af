//! What a comparison shows of each platform.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Comparison, PairComparison};
use crate::report::{Edition, Evidence, Failure, Report, Versions};
use crate::score::Profile;
use crate::taxonomy::IndicatorId;
use crate::text::Language;

/// A comparison with what was compared: profiles, and the weightiest words behind each level.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct ComparisonReport {
    /// What it was made with.
    pub versions: Versions,
    /// The platforms, in the order of the input; everything else names them by their place here.
    pub platforms: Vec<ComparedPlatform>,
    /// What may be said of them.
    pub comparison: Comparison,
    /// The inputs that could not be read.
    pub failures: Vec<Failure>,
}

/// A platform in a comparison.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct ComparedPlatform {
    /// Its documents.
    pub documents: Vec<ComparedDocument>,
    /// Its profile.
    pub profile: Profile,
    /// The weightiest evidence of each indicator that has any.
    pub evidence: BTreeMap<IndicatorId, CitedEvidence>,
}

/// Which version of which document was compared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct ComparedDocument {
    /// The name it is shown under.
    pub name: String,
    /// The date of this version, where the name of its file gives one.
    pub date: Option<String>,
    /// SHA-256 of its bytes, in lower-case hexadecimal.
    pub sha256: String,
    /// The language of most of it; none for one without a clause.
    pub language: Option<Language>,
}

/// Evidence with the document it stands in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct CitedEvidence {
    /// The name of the document.
    pub document: String,
    /// The evidence.
    pub evidence: Evidence,
}

/// A line of the JSON Lines form.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ComparisonLine<'a> {
    /// One platform.
    Platform(&'a ComparedPlatform),
    /// Two platforms, by their places among the platforms.
    Pair(&'a PairComparison),
}

impl ComparedPlatform {
    /// What a comparison keeps of a report.
    #[must_use]
    pub fn new(report: Report) -> Self {
        let mut evidence = BTreeMap::new();
        for level in &report.profile.levels {
            let first = level.evidence.first();
            let found = first.and_then(|at| report.document(*at).zip(report.evidence(*at)));
            if let Some((document, cited)) = found {
                let cited = CitedEvidence {
                    document: document.name.clone(),
                    evidence: cited.clone(),
                };
                evidence.insert(level.indicator, cited);
            }
        }
        let documents = report
            .documents
            .into_iter()
            .map(|document| ComparedDocument {
                name: document.name,
                date: document.date,
                sha256: document.sha256,
                language: document.languages.first().map(|share| share.language),
            });
        Self {
            documents: documents.collect(),
            profile: report.profile,
            evidence,
        }
    }

    /// The name of the platform.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.profile.platform
    }
}

impl ComparisonReport {
    /// Compares the platforms.
    #[must_use]
    pub fn new(
        versions: Versions,
        platforms: Vec<ComparedPlatform>,
        failures: Vec<Failure>,
    ) -> Self {
        let profiles: Vec<_> = platforms.iter().map(|platform| &platform.profile).collect();
        let comparison = Comparison::new(&profiles);
        Self {
            versions,
            platforms,
            comparison,
            failures,
        }
    }

    /// The edition for readers of these platforms: French where most documents are.
    #[must_use]
    pub fn edition(&self) -> Edition {
        let documents = self
            .platforms
            .iter()
            .flat_map(|platform| &platform.documents);
        Edition::of_languages(documents.filter_map(|document| document.language))
    }

    /// The platforms by their places, the most constraining core index first; those without one
    /// come last, and equals in the order of the input.
    #[must_use]
    pub fn by_core_index(&self) -> Vec<usize> {
        let core = |place: &usize| self.platforms[*place].profile.core.score;
        let mut places: Vec<_> = (0..self.platforms.len()).collect();
        places.sort_by(|a, b| match (core(a), core(b)) {
            (Some(a), Some(b)) => b.total_cmp(&a),
            (a, b) => b.is_some().cmp(&a.is_some()),
        });
        places
    }
}
