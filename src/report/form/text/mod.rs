//! The text form, for a terminal of 80 columns and for somebody who sees it for the first time.

mod evidence;
pub(crate) mod paint;

use std::io::{self, Write};

use paint::{Heat, Page, Tone, bar};

use super::{Colour, Failure, ReportWriter};
use crate::report::model::{DocumentReport, Report};
use crate::report::words::{self, counted, fitted, grouped, interval, percent, printable, signed};
use crate::score::{Coherence, FamilyScore, Holder, Interval, MissingDocument, Power, Profile};
use crate::taxonomy::Family;

/// Columns of the name of a row.
const NAME: usize = 32;

/// How a family counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Group {
    /// In both indices.
    Core,
    /// In the extended index.
    Other,
    /// In none.
    Apart,
}

impl Group {
    pub(crate) const ALL: [Self; 3] = [Self::Core, Self::Other, Self::Apart];

    pub(crate) fn of(family: &Family) -> Self {
        match (family.core, family.in_index) {
            (true, _) => Self::Core,
            (false, true) => Self::Other,
            (false, false) => Self::Apart,
        }
    }
}

pub(super) struct TextWriter<W: Write> {
    out: W,
    colour: Colour,
    written: usize,
}

impl<W: Write> TextWriter<W> {
    pub(super) fn new(out: W, colour: Colour) -> Self {
        Self {
            out,
            colour,
            written: 0,
        }
    }
}

impl<W: Write> ReportWriter for TextWriter<W> {
    fn report(&mut self, report: &Report) -> io::Result<()> {
        if self.written > 0 {
            self.out.write_all(b"\n\n")?;
        }
        self.written += 1;
        self.out
            .write_all(report_text(report, self.colour).as_bytes())
    }

    fn finish(&mut self, _: &[Failure]) -> io::Result<()> {
        self.out.flush()
    }
}

/// One report as text.
#[must_use]
pub(crate) fn report_text(report: &Report, colour: Colour) -> String {
    let mut page = Page::new(colour);
    let profile = &report.profile;
    page.title(&printable(&report.platform));
    for document in &report.documents {
        document_lines(&mut page, document);
    }
    missing_lines(&mut page, report);
    scores(&mut page, profile);
    critical(&mut page, profile);
    powers(&mut page, profile);
    asymmetry(&mut page, profile);
    if let Some(coherence) = &profile.coherence {
        coherence_lines(&mut page, coherence);
    }
    evidence::contradictions(&mut page, report);
    evidence::weightiest(&mut page, report);
    page.gap();
    let versions = &report.versions;
    page.aside(
        0,
        &format!(
            "sujetion {}, taxonomy {}, lexicon {}. What is measured is what the terms say, \
             not anybody's legal status.",
            versions.sujetion, versions.taxonomy, versions.lexicon
        ),
    );
    page.into_text()
}

fn document_lines(page: &mut Page, document: &DocumentReport) {
    let languages: Vec<_> = document
        .languages
        .iter()
        .filter(|share| share.share >= 0.05)
        .map(|share| words::language(share.language))
        .collect();
    let descriptors = &document.descriptors;
    let mut text = format!(
        "{}: {}, {} in {}",
        printable(document.terms_type.as_deref().unwrap_or(&document.name)),
        languages.join(" and "),
        counted(descriptors.words, "word", "words"),
        counted(descriptors.clauses, "clause", "clauses"),
    );
    if let Some(readability) = descriptors.readability {
        let ease = readability.score;
        let said = match ease {
            ..30.0 => "very hard to read",
            30.0..50.0 => "hard to read",
            50.0..60.0 => "fairly hard to read",
            _ => "plain to read",
        };
        text.push_str(&format!(", {said} (ease {ease:.0} of 100)"));
    }
    if let Some(date) = &document.date {
        text.push_str(&format!(", of {}", printable(date)));
    }
    if document.audience == crate::finding::Audience::ClientOnly {
        text.push_str("; binds clients only, counts in no score");
    }
    page.paragraph("", 0, &text);
    page.aside(
        2,
        &format!(
            "{}, {}, {} …, SHA-256 {} …",
            words::format(document.format),
            words::encoding(document.encoding),
            counted(document.findings.len(), "finding", "findings"),
            document.sha256.get(..16).unwrap_or(&document.sha256)
        )
        .replace(" …,", ","),
    );
}

fn missing_lines(page: &mut Page, report: &Report) {
    let said = |missing: &MissingDocument| {
        format!(
            "“{}” ({})",
            printable(&missing.reference.title),
            counted(missing.could_hold.len(), "indicator", "indicators")
        )
    };
    let missing: Vec<_> = report.profile.missing.iter().map(said).collect();
    if !missing.is_empty() {
        let text = format!(
            "Referred to and not given, so that what they could hold is unobserved: {}.",
            missing.join(", ")
        );
        page.paragraph("", 0, &text);
    }
}

fn scores(page: &mut Page, profile: &Profile) {
    page.gap();
    page.paragraph(
        "",
        0,
        "How far the terms bind those who work, from 0 to 100 (100: every power is with the \
         platform, no safeguard given). The range says what the score could be.",
    );
    page.gap();
    let head = format!(
        "{:NAME$}{:>6}{:>8}  {:21}{:>5}{:>6}",
        "", "score", "range", "0 ────── 50 ───── 100", "int.", "obs."
    );
    page.line(&head);
    let core = format!("Core index ({} families)", profile.core.families);
    row(page, &core, profile.core.score, profile.core.interval, "");
    let extended = format!("Extended index ({} families)", profile.extended.families);
    let index = &profile.extended;
    row(page, &extended, index.score, index.interval, "");
    if let Some(range) = profile.sensitivity.range {
        let text = format!(
            "under other weights: {}",
            interval(Some(Interval { ..range }))
        );
        page.aside(2, &text);
    }
    for (group, title) in [
        (Group::Core, "Core families"),
        (Group::Other, "Other families"),
        (Group::Apart, "Apart, in no index"),
    ] {
        page.section(title);
        let belongs = |score: &&FamilyScore| Group::of(score.family.get()) == group;
        for score in profile.families.iter().filter(belongs) {
            family(page, score);
        }
    }
    page.gap();
    page.aside(
        0,
        &format!(
            "int.: over what is stated alone. obs.: indicators that could be read. {}: fewer than \
             60% could, or none applies. Silence weighs 0 for a burden, 2 of 3 for a safeguard.",
            words::NOT_GIVEN
        ),
    );
}

fn row(page: &mut Page, name: &str, score: Option<f64>, range: Option<Interval>, rest: &str) {
    let name = fitted(name, NAME);
    let shown = format!("{:>6}", words::score(score));
    let tone = score.map(|score| Tone::Score(Heat::of(score)));
    let painted = |page: &Page, text: &str| match tone {
        Some(tone) => page.painted(tone, text),
        None => text.to_owned(),
    };
    let shown = painted(page, &shown);
    let bar = painted(page, &bar(score, range));
    page.line(&format!("{name}{shown}{:>8}  {bar}{rest}", interval(range)));
}

fn family(page: &mut Page, score: &FamilyScore) {
    let title = format!("  {}", score.family.get().title.en);
    let rest = format!(
        "{:>6}{:>6}",
        words::score(score.intensity),
        percent(score.share_observed)
    );
    row(page, &title, score.score, score.interval, &rest);
}

/// The indicators at severity 3, each with what that means.
fn critical(page: &mut Page, profile: &Profile) {
    let mut all = profile.families.iter().flat_map(|f| &f.critical).peekable();
    if all.peek().is_none() {
        return;
    }
    page.section("At the highest severity");
    for id in all {
        let name = format!("  {}", words::indicator(*id));
        let meaning = &id.get().anchors.en[3];
        if words::width(&name) < NAME {
            page.paragraph(&name, NAME, meaning);
        } else {
            page.line(&name);
            page.paragraph("", NAME, meaning);
        }
    }
}

fn powers(page: &mut Page, profile: &Profile) {
    let powers = &profile.powers;
    page.section("The three powers of an employer (French courts ask for all of them together)");
    let mut line = |name: &str, power: &Power| {
        let observed = format!("{:>6}{:>6}", "", percent(power.share_observed));
        row(page, name, power.score, power.interval, &observed);
    };
    line("  direction", &powers.direction);
    line("  control", &powers.control);
    line("  sanction", &powers.sanction);
    row(
        page,
        "  the least of the three",
        powers.minimum,
        powers.minimum_interval,
        "",
    );
    row(
        page,
        "  beside: refusal after the fact",
        powers.ex_post_control.score,
        powers.ex_post_control.interval,
        "",
    );
}

fn asymmetry(page: &mut Page, profile: &Profile) {
    page.section("Who holds what");
    let reciprocity = &profile.reciprocity;
    match reciprocity.score {
        Some(score) => {
            let text = format!(
                "Of fourteen powers and protections that a contract can give to both sides, {} \
                 here. R = {} (+1: the platform or client alone has them; 0: both alike; −1: the \
                 worker alone).",
                if reciprocity.present == 1 {
                    "1 is".to_owned()
                } else {
                    format!("{} are", reciprocity.present)
                },
                signed(score)
            );
            page.paragraph("", 2, &text);
        }
        None => page.paragraph("", 2, "None of the paired powers and protections is here."),
    }
    let holders = [
        (Holder::Platform, "platform alone"),
        (Holder::BothStricterForWorker, "both, worker stricter"),
        (Holder::Both, "both alike"),
        (Holder::BothStricterForPlatform, "both, platform stricter"),
        (Holder::Worker, "worker alone"),
    ];
    for (holder, name) in holders {
        let held = reciprocity
            .pairs
            .iter()
            .filter(|pair| pair.holder == holder);
        let actions: Vec<_> = held.map(|pair| words::said(&pair.action)).collect();
        if !actions.is_empty() {
            page.paragraph(&format!("    {name}"), 29, &actions.join(", "));
        }
    }
    let (balance, counts) = (&profile.balance, &profile.balance.counts);
    page.line(&format!(
        "  {:38}{:>8}{:>10}{:>10}",
        "Distinct norms", "worker", "platform", "balance"
    ));
    let mut line = |name: &str, worker: usize, platform: usize, value: f64| {
        page.line(&format!(
            "    {name:36}{:>8}{:>10}{:>10}",
            grouped(worker),
            grouped(platform),
            signed(value)
        ));
    };
    line(
        "duties and prohibitions",
        counts.worker_obligations,
        counts.platform_obligations,
        balance.obligation,
    );
    line(
        "exemptions from liability",
        counts.worker_exemptions,
        counts.platform_exemptions,
        balance.exemption,
    );
    line(
        "powers",
        counts.worker_powers,
        counts.platform_powers,
        balance.power,
    );
    line(
        "rights of the worker, powers against",
        counts.worker_rights,
        counts.platform_powers,
        balance.power_against_right,
    );
    page.line(&format!(
        "    {:54}{:>10}",
        "mean (+1: all against the worker)",
        signed(balance.mean)
    ));
}

fn coherence_lines(page: &mut Page, coherence: &Coherence) {
    page.section("Side by side");
    let names = |clauses: &[crate::score::CoherenceClause]| {
        let names = clauses.iter().map(|clause| {
            format!(
                "{} ({})",
                words::indicator(clause.indicator),
                clause.severity.value()
            )
        });
        names.collect::<Vec<_>>().join(", ")
    };
    let text = format!(
        "The terms say: {}. They also say: {}. Nothing is concluded from this here.",
        names(&coherence.disclaimers),
        names(&coherence.powers)
    );
    page.paragraph("", 2, &text);
}
