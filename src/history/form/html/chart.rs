//! The lines of the two indices over time, in the coordinates of a picture 720 by 200.

use serde::Serialize;

use crate::history::TimelineVersion;
use crate::score::Index;

const LEFT: f64 = 34.0;
const WIDTH: f64 = 676.0;
const TOP: f64 = 10.0;
const HEIGHT: f64 = 160.0;

/// A year at most each so many years, so that their names do not run into each other.
const MOST_YEARS: i64 = 12;

/// The picture.
#[derive(Debug, Serialize)]
pub(super) struct Chart {
    /// A line that keeps its height until the next version; empty where no version has a score.
    core: String,
    extended: String,
    points: Vec<Point>,
    years: Vec<Year>,
}

/// A version on the line of the core index.
#[derive(Debug, Serialize)]
struct Point {
    version: usize,
    x: f64,
    y: Option<f64>,
}

/// The first day of a year.
#[derive(Debug, Serialize)]
struct Year {
    year: i64,
    x: f64,
}

/// The seconds between which a chart runs.
#[derive(Debug, Clone, Copy)]
struct Span {
    from: i64,
    to: i64,
}

impl Span {
    #[expect(clippy::cast_precision_loss, reason = "a place in a picture")]
    fn x(self, seconds: i64) -> f64 {
        let whole = (self.to - self.from).max(1) as f64;
        LEFT + WIDTH * (seconds - self.from) as f64 / whole
    }
}

impl Chart {
    /// The chart of versions by date; none where there are fewer than two, or where none has a score.
    pub(super) fn new(versions: &[TimelineVersion]) -> Option<Self> {
        let (first, last) = (versions.first()?, versions.last()?);
        let scored =
            |version: &TimelineVersion| version.core.score.or(version.extended.score).is_some();
        if versions.len() < 2 || !versions.iter().any(scored) {
            return None;
        }
        let to = last.last_recorded.max(last.date);
        let span = Span {
            from: first.date.seconds(),
            to: to.seconds(),
        };
        let points = versions.iter().enumerate().map(|(version, one)| Point {
            version,
            x: span.x(one.date.seconds()),
            y: one.core.score.map(y),
        });
        Some(Self {
            core: steps(versions, span, |version| &version.core),
            extended: steps(versions, span, |version| &version.extended),
            points: points.collect(),
            years: years(span),
        })
    }
}

fn y(score: f64) -> f64 {
    TOP + HEIGHT * (1.0 - score / 100.0)
}

/// The path of an index: level until the next version, broken where a version has no score.
fn steps(
    versions: &[TimelineVersion],
    span: Span,
    index: impl Fn(&TimelineVersion) -> &Index,
) -> String {
    let mut path = String::new();
    let mut drawn = false;
    for (place, version) in versions.iter().enumerate() {
        let next = versions.get(place + 1);
        let until = next.map_or(span.to, |next| next.date.seconds());
        let Some(score) = index(version).score else {
            drawn = false;
            continue;
        };
        let command = if drawn { 'L' } else { 'M' };
        let (from, to, y) = (span.x(version.date.seconds()), span.x(until), y(score));
        path.push_str(&format!("{command}{from:.1} {y:.1}L{to:.1} {y:.1}"));
        drawn = true;
    }
    path
}

fn years(span: Span) -> Vec<Year> {
    const YEAR: i64 = 31_556_952;
    let (first, last) = (
        1970 + span.from.div_euclid(YEAR),
        1970 + span.to.div_euclid(YEAR),
    );
    let every = (last - first) / MOST_YEARS + 1;
    let starts = (first..=last + 1).map(|year| (year, (year - 1970) * YEAR));
    starts
        .filter(|(year, start)| {
            (span.from..=span.to).contains(start) && year.rem_euclid(every) == 0
        })
        .map(|(year, start)| Year {
            year,
            x: span.x(start),
        })
        .collect()
}
