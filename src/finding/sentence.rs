//! One sentence: its words, mentions, norms, rule hits and mitigators.

use std::ops::Range;

use crate::lexicon::{Intensification, Lexicon, Rule};
use crate::norm::mentions::{self, Mention};
use crate::norm::reader::{self, Carry, SentenceNorm};
use crate::norm::{Addressee, Modality, Parties, Party};
use crate::phrase::{LONGEST_SENTENCE, Mentions, Occurrence, PhraseId, Scratch, Search};
use crate::taxonomy::{IndicatorId, MitigatorClass, Polarity};
use crate::text::words::{Word, split_into};

use super::by_weights::{Read, RulesSay, Weighed, Weigher};
use super::memory::{Key, Memory};
use super::support::{Support, support, with_measured};
use super::{Confidence, ReferenceKind, Severity};

/// How many words before and after a match an intensifier may stand.
const INTENSIFIER_REACH: u16 = 15;

/// How many words before and after a match an `unless` phrase vetoes it, wherever its norm ends.
/// Measured: nearer lets through what the phrase was written against, farther gains nothing.
const VETO_REACH: u16 = 20;

/// How many words may lie between a mitigator and the hedge that makes it no promise.
const HEDGE_REACH: u16 = 6;

/// A rule that fired in a sentence.
#[derive(Debug, Clone)]
pub(super) struct Hit<'a> {
    pub(super) rule: &'a Rule,
    pub(super) at: Occurrence,
    pub(super) raw: Severity,
    pub(super) confidence: Confidence,
    pub(super) bearer: Option<Party>,
    pub(super) modality: Option<Modality>,
    pub(super) intensifiers: Vec<Occurrence>,
}

/// A mitigator of a sentence.
#[derive(Debug, Clone, Copy)]
pub(super) struct MitigatorHit {
    pub(super) class: MitigatorClass,
    pub(super) at: Occurrence,
    pub(super) promise: Promise,
}

/// Whether a mitigator binds whoever holds the power.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Promise {
    /// It does.
    Firm,
    /// An effort, or somebody's choice.
    Hedged,
    /// It stands under a "may" of the platform: firm for that power itself, for no other.
    UnderPower,
}

/// What was read in a sentence; positions are words of [`SentenceReader::words`].
#[derive(Debug, Clone, Default)]
pub(super) struct Reading<'a> {
    pub(super) hits: Vec<Hit<'a>>,
    pub(super) norms: Vec<SentenceNorm>,
    pub(super) mitigators: Vec<MitigatorHit>,
    pub(super) references: Vec<(Occurrence, ReferenceKind)>,
    pub(super) mentions_client: bool,
    pub(super) mentions_rating: bool,
    /// What the tables of weights say of it.
    pub(super) weighed: Vec<Weighed>,
}

/// What is matched: words of a lead-in, then the sentence's own, and what stands before as context.
#[derive(Debug, Clone, Copy)]
pub(super) struct Input<'t> {
    /// The text of the document.
    pub(super) text: &'t str,
    /// Sentences of lead-ins that are read together with the sentence, outermost first.
    pub(super) lead_in: &'t [Range<usize>],
    /// The sentence.
    pub(super) sentence: &'t Range<usize>,
    /// Headings and earlier sentences of the clause, for rules that ask for a context.
    pub(super) context: &'t [Range<usize>],
}

/// Reads sentences of one document in one language.
pub(super) struct SentenceReader<'a> {
    pub(super) lexicon: &'a Lexicon,
    pub(super) parties: Parties,
    parties_key: Key,
    carry: Carry,
    scratch: Scratch,
    context_scratch: Scratch,
    /// The words of the sentence last read.
    pub(super) words: Vec<Word>,
    /// How many of them belong to lead-ins.
    pub(super) own_start: u16,
    found: Vec<Mention>,
    for_matcher: Mentions,
    weigher: Weigher,
}

impl<'a> SentenceReader<'a> {
    pub(super) fn new(
        lexicon: &'a Lexicon,
        text: &str,
        service: Option<&str>,
        addressee: Addressee,
    ) -> Self {
        let Lexicon {
            labels,
            phrases,
            roles,
            ..
        } = lexicon;
        let parties = Parties::read(text, service, addressee, labels, phrases, roles);
        Self {
            lexicon,
            parties_key: Key::of_parties(&parties),
            parties,
            carry: Carry::default(),
            scratch: Scratch::default(),
            context_scratch: Scratch::default(),
            words: Vec::new(),
            own_start: 0,
            found: Vec::new(),
            for_matcher: Mentions::default(),
            weigher: Weigher::default(),
        }
    }

    /// The mentions in the sentence last read.
    pub(super) fn mentions(&self) -> &[Mention] {
        &self.found
    }

    /// What another search in the sentence last read needs.
    pub(super) fn for_search(&mut self) -> (&mut Scratch, &Mentions) {
        (&mut self.context_scratch, &self.for_matcher)
    }

    /// Forgets whom pronouns stand for: a new section begins.
    pub(super) fn begin_section(&mut self) {
        self.carry = Carry::default();
    }

    /// Reads a sentence together with its lead-ins; recalls what was read, where there is a memory
    /// that holds the same sentence in the same surroundings.
    pub(super) fn read(
        &mut self,
        input: Input<'_>,
        memory: Option<&mut Memory<'a>>,
    ) -> Reading<'a> {
        self.split(input);
        let Some(memory) = memory else {
            return self.match_rules(input);
        };
        let key = Key::of(self.lexicon.language, self.parties_key, self.carry, input);
        if let Some(remembered) = memory.recall(key) {
            self.carry = remembered.carry;
            return remembered.reading;
        }
        let reading = self.match_rules(input);
        memory.keep(key, reading.clone(), self.carry);
        reading
    }

    /// Splits the words that are read.
    fn split(&mut self, input: Input<'_>) {
        self.words.clear();
        let vocabulary = &self.lexicon.phrases.words;
        for range in input.lead_in {
            split_into(
                &input.text[range.clone()],
                range.start,
                vocabulary,
                &mut self.words,
            );
        }
        self.words.truncate(LONGEST_SENTENCE / 2);
        self.own_start = to_u16(self.words.len());
        let own = &input.text[input.sentence.clone()];
        split_into(own, input.sentence.start, vocabulary, &mut self.words);
        self.words.truncate(LONGEST_SENTENCE);
    }

    fn match_rules(&mut self, input: Input<'_>) -> Reading<'a> {
        let lexicon = self.lexicon;
        let mut search = Search::new(&lexicon.phrases, &self.words, &mut self.scratch);
        let candidates = search.candidates();
        mentions::find(
            &lexicon.labels,
            &self.parties,
            &self.words,
            &mut search,
            &candidates,
            &mut self.found,
            &mut self.for_matcher,
        );
        let norms = reader::read(
            input.text,
            &self.words,
            &self.found,
            &lexicon.cues,
            &mut search,
            &candidates,
            &self.for_matcher,
            &mut self.carry,
        );
        let mut sentence = Sentence {
            lexicon,
            words: &self.words,
            search: &mut search,
            candidates: &candidates,
            mentions: &self.for_matcher,
            norms: &norms,
            own_start: self.own_start,
            input,
            context_scratch: &mut self.context_scratch,
            near_misses: Vec::new(),
        };
        let hits = sentence.hits();
        let near_misses = std::mem::take(&mut sentence.near_misses);
        let mitigators = sentence.mitigators();
        let references = sentence.references();
        let mentions_rating = sentence.any_occurs(&lexicon.topics.rating);
        let rules_say = |indicator| what_rules_say(indicator, &hits, &near_misses);
        let read = Read {
            phrases: &lexicon.phrases,
            words: &self.words,
            own_start: self.own_start,
            mentions: &self.found,
            norms: &norms,
            search: &mut search,
            candidates: &candidates,
            for_matcher: &self.for_matcher,
        };
        let weighed = self.weigher.weigh(&lexicon.weights, read, rules_say);
        search.recycle(candidates);
        Reading {
            hits,
            mitigators,
            references,
            mentions_client: !self.for_matcher.of(Party::Client).is_empty(),
            mentions_rating,
            norms,
            weighed,
        }
    }

    /// The bytes of the document that words of the last sentence stand at.
    pub(super) fn bytes(&self, at: Occurrence) -> Range<usize> {
        let first = usize::from(at.start).min(self.words.len().saturating_sub(1));
        let last = usize::from(at.end).clamp(first + 1, self.words.len().max(first + 1)) - 1;
        match (self.words.get(first), self.words.get(last)) {
            (Some(first), Some(last)) => first.start as usize..last.end as usize,
            _ => 0..0,
        }
    }
}

/// What the rules of an indicator say of a sentence: what decides of all that they say.
fn what_rules_say(
    indicator: IndicatorId,
    hits: &[Hit<'_>],
    near_misses: &[(IndicatorId, RulesSay)],
) -> RulesSay {
    let fired = hits.iter().filter(|hit| hit.rule.indicator == indicator);
    let fired = fired.map(|hit| {
        if with_measured(hit.rule, hit.confidence) >= Confidence::POINT {
            RulesSay::Fires
        } else {
            RulesSay::ItsWords
        }
    });
    let missed = near_misses.iter().filter(|(of, _)| *of == indicator);
    fired
        .chain(missed.map(|(_, say)| *say))
        .max()
        .unwrap_or(RulesSay::Nothing)
}

/// Where an `unless` phrase vetoes a match: in what its norm governs and some words around it. In
/// a sentence of ninety words what is said elsewhere is about something else.
fn reach_of_veto(at: Occurrence, scope: Option<Occurrence>) -> Occurrence {
    let near = Occurrence {
        start: at.start.saturating_sub(VETO_REACH),
        end: at.end.saturating_add(VETO_REACH),
    };
    scope.map_or(near, |scope| Occurrence {
        start: near.start.min(scope.start),
        end: near.end.max(scope.end),
    })
}

fn to_u16(n: usize) -> u16 {
    u16::try_from(n).unwrap_or(u16::MAX)
}

struct Sentence<'s, 'q, 'a, 't> {
    lexicon: &'a Lexicon,
    words: &'s [Word],
    search: &'s mut Search<'q>,
    candidates: &'s [PhraseId],
    mentions: &'s Mentions,
    norms: &'s [SentenceNorm],
    own_start: u16,
    input: Input<'t>,
    context_scratch: &'s mut Scratch,
    /// Indicators of rules whose words stand here and which did not fire, with what the words
    /// are worth.
    near_misses: Vec<(IndicatorId, RulesSay)>,
}

impl<'a> Sentence<'_, '_, 'a, '_> {
    fn called(&self, phrase: PhraseId) -> bool {
        self.candidates.binary_search(&phrase).is_ok()
    }

    fn occurs(&mut self, phrase: PhraseId) -> bool {
        self.called(phrase) && !self.search.occurrences(phrase, self.mentions).is_empty()
    }

    fn any_occurs(&mut self, phrases: &[PhraseId]) -> bool {
        phrases.iter().any(|&phrase| self.occurs(phrase))
    }

    fn hits(&mut self) -> Vec<Hit<'a>> {
        let lexicon = self.lexicon;
        let mut called: Vec<u32> = lexicon
            .rules_of
            .among(self.candidates)
            .map(|&(_, place)| place)
            .collect();
        called.sort_unstable();
        called.dedup();
        called
            .iter()
            .filter_map(|&place| self.hit(&lexicon.rules[place as usize]))
            .collect()
    }

    fn hit(&mut self, rule: &'a Rule) -> Option<Hit<'a>> {
        let mut best: Option<(Occurrence, Support)> = None;
        for &phrase in &rule.any {
            if !self.called(phrase) {
                continue;
            }
            let norms = self.norms;
            for &at in self.search.occurrences(phrase, self.mentions) {
                if let Some(support) = support(rule, at, norms) {
                    let better = best.is_none_or(|(other, than)| {
                        (support.confidence.value(), at.end, at.len())
                            > (than.confidence.value(), other.end, other.len())
                    });
                    if better {
                        best = Some((at, support));
                    }
                }
            }
        }
        let Some((at, support)) = best else {
            if rule.any.iter().any(|&phrase| self.occurs(phrase)) {
                self.near_misses.push((rule.indicator, RulesSay::Otherwise));
            }
            return None;
        };
        if self.is_vetoed(rule, reach_of_veto(at, support.scope)) {
            return None;
        }
        if !self.is_complete(rule) {
            self.near_misses.push((rule.indicator, RulesSay::ItsWords));
            return None;
        }
        let intensifiers = self.intensifiers(rule, at);
        let steps: u8 = intensifiers.iter().map(|&(_, step)| step).sum();
        let raw = Severity::new(rule.severity.value().saturating_add(steps).min(3))?;
        Some(Hit {
            rule,
            at,
            raw,
            confidence: support.confidence,
            bearer: support.bearer,
            modality: support.modality,
            intensifiers: intensifiers.into_iter().map(|(at, _)| at).collect(),
        })
    }

    /// Whether something that a rule excludes stands near its words.
    fn is_vetoed(&mut self, rule: &Rule, reach: Occurrence) -> bool {
        let mut vetoes = rule.unless.iter();
        vetoes.any(|&phrase| self.touches(phrase, reach))
    }

    /// Whether all that a rule asks beside its words is there.
    fn is_complete(&mut self, rule: &Rule) -> bool {
        rule.all.iter().all(|&phrase| self.occurs(phrase))
            && (rule.context.is_empty() || self.in_context(&rule.context))
    }

    /// Intensifiers near a match, each kind once, with its step.
    fn intensifiers(&mut self, rule: &Rule, at: Occurrence) -> Vec<(Occurrence, u8)> {
        let mut found = Vec::new();
        let lexicon = self.lexicon;
        let burden = rule.indicator.get().polarity == Polarity::Burden;
        if rule.intensification == Intensification::Ignore
            || !burden
            || rule.severity == Severity::NONE
        {
            return found;
        }
        let reach =
            at.start.saturating_sub(INTENSIFIER_REACH)..at.end.saturating_add(INTENSIFIER_REACH);
        for intensifier in &lexicon.intensifiers {
            if !intensifier.indicators.contains(&rule.indicator) {
                continue;
            }
            let near = intensifier
                .phrases
                .iter()
                .find_map(|&phrase| self.within(phrase, &reach));
            found.extend(near.map(|o| (o, intensifier.step)));
        }
        found
    }

    /// Whether a phrase occurs at least partly among some words.
    fn touches(&mut self, phrase: PhraseId, reach: Occurrence) -> bool {
        self.called(phrase) && {
            let here = self.search.occurrences(phrase, self.mentions);
            here.iter().any(|o| o.overlaps(reach))
        }
    }

    fn within(&mut self, phrase: PhraseId, reach: &Range<u16>) -> Option<Occurrence> {
        if !self.called(phrase) {
            return None;
        }
        let here = self.search.occurrences(phrase, self.mentions);
        here.iter().copied().find(|o| reach.contains(&o.start))
    }

    /// Whether a phrase occurs in the lead-in, a heading or an earlier sentence of the clause.
    fn in_context(&mut self, phrases: &[PhraseId]) -> bool {
        let own_start = self.own_start;
        for &phrase in phrases {
            if self.called(phrase) {
                let here = self.search.occurrences(phrase, self.mentions);
                if here.iter().any(|o| o.end <= own_start) {
                    return true;
                }
            }
        }
        let set = &self.lexicon.phrases;
        let mut words = Vec::new();
        for range in self.input.context {
            words.clear();
            split_into(
                &self.input.text[range.clone()],
                range.start,
                &set.words,
                &mut words,
            );
            words.truncate(LONGEST_SENTENCE);
            let mut search = Search::new(set, &words, self.context_scratch);
            let none = Mentions::default();
            if phrases
                .iter()
                .any(|&phrase| !search.occurrences(phrase, &none).is_empty())
            {
                return true;
            }
        }
        false
    }

    fn mitigators(&mut self) -> Vec<MitigatorHit> {
        let lexicon = self.lexicon;
        let mut hedges = Vec::new();
        for &(phrase, ()) in lexicon.hedges.among(self.candidates) {
            hedges.extend_from_slice(self.search.occurrences(phrase, self.mentions));
        }
        let mut found: Vec<MitigatorHit> = Vec::new();
        for &(phrase, class) in lexicon.mitigators.among(self.candidates) {
            let occurrences = self.search.occurrences(phrase, self.mentions).to_vec();
            for at in occurrences {
                let known = |other: &MitigatorHit| other.class == class && other.at.overlaps(at);
                if !found.iter().any(known) {
                    let promise = if self.is_denied(at) {
                        Promise::Hedged
                    } else {
                        promise(at, &hedges, self.norms)
                    };
                    found.push(MitigatorHit { class, at, promise });
                }
            }
        }
        found.sort_by_key(|hit| (hit.at, hit.class));
        found
    }

    /// "You cannot opt out", "sans préavis": the words of a mitigator, denied.
    fn is_denied(&self, at: Occurrence) -> bool {
        const NEAR: u16 = 3;
        let function_words = &self.lexicon.cues.words;
        let before = at.start.saturating_sub(NEAR)..at.start;
        before
            .map(usize::from)
            .filter_map(|place| self.words.get(place))
            .any(|word| function_words.is_negation(word.hash) || function_words.is_lack(word.hash))
    }

    fn references(&mut self) -> Vec<(Occurrence, ReferenceKind)> {
        let mut found: Vec<(Occurrence, ReferenceKind)> = Vec::new();
        for &(phrase, kind) in self.lexicon.topics.references.among(self.candidates) {
            let here = self.search.occurrences(phrase, self.mentions);
            found.extend(here.iter().map(|&at| (at, kind)));
        }
        found.sort_unstable();
        found
    }
}

fn promise(at: Occurrence, hedges: &[Occurrence], norms: &[SentenceNorm]) -> Promise {
    let near = |hedge: &Occurrence| {
        hedge.start <= at.end.saturating_add(HEDGE_REACH)
            && at.start <= hedge.end.saturating_add(HEDGE_REACH)
    };
    if hedges.iter().any(near) {
        return Promise::Hedged;
    }
    let governing = norms.iter().rev().find(|norm| norm.scope.overlaps(at));
    let under_power = governing.is_some_and(|norm| {
        norm.modality == Modality::Power
            && matches!(norm.bearer, Some(Party::Platform | Party::Client))
    });
    if under_power {
        Promise::UnderPower
    } else {
        Promise::Firm
    }
}
