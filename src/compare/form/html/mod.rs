//! HTML: platforms by families as a heat map, ranks, every two platforms, and for any indicator
//! the clauses of all platforms side by side.
//!
//! | file | what it holds |
//! |---|---|
//! | `view.rs` | the comparison as the templates want it |
//! | `page.html.jinja` | the page |

#[cfg(test)]
mod tests;
mod view;

use std::io::{self, Write};

use crate::compare::ComparisonReport;
use crate::report::Edition;
use crate::report::page::{Printer, Template, model};
use crate::taxonomy::Bilingual;

const TEMPLATE: Template = Template {
    files: &[("page.html", include_str!("page.html.jinja"))],
    words: Bilingual {
        en: include_str!("words.en.toml"),
        fr: include_str!("words.fr.toml"),
    },
    style: include_str!("compare.css"),
    script: "",
};

/// Writes the page of a comparison.
///
/// # Errors
/// What the output says.
pub(super) fn page(
    report: &ComparisonReport,
    edition: Edition,
    out: &mut impl Write,
) -> io::Result<()> {
    let view = view::View::new(report, edition);
    Printer::new(edition, &TEMPLATE)?.print("page.html", model(&view), out)
}
