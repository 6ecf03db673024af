//! Finds the patterns of a set in a sentence.

use super::Party;
use super::pattern::Presence;
use super::set::{Choice, Node, NodeId, PhraseId, PhraseSet, Step};
use crate::text::vocabulary::ClassId;
use crate::text::words::Word;

/// Where a pattern was found: words `start..end` of the sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Occurrence {
    /// The first word.
    pub start: u16,
    /// The word after the last.
    pub end: u16,
}

impl Occurrence {
    /// Whether the two share a word.
    pub(crate) fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// How many words it spans.
    pub(crate) fn len(self) -> u16 {
        self.end - self.start
    }
}

/// The most words of a sentence that are looked at; a longer one is cut by the caller.
pub(crate) const LONGEST_SENTENCE: usize = 1_000;

/// How many occurrences of one part are kept in a sentence: a bound against hostile text, far
/// above what any real sentence holds.
const MOST_OCCURRENCES: usize = 512;

/// The memory of a search, used again from sentence to sentence.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    generation: u32,
    /// The classes that this sentence holds words of.
    present: Classes,
    /// For each of these classes, the words of it in this sentence.
    positions: Vec<Vec<u16>>,
    /// For each part, where it occurs in this sentence, once it was asked.
    memo: Vec<Stamped<Vec<Occurrence>>>,
    /// For each pattern, whether it was called up.
    called: Vec<u32>,
    touched: Vec<u32>,
    candidates: Vec<PhraseId>,
}

/// A set of classes, a bit for each: small enough to stay near while a sentence is searched.
#[derive(Debug, Default)]
struct Classes(Vec<u64>);

impl Classes {
    /// Empties the set and makes room for so many classes.
    fn reset(&mut self, count: usize) {
        self.0.clear();
        self.0.resize(count.div_ceil(64), 0);
    }

    /// Adds a class; whether it is new.
    fn add(&mut self, class: ClassId) -> bool {
        let (place, bit) = (class.0 as usize / 64, 1 << (class.0 % 64));
        let new = self.0[place] & bit == 0;
        self.0[place] |= bit;
        new
    }

    fn holds(&self, class: ClassId) -> bool {
        self.0[class.0 as usize / 64] >> (class.0 % 64) & 1 == 1
    }
}

/// The occurrence of a word.
fn word(&at: &u16) -> Occurrence {
    Occurrence {
        start: at,
        end: at + 1,
    }
}

/// A value that counts only in the generation it was set in.
#[derive(Debug, Default, Clone)]
struct Stamped<T> {
    generation: u32,
    value: T,
}

/// A sentence under search: its words, the mentions of parties in it, and the patterns called up.
pub(crate) struct Search<'a> {
    set: &'a PhraseSet,
    scratch: &'a mut Scratch,
}

/// The mentions of each party in a sentence, as the matcher wants them.
#[derive(Debug, Default, Clone)]
pub(crate) struct Mentions {
    occurrences: [Vec<Occurrence>; 4],
}

impl Mentions {
    /// Adds a mention; they come in ascending order.
    pub(crate) fn push(&mut self, party: Party, occurrence: Occurrence) {
        self.occurrences[party as usize].push(occurrence);
    }

    /// Forgets all mentions.
    pub(crate) fn clear(&mut self) {
        self.occurrences.iter_mut().for_each(Vec::clear);
    }

    /// The mentions of a party.
    pub(crate) fn of(&self, party: Party) -> &[Occurrence] {
        &self.occurrences[party as usize]
    }
}

impl<'a> Search<'a> {
    /// Begins a search in a sentence of at most [`LONGEST_SENTENCE`] words.
    pub(crate) fn new(set: &'a PhraseSet, words: &[Word], scratch: &'a mut Scratch) -> Self {
        scratch.begin(set);
        for (place, word) in words.iter().enumerate().take(LONGEST_SENTENCE) {
            let place = u16::try_from(place).unwrap_or(u16::MAX);
            for class in set.words.classes(word.set) {
                let slot = &mut scratch.positions[class.0 as usize];
                if scratch.present.add(*class) {
                    slot.clear();
                    scratch.touched.push(class.0);
                }
                slot.push(place);
            }
        }
        Self { set, scratch }
    }

    /// The patterns that some word calls up, ascending. They may still not match.
    pub(crate) fn candidates(&mut self) -> Vec<PhraseId> {
        let Scratch {
            generation,
            called,
            touched,
            candidates,
            ..
        } = &mut *self.scratch;
        candidates.clear();
        candidates.extend(&self.set.called_by_mention);
        for &class in &*touched {
            for &phrase in &self.set.called_by[class as usize] {
                let stamp = &mut called[phrase.0 as usize];
                if *stamp != *generation {
                    *stamp = *generation;
                    candidates.push(phrase);
                }
            }
        }
        candidates.sort_unstable();
        std::mem::take(candidates)
    }

    /// Gives back the list that [`Search::candidates`] handed out, so that it is used again.
    pub(crate) fn recycle(&mut self, candidates: Vec<PhraseId>) {
        self.scratch.candidates = candidates;
    }

    /// Where a pattern occurs, ascending, without repeats.
    pub(crate) fn occurrences(&mut self, phrase: PhraseId, mentions: &Mentions) -> &[Occurrence] {
        let node = self.set.phrases[phrase.0 as usize];
        self.fill(node, mentions);
        &self.scratch.memo[node.0 as usize].value
    }

    /// Makes sure that the memo of a part is of this sentence.
    fn fill(&mut self, id: NodeId, mentions: &Mentions) {
        let place = id.0 as usize;
        if self.scratch.memo[place].generation == self.scratch.generation {
            return;
        }
        let mut found = std::mem::take(&mut self.scratch.memo[place].value);
        found.clear();
        let set = self.set;
        match &set.nodes[place] {
            Node::Word(class) => {
                if self.scratch.present.holds(*class) {
                    found.extend(self.scratch.positions[class.0 as usize].iter().map(word));
                }
            }
            Node::Mention(party) => found.extend(mentions.of(*party)),
            Node::Any(_) => self.choose(&set.choices[place], mentions, &mut found),
            Node::Sequence(steps) => self.walk(steps, mentions, &mut found),
        }
        if found.len() > 1 {
            found.sort_unstable();
            found.dedup();
            found.truncate(MOST_OCCURRENCES);
        }
        self.scratch.memo[place] = Stamped {
            generation: self.scratch.generation,
            value: found,
        };
    }

    /// The occurrences of all alternatives; those that need a word which the sentence does not
    /// hold are passed over without a search.
    fn choose(&mut self, choice: &Choice, mentions: &Mentions, found: &mut Vec<Occurrence>) {
        for &class in &choice.words {
            if self.scratch.present.holds(class) {
                found.extend(self.scratch.positions[class.0 as usize].iter().map(word));
            }
        }
        for &(needed, alternative) in &choice.others {
            if needed.is_none_or(|class| self.scratch.present.holds(class)) {
                self.fill(alternative, mentions);
                found.extend(&self.scratch.memo[alternative.0 as usize].value);
            }
        }
    }

    /// Whether the sentence holds every word that is a part of a sequence by itself.
    fn holds_words_of(&self, steps: &[Step]) -> bool {
        steps
            .iter()
            .all(|step| match self.set.nodes[step.node.0 as usize] {
                Node::Word(class) => {
                    step.presence == Presence::Optional || self.scratch.present.holds(class)
                }
                _ => true,
            })
    }

    /// The ordered walk over the parts of a sequence.
    fn walk(&mut self, steps: &[Step], mentions: &Mentions, found: &mut Vec<Occurrence>) {
        if !self.holds_words_of(steps) {
            return;
        }
        for step in steps
            .iter()
            .filter(|step| step.presence == Presence::Required)
        {
            self.fill(step.node, mentions);
            if self.scratch.memo[step.node.0 as usize].value.is_empty() {
                return;
            }
        }
        let mut partial: Vec<Partial> = Vec::new();
        for (place, step) in steps.iter().enumerate() {
            self.fill(step.node, mentions);
            let here = &self.scratch.memo[step.node.0 as usize].value;
            let skipped = match step.presence {
                Presence::Required => Vec::new(),
                Presence::Optional => skip(&partial, *step),
            };
            // A sequence may also begin here, where all before was optional.
            let may_begin = steps[..place]
                .iter()
                .all(|step| step.presence == Presence::Optional);
            let mut next = extend(&partial, here, step.gap);
            if may_begin {
                next.extend(here.iter().map(|&o| Partial {
                    start: o.start,
                    end: o.end,
                    slack: 0,
                }));
            }
            next.extend(skipped);
            next.sort_unstable();
            next.dedup();
            next.truncate(MOST_OCCURRENCES);
            partial = next;
        }
        found.extend(partial.iter().map(|p| Occurrence {
            start: p.start,
            end: p.end,
        }));
    }
}

/// A beginning of a sequence: words `start..end`, and the gap that skipped parts leave.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Partial {
    start: u16,
    end: u16,
    slack: u8,
}

fn skip(partial: &[Partial], step: Step) -> Vec<Partial> {
    let slack = |p: &Partial| Partial {
        slack: p.slack.saturating_add(step.gap),
        ..*p
    };
    partial.iter().map(slack).collect()
}

/// `here` is ascending by start, so that each beginning looks at a short run of it.
fn extend(partial: &[Partial], here: &[Occurrence], gap: u8) -> Vec<Partial> {
    let mut next = Vec::new();
    for p in partial {
        let reach = p
            .end
            .saturating_add(u16::from(gap))
            .saturating_add(u16::from(p.slack));
        let first = here.partition_point(|o| o.start < p.end);
        let within = here[first..].iter().take_while(|o| o.start <= reach);
        next.extend(within.map(|o| Partial {
            start: p.start,
            end: o.end,
            slack: 0,
        }));
    }
    next
}

impl Scratch {
    fn begin(&mut self, set: &PhraseSet) {
        if self.generation == u32::MAX {
            *self = Self::default();
        }
        self.generation += 1;
        self.touched.clear();
        self.present.reset(set.class_count);
        if self.positions.len() < set.class_count {
            self.positions.resize(set.class_count, Vec::new());
        }
        if self.memo.len() < set.nodes.len() {
            self.memo.resize(set.nodes.len(), Stamped::default());
        }
        if self.called.len() < set.phrases.len() {
            self.called.resize(set.phrases.len(), 0);
        }
    }
}
