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

fn html(body: &str) -> Document {
    let page = format!("<!DOCTYPE html><html><body>{body}</body></html>");
    Document::read("a.html", page.as_bytes()).expect("there is text")
}

#[test]
fn html_leaves_out_what_is_not_shown() {
    let document = html(
        "<header>Velora</header><div id=\"cookie-banner\"><p>Cookies?</p></div>\
         <div class=\"onetrust-consent\">Yes</div><p aria-hidden=true>Icon</p><p hidden>No</p>\
         <p style=\"display: none\">No</p><!-- No --><style>p{}</style><noscript>No</noscript>\
         <h1>Cookies</h1><p class=\"cookie-policy\">We use cookies.</p><nav><a href=x>No</a></nav>",
    );
    assert_eq!(document.text, "Cookies\nWe use cookies.");
}

#[test]
fn html_chrome_is_kept_where_it_holds_all_the_text() {
    assert_eq!(html("<header><p>You ride.</p></header>").text, "You ride.");
}

#[test]
fn html_in_an_article_is_no_chrome() {
    let document = html("<main><header><h1>Rules</h1></header><p>You ride.</p></main>");
    assert_eq!(document.text, "Rules\nYou ride.");
}

#[test]
fn html_white_space_and_references_lead_back_to_the_source() {
    let document = html("<p>Le\n   livreur&nbsp;est <b>ind&eacute;pendant</b>&#46;\u{2028}</p>");
    assert_eq!(document.text, "Le livreur\u{a0}est indépendant.");
    let at = document.text.find('é').expect("it is there");
    assert_eq!(
        &document.source[document.source_span(at..at + 2)],
        "&eacute;"
    );
    let word = document.text.find("pendant").expect("it is there");
    assert_eq!(
        &document.source[document.source_span(word..word + 7)],
        "pendant"
    );
}

#[test]
fn html_tables_number_their_cells() {
    let document = html("<table><tr><th>Zone<th>Fee<tr><td>Centre<td><p>3 €</p></table>");
    let cell = |row, column| BlockKind::TableCell { row, column };
    let (zone, fee) = (cell(0, 0), cell(0, 1));
    let (centre, price) = (cell(1, 0), cell(1, 1));
    let expected = [
        (&zone, "Zone"),
        (&fee, "Fee"),
        (&centre, "Centre"),
        (&price, "3 €"),
    ];
    assert_eq!(blocks(&document), expected);
}

#[test]
fn html_bold_by_style_or_tag_is_a_prefix() {
    let document = html("<p>1. <span style=\"font-weight:700\">Fees.</span> You pay.</p>");
    let prefix = BlockKind::Paragraph {
        bold_prefix: "1. Fees.".len(),
    };
    assert_eq!(blocks(&document), [(&prefix, "1. Fees. You pay.")]);
}

#[test]
fn markdown_with_html_in_it_is_read_whole() {
    let source = "### Rules\n\nRide<br>safely, <rider name>.\n\n<div>\n<p>We pay.</p>\n</div>\n\n![logo](a.png)\n";
    let document = Document::read("a.md", source.as_bytes()).expect("there is text");
    assert_eq!(document.text, "Rules\nRide\nsafely, <rider name>.\nWe pay.");
}

#[test]
fn markdown_joins_are_known() {
    let source = "Ride.\n\n* * *\n\nWait.\n\n- - -\n\nRest.\n";
    let document = Document::read("a.md", source.as_bytes()).expect("there is text");
    assert_eq!((document.blocks.len(), document.joins), (3, vec![2]));
}
