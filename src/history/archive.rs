//! Where dated versions are kept, and which there are.

use std::path::{Path, PathBuf};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::git::{self, ObjectId, Objects};
use super::{Timestamp, folder};
use crate::{Error, Result};

/// Which versions are asked for; all of them by default.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Filter {
    /// Services by name, capitals aside; empty for all.
    pub services: Vec<String>,
    /// Terms types by name, capitals aside; empty for all.
    pub terms_types: Vec<String>,
    /// Nothing before, save the version that was in force then.
    pub since: Option<Timestamp>,
    /// Nothing after.
    pub until: Option<Timestamp>,
}

impl Filter {
    /// Only these services.
    #[must_use]
    pub fn with_services(mut self, services: impl Into<Vec<String>>) -> Self {
        self.services = services.into();
        self
    }

    /// Only these terms types.
    #[must_use]
    pub fn with_terms_types(mut self, terms_types: impl Into<Vec<String>>) -> Self {
        self.terms_types = terms_types.into();
        self
    }

    /// Only from `since` on, the version in force then included.
    #[must_use]
    pub fn since(mut self, since: Timestamp) -> Self {
        self.since = Some(since);
        self
    }

    /// Only up to `until`.
    #[must_use]
    pub fn until(mut self, until: Timestamp) -> Self {
        self.until = Some(until);
        self
    }

    fn wants(&self, series: &Series) -> bool {
        let among = |names: &[String], name: &str| {
            let same = |asked: &String| asked.trim().to_lowercase() == name.trim().to_lowercase();
            names.is_empty() || names.iter().any(same)
        };
        let any = |names: &[String], own: &str, former: fn(&FormerName) -> &str| {
            among(names, own)
                || series
                    .formerly
                    .iter()
                    .any(|name| among(names, former(name)))
        };
        any(&self.services, &series.service, |name| &name.service)
            && any(&self.terms_types, &series.terms_type, |name| {
                &name.terms_type
            })
    }
}

/// The dated versions of one document.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Series {
    /// The service.
    pub service: String,
    /// The type of the terms, as the collector calls it.
    pub terms_type: String,
    /// What it was called before, where a renaming shows in the archive.
    pub formerly: Vec<FormerName>,
    /// Its versions as they were recorded, by date.
    pub(super) records: Vec<Record>,
}

/// A service and a terms type as they were called before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct FormerName {
    /// The service.
    pub service: String,
    /// The terms type.
    pub terms_type: String,
}

impl Series {
    pub(super) fn new(service: String, terms_type: String) -> Self {
        Self {
            service,
            terms_type,
            formerly: Vec::new(),
            records: Vec::new(),
        }
    }

    pub(super) fn was_called(&mut self, service: String, terms_type: String) {
        let name = FormerName {
            service,
            terms_type,
        };
        if !self.formerly.contains(&name) {
            self.formerly.push(name);
        }
    }

    /// How many versions are recorded.
    #[must_use]
    pub fn recorded(&self) -> usize {
        self.records.len()
    }

    /// How it is named in what is told of failures.
    pub(super) fn name(&self) -> String {
        format!("{}/{}", self.service, self.terms_type)
    }
}

/// One version as it was recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Record {
    pub(super) date: Timestamp,
    pub(super) place: Place,
}

/// Where the text of a version is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Place {
    Blob { blob: ObjectId, commit: ObjectId },
    File(PathBuf),
}

impl Place {
    /// What a reader can find it by: the commit, or the path.
    pub(super) fn name(&self) -> String {
        match self {
            Self::Blob { commit, .. } => commit.to_string(),
            Self::File(path) => path.display().to_string(),
        }
    }
}

/// Something that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct VersionFailure {
    /// What: a path, a commit, a document.
    pub name: String,
    /// The date of the version, where it is one.
    pub date: Option<Timestamp>,
    /// Why.
    pub reason: String,
}

/// What is in an archive.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) series: Vec<Series>,
    pub(super) failures: Vec<VersionFailure>,
}

/// Dated versions, listed but not read yet.
#[derive(Debug)]
#[non_exhaustive]
pub struct Archive {
    source: Source,
    series: Vec<Series>,
    failures: Vec<VersionFailure>,
}

#[derive(Debug)]
enum Source {
    Git(PathBuf),
    Files,
}

impl Archive {
    /// Lists the versions kept at `path` that `filter` asks for.
    ///
    /// Read are a git repository of versions, a bare one too, whose commits are the versions of
    /// `<Service>/<Terms Type>.md`; folders `<Service>/<Terms Type>/` of files named by their
    /// date, as data sets of Open Terms Archive are; and a folder of files with a date in their
    /// name, whose other words tell the documents apart.
    ///
    /// # Errors
    /// A path that cannot be read, a repository that git cannot read, or git missing where it is
    /// needed. What is wrong with single versions is among the [failures](Archive::failures).
    pub fn open(path: &Path, filter: &Filter) -> Result<Self> {
        let (source, found) = match git::git_dir(path) {
            Some(git_dir) => (Source::Git(git_dir.clone()), git::list(&git_dir)?),
            None => (Source::Files, folder::list(path)?),
        };
        let Found {
            mut series,
            failures,
        } = found;
        series.retain(|series| filter.wants(series));
        for series in &mut series {
            let dates: Vec<_> = series.records.iter().map(|record| record.date).collect();
            let within = super::fold::within(&dates, filter.since, filter.until);
            series.records.truncate(within.end);
            series.records.drain(..within.start);
        }
        series.retain(|series| !series.records.is_empty());
        series.sort_by(|a, b| (&a.service, &a.terms_type).cmp(&(&b.service, &b.terms_type)));
        Ok(Self {
            source,
            series,
            failures,
        })
    }

    /// The documents, by service and terms type.
    #[must_use]
    pub fn series(&self) -> &[Series] {
        &self.series
    }

    /// What could not be listed.
    #[must_use]
    pub fn failures(&self) -> &[VersionFailure] {
        &self.failures
    }

    pub(super) fn reader(&self) -> Result<Reader> {
        Ok(match &self.source {
            Source::Git(git_dir) => Reader::Git(Box::new(Objects::open(git_dir)?)),
            Source::Files => Reader::Files,
        })
    }
}

/// Reads the texts of versions.
pub(super) enum Reader {
    Git(Box<Objects>),
    Files,
}

impl Reader {
    pub(super) fn read(&mut self, place: &Place) -> std::result::Result<Vec<u8>, String> {
        match (self, place) {
            (Self::Git(objects), Place::Blob { blob, .. }) => objects.blob(*blob),
            (_, Place::File(path)) => std::fs::read(path).map_err(|error| error.to_string()),
            (Self::Files, Place::Blob { .. }) => Err("not in a repository".to_owned()),
        }
    }
}

/// Whether files with this extension are read as documents.
pub(super) fn is_document(extension: &str) -> bool {
    const READ: [&str; 8] = [
        "md", "markdown", "html", "htm", "xhtml", "txt", "pdf", "docx",
    ];
    READ.iter().any(|read| extension.eq_ignore_ascii_case(read))
}

pub(super) fn io_error(path: &Path) -> impl FnOnce(std::io::Error) -> Error + '_ {
    move |source| Error::Io {
        path: path.to_owned(),
        source,
    }
}

impl From<&VersionFailure> for crate::report::Failure {
    fn from(failure: &VersionFailure) -> Self {
        let date = failure.date.map(|date| format!(" of {date}"));
        Self::new(
            format!("{}{}", failure.name, date.unwrap_or_default()),
            failure.reason.as_str(),
        )
    }
}
