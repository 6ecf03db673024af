//! The values that arguments can take.

use clap::ValueEnum;
use sujetion::norm::Addressee;
use sujetion::report::Edition;

#[derive(Debug, Clone, Copy, Default, ValueEnum)]
pub(crate) enum ReportFormat {
    /// For a terminal of 80 columns
    #[default]
    Text,
    /// One JSON value (see `sujetion schema`)
    Json,
    /// JSON Lines, a platform a line
    Jsonl,
    /// A table; see --table
    Csv,
    /// Markdown
    #[value(alias = "markdown")]
    Md,
    /// One HTML page that needs nothing else; see --ui
    Html,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum ReportTable {
    /// One row a platform and indicator, with its weightiest evidence
    Levels,
    /// One row a finding
    Findings,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum CompareTable {
    /// One row a platform and index or family
    Scores,
    /// One row for every two platforms
    Pairs,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum DiffTable {
    /// One row a clause that differs
    Clauses,
    /// One row a finding that differs
    Findings,
    /// One row a level that differs
    Levels,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum HistoryTable {
    /// One row a change of a level
    Events,
    /// One row a version, with its indices and families
    Versions,
}

#[derive(Debug, Clone, Copy, Default, ValueEnum)]
pub(crate) enum SegmentsFormat {
    /// A table, one row a code
    #[default]
    Csv,
    /// JSON Lines, a sentence a line
    Jsonl,
    /// A project of REFI-QDA
    Qdpx,
}

#[derive(Debug, Clone, Copy, Default, ValueEnum)]
pub(crate) enum PlainFormat {
    /// For a terminal of 80 columns
    #[default]
    Text,
    /// One JSON value
    Json,
}

#[derive(Debug, Clone, Copy, Default, ValueEnum)]
pub(crate) enum CodebookFormat {
    /// Markdown
    #[default]
    #[value(alias = "markdown")]
    Md,
    /// One HTML page that needs nothing else
    Html,
    /// One JSON value
    Json,
}

#[derive(Debug, Clone, Copy, Default, ValueEnum)]
pub(crate) enum Ui {
    /// English
    #[default]
    En,
    /// French
    Fr,
}

#[derive(Debug, Clone, Copy, Default, ValueEnum)]
pub(crate) enum SchemaOf {
    /// What `report -f json` writes
    #[default]
    Reports,
    /// A line of what `report -f jsonl` writes
    Report,
    /// What `compare -f json` writes
    Comparison,
    /// What `diff -f json` writes
    Diff,
    /// What `history -f json` writes
    History,
    /// A line of what `history -f jsonl` writes
    Timeline,
    /// What `clauses -f json` writes
    Clauses,
    /// What `eval -f json` writes
    Evaluation,
}

#[derive(Debug, Clone, Copy, Default, ValueEnum)]
pub(crate) enum Layout {
    /// As the names suggest
    #[default]
    Auto,
    /// Every folder with documents is a platform
    Folders,
    /// Every file is a platform
    Files,
}

impl From<Ui> for Edition {
    fn from(ui: Ui) -> Self {
        match ui {
            Ui::En => Self::En,
            Ui::Fr => Self::Fr,
        }
    }
}

impl From<Layout> for sujetion::collection::Layout {
    fn from(layout: Layout) -> Self {
        match layout {
            Layout::Auto => Self::Auto,
            Layout::Folders => Self::Folders,
            Layout::Files => Self::Files,
        }
    }
}

#[derive(Debug, Clone, Copy, Default, ValueEnum)]
pub(crate) enum Who {
    /// Those who work
    #[default]
    Worker,
    /// Those the work is done for
    Client,
    /// Any user, read as the worker
    User,
}

impl From<Who> for Addressee {
    fn from(who: Who) -> Self {
        match who {
            Who::Worker => Self::Worker,
            Who::Client => Self::Client,
            Who::User => Self::User,
        }
    }
}
