//! The versions of one document to its timeline.

use std::collections::VecDeque;
use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::HistoryOptions;
use super::archive::{Failure, Place, Reader, Record, Series};
use super::fold::{self, Run};
use super::git::ObjectId;
use super::model::{
    Event, FamilyPoint, FindingCounts, IndicatorPoint, Recorded, Timeline, TimelineVersion,
};
use crate::compare::versions::{
    DiffCounts, FindingMovement, LevelPoint, Version, VersionDiff, Wording, fingerprint,
};
use crate::document::Document;
use crate::finding::{Analysis, Analyzer};
use crate::score::{Profile, ProfileOptions, ScoredDocument};

/// How many analysed versions are kept for a text that comes back.
const KEPT: usize = 3;

/// A version, read and analysed.
struct Analysed {
    document: Document,
    analysis: Analysis,
    profile: Profile,
}

impl Analysed {
    fn version(&self) -> Version<'_> {
        Version::new(&self.document, &self.analysis, &self.profile)
    }
}

pub(super) fn timeline(
    series: &Series,
    reader: Reader,
    analyzer: &Analyzer,
    options: &HistoryOptions,
) -> Timeline {
    let mut teller = Teller {
        series,
        reader,
        analyzer,
        options: &options.profile,
        analysed: VecDeque::new(),
        timeline: Timeline {
            service: series.service.clone(),
            terms_type: series.terms_type.clone(),
            formerly: series.formerly.clone(),
            versions: Vec::new(),
            events: Vec::new(),
            recorded: Recorded {
                versions: series.records.len(),
                window: options.window,
                ..Recorded::default()
            },
            failures: Vec::new(),
        },
    };
    let texts = teller.texts();
    let told = texts.iter().zip(&series.records).enumerate();
    let told = told.filter_map(|(place, (text, record))| Some((place, (*text)?, record.date)));
    let (runs, blinks) = fold::fold(fold::runs(told), i64::from(options.window.days) * 86_400);
    let recorded = &mut teller.timeline.recorded;
    recorded.blinks = blinks.blinks;
    recorded.blinked = blinks.records;
    recorded.same = runs.iter().map(|run| run.records - 1).sum();
    teller.tell(&runs);
    teller.timeline
}

struct Teller<'a> {
    series: &'a Series,
    reader: Reader,
    analyzer: &'a Analyzer,
    options: &'a ProfileOptions,
    /// The versions analysed last, with their texts.
    analysed: VecDeque<(usize, Rc<Analysed>)>,
    timeline: Timeline,
}

impl Teller<'_> {
    /// For each record which of the distinct texts it has; none where it cannot be read.
    fn texts(&mut self) -> Vec<Option<usize>> {
        let mut known: FxHashMap<[u8; 32], usize> = FxHashMap::default();
        let mut blobs: FxHashMap<ObjectId, Option<usize>> = FxHashMap::default();
        let mut texts = Vec::with_capacity(self.series.records.len());
        for record in &self.series.records {
            let blob = match record.place {
                Place::Blob { blob, .. } => Some(blob),
                Place::File(_) => None,
            };
            let text = match blob.and_then(|blob| blobs.get(&blob)) {
                Some(Some(text)) => Some(*text),
                // A damaged text is told of each time it is recorded.
                Some(None) | None => self.read(record).map(|document| {
                    let next = known.len();
                    *known.entry(fingerprint(&document.text)).or_insert(next)
                }),
            };
            if let Some(blob) = blob {
                blobs.insert(blob, text);
            }
            texts.push(text);
        }
        self.timeline.recorded.texts = known.len();
        texts
    }

    fn read(&mut self, record: &Record) -> Option<Document> {
        let name = self.series.name();
        let read = self.reader.read(&record.place).and_then(|bytes| {
            Document::read(name.as_str(), &bytes).map_err(|error| match error {
                crate::Error::Unreadable { reason, .. } => reason,
                other => other.to_string(),
            })
        });
        match read {
            Ok(document) => Some(document),
            Err(reason) => {
                self.timeline.recorded.unreadable += 1;
                self.timeline.failures.push(Failure {
                    name: format!("{name} ({})", record.place.name()),
                    date: Some(record.date),
                    reason,
                });
                None
            }
        }
    }

    /// The version of a run, analysed now or a short while ago.
    fn analyse(&mut self, run: &Run) -> Option<Rc<Analysed>> {
        if let Some((_, analysed)) = self.analysed.iter().find(|(text, _)| *text == run.text) {
            return Some(Rc::clone(analysed));
        }
        let document = self.read(&self.series.records[run.record])?;
        let analysis = self.analyzer.analyze(&document, Some(&self.series.service));
        let scored =
            ScoredDocument::new(&document, &analysis).with_terms_type(&self.series.terms_type);
        let profile = Profile::from_analyses(&self.series.service, &[scored], self.options);
        let analysed = Rc::new(Analysed {
            document,
            analysis,
            profile,
        });
        self.analysed.push_front((run.text, Rc::clone(&analysed)));
        self.analysed.truncate(KEPT);
        Some(analysed)
    }

    fn tell(&mut self, runs: &[Run]) {
        let mut before: Option<Rc<Analysed>> = None;
        // The version that tells each text.
        let mut told: FxHashMap<usize, usize> = FxHashMap::default();
        for run in runs {
            let Some(now) = self.analyse(run) else {
                continue;
            };
            let diff = before
                .as_ref()
                .map(|before| VersionDiff::new(before.version(), now.version()));
            if let (Some(diff), Some(last)) = (&diff, self.timeline.versions.last_mut())
                && diff.is_empty()
            {
                last.last_recorded = run.seen;
                self.timeline.recorded.without_effect += 1;
            } else {
                let returns_to = told.get(&run.text).copied();
                self.version(run, &now, diff.as_ref(), returns_to);
            }
            told.insert(run.text, self.timeline.versions.len() - 1);
            before = Some(now);
        }
    }

    fn version(
        &mut self,
        run: &Run,
        now: &Analysed,
        diff: Option<&VersionDiff>,
        returns_to: Option<usize>,
    ) {
        let profile = &now.profile;
        let levels = match diff {
            Some(diff) => diff
                .levels
                .iter()
                .map(|change| IndicatorPoint {
                    indicator: change.indicator,
                    level: change.new,
                })
                .collect(),
            None => profile
                .levels
                .iter()
                .map(|level| IndicatorPoint {
                    indicator: level.indicator,
                    level: LevelPoint::of(level),
                })
                .collect(),
        };
        let family = |score: &crate::score::FamilyScore| FamilyPoint {
            family: score.family,
            score: score.score,
            interval: score.interval,
        };
        if let Some(diff) = diff {
            self.events(run, diff);
        }
        self.timeline.versions.push(TimelineVersion {
            date: run.since,
            last_recorded: run.seen,
            id: self.series.records[run.record].place.name(),
            sha256: now.document.sha256.clone(),
            returns_to,
            audience: now.analysis.audience,
            language: profile
                .documents
                .first()
                .and_then(|document| document.language),
            clauses: diff.map(|diff| -> DiffCounts { diff.counts }),
            findings: diff.map(FindingCounts::of),
            levels,
            families: profile.families.iter().map(family).collect(),
            core: profile.core.clone(),
            extended: profile.extended.clone(),
        });
    }

    fn events(&mut self, run: &Run, diff: &VersionDiff) {
        let version = self.timeline.versions.len();
        let events = diff.levels.iter().map(|change| {
            let findings = || {
                change
                    .findings
                    .iter()
                    .filter_map(|&place| diff.findings.get(place))
            };
            Event {
                date: run.since,
                version,
                indicator: change.indicator,
                movement: change.movement,
                old: change.old,
                new: change.new,
                before: findings()
                    .filter_map(|f| f.old.clone())
                    .collect::<Vec<Wording>>(),
                after: findings().filter_map(|f| f.new.clone()).collect(),
            }
        });
        self.timeline.events.extend(events);
    }
}

impl FindingCounts {
    fn of(diff: &VersionDiff) -> Self {
        let count = |movement| {
            diff.findings
                .iter()
                .filter(|f| f.movement == movement)
                .count()
        };
        Self {
            appeared: count(FindingMovement::Appeared),
            grew: count(FindingMovement::Grew),
            shrank: count(FindingMovement::Shrank),
            went: count(FindingMovement::Went),
        }
    }
}
