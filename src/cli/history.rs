//! `sujetion history`.

use sujetion::history::{Archive, BlinkWindow, Filter, HistoryForm, HistoryOptions, HistoryTable};
use sujetion::report::{Colour, Failure, Versions};

use super::args::{self, HistoryArguments, ReportFormat};
use super::output::Output;
use super::{Outcome, Stop, analyzer, told};

pub(crate) fn run(arguments: HistoryArguments) -> Outcome {
    // The arguments are looked at before any work is done.
    form(&arguments, Colour::Never)?;
    let analyzer = analyzer(&arguments.reading)?;
    let filter = filter(&arguments);
    let window = BlinkWindow {
        days: arguments.blink_days,
    };
    let options = HistoryOptions::default().with_window(window);
    let mut failures = Vec::new();
    let mut archives = Vec::new();
    for path in &arguments.paths {
        match Archive::open(path, &filter) {
            Ok(archive) => archives.push((path, archive)),
            Err(error) => failures.push(Failure::from(error)),
        }
    }
    let mut out = Output::open(&arguments.output)?;
    let form = form(&arguments, out.colour())?;
    let mut write = || {
        let mut writer = form.writer(&mut out, Versions::of(analyzer.lexicons()))?;
        for (path, archive) in &archives {
            if archive.series().is_empty() {
                let reason = "no dated versions that were asked for";
                failures.push(Failure::new(path.display().to_string(), reason));
            }
            failures.extend(archive.failures().iter().map(Failure::from));
            let mut written = Ok(());
            let read = archive.timelines(&analyzer, &options, |timeline| {
                failures.extend(timeline.failures.iter().map(Failure::from));
                if written.is_ok() {
                    written = writer.timeline(&timeline);
                }
            });
            written?;
            failures.extend(read.err().map(Failure::from));
        }
        writer.finish(&failures)
    };
    let written = write();
    written.map_err(|source| out.failed(source))?;
    out.finish()?;
    Ok(told(&failures))
}

fn filter(arguments: &HistoryArguments) -> Filter {
    let mut filter = Filter::default()
        .with_services(arguments.service.as_slice())
        .with_terms_types(arguments.terms_type.as_slice());
    if let Some(since) = arguments.since {
        filter = filter.since(since);
    }
    if let Some(until) = arguments.until {
        // A day by itself stands for the whole of it.
        let midnight = until.seconds().rem_euclid(86_400) == 0;
        filter = filter.until(if midnight { until.end_of_day() } else { until });
    }
    filter
}

fn form(arguments: &HistoryArguments, colour: Colour) -> Result<HistoryForm, Stop> {
    let edition = arguments.page.edition(arguments.format, None)?;
    Ok(match (arguments.format, arguments.table) {
        (ReportFormat::Csv, table) => HistoryForm::Csv(match table {
            Some(args::HistoryTable::Events) | None => HistoryTable::Events,
            Some(args::HistoryTable::Versions) => HistoryTable::Versions,
        }),
        (_, Some(_)) => return Err(Stop::Usage("--table goes with -f csv only".to_owned())),
        (ReportFormat::Text, None) => HistoryForm::Text(colour),
        (ReportFormat::Json, None) => HistoryForm::Json,
        (ReportFormat::Jsonl, None) => HistoryForm::JsonLines,
        (ReportFormat::Md, None) => HistoryForm::Markdown,
        (ReportFormat::Html, None) => HistoryForm::Html(edition),
    })
}
