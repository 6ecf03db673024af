//! `sujetion diff`.

use sujetion::compare::versions::{DiffForm, DiffReport, DiffTable};
use sujetion::report::Colour;

use super::args::{self, DiffArguments, ReportFormat};
use super::output::Output;
use super::{Done, Outcome, Stop, analyzer, input};

pub(crate) fn run(arguments: DiffArguments) -> Outcome {
    // The arguments are looked at before any work is done.
    form(&arguments, Colour::Never)?;
    if [&arguments.old, &arguments.new]
        .iter()
        .all(|path| path.as_os_str() == "-")
    {
        return Err(Stop::Usage(
            "standard input can be read once only".to_owned(),
        ));
    }
    let analyzer = analyzer(&arguments.reading)?;
    let (old, old_service) = input::document(&arguments.old)?;
    let (new, new_service) = input::document(&arguments.new)?;
    let service = new_service.or(old_service);
    let report = DiffReport::new(&analyzer, &old, &new, service.as_deref());
    let mut out = Output::open(&arguments.output)?;
    let form = form(&arguments, out.colour())?;
    report
        .write(&mut out, form)
        .map_err(|source| out.failed(source))?;
    out.finish()?;
    Ok(Done::Wholly)
}

fn form(arguments: &DiffArguments, colour: Colour) -> Result<DiffForm, Stop> {
    let edition = arguments.page.edition(arguments.format, None)?;
    Ok(match (arguments.format, arguments.table) {
        (ReportFormat::Csv, table) => DiffForm::Csv(match table {
            Some(args::DiffTable::Clauses) | None => DiffTable::Clauses,
            Some(args::DiffTable::Findings) => DiffTable::Findings,
            Some(args::DiffTable::Levels) => DiffTable::Levels,
        }),
        (_, Some(_)) => return Err(Stop::Usage("--table goes with -f csv only".to_owned())),
        (ReportFormat::Text, None) => DiffForm::Text(colour),
        (ReportFormat::Json, None) => DiffForm::Json,
        (ReportFormat::Jsonl, None) => DiffForm::JsonLines,
        (ReportFormat::Md, None) => DiffForm::Markdown,
        (ReportFormat::Html, None) => DiffForm::Html(edition),
    })
}
