//! What an ordered list calls its items.

use super::attribute::Attributes;
use crate::document::counting;

/// How a list is counted.
#[derive(Debug, Clone, Copy)]
pub(super) enum ListStyle {
    Decimal,
    Alpha(Case),
    Roman(Case),
}

#[derive(Debug, Clone, Copy)]
pub(super) enum Case {
    Lower,
    Upper,
}

impl ListStyle {
    pub(super) fn of(attributes: &Attributes<'_>) -> ListStyle {
        match attributes.kind.map(str::trim) {
            Some("a") => ListStyle::Alpha(Case::Lower),
            Some("A") => ListStyle::Alpha(Case::Upper),
            Some("i") => ListStyle::Roman(Case::Lower),
            Some("I") => ListStyle::Roman(Case::Upper),
            _ if attributes.sets("list-style-type", &["lower-alpha", "lower-latin"]) => {
                ListStyle::Alpha(Case::Lower)
            }
            _ if attributes.sets("list-style-type", &["lower-roman"]) => {
                ListStyle::Roman(Case::Lower)
            }
            _ => ListStyle::Decimal,
        }
    }

    pub(super) fn label(self, number: i64) -> String {
        let counted = u32::try_from(number).ok().filter(|n| (1..4000).contains(n));
        match (self, counted) {
            (ListStyle::Alpha(case), Some(n)) => format!("{}.", case.of(counting::letters(n))),
            (ListStyle::Roman(case), Some(n)) => format!("{}.", case.of(counting::roman(n))),
            _ => format!("{number}."),
        }
    }
}

impl Case {
    fn of(self, lower: String) -> String {
        match self {
            Case::Lower => lower,
            Case::Upper => lower.to_ascii_uppercase(),
        }
    }
}
