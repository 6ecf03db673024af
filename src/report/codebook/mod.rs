//! The codebook: every indicator explained, from the same data that scores.
//!
//! [`Codebook::new`] takes the taxonomy of the crate and the rules of a lexicon, and is
//! written as Markdown, as one HTML file or as JSON, in French or in English. Each page of
//! an indicator has the same sections: what it is, why it matters, severity, mitigators,
//! phrasings, rules, sources.
//!
//! ```
//! use sujetion::report::Edition;
//! use sujetion::report::codebook::{Codebook, Form};
//!
//! let codebook = Codebook::new(Edition::Fr, []);
//! let markdown = codebook.render(Form::Markdown);
//! assert!(markdown.contains("rejection_discretion"));
//! ```

mod markdown;
mod templates;

use std::str::FromStr;

use serde::Serialize;

use super::Edition;
use crate::finding::Severity;
use crate::norm::{Modality, Party};
use crate::taxonomy::{
    self, Bilingual, Effect, Family, FamilyId, Indicator, IndicatorId, Mitigation, MitigatorClass,
    Phrasing, Polarity, Tag, Taxonomy,
};
use crate::text::Language;

/// A form in which the codebook is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Form {
    /// CommonMark.
    Markdown,
    /// One page that needs nothing else: no script, no other file.
    Html,
    /// The same content as data.
    Json,
}

/// No form of the codebook has this name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the codebook has no form called `{0}`")]
pub struct UnknownForm(String);

impl FromStr for Form {
    type Err = UnknownForm;

    fn from_str(name: &str) -> Result<Self, UnknownForm> {
        match name {
            "md" | "markdown" => Ok(Self::Markdown),
            "html" => Ok(Self::Html),
            "json" => Ok(Self::Json),
            _ => Err(UnknownForm(name.to_owned())),
        }
    }
}

/// A rule of a lexicon, as the codebook shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodebookRule {
    /// Its identifier, unique in its language.
    pub id: String,
    /// The indicator it is evidence of.
    pub indicator: IndicatorId,
    /// The language of the clauses it reads.
    pub language: Language,
    /// The severity of what it finds, before mitigators.
    pub severity: Severity,
    /// Who must bear or hold the norm; empty where anybody may.
    pub bearer: Vec<Party>,
    /// The modality the norm must have; empty where any will do.
    pub modality: Vec<Modality>,
    /// The phrase patterns, any of which is enough.
    pub patterns: Vec<String>,
    /// The phrase patterns that veto it.
    pub unless: Vec<String>,
    /// Sentences it finds.
    pub examples: Vec<String>,
    /// Sentences it leaves alone.
    pub counter_examples: Vec<String>,
}

/// The codebook in one edition.
///
/// As JSON, it is what serialising it gives.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Codebook {
    language: Edition,
    crate_version: &'static str,
    taxonomy_version: &'static str,
    counts: Counts,
    mitigator_classes: Vec<ClassEntry>,
    families: Vec<FamilyPage>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
struct Counts {
    families: usize,
    indicators: usize,
    rules: usize,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct ClassEntry {
    id: MitigatorClass,
    meaning: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct FamilyPage {
    id: FamilyId,
    title: String,
    core: bool,
    in_index: bool,
    ground: String,
    indicators: Vec<IndicatorPage>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct IndicatorPage {
    id: IndicatorId,
    title: String,
    polarity: Polarity,
    tags: Vec<Tag>,
    definition: String,
    norm: Option<String>,
    note: Option<String>,
    anchors: [Anchor; 4],
    mitigators: Vec<MitigatorEntry>,
    phrasings: [PhrasingGroup; 2],
    rules: Vec<RuleEntry>,
    sources: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Anchor {
    severity: Severity,
    text: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct MitigatorEntry {
    class: MitigatorClass,
    text: String,
}

/// The phrasings of one language: those of the edition come first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct PhrasingGroup {
    language: Edition,
    phrasings: Vec<PhrasingEntry>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct PhrasingEntry {
    effect: Effect,
    text: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct RuleEntry {
    id: String,
    language: Language,
    severity: Severity,
    bearer: Vec<Party>,
    modality: Vec<Modality>,
    patterns: Vec<String>,
    unless: Vec<String>,
    examples: Vec<String>,
    counter_examples: Vec<String>,
}

impl Codebook {
    /// The codebook of the built-in taxonomy with these rules, whatever their order.
    #[must_use]
    pub fn new(edition: Edition, rules: impl IntoIterator<Item = CodebookRule>) -> Self {
        let taxonomy = Taxonomy::builtin();
        let mut by_indicator = vec![Vec::new(); taxonomy.indicators().len()];
        for rule in rules {
            by_indicator[rule.indicator.index()].push(rule_entry(rule));
        }
        let first = |rule: &RuleEntry| edition.to_string() != language_tag(rule.language);
        for rules in &mut by_indicator {
            rules.sort_by(|a, b| {
                let key = |rule| (first(rule), language_tag(rule.language), rule.severity);
                key(a).cmp(&key(b)).then_with(|| a.id.cmp(&b.id))
            });
        }
        let counts = Counts {
            families: taxonomy.families().len(),
            indicators: taxonomy.indicators().len(),
            rules: by_indicator.iter().map(Vec::len).sum(),
        };
        let classes = taxonomy.mitigators().iter().map(|description| ClassEntry {
            id: description.class,
            meaning: edition.of(&description.content).clone(),
        });
        let families = taxonomy.families().iter();
        Self {
            language: edition,
            crate_version: env!("CARGO_PKG_VERSION"),
            taxonomy_version: taxonomy::VERSION,
            counts,
            mitigator_classes: classes.collect(),
            families: families
                .map(|family| family_page(edition, family, &mut by_indicator))
                .collect(),
        }
    }

    /// The whole codebook in a form, ending in a line break.
    #[must_use]
    pub fn render(&self, form: Form) -> String {
        match form {
            Form::Markdown => templates::markdown(self),
            Form::Html => templates::html(self),
            Form::Json => json(self),
        }
    }
}

/// # Panics
/// Never: the model has no map with keys that are not strings, and no number that JSON lacks.
fn json(codebook: &Codebook) -> String {
    let mut json = serde_json::to_string_pretty(codebook).expect("the model is plain data");
    json.push('\n');
    json
}

fn family_page(edition: Edition, family: &Family, rules: &mut [Vec<RuleEntry>]) -> FamilyPage {
    let page = |id: &IndicatorId| {
        let rules = std::mem::take(&mut rules[id.index()]);
        indicator_page(edition, id.get(), rules)
    };
    FamilyPage {
        id: family.id,
        title: edition.of(&family.title).clone(),
        core: family.core,
        in_index: family.in_index,
        ground: edition.of(&family.ground).clone(),
        indicators: family.indicators.iter().map(page).collect(),
    }
}

fn indicator_page(edition: Edition, indicator: &Indicator, rules: Vec<RuleEntry>) -> IndicatorPage {
    let mitigator = |mitigation: &Mitigation| MitigatorEntry {
        class: mitigation.class,
        text: edition.of(&mitigation.text).clone(),
    };
    let texts = edition.of(&indicator.anchors);
    let anchor = |severity: Severity| Anchor {
        severity,
        text: texts[usize::from(severity.value())].clone(),
    };
    let optional = |text: &Option<Bilingual<String>>| text.as_ref().map(|t| edition.of(t).clone());
    let verified = indicator.sources.iter().filter(|source| source.verified);
    IndicatorPage {
        id: indicator.id,
        title: edition.of(&indicator.title).clone(),
        polarity: indicator.polarity,
        tags: indicator.tags.clone(),
        definition: edition.of(&indicator.definition).clone(),
        norm: optional(&indicator.norm),
        note: optional(&indicator.note),
        anchors: [
            anchor(Severity::NONE),
            anchor(Severity::LOW),
            anchor(Severity::MEDIUM),
            anchor(Severity::HIGH),
        ],
        mitigators: indicator.mitigators.iter().map(mitigator).collect(),
        phrasings: [edition, edition.other()].map(|language| PhrasingGroup {
            language,
            phrasings: phrasings(language.of::<Vec<_>>(&indicator.phrasings)),
        }),
        rules,
        sources: verified.map(|source| source.text.clone()).collect(),
    }
}

fn phrasings(phrasings: &[Phrasing]) -> Vec<PhrasingEntry> {
    let entry = |phrasing: &Phrasing| PhrasingEntry {
        effect: phrasing.effect,
        text: phrasing.text.clone(),
    };
    phrasings.iter().map(entry).collect()
}

fn rule_entry(rule: CodebookRule) -> RuleEntry {
    RuleEntry {
        id: rule.id,
        language: rule.language,
        severity: rule.severity,
        bearer: rule.bearer,
        modality: rule.modality,
        patterns: rule.patterns,
        unless: rule.unless,
        examples: rule.examples,
        counter_examples: rule.counter_examples,
    }
}

/// The tag of a language, which orders the rules.
fn language_tag(language: Language) -> &'static str {
    match language {
        Language::Fr => "fr",
        Language::En => "en",
        Language::De => "de",
        Language::Es => "es",
        Language::It => "it",
        Language::Pt => "pt",
        Language::Nl => "nl",
        Language::Other => "und",
    }
}

#[cfg(test)]
mod tests;
