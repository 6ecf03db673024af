//! HTML: timelines of indices and families, and what happened on each date with both wordings.
//!
//! | file | what it holds |
//! |---|---|
//! | `view.rs` | timelines as the template wants them |
//! | `chart.rs` | the lines of the two indices over time |
//! | `page.html.jinja` | the page |

mod chart;
#[cfg(test)]
mod tests;
mod view;

use std::io::{self, Write};

use crate::history::Timeline;
use crate::report::page::{Printer, Template, model};
use crate::report::{Edition, Failure, Versions};
use crate::taxonomy::Bilingual;

const TEMPLATE: Template = Template {
    files: &[
        ("page.html", include_str!("page.html.jinja")),
        (
            "versions.html",
            include_str!("../../../compare/versions/form/versions.html.jinja"),
        ),
    ],
    words: Bilingual {
        en: include_str!("words.en.toml"),
        fr: include_str!("words.fr.toml"),
    },
    style: concat!(
        include_str!("../../../compare/versions/form/versions.css"),
        include_str!("history.css")
    ),
    script: "",
};

/// Writes the page of some timelines; without an edition, in the language of most of them.
///
/// # Errors
/// What the output says.
pub(super) fn page(
    timelines: &[Timeline],
    versions: &Versions,
    failures: &[Failure],
    edition: Option<Edition>,
    out: &mut impl Write,
) -> io::Result<()> {
    let languages = timelines
        .iter()
        .filter_map(|timeline| timeline.versions.last()?.language);
    let edition = edition.unwrap_or_else(|| Edition::of_languages(languages));
    let view = view::View::new(timelines, versions, failures, edition);
    Printer::new(edition, &TEMPLATE)?.print("page.html", model(&view), out)
}
