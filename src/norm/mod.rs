//! Who may, must or need not do what: the parties of a document and the norm of a sentence.

pub(crate) mod cues;
pub(crate) mod mentions;
pub(crate) mod parties;
pub(crate) mod reader;
#[cfg(test)]
mod tests;

pub use crate::phrase::Party;
pub use parties::{Addressee, Parties};

use std::ops::Range;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What a norm does to its bearer.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Modality {
    /// Must do.
    Duty,
    /// Must not do.
    Prohibition,
    /// May do, without consequence.
    Permission,
    /// May change the position of the other alone.
    Power,
    /// May demand.
    Right,
    /// Does not answer for.
    Exemption,
    /// May not claim.
    NoRight,
    /// States what the relation is said to be.
    Declaration,
    /// States in the plain present what somebody does: in a contract, a duty of the worker or a practice of the platform.
    Practice,
    /// States in the plain present what somebody does not do.
    Denial,
}

/// The kinds of action that a contract gives to one party or to both.
///
/// The first fourteen are the pairs over which reciprocity is measured.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "each name says the action")]
pub enum Action {
    Terminate,
    Suspend,
    ChangeTerms,
    Interpret,
    Rate,
    ClaimDamages,
    LimitLiability,
    Indemnify,
    Penalise,
    Cure,
    MeetDeadline,
    Assign,
    KeepConfidential,
    Prove,
    Pay,
    Inform,
    Access,
    Collect,
    Use,
    Publish,
    Contact,
    Deliver,
    Comply,
    Warrant,
    Refuse,
    Register,
    Other,
}

impl Action {
    /// The fourteen actions over which reciprocity is measured (METHOD, asymmetry).
    pub const PAIRS: [Self; 14] = [
        Self::Terminate,
        Self::Suspend,
        Self::ChangeTerms,
        Self::Interpret,
        Self::Rate,
        Self::ClaimDamages,
        Self::LimitLiability,
        Self::Indemnify,
        Self::Penalise,
        Self::Cure,
        Self::MeetDeadline,
        Self::Assign,
        Self::KeepConfidential,
        Self::Prove,
    ];
}

/// A norm read from a sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Norm {
    /// Who bears it, where the text or its form says so.
    pub bearer: Option<Party>,
    /// How the bearer was found.
    pub bearer_source: BearerSource,
    /// Towards whom, where another party is named after the verb.
    pub counterparty: Option<Party>,
    /// What it does to the bearer.
    pub modality: Modality,
    /// What kind of action it is about.
    pub action: Action,
    /// The words of the text that it spans, as a byte range in the text of the document.
    pub span: Range<usize>,
}

/// How the bearer of a norm was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum BearerSource {
    /// Named as the subject of the verb.
    Subject,
    /// Named as the agent of a passive, or as the one an impersonal verb points to.
    Agent,
    /// Taken from the lead-in of the list.
    LeadIn,
    /// Not named: the party that such a form usually binds.
    Implied,
}
