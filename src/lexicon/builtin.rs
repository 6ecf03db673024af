//! The lexicon files of this crate.

use std::path::PathBuf;

use super::load::SourceFile;
use crate::text::Language;

macro_rules! files {
    ($language:literal: $($name:literal),* $(,)?) => {
        vec![$(SourceFile {
            path: PathBuf::from(concat!("src/lexicon/", $language, "/", $name, ".toml")),
            text: include_str!(concat!($language, "/", $name, ".toml")).into(),
        }),*]
    };
}

macro_rules! language {
    ($language:literal) => {
        files![$language:
            "parties",
            "norms",
            "vocabularies",
            "intensifiers",
            "mitigators",
            "topics",
            "measured",
            "weights",
            "data_ownership",
            "unilateral_rejection",
            "surveillance",
            "notification_obligations",
            "liability_asymmetry",
            "contractual_framing",
            "access_and_exit",
            "hardship_unpaid_time",
            "allocation_ranking",
            "technical_subordination",
            "client_purpose_opacity",
            "cascade_subcontracting",
            "isolation_voice",
            "competition",
            "exclusivity",
            "data_regime",
            "status_social_protection",
            "redress",
        ]
    };
}

/// The built-in files, a list a language.
pub(super) fn files() -> Vec<(Language, Vec<SourceFile>)> {
    vec![
        (Language::Fr, language!("fr")),
        (Language::En, language!("en")),
    ]
}
