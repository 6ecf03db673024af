//! The parties that a pattern, and then a norm, may name.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Who a norm binds or serves.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Party {
    /// Whoever runs the platform.
    Platform,
    /// Whoever works through it.
    Worker,
    /// Whoever the work is done for.
    Client,
    /// Anybody else.
    ThirdParty,
}
