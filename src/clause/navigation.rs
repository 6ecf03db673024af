//! What is left of the page around the terms: tables of contents, breadcrumbs, language
//! switchers, share links, page numbers. In doubt a piece is a provision, for navigation is not
//! searched.

use std::sync::LazyLock;

use regex::Regex;
use rustc_hash::FxHashMap;

use super::piece::{Linked, Mark, Piece};
use super::title::{self, Ending};
use super::wrap;

/// `Definitions ........ 3`
static LEADERS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:\.{5,}|…{3,}|(?:\. ){5,})\s*\d{0,3}$").expect("the pattern is a constant")
});

/// `Home > Legal > Terms`
static BREADCRUMB: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?i:home|accueil|startseite|inicio|home page)\s*[>›»/|]\s*[^.;:]{1,100}$")
        .expect("the pattern is a constant")
});

/// Program text that a collector took for words.
static SCRIPT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"function\s*\w*\([\w\s,]*\)\s*\{|\bvar\s+\w+\s*=|\bwindow\.\w+|document\.(?:getElement|querySelector|write)|=>\s*\{")
        .expect("the pattern is a constant")
});

const LABELS: &[&str] = &[
    "home",
    "menu",
    "search",
    "close",
    "print",
    "share",
    "tweet",
    "back",
    "next",
    "previous",
    "contents",
    "table of contents",
    "back to top",
    "skip to content",
    "skip to main content",
    "download pdf",
    "download",
    "log in",
    "login",
    "sign in",
    "sign up",
    "accueil",
    "rechercher",
    "fermer",
    "imprimer",
    "partager",
    "retour",
    "suivant",
    "précédent",
    "sommaire",
    "table des matières",
    "haut de page",
    "retour en haut",
    "aller au contenu",
    "télécharger le pdf",
    "connexion",
    "inhaltsverzeichnis",
];

const LANGUAGES: &[&str] = &[
    "english",
    "français",
    "francais",
    "deutsch",
    "español",
    "italiano",
    "nederlands",
    "português",
    "polski",
    "svenska",
    "dansk",
    "norsk",
    "suomi",
    "čeština",
    "română",
    "magyar",
    "türkçe",
    "ελληνικά",
    "русский",
    "українська",
    "日本語",
    "中文",
    "한국어",
    "en",
    "fr",
    "de",
];

/// Which of the pieces are navigation.
pub(super) fn find(text: &str, pieces: &[Piece], headings: &[bool]) -> Vec<bool> {
    let mut found: Vec<bool> = pieces.iter().map(|piece| is_residue(text, piece)).collect();
    mark_languages(text, pieces, &mut found);
    mark_contents(text, pieces, headings, &mut found);
    found
}

/// The longest of the labels, and the longest entry of a table of contents with leaders, in bytes.
const LONGEST_LABEL: usize = 32;
const LONGEST_ENTRY: usize = 500;

fn is_residue(text: &str, piece: &Piece) -> bool {
    let words = piece.of(text);
    if words.len() <= LONGEST_ENTRY
        && (words.contains("...") || words.contains('…') || words.contains(". ."))
        && LEADERS.is_match(words)
    {
        return true;
    }
    if words.len() <= 160 {
        let label = words.trim_matches(|c: char| !c.is_alphanumeric());
        return label.len() <= LONGEST_LABEL && LABELS.contains(&label.to_lowercase().as_str())
            || wrap::is_page_footer(words)
            || words.contains(['>', '›', '»', '/', '|']) && BREADCRUMB.is_match(words);
    }
    let head = &words[..super::marker::floor(words, 4000)];
    head.contains(['{', ';']) && SCRIPT.find_iter(head).nth(1).is_some()
}

/// Two or more names of languages in a row.
fn mark_languages(text: &str, pieces: &[Piece], found: &mut [bool]) {
    let is_language = |piece: &Piece| {
        let words = piece.of(text);
        words.len() <= 60
            && words
                .split(|c: char| c.is_whitespace() || matches!(c, '|' | '/' | ',' | '·'))
                .filter(|word| !word.is_empty())
                .all(|word| LANGUAGES.contains(&word.to_lowercase().as_str()))
    };
    let languages: Vec<bool> = pieces.iter().map(is_language).collect();
    for i in 0..pieces.len() {
        let beside = |j: Option<usize>| j.and_then(|j| languages.get(j)).is_some_and(|&l| l);
        let several = title::word_count(pieces[i].of(text)) > 1;
        found[i] |= languages[i] && (several || beside(i.checked_sub(1)) || beside(Some(i + 1)));
    }
}

/// The fewest lines of a table of contents.
const FEWEST_ENTRIES: usize = 3;

/// A run of short lines most of which come again, later, as headings: a table of contents.
fn mark_contents(text: &str, pieces: &[Piece], headings: &[bool], found: &mut [bool]) {
    let entries: Vec<bool> = pieces.iter().map(|piece| is_entry(text, piece)).collect();
    let recurring = recurring(text, pieces, headings, &entries);
    let mut i = 0;
    while i < pieces.len() {
        if !recurring[i] {
            i += 1;
            continue;
        }
        let mut end = run_end(&entries, &recurring, i);
        // The last entry may be the first heading already, of a text that comes twice.
        if headings[end - 1] && entries.get(end) == Some(&false) {
            end -= 1;
        }
        let hits = recurring[i..end].iter().filter(|&&recurs| recurs).count();
        if hits >= FEWEST_ENTRIES && hits * 10 >= (end - i) * 7 {
            found[i..end].fill(true);
        }
        i = end.max(i + 1);
    }
}

/// Which entries come again later as a heading, with something between.
fn recurring(text: &str, pieces: &[Piece], headings: &[bool], entries: &[bool]) -> Vec<bool> {
    let mut last_heading: FxHashMap<String, usize> = FxHashMap::default();
    for (i, piece) in pieces.iter().enumerate().filter(|&(i, _)| headings[i]) {
        last_heading.insert(normal(piece, text), i);
    }
    let recurs = |(i, piece): (usize, &Piece)| {
        let later = entries[i]
            .then(|| last_heading.get(&normal(piece, text)))
            .flatten();
        later.is_some_and(|&later| later > i + 1)
    };
    pieces.iter().enumerate().map(recurs).collect()
}

/// Where the run of entries that starts at `start` ends: two in a row that do not come again end
/// it before them.
fn run_end(entries: &[bool], recurring: &[bool], start: usize) -> usize {
    let (mut end, mut misses) = (start, 0);
    while misses < 2 && entries.get(end) == Some(&true) {
        misses = if recurring[end] { 0 } else { misses + 1 };
        end += 1;
    }
    end - misses
}

/// Short, and ending like no sentence.
fn is_entry(text: &str, piece: &Piece) -> bool {
    // Headings by markup are headings, though the text may come twice.
    if matches!(piece.mark, Mark::Heading(_)) && piece.linked == Linked::Partly {
        return false;
    }
    let words = piece.of(text);
    let ends = matches!(
        title::ending(words),
        Ending::Sentence | Ending::Continued | Ending::Colon
    );
    words.len() <= 140 && (!ends || piece.linked == Linked::Wholly || title::word_count(words) <= 8)
}

/// The letters and digits of the words, without the number before them.
fn normal(piece: &Piece, text: &str) -> String {
    piece
        .body(text)
        .chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}
