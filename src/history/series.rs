//! The versions of one document to its timeline.

use std::collections::VecDeque;
use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::HistoryOptions;
use super::archive::{Place, Reader, Record, Series, VersionFailure};
use super::fold::{self, Run};
use super::git::ObjectId;
use super::model::{
    Event, FamilyPoint, FindingCounts, IndicatorPoint, Recorded, Timeline, TimelineVersion,
};
use crate::compare::versions::{
    DiffCounts, FindingMovement, LevelPoint, Version, VersionDiff, Wording, fingerprint,
};
use crate::document::Document;
use crate::finding::{Analysis, Analyzer, Successive};
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
        analyzer: analyzer.successive(),
        options: &options.profile,
        analysed: VecDeque::new(),
        told: FxHashMap::default(),
        window: i64::from(options.window.days) * 86_400,
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
    let (runs, blinks) = fold::fold(fold::runs(told), teller.window);
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
    analyzer: Successive<'a>,
    options: &'a ProfileOptions,
    /// The versions analysed last, with their texts.
    analysed: VecDeque<(usize, Rc<Analysed>)>,
    /// The version that tells each text.
    told: FxHashMap<usize, usize>,
    /// The window for blinks, in seconds.
    window: i64,
    timeline: Timeline,
}

/// From one version to the next.
struct Step<'r> {
    old: Rc<Analysed>,
    run: &'r Run,
    now: Rc<Analysed>,
    diff: VersionDiff,
}

impl<'r> Step<'r> {
    fn new(old: Rc<Analysed>, run: &'r Run, now: Rc<Analysed>) -> Self {
        let diff = VersionDiff::new(old.version(), now.version());
        Self {
            old,
            run,
            now,
            diff,
        }
    }

    /// How many clauses are in both, and how many the old version has.
    fn kept(&self) -> (usize, usize) {
        let counts = &self.diff.counts;
        let kept = counts.unchanged + counts.renumbered + counts.moved + counts.changed;
        (kept, kept + counts.removed)
    }

    /// Whether this looks like another page: a tenth of the old clauses at most is in it.
    fn has_hardly_any_of_the_old(&self) -> bool {
        let (kept, old) = self.kept();
        10 * kept <= old
    }

    fn has_most_of_the_old(&self) -> bool {
        let (kept, old) = self.kept();
        2 * kept > old
    }
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
                self.timeline.failures.push(VersionFailure {
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
        let mut aside: Option<Step<'_>> = None;
        for run in runs {
            let Some(now) = self.analyse(run) else {
                continue;
            };
            let Some(old) = before.take() else {
                self.version(run, &now, None);
                before = Some(now);
                continue;
            };
            let mut step = Step::new(old, run, now);
            if let Some(other) = aside.take() {
                let away = run.since.seconds() - other.run.since.seconds();
                if away <= self.window && step.has_most_of_the_old() {
                    self.timeline.recorded.blinks += 1;
                    self.timeline.recorded.blinked += 1;
                } else {
                    self.step(&other);
                    step = Step::new(other.now, run, step.now);
                }
            }
            if step.has_hardly_any_of_the_old() {
                before = Some(Rc::clone(&step.old));
                aside = Some(step);
            } else {
                self.step(&step);
                before = Some(step.now);
            }
        }
        if let Some(other) = aside {
            self.step(&other);
        }
    }

    /// Tells a version, unless nothing differs that anybody could mean.
    fn step(&mut self, step: &Step<'_>) {
        match self.timeline.versions.last_mut() {
            Some(last) if step.diff.is_empty() => {
                last.last_recorded = step.run.seen;
                self.timeline.recorded.without_effect += 1;
                let place = self.timeline.versions.len() - 1;
                self.told.insert(step.run.text, place);
            }
            _ => self.version(step.run, &step.now, Some(&step.diff)),
        }
    }

    fn version(&mut self, run: &Run, now: &Analysed, diff: Option<&VersionDiff>) {
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
        let place = self.timeline.versions.len();
        let returns_to = self.told.insert(run.text, place);
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
