//! Tables of weights: for an indicator, the words and concepts that speak for and against it.
//!
//! In: `weights.toml`, written by `sujetion lexicon fit` and made to be read. Out: an index from
//! what stands in a sentence to the entries of the tables. A feature is written as the patterns
//! of rules are:
//!
//! - `notice`, `<platform> may`: a word or two in a row, a mention of a party counting as one, and
//!   so does a number;
//! - `{terminate}`: a vocabulary of the lexicon;
//! - `[power of platform]`, `[power terminate of platform]`: a norm with its bearer.
//!
//! Each counts once in a sentence, however often it stands there.

use std::fmt;
use std::sync::Arc;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use toml::Spanned;

use crate::norm::{Action, Modality, Party};
use crate::phrase::{CompileError, PhraseId, PhraseSetBuilder, PhraseTable};
use crate::taxonomy::{IndicatorId, Severity};
use crate::text::words::{folded, hashes};

/// The most words of one feature.
pub(crate) const LONGEST_GRAM: usize = 2;

/// The words of the sentence in which an entry weighs what is written.
pub(crate) const USUAL_WORDS: f64 = 25.0;

/// A shorter sentence is weighed as if it had so many words.
const FEWEST_WORDS: u16 = 5;

/// How much an entry weighs in a sentence of so many words (mentions count as one), as a factor:
/// the longer it is, the more stands in it by chance.
pub(crate) fn length_factor(words: u16) -> f64 {
    (USUAL_WORDS / f64::from(words.max(FEWEST_WORDS))).sqrt()
}

/// `weights.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct WeightFile {
    #[serde(default)]
    pub(crate) table: Vec<TableFile>,
}

/// A `[[table]]` as it is written.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TableFile {
    pub(crate) indicator: Spanned<String>,
    severity: Spanned<u8>,
    #[serde(default)]
    speaks_from: Option<Spanned<u8>>,
    intercept: Spanned<f64>,
    alone: Spanned<f64>,
    beside_words: Spanned<f64>,
    #[serde(default)]
    beside_rule: Option<Spanned<f64>>,
    measured: CrossValidated,
    weights: Spanned<toml::map::Map<String, toml::Value>>,
}

/// How well a table does on documents it was not fitted on.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct CrossValidated {
    /// Documents it was fitted on, each left out in turn.
    pub documents: u32,
    /// Units of them that carry the indicator.
    pub units: u32,
    /// Of the units it finds by itself, the share that carry the indicator.
    pub precision: f64,
    /// Of the units that carry the indicator, the share it finds by itself.
    pub recall: f64,
}

/// What tells an indicator where no rule does.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct WeightTable {
    /// What a finding of it is called (`en/weights/forum_imposed`).
    pub id: Arc<str>,
    /// What it finds.
    pub indicator: IndicatorId,
    /// How severe, before mitigators.
    pub severity: Severity,
    /// The least severity of the labels it was fitted on: of what is milder it says nothing.
    pub speaks_from: Severity,
    /// The sum of a sentence in which nothing weighs.
    pub intercept: f64,
    /// From this sum on it finds the indicator by itself.
    pub alone: f64,
    /// From this sum on it does where a rule has its words and misses something else.
    pub beside_words: f64,
    /// Below this sum what a rule found is taken to be milder than `speaks_from`; never where
    /// there is none.
    pub beside_rule: Option<f64>,
    /// How well it does on documents it was not fitted on.
    pub measured: CrossValidated,
    /// Each feature with its weight, as log-odds in a sentence of 25 words.
    pub weights: Vec<(Arc<str>, f64)>,
    /// Where it is written: file and line.
    pub origin: String,
}

impl WeightTable {
    /// Whether a sum speaks against what a rule found.
    pub(crate) fn doubts(&self, sum: f64) -> bool {
        self.beside_rule.is_some_and(|least| sum < least)
    }
}

/// A norm as a feature names it: `[power of platform]`, `[power terminate of platform]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NormFeature {
    pub(crate) modality: Modality,
    pub(crate) action: Option<Action>,
    pub(crate) bearer: Option<Party>,
}

impl fmt::Display for NormFeature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[{}", name_of(&self.modality))?;
        if let Some(action) = &self.action {
            write!(f, " {}", name_of(action))?;
        }
        let bearer = self
            .bearer
            .map_or_else(|| "nobody".to_owned(), |party| name_of(&party));
        write!(f, " of {bearer}]")
    }
}

impl NormFeature {
    /// Whether a norm is of this kind.
    pub(crate) fn is(self, modality: Modality, action: Action, bearer: Option<Party>) -> bool {
        self.modality == modality
            && self.bearer == bearer
            && self.action.is_none_or(|asked| asked == action)
    }

    fn parse(text: &str) -> Option<Self> {
        let (head, bearer) = text
            .strip_prefix('[')?
            .strip_suffix(']')?
            .split_once(" of ")?;
        let (modality, action) = match head.split_once(' ') {
            Some((modality, action)) => (modality, Some(called(action)?)),
            None => (head, None),
        };
        let bearer = match bearer {
            "nobody" => None,
            party => Some(called(party)?),
        };
        Some(Self {
            modality: called(modality)?,
            action,
            bearer,
        })
    }
}

/// The name of a party, modality or action in data.
fn name_of<T: Serialize>(value: &T) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(name)) => name,
        _ => String::new(),
    }
}

fn called<T: serde::de::DeserializeOwned>(name: &str) -> Option<T> {
    serde_json::from_value(name.into()).ok()
}

/// A word of a feature: its place in the index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Token(pub(crate) u16);

impl Token {
    /// A word that no feature holds, and the place after the last word of a short feature.
    pub(crate) const OTHER: Self = Self(0);
    /// A number.
    pub(crate) const NUMBER: Self = Self(1);

    /// The mention of a party.
    pub(crate) fn of(party: Party) -> Self {
        Self(2 + party as u16)
    }

    /// The first that stands for a word.
    const FIRST_WORD: u16 = 6;
}

/// How parties and numbers are written in a feature.
pub(crate) const PLACEHOLDERS: [(&str, Token); 5] = [
    ("<number>", Token::NUMBER),
    ("<platform>", Token(2)),
    ("<worker>", Token(3)),
    ("<client>", Token(4)),
    ("<third>", Token(5)),
];

/// A feature of some table: its place among all of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct FeatureId(pub(crate) u32);

/// The tables of a language and the index of their features.
#[derive(Debug, Default)]
pub(crate) struct Weights {
    pub(crate) tables: Vec<WeightTable>,
    pub(crate) names: Vec<Arc<str>>,
    /// For each feature, what it weighs in which table.
    pub(crate) entries: Vec<Vec<(u16, f64)>>,
    pub(crate) words: FxHashMap<u32, Token>,
    pub(crate) grams: FxHashMap<[Token; LONGEST_GRAM], FeatureId>,
    /// The vocabularies that features name.
    pub(crate) concepts: Option<PhraseTable<FeatureId>>,
    pub(crate) norms: Vec<(NormFeature, FeatureId)>,
}

/// Why a table cannot be used: at which byte of the file, and the cause.
pub(crate) type Fault = (usize, String);

fn severity(written: &Spanned<u8>) -> Result<Severity, Fault> {
    Severity::new(*written.get_ref()).ok_or_else(|| {
        (
            written.span().start,
            "a severity is 0, 1, 2 or 3".to_owned(),
        )
    })
}

/// Puts the tables of one or more files together; one that comes later replaces another of its
/// indicator.
#[derive(Debug, Default)]
pub(crate) struct WeightsBuilder {
    weights: Weights,
    ids: FxHashMap<Arc<str>, FeatureId>,
    phrases: Vec<(PhraseId, FeatureId)>,
}

impl WeightsBuilder {
    /// Checks a table and adds it. `language` is the code its id begins with.
    pub(crate) fn add(
        &mut self,
        table: TableFile,
        indicator: IndicatorId,
        language: &str,
        origin: String,
        text: &str,
        phrases: &mut PhraseSetBuilder,
    ) -> Result<(), Fault> {
        let severity = severity(&table.severity)?;
        let speaks_from = table.speaks_from.as_ref().map(self::severity).transpose()?;
        let of_rules = || std::iter::once(&table.beside_words).chain(&table.beside_rule);
        for number in [&table.intercept, &table.alone]
            .into_iter()
            .chain(of_rules())
        {
            if !number.get_ref().is_finite() {
                return Err((number.span().start, "not a finite number".to_owned()));
            }
        }
        for threshold in of_rules() {
            if threshold.get_ref() > table.alone.get_ref() {
                let reason = "above `alone`: what a rule says would speak against it";
                return Err((threshold.span().start, reason.to_owned()));
            }
        }
        let from = table.weights.span().start;
        let fault = |feature: &str, reason: &str| {
            let quoted = text.get(from..).and_then(|rest| rest.find(feature));
            (from + quoted.unwrap_or(0), format!("`{feature}`: {reason}"))
        };
        let mut weights = Vec::new();
        for (feature, value) in table.weights.get_ref() {
            let weight = value
                .as_float()
                .or_else(|| {
                    value
                        .as_integer()
                        .and_then(|n| i32::try_from(n).ok())
                        .map(f64::from)
                })
                .filter(|weight| weight.is_finite())
                .ok_or_else(|| fault(feature, "a weight is a finite number"))?;
            weights.push((feature.as_str(), weight));
        }
        let place = self.place_of(indicator);
        let mut kept = Vec::new();
        for (feature, weight) in weights {
            let id = self
                .feature(feature, phrases)
                .map_err(|reason| fault(feature, &reason))?;
            self.weights.entries[id.0 as usize].push((place, weight));
            kept.push((self.weights.names[id.0 as usize].clone(), weight));
        }
        let table = WeightTable {
            id: format!("{language}/weights/{}", indicator.get().name).into(),
            indicator,
            severity,
            speaks_from: speaks_from.unwrap_or(Severity::NONE),
            intercept: *table.intercept.get_ref(),
            alone: *table.alone.get_ref(),
            beside_words: *table.beside_words.get_ref(),
            beside_rule: table.beside_rule.map(Spanned::into_inner),
            measured: table.measured,
            weights: kept,
            origin,
        };
        match self.weights.tables.get_mut(usize::from(place)) {
            Some(other) => *other = table,
            None => self.weights.tables.push(table),
        }
        Ok(())
    }

    /// The place of the table of an indicator; empty from now on.
    fn place_of(&mut self, indicator: IndicatorId) -> u16 {
        let tables = &self.weights.tables;
        let known = tables.iter().position(|table| table.indicator == indicator);
        let place = u16::try_from(known.unwrap_or(tables.len())).unwrap_or(u16::MAX);
        if known.is_some() {
            for entries in &mut self.weights.entries {
                entries.retain(|(table, _)| *table != place);
            }
        }
        place
    }

    fn feature(
        &mut self,
        feature: &str,
        phrases: &mut PhraseSetBuilder,
    ) -> Result<FeatureId, String> {
        if let Some(&id) = self.ids.get(feature) {
            return Ok(id);
        }
        let id = FeatureId(u32::try_from(self.weights.names.len()).unwrap_or(u32::MAX));
        if feature.starts_with('[') {
            let norm = NormFeature::parse(feature).ok_or(
                "a norm is written `[modality of bearer]` or `[modality action of bearer]`",
            )?;
            self.weights.norms.push((norm, id));
        } else if feature.starts_with('{') {
            self.phrases.push((concept(feature, phrases)?, id));
        } else {
            let gram = self.gram(feature)?;
            self.weights.grams.insert(gram, id);
        }
        let name: Arc<str> = feature.into();
        self.weights.names.push(name.clone());
        self.weights.entries.push(Vec::new());
        self.ids.insert(name, id);
        Ok(id)
    }

    fn gram(&mut self, feature: &str) -> Result<[Token; LONGEST_GRAM], String> {
        let mut gram = [Token::OTHER; LONGEST_GRAM];
        let mut places = gram.iter_mut();
        for word in feature.split(' ') {
            let place = places
                .next()
                .ok_or_else(|| format!("more than {LONGEST_GRAM} words"))?;
            *place = self.token(word)?;
        }
        Ok(gram)
    }

    fn token(&mut self, word: &str) -> Result<Token, String> {
        if let Some((_, token)) = PLACEHOLDERS.iter().find(|(name, _)| *name == word) {
            return Ok(*token);
        }
        let &[hash] = hashes(word).as_slice() else {
            return Err(format!("`{word}` is not one word"));
        };
        if folded(word) != word {
            return Err(format!("a word is written folded: `{}`", folded(word)));
        }
        let next = usize::from(Token::FIRST_WORD) + self.weights.words.len();
        let next = u16::try_from(next).map_err(|_| "too many different words".to_owned())?;
        Ok(*self.weights.words.entry(hash).or_insert(Token(next)))
    }

    /// The tables, ready for use.
    pub(crate) fn build(mut self) -> Weights {
        self.weights.concepts = (!self.phrases.is_empty()).then(|| PhraseTable::new(self.phrases));
        self.weights
    }
}

/// The pattern that stands for a vocabulary.
fn concept(name: &str, phrases: &mut PhraseSetBuilder) -> Result<PhraseId, String> {
    phrases.pattern(name).map_err(|error| match error {
        CompileError::UnknownVocabulary(_) => format!("{error}; run `sujetion lexicon fit` again"),
        error => error.to_string(),
    })
}
