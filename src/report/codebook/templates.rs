//! The templates, filled in.
//!
//! What a template prints is escaped for its form: HTML for the page, Markdown for the text.
//! In HTML, the spaces that French typography keeps with their mark do not break.

use std::borrow::Cow;

use minijinja::value::{Serde, Value};
use minijinja::{AutoEscape, Environment, Error, Output, State, UndefinedBehavior, context};

use super::{Codebook, markdown};
use crate::report::edition::{Edition, unbroken};

const MARKDOWN: &str = "codebook.md";
const HTML: &str = "codebook.html";
const ESCAPES_MARKDOWN: &str = "markdown";

pub(super) fn markdown(codebook: &Codebook) -> String {
    fill(MARKDOWN, include_str!("codebook.md.jinja"), codebook)
}

pub(super) fn html(codebook: &Codebook) -> String {
    fill(HTML, include_str!("codebook.html.jinja"), codebook)
}

/// # Panics
/// Where a template or its labels are wrong, which the tests of this folder exclude: what the
/// codebook holds cannot make a template fail.
fn fill(name: &'static str, template: &'static str, codebook: &Codebook) -> String {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|name| match name {
        HTML => AutoEscape::Html,
        _ => AutoEscape::Custom(Cow::Borrowed(ESCAPES_MARKDOWN)),
    });
    environment.set_formatter(write);
    environment.add_filter("code", |text: &str| {
        Value::from_safe_string(markdown::code(text))
    });
    let labels = Value::from(Serde(labels(codebook.language)));
    let codebook = Value::from(Serde(codebook));
    let filled = environment
        .add_template(name, template)
        .and_then(|()| environment.get_template(name))
        .and_then(|template| template.render(context! { labels, ..codebook }));
    let text = filled.unwrap_or_else(|error| panic!("{name}: {error:#}"));
    format!("{}\n", text.trim_end())
}

/// The fixed words of an edition.
pub(super) fn labels(edition: Edition) -> toml::Table {
    let text = match edition {
        Edition::Fr => include_str!("labels.fr.toml"),
        Edition::En => include_str!("labels.en.toml"),
    };
    let read = |text: &str| -> toml::Table {
        toml::from_str(text).unwrap_or_else(|error| panic!("labels.{edition}.toml: {error}"))
    };
    let mut labels = read(text);
    labels.extend(read(edition.names()));
    labels
}

fn write(out: &mut Output<'_>, state: &mut State<'_, '_>, value: &Value) -> Result<(), Error> {
    let text = value.as_str().filter(|_| !value.is_safe());
    let is_html = matches!(state.auto_escape(), AutoEscape::Html);
    match text {
        Some(text) if is_html => {
            minijinja::escape_formatter(out, state, &Value::from(unbroken(text)))
        }
        None if is_html => minijinja::escape_formatter(out, state, value),
        Some(text) => Ok(out.write_str(&markdown::escape(text))?),
        None => Ok(write!(out, "{value}")?),
    }
}
