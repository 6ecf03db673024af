//! Pieces to a tree: the parent and the full number of each.

use super::marker::{Form, Marker, Numeral};
use super::piece::{Piece, pieces};
use super::role::{self, Role};
use super::seat::{Frame, Kind, Stack};
use super::sentence::sentences;
use super::title::{self, Ending};
use super::{Clause, ClauseId, ClauseNumber, ClauseRole, ClauseTree, split, wrap};
use crate::document::Document;

pub(super) fn build(document: &Document) -> ClauseTree {
    let text = &document.text;
    let joined = wrap::join(text, pieces(document));
    let mut pieces = split::split(text, joined);
    let roles = role::assign(text, &mut pieces);
    let mut planter = Planter {
        text,
        stack: Stack::default(),
        tree: ClauseTree::default(),
    };
    for (piece, role) in pieces.iter().zip(roles) {
        planter.plant(piece, role);
    }
    planter.tree
}

struct Planter<'t> {
    text: &'t str,
    stack: Stack,
    tree: ClauseTree,
}

impl Planter<'_> {
    fn plant(&mut self, piece: &Piece, role: Role) {
        if piece.opens_document {
            self.stack.clear();
        }
        let seat = self.stack.seat(piece, role);
        let parent = self.stack.parent(&seat);
        let marker = read_as(piece.marker.clone(), seat.reading);
        let id = ClauseId(self.tree.clauses.len());
        let number = self.number(
            piece,
            marker.as_ref().filter(|_| role != Role::Navigation),
            parent,
        );
        self.tree.clauses.push(Clause {
            number,
            role: self.final_role(piece, role, parent),
            parent,
            text: piece.text.clone(),
            sentences: sentences(self.text, piece.text.clone(), piece.line_ends),
        });
        if role != Role::Navigation {
            let frame = Frame {
                id,
                kind: Kind::of(role),
                marker,
                nesting: piece.nesting,
                mark: piece.mark,
                introduces: Kind::of(role) == Kind::Clause && introduces(piece.of(self.text)),
            };
            self.stack.remember(&seat, frame);
        }
    }

    /// A numbered entry of a list is an item only where something introduces the list.
    fn final_role(&self, piece: &Piece, role: Role, parent: Option<ClauseId>) -> ClauseRole {
        let counts = piece
            .marker
            .as_ref()
            .is_some_and(|m| !m.path.is_empty() && !m.enumerates());
        let under_clause = parent
            .and_then(|parent| self.tree.get(parent))
            .filter(|parent| matches!(parent.role, ClauseRole::Body | ClauseRole::Item))
            .is_some_and(|parent| introduces(&self.text[parent.text.clone()]));
        let single = piece.marker.as_ref().is_some_and(|m| m.path.len() == 1);
        match role {
            Role::Item if counts && !under_clause => ClauseRole::Body,
            Role::Body if counts && under_clause && single => ClauseRole::Item,
            other => other.of_clause(),
        }
    }

    /// The full number of a piece, made of that of its nearest numbered ancestor where its own is
    /// partial.
    fn number(
        &self,
        piece: &Piece,
        marker: Option<&Marker>,
        parent: Option<ClauseId>,
    ) -> Option<ClauseNumber> {
        let marker = marker.filter(|marker| !marker.path.is_empty())?;
        if marker.path.len() > 1 || marker.form == Form::Keyword {
            return Some(ClauseNumber {
                label: written(&marker.path),
                implied: false,
            });
        }
        let above = parent.and_then(|parent| {
            std::iter::once(parent)
                .chain(self.tree.ancestors(parent))
                .find_map(|id| self.tree.get(id)?.number.as_ref())
        });
        let own = marker.last()?.written();
        let label = match (above, marker.enumerates()) {
            (Some(above), true) => format!("{}({own})", above.label),
            (None, true) => format!("({own})"),
            (Some(above), false) => format!("{}.{own}", above.label),
            (None, false) => own,
        };
        let from_list = marker.len == 0 && piece.nesting > 1 && above.is_some();
        Some(ClauseNumber {
            label,
            implied: from_list,
        })
    }
}

/// `4.2`, and `4.2(b)` where a letter follows numbers.
fn written(path: &[Numeral]) -> String {
    let mut label = String::new();
    for (i, numeral) in path.iter().enumerate() {
        match numeral {
            Numeral::Lower(_) | Numeral::LowerRoman(_) if i > 0 => {
                label.push_str(&format!("({})", numeral.written()));
            }
            _ => {
                if i > 0 {
                    label.push('.');
                }
                label.push_str(&numeral.written());
            }
        }
    }
    label
}

fn read_as(marker: Option<Marker>, reading: Option<Numeral>) -> Option<Marker> {
    match (marker, reading) {
        (Some(marker), Some(reading)) if marker.path.len() == 1 => Some(Marker {
            path: vec![reading],
            ..marker
        }),
        (marker, _) => marker,
    }
}

/// Whether a list can hang on `words`: they end with a colon or in mid-sentence, or announce what
/// follows.
fn introduces(words: &str) -> bool {
    match title::ending(words) {
        Ending::Colon | Ending::Open => true,
        Ending::Continued => words.ends_with(','),
        Ending::Question => false,
        Ending::Sentence => {
            let start = words
                .trim_end_matches(['.', ' '])
                .rfind(". ")
                .map_or(0, |i| i + 2);
            let last = words[start..].to_lowercase();
            [
                "following",
                "as follows",
                "suivant",
                "ci-après :",
                "below.",
                "ci-dessous.",
            ]
            .iter()
            .any(|announcement| last.contains(announcement))
        }
    }
}
