//! Tags and text of HTML, each with its place in the source.

use std::ops::Range;

/// A piece of HTML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token<'s> {
    /// Text, entities not yet decoded.
    Text(Range<usize>),
    Start {
        name: &'s str,
        attributes: &'s str,
        range: Range<usize>,
    },
    End {
        name: &'s str,
        range: Range<usize>,
    },
}

/// Reads tokens from a part of a source; each byte is looked at a small constant number of times.
pub(super) struct Tokenizer<'s> {
    source: &'s str,
    at: usize,
    end: usize,
}

impl<'s> Tokenizer<'s> {
    pub(super) fn new(source: &'s str, part: Range<usize>) -> Self {
        Tokenizer {
            source,
            at: part.start,
            end: part.end,
        }
    }

    fn rest(&self) -> &'s str {
        &self.source[self.at..self.end]
    }

    /// Skips the content of an element that holds no markup, up to its end tag.
    pub(super) fn skip_raw(&mut self, name: &str) {
        let bytes = self.rest().as_bytes();
        let mut from = 0;
        while let Some(found) = find(&bytes[from..], b"</") {
            let start = from + found;
            let tag = &bytes[start + 2..];
            if tag.len() >= name.len() && tag[..name.len()].eq_ignore_ascii_case(name.as_bytes()) {
                self.at += start;
                return;
            }
            from = start + 2;
        }
        self.at = self.end;
    }

    /// The token at a `<`, or none where what follows is a comment, a declaration or cut off.
    fn markup(&mut self) -> Option<Token<'s>> {
        let start = self.at;
        let bytes = self.rest().as_bytes();
        match bytes.get(1) {
            Some(b'!') if bytes.starts_with(b"<!--") => {
                // `<!-->` is a whole comment.
                self.at = find(&bytes[2..], b"-->").map_or(self.end, |i| start + i + 5);
                None
            }
            Some(b'/') if bytes.get(2).is_some_and(u8::is_ascii_alphabetic) => {
                let (name, _) = self.tag(start + 2)?;
                Some(Token::End {
                    name,
                    range: start..self.at,
                })
            }
            Some(b'!' | b'?' | b'/') => {
                self.at = find(bytes, b">").map_or(self.end, |i| start + i + 1);
                None
            }
            _ => {
                let (name, attributes) = self.tag(start + 1)?;
                Some(Token::Start {
                    name,
                    attributes,
                    range: start..self.at,
                })
            }
        }
    }

    /// Reads a tag whose name starts at `start`; none where the source ends in it.
    fn tag(&mut self, start: usize) -> Option<(&'s str, &'s str)> {
        let bytes = &self.source.as_bytes()[start..self.end];
        let name_end = bytes
            .iter()
            .position(|b| b.is_ascii_whitespace() || matches!(b, b'/' | b'>'));
        let name_end = name_end.unwrap_or(bytes.len());
        let mut quote = None;
        let close = bytes[name_end..].iter().enumerate().position(|(i, &byte)| {
            match quote {
                Some(open) if byte == open => quote = None,
                Some(_) => {}
                None if byte == b'>' => return true,
                // A quote opens a value only after an equals sign.
                None if matches!(byte, b'"' | b'\'') && follows_equals(&bytes[name_end..], i) => {
                    quote = Some(byte);
                }
                None => {}
            }
            false
        });
        let Some(close) = close else {
            self.at = self.end;
            return None;
        };
        self.at = start + name_end + close + 1;
        Some((
            &self.source[start..start + name_end],
            &self.source[start + name_end..start + name_end + close],
        ))
    }
}

/// True where only white space stands between an equals sign and the byte at `i`; looks back at
/// most a few bytes.
fn follows_equals(bytes: &[u8], i: usize) -> bool {
    let before = bytes[i.saturating_sub(8)..i].trim_ascii_end();
    before.last() == Some(&b'=')
}

fn find(bytes: &[u8], needle: &[u8]) -> Option<usize> {
    bytes
        .windows(needle.len())
        .position(|window| window == needle)
}

impl<'s> Iterator for Tokenizer<'s> {
    type Item = Token<'s>;

    fn next(&mut self) -> Option<Token<'s>> {
        while self.at < self.end {
            let rest = self.rest();
            let text = text_len(rest);
            if text > 0 {
                let start = self.at;
                self.at += text;
                return Some(Token::Text(start..self.at));
            }
            if let Some(token) = self.markup() {
                return Some(token);
            }
        }
        None
    }
}

/// How much of `rest` comes before the next tag, comment or declaration.
fn text_len(rest: &str) -> usize {
    let mut from = 0;
    while let Some(found) = rest[from..].find('<') {
        let next = rest.as_bytes().get(from + found + 1);
        if next.is_some_and(|b| b.is_ascii_alphabetic() || matches!(b, b'/' | b'!' | b'?')) {
            return from + found;
        }
        from += found + 1;
    }
    rest.len()
}
