//! The whole text of a document, clause by clause, with the words that findings rest on.

use std::ops::Range;

use super::build::{Quoter, label};
use super::model::ClauseLabel;
use crate::clause::{Clause, ClauseId, ClauseRole};
use crate::document::Document;
use crate::finding::{Analysis, Finding};
use crate::text::Language;

/// The whole text of one document of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct WholeText {
    /// Its clauses, in reading order.
    pub clauses: Vec<ClauseText>,
}

/// One clause with its marks.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ClauseText {
    /// Its number.
    pub number: Option<ClauseLabel>,
    /// The part it plays.
    pub role: ClauseRole,
    /// How many clauses it stands under.
    pub depth: usize,
    /// Its language.
    pub language: Language,
    /// Its words, its number as printed among them.
    pub text: String,
    /// What was found in it, in the order of the text.
    pub marks: Vec<Mark>,
}

/// The words of a clause that decided a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Mark {
    /// Index of the finding in [`DocumentReport::findings`](super::DocumentReport::findings), from 0.
    pub finding: usize,
    /// The words, as a range of bytes in the text of the clause; empty where they stand in another.
    pub range: Range<usize>,
}

impl WholeText {
    /// The whole text of a document.
    #[must_use]
    pub fn new(document: &Document, analysis: &Analysis) -> Self {
        let quoter = Quoter { document, analysis };
        let findings = &analysis.findings;
        let mut next = 0;
        let mut depths: Vec<usize> = Vec::with_capacity(analysis.clauses.clauses.len());
        let mut clauses = Vec::with_capacity(analysis.clauses.clauses.len());
        for (place, clause) in analysis.clauses.clauses.iter().enumerate() {
            // A parent stands before its children, and findings in the order of the text.
            let above = clause.parent.and_then(|parent| depths.get(parent.0));
            let depth = above.map_or(0, |depth| depth + 1);
            depths.push(depth);
            let first = next;
            while findings
                .get(next)
                .is_some_and(|f| f.clause <= ClauseId(place))
            {
                next += 1;
            }
            let marks = (first..next).map(|finding| Mark {
                finding,
                range: marked(clause, &findings[finding]),
            });
            clauses.push(ClauseText {
                number: label(clause.number.as_ref()),
                role: clause.role,
                depth,
                language: analysis
                    .languages
                    .get(place)
                    .copied()
                    .unwrap_or(Language::Other),
                text: quoter.words(&clause.text).to_owned(),
                marks: marks.collect(),
            });
        }
        Self { clauses }
    }
}

/// The part of a clause that decided, counted from where the clause begins.
fn marked(clause: &Clause, finding: &Finding) -> Range<usize> {
    let whole = &clause.text;
    let start = finding.span.start.clamp(whole.start, whole.end);
    let end = finding.span.end.clamp(start, whole.end);
    start - whole.start..end - whole.start
}
