//! Walks paths and groups what lies there into platforms.

use std::collections::HashMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::kind::{is_date, is_hidden, is_language, is_left_out, is_terms_type, stem};
use super::{Collection, Input, Layout, Platform, Source};
use crate::report::Failure;

pub(super) fn find<P: AsRef<Path>>(paths: &[P], layout: Layout) -> Collection {
    let mut walk = Walk {
        layout,
        found: Collection::default(),
        by_folder: HashMap::new(),
    };
    for path in paths {
        walk.path(path.as_ref());
    }
    walk.found
}

struct Walk {
    layout: Layout,
    found: Collection,
    /// The platforms whose files were named one by one, by their folder.
    by_folder: HashMap<PathBuf, usize>,
}

/// A folder as far as it was looked into.
#[derive(Default)]
struct Listing {
    files: Vec<(PathBuf, u64)>,
    folders: Vec<PathBuf>,
    left_out: usize,
}

/// Where a folder was met.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Standing {
    /// Its path was given.
    Named,
    /// It lies in another.
    Inside,
}

impl Walk {
    fn path(&mut self, path: &Path) {
        match fs::metadata(path) {
            Err(error) => self.fail(path, &error),
            Ok(metadata) if metadata.is_dir() => {
                let (platforms, failures) = (self.found.platforms.len(), self.found.failures.len());
                let left_out = self.folder(path, Standing::Named, &mut Vec::new());
                let nothing = self.found.platforms.len() == platforms
                    && self.found.failures.len() == failures;
                if nothing {
                    let reason = match left_out {
                        0 => "there is no document in it".to_owned(),
                        n => format!(
                            "there is no document in it ({n} files of other kinds were left out)"
                        ),
                    };
                    let failure = Failure::new(path.display().to_string(), reason);
                    self.found.failures.push(failure);
                }
            }
            Ok(metadata) => self.named_file(path, metadata.len()),
        }
    }

    fn fail(&mut self, path: &Path, error: &io::Error) {
        let failure = Failure::new(path.display().to_string(), error.to_string());
        self.found.failures.push(failure);
    }

    /// A file given by its own path.
    fn named_file(&mut self, path: &Path, size: u64) {
        let stem = stem(path);
        let folder = service_folder(path);
        let as_document = match self.layout {
            Layout::Auto => is_terms_type(&stem),
            Layout::Folders => true,
            Layout::Files => false,
        };
        let Some((folder, service)) = folder.filter(|_| as_document) else {
            self.push(stem, vec![source(path, size, None)]);
            return;
        };
        let source = source(path, size, Some(stem));
        match self.by_folder.get(&folder) {
            Some(&place) => self.found.platforms[place].sources.push(source),
            None => {
                self.by_folder.insert(folder, self.found.platforms.len());
                self.push(service, vec![source]);
            }
        }
    }

    /// Looks into a folder and those in it; how many files were left out.
    fn folder(&mut self, path: &Path, standing: Standing, around: &mut Vec<PathBuf>) -> usize {
        let real = match fs::canonicalize(path) {
            Ok(real) => real,
            Err(error) => {
                self.fail(path, &error);
                return 0;
            }
        };
        if around.contains(&real) {
            let reason = "it is a link that leads back to a folder around it";
            let failure = Failure::new(path.display().to_string(), reason);
            self.found.failures.push(failure);
            return 0;
        }
        let Some(listing) = self.list(path) else {
            return 0;
        };
        let name = name_of(&real);
        self.files(path, &name, standing, listing.files);
        around.push(real);
        let mut left_out = listing.left_out;
        for folder in listing.folders {
            left_out += self.folder(&folder, Standing::Inside, around);
        }
        around.pop();
        left_out
    }

    fn files(
        &mut self,
        folder: &Path,
        folder_name: &str,
        standing: Standing,
        files: Vec<(PathBuf, u64)>,
    ) {
        if files.is_empty() {
            return;
        }
        // A link is called as it is, not as what it leads to.
        let name = folder.file_name().map_or_else(
            || folder_name.to_owned(),
            |name| name.to_string_lossy().into_owned(),
        );
        let all = |test: fn(&str) -> bool| files.iter().all(|(path, _)| test(&stem(path)));
        let is_platform = match (self.layout, standing) {
            (Layout::Files, _) => false,
            (Layout::Folders, _) => true,
            (Layout::Auto, Standing::Inside) => !is_language(&name) || all(is_terms_type),
            (Layout::Auto, Standing::Named) => all(is_terms_type),
        };
        if self.layout != Layout::Files && all(is_date) {
            self.dated(folder, name, files);
        } else if is_platform {
            let source = |(path, size): (PathBuf, u64)| {
                let terms_type = stem(&path);
                source(&path, size, Some(terms_type))
            };
            self.push(name, files.into_iter().map(source).collect());
        } else {
            for (path, size) in files {
                self.push(stem(&path), vec![source(&path, size, None)]);
            }
        }
    }

    /// A folder of dated versions of one document: the latest one.
    fn dated(&mut self, folder: &Path, terms_type: String, files: Vec<(PathBuf, u64)>) {
        let service = service_folder(folder).map_or_else(|| terms_type.clone(), |(_, name)| name);
        let Some((path, size)) = files.into_iter().next_back() else {
            return;
        };
        let date = stem(&path);
        let source = Source {
            name: format!("{terms_type} ({date})"),
            date: Some(date),
            ..source(&path, size, Some(terms_type))
        };
        let above = folder.parent().map(Path::to_path_buf).unwrap_or_default();
        match self.by_folder.get(&above) {
            Some(&place) => self.found.platforms[place].sources.push(source),
            None => {
                self.by_folder.insert(above, self.found.platforms.len());
                self.push(service, vec![source]);
            }
        }
    }

    fn push(&mut self, service: String, sources: Vec<Source>) {
        self.found.platforms.push(Platform {
            name: service.clone(),
            service,
            sources,
        });
    }

    /// What lies in a folder, sorted by name; none where it cannot be listed.
    fn list(&mut self, folder: &Path) -> Option<Listing> {
        let entries = match fs::read_dir(folder) {
            Ok(entries) => entries,
            Err(error) => {
                self.fail(folder, &error);
                return None;
            }
        };
        let mut paths = Vec::new();
        for entry in entries {
            match entry {
                Ok(entry) => paths.push(entry.path()),
                Err(error) => self.fail(folder, &error),
            }
        }
        paths.sort();
        let mut listing = Listing::default();
        for path in paths {
            self.sort_in(path, &mut listing);
        }
        Some(listing)
    }

    fn sort_in(&mut self, path: PathBuf, listing: &mut Listing) {
        if is_hidden(&name_of(&path)) {
            listing.left_out += 1;
            return;
        }
        match fs::metadata(&path) {
            Ok(metadata) if metadata.is_dir() => listing.folders.push(path),
            _ if is_left_out(&path) => listing.left_out += 1,
            Ok(metadata) if metadata.is_file() => listing.files.push((path, metadata.len())),
            Ok(_) => listing.left_out += 1,
            Err(error) => self.fail(&path, &error),
        }
    }
}

fn name_of(path: &Path) -> String {
    path.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

/// The folder of a file, with its name; none where the path does not tell it.
fn service_folder(path: &Path) -> Option<(PathBuf, String)> {
    let above = path.parent()?;
    let folder = if above.as_os_str().is_empty() {
        Path::new(".")
    } else {
        above
    };
    let real = fs::canonicalize(folder).ok()?;
    let name = folder.file_name().or_else(|| real.file_name())?;
    let name = name.to_string_lossy().into_owned();
    Some((folder.to_path_buf(), name))
}

fn source(path: &Path, size: u64, terms_type: Option<String>) -> Source {
    let stem = stem(path);
    Source {
        name: terms_type.clone().unwrap_or_else(|| name_of(path)),
        date: is_date(&stem).then_some(stem),
        terms_type,
        size,
        input: Input::File(path.to_path_buf()),
    }
}
