//! What makes a line look like a title, and what makes it look like a sentence.

use std::sync::LazyLock;

use regex::Regex;

/// The most words and bytes of a title that nothing but its look gives away.
const TITLE_WORDS: usize = 12;
pub(super) const TITLE_BYTES: usize = 110;

/// The longest heading by markup, in words, that may end like a sentence.
const MARKED_SENTENCE_WORDS: usize = 14;
/// The longest heading by markup, in bytes.
const MARKED_BYTES: usize = 300;

/// Verbs that make an assertion of a line without end mark.
const ASSERTING: &[&str] = &[
    "shall",
    "must",
    "will",
    "may",
    "can",
    "cannot",
    "is",
    "are",
    "was",
    "were",
    "has",
    "have",
    "had",
    "do",
    "does",
    "agree",
    "agrees",
    "acknowledge",
    "acknowledges",
    "means",
    "mean",
    "refers",
    "should",
    "would",
    "undertake",
    "undertakes",
    "applies",
    "governs",
    "remains",
    "prevails",
    "constitutes",
    "provides",
    "pays",
    "keeps",
    "retains",
    "grants",
    "waives",
    "bears",
    "relève",
    "relèvent",
    "s'applique",
    "s’applique",
    "s'appliquent",
    "s’appliquent",
    "régit",
    "prévaut",
    "prévalent",
    "constitue",
    "constituent",
    "demeure",
    "demeurent",
    "fournit",
    "paie",
    "verse",
    "renonce",
    "conserve",
    "s'interdit",
    "s’interdit",
    "doit",
    "doivent",
    "peut",
    "peuvent",
    "est",
    "sont",
    "était",
    "sera",
    "seront",
    "serait",
    "désigne",
    "désignent",
    "ont",
    "aura",
    "reconnaît",
    "reconnaissent",
    "accepte",
    "acceptent",
    "s'engage",
    "s'engagent",
    "s’engage",
    "s’engagent",
    "n'est",
    "n’est",
    "n'a",
    "n’a",
    "devra",
    "devront",
    "pourra",
    "pourront",
    "faut",
    "signifie",
    "dispose",
    "garantit",
    "può",
    "possono",
    "deve",
    "devono",
    "è",
    "sono",
    "sarà",
    "risponde",
    "puede",
    "pueden",
    "debe",
    "deben",
    "pode",
    "podem",
    "kann",
    "können",
    "muss",
    "müssen",
    "ist",
    "sind",
    "wird",
    "werden",
    "darf",
    "haftet",
];

/// Words that open a question used as a title.
const ASKING: &[&str] = &[
    "what",
    "how",
    "when",
    "who",
    "why",
    "where",
    "which",
    "whose",
    "comment",
    "quand",
    "qui",
    "que",
    "quel",
    "quelle",
    "quels",
    "quelles",
    "pourquoi",
    "où",
    "combien",
    "qu'est-ce",
    "wie",
    "was",
    "wer",
    "wann",
    "warum",
];

/// How a line ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ending {
    /// `.`, `!`, `…`
    Sentence,
    Question,
    Colon,
    /// `;` or `,`
    Continued,
    /// Any other way: a word, a bracket.
    Open,
}

/// How `text` ends, closing quotes and brackets aside.
pub(super) fn ending(text: &str) -> Ending {
    let bare = text
        .trim_end()
        .trim_end_matches(['"', '”', '»', '’', '\'', ')', ']', '*', '_', ' ', '\u{a0}']);
    match bare.chars().next_back() {
        Some('.' | '!' | '…') => Ending::Sentence,
        Some('?') => Ending::Question,
        Some(':') => Ending::Colon,
        Some(';' | ',') => Ending::Continued,
        _ => Ending::Open,
    }
}

/// The words of `text`, in lower case.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| c.is_whitespace() || c == '/')
        .filter(|word| word.chars().any(char::is_alphanumeric))
}

pub(super) fn word_count(text: &str) -> usize {
    words(text).count()
}

/// True where `text` has at least `count` words; reads no further than that.
pub(super) fn has_words(text: &str, count: usize) -> bool {
    words(text).take(count).count() == count
}

fn is_one_of(word: &str, list: &[&str]) -> bool {
    let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
    // The lists are in lower case; what is written in capitals is compared in lower case too.
    list.contains(&bare.to_lowercase().as_str())
}

/// True where `text` holds a verb that asserts; a question used as a title does not.
pub(super) fn asserts(text: &str) -> bool {
    let mut all = words(text);
    match all.next() {
        Some(first) if is_one_of(first, ASKING) => false,
        Some(first) => is_one_of(first, ASSERTING) || all.any(|word| is_one_of(word, ASSERTING)),
        None => false,
    }
}

/// True where every letter is a capital, and there are some.
pub(super) fn is_caps(text: &str) -> bool {
    let (mut upper, mut letters) = (0, 0);
    for c in text.chars().filter(|c| c.is_alphabetic()) {
        letters += 1;
        upper += usize::from(!c.is_lowercase());
    }
    // "ARTICLE 1er" and "PROVIDERs" still are.
    letters >= 3 && upper + 2 >= letters && upper * 10 >= letters * 8
}

/// True for a short line that starts with a capital and ends like no sentence.
pub(super) fn is_title(text: &str) -> bool {
    starts_upper(text)
        && matches!(ending(text), Ending::Open | Ending::Question)
        && is_short(text)
        && (!asserts(text) || ending(text) == Ending::Question)
}

/// True for a title that ends with a full stop or a colon: `Definitions.`
pub(super) fn is_stopped_title(text: &str) -> bool {
    text.len() <= TITLE_BYTES
        && matches!(ending(text), Ending::Sentence | Ending::Colon)
        && !has_words(text, longest_stopped_title(text))
        && starts_upper(text)
        && !asserts(text)
        && text.trim_end_matches(['.', ' ', ':']).find(". ").is_none()
}

/// From how many words on a line with an end mark is no title. One that opens with an article or
/// a pronoun is a short sentence sooner: "The contract follows French law."
fn longest_stopped_title(text: &str) -> usize {
    const OPENING: [&str; 15] = [
        "the", "you", "we", "any", "each", "all", "your", "le", "la", "les", "un", "une", "vous",
        "nous", "chaque",
    ];
    let subject = words(text).next().is_some_and(|first| {
        is_one_of(first, &OPENING)
            || ["L'", "L’"]
                .iter()
                .any(|article| first.starts_with(article))
    });
    match ending(text) {
        Ending::Colon => 5,
        _ if subject => 6,
        _ => 9,
    }
}

/// Short enough for a title.
pub(super) fn is_short(text: &str) -> bool {
    text.len() <= TITLE_BYTES && !has_words(text, TITLE_WORDS + 1)
}

/// True where what is marked up as a heading can be one: many documents mark up whole
/// paragraphs, and a heading asserts nothing.
pub(super) fn can_be_marked(text: &str) -> bool {
    let sentence = matches!(ending(text), Ending::Sentence | Ending::Continued);
    text.len() <= MARKED_BYTES
        && !(sentence && word_count(text) > MARKED_SENTENCE_WORDS)
        && !(sentence && word_count(text) > 5 && asserts(text))
}

fn starts_upper(text: &str) -> bool {
    text.chars()
        .find(|c| c.is_alphabetic())
        .is_some_and(|c| !c.is_lowercase())
}

/// A statute cited on a line of its own: `Article L217-4 du Code de la consommation`.
static STATUTE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"^(?i:articles?|art\.)\s+(?:[LRDA]\.?\s?\*?\s?\d|\d+(?:-\d+)*(?:\s+(?i:et|à|and|to)\s+\d+(?:-\d+)*)?\s+(?i:du|de la|de l['’]|des|of the|of))",
    )
    .expect("the pattern is a constant")
});

pub(super) fn is_statute(text: &str) -> bool {
    text.starts_with(['A', 'a']) && STATUTE.is_match(text)
}
