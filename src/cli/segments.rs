//! `sujetion segments`.

use std::io::{self, IsTerminal};

use sujetion::coding::{CodedDocument, SegmentForm, Units};

use super::args::{SegmentsArguments, SegmentsFormat};
use super::output::Output;
use super::{Outcome, Stop, analyzer, input, progress, told};

pub(crate) fn run(arguments: SegmentsArguments) -> Outcome {
    let form = form(&arguments)?;
    let units = if arguments.coded_only {
        Units::Coded
    } else {
        Units::All
    };
    let analyzer = analyzer(&arguments.reading)?;
    let collection = input::collection(&arguments.input)?;
    let mut failures = collection.failures.clone();
    let bar = progress::bar(collection.size());

    let mut out = Output::open(&arguments.output)?;
    let mut write = || {
        let mut writer = form.writer(&mut out, units);
        for outcome in collection.reports(&analyzer) {
            let platform = outcome
                .report
                .as_ref()
                .map(|report| report.platform.as_str());
            for read in &outcome.documents {
                let platform = platform.unwrap_or_default();
                writer.document(&CodedDocument::new(
                    platform,
                    &read.document,
                    &read.analysis,
                ))?;
            }
            failures.extend(outcome.failures);
            bar.inc(outcome.size);
        }
        writer.finish()
    };
    let written: io::Result<()> = write();
    bar.finish_and_clear();
    written.map_err(|source| out.failed(source))?;
    out.finish()?;
    Ok(told(&failures))
}

fn form(arguments: &SegmentsArguments) -> Result<SegmentForm, Stop> {
    match arguments.format {
        SegmentsFormat::Csv => Ok(SegmentForm::Csv),
        SegmentsFormat::Jsonl => Ok(SegmentForm::JsonLines),
        SegmentsFormat::Qdpx if arguments.coded_only => Err(Stop::Usage(
            "--coded-only goes with -f csv and -f jsonl: a project holds whole documents"
                .to_owned(),
        )),
        SegmentsFormat::Qdpx if arguments.output.file.is_none() && io::stdout().is_terminal() => {
            Err(Stop::Usage(
                "a project is not for a terminal: name a file with -o".to_owned(),
            ))
        }
        SegmentsFormat::Qdpx => Ok(SegmentForm::Qdpx(arguments.lang.into())),
    }
}
