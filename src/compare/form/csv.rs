//! The two tables of a comparison.

use std::io::{self, Write};

use super::ranks;
use crate::compare::ComparisonReport;
use crate::report::table::{Cell, Table};
use crate::report::words::{NOT_GIVEN, code};
use crate::score::{Index, Interval};

const SCORES: &[&str] = &[
    "platform",
    "measure",
    "score",
    "lo",
    "hi",
    "intensity",
    "share_stated",
    "share_observed",
    "applicable",
    "critical",
    "ranks",
];

const PAIRS: &[&str] = &[
    "first",
    "second",
    "outcome",
    "dominance",
    "mean_difference",
    "lo",
    "hi",
    "compared",
    "silent_on_both",
    "worse",
    "better",
    "tie",
];

pub(super) fn scores(report: &ComparisonReport, out: impl Write) -> io::Result<()> {
    let mut table = Table::new(out, SCORES)?;
    for (place, platform) in report.platforms.iter().enumerate() {
        let profile = &platform.profile;
        for (name, index) in [
            ("core_index", &profile.core),
            ("extended_index", &profile.extended),
        ] {
            let ranks = match (name, ranks(report, place)) {
                ("extended_index", ranks) if ranks != NOT_GIVEN => Cell::text(ranks),
                _ => Cell::empty(),
            };
            table.row(index_row(platform.name(), name, index, ranks))?;
        }
        for family in &profile.families {
            let (lo, hi) = ends(family.interval);
            let critical = family.critical.iter().map(|id| id.get().name.to_owned());
            table.row([
                Cell::text(platform.name()),
                Cell::text(family.family.get().name),
                Cell::number(family.score),
                lo,
                hi,
                Cell::number(family.intensity),
                Cell::number(Some(family.share_stated)),
                Cell::number(Some(family.share_observed)),
                Cell::count(family.applicable),
                Cell::list(critical),
                Cell::empty(),
            ])?;
        }
    }
    table.flush()
}

fn index_row<'a>(
    platform: &'a str,
    name: &'a str,
    index: &Index,
    ranks: Cell<'a>,
) -> [Cell<'a>; 11] {
    let (lo, hi) = ends(index.interval);
    [
        Cell::text(platform),
        Cell::text(name),
        Cell::number(index.score),
        lo,
        hi,
        Cell::empty(),
        Cell::empty(),
        Cell::empty(),
        Cell::count(index.families),
        Cell::empty(),
        ranks,
    ]
}

fn ends<'a>(interval: Option<Interval>) -> (Cell<'a>, Cell<'a>) {
    (
        Cell::number(interval.map(|interval| interval.lo)),
        Cell::number(interval.map(|interval| interval.hi)),
    )
}

pub(super) fn pairs(report: &ComparisonReport, out: impl Write) -> io::Result<()> {
    let mut table = Table::new(out, PAIRS)?;
    for pair in &report.comparison.pairs {
        let overall = &pair.overall;
        table.row([
            Cell::text(report.platforms[pair.first].name()),
            Cell::text(report.platforms[pair.second].name()),
            Cell::text(code(&overall.outcome)),
            Cell::text(code(&overall.dominance)),
            Cell::number(overall.mean),
            Cell::number(overall.interval.map(|range| range.lo)),
            Cell::number(overall.interval.map(|range| range.hi)),
            Cell::count(overall.compared),
            Cell::count(overall.silent_on_both),
            Cell::count(overall.worse),
            Cell::count(overall.better),
            Cell::count(overall.tie),
        ])?;
    }
    table.flush()
}
