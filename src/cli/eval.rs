//! `sujetion eval`.

use std::cell::RefCell;
use std::collections::VecDeque;

use rayon::prelude::*;
use sujetion::evaluate::{GoldSet, IndicatorSet, LabelMap, evaluate, hard_negative_hits, predict};
use sujetion::taxonomy::{FamilyId, IndicatorId};

use super::args::{EvalArguments, PlainFormat};
use super::output::Output;
use super::{Done, Outcome, Stop, analyzer, schema};

pub(crate) fn run(arguments: EvalArguments) -> Outcome {
    let only = only(&arguments.only)?;
    let map = arguments
        .labels
        .as_deref()
        .map(LabelMap::read)
        .transpose()?;
    let analyzer = analyzer(&arguments.reading)?;
    let gold = gold(&arguments, map.as_ref())?;
    // In parallel first; the evaluation asks for them one by one, in this order.
    let predictions: VecDeque<_> = gold
        .documents()
        .par_iter()
        .map(|document| predict(&analyzer, document))
        .collect();
    let predictions = RefCell::new(predictions);
    let next = |_: &_| predictions.borrow_mut().pop_front().unwrap_or_default();
    let misled = hard_negative_hits(&analyzer, &gold, &only);
    let evaluation = evaluate(&gold, next, &only).with_hard_negative_hits(misled);
    Output::write_whole(&arguments.output, |colour| match arguments.format {
        PlainFormat::Text => evaluation.to_text(colour),
        PlainFormat::Json => schema::json(&evaluation),
    })?;
    Ok(Done::Wholly)
}

fn gold(arguments: &EvalArguments, map: Option<&LabelMap>) -> Result<GoldSet, Stop> {
    let mut all: Option<GoldSet> = None;
    for path in &arguments.gold {
        let set = GoldSet::read(path, map)?;
        match &mut all {
            None => all = Some(set),
            Some(all) => all.extend(set).map_err(|_| {
                Stop::Usage(format!(
                    "{}: its labels are of another kind than those of the sets before it",
                    path.display()
                ))
            })?,
        }
    }
    all.ok_or_else(|| Stop::Usage("no gold set was given".to_owned()))
}

/// `core`, families, indicators; all where nothing is asked for.
fn only(names: &[String]) -> Result<IndicatorSet, Stop> {
    if names.is_empty() {
        return Ok(IndicatorSet::all());
    }
    let mut chosen: Vec<IndicatorId> = Vec::new();
    for name in names {
        if name == "core" {
            let families = sujetion::taxonomy::Taxonomy::builtin().families().iter();
            let core = families.filter(|family| family.core);
            chosen.extend(core.flat_map(|family| &family.indicators));
        } else if let Ok(family) = name.parse::<FamilyId>() {
            chosen.extend(&family.get().indicators);
        } else if let Ok(indicator) = name.parse::<IndicatorId>() {
            chosen.push(indicator);
        } else {
            return Err(Stop::Usage(format!(
                "--only {name}: it is neither `core` nor a family nor an indicator (`sujetion codebook` lists them)"
            )));
        }
    }
    Ok(chosen.into_iter().collect())
}
