//! `sujetion clauses`.

use sujetion::report::Reading;

use super::args::{ClausesArguments, PlainFormat};
use super::output::Output;
use super::{Done, Outcome, analyzer, input, schema};

pub(crate) fn run(arguments: ClausesArguments) -> Outcome {
    let analyzer = analyzer(&arguments.reading)?;
    let (document, service) = input::document(&arguments.file)?;
    let reading = Reading::new(&analyzer, &document, service.as_deref());
    Output::write_whole(&arguments.output, |colour| match arguments.format {
        PlainFormat::Text => reading.to_text(colour),
        PlainFormat::Json => schema::json(&reading),
    })?;
    Ok(Done::Wholly)
}
