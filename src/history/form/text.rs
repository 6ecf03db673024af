//! The text form, for a terminal of 80 columns.

use super::super::{Event, Timeline, TimelineVersion};
use super::{by_version, recorded};
use crate::compare::versions::form::{level, level_movement, wording_label};
use crate::compare::versions::{LevelMovement, Wording};
use crate::report::Colour;
use crate::report::text::paint::{Page, Tone};
use crate::report::words::{self, counted, fitted, printable, score};

/// How many wordings of an event are shown on either side.
const SHOWN: usize = 2;

pub(super) fn timeline_text(timeline: &Timeline, colour: Colour) -> String {
    let mut page = Page::new(colour);
    let title = format!("{}: {}", timeline.service.trim(), timeline.terms_type);
    page.title(&printable(&title));
    for name in &timeline.formerly {
        page.paragraph(
            "",
            0,
            &printable(&format!(
                "Formerly {}: {}.",
                name.service.trim(),
                name.terms_type
            )),
        );
    }
    page.paragraph("", 0, &format!("{}.", recorded(timeline)));
    for failure in &timeline.failures {
        let date = failure
            .date
            .map(|date| format!(" of {}", date.day()))
            .unwrap_or_default();
        let text = format!("Not read: {}{date}: {}", failure.name, failure.reason);
        page.aside(0, &printable(&text));
    }
    versions(&mut page, timeline);
    events(&mut page, timeline);
    page.into_text()
}

fn versions(page: &mut Page, timeline: &Timeline) {
    page.section("date         core  extended   clauses: changed  added  removed   findings + −");
    for version in &timeline.versions {
        page.line(&version_line(version));
    }
}

fn version_line(version: &TimelineVersion) -> String {
    let mut line = fitted(&version.date.day(), 13);
    line.push_str(&format!(
        "{:>4}{:>10}",
        score(version.core.score),
        score(version.extended.score)
    ));
    if let (Some(clauses), Some(findings)) = (&version.clauses, &version.findings) {
        line.push_str(&format!(
            "{:>19}{:>7}{:>9}",
            clauses.changed, clauses.added, clauses.removed
        ));
        line.push_str(&format!(
            "{:>10} {}",
            findings.appeared + findings.grew,
            findings.went + findings.shrank
        ));
    }
    if version.returns_to.is_some() {
        line.push_str("  back");
    }
    line
}

fn events(page: &mut Page, timeline: &Timeline) {
    if timeline.events.is_empty() {
        page.gap();
        page.line("No level changed.");
    }
    for events in by_version(&timeline.events) {
        page.section(&events[0].date.day());
        let (restated, moved): (Vec<_>, Vec<_>) = events
            .iter()
            .partition(|event| event.movement == LevelMovement::Restated);
        moved.into_iter().for_each(|event| event_lines(page, event));
        if !restated.is_empty() {
            let names: Vec<_> = restated
                .iter()
                .map(|event| words::indicator(event.indicator))
                .collect();
            let levels = counted(restated.len(), "level", "levels");
            page.aside(
                2,
                &format!(
                    "{levels} read otherwise, no heavier and no lighter: {}",
                    names.join(", ")
                ),
            );
        }
    }
}

fn event_lines(page: &mut Page, event: &Event) {
    let line = format!(
        "  {}: {} → {}, {}",
        words::indicator(event.indicator),
        level(&event.old),
        level(&event.new),
        level_movement(event.movement)
    );
    let line = page.painted(Tone::Strong, &line);
    page.line(&line);
    for (first, wordings) in [("    was", &event.before), ("    is", &event.after)] {
        for wording in weightiest(wordings).take(SHOWN) {
            let label = wording_label(wording);
            let sentence = words::cut(&printable(&wording.sentence), 280);
            page.paragraph(first, 8, &format!("[{label}] {sentence}"));
        }
        if wordings.len() > SHOWN {
            page.aside(8, &format!("and {} more", wordings.len() - SHOWN));
        }
    }
}

/// The wordings, the most severe first.
pub(super) fn weightiest(wordings: &[Wording]) -> impl Iterator<Item = &Wording> {
    let mut wordings: Vec<_> = wordings.iter().collect();
    wordings.sort_by_key(|wording| std::cmp::Reverse(wording.severity));
    wordings.into_iter()
}
