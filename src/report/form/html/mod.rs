//! HTML: the page of one platform, or one page with all platforms of a collection.
//!
//! | file | what it holds |
//! |---|---|
//! | `view.rs`, `indicator.rs` | a report as the templates want it |
//! | `text.rs` | the whole text of the terms with its marks |
//! | `page.html.jinja` | the page: its head, the list of platforms where there are several |
//! | `platform.html.jinja` | one platform from the glance to the words |

mod indicator;
#[cfg(test)]
mod tests;
mod text;
mod view;

use std::io::{self, Write};
use std::sync::Arc;

use minijinja::context;
use minijinja::value::Value;

use super::{Failure, ReportWriter};
use crate::report::edition::Edition;
use crate::report::model::{Report, Versions};
use crate::report::page::{Printer, Template, model};
use crate::report::whole::WholeText;
use crate::taxonomy::Bilingual;

const TEMPLATE: Template = Template {
    files: &[
        ("page.html", include_str!("page.html.jinja")),
        ("platform.html", include_str!("platform.html.jinja")),
        ("text.html", include_str!("text.html.jinja")),
    ],
    words: Bilingual {
        en: include_str!("words.en.toml"),
        fr: include_str!("words.fr.toml"),
    },
    style: include_str!("report.css"),
    script: "",
};

/// A report and the whole text of its documents, or no text.
struct Told {
    report: Report,
    texts: Vec<WholeText>,
}

/// Holds on to the reports: the list of platforms stands before them, and what language most of
/// their documents are in is known when all are there.
pub(super) struct HtmlWriter<W: Write> {
    out: W,
    versions: Versions,
    edition: Option<Edition>,
    told: Vec<Told>,
}

impl<W: Write> HtmlWriter<W> {
    pub(super) fn new(out: W, versions: Versions, edition: Option<Edition>) -> Self {
        Self {
            out,
            versions,
            edition,
            told: Vec::new(),
        }
    }
}

impl<W: Write> ReportWriter for HtmlWriter<W> {
    fn report(&mut self, report: &Report) -> io::Result<()> {
        self.report_and_text(report, &[])
    }

    fn report_and_text(&mut self, report: &Report, texts: &[WholeText]) -> io::Result<()> {
        self.told.push(Told {
            report: report.clone(),
            texts: texts.to_vec(),
        });
        Ok(())
    }

    fn finish(&mut self, failures: &[Failure]) -> io::Result<()> {
        let told = Arc::new(std::mem::take(&mut self.told));
        let edition = self
            .edition
            .unwrap_or_else(|| Edition::of_reports(told.iter().map(|one| &one.report)));
        let heads: Vec<_> = told
            .iter()
            .enumerate()
            .map(|(place, one)| view::Head::new(&one.report, place, !one.texts.is_empty()))
            .collect();
        let heads = model(&heads);
        let alone = told.len() == 1;
        // Each platform is made into what the templates want when its turn comes.
        let platforms = Value::make_iterable(move || {
            let told = Arc::clone(&told);
            (0..told.len()).map(move |place| {
                let one = &told[place];
                let prefix = if alone {
                    String::new()
                } else {
                    view::prefix(place)
                };
                model(&view::platform(&one.report, &one.texts, edition, &prefix))
            })
        });
        let page = context! {
            alone,
            heads,
            platforms,
            versions => model(&self.versions),
            failures => model(&failures),
        };
        Printer::new(edition, &TEMPLATE)?.print("page.html", page, &mut self.out)?;
        self.out.flush()
    }
}
