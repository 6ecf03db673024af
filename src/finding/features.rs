//! What a sentence holds that a table of weights can weigh, in the words of the table.

use std::collections::BTreeSet;
use std::ops::Range;

use super::sentence::{Input, Reading, SentenceReader};
use crate::lexicon::weights::{LONGEST_GRAM, NormFeature, PLACEHOLDERS, Token};
use crate::phrase::Search;
use crate::text::words::folded;

/// A sentence with the features it holds.
#[derive(Debug, Clone)]
pub(crate) struct SentenceFeatures {
    /// The sentence, as a byte range in the text of the document.
    pub(crate) sentence: Range<usize>,
    /// How many words it has, each mention as one.
    pub(crate) words: usize,
    /// Its features, each once.
    pub(crate) features: BTreeSet<String>,
}

/// The longest word that a feature may hold, in letters.
const LONGEST_WORD: usize = 20;

/// The most words of a sentence that are looked at when tables are fitted.
const MOST_WORDS: usize = 200;

impl SentenceReader<'_> {
    /// The features of the sentence last read.
    pub(super) fn features(&mut self, input: Input<'_>, reading: &Reading<'_>) -> SentenceFeatures {
        let tokens = self.tokens(input.text);
        let mut features = BTreeSet::new();
        for length in 1..=LONGEST_GRAM {
            for gram in tokens.windows(length) {
                if gram.iter().all(|word| !word.is_empty()) {
                    features.insert(gram.join(" "));
                }
            }
        }
        self.add_concepts(&mut features);
        for norm in &reading.norms {
            for action in [None, Some(norm.action)] {
                let norm = NormFeature {
                    modality: norm.modality,
                    action,
                    bearer: norm.bearer,
                };
                features.insert(norm.to_string());
            }
        }
        SentenceFeatures {
            sentence: input.sentence.clone(),
            words: tokens.len(),
            features,
        }
    }

    /// The words as features write them; empty for one that no feature can hold.
    fn tokens(&self, text: &str) -> Vec<String> {
        let written = |token: Token| {
            let of = PLACEHOLDERS.iter().find(|(_, other)| *other == token);
            of.map_or_else(String::new, |(name, _)| (*name).to_owned())
        };
        let mut mentions = self.mentions().iter().peekable();
        let mut tokens = Vec::new();
        let mut place = 0;
        while let Some(word) = self.words.get(place).filter(|_| tokens.len() < MOST_WORDS) {
            if let Some(mention) = mentions.next_if(|m| usize::from(m.words.start) == place) {
                tokens.push(written(Token::of(mention.party)));
                place = usize::from(mention.words.end).max(place + 1);
                continue;
            }
            place += 1;
            if self.lexicon.phrases.is_number(word) {
                tokens.push(written(Token::NUMBER));
                continue;
            }
            let quoted = text.get(word.start as usize..word.end as usize);
            let word = quoted.map(folded).unwrap_or_default();
            let plain = word
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
            tokens.push(if plain && word.len() <= LONGEST_WORD {
                word
            } else {
                String::new()
            });
        }
        tokens
    }

    /// The vocabularies that occur.
    fn add_concepts(&mut self, features: &mut BTreeSet<String>) {
        let (lexicon, words) = (self.lexicon, std::mem::take(&mut self.words));
        let (scratch, mentions) = self.for_search();
        let mut search = Search::new(&lexicon.phrases, &words, scratch);
        for (name, phrase) in &lexicon.vocabularies {
            if !search.occurrences(*phrase, mentions).is_empty() {
                features.insert(format!("{{{name}}}"));
            }
        }
        self.words = words;
    }
}
