//! `sujetion compare`.

use sujetion::compare::{ComparedPlatform, ComparisonForm, ComparisonReport, ComparisonTable};
use sujetion::report::{Colour, Edition, Versions};

use super::args::{CompareArguments, CompareTable, ReportFormat};
use super::output::Output;
use super::{Outcome, Stop, analyzer, input, progress, told};

pub(crate) fn run(arguments: CompareArguments) -> Outcome {
    // The arguments are looked at before any work is done.
    form(&arguments, Colour::Never)?;
    let analyzer = analyzer(&arguments.reading)?;
    let collection = input::collection(&arguments.input)?;
    let mut failures = collection.failures.clone();
    let bar = progress::bar(collection.size());
    let mut platforms = Vec::new();
    for outcome in collection.reports(&analyzer) {
        platforms.extend(outcome.report.map(ComparedPlatform::new));
        failures.extend(outcome.failures);
        bar.inc(outcome.size);
    }
    bar.finish_and_clear();

    let versions = Versions::of(analyzer.lexicons());
    let comparison = ComparisonReport::new(versions, platforms, failures);
    let mut out = Output::open(&arguments.output)?;
    let form = form(&arguments, out.colour())?;
    comparison
        .write(&mut out, form)
        .map_err(|source| out.failed(source))?;
    out.finish()?;
    let edition = arguments.page.ui.map(Edition::from);
    arguments
        .picture
        .write(|| comparison.heat_map_svg(edition.unwrap_or_else(|| comparison.edition())))?;
    Ok(told(&comparison.failures))
}

fn form(arguments: &CompareArguments, colour: Colour) -> Result<ComparisonForm, Stop> {
    let picture = Some(&arguments.picture);
    let edition = arguments.page.edition(arguments.format, picture)?;
    let form = match (arguments.format, arguments.table) {
        (ReportFormat::Csv, Some(CompareTable::Pairs)) => {
            ComparisonForm::Csv(ComparisonTable::Pairs)
        }
        (ReportFormat::Csv, Some(CompareTable::Scores) | None) => {
            ComparisonForm::Csv(ComparisonTable::Scores)
        }
        (_, Some(_)) => return Err(Stop::Usage("--table goes with -f csv only".to_owned())),
        (ReportFormat::Text, None) => ComparisonForm::Text(colour),
        (ReportFormat::Json, None) => ComparisonForm::Json,
        (ReportFormat::Jsonl, None) => ComparisonForm::JsonLines,
        (ReportFormat::Md, None) => ComparisonForm::Markdown,
        (ReportFormat::Html, None) => ComparisonForm::Html(edition),
    };
    Ok(form)
}
