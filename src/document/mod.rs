//! Bytes to a [`Document`]: blocks that know where they stand in the source.
//!
//! In: a name and the bytes of a file. Out: its visible text, cut into blocks
//! (headings, paragraphs, list items, table cells), with a map from every piece of
//! that text back to the source. Nothing here knows about clauses or scores.

//!
//! `decode` turns bytes into UTF-8, `sniff` says which format the text is in, and each
//! format has a file that feeds its visible text to a `Builder`. A new format is a new
//! file here and a variant of [`Format`]; one whose source is not text (PDF, DOCX) makes
//! its extracted text the `source`.

mod builder;
pub(crate) mod counting;
pub(crate) mod decode;
mod html;
mod markdown;
mod plain;
mod sniff;
mod spans;
#[cfg(test)]
mod tests;

use std::ops::Range;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::error::Result;
use builder::Builder;

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
    /// Indexes into `blocks` of those that open another document of the same file: before
    /// them stands the `- - -` with which collectors join documents.
    pub joins: Vec<usize>,
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
    /// How many lists it stands in: 0 outside of any, and also counted for the second
    /// paragraph or a heading of an item.
    pub nesting: u8,
    /// How many bytes of its text are the text of links.
    pub linked: usize,
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
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
    /// Windows-1250, of Central Europe.
    Windows1250,
    /// Windows-1251, Cyrillic.
    Windows1251,
    /// Windows-1257, Baltic.
    Windows1257,
    /// UTF-8 with some bytes that are not, each shown as U+FFFD.
    DamagedUtf8,
}

impl Document {
    /// Reads the bytes of a file.
    ///
    /// `name` is what the document is shown under; its extension is asked only where the
    /// content does not tell the format.
    ///
    /// # Errors
    ///
    /// [`Error::Unreadable`](crate::Error::Unreadable) where there is no visible text, or the
    /// bytes are of a format that is not read.
    pub fn read(name: impl Into<String>, bytes: &[u8]) -> Result<Document> {
        let name = name.into();
        let decoded = decode::decode(&name, bytes)?;
        let format = sniff::format(&name, &decoded.text);
        let mut builder = Builder::new(&decoded.text);
        match format {
            Format::Markdown => markdown::read(&mut builder),
            Format::Html => html::read(&mut builder),
            Format::PlainText => plain::read(&mut builder),
        }
        let content = builder.finish();
        if content.blocks.is_empty() {
            return Err(decode::unreadable(&name, "no visible text"));
        }
        Ok(Document {
            name,
            format,
            encoding: decoded.encoding,
            sha256: hex_digest(bytes),
            source: decoded.text,
            text: content.text,
            blocks: content.blocks,
            joins: content.joins,
            runs: content.runs,
        })
    }

    /// A document made of lines, one paragraph a line, in which nothing is markup.
    ///
    /// Block `i` is line `i`, empty ones too: so the units of a gold set keep their numbers.
    /// The source is the lines with a line feed between two.
    pub fn from_lines(name: impl Into<String>, lines: &[&str]) -> Document {
        let source = lines.join("\n");
        let mut start = 0;
        let blocks = lines.iter().map(|line| {
            let range = start..start + line.len();
            start = range.end + 1;
            Block {
                kind: BlockKind::Paragraph { bold_prefix: 0 },
                text: range.clone(),
                source: range,
                nesting: 0,
                linked: 0,
            }
        });
        Document {
            name: name.into(),
            format: Format::PlainText,
            encoding: Encoding::Utf8,
            sha256: hex_digest(source.as_bytes()),
            blocks: blocks.collect(),
            joins: Vec::new(),
            runs: vec![Run {
                text_start: 0,
                text_len: source.len(),
                source_start: 0,
                source_len: source.len(),
            }],
            text: source.clone(),
            source,
        }
    }
}

fn hex_digest(bytes: &[u8]) -> String {
    use std::fmt::Write;
    let digest = Sha256::digest(bytes);
    digest
        .iter()
        .fold(String::with_capacity(64), |mut hex, byte| {
            // Writing to a string cannot fail.
            let _ = write!(hex, "{byte:02x}");
            hex
        })
}
