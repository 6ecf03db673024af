//! Markdown, as collectors of terms write it: CommonMark with tables, with two differences. Four
//! spaces of indent are no code, for converters indent what is nested; and a pair of asterisks
//! that closes nothing is markup gone wrong, not text.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::builder::{Builder, Weight};
use super::{BlockKind, html};

/// Reads the whole source of `builder`.
pub(super) fn read(builder: &mut Builder<'_>) {
    let view = View {
        text: builder.source(),
        lines: None,
    };
    Reader::new(builder, view).read();
}

/// What is parsed: the source, or lines of it with less indent.
struct View<'v> {
    text: &'v str,
    /// Where each line of `text` starts, there and in the source; none where they are the same.
    lines: Option<&'v [(usize, usize)]>,
}

impl View<'_> {
    /// The source of a part of the text that lies in one line.
    fn source_of(&self, range: Range<usize>) -> Range<usize> {
        self.source_at(range.start)..self.source_at(range.start) + range.len()
    }

    fn source_at(&self, offset: usize) -> usize {
        let Some(lines) = self.lines else {
            return offset;
        };
        let after = lines.partition_point(|(start, _)| *start <= offset);
        after
            .checked_sub(1)
            .map_or(offset, |i| lines[i].1 + offset - lines[i].0)
    }
}

/// A list that is open, with what its next item is called.
struct List {
    /// The number of the next item; none in a list of bullets.
    next: Option<u64>,
}

/// Where the reader stands in a table.
#[derive(Default)]
struct Cell {
    row: usize,
    column: usize,
}

struct Reader<'b, 's, 'v> {
    builder: &'b mut Builder<'s>,
    view: View<'v>,
    lists: Vec<List>,
    /// The label of an item that has no block yet: `Some(None)` is a bullet.
    item: Option<Option<String>>,
    cell: Cell,
    bold: usize,
    /// Inside a pair of asterisks that the parser did not take for bold.
    stray_bold: bool,
    /// Where a lone asterisk stands that waits for the other one of a pair.
    asterisk: Option<usize>,
    pictures: usize,
    /// The lines of an indented block, by their place in the source.
    indented: Option<Vec<Range<usize>>>,
}

impl<'b, 's, 'v> Reader<'b, 's, 'v> {
    fn new(builder: &'b mut Builder<'s>, view: View<'v>) -> Self {
        Reader {
            builder,
            view,
            lists: Vec::new(),
            item: None,
            cell: Cell::default(),
            bold: 0,
            stray_bold: false,
            asterisk: None,
            pictures: 0,
            indented: None,
        }
    }

    fn read(mut self) {
        let text = self.view.text;
        let mut html: Option<Range<usize>> = None;
        for (event, range) in Parser::new_ext(text, Options::ENABLE_TABLES).into_offset_iter() {
            if self.takes_asterisk(&event, &range) {
                continue;
            }
            match event {
                Event::Start(Tag::HtmlBlock) => html = Some(range),
                Event::End(TagEnd::HtmlBlock) => {
                    if let Some(block) = html.take() {
                        self.html_block(block);
                    }
                }
                Event::Html(_) => {}
                Event::Start(tag) => self.start(tag, range),
                Event::End(tag) => self.end(tag, range),
                Event::Text(shown) => self.text(&shown, range),
                Event::Code(shown) => self.code(&shown, range),
                Event::InlineHtml(tag) => self.inline_html(&tag, range),
                Event::SoftBreak => self.builder.space(),
                Event::HardBreak => self.builder.line_break(),
                Event::Rule => self.rule(range),
                _ => {}
            }
        }
        let end = self.view.source_at(text.len());
        self.builder.close(end);
    }

    /// Takes a lone asterisk, which the parser gives one by one where a pair closes nothing; the
    /// second of a pair starts or ends bold text.
    fn takes_asterisk(&mut self, event: &Event<'_>, range: &Range<usize>) -> bool {
        let lone = matches!(event, Event::Text(shown) if &**shown == "*")
            && self.pictures == 0
            && self.indented.is_none();
        if lone && !self.builder.is_open() {
            self.open_text(self.view.source_at(range.start));
        }
        let escaped = self.view.text[..range.start].ends_with('\\');
        match self.asterisk.take() {
            Some(first) if lone && first + 1 == range.start => {
                self.stray_bold = !self.stray_bold;
                return true;
            }
            Some(first) => self.write("*", first..first + 1),
            None => {}
        }
        if lone && !escaped {
            self.asterisk = Some(range.start);
        }
        lone && !escaped
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        let at = self.view.source_at(range.start);
        match tag {
            Tag::Paragraph => self.open_text(at),
            Tag::Heading { level, .. } => self.open_heading(level, at),
            Tag::List(start) => {
                self.builder.close(at);
                self.lists.push(List { next: start });
            }
            Tag::Item => {
                self.builder.close(at);
                self.item = Some(self.next_label(&range));
            }
            Tag::CodeBlock(kind) => {
                self.builder.close(at);
                match kind {
                    CodeBlockKind::Indented => self.indented = Some(Vec::new()),
                    CodeBlockKind::Fenced(_) => self.open_text(at),
                }
            }
            Tag::Table(_) => {
                self.builder.close(at);
                self.cell = Cell::default();
            }
            Tag::TableCell => {
                let Cell { row, column } = self.cell;
                let kind = BlockKind::TableCell { row, column };
                self.builder.open(kind, self.lists.len(), at);
            }
            Tag::BlockQuote(_) => self.builder.close(at),
            Tag::Strong => self.bold += 1,
            Tag::Link { .. } => self.builder.in_link = true,
            Tag::Image { .. } => self.pictures += 1,
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        let at = self.view.source_at(range.end);
        match tag {
            TagEnd::Paragraph | TagEnd::Heading(_) => self.close(at),
            TagEnd::Item => {
                self.close(at);
                self.item = None;
            }
            TagEnd::List(_) => {
                self.lists.pop();
            }
            TagEnd::CodeBlock => {
                self.close(at);
                if let Some(lines) = self.indented.take() {
                    self.read_indented(&lines);
                }
            }
            TagEnd::TableCell => {
                self.close(at);
                self.cell.column += 1;
            }
            TagEnd::TableHead | TagEnd::TableRow => {
                self.cell = Cell {
                    row: self.cell.row + 1,
                    column: 0,
                };
            }
            TagEnd::Strong => self.bold = self.bold.saturating_sub(1),
            TagEnd::Link => self.builder.in_link = false,
            TagEnd::Image => self.pictures = self.pictures.saturating_sub(1),
            _ => {}
        }
    }

    fn close(&mut self, at: usize) {
        self.builder.close(at);
        self.stray_bold = false;
    }

    /// Opens a paragraph, or the first block of the item that waits for it.
    fn open_text(&mut self, at: usize) {
        let nesting = self.lists.len();
        let depth = u8::try_from(nesting).unwrap_or(u8::MAX);
        let kind = match self.item.take() {
            Some(label) => BlockKind::ListItem {
                depth,
                label,
                bold_prefix: 0,
            },
            None => BlockKind::Paragraph { bold_prefix: 0 },
        };
        self.builder.open(kind, nesting, at);
    }

    /// Opens a heading. In an ordered list the number is worth more than the level: such a
    /// heading is an item that is bold throughout.
    fn open_heading(&mut self, level: HeadingLevel, at: usize) {
        if matches!(self.item, Some(Some(_))) {
            self.open_text(at);
            self.stray_bold = true;
            return;
        }
        self.item = None;
        let kind = BlockKind::Heading { level: level as u8 };
        self.builder.open(kind, self.lists.len(), at);
    }

    /// The label of the next item of the innermost list: as printed where that goes on, else
    /// counted.
    fn next_label(&mut self, range: &Range<usize>) -> Option<String> {
        let list = self.lists.last_mut()?;
        let expected = list.next?;
        let source = self.view.text[range.clone()].trim_start();
        let digits = source.len()
            - source
                .trim_start_matches(|c: char| c.is_ascii_digit())
                .len();
        let printed = source[..digits].parse::<u64>().unwrap_or(expected);
        let number = printed.max(expected);
        list.next = Some(number.saturating_add(1));
        let delimiter = if source[digits..].starts_with(')') {
            ')'
        } else {
            '.'
        };
        Some(format!("{number}{delimiter}"))
    }

    fn text(&mut self, shown: &str, range: Range<usize>) {
        if self.pictures > 0 {
            return;
        }
        if let Some(lines) = &mut self.indented {
            lines.push(self.view.source_of(range));
            return;
        }
        if !self.builder.is_open() {
            self.open_text(self.view.source_at(range.start));
        }
        // Lines of a fenced block come with their line ends.
        if shown.ends_with('\n') {
            let end = range.start + shown.trim_end().len();
            self.write(shown.trim_end(), range.start..end);
            self.builder.line_break();
        } else {
            self.write_pieces(shown, range);
        }
    }

    /// Writes text between pairs of asterisks that opened or closed nothing for the parser: they
    /// are markup gone wrong, and mean bold.
    fn write_pieces(&mut self, shown: &str, range: Range<usize>) {
        if shown.len() != range.len() || !shown.contains("**") {
            return self.write(shown, range);
        }
        let mut at = range.start;
        for (i, piece) in shown.split("**").enumerate() {
            if i > 0 {
                self.stray_bold = !self.stray_bold;
                at += "**".len();
            }
            self.write(piece, at..at + piece.len());
            at += piece.len();
        }
    }

    fn write(&mut self, shown: &str, range: Range<usize>) {
        let weight = self.weight();
        let source = self.view.source_of(range);
        self.builder.replace(shown, source, weight);
    }

    fn weight(&self) -> Weight {
        if self.bold > 0 || self.stray_bold {
            Weight::Bold
        } else {
            Weight::Normal
        }
    }

    fn code(&mut self, shown: &str, range: Range<usize>) {
        let inside = self.view.text[range.clone()].find(shown);
        let range = inside.map_or(range.clone(), |i| {
            range.start + i..range.start + i + shown.len()
        });
        self.text(shown, range);
    }

    /// A tag inside a line. What is no tag of HTML (`<platform name>`) was meant to be read.
    fn inline_html(&mut self, tag: &str, range: Range<usize>) {
        match html::inline_tag(tag) {
            html::InlineTag::Break => self.builder.line_break(),
            html::InlineTag::BoldStart => self.bold += 1,
            html::InlineTag::BoldEnd => self.bold = self.bold.saturating_sub(1),
            html::InlineTag::Known => {}
            html::InlineTag::Unknown => self.text(tag, range),
        }
    }

    fn html_block(&mut self, range: Range<usize>) {
        let range = self.view.source_at(range.start)..self.view.source_at(range.end);
        self.builder.close(range.start);
        html::read_part(self.builder, range, self.lists.len());
    }

    fn rule(&mut self, range: Range<usize>) {
        self.builder.close(self.view.source_at(range.start));
        if self.lists.is_empty() && self.view.text[range].trim() == "- - -" {
            self.builder.join();
        }
    }

    /// Reads the lines of a block that the parser took for code as what they are: nested text.
    fn read_indented(&mut self, lines: &[Range<usize>]) {
        let source = self.builder.source();
        if self.view.lines.is_some() {
            return self.copy_lines(lines);
        }
        let mut text = String::new();
        let mut starts = Vec::with_capacity(lines.len());
        for line in lines {
            let content = source[line.clone()].trim_start();
            starts.push((text.len(), line.end - content.len()));
            text.push_str(content);
        }
        let view = View {
            text: &text,
            lines: Some(&starts),
        };
        let mut inner = Reader::new(self.builder, view);
        inner.item = self.item.take();
        inner.read();
    }

    fn copy_lines(&mut self, lines: &[Range<usize>]) {
        let Some(first) = lines.first() else {
            return;
        };
        self.open_text(first.start);
        for line in lines {
            self.builder.copy(line.clone(), Weight::Normal);
            self.builder.space();
        }
        self.builder
            .close(lines.last().map_or(first.end, |last| last.end));
    }
}
