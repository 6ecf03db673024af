//! A repository of versions, as Open Terms Archive keeps them: one commit is one version of
//! `<Service>/<Terms Type>.md`, and its author date is when that was fetched.
//!
//! Commits and trees are read one by one and compared here, with git only fetching objects: so
//! what is damaged can be named and gone around, a bare repository is as good as any, names need
//! no quoting, and nothing in its configuration is obeyed.

mod objects;
#[cfg(test)]
pub(super) mod tests;
mod tree;

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::Timestamp;
use super::archive::{Found, Place, Record, Series, VersionFailure};
use crate::Result;
use objects::Kind;
pub(super) use objects::{ObjectId, Objects};
use tree::{Change, Entry, FileMode};

/// The folder git keeps its data in, where `path` is a repository.
pub(super) fn git_dir(path: &Path) -> Option<PathBuf> {
    let inside = path.join(".git");
    if inside.exists() {
        return Some(inside);
    }
    let bare =
        path.join("HEAD").is_file() && path.join("objects").is_dir() && path.join("refs").is_dir();
    bare.then(|| path.to_owned())
}

/// Lists the versions of every document, of all commits that the current branch comes from.
pub(super) fn list(git_dir: &Path) -> Result<Found> {
    let mut walker = Walker {
        objects: Objects::open(git_dir)?,
        shallow: shallow(git_dir),
        trees: FxHashMap::default(),
        found: Found::default(),
        places: HashMap::new(),
        named: FxHashSet::default(),
    };
    let commits = walker.commits()?;
    for place in newest_first(&commits) {
        walker.changes(&commits, place);
    }
    for series in &mut walker.found.series {
        // As they were found, newest first, and then by date.
        series.records.reverse();
        series.records.sort_by_key(|record| record.date);
    }
    Ok(walker.found)
}

/// The commits at which a repository that was not cloned whole ends.
fn shallow(git_dir: &Path) -> FxHashSet<ObjectId> {
    let listed = std::fs::read_to_string(git_dir.join("shallow")).unwrap_or_default();
    listed.lines().filter_map(ObjectId::from_hex).collect()
}

struct Commit {
    id: ObjectId,
    tree: ObjectId,
    /// Places of its parents among the commits.
    parents: Vec<usize>,
    date: Timestamp,
}

struct Walker {
    objects: Objects,
    shallow: FxHashSet<ObjectId>,
    trees: FxHashMap<ObjectId, Rc<Vec<Entry>>>,
    found: Found,
    /// For each path, as it was called at the time, its series.
    places: HashMap<FilePath, usize>,
    /// Paths and objects that were complained of.
    named: FxHashSet<String>,
}

/// A service and the name of a file of it.
type FilePath = (Vec<u8>, Vec<u8>);

/// How many trees are kept: those of neighbouring commits share nearly all.
const TREES: usize = 512;

impl Walker {
    /// All commits that the current branch comes from, the newest at place 0.
    fn commits(&mut self) -> Result<Vec<Commit>> {
        let head = self
            .objects
            .object("HEAD^{commit}", Kind::Commit)
            .map_err(|reason| crate::Error::Git {
                path: self.objects.git_dir().to_owned(),
                reason: format!("no commit to begin with: {reason}"),
            })?;
        let mut commits: Vec<Commit> = Vec::new();
        let mut places: FxHashMap<ObjectId, Option<usize>> = FxHashMap::default();
        // Commits to be read, with the place of the child that asks for them.
        let mut asked: Vec<(ObjectId, Option<usize>)> = vec![(head.id, None)];
        while let Some((id, child)) = asked.pop() {
            let known = places.get(&id).copied();
            let place = match known {
                Some(place) => place,
                None => self.commit(id, &mut asked, commits.len()).map(|commit| {
                    commits.push(commit);
                    commits.len() - 1
                }),
            };
            places.insert(id, place);
            if let (Some(child), Some(place)) = (child, place) {
                commits[child].parents.push(place);
            }
        }
        Ok(commits)
    }

    fn commit(
        &mut self,
        id: ObjectId,
        asked: &mut Vec<(ObjectId, Option<usize>)>,
        place: usize,
    ) -> Option<Commit> {
        let parsed = self
            .objects
            .object(&id.to_string(), Kind::Commit)
            .and_then(|object| {
                tree::commit(&object.bytes)
                    .ok_or_else(|| "not a commit that can be read".to_owned())
            });
        match parsed {
            Ok(parsed) => {
                // The first parent is asked last and so read first.
                let parents = parsed.parents.into_iter().rev();
                if !self.shallow.contains(&id) {
                    asked.extend(parents.map(|parent| (parent, Some(place))));
                }
                Some(Commit {
                    id,
                    tree: parsed.tree,
                    parents: Vec::new(),
                    date: parsed.date,
                })
            }
            Err(reason) => {
                self.complain(
                    format!("commit {id}"),
                    format!("{reason}; what came before it was not read"),
                    None,
                );
                None
            }
        }
    }

    fn complain(&mut self, name: String, reason: String, date: Option<Timestamp>) {
        if self.named.insert(name.clone()) {
            self.found
                .failures
                .push(VersionFailure { name, date, reason });
        }
    }

    fn tree(&mut self, id: ObjectId) -> Rc<Vec<Entry>> {
        if let Some(entries) = self.trees.get(&id) {
            return Rc::clone(entries);
        }
        let read = self
            .objects
            .object(&id.to_string(), Kind::Tree)
            .and_then(|object| {
                tree::entries(&object.bytes, id.len())
                    .ok_or_else(|| "not a tree that can be read".to_owned())
            });
        let entries = Rc::new(read.unwrap_or_else(|reason| {
            self.complain(format!("tree {id}"), reason, None);
            Vec::new()
        }));
        if self.trees.len() >= TREES {
            self.trees.clear();
        }
        self.trees.insert(id, Rc::clone(&entries));
        entries
    }

    /// Notes the versions that a commit brought: the files that none of its parents has so.
    fn changes(&mut self, commits: &[Commit], place: usize) {
        let commit = &commits[place];
        let own = self.tree(commit.tree);
        let parents: Vec<_> = commit
            .parents
            .iter()
            .map(|&parent| self.tree(commits[parent].tree))
            .collect();
        let mut brought: Vec<(FilePath, Entry)> = Vec::new();
        let mut gone: Vec<(FilePath, Entry)> = Vec::new();
        for folder in tree::changed(&own, &parents) {
            if folder.name.first() == Some(&b'.') {
                continue;
            }
            let now = self.folder(folder.now).unwrap_or_default();
            let before: Vec<_> = folder
                .before
                .iter()
                .map(|entry| self.folder(*entry).unwrap_or_default())
                .collect();
            for Change { name, now, before } in tree::changed(&now, &before) {
                let path = (folder.name.to_vec(), name.to_vec());
                match (now, &before[..]) {
                    (Some(entry), _) => brought.push((path, entry.clone())),
                    (None, [Some(entry)]) => gone.push((path, (*entry).clone())),
                    (None, _) => {}
                }
            }
        }
        // The same text under another name: the file was renamed, and is the same document.
        let mut new_names: FxHashMap<ObjectId, FilePath> = FxHashMap::default();
        for (path, entry) in brought {
            if self.note(&path, &entry, commit).is_some() {
                new_names.insert(entry.id, path);
            }
        }
        for (path, entry) in gone {
            if let Some(series) = new_names
                .get(&entry.id)
                .and_then(|new| self.places.get(new))
                .copied()
            {
                if let Some((service, terms_type)) = file_names(&path) {
                    self.found.series[series].was_called(service, terms_type);
                }
                self.places.insert(path, series);
            }
        }
    }

    fn folder(&mut self, entry: Option<&Entry>) -> Option<Rc<Vec<Entry>>> {
        entry
            .filter(|entry| entry.mode == FileMode::Folder)
            .map(|entry| self.tree(entry.id))
    }

    fn note(&mut self, path: &FilePath, entry: &Entry, commit: &Commit) -> Option<usize> {
        let (service, terms_type) = file_names(path)?;
        let what = match entry.mode {
            FileMode::File => None,
            FileMode::Folder => Some("is a folder here"),
            FileMode::Link => Some("is a symbolic link here"),
            FileMode::Repository => Some("is another repository here"),
        };
        if let Some(what) = what {
            let name = format!("{service}/{}", String::from_utf8_lossy(&path.1));
            self.complain(name, what.to_owned(), Some(commit.date));
            return None;
        }
        let found = &mut self.found;
        let series = *self.places.entry(path.clone()).or_insert_with(|| {
            found.series.push(Series::new(service, terms_type));
            found.series.len() - 1
        });
        let place = Place::Blob {
            blob: entry.id,
            commit: commit.id,
        };
        found.series[series].records.push(Record {
            date: commit.date,
            place,
        });
        Some(series)
    }
}

/// The service and the terms type that a path names; none for what is no document.
fn file_names((folder, file): &FilePath) -> Option<(String, String)> {
    let file = String::from_utf8_lossy(file);
    let (stem, extension) = file.rsplit_once('.')?;
    let is_document = super::archive::is_document(extension) && !stem.is_empty();
    is_document.then(|| {
        (
            String::from_utf8_lossy(folder).into_owned(),
            stem.to_owned(),
        )
    })
}

/// An order in which no commit comes before one that it is a parent of.
fn newest_first(commits: &[Commit]) -> Vec<usize> {
    let mut children = vec![0usize; commits.len()];
    commits
        .iter()
        .flat_map(|commit| &commit.parents)
        .for_each(|&parent| children[parent] += 1);
    let mut ready: Vec<usize> = (0..commits.len().min(1)).collect();
    let mut order = Vec::with_capacity(commits.len());
    while let Some(place) = ready.pop() {
        order.push(place);
        for &parent in &commits[place].parents {
            children[parent] -= 1;
            if children[parent] == 0 {
                ready.push(parent);
            }
        }
    }
    order
}
