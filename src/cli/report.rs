//! `sujetion report`.

use sujetion::report::{CsvTable, Edition, Form, Versions, WholeText};

use super::args::{ReportArguments, ReportFormat, ReportTable};
use super::output::Output;
use super::{Outcome, Stop, analyzer, input, progress, told};

pub(crate) fn run(arguments: ReportArguments) -> Outcome {
    let form = form(&arguments)?;
    let analyzer = analyzer(&arguments.reading)?;
    let collection = input::collection(&arguments.input)?;
    let draws = arguments.picture.svg.is_some();
    if draws && collection.platforms.len() > 1 {
        return Err(Stop::Usage(
            "--svg draws the profile of one platform; `sujetion compare --svg` draws several"
                .to_owned(),
        ));
    }
    let mut drawn = None;
    let mut failures = collection.failures.clone();
    let bar = progress::bar(collection.size());
    let shows_text =
        matches!(form, Form::Html(_)) && (arguments.full_text || collection.platforms.len() == 1);

    let mut out = Output::open(&arguments.output)?;
    let colour = out.colour();
    let versions = Versions::of(analyzer.lexicons());
    let write = || {
        let mut writer = form.writer(&mut out, versions, colour);
        for outcome in collection.reports(&analyzer) {
            if let Some(report) = &outcome.report {
                let shown = outcome.documents.iter().filter(|_| shows_text);
                let texts: Vec<_> = shown
                    .map(|one| WholeText::new(&one.document, &one.analysis))
                    .collect();
                writer.report_and_text(report, &texts)?;
            }
            drawn = outcome.report.filter(|_| draws);
            failures.extend(outcome.failures);
            bar.inc(outcome.size);
        }
        writer.finish(&failures)
    };
    let written = write();
    bar.finish_and_clear();
    written.map_err(|source| out.failed(source))?;
    out.finish()?;
    if let Some(report) = drawn {
        let edition = arguments.page.ui.map(Edition::from);
        let edition = edition.unwrap_or_else(|| Edition::of_reports([&report]));
        arguments.picture.write(|| report.profile_svg(edition))?;
    }
    Ok(told(&failures))
}

fn form(arguments: &ReportArguments) -> Result<Form, Stop> {
    let edition = arguments
        .page
        .edition(arguments.format, Some(&arguments.picture))?;
    if arguments.full_text && !matches!(arguments.format, ReportFormat::Html) {
        return Err(Stop::Usage("--full-text goes with -f html only".to_owned()));
    }
    let form = match (arguments.format, arguments.table) {
        (ReportFormat::Csv, Some(ReportTable::Findings)) => Form::Csv(CsvTable::Findings),
        (ReportFormat::Csv, Some(ReportTable::Levels) | None) => Form::Csv(CsvTable::Levels),
        (_, Some(_)) => return Err(Stop::Usage("--table goes with -f csv only".to_owned())),
        (ReportFormat::Text, None) => Form::Text,
        (ReportFormat::Json, None) => Form::Json,
        (ReportFormat::Jsonl, None) => Form::JsonLines,
        (ReportFormat::Md, None) => Form::Markdown,
        (ReportFormat::Html, None) => Form::Html(edition),
    };
    Ok(form)
}
