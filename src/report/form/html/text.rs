//! The whole text of the terms, cut where marks begin and end.

use std::ops::Range;

use serde::Serialize;

use super::view::Viewer;
use crate::clause::ClauseRole;
use crate::report::page::tag;
use crate::report::whole::{ClauseText, WholeText};
use crate::score::EvidenceRef;

/// How deep clauses are indented at most, in levels.
const DEEPEST: usize = 6;

/// The whole text of one document.
#[derive(Debug, Serialize)]
pub(super) struct TextView<'a> {
    id: String,
    name: &'a str,
    date: Option<&'a str>,
    clauses: Vec<ClauseView<'a>>,
}

#[derive(Debug, Serialize)]
struct ClauseView<'a> {
    id: String,
    number: Option<&'a str>,
    implied: bool,
    role: ClauseRole,
    depth: usize,
    lang: Option<&'static str>,
    pieces: Vec<Piece<'a>>,
    notes: Vec<Note>,
}

/// A stretch of words, with the severity of what rests on them.
#[derive(Debug, Serialize)]
struct Piece<'a> {
    text: &'a str,
    severity: Option<u8>,
}

/// What stands in the margin: a finding that a level rests on.
#[derive(Debug, Serialize)]
struct Note {
    severity: u8,
    title: &'static str,
    /// The `id` of its block.
    block: String,
}

pub(super) fn texts<'a>(viewer: &Viewer<'a>, texts: &'a [WholeText]) -> Vec<TextView<'a>> {
    let blocks = viewer.blocks();
    let documents = viewer.report.documents.iter().enumerate().zip(texts);
    let view = |((place, document), text): ((usize, &'a crate::report::DocumentReport), _)| {
        let whole: &'a WholeText = text;
        let clauses = whole.clauses.iter().enumerate();
        TextView {
            id: viewer.text_id(place),
            name: &document.name,
            date: document.date.as_deref(),
            clauses: clauses
                .map(|(number, clause)| {
                    let id = viewer.clause_id(place, number);
                    let mut marks = Vec::new();
                    let mut notes = Vec::new();
                    for mark in &clause.marks {
                        let finding = EvidenceRef {
                            document: place,
                            finding: mark.finding,
                        };
                        let block = blocks.get(&finding).zip(viewer.report.evidence(finding));
                        if let Some((title, evidence)) = block {
                            let severity = evidence.net.value();
                            marks.push((mark.range.clone(), severity));
                            notes.push(Note {
                                severity,
                                title,
                                block: viewer.finding_id(finding),
                            });
                        }
                    }
                    clause_view(clause, id, marks, notes)
                })
                .collect(),
        }
    };
    documents.map(view).collect()
}

fn clause_view<'a>(
    clause: &'a ClauseText,
    id: String,
    marks: Vec<(Range<usize>, u8)>,
    notes: Vec<Note>,
) -> ClauseView<'a> {
    ClauseView {
        id,
        number: clause.number.as_ref().map(|number| number.label.as_str()),
        implied: clause.number.as_ref().is_some_and(|number| number.implied),
        role: clause.role,
        depth: clause.depth.min(DEEPEST),
        lang: tag(clause.language),
        pieces: pieces(&clause.text, marks),
        notes,
    }
}

/// The text cut where marks begin and end; marks that overlap become one of the worse severity.
fn pieces(text: &str, mut marks: Vec<(Range<usize>, u8)>) -> Vec<Piece<'_>> {
    marks.retain(|(range, _)| !range.is_empty() && text.get(range.clone()).is_some());
    marks.sort_by_key(|(range, _)| (range.start, range.end));
    let mut merged: Vec<(Range<usize>, u8)> = Vec::new();
    for (range, severity) in marks {
        match merged.last_mut() {
            Some((last, worst)) if range.start < last.end => {
                last.end = last.end.max(range.end);
                *worst = (*worst).max(severity);
            }
            _ => merged.push((range, severity)),
        }
    }
    let mut pieces = Vec::with_capacity(2 * merged.len() + 1);
    let mut at = 0;
    let mut push = |range: Range<usize>, severity| {
        if let Some(text) = text.get(range).filter(|text| !text.is_empty()) {
            pieces.push(Piece { text, severity });
        }
    };
    for (range, severity) in merged {
        push(at..range.start, None);
        at = range.end;
        push(range, Some(severity));
    }
    push(at..text.len(), None);
    pieces
}

#[cfg(test)]
mod tests {
    use super::pieces;

    #[test]
    fn marks_that_overlap_become_one_and_no_word_is_lost() {
        let marks = vec![(4..9, 1), (0..2, 3), (8..12, 2), (50..60, 3), (5..5, 3)];
        let cut = pieces("We may refuse it.", marks);
        let cut: Vec<_> = cut
            .iter()
            .map(|piece| (piece.text, piece.severity))
            .collect();
        assert_eq!(
            cut,
            [
                ("We", Some(3)),
                (" m", None),
                ("ay refus", Some(2)),
                ("e it.", None)
            ]
        );
    }
}
