//! The weightiest evidence, quoted.

use super::paint::Page;
use crate::finding::Severity;
use crate::report::model::{DocumentReport, Evidence, Passage, Report};
use crate::report::words::{self, counted, cut, printable};
use crate::score::{EvidenceRef, IndicatorLevel, LevelState};

/// How many indicators are shown with their evidence.
const MOST: usize = 12;

/// How much of a sentence is quoted on each side of the words that decided, in bytes.
const AROUND: usize = 200;

/// Quotes, for the weightiest stated indicators, the weightiest finding of each.
pub(super) fn weightiest(page: &mut Page, report: &Report) {
    let stated = |level: &&IndicatorLevel| {
        level.state == LevelState::Stated && level.severity >= Some(Severity::MEDIUM)
    };
    let mut levels: Vec<_> = report.profile.levels.iter().filter(stated).collect();
    levels.sort_by_key(|level| std::cmp::Reverse(level.severity));
    if levels.is_empty() {
        return;
    }
    page.section("The words that weigh most");
    for level in levels.iter().take(MOST) {
        if let Some(place) = level.evidence.first() {
            one(page, report, level, *place);
        }
    }
    if levels.len() > MOST {
        page.gap();
        let rest = counted(
            levels.len() - MOST,
            "more indicator at 2 or 3",
            "more indicators at 2 or 3",
        );
        page.aside(
            2,
            &format!("… and {rest}: -f md and -f json show everything."),
        );
    }
}

fn one(page: &mut Page, report: &Report, level: &IndicatorLevel, place: EvidenceRef) {
    let (Some(document), Some(evidence)) = (report.document(place), report.evidence(place)) else {
        return;
    };
    page.gap();
    let indicator = level.indicator.get();
    let severity = evidence.net.value();
    let title = format!(
        "{}: {}",
        words::indicator(level.indicator),
        indicator.anchors.en[usize::from(severity)]
    );
    page.paragraph(&format!("  {severity}"), 4, &title);
    let place = place_of(document, evidence);
    page.aside(4, &place);
    if let Some(lead_in) = &evidence.lead_in {
        let text = quoted(page, lead_in);
        page.paragraph("", 6, &text);
    }
    let text = quoted(page, &evidence.sentence);
    page.paragraph("", 6, &text);
    page.aside(4, &why(evidence));
}

/// Quotes what the terms promise beside what takes it back, one finding of each side.
pub(super) fn contradictions(page: &mut Page, report: &Report) {
    let found = &report.profile.contradictions;
    if found.is_empty() {
        return;
    }
    page.section("Said in one place, taken back in another");
    for contradiction in found {
        let Some(kind) = contradiction.kind() else {
            continue;
        };
        page.gap();
        side(page, report, &kind.promise.en, &contradiction.promises);
        side(page, report, &kind.against.en, &contradiction.burdens);
    }
}

fn side(page: &mut Page, report: &Report, says: &str, places: &[EvidenceRef]) {
    let Some((&place, rest)) = places.split_first() else {
        return;
    };
    let (Some(document), Some(evidence)) = (report.document(place), report.evidence(place)) else {
        return;
    };
    let more = match rest.len() {
        0 => String::new(),
        rest => format!(" (and in {rest} more)"),
    };
    page.paragraph("", 2, &format!("{says}{more}:"));
    let text = quoted(page, &evidence.sentence);
    page.paragraph("", 6, &text);
    page.aside(4, &place_of(document, evidence));
}

/// Where it stands: document, clause, headings.
pub(super) fn place_of(document: &DocumentReport, evidence: &Evidence) -> String {
    let mut parts =
        vec![printable(document.terms_type.as_deref().unwrap_or(&document.name)).into_owned()];
    if let Some(number) = &evidence.number {
        let implied = if number.implied { " (implied)" } else { "" };
        parts.push(format!("clause {}{implied}", printable(&number.label)));
    }
    if let Some(heading) = evidence.headings.last() {
        parts.push(cut(&printable(heading), 60));
    }
    parts.join(", ")
}

/// A passage with its words marked, cut around them.
fn quoted(page: &Page, passage: &Passage) -> String {
    let (before, marked, after) = passage.parts();
    if marked.is_empty() {
        return page.marked(
            head(before),
            "",
            if head(before) == before { "" } else { " …" },
        );
    }
    let tail = tail(before);
    let cut_before = if tail == before {
        String::new()
    } else {
        format!("… {}", tail.trim_start())
    };
    let before = if cut_before.is_empty() {
        before
    } else {
        &cut_before
    };
    let head = head(after);
    let cut_after = format!("{} …", head.trim_end());
    let after = if head == after { after } else { &cut_after };
    page.marked(before, marked, after)
}

/// The first words of a text.
fn head(text: &str) -> &str {
    if text.len() <= AROUND {
        return text;
    }
    let end = words::boundary(text, AROUND);
    text[..end]
        .rfind(' ')
        .map_or(&text[..end], |space| &text[..space])
}

/// The last words of a text.
fn tail(text: &str) -> &str {
    if text.len() <= AROUND {
        return text;
    }
    let start = words::boundary(text, text.len() - AROUND);
    text[start..]
        .find(' ')
        .map_or(&text[start..], |space| &text[start + space..])
}

/// Rule, severity before mitigation, confidence, intensifiers, mitigators, weights.
fn why(evidence: &Evidence) -> String {
    let mut parts = vec![format!("rule {}", evidence.rule)];
    if evidence.raw != evidence.net {
        parts.push(format!("{} before mitigation", evidence.raw.value()));
    }
    parts.push(format!("confidence {:.2}", evidence.confidence.value()));
    let bearer = evidence.bearer.map(|party| words::said(&party));
    let modality = evidence.modality.map(|modality| words::said(&modality));
    match (bearer, modality) {
        (Some(bearer), Some(modality)) => parts.push(format!("{modality} of the {bearer}")),
        (None, Some(modality)) => parts.push(modality),
        (Some(bearer), None) => parts.push(format!("of the {bearer}")),
        (None, None) => {}
    }
    if !evidence.intensifiers.is_empty() {
        let words: Vec<_> = evidence
            .intensifiers
            .iter()
            .map(|words| format!("“{}”", printable(words)))
            .collect();
        parts.push(format!("raised by {}", words.join(", ")));
    }
    for mitigator in &evidence.mitigators {
        parts.push(format!(
            "mitigator {} “{}” {}",
            words::said(&mitigator.class),
            cut(&printable(&mitigator.text), 60),
            words::verdict(mitigator.verdict)
        ));
    }
    parts.extend(words::weights(&evidence.weights));
    parts.join("; ")
}
