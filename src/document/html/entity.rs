//! Character references: `&eacute;`, `&#233;`, `&#xE9;`.

use pulldown_cmark::{Event, Parser};

/// The longest reference looked for, in bytes: HTML has none longer.
const LONGEST: usize = 33;

/// The reference at the start of `text`, which starts with `&`: what it stands for and its length.
pub(super) fn decode(text: &str) -> Option<(String, usize)> {
    let head = &text.as_bytes()[..text.len().min(LONGEST)];
    let body = head[1..]
        .iter()
        .take_while(|b| b.is_ascii_alphanumeric() || **b == b'#')
        .count()
        + 1;
    let name = &text[1..body];
    if head.get(body) != Some(&b';') {
        return unclosed(name);
    }
    if let Some(digits) = name.strip_prefix('#') {
        return Some((numeric(digits)?.to_string(), body + 1));
    }
    if let Some(shown) = common(name) {
        return Some((shown.to_owned(), body + 1));
    }
    rare(&text[..=body]).map(|shown| (shown, body + 1))
}

fn numeric(digits: &str) -> Option<char> {
    let code = match digits.strip_prefix(['x', 'X']) {
        Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16).ok()?,
        None => digits.parse().ok()?,
    };
    Some(match code {
        // The C1 controls are written by those who mean Windows-1252.
        0x80..=0x9f => {
            let byte = [u8::try_from(code).ok()?];
            let (text, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(&byte);
            text.chars().next()?
        }
        0 => char::REPLACEMENT_CHARACTER,
        _ => char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER),
    })
}

/// Old references may lack their semicolon.
fn unclosed(name: &str) -> Option<(String, usize)> {
    if let Some(digits) = name.strip_prefix('#') {
        return Some((numeric(digits)?.to_string(), name.len() + 1));
    }
    let shown = common(name).filter(|_| name.chars().all(|c| c.is_ascii_alphabetic()))?;
    Some((shown.to_owned(), name.len() + 1))
}

/// The references that terms use; a table of all 2,231 stands in the Markdown parser.
fn common(name: &str) -> Option<&'static str> {
    Some(match name {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" => "\"",
        "apos" => "'",
        "nbsp" => "\u{a0}",
        "eacute" => "é",
        "egrave" => "è",
        "ecirc" => "ê",
        "agrave" => "à",
        "acirc" => "â",
        "ccedil" => "ç",
        "icirc" => "î",
        "ocirc" => "ô",
        "ugrave" => "ù",
        "ucirc" => "û",
        "Eacute" => "É",
        "Agrave" => "À",
        "laquo" => "«",
        "raquo" => "»",
        "rsquo" => "’",
        "lsquo" => "‘",
        "ldquo" => "“",
        "rdquo" => "”",
        "hellip" => "…",
        "ndash" => "–",
        "mdash" => "—",
        "euro" => "€",
        "copy" => "©",
        "reg" => "®",
        "sect" => "§",
        "deg" => "°",
        _ => return None,
    })
}

fn rare(reference: &str) -> Option<String> {
    match Parser::new(reference).nth(1) {
        Some(Event::Text(shown)) if &*shown != reference && &*shown != "&" => {
            Some(shown.into_string())
        }
        _ => None,
    }
}
