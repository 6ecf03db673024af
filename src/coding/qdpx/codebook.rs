//! The codebook as codes of a project, and their names back to what they mean.

use std::io;

use quick_xml::Writer;
use quick_xml::events::BytesText;

use super::guid::guid;
use crate::finding::Severity;
use crate::report::Edition;
use crate::taxonomy::{Family, Indicator, IndicatorId, Taxonomy};

/// The colours of the severities 0 to 3.
const COLOURS: [&str; 4] = ["#6b9a4b", "#e3c44a", "#dd8a2f", "#b5322b"];

/// The name of the code of an indicator at a severity.
pub(super) fn name(indicator: IndicatorId, severity: Severity) -> String {
    format!("{} {}", indicator.get().name, severity.value())
}

/// The identifier of that code.
pub(super) fn code_guid(indicator: IndicatorId, severity: Severity) -> String {
    guid(&["code", &name(indicator, severity)])
}

/// What the name of a code means: an indicator, and a severity where it ends in one.
pub(super) fn meaning(name: &str) -> Option<(IndicatorId, Option<Severity>)> {
    let name = name.trim();
    if let Ok(indicator) = name.parse() {
        return Some((indicator, None));
    }
    let (indicator, severity) = name.rsplit_once([' ', '_', '=', ':'])?;
    let indicator = indicator
        .trim_end_matches([' ', '_', '=', ':'])
        .parse()
        .ok()?;
    let severity = severity.parse().ok().and_then(Severity::new)?;
    Some((indicator, Some(severity)))
}

/// Writes the element `CodeBook`.
pub(super) fn write(out: &mut Writer<Vec<u8>>, edition: Edition) -> io::Result<()> {
    out.create_element("CodeBook").write_inner_content(|out| {
        out.create_element("Codes").write_inner_content(|out| {
            let taxonomy = Taxonomy::builtin();
            taxonomy
                .families()
                .iter()
                .try_for_each(|family| write_family(out, family, edition))
        })?;
        out.create_element("Sets").write_empty()?;
        Ok(())
    })?;
    Ok(())
}

fn write_family(out: &mut Writer<Vec<u8>>, family: &Family, edition: Edition) -> io::Result<()> {
    let id = guid(&["family", family.name]);
    let attributes = [
        ("guid", id.as_str()),
        ("name", edition.of(&family.title).as_str()),
        ("isCodable", "false"),
    ];
    out.create_element("Code")
        .with_attributes(attributes)
        .write_inner_content(|out| {
            description(out, edition.of(&family.ground).as_str())?;
            family
                .indicators
                .iter()
                .try_for_each(|id| write_indicator(out, id.get(), edition))
        })?;
    Ok(())
}

fn write_indicator(
    out: &mut Writer<Vec<u8>>,
    indicator: &Indicator,
    edition: Edition,
) -> io::Result<()> {
    let id = guid(&["indicator", indicator.name]);
    let attributes = [
        ("guid", id.as_str()),
        ("name", indicator.name),
        ("isCodable", "true"),
    ];
    out.create_element("Code")
        .with_attributes(attributes)
        .write_inner_content(|out| {
            description(out, edition.of(&indicator.definition).as_str())?;
            let anchors = edition.of(&indicator.anchors);
            for (value, (anchor, colour)) in (0u8..).zip(anchors.iter().zip(COLOURS)) {
                let Some(severity) = Severity::new(value) else {
                    continue;
                };
                let id = code_guid(indicator.id, severity);
                let name = name(indicator.id, severity);
                let attributes = [
                    ("guid", id.as_str()),
                    ("name", name.as_str()),
                    ("isCodable", "true"),
                    ("color", colour),
                ];
                out.create_element("Code")
                    .with_attributes(attributes)
                    .write_inner_content(|out| description(out, anchor))?;
            }
            Ok(())
        })?;
    Ok(())
}

/// Writes the element `Description`.
pub(super) fn description(out: &mut Writer<Vec<u8>>, text: &str) -> io::Result<()> {
    out.create_element("Description")
        .write_text_content(BytesText::new(text))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{meaning, name};
    use crate::finding::Severity;
    use crate::taxonomy::Taxonomy;

    #[test]
    fn every_name_means_what_it_was_made_from() {
        for indicator in Taxonomy::builtin().indicators() {
            for value in 0..4 {
                let severity = Severity::new(value).expect("0 to 3");
                let read = meaning(&name(indicator.id, severity));
                assert_eq!(read, Some((indicator.id, Some(severity))));
            }
            assert_eq!(meaning(indicator.name), Some((indicator.id, None)));
        }
        for other in ["", "theme", "forum_imposed 4", "forum_imposed x", " 3"] {
            assert_eq!(meaning(other), None, "{other}");
        }
    }
}
