//! Collects the visible text a format finds, with where each piece of it came from.

use std::ops::Range;

use super::{Block, BlockKind, Run};

/// What a [`Builder`] has collected.
pub(super) struct Content {
    pub(super) text: String,
    pub(super) blocks: Vec<Block>,
    pub(super) joins: Vec<usize>,
    pub(super) runs: Vec<Run>,
}

/// How a piece of text is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Weight {
    Normal,
    Bold,
}

/// White space that is written only once visible text follows it in the same block.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    None,
    Space,
    Line,
}

/// The block that is being written.
struct Open {
    kind: BlockKind,
    nesting: u8,
    source_start: usize,
    /// Where its text starts; none until something visible was written.
    text_start: Option<usize>,
    gap: Gap,
    bold: BoldPrefix,
    linked: usize,
}

/// The leading bold part of a block: a number before it belongs to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum BoldPrefix {
    /// Nothing but a number or marks yet.
    Awaited,
    /// Bold up to this offset of the text, and it may go on.
    Running(usize),
    /// Bold up to this offset of the text.
    Ended(usize),
    /// The block starts with text that is not bold.
    Absent,
}

/// Collects blocks of visible text in reading order.
pub(super) struct Builder<'s> {
    source: &'s str,
    text: String,
    blocks: Vec<Block>,
    joins: Vec<usize>,
    runs: Vec<Run>,
    open: Option<Open>,
    /// Whether what is copied now is the text of a link.
    pub(super) in_link: bool,
}

impl<'s> Builder<'s> {
    pub(super) fn new(source: &'s str) -> Self {
        Builder {
            source,
            text: String::with_capacity(source.len()),
            blocks: Vec::new(),
            joins: Vec::new(),
            runs: Vec::new(),
            open: None,
            in_link: false,
        }
    }

    pub(super) fn source(&self) -> &'s str {
        self.source
    }

    pub(super) fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// True where nothing visible was found yet.
    pub(super) fn is_empty(&self) -> bool {
        self.blocks.is_empty() && !self.has_text()
    }

    /// True where a block is open that shows something already.
    pub(super) fn has_text(&self) -> bool {
        self.open
            .as_ref()
            .is_some_and(|open| open.text_start.is_some())
    }

    /// Ends the block that is open, if any, and opens another.
    pub(super) fn open(&mut self, kind: BlockKind, nesting: usize, source_start: usize) {
        self.close(source_start);
        self.open = Some(Open {
            kind,
            nesting: u8::try_from(nesting).unwrap_or(u8::MAX),
            source_start,
            text_start: None,
            gap: Gap::None,
            bold: BoldPrefix::Awaited,
            linked: 0,
        });
    }

    /// Notes that what follows belongs to another document of the same file.
    pub(super) fn join(&mut self) {
        if !self.blocks.is_empty() && self.joins.last() != Some(&self.blocks.len()) {
            self.joins.push(self.blocks.len());
        }
    }

    /// White space between what was written and what follows, if both are visible.
    pub(super) fn space(&mut self) {
        self.gap(Gap::Space);
    }

    /// A line end that the source asks for inside the block.
    pub(super) fn line_break(&mut self) {
        self.gap(Gap::Line);
    }

    /// The space at `at` of the source, where it follows something visible.
    pub(super) fn copy_space(&mut self, at: usize, weight: Weight) {
        let waits = self.open.as_ref().is_none_or(|open| open.gap != Gap::None);
        if self.has_text() && !waits && !self.text.ends_with(' ') {
            self.copy(at..at + 1, weight);
        }
    }

    fn gap(&mut self, gap: Gap) {
        let redundant = gap == Gap::Space && self.text.ends_with(' ');
        if let Some(open) = self.open.as_mut().filter(|_| !redundant) {
            open.gap = open.gap.max(gap);
        }
    }

    /// Copies a part of the source as it stands. White space before the first visible character
    /// of a block is left out.
    pub(super) fn copy(&mut self, range: Range<usize>, weight: Weight) {
        let piece = &self.source[range.clone()];
        let skipped = if self.has_text() {
            0
        } else {
            piece.len() - piece.trim_start().len()
        };
        let piece = &piece[skipped..];
        if !piece.is_empty() && self.begin_piece() {
            self.push_run(piece.len(), range.start + skipped, piece.len());
            self.push(piece, weight);
        }
    }

    /// Writes `shown`, for which the source writes `range`.
    pub(super) fn replace(&mut self, shown: &str, range: Range<usize>, weight: Weight) {
        if self.source.get(range.clone()) == Some(shown) {
            return self.copy(range, weight);
        }
        if shown.trim().is_empty() && !self.has_text() {
            return;
        }
        if !shown.is_empty() && self.begin_piece() {
            // Equal lengths say "the same bytes"; where they would lie, the run stays out.
            if shown.len() != range.len() {
                self.push_run(shown.len(), range.start, range.len());
            }
            self.push(shown, weight);
        }
    }

    /// Writes what must stand before a piece of text; false where no block is open.
    fn begin_piece(&mut self) -> bool {
        let Some(open) = &mut self.open else {
            return false;
        };
        match (open.text_start, open.gap) {
            (None, _) => {
                if !self.text.is_empty() {
                    self.text.push('\n');
                }
                open.text_start = Some(self.text.len());
            }
            (Some(_), Gap::None) => {}
            (Some(_), Gap::Space) => self.text.push(' '),
            (Some(_), Gap::Line) => self.text.push('\n'),
        }
        open.gap = Gap::None;
        true
    }

    fn push(&mut self, piece: &str, weight: Weight) {
        self.text.push_str(piece);
        if let Some(open) = &mut self.open {
            open.bold = open.bold.after(piece, weight, self.text.len());
            if self.in_link {
                open.linked += piece.len();
            }
        }
    }

    fn push_run(&mut self, text_len: usize, source_start: usize, source_len: usize) {
        let text_start = self.text.len();
        let verbatim = text_len == source_len;
        if let Some(last) = self.runs.last_mut()
            && verbatim
            && last.is_verbatim()
            && last.text_end() == text_start
            && last.source_end() == source_start
        {
            last.text_len += text_len;
            last.source_len += source_len;
            return;
        }
        self.runs.push(Run {
            text_start,
            text_len,
            source_start,
            source_len,
        });
    }

    /// Ends the block that is open, if any; it is kept where it shows something.
    pub(super) fn close(&mut self, source_end: usize) {
        let Some(open) = self.open.take() else {
            return;
        };
        let Some(start) = open.text_start else {
            return;
        };
        let end = start + self.text[start..].trim_end().len();
        if !self.text[start..end].chars().any(is_visible) {
            return self.drop_text_from(start.saturating_sub(1));
        }
        self.drop_text_from(end);
        self.blocks.push(Block {
            kind: open
                .kind
                .with_bold_prefix(open.bold.end().saturating_sub(start).min(end - start)),
            text: start..end,
            source: open.source_start..source_end.max(open.source_start),
            nesting: open.nesting,
            linked: open.linked.min(end - start),
        });
    }

    fn drop_text_from(&mut self, end: usize) {
        self.text.truncate(end);
        while let Some(last) = self.runs.last_mut() {
            if last.text_start >= end {
                self.runs.pop();
                continue;
            }
            if last.text_end() > end && last.is_verbatim() {
                last.text_len = end - last.text_start;
                last.source_len = last.text_len;
            } else if last.text_end() > end {
                last.text_len = end - last.text_start;
            }
            break;
        }
    }

    /// Everything collected.
    pub(super) fn finish(mut self) -> Content {
        self.close(self.source.len());
        Content {
            text: self.text,
            blocks: self.blocks,
            joins: self.joins,
            runs: self.runs,
        }
    }
}

impl BoldPrefix {
    fn after(self, piece: &str, weight: Weight, text_end: usize) -> BoldPrefix {
        let blank = piece.trim().is_empty();
        match (self, weight) {
            (BoldPrefix::Awaited | BoldPrefix::Running(_), Weight::Bold) if !blank => {
                BoldPrefix::Running(text_end)
            }
            (BoldPrefix::Awaited, Weight::Normal) if piece.chars().any(char::is_alphabetic) => {
                BoldPrefix::Absent
            }
            (BoldPrefix::Running(end), Weight::Normal) if !blank => BoldPrefix::Ended(end),
            (unchanged, _) => unchanged,
        }
    }

    fn end(self) -> usize {
        match self {
            BoldPrefix::Running(end) | BoldPrefix::Ended(end) => end,
            BoldPrefix::Awaited | BoldPrefix::Absent => 0,
        }
    }
}

impl BlockKind {
    fn with_bold_prefix(self, bold_prefix: usize) -> BlockKind {
        match self {
            BlockKind::Paragraph { .. } => BlockKind::Paragraph { bold_prefix },
            BlockKind::ListItem { depth, label, .. } => BlockKind::ListItem {
                depth,
                label,
                bold_prefix,
            },
            other => other,
        }
    }
}

/// True for a character that leaves a mark: neither white space nor of zero width.
fn is_visible(c: char) -> bool {
    !c.is_whitespace()
        && !c.is_control()
        && !matches!(
            c,
            '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}'
        )
}
