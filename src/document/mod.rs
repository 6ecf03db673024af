//! Bytes to a [`Document`]: blocks that know where they stand in the source.
//!
//! In: a name and the bytes of a file. Out: its visible text, cut into blocks
//! (headings, paragraphs, list items, table cells), with a map from every piece of
//! that text back to the source. Nothing here knows about clauses or scores.

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// A read document: its source, its visible text, and the blocks of that text.
///
/// `text` is the visible text of all blocks, in order, a line feed between two blocks.
/// All later stages work on byte ranges of `text`; [`Document::source_spans`] leads back
/// to the source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Document {
    /// The name it is shown under: a path, or a title the caller chose.
    pub name: String,
    /// The format it was read as.
    pub format: Format,
    /// The encoding its bytes were in.
    pub encoding: Encoding,
    /// SHA-256 of the bytes, in lower-case hexadecimal.
    pub sha256: String,
    /// The source, decoded to UTF-8.
    pub source: String,
    /// The visible text.
    pub text: String,
    /// The blocks, in reading order; their ranges in `text` are disjoint and ascending.
    pub blocks: Vec<Block>,
    /// The runs of `text` with where each came from, ascending in both.
    pub(crate) runs: Vec<Run>,
}

/// A run of visible text and the part of the source that shows it.
///
/// Where both have the same length the run was copied byte for byte; otherwise it
/// stands for something longer or shorter in the source (an entity, an escape).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Run {
    pub(crate) text_start: usize,
    pub(crate) text_len: usize,
    pub(crate) source_start: usize,
    pub(crate) source_len: usize,
}

/// One block of visible text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Block {
    /// What kind of block it is.
    pub kind: BlockKind,
    /// Byte range of its text in [`Document::text`].
    pub text: Range<usize>,
    /// Byte range in [`Document::source`], markup included.
    pub source: Range<usize>,
}

/// The kinds of block a format can tell apart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
#[non_exhaustive]
pub enum BlockKind {
    /// A heading as marked up, level 1 to 6.
    Heading {
        /// 1 (highest) to 6.
        level: u8,
    },
    /// A paragraph.
    Paragraph {
        /// The leading part of the text that is set in bold, in bytes: a run-in or pseudo-heading.
        bold_prefix: usize,
    },
    /// An item of a list, or the first paragraph of it.
    ListItem {
        /// Nesting depth, 1 for the outermost list.
        depth: u8,
        /// The label the list gives it ("3.", "c)"), where the list is ordered.
        label: Option<String>,
        /// As for a paragraph.
        bold_prefix: usize,
    },
    /// A cell of a table.
    TableCell {
        /// Row, from 0 (the header).
        row: usize,
        /// Column, from 0.
        column: usize,
    },
}

/// The formats read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Format {
    /// Markdown as collectors of terms write it.
    Markdown,
    /// HTML.
    Html,
    /// Text without markup.
    PlainText,
}

/// The encodings told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Encoding {
    /// UTF-8 without a byte order mark.
    Utf8,
    /// UTF-8 with a byte order mark.
    Utf8Bom,
    /// UTF-16, little endian.
    Utf16Le,
    /// UTF-16, big endian.
    Utf16Be,
    /// Windows-1252, of which Latin-1 is read as a part.
    Windows1252,
}
