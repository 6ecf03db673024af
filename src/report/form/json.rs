//! JSON and JSON Lines.

use std::io::{self, Write};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Failure, ReportWriter};
use crate::report::model::{Report, Versions};

/// The JSON form of any number of reports.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct JsonReports {
    /// What they were made with.
    pub versions: Versions,
    /// The reports, in the order of the input.
    pub reports: Vec<Report>,
    /// The inputs that could not be read.
    pub failures: Vec<Failure>,
}

/// Writes [`JsonReports`] without keeping them.
pub(super) struct JsonWriter<W: Write> {
    out: W,
    versions: Versions,
    written: usize,
}

impl<W: Write> JsonWriter<W> {
    pub(super) fn new(out: W, versions: Versions) -> Self {
        Self {
            out,
            versions,
            written: 0,
        }
    }

    fn begin(&mut self) -> io::Result<()> {
        self.out.write_all(b"{\"versions\":")?;
        serde_json::to_writer(&mut self.out, &self.versions)?;
        self.out.write_all(b",\"reports\":[")
    }
}

impl<W: Write> ReportWriter for JsonWriter<W> {
    fn report(&mut self, report: &Report) -> io::Result<()> {
        if self.written == 0 {
            self.begin()?;
        } else {
            self.out.write_all(b",")?;
        }
        self.written += 1;
        self.out.write_all(b"\n")?;
        Ok(serde_json::to_writer(&mut self.out, report)?)
    }

    fn finish(&mut self, failures: &[Failure]) -> io::Result<()> {
        if self.written == 0 {
            self.begin()?;
        }
        self.out.write_all(b"\n],\"failures\":")?;
        serde_json::to_writer(&mut self.out, failures)?;
        self.out.write_all(b"}\n")?;
        self.out.flush()
    }
}

/// Writes one report a line.
pub(super) struct LinesWriter<W: Write> {
    out: W,
}

impl<W: Write> LinesWriter<W> {
    pub(super) fn new(out: W) -> Self {
        Self { out }
    }
}

impl<W: Write> ReportWriter for LinesWriter<W> {
    fn report(&mut self, report: &Report) -> io::Result<()> {
        serde_json::to_writer(&mut self.out, report)?;
        self.out.write_all(b"\n")
    }

    fn finish(&mut self, _: &[Failure]) -> io::Result<()> {
        self.out.flush()
    }
}
