//! What the norms of a sentence say of a rule that fired there: how sure the finding is.

use super::Confidence;
use crate::lexicon::Rule;
use crate::norm::reader::SentenceNorm;
use crate::norm::{BearerSource, Modality, Party};
use crate::phrase::Occurrence;

/// What a norm says of a rule that asks for a bearer and a modality.
#[derive(Debug, Clone, Copy)]
pub(super) struct Support {
    pub(super) confidence: Confidence,
    pub(super) bearer: Option<Party>,
    pub(super) modality: Option<Modality>,
    /// The words that the norm governs, where one was read.
    pub(super) scope: Option<Occurrence>,
}

/// What the norms around a match say of the rule: `None` where they contradict it.
///
/// Confidence as METHOD section 2 has it: 0.9 where bearer and modality are as the rule asks,
/// 0.6 where one is and the other is not told, 0.35 where neither is told. A bearer that is only
/// implied by the form keeps a finding from being certain.
pub(super) fn support(rule: &Rule, at: Occurrence, norms: &[SentenceNorm]) -> Option<Support> {
    let around: Vec<&SentenceNorm> = norms
        .iter()
        .filter(|norm| norm.scope.overlaps(at))
        .collect();
    let asks = usize::from(!rule.bearer.is_empty()) + usize::from(!rule.modality.is_empty());
    if asks == 0 {
        let nearest = around.last();
        return Some(Support {
            confidence: Confidence::new(0.9),
            bearer: nearest.and_then(|norm| norm.bearer),
            modality: nearest.map(|norm| norm.modality),
            scope: nearest.map(|norm| norm.scope),
        });
    }
    if around.is_empty() {
        return Some(Support {
            confidence: told(asks, 0),
            bearer: None,
            modality: None,
            scope: None,
        });
    }
    let mut best: Option<Support> = None;
    for norm in around {
        let Some(confidence) = agreement(rule, norm, asks) else {
            continue;
        };
        if best.is_none_or(|other| confidence > other.confidence) {
            best = Some(Support {
                confidence,
                bearer: norm.bearer,
                modality: Some(norm.modality),
                scope: Some(norm.scope),
            });
        }
    }
    best
}

/// The most that a bearer who is not named can give.
const IMPLIED: Confidence = Confidence::new(0.75);

fn agreement(rule: &Rule, norm: &SentenceNorm, asks: usize) -> Option<Confidence> {
    let mut answered = 0;
    let mut implied = false;
    if !rule.bearer.is_empty() {
        match norm.bearer {
            Some(party) if rule.bearer.contains(&party) => {
                answered += 1;
                implied = norm.bearer_source == BearerSource::Implied;
            }
            Some(_) => return None,
            None => {}
        }
    }
    if !rule.modality.is_empty() {
        if !rule.modality.iter().any(|&asked| covers(asked, norm)) {
            return None;
        }
        answered += 1;
    }
    let confidence = told(asks, answered);
    Some(if implied && confidence > IMPLIED {
        IMPLIED
    } else {
        confidence
    })
}

fn told(asks: usize, answered: usize) -> Confidence {
    Confidence::new(match (asks, answered) {
        (_, 0) => 0.35,
        (2, 1) => 0.6,
        _ => 0.9,
    })
}

/// Whether a norm is of the modality a rule asks for. The plain present of a contract ("the
/// Client pays", "we record") states duties of the worker and practices of the platform; "will"
/// with the platform as subject announces a power as often as it promises.
fn covers(asked: Modality, norm: &SentenceNorm) -> bool {
    use Modality::{
        Declaration, Denial, Duty, Exemption, NoRight, Permission, Power, Practice, Prohibition,
        Right,
    };
    let other_side = !matches!(norm.bearer, Some(Party::Worker));
    let is = norm.modality;
    match asked {
        Power => matches!(is, Power | Practice | Right) || (is == Duty && other_side),
        Duty => matches!(is, Duty | Practice | Declaration),
        Prohibition => matches!(is, Prohibition | Denial),
        Permission => matches!(is, Permission | Right | Practice),
        Right => matches!(is, Right | Permission | Practice | Duty),
        Exemption => matches!(is, Exemption | Denial | Prohibition),
        NoRight => matches!(is, NoRight | Denial | Prohibition | Exemption),
        Declaration => !matches!(is, Power | Permission),
        Practice => matches!(is, Practice | Duty | Power),
        Denial => matches!(is, Denial | Prohibition | Exemption | NoRight),
    }
}

/// The measured precision of a rule, smoothed towards what its norm says, where it was measured.
pub(super) fn with_measured(rule: &Rule, structural: Confidence) -> Confidence {
    /// How many hits the structural confidence is worth.
    const WEIGHT: f64 = 4.0;
    match rule.measured {
        None => structural,
        Some(measured) => {
            let right = f64::from(measured.right) + WEIGHT * structural.value();
            Confidence::new(right / (f64::from(measured.hits) + WEIGHT))
        }
    }
}
