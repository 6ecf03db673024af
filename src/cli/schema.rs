//! `sujetion schema`.

use schemars::schema_for;
use serde::Serialize;
use sujetion::compare::ComparisonReport;
use sujetion::compare::versions::DiffReport;
use sujetion::evaluate::Evaluation;
use sujetion::history::{JsonTimelines, Timeline};
use sujetion::report::{JsonReports, Reading, Report};

use super::args::{SchemaArguments, SchemaOf};
use super::output::Output;
use super::{Done, Outcome};

pub(crate) fn run(arguments: SchemaArguments) -> Outcome {
    let schema = match arguments.of {
        SchemaOf::Reports => schema_for!(JsonReports),
        SchemaOf::Report => schema_for!(Report),
        SchemaOf::Comparison => schema_for!(ComparisonReport),
        SchemaOf::Diff => schema_for!(DiffReport),
        SchemaOf::History => schema_for!(JsonTimelines),
        SchemaOf::Timeline => schema_for!(Timeline),
        SchemaOf::Clauses => schema_for!(Reading),
        SchemaOf::Evaluation => schema_for!(Evaluation),
    };
    Output::write_whole(&arguments.output, |_| json(&schema))?;
    Ok(Done::Wholly)
}

/// A value as indented JSON, ending in a line break.
///
/// # Panics
/// Never: no value of this crate has a map with keys that are not strings.
pub(crate) fn json(value: &impl Serialize) -> String {
    let mut json = serde_json::to_string_pretty(value).expect("plain data");
    json.push('\n');
    json
}
