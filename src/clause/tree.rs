//! Blocks to a tree of clauses.

use super::sentence::{LineEnds, sentences};
use super::{Clause, ClauseId, ClauseNumber, ClauseRole, ClauseTree};
use crate::document::{BlockKind, Document};

pub(super) fn build(document: &Document) -> ClauseTree {
    let mut tree = ClauseTree::default();
    let mut headings: Vec<(u8, ClauseId)> = Vec::new();
    let mut lead_in: Option<ClauseId> = None;
    for block in &document.blocks {
        let text = &document.text[block.text.clone()];
        if text.trim().is_empty() {
            continue;
        }
        let id = ClauseId(tree.clauses.len());
        let (role, parent, number) = match &block.kind {
            BlockKind::Heading { level } => {
                headings.retain(|(other, _)| other < level);
                let parent = headings.last().map(|(_, id)| *id);
                headings.push((*level, id));
                (ClauseRole::Heading, parent, None)
            }
            BlockKind::ListItem { label, .. } => {
                let parent = lead_in.or(headings.last().map(|(_, id)| *id));
                (ClauseRole::Item, parent, label.clone())
            }
            _ => (ClauseRole::Body, headings.last().map(|(_, id)| *id), None),
        };
        if role != ClauseRole::Item {
            lead_in = (role == ClauseRole::Body && text.trim_end().ends_with(':')).then_some(id);
        }
        tree.clauses.push(Clause {
            number: number.map(|label| ClauseNumber {
                label,
                implied: false,
            }),
            role,
            parent,
            text: block.text.clone(),
            sentences: sentences(&document.text, block.text.clone(), LineEnds::End),
        });
    }
    tree
}
