//! Abbreviations of French and English legal text, and what words around a full stop say about it.

/// What a full stop after an abbreviation can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Abbreviation {
    /// Never the end of a sentence: `e.g.`, `Mme`.
    Never,
    /// No end before a number: `art. 4`, `No. 5`.
    BeforeNumber,
    /// An end only before a word that starts sentences: `Inc.`, `etc.`, an initial.
    Sometimes,
}

const NEVER: &[&str] = &[
    "e.g", "i.e", "eg", "ie", "cf", "c.-à-d", "c-à-d", "càd", "p.ex", "ex", "viz", "vs", "mr",
    "mrs", "ms", "mm", "mme", "mmes", "mlle", "mlles", "dr", "prof", "me", "mgr", "st", "ste",
    "resp", "approx", "env", "ca", "z.b",
];

const BEFORE_NUMBER: &[&str] = &[
    "art", "arts", "al", "alin", "p", "pp", "n", "no", "nos", "nr", "num", "sec", "secs", "sect",
    "cl", "cls", "para", "paras", "par", "ch", "chap", "fig", "figs", "vol", "app", "ann", "annex",
    "sched", "tit", "tel", "tél", "réf", "ref", "reg", "dept", "jan", "feb", "sept", "oct", "nov",
    "dec", "janv", "févr", "juil", "déc", "abs", "ziff", "bd",
];

const SOMETIMES: &[&str] = &[
    "inc", "ltd", "co", "corp", "llc", "cie", "sté", "plc", "etc", "ave", "av", "bros", "jr", "sr",
    "dept", "govt", "incl",
];

/// Words that open sentences and hardly ever follow an abbreviation inside one.
const OPENERS: &[&str] = &[
    "the", "this", "these", "that", "those", "you", "we", "it", "they", "if", "in", "any", "all",
    "for", "by", "your", "our", "its", "their", "such", "each", "no", "as", "when", "where",
    "unless", "upon", "please", "however", "to", "on", "at", "an", "there", "once", "except",
    "nous", "vous", "le", "la", "les", "il", "elle", "ils", "elles", "en", "si", "tout", "toute",
    "tous", "toutes", "ce", "cette", "ces", "un", "une", "des", "du", "dans", "pour", "aucun",
    "aucune", "chaque", "lorsque", "sauf", "au", "aux", "à", "par", "votre", "vos", "notre", "nos",
    "sa", "son", "ainsi",
];

/// The kind of abbreviation that `word` is, its last full stop taken off.
pub(super) fn of(word: &str) -> Option<Abbreviation> {
    let mut chars = word.chars();
    let (first, second) = (chars.next()?, chars.next());
    if second.is_none() {
        return match first {
            // "M. Martin", "L. 8221-6", an initial.
            _ if first.is_uppercase() => Some(Abbreviation::Sometimes),
            'p' | 'n' | 'v' | 's' | 'c' => Some(Abbreviation::BeforeNumber),
            _ => None,
        };
    }
    if word.len() > 12 {
        return None;
    }
    let lower = word.to_lowercase();
    let is_in = |list: &[&str]| list.contains(&lower.as_str());
    if is_in(NEVER) {
        Some(Abbreviation::Never)
    } else if is_in(BEFORE_NUMBER) {
        Some(Abbreviation::BeforeNumber)
    } else if is_in(SOMETIMES) || is_dotted(word) {
        Some(Abbreviation::Sometimes)
    } else {
        None
    }
}

/// Single letters with full stops between: `U.S`, `S.A.R.L`.
fn is_dotted(word: &str) -> bool {
    let mut parts = word.split(['.', '-']);
    word.contains('.')
        && parts.all(|part| part.chars().count() == 1 && part.chars().all(char::is_alphabetic))
}

/// True at a number, or at the letter of an article of a code (`L. 8221-6`, `R123-1`).
pub(super) fn starts_number(next: &str) -> bool {
    let next = next.trim_start_matches(['(', '§', '°']);
    let mut chars = next.chars();
    match (chars.next(), chars.next()) {
        (Some(first), _) if first.is_ascii_digit() => true,
        (Some('L' | 'R' | 'D' | 'A'), Some(second)) => {
            matches!(second, '.' | '*' | '-') || second.is_ascii_digit()
        }
        (Some('I' | 'V' | 'X'), Some(second)) => {
            !second.is_lowercase() && second != '\'' && second != '’'
        }
        _ => false,
    }
}

/// True where `next` starts with a word that opens sentences.
pub(super) fn starts_like_a_sentence(next: &str) -> bool {
    let next = next.trim_start_matches(['"', '“', '«', '(', ' ', '\u{a0}']);
    if ["L'", "L’", "D'", "D’", "S'", "S’", "C'", "C’", "Qu'", "N'"]
        .iter()
        .any(|e| next.starts_with(e))
    {
        return true;
    }
    let end = next
        .find(|c: char| !c.is_alphabetic())
        .unwrap_or(next.len());
    let word = &next[..end];
    word.chars().next().is_some_and(char::is_uppercase)
        && OPENERS.contains(&word.to_lowercase().as_str())
}

/// True for the words before the number of a part of a document.
pub(super) fn names_a_part(word: &str) -> bool {
    const PARTS: &[&str] = &[
        "article",
        "section",
        "clause",
        "chapter",
        "chapitre",
        "titre",
        "title",
        "part",
        "partie",
        "annex",
        "annexe",
        "appendix",
        "schedule",
        "exhibit",
        "paragraph",
        "paragraphe",
        "artikel",
        "abschnitt",
        "§",
        "step",
    ];
    PARTS.contains(&word.to_lowercase().as_str())
}

/// True for the endings of addresses that a glued stop could be mistaken for.
pub(super) fn is_top_level_domain(word: &str) -> bool {
    const DOMAINS: &[&str] = &[
        "com", "org", "net", "fr", "io", "co", "uk", "eu", "ai", "app", "de", "be", "ch", "ca",
        "us", "info", "biz", "tv", "js", "me",
    ];
    DOMAINS.contains(&word.to_lowercase().as_str())
}
