//! What the elements of HTML do to the text in them.

/// An element, by what it means for the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Element {
    /// `h1` to `h6`.
    Heading(u8),
    /// A block of its own: `p`, `div`, `section`.
    Block,
    /// A block that keeps its line ends: `pre`.
    Preformatted,
    /// `main`, `article`: what stands in it is no chrome.
    Main,
    OrderedList,
    BulletList,
    Item,
    Table,
    Row,
    Cell,
    LineBreak,
    Rule,
    /// `nav`, `header`, `footer`: chrome of the site where it stands outside of the main part.
    Navigation,
    Chrome,
    /// Never shown, or a control: `noscript`, `select`, `svg`.
    Hidden,
    /// Never shown, and its content is no markup: `script`, `style`.
    Raw,
    Bold,
    Link,
    /// Flows with the text: `span`, `em`.
    Inline,
    /// Without content and without text: `img`, `input`.
    Void,
    /// No element of HTML.
    Unknown,
}

impl Element {
    /// The element of that name, in any case.
    pub(super) fn named(name: &str) -> Element {
        let mut buffer = [0u8; 10];
        let Some(lower) = buffer.get_mut(..name.len()) else {
            return Self::long_named(name);
        };
        lower.copy_from_slice(name.as_bytes());
        lower.make_ascii_lowercase();
        match &*lower {
            b"h1" => Element::Heading(1),
            b"h2" => Element::Heading(2),
            b"h3" => Element::Heading(3),
            b"h4" => Element::Heading(4),
            b"h5" => Element::Heading(5),
            b"h6" => Element::Heading(6),
            b"p" | b"div" | b"section" | b"body" | b"html" | b"blockquote" | b"dl" | b"dt"
            | b"dd" | b"form" | b"fieldset" | b"legend" | b"address" | b"aside" | b"center"
            | b"details" | b"summary" | b"figure" | b"figcaption" | b"hgroup" | b"caption"
            | b"colgroup" | b"search" => Element::Block,
            b"pre" | b"listing" => Element::Preformatted,
            b"main" | b"article" => Element::Main,
            b"ol" => Element::OrderedList,
            b"ul" | b"menu" | b"dir" => Element::BulletList,
            b"li" => Element::Item,
            b"table" => Element::Table,
            b"tr" => Element::Row,
            b"td" | b"th" => Element::Cell,
            b"br" => Element::LineBreak,
            b"hr" => Element::Rule,
            b"nav" => Element::Navigation,
            b"header" | b"footer" => Element::Chrome,
            b"head" | b"noscript" | b"template" | b"svg" | b"math" | b"object" | b"audio"
            | b"video" | b"canvas" | b"select" | b"button" | b"datalist" | b"dialog" | b"map" => {
                Element::Hidden
            }
            b"script" | b"style" | b"textarea" | b"title" | b"iframe" | b"noframes"
            | b"noembed" | b"xmp" => Element::Raw,
            b"b" | b"strong" => Element::Bold,
            b"a" => Element::Link,
            b"span" | b"em" | b"i" | b"u" | b"s" | b"small" | b"sup" | b"sub" | b"font"
            | b"mark" | b"abbr" | b"acronym" | b"cite" | b"code" | b"data" | b"del" | b"dfn"
            | b"ins" | b"kbd" | b"label" | b"q" | b"samp" | b"strike" | b"time" | b"tt"
            | b"var" | b"bdi" | b"bdo" | b"big" | b"tbody" | b"thead" | b"tfoot" | b"picture"
            | b"ruby" | b"rt" | b"rp" | b"nobr" | b"output" | b"meter" | b"progress" | b"slot" => {
                Element::Inline
            }
            b"img" | b"input" | b"meta" | b"link" | b"wbr" | b"base" | b"col" | b"area"
            | b"embed" | b"param" | b"source" | b"track" => Element::Void,
            _ => Element::Unknown,
        }
    }

    fn long_named(name: &str) -> Element {
        if name.eq_ignore_ascii_case("blockquote") || name.eq_ignore_ascii_case("figcaption") {
            Element::Block
        } else {
            Element::Unknown
        }
    }

    /// True where it starts or ends a block.
    pub(super) fn breaks_text(self) -> bool {
        matches!(
            self,
            Element::Heading(_)
                | Element::Block
                | Element::Preformatted
                | Element::Main
                | Element::OrderedList
                | Element::BulletList
                | Element::Item
                | Element::Table
                | Element::Row
                | Element::Cell
                | Element::Rule
                | Element::Navigation
                | Element::Chrome
        )
    }

    /// True where it has no end tag.
    pub(super) fn is_void(self) -> bool {
        matches!(self, Element::Void | Element::LineBreak | Element::Rule)
    }
}
