//! Wordings and levels of two versions as pages want them.

use serde::Serialize;

use crate::compare::versions::{LevelMovement, LevelPoint, Wording};
use crate::report::Edition;
use crate::report::page::Graded;
use crate::taxonomy::IndicatorId;

/// The words a finding rests on, those that decided apart.
#[derive(Debug, Serialize)]
pub(crate) struct Worded<'a> {
    number: Option<&'a str>,
    heading: Option<&'a str>,
    before: &'a str,
    marked: &'a str,
    after: &'a str,
    rule: &'a str,
    confidence: f64,
    severity: u8,
}

impl<'a> Worded<'a> {
    pub(crate) fn new(wording: &'a Wording) -> Self {
        let sentence = wording.sentence.as_str();
        let quote = wording.quote.as_str();
        let around = sentence.split_once(quote).filter(|_| !quote.is_empty());
        let (before, marked, after) = match around {
            Some((before, after)) => (before, quote, after),
            None => (sentence, "", ""),
        };
        Self {
            number: wording.number.as_deref(),
            heading: wording.heading.as_deref(),
            before,
            marked,
            after,
            rule: &wording.rule,
            confidence: wording.confidence.value(),
            severity: wording.severity.value(),
        }
    }
}

/// A level before and after.
#[derive(Debug, Serialize)]
pub(crate) struct Step<'a> {
    name: &'a str,
    title: &'a str,
    old: Graded,
    new: Graded,
    movement: LevelMovement,
    /// How the page marks it: `heavier`, `lighter` or `level`.
    direction: &'static str,
}

impl<'a> Step<'a> {
    pub(crate) fn new(
        indicator: IndicatorId,
        (old, new): (&LevelPoint, &LevelPoint),
        movement: LevelMovement,
        edition: Edition,
    ) -> Self {
        Self {
            name: indicator.get().name,
            title: edition.say(&indicator.get().title),
            old: graded(old),
            new: graded(new),
            movement,
            direction: match movement {
                LevelMovement::Appeared | LevelMovement::Grew => "heavier",
                LevelMovement::Shrank | LevelMovement::Went => "lighter",
                LevelMovement::Restated => "level",
            },
        }
    }
}

fn graded(level: &LevelPoint) -> Graded {
    Graded {
        state: level.state,
        severity: level.severity.map(u8::from),
        lo: level.interval.map(|range| range.lo.value()),
        hi: level.interval.map(|range| range.hi.value()),
        conflict: false,
    }
}
