//! What holds for any document: nothing visible is lost or doubled, everything leads back to the
//! source, and nothing panics or runs away.

use std::fmt::Write;

use proptest::prelude::*;
use sujetion::Error;
use sujetion::clause::{ClauseId, ClauseTree};
use sujetion::document::{Document, Encoding, Format};

/// Pieces of markup and text that formats and clauses trip over.
fn token() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "\n",
        "\n\n",
        "\r\n",
        " ",
        "    ",
        "\t",
        "\u{a0}",
        "**",
        "*",
        "_",
        "# ",
        "### ",
        "===\n",
        "---\n",
        "- - -\n",
        "> ",
        "- ",
        "* ",
        "1. ",
        "2. ",
        "1\\. ",
        "1.1 ",
        "1.2. ",
        "(a) ",
        "(b) ",
        "(i) ",
        "a) ",
        "b) ",
        "● ",
        "Article 4 - ",
        "§1 ",
        "IV. ",
        "| a | b |\n",
        "|---|---|\n",
        "<div>",
        "</div>",
        "<br>",
        "<p>",
        "<ol type=a>",
        "<li>",
        "</ol>",
        "<table>",
        "<tr>",
        "<td>",
        "<b>",
        "</b>",
        "<!-- ",
        " -->",
        "<nav>",
        "</nav>",
        "<script>",
        "</script>",
        "&amp;",
        "&eacute;",
        "&#8217;",
        "&",
        "<",
        ">",
        "`",
        "```\n",
        "[link](",
        "http://a.b/c)",
        "![",
        "\\",
        ".",
        "...",
        "…",
        ";",
        ":",
        "?",
        "«",
        "»",
        "“",
        "”",
        "é",
        "日本",
        "\u{feff}",
        "Word ",
        "word ",
        "CAPS ",
        "You may leave. ",
        "Le livreur doit : ",
        "Définitions",
        "means ",
        "Page 3 of 14\n\n",
        "\u{0}",
        "\u{200b}",
    ])
}

fn tokens() -> impl Strategy<Value = String> {
    prop::collection::vec(token(), 0..60).prop_map(|tokens| tokens.concat())
}

/// Checks what must hold of every document.
fn check(document: &Document) {
    let text = &document.text;
    let mut end = 0;
    for block in &document.blocks {
        assert!(end <= block.text.start && block.text.start <= block.text.end);
        assert!(block.source.end <= document.source.len());
        end = block.text.end;
    }
    check_source(document);
    let tree = ClauseTree::from_document(document);
    check_cover(
        text,
        0..text.len(),
        tree.clauses.iter().map(|clause| clause.text.clone()),
    );
    for (i, clause) in tree.clauses.iter().enumerate() {
        check_cover(text, clause.text.clone(), clause.sentences.iter().cloned());
        assert!(
            clause.parent.is_none_or(|parent| parent < ClauseId(i)),
            "a parent comes first"
        );
        assert!(
            tree.lead_in(ClauseId(i))
                .is_none_or(|lead_in| Some(lead_in) == clause.parent)
        );
    }
}

/// The parts are in order, do not overlap, and only white space of `whole` is outside of them.
fn check_cover(
    text: &str,
    whole: std::ops::Range<usize>,
    parts: impl Iterator<Item = std::ops::Range<usize>>,
) {
    let mut at = whole.start;
    for part in parts.chain(std::iter::once(whole.end..whole.end)) {
        assert!(at <= part.start, "overlap at {at}");
        assert!(
            text[at..part.start].trim().is_empty(),
            "lost: {:?}",
            &text[at..part.start]
        );
        at = part.end;
    }
    assert!(at <= whole.end.max(at) && text[whole.end.min(at)..whole.end].trim().is_empty());
}

/// Each visible character leads to the source: to itself, or to its other writing.
fn check_source(document: &Document) {
    for (i, c) in document
        .text
        .char_indices()
        .filter(|(_, c)| !c.is_whitespace())
    {
        let range = i..i + c.len_utf8();
        let spans = document.source_spans(range.clone());
        let shown: String = spans
            .iter()
            .map(|span| &document.source[span.clone()])
            .collect();
        let other_writing = shown.starts_with('&') || shown.len() > c.len_utf8();
        assert!(
            shown == c.to_string() || other_writing,
            "{c:?} came from {shown:?}"
        );
        assert_eq!(document.source_span(range.clone()).start, spans[0].start);
        assert!(document.block_at(i).is_some());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn any_markdown_is_covered(text in tokens()) {
        if let Ok(document) = Document::read("a.md", text.as_bytes()) {
            check(&document);
        }
    }

    #[test]
    fn any_html_is_covered(text in tokens()) {
        let page = format!("<!DOCTYPE html><body>{text}");
        if let Ok(document) = Document::read("a.html", page.as_bytes()) {
            prop_assert_eq!(document.format, Format::Html);
            check(&document);
        }
    }

    #[test]
    fn any_plain_text_is_covered(text in tokens()) {
        if let Ok(document) = Document::read("a.txt", text.as_bytes()) {
            check(&document);
        }
    }

    #[test]
    fn any_lines_are_covered(lines in prop::collection::vec(tokens(), 0..12)) {
        let lines: Vec<String> = lines.iter().map(|line| line.replace(['\n', '\r'], " ")).collect();
        let borrowed: Vec<&str> = lines.iter().map(String::as_str).collect();
        let document = Document::from_lines("lines", &borrowed);
        prop_assert_eq!(document.blocks.len(), lines.len());
        for (block, line) in document.blocks.iter().zip(&lines) {
            prop_assert_eq!(&document.text[block.text.clone()], line.as_str());
        }
        check(&document);
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        if let Ok(document) = Document::read("noise", &bytes) {
            check(&document);
        }
    }
}

fn read(name: &str, bytes: &[u8]) -> Document {
    Document::read(name, bytes).expect("the bytes are readable")
}

#[test]
fn encodings_are_told_apart() {
    let text = "Le livreur s’engage à être prêt, même l’été.";
    let utf16 =
        |units: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(units).collect::<Vec<u8>>();
    let windows: Vec<u8> = text
        .chars()
        .map(|c| {
            if c == '’' {
                0x92
            } else {
                u8::try_from(u32::from(c)).expect("Latin-1")
            }
        })
        .collect();
    let cases: [(Encoding, Vec<u8>); 7] = [
        (Encoding::Utf8, text.into()),
        (
            Encoding::Utf8Bom,
            [b"\xEF\xBB\xBF", text.as_bytes()].concat(),
        ),
        (
            Encoding::Utf16Le,
            [vec![0xFF, 0xFE], utf16(|unit| unit.to_le_bytes())].concat(),
        ),
        (
            Encoding::Utf16Be,
            [vec![0xFE, 0xFF], utf16(|unit| unit.to_be_bytes())].concat(),
        ),
        (Encoding::Utf16Le, utf16(|unit| unit.to_le_bytes())),
        (Encoding::Utf16Be, utf16(|unit| unit.to_be_bytes())),
        (Encoding::Windows1252, windows),
    ];
    for (encoding, bytes) in cases {
        let document = read("a.txt", &bytes);
        assert_eq!(
            (document.encoding, document.text.as_str()),
            (encoding, text)
        );
    }
}

#[test]
fn a_cut_character_does_not_change_the_encoding() {
    let bytes = "Les règles d’été sont là.".as_bytes();
    let mut cut = bytes.to_vec();
    cut.extend(&"é".as_bytes()[..1]);
    let document = read("a.txt", &cut);
    assert_eq!(document.encoding, Encoding::DamagedUtf8);
    assert!(document.text.starts_with("Les règles d’été"));
}

#[test]
fn what_is_no_text_is_refused_by_name() {
    let cases: [(&[u8], &str); 7] = [
        (b"", "empty"),
        (b" \n\t ", "no visible text"),
        (b"%PDF-1.7\n", "PDF"),
        (
            b"PK\x03\x04....[Content_Types].xml word/document.xml",
            "DOCX",
        ),
        (b"PK\x03\x04....a.txt", "ZIP"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"abc\x00\x01\x02\x00def", "binary"),
    ];
    for (bytes, expected) in cases {
        match Document::read("terms.bin", bytes) {
            Err(error @ Error::Unreadable { .. }) => {
                let message = error.to_string();
                assert!(
                    message.starts_with("terms.bin: ") && message.contains(expected),
                    "{message}"
                );
            }
            other => panic!("{expected}: {other:?}"),
        }
    }
}

#[test]
fn content_tells_the_format_before_the_extension() {
    let format = |name: &str, text: &str| read(name, text.as_bytes()).format;
    assert_eq!(
        format("a.txt", "<!DOCTYPE html><p>You ride.</p>"),
        Format::Html
    );
    assert_eq!(
        format("a.md", "<html><body>You ride.</body></html>"),
        Format::Html
    );
    assert_eq!(format("a", "Rules\n=====\n\nYou ride."), Format::Markdown);
    assert_eq!(format("a", "# Rules\n\n## Pay\n"), Format::Markdown);
    assert_eq!(format("a", "You ride.\nWe pay."), Format::PlainText);
    assert_eq!(format("a.md", "You ride."), Format::Markdown);
    assert_eq!(format("a.html", "You <b>ride</b>."), Format::Html);
}

/// Inputs of which a reader that looks back, or calls itself, would not come to an end.
#[test]
fn deep_and_long_inputs_stay_linear() {
    const DEPTH: usize = 100_000;
    let repeated = |piece: &str| piece.repeat(DEPTH);
    let line = "You may leave, see 4.2 (a) and (b) of it; ".repeat(25_000);
    let numbered = (1..20_000).fold(String::new(), |mut text, i| {
        let _ = write!(text, "{}. Word. ", i % 900);
        text
    });
    let cases = [
        ("a.md", format!("{}x", repeated(">"))),
        ("a.md", format!("{}x", repeated("*"))),
        ("a.md", format!("{}x", repeated("**a "))),
        ("a.md", format!("{}x", repeated("[a"))),
        ("a.md", format!("x\n\n{}", repeated("- "))),
        ("a.md", format!("x{}", repeated(" (a) bc"))),
        ("a.md", format!("x{}", repeated("a.B"))),
        ("a.html", format!("<!DOCTYPE html>{}x", repeated("<div>"))),
        (
            "a.html",
            format!("<!DOCTYPE html>{}x{}", repeated("<b>"), repeated("</p>")),
        ),
        (
            "a.html",
            format!("<!DOCTYPE html><ol>{}", repeated("<b><li>x")),
        ),
        ("a.html", format!("<!DOCTYPE html>{}x", repeated("<!--"))),
        ("a.html", format!("<!DOCTYPE html>x{}", repeated("&amp"))),
        ("a.html", format!("<!DOCTYPE html>x{}", repeated("<a b='"))),
        ("a.txt", line.clone()),
        ("a.md", line),
        ("a.md", numbered),
        ("a.txt", repeated("short line\n")),
        ("a.txt", repeated("a)\n")),
        ("a.txt", repeated("Title:\nand so on\n")),
    ];
    for (name, text) in cases {
        let start = std::time::Instant::now();
        if let Ok(document) = Document::read(name, text.as_bytes()) {
            let _ = ClauseTree::from_document(&document);
        }
        let seconds = start.elapsed().as_secs();
        assert!(seconds < 20, "{name} {:?}… took {seconds} s", &text[..40]);
    }
}
