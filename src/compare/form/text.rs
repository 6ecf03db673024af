//! The text form, for a terminal of 80 columns and for somebody who sees it for the first time.

use super::{cell, ranks};
use crate::compare::{ComparisonReport, Outcome, PairComparison};
use crate::report::Colour;
use crate::report::text::Group;
use crate::report::text::paint::{Heat, Page, Tone, bar};
use crate::report::words::{self, counted, fitted, interval, printable, score, signed};
use crate::score::FamilyScore;
use crate::taxonomy::Taxonomy;

/// Columns of the name of a platform.
const NAME: usize = 20;

/// Columns of the name of a family.
const FAMILY: usize = 32;

/// How many platforms stand side by side in the table of families.
const SIDE_BY_SIDE: usize = 12;

/// Up to so many platforms every pair is told in words.
const TOLD: usize = 4;

/// Up to so many platforms the pairs are a table of signs.
const SIGNS: usize = 40;

/// Columns of that table.
const SIGNS_A_ROW: usize = 17;

pub(super) fn comparison_text(report: &ComparisonReport, colour: Colour) -> String {
    let mut page = Page::new(colour);
    let order = report.by_core_index();
    let number = counted(order.len(), "platform", "platforms");
    page.title(&format!("{number} side by side"));
    page.paragraph(
        "",
        0,
        "How far the terms bind those who work, from 0 to 100 (100: every power is with the \
         platform, no safeguard given). It measures what is written, not anybody's legal status.",
    );
    indices(&mut page, report, &order);
    families(&mut page, report, &order);
    if order.len() > 1 {
        pairs(&mut page, report, &order);
    }
    page.gap();
    let versions = &report.versions;
    let text = format!(
        "sujetion {}, taxonomy {}, lexicon {}",
        versions.sujetion, versions.taxonomy, versions.lexicon
    );
    page.aside(0, &text);
    page.into_text()
}

fn scored(page: &Page, value: Option<f64>, text: &str) -> String {
    match value {
        Some(value) => page.painted(Tone::Score(Heat::of(value)), text),
        None => text.to_owned(),
    }
}

fn indices(page: &mut Page, report: &ComparisonReport, order: &[usize]) {
    page.gap();
    page.line(&format!(
        "{:>3} {:NAME$}{:>5}{:>8}  {:21}{:>6}{:>8}{:>6}",
        "#", "Platform", "core", "range", "0 ────── 50 ───── 100", "ext.", "range", "rank"
    ));
    for (row, &place) in order.iter().enumerate() {
        let profile = &report.platforms[place].profile;
        let (core, extended) = (&profile.core, &profile.extended);
        let line = format!(
            "{:>3} {}{}{:>8}  {}{}{:>8}{:>6}",
            row + 1,
            fitted(&printable(&profile.platform), NAME),
            scored(page, core.score, &format!("{:>5}", score(core.score))),
            interval(core.interval),
            scored(page, core.score, &bar(core.score, core.interval)),
            scored(
                page,
                extended.score,
                &format!("{:>6}", score(extended.score))
            ),
            interval(extended.interval),
            ranks(report, place)
        );
        page.line(&line);
    }
    page.gap();
    let families = Taxonomy::builtin().families();
    let in_index = families.iter().filter(|family| family.in_index).count();
    let core = families.iter().filter(|family| family.core).count();
    let text = format!(
        "core: index over the {core} core families, the order of the table. ext.: over {in_index} \
         families. range: what a score could be, given how sure the reading is and what was not \
         read. rank: the places taken under all weightings of the families, 1 most constraining."
    );
    page.aside(0, &text);
}

fn families(page: &mut Page, report: &ComparisonReport, order: &[usize]) {
    let blocks = order.len().div_ceil(SIDE_BY_SIDE).max(1);
    let columns = order.len().div_ceil(blocks).max(1);
    for (block, places) in order.chunks(columns).enumerate() {
        page.section("Families");
        let mut head = " ".repeat(FAMILY);
        for column in 0..places.len() {
            head.push_str(&format!(
                "{:>4}",
                format!("#{}", block * columns + column + 1)
            ));
        }
        page.line(&head);
        for group in Group::ALL {
            if group != Group::Core {
                page.line(&"-".repeat(FAMILY + 4 * places.len()));
            }
            let all = Taxonomy::builtin().families().iter();
            for family in all.filter(|family| Group::of(family) == group) {
                let mut line = fitted(&family.title.en, FAMILY);
                for &place in places {
                    let own = report.platforms[place].profile.family(family.id);
                    line.push_str(&family_cell(page, own));
                }
                page.line(&line);
            }
        }
    }
    page.gap();
    page.aside(
        0,
        "Core families first; below the last line, a family in no index. sil: the terms state \
         nothing of it. —: too little of it could be read (documents referred to and not given). \
         n/a: nothing of it applies (no client, no rating). None of these is a zero.",
    );
}

fn family_cell(page: &Page, family: Option<&FamilyScore>) -> String {
    let text = family.map_or_else(|| words::NOT_GIVEN.to_owned(), cell);
    let number = family
        .and_then(|f| f.score)
        .filter(|_| text.parse::<u8>().is_ok());
    scored(page, number, &format!("{text:>4}"))
}

fn pairs(page: &mut Page, report: &ComparisonReport, order: &[usize]) {
    page.section("Two by two");
    if order.len() <= TOLD {
        for (row, &first) in order.iter().enumerate() {
            for &second in &order[row + 1..] {
                if let Some(pair) = report.comparison.pair(first, second) {
                    told(page, report, &pair);
                }
            }
        }
    } else if order.len() <= SIGNS {
        signs(page, report, order);
    } else {
        counts(page, report, order);
    }
}

/// One pair in words.
fn told(page: &mut Page, report: &ComparisonReport, pair: &PairComparison) {
    let name = |place: usize| printable(report.platforms[place].name());
    let (first, second) = (name(pair.first), name(pair.second));
    let verdict = match pair.overall.outcome {
        Outcome::FirstMoreConstraining => format!("{first} is more constraining than {second}"),
        Outcome::SecondMoreConstraining => format!("{second} is more constraining than {first}"),
        Outcome::NotDistinguishable => format!("{first} and {second} are not distinguishable"),
    };
    let overall = &pair.overall;
    page.paragraph("", 2, &verdict);
    let mean = overall.mean.zip(overall.interval).map_or_else(
        || "no indicator was observed on both".to_owned(),
        |(mean, range)| {
            format!(
                "mean difference {} ({} to {}) on a scale of 3; of {} observed on both, {first} \
                 is worse on {}, better on {}, level on {}",
                signed(mean),
                signed(range.lo),
                signed(range.hi),
                counted(overall.compared, "indicator", "indicators"),
                overall.worse,
                overall.better,
                overall.tie
            )
        },
    );
    page.aside(4, &mean);
}

/// What may be said of every two platforms, from the side of the first.
struct Signs {
    platforms: usize,
    signs: Vec<char>,
}

impl Signs {
    fn of(report: &ComparisonReport) -> Self {
        let platforms = report.platforms.len();
        let mut signs = vec![' '; platforms * platforms];
        for pair in &report.comparison.pairs {
            let (here, there) = match pair.overall.outcome {
                Outcome::FirstMoreConstraining => ('>', '<'),
                Outcome::SecondMoreConstraining => ('<', '>'),
                Outcome::NotDistinguishable => ('·', '·'),
            };
            signs[pair.first * platforms + pair.second] = here;
            signs[pair.second * platforms + pair.first] = there;
        }
        Self { platforms, signs }
    }

    fn get(&self, first: usize, second: usize) -> char {
        self.signs[first * self.platforms + second]
    }
}

fn signs(page: &mut Page, report: &ComparisonReport, order: &[usize]) {
    let all = Signs::of(report);
    for (block, columns) in order.chunks(SIGNS_A_ROW).enumerate() {
        let mut head = " ".repeat(4 + NAME);
        for column in 0..columns.len() {
            head.push_str(&format!("{:>3}", block * SIGNS_A_ROW + column + 1));
        }
        page.line(&head);
        for (row, &first) in order.iter().enumerate() {
            let name = fitted(&printable(report.platforms[first].name()), NAME);
            let mut line = format!("{:>3} {name}", row + 1);
            for &second in columns {
                line.push_str(&format!("{:>3}", all.get(first, second)));
            }
            page.line(&line);
        }
        page.gap();
    }
    page.aside(
        0,
        ">: the platform of the row is more constraining, whatever the uncertainty; <: that of \
         the column is; ·: not distinguishable. Differences, ranges and counts: -f csv --table \
         pairs, or compare fewer platforms.",
    );
}

fn counts(page: &mut Page, report: &ComparisonReport, order: &[usize]) {
    page.line(&format!(
        "{:>3} {:NAME$}{:>20}{:>20}",
        "#", "Platform", "more constraining", "less constraining"
    ));
    page.line(&format!(
        "{:>3} {:NAME$}{:>20}{:>20}",
        "", "", "than", "than"
    ));
    let all = Signs::of(report);
    for (row, &first) in order.iter().enumerate() {
        let signs: Vec<_> = order.iter().map(|&other| all.get(first, other)).collect();
        let of = |wanted: char| signs.iter().filter(|sign| **sign == wanted).count();
        let name = fitted(&printable(report.platforms[first].name()), NAME);
        page.line(&format!(
            "{:>3} {name}{:>20}{:>20}",
            row + 1,
            of('>'),
            of('<')
        ));
    }
    page.gap();
    page.aside(
        0,
        "Of the other platforms; the rest are not distinguishable from it. Every pair: -f csv \
         --table pairs.",
    );
}
