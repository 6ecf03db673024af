//! The documents that terms send their reader to.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The kinds of document that terms refer to.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum ReferenceKind {
    /// A privacy or cookie policy.
    Privacy,
    /// Community guidelines, a code of conduct, quality standards.
    Guidelines,
    /// Terms of a project, a mission or a service.
    ProjectTerms,
    /// A price list, a fee schedule.
    Fees,
    /// Other terms.
    OtherTerms,
}
