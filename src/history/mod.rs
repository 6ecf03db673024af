//! Dated versions to a [`Timeline`]: when a burden appeared, grew, shrank or went, and in which words.
//!
//! In: an [`Archive`], a git repository of versions, a data set, or a folder of dated files. Out:
//! a timeline for each document of each service, one at a time.
//!
//! | file | what it does |
//! |---|---|
//! | `archive.rs` | which versions there are, and which are asked for |
//! | `git/` | reads them from a repository, without a checkout |
//! | `folder.rs` | reads them from folders |
//! | `fold.rs` | which of them are versions: texts that came back soon after are folded |
//! | `series.rs` | versions to a timeline |
//! | `model.rs` | what is told |
//! | `form/` | one file a form |
//!
//! # What is read how often
//!
//! Each recorded text is read once to tell whether its words, white space, markup, case and
//! typography set aside, were seen before; of a blob that git already gave under the same name
//! not even that. Only the versions left after folding are read again and analysed, each distinct
//! text once while it is among the last few. The memory in use does not grow with the number of
//! versions: of each record a date and a name are kept, and of texts those of the version before.
//!
//! A sentence that the version before had is not read again where all that its reading depends on
//! is the same: the sentence itself, the lead-ins and headings above and what was said before it in
//! its clause, the parties that the document names, and whom the sentence before spoke of
//! ([`Successive`](crate::finding::Successive)).

mod archive;
mod date;
mod fold;
mod folder;
mod form;
mod git;
mod model;
mod series;
#[cfg(test)]
mod tests;

use rayon::prelude::*;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use archive::{Archive, Filter, FormerName, Series, VersionFailure};
pub use date::{NoDate, Timestamp};
pub use form::{HistoryForm, HistoryTable, HistoryWriter, JsonTimelines};
pub use model::{
    Event, FamilyPoint, FindingCounts, IndicatorPoint, Recorded, Timeline, TimelineVersion,
};

use crate::Result;
use crate::finding::Analyzer;
use crate::score::ProfileOptions;

/// Within how many days a text that comes back has blinked, and was not changed and changed back.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(transparent)]
pub struct BlinkWindow {
    /// The days.
    pub days: u32,
}

impl Default for BlinkWindow {
    /// Thirty days.
    fn default() -> Self {
        Self { days: 30 }
    }
}

/// How timelines are made.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct HistoryOptions {
    /// Within how many days a text that comes back has blinked.
    pub window: BlinkWindow,
    /// What profiles take for granted.
    pub profile: ProfileOptions,
}

impl HistoryOptions {
    /// The same with another window for blinks.
    #[must_use]
    pub fn with_window(mut self, window: BlinkWindow) -> Self {
        self.window = window;
        self
    }
}

impl Archive {
    /// Makes the timeline of each document and hands it on, in the order of
    /// [`series`](Archive::series). Threads work over documents.
    ///
    /// # Errors
    /// Where git is needed and cannot be started. What is wrong with a version is told in its
    /// timeline.
    pub fn timelines(
        &self,
        analyzer: &Analyzer,
        options: &HistoryOptions,
        mut each: impl FnMut(Timeline),
    ) -> Result<()> {
        // A few documents for each thread at a time, so that timelines do not pile up.
        for some in self.series().chunks(4 * rayon::current_num_threads()) {
            let timelines: Vec<Result<Timeline>> = some
                .par_iter()
                .map(|series| Ok(series::timeline(series, self.reader()?, analyzer, options)))
                .collect();
            for timeline in timelines {
                each(timeline?);
            }
        }
        Ok(())
    }
}
