//! An evaluation as text, for a terminal of 80 columns.

use std::fmt::Display;

use super::{Evaluation, LabelScore};
use crate::report::Colour;
use crate::report::text::paint::Page;
use crate::report::words::{NOT_GIVEN, counted, fitted, grouped, printable};

/// Columns of the name of a row.
const NAME: usize = 38;

impl Evaluation {
    /// The evaluation as text.
    #[must_use]
    pub fn to_text(&self, colour: Colour) -> String {
        let mut page = Page::new(colour);
        page.title(&counted(self.units, "unit", "units"));
        summary(&mut page, self);
        if self.families.is_empty() {
            table(&mut page, "Labels", self.labels.iter());
        } else {
            table(&mut page, "Families", self.families.iter());
            table(&mut page, "Indicators", self.indicators.iter());
        }
        documents(&mut page, self);
        misled(&mut page, self);
        coders(&mut page, self);
        for (name, units) in &self.not_measured {
            let units = counted(*units, "unit", "units");
            page.line(&format!(
                "Not measured, as the map lacks it: {} ({units})",
                printable(name)
            ));
        }
        page.into_text()
    }
}

fn summary(page: &mut Page, evaluation: &Evaluation) {
    let mut line = |name: &str, value: Option<f64>| {
        page.line(&format!("{name:NAME$}{:>8}", number(value)));
    };
    line("micro F1", Some(evaluation.micro_f1));
    line("macro F1", Some(evaluation.macro_f1));
    line(
        "micro F1, “none” a label too",
        Some(evaluation.micro_f1_with_none),
    );
    line(
        "macro F1, “none” a label too",
        Some(evaluation.macro_f1_with_none),
    );
    line("weighted kappa of severities", evaluation.severity_kappa);
    let hard = &evaluation.hard_negatives;
    if hard.total > 0 {
        page.line(&format!(
            "{:NAME$}{:>8}",
            "hard negatives taken for burdens",
            format!("{}/{}", hard.fired, hard.total)
        ));
    }
}

fn table<K: Display>(
    page: &mut Page,
    title: &str,
    rows: impl Iterator<Item = (K, impl std::borrow::Borrow<LabelScore>)>,
) {
    page.gap();
    page.line(&format!(
        "{title:NAME$}{:>8}{:>8}{:>8}{:>9}{:>9}",
        "prec.", "recall", "F1", "support", "found"
    ));
    for (name, score) in rows {
        let score = score.borrow();
        page.line(&format!(
            "{}{:>8}{:>8}{:>8}{:>9}{:>9}",
            fitted(&printable(&name.to_string()), NAME),
            number(Some(score.precision)),
            number(Some(score.recall)),
            number(Some(score.f1)),
            grouped(score.support),
            grouped(score.predicted)
        ));
    }
}

fn documents(page: &mut Page, evaluation: &Evaluation) {
    if evaluation.documents.is_empty() {
        return;
    }
    page.gap();
    page.line(&format!(
        "{:NAME$}{:>12}{:>8}{:>8}{:>8}",
        "Documents", "levels off", "core", "found", "off"
    ));
    for document in &evaluation.documents {
        page.line(&format!(
            "{}{:>12}{:>8.1}{:>8.1}{:>8.1}",
            fitted(&printable(&document.doc), NAME),
            number(document.level_error),
            document.core.gold,
            document.core.predicted,
            document.core.error
        ));
    }
    page.gap();
    page.aside(
        0,
        "levels off: mean distance of the levels, 0 to 3, over the indicators that either side \
         states. core, found: the core index of the gold labels and of the prediction.",
    );
}

/// What fires on units that are there to mislead.
fn misled(page: &mut Page, evaluation: &Evaluation) {
    let hits = &evaluation.hard_negatives.hits;
    if hits.is_empty() {
        return;
    }
    page.gap();
    page.line("Hard negatives that fire");
    for hit in hits {
        let title = format!(
            "{}:{} {} {}",
            printable(&hit.doc),
            printable(&hit.id),
            hit.rule,
            hit.severity.value()
        );
        page.line(&title);
        page.paragraph("", 4, &printable(&hit.words));
    }
}

fn coders(page: &mut Page, evaluation: &Evaluation) {
    if evaluation.coders.is_empty() {
        return;
    }
    page.gap();
    page.line(&format!(
        "{:NAME$}{:>8}{:>8}{:>8}{:>8}",
        "Coders", "units", "kappa", "same", "alpha"
    ));
    for pair in &evaluation.coders {
        let names = format!("{} and {}", printable(&pair.first), printable(&pair.second));
        page.line(&format!(
            "{}{:>8}{:>8}{:>8}{:>8}",
            fitted(&names, NAME),
            grouped(pair.units),
            number(pair.agreement.kappa),
            number(pair.agreement.same_severity),
            number(pair.agreement.severity_alpha_ordinal)
        ));
    }
    page.gap();
    page.aside(
        0,
        "kappa: Cohen, on whether an indicator is in a unit. same, alpha: the share of the same \
         severities, and Krippendorff's alpha over them as ranks, where both see the indicator.",
    );
}

fn number(value: Option<f64>) -> String {
    value.map_or_else(|| NOT_GIVEN.to_owned(), |value| format!("{value:.3}"))
}
