use super::*;

fn blocks(document: &Document) -> Vec<(&BlockKind, &str)> {
    document
        .blocks
        .iter()
        .map(|b| (&b.kind, &document.text[b.text.clone()]))
        .collect()
}

#[test]
fn lines_keep_their_numbers() {
    let document = Document::from_lines("gold", &["One.", "", "# Three"]);
    assert_eq!(document.blocks.len(), 3);
    assert_eq!(&document.text[document.blocks[2].text.clone()], "# Three");
    assert_eq!(document.source_span(0..4), 0..4);
    assert_eq!(document.block_at(5), None);
}

#[test]
fn an_escape_and_an_entity_lead_back_to_the_source() {
    let source = "### 1\\. Fees &amp; costs\n\nPay **now**.\n";
    let document = Document::read("a.md", source.as_bytes()).expect("found");
    assert_eq!(document.text, "1. Fees & costs\nPay now.");
    let dot = document.source_span(1..2);
    assert_eq!(&source[dot], ".");
    assert_eq!(document.source_spans(0..2).len(), 2);
    assert_eq!(&source[document.source_span(8..9)], "&amp;");
    let now = document.text.find("now").expect("found");
    assert_eq!(&source[document.source_span(now..now + 3)], "now");
}

#[test]
fn html_keeps_labels_and_leaves_out_chrome() {
    let source = "<!DOCTYPE html><nav>Home</nav><main><h2>Fees</h2><p>You pay:</p>\
        <ol type=a start=3><li>one&nbsp;euro;<li>two</ol><script>x('<p>')</script></main>\
        <footer>Imprint</footer>";
    let document = Document::read("a.html", source.as_bytes()).expect("found");
    let item = |label: &str| BlockKind::ListItem {
        depth: 1,
        label: Some(label.to_owned()),
        bold_prefix: 0,
    };
    assert_eq!(
        blocks(&document),
        [
            (&BlockKind::Heading { level: 2 }, "Fees"),
            (&BlockKind::Paragraph { bold_prefix: 0 }, "You pay:"),
            (&item("c."), "one\u{a0}euro;"),
            (&item("d."), "two"),
        ]
    );
}
