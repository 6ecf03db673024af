//! Templates, fixed words and a model to a page.

use std::io;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Serde, Value};
use minijinja::{AutoEscape, Environment, Error, Output, State, UndefinedBehavior};
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::number;
use crate::report::edition::{Edition, unbroken};
use crate::report::words::visible;
use crate::taxonomy::Bilingual;

/// What makes one kind of page.
#[derive(Debug)]
pub(crate) struct Template {
    /// Its templates by name. One that is a whole page extends `layout.html`.
    pub(crate) files: &'static [(&'static str, &'static str)],
    /// The fixed words that only it uses, as TOML. They must not repeat a key of those of all pages.
    pub(crate) words: Bilingual<&'static str>,
    /// Style that only it uses.
    pub(crate) style: &'static str,
    /// JavaScript that only it uses: an extra that the page is complete without.
    pub(crate) script: &'static str,
}

/// Prints pages of one kind in one edition.
#[derive(Debug)]
pub(crate) struct Printer {
    environment: Environment<'static>,
}

impl Printer {
    /// # Errors
    /// Templates or words that are wrong, which tests exclude.
    pub(crate) fn new(edition: Edition, template: &Template) -> io::Result<Self> {
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        environment.set_auto_escape_callback(|_| AutoEscape::Html);
        environment.set_syntax(syntax()?);
        environment.set_formatter(write);
        number::add_filters(&mut environment, edition);
        let style = format!("{}{}", include_str!("style.css"), template.style);
        let script = format!("{}{}", include_str!("script.js"), template.script);
        environment.add_global("ui", edition.to_string());
        environment.add_global("crate_version", env!("CARGO_PKG_VERSION"));
        environment.add_global("words", Value::from(Serde(words(edition, template)?)));
        environment.add_global("style", Value::from_safe_string(style));
        environment.add_global("script_digest", digest(&script));
        environment.add_global("script", Value::from_safe_string(script));
        for (name, source) in SHARED.iter().chain(template.files) {
            environment
                .add_template(name, source)
                .map_err(io::Error::other)?;
        }
        Ok(Self { environment })
    }

    /// Fills in one template.
    ///
    /// # Errors
    /// A model without what the template asks for, which tests exclude, and what the output says.
    pub(crate) fn print(&self, name: &str, model: Value, out: impl io::Write) -> io::Result<()> {
        let template = self
            .environment
            .get_template(name)
            .map_err(io::Error::other)?;
        match template.render_captured_to(model, out) {
            Ok(_) => Ok(()),
            Err(error) => Err(failed(error)),
        }
    }
}

/// A picture by itself: one template of a kind, filled in.
#[must_use]
pub(crate) fn picture(edition: Edition, template: &Template, name: &str, model: Value) -> String {
    let mut bytes = Vec::new();
    let printed =
        Printer::new(edition, template).and_then(|printer| printer.print(name, model, &mut bytes));
    // Templates and words are those of the crate, and memory takes what is written.
    debug_assert!(printed.is_ok(), "{printed:?}");
    String::from_utf8(bytes).unwrap_or_default()
}

/// What serialises as the templates see it.
pub(crate) fn model(value: &impl Serialize) -> Value {
    Value::from(Serde(value))
}

/// Tags of a template on a line of their own leave no line.
fn syntax() -> io::Result<SyntaxConfig> {
    SyntaxConfig::builder()
        .trim_blocks(true)
        .lstrip_blocks(true)
        .keep_trailing_newline(true)
        .build()
        .map_err(io::Error::other)
}

const SHARED: &[(&str, &str)] = &[
    ("layout.html", include_str!("layout.html.jinja")),
    ("macros.html", include_str!("macros.html.jinja")),
];

/// The fixed words: those of values, those of all pages, those of this kind of page.
///
/// # Errors
/// A file that is no TOML, or a key that two files have; tests exclude both.
pub(super) fn words(edition: Edition, template: &Template) -> io::Result<toml::Table> {
    let common = match edition {
        Edition::Fr => include_str!("common.fr.toml"),
        Edition::En => include_str!("common.en.toml"),
    };
    let own: &str = edition.of::<&str>(&template.words);
    let mut words = toml::Table::new();
    for file in [edition.names(), common, own] {
        let table: toml::Table = toml::from_str(file).map_err(io::Error::other)?;
        for (key, value) in table {
            if words.contains_key(&key) {
                return Err(io::Error::other(format!("the word `{key}` is there twice")));
            }
            words.insert(key, typeset(edition, value));
        }
    }
    Ok(words)
}

/// Fixed words with the spaces of their edition.
fn typeset(edition: Edition, value: toml::Value) -> toml::Value {
    match value {
        toml::Value::String(text) if edition == Edition::Fr => unbroken(&text).into(),
        toml::Value::Array(values) => {
            let values = values.into_iter().map(|value| typeset(edition, value));
            values.collect::<Vec<_>>().into()
        }
        toml::Value::Table(table) => {
            let table = table.into_iter();
            toml::Value::Table(
                table
                    .map(|(key, value)| (key, typeset(edition, value)))
                    .collect(),
            )
        }
        other => other,
    }
}

/// The SHA-256 of a script, in the base 64 in which a security policy names what may run.
fn digest(script: &str) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for three in Sha256::digest(script.as_bytes()).chunks(3) {
        let byte = |at: usize| u32::from(three.get(at).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for place in 0..4 {
            let digit = bits >> (18 - 6 * place) & 63;
            text.push(if place > three.len() {
                '='
            } else {
                char::from(DIGITS[digit as usize])
            });
        }
    }
    text
}

/// Prints a value: what is not markup of the templates themselves is cleaned and escaped.
fn write(out: &mut Output<'_>, state: &mut State<'_, '_>, value: &Value) -> Result<(), Error> {
    match value.as_str().filter(|_| !value.is_safe()) {
        Some(text) => escape(out, &visible(text)),
        None => minijinja::escape_formatter(out, state, value),
    }
}

fn escape(out: &mut Output<'_>, text: &str) -> Result<(), Error> {
    let mut rest = text;
    while let Some(at) = rest.find(['&', '<', '>', '"', '\'']) {
        out.write_str(&rest[..at])?;
        out.write_str(match rest.as_bytes()[at] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            _ => "&#39;",
        })?;
        rest = &rest[at + 1..];
    }
    Ok(out.write_str(rest)?)
}

/// What the output said, where it was the output that failed.
fn failed(error: Error) -> io::Error {
    let source = std::error::Error::source(&error).and_then(|e| e.downcast_ref::<io::Error>());
    match source {
        Some(source) => io::Error::new(source.kind(), source.to_string()),
        None => io::Error::other(error),
    }
}

#[cfg(test)]
mod tests {
    use super::digest;

    #[test]
    fn a_digest_is_written_in_base_64() {
        assert_eq!(
            digest("abc"),
            "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0="
        );
    }
}
