//! Fitted tables as a file to read.

use std::fmt::Write as _;

use super::FittedTable;
use crate::text::Language;

const HEAD: &str = "\
# What tells an indicator where no rule does: words and concepts with their weights.
# Written by `sujetion lexicon fit` from labelled terms that are not in the project; to change it,
# fit it again.
# The weights of what stands in a sentence are added to the intercept, each once, times the square
# root of 25 / words; the sum is log-odds. From `alone` on it is a finding where no rule found one,
# from `beside_words` on where a rule has its words there and misses something else; below
# `beside_rule` what a rule found is taken to be milder than `speaks_from`, the severity from which
# the labels count. `measured` is of documents left out of the fit, without the rules.
";

/// The `weights.toml` of a language.
#[must_use]
pub fn weights_toml(tables: &[FittedTable], language: Language) -> String {
    let mut text = String::from(HEAD);
    for table in tables.iter().filter(|table| table.language == language) {
        write_table(&mut text, table);
    }
    text
}

fn write_table(text: &mut String, table: &FittedTable) {
    let FittedTable {
        indicator,
        severity,
        speaks_from,
        intercept,
        alone,
        beside_words,
        beside_rule,
        measured,
        weights,
        ..
    } = table;
    let _ = write!(
        text,
        "\n[[table]]\nindicator = \"{}\"\nseverity = {}\nspeaks_from = {}\nintercept = {intercept:.3}\nalone = {alone:.3}\nbeside_words = {beside_words:.3}\n",
        indicator.get().name,
        severity.value(),
        speaks_from.value(),
    );
    if let Some(doubt) = beside_rule {
        let _ = writeln!(text, "beside_rule = {doubt:.3}");
    }
    let _ = write!(
        text,
        "measured = {{ documents = {}, units = {}, precision = {:.2}, recall = {:.2} }}\n\n[table.weights]\n",
        measured.documents, measured.units, measured.precision, measured.recall,
    );
    for (feature, weight) in weights {
        let _ = writeln!(text, "\"{feature}\" = {weight:.2}");
    }
}
