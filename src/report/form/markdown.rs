//! Markdown: the whole report, every finding quoted.
//!
//! What comes from a document is escaped, so that no word of a term becomes markup.

use std::fmt::Write as _;
use std::io::{self, Write};

use super::{Failure, ReportWriter};
use crate::report::model::{DocumentReport, Evidence, Passage, Report};
use crate::report::words::{self, counted, grouped, interval, percent, printable, score, signed};
use crate::score::{EvidenceRef, IndicatorLevel, LevelState, Power, Profile};

pub(super) struct MarkdownWriter<W: Write> {
    out: W,
    written: usize,
}

impl<W: Write> MarkdownWriter<W> {
    pub(super) fn new(out: W) -> Self {
        Self { out, written: 0 }
    }
}

impl<W: Write> ReportWriter for MarkdownWriter<W> {
    fn report(&mut self, report: &Report) -> io::Result<()> {
        if self.written > 0 {
            self.out.write_all(b"\n")?;
        }
        self.written += 1;
        self.out.write_all(report_markdown(report).as_bytes())
    }

    fn finish(&mut self, failures: &[Failure]) -> io::Result<()> {
        self.out.write_all(failure_list(failures).as_bytes())?;
        self.out.flush()
    }
}

/// The list of what could not be read; empty where all could.
#[must_use]
pub(crate) fn failure_list(failures: &[Failure]) -> String {
    let mut text = String::new();
    if !failures.is_empty() {
        text.push_str("\n## Not read\n\n");
    }
    for failure in failures {
        let _ = writeln!(
            text,
            "- {}: {}",
            escaped(&failure.path),
            escaped(&failure.reason)
        );
    }
    text
}

/// A text on one line in which nothing is markup.
#[must_use]
pub(crate) fn escaped(text: &str) -> String {
    let text = printable(text);
    let mut escaped = String::with_capacity(text.len() + text.len() / 8);
    let number_end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(0);
    for (at, c) in text.char_indices() {
        let anywhere = matches!(
            c,
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&' | '$'
        );
        let at_start = at == 0 && matches!(c, '-' | '+' | '=')
            || number_end > 0 && at == number_end && matches!(c, '.' | ')');
        if anywhere || at_start {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

/// One report as Markdown.
#[must_use]
pub(crate) fn report_markdown(report: &Report) -> String {
    let mut text = String::new();
    let profile = &report.profile;
    let _ = writeln!(text, "# {}\n", escaped(&report.platform));
    text.push_str(
        "What the terms allow and demand of those who work, from 0 to 100. \
         It measures what is written, not anybody's legal status.\n\n",
    );
    documents(&mut text, report);
    scores(&mut text, profile);
    powers(&mut text, profile);
    asymmetry(&mut text, profile);
    contradictions(&mut text, report);
    levels(&mut text, profile);
    evidence(&mut text, report);
    let versions = &report.versions;
    let _ = writeln!(
        text,
        "\nsujetion {}, taxonomy {}, lexicon {}",
        versions.sujetion, versions.taxonomy, versions.lexicon
    );
    text
}

fn documents(text: &mut String, report: &Report) {
    text.push_str(
        "| document | date | languages | words | clauses | findings | format | SHA-256 |\n",
    );
    text.push_str("|---|---|---|--:|--:|--:|---|---|\n");
    for document in &report.documents {
        let languages: Vec<_> = document
            .languages
            .iter()
            .map(|share| {
                format!(
                    "{} {}",
                    words::language(share.language),
                    percent(share.share)
                )
            })
            .collect();
        let only_clients = match document.audience {
            crate::finding::Audience::ClientOnly => " (for clients only: counts in no score)",
            crate::finding::Audience::Worker => "",
        };
        let _ = writeln!(
            text,
            "| {}{only_clients} | {} | {} | {} | {} | {} | {}, {} | `{}` |",
            escaped(&document.name),
            escaped(document.date.as_deref().unwrap_or("")),
            languages.join(", "),
            grouped(document.descriptors.words),
            grouped(document.descriptors.clauses),
            grouped(document.findings.len()),
            words::format(document.format),
            words::encoding(document.encoding),
            document.sha256,
        );
    }
    for missing in &report.profile.missing {
        let _ = writeln!(
            text,
            "\nReferred to and not given: “{}”, which could hold {}.",
            escaped(&missing.reference.title),
            counted(missing.could_hold.len(), "indicator", "indicators")
        );
    }
}

fn scores(text: &mut String, profile: &Profile) {
    text.push_str(
        "\n## Families\n\n| | score | range | intensity | stated | observed | critical |\n",
    );
    text.push_str("|---|--:|--:|--:|--:|--:|---|\n");
    for (name, index) in [
        ("Core index", &profile.core),
        ("Extended index", &profile.extended),
    ] {
        let _ = writeln!(
            text,
            "| **{name}** ({}) | **{}** | {} | | | | |",
            counted(index.families, "family", "families"),
            score(index.score),
            interval(index.interval)
        );
    }
    for family in &profile.families {
        let critical: Vec<_> = family
            .critical
            .iter()
            .map(|id| words::indicator(*id))
            .collect();
        let own = family.family.get();
        let mark = match (own.core, own.in_index) {
            (true, _) => " (core)",
            (false, true) => "",
            (false, false) => " (apart, in no index)",
        };
        let _ = writeln!(
            text,
            "| {}{mark} | {} | {} | {} | {} | {} | {} |",
            own.title.en,
            score(family.score),
            interval(family.interval),
            score(family.intensity),
            percent(family.share_stated),
            percent(family.share_observed),
            critical.join(", ")
        );
    }
    if let Some(range) = profile.sensitivity.range {
        let _ = writeln!(
            text,
            "\nUnder other weights the index runs from {:.0} to {:.0}.",
            range.lo, range.hi
        );
    }
}

fn powers(text: &mut String, profile: &Profile) {
    let powers = &profile.powers;
    text.push_str("\n## The three powers\n\n| | score | range |\n|---|--:|--:|\n");
    let mut row = |name: &str, power: &Power| {
        let _ = writeln!(
            text,
            "| {name} | {} | {} |",
            score(power.score),
            interval(power.interval)
        );
    };
    row("direction", &powers.direction);
    row("control", &powers.control);
    row("sanction", &powers.sanction);
    row("beside: refusal after the fact", &powers.ex_post_control);
    let _ = writeln!(
        text,
        "| **the least of the three** | **{}** | {} |",
        score(powers.minimum),
        interval(powers.minimum_interval)
    );
}

fn asymmetry(text: &mut String, profile: &Profile) {
    let reciprocity = &profile.reciprocity;
    let _ = writeln!(
        text,
        "\n## Who holds what\n\nR = {} over {} of 14 paired powers (+1: the platform or client \
         alone has them, −1: the worker alone).\n",
        reciprocity
            .score
            .map_or_else(|| words::NOT_GIVEN.to_owned(), signed),
        reciprocity.present
    );
    for pair in &reciprocity.pairs {
        let _ = writeln!(
            text,
            "- {}: {}",
            words::said(&pair.action),
            words::said(&pair.holder)
        );
    }
    let (balance, counts) = (&profile.balance, &profile.balance.counts);
    text.push_str("\n| distinct norms | worker | platform | balance |\n|---|--:|--:|--:|\n");
    let rows = [
        (
            "duties and prohibitions",
            counts.worker_obligations,
            counts.platform_obligations,
            balance.obligation,
        ),
        (
            "exemptions",
            counts.worker_exemptions,
            counts.platform_exemptions,
            balance.exemption,
        ),
        (
            "powers",
            counts.worker_powers,
            counts.platform_powers,
            balance.power,
        ),
        (
            "rights of the worker, powers against",
            counts.worker_rights,
            counts.platform_powers,
            balance.power_against_right,
        ),
    ];
    for (name, worker, platform, value) in rows {
        let _ = writeln!(
            text,
            "| {name} | {worker} | {platform} | {} |",
            signed(value)
        );
    }
}

fn levels(text: &mut String, profile: &Profile) {
    text.push_str(
        "\n## Levels\n\n| family | indicator | level | range | state | what it means |\n",
    );
    text.push_str("|---|---|--:|--:|---|---|\n");
    for level in &profile.levels {
        let indicator = level.indicator.get();
        let severity = level.severity.map(crate::finding::Severity::value);
        let meaning = match (level.state, severity) {
            (LevelState::Stated, Some(severity)) => {
                indicator.anchors.en[usize::from(severity)].as_str()
            }
            _ => "",
        };
        let range = level.interval.map_or_else(
            || words::NOT_GIVEN.to_owned(),
            |range| format!("{}–{}", range.lo.value(), range.hi.value()),
        );
        let conflict = if level.conflict { ", in conflict" } else { "" };
        let _ = writeln!(
            text,
            "| {} | {} | {} | {range} | {}{conflict} | {} |",
            indicator.family.get().title.en,
            words::indicator(level.indicator),
            severity.map_or_else(|| words::NOT_GIVEN.to_owned(), |s| s.to_string()),
            words::state(level.state),
            escaped(meaning)
        );
    }
}

fn evidence(text: &mut String, report: &Report) {
    text.push_str("\n## Evidence\n");
    for level in &report.profile.levels {
        if level.evidence.is_empty() {
            continue;
        }
        let _ = writeln!(text, "\n### {}", title(level));
        for place in &level.evidence {
            if let Some((document, evidence)) = report.document(*place).zip(report.evidence(*place))
            {
                finding(text, document, evidence);
            }
        }
    }
}

/// A promise and what takes it back, in a table of two columns; one finding of each side.
fn contradictions(text: &mut String, report: &Report) {
    if report.profile.contradictions.is_empty() {
        return;
    }
    text.push_str("\n## Said in one place, taken back in another\n");
    for contradiction in &report.profile.contradictions {
        let Some(kind) = contradiction.kind() else {
            continue;
        };
        let side = |places: &[EvidenceRef]| {
            let place = places.first()?;
            let (document, evidence) = (report.document(*place)?, report.evidence(*place)?);
            Some(format!(
                "{} ({}, bytes {}–{})",
                quoted(&evidence.sentence),
                escaped(&document.name),
                evidence.sentence.source.start,
                evidence.sentence.source.end
            ))
        };
        let sides = side(&contradiction.promises).zip(side(&contradiction.burdens));
        if let Some((promise, against)) = sides {
            let _ = writeln!(
                text,
                "\n| {} ({}) | {} ({}) |\n|---|---|\n| {promise} | {against} |",
                kind.promise.en,
                contradiction.promises.len(),
                kind.against.en,
                contradiction.burdens.len(),
            );
        }
    }
}

fn title(level: &IndicatorLevel) -> String {
    let severity = level.severity.map(|severity| severity.value().to_string());
    format!(
        "{}: {} ({})",
        words::indicator(level.indicator),
        severity.as_deref().unwrap_or(words::NOT_GIVEN),
        words::state(level.state)
    )
}

fn finding(text: &mut String, document: &DocumentReport, evidence: &Evidence) {
    let number = evidence.number.as_ref().map(|number| {
        let implied = if number.implied { " (implied)" } else { "" };
        format!(", clause {}{implied}", escaped(&number.label))
    });
    let headings: Vec<_> = evidence.headings.iter().map(|h| escaped(h)).collect();
    let headings = if headings.is_empty() {
        String::new()
    } else {
        format!(", under “{}”", headings.join(" › "))
    };
    let _ = writeln!(
        text,
        "\n{}{}{headings}, bytes {}–{}:\n",
        escaped(&document.name),
        number.unwrap_or_default(),
        evidence.sentence.source.start,
        evidence.sentence.source.end
    );
    if let Some(lead_in) = &evidence.lead_in {
        let _ = writeln!(text, "> {}\n>", quoted(lead_in));
    }
    let _ = writeln!(text, "> {}\n", quoted(&evidence.sentence));
    let _ = writeln!(text, "{}", why(evidence));
}

/// A passage, the words that decided in bold.
fn quoted(passage: &Passage) -> String {
    let (before, marked, after) = passage.parts();
    let inner = marked.trim();
    if inner.is_empty() {
        return escaped(&passage.text);
    }
    let lead = &marked[..marked.len() - marked.trim_start().len()];
    let trail = &marked[marked.trim_end().len()..];
    let before = format!("{before}{lead}");
    let after = format!("{trail}{after}");
    let space = |needed: bool| if needed { " " } else { "" };
    format!(
        "{}{}<strong>{}</strong>{}{}",
        escaped(&before),
        space(!before.trim().is_empty() && before.ends_with(char::is_whitespace)),
        escaped(inner),
        space(!after.trim().is_empty() && after.starts_with(char::is_whitespace)),
        escaped(&after),
    )
}

fn why(evidence: &Evidence) -> String {
    let mut text = format!(
        "Rule `{}`, severity {}",
        evidence.rule,
        evidence.net.value()
    );
    if evidence.raw != evidence.net {
        let _ = write!(text, " ({} before mitigation)", evidence.raw.value());
    }
    let _ = write!(text, ", confidence {:.2}", evidence.confidence.value());
    let party = evidence.bearer.map(|party| words::said(&party));
    if let Some(modality) = evidence.modality {
        let _ = write!(text, ", {}", words::said(&modality));
    }
    if let Some(party) = party {
        let _ = write!(text, " of the {party}");
    }
    for words in &evidence.intensifiers {
        let _ = write!(text, "; raised by “{}”", escaped(words));
    }
    for mitigator in &evidence.mitigators {
        let _ = write!(
            text,
            "; mitigator {} “{}” {}",
            words::said(&mitigator.class),
            escaped(&mitigator.text),
            words::verdict(mitigator.verdict)
        );
    }
    if let Some(weights) = words::weights(&evidence.weights) {
        let _ = write!(text, "; {}", escaped(&weights));
    }
    text.push('.');
    text
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn nothing_of_a_term_is_markup() {
        assert_eq!(
            escaped("[x](y) *b* <script> | `c` # & ~~s~~ $m$ a_b"),
            r"\[x\](y) \*b\* \<script\> \| \`c\` \# \& \~\~s\~\~ \$m\$ a\_b"
        );
        assert_eq!(escaped("- item"), r"\- item");
        assert_eq!(escaped("12. item"), r"12\. item");
        assert_eq!(escaped("1) a.b)"), r"1\) a.b)");
        assert_eq!(escaped("a\n\n# b"), r"a \# b");
    }
}
