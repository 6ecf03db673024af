//! Paths to platforms, standard input among them.

use std::io;
use std::path::{Path, PathBuf};

use sujetion::collection::{Collection, read_limited};
use sujetion::document::Document;
use sujetion::report::Failure;

use super::{Stop, args};

/// What standard input is called.
const STANDARD_INPUT: &str = "standard input";

/// The platforms under the paths given.
pub(crate) fn collection(input: &args::Input) -> Result<Collection, Stop> {
    let is_dash = |path: &&PathBuf| path.as_os_str() == "-";
    let dashes = input.paths.iter().filter(is_dash).count();
    if dashes > 1 {
        return Err(Stop::Usage(
            "standard input can be read once only".to_owned(),
        ));
    }
    let files: Vec<_> = input.paths.iter().filter(|path| !is_dash(path)).collect();
    let mut collection = Collection::find(&files, input.layout.into());
    if dashes == 1 {
        match read_limited(io::stdin().lock()) {
            Ok(bytes) => collection.push_bytes(STANDARD_INPUT, bytes),
            Err(error) => {
                let failure = Failure::new(STANDARD_INPUT, error.to_string());
                collection.failures.push(failure);
            }
        }
    }
    Ok(collection)
}

/// One document, with the name of its service where its path tells it.
pub(crate) fn document(path: &Path) -> Result<(Document, Option<String>), Stop> {
    if path.as_os_str() == "-" {
        let bytes = read_limited(io::stdin().lock()).map_err(|source| sujetion::Error::Io {
            path: STANDARD_INPUT.into(),
            source,
        })?;
        return Ok((Document::read(STANDARD_INPUT, &bytes)?, None));
    }
    // A folder is refused when it is read.
    let bytes = sujetion::collection::read_file(path)?;
    let collection = Collection::find(&[path], sujetion::collection::Layout::Auto);
    let service = collection
        .platforms
        .first()
        .and_then(|platform| platform.service());
    let service = service.map(str::to_owned);
    Ok((Document::read(path.display().to_string(), &bytes)?, service))
}
