//! Weighs a sentence by the tables of weights: a finding where no rule fired, less severity where
//! one did and the table speaks against it.
//!
//! Each word is looked up once, and only words that some table holds are looked at again as the
//! beginning of two: the cost is that of the words. Nothing is allocated unless a table
//! has something to say.

use std::ops::Range;

use super::sentence::SentenceReader;
use super::{Confidence, DecidingWeight, Finding, Severity};
use crate::clause::ClauseId;
use crate::lexicon::weights::{
    FeatureId, LONGEST_GRAM, Token, WeightTable, Weights, length_factor,
};
use crate::norm::mentions::Mention;
use crate::norm::reader::SentenceNorm;
use crate::phrase::{Mentions, Occurrence, PhraseId, PhraseSet, Search};
use crate::taxonomy::IndicatorId;
use crate::text::words::Word;

/// How many entries are cited as those that decided.
const CITED: usize = 4;

/// What a table says of a sentence.
#[derive(Debug, Clone)]
pub(super) struct Weighed {
    table: u16,
    sum: f64,
    /// What weighs most for the indicator, and what most against it.
    speaks_for: Vec<Cited>,
    speaks_against: Vec<Cited>,
    /// The sentence itself holds something that speaks for it, and not only its lead-in.
    own: bool,
}

#[derive(Debug, Clone, Copy)]
struct Cited {
    feature: FeatureId,
    weight: f64,
    at: Occurrence,
}

/// The memory of the weighing, used again from sentence to sentence.
#[derive(Debug, Default)]
pub(super) struct Weigher {
    generation: u32,
    /// For each feature, the generation it was last seen in.
    seen: Vec<u32>,
    present: Vec<(FeatureId, Occurrence)>,
    tokens: Vec<(Token, Occurrence)>,
    sums: Vec<f64>,
}

/// What the rules of an indicator say of a sentence, what decides last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum RulesSay {
    /// None has its words there.
    Nothing,
    /// One has its words there, and something else that it asks for is missing.
    ItsWords,
    /// One has its words there, and the norm has another bearer or modality.
    Otherwise,
    /// One fires.
    Fires,
}

/// What was read in a sentence.
pub(super) struct Read<'s, 'q> {
    pub(super) phrases: &'s PhraseSet,
    pub(super) words: &'s [Word],
    pub(super) own_start: u16,
    /// Ascending, none inside another.
    pub(super) mentions: &'s [Mention],
    pub(super) norms: &'s [SentenceNorm],
    pub(super) search: &'s mut Search<'q>,
    pub(super) candidates: &'s [PhraseId],
    pub(super) for_matcher: &'s Mentions,
}

impl Weigher {
    /// What the tables say: one entry for each table whose sum is enough for a finding, and for
    /// each that doubts what a rule found.
    pub(super) fn weigh(
        &mut self,
        weights: &Weights,
        mut read: Read<'_, '_>,
        rules_say: impl Fn(IndicatorId) -> RulesSay,
    ) -> Vec<Weighed> {
        if weights.tables.is_empty() {
            return Vec::new();
        }
        self.begin(weights);
        self.grams(weights, &read);
        self.concepts(weights, &mut read);
        self.norms(weights, read.norms);
        let words = u16::try_from(self.tokens.len()).unwrap_or(u16::MAX);
        let factor = length_factor(words);
        self.sum_up(weights);
        let mut found = Vec::new();
        for (place, table) in weights.tables.iter().enumerate() {
            let sum = table.intercept + factor * self.sums[place];
            let may_speak = sum >= table.beside_words || table.doubts(sum);
            if may_speak && says_something(table, sum, rules_say(table.indicator)) {
                let table = u16::try_from(place).unwrap_or(u16::MAX);
                found.push(self.cite(weights, table, sum, factor, read.own_start));
            }
        }
        found
    }

    fn begin(&mut self, weights: &Weights) {
        if self.generation == u32::MAX {
            *self = Self::default();
        }
        self.generation += 1;
        self.seen.resize(weights.names.len(), 0);
        self.present.clear();
        self.tokens.clear();
        self.sums.clear();
        self.sums.resize(weights.tables.len(), 0.0);
    }

    /// Notes a feature where it first stands; once in a sentence.
    fn note(&mut self, feature: FeatureId, at: Occurrence) {
        if let Some(seen) = self.seen.get_mut(feature.0 as usize)
            && *seen != self.generation
        {
            *seen = self.generation;
            self.present.push((feature, at));
        }
    }

    /// Words, each mention as one.
    fn grams(&mut self, weights: &Weights, read: &Read<'_, '_>) {
        let mut mentions = read.mentions.iter().peekable();
        let mut place = 0;
        while let Some(word) = read.words.get(place) {
            let start = u16::try_from(place).unwrap_or(u16::MAX);
            let here = mentions.next_if(|mention| mention.words.start == start);
            let (token, end) = match here {
                Some(mention) => (Token::of(mention.party), mention.words.end.max(start + 1)),
                None if read.phrases.is_number(word) => (Token::NUMBER, start + 1),
                None => {
                    let known = weights.words.get(&word.hash);
                    (known.copied().unwrap_or(Token::OTHER), start + 1)
                }
            };
            self.tokens.push((token, Occurrence { start, end }));
            place = usize::from(end);
        }
        for from in 0..self.tokens.len() {
            let mut gram = [Token::OTHER; LONGEST_GRAM];
            let start = self.tokens[from].1.start;
            for place in 0..LONGEST_GRAM {
                let Some(&(token, at)) = self.tokens.get(from + place) else {
                    break;
                };
                if token == Token::OTHER {
                    break;
                }
                gram[place] = token;
                if let Some(&feature) = weights.grams.get(&gram) {
                    self.note(feature, Occurrence { start, end: at.end });
                }
            }
        }
    }

    fn concepts(&mut self, weights: &Weights, read: &mut Read<'_, '_>) {
        let Some(concepts) = &weights.concepts else {
            return;
        };
        for &(phrase, feature) in concepts.among(read.candidates) {
            let here = read.search.occurrences(phrase, read.for_matcher);
            if let Some(&at) = here.first() {
                self.note(feature, at);
            }
        }
    }

    fn norms(&mut self, weights: &Weights, norms: &[SentenceNorm]) {
        for norm in norms {
            for (asked, feature) in &weights.norms {
                if asked.is(norm.modality, norm.action, norm.bearer) {
                    self.note(*feature, norm.cue);
                }
            }
        }
    }

    fn sum_up(&mut self, weights: &Weights) {
        for (feature, _) in &self.present {
            for &(table, weight) in &weights.entries[feature.0 as usize] {
                self.sums[usize::from(table)] += weight;
            }
        }
    }

    fn cite(
        &self,
        weights: &Weights,
        table: u16,
        sum: f64,
        factor: f64,
        own_start: u16,
    ) -> Weighed {
        let mut all: Vec<Cited> = Vec::new();
        for &(feature, at) in &self.present {
            let entries = weights.entries[feature.0 as usize].iter();
            let entry = entries.filter(|(of, _)| *of == table);
            all.extend(entry.map(|&(_, weight)| Cited {
                feature,
                weight: weight * factor,
                at,
            }));
        }
        all.sort_by(|a, b| {
            b.weight
                .total_cmp(&a.weight)
                .then(a.feature.cmp(&b.feature))
        });
        let speaks_for: Vec<_> = all
            .iter()
            .copied()
            .filter(|c| c.weight > 0.0)
            .take(CITED)
            .collect();
        let against = all.iter().rev().copied().filter(|c| c.weight < 0.0);
        Weighed {
            table,
            sum,
            own: speaks_for.iter().any(|cited| cited.at.end > own_start),
            speaks_for,
            speaks_against: against.take(CITED).collect(),
        }
    }
}

/// Whether a sum finds the indicator where no rule does, or doubts what one found. A table finds
/// nothing by itself where a rule has its words and another bearer or modality: who acts on whom
/// decides, and a table does not know it.
fn says_something(table: &WeightTable, sum: f64, rules: RulesSay) -> bool {
    match rules {
        RulesSay::Nothing => sum >= table.alone,
        RulesSay::ItsWords => sum >= table.beside_words,
        RulesSay::Otherwise => false,
        RulesSay::Fires => table.doubts(sum),
    }
}

/// Where a sentence stands.
pub(super) struct Place<'s> {
    pub(super) clause: ClauseId,
    pub(super) sentence: &'s Range<usize>,
}

/// Adds a finding for each table that finds its indicator where no rule did, and lowers the
/// severity of those that a table doubts.
pub(super) fn apply(
    place: &Place<'_>,
    weighed: &[Weighed],
    reader: &SentenceReader<'_>,
    findings: &mut Vec<Finding>,
) {
    let weights = &reader.lexicon.weights;
    for of in weighed {
        let Some(table) = weights.tables.get(usize::from(of.table)) else {
            continue;
        };
        let counts = |finding: &&mut Finding| {
            finding.indicator == table.indicator && finding.confidence >= Confidence::POINT
        };
        let mut told = false;
        for finding in findings.iter_mut().filter(counts) {
            told = true;
            if table.doubts(of.sum) {
                make_milder(finding, table, of, reader);
            }
        }
        if !told && of.own && !table.doubts(of.sum) {
            findings.push(finding_of(place, table, of, reader));
        }
    }
}

fn finding_of(
    place: &Place<'_>,
    table: &WeightTable,
    of: &Weighed,
    reader: &SentenceReader<'_>,
) -> Finding {
    Finding {
        indicator: table.indicator,
        clause: place.clause,
        sentence: place.sentence.clone(),
        span: deciding_span(of, reader),
        rule: table.id.clone(),
        raw: table.severity,
        net: table.severity,
        confidence: confidence(table, of.sum),
        bearer: None,
        modality: None,
        intensifiers: Vec::new(),
        mitigators: Vec::new(),
        weights: quoted(&of.speaks_for, reader),
    }
}

/// The finding has at most the severity below the least that the labels of the table have.
fn make_milder(
    finding: &mut Finding,
    table: &WeightTable,
    of: &Weighed,
    reader: &SentenceReader<'_>,
) {
    if let Some(milder) = milder_than(table.speaks_from).filter(|milder| finding.raw > *milder) {
        finding.raw = milder;
        finding.net = milder;
        finding.weights = quoted(&of.speaks_against, reader);
    }
}

fn quoted(cited: &[Cited], reader: &SentenceReader<'_>) -> Vec<DecidingWeight> {
    let names = &reader.lexicon.weights.names;
    let one = |cited: &Cited| DecidingWeight {
        feature: names[cited.feature.0 as usize].clone(),
        weight: cited.weight,
        span: reader.bytes(cited.at),
    };
    cited.iter().map(one).collect()
}

/// The severity below; a table whose labels begin at 1 would leave nothing, and says nothing.
fn milder_than(severity: Severity) -> Option<Severity> {
    let below = severity.value().checked_sub(1).and_then(Severity::new);
    below.filter(|milder| *milder > Severity::NONE)
}

/// The weightiest entry in the sentence itself.
fn deciding_span(of: &Weighed, reader: &SentenceReader<'_>) -> Range<usize> {
    let own = of
        .speaks_for
        .iter()
        .find(|cited| cited.at.end > reader.own_start);
    own.map_or(0..0, |cited| reader.bytes(cited.at))
}

/// How often the table was right from its threshold on, in documents it was not fitted on, or the
/// probability that the sum stands for where that is more.
fn confidence(table: &WeightTable, sum: f64) -> Confidence {
    let probability = 1.0 / (1.0 + (-sum).exp());
    Confidence::new(probability.max(table.measured.precision))
}
