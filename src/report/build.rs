//! Findings to evidence: every range of bytes becomes the words it stands for.

use std::ops::Range;

use super::model::{
    ClauseLabel, DocumentReport, Evidence, LanguageShare, MitigatorEvidence, Passage, Report,
    Versions, WeightEvidence,
};
use crate::clause::{Clause, ClauseId, ClauseNumber};
use crate::document::Document;
use crate::finding::{Analysis, DecidingWeight, Finding};
use crate::lexicon::Lexicons;
use crate::score::{Descriptors, Profile, ProfileOptions, ScoredDocument, count};
use crate::text::Language;

/// The longest piece of a heading or of a lead-in that is cited, in bytes.
const LONGEST_HEADING: usize = 300;

impl Report {
    /// The report on one platform.
    #[must_use]
    pub fn new(
        platform: &str,
        documents: &[ScoredDocument<'_>],
        lexicons: &Lexicons,
        options: &ProfileOptions,
    ) -> Self {
        let profile = Profile::from_analyses(platform, documents, options);
        let described = documents.iter().zip(&profile.documents);
        Self {
            platform: platform.to_owned(),
            versions: Versions::of(lexicons),
            documents: described
                .map(|(document, info)| DocumentReport::new(document, &info.descriptors))
                .collect(),
            profile,
        }
    }
}

impl DocumentReport {
    fn new(scored: &ScoredDocument<'_>, descriptors: &Descriptors) -> Self {
        let (document, analysis) = (scored.document, scored.analysis);
        let quoter = Quoter { document, analysis };
        Self {
            name: scored.name.to_owned(),
            terms_type: scored.terms_type.map(str::to_owned),
            date: None,
            format: document.format,
            encoding: document.encoding,
            sha256: document.sha256.clone(),
            languages: languages(analysis),
            audience: analysis.audience,
            descriptors: descriptors.clone(),
            references: analysis.references.clone(),
            findings: analysis
                .findings
                .iter()
                .map(|finding| quoter.evidence(finding))
                .collect(),
        }
    }
}

/// The languages of a document by their share of its bytes, the largest first.
fn languages(analysis: &Analysis) -> Vec<LanguageShare> {
    let mut bytes: Vec<(Language, usize)> = Vec::new();
    for (clause, language) in analysis.clauses.clauses.iter().zip(&analysis.languages) {
        match bytes.iter_mut().find(|(known, _)| known == language) {
            Some((_, sum)) => *sum += clause.text.len(),
            None => bytes.push((*language, clause.text.len())),
        }
    }
    bytes.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    let all: usize = bytes.iter().map(|(_, sum)| sum).sum();
    let share = |(language, sum): (Language, usize)| LanguageShare {
        language,
        share: if all == 0 {
            0.0
        } else {
            count(sum) / count(all)
        },
    };
    bytes.into_iter().map(share).collect()
}

/// Quotes one document.
pub(super) struct Quoter<'a> {
    pub(super) document: &'a Document,
    pub(super) analysis: &'a Analysis,
}

impl Quoter<'_> {
    fn evidence(&self, finding: &Finding) -> Evidence {
        let clause = self.analysis.clauses.get(finding.clause);
        let mitigators = finding
            .mitigators
            .iter()
            .map(|mitigator| MitigatorEvidence {
                class: mitigator.class,
                text: self.words(&mitigator.span).to_owned(),
                verdict: mitigator.verdict,
                source: self.document.source_span(mitigator.span.clone()),
            });
        Evidence {
            indicator: finding.indicator,
            rule: finding.rule.to_string(),
            raw: finding.raw,
            net: finding.net,
            confidence: finding.confidence,
            bearer: finding.bearer,
            modality: finding.modality,
            clause: finding.clause.0,
            number: clause.and_then(|clause| label(clause.number.as_ref())),
            headings: self.headings(finding.clause),
            lead_in: self.lead_in(finding),
            sentence: self.passage(&finding.sentence, &finding.span),
            intensifiers: finding
                .intensifiers
                .iter()
                .map(|span| self.words(span).to_owned())
                .collect(),
            mitigators: mitigators.collect(),
            weights: finding.weights.iter().map(|w| self.weight(w)).collect(),
        }
    }

    fn weight(&self, weight: &DecidingWeight) -> WeightEvidence {
        WeightEvidence {
            feature: weight.feature.to_string(),
            weight: weight.weight,
            text: self.words(&weight.span).to_owned(),
            source: self.document.source_span(weight.span.clone()),
        }
    }

    pub(super) fn headings(&self, id: ClauseId) -> Vec<String> {
        let headings = self.analysis.clauses.headings(id);
        let texts = headings.filter_map(|heading| self.analysis.clauses.get(heading));
        texts
            .map(|heading| shortened(self.clause(heading)))
            .collect()
    }

    /// The last sentence of what introduces the list that a finding is an item of.
    fn lead_in(&self, finding: &Finding) -> Option<Passage> {
        let above = self.analysis.clauses.lead_in(finding.clause)?;
        let sentence = self.analysis.clauses.get(above)?.sentences.last()?;
        Some(self.passage(sentence, &finding.span))
    }

    /// A sentence, with the part of it that lies in `deciding`.
    fn passage(&self, sentence: &Range<usize>, deciding: &Range<usize>) -> Passage {
        let text = self.words(sentence);
        let start = deciding.start.max(sentence.start);
        let end = deciding.end.min(sentence.end);
        let marked = (start < end).then(|| start - sentence.start..end - sentence.start);
        Passage {
            text: text.to_owned(),
            marked: marked.filter(|marked| text.get(marked.clone()).is_some()),
            source: self.document.source_span(sentence.clone()),
        }
    }

    pub(super) fn words(&self, range: &Range<usize>) -> &str {
        self.document.text.get(range.clone()).unwrap_or_default()
    }

    fn clause(&self, clause: &Clause) -> &str {
        self.words(&clause.text).trim()
    }
}

pub(super) fn label(number: Option<&ClauseNumber>) -> Option<ClauseLabel> {
    number.map(|number| ClauseLabel {
        label: number.label.clone(),
        implied: number.implied,
    })
}

/// A heading on one line, cut where it is a whole paragraph.
fn shortened(heading: &str) -> String {
    let mut line = heading.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.len() > LONGEST_HEADING {
        line.truncate(super::words::boundary(&line, LONGEST_HEADING));
        line.push('…');
    }
    line
}
