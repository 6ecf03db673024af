//! HTML: the blocks a reader of the page sees.
//!
//! The tags are read by a tokenizer of our own, in one pass and without a tree, so that every
//! character keeps its exact place in the source, and depth of nesting costs nothing. Left out are
//! scripts, styles, what is hidden, and the chrome of the site: `nav`, `header` and `footer`
//! outside of `main` and `article`, and banners about cookies.

mod attribute;
mod element;
mod entity;
mod label;
mod reader;
mod token;

use std::ops::Range;

use super::builder::Builder;
use element::Element;
use reader::{Chrome, Reader};

/// Reads the whole source of `builder`.
///
/// Where leaving out the chrome leaves nothing, the page is read with it: some pages put all of
/// their text into a `header`.
pub(super) fn read(builder: &mut Builder<'_>) {
    let whole = 0..builder.source().len();
    Reader::new(builder, whole.clone(), 0, Chrome::LeftOut).read();
    if builder.is_empty() {
        Reader::new(builder, whole, 0, Chrome::Kept).read();
    }
}

/// Reads a part of the source that is HTML, `nesting` lists deep.
pub(super) fn read_part(builder: &mut Builder<'_>, part: Range<usize>, nesting: usize) {
    Reader::new(builder, part, nesting, Chrome::Kept).read();
}

/// What a tag inside a line of Markdown asks for.
pub(super) enum InlineTag {
    Break,
    BoldStart,
    BoldEnd,
    /// A tag or comment of HTML without effect on the text.
    Known,
    /// No tag of HTML.
    Unknown,
}

pub(super) fn inline_tag(tag: &str) -> InlineTag {
    let name = tag.trim_start_matches(['<', '/']);
    let end = name
        .find(|c: char| !c.is_ascii_alphanumeric())
        .unwrap_or(name.len());
    match (Element::named(&name[..end]), tag.starts_with("</")) {
        (Element::LineBreak, _) => InlineTag::Break,
        (Element::Bold, false) => InlineTag::BoldStart,
        (Element::Bold, true) => InlineTag::BoldEnd,
        (Element::Unknown, _) if tag.starts_with("<!") || tag.starts_with("<?") => InlineTag::Known,
        (Element::Unknown, _) => InlineTag::Unknown,
        _ => InlineTag::Known,
    }
}
