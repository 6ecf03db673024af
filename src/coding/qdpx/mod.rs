//! Projects of REFI-QDA 1.5 (`.qdpx`): a ZIP of `project.qde`, which holds codebook, sources and
//! codings as XML, and of the sources as plain text.
//!
//! Codes stand as family, indicator, severity: what is put on a sentence is the last
//! (`rejection_discretion 3`), so that a tool that shows only the name of a code shows all of it.
//! Identifiers are made from the content, so that the same input gives the same bytes.

mod codebook;
mod guid;
mod read;
mod write;

pub(crate) use read::{CodedSource, Coding, Project};
pub(super) use write::ProjectWriter;

/// The file in the ZIP that holds the project.
const PROJECT: &str = "project.qde";

/// The folder in the ZIP that holds the sources, and how their paths begin in the project.
const SOURCES: &str = "Sources/";
const INTERNAL: &str = "internal://";

const NAMESPACE: &str = "urn:QDA-XML:project:1.0";
