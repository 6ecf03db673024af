//! The forms of a report, one file each.
//!
//! A [`ReportWriter`] takes reports one by one, so that a collection of any size is written
//! without being kept: only the forms that need the whole may hold on to it.

mod csv;
mod html;
mod json;
pub(crate) mod markdown;
mod reading;
mod svg;
pub(crate) mod table;
pub(crate) mod text;

use std::fmt;
use std::io::{self, Write};
use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::edition::Edition;
use super::model::{Report, Versions};
use super::whole::WholeText;
use crate::Error;

pub use json::JsonReports;

/// The forms in which reports are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Form {
    /// For a terminal of 80 columns.
    Text,
    /// One JSON value: [`JsonReports`].
    Json,
    /// JSON Lines: a [`Report`] a line.
    JsonLines,
    /// One of two tables.
    Csv(CsvTable),
    /// CommonMark with tables.
    Markdown,
    /// One page of HTML that needs nothing else, in an edition; none: that of most documents.
    Html(Option<Edition>),
}

/// The tables that can be written as CSV.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum CsvTable {
    /// One row a platform and indicator, with the weightiest evidence.
    #[default]
    Levels,
    /// One row a finding.
    Findings,
}

/// Whether the text form may use colour.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Colour {
    /// It may not: the words that decided stand between » and «.
    #[default]
    Never,
    /// It may, as ANSI escape sequences.
    Ansi,
}

/// An input that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Failure {
    /// The file or folder.
    pub path: String,
    /// Why.
    pub reason: String,
}

impl Failure {
    /// A failure with a reason of its own.
    #[must_use]
    pub fn new(path: impl Into<String>, reason: impl Into<String>) -> Self {
        Self {
            path: path.into(),
            reason: reason.into(),
        }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        match error {
            Error::Io { path, source } => Self::new(path.display().to_string(), source.to_string()),
            Error::Unreadable { name, reason } => Self::new(name, reason),
            Error::Data { path, line, reason } => {
                Self::new(format!("{}:{line}", path.display()), reason)
            }
            Error::Git { path, reason } => Self::new(path.display().to_string(), reason),
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path, self.reason)
    }
}

/// Takes reports one by one and writes them in one form.
pub trait ReportWriter {
    /// Writes one report.
    ///
    /// # Errors
    /// What the output says.
    fn report(&mut self, report: &Report) -> io::Result<()>;

    /// Writes one report with the whole text of its documents, in the form that shows it: HTML.
    /// The others write the report.
    ///
    /// # Errors
    /// What the output says.
    fn report_and_text(&mut self, report: &Report, texts: &[WholeText]) -> io::Result<()> {
        let _ = texts;
        self.report(report)
    }

    /// Writes what stands after the last report. The forms that have a place for them list the
    /// failures.
    ///
    /// # Errors
    /// What the output says.
    fn finish(&mut self, failures: &[Failure]) -> io::Result<()>;
}

impl Form {
    /// A writer of this form.
    pub fn writer<'w>(
        self,
        out: impl Write + 'w,
        versions: Versions,
        colour: Colour,
    ) -> Box<dyn ReportWriter + 'w> {
        match self {
            Self::Text => Box::new(text::TextWriter::new(out, colour)),
            Self::Json => Box::new(json::JsonWriter::new(out, versions)),
            Self::JsonLines => Box::new(json::LinesWriter::new(out)),
            Self::Csv(table) => Box::new(csv::CsvWriter::new(out, table)),
            Self::Markdown => Box::new(markdown::MarkdownWriter::new(out)),
            Self::Html(edition) => Box::new(html::HtmlWriter::new(out, versions, edition)),
        }
    }

    /// One report in this form.
    #[must_use]
    pub fn write_one(self, report: &Report) -> String {
        let mut bytes = Vec::new();
        let mut writer = self.writer(&mut bytes, report.versions.clone(), Colour::Never);
        // Writing to memory does not fail.
        let written = writer.report(report).and_then(|()| writer.finish(&[]));
        debug_assert!(written.is_ok());
        drop(writer);
        String::from_utf8(bytes).unwrap_or_default()
    }
}

/// No form has this name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no form `{0}` (there are text, json, jsonl, csv, md, html)")]
pub struct UnknownForm(String);

impl FromStr for Form {
    type Err = UnknownForm;

    fn from_str(name: &str) -> Result<Self, UnknownForm> {
        match name {
            "text" => Ok(Self::Text),
            "json" => Ok(Self::Json),
            "jsonl" => Ok(Self::JsonLines),
            "csv" => Ok(Self::Csv(CsvTable::Levels)),
            "md" | "markdown" => Ok(Self::Markdown),
            "html" => Ok(Self::Html(None)),
            _ => Err(UnknownForm(name.to_owned())),
        }
    }
}
