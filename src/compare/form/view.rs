//! Families and their scores as the page and the picture of a comparison want them.

use serde::Serialize;

use crate::compare::ComparedPlatform;
use crate::report::Edition;
use crate::report::page::Graded;
use crate::score::{FamilyScore, IndicatorLevel, Interval};
use crate::taxonomy::{Family, FamilyId, Taxonomy};

/// The head of a column.
#[derive(Debug, Serialize)]
pub(super) struct FamilyHead<'a> {
    name: &'a str,
    title: &'a str,
    core: bool,
    in_index: bool,
}

/// A family on a platform.
#[derive(Debug, Serialize)]
pub(super) struct Cell<'a> {
    family: &'a str,
    title: &'a str,
    /// `scored`, `silent`, `unobserved` or `not_applicable`.
    state: &'static str,
    /// The class of the colour of a score, 0 to 3.
    shade: Option<u8>,
    score: Option<f64>,
    interval: Option<Interval>,
    critical: usize,
    levels: Vec<Square<'a>>,
}

/// An indicator on a platform, where it leads to its words.
#[derive(Debug, Serialize)]
pub(super) struct Square<'a> {
    indicator: &'a str,
    title: &'a str,
    level: Graded,
    cited: bool,
}

/// The families, in the order of the codebook.
pub(super) fn family_heads(edition: Edition) -> Vec<FamilyHead<'static>> {
    let families = Taxonomy::builtin().families().iter();
    families
        .map(|family| FamilyHead::new(family, edition))
        .collect()
}

/// The families of a platform, in the order of the codebook.
pub(super) fn cells(platform: &ComparedPlatform, edition: Edition) -> Vec<Cell<'_>> {
    let families = platform.profile.families.iter();
    families
        .map(|family| Cell::new(platform, family, edition))
        .collect()
}

impl<'a> FamilyHead<'a> {
    fn new(family: &'a Family, edition: Edition) -> Self {
        Self {
            name: family.name,
            title: edition.say(&family.title),
            core: family.core,
            in_index: family.in_index,
        }
    }
}

impl<'a> Cell<'a> {
    fn new(platform: &'a ComparedPlatform, score: &'a FamilyScore, edition: Edition) -> Self {
        let family = score.family.get();
        let state = if score.applicable == 0 {
            "not_applicable"
        } else if score.score.is_none() {
            "unobserved"
        } else if score.share_stated == 0.0 {
            "silent"
        } else {
            "scored"
        };
        Self {
            family: family.name,
            title: edition.say(&family.title),
            state,
            shade: score.score.filter(|_| state == "scored").map(shade),
            score: score.score,
            interval: score.interval,
            critical: score.critical.len(),
            levels: levels_of(platform, score.family)
                .map(|level| Square::new(platform, level, edition))
                .collect(),
        }
    }
}

/// The class of a score: the mean severity it stands for, rounded.
pub(crate) fn shade(score: f64) -> u8 {
    match score {
        ..=16.6 => 0,
        ..=50.0 => 1,
        ..=83.3 => 2,
        _ => 3,
    }
}

fn levels_of(
    platform: &ComparedPlatform,
    family: FamilyId,
) -> impl Iterator<Item = &IndicatorLevel> {
    let levels = platform.profile.levels.iter();
    levels.filter(move |level| level.indicator.get().family == family)
}

impl<'a> Square<'a> {
    fn new(platform: &'a ComparedPlatform, level: &IndicatorLevel, edition: Edition) -> Self {
        let indicator = level.indicator.get();
        Self {
            indicator: indicator.name,
            title: edition.say(&indicator.title),
            level: Graded::new(level),
            cited: platform.evidence.contains_key(&level.indicator),
        }
    }
}
