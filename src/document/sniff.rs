//! Which format a text is in: its content first, then the extension of its name.

use std::sync::LazyLock;

use regex::Regex;

use super::Format;

/// How much of a text is looked at, in bytes.
const SAMPLE: usize = 64 * 1024;

static TAG: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)</?(?:html|head|body|main|article|section|div|p|h[1-6]|ul|ol|li|br|table|tr|td|span|strong|b|a)(?:\s[^<>]*)?/?>")
        .expect("the pattern is a constant")
});

/// Marks that a text without markup hardly holds: headings, links, bold, escapes.
static MARK: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?m)^#{1,6} \S|^={3,} *$|^[^\s].*\r?\n-{3,} *\r?$|\]\((?:https?:|/|#|mailto:)|\*\*\S|\d\\[.)]|^ {0,3}\*   \S")
        .expect("the pattern is a constant")
});

pub(super) fn format(name: &str, text: &str) -> Format {
    let sample = head_of(text);
    let head = sample.trim_start();
    let extension = name.rsplit_once('.').map(|(_, e)| e.to_ascii_lowercase());
    let named = match extension.as_deref() {
        Some("html" | "htm" | "xhtml") => Some(Format::Html),
        Some("md" | "markdown") => Some(Format::Markdown),
        Some("txt" | "text") => Some(Format::PlainText),
        _ => None,
    };
    if is_html(head, named) {
        Format::Html
    } else if named != Some(Format::Markdown)
        && MARK.find_iter(sample).nth(marks_needed(named)).is_none()
    {
        Format::PlainText
    } else {
        Format::Markdown
    }
}

fn is_html(head: &str, named: Option<Format>) -> bool {
    let start = head
        .as_bytes()
        .get(..9)
        .unwrap_or(head.as_bytes())
        .to_ascii_lowercase();
    if [&b"<!doctype"[..], b"<html", b"<head", b"<body"]
        .iter()
        .any(|tag| start.starts_with(tag))
    {
        return true;
    }
    let mut tags = TAG.find_iter(head);
    match named {
        Some(Format::Html) => tags.next().is_some(),
        // Markdown may hold HTML: a line of it at the start does not make the whole HTML.
        Some(Format::Markdown) => false,
        _ => head.starts_with('<') && tags.nth(1).is_some() && MARK.find(head).is_none(),
    }
}

/// How many marks are still a chance in a text that says it has none.
fn marks_needed(named: Option<Format>) -> usize {
    match named {
        Some(Format::PlainText) => 2,
        _ => 0,
    }
}

fn head_of(text: &str) -> &str {
    let mut end = text.len().min(SAMPLE);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}
