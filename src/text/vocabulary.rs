//! A vocabulary: the words and stems that some phrase asks for, as a trie over folded letters.
//!
//! One walk along a word gives the set of classes it belongs to: the word itself, and every
//! stem that it begins with.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// A class of words: one literal word, or all words with one stem.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct ClassId(pub(crate) u32);

/// A set of classes, by its place in the vocabulary.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct SetId(u32);

/// The class of every word that begins with a digit.
pub(crate) const NUMBER: ClassId = ClassId(0);

const SYMBOLS: usize = 37;
const ROOT: u32 = 0;
const OFF: u32 = u32::MAX;

/// What a pattern asks for in one word.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum WordPattern {
    /// This word, folded.
    Exact(String),
    /// Any word that begins so, folded.
    Stem(String),
    /// A currency or per cent sign, as its symbol.
    Sign(u8),
}

/// Collects words and stems; the same one twice gives the same class.
#[derive(Debug, Default)]
pub(crate) struct VocabularyBuilder {
    classes: FxHashMap<WordPattern, ClassId>,
}

impl VocabularyBuilder {
    /// The class of a word pattern.
    pub(crate) fn class(&mut self, pattern: WordPattern) -> ClassId {
        // 0 is NUMBER.
        let next = ClassId(u32::try_from(self.classes.len() + 1).unwrap_or(u32::MAX));
        *self.classes.entry(pattern).or_insert(next)
    }

    /// How many classes there are, [`NUMBER`] included.
    pub(crate) fn class_count(&self) -> usize {
        self.classes.len() + 1
    }

    /// The finished vocabulary.
    pub(crate) fn build(self) -> Vocabulary {
        let mut nodes = vec![Node::default()];
        let mut signs = FxHashMap::default();
        let mut entries: Vec<_> = self.classes.into_iter().collect();
        entries.sort_by_key(|&(_, class)| class);
        for (pattern, class) in entries {
            match pattern {
                WordPattern::Exact(word) => insert(&mut nodes, &word).exact.push(class),
                WordPattern::Stem(stem) => insert(&mut nodes, &stem).stems.push(class),
                WordPattern::Sign(symbol) => {
                    signs.insert(symbol, class);
                }
            }
        }
        finish(&nodes, &signs)
    }
}

#[derive(Default)]
struct Node {
    next: FxHashMap<u8, u32>,
    exact: Vec<ClassId>,
    stems: Vec<ClassId>,
}

fn insert<'a>(nodes: &'a mut Vec<Node>, word: &str) -> &'a mut Node {
    let mut at = ROOT as usize;
    for symbol in word.bytes() {
        let fresh = u32::try_from(nodes.len()).unwrap_or(OFF);
        let next = *nodes[at].next.entry(symbol).or_insert(fresh);
        if next == fresh {
            nodes.push(Node::default());
        }
        at = next as usize;
    }
    &mut nodes[at]
}

fn finish(nodes: &[Node], signs: &FxHashMap<u8, ClassId>) -> Vocabulary {
    let mut sets = Sets::default();
    let empty = sets.intern(&[]);
    let mut vocabulary = Vocabulary {
        next: vec![OFF; nodes.len() * SYMBOLS],
        at_end: vec![empty; nodes.len()],
        beyond: vec![empty; nodes.len()],
        at_end_number: vec![empty; nodes.len()],
        beyond_number: vec![empty; nodes.len()],
        signs: [empty; 128],
        slices: Vec::new(),
        members: Vec::new(),
    };
    let mut pending = vec![(ROOT as usize, Vec::new())];
    while let Some((at, inherited)) = pending.pop() {
        let node = &nodes[at];
        let mut stems: Vec<ClassId> = inherited;
        stems.extend(&node.stems);
        let mut all = stems.clone();
        all.extend(&node.exact);
        vocabulary.beyond[at] = sets.intern(&stems);
        vocabulary.at_end[at] = sets.intern(&all);
        vocabulary.beyond_number[at] = sets.intern_with_number(&stems);
        vocabulary.at_end_number[at] = sets.intern_with_number(&all);
        for (&symbol, &child) in &node.next {
            vocabulary.next[at * SYMBOLS + slot(symbol)] = child;
            pending.push((child as usize, stems.clone()));
        }
    }
    for (&symbol, &class) in signs {
        vocabulary.signs[usize::from(symbol & 0x7f)] = sets.intern(&[class]);
    }
    vocabulary.slices = sets.slices;
    vocabulary.members = sets.members;
    vocabulary
}

#[derive(Default)]
struct Sets {
    ids: FxHashMap<Vec<ClassId>, SetId>,
    slices: Vec<(u32, u32)>,
    members: Vec<ClassId>,
}

impl Sets {
    fn intern(&mut self, classes: &[ClassId]) -> SetId {
        let mut sorted = classes.to_vec();
        sorted.sort_unstable();
        sorted.dedup();
        if let Some(&id) = self.ids.get(&sorted) {
            return id;
        }
        let id = SetId(u32::try_from(self.slices.len()).unwrap_or(OFF));
        let start = u32::try_from(self.members.len()).unwrap_or(OFF);
        self.members.extend(&sorted);
        self.slices
            .push((start, start + u32::try_from(sorted.len()).unwrap_or(0)));
        self.ids.insert(sorted, id);
        id
    }

    fn intern_with_number(&mut self, classes: &[ClassId]) -> SetId {
        let mut with = classes.to_vec();
        with.push(NUMBER);
        self.intern(&with)
    }
}

/// The words and stems of a set of phrases.
#[derive(Debug)]
pub(crate) struct Vocabulary {
    /// `next[node * SYMBOLS + symbol]`, [`OFF`] where the trie ends.
    next: Vec<u32>,
    /// The classes of a word that ends at the node.
    at_end: Vec<SetId>,
    /// The classes of a word that goes on where the trie does not.
    beyond: Vec<SetId>,
    at_end_number: Vec<SetId>,
    beyond_number: Vec<SetId>,
    signs: [SetId; 128],
    slices: Vec<(u32, u32)>,
    members: Vec<ClassId>,
}

impl Vocabulary {
    /// A vocabulary without words.
    pub(crate) fn empty() -> &'static Self {
        static EMPTY: LazyLock<Vocabulary> = LazyLock::new(|| VocabularyBuilder::default().build());
        &EMPTY
    }

    /// Begins a walk along a word.
    pub(crate) fn walk(&self) -> Walk<'_> {
        Walk {
            vocabulary: self,
            node: ROOT,
            fell_off: false,
        }
    }

    /// The set of a currency or per cent sign.
    pub(crate) fn sign(&self, symbol: u8) -> SetId {
        self.signs[usize::from(symbol & 0x7f)]
    }

    /// The classes in a set, ascending.
    pub(crate) fn classes(&self, set: SetId) -> &[ClassId] {
        let (start, end) = self.slices[set.0 as usize];
        &self.members[start as usize..end as usize]
    }
}

/// A walk along a word, symbol by symbol.
pub(crate) struct Walk<'a> {
    vocabulary: &'a Vocabulary,
    node: u32,
    fell_off: bool,
}

impl Walk<'_> {
    /// Takes the next symbol of the word.
    pub(crate) fn step(&mut self, symbol: u8) {
        if self.fell_off {
            return;
        }
        let next = self.vocabulary.next[self.node as usize * SYMBOLS + slot(symbol)];
        if next == OFF {
            self.fell_off = true;
        } else {
            self.node = next;
        }
    }

    /// The set of the word that ends here.
    pub(crate) fn finish(self, starts_with_digit: bool) -> SetId {
        let Vocabulary {
            at_end,
            beyond,
            at_end_number,
            beyond_number,
            ..
        } = self.vocabulary;
        let table = match (self.fell_off, starts_with_digit) {
            (false, false) => at_end,
            (true, false) => beyond,
            (false, true) => at_end_number,
            (true, true) => beyond_number,
        };
        table[self.node as usize]
    }
}

fn slot(symbol: u8) -> usize {
    match symbol {
        b'a'..=b'z' => usize::from(symbol - b'a'),
        b'0'..=b'9' => usize::from(symbol - b'0') + 26,
        _ => SYMBOLS - 1,
    }
}
