//! The arguments.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};
use sujetion::history::{BlinkWindow, Timestamp};

pub(crate) use super::values::{
    CodebookFormat, CompareTable, DiffTable, HistoryTable, Layout, PlainFormat, ReportFormat,
    ReportTable, SchemaOf, SegmentsFormat, Ui, Who,
};

/// Reads the terms of digital-labour platforms and profiles how far they bind those who work.
///
/// Clause by clause, in French and English, it looks for the powers, burdens and missing
/// safeguards written into terms (102 indicators in 18 families), scores them from 0 to 100, and
/// traces every point to the words it rests on. It measures what is written: not anybody's legal
/// status.
#[derive(Debug, Parser)]
#[command(
    name = "sujetion",
    version,
    arg_required_else_help = true,
    after_long_help = "Exit codes:
  0  done
  1  some inputs could not be read (the rest was done), or the output could not be written
  2  wrong use

Examples:
  sujetion report terms.md
  sujetion compare collection/
  sujetion report collection/ -f csv --table findings -o findings.csv
  curl -s https://example.org/terms | sujetion report -"
)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,

    /// How many threads work on documents [default: one a processor]
    #[arg(long, global = true, value_name = "N", hide_default_value = true)]
    pub(crate) threads: Option<NonZeroUsize>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Profile a platform, or each platform of a collection
    ///
    /// A file is a platform; a folder `<Service>/<Terms Type>.md`, as Open Terms Archive lays
    /// them out, is one platform with all its documents; a folder of loose files holds a platform
    /// a file. README, LICENSE, hidden files, data, pictures and programs are left out.
    #[command(after_long_help = "Examples:
  sujetion report 'corpus/Grindlewick Tasks'
  sujetion report corpus -f jsonl | jq -r '[.platform, .profile.core.score] | @tsv'
  sujetion report corpus -f csv --table findings -o findings.csv
  sujetion report 'corpus/Brévia' -f html --ui fr -o brevia.html")]
    Report(ReportArguments),

    /// Lay platforms side by side
    ///
    /// A table of platforms by families, ranks under other weights, and what may be said of every
    /// two of them: one is more constraining only if no uncertainty of the reading undoes it.
    #[command(after_long_help = "Examples:
  sujetion compare corpus
  sujetion compare acme.md other.html -f md
  sujetion compare corpus -f csv --table pairs
  sujetion compare corpus -f html -o corpus.html --svg corpus.svg")]
    Compare(CompareArguments),

    /// Compare two versions of one document
    ///
    /// Clauses are matched even where they were moved or renumbered; those that changed are shown
    /// word by word, with what that does to findings and levels. White space, markup, capitals
    /// and typography make no change.
    #[command(after_long_help = "Examples:
  sujetion diff terms-2023.md terms-2024.md
  git show HEAD~1:terms.md | sujetion diff - terms.md -f md
  sujetion diff old.html new.html -f csv --table findings")]
    Diff(DiffArguments),

    /// Tell how terms changed over time: when a burden appeared, grew, shrank or went
    ///
    /// Read are a git repository of versions as Open Terms Archive keeps them (without a
    /// checkout, a bare one too; git has to be installed), a data set
    /// `<Service>/<Terms Type>/<date>.md`, or a folder of files with a date in their name. A text
    /// that comes back within --blink-days is folded.
    #[command(after_long_help = "Examples:
  sujetion history versions.git --service Uber
  sujetion history dataset/ --terms-type 'Terms of Service' --since 2022-01-01
  sujetion history dataset/ -f csv --table versions -o versions.csv")]
    History(HistoryArguments),

    /// Show how a document was read: clauses, parties, norms, findings
    #[command(after_long_help = "Examples:
  sujetion clauses terms.md | less
  sujetion clauses terms.md -f json | jq '.clauses[] | select(.role == \"item\") | .text'")]
    Clauses(ClausesArguments),

    /// Write every sentence with its codes, for the tools that people code with
    ///
    /// As CSV for a spreadsheet, as JSON Lines, or as a project of REFI-QDA, which NVivo, ATLAS.ti,
    /// MAXQDA and QualCoder open: codebook, documents and coded segments. What coders corrected is
    /// read back by `sujetion eval`.
    #[command(after_long_help = "Examples:
  sujetion segments corpus -f csv -o segments.csv
  sujetion segments terms.md -f qdpx --lang fr -o terms.qdpx
  sujetion eval corrected.qdpx")]
    Segments(SegmentsArguments),

    /// Measure predictions against gold sets: precision, recall, F1, agreement
    ///
    /// A gold set is JSON Lines, a line a unit: {"doc", "id", "lang", "text", "labels"}; labels are
    /// {"indicator", "severity"} objects, or names that --labels explains. Coded segments that
    /// people corrected are read too, CSV or .qdpx; where they name their coders, so is how far
    /// these agree with each other and with the instrument.
    #[command(after_long_help = "Examples:
  sujetion eval corpus/gold/*.jsonl
  sujetion eval dev.fr.jsonl --only core -f json
  sujetion eval validation.jsonl --labels labels.toml")]
    Eval(EvalArguments),

    /// Print the codebook: every indicator explained, from the data that scores
    #[command(after_long_help = "Examples:
  sujetion codebook --lang fr -f html -o codebook.html")]
    Codebook(CodebookArguments),

    /// Check or list the rules of a lexicon
    Lexicon(LexiconArguments),

    /// Print the JSON Schema of what is written with -f json
    Schema(SchemaArguments),
}

#[derive(Debug, Args)]
pub(crate) struct ReportArguments {
    #[command(flatten)]
    pub(crate) input: Input,
    #[command(flatten)]
    pub(crate) reading: Reading,
    #[command(flatten)]
    pub(crate) output: Output,

    /// The form of the output
    #[arg(short, long, value_enum, default_value_t, value_name = "FORM")]
    pub(crate) format: ReportFormat,

    /// Which table, with -f csv
    ///
    /// A cell that a spreadsheet would take for a formula gets a leading apostrophe.
    #[arg(long, value_enum, value_name = "TABLE")]
    pub(crate) table: Option<ReportTable>,

    #[command(flatten)]
    pub(crate) page: Page,

    #[command(flatten)]
    pub(crate) picture: Picture,

    /// The whole text of the terms on a page of several platforms as well, with -f html
    ///
    /// The page of one platform has it always.
    #[arg(long)]
    pub(crate) full_text: bool,
}

#[derive(Debug, Args)]
pub(crate) struct CompareArguments {
    #[command(flatten)]
    pub(crate) input: Input,
    #[command(flatten)]
    pub(crate) reading: Reading,
    #[command(flatten)]
    pub(crate) output: Output,

    /// The form of the output
    #[arg(short, long, value_enum, default_value_t, value_name = "FORM")]
    pub(crate) format: ReportFormat,

    /// Which table, with -f csv
    #[arg(long, value_enum, value_name = "TABLE")]
    pub(crate) table: Option<CompareTable>,

    #[command(flatten)]
    pub(crate) page: Page,

    #[command(flatten)]
    pub(crate) picture: Picture,
}

#[derive(Debug, Args)]
pub(crate) struct DiffArguments {
    /// The old version, or - for standard input
    #[arg(value_name = "OLD")]
    pub(crate) old: PathBuf,
    /// The new version, or - for standard input
    #[arg(value_name = "NEW")]
    pub(crate) new: PathBuf,
    #[command(flatten)]
    pub(crate) reading: Reading,
    #[command(flatten)]
    pub(crate) output: Output,

    /// The form of the output
    #[arg(short, long, value_enum, default_value_t, value_name = "FORM")]
    pub(crate) format: ReportFormat,

    /// Which table, with -f csv
    #[arg(long, value_enum, value_name = "TABLE")]
    pub(crate) table: Option<DiffTable>,

    #[command(flatten)]
    pub(crate) page: Page,
}

#[derive(Debug, Args)]
pub(crate) struct HistoryArguments {
    /// Repositories, data sets or folders of dated files
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,

    /// Only this service; may be given several times
    #[arg(long, value_name = "NAME")]
    pub(crate) service: Vec<String>,

    /// Only this type of terms; may be given several times
    #[arg(long, value_name = "TYPE")]
    pub(crate) terms_type: Vec<String>,

    /// Nothing before that date, save the version in force then
    #[arg(long, value_name = "DATE")]
    pub(crate) since: Option<Timestamp>,

    /// Nothing after that date; the whole of a day is meant
    #[arg(long, value_name = "DATE")]
    pub(crate) until: Option<Timestamp>,

    /// Within how many days a text that comes back has blinked and was not changed
    #[arg(long, value_name = "DAYS", default_value_t = BlinkWindow::default().days)]
    pub(crate) blink_days: u32,

    #[command(flatten)]
    pub(crate) reading: Reading,
    #[command(flatten)]
    pub(crate) output: Output,

    /// The form of the output
    #[arg(short, long, value_enum, default_value_t, value_name = "FORM")]
    pub(crate) format: ReportFormat,

    /// Which table, with -f csv
    #[arg(long, value_enum, value_name = "TABLE")]
    pub(crate) table: Option<HistoryTable>,

    #[command(flatten)]
    pub(crate) page: Page,
}

#[derive(Debug, Args)]
pub(crate) struct ClausesArguments {
    /// The document, or - for standard input
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    #[command(flatten)]
    pub(crate) reading: Reading,
    #[command(flatten)]
    pub(crate) output: Output,

    /// The form of the output
    #[arg(short, long, value_enum, default_value_t, value_name = "FORM")]
    pub(crate) format: PlainFormat,
}

#[derive(Debug, Args)]
pub(crate) struct SegmentsArguments {
    #[command(flatten)]
    pub(crate) input: Input,
    #[command(flatten)]
    pub(crate) reading: Reading,
    #[command(flatten)]
    pub(crate) output: Output,

    /// The form of the output
    #[arg(short, long, value_enum, default_value_t, value_name = "FORM")]
    pub(crate) format: SegmentsFormat,

    /// Leave out sentences without a code; agreement between coders needs them
    #[arg(long)]
    pub(crate) coded_only: bool,

    /// The language in which the codes of a project are described
    #[arg(long, value_enum, default_value_t, value_name = "LANG")]
    pub(crate) lang: Ui,
}

#[derive(Debug, Args)]
pub(crate) struct EvalArguments {
    /// Gold sets: JSON Lines, or corrected segments as CSV or .qdpx
    #[arg(required = true, value_name = "GOLD")]
    pub(crate) gold: Vec<PathBuf>,

    /// What the names of labels mean: a TOML file of NAME = ["indicator", …]
    ///
    /// NAME = { indicators = ["indicator", …], min_severity = 2 } counts a prediction only from
    /// that severity up.
    #[arg(long, value_name = "MAP.toml")]
    pub(crate) labels: Option<PathBuf>,

    /// Look at some indicators only: `core`, or names of families or indicators
    #[arg(long, value_delimiter = ',', value_name = "core|FAMILY,…")]
    pub(crate) only: Vec<String>,

    #[command(flatten)]
    pub(crate) reading: Reading,
    #[command(flatten)]
    pub(crate) output: Output,

    /// The form of the output
    #[arg(short, long, value_enum, default_value_t, value_name = "FORM")]
    pub(crate) format: PlainFormat,
}

#[derive(Debug, Args)]
pub(crate) struct CodebookArguments {
    /// The language it is written in
    #[arg(long, value_enum, default_value_t, value_name = "LANG")]
    pub(crate) lang: Ui,

    /// The form of the output
    #[arg(short, long, value_enum, default_value_t, value_name = "FORM")]
    pub(crate) format: CodebookFormat,

    #[command(flatten)]
    pub(crate) lexicon: LexiconOption,
    #[command(flatten)]
    pub(crate) output: Output,
}

#[derive(Debug, Args)]
pub(crate) struct LexiconArguments {
    #[command(subcommand)]
    pub(crate) command: LexiconCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum LexiconCommand {
    /// Load a lexicon and run the examples and counter-examples of all its rules
    ///
    /// Without a folder, the built-in lexicon. Exit code 1 where a file has an error in it or a
    /// rule does not do what its examples say.
    Check {
        /// A folder of lexicon files, `DIR/<language>/*.toml`
        #[arg(value_name = "DIR")]
        folder: Option<PathBuf>,
    },
    /// List the rules
    ///
    /// With --stats, each with the units it fired on in a gold set, those it was right on and
    /// those it was wrong on: a lexicon author sees which rules earn their place.
    List {
        #[command(flatten)]
        lexicon: LexiconOption,
        #[command(flatten)]
        output: Output,

        /// Count hits, right and wrong on a gold set; may be given several times
        #[arg(long, value_name = "GOLD")]
        stats: Vec<PathBuf>,

        /// What the names of a gold set mean, where it is not labelled by indicators
        #[arg(long, value_name = "MAP.toml", requires = "stats")]
        labels: Option<PathBuf>,

        /// The form of the output
        #[arg(short, long, value_enum, default_value_t, value_name = "FORM")]
        format: PlainFormat,
    },
    /// Measure the rules on gold sets and write what drives their confidence
    ///
    /// Writes <language>/measured.toml into a lexicon folder: for each rule that fired, on how
    /// many units and on how many of them rightly.
    Measure {
        /// Gold sets labelled by indicators
        #[arg(required = true, value_name = "GOLD")]
        gold: Vec<PathBuf>,

        /// The lexicon folder that is measured and written to
        #[arg(long, value_name = "DIR")]
        lexicon: PathBuf,
    },
    /// Fit tables of weights to gold sets: what tells an indicator where no rule does
    ///
    /// Writes <language>/weights.toml into a lexicon folder: for each indicator that the sets can
    /// speak of, the words and concepts that speak for and against it, to be read and checked. No
    /// entry is longer than two words or occurs in few documents.
    #[command(after_long_help = "Example:
  sujetion lexicon fit train.jsonl --labels labels.toml --lexicon src/lexicon")]
    Fit {
        /// Gold sets, labelled by indicators or by names
        #[arg(required = true, value_name = "GOLD")]
        gold: Vec<PathBuf>,

        /// What the names of a gold set mean; a name counts for the first indicator it means
        #[arg(long, value_name = "MAP.toml")]
        labels: Option<PathBuf>,

        /// The lexicon folder whose vocabularies are used and that is written to
        #[arg(long, value_name = "DIR")]
        lexicon: PathBuf,

        /// How often a table must be right by itself on documents left out, 0 to 1
        #[arg(long, value_name = "P", default_value_t = 0.5)]
        precision: f64,
    },
}

#[derive(Debug, Args)]
pub(crate) struct SchemaArguments {
    /// Of what
    #[arg(value_enum, default_value_t, value_name = "OUTPUT")]
    pub(crate) of: SchemaOf,
    #[command(flatten)]
    pub(crate) output: Output,
}

/// What is read.
#[derive(Debug, Args)]
pub(crate) struct Input {
    /// Files and folders, or - for standard input
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,

    /// How folders are made into platforms
    ///
    /// auto: a folder inside the one named is a platform, and the files that lie loose in the one
    /// named are a platform each, unless all are called after types of terms. folders: every
    /// folder with documents is a platform. files: every file is one.
    #[arg(long, value_enum, default_value_t, value_name = "LAYOUT")]
    pub(crate) layout: Layout,
}

/// How documents are read.
#[derive(Debug, Args)]
pub(crate) struct Reading {
    /// Whom "you" means where the text does not say
    #[arg(long, value_enum, default_value_t, value_name = "WHO")]
    pub(crate) addressee: Who,

    #[command(flatten)]
    pub(crate) lexicon: LexiconOption,
}

/// Which rules are used.
#[derive(Debug, Args)]
pub(crate) struct LexiconOption {
    /// A folder of rules that adds to the built-in lexicon, or replaces it
    ///
    /// DIR/<language>/*.toml holds the files of a language. With a norms.toml they replace the
    /// built-in lexicon of that language; without, they are added to it.
    #[arg(id = "lexicon", long, value_name = "DIR")]
    pub(crate) folder: Option<PathBuf>,
}

/// How a page is made.
#[derive(Debug, Args)]
pub(crate) struct Page {
    /// The language of a page or picture, with -f html or --svg [default: that of most documents,
    /// else en]
    #[arg(long, value_enum, value_name = "LANG")]
    pub(crate) ui: Option<Ui>,
}

/// What is drawn beside the output.
#[derive(Debug, Args)]
pub(crate) struct Picture {
    /// Draw the profile of one platform, or the heat map of several, into a file as well
    #[arg(long, value_name = "FILE")]
    pub(crate) svg: Option<PathBuf>,
}

/// Where the output goes.
#[derive(Debug, Args)]
pub(crate) struct Output {
    /// Write to a file, whole or not at all, instead of standard output
    #[arg(id = "output", short, long, value_name = "FILE")]
    pub(crate) file: Option<PathBuf>,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_arguments_do_not_contradict_each_other() {
        super::Arguments::command().debug_assert();
    }
}
