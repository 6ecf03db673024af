//! Reports on the platforms of a collection, in parallel and in order.

use std::collections::VecDeque;

use rayon::prelude::*;

use super::{Collection, Platform, Source};
use crate::document::Document;
use crate::finding::{Analysis, Analyzer};
use crate::report::{Failure, Report};
use crate::score::{ProfileOptions, ScoredDocument};

/// How many bytes of documents are worked on at once, at least.
const BATCH: u64 = 16 * 1024 * 1024;

/// How many platforms are worked on at once, at most.
const MOST_AT_ONCE: usize = 64;

/// What became of one platform.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Outcome {
    /// Its report; none where no document of it could be read.
    pub report: Option<Report>,
    /// The documents it was made from, in the order of [`Report::documents`]: what shows more than
    /// the evidence (the whole text, every sentence) reads them.
    pub documents: Vec<ReadDocument>,
    /// The documents that could not be read.
    pub failures: Vec<Failure>,
    /// How many bytes its documents had when they were found.
    pub size: u64,
}

/// A document as it was read, and what was found in it.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct ReadDocument {
    /// The document.
    pub document: Document,
    /// What was found.
    pub analysis: Analysis,
    /// Its type as its collector calls it, where known.
    pub terms_type: Option<String>,
    /// The date of this version, where the name of its file gives one.
    pub date: Option<String>,
}

/// Gives the outcome of each platform, in order.
///
/// Some platforms at a time are worked on in parallel, and no more than these are kept.
#[derive(Debug)]
pub struct Reports<'a> {
    analyzer: &'a Analyzer,
    options: ProfileOptions,
    waiting: &'a [Platform],
    ready: VecDeque<Outcome>,
}

impl Collection {
    /// The reports on its platforms.
    #[must_use]
    pub fn reports<'a>(&'a self, analyzer: &'a Analyzer) -> Reports<'a> {
        Reports {
            analyzer,
            options: ProfileOptions::default(),
            waiting: &self.platforms,
            ready: VecDeque::new(),
        }
    }
}

impl Iterator for Reports<'_> {
    type Item = Outcome;

    fn next(&mut self) -> Option<Outcome> {
        if self.ready.is_empty() {
            let (batch, rest) = self.waiting.split_at(batch_length(self.waiting));
            self.waiting = rest;
            let (analyzer, options) = (self.analyzer, &self.options);
            let outcomes: Vec<_> = batch
                .par_iter()
                .map(|platform| platform.outcome(analyzer, options))
                .collect();
            self.ready.extend(outcomes);
        }
        self.ready.pop_front()
    }
}

fn batch_length(platforms: &[Platform]) -> usize {
    let mut bytes = 0;
    let mut length = 0;
    for platform in platforms.iter().take(MOST_AT_ONCE) {
        length += 1;
        bytes += platform.size();
        if bytes >= BATCH {
            break;
        }
    }
    length
}

impl Platform {
    fn outcome(&self, analyzer: &Analyzer, options: &ProfileOptions) -> Outcome {
        let attempts: Vec<_> = self
            .sources
            .par_iter()
            .map(|source| self.read(source, analyzer))
            .collect();
        let (mut documents, mut failures) = (Vec::new(), Vec::new());
        for attempt in attempts {
            match attempt {
                Ok(one) => documents.push(one),
                Err(failure) => failures.push(failure),
            }
        }
        let made = !documents.is_empty();
        Outcome {
            report: made.then(|| self.report(&documents, analyzer, options)),
            documents,
            failures,
            size: self.size(),
        }
    }

    fn read(&self, source: &Source, analyzer: &Analyzer) -> Result<ReadDocument, Failure> {
        let document = source.read().map_err(Failure::from)?;
        let analysis = analyzer.analyze(&document, self.service());
        Ok(ReadDocument {
            document,
            analysis,
            terms_type: source.terms_type.clone(),
            date: source.date.clone(),
        })
    }

    fn report(
        &self,
        read: &[ReadDocument],
        analyzer: &Analyzer,
        options: &ProfileOptions,
    ) -> Report {
        let scored: Vec<_> = read
            .iter()
            .map(|one| ScoredDocument {
                name: &one.document.name,
                terms_type: one.terms_type.as_deref(),
                document: &one.document,
                analysis: &one.analysis,
            })
            .collect();
        let mut report = Report::new(&self.name, &scored, analyzer.lexicons(), options);
        for (document, one) in report.documents.iter_mut().zip(read) {
            document.date.clone_from(&one.date);
        }
        report
    }
}
