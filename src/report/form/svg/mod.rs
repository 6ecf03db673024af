//! SVG: the profile of one platform as a picture for an article, with a text alternative.

use serde::Serialize;

use crate::report::edition::Edition;
use crate::report::model::{Report, Versions};
use crate::report::page::{Template, model, picture};
use crate::score::{FamilyScore, Index, Interval};
use crate::taxonomy::Bilingual;

const TEMPLATE: Template = Template {
    files: &[("profile.svg", include_str!("profile.svg.jinja"))],
    words: Bilingual {
        en: include_str!("words.en.toml"),
        fr: include_str!("words.fr.toml"),
    },
    style: "",
    script: "",
};

/// The picture.
#[derive(Debug, Serialize)]
struct View<'a> {
    platform: &'a str,
    core: &'a Index,
    extended: &'a Index,
    rows: Vec<Row<'a>>,
    versions: &'a Versions,
}

/// A family.
#[derive(Debug, Serialize)]
struct Row<'a> {
    title: &'a str,
    core: bool,
    in_index: bool,
    /// True where at least one of its indicators is stated.
    stated: bool,
    /// True where at least one of its indicators applies.
    applies: bool,
    score: Option<f64>,
    interval: Option<Interval>,
    critical: usize,
}

impl Report {
    /// The profile by family as SVG: scores in their intervals, with the numbers in words as its
    /// text alternative. It asks for no font and nothing else from outside.
    #[must_use]
    pub fn profile_svg(&self, edition: Edition) -> String {
        let view = View {
            platform: &self.platform,
            core: &self.profile.core,
            extended: &self.profile.extended,
            rows: self
                .profile
                .families
                .iter()
                .map(|family| Row::new(family, edition))
                .collect(),
            versions: &self.versions,
        };
        picture(edition, &TEMPLATE, "profile.svg", model(&view))
    }
}

impl<'a> Row<'a> {
    fn new(score: &'a FamilyScore, edition: Edition) -> Self {
        let family = score.family.get();
        Self {
            title: edition.say(&family.title),
            core: family.core,
            in_index: family.in_index,
            stated: score.share_stated > 0.0,
            applies: score.applicable > 0,
            score: score.score,
            interval: score.interval,
            critical: score.critical.len(),
        }
    }
}
