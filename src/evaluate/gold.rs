//! Gold sets: JSON Lines, a unit a line.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::path::Path;

use serde::Deserialize;
use serde_json::Value;

use super::coded;
use super::labels::LabelMap;
use crate::coding::INSTRUMENT;
use crate::error::{Error, Result};
use crate::finding::Severity;
use crate::taxonomy::IndicatorId;
use crate::text::Language;

/// Documents cut into units, each with the labels people gave it.
///
/// A line is `{"doc", "id", "lang", "text", "labels"}`; labels are `{"indicator", "severity"}`
/// objects, or names that a [`LabelMap`] gives a meaning, but not both in one set. The lines of
/// one document stand in its order. `polarity`, `platform`, `hard_negative` and `coder` are kept
/// where there are any; other keys are passed over. The same document coded by two coders is two
/// documents here, and their agreement is measured.
///
/// # Example
///
/// ```
/// use sujetion::evaluate::GoldSet;
///
/// let line = r#"{"doc": "acme", "id": 0, "lang": "en", "text": "As is.",
///     "labels": [{"indicator": "as_is_disclaimer", "severity": 2}]}"#.replace('\n', " ");
/// let gold = GoldSet::parse("gold.jsonl".as_ref(), &line, None)?;
/// assert_eq!(gold.documents()[0].units[0].labels.len(), 1);
/// # Ok::<(), sujetion::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoldSet {
    documents: Vec<GoldDocument>,
    labels: Labelling,
}

/// How the units of a set are labelled.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Labelling {
    /// By indicators with severities.
    Indicators,
    /// By names with a meaning.
    Names(LabelMap),
}

/// One document of a gold set.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct GoldDocument {
    /// Its name (`doc`).
    pub name: String,
    /// Who coded it, where the set says so.
    pub coder: Option<String>,
    /// Its language, that of its first unit.
    pub language: Language,
    /// Its units, in order.
    pub units: Vec<GoldUnit>,
}

/// One unit of a gold set, a sentence or a clause.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct GoldUnit {
    /// Its number or name, as written.
    pub id: String,
    /// The line of the file it stands on, from 1.
    pub line: usize,
    /// Its language.
    pub language: Language,
    /// Its text.
    pub text: String,
    /// Its labels; empty where nothing in it counts.
    pub labels: Vec<GoldLabel>,
    /// In which direction its labels weigh, where the set says so.
    pub polarity: Option<GoldPolarity>,
    /// The platform it comes from, where the set says so.
    pub platform: Option<String>,
    /// True where it is there to mislead: words of a burden that is none.
    pub hard_negative: bool,
}

/// A label of a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GoldLabel {
    /// An indicator at a severity.
    Indicator {
        /// Which.
        indicator: IndicatorId,
        /// How severe, 0 to 3.
        severity: Severity,
    },
    /// A name that the label map of the set explains.
    Name(String),
}

/// In which direction a unit weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum GoldPolarity {
    /// On the worker.
    Aggravating,
    /// For the worker.
    Mitigating,
    /// Neither way.
    Neutral,
}

#[derive(Deserialize)]
struct Line {
    coder: Option<String>,
    doc: String,
    id: Value,
    lang: String,
    text: String,
    labels: Vec<Value>,
    polarity: Option<GoldPolarity>,
    platform: Option<String>,
    #[serde(default)]
    hard_negative: Option<bool>,
}

#[derive(Deserialize)]
struct IndicatorLabel {
    indicator: IndicatorId,
    severity: Severity,
}

impl GoldSet {
    /// Reads a gold set from its file: JSON Lines, or coded segments as `sujetion segments` writes
    /// them and as people corrected them, CSV or a project of REFI-QDA.
    ///
    /// In CSV, a row a code, `doc`, `id`, `text`, `indicator` and `severity` are read, and `coder`
    /// and `lang` where they are there. Rows and codings of the instrument itself count only
    /// where no coder is named.
    ///
    /// # Errors
    ///
    /// [`Error::Io`] where the file cannot be read, [`Error::Unreadable`] where a project cannot
    /// be, otherwise as [`GoldSet::parse`].
    pub fn read(path: &Path, map: Option<&LabelMap>) -> Result<Self> {
        let failed = |source| Error::Io {
            path: path.to_owned(),
            source,
        };
        let bytes = std::fs::read(path).map_err(failed)?;
        if bytes.starts_with(b"PK") {
            return Ok(coded::from_project(path, &bytes)?.by_indicators());
        }
        if path
            .extension()
            .is_some_and(|e| e.eq_ignore_ascii_case("csv"))
        {
            return Ok(coded::from_csv(path, &bytes)?.by_indicators());
        }
        let text = String::from_utf8(bytes).map_err(|_| Error::Unreadable {
            name: path.display().to_string(),
            reason: "a gold set is UTF-8 text, CSV or a .qdpx project".to_owned(),
        })?;
        Self::parse(path, &text, map)
    }

    /// Reads a gold set from text; `path` is what errors name, `map` what named labels mean.
    ///
    /// # Errors
    ///
    /// [`Error::Data`] with the line, where one is not such an object, names an unknown
    /// indicator or a severity above 3, has a name for a label though there is no map, or where
    /// labels of both kinds are mixed. A name that the map lacks is no error: it is not measured,
    /// and the evaluation says so.
    pub fn parse(path: &Path, text: &str, map: Option<&LabelMap>) -> Result<Self> {
        let mut documents = Documents::default();
        let mut labelling = None;
        let named = map.map_or(Named::Unexplained, |_| Named::Explained);
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        for (index, line) in text.lines().enumerate() {
            if line.trim().is_empty() {
                continue;
            }
            let wrong = |reason| Error::Data {
                path: path.to_owned(),
                line: index + 1,
                reason,
            };
            let (coder, name, unit) = unit(line, index + 1, named).map_err(wrong)?;
            for label in &unit.labels {
                let kind = Kind::of(label);
                if *labelling.get_or_insert(kind) != kind {
                    let reason = "labels that are indicators and labels that are names in one set";
                    return Err(wrong(reason.to_owned()));
                }
            }
            documents.add(coder, name, unit);
        }
        documents.leave_out_instrument();
        // A set in which no unit has a label is read as the caller means it.
        let labels = match (labelling, map) {
            (Some(Kind::Indicator), _) | (_, None) => Labelling::Indicators,
            (Some(Kind::Name) | None, Some(map)) => Labelling::Names(map.clone()),
        };
        Ok(Self {
            documents: documents.documents,
            labels,
        })
    }

    /// Its documents, in the order in which they first occur.
    #[must_use]
    pub fn documents(&self) -> &[GoldDocument] {
        &self.documents
    }

    /// How its units are labelled.
    #[must_use]
    pub fn labelling(&self) -> &Labelling {
        &self.labels
    }

    /// Adds the documents of another set, which must be labelled alike; they stay apart even where two have one name.
    ///
    /// # Errors
    ///
    /// The other set, where it is labelled otherwise.
    pub fn extend(&mut self, other: Self) -> std::result::Result<(), Box<Self>> {
        if self.labels != other.labels {
            return Err(Box::new(other));
        }
        self.documents.extend(other.documents);
        Ok(())
    }
}

/// Documents being read, one for each coder and name.
#[derive(Debug, Default)]
pub(super) struct Documents {
    documents: Vec<GoldDocument>,
    places: HashMap<(Option<String>, String), usize>,
}

impl Documents {
    /// Adds a unit; the labels of one that the document has already are added to it.
    pub(super) fn add(&mut self, coder: Option<String>, name: String, unit: GoldUnit) {
        let place = match self.places.entry((coder, name)) {
            Entry::Occupied(known) => *known.get(),
            Entry::Vacant(new) => {
                self.documents.push(GoldDocument {
                    coder: new.key().0.clone(),
                    name: new.key().1.clone(),
                    language: unit.language,
                    units: Vec::new(),
                });
                *new.insert(self.documents.len() - 1)
            }
        };
        let units = &mut self.documents[place].units;
        match units.last_mut().filter(|last| last.continues(&unit)) {
            Some(last) => last.labels.extend(unit.labels),
            None => units.push(unit),
        }
    }

    /// Leaves out what the instrument coded, where people did; otherwise it is what they left.
    pub(super) fn leave_out_instrument(&mut self) {
        let is_instrument = |document: &GoldDocument| document.coder.as_deref() == Some(INSTRUMENT);
        if self.documents.iter().all(is_instrument) {
            for document in &mut self.documents {
                document.coder = None;
            }
        } else {
            self.documents.retain(|document| !is_instrument(document));
        }
    }

    /// A set labelled by indicators.
    pub(super) fn by_indicators(self) -> GoldSet {
        GoldSet {
            documents: self.documents,
            labels: Labelling::Indicators,
        }
    }
}

impl GoldUnit {
    /// A unit without labels, in no language.
    pub(super) fn new(id: String, line: usize, text: String) -> Self {
        Self {
            id,
            line,
            language: Language::Other,
            text,
            labels: Vec::new(),
            polarity: None,
            platform: None,
            hard_negative: false,
        }
    }

    /// Whether `next` is another label of the same unit.
    fn continues(&self, next: &Self) -> bool {
        self.id == next.id && self.text == next.text
    }
}

/// Whether there is a map that names are looked up in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Named {
    Explained,
    Unexplained,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Indicator,
    Name,
}

impl Kind {
    fn of(label: &GoldLabel) -> Self {
        match label {
            GoldLabel::Indicator { .. } => Self::Indicator,
            GoldLabel::Name(_) => Self::Name,
        }
    }
}

/// One line to the name of its document and a unit.
fn unit(
    json: &str,
    line: usize,
    named: Named,
) -> std::result::Result<(Option<String>, String, GoldUnit), String> {
    let read: Line = serde_json::from_str(json).map_err(|error| without_place(&error))?;
    let mut labels = Vec::with_capacity(read.labels.len());
    for value in read.labels {
        let label = label(value, named)?;
        if !labels.contains(&label) {
            labels.push(label);
        }
    }
    let unit = GoldUnit {
        id: match read.id {
            Value::String(id) => id,
            other => other.to_string(),
        },
        line,
        language: Language::deserialize(Value::String(read.lang)).unwrap_or(Language::Other),
        text: read.text,
        labels,
        polarity: read.polarity,
        platform: read.platform,
        hard_negative: read.hard_negative.unwrap_or(false),
    };
    Ok((read.coder.filter(|name| !name.is_empty()), read.doc, unit))
}

fn label(value: Value, named: Named) -> std::result::Result<GoldLabel, String> {
    let Value::String(name) = value else {
        let label: IndicatorLabel =
            serde_json::from_value(value).map_err(|error| format!("label: {error}"))?;
        return Ok(GoldLabel::Indicator {
            indicator: label.indicator,
            severity: label.severity,
        });
    };
    match named {
        Named::Explained => Ok(GoldLabel::Name(name)),
        Named::Unexplained => Err(format!(
            "the label `{name}` needs a label map that says which indicators it means"
        )),
    }
}

/// The message of a JSON error with the column only: the line is that of the file.
fn without_place(error: &serde_json::Error) -> String {
    let message = error.to_string();
    match message.rfind(" at line ") {
        Some(at) => format!("{} at column {}", &message[..at], error.column()),
        None => message,
    }
}

#[cfg(test)]
mod tests {
    use super::{GoldLabel, GoldPolarity, GoldSet, Labelling};
    use crate::evaluate::LabelMap;
    use crate::text::Language;

    fn map() -> LabelMap {
        LabelMap::parse("l.toml".as_ref(), "TER = [\"deactivation_at_will\"]").expect("reads")
    }

    #[test]
    fn reads_documents_units_and_what_else_is_known() {
        let text = concat!(
            "\u{feff}{\"doc\": \"b\", \"id\": 0, \"lang\": \"fr\", \"text\": \"x\", \"labels\": [\"TER\", \"TER\"], \"polarity\": \"aggravating\", \"platform\": \"B\", \"hard_negative\": false}\n",
            "\n",
            "{\"doc\": \"a\", \"id\": \"one\", \"lang\": \"xx\", \"text\": \"y\", \"labels\": [], \"hard_negative\": true, \"extra\": 1}\n",
            "{\"doc\": \"b\", \"id\": 1, \"lang\": \"fr\", \"text\": \"z\", \"labels\": []}\n",
        );
        let gold = GoldSet::parse("g.jsonl".as_ref(), text, Some(&map())).expect("reads");
        let [b, a] = gold.documents() else {
            panic!("two documents")
        };
        assert_eq!(
            (b.name.as_str(), b.language, b.units.len()),
            ("b", Language::Fr, 2)
        );
        assert_eq!(b.units[0].labels, [GoldLabel::Name("TER".to_owned())]);
        assert_eq!(b.units[0].polarity, Some(GoldPolarity::Aggravating));
        assert_eq!(b.units[1].line, 4);
        assert_eq!(
            (a.language, a.units[0].id.as_str(), a.units[0].hard_negative),
            (Language::Other, "one", true)
        );
        assert!(matches!(gold.labelling(), Labelling::Names(_)));
    }

    #[test]
    fn errors_name_file_line_and_cause() {
        let unit = |labels: &str| {
            format!(
                "{{\"doc\": \"a\", \"id\": 0, \"lang\": \"en\", \"text\": \"x\", \"labels\": {labels}}}\n"
            )
        };
        let good = unit("[{\"indicator\": \"forum_imposed\", \"severity\": 1}]");
        let cases = [
            ("{\"doc\": 3}\n".to_owned(), "g.jsonl:1: invalid type"),
            (
                "\n{\"doc\": \"a\"}\n".to_owned(),
                "g.jsonl:2: missing field `id`",
            ),
            (good.clone() + "not json", "g.jsonl:2: expected"),
            (
                unit("[{\"indicator\": \"nothing\", \"severity\": 1}]"),
                "g.jsonl:1: label: no indicator is called `nothing`",
            ),
            (
                unit("[{\"indicator\": \"forum_imposed\", \"severity\": 4}]"),
                "g.jsonl:1: label: a severity is",
            ),
            (
                good + &unit("[\"TER\"]"),
                "g.jsonl:2: labels that are indicators and",
            ),
        ];
        for (text, start) in cases {
            let error = GoldSet::parse("g.jsonl".as_ref(), &text, Some(&map()));
            let error = error.expect_err("wrong").to_string();
            assert!(error.starts_with(start), "{error}");
        }
        let error = GoldSet::parse("g.jsonl".as_ref(), &unit("[\"TER\"]"), None);
        assert!(
            error
                .expect_err("no map")
                .to_string()
                .contains("needs a label map")
        );
    }
}
