//! A [`Document`] to a tree of clauses, and clauses to sentences.
//!
//! Every visible character of the document belongs to exactly one clause, in order.

mod abbreviation;
mod definition;
mod enumeration;
mod marker;
mod navigation;
mod piece;
mod role;
mod seat;
mod sentence;
mod split;
#[cfg(test)]
mod tests;
mod title;
mod tree;
mod wrap;

use std::ops::Range;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::document::Document;

pub use sentence::{LineEnds, sentences};

/// The clauses of a document, in reading order (a parent before its children).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ClauseTree {
    /// All clauses, in reading order.
    pub clauses: Vec<Clause>,
}

/// Index of a clause in [`ClauseTree::clauses`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ClauseId(pub usize);

/// One clause: its own text, without that of its children.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Clause {
    /// The number as printed (`4.2(b)`), or as implied by nested lists.
    pub number: Option<ClauseNumber>,
    /// What part it plays.
    pub role: ClauseRole,
    /// The clause it stands under: a heading, or the lead-in of a list.
    pub parent: Option<ClauseId>,
    /// Byte range in the text of the document.
    pub text: Range<usize>,
    /// The sentences, as byte ranges in the text of the document; they cover every visible character of the clause.
    pub sentences: Vec<Range<usize>>,
}

/// The part a clause plays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ClauseRole {
    /// A heading: asserts nothing.
    Heading,
    /// A provision.
    Body,
    /// An item of a list or of an enumeration; its parent holds the lead-in.
    Item,
    /// A definition of a term.
    Definition,
    /// A table of contents, a breadcrumb or other residue of navigation: asserts nothing.
    Navigation,
}

/// The number of a clause.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ClauseNumber {
    /// The full number (`4.2(b)`), made of those of its ancestors where its own is partial.
    pub label: String,
    /// True where the document prints no number and a nested list implies it.
    pub implied: bool,
}

/// How many bytes of a clause its printed number or its bullet takes.
pub(crate) fn marker_len(text: &str) -> usize {
    marker::parse(text).map_or(0, |marker| marker.len)
}

/// How many bytes of a clause without a number its bullet takes.
pub(crate) fn bullet_len(text: &str) -> usize {
    let bullet = marker::parse(text).filter(|marker| marker.path.is_empty());
    bullet.map_or(0, |marker| marker.len)
}

impl ClauseTree {
    /// The clauses of a document.
    pub fn from_document(document: &Document) -> ClauseTree {
        tree::build(document)
    }

    /// The clause of that number; none where it is not of this tree.
    pub fn get(&self, id: ClauseId) -> Option<&Clause> {
        self.clauses.get(id.0)
    }

    /// The headings that `id` stands under, from the outermost; `id` itself is not among them.
    pub fn headings(&self, id: ClauseId) -> impl Iterator<Item = ClauseId> + use<> {
        let mut path: Vec<ClauseId> = self
            .ancestors(id)
            .filter(|&ancestor| self.role(ancestor) == Some(ClauseRole::Heading))
            .collect();
        path.reverse();
        path.into_iter()
    }

    /// The clause that introduces the list `id` is an item of; none for what is no item, or
    /// where nothing introduces the list.
    ///
    /// For an item of a nested list that is the item around it, whose own lead-in is found by
    /// asking again.
    pub fn lead_in(&self, id: ClauseId) -> Option<ClauseId> {
        let clause = self
            .get(id)
            .filter(|clause| clause.role == ClauseRole::Item)?;
        let parent = clause.parent?;
        match self.role(parent)? {
            ClauseRole::Heading | ClauseRole::Navigation => None,
            ClauseRole::Body | ClauseRole::Item | ClauseRole::Definition => Some(parent),
        }
    }

    /// The clauses that `id` stands under, from the innermost.
    pub fn ancestors(&self, id: ClauseId) -> impl Iterator<Item = ClauseId> + '_ {
        std::iter::successors(self.get(id).and_then(|clause| clause.parent), |&parent| {
            self.get(parent).and_then(|clause| clause.parent)
        })
    }

    fn role(&self, id: ClauseId) -> Option<ClauseRole> {
        self.get(id).map(|clause| clause.role)
    }
}
