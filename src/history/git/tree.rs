//! Commits and trees as git writes them.

use std::rc::Rc;

use super::super::Timestamp;
use super::objects::ObjectId;

/// What is asked of a commit.
pub(super) struct ParsedCommit {
    pub(super) tree: ObjectId,
    pub(super) parents: Vec<ObjectId>,
    /// The author date.
    pub(super) date: Timestamp,
}

/// One entry of a tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) mode: FileMode,
    pub(super) name: Vec<u8>,
    pub(super) id: ObjectId,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FileMode {
    File,
    Folder,
    Link,
    Repository,
}

/// An entry that is not as any of the parents has it.
pub(super) struct Change<'a> {
    pub(super) name: &'a [u8],
    pub(super) now: Option<&'a Entry>,
    /// For each parent its entry of that name.
    pub(super) before: Vec<Option<&'a Entry>>,
}

/// Reads a commit; none where it is not written as one.
pub(super) fn commit(bytes: &[u8]) -> Option<ParsedCommit> {
    let (mut tree, mut date) = (None, None);
    let mut parents = Vec::new();
    for line in bytes
        .split(|byte| *byte == b'\n')
        .take_while(|line| !line.is_empty())
    {
        let line = String::from_utf8_lossy(line);
        match line.split_once(' ')? {
            ("tree", id) => tree = ObjectId::from_hex(id),
            ("parent", id) => parents.push(ObjectId::from_hex(id)?),
            ("author", author) => {
                // Name, address, seconds, time zone.
                let seconds = author.rsplit(' ').nth(1)?.parse().ok()?;
                date = Some(Timestamp::from_seconds(seconds));
            }
            _ => {}
        }
    }
    Some(ParsedCommit {
        tree: tree?,
        parents,
        date: date?,
    })
}

/// Reads a tree whose names of objects have `id_len` bytes.
pub(super) fn entries(mut bytes: &[u8], id_len: usize) -> Option<Vec<Entry>> {
    let mut entries = Vec::new();
    while !bytes.is_empty() {
        let space = bytes.iter().position(|byte| *byte == b' ')?;
        let end = space + bytes[space..].iter().position(|byte| *byte == 0)?;
        let id = bytes.get(end + 1..end + 1 + id_len)?;
        entries.push(Entry {
            mode: match &bytes[..space] {
                b"40000" => FileMode::Folder,
                b"120000" => FileMode::Link,
                b"160000" => FileMode::Repository,
                _ => FileMode::File,
            },
            name: bytes[space + 1..end].to_vec(),
            id: ObjectId::from_bytes(id)?,
        });
        bytes = &bytes[end + 1 + id_len..];
    }
    entries.sort_by(|a, b| a.name.cmp(&b.name));
    Some(entries)
}

/// The entries that differ from those of every parent, and those that the only parent had.
pub(super) fn changed<'a>(now: &'a [Entry], parents: &'a [Rc<Vec<Entry>>]) -> Vec<Change<'a>> {
    let before = |name: &[u8]| -> Vec<Option<&'a Entry>> {
        parents.iter().map(|parent| find(parent, name)).collect()
    };
    let mut changes = Vec::new();
    for entry in now {
        let before = before(&entry.name);
        if before.iter().all(|other| *other != Some(entry)) {
            changes.push(Change {
                name: &entry.name,
                now: Some(entry),
                before,
            });
        }
    }
    if let [parent] = parents {
        for entry in parent
            .iter()
            .filter(|entry| find(now, &entry.name).is_none())
        {
            changes.push(Change {
                name: &entry.name,
                now: None,
                before: vec![Some(entry)],
            });
        }
    }
    changes
}

fn find<'a>(entries: &'a [Entry], name: &[u8]) -> Option<&'a Entry> {
    let place = entries
        .binary_search_by(|entry| entry.name.as_slice().cmp(name))
        .ok()?;
    entries.get(place)
}

#[cfg(test)]
mod tests {
    use super::{FileMode, commit, entries};

    #[test]
    fn reads_what_git_writes() {
        let id = "ab".repeat(20);
        let written = format!(
            "tree {id}\nparent {id}\nauthor Jo \"x\" Ño <j@o.example> 1700000000 +0200\ncommitter C <c@o.example> 1 +0000\n\nFirst record\n"
        );
        let read = commit(written.as_bytes()).expect("a commit");
        assert_eq!(
            (read.parents.len(), read.date.seconds()),
            (1, 1_700_000_000)
        );
        assert!(commit(b"tree 12\n\n").is_none());
        let mut tree = b"40000 Uber \0".to_vec();
        tree.extend([7; 20]);
        let read = entries(&tree, 20).expect("a tree");
        assert_eq!(
            (read[0].name.as_slice(), read[0].mode),
            (&b"Uber "[..], FileMode::Folder)
        );
        assert!(entries(&tree[..20], 20).is_none());
    }
}
