//! A set of patterns, compiled: shared vocabularies and equal parts are kept once.

use rustc_hash::FxHashMap;

use super::Party;
use super::pattern::{Atom, Pattern, PatternError, Presence};
use crate::text::vocabulary::{ClassId, NUMBER, Vocabulary, VocabularyBuilder, WordPattern};
use crate::text::words::Word;

/// A pattern of a set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PhraseId(pub(crate) u32);

/// A part of a pattern; equal parts have the same id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct NodeId(pub(crate) u32);

/// What a part asks for.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Node {
    /// A word of a class.
    Word(ClassId),
    /// A mention of a party.
    Mention(Party),
    /// One of several parts.
    Any(Vec<NodeId>),
    /// Parts in order.
    Sequence(Vec<Step>),
}

/// A part of a sequence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Step {
    pub(crate) gap: u8,
    pub(crate) node: NodeId,
    pub(crate) presence: Presence,
}

impl PhraseSet {
    /// Whether a word read with this set begins with a digit.
    pub(crate) fn is_number(&self, word: &Word) -> bool {
        self.words.classes(word.set).first() == Some(&NUMBER)
    }
}

/// The alternatives of a part: most are single words, and of these a sentence holds few.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Choice {
    /// Those that are a word.
    pub(crate) words: Vec<ClassId>,
    /// The others, each with a word that it cannot do without, where there is one.
    pub(crate) others: Vec<(Option<ClassId>, NodeId)>,
}

/// What calls a pattern up: a word of one of these classes, or a mention.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Trigger {
    Words(Vec<ClassId>),
    Mention,
}

/// A vocabulary that a pattern names and nobody defines, or one that names itself.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CompileError {
    /// The pattern cannot be read.
    #[error(transparent)]
    Pattern(#[from] PatternError),
    /// A name without a vocabulary.
    #[error("there is no vocabulary `{{{0}}}`")]
    UnknownVocabulary(String),
    /// A vocabulary that contains itself.
    #[error("the vocabulary `{{{0}}}` contains itself")]
    Cycle(String),
}

/// Collects vocabularies and patterns.
#[derive(Debug, Default)]
pub(crate) struct PhraseSetBuilder {
    words: VocabularyBuilder,
    nodes: Vec<Node>,
    ids: FxHashMap<Node, NodeId>,
    vocabularies: FxHashMap<String, NodeId>,
    phrases: Vec<NodeId>,
    phrase_ids: FxHashMap<NodeId, PhraseId>,
    /// For each pattern, whether a sentence is to call it up.
    called: Vec<bool>,
}

/// A compiled set of patterns, shared between threads.
#[derive(Debug)]
pub struct PhraseSet {
    pub(crate) words: Vocabulary,
    pub(crate) class_count: usize,
    pub(crate) nodes: Vec<Node>,
    /// For each part that is one of several, these sorted by how they are looked for; empty for
    /// other parts.
    pub(crate) choices: Vec<Choice>,
    /// The part each pattern is.
    pub(crate) phrases: Vec<NodeId>,
    /// For each class, the patterns that a word of it calls up.
    pub(crate) called_by: Vec<Vec<PhraseId>>,
    /// The patterns that only mentions call up.
    pub(crate) called_by_mention: Vec<PhraseId>,
}

impl PhraseSetBuilder {
    /// Defines the shared vocabularies; each may name others, in any order.
    ///
    /// # Errors
    /// The name of the vocabulary with what is wrong in it.
    pub(crate) fn define(
        &mut self,
        vocabularies: &FxHashMap<String, Vec<String>>,
    ) -> Result<(), (String, CompileError)> {
        let mut names: Vec<_> = vocabularies.keys().collect();
        names.sort_unstable();
        for name in names {
            self.define_one(name, vocabularies, &mut Vec::new())?;
        }
        Ok(())
    }

    fn define_one(
        &mut self,
        name: &str,
        vocabularies: &FxHashMap<String, Vec<String>>,
        open: &mut Vec<String>,
    ) -> Result<(), (String, CompileError)> {
        if self.vocabularies.contains_key(name) {
            return Ok(());
        }
        let at_fault = |error| (name.to_owned(), error);
        if open.iter().any(|other| other == name) {
            return Err(at_fault(CompileError::Cycle(name.to_owned())));
        }
        let patterns = vocabularies.get(name);
        let patterns =
            patterns.ok_or_else(|| at_fault(CompileError::UnknownVocabulary(name.to_owned())))?;
        open.push(name.to_owned());
        let mut alternatives = Vec::with_capacity(patterns.len());
        for text in patterns {
            let pattern = Pattern::parse(text).map_err(|error| at_fault(error.into()))?;
            for other in named(&pattern) {
                if !vocabularies.contains_key(other) {
                    return Err(at_fault(CompileError::UnknownVocabulary(other.to_owned())));
                }
                self.define_one(other, vocabularies, open)?;
            }
            alternatives.push(self.sequence(&pattern).map_err(at_fault)?);
        }
        open.pop();
        let node = self.any(alternatives);
        self.vocabularies.insert(name.to_owned(), node);
        Ok(())
    }

    /// Adds a pattern; the same one twice gives the same id.
    pub(crate) fn pattern(&mut self, text: &str) -> Result<PhraseId, CompileError> {
        let node = self.sequence(&Pattern::parse(text)?)?;
        let id = self.phrase(node);
        self.called[id.0 as usize] = true;
        Ok(id)
    }

    /// Every vocabulary defined, by name, as a phrase that no sentence calls up: it costs
    /// nothing until somebody asks where it occurs.
    pub(crate) fn vocabulary_phrases(&mut self) -> Vec<(String, PhraseId)> {
        let defined = self.vocabularies.iter();
        let mut all: Vec<_> = defined.map(|(name, &node)| (name.clone(), node)).collect();
        all.sort_unstable();
        all.into_iter()
            .map(|(name, node)| (name, self.phrase(node)))
            .collect()
    }

    fn phrase(&mut self, node: NodeId) -> PhraseId {
        let fresh = PhraseId(u32::try_from(self.phrases.len()).unwrap_or(u32::MAX));
        let id = *self.phrase_ids.entry(node).or_insert(fresh);
        if id == fresh {
            self.phrases.push(node);
            self.called.push(false);
        }
        id
    }

    fn sequence(&mut self, pattern: &Pattern) -> Result<NodeId, CompileError> {
        let mut steps = Vec::with_capacity(pattern.elements.len());
        for element in &pattern.elements {
            let node = self.atom(&element.atom)?;
            steps.push(Step {
                gap: element.gap,
                node,
                presence: element.presence,
            });
        }
        match steps.as_slice() {
            [only] if only.presence == Presence::Required => Ok(only.node),
            _ => Ok(self.node(Node::Sequence(steps))),
        }
    }

    fn atom(&mut self, atom: &Atom) -> Result<NodeId, CompileError> {
        let word = match atom {
            Atom::Word(word) => WordPattern::Exact(word.clone()),
            Atom::Stem(stem) => WordPattern::Stem(stem.clone()),
            Atom::Sign(symbol) => WordPattern::Sign(*symbol),
            Atom::Number => return Ok(self.node(Node::Word(NUMBER))),
            Atom::Party(party) => return Ok(self.node(Node::Mention(*party))),
            Atom::Vocabulary(name) => {
                let known = self.vocabularies.get(name).copied();
                return known.ok_or_else(|| CompileError::UnknownVocabulary(name.clone()));
            }
            Atom::Alternatives(alternatives) => {
                let nodes: Result<Vec<_>, _> = alternatives
                    .iter()
                    .map(|alternative| self.sequence(alternative))
                    .collect();
                return nodes.map(|nodes| self.any(nodes));
            }
        };
        let class = self.words.class(word);
        Ok(self.node(Node::Word(class)))
    }

    fn any(&mut self, mut alternatives: Vec<NodeId>) -> NodeId {
        alternatives.sort_unstable();
        alternatives.dedup();
        match alternatives.as_slice() {
            [only] => *only,
            _ => self.node(Node::Any(alternatives)),
        }
    }

    fn node(&mut self, node: Node) -> NodeId {
        if let Some(&id) = self.ids.get(&node) {
            return id;
        }
        let id = NodeId(u32::try_from(self.nodes.len()).unwrap_or(u32::MAX));
        self.nodes.push(node.clone());
        self.ids.insert(node, id);
        id
    }

    /// Compiles the set: each pattern is called up by its rarest part.
    pub(crate) fn build(self) -> PhraseSet {
        let class_count = self.words.class_count();
        let weights = class_weights(&self.nodes, class_count);
        let triggers = triggers(&self.nodes, &weights);
        let mut called_by = vec![Vec::new(); class_count];
        let mut called_by_mention = Vec::new();
        for (place, &node) in self.phrases.iter().enumerate() {
            if !self.called[place] {
                continue;
            }
            let phrase = PhraseId(u32::try_from(place).unwrap_or(u32::MAX));
            match &triggers[node.0 as usize].0 {
                Trigger::Mention => called_by_mention.push(phrase),
                Trigger::Words(classes) => {
                    for class in classes {
                        called_by[class.0 as usize].push(phrase);
                    }
                }
            }
        }
        let choices = self.nodes.iter();
        let choices = choices.map(|node| choice(&self.nodes, &weights, node));
        PhraseSet {
            words: self.words.build(),
            class_count,
            choices: choices.collect(),
            nodes: self.nodes,
            phrases: self.phrases,
            called_by,
            called_by_mention,
        }
    }
}

fn named(pattern: &Pattern) -> Vec<&str> {
    let mut names = Vec::new();
    for element in &pattern.elements {
        match &element.atom {
            Atom::Vocabulary(name) => names.push(name.as_str()),
            Atom::Alternatives(alternatives) => names.extend(alternatives.iter().flat_map(named)),
            _ => {}
        }
    }
    names
}

/// How common a class is taken to be: in how many parts it is used. A word that many rules need
/// is common in the text they are about.
fn class_weights(nodes: &[Node], class_count: usize) -> Vec<u32> {
    let mut weights = vec![1; class_count];
    let class_of = |id: NodeId| match nodes[id.0 as usize] {
        Node::Word(class) => Some(class),
        _ => None,
    };
    for node in nodes {
        let used: Vec<ClassId> = match node {
            Node::Word(_) | Node::Mention(_) => continue,
            Node::Any(alternatives) => alternatives.iter().filter_map(|&id| class_of(id)).collect(),
            Node::Sequence(steps) => steps
                .iter()
                .filter_map(|step| class_of(step.node))
                .collect(),
        };
        for class in used {
            weights[class.0 as usize] += 1;
        }
    }
    weights[NUMBER.0 as usize] += 50;
    weights
}

fn choice(nodes: &[Node], weights: &[u32], node: &Node) -> Choice {
    let mut choice = Choice::default();
    let Node::Any(alternatives) = node else {
        return choice;
    };
    for &alternative in alternatives {
        match &nodes[alternative.0 as usize] {
            Node::Word(class) => choice.words.push(*class),
            _ => choice
                .others
                .push((needed(nodes, weights, alternative), alternative)),
        }
    }
    choice
}

/// The rarest word without which a part does not occur; none where no word is.
fn needed(nodes: &[Node], weights: &[u32], id: NodeId) -> Option<ClassId> {
    match &nodes[id.0 as usize] {
        Node::Word(class) => Some(*class),
        Node::Mention(_) | Node::Any(_) => None,
        Node::Sequence(steps) => {
            let required = steps
                .iter()
                .filter(|step| step.presence == Presence::Required);
            let classes = required.filter_map(|step| needed(nodes, weights, step.node));
            classes.min_by_key(|class| weights[class.0 as usize])
        }
    }
}

/// What calls each part up, with its weight: the lighter the rarer. A part comes after those it
/// is made of, so that each is looked at once.
fn triggers(nodes: &[Node], weights: &[u32]) -> Vec<(Trigger, u32)> {
    let mut known: Vec<(Trigger, u32)> = Vec::with_capacity(nodes.len());
    for node in nodes {
        known.push(trigger(node, weights, &known));
    }
    known
}

fn trigger(node: &Node, weights: &[u32], known: &[(Trigger, u32)]) -> (Trigger, u32) {
    const MENTION_WEIGHT: u32 = 1_000_000;
    match node {
        Node::Word(class) => (Trigger::Words(vec![*class]), weights[class.0 as usize]),
        Node::Mention(_) => (Trigger::Mention, MENTION_WEIGHT),
        Node::Any(alternatives) => {
            let mut classes = Vec::new();
            let mut sum = 0_u32;
            for alternative in alternatives {
                match &known[alternative.0 as usize] {
                    (Trigger::Mention, weight) => return (Trigger::Mention, *weight),
                    (Trigger::Words(more), weight) => {
                        classes.extend(more);
                        sum = sum.saturating_add(*weight);
                    }
                }
            }
            classes.sort_unstable();
            classes.dedup();
            (Trigger::Words(classes), sum)
        }
        Node::Sequence(steps) => {
            let required = steps
                .iter()
                .filter(|step| step.presence == Presence::Required);
            let triggers = required.map(|step| &known[step.node.0 as usize]);
            triggers
                .min_by_key(|(_, weight)| *weight)
                .cloned()
                .unwrap_or((Trigger::Mention, MENTION_WEIGHT))
        }
    }
}

/// What phrases stand for, looked up by phrase: several entries may share one.
#[derive(Debug, Clone)]
pub(crate) struct PhraseTable<T> {
    entries: Vec<(PhraseId, T)>,
    /// For each phrase up to the last that has entries, where its entries start.
    starts: Vec<u32>,
}

impl<T> PhraseTable<T> {
    /// A table of these entries; the order of those that share a phrase is kept.
    pub(crate) fn new(mut entries: Vec<(PhraseId, T)>) -> Self {
        entries.sort_by_key(|(phrase, _)| *phrase);
        let phrases = entries
            .last()
            .map_or(0, |(phrase, _)| phrase.0 as usize + 1);
        let mut starts = Vec::with_capacity(phrases + 1);
        let mut at = 0;
        for phrase in 0..=phrases {
            while entries
                .get(at)
                .is_some_and(|(id, _)| (id.0 as usize) < phrase)
            {
                at += 1;
            }
            starts.push(u32::try_from(at).unwrap_or(u32::MAX));
        }
        Self { entries, starts }
    }

    /// The entries of a phrase.
    pub(crate) fn of(&self, phrase: PhraseId) -> &[(PhraseId, T)] {
        let place = phrase.0 as usize;
        match (self.starts.get(place), self.starts.get(place + 1)) {
            (Some(&start), Some(&end)) => &self.entries[start as usize..end as usize],
            _ => &[],
        }
    }

    /// All entries of the phrases called up, in the order of the phrases.
    pub(crate) fn among<'t>(
        &'t self,
        candidates: &'t [PhraseId],
    ) -> impl Iterator<Item = &'t (PhraseId, T)> {
        candidates.iter().flat_map(|&phrase| self.of(phrase))
    }
}
