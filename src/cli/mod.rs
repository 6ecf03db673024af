//! The command: one file a subcommand, and what they share.

mod args;
mod clauses;
mod codebook;
mod compare;
mod diff;
mod eval;
mod fit;
mod history;
mod input;
mod lexicon;
mod output;
mod progress;
mod report;
mod schema;
mod segments;
mod values;

use std::fmt;
use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use sujetion::finding::Analyzer;
use sujetion::report::{Edition, Failure};

use args::{Arguments, Command, Reading};

/// Done.
const DONE: u8 = 0;
/// Some inputs could not be read, or the output could not be written.
const INCOMPLETE: u8 = 1;
/// Wrong use.
const USAGE: u8 = 2;

/// Whether all inputs were read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Done {
    Wholly,
    Partly,
}

/// Why a command ended early.
#[derive(Debug)]
enum Stop {
    /// An input that the command cannot do without.
    Input(sujetion::Error),
    /// The output could not be written.
    Output {
        path: Option<PathBuf>,
        source: io::Error,
    },
    /// The arguments do not go together.
    Usage(String),
}

type Outcome = Result<Done, Stop>;

impl fmt::Display for Stop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Input(error) => error.fmt(f),
            Self::Output { path, source } => match path {
                Some(path) => write!(f, "{}: {source}", path.display()),
                None => write!(f, "standard output: {source}"),
            },
            Self::Usage(reason) => f.write_str(reason),
        }
    }
}

impl From<sujetion::Error> for Stop {
    fn from(error: sujetion::Error) -> Self {
        Self::Input(error)
    }
}

impl From<io::Error> for Stop {
    fn from(source: io::Error) -> Self {
        Self::Output { path: None, source }
    }
}

/// Runs the command that the arguments ask for.
pub(crate) fn run() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help and version go to standard output, and a pipe may be closed there too.
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { USAGE } else { DONE });
        }
    };
    match execute(arguments) {
        Ok(Done::Wholly) => ExitCode::from(DONE),
        Ok(Done::Partly) => ExitCode::from(INCOMPLETE),
        // Whoever reads has read enough.
        Err(Stop::Output { source, .. }) if source.kind() == io::ErrorKind::BrokenPipe => {
            ExitCode::from(DONE)
        }
        Err(stop) => {
            output::complain(&stop);
            ExitCode::from(match stop {
                Stop::Usage(_) => USAGE,
                Stop::Input(_) | Stop::Output { .. } => INCOMPLETE,
            })
        }
    }
}

fn execute(arguments: Arguments) -> Outcome {
    if let Some(threads) = arguments.threads {
        // Nothing else sets up the pool before.
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads.get());
        pool.build_global()
            .map_err(|error| Stop::Usage(format!("--threads {threads}: {error}")))?;
    }
    match arguments.command {
        Command::Report(arguments) => report::run(arguments),
        Command::Compare(arguments) => compare::run(arguments),
        Command::Diff(arguments) => diff::run(arguments),
        Command::History(arguments) => history::run(arguments),
        Command::Clauses(arguments) => clauses::run(arguments),
        Command::Segments(arguments) => segments::run(arguments),
        Command::Eval(arguments) => eval::run(arguments),
        Command::Codebook(arguments) => codebook::run(arguments),
        Command::Lexicon(arguments) => lexicon::run(arguments),
        Command::Schema(arguments) => schema::run(arguments),
    }
}

/// The analyzer that the options ask for.
fn analyzer(reading: &Reading) -> Result<Analyzer, Stop> {
    let mut builder = Analyzer::builder().addressee(reading.addressee.into());
    if let Some(folder) = &reading.lexicon.folder {
        builder = builder.lexicon(folder);
    }
    Ok(builder.build()?)
}

impl args::Page {
    /// The edition asked for; none where that of most documents is meant.
    fn edition(
        &self,
        format: args::ReportFormat,
        picture: Option<&args::Picture>,
    ) -> Result<Option<Edition>, Stop> {
        let draws = picture.is_some_and(|picture| picture.svg.is_some());
        if self.ui.is_some() && !draws && !matches!(format, args::ReportFormat::Html) {
            let reason = match picture {
                Some(_) => "--ui goes with -f html or --svg only",
                None => "--ui goes with -f html only",
            };
            return Err(Stop::Usage(reason.to_owned()));
        }
        Ok(self.ui.map(Edition::from))
    }
}

impl args::Picture {
    /// Writes the picture, where one is asked for.
    fn write(&self, picture: impl FnOnce() -> String) -> Result<(), Stop> {
        match &self.svg {
            Some(path) => {
                let output = args::Output {
                    file: Some(path.clone()),
                };
                output::Output::write_whole(&output, |_| picture())
            }
            None => Ok(()),
        }
    }
}

/// Tells the failures; whether all was read.
fn told(failures: &[Failure]) -> Done {
    for failure in failures {
        output::complain(failure);
    }
    if failures.is_empty() {
        Done::Wholly
    } else {
        Done::Partly
    }
}
