//! Bytes to UTF-8, and which bytes are no text at all.

use encoding_rs::{
    UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252, WINDOWS_1257,
};

use super::Encoding;
use crate::error::{Error, Result};

/// A file as text.
pub(crate) struct Decoded {
    /// Its text, without byte order mark.
    pub(crate) text: String,
    pub(crate) encoding: Encoding,
}

/// How far into a file a declaration of its encoding is looked for, in bytes: what HTML says.
const PRESCAN: usize = 1024;

pub(crate) fn decode(name: &str, bytes: &[u8]) -> Result<Decoded> {
    if bytes.is_empty() {
        return Err(unreadable(name, "the file is empty"));
    }
    if let Some(format) = foreign_format(bytes) {
        return Err(unreadable(
            name,
            &format!("it looks like {format}, which is not read"),
        ));
    }
    if let Some(rest) = bytes.strip_prefix(b"\xEF\xBB\xBF") {
        let (text, damaged) = UTF_8.decode_without_bom_handling(rest);
        let encoding = if damaged {
            Encoding::DamagedUtf8
        } else {
            Encoding::Utf8Bom
        };
        return Ok(Decoded {
            text: text.into_owned(),
            encoding,
        });
    }
    if let Some(encoding) = utf16(bytes) {
        let decoder = if encoding == Encoding::Utf16Le {
            UTF_16LE
        } else {
            UTF_16BE
        };
        let (text, _) = decoder.decode_with_bom_removal(bytes);
        return Ok(Decoded {
            text: text.into_owned(),
            encoding,
        });
    }
    if bytes.contains(&0) {
        return Err(unreadable(
            name,
            "it looks like a binary file, which is not read",
        ));
    }
    Ok(decode_bytewise(bytes))
}

pub(super) fn unreadable(name: &str, reason: &str) -> Error {
    Error::Unreadable {
        name: name.to_owned(),
        reason: reason.to_owned(),
    }
}

/// The name of a format that is not text, by its first bytes.
fn foreign_format(bytes: &[u8]) -> Option<&'static str> {
    const MAGIC: [(&[u8], &str); 10] = [
        (b"%PDF-", "PDF"),
        (b"{\\rtf", "RTF"),
        (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
        (b"\xFF\xD8\xFF", "a JPEG picture"),
        (b"GIF8", "a GIF picture"),
        (b"\xD0\xCF\x11\xE0", "an old Microsoft Office file (DOC)"),
        (b"\x1F\x8B", "a gzip archive"),
        (b"BZh", "a bzip2 archive"),
        (b"7z\xBC\xAF", "a 7z archive"),
        (b"\xFF\xFE\x00\x00", "UTF-32 text"),
    ];
    if bytes.starts_with(b"PK\x03\x04") {
        return Some(zip_format(bytes));
    }
    MAGIC
        .iter()
        .find(|(magic, _)| bytes.starts_with(magic))
        .map(|&(_, format)| format)
}

/// Which of the formats that are ZIP archives this one is, by the names of its first files.
fn zip_format(bytes: &[u8]) -> &'static str {
    let names = String::from_utf8_lossy(&bytes[..bytes.len().min(8192)]);
    if names.contains("word/") || names.contains("[Content_Types].xml") {
        "DOCX"
    } else if names.contains("opendocument.text") {
        "ODT"
    } else {
        "a ZIP archive"
    }
}

/// The byte order of UTF-16, by its mark or by which half of the units is zero.
fn utf16(bytes: &[u8]) -> Option<Encoding> {
    if bytes.starts_with(b"\xFF\xFE") {
        return Some(Encoding::Utf16Le);
    }
    if bytes.starts_with(b"\xFE\xFF") {
        return Some(Encoding::Utf16Be);
    }
    let sample = &bytes[..bytes.len().min(4096)];
    let (mut high_first, mut low_first, mut units) = (0, 0, 0);
    for pair in sample.chunks_exact(2) {
        units += 1;
        high_first += usize::from(pair[0] == 0 && pair[1] != 0);
        low_first += usize::from(pair[1] == 0 && pair[0] != 0);
    }
    // Latin text has a zero in nearly every unit, on one side only.
    let mostly = |n: usize| units > 0 && n * 10 > units * 6;
    if mostly(low_first) && high_first * 20 < low_first {
        Some(Encoding::Utf16Le)
    } else if mostly(high_first) && low_first * 20 < high_first {
        Some(Encoding::Utf16Be)
    } else {
        None
    }
}

fn decode_bytewise(bytes: &[u8]) -> Decoded {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => {
            return Decoded {
                text: text.to_owned(),
                encoding: Encoding::Utf8,
            };
        }
        Err(_) if is_damaged_utf8(bytes) => String::from_utf8_lossy(bytes).into_owned(),
        Err(_) => {
            let encoding = declared(bytes).unwrap_or_else(|| guess(bytes));
            let (text, _) = encoder(encoding).decode_without_bom_handling(bytes);
            return Decoded {
                text: text.into_owned(),
                encoding,
            };
        }
    };
    Decoded {
        text,
        encoding: Encoding::DamagedUtf8,
    }
}

/// True where most of what is not ASCII is well-formed UTF-8: a cut or patched file, for no other
/// encoding looks like that by chance.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut sound, mut broken) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        sound += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    sound > 2 * broken
}

/// The encoding an HTML file declares, where it is one of those told apart.
fn declared(bytes: &[u8]) -> Option<Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(PRESCAN)]).to_ascii_lowercase();
    let label = head
        .split_once("charset=")?
        .1
        .trim_start_matches(['"', '\'', ' ']);
    let end = label
        .find(['"', '\'', ' ', ';', '>', '/'])
        .unwrap_or(label.len());
    known(encoding_rs::Encoding::for_label(&label.as_bytes()[..end])?)
}

fn guess(bytes: &[u8]) -> Encoding {
    let mut detector = chardetng::EncodingDetector::new();
    detector.feed(bytes, true);
    known(detector.guess(None, false)).unwrap_or(Encoding::Windows1252)
}

fn known(encoding: &'static encoding_rs::Encoding) -> Option<Encoding> {
    BYTEWISE
        .iter()
        .find(|(_, other)| *other == encoding)
        .map(|&(encoding, _)| encoding)
}

fn encoder(encoding: Encoding) -> &'static encoding_rs::Encoding {
    let found = BYTEWISE.iter().find(|(known, _)| *known == encoding);
    found.map_or(WINDOWS_1252, |&(_, encoder)| encoder)
}

static BYTEWISE: [(Encoding, &encoding_rs::Encoding); 4] = [
    (Encoding::Windows1252, WINDOWS_1252),
    (Encoding::Windows1250, WINDOWS_1250),
    (Encoding::Windows1251, WINDOWS_1251),
    (Encoding::Windows1257, WINDOWS_1257),
];
