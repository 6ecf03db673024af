//! SVG: platforms by families as a heat map for an article, with a text alternative.

use serde::Serialize;

use super::view::{Cell, FamilyHead, cells, family_heads};
use crate::compare::ComparisonReport;
use crate::report::page::{Template, model, picture};
use crate::report::{Edition, Versions};
use crate::score::Index;
use crate::taxonomy::Bilingual;

const TEMPLATE: Template = Template {
    files: &[("heat-map.svg", include_str!("heat-map.svg.jinja"))],
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
    families: Vec<FamilyHead<'a>>,
    rows: Vec<Row<'a>>,
    versions: &'a Versions,
}

/// A platform.
#[derive(Debug, Serialize)]
struct Row<'a> {
    platform: &'a str,
    core: &'a Index,
    cells: Vec<Cell<'a>>,
}

impl ComparisonReport {
    /// The platforms by families as a heat map in SVG, the most constraining core index first,
    /// with the numbers in words as its text alternative. It asks for no font and nothing else
    /// from outside.
    #[must_use]
    pub fn heat_map_svg(&self, edition: Edition) -> String {
        let rows = self.by_core_index().into_iter().map(|place| {
            let platform = &self.platforms[place];
            Row {
                platform: platform.name(),
                core: &platform.profile.core,
                cells: cells(platform, edition),
            }
        });
        let view = View {
            families: family_heads(edition),
            rows: rows.collect(),
            versions: &self.versions,
        };
        picture(edition, &TEMPLATE, "heat-map.svg", model(&view))
    }
}
