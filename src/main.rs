//! The command `sujetion`: arguments in, library called, exit code out.

use std::process::ExitCode;

mod cli;

fn main() -> ExitCode {
    cli::run()
}
