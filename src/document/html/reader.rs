//! Walks over the tags of a page and hands its visible text to the builder.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::attribute::Attributes;
use super::element::Element;
use super::entity;
use super::label::ListStyle;
use super::token::{Token, Tokenizer};
use crate::document::BlockKind;
use crate::document::builder::{Builder, Weight};

/// What happens to the chrome of a site.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Chrome {
    LeftOut,
    Kept,
}

/// How far up the open elements an item or a cell looks for the one it ends.
const LOOK_BACK: usize = 32;

/// An element that is open.
struct Opened<'s> {
    name: &'s str,
    element: Element,
    bold: bool,
}

struct List {
    /// How its items are counted; none for bullets.
    style: Option<ListStyle>,
    next: i64,
}

#[derive(Default)]
struct Table {
    rows: usize,
    columns: usize,
}

pub(super) struct Reader<'b, 's> {
    builder: &'b mut Builder<'s>,
    tokens: Tokenizer<'s>,
    /// Where the part ends.
    end: usize,
    chrome: Chrome,
    /// Lists around the part that is read.
    outer_nesting: usize,
    stack: Vec<Opened<'s>>,
    /// How many elements of each kind of name are open, so that a stray end tag costs nothing.
    open_names: FxHashMap<String, usize>,
    lists: Vec<List>,
    tables: Vec<Table>,
    bold: usize,
    mains: usize,
    preformatted: usize,
    /// Height of the stack below the element whose content is left out.
    hidden_from: Option<usize>,
    /// The label of an item that has no block yet.
    item: Option<Option<String>>,
}

impl<'b, 's> Reader<'b, 's> {
    pub(super) fn new(
        builder: &'b mut Builder<'s>,
        part: Range<usize>,
        outer_nesting: usize,
        chrome: Chrome,
    ) -> Self {
        Reader {
            end: part.end,
            tokens: Tokenizer::new(builder.source(), part),
            builder,
            chrome,
            outer_nesting,
            stack: Vec::new(),
            open_names: FxHashMap::default(),
            lists: Vec::new(),
            tables: Vec::new(),
            bold: 0,
            mains: 0,
            preformatted: 0,
            hidden_from: None,
            item: None,
        }
    }

    pub(super) fn read(mut self) {
        while let Some(token) = self.tokens.next() {
            match token {
                Token::Text(range) if self.hidden_from.is_none() => self.text(range),
                Token::Text(_) => {}
                Token::Start {
                    name,
                    attributes,
                    range,
                } => self.start(name, attributes, range),
                Token::End { name, range } => self.end(name, range),
            }
        }
        self.builder.close(self.end);
        self.builder.in_link = false;
    }

    fn start(&mut self, name: &'s str, attribute_text: &'s str, range: Range<usize>) {
        let element = Element::named(name);
        if element == Element::Raw {
            self.tokens.skip_raw(name);
            return;
        }
        if element.breaks_text() {
            self.builder.close(range.start);
        }
        let attributes = Attributes::read(attribute_text);
        if element.is_void() {
            return self.void(element);
        }
        if attribute_text.ends_with('/') && element == Element::Unknown {
            return;
        }
        self.close_implied(element, range.start);
        self.push(name, element, &attributes);
        if self.hidden_from.is_none() && self.is_left_out(element, &attributes) {
            self.hidden_from = Some(self.stack.len() - 1);
        }
        if self.hidden_from.is_none() {
            self.enter(element, &attributes, range.start);
        }
    }

    fn void(&mut self, element: Element) {
        if element == Element::LineBreak && self.hidden_from.is_none() {
            self.builder.line_break();
        }
    }

    fn push(&mut self, name: &'s str, element: Element, attributes: &Attributes<'_>) {
        let bold = element == Element::Bold || attributes.is_bold();
        self.bold += usize::from(bold);
        self.mains += usize::from(element == Element::Main);
        self.preformatted += usize::from(element == Element::Preformatted);
        *self
            .open_names
            .entry(name.to_ascii_lowercase())
            .or_default() += 1;
        self.stack.push(Opened {
            name,
            element,
            bold,
        });
    }

    fn is_left_out(&self, element: Element, attributes: &Attributes<'_>) -> bool {
        if element == Element::Hidden || attributes.is_hidden() {
            return true;
        }
        if self.chrome == Chrome::Kept {
            return false;
        }
        match element {
            Element::Navigation => true,
            Element::Chrome => self.mains == 0,
            _ => attributes.is_site_chrome() && self.mains == 0 || attributes.is_cookie_banner(),
        }
    }

    /// What an element that has just been opened does.
    fn enter(&mut self, element: Element, attributes: &Attributes<'_>, at: usize) {
        match element {
            Element::Heading(level) => self.open_heading(level, at),
            Element::OrderedList => self.lists.push(List {
                style: Some(ListStyle::of(attributes)),
                next: attributes
                    .start
                    .and_then(|s| s.trim().parse().ok())
                    .unwrap_or(1),
            }),
            Element::BulletList => self.lists.push(List {
                style: None,
                next: 1,
            }),
            Element::Item => self.item = Some(self.next_label(attributes)),
            Element::Table => self.tables.push(Table::default()),
            Element::Row => {
                if let Some(table) = self.tables.last_mut() {
                    table.rows += 1;
                    table.columns = 0;
                }
            }
            Element::Cell => {
                if let Some(table) = self.tables.last_mut() {
                    table.columns += 1;
                }
            }
            Element::Link => self.builder.in_link = true,
            _ => {}
        }
    }

    /// Ends what an element ends by starting: `<li>` the item before it, `<td>` the cell.
    fn close_implied(&mut self, element: Element, at: usize) {
        let (ends, within): (&[Element], &[Element]) = match element {
            Element::Item => (
                &[Element::Item],
                &[Element::OrderedList, Element::BulletList],
            ),
            Element::Cell => (&[Element::Cell], &[Element::Row, Element::Table]),
            Element::Row => (&[Element::Row], &[Element::Table]),
            _ if element.breaks_text() => return self.close_paragraph(at),
            _ => return,
        };
        let below = self.stack.iter().rev().take(LOOK_BACK);
        let found = below
            .enumerate()
            .take_while(|(_, open)| !within.contains(&open.element))
            .filter(|(_, open)| ends.contains(&open.element))
            .last();
        if let Some((depth, _)) = found {
            self.pop_to(self.stack.len() - depth - 1, at);
        }
    }

    fn close_paragraph(&mut self, at: usize) {
        if self
            .stack
            .last()
            .is_some_and(|open| open.name.eq_ignore_ascii_case("p"))
        {
            self.pop_to(self.stack.len() - 1, at);
        }
    }

    fn end(&mut self, name: &str, range: Range<usize>) {
        let element = Element::named(name);
        if element.breaks_text() {
            self.builder.close(range.end);
        }
        if element == Element::LineBreak {
            return self.void(element);
        }
        let lower = name.to_ascii_lowercase();
        if self.open_names.get(&lower).copied().unwrap_or(0) == 0 {
            return;
        }
        if let Some(at) = self
            .stack
            .iter()
            .rposition(|open| open.name.eq_ignore_ascii_case(name))
        {
            self.pop_to(at, range.end);
        }
    }

    /// Closes all open elements from the height `to` up.
    fn pop_to(&mut self, to: usize, at: usize) {
        while self.stack.len() > to {
            let Some(opened) = self.stack.pop() else {
                return;
            };
            if let Some(count) = self.open_names.get_mut(&opened.name.to_ascii_lowercase()) {
                *count = count.saturating_sub(1);
            }
            self.bold -= usize::from(opened.bold);
            self.mains -= usize::from(opened.element == Element::Main);
            self.preformatted -= usize::from(opened.element == Element::Preformatted);
            if self.hidden_from.is_none() {
                self.leave(opened.element, at);
            }
            if self
                .hidden_from
                .is_some_and(|height| self.stack.len() <= height)
            {
                self.hidden_from = None;
            }
        }
    }

    fn leave(&mut self, element: Element, at: usize) {
        match element {
            Element::OrderedList | Element::BulletList => {
                self.lists.pop();
                self.item = None;
            }
            Element::Item => self.item = None,
            Element::Table => {
                self.tables.pop();
            }
            Element::Link => self.builder.in_link = false,
            _ => {}
        }
        if element.breaks_text() {
            self.builder.close(at);
        }
    }

    fn next_label(&mut self, attributes: &Attributes<'_>) -> Option<String> {
        let list = self.lists.last_mut()?;
        let style = list.style?;
        let number = attributes
            .value
            .and_then(|v| v.trim().parse().ok())
            .unwrap_or(list.next);
        list.next = number.saturating_add(1);
        Some(style.label(number))
    }

    fn nesting(&self) -> usize {
        self.outer_nesting + self.lists.len()
    }

    /// Opens a heading; in an ordered list its number is worth more than its level.
    fn open_heading(&mut self, level: u8, at: usize) {
        if matches!(self.item, Some(Some(_))) {
            self.open_text(at);
            return;
        }
        self.item = None;
        self.builder
            .open(BlockKind::Heading { level }, self.nesting(), at);
    }

    fn open_text(&mut self, at: usize) {
        let nesting = self.nesting();
        let depth = u8::try_from(nesting).unwrap_or(u8::MAX);
        let kind = match (self.item.take(), self.cell()) {
            (Some(label), _) => BlockKind::ListItem {
                depth,
                label,
                bold_prefix: 0,
            },
            (None, Some((row, column))) => BlockKind::TableCell { row, column },
            (None, None) => BlockKind::Paragraph { bold_prefix: 0 },
        };
        self.builder.open(kind, nesting, at);
    }

    /// The cell that is open, counted from 0.
    fn cell(&self) -> Option<(usize, usize)> {
        let table = self.tables.last()?;
        Some((table.rows.checked_sub(1)?, table.columns.checked_sub(1)?))
    }

    fn text(&mut self, range: Range<usize>) {
        let source = self.builder.source();
        let text = &source[range.clone()];
        if !self.builder.is_open() {
            if text.trim().is_empty() {
                return;
            }
            self.open_text(range.start);
        }
        let in_heading_item = self
            .stack
            .iter()
            .rev()
            .take(4)
            .any(|o| matches!(o.element, Element::Heading(_)));
        let weight = if self.bold > 0 || in_heading_item {
            Weight::Bold
        } else {
            Weight::Normal
        };
        let mut at = range.start;
        while at < range.end {
            at += self.piece(&source[at..range.end], at, weight);
        }
    }

    /// Writes the piece of text at the start of `rest` and says how long it is: white space, a
    /// reference, or what comes before the next of them.
    fn piece(&mut self, rest: &str, at: usize, weight: Weight) -> usize {
        let spaces = rest.len() - rest.trim_ascii_start().len();
        if spaces > 0 {
            self.white_space(&rest[..spaces], at, weight);
            return spaces;
        }
        if rest.starts_with('&') {
            if let Some((shown, len)) = entity::decode(rest) {
                self.builder.replace(&shown, at..at + len, weight);
                return len;
            }
            self.builder.copy(at..at + 1, weight);
            return 1;
        }
        let len = rest
            .find(|c: char| c == '&' || c.is_ascii_whitespace())
            .unwrap_or(rest.len());
        self.builder.copy(at..at + len, weight);
        len
    }

    /// White space is one space, except in preformatted text, where line ends count.
    fn white_space(&mut self, spaces: &str, at: usize, weight: Weight) {
        if self.preformatted > 0 && spaces.contains('\n') {
            self.builder.line_break();
        } else if spaces == " " {
            self.builder.copy_space(at, weight);
        } else {
            self.builder.space();
        }
    }
}
