//! The 18 families and 102 indicators, their anchors, mitigator classes and tags.
//!
//! The data is in `families/*.toml`, `mitigators.toml` and `contradictions.toml`; this file gives it types.
//! A taxonomy is part of the crate: an [`IndicatorId`] or [`FamilyId`] is an index into
//! [`Taxonomy::builtin`], small enough to copy, and is written as its name.

mod contradiction;
mod severity;

use std::fmt;
use std::str::FromStr;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

pub use contradiction::{ContradictionKind, SeverityBand};
pub use severity::Severity;

/// The version of the taxonomy: it changes whenever an indicator, an anchor or a tag does.
pub const VERSION: &str = "0.2";

/// All families and indicators.
#[derive(Debug)]
pub struct Taxonomy {
    families: Vec<Family>,
    indicators: Vec<Indicator>,
    by_name: FxHashMap<&'static str, IndicatorId>,
    mitigators: Vec<MitigatorDescription>,
}

/// A family of indicators.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Family {
    /// Its identifier.
    pub id: FamilyId,
    /// The identifier as written (`data_ownership`).
    pub name: &'static str,
    /// What it is called in print.
    pub title: Bilingual<String>,
    /// One of the five core families.
    pub core: bool,
    /// Counted in the extended index.
    pub in_index: bool,
    /// The passage of the hearing it stands on.
    pub ground: Bilingual<String>,
    /// Its indicators, in the order of the codebook.
    pub indicators: Vec<IndicatorId>,
}

/// What a clause can do to a worker.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Indicator {
    /// Its identifier.
    pub id: IndicatorId,
    /// The identifier as written (`rejection_discretion`).
    pub name: &'static str,
    /// What it is called in print.
    pub title: Bilingual<String>,
    /// The family it belongs to.
    pub family: FamilyId,
    /// Whether it weighs by being there or by being absent.
    pub polarity: Polarity,
    /// The functions it serves.
    pub tags: Vec<Tag>,
    /// Who typically holds it against whom.
    pub norm: Option<Bilingual<String>>,
    /// What it is.
    pub definition: Bilingual<String>,
    /// What severity 0, 1, 2 and 3 mean.
    pub anchors: Bilingual<[String; 4]>,
    /// Phrasings that show the kind of clause.
    pub phrasings: Bilingual<Vec<Phrasing>>,
    /// What can mitigate it.
    pub mitigators: Vec<Mitigation>,
    /// Where it comes from.
    pub sources: Vec<Source>,
    /// A caution to whoever reads or applies it.
    pub note: Option<Bilingual<String>>,
}

/// Where an indicator comes from: a text of law, a judgment, a study, a charter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Source {
    /// The reference, with what it says in brackets.
    pub text: String,
    /// Whether somebody has seen the source say so. What has not been seen is not printed.
    pub verified: bool,
}

/// A text in both languages.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bilingual<T> {
    /// English.
    pub en: T,
    /// French.
    pub fr: T,
}

/// An example of wording, with what it does to the indicator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Phrasing {
    /// What it does.
    pub effect: Effect,
    /// The wording.
    pub text: String,
}

/// What a phrasing does to its indicator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    /// States the burden.
    Asserts,
    /// Grants the safeguard.
    Grants,
    /// Leaves the safeguard vague.
    Weakens,
    /// Denies the safeguard.
    Denies,
}

/// A way in which an indicator can be mitigated.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Mitigation {
    /// The class it belongs to.
    pub class: MitigatorClass,
    /// What it takes, in words.
    pub text: Bilingual<String>,
}

/// A class of mitigator with its meaning.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct MitigatorDescription {
    /// The class.
    pub class: MitigatorClass,
    /// What it contains, in words.
    pub content: Bilingual<String>,
}

/// Whether an indicator weighs by its presence or by its absence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Polarity {
    /// A power, duty or exemption that weighs on the worker.
    Burden,
    /// A protection, whose absence or denial weighs.
    Safeguard,
}

/// The functions an indicator can serve.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names are the terms of the codebook")]
pub enum Tag {
    Direction,
    Control,
    Sanction,
    ExPostControl,
    ValueCapture,
    RiskTransfer,
    EconomicDependence,
    OrganisedService,
    Protection,
    Voice,
}

/// The thirteen classes of mitigator.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum MitigatorClass {
    /// Specific motives are given.
    Reasons,
    /// Prior individual notice is given.
    Notice,
    /// A human or a third party reviews.
    Appeal,
    /// The worker may put things right first.
    Cure,
    /// It is paid all the same.
    Pay,
    /// The rule is the same for both.
    Reciprocity,
    /// Listed grounds, a cap, a fault.
    Bounds,
    /// A limited purpose.
    Purpose,
    /// A limited time.
    Time,
    /// A specific choice.
    Consent,
    /// Parameters or recipients are published.
    Disclosure,
    /// No effect on score or access.
    NoEffect,
    /// An independent space, or a duty to reply.
    Channel,
}

impl MitigatorClass {
    /// All classes, in the order of the codebook.
    pub const ALL: [Self; 13] = [
        Self::Reasons,
        Self::Notice,
        Self::Appeal,
        Self::Cure,
        Self::Pay,
        Self::Reciprocity,
        Self::Bounds,
        Self::Purpose,
        Self::Time,
        Self::Consent,
        Self::Disclosure,
        Self::NoEffect,
        Self::Channel,
    ];
}

/// An indicator, by its place in [`Taxonomy::builtin`].
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct IndicatorId(u8);

/// A family, by its place in [`Taxonomy::builtin`].
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FamilyId(u8);

impl IndicatorId {
    /// The indicator itself.
    #[must_use]
    pub fn get(self) -> &'static Indicator {
        &Taxonomy::builtin().indicators[self.index()]
    }

    /// Its place in [`Taxonomy::indicators`].
    #[must_use]
    pub fn index(self) -> usize {
        usize::from(self.0)
    }
}

impl FamilyId {
    /// The family itself.
    #[must_use]
    pub fn get(self) -> &'static Family {
        &Taxonomy::builtin().families[self.index()]
    }

    /// Its place in [`Taxonomy::families`].
    #[must_use]
    pub fn index(self) -> usize {
        usize::from(self.0)
    }
}

/// No indicator or family has this name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no {kind} is called `{name}`")]
pub struct UnknownName {
    kind: &'static str,
    name: String,
}

impl FromStr for IndicatorId {
    type Err = UnknownName;

    fn from_str(name: &str) -> Result<Self, UnknownName> {
        let found = Taxonomy::builtin().by_name.get(name).copied();
        found.ok_or_else(|| UnknownName {
            kind: "indicator",
            name: name.to_owned(),
        })
    }
}

impl FromStr for FamilyId {
    type Err = UnknownName;

    fn from_str(name: &str) -> Result<Self, UnknownName> {
        let found = Taxonomy::builtin()
            .families
            .iter()
            .find(|family| family.name == name);
        found.map(|family| family.id).ok_or_else(|| UnknownName {
            kind: "family",
            name: name.to_owned(),
        })
    }
}

macro_rules! written_as_name {
    ($id:ty) => {
        impl fmt::Display for $id {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.get().name)
            }
        }

        impl fmt::Debug for $id {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.get().name)
            }
        }

        impl Serialize for $id {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.get().name)
            }
        }

        impl<'de> Deserialize<'de> for $id {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let name = std::borrow::Cow::<str>::deserialize(deserializer)?;
                name.parse().map_err(serde::de::Error::custom)
            }
        }

        impl schemars::JsonSchema for $id {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($id).into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({ "type": "string" })
            }
        }
    };
}
written_as_name!(IndicatorId);
written_as_name!(FamilyId);

impl Taxonomy {
    /// The taxonomy of this version of the crate.
    #[must_use]
    pub fn builtin() -> &'static Self {
        static BUILTIN: LazyLock<Taxonomy> = LazyLock::new(data::load);
        &BUILTIN
    }

    /// The 18 families, in the order of the codebook.
    #[must_use]
    pub fn families(&self) -> &[Family] {
        &self.families
    }

    /// The 102 indicators, in the order of the codebook.
    #[must_use]
    pub fn indicators(&self) -> &[Indicator] {
        &self.indicators
    }

    /// What contradicts what: promises, and the burdens that take them back.
    #[must_use]
    pub fn contradictions(&self) -> &'static [ContradictionKind] {
        static KINDS: LazyLock<Vec<ContradictionKind>> = LazyLock::new(contradiction::load);
        &KINDS
    }

    /// The thirteen classes of mitigator, with their meaning.
    #[must_use]
    pub fn mitigators(&self) -> &[MitigatorDescription] {
        &self.mitigators
    }
}

/// The shape of the TOML files.
mod data {
    use super::{
        Bilingual, Family, FamilyId, Indicator, IndicatorId, Mitigation, MitigatorClass,
        MitigatorDescription, Phrasing, Polarity, Source, Tag, Taxonomy,
    };
    use rustc_hash::FxHashMap;
    use serde::Deserialize;

    macro_rules! families {
        ($($name:literal),* $(,)?) => {
            &[$(($name, include_str!(concat!("families/", $name, ".toml")))),*]
        };
    }

    const FAMILIES: &[(&str, &str)] = families![
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
    ];

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct FamilyFile {
        id: String,
        core: bool,
        in_index: bool,
        name: Bilingual<String>,
        ground: Bilingual<String>,
        indicator: Vec<IndicatorTable>,
    }

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct IndicatorTable {
        id: String,
        title: Bilingual<String>,
        polarity: Polarity,
        #[serde(default)]
        tags: Vec<Tag>,
        norm: Option<Bilingual<String>>,
        definition: Bilingual<String>,
        anchors: Bilingual<[String; 4]>,
        phrasings: Bilingual<Vec<Phrasing>>,
        #[serde(default)]
        mitigators: Vec<MitigationTable>,
        sources: Vec<Source>,
        note: Option<Bilingual<String>>,
    }

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct MitigationTable {
        class: MitigatorClass,
        text: Bilingual<String>,
    }

    #[derive(Deserialize)]
    struct MitigatorFile {
        class: Vec<ClassTable>,
    }

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct ClassTable {
        id: MitigatorClass,
        content: Bilingual<String>,
    }

    /// # Panics
    /// Where a built-in file is wrong, which the tests of the crate exclude.
    pub(super) fn load() -> Taxonomy {
        let mut taxonomy = Taxonomy {
            families: Vec::new(),
            indicators: Vec::new(),
            by_name: FxHashMap::default(),
            mitigators: load_mitigators(),
        };
        for (name, text) in FAMILIES {
            let file: FamilyFile = toml::from_str(text)
                .unwrap_or_else(|error| panic!("families/{name}.toml: {error}"));
            assert_eq!(&file.id, name, "a family file is called after its family");
            add_family(&mut taxonomy, name, file);
        }
        taxonomy
    }

    fn load_mitigators() -> Vec<MitigatorDescription> {
        let file: MitigatorFile = toml::from_str(include_str!("mitigators.toml"))
            .unwrap_or_else(|error| panic!("mitigators.toml: {error}"));
        let describe = |table: ClassTable| MitigatorDescription {
            class: table.id,
            content: table.content,
        };
        file.class.into_iter().map(describe).collect()
    }

    fn add_family(taxonomy: &mut Taxonomy, name: &'static str, file: FamilyFile) {
        let family_id = FamilyId(index(taxonomy.families.len()));
        let mut indicators = Vec::with_capacity(file.indicator.len());
        for table in file.indicator {
            let id = IndicatorId(index(taxonomy.indicators.len()));
            let indicator = indicator(id, family_id, table);
            let earlier = taxonomy.by_name.insert(indicator.name, id);
            assert!(
                earlier.is_none(),
                "two indicators are called `{}`",
                indicator.name
            );
            taxonomy.indicators.push(indicator);
            indicators.push(id);
        }
        taxonomy.families.push(Family {
            id: family_id,
            name,
            title: file.name,
            core: file.core,
            in_index: file.in_index,
            ground: file.ground,
            indicators,
        });
    }

    fn indicator(id: IndicatorId, family: FamilyId, table: IndicatorTable) -> Indicator {
        let mitigation = |m: MitigationTable| Mitigation {
            class: m.class,
            text: m.text,
        };
        Indicator {
            id,
            name: Box::leak(table.id.into_boxed_str()),
            title: table.title,
            family,
            polarity: table.polarity,
            tags: table.tags,
            norm: table.norm,
            definition: table.definition,
            anchors: table.anchors,
            phrasings: table.phrasings,
            mitigators: table.mitigators.into_iter().map(mitigation).collect(),
            sources: table.sources,
            note: table.note,
        }
    }

    fn index(len: usize) -> u8 {
        u8::try_from(len).expect("there are far fewer than 256 families and indicators")
    }
}

#[cfg(test)]
mod tests {
    use super::{IndicatorId, Taxonomy};

    #[test]
    fn holds_eighteen_families_and_a_hundred_and_two_indicators() {
        let taxonomy = Taxonomy::builtin();
        assert_eq!(taxonomy.families().len(), 18);
        assert_eq!(taxonomy.indicators().len(), 102);
        assert_eq!(taxonomy.mitigators().len(), 13);
        let core = taxonomy.families().iter().filter(|family| family.core);
        assert_eq!(
            core.map(|family| family.indicators.len()).sum::<usize>(),
            34
        );
    }

    #[test]
    fn every_source_is_verified_and_no_mark_is_left() {
        for indicator in Taxonomy::builtin().indicators() {
            for source in &indicator.sources {
                assert!(source.verified, "{}: {}", indicator.name, source.text);
                assert!(!source.text.contains(['[', ']']) || source.text.contains("[…]"));
            }
        }
    }

    #[test]
    fn both_languages_say_something_of_their_own() {
        for indicator in Taxonomy::builtin().indicators() {
            let name = indicator.name;
            assert_ne!(indicator.title.en, indicator.title.fr, "{name}");
            assert_ne!(indicator.definition.en, indicator.definition.fr, "{name}");
            for (en, fr) in indicator.anchors.en.iter().zip(&indicator.anchors.fr) {
                assert_ne!(en, fr, "{name}");
            }
            for mitigation in &indicator.mitigators {
                assert_ne!(mitigation.text.en, mitigation.text.fr, "{name}");
            }
        }
    }

    #[test]
    fn an_indicator_is_written_as_its_name() {
        let id: IndicatorId = "rejection_discretion".parse().expect("it exists");
        assert_eq!(
            serde_json::to_string(&id).expect("writes"),
            "\"rejection_discretion\""
        );
        assert!("no_such_thing".parse::<IndicatorId>().is_err());
    }
}
