//! A project as a tool for qualitative analysis wrote it, to sources with codings.

use std::borrow::Cow;
use std::collections::HashMap;
use std::io::{self, Cursor, Read};
use std::ops::Range;

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use zip::ZipArchive;

use super::codebook::meaning;
use super::{INTERNAL, PROJECT, SOURCES};
use crate::finding::Severity;
use crate::taxonomy::IndicatorId;

/// The most that is unpacked of one file of a project: a small file can unpack to any size.
const LARGEST: u64 = 256 * 1024 * 1024;

/// The sources of a project, with the codings that are codes of the codebook.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Project {
    pub(crate) sources: Vec<CodedSource>,
}

/// A source.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct CodedSource {
    pub(crate) name: String,
    pub(crate) text: String,
    pub(crate) codings: Vec<Coding>,
}

/// A code on a part of a source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Coding {
    /// The name of who coded.
    pub(crate) coder: String,
    /// In characters of the text.
    pub(crate) span: Range<usize>,
    pub(crate) indicator: IndicatorId,
    /// None where the code of the indicator itself was used.
    pub(crate) severity: Option<Severity>,
}

/// Why a project cannot be read.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ProjectFault {
    #[error("not a ZIP archive that can be read: {0}")]
    Zip(#[from] zip::result::ZipError),
    #[error("{file}: {cause}")]
    File { file: String, cause: io::Error },
    #[error("{PROJECT}: {0}")]
    Xml(#[from] quick_xml::Error),
    #[error("{PROJECT}: a position is not a number: {0}")]
    Position(String),
}

impl Project {
    /// Reads the bytes of a `.qdpx` file.
    pub(crate) fn read(bytes: &[u8]) -> Result<Self, ProjectFault> {
        let mut zip = ZipArchive::new(Cursor::new(bytes))?;
        let xml = unpack(&mut zip, PROJECT)?;
        let mut outline = Outline::default();
        outline.read(&xml)?;
        let mut sources = Vec::new();
        for source in outline.sources {
            let text = match source
                .path
                .as_deref()
                .and_then(|p| p.strip_prefix(INTERNAL))
            {
                Some(file) => unpack(&mut zip, &format!("{SOURCES}{file}"))?,
                None => source.text,
            };
            sources.push(CodedSource {
                name: source.name,
                text: text.strip_prefix('\u{feff}').unwrap_or(&text).to_owned(),
                codings: source.codings,
            });
        }
        Ok(Self { sources })
    }
}

/// One file of the archive; tools differ in the capitals of their names.
fn unpack(zip: &mut ZipArchive<Cursor<&[u8]>>, file: &str) -> Result<String, ProjectFault> {
    let name = zip
        .file_names()
        .filter_map(Result::ok)
        .find(|name| name.eq_ignore_ascii_case(file))
        .map_or_else(|| file.to_owned(), Cow::into_owned);
    let failed = |cause| ProjectFault::File {
        file: file.to_owned(),
        cause,
    };
    let mut text = String::new();
    let mut unpacked = zip.by_name(&name)?.take(LARGEST + 1);
    unpacked.read_to_string(&mut text).map_err(failed)?;
    if unpacked.limit() == 0 {
        let cause = io::Error::other("it unpacks to more than 256 MiB");
        return Err(failed(cause));
    }
    Ok(text)
}

/// What the project file says, before the texts of the sources are read.
#[derive(Default)]
struct Outline {
    users: HashMap<String, String>,
    codes: HashMap<String, (IndicatorId, Option<Severity>)>,
    sources: Vec<SourceOutline>,
    /// The selection that is being read.
    selection: Option<Range<usize>>,
    /// The coding that is being read: who made it.
    coder: String,
    inside_plain_text: Inside,
}

#[derive(Default, PartialEq, Eq)]
enum Inside {
    PlainText,
    #[default]
    Other,
}

#[derive(Default)]
struct SourceOutline {
    name: String,
    path: Option<String>,
    text: String,
    codings: Vec<Coding>,
}

impl Outline {
    /// In a project users and codes stand before the sources that refer to them.
    fn read(&mut self, xml: &str) -> Result<(), ProjectFault> {
        let mut reader = Reader::from_str(xml);
        loop {
            match reader.read_event()? {
                Event::Start(element) | Event::Empty(element) => self.element(&element)?,
                Event::End(element) if element.local_name().as_ref() == "PlainTextContent" => {
                    self.inside_plain_text = Inside::Other;
                }
                Event::Text(text) if self.inside_plain_text == Inside::PlainText => {
                    if let Some(source) = self.sources.last_mut() {
                        source
                            .text
                            .push_str(&text.xml_content(XmlVersion::Implicit1_0));
                    }
                }
                Event::Eof => return Ok(()),
                _ => {}
            }
        }
    }

    fn element(&mut self, element: &BytesStart<'_>) -> Result<(), ProjectFault> {
        let get = |name: &str| attribute(element, name);
        match element.local_name().as_ref() {
            "User" => {
                let name = get("name").or_else(|| get("id")).unwrap_or_default();
                self.users.extend(get("guid").map(|id| (id, name)));
            }
            "Code" => {
                let meant = get("name").and_then(|name| meaning(&name));
                self.codes.extend(get("guid").zip(meant));
            }
            "TextSource" => self.sources.push(SourceOutline {
                name: get("name").unwrap_or_default(),
                path: get("plainTextPath"),
                ..SourceOutline::default()
            }),
            "PlainTextContent" => self.inside_plain_text = Inside::PlainText,
            "PlainTextSelection" => {
                let start = position(get("startPosition"))?;
                let end = position(get("endPosition"))?;
                self.selection = Some(start..end.max(start));
                self.coder = self.user(get("creatingUser"));
            }
            "Coding" => {
                if let Some(user) = get("creatingUser") {
                    self.coder = self.user(Some(user));
                }
            }
            "CodeRef" => self.code(get("targetGUID")),
            _ => {}
        }
        Ok(())
    }

    fn user(&self, id: Option<String>) -> String {
        let named = id.as_ref().and_then(|id| self.users.get(id)).cloned();
        named.or(id).unwrap_or_default()
    }

    fn code(&mut self, id: Option<String>) {
        let meant = id.and_then(|id| self.codes.get(&id).copied());
        let place = self.sources.last_mut().zip(self.selection.clone());
        if let (Some((indicator, severity)), Some((source, span))) = (meant, place) {
            source.codings.push(Coding {
                coder: self.coder.clone(),
                span,
                indicator,
                severity,
            });
        }
    }
}

fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let attribute = element.try_get_attribute(name).ok()??;
    let value = attribute.normalized_value(XmlVersion::Implicit1_0).ok()?;
    Some(value.into_owned())
}

fn position(text: Option<String>) -> Result<usize, ProjectFault> {
    let text = text.unwrap_or_default();
    text.trim()
        .parse()
        .map_err(|_| ProjectFault::Position(text.clone()))
}
