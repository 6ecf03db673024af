//! Who holds what against whom, and how the norms are shared out (METHOD, section 5).
//!
//! Both look at which distinct norms there are, never at how often one is said: to say a
//! duty five times, or to split it over five sentences, changes nothing.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::family::count;
use crate::norm::{Action, Modality, Norm, Party};

/// R, the mean asymmetry of the pairs present.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Reciprocity {
    /// R, −1 (the worker alone holds what is paired) to 1 (the platform or client alone); none where no pair is present.
    pub score: Option<f64>,
    /// How many of the fourteen pairs are present.
    pub present: usize,
    /// The pairs present, in the order of [`Action::PAIRS`].
    pub pairs: Vec<Pair>,
}

/// One action, and which side it favours.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Pair {
    /// The action.
    pub action: Action,
    /// Which side has the advantage of it.
    pub holder: Holder,
    /// What it adds to R: 1, 0.5, 0, −0.5 or −1.
    pub value: f64,
}

/// Who holds one of the paired actions. The client stands on the side of the platform.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Holder {
    /// The platform or client alone: 1.
    Platform,
    /// Both, with more kinds of restriction on the worker: 0.5.
    BothStricterForWorker,
    /// Both alike: 0.
    Both,
    /// Both, with more kinds of restriction on the platform: −0.5.
    BothStricterForPlatform,
    /// The worker alone: −1.
    Worker,
}

impl Holder {
    /// What it adds to R.
    #[must_use]
    pub const fn value(self) -> f64 {
        match self {
            Self::Platform => 1.0,
            Self::BothStricterForWorker => 0.5,
            Self::Both => 0.0,
            Self::BothStricterForPlatform => -0.5,
            Self::Worker => -1.0,
        }
    }
}

/// How norms are shared out between worker and platform, over distinct (bearer, modality, action), k = 2.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct NormBalance {
    /// (O_W − O_P) / (O_W + O_P + k), duties and prohibitions; in (−1, 1), positive where it weighs on the worker.
    pub obligation: f64,
    /// (E_P − E_W) / (E_P + E_W + k), exemptions; in (−1, 1).
    pub exemption: f64,
    /// (P_P − P_W) / (P_P + P_W + k), powers; in (−1, 1).
    pub power: f64,
    /// (P_P − R_W) / (P_P + R_W + k), powers of the platform against rights of the worker; in (−1, 1).
    pub power_against_right: f64,
    /// The mean of the four; in (−1, 1).
    pub mean: f64,
    /// The counts it is made of.
    pub counts: NormCounts,
}

/// Distinct norms of worker and platform.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct NormCounts {
    /// O_W: duties and prohibitions of the worker, what the worker is said to do included.
    pub worker_obligations: usize,
    /// O_P: duties and prohibitions of the platform.
    pub platform_obligations: usize,
    /// E_W: exemptions of the worker.
    pub worker_exemptions: usize,
    /// E_P: exemptions of the platform.
    pub platform_exemptions: usize,
    /// P_W: powers of the worker.
    pub worker_powers: usize,
    /// P_P: powers of the platform.
    pub platform_powers: usize,
    /// R_W: rights of the worker.
    pub worker_rights: usize,
}

impl NormBalance {
    /// The balance over any number of norms, in any order.
    #[must_use]
    pub fn of<'a>(norms: impl IntoIterator<Item = &'a Norm>) -> Self {
        let distinct: BTreeSet<_> = norms
            .into_iter()
            .filter_map(|norm| {
                let bearer = norm.bearer?;
                Some((bearer, as_borne(bearer, norm.modality), norm.action))
            })
            .collect();
        let number = |who: Party, kinds: &[Modality]| {
            let of_kind = distinct
                .iter()
                .filter(|(bearer, modality, _)| *bearer == who && kinds.contains(modality));
            of_kind.count()
        };
        let obligations = [Modality::Duty, Modality::Prohibition];
        let counts = NormCounts {
            worker_obligations: number(Party::Worker, &obligations),
            platform_obligations: number(Party::Platform, &obligations),
            worker_exemptions: number(Party::Worker, &[Modality::Exemption]),
            platform_exemptions: number(Party::Platform, &[Modality::Exemption]),
            worker_powers: number(Party::Worker, &[Modality::Power]),
            platform_powers: number(Party::Platform, &[Modality::Power]),
            worker_rights: number(Party::Worker, &[Modality::Right]),
        };
        Self::from_counts(counts)
    }

    fn from_counts(counts: NormCounts) -> Self {
        let obligation = balance(counts.worker_obligations, counts.platform_obligations);
        let exemption = balance(counts.platform_exemptions, counts.worker_exemptions);
        let power = balance(counts.platform_powers, counts.worker_powers);
        let power_against_right = balance(counts.platform_powers, counts.worker_rights);
        Self {
            obligation,
            exemption,
            power,
            power_against_right,
            mean: (obligation + exemption + power + power_against_right) / 4.0,
            counts,
        }
    }
}

/// (a − b) / (a + b + k) with k = 2.
fn balance(a: usize, b: usize) -> f64 {
    (count(a) - count(b)) / (count(a) + count(b) + 2.0)
}

/// What is said of a worker in the plain present is a duty of theirs.
fn as_borne(bearer: Party, modality: Modality) -> Modality {
    match modality {
        Modality::Practice if bearer == Party::Worker => Modality::Duty,
        other => other,
    }
}

impl Reciprocity {
    /// R over any number of norms, in any order.
    ///
    /// A side *holds* an action where it may do it (power, right, permission, what a platform says
    /// it does), where it is exempt from it, or where the other side must do it for its benefit or
    /// is denied it (duties to indemnify, to prove, to pay damages; "no claim"). What a side must or
    /// must not do in using a power of its own (a duty to give notice before closing an account)
    /// gives the other nothing to hold, but makes it the stricter side: of two that both
    /// hold the action, the one that bears more of the kinds duty, prohibition and "no right".
    /// Norms between platform and client, and those of third parties, do not count.
    #[must_use]
    pub fn of<'a>(norms: impl IntoIterator<Item = &'a Norm>) -> Self {
        let mut sides = [(Side::default(), Side::default()); Action::PAIRS.len()];
        for norm in norms {
            let place = Action::PAIRS.iter().position(|pair| *pair == norm.action);
            if let (Some(place), Some(worker_bears)) = (place, worker_bears(norm)) {
                let (worker, platform) = &mut sides[place];
                let (bearer, other) = if worker_bears {
                    (worker, platform)
                } else {
                    (platform, worker)
                };
                note(norm, bearer, other);
            }
        }
        let pairs: Vec<_> = Action::PAIRS
            .into_iter()
            .zip(sides)
            .filter_map(|(action, (worker, platform))| {
                let holder = holder(worker, platform)?;
                Some(Pair {
                    action,
                    holder,
                    value: holder.value(),
                })
            })
            .collect();
        let sum: f64 = pairs.iter().map(|pair| pair.value).sum();
        Self {
            score: (!pairs.is_empty()).then(|| sum / count(pairs.len())),
            present: pairs.len(),
            pairs,
        }
    }
}

/// What one side has in an action.
#[derive(Debug, Clone, Copy, Default)]
struct Side {
    holds: Held,
    /// Kinds of restriction borne: bit 0 duty, bit 1 prohibition, bit 2 no right.
    restrictions: u8,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Held {
    #[default]
    No,
    Yes,
}

/// Whether the worker's side bears a norm that concerns both sides.
fn worker_bears(norm: &Norm) -> Option<bool> {
    match (norm.bearer?, norm.counterparty) {
        (Party::Worker, Some(Party::ThirdParty)) | (Party::ThirdParty, _) => None,
        (Party::Worker, _) => Some(true),
        (Party::Platform | Party::Client, None | Some(Party::Worker)) => Some(false),
        (Party::Platform | Party::Client, Some(_)) => None,
    }
}

fn note(norm: &Norm, bearer: &mut Side, other: &mut Side) {
    let party = norm.bearer.unwrap_or(Party::ThirdParty);
    match as_borne(party, norm.modality) {
        Modality::Power
        | Modality::Right
        | Modality::Permission
        | Modality::Exemption
        | Modality::Practice => bearer.holds = Held::Yes,
        Modality::Duty => {
            bearer.restrictions |= 1;
            if duty_serves_other(norm.action) {
                other.holds = Held::Yes;
            }
        }
        Modality::Prohibition => bearer.restrictions |= 2,
        Modality::NoRight => {
            bearer.restrictions |= 4;
            other.holds = Held::Yes;
        }
        Modality::Declaration | Modality::Denial => {}
    }
}

/// Actions that one side owes and the other has the good of, against those that one side does to the other.
fn duty_serves_other(action: Action) -> bool {
    matches!(
        action,
        Action::ClaimDamages
            | Action::LimitLiability
            | Action::Indemnify
            | Action::Penalise
            | Action::Cure
            | Action::MeetDeadline
            | Action::KeepConfidential
            | Action::Prove
    )
}

fn holder(worker: Side, platform: Side) -> Option<Holder> {
    let restrictions = |side: Side| side.restrictions.count_ones();
    match (worker.holds, platform.holds) {
        (Held::No, Held::No) => None,
        (Held::No, Held::Yes) => Some(Holder::Platform),
        (Held::Yes, Held::No) => Some(Holder::Worker),
        (Held::Yes, Held::Yes) => Some(match restrictions(worker).cmp(&restrictions(platform)) {
            std::cmp::Ordering::Greater => Holder::BothStricterForWorker,
            std::cmp::Ordering::Equal => Holder::Both,
            std::cmp::Ordering::Less => Holder::BothStricterForPlatform,
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::{Holder, NormBalance, Reciprocity};
    use crate::norm::{Action, BearerSource, Modality, Norm, Party};

    fn norm(bearer: Party, modality: Modality, action: Action) -> Norm {
        Norm {
            bearer: Some(bearer),
            bearer_source: BearerSource::Subject,
            counterparty: None,
            modality,
            action,
            span: 0..0,
        }
    }

    fn held(norms: &[Norm]) -> Vec<(Action, Holder)> {
        let pairs = Reciprocity::of(norms).pairs;
        pairs
            .iter()
            .map(|pair| (pair.action, pair.holder))
            .collect()
    }

    #[test]
    fn the_balance_of_a_small_contract_is_as_computed_by_hand() {
        use Modality::{Duty, Exemption, Power, Practice, Prohibition, Right};
        use Party::{Platform, Worker};
        let norms = [
            norm(Worker, Duty, Action::Comply),
            norm(Worker, Practice, Action::Comply),
            norm(Worker, Duty, Action::Deliver),
            norm(Worker, Prohibition, Action::Contact),
            norm(Platform, Duty, Action::Pay),
            norm(Platform, Exemption, Action::LimitLiability),
            norm(Platform, Power, Action::Terminate),
            norm(Platform, Power, Action::ChangeTerms),
            norm(Worker, Right, Action::Access),
            norm(Party::Client, Power, Action::Rate),
        ];
        let balance = NormBalance::of(&norms);
        // O_W = 3 (comply once, deliver, contact), O_P = 1: 2/6. E: 1/3. P: 2/4. P_P 2, R_W 1: 1/5.
        let expected = [2.0 / 6.0, 1.0 / 3.0, 2.0 / 4.0, 1.0 / 5.0];
        let got = [
            balance.obligation,
            balance.exemption,
            balance.power,
            balance.power_against_right,
        ];
        assert_eq!(got, expected);
        assert!((balance.mean - 1.366_666_666_666_666_7 / 4.0).abs() < 1e-12);
        let twice: Vec<_> = norms.iter().chain(&norms).cloned().collect();
        assert_eq!(NormBalance::of(&twice), balance);
    }

    #[test]
    fn a_pair_says_who_holds_it() {
        use Modality::{Duty, NoRight, Power, Prohibition, Right};
        use Party::{Client, Platform, Worker};
        let cases: &[(&[Norm], Option<Holder>)] = &[
            (
                &[norm(Platform, Power, Action::Terminate)],
                Some(Holder::Platform),
            ),
            (&[norm(Client, Power, Action::Rate)], Some(Holder::Platform)),
            (&[norm(Worker, Right, Action::Cure)], Some(Holder::Worker)),
            (&[norm(Platform, Duty, Action::Cure)], Some(Holder::Worker)),
            (
                &[norm(Worker, Duty, Action::Indemnify)],
                Some(Holder::Platform),
            ),
            (
                &[norm(Worker, NoRight, Action::ClaimDamages)],
                Some(Holder::Platform),
            ),
            (&[norm(Platform, Duty, Action::Terminate)], None),
            (&[norm(Worker, Prohibition, Action::Assign)], None),
            (
                &[
                    norm(Worker, Duty, Action::KeepConfidential),
                    norm(Platform, Duty, Action::KeepConfidential),
                ],
                Some(Holder::Both),
            ),
            (
                &[
                    norm(Platform, Power, Action::Terminate),
                    norm(Worker, Right, Action::Terminate),
                    norm(Worker, Duty, Action::Terminate),
                ],
                Some(Holder::BothStricterForWorker),
            ),
            (&[norm(Platform, Power, Action::Pay)], None),
        ];
        for (norms, expected) in cases {
            let expected: Vec<_> = expected
                .iter()
                .map(|holder| (norms[0].action, *holder))
                .collect();
            assert_eq!(held(norms), expected, "{norms:?}");
        }
    }

    #[test]
    fn r_is_the_mean_of_the_pairs_present() {
        let norms = [
            norm(Party::Platform, Modality::Power, Action::Terminate),
            norm(Party::Platform, Modality::Power, Action::Suspend),
            norm(Party::Worker, Modality::Right, Action::Cure),
        ];
        let reciprocity = Reciprocity::of(&norms);
        assert_eq!(reciprocity.present, 3);
        assert_eq!(reciprocity.score, Some(1.0 / 3.0));
        assert_eq!(Reciprocity::of(&[]).score, None);
    }

    #[test]
    fn a_norm_between_platform_and_client_does_not_count() {
        let mut between = norm(Party::Client, Modality::Duty, Action::Indemnify);
        between.counterparty = Some(Party::Platform);
        assert_eq!(held(&[between]), []);
    }
}
