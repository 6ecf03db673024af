//! Folders of dated files: a data set of Open Terms Archive, or any folder.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::Timestamp;
use super::archive::{Found, Place, Record, Series, VersionFailure, io_error, is_document};
use crate::Result;

/// How deep folders are looked into: collection, service, terms type.
const DEEPEST: usize = 3;

/// Lists the dated files in a folder and in the folders in it.
pub(super) fn list(path: &Path) -> Result<Found> {
    let root = fs::canonicalize(path).map_err(io_error(path))?;
    let mut found = Found::default();
    let mut series: BTreeMap<(String, String), Vec<Record>> = BTreeMap::new();
    // The root has to be readable; a folder in it that is not is named and passed over.
    let mut folders = read(&root, &mut series, &mut found.failures).map_err(io_error(path))?;
    for _ in 0..DEEPEST {
        let mut deeper = Vec::new();
        for folder in &folders {
            match read(folder, &mut series, &mut found.failures) {
                Ok(inside) => deeper.extend(inside),
                Err(error) => found.failures.push(failure(folder, error.to_string())),
            }
        }
        folders = deeper;
    }
    for ((service, terms_type), mut records) in series {
        records.sort_by(|a, b| {
            a.date
                .cmp(&b.date)
                .then_with(|| a.place.name().cmp(&b.place.name()))
        });
        let mut own = Series::new(service, terms_type);
        own.records = records;
        found.series.push(own);
    }
    Ok(found)
}

/// Adds the dated files of one folder to their series; gives the folders in it, by name.
fn read(
    folder: &Path,
    series: &mut BTreeMap<(String, String), Vec<Record>>,
    failures: &mut Vec<VersionFailure>,
) -> std::io::Result<Vec<PathBuf>> {
    let mut folders = Vec::new();
    let mut undated = Vec::new();
    let mut dated = false;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let path = entry.path();
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with('.') {
            continue;
        }
        if entry.file_type()?.is_dir() {
            folders.push(path);
            continue;
        }
        let Some((stem, _)) = name
            .rsplit_once('.')
            .filter(|(_, extension)| is_document(extension))
        else {
            continue;
        };
        let Some((date, label)) = Timestamp::find(stem) else {
            if !stem.eq_ignore_ascii_case("readme") {
                undated.push(path);
            }
            continue;
        };
        dated = true;
        let record = Record {
            date,
            place: Place::File(path),
        };
        series.entry(names(folder, label)).or_default().push(record);
    }
    if dated {
        undated.sort();
        let undated = undated
            .iter()
            .map(|path| failure(path, "no date in its name".to_owned()));
        failures.extend(undated);
    }
    folders.sort();
    Ok(folders)
}

/// Service and terms type: of a file that is named by its date alone, the two folders it is in;
/// otherwise its folder and the other words of its name.
fn names(folder: &Path, label: String) -> (String, String) {
    let name = |path: Option<&Path>| -> String {
        let name = path.and_then(Path::file_name);
        name.map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default()
    };
    if label.is_empty() {
        (name(folder.parent()), name(Some(folder)))
    } else {
        (name(Some(folder)), label)
    }
}

fn failure(path: &Path, reason: String) -> VersionFailure {
    VersionFailure {
        name: path.display().to_string(),
        date: None,
        reason,
    }
}
