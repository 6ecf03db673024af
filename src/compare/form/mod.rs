//! The forms of a comparison, one file each.

mod csv;
mod html;
mod markdown;
mod svg;
mod text;
mod view;

use std::io::{self, Write};

pub(crate) use view::shade;

use super::summary::{ComparisonLine, ComparisonReport};
use crate::report::words;
use crate::report::{Colour, Edition};
use crate::score::FamilyScore;

/// The forms in which a comparison is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ComparisonForm {
    /// For a terminal of 80 columns.
    Text(Colour),
    /// One JSON value: [`ComparisonReport`].
    Json,
    /// JSON Lines: the platforms, then the pairs, a [`ComparisonLine`] a line.
    JsonLines,
    /// One of two tables.
    Csv(ComparisonTable),
    /// CommonMark with tables.
    Markdown,
    /// One page of HTML that needs nothing else, in an edition; none: that of most documents.
    Html(Option<Edition>),
}

/// The tables of a comparison that can be written as CSV.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ComparisonTable {
    /// One row a platform and index or family.
    #[default]
    Scores,
    /// One row for every two platforms.
    Pairs,
}

impl ComparisonReport {
    /// Writes the comparison in one form.
    ///
    /// # Errors
    /// What the output says.
    pub fn write(&self, mut out: impl Write, form: ComparisonForm) -> io::Result<()> {
        match form {
            ComparisonForm::Text(colour) => {
                out.write_all(text::comparison_text(self, colour).as_bytes())?;
            }
            ComparisonForm::Json => {
                serde_json::to_writer(&mut out, self)?;
                out.write_all(b"\n")?;
            }
            ComparisonForm::JsonLines => {
                let platforms = self.platforms.iter().map(ComparisonLine::Platform);
                let pairs = self.comparison.pairs.iter().map(ComparisonLine::Pair);
                for line in platforms.chain(pairs) {
                    serde_json::to_writer(&mut out, &line)?;
                    out.write_all(b"\n")?;
                }
            }
            ComparisonForm::Csv(ComparisonTable::Scores) => csv::scores(self, &mut out)?,
            ComparisonForm::Csv(ComparisonTable::Pairs) => csv::pairs(self, &mut out)?,
            ComparisonForm::Markdown => {
                out.write_all(markdown::comparison_markdown(self).as_bytes())?;
            }
            ComparisonForm::Html(edition) => {
                html::page(self, edition.unwrap_or_else(|| self.edition()), &mut out)?;
            }
        }
        out.flush()
    }
}

/// The score of a family in a table: what is silent, unobserved or without object is said so
/// and never shown as a number.
fn cell(family: &FamilyScore) -> String {
    if family.applicable == 0 {
        "n/a".to_owned()
    } else if family.score.is_none() {
        words::NOT_GIVEN.to_owned()
    } else if family.share_stated == 0.0 {
        "sil".to_owned()
    } else {
        words::score(family.score)
    }
}

/// A rank interval ("1–3").
fn ranks(report: &ComparisonReport, place: usize) -> String {
    let ranks = &report.comparison.ranking.ranks;
    match ranks.iter().find(|rank| rank.platform == place) {
        Some(rank) if rank.first == rank.last => rank.first.to_string(),
        Some(rank) => format!("{}–{}", rank.first, rank.last),
        None => words::NOT_GIVEN.to_owned(),
    }
}
