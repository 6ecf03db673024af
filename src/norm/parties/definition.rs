//! Where a text gives a name to somebody: definitions, in their many forms.

use std::sync::LazyLock;

use regex::Regex;

use super::{built_in, floor_boundary};

/// How much of the text around a label tells whom it names, in bytes.
const CONTEXT: usize = 160;

/// How long a label in quotation marks may be, in bytes.
const LONGEST_LABEL: usize = 56;

/// A label with the words that say whom it names.
#[derive(Debug, Clone, Copy)]
pub(super) struct Definition<'a> {
    pub(super) label: &'a str,
    pub(super) context: &'a str,
    pub(super) place: Place,
    /// What stands beside the label and may hold the pronoun it is defined with: the bracket it
    /// stands in, and the words right before that.
    pub(super) beside: [&'a str; 2],
}

/// Where the words stand that say whom a label names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// Before it: `any driver (the "Courier")`.
    Before,
    /// After it: `"Courier" means any driver`.
    After,
}

/// Labels that a definition gives, each with the words that say whom it names: in quotation
/// marks, in a bracket or after "hereinafter", or at the head of a line.
pub(super) fn definitions(text: &str) -> Vec<Definition<'_>> {
    let mut found: Vec<Definition<'_>> = quoted_definitions(text).collect();
    found.extend(bare_definitions(text));
    found.extend(text.lines().filter_map(line_definition));
    found
}

/// `(the "Provider")`, `ci-après « le Prestataire »`, `"Provider" means`.
fn quoted_definitions(text: &str) -> impl Iterator<Item = Definition<'_>> {
    let opens = text.match_indices(['"', '“', '«']);
    opens.filter_map(|(open, mark)| {
        let inside = open + mark.len();
        let reach = &text[inside..floor_boundary(text, (inside + LONGEST_LABEL).min(text.len()))];
        let close = reach
            .find(['"', '”', '»', '\n'])
            .filter(|&at| !reach[at..].starts_with('\n'))?;
        let label = label_of(&reach[..close])?;
        let lead = before(text, open);
        let rest = after(text, inside + close);
        if let Some(aside) = aside(lead) {
            return Some(aside_definition(label, lead, aside, rest));
        }
        match verb_of_meaning(rest) {
            Some(verb) => Some(Definition {
                label,
                context: &rest[verb..],
                place: Place::After,
                beside: ["", ""],
            }),
            // "You, the “Courier”": a name set beside a pronoun.
            None => lead
                .trim_end_matches(article_end)
                .ends_with(',')
                .then_some(Definition {
                    label,
                    context: "",
                    place: Place::Before,
                    beside: ["", lead],
                }),
        }
    })
}

fn article_end(c: char) -> bool {
    c.is_whitespace() || c.is_lowercase() || matches!(c, '\'' | '’')
}

fn aside_definition<'a>(
    label: &'a str,
    lead: &'a str,
    aside: usize,
    rest: &'a str,
) -> Definition<'a> {
    // The bracket goes on after the label: `("Partner" or "you")`.
    let opened = lead[aside..].starts_with('(');
    let until = rest.find(')').filter(|_| opened).unwrap_or(0);
    let inside = if lead[aside..].len() > 1 {
        &lead[aside..]
    } else {
        ""
    };
    let after_label = &rest[..until];
    Definition {
        label,
        context: lead,
        place: Place::Before,
        beside: [
            if after_label.len() > 3 {
                after_label
            } else {
                inside
            },
            &lead[..aside],
        ],
    }
}

/// `(the Walkers)`, `hereinafter referred to as Walker`: marks that a text without its bold type
/// has lost.
fn bare_definitions(text: &str) -> impl Iterator<Item = Definition<'_>> {
    static BARE: LazyLock<Regex> = LazyLock::new(|| {
        built_in(
            r"(?:\((?:(?:collectively|together|individually|each|hereinafter|hereafter|ci-après),?\s+)?(?:an?\s|the\s|le\s|la\s|les\s|l['’])|(?:[Hh]ereinafter|[Hh]ereafter|[Cc]i-après)[,:]?\s+(?:(?:referred to as|called|known as|dénommée?s?|désignée?s?|appelée?s?|nommée?s?)\s+)?(?:par\s+)?(?:the\s|le\s|la\s|les\s|l['’])?)(\p{Lu}[\p{L}’'-]+(?:\s\p{L}[\p{L}-]{2,}){0,2})(?:[),.;]|\s(?:and|or|et|ou|on|sur)\s)",
        )
    });
    BARE.captures_iter(text).filter_map(|found| {
        let name = found.get(1)?;
        let lead = before(text, name.start());
        let aside = lead.rfind('(').unwrap_or(lead.len());
        Some(Definition {
            label: label_of(name.as_str())?,
            context: lead,
            place: Place::Before,
            beside: ["", &lead[..aside]],
        })
    })
}

/// A label without its article; it begins with a capital.
pub(super) fn label_of(text: &str) -> Option<&str> {
    let text = text.trim_matches(|c: char| !c.is_alphanumeric());
    let articles = [
        "the ", "le ", "la ", "les ", "l'", "l’", "un ", "une ", "The ", "Le ", "La ", "Les ",
        "L'", "L’", "Un ", "Une ", "A ", "An ",
    ];
    let label = articles
        .iter()
        .find_map(|article| text.strip_prefix(article))
        .unwrap_or(text);
    // "Driver(s)", "Customer/s".
    let label = ["(s", "/s", "/S", "(S", "(e"]
        .iter()
        .find_map(|end| label.strip_suffix(end))
        .unwrap_or(label);
    label.starts_with(char::is_uppercase).then_some(label)
}

/// Where the bracket opens that ends a text, or the "hereinafter", after which a name stands for
/// what was said before.
fn aside(lead: &str) -> Option<usize> {
    const REACH: usize = 60;
    let bracket = lead.rfind('(').filter(|&at| !lead[at..].contains(')'));
    let words = [
        "ci-après",
        "Ci-après",
        "hereinafter",
        "hereafter",
        "Hereinafter",
    ];
    let word = || {
        words
            .iter()
            .filter_map(|word| lead.rfind(word))
            .max()
            .filter(|at| lead.len() - at < REACH)
    };
    bracket.or_else(word)
}

/// Where the verb of a definition ends, in the words right after its label.
fn verb_of_meaning(text: &str) -> Option<usize> {
    const NEAR: usize = 24;
    const VERBS: [&str; 13] = [
        "means",
        "mean ",
        "refers to",
        "refer to",
        "désigne",
        "désignent",
        "signifie",
        "s’entend",
        "s'entend",
        ":",
        "is defined",
        "is any",
        "is a ",
    ];
    let near = &text[..floor_boundary(text, NEAR.min(text.len()))];
    VERBS
        .iter()
        .filter_map(|verb| near.find(verb).map(|at| at + verb.len()))
        .min()
}

/// A line that defines a term: `X désigne …`, `« X » : …`, `X: …`.
fn line_definition(line: &str) -> Option<Definition<'_>> {
    const TERM: usize = 70;
    let start = &line[..floor_boundary(line, TERM.min(line.len()))];
    let verb = [
        " means",
        " refers to",
        " refer to",
        " désigne",
        " signifie",
        " s’entend",
        " s'entend",
        ":",
        " - ",
        " – ",
    ]
    .iter()
    .filter_map(|verb| start.find(verb).map(|at| (at, at + verb.len())))
    .min()?;
    Some(Definition {
        label: label_of(&line[..verb.0])?,
        context: after(line, verb.1),
        place: Place::After,
        beside: ["", ""],
    })
}

fn before(text: &str, at: usize) -> &str {
    let from = floor_boundary(text, at.saturating_sub(CONTEXT));
    let context = &text[from..at];
    context.rsplit_once('\n').map_or(context, |(_, line)| line)
}

/// The words after a place on its line, until another definition begins.
fn after(text: &str, at: usize) -> &str {
    let context = &text[at..floor_boundary(text, (at + CONTEXT).min(text.len()))];
    let line = context.split_once('\n').map_or(context, |(line, _)| line);
    let next = [". \"", ". “", ". «", "; \"", "; “", "; «"]
        .iter()
        .filter_map(|mark| line.find(mark))
        .min();
    &line[..next.unwrap_or(line.len())]
}
