//! The one error type of the crate.

use std::io;
use std::path::PathBuf;

/// What can go wrong, with the file it went wrong in.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A file or folder could not be read or written.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// The cause the system gave.
        source: io::Error,
    },
    /// The content of a file is not something that can be read as terms.
    #[error("{name}: {reason}")]
    Unreadable {
        /// The document.
        name: String,
        /// Why, in a few words.
        reason: String,
    },
    /// A lexicon, taxonomy, label map or gold set has an error in it.
    #[error("{}:{line}: {reason}", path.display())]
    Data {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// What is wrong, naming the rule or key.
        reason: String,
    },
    /// A git repository could not be read, or git itself is missing.
    #[error("{}: {reason}", path.display())]
    Git {
        /// The folder git keeps its data in.
        path: PathBuf,
        /// Why.
        reason: String,
    },
}

/// A result of this crate.
pub type Result<T> = std::result::Result<T, Error>;
