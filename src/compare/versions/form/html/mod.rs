//! HTML: what changed word by word, and what each change does to findings and levels.

#[cfg(test)]
mod tests;
mod view;

use std::io::{self, Write};

use crate::compare::versions::DiffReport;
use crate::report::Edition;
use crate::report::page::{Printer, Template, model};
use crate::taxonomy::Bilingual;

const TEMPLATE: Template = Template {
    files: &[
        ("page.html", include_str!("page.html.jinja")),
        ("versions.html", include_str!("../versions.html.jinja")),
    ],
    words: Bilingual {
        en: include_str!("words.en.toml"),
        fr: include_str!("words.fr.toml"),
    },
    style: include_str!("../versions.css"),
    script: "",
};

/// Writes the page of a diff.
///
/// # Errors
/// What the output says.
pub(super) fn page(report: &DiffReport, edition: Edition, out: &mut impl Write) -> io::Result<()> {
    let view = view::View::new(report, edition);
    Printer::new(edition, &TEMPLATE)?.print("page.html", model(&view), out)
}
