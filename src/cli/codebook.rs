//! `sujetion codebook`.

use sujetion::finding::Analyzer;
use sujetion::lexicon::Lexicon;
use sujetion::report::codebook::{Codebook, CodebookRule, Form};

use super::args::{CodebookArguments, CodebookFormat};
use super::output::Output;
use super::{Done, Outcome, lexicon};

pub(crate) fn run(arguments: CodebookArguments) -> Outcome {
    let analyzer = lexicon::analyzer(arguments.lexicon.folder.as_deref())?;
    let form = match arguments.format {
        CodebookFormat::Md => Form::Markdown,
        CodebookFormat::Html => Form::Html,
        CodebookFormat::Json => Form::Json,
    };
    let codebook = Codebook::new(arguments.lang.into(), rules(&analyzer));
    Output::write_whole(&arguments.output, |_| codebook.render(form))?;
    Ok(Done::Wholly)
}

fn rules(analyzer: &Analyzer) -> Vec<CodebookRule> {
    analyzer.lexicons().iter().flat_map(of_language).collect()
}

fn of_language(lexicon: &Lexicon) -> impl Iterator<Item = CodebookRule> {
    lexicon.rules().iter().map(|rule| CodebookRule {
        id: rule.id.to_string(),
        indicator: rule.indicator,
        language: lexicon.language(),
        severity: rule.severity,
        bearer: rule.bearer.clone(),
        modality: rule.modality.clone(),
        patterns: rule.phrases.clone(),
        unless: rule.vetoes.clone(),
        examples: rule
            .examples
            .iter()
            .map(|example| example.text().to_owned())
            .collect(),
        counter_examples: rule.counter_examples.clone(),
    })
}
