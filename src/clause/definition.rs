//! Definitions of terms, and the headings they stand under.

use std::sync::LazyLock;

use regex::Regex;

use super::marker::floor;

/// Verbs of definition, in the languages collected terms come in.
const VERBS: &str = r"(?:shall\s+|will\s+)?(?:means?|refers?\s+to|ha(?:s|ve)\s+the\s+(?:meaning|same)|(?:is|are)\s+defined|include[s]?)\b|désigne(?:nt|ra)?\b|signifie(?:nt)?\b|s['’]entend(?:ent)?\b|(?:doit|doivent)\s+s['’]entendre\b|correspond(?:ent)?\s+(?:à|au)|renvoie(?:nt)?\s+à|(?:est|sont)\s+défini|bezeichnet\b|bedeutet\b|significa\b|si\s+intende\b";

/// A quoted term, then a verb of definition, a colon or a dash.
static QUOTED: LazyLock<Regex> = LazyLock::new(|| {
    compile(&format!(
        r"^[^\p{{L}}\d“«\x22]{{0,4}}(?:(?i:the\s+terms?|le\s+terme|les\s+termes|l['’]expression)\s+)?[“«\x22]\s*[^“”«»\x22]{{2,90}}\s*[”»\x22][^.;:]{{0,60}}?(?:\s*[:=–—]|\s+-\s|(?i:\s+(?:{VERBS})))"
    ))
});

/// A capitalised term of a few words, then a verb of definition.
static NAMED: LazyLock<Regex> = LazyLock::new(|| {
    compile(&format!(
        r"^\p{{Lu}}[\p{{L}}\d’'()-]*(?:[\s/]+[\p{{L}}\d’'()&-]+){{0,6}}\s*:?\s+(?i:{DEFINING})"
    ))
});

/// Verbs that define whatever stands before them.
const DEFINING: &str = r"(?:means|shall\s+mean)\s+\p{L}|(?:shall\s+refer|refers)\s+to\b|désigne(?:nt)?\b|s['’]entend(?:ent)?\s+(?:de|du|des|comme|par)|bezeichnet\b";

/// A term, then a colon or a dash: a definition only under a heading that says so.
static LISTED: LazyLock<Regex> =
    LazyLock::new(|| compile(r"^[“«\x22]?\s*\p{Lu}[^:.;]{1,80}?\s*[”»\x22]?\s*(?::|\s[–—-])\s*\S"));

/// What follows a term and a colon where that is defined and not headed.
static GENUS: LazyLock<Regex> = LazyLock::new(|| {
    compile(&format!(
        r"^(?i:{VERBS}|(?:any|all|the|a|an|each|every|tout|toute|tous|toutes|le|la|les|un|une|des|ensemble|personne|der|die|das|eine?)\s|l['’])"
    ))
});

/// Headings over definitions.
static HEADING: LazyLock<Regex> = LazyLock::new(|| {
    compile(
        r"(?i:\bd[ée]fini(?:tions?|zioni|ciones|ções)\b|\bglossa(?:ry|ire)\b|\blexique\b|\bterminolog(?:y|ie)\b|\bdefinierte\b|\bbegriffsbestimmungen\b|\bdefinitionen\b|\bdefined\s+terms\b)",
    )
});

fn compile(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the pattern is a constant")
}

/// How far into a clause its term and verb are looked for, in bytes.
const REACH: usize = 260;

/// True where `words` open with a term and its definition; `bold` bytes of them are set in bold.
pub(super) fn defines(words: &str, bold: usize) -> bool {
    let head = &words[..floor(words, REACH)];
    let quoted = head[..floor(head, TERM_START)].contains(['“', '«', '"']);
    if quoted && QUOTED.is_match(head) || starts_like_a_name(head) && NAMED.is_match(head) {
        return true;
    }
    if bold == 0 {
        return false;
    }
    let (term, rest) = words.split_at(floor(words, bold));
    let colon =
        term.trim_end().ends_with(':') || rest.trim_start().starts_with([':', '–', '—', '-']);
    let rest = rest.trim_start_matches(|c: char| {
        c.is_whitespace() || matches!(c, ':' | '–' | '—' | '-' | '»' | '”' | '"' | '_' | '*')
    });
    let quoted = term.trim_start().starts_with(['“', '«', '"']);
    let starts_lower = rest.starts_with(char::is_lowercase);
    (colon || quoted) && (starts_lower || quoted || GENUS.is_match(&rest[..floor(rest, REACH)]))
        || GENUS_VERB.is_match(&rest[..floor(rest, REACH)])
}

/// How far into a definition its term starts, in bytes.
const TERM_START: usize = 40;

/// What most sentences are told from a definition by: the first words of it.
fn starts_like_a_name(head: &str) -> bool {
    let head = &head[..floor(head, 140)];
    const NO_TERM: [&str; 11] = [
        "You ", "We ", "Please ", "This ", "These ", "It ", "If ", "Vous ", "Nous ", "Ce ",
        "Cette ",
    ];
    head.starts_with(char::is_uppercase)
        && !NO_TERM.iter().any(|word| head.starts_with(word))
        && ["mean", "refer", "ésigne", "entend", "bezeichnet"]
            .iter()
            .any(|verb| head.contains(verb))
}

static GENUS_VERB: LazyLock<Regex> = LazyLock::new(|| compile(&format!(r"^(?i:{DEFINING})")));

/// True where `words`, under a heading over definitions, are a term and its definition.
pub(super) fn is_listed_definition(words: &str) -> bool {
    LISTED.is_match(&words[..floor(words, REACH)])
}

/// True for a heading over definitions.
pub(super) fn is_heading(words: &str) -> bool {
    words.len() <= 120 && HEADING.is_match(words)
}
