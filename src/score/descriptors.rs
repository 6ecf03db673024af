//! Length and readability: printed beside the scores, never part of them (METHOD, section 4).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::family::count;
use crate::clause::{Clause, ClauseRole};
use crate::document::Document;
use crate::finding::Analysis;
use crate::text::Language;

/// How long a document is and how hard to read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Descriptors {
    /// Words of the visible text, navigation left out.
    pub words: usize,
    /// Provisions: clauses that are neither headings nor navigation.
    pub clauses: usize,
    /// Sentences of the provisions.
    pub sentences: usize,
    /// How easy the provisions in the main language are to read; none for other languages than English and French.
    pub readability: Option<Readability>,
}

/// A readability score: 100 is very easy, 30 and less very hard; it can leave 0 to 100.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Readability {
    /// The formula.
    pub formula: ReadabilityFormula,
    /// Its value.
    pub score: f64,
}

/// The formula of readability that fits a language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ReadabilityFormula {
    /// English: 206.835 − 1.015 · words/sentences − 84.6 · syllables/words (Flesch 1948).
    Flesch,
    /// French: 207 − 1.015 · words/sentences − 73.6 · syllables/words (Kandel and Moles 1958).
    KandelMoles,
}

impl ReadabilityFormula {
    /// The formula for a language, where there is one.
    #[must_use]
    pub fn for_language(language: Language) -> Option<Self> {
        match language {
            Language::En => Some(Self::Flesch),
            Language::Fr => Some(Self::KandelMoles),
            _ => None,
        }
    }

    /// Its value for counts of sentences, words and syllables; none without words or sentences.
    #[must_use]
    pub fn score(self, sentences: usize, words: usize, syllables: usize) -> Option<f64> {
        if sentences == 0 || words == 0 {
            return None;
        }
        let length = count(words) / count(sentences);
        let weight = count(syllables) / count(words);
        Some(match self {
            Self::Flesch => 206.835 - 1.015 * length - 84.6 * weight,
            Self::KandelMoles => 207.0 - 1.015 * length - 73.6 * weight,
        })
    }

    fn syllables(self, word: &str) -> usize {
        match self {
            Self::Flesch => syllables_en(word),
            Self::KandelMoles => syllables_fr(word),
        }
    }
}

impl Descriptors {
    /// Counts the words, clauses and sentences of one document.
    #[must_use]
    pub fn of(document: &Document, analysis: &Analysis) -> Self {
        let text = |range: &std::ops::Range<usize>| document.text.get(range.clone()).unwrap_or("");
        let clauses = &analysis.clauses.clauses;
        let seen = clauses
            .iter()
            .filter(|clause| clause.role != ClauseRole::Navigation);
        let provisions = || clauses.iter().filter(|clause| is_provision(clause));
        Self {
            words: seen.map(|clause| words(text(&clause.text)).count()).sum(),
            clauses: provisions().count(),
            sentences: provisions().map(|clause| clause.sentences.len()).sum(),
            readability: readability(document, analysis),
        }
    }
}

fn readability(document: &Document, analysis: &Analysis) -> Option<Readability> {
    let main = main_language(analysis)?;
    let formula = ReadabilityFormula::for_language(main)?;
    let (mut sentences, mut all_words, mut syllables) = (0, 0, 0);
    for (clause, language) in analysis.clauses.clauses.iter().zip(&analysis.languages) {
        if *language != main || !is_provision(clause) {
            continue;
        }
        for sentence in &clause.sentences {
            let before = all_words;
            for word in words(document.text.get(sentence.clone()).unwrap_or("")) {
                all_words += 1;
                syllables += formula.syllables(word);
            }
            sentences += usize::from(all_words > before);
        }
    }
    let score = formula.score(sentences, all_words, syllables)?;
    Some(Readability { formula, score })
}

fn is_provision(clause: &Clause) -> bool {
    !matches!(clause.role, ClauseRole::Heading | ClauseRole::Navigation)
}

/// The language of most of the text, in bytes of clauses; the first met of two alike.
#[must_use]
pub(super) fn main_language(analysis: &Analysis) -> Option<Language> {
    let mut shares: Vec<(Language, usize)> = Vec::new();
    for (clause, language) in analysis.clauses.clauses.iter().zip(&analysis.languages) {
        match shares.iter_mut().find(|(seen, _)| seen == language) {
            Some((_, bytes)) => *bytes += clause.text.len(),
            None => shares.push((*language, clause.text.len())),
        }
    }
    // `max_by_key` would return the last of several.
    let most = shares.iter().map(|(_, bytes)| *bytes).max()?;
    let main = shares.iter().find(|(_, bytes)| *bytes == most)?;
    Some(main.0)
}

/// Runs of letters and digits, an apostrophe or hyphen inside counted with them (`l'accès`, `long-term`).
fn words(text: &str) -> impl Iterator<Item = &str> {
    let parts = text.split(|c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '’' | '-')));
    parts.filter(|part| part.chars().any(char::is_alphanumeric))
}

/// Groups of vowels, a mute final e left out (but not `-le` after a consonant); at least 1.
fn syllables_en(word: &str) -> usize {
    let letters: Vec<char> = word.chars().flat_map(char::to_lowercase).collect();
    let vowel = |c: &char| "aeiouyéèêáàâíóôúü".contains(*c);
    let groups = groups(&letters, vowel, |_| false);
    let mute = match letters.as_slice() {
        [.., a, 'l', 'e'] => vowel(a),
        [.., a, 'e', 'd'] => !vowel(a) && !matches!(a, 't' | 'd'),
        [.., a, 'e', 's'] => !vowel(a) && !"sxzcgh".contains(*a),
        [.., a, 'e'] => !vowel(a),
        _ => false,
    };
    groups
        .saturating_sub(usize::from(mute && groups > 1))
        .max(1)
}

/// Groups of vowels, a vowel after é or under a diaeresis on its own, a mute final e or es left out; at least 1.
fn syllables_fr(word: &str) -> usize {
    let letters: Vec<char> = word.chars().flat_map(char::to_lowercase).collect();
    let vowel = |c: &char| "aeiouyàâäéèêëîïôöùûüœæ".contains(*c);
    let groups = groups(&letters, vowel, |pair| {
        pair[0] == 'é' || "éèêëïü".contains(pair[1])
    });
    let mute = match letters.as_slice() {
        [.., a, 'e'] | [.., a, 'e', 's'] => !vowel(a),
        _ => false,
    };
    groups
        .saturating_sub(usize::from(mute && groups > 1))
        .max(1)
}

/// Groups of neighbouring vowels; `apart` says which two neighbours do not belong together.
fn groups(
    letters: &[char],
    vowel: impl Fn(&char) -> bool,
    apart: impl Fn(&[char]) -> bool,
) -> usize {
    let first = usize::from(letters.first().is_some_and(&vowel));
    let begins = |pair: &&[char]| vowel(&pair[1]) && (!vowel(&pair[0]) || apart(pair));
    first + letters.windows(2).filter(begins).count()
}

#[cfg(test)]
mod tests {
    use super::{ReadabilityFormula, syllables_en, syllables_fr, words};

    #[test]
    fn words_keep_apostrophes_and_hyphens() {
        let found: Vec<_> = words("L’accès – long-term, 2 fois !").collect();
        assert_eq!(found, ["L’accès", "long-term", "2", "fois"]);
    }

    #[test]
    fn counts_syllables() {
        let english = [
            ("the", 1),
            ("table", 2),
            ("platform", 2),
            ("terminated", 4),
            ("fees", 1),
            ("notice", 2),
            ("closed", 1),
            ("services", 3),
            ("24", 1),
        ];
        for (word, expected) in english {
            assert_eq!(syllables_en(word), expected, "{word}");
        }
        let french = [
            ("plateforme", 3),
            ("réalité", 4),
            ("l’accès", 2),
            ("tâches", 1),
            ("travailleur", 3),
            ("créer", 2),
            ("le", 1),
        ];
        for (word, expected) in french {
            assert_eq!(syllables_fr(word), expected, "{word}");
        }
    }

    #[test]
    fn the_formulas_are_as_published() {
        // 100 words in 5 sentences with 150 syllables.
        let flesch = ReadabilityFormula::Flesch.score(5, 100, 150);
        assert!((flesch.expect("a score") - (206.835 - 20.3 - 126.9)).abs() < 1e-9);
        let kandel_moles = ReadabilityFormula::KandelMoles.score(5, 100, 150);
        assert!((kandel_moles.expect("a score") - (207.0 - 20.3 - 110.4)).abs() < 1e-9);
        assert_eq!(ReadabilityFormula::Flesch.score(0, 0, 0), None);
    }
}
