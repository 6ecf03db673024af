//! Coded documents to a project.

use std::io::{self, Write};

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, Event};
use zip::write::{SimpleFileOptions, StreamWriter};
use zip::{CompressionMethod, ZipWriter};

use super::codebook::{self, code_guid, description};
use super::guid::guid;
use super::{INTERNAL, NAMESPACE, PROJECT, SOURCES};
use crate::coding::{CodedDocument, CodedUnit, INSTRUMENT, SegmentWriter};
use crate::report::Edition;

/// Writes a project. The sources go out as they come; the project, which names them all, last.
pub(in crate::coding) struct ProjectWriter<W: Write> {
    zip: Option<ZipWriter<StreamWriter<W>>>,
    /// The inside of the element `Sources`.
    sources: Writer<Vec<u8>>,
    written: usize,
    edition: Edition,
}

impl<W: Write> ProjectWriter<W> {
    pub(in crate::coding) fn new(out: W, edition: Edition) -> Self {
        Self {
            zip: Some(ZipWriter::new_stream(out)),
            sources: Writer::new(Vec::new()),
            written: 0,
            edition,
        }
    }

    fn project(&self) -> io::Result<Vec<u8>> {
        let mut out = Writer::new(Vec::new());
        out.write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)))?;
        let user = user();
        let attributes = [
            ("name", INSTRUMENT),
            (
                "origin",
                concat!(env!("CARGO_PKG_NAME"), " ", env!("CARGO_PKG_VERSION")),
            ),
            ("creatingUserGUID", user.as_str()),
            ("xmlns", NAMESPACE),
        ];
        out.create_element("Project")
            .with_attributes(attributes)
            .write_inner_content(|out| {
                out.create_element("Users").write_inner_content(|out| {
                    out.create_element("User")
                        .with_attributes([("guid", user.as_str()), ("name", INSTRUMENT)])
                        .write_empty()?;
                    Ok(())
                })?;
                codebook::write(out, self.edition)?;
                if self.written > 0 {
                    out.write_event(Event::Start(BytesStart::new("Sources")))?;
                    out.get_mut().extend_from_slice(self.sources.get_ref());
                    out.write_event(Event::End(BytesEnd::new("Sources")))?;
                }
                Ok(())
            })?;
        Ok(out.into_inner())
    }
}

/// A fixed date, the first that a ZIP can hold: the same input gives the same bytes.
fn options() -> SimpleFileOptions {
    SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(zip::DateTime::default())
}

impl<W: Write> SegmentWriter for ProjectWriter<W> {
    fn document(&mut self, document: &CodedDocument<'_>) -> io::Result<()> {
        let place = self.written.to_string();
        let id = guid(&["source", &place, &document.name, &document.document.sha256]);
        let zip = self.zip.as_mut().ok_or_else(closed)?;
        zip.start_file(format!("{SOURCES}{id}.txt"), options())?;
        zip.write_all(plain(&document.document.text).as_bytes())?;
        self.written += 1;
        write_source(&mut self.sources, document, &id)
    }

    fn finish(&mut self) -> io::Result<()> {
        let project = self.project()?;
        let mut zip = self.zip.take().ok_or_else(closed)?;
        zip.start_file(PROJECT, options())?;
        zip.write_all(&project)?;
        zip.finish()?.into_inner().flush()
    }
}

fn closed() -> io::Error {
    io::Error::other("the project is finished")
}

fn user() -> String {
    guid(&["user", INSTRUMENT])
}

/// The text with line ends that count as one character everywhere.
fn plain(text: &str) -> String {
    text.replace('\r', " ")
}

fn write_source(
    out: &mut Writer<Vec<u8>>,
    document: &CodedDocument<'_>,
    id: &str,
) -> io::Result<()> {
    let (path, user) = (format!("{INTERNAL}{id}.txt"), user());
    let name = allowed(&document.name);
    let attributes = [
        ("guid", id),
        ("name", name.as_str()),
        ("plainTextPath", path.as_str()),
        ("creatingUser", user.as_str()),
    ];
    let mut characters = Characters::new(&document.document.text);
    out.create_element("TextSource")
        .with_attributes(attributes)
        .write_inner_content(|out| {
            for unit in document
                .units
                .iter()
                .filter(|unit| !unit.segments.is_empty())
            {
                let start = characters.at(unit.span.start);
                let end = characters.at(unit.span.end);
                write_selection(out, unit, id, (start, end))?;
            }
            Ok(())
        })?;
    Ok(())
}

fn write_selection(
    out: &mut Writer<Vec<u8>>,
    unit: &CodedUnit<'_>,
    source: &str,
    (start, end): (usize, usize),
) -> io::Result<()> {
    let (user, place) = (user(), unit.id.to_string());
    let id = guid(&["selection", source, &place]);
    let (from, to) = (start.to_string(), end.to_string());
    let name = allowed(shortened(unit.text));
    let attributes = [
        ("guid", id.as_str()),
        ("name", name.as_str()),
        ("startPosition", from.as_str()),
        ("endPosition", to.as_str()),
        ("creatingUser", user.as_str()),
    ];
    out.create_element("PlainTextSelection")
        .with_attributes(attributes)
        .write_inner_content(|out| {
            let why = unit.segments.iter().map(|segment| {
                format!(
                    "{}: {} ({:.2}): {}",
                    codebook::name(segment.indicator, segment.severity),
                    segment.rule,
                    segment.confidence.value(),
                    segment.words
                )
            });
            description(out, &allowed(&why.collect::<Vec<_>>().join("\n")))?;
            for segment in &unit.segments {
                let code = code_guid(segment.indicator, segment.severity);
                let coding = guid(&["coding", source, &place, &code]);
                out.create_element("Coding")
                    .with_attributes([("guid", coding.as_str()), ("creatingUser", user.as_str())])
                    .write_inner_content(|out| {
                        out.create_element("CodeRef")
                            .with_attribute(("targetGUID", code.as_str()))
                            .write_empty()?;
                        Ok(())
                    })?;
            }
            Ok(())
        })?;
    Ok(())
}

/// The beginning of a sentence, as the name of its selection.
fn shortened(text: &str) -> &str {
    const LONGEST: usize = 80;
    let end = text
        .char_indices()
        .nth(LONGEST)
        .map_or(text.len(), |(at, _)| at);
    &text[..end]
}

/// A text without the characters that XML 1.0 has no place for.
fn allowed(text: &str) -> String {
    let is_allowed = |c: char| matches!(c, '\t' | '\n' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
    text.chars().filter(|&c| is_allowed(c)).collect()
}

/// Counts characters up to byte places that never go back.
struct Characters<'t> {
    text: &'t str,
    byte: usize,
    character: usize,
}

impl<'t> Characters<'t> {
    fn new(text: &'t str) -> Self {
        Self {
            text,
            byte: 0,
            character: 0,
        }
    }

    fn at(&mut self, byte: usize) -> usize {
        let passed = self.text.get(self.byte..byte).unwrap_or_default();
        self.character += passed.chars().count();
        self.byte = self.byte.max(byte);
        self.character
    }
}
