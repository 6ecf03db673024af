//! What was read in sentences of one document, for the next version of it.
//!
//! What is read in a sentence depends on its words, on the lead-ins read with it, on the headings
//! and sentences before it that a rule may ask for, on the parties of the document, and on whom
//! the sentence before spoke of last. Where all of these are the same, so is what is read, given
//! in words of the sentence and not in places of the document. Nothing less would be sound: "you"
//! in the same words is another party under other definitions.

use std::hash::{DefaultHasher, Hash, Hasher};

use rustc_hash::FxHashMap;

use super::sentence::{Input, Reading};
use super::{Analysis, Analyzer};
use crate::document::Document;
use crate::norm::Parties;
use crate::norm::reader::Carry;
use crate::text::Language;

/// Reads versions of one document, one after the other: a sentence that the version before had
/// under the same headings, lead-ins and parties is not read again.
///
/// What is found is the same as with [`Analyzer::analyze`].
#[derive(Debug)]
pub struct Successive<'a> {
    analyzer: &'a Analyzer,
    memory: Memory<'a>,
}

impl<'a> Successive<'a> {
    pub(super) fn new(analyzer: &'a Analyzer) -> Self {
        Self {
            analyzer,
            memory: Memory::default(),
        }
    }

    /// Reads the next version. `service` is the name of its platform, where that is known.
    #[must_use]
    pub fn analyze(&mut self, document: &Document, service: Option<&str>) -> Analysis {
        self.memory.turn();
        self.analyzer
            .analyze_with(&mut self.memory, document, service)
    }
}

/// Readings of sentences, by all that they depend on: those of this document and of the one before.
#[derive(Debug, Default)]
pub(super) struct Memory<'a> {
    now: FxHashMap<Key, Remembered<'a>>,
    before: FxHashMap<Key, Remembered<'a>>,
}

/// A hash of 128 bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Key([u64; 2]);

/// What was read, and whom the sentence left to the next one.
#[derive(Debug, Clone)]
pub(super) struct Remembered<'a> {
    pub(super) reading: Reading<'a>,
    pub(super) carry: Carry,
}

impl<'a> Memory<'a> {
    /// Begins the next document: what the one before the last had is forgotten.
    fn turn(&mut self) {
        self.before = std::mem::take(&mut self.now);
    }

    pub(super) fn recall(&mut self, key: Key) -> Option<Remembered<'a>> {
        if let Some(found) = self.before.remove(&key) {
            self.now.insert(key, found);
        }
        self.now.get(&key).cloned()
    }

    pub(super) fn keep(&mut self, key: Key, reading: Reading<'a>, carry: Carry) {
        self.now.insert(key, Remembered { reading, carry });
    }
}

impl Key {
    /// The key of a sentence.
    pub(super) fn of(language: Language, parties: Key, carry: Carry, input: Input<'_>) -> Self {
        let text = |range: &std::ops::Range<usize>| &input.text[range.clone()];
        Self::by(|hasher| {
            (language, parties, carry.last_subject).hash(hasher);
            text(input.sentence).hash(hasher);
            for ranges in [input.lead_in, input.context] {
                ranges.len().hash(hasher);
                ranges.iter().for_each(|range| text(range).hash(hasher));
            }
        })
    }

    /// The key of the parties of a document.
    pub(super) fn of_parties(parties: &Parties) -> Self {
        Self::by(|hasher| parties.hash(hasher))
    }

    fn by(feed: impl Fn(&mut DefaultHasher)) -> Self {
        Self([0u8, 1].map(|half| {
            let mut hasher = DefaultHasher::new();
            half.hash(&mut hasher);
            feed(&mut hasher);
            hasher.finish()
        }))
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::Analyzer;
    use crate::document::Document;

    /// Texts of the corpus, and versions of each: a paragraph gone, one moved, another name for
    /// the worker, another heading.
    fn versions() -> Vec<String> {
        let corpus = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("corpus");
        let mut versions = Vec::new();
        let mut folders: Vec<_> = std::fs::read_dir(corpus).expect("the corpus").collect();
        folders.sort_by_key(|entry| entry.as_ref().map(std::fs::DirEntry::path).ok());
        for folder in folders
            .into_iter()
            .flatten()
            .filter(|entry| entry.path().is_dir())
        {
            for file in std::fs::read_dir(folder.path())
                .expect("a folder")
                .flatten()
            {
                if file
                    .path()
                    .extension()
                    .is_none_or(|extension| extension != "md")
                {
                    continue;
                }
                let text = std::fs::read_to_string(file.path()).expect("UTF-8");
                let mut parts: Vec<&str> = text.split("\n\n").collect();
                let moved = parts.remove(parts.len() / 2);
                let without = parts.join("\n\n");
                parts.insert(parts.len() / 3, moved);
                let renamed = text
                    .replace("Tasker", "Client")
                    .replace("Prestataire", "Client");
                let headed = text.replace("\n## ", "\n## Client ").replace(":\n", ".\n");
                versions.extend([
                    text.clone(),
                    without,
                    parts.join("\n\n"),
                    renamed,
                    headed,
                    text,
                ]);
            }
        }
        versions
    }

    #[test]
    fn what_is_recalled_is_what_would_be_read() {
        let analyzer = Analyzer::builtin().expect("the lexicon loads");
        let mut successive = analyzer.successive();
        let mut findings = 0;
        for text in versions() {
            let document = Document::read("terms.md", text.as_bytes()).expect("reads");
            let analysis = analyzer.analyze(&document, Some("Fourmilia"));
            findings += analysis.findings.len();
            assert_eq!(successive.analyze(&document, Some("Fourmilia")), analysis);
        }
        assert!(findings > 500, "{findings}");
    }
}
