//! A comparison as the templates want it.

use rustc_hash::FxHashMap;
use serde::Serialize;

use crate::compare::form::view::{Cell, FamilyHead, cells, family_heads};
use crate::compare::{
    ComparedDocument, ComparedPlatform, ComparisonReport, Difference, DifferenceInterval, Outcome,
    PairComparison,
};
use crate::report::page::{Cited, Graded};
use crate::report::{Edition, Failure, Versions};
use crate::score::{Index, LevelState, RankInterval};
use crate::taxonomy::{Family, Indicator, IndicatorId, Polarity, Taxonomy};

/// Up to so many platforms the outcomes of all pairs are shown as one square.
const LARGEST_SQUARE: usize = 40;

/// The page.
#[derive(Debug, Serialize)]
pub(super) struct View<'a> {
    families: Vec<FamilyHead<'a>>,
    /// The most constraining core index first.
    platforms: Vec<PlatformView<'a>>,
    /// Whether the square of all pairs is shown.
    square: bool,
    /// How many families all platforms have a score on: what they are ranked by.
    ranked_by: usize,
    chapters: Vec<Chapter<'a>>,
    versions: &'a Versions,
    failures: &'a [Failure],
}

#[derive(Debug, Serialize)]
struct PlatformView<'a> {
    id: String,
    name: &'a str,
    documents: &'a [ComparedDocument],
    core: &'a Index,
    extended: &'a Index,
    rank: Option<&'a RankInterval>,
    cells: Vec<Cell<'a>>,
    /// Against each platform that stands after it.
    others: Vec<Other<'a>>,
    /// Against every platform, in their order, for the square; empty where that is not shown.
    outcomes: Vec<&'static str>,
}

/// A platform against another.
#[derive(Debug, Serialize)]
struct Other<'a> {
    id: String,
    name: &'a str,
    compared: usize,
    silent_on_both: usize,
    mean: Option<f64>,
    interval: Option<DifferenceInterval>,
    worse: usize,
    better: usize,
    tie: usize,
    outcome: &'static str,
}

/// A family with what all platforms say of its indicators.
#[derive(Debug, Serialize)]
struct Chapter<'a> {
    name: &'a str,
    title: &'a str,
    indicators: Vec<Section<'a>>,
}

#[derive(Debug, Serialize)]
struct Section<'a> {
    name: &'a str,
    title: &'a str,
    definition: &'a str,
    /// What each severity means for it, 0 to 3.
    anchors: &'a [String; 4],
    polarity: Polarity,
    stated: Vec<Stated<'a>>,
    silent: Vec<Named<'a>>,
    unobserved: Vec<Named<'a>>,
    not_applicable: Vec<Named<'a>>,
}

#[derive(Debug, Serialize)]
struct Stated<'a> {
    id: String,
    name: &'a str,
    level: Graded,
    cited: Option<Cited<'a>>,
}

#[derive(Debug, Serialize)]
struct Named<'a> {
    id: String,
    name: &'a str,
}

impl<'a> View<'a> {
    pub(super) fn new(report: &'a ComparisonReport, edition: Edition) -> Self {
        let order = report.by_core_index();
        let square = order.len() <= LARGEST_SQUARE;
        let pairs = Pairs::new(report);
        let families = Taxonomy::builtin().families();
        let platforms = order.iter().enumerate().map(|(rank, &place)| {
            let after = order.get(rank + 1..).unwrap_or_default();
            PlatformView {
                others: after
                    .iter()
                    .filter_map(|&other| pairs.other(report, place, other))
                    .collect(),
                outcomes: if square {
                    order.iter().map(|&o| pairs.outcome(place, o)).collect()
                } else {
                    Vec::new()
                },
                ..PlatformView::new(report, place, edition)
            }
        });
        Self {
            families: family_heads(edition),
            platforms: platforms.collect(),
            square,
            ranked_by: report.comparison.ranking.families.len(),
            chapters: families
                .iter()
                .map(|family| Chapter::new(family, report, &order, edition))
                .collect(),
            versions: &report.versions,
            failures: &report.failures,
        }
    }
}

impl<'a> PlatformView<'a> {
    fn new(report: &'a ComparisonReport, place: usize, edition: Edition) -> Self {
        let platform = &report.platforms[place];
        let profile = &platform.profile;
        let ranks = &report.comparison.ranking.ranks;
        Self {
            id: id(place),
            name: platform.name(),
            documents: &platform.documents,
            core: &profile.core,
            extended: &profile.extended,
            rank: ranks.iter().find(|rank| rank.platform == place),
            cells: cells(platform, edition),
            others: Vec::new(),
            outcomes: Vec::new(),
        }
    }
}

/// Every two platforms by their places.
struct Pairs<'a>(FxHashMap<(usize, usize), &'a PairComparison>);

impl<'a> Pairs<'a> {
    fn new(report: &'a ComparisonReport) -> Self {
        let pairs = report.comparison.pairs.iter();
        Self(
            pairs
                .map(|pair| ((pair.first, pair.second), pair))
                .collect(),
        )
    }

    /// The first against the second, whichever way round the pair is kept.
    fn difference(&self, first: usize, second: usize) -> Option<Difference> {
        let straight = self
            .0
            .get(&(first, second))
            .map(|pair| pair.overall.clone());
        straight.or_else(|| Some(self.0.get(&(second, first))?.turned().overall))
    }

    fn outcome(&self, first: usize, second: usize) -> &'static str {
        match self.difference(first, second).map(|d| d.outcome) {
            Some(Outcome::FirstMoreConstraining) => "more",
            Some(Outcome::SecondMoreConstraining) => "less",
            Some(Outcome::NotDistinguishable) => "same",
            None => "self",
        }
    }

    fn other(
        &self,
        report: &'a ComparisonReport,
        first: usize,
        second: usize,
    ) -> Option<Other<'a>> {
        let difference = self.difference(first, second)?;
        Some(Other {
            id: id(second),
            name: report.platforms[second].name(),
            compared: difference.compared,
            silent_on_both: difference.silent_on_both,
            mean: difference.mean,
            interval: difference.interval,
            worse: difference.worse,
            better: difference.better,
            tie: difference.tie,
            outcome: self.outcome(first, second),
        })
    }
}

impl<'a> Chapter<'a> {
    fn new(
        family: &'a Family,
        report: &'a ComparisonReport,
        order: &[usize],
        edition: Edition,
    ) -> Self {
        let indicators = family.indicators.iter();
        Self {
            name: family.name,
            title: edition.say(&family.title),
            indicators: indicators
                .map(|id| Section::new(id.get(), report, order, edition))
                .collect(),
        }
    }
}

impl<'a> Section<'a> {
    fn new(
        indicator: &'a Indicator,
        report: &'a ComparisonReport,
        order: &[usize],
        edition: Edition,
    ) -> Self {
        let mut section = Self {
            name: indicator.name,
            title: edition.say(&indicator.title),
            definition: edition.say(&indicator.definition),
            anchors: edition.of(&indicator.anchors),
            polarity: indicator.polarity,
            stated: Vec::new(),
            silent: Vec::new(),
            unobserved: Vec::new(),
            not_applicable: Vec::new(),
        };
        for &place in order {
            section.add(place, &report.platforms[place], indicator.id);
        }
        // Those of one level stay in the order of the page.
        section
            .stated
            .sort_by_key(|stated| std::cmp::Reverse(stated.level.severity));
        section
    }

    fn add(&mut self, place: usize, platform: &'a ComparedPlatform, indicator: IndicatorId) {
        let name = platform.name();
        let mut levels = platform.profile.levels.iter();
        let Some(level) = levels.find(|level| level.indicator == indicator) else {
            return;
        };
        let named = Named {
            id: id(place),
            name,
        };
        match level.state {
            LevelState::Silent => self.silent.push(named),
            LevelState::Unobserved => self.unobserved.push(named),
            LevelState::NotApplicable => self.not_applicable.push(named),
            LevelState::Stated => {
                let found = platform.evidence.get(&indicator);
                self.stated.push(Stated {
                    id: id(place),
                    name,
                    level: Graded::new(level),
                    cited: found.map(|cited| Cited::of(&cited.evidence, &cited.document)),
                });
            }
        }
    }
}

/// What the `id`s of a platform begin with.
fn id(place: usize) -> String {
    format!("p{place}")
}
