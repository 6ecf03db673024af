//! `sujetion lexicon check`, `list` and `measure`.

use std::borrow::Cow;
use std::io::Write;
use std::path::{Path, PathBuf};

use serde::Serialize;
use sujetion::evaluate::{GoldSet, LabelMap, RuleStats, measured_toml, rule_stats};
use sujetion::finding::{Analyzer, Severity};
use sujetion::lexicon::{Measured, WeightTable};
use sujetion::taxonomy::IndicatorId;

use super::args::{LexiconArguments, LexiconCommand, PlainFormat};
use super::fit;
use super::output::Output;
use super::{Done, Outcome, Stop, args, schema};

pub(crate) fn run(arguments: LexiconArguments) -> Outcome {
    match arguments.command {
        LexiconCommand::Check { folder } => check(folder.as_deref()),
        LexiconCommand::List {
            lexicon,
            output,
            stats,
            labels,
            format,
        } => {
            let analyzer = analyzer(lexicon.folder.as_deref())?;
            let measured = measure_all(&analyzer, &stats, labels.as_deref())?;
            list(&analyzer, measured, &output, format)
        }
        LexiconCommand::Measure { gold, lexicon } => measure(&gold, &lexicon),
        LexiconCommand::Fit {
            gold,
            labels,
            lexicon,
            precision,
        } => fit::run(&gold, labels.as_deref(), &lexicon, precision),
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
    let tables: usize = analyzer
        .lexicons()
        .iter()
        .map(|lexicon| lexicon.weight_tables().len())
        .sum();
    let tables = match tables {
        0 => String::new(),
        1 => ", 1 table of weights".to_owned(),
        several => format!(", {several} tables of weights"),
    };
    writeln!(out, "lexicon {version}: {rules} rules{tables}, {verdict}")?;
    out.finish()?;
    Ok(if failures.is_empty() {
        Done::Wholly
    } else {
        Done::Partly
    })
}

/// What every rule did on gold sets, put together; `None` where no set is given.
fn measure_all(
    analyzer: &Analyzer,
    gold: &[PathBuf],
    labels: Option<&Path>,
) -> Result<Option<Vec<RuleStats>>, Stop> {
    let map = labels.map(LabelMap::read).transpose()?;
    let mut all: Option<Vec<RuleStats>> = None;
    for path in gold {
        let stats = rule_stats(analyzer, &GoldSet::read(path, map.as_ref())?);
        match &mut all {
            None => all = Some(stats),
            Some(all) => {
                for (sum, more) in all.iter_mut().zip(stats) {
                    sum.measured.hits += more.measured.hits;
                    sum.measured.right += more.measured.right;
                }
            }
        }
    }
    Ok(all)
}

fn measure(gold: &[PathBuf], folder: &Path) -> Outcome {
    let analyzer = analyzer(Some(folder))?;
    let stats = measure_all(&analyzer, gold, None)?.unwrap_or_default();
    let mut out = Output::open(&args::Output { file: None })?;
    for lexicon in analyzer.lexicons().iter() {
        let language = lexicon.language().code();
        let file = folder.join(language).join("measured.toml");
        let text = measured_toml(&stats, language);
        Output::write_whole(
            &args::Output {
                file: Some(file.clone()),
            },
            |_| text,
        )?;
        let prefix = format!("{language}/");
        let fired = stats
            .iter()
            .filter(|s| s.rule.starts_with(&prefix) && s.measured.hits > 0);
        writeln!(out, "{}: {} rules fired", file.display(), fired.count())?;
    }
    out.finish()?;
    Ok(Done::Wholly)
}

/// A rule as it is listed.
#[derive(Debug, Serialize)]
struct ListedRule<'a> {
    id: &'a str,
    indicator: IndicatorId,
    severity: Severity,
    origin: &'a str,
    /// Its patterns, or the entries of a table with their weights.
    patterns: Cow<'a, [String]>,
    /// What it did on the gold sets given, or on the development sets its confidence rests on.
    measured: Option<Measured>,
}

impl<'a> ListedRule<'a> {
    fn of_table(table: &'a WeightTable) -> Self {
        let entries = table.weights.iter();
        Self {
            id: &table.id,
            indicator: table.indicator,
            severity: table.severity,
            origin: &table.origin,
            patterns: entries
                .map(|(feature, weight)| format!("{feature} {weight:+}"))
                .collect(),
            measured: None,
        }
    }

    fn line(&self) -> String {
        let Self {
            id,
            indicator,
            severity,
            origin,
            measured,
            ..
        } = self;
        let counts = measured.map_or_else(
            || format!("{:>5} {:>5} {:>5}", "—", "—", "—"),
            |Measured { hits, right }| format!("{hits:5} {right:5} {:5}", hits - right),
        );
        let severity = severity.value();
        format!("{id:44} {severity} {indicator:28} {counts}  {origin}\n")
    }
}

fn list(
    analyzer: &Analyzer,
    stats: Option<Vec<RuleStats>>,
    output: &args::Output,
    format: PlainFormat,
) -> Outcome {
    let rules = analyzer
        .lexicons()
        .iter()
        .flat_map(|lexicon| lexicon.rules());
    let mut rules: Vec<_> = rules
        .enumerate()
        .map(|(place, rule)| ListedRule {
            id: &rule.id,
            indicator: rule.indicator,
            severity: rule.severity,
            origin: &rule.origin,
            patterns: Cow::Borrowed(&rule.phrases),
            measured: match &stats {
                Some(stats) => stats.get(place).map(|stat| stat.measured),
                None => rule.measured,
            },
        })
        .collect();
    let tables = analyzer.lexicons().iter().flat_map(|l| l.weight_tables());
    rules.extend(tables.map(ListedRule::of_table));
    Output::write_whole(output, |_| match format {
        PlainFormat::Json => schema::json(&rules),
        PlainFormat::Text => {
            let head = format!(
                "{:44} {} {:28} {:>5} {:>5} {:>5}  {}\n",
                "rule", "s", "indicator", "hits", "right", "wrong", "where"
            );
            std::iter::once(head)
                .chain(rules.iter().map(ListedRule::line))
                .collect()
        }
    })?;
    Ok(Done::Wholly)
}
