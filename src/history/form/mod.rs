//! The forms of timelines, one file each.
//!
//! A [`HistoryWriter`] takes timelines one by one, so that none of them is kept where the form
//! does not need the whole.

mod csv;
mod html;
mod markdown;
mod text;

use std::io::{self, Write};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Event, Recorded, Timeline};
use crate::report::words::{counted, grouped};
use crate::report::{Colour, Edition, Failure, Versions};

/// The forms in which timelines are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum HistoryForm {
    /// For a terminal of 80 columns.
    Text(Colour),
    /// One JSON value: [`JsonTimelines`].
    Json,
    /// JSON Lines: a [`Timeline`] a line.
    JsonLines,
    /// One of two tables.
    Csv(HistoryTable),
    /// CommonMark with tables.
    Markdown,
    /// One page of HTML that needs nothing else, in an edition; none: that of most timelines.
    Html(Option<Edition>),
}

/// The tables of timelines that can be written as CSV.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum HistoryTable {
    /// One row an event.
    #[default]
    Events,
    /// One row a version, with its indices and families.
    Versions,
}

/// The JSON form of any number of timelines.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct JsonTimelines {
    /// What they were made with.
    pub versions: Versions,
    /// The timelines, in the order of the input and then by service and terms type.
    pub timelines: Vec<Timeline>,
    /// What could not be read; what is wrong with a version is in its timeline as well.
    pub failures: Vec<Failure>,
}

/// Takes timelines one by one and writes them in one form.
pub struct HistoryWriter<W: Write> {
    shape: Shape<W>,
    versions: Versions,
    written: usize,
}

enum Shape<W: Write> {
    Text(W, Colour),
    Json(W),
    JsonLines(W),
    Events(csv::Rows<W>),
    Versions(csv::Rows<W>),
    Markdown(W),
    /// The list of timelines stands before them, and the language of most is known at the end.
    Html(W, Option<Edition>, Vec<Timeline>),
}

impl HistoryForm {
    /// A writer of this form.
    ///
    /// # Errors
    /// What the output says: a table begins with its header.
    pub fn writer<W: Write>(self, out: W, versions: Versions) -> io::Result<HistoryWriter<W>> {
        let shape = match self {
            Self::Text(colour) => Shape::Text(out, colour),
            Self::Json => Shape::Json(out),
            Self::JsonLines => Shape::JsonLines(out),
            Self::Csv(HistoryTable::Events) => Shape::Events(csv::events(out)?),
            Self::Csv(HistoryTable::Versions) => Shape::Versions(csv::versions(out)?),
            Self::Markdown => Shape::Markdown(out),
            Self::Html(edition) => Shape::Html(out, edition, Vec::new()),
        };
        Ok(HistoryWriter {
            shape,
            versions,
            written: 0,
        })
    }
}

impl<W: Write> HistoryWriter<W> {
    /// Writes one timeline.
    ///
    /// # Errors
    /// What the output says.
    pub fn timeline(&mut self, timeline: &Timeline) -> io::Result<()> {
        let first = self.written == 0;
        self.written += 1;
        match &mut self.shape {
            Shape::Text(out, colour) => {
                out.write_all(if first { b"" } else { b"\n\n" })?;
                out.write_all(text::timeline_text(timeline, *colour).as_bytes())
            }
            Shape::Markdown(out) => {
                out.write_all(if first { b"" } else { b"\n" })?;
                out.write_all(markdown::timeline_markdown(timeline).as_bytes())
            }
            Shape::Json(out) => {
                if first {
                    begin(out, &self.versions)?;
                } else {
                    out.write_all(b",")?;
                }
                out.write_all(b"\n")?;
                Ok(serde_json::to_writer(out, timeline)?)
            }
            Shape::JsonLines(out) => {
                serde_json::to_writer(&mut *out, timeline)?;
                out.write_all(b"\n")
            }
            Shape::Html(_, _, timelines) => {
                timelines.push(timeline.clone());
                Ok(())
            }
            Shape::Events(rows) => csv::event_rows(rows, timeline),
            Shape::Versions(rows) => csv::version_rows(rows, timeline),
        }
    }

    /// Writes what stands after the last timeline. The forms that have a place for them list the
    /// failures.
    ///
    /// # Errors
    /// What the output says.
    pub fn finish(mut self, failures: &[Failure]) -> io::Result<()> {
        let Versions {
            sujetion,
            taxonomy,
            lexicon,
        } = &self.versions;
        let made_with = format!("sujetion {sujetion}, taxonomy {taxonomy}, lexicon {lexicon}");
        match &mut self.shape {
            Shape::Text(out, _) => {
                if self.written > 0 {
                    writeln!(out, "\n{made_with}")?;
                }
                out.flush()
            }
            Shape::Markdown(out) => {
                out.write_all(crate::report::markdown::failure_list(failures).as_bytes())?;
                writeln!(out, "\n{made_with}")?;
                out.flush()
            }
            Shape::Json(out) => {
                if self.written == 0 {
                    begin(out, &self.versions)?;
                }
                out.write_all(b"\n],\"failures\":")?;
                serde_json::to_writer(&mut *out, failures)?;
                out.write_all(b"}\n")?;
                out.flush()
            }
            Shape::JsonLines(out) => out.flush(),
            Shape::Html(out, edition, timelines) => {
                html::page(timelines, &self.versions, failures, *edition, out)?;
                out.flush()
            }
            Shape::Events(rows) | Shape::Versions(rows) => rows.flush(),
        }
    }
}

fn begin(out: &mut impl Write, versions: &Versions) -> io::Result<()> {
    out.write_all(b"{\"versions\":")?;
    serde_json::to_writer(&mut *out, versions)?;
    out.write_all(b",\"timelines\":[")
}

/// "8 versions told of 41 recorded (30 with the same text …)".
fn recorded(timeline: &Timeline) -> String {
    let Recorded {
        versions,
        same,
        blinks,
        blinked,
        without_effect,
        unreadable,
        ..
    } = timeline.recorded;
    let mut text = format!(
        "{} told of {} recorded",
        counted(timeline.versions.len(), "version", "versions"),
        grouped(versions)
    );
    let mut folded = Vec::new();
    if same > 0 {
        folded.push(format!(
            "{} with the same text as the one before",
            grouped(same)
        ));
    }
    if blinks > 0 {
        let times = counted(blinks, "time", "times");
        folded.push(format!(
            "{} folded as the text went away and came back {times}",
            grouped(blinked)
        ));
    }
    if without_effect > 0 {
        folded.push(format!("{} that say nothing else", grouped(without_effect)));
    }
    if unreadable > 0 {
        folded.push(format!("{} that could not be read", grouped(unreadable)));
    }
    if !folded.is_empty() {
        text.push_str(&format!(" ({})", folded.join("; ")));
    }
    text
}

/// Events of one date, those that make something heavier or lighter before those that do not.
fn by_version(events: &[Event]) -> impl Iterator<Item = &[Event]> {
    events.chunk_by(|a, b| a.version == b.version)
}
