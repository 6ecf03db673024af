//! What must hold for any page, for the tests of those who make one.

use std::collections::BTreeSet;

use regex::Regex;

use super::printer::{Template, words};
use crate::report::Edition;

/// Elements without an end.
const VOID: [&str; 6] = ["meta", "br", "hr", "img", "col", "wbr"];

/// Asserts that a page is well formed, that its links lead somewhere in it and that it asks for
/// nothing from outside.
///
/// # Panics
/// Where that does not hold.
pub(crate) fn assert_whole(page: &str) {
    assert_closed(page);
    assert_linked(page);
    assert_alone(page);
}

/// Asserts that a template has the same fixed words in both editions.
///
/// # Panics
/// Where it has not.
pub(crate) fn assert_same_words(template: &Template) {
    fn keys(table: &toml::Table) -> Vec<String> {
        let key = |(key, value): (&String, &toml::Value)| match value {
            toml::Value::Table(inner) => keys(inner).iter().map(|k| format!("{key}.{k}")).collect(),
            _ => vec![key.clone()],
        };
        table.iter().flat_map(key).collect()
    }
    let [fr, en] = Edition::ALL.map(|edition| words(edition, template).expect("words"));
    assert_eq!(keys(&fr), keys(&en));
}

fn assert_closed(page: &str) {
    assert!(page.starts_with("<!DOCTYPE html>\n<html lang=\""));
    assert!(page.ends_with("</html>\n"));
    let body = without(page, "<style>", "</style>");
    let body = without(&body, "<script>", "</script>");
    let tag = Regex::new(
        r#"<(/?)([a-zA-Z][a-zA-Z0-9]*)((?:\s+[a-zA-Z][a-zA-Z0-9:-]*(?:="[^"<>]*")?)*)\s*(/?)>|<"#,
    )
    .expect("a form");
    let mut open = Vec::new();
    for found in tag
        .captures_iter(&body)
        .skip(usize::from(body.starts_with("<!")))
    {
        let whole = &found[0];
        let Some(name) = found.get(2) else {
            let at = found.get(0).expect("a place").start();
            panic!(
                "a loose < at {:?}",
                body[at..].chars().take(80).collect::<String>()
            );
        };
        if &found[1] == "/" {
            assert_eq!(open.pop().as_deref(), Some(name.as_str()), "{whole}");
        } else if &found[4] != "/" && !VOID.contains(&name.as_str()) {
            open.push(name.as_str().to_owned());
        }
    }
    assert_eq!(open, [""; 0]);
}

fn without(page: &str, start: &str, end: &str) -> String {
    let mut out = String::new();
    let mut rest = page;
    while let Some((before, after)) = rest.split_once(start) {
        out.push_str(before);
        rest = after.split_once(end).expect("an end").1;
    }
    out + rest
}

fn assert_linked(page: &str) {
    let values = |name: &str| -> Vec<String> {
        let form = Regex::new(&format!(r#"\s{name}="([^"]*)""#)).expect("a form");
        form.captures_iter(page)
            .map(|found| found[1].to_owned())
            .collect()
    };
    let ids = values("id");
    let distinct: BTreeSet<&str> = ids.iter().map(String::as_str).collect();
    for id in &distinct {
        assert!(
            !id.is_empty() && !id.contains(char::is_whitespace),
            "{id:?}"
        );
    }
    let mut sorted: Vec<_> = ids.iter().collect();
    sorted.sort();
    for two in sorted.windows(2) {
        assert_ne!(two[0], two[1], "an id is used once");
    }
    for link in values("href") {
        let target = link.strip_prefix('#');
        assert!(
            target.is_some_and(|target| distinct.contains(target)),
            "{link}"
        );
    }
    for name in [
        "aria-labelledby",
        "aria-describedby",
        "aria-controls",
        "for",
        "headers",
    ] {
        for list in values(name) {
            assert!(
                list.split(' ').all(|id| distinct.contains(id)),
                "{name}={list}"
            );
        }
    }
}

fn assert_alone(page: &str) {
    let outside = Regex::new(r#"<[^<>]*\s(?:src|srcset|action|data|poster|on[a-z]+)\s*=|<link|<base|<iframe|@import|url\((?:[^)d]|d[^a])"#)
        .expect("a form");
    if let Some(found) = outside.find(page) {
        panic!("the page asks for something: {}", found.as_str());
    }
    let address = Regex::new(r"<[^<>]*https?://[^<>]*>").expect("a form");
    if let Some(found) = address.find(page) {
        panic!("a tag holds an address: {}", found.as_str());
    }
    assert!(page.contains("default-src 'none'") || page.contains("default-src &#39;none&#39;"));
    assert_eq!(
        page.matches("<script").count(),
        1,
        "only the script of the page itself"
    );
}

/// Terms that try to become markup, script, template or another direction of text.
pub(crate) const HOSTILE: &str = "# \\<script>document.title='run'\\</script> terms \"onload=alert(1)\n\n\
1. We may reject any submission in our sole discretion \\<script>document.title='run'\\</script>, \
\" onload=\"document.title='run'\" ]]> {{ 7*7 }} {% raw %} --> \\</style> \\</title> \\<!--.\n\n\
2. We may close your account at any time without notice [here](javascript:document.title='run') \
\u{202e}drawkcab\u{2066} bell\u{7} &lt;b&gt; \\<img src=x onerror=document.title='run'> \
https://example.org/x.js.\n\n\
3. You shall indemnify us against all claims \\<svg onload=\"document.title='run'\"> \u{200b}'single'.\n";
