//! Markdown: indices, families and pairs as tables.

use std::fmt::Write as _;

use super::{cell, ranks};
use crate::compare::{ComparisonReport, Difference, Outcome};
use crate::report::markdown::{escaped, failure_list};
use crate::report::words::{self, interval, score, signed};
use crate::taxonomy::Taxonomy;

/// How many platforms stand side by side in the table of families.
const SIDE_BY_SIDE: usize = 12;

pub(super) fn comparison_markdown(report: &ComparisonReport) -> String {
    let mut text = String::from(
        "# Platforms side by side\n\nHow far the terms bind those who work, from 0 to 100 (100: \
         every power is with the platform, no safeguard given). It measures what is written, not \
         anybody's legal status.\n\n",
    );
    let order = report.by_core_index();
    indices(&mut text, report, &order);
    families(&mut text, report, &order);
    pairs(&mut text, report);
    text.push_str(&failure_list(&report.failures));
    let versions = &report.versions;
    let _ = writeln!(
        text,
        "\nsujetion {}, taxonomy {}, lexicon {}",
        versions.sujetion, versions.taxonomy, versions.lexicon
    );
    text
}

fn indices(text: &mut String, report: &ComparisonReport, order: &[usize]) {
    text.push_str("| # | platform | core index | range | extended index | range | rank |\n");
    text.push_str("|--:|---|--:|--:|--:|--:|--:|\n");
    for (row, &place) in order.iter().enumerate() {
        let profile = &report.platforms[place].profile;
        let _ = writeln!(
            text,
            "| {} | {} | **{}** | {} | {} | {} | {} |",
            row + 1,
            escaped(&profile.platform),
            score(profile.core.score),
            interval(profile.core.interval),
            score(profile.extended.score),
            interval(profile.extended.interval),
            ranks(report, place)
        );
    }
}

fn families(text: &mut String, report: &ComparisonReport, order: &[usize]) {
    text.push_str("\n## Families\n");
    for (block, places) in order.chunks(SIDE_BY_SIDE).enumerate() {
        text.push_str("\n| |");
        for column in 0..places.len() {
            let _ = write!(text, " #{} |", block * SIDE_BY_SIDE + column + 1);
        }
        let _ = writeln!(text, "\n|---|{}", "--:|".repeat(places.len()));
        for family in Taxonomy::builtin().families() {
            let mark = if family.core { " (core)" } else { "" };
            let _ = write!(text, "| {}{mark} |", family.title.en);
            for &place in places {
                let own = report.platforms[place].profile.family(family.id);
                let shown = own.map_or_else(|| words::NOT_GIVEN.to_owned(), cell);
                let _ = write!(text, " {shown} |");
            }
            text.push('\n');
        }
    }
    text.push_str(
        "\nsil: the terms state nothing of it. —: too little of it could be read. n/a: nothing of \
         it applies. None of these is a zero.\n",
    );
}

fn pairs(text: &mut String, report: &ComparisonReport) {
    if report.comparison.pairs.is_empty() {
        return;
    }
    text.push_str("\n## Two by two\n\n| first | second | verdict | difference | range | worse | better | level |\n");
    text.push_str("|---|---|---|--:|--:|--:|--:|--:|\n");
    for pair in &report.comparison.pairs {
        let name = |place: usize| escaped(report.platforms[place].name());
        let overall = &pair.overall;
        let range = overall.interval.map_or_else(
            || words::NOT_GIVEN.to_owned(),
            |range| format!("{} to {}", signed(range.lo), signed(range.hi)),
        );
        let _ = writeln!(
            text,
            "| {} | {} | {} | {} | {range} | {} | {} | {} |",
            name(pair.first),
            name(pair.second),
            verdict(overall),
            overall
                .mean
                .map_or_else(|| words::NOT_GIVEN.to_owned(), signed),
            overall.worse,
            overall.better,
            overall.tie
        );
    }
}

fn verdict(difference: &Difference) -> &'static str {
    match difference.outcome {
        Outcome::FirstMoreConstraining => "the first is more constraining",
        Outcome::SecondMoreConstraining => "the second is more constraining",
        Outcome::NotDistinguishable => "not distinguishable",
    }
}
