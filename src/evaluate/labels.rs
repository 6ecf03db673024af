//! What the coarse label of a gold set means in indicators.

use std::fmt;
use std::path::Path;

use serde::de::{
    MapAccess, SeqAccess, Visitor, value::MapAccessDeserializer, value::SeqAccessDeserializer,
};
use serde::{Deserialize, Deserializer};

use std::collections::BTreeMap;

use crate::error::{Error, Result};
use crate::finding::Severity;
use crate::taxonomy::IndicatorId;

/// The meaning of labels, from a TOML file:
///
/// ```toml
/// TER = ["deactivation_at_will"]
/// LTD = { indicators = ["platform_liability_exclusion", "as_is_disclaimer"], min_severity = 2 }
/// ```
///
/// # Example
///
/// ```
/// use sujetion::evaluate::LabelMap;
///
/// let map = LabelMap::parse("labels.toml".as_ref(), r#"TER = ["deactivation_at_will"]"#)?;
/// assert_eq!(map.get("TER").map(|meaning| meaning.indicators.len()), Some(1));
///
/// let error = LabelMap::parse("labels.toml".as_ref(), "A = []\nB = [\"nothing\"]").unwrap_err();
/// assert!(error.to_string().starts_with("labels.toml:2: no indicator is called `nothing`"));
/// # Ok::<(), sujetion::Error>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LabelMap(BTreeMap<String, LabelMeaning>);

/// What counts as a prediction of one label.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct LabelMeaning {
    /// Any of these indicators.
    pub indicators: Vec<IndicatorId>,
    /// From this severity up; 0, any at all, where the file does not say.
    pub min_severity: Severity,
}

impl LabelMap {
    /// Reads a label map from its file.
    ///
    /// # Errors
    ///
    /// [`Error::Io`] where the file cannot be read, otherwise as [`LabelMap::parse`].
    pub fn read(path: &Path) -> Result<Self> {
        let text = std::fs::read_to_string(path).map_err(|source| Error::Io {
            path: path.to_owned(),
            source,
        })?;
        Self::parse(path, &text)
    }

    /// Reads a label map from text; `path` is what errors name.
    ///
    /// # Errors
    ///
    /// [`Error::Data`] with the line where it is not TOML, names an unknown indicator or a
    /// severity above 3.
    pub fn parse(path: &Path, text: &str) -> Result<Self> {
        toml::from_str(text).map(Self).map_err(|error| {
            let offset = error.span().map_or(0, |span| span.start);
            let before = text.as_bytes().iter().take(offset);
            Error::Data {
                path: path.to_owned(),
                line: 1 + before.filter(|byte| **byte == b'\n').count(),
                reason: error.message().to_owned(),
            }
        })
    }

    /// The meaning of one label.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&LabelMeaning> {
        self.0.get(name)
    }

    /// All labels with their meaning, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &LabelMeaning)> {
        self.0
            .iter()
            .map(|(name, meaning)| (name.as_str(), meaning))
    }
}

impl LabelMeaning {
    /// Whether a finding of this indicator and severity is one of the label.
    #[must_use]
    pub fn covers(&self, indicator: IndicatorId, severity: Severity) -> bool {
        severity >= self.min_severity && self.indicators.contains(&indicator)
    }
}

/// A list of indicators, or a table of them with a severity. Written out, since an untagged
/// enum would lose the place and the cause of an error.
impl<'de> Deserialize<'de> for LabelMeaning {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Table {
            indicators: Vec<IndicatorId>,
            #[serde(default = "any")]
            min_severity: Severity,
        }
        fn any() -> Severity {
            Severity::NONE
        }

        struct ListOrTable;
        impl<'de> Visitor<'de> for ListOrTable {
            type Value = LabelMeaning;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list of indicators, or `{ indicators = […], min_severity = … }`")
            }

            fn visit_seq<A: SeqAccess<'de>>(
                self,
                seq: A,
            ) -> std::result::Result<LabelMeaning, A::Error> {
                let indicators = Deserialize::deserialize(SeqAccessDeserializer::new(seq))?;
                Ok(LabelMeaning {
                    indicators,
                    min_severity: Severity::NONE,
                })
            }

            fn visit_map<A: MapAccess<'de>>(
                self,
                map: A,
            ) -> std::result::Result<LabelMeaning, A::Error> {
                let table = Table::deserialize(MapAccessDeserializer::new(map))?;
                Ok(LabelMeaning {
                    indicators: table.indicators,
                    min_severity: table.min_severity,
                })
            }
        }
        deserializer.deserialize_any(ListOrTable)
    }
}

#[cfg(test)]
mod tests {
    use super::LabelMap;
    use crate::finding::Severity;

    #[test]
    fn a_label_counts_from_its_severity_up() {
        let text = "L = { indicators = [\"as_is_disclaimer\"], min_severity = 2 }\n";
        let map = LabelMap::parse("l.toml".as_ref(), text).expect("reads");
        let meaning = map.get("L").expect("there");
        let indicator = "as_is_disclaimer".parse().expect("known");
        assert!(meaning.covers(indicator, Severity::MEDIUM));
        assert!(!meaning.covers(indicator, Severity::LOW));
        assert!(!meaning.covers("forum_imposed".parse().expect("known"), Severity::HIGH));
    }

    #[test]
    fn errors_name_file_line_and_cause() {
        let cases = [
            ("A = [", "l.toml:1: "),
            ("A = []\n\nB = 3\n", "l.toml:3: invalid type"),
            (
                "A = []\nB = { indicators = [], min_severity = 4 }",
                "l.toml:2: a severity is 0, 1, 2 or 3",
            ),
            (
                "A = { indicator = [] }",
                "l.toml:1: unknown field `indicator`",
            ),
        ];
        for (text, start) in cases {
            let error = LabelMap::parse("l.toml".as_ref(), text)
                .expect_err("wrong")
                .to_string();
            assert!(error.starts_with(start), "{error}");
        }
    }
}
