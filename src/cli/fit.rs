//! `sujetion lexicon fit`.

use std::io::Write;
use std::path::{Path, PathBuf};

use sujetion::evaluate::{FitOptions, GoldSet, LabelMap, fit_weights, weights_toml};
use sujetion::finding::Analyzer;

use super::args;
use super::output::Output;
use super::{Done, Outcome, Stop};

/// Fits the tables and writes those of each language that the gold sets hold.
pub(crate) fn run(
    gold: &[PathBuf],
    labels: Option<&Path>,
    folder: &Path,
    precision: f64,
) -> Outcome {
    if !(0.0..=1.0).contains(&precision) {
        return Err(Stop::Usage("--precision is from 0 to 1".to_owned()));
    }
    let map = labels.map(LabelMap::read).transpose()?;
    let sets: Vec<GoldSet> = gold
        .iter()
        .map(|path| GoldSet::read(path, map.as_ref()))
        .collect::<Result<_, _>>()?;
    // Without the tables of before, which may name vocabularies that are gone.
    let analyzer = Analyzer::builder()
        .lexicon(folder)
        .without_weights()
        .build()?;
    let mut options = FitOptions::default();
    options.precision = precision;
    let tables = fit_weights(&analyzer, &sets, &options);
    let mut out = Output::open(&args::Output { file: None })?;
    for lexicon in analyzer.lexicons().iter() {
        let language = lexicon.language();
        let of_language = |set: &GoldSet| set.documents().iter().any(|d| d.language == language);
        if !sets.iter().any(of_language) {
            continue;
        }
        let file = folder.join(language.code()).join("weights.toml");
        let target = args::Output {
            file: Some(file.clone()),
        };
        Output::write_whole(&target, |_| weights_toml(&tables, language))?;
        writeln!(out, "{}:", file.display())?;
        for table in tables.iter().filter(|table| table.language == language) {
            let measured = table.measured;
            writeln!(
                out,
                "  {:28} {:4} entries, {:4} units, precision {:.2}, recall {:.2}",
                table.indicator.get().name,
                table.weights.len(),
                measured.units,
                measured.precision,
                measured.recall
            )?;
        }
    }
    out.finish()?;
    Ok(Done::Wholly)
}
