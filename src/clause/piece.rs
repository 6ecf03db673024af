//! Pieces: stretches of text that each become one clause, before their place in the tree is known.

use std::ops::Range;

use super::marker::{self, Marker};
use super::sentence::LineEnds;
use crate::document::{Block, BlockKind, Document};

/// A stretch of the text of a document.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    /// Its byte range in the text of the document; both ends are visible characters.
    pub(super) text: Range<usize>,
    pub(super) mark: Mark,
    /// The number, letter or bullet it starts with, or that its list gives it.
    pub(super) marker: Option<Marker>,
    /// How many lists it stands in.
    pub(super) nesting: u8,
    /// The leading part set in bold, in bytes.
    pub(super) bold: usize,
    pub(super) line_ends: LineEnds,
    /// True where all of it is the text of links.
    pub(super) linked: Linked,
    /// True at the first piece of another document of the same file.
    pub(super) opens_document: bool,
}

/// What the markup says of a piece.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    Heading(u8),
    Paragraph,
    /// An item by markup, with the depth of its list.
    Item(u8),
    /// One or more cells of a row.
    Row {
        row: usize,
    },
    /// The bold words that open a paragraph and head it.
    RunIn,
    /// A part of a paragraph that an enumeration inside it sets off.
    Enumerated,
    /// What follows an enumeration inside a paragraph.
    Remainder,
}

/// How much of a piece is the text of links.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Linked {
    Wholly,
    Partly,
}

impl Piece {
    /// Its words.
    pub(super) fn of<'t>(&self, text: &'t str) -> &'t str {
        &text[self.text.clone()]
    }

    /// Its words without the marker.
    pub(super) fn body<'t>(&self, text: &'t str) -> &'t str {
        let len = self.marker.as_ref().map_or(0, |marker| marker.len);
        self.of(text).get(len..).unwrap_or("")
    }

    /// True where it is an item, by markup or by what it starts with.
    pub(super) fn is_listed(&self) -> bool {
        matches!(self.mark, Mark::Item(_)) || self.marker.as_ref().is_some_and(Marker::enumerates)
    }

    /// True where all its words are bold.
    pub(super) fn is_bold(&self) -> bool {
        // A last full stop or colon may stand outside of the bold.
        self.bold > 0 && self.bold + 2 >= self.text.len()
    }

    /// A part of it, trimmed; none where nothing of it is visible.
    pub(super) fn part(&self, text: &str, range: Range<usize>, mark: Mark) -> Option<Piece> {
        let range = trimmed(text, range)?;
        let marker = marker::parse(&text[range.clone()]);
        let bold = (self.text.start + self.bold)
            .saturating_sub(range.start)
            .min(range.len());
        Some(Piece {
            text: range,
            mark,
            marker,
            nesting: self.nesting,
            bold,
            line_ends: self.line_ends,
            linked: Linked::Partly,
            opens_document: false,
        })
    }
}

/// `range` without the white space at both ends.
pub(super) fn trimmed(text: &str, range: Range<usize>) -> Option<Range<usize>> {
    let piece = &text[range.clone()];
    let len = piece.trim().len();
    let start = range.start + piece.len() - piece.trim_start().len();
    (len > 0).then_some(start..start + len)
}

/// The pieces of a document: a block each, a row of short cells together, a block of several
/// lines cut where its lines are numbered.
pub(super) fn pieces(document: &Document) -> Vec<Piece> {
    let mut pieces = Vec::with_capacity(document.blocks.len());
    let mut joins = document.joins.iter().peekable();
    let mut at = 0;
    while at < document.blocks.len() {
        let first = pieces.len();
        let opens_document = joins.next_if(|&&join| join <= at).is_some();
        let row = row_len(&document.blocks[at..]);
        if row > 1 {
            push_row(document, &document.blocks[at..at + row], &mut pieces);
        } else {
            push_block(document, &document.blocks[at], &mut pieces);
        }
        at += row.max(1);
        if opens_document && let Some(piece) = pieces.get_mut(first) {
            piece.opens_document = true;
        }
    }
    pieces
}

/// How many of the first blocks are cells of one row.
fn row_len(blocks: &[Block]) -> usize {
    let mut columns = None;
    let Some(BlockKind::TableCell { row: first, .. }) = blocks.first().map(|b| &b.kind) else {
        return 0;
    };
    blocks
        .iter()
        .take_while(|block| match block.kind {
            // The next column, or more text in the same cell; an earlier one is another table.
            BlockKind::TableCell { row, column } if row == *first && columns <= Some(column) => {
                columns = Some(column);
                true
            }
            _ => false,
        })
        .count()
}

/// A row whose cells together hold more than this many bytes is a clause a cell.
const SHORT_ROW: usize = 400;

fn push_row(document: &Document, cells: &[Block], pieces: &mut Vec<Piece>) {
    let (Some(first), Some(last)) = (cells.first(), cells.last()) else {
        return;
    };
    let whole = first.text.start..last.text.end;
    let label = &document.text[first.text.clone()];
    let only_number = marker::parse(label).is_some_and(|marker| marker.len == label.len());
    // A number or a term in the first column belongs to the text in the second.
    let paired = cells.len() == 2 && label.len() <= 80;
    if whole.len() <= SHORT_ROW || only_number && cells.len() == 2 || paired {
        let lines = document.text[whole.clone()].matches('\n').count();
        // A cell with a list of its own inside is cut.
        if lines < cells.len() {
            pieces.extend(block_piece(document, first, whole));
            return;
        }
    }
    for cell in cells {
        push_block(document, cell, pieces);
    }
}

fn push_block(document: &Document, block: &Block, pieces: &mut Vec<Piece>) {
    let text = &document.text;
    let mut start = block.text.start;
    let first = pieces.len();
    for (i, _) in text[block.text.clone()].match_indices('\n') {
        let end = block.text.start + i;
        let opened = start == block.text.start;
        if line_starts_piece(text, block, start..end, end + 1) {
            let line = start..end;
            pieces.extend(if opened {
                block_piece(document, block, line)
            } else {
                line_piece(document, block, line)
            });
            start = end + 1;
        }
    }
    let line = start..block.text.end;
    pieces.extend(if pieces.len() == first {
        block_piece(document, block, line)
    } else {
        line_piece(document, block, line)
    });
}

/// Whether the line at `next`, after the line `before` of the same block, is a piece of its own.
fn line_starts_piece(text: &str, block: &Block, before: Range<usize>, next: usize) -> bool {
    let line = &text[next..block.text.end];
    let bold_line = bold_prefix(&block.kind) == before.end - block.text.start && !before.is_empty();
    marker::parse(line.trim_start()).is_some_and(|marker| marker.form != marker::Form::Bare)
        || bold_line
}

fn block_piece(document: &Document, block: &Block, range: Range<usize>) -> Option<Piece> {
    let text = trimmed(&document.text, range)?;
    let mark = match block.kind {
        BlockKind::Heading { level } => Mark::Heading(level),
        BlockKind::Paragraph { .. } => Mark::Paragraph,
        BlockKind::ListItem { depth, .. } => Mark::Item(depth),
        BlockKind::TableCell { row, .. } => Mark::Row { row },
    };
    let printed = marker::parse(&document.text[text.clone()]);
    let marker = match &block.kind {
        // A bullet that carries a number (`*   1.1. …`) leaves the number as text.
        BlockKind::ListItem {
            label: Some(label), ..
        } => printed
            .filter(|m| m.path.len() > 1)
            .or_else(|| marker::of_label(label)),
        _ => printed,
    };
    let linked = if block.linked >= block.text.len() {
        Linked::Wholly
    } else {
        Linked::Partly
    };
    Some(Piece {
        bold: bold_prefix(&block.kind).min(text.len()),
        text,
        mark,
        marker,
        nesting: block.nesting,
        line_ends: LineEnds::End,
        linked,
        opens_document: false,
    })
}

/// A further line of a block.
fn line_piece(document: &Document, block: &Block, range: Range<usize>) -> Option<Piece> {
    let mut piece = block_piece(document, block, range)?;
    piece.marker = marker::parse(piece.of(&document.text));
    piece.bold = 0;
    if !matches!(piece.mark, Mark::Row { .. }) {
        piece.mark = Mark::Paragraph;
    }
    Some(piece)
}

fn bold_prefix(kind: &BlockKind) -> usize {
    match kind {
        BlockKind::Paragraph { bold_prefix } | BlockKind::ListItem { bold_prefix, .. } => {
            *bold_prefix
        }
        BlockKind::Heading { .. } | BlockKind::TableCell { .. } => 0,
    }
}
