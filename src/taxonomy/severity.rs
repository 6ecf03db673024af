//! How far a clause goes.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How far a clause goes: 0 (does not weigh, or protects) to 3, as the anchors of its indicator say.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(try_from = "u8", into = "u8")]
pub struct Severity(u8);

impl Severity {
    /// Does not weigh.
    pub const NONE: Self = Self(0);
    /// The least weight a stated burden keeps.
    pub const LOW: Self = Self(1);
    /// Weighs.
    pub const MEDIUM: Self = Self(2);
    /// Weighs most.
    pub const HIGH: Self = Self(3);

    /// A severity from 0 to 3; `None` above.
    #[must_use]
    pub const fn new(value: u8) -> Option<Self> {
        if value <= 3 { Some(Self(value)) } else { None }
    }

    /// 0 to 3.
    #[must_use]
    pub const fn value(self) -> u8 {
        self.0
    }
}

impl TryFrom<u8> for Severity {
    type Error = &'static str;

    fn try_from(value: u8) -> Result<Self, Self::Error> {
        Self::new(value).ok_or("a severity is 0, 1, 2 or 3")
    }
}

impl From<Severity> for u8 {
    fn from(severity: Severity) -> Self {
        severity.0
    }
}
