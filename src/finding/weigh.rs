//! What mitigators leave of a finding, and which finding of a sentence stays.

use std::ops::Range;

use super::reading::ClauseMitigator;
use super::sentence::Promise;
use super::{Confidence, Finding, Mitigator, Severity, Verdict};
use crate::taxonomy::{IndicatorId, MitigatorClass, Polarity};

/// Net severity as METHOD section 2 has it: a burden loses a step for each class of binding
/// mitigator, two at most, and stays at 1; a safeguard is as it is stated.
pub(super) fn mitigate(finding: &mut Finding, sentence: usize, mitigators: &[ClauseMitigator]) {
    let indicator = finding.indicator.get();
    if indicator.polarity == Polarity::Safeguard || finding.raw == Severity::NONE {
        return;
    }
    let mut accepted: Vec<MitigatorClass> = Vec::new();
    for mitigator in mitigators {
        // The words of the rule itself ("limited to the amount paid") do not mitigate it.
        if inside(&mitigator.span, &finding.span) {
            continue;
        }
        let verdict = verdict(finding.indicator, sentence, mitigator);
        if verdict == Verdict::OtherClass {
            continue;
        }
        if verdict == Verdict::Accepted && !accepted.contains(&mitigator.class) {
            accepted.push(mitigator.class);
        }
        finding.mitigators.push(Mitigator {
            class: mitigator.class,
            span: mitigator.span.clone(),
            verdict,
        });
    }
    let steps = u8::try_from(accepted.len()).unwrap_or(u8::MAX).min(2);
    let net = finding.raw.value().saturating_sub(steps).max(1);
    finding.net = Severity::new(net).unwrap_or(finding.raw);
}

fn inside(inner: &Range<usize>, outer: &Range<usize>) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

fn verdict(indicator: IndicatorId, sentence: usize, mitigator: &ClauseMitigator) -> Verdict {
    if !indicator
        .get()
        .mitigators
        .iter()
        .any(|m| m.class == mitigator.class)
    {
        return Verdict::OtherClass;
    }
    match mitigator.promise {
        Promise::Firm => Verdict::Accepted,
        Promise::UnderPower if mitigator.sentence == sentence => Verdict::Accepted,
        Promise::UnderPower | Promise::Hedged => Verdict::NotBinding,
    }
}

/// How much a finding weighs among those of its indicator in one sentence. A burden is as bad as
/// its worst reading. A safeguard that is denied stays denied; otherwise the reading that says
/// most of it is the more specific one.
fn weight(finding: &Finding) -> u8 {
    let net = finding.net.value();
    match finding.indicator.get().polarity {
        Polarity::Safeguard if finding.net < Severity::HIGH => Severity::HIGH.value() - 1 - net,
        _ => net,
    }
}

/// Keeps one finding of an indicator in a sentence: one that counts before one that does not,
/// then the weightiest, then the surest.
pub(super) fn keep_worst(findings: &mut Vec<Finding>, from: usize) {
    let rank = |finding: &Finding| {
        (
            finding.confidence >= Confidence::POINT,
            weight(finding),
            finding.confidence.value(),
        )
    };
    let mut kept: Vec<Finding> = Vec::new();
    for finding in findings.drain(from..) {
        let same = |other: &&mut Finding| {
            other.indicator == finding.indicator && other.sentence == finding.sentence
        };
        match kept.iter_mut().find(same) {
            Some(other) if rank(&finding) > rank(other) => *other = finding,
            Some(_) => {}
            None => kept.push(finding),
        }
    }
    kept.sort_by_key(|finding| {
        (
            finding.sentence.start,
            finding.span.start,
            finding.indicator,
        )
    });
    findings.extend(kept);
}
