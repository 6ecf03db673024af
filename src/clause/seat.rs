//! Where a piece goes: which of the clauses before it is its parent, by markup, lists and numbers.

use super::ClauseId;
use super::marker::{Form, Marker, Numeral};
use super::piece::{Mark, Piece};
use super::role::{self, Rank, Role};

/// A clause that others may yet stand under or beside.
pub(super) struct Frame {
    pub(super) id: ClauseId,
    pub(super) kind: Kind,
    pub(super) marker: Option<Marker>,
    pub(super) nesting: u8,
    pub(super) mark: Mark,
    pub(super) introduces: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Heading(Rank),
    Clause,
}

impl Kind {
    pub(super) fn of(role: Role) -> Kind {
        match role {
            Role::Heading(rank) => Kind::Heading(rank),
            _ => Kind::Clause,
        }
    }
}

impl Frame {
    fn is_heading(&self) -> bool {
        matches!(self.kind, Kind::Heading(_))
    }

    /// True for an item of a list by markup, or the heading that one is.
    fn is_entry(&self) -> bool {
        self.nesting > 0 && (matches!(self.mark, Mark::Item(_)) || self.is_heading())
    }

    fn rank_from(&self, rank: Rank) -> bool {
        matches!(self.kind, Kind::Heading(own) if own >= rank) || !self.is_heading()
    }

    fn path(&self) -> &[Numeral] {
        self.marker.as_ref().map_or(&[], |marker| &marker.path)
    }

    /// True where the last part of its number is counted like `numeral` and written like `form`.
    fn counts_like(&self, form: Form, numeral: Numeral) -> bool {
        match (&self.marker, self.path()) {
            (Some(marker), [own]) => family(marker.form) == family(form) && own.is_like(numeral),
            _ => false,
        }
    }
}

/// Forms that go on with each other: `4 Title` after `3. Title`.
fn family(form: Form) -> Form {
    if form == Form::Bare {
        Form::Plain
    } else {
        form
    }
}

/// Where a piece goes.
pub(super) struct Seat {
    /// How many frames stay; the last of them is the parent.
    keep: usize,
    /// The number as its neighbours say that it is to be read.
    pub(super) reading: Option<Numeral>,
}

impl Seat {
    fn at(keep: usize) -> Seat {
        Seat {
            keep,
            reading: None,
        }
    }
}

/// Clauses nested deeper than this are put beside each other: no terms are, and a tree without
/// bound would take time without bound.
const DEEPEST: usize = 32;

/// The clauses that later pieces may yet stand under or beside, from the outermost.
#[derive(Default)]
pub(super) struct Stack {
    frames: Vec<Frame>,
}

impl Stack {
    /// Forgets all: what follows belongs to another document.
    pub(super) fn clear(&mut self) {
        self.frames.clear();
    }

    /// Where a piece goes.
    pub(super) fn seat(&self, piece: &Piece, role: Role) -> Seat {
        let seat = match role {
            Role::Heading(rank) => self.heading_seat(piece, rank),
            Role::Navigation => Seat::at(self.headings_end()),
            Role::Body | Role::Item | Role::Definition => self.clause_seat(piece),
        };
        Seat {
            keep: seat.keep.min(DEEPEST),
            ..seat
        }
    }

    /// The clause that a seat is under.
    pub(super) fn parent(&self, seat: &Seat) -> Option<ClauseId> {
        Some(self.frames[..seat.keep].last()?.id)
    }

    /// Keeps a clause that later pieces may stand under or beside.
    pub(super) fn remember(&mut self, seat: &Seat, frame: Frame) {
        let counted = frame.marker.is_some() || frame.nesting > 0 || frame.is_heading();
        if counted {
            self.frames.truncate(seat.keep);
        } else if frame.mark != Mark::Remainder {
            // A paragraph between "(b)" and "(c)" does not end their list; it ends that of bullets.
            self.frames.retain(|other| {
                other.is_heading() || other.nesting == 0 && !other.path().is_empty()
            });
        }
        if counted || frame.introduces {
            self.frames.push(frame);
        }
    }

    /// How many frames there are up to the last heading.
    fn headings_end(&self) -> usize {
        self.frames
            .iter()
            .rposition(Frame::is_heading)
            .map_or(0, |i| i + 1)
    }

    fn heading_seat(&self, piece: &Piece, rank: Rank) -> Seat {
        let marker = piece.marker.as_ref();
        if let Some(keep) = marker
            .filter(|m| m.path.len() > 1)
            .and_then(|m| self.seat_by_prefix(&m.path))
        {
            return Seat::at(keep);
        }
        // An entry of a list by markup is as deep as its list, heading or not.
        let listed = marker.is_some_and(|marker| marker.len == 0) && piece.nesting > 0;
        let in_open_list = self.frames.iter().any(|frame| frame.nesting > 0);
        if listed && in_open_list {
            let sibling = self
                .frames
                .iter()
                .position(|frame| frame.nesting >= piece.nesting);
            return Seat::at(sibling.unwrap_or(self.frames.len()));
        }
        let first_from = |rank| {
            self.frames
                .iter()
                .position(|frame| frame.rank_from(rank))
                .unwrap_or(self.frames.len())
        };
        match (rank, marker) {
            (Rank::Numbered, Some(marker)) => {
                let above = self.dotted_start().min(first_from(Rank::Pseudo));
                self.numbered_heading_seat(marker, above)
            }
            _ => Seat::at(first_from(rank)),
        }
    }

    /// Beside the heading that is numbered alike, or else under the last one that is numbered.
    fn numbered_heading_seat(&self, marker: &Marker, otherwise: usize) -> Seat {
        let Some(numeral) = marker.last() else {
            return Seat::at(otherwise);
        };
        for reading in [Some(numeral), numeral.other_reading()]
            .into_iter()
            .flatten()
        {
            let beside = self.frames.iter().rposition(|frame| {
                frame.is_heading()
                    && frame.counts_like(marker.form, reading)
                    && (reading == numeral || frame.path()[0].value() + 1 == reading.value())
            });
            if let Some(keep) = beside {
                return Seat {
                    keep,
                    reading: Some(reading),
                };
            }
        }
        Seat::at(otherwise)
    }

    /// The height of the first number with dots: `5.` does not stand under `4.2`.
    fn dotted_start(&self) -> usize {
        let dotted = self.frames.iter().position(|frame| frame.path().len() > 1);
        dotted.unwrap_or(self.frames.len())
    }

    /// The seat of `4.2.1` by that of `4.2`, or of a number with the same beginning.
    fn seat_by_prefix(&self, path: &[Numeral]) -> Option<usize> {
        let same = |one: &[Numeral], other: &[Numeral]| {
            one.len() == other.len() && one.iter().zip(other).all(|(a, b)| a.value() == b.value())
        };
        let prefix = &path[..path.len() - 1];
        let under = self
            .frames
            .iter()
            .rposition(|frame| same(frame.path(), prefix));
        let beside = || {
            self.frames.iter().position(|frame| {
                let own = frame.path();
                own.len() >= path.len() && same(&own[..prefix.len()], prefix)
            })
        };
        // Another number in the place of the parent: this one is not under it.
        let other_parent = || {
            self.frames
                .iter()
                .position(|frame| frame.path().len() == prefix.len() && frame.is_heading())
        };
        under.map(|i| i + 1).or_else(beside).or_else(other_parent)
    }

    fn clause_seat(&self, piece: &Piece) -> Seat {
        if let Mark::Item(depth) = piece.mark {
            return self.item_seat(piece, depth);
        }
        match &piece.marker {
            Some(marker) if marker.path.len() > 1 => Seat::at(
                self.seat_by_prefix(&marker.path)
                    .unwrap_or_else(|| self.headings_end()),
            ),
            Some(marker) => self.enumerated_seat(marker),
            None if piece.mark == Mark::Remainder => {
                let lead_in = self
                    .frames
                    .iter()
                    .rposition(|frame| frame.mark != Mark::Enumerated);
                Seat::at(lead_in.map_or(0, |i| i + 1))
            }
            None if piece.nesting > 0 => {
                let item = self
                    .frames
                    .iter()
                    .rposition(|frame| frame.is_entry() && frame.nesting <= piece.nesting);
                Seat::at(item.map_or_else(|| self.headings_end(), |i| i + 1))
            }
            None => Seat::at(self.headings_end()),
        }
    }

    /// The seat of an item by markup: under the item of the list around its own, or under what
    /// introduces the list.
    fn item_seat(&self, piece: &Piece, depth: u8) -> Seat {
        if let Some(marker) = piece.marker.as_ref().filter(|marker| marker.path.len() > 1)
            && let Some(keep) = self.seat_by_prefix(&marker.path)
        {
            return Seat::at(keep);
        }
        let number = piece
            .marker
            .as_ref()
            .and_then(Marker::last)
            .map(Numeral::value);
        let opens_list = number.is_none_or(|number| number == 1);
        if opens_list && self.hangs_on_paragraph(depth) {
            return Seat::at(self.first_seat(piece.marker.as_ref()));
        }
        let sibling = self.frames.iter().position(|frame| frame.nesting >= depth);
        let around = self.frames.last().is_some_and(|frame| frame.nesting > 0);
        match sibling {
            Some(keep) => Seat::at(keep),
            None if depth > 1 && around => Seat::at(self.frames.len()),
            // A list that starts at 4 goes on with the one before, whatever stood between.
            None => match &piece.marker {
                Some(marker) if number > Some(1) => self.enumerated_seat(marker),
                marker => Seat::at(self.first_seat(marker.as_ref())),
            },
        }
    }

    /// True where a list of that depth starts anew under a paragraph outside of lists, though a
    /// list of that depth is open: its items are headings, with that paragraph under them.
    fn hangs_on_paragraph(&self, depth: u8) -> bool {
        let outside = self
            .frames
            .last()
            .is_some_and(|top| top.introduces && top.nesting == 0);
        let last_entry = self.frames.iter().rfind(|frame| frame.nesting > 0);
        outside || last_entry.is_some_and(|entry| entry.is_heading() && entry.nesting == depth)
    }

    /// The seat of `(b)`, `2.`, a bullet.
    fn enumerated_seat(&self, marker: &Marker) -> Seat {
        let from = self.headings_end();
        let Some(numeral) = marker.last() else {
            let sibling = self.frames[from..].iter().position(|frame| {
                frame
                    .marker
                    .as_ref()
                    .is_some_and(|own| own.form == marker.form)
            });
            return Seat::at(sibling.map_or_else(|| self.first_seat(Some(marker)), |i| from + i));
        };
        let readings = || {
            [Some(numeral), numeral.other_reading()]
                .into_iter()
                .flatten()
        };
        for reading in readings() {
            let next = self.frames.iter().rposition(|frame| {
                frame.counts_like(marker.form, reading)
                    && frame.path()[0].value() + 1 == reading.value()
            });
            if let Some(keep) = next {
                return Seat {
                    keep,
                    reading: Some(reading),
                };
            }
        }
        if let Some(first) = readings().find(|&reading| role::is_first(reading)) {
            return Seat {
                keep: self.first_seat(Some(marker)),
                reading: Some(first),
            };
        }
        let after_gap = self.frames[from..].iter().position(|frame| {
            frame.counts_like(marker.form, numeral) && frame.path()[0].value() < numeral.value()
        });
        Seat::at(after_gap.map_or_else(|| from.min(self.dotted_start()), |i| from + i))
    }

    /// The seat of the first item of a list: under what introduces it, or under the number it
    /// divides. A list counted like the one before it, with nothing to introduce it, takes the
    /// place of that.
    fn first_seat(&self, marker: Option<&Marker>) -> usize {
        let from = self.headings_end();
        let Some(top) = self.frames.last().filter(|top| !top.is_heading()) else {
            return from;
        };
        if top.introduces && self.frames.len() < DEEPEST {
            return self.frames.len();
        }
        let numeral = marker.and_then(Marker::last);
        let again = self.frames[from..]
            .iter()
            .position(|frame| match (marker, numeral) {
                (Some(marker), Some(numeral)) => frame.counts_like(marker.form, numeral),
                _ => false,
            });
        let divides = marker.is_none_or(Marker::enumerates) && !top.path().is_empty();
        match again {
            Some(i) => from + i,
            None if divides => self.frames.len(),
            None => from,
        }
    }
}
