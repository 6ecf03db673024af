//! What part each piece plays, seen beside its neighbours.

use rustc_hash::FxHashSet;

use super::definition;
use super::marker::{Form, Marker, Numeral};
use super::navigation;
use super::piece::{Mark, Piece};
use super::title::{self, Ending};
use crate::clause::ClauseRole;

/// The part a piece plays, with the rank of a heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Heading(Rank),
    Body,
    Item,
    Definition,
    Navigation,
}

impl Role {
    pub(super) fn of_clause(self) -> ClauseRole {
        match self {
            Role::Heading(_) => ClauseRole::Heading,
            Role::Body => ClauseRole::Body,
            Role::Item => ClauseRole::Item,
            Role::Definition => ClauseRole::Definition,
            Role::Navigation => ClauseRole::Navigation,
        }
    }
}

/// How high a heading stands; the smaller, the higher.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rank {
    /// By markup, 1 to 6.
    Marked(u8),
    /// By its number; how high depends on the numbers around it.
    Numbered,
    /// By bold, capitals, or nothing but its look.
    Pseudo,
    /// Bold words that run into their text.
    RunIn,
}

/// The roles of the pieces; a marker is given to items that only their wording makes items.
pub(super) fn assign(text: &str, pieces: &mut [Piece]) -> Vec<Role> {
    drop_lone_numbers(pieces);
    let style = Style::of(text, pieces);
    let headings: Vec<Option<Rank>> = (0..pieces.len())
        .map(|i| heading(text, pieces, i, style))
        .collect();
    let is_heading: Vec<bool> = headings.iter().map(Option::is_some).collect();
    let navigation = navigation::find(text, pieces, &is_heading);
    mark_unmarked_items(text, pieces, &is_heading);
    let mut roles = Vec::with_capacity(pieces.len());
    let mut defining = Section::Other;
    for (i, piece) in pieces.iter().enumerate() {
        let role = match (navigation[i], headings[i]) {
            (true, _) => Role::Navigation,
            (false, Some(rank)) => Role::Heading(rank),
            (false, None) => body_role(text, piece, defining),
        };
        if let Role::Heading(_) = role {
            defining = Section::under(piece.of(text), piece, defining);
        }
        roles.push(role);
    }
    roles
}

/// Takes back numbers without delimiter that have no neighbour anywhere in the document: `50 High
/// Street` is an address, `4 Fees` comes after a third section.
fn drop_lone_numbers(pieces: &mut [Piece]) {
    let single = |piece: &Piece| match piece.marker.as_ref()?.path[..] {
        [Numeral::Arabic(number)] => Some(number),
        _ => None,
    };
    let numbers: FxHashSet<u32> = pieces.iter().filter_map(single).collect();
    for piece in pieces {
        let bare = piece
            .marker
            .as_ref()
            .is_some_and(|marker| marker.form == Form::Bare);
        let alone = single(piece).is_none_or(|number| {
            !numbers.contains(&(number + 1)) && !numbers.contains(&number.saturating_sub(1))
        });
        if bare && alone {
            piece.marker = None;
        }
    }
}

/// What the section a piece stands in holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Section {
    Definitions,
    Other,
}

impl Section {
    fn under(heading: &str, piece: &Piece, before: Section) -> Section {
        if definition::is_heading(heading) {
            Section::Definitions
        } else if piece.mark == Mark::RunIn {
            before
        } else {
            Section::Other
        }
    }
}

fn body_role(text: &str, piece: &Piece, section: Section) -> Role {
    let words = piece.body(text);
    let bold = piece.bold.saturating_sub(piece.text.len() - words.len());
    let listed = section == Section::Definitions
        && !title::ending(words).eq(&Ending::Colon)
        && (definition::is_listed_definition(words)
            || matches!(piece.mark, Mark::Row { row: 1.. }));
    if listed || definition::defines(words, bold) {
        Role::Definition
    } else if piece.is_listed() {
        Role::Item
    } else {
        Role::Body
    }
}

/// Whether a document marks its headings; where it does not, their look must do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Style {
    Marked,
    Unmarked,
}

impl Style {
    fn of(text: &str, pieces: &[Piece]) -> Style {
        let marked = |piece: &Piece| {
            matches!(piece.mark, Mark::Heading(2..))
                || piece.is_bold() && title::is_short(piece.of(text))
        };
        let enough = (pieces.len() / 60).clamp(2, 8);
        if pieces.iter().filter(|piece| marked(piece)).count() >= enough {
            Style::Marked
        } else {
            Style::Unmarked
        }
    }
}

/// The rank of piece `i` where it is a heading.
fn heading(text: &str, pieces: &[Piece], i: usize, style: Style) -> Option<Rank> {
    let piece = &pieces[i];
    let words = piece.of(text);
    match piece.mark {
        _ if title::is_statute(words) => None,
        Mark::Heading(level) => title::can_be_marked(words).then_some(Rank::Marked(level)),
        Mark::RunIn => Some(if piece.marker.is_some() {
            Rank::Numbered
        } else {
            Rank::RunIn
        }),
        Mark::Remainder | Mark::Row { .. } => None,
        Mark::Paragraph | Mark::Enumerated | Mark::Item(_) => {
            let next = pieces.get(i + 1);
            let before = i.checked_sub(1).and_then(|before| pieces.get(before));
            looked(text, piece, Around { before, next }, style)
        }
    }
}

/// The pieces beside one.
#[derive(Clone, Copy)]
struct Around<'p> {
    before: Option<&'p Piece>,
    next: Option<&'p Piece>,
}

/// The rank of a piece that looks like a heading.
fn looked(text: &str, piece: &Piece, around: Around<'_>, style: Style) -> Option<Rank> {
    let body = piece.body(text).trim();
    let numbered = piece.marker.as_ref().is_some_and(Marker::can_head);
    if body.is_empty() {
        // "Article 5" on a line of its own.
        let alone = piece
            .marker
            .as_ref()
            .is_some_and(|m| m.form == Form::Keyword);
        return alone.then_some(Rank::Numbered);
    }
    if body.len() > title::TITLE_BYTES {
        return None;
    }
    let titled = title::is_title(body) || title::is_stopped_title(body) && numbered;
    let bold_title =
        piece.is_bold() && title::is_short(body) && (titled || title::is_stopped_title(body));
    let caps_title = titled && title::is_caps(body);
    if matches!(piece.mark, Mark::Item(_)) || piece.is_listed() {
        let heads = (bold_title || titled && numbered) && heads_what_follows(text, piece, around);
        return heads.then_some(if piece.marker.is_some() {
            Rank::Numbered
        } else {
            Rank::Pseudo
        });
    }
    if numbered {
        let keyword = piece
            .marker
            .as_ref()
            .is_some_and(|m| m.form == Form::Keyword);
        let heads = bold_title
            || titled && (keyword || caps_title || heads_what_follows(text, piece, around));
        return heads.then_some(Rank::Numbered);
    }
    if bold_title || caps_title {
        return Some(Rank::Pseudo);
    }
    (style == Style::Unmarked && titled && stands_alone(text, piece, around))
        .then_some(Rank::Pseudo)
}

/// Whether what follows a numbered title is its text, and not the next entry of the same list.
fn heads_what_follows(text: &str, piece: &Piece, around: Around<'_>) -> bool {
    let Some(next) = around.next else {
        return false;
    };
    if let (Mark::Item(depth), Mark::Item(_) | Mark::RunIn) = (piece.mark, next.mark) {
        return next.nesting > depth;
    }
    let (sibling, divides) = match (&piece.marker, &next.marker) {
        (Some(own), Some(other)) => (
            own.counts_like(other),
            other.path.len() > own.path.len() && other.path.starts_with(&own.path),
        ),
        _ => (false, false),
    };
    divides || !sibling && next.of(text).len() > piece.body(text).len()
}

/// The longest line, in words, that is a title by its place alone.
const LONE_TITLE_WORDS: usize = 8;

/// Whether a short line without any mark stands as a title: after something that ended, and
/// before something longer.
fn stands_alone(text: &str, piece: &Piece, around: Around<'_>) -> bool {
    let words = piece.of(text);
    let after_end = around.before.is_none_or(|before| {
        let lead_in = title::ending(before.of(text)) == Ending::Colon;
        let continued = title::ending(before.of(text)) == Ending::Continued;
        !lead_in && !continued
    });
    let before_text = around.next.is_some_and(|next| {
        let text_of_next = next.of(text);
        next.text.len() > words.len() * 3 / 2
            && title::ending(text_of_next) != Ending::Open
            && !text_of_next.starts_with(char::is_lowercase)
    });
    after_end
        && before_text
        && title::word_count(words) <= LONE_TITLE_WORDS
        && words.chars().filter(|c| c.is_alphabetic()).count() >= 4
        && !words.contains(['@', '€', '$'])
}

/// Lines that only their wording makes the items of a list: after a line that ends with a colon,
/// lines that end with a semicolon or start in lower case, or that all start alike.
fn mark_unmarked_items(text: &str, pieces: &mut [Piece], headings: &[bool]) {
    let mut i = 0;
    while i < pieces.len() {
        let opens = !headings[i] && title::ending(pieces[i].of(text)) == Ending::Colon;
        i += 1;
        if opens {
            let end = unmarked_list_end(text, pieces, headings, i);
            for piece in &mut pieces[i..end] {
                piece.marker.get_or_insert(Marker {
                    form: Form::Bullet(' '),
                    path: Vec::new(),
                    len: 0,
                });
            }
            i = end;
        }
    }
}

/// Where the list without marks that starts at `start` ends.
fn unmarked_list_end(text: &str, pieces: &[Piece], headings: &[bool], start: usize) -> usize {
    let plain = |i: usize| {
        pieces.get(i).is_some_and(|piece| {
            !headings[i]
                && piece.marker.is_none()
                && piece.mark == Mark::Paragraph
                && piece.text.len() <= 600
        })
    };
    let mut end = start;
    while plain(end) {
        let words = pieces[end].of(text);
        let continued = title::ending(words) == Ending::Continued || ends_with_conjunction(words);
        let lower = words.starts_with(char::is_lowercase);
        let alike = |other: usize| plain(other) && opens_alike(words, pieces[other].of(text));
        let before_alike = end > start && alike(end - 1);
        let after_continued = end > start && {
            let before = pieces[end - 1].of(text);
            title::ending(before) == Ending::Continued || ends_with_conjunction(before)
        };
        if !(continued
            || lower
            || after_continued
            || before_alike
            || end == start && alike(end + 1))
        {
            break;
        }
        end += 1;
    }
    end
}

fn ends_with_conjunction(words: &str) -> bool {
    [" and", " or", " et", " ou", "; and", "; or"]
        .iter()
        .any(|c| words.ends_with(c))
}

/// True where both start with the same word, or both with a French infinitive or an English
/// participle.
fn opens_alike(one: &str, other: &str) -> bool {
    let first = |words: &str| words.split_whitespace().next().unwrap_or("").to_lowercase();
    let (a, b) = (first(one), first(other));
    const ARTICLES: &[&str] = &[
        "the", "le", "la", "les", "you", "we", "vous", "nous", "if", "si", "in", "en",
    ];
    if a == b {
        return !ARTICLES.contains(&a.as_str());
    }
    let both_end =
        |ending: &str| a.len() > 4 && b.len() > 4 && a.ends_with(ending) && b.ends_with(ending);
    both_end("ing") || both_end("er") || both_end("ir") || both_end("re")
}

/// True for a numeral that opens a sequence.
pub(super) fn is_first(numeral: Numeral) -> bool {
    numeral.value() == 1
}
