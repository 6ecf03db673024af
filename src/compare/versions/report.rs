//! A diff with what was compared, as it is handed to the reader.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Version, VersionDiff};
use crate::document::Document;
use crate::finding::{Analysis, Analyzer, Audience};
use crate::report::Versions;
use crate::score::{Index, Profile, ProfileOptions, ScoredDocument};
use crate::taxonomy::FamilyId;
use crate::text::Language;

/// Two versions of one document: what they are, and what they differ in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct DiffReport {
    /// What it was made with.
    pub versions: Versions,
    /// The old version.
    pub old: VersionInfo,
    /// The new version.
    pub new: VersionInfo,
    /// The families whose score differs, in the order of the codebook.
    pub families: Vec<FamilyStep>,
    /// What differs.
    pub diff: VersionDiff,
}

/// One of the versions compared.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct VersionInfo {
    /// The name it is shown under.
    pub name: String,
    /// SHA-256 of its bytes, in lower-case hexadecimal.
    pub sha256: String,
    /// Whom it binds.
    pub audience: Audience,
    /// The language of most of it.
    pub language: Option<Language>,
    /// How many clauses it has.
    pub clauses: usize,
    /// The index over the five core families.
    pub core: Index,
    /// The index over all families but exclusivity.
    pub extended: Index,
}

/// The score of a family before and after.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct FamilyStep {
    /// The family.
    pub family: FamilyId,
    /// F before, 0 to 100; none where withheld.
    pub old: Option<f64>,
    /// F after.
    pub new: Option<f64>,
}

impl DiffReport {
    /// Reads and compares two versions. `service` is the name of the platform, where it is known.
    #[must_use]
    pub fn new(analyzer: &Analyzer, old: &Document, new: &Document, service: Option<&str>) -> Self {
        let read = |document: &Document| {
            let analysis = analyzer.analyze(document, service);
            let scored = [ScoredDocument::new(document, &analysis)];
            let platform = service.unwrap_or(&document.name);
            let profile = Profile::from_analyses(platform, &scored, &ProfileOptions::default());
            (analysis, profile)
        };
        let ((old_analysis, old_profile), (new_analysis, new_profile)) = (read(old), read(new));
        let pairs = old_profile.families.iter().zip(&new_profile.families);
        let differing = pairs.filter(|(old, new)| old.score != new.score);
        Self {
            versions: Versions::of(analyzer.lexicons()),
            old: VersionInfo::of(old, &old_analysis, &old_profile),
            new: VersionInfo::of(new, &new_analysis, &new_profile),
            families: differing
                .map(|(old, new)| FamilyStep {
                    family: new.family,
                    old: old.score,
                    new: new.score,
                })
                .collect(),
            diff: VersionDiff::new(
                Version::new(old, &old_analysis, &old_profile),
                Version::new(new, &new_analysis, &new_profile),
            ),
        }
    }
}

impl VersionInfo {
    fn of(document: &Document, analysis: &Analysis, profile: &Profile) -> Self {
        Self {
            name: document.name.clone(),
            sha256: document.sha256.clone(),
            audience: analysis.audience,
            language: profile
                .documents
                .first()
                .and_then(|document| document.language),
            clauses: analysis.clauses.clauses.len(),
            core: profile.core.clone(),
            extended: profile.extended.clone(),
        }
    }
}
