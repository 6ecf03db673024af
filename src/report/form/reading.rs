//! How a document was read, as text: clause by clause, with norms and findings under each
//! sentence.

use super::Colour;
use super::text::paint::{Page, Tone};
use crate::clause::ClauseRole;
use crate::report::reading::{ClauseReading, NormReading, Reading, SentenceReading};
use crate::report::words::{self, counted, printable, said};

/// How deep clauses are indented at most, in levels.
const DEEPEST: usize = 8;

impl Reading {
    /// The reading as text, for a terminal of 80 columns.
    #[must_use]
    pub fn to_text(&self, colour: Colour) -> String {
        let mut page = Page::new(colour);
        page.title(&printable(&self.name));
        let about = format!(
            "{}, {}, {}, SHA-256 {}",
            words::format(self.format),
            words::encoding(self.encoding),
            counted(self.clauses.len(), "clause", "clauses"),
            self.sha256
        );
        page.aside(0, &about);
        parties(&mut page, self);
        page.gap();
        for clause in &self.clauses {
            self::clause(&mut page, clause);
        }
        page.into_text()
    }
}

fn parties(page: &mut Page, reading: &Reading) {
    page.section("Parties, as the document names them");
    if reading.parties.is_empty() {
        page.paragraph("", 2, "It gives them no names of its own.");
    }
    for name in &reading.parties {
        page.line(&format!(
            "  {:10} “{}” ({})",
            said(&name.party),
            printable(&name.name),
            words::language(name.language)
        ));
    }
    if !reading.references.is_empty() {
        let titles = reading.references.iter().map(|reference| {
            format!(
                "“{}” ({})",
                printable(&reference.title),
                said(&reference.kind)
            )
        });
        page.section("Documents it refers to");
        page.paragraph("", 2, &titles.collect::<Vec<_>>().join(", "));
    }
}

fn clause(page: &mut Page, clause: &ClauseReading) {
    let indent = 2 * clause.depth.min(DEEPEST);
    let number = clause.number.as_ref().map_or_else(String::new, |number| {
        let label = printable(&number.label);
        if number.implied {
            format!("[{label} implied] ")
        } else {
            format!("[{label}] ")
        }
    });
    let head = format!(
        "{number}{}, {}",
        said(&clause.role),
        words::language(clause.language)
    );
    page.aside(indent, &head);
    for sentence in &clause.sentences {
        self::sentence(page, clause.role, indent + 2, sentence);
    }
}

fn sentence(page: &mut Page, role: ClauseRole, indent: usize, sentence: &SentenceReading) {
    let text = printable(&sentence.text);
    if role == ClauseRole::Heading {
        let line = page.painted(Tone::Title, &text);
        page.paragraph("", indent, &line);
        return;
    }
    page.paragraph("", indent, &text);
    for norm in &sentence.norms {
        page.paragraph(&bullet(indent + 2, '→'), indent + 4, &self::norm(norm));
    }
    for finding in &sentence.findings {
        let text = format!(
            "{} {} ({})",
            words::indicator(finding.indicator),
            finding.severity.value(),
            finding.rule
        );
        page.paragraph(&bullet(indent + 2, '!'), indent + 4, &text);
    }
}

fn bullet(indent: usize, mark: char) -> String {
    format!("{}{mark}", " ".repeat(indent))
}

/// `[worker → platform, duty, comply] the words (bearer: subject)`.
fn norm(norm: &NormReading) -> String {
    let bearer = norm
        .bearer
        .map_or_else(|| "nobody named".to_owned(), |party| said(&party));
    let towards = norm
        .counterparty
        .map_or_else(String::new, |party| format!(" towards {}", said(&party)));
    format!(
        "[{bearer}{towards}, {}, {}] {} (bearer: {})",
        said(&norm.modality),
        said(&norm.action),
        printable(&norm.words),
        said(&norm.bearer_source)
    )
}
