//! The way from the visible text back to the source.

use std::ops::Range;

use super::{Document, Run};

impl Document {
    /// The part of the source that shows `text`, a byte range of [`Document::text`].
    ///
    /// It is the hull: markup between the first and the last character is inside. A range
    /// without any character of the source in it (a line feed between two blocks) gives the
    /// empty range at the end of what stands before it.
    pub fn source_span(&self, text: Range<usize>) -> Range<usize> {
        let spans = self.source_spans(text.clone());
        match (spans.first(), spans.last()) {
            (Some(first), Some(last)) => first.start..last.end,
            _ => {
                let before = self.runs.partition_point(|run| run.text_start < text.start);
                let end = self.runs[..before].last().map_or(0, Run::source_end);
                end..end
            }
        }
    }

    /// The parts of the source that, put together, are the characters of `text`, a byte range of
    /// [`Document::text`]; white space that stands for markup or for a line end is not among
    /// them.
    ///
    /// Where the source writes a character in another way (an entity, an escape), the part is
    /// that whole writing.
    pub fn source_spans(&self, text: Range<usize>) -> Vec<Range<usize>> {
        let first = self
            .runs
            .partition_point(|run| run.text_end() <= text.start);
        let mut spans: Vec<Range<usize>> = Vec::new();
        for run in &self.runs[first..] {
            if run.text_start >= text.end {
                break;
            }
            let span = run.source_of(&text);
            match spans.last_mut() {
                Some(last) if last.end == span.start => last.end = span.end,
                _ => spans.push(span),
            }
        }
        spans
    }

    /// The index of the block that holds the byte at `offset` of [`Document::text`]; none between
    /// two blocks.
    pub fn block_at(&self, offset: usize) -> Option<usize> {
        let index = self
            .blocks
            .partition_point(|block| block.text.end <= offset);
        let block = self.blocks.get(index)?;
        block.text.contains(&offset).then_some(index)
    }
}

impl Run {
    pub(super) fn text_end(&self) -> usize {
        self.text_start + self.text_len
    }

    pub(super) fn source_end(&self) -> usize {
        self.source_start + self.source_len
    }

    pub(super) fn is_verbatim(&self) -> bool {
        self.text_len == self.source_len
    }

    /// The part of the source that shows the part of `text` that lies in this run.
    fn source_of(&self, text: &Range<usize>) -> Range<usize> {
        if !self.is_verbatim() {
            return self.source_start..self.source_end();
        }
        let start = text.start.max(self.text_start) - self.text_start;
        let end = text.end.min(self.text_end()) - self.text_start;
        self.source_start + start..self.source_start + end
    }
}
