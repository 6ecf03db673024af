//! Markdown: the versions as a table, then what happened on each date, quoted.

use std::fmt::Write as _;

use super::super::{Event, Timeline};
use super::text::weightiest;
use super::{by_version, recorded};
use crate::compare::versions::form::markdown::quoted;
use crate::compare::versions::form::{level, level_movement};
use crate::report::markdown::escaped;
use crate::report::words::{self, score};

pub(super) fn timeline_markdown(timeline: &Timeline) -> String {
    let mut text = String::new();
    let title = format!("{}: {}", timeline.service.trim(), timeline.terms_type);
    let _ = writeln!(text, "# {}\n", escaped(&title));
    for name in &timeline.formerly {
        let name = format!("{}: {}", name.service.trim(), name.terms_type);
        let _ = writeln!(text, "Formerly {}.\n", escaped(&name));
    }
    let _ = writeln!(text, "{}.\n", recorded(timeline));
    text.push_str("| date | core | extended | changed | added | removed | moved | findings + | findings − |\n");
    text.push_str("|---|--:|--:|--:|--:|--:|--:|--:|--:|\n");
    for version in &timeline.versions {
        let _ = write!(
            text,
            "| {} | {} | {} |",
            version.date.day(),
            score(version.core.score),
            score(version.extended.score)
        );
        match (&version.clauses, &version.findings) {
            (Some(clauses), Some(findings)) => {
                let _ = writeln!(
                    text,
                    " {} | {} | {} | {} | {} | {} |",
                    clauses.changed,
                    clauses.added,
                    clauses.removed,
                    clauses.moved,
                    findings.appeared + findings.grew,
                    findings.went + findings.shrank
                );
            }
            _ => text.push_str(" | | | | | |\n"),
        }
    }
    for events in by_version(&timeline.events) {
        let _ = writeln!(text, "\n## {}\n", events[0].date.day());
        events.iter().for_each(|event| event_item(&mut text, event));
    }
    text
}

fn event_item(text: &mut String, event: &Event) {
    let _ = writeln!(
        text,
        "- **{}**: {} → {}, {}",
        words::indicator(event.indicator),
        level(&event.old),
        level(&event.new),
        level_movement(event.movement)
    );
    for (side, wordings) in [("was", &event.before), ("is", &event.after)] {
        for wording in weightiest(wordings) {
            let _ = writeln!(text, "  - {side} {}", quoted(wording));
        }
    }
}
