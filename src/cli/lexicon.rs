//! `sujetion lexicon check` and `sujetion lexicon list`.

use std::io::Write;
use std::path::Path;

use serde::Serialize;
use sujetion::finding::{Analyzer, Severity};
use sujetion::taxonomy::IndicatorId;

use super::args::{LexiconArguments, LexiconCommand, PlainFormat};
use super::output::Output;
use super::{Done, Outcome, Stop, args, schema};

pub(crate) fn run(arguments: LexiconArguments) -> Outcome {
    match arguments.command {
        LexiconCommand::Check { folder } => check(folder.as_deref()),
        LexiconCommand::List {
            lexicon,
            output,
            format,
        } => list(lexicon.folder.as_deref(), &output, format),
    }
}

/// The analyzer with a lexicon and no other option.
pub(crate) fn analyzer(folder: Option<&Path>) -> Result<Analyzer, Stop> {
    let builder = Analyzer::builder();
    let builder = match folder {
        Some(folder) => builder.lexicon(folder),
        None => builder,
    };
    Ok(builder.build()?)
}

fn check(folder: Option<&Path>) -> Outcome {
    let analyzer = analyzer(folder)?;
    let failures = analyzer.check_rules();
    let mut out = Output::open(&args::Output { file: None })?;
    for failure in &failures {
        writeln!(out, "{failure}")?;
    }
    let rules: usize = analyzer.lexicons().iter().map(|l| l.rules().len()).sum();
    let verdict = match failures.len() {
        0 => "every one does what its examples say".to_owned(),
        1 => "1 example fails".to_owned(),
        several => format!("{several} examples fail"),
    };
    let version = analyzer.lexicons().version();
    writeln!(out, "lexicon {version}: {rules} rules, {verdict}")?;
    out.finish()?;
    Ok(if failures.is_empty() {
        Done::Wholly
    } else {
        Done::Partly
    })
}

/// A rule as it is listed.
#[derive(Debug, Serialize)]
struct ListedRule<'a> {
    id: &'a str,
    indicator: IndicatorId,
    severity: Severity,
    origin: &'a str,
    patterns: &'a [String],
    /// Units it fired on in the development sets, and those it was right on.
    measured: Option<(u32, u32)>,
}

fn list(folder: Option<&Path>, output: &args::Output, format: PlainFormat) -> Outcome {
    let analyzer = analyzer(folder)?;
    let rules = analyzer
        .lexicons()
        .iter()
        .flat_map(|lexicon| lexicon.rules());
    let rules: Vec<_> = rules
        .map(|rule| ListedRule {
            id: &rule.id,
            indicator: rule.indicator,
            severity: rule.severity,
            origin: &rule.origin,
            patterns: &rule.phrases,
            measured: rule
                .measured
                .map(|measured| (measured.hits, measured.right)),
        })
        .collect();
    Output::write_whole(output, |_| match format {
        PlainFormat::Json => schema::json(&rules),
        PlainFormat::Text => {
            let line = |rule: &ListedRule<'_>| {
                format!(
                    "{:40} {} {:28} {}\n",
                    rule.id,
                    rule.severity.value(),
                    rule.indicator,
                    rule.origin
                )
            };
            rules.iter().map(line).collect()
        }
    })?;
    Ok(Done::Wholly)
}
