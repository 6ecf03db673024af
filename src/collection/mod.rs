//! Files and folders to platforms, and a report on each.
//!
//! In: paths. Out: [`Platform`]s with their documents, in a fixed order, and [`Reports`] on them,
//! made in parallel and given in that order. Documents are read when their platform's turn
//! comes and dropped with it, so that memory does not grow with the size of a collection.
//!
//! # What is a platform
//!
//! - A file named by its path is one platform, called after the file, unless it is called after
//!   a type of terms (`Terms of Service.md`): then the platform is its folder, and all such files
//!   of one folder are its documents.
//! - In a folder, a folder with documents is one platform and they are its documents: the layout
//!   `<Service>/<Terms Type>.md` of Open Terms Archive, at any depth (`collected/fr/<Service>/…`).
//! - The documents that lie loose in the folder named, or in one called after a language
//!   (`fr`), are a platform each, unless all are called after types of terms.
//! - A folder of dated files (`2024-03-05T00-38-56Z.md`) is one document, in its latest version;
//!   its type is the name of the folder, its platform the folder above.
//! - [`Layout`] says otherwise where this guesses wrong.
//!
//! # What is left out
//!
//! In a folder: hidden files and folders; `README`, `LICENSE`, `CHANGELOG` and their like; and
//! files of the kinds in [`SKIPPED_KINDS`] (data, pictures, sound, archives, programs). A file
//! named by its own path is always tried. Links are followed; one that leads back to a folder
//! around it is a failure.

mod kind;
mod reports;
#[cfg(test)]
mod tests;
mod walk;

use std::io::{self, Read};
use std::path::{Path, PathBuf};

pub use kind::SKIPPED_KINDS;
pub use reports::{Outcome, ReadDocument, Reports};

use crate::document::Document;
use crate::report::Failure;
use crate::{Error, Result};

/// The largest file that is read, in bytes: 256 MiB.
pub const LARGEST_FILE: u64 = 256 * 1024 * 1024;

/// How folders are made into platforms.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Layout {
    /// As the names suggest.
    #[default]
    Auto,
    /// Every folder with documents is a platform.
    Folders,
    /// Every file is a platform.
    Files,
}

/// The platforms under some paths.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Collection {
    /// The platforms, in the order of the paths and, in a folder, of the names.
    pub platforms: Vec<Platform>,
    /// What could not be looked into.
    pub failures: Vec<Failure>,
}

/// A platform whose documents are still to be read.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Platform {
    /// Its name, unlike that of any other of its collection.
    pub name: String,
    /// Its documents, in the order of their names.
    pub sources: Vec<Source>,
    /// The name of the service as its folder or file gives it.
    service: String,
}

/// A document still to be read.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Source {
    /// Where it is.
    pub input: Input,
    /// The name it is shown under.
    pub name: String,
    /// Its type as its collector calls it, where the names of files say so.
    pub terms_type: Option<String>,
    /// The date of this version, where the name of its file gives one.
    pub date: Option<String>,
    /// How large it was when it was found, in bytes.
    pub size: u64,
}

/// Where a document is read from.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Input {
    /// A file.
    File(PathBuf),
    /// Bytes that were read already, as from standard input.
    Bytes(Vec<u8>),
}

impl Collection {
    /// Finds the platforms under some paths.
    ///
    /// What cannot be looked into is among the failures, and the rest is found all the same.
    #[must_use]
    pub fn find<P: AsRef<Path>>(paths: &[P], layout: Layout) -> Self {
        let mut collection = walk::find(paths, layout);
        collection.make_names_distinct();
        collection
    }

    /// Adds a document that was read already, as a platform of its own.
    pub fn push_bytes(&mut self, name: &str, bytes: Vec<u8>) {
        self.platforms.push(Platform {
            name: name.to_owned(),
            service: name.to_owned(),
            sources: vec![Source {
                name: name.to_owned(),
                terms_type: None,
                date: None,
                size: bytes.len() as u64,
                input: Input::Bytes(bytes),
            }],
        });
    }

    /// How many bytes all documents have together.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.platforms.iter().map(Platform::size).sum()
    }

    /// Two platforms of one name get the name of their folder beside it, or else their path.
    fn make_names_distinct(&mut self) {
        for beside in [Platform::folder_name, Platform::whole_path] {
            let mut seen: std::collections::HashMap<String, usize> = Default::default();
            for platform in &self.platforms {
                *seen.entry(platform.name.clone()).or_default() += 1;
            }
            for platform in &mut self.platforms {
                if seen.get(&platform.name).is_some_and(|times| *times > 1) {
                    platform.name = format!("{} ({})", platform.service, beside(platform));
                }
            }
        }
    }
}

impl Platform {
    /// How many bytes its documents have together.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.sources.iter().map(|source| source.size).sum()
    }

    /// The name under which its terms may speak of it; none where its name comes from a file
    /// or folder that is called after what it holds ("contract.md", "Documents").
    #[must_use]
    pub fn service(&self) -> Option<&str> {
        let service = self.service.trim();
        let named = self.path().is_some() && kind::is_service(service);
        named.then_some(service)
    }

    fn path(&self) -> Option<&Path> {
        self.sources.first().and_then(|source| match &source.input {
            Input::File(path) => Some(path.as_path()),
            Input::Bytes(_) => None,
        })
    }

    /// The first folder above its documents that is not called like it.
    fn folder_name(&self) -> String {
        let path = self.path().unwrap_or(Path::new(""));
        let above = path.ancestors().skip(1).filter_map(Path::file_name);
        let mut names = above.map(|name| name.to_string_lossy());
        let other = names.find(|name| *name != self.service.as_str());
        other.map_or_else(|| self.whole_path(), |name| name.into_owned())
    }

    fn whole_path(&self) -> String {
        let path = self.path().unwrap_or(Path::new(""));
        path.display().to_string()
    }
}

impl Source {
    /// Reads the document.
    ///
    /// # Errors
    /// A file that is gone, is not a file, may not be read, is larger than [`LARGEST_FILE`], or
    /// holds no text.
    pub fn read(&self) -> Result<Document> {
        match &self.input {
            Input::Bytes(bytes) => Document::read(self.name.as_str(), bytes),
            Input::File(path) => {
                // Its path tells which file failed; the name it is shown under is shorter.
                let bytes = read_file(path)?;
                let mut document = Document::read(path.display().to_string(), &bytes)?;
                self.name.clone_into(&mut document.name);
                Ok(document)
            }
        }
    }
}

/// The bytes of a file of at most [`LARGEST_FILE`].
///
/// # Errors
/// A file that is gone, is a folder, may not be read or is too large.
pub fn read_file(path: &Path) -> Result<Vec<u8>> {
    let io = |source| Error::Io {
        path: path.to_path_buf(),
        source,
    };
    let file = std::fs::File::open(path).map_err(io)?;
    let metadata = file.metadata().map_err(io)?;
    if metadata.is_dir() {
        return Err(io(io::ErrorKind::IsADirectory.into()));
    }
    if metadata.is_file() && metadata.len() > LARGEST_FILE {
        return Err(io(too_large()));
    }
    read_limited(file).map_err(io)
}

/// All bytes of an input of at most [`LARGEST_FILE`].
///
/// # Errors
/// What the input says, and [`io::ErrorKind::FileTooLarge`].
pub fn read_limited(input: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    input.take(LARGEST_FILE + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LARGEST_FILE {
        return Err(too_large());
    }
    Ok(bytes)
}

fn too_large() -> io::Error {
    let reason = "it is larger than 256 MiB, the most that is read of one file";
    io::Error::new(io::ErrorKind::FileTooLarge, reason)
}
