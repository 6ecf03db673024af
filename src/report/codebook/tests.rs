use std::collections::BTreeSet;

use pulldown_cmark::{Event, Parser, Tag as Mark};

use super::{Codebook, CodebookRule, Form, templates};
use crate::finding::Severity;
use crate::norm::{Modality, Party};
use crate::report::Edition;
use crate::taxonomy::{IndicatorId, Taxonomy};
use crate::text::Language;

const FORMS: [Form; 3] = [Form::Markdown, Form::Html, Form::Json];

fn rule(id: &str, indicator: &str, language: Language) -> CodebookRule {
    CodebookRule {
        id: id.to_owned(),
        indicator: indicator.parse().expect("a known indicator"),
        language,
        severity: Severity::HIGH,
        bearer: vec![Party::Platform, Party::Client],
        modality: vec![Modality::Power],
        patterns: vec!["(refuse*|reject*) … {work} … {discretion}".to_owned()],
        unless: vec!["{must} state … reason*".to_owned()],
        examples: vec!["We may <b>reject</b> it & *more*.".to_owned()],
        counter_examples: vec!["<script>alert(\"x\")</script>".to_owned()],
    }
}

fn rules() -> Vec<CodebookRule> {
    vec![
        rule("sole-judge", "rejection_discretion", Language::En),
        rule("seul-juge", "rejection_discretion", Language::Fr),
        rule("at-will", "deactivation_at_will", Language::En),
    ]
}

fn each(check: impl Fn(Edition, Form, &str)) {
    for edition in Edition::ALL {
        let codebook = Codebook::new(edition, rules());
        for form in FORMS {
            check(edition, form, &codebook.render(form));
        }
    }
}

#[test]
fn every_indicator_is_in_every_form_and_language() {
    each(|edition, form, text| {
        for indicator in Taxonomy::builtin().indicators() {
            let anchor = match form {
                Form::Markdown => format!("<a id=\"{}\"></a>", indicator.name),
                Form::Html => format!("<article id=\"{}\">", indicator.name),
                Form::Json => format!("\"id\": \"{}\"", indicator.name),
            };
            assert_eq!(
                text.matches(&anchor).count(),
                1,
                "{edition} {form:?} {anchor}"
            );
        }
        assert!(text.ends_with('\n') && !text.ends_with("\n\n"), "{form:?}");
    });
}

#[test]
fn every_text_of_an_indicator_is_in_the_page() {
    for edition in Edition::ALL {
        let html = Codebook::new(edition, []).render(Form::Html);
        let shown = html.replace('\u{a0}', " ");
        for indicator in Taxonomy::builtin().indicators() {
            let anchors = edition.of(&indicator.anchors).iter();
            let mitigators = indicator.mitigators.iter().map(|m| edition.of(&m.text));
            let sources = indicator.sources.iter().map(|source| &source.text);
            let phrasings = [&indicator.phrasings.fr, &indicator.phrasings.en];
            let phrasings = phrasings.into_iter().flatten().map(|p| &p.text);
            let definition = std::iter::once(edition.of(&indicator.definition));
            let texts = definition.chain(anchors).chain(mitigators);
            for text in texts.chain(sources).chain(phrasings) {
                let escaped = escape_html(text);
                assert!(
                    shown.contains(&escaped),
                    "{edition} {}: {text}",
                    indicator.name
                );
            }
        }
    }
}

fn escape_html(text: &str) -> String {
    let text = text
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;");
    text.replace('"', "&quot;")
        .replace('\'', "&#x27;")
        .replace('/', "&#x2f;")
}

#[test]
fn html_is_escaped_and_needs_nothing_else() {
    for edition in Edition::ALL {
        let html = Codebook::new(edition, rules()).render(Form::Html);
        assert!(html.starts_with(&format!("<!DOCTYPE html>\n<html lang=\"{edition}\">")));
        assert!(!html.contains("<script"));
        assert!(!html.contains("<b>"));
        assert!(html.contains("&lt;script&gt;"));
        for outside in ["http://", "https://", "src=", "<link", "@import", "url("] {
            assert!(!html.contains(outside), "{outside}");
        }
    }
}

#[test]
fn html_links_lead_somewhere_and_elements_close() {
    let html = Codebook::new(Edition::Fr, rules()).render(Form::Html);
    let body = html.split_once("<body>").expect("a body").1;
    let element = regex::Regex::new(r#"<(/?)([a-z0-9]+)[^<>]*>"#).expect("a form");
    let mut open = vec!["html", "body"];
    for tag in element.captures_iter(body) {
        let (_, [slash, name]) = tag.extract();
        if slash.is_empty() {
            open.push(name);
        } else {
            assert_eq!(open.pop(), Some(name), "{}", &tag[0]);
        }
    }
    assert_eq!(open, [""; 0]);

    let values = |start: &str| -> Vec<String> {
        let rest = html.split(start).skip(1);
        rest.filter_map(|rest| rest.split_once('"').map(|(value, _)| value.to_owned()))
            .collect()
    };
    let ids = values(" id=\"");
    let distinct: BTreeSet<&String> = ids.iter().collect();
    assert_eq!(ids.len(), distinct.len(), "an id is used once");
    for link in values(" href=\"") {
        let target = link.strip_prefix('#').map(str::to_owned);
        assert!(
            target.is_some_and(|target| distinct.contains(&target)),
            "{link}"
        );
    }
}

#[test]
fn markdown_reads_back_as_text() {
    for edition in Edition::ALL {
        let markdown = Codebook::new(edition, rules()).render(Form::Markdown);
        let mut headings = 0;
        for event in Parser::new(&markdown) {
            match event {
                Event::Html(tag) | Event::InlineHtml(tag) => {
                    let tag = tag.trim();
                    assert!(tag.starts_with("<a id=") || tag == "</a>", "{tag}");
                }
                Event::Start(Mark::Heading { .. }) => headings += 1,
                Event::Start(Mark::Link { dest_url, .. }) => assert!(dest_url.starts_with('#')),
                Event::Start(Mark::CodeBlock(_)) => panic!("nothing is a block of code"),
                _ => {}
            }
        }
        assert_eq!(headings, 4 + 18 + 102);
        assert!(markdown.contains("`(refuse*|reject*) … {work} … {discretion}`"));
        assert!(!markdown.contains("\n\n\n"), "no empty line too many");
    }
}

#[test]
fn json_holds_the_rules_by_indicator() {
    for edition in Edition::ALL {
        let json = Codebook::new(edition, rules()).render(Form::Json);
        let value: serde_json::Value = serde_json::from_str(&json).expect("valid JSON");
        assert_eq!(value["language"], edition.to_string());
        assert_eq!(value["counts"]["rules"], 3);
        let families = value["families"].as_array().expect("families");
        let indicators = families.iter().flat_map(|family| {
            let indicators = family["indicators"].as_array();
            indicators.expect("indicators").iter()
        });
        let judge = indicators
            .filter(|indicator| indicator["id"] == "rejection_discretion")
            .flat_map(|indicator| indicator["rules"].as_array().expect("rules"));
        let first = if edition == Edition::Fr {
            ["seul-juge", "sole-judge"]
        } else {
            ["sole-judge", "seul-juge"]
        };
        assert_eq!(judge.map(|rule| &rule["id"]).collect::<Vec<_>>(), first);
    }
}

#[test]
fn the_order_of_the_rules_changes_nothing() {
    for edition in Edition::ALL {
        let ordered = Codebook::new(edition, rules());
        let reversed = Codebook::new(edition, rules().into_iter().rev());
        for form in FORMS {
            assert_eq!(ordered.render(form), reversed.render(form));
        }
    }
}

#[test]
fn both_editions_have_the_same_labels() {
    fn keys(table: &toml::Table) -> Vec<String> {
        let key = |(key, value): (&String, &toml::Value)| match value {
            toml::Value::Table(inner) => keys(inner).iter().map(|k| format!("{key}.{k}")).collect(),
            _ => vec![key.clone()],
        };
        table.iter().flat_map(key).collect()
    }
    let [fr, en] = Edition::ALL.map(templates::labels);
    assert_eq!(keys(&fr), keys(&en));
}

#[test]
fn every_party_modality_and_language_has_a_label() {
    let indicator: IndicatorId = "rejection_discretion".parse().expect("it exists");
    let languages = ["fr", "en", "de", "es", "it", "pt", "nl", "other"];
    let rules = languages.map(|language| {
        let language = serde_json::from_value(language.into()).expect("a language");
        CodebookRule {
            bearer: vec![
                Party::Platform,
                Party::Worker,
                Party::Client,
                Party::ThirdParty,
            ],
            modality: vec![
                Modality::Duty,
                Modality::Prohibition,
                Modality::Permission,
                Modality::Power,
                Modality::Right,
                Modality::Exemption,
                Modality::NoRight,
                Modality::Declaration,
                Modality::Practice,
                Modality::Denial,
            ],
            ..rule("any", &indicator.to_string(), language)
        }
    });
    for edition in Edition::ALL {
        for form in FORMS {
            assert!(
                !Codebook::new(edition, rules.clone())
                    .render(form)
                    .is_empty()
            );
        }
    }
}
