//! Who is platform, worker and client in this document, by its own words.

use std::sync::LazyLock;

use regex::Regex;
use serde::{Deserialize, Serialize};

use super::Party;
use super::mentions::{Case, Form, Label, Mention, PartyLabels};
use crate::phrase::{Mentions, Occurrence, PhraseSet, Scratch, Search};
use crate::text::words::{Capital, Word, hashes, split_into};

/// The parties of a document: its own names for them, and whom its pronouns mean.
#[derive(Debug, Clone, Hash)]
pub struct Parties {
    names: Vec<Name>,
    user: Party,
    addressee: Party,
}

/// A name that the document gives to a party.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Name {
    words: Vec<u32>,
    party: Party,
    label: String,
}

/// Whom a document means by "you" where its text does not say.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Addressee {
    /// Those who work: the terms are read as theirs.
    #[default]
    Worker,
    /// Those the work is done for.
    Client,
    /// Any user; read as the worker, who is one.
    User,
}

/// How much of a document is read to find how it names its parties.
const READ_FOR_NAMES: usize = 96 * 1024;

/// How much of the text around a label tells whom it names, in bytes.
const CONTEXT: usize = 160;

/// How many words the name of a party may have in a definition.
const LONGEST_NAME: usize = 3;

/// The most names kept, so that a hostile document cannot make every word one.
const MOST_NAMES: usize = 64;

impl Parties {
    /// Reads the parties of a document from its text.
    ///
    /// `service` is the name of the platform where it is known (the folder it was collected in).
    pub(crate) fn read(
        text: &str,
        service: Option<&str>,
        addressee: Addressee,
        labels: &PartyLabels,
        phrases: &PhraseSet,
        roles: &RoleCues,
    ) -> Self {
        let head = head(text);
        let mut reader = Reader {
            labels,
            phrases,
            roles,
            scratch: Scratch::default(),
        };
        let mut parties = Self {
            names: Vec::new(),
            user: Party::Worker,
            addressee: match addressee {
                Addressee::Worker | Addressee::User => Party::Worker,
                Addressee::Client => Party::Client,
            },
        };
        if let Some(service) = service {
            parties.add(service, Party::Platform);
            // "acme-drivers": the part that the text names is the platform.
            for part in service
                .split(['-', '_', ' ', '.'])
                .filter(|part| part.len() > 3)
            {
                if reader.usual(part).is_none() && is_named_in(head, part) {
                    parties.add(part, Party::Platform);
                }
            }
        }
        for company in companies(head) {
            parties.add(company, Party::Platform);
        }
        for holder in power_holders(head) {
            if reader.usual(holder).is_none() {
                parties.add(holder, Party::Platform);
            }
        }
        let mut user_is_defined = false;
        for definition in definitions(head) {
            match reader.party_of(&definition) {
                Some(Role::Party(party)) => parties.add(definition.label, party),
                Some(Role::User(Some(party))) => {
                    user_is_defined = true;
                    parties.user = party;
                }
                Some(Role::User(None)) | None => {}
            }
        }
        if !user_is_defined && reader.users_stand_for_clients(head) {
            parties.user = Party::Client;
        }
        parties.names.sort_by(|a, b| a.words.cmp(&b.words));
        parties
    }

    /// The names that the document itself gives, with whom each means.
    pub fn names(&self) -> impl Iterator<Item = (&str, Party)> {
        self.names
            .iter()
            .map(|name| (name.label.as_str(), name.party))
    }

    /// Whom a label of the language means in this document.
    pub(crate) fn resolve(&self, label: Label) -> Party {
        match label {
            Label::Fixed(party) => party,
            Label::User => self.user,
            Label::Speaker => Party::Platform,
            Label::Addressee => self.addressee,
        }
    }

    /// The document's own names in a sentence, ascending.
    pub(crate) fn named_in(&self, words: &[Word], out: &mut Vec<Mention>) {
        if self.names.is_empty() {
            return;
        }
        for (place, word) in words.iter().enumerate() {
            if word.capital == Capital::Lower {
                continue;
            }
            let first = self.names.partition_point(|name| name.words[0] < word.hash);
            let same_start = self.names[first..]
                .iter()
                .take_while(|n| n.words[0] == word.hash);
            let here = &words[place..];
            let fits = |name: &&Name| {
                name.words.len() <= here.len()
                    && name
                        .words
                        .iter()
                        .zip(here)
                        .all(|(hash, word)| *hash == word.hash)
            };
            if let Some(name) = same_start.filter(fits).max_by_key(|name| name.words.len()) {
                let (start, length) = (to_u16(place), to_u16(name.words.len()));
                out.push(Mention {
                    party: name.party,
                    words: Occurrence {
                        start,
                        end: start.saturating_add(length),
                    },
                    case: Case::Any,
                    form: Form::Noun,
                });
            }
        }
    }

    fn add(&mut self, label: &str, party: Party) {
        let words = hashes(label);
        let known = self.names.iter().any(|name| name.words == words);
        if is_no_name(label)
            || words.is_empty()
            || words.len() > 6
            || known
            || self.names.len() >= MOST_NAMES
        {
            return;
        }
        self.names.push(Name {
            words,
            party,
            label: label.to_owned(),
        });
    }
}

/// "These Terms", "Le présent contrat": headings and documents, not parties.
fn is_no_name(label: &str) -> bool {
    static NO_NAME: LazyLock<Regex> = LazyLock::new(|| {
        built_in(
            r"(?i)^(?:this|these|those|such|ce|cet|cette|ces|présente?s?|article|section|clause|annexe?|appendix|schedule|date)\b|\b(?:terms|conditions|agreement|contract|policy|services?|site|website|application|app|content|contenus?|contrat|charte|politique|données|data|account|compte|fees?|tarifs?|privacy|article)$",
        )
    });
    NO_NAME.is_match(label.trim())
}

fn to_u16(n: usize) -> u16 {
    u16::try_from(n).unwrap_or(u16::MAX)
}

fn head(text: &str) -> &str {
    &text[..floor_boundary(text, READ_FOR_NAMES.min(text.len()))]
}

fn floor_boundary(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// A label with the words that say whom it names.
struct Definition<'a> {
    label: &'a str,
    context: &'a str,
}

/// What a definition says.
enum Role {
    Party(Party),
    /// A user; and whom the definition says that is.
    User(Option<Party>),
}

/// Words that tell whom a definition is about, by language data.
#[derive(Debug, Clone)]
pub(crate) struct RoleCues {
    platform: Regex,
    worker: Regex,
    client: Regex,
    person: Regex,
}

/// `parties.toml`, the part about definitions: expressions looked for in their words.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RoleTable {
    platform: Vec<String>,
    worker: Vec<String>,
    client: Vec<String>,
    /// What any party is: a person, a company.
    person: Vec<String>,
}

impl RoleTable {
    /// Compiles the expressions.
    pub(crate) fn compile(&self) -> Result<RoleCues, regex::Error> {
        let any =
            |patterns: &[String]| Regex::new(&format!(r"(?i)(?-u:\b)(?:{})", patterns.join("|")));
        Ok(RoleCues {
            platform: any(&self.platform)?,
            worker: any(&self.worker)?,
            client: any(&self.client)?,
            person: any(&self.person)?,
        })
    }
}

struct Reader<'a> {
    labels: &'a PartyLabels,
    phrases: &'a PhraseSet,
    roles: &'a RoleCues,
    scratch: Scratch,
}

impl Reader<'_> {
    fn party_of(&mut self, definition: &Definition<'_>) -> Option<Role> {
        if definition.label.split_whitespace().count() > LONGEST_NAME {
            return None;
        }
        let told = self.told_by(definition.context);
        match self.usual(definition.label) {
            Some(Label::User) => Some(Role::User(told.filter(|party| *party != Party::Platform))),
            // A usual label may name another party here ("le Prestataire, société éditrice").
            Some(Label::Fixed(usual)) => Some(Role::Party(match told {
                Some(Party::Platform) if self.is_surely_platform(definition.context) => {
                    Party::Platform
                }
                _ => usual,
            })),
            Some(Label::Speaker | Label::Addressee) => None,
            // An unknown label names a party only where its definition speaks of a person.
            None => told
                .filter(|_| self.roles.person.is_match(definition.context))
                .filter(|party| {
                    *party != Party::Platform || self.is_surely_platform(definition.context)
                })
                .map(Role::Party),
        }
    }

    /// Whether a definition says twice that it is about whoever runs the platform.
    fn is_surely_platform(&self, context: &str) -> bool {
        self.roles.platform.find_iter(context).nth(1).is_some()
            && !self.roles.worker.is_match(context)
            && !self.roles.client.is_match(context)
    }

    /// The party that the words of a definition speak of most.
    fn told_by(&self, context: &str) -> Option<Party> {
        let counts = [
            (
                self.roles.platform.find_iter(context).count(),
                Party::Platform,
            ),
            (self.roles.worker.find_iter(context).count(), Party::Worker),
            (self.roles.client.find_iter(context).count(), Party::Client),
        ];
        let best = counts
            .iter()
            .map(|(count, _)| *count)
            .max()
            .filter(|count| *count > 0)?;
        let mut leaders = counts.iter().filter(|(count, _)| *count == best);
        let leader = leaders.next()?;
        leaders.next().is_none().then_some(leader.1)
    }

    fn usual(&mut self, label: &str) -> Option<Label> {
        let mut words = Vec::new();
        split_into(label, 0, &self.phrases.words, &mut words);
        let mut search = Search::new(self.phrases, &words, &mut self.scratch);
        self.labels.longest_in(&mut search)
    }

    /// A two-sided document that names workers often and clients never calls its clients users.
    fn users_stand_for_clients(&mut self, head: &str) -> bool {
        const OFTEN: usize = 8;
        const HARDLY: usize = 2;
        let mut words = Vec::new();
        let (mut workers, mut clients, mut users) = (0, 0, 0);
        for line in head.lines() {
            words.clear();
            split_into(line, 0, &self.phrases.words, &mut words);
            for chunk in words.chunks(crate::phrase::LONGEST_SENTENCE) {
                let mut search = Search::new(self.phrases, chunk, &mut self.scratch);
                workers += self.labels.count(Label::Fixed(Party::Worker), &mut search);
                clients += self.labels.count(Label::Fixed(Party::Client), &mut search);
                users += self.labels.count(Label::User, &mut search);
            }
        }
        workers >= OFTEN && users >= OFTEN && clients <= HARDLY
    }
}

impl PartyLabels {
    /// The usual label that covers most of a text.
    fn longest_in(&self, search: &mut Search<'_>) -> Option<Label> {
        let candidates = search.candidates();
        let none = Mentions::default();
        let mut best: Option<(u16, Label)> = None;
        for (phrase, label, _) in self.among(&candidates) {
            let longest = search
                .occurrences(phrase, &none)
                .iter()
                .map(|o| o.len())
                .max();
            if let Some(length) =
                longest.filter(|length| best.is_none_or(|(than, _)| *length > than))
            {
                best = Some((length, label));
            }
        }
        search.recycle(candidates);
        best.map(|(_, label)| label)
    }

    fn count(&self, wanted: Label, search: &mut Search<'_>) -> usize {
        let candidates = search.candidates();
        let none = Mentions::default();
        let mut count = 0;
        for (phrase, label, _) in self.among(&candidates) {
            if label == wanted {
                count += search.occurrences(phrase, &none).len();
            }
        }
        search.recycle(candidates);
        count
    }
}

/// Labels in quotation marks or at the head of a line that a definition gives, each with the
/// words that say whom it names.
fn definitions(text: &str) -> Vec<Definition<'_>> {
    let mut found: Vec<Definition<'_>> = quoted_definitions(text).collect();
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
        let context = if is_aside(text, open) {
            before(text, open)
        } else {
            let rest = after(text, inside + close);
            &rest[verb_of_meaning(rest)?..]
        };
        Some(Definition { label, context })
    })
}

/// How long a label in quotation marks may be, in bytes.
const LONGEST_LABEL: usize = 56;

/// A label without its article; it begins with a capital.
fn label_of(text: &str) -> Option<&str> {
    let text = text.trim_matches(|c: char| !c.is_alphanumeric());
    let articles = [
        "the ", "le ", "la ", "les ", "l'", "l’", "un ", "une ", "The ", "Le ", "La ", "Les ",
        "L'", "L’", "Un ", "Une ",
    ];
    let label = articles
        .iter()
        .find_map(|article| text.strip_prefix(article))
        .unwrap_or(text);
    label.starts_with(char::is_uppercase).then_some(label)
}

/// Whether a quotation stands in a bracket, or after "hereinafter", so that it names what was
/// said before.
fn is_aside(text: &str, open: usize) -> bool {
    let lead = before(text, open);
    let bracket = lead.rfind('(').filter(|&at| !lead[at..].contains(')'));
    bracket.is_some()
        || [
            "ci-après",
            "Ci-après",
            "hereinafter",
            "hereafter",
            "Hereinafter",
        ]
        .iter()
        .any(|word| lead.rfind(word).is_some_and(|at| lead.len() - at < 60))
}

/// Where the verb of a definition ends, in the words right after its label.
fn verb_of_meaning(text: &str) -> Option<usize> {
    const NEAR: usize = 24;
    const VERBS: [&str; 11] = [
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
    ]
    .iter()
    .filter_map(|verb| start.find(verb).map(|at| (at, at + verb.len())))
    .min()?;
    let label = label_of(&line[..verb.0])?;
    Some(Definition {
        label,
        context: after(line, verb.1),
    })
}

fn before(text: &str, at: usize) -> &str {
    let from = floor_boundary(text, at.saturating_sub(CONTEXT));
    let context = &text[from..at];
    context.rsplit_once('\n').map_or(context, |(_, line)| line)
}

fn after(text: &str, at: usize) -> &str {
    let context = &text[at..floor_boundary(text, (at + CONTEXT).min(text.len()))];
    context.split_once('\n').map_or(context, |(line, _)| line)
}

/// Whether a text names a party so, with a capital.
fn is_named_in(text: &str, name: &str) -> bool {
    const OFTEN: usize = 3;
    let Some(first) = name.chars().next() else {
        return false;
    };
    let rest = &name[first.len_utf8()..];
    let capital: String = first.to_uppercase().chain(rest.chars()).collect();
    text.match_indices(&capital).take(OFTEN).count() == OFTEN
}

/// Names that stand before words only the platform says of itself: a reserved right, a
/// disclaimed liability.
fn power_holders(text: &str) -> impl Iterator<Item = &str> {
    static POWER: LazyLock<Regex> = LazyLock::new(|| {
        built_in(
            r"se réserve (?:le droit|la faculté|la possibilité)|décline toute responsabilité|ne saurait être tenue? (?:pour )?responsable|ne garantit pas|reserves the right|(?:shall|will|is) not (?:be )?(?:liable|responsible)|disclaims|does not (?:guarantee|warrant)|makes no (?:warrant|represent)",
        )
    });
    POWER
        .find_iter(text)
        .filter_map(|found| capitalised_before(text, found.start()))
}

/// Companies by their legal form, near the head of the text.
fn companies(text: &str) -> impl Iterator<Item = &str> {
    static LEGAL_FORM: LazyLock<Regex> = LazyLock::new(|| {
        built_in(
            r"(?-u:\b)(?:Ltd|Limited|Inc|LLC|L\.L\.C|GmbH|SAS|S\.A\.S|SASU|SARL|S\.A\.R\.L|SA|S\.A|B\.V|BV|AG|Oy|AB|plc|PLC|S\.L|SL)(?-u:\b)",
        )
    });
    const NEAR_THE_HEAD: usize = 6_000;
    let head = &text[..floor_boundary(text, NEAR_THE_HEAD.min(text.len()))];
    LEGAL_FORM
        .find_iter(head)
        .filter_map(move |found| capitalised_before(head, found.start()))
}

/// The words with a capital right before a place, four at most, on one line.
fn capitalised_before(text: &str, at: usize) -> Option<&str> {
    const MOST_WORDS: usize = 4;
    const MOST_BYTES: usize = 60;
    let from = floor_boundary(text, at.saturating_sub(MOST_BYTES));
    let before = text[from..at].trim_end_matches([' ', ',', '\u{a0}']);
    let mut start = before.len();
    for _ in 0..MOST_WORDS {
        let ahead = before[..start].trim_end_matches([' ', '\u{a0}']);
        let word_start = ahead
            .rfind([' ', '\u{a0}', '\n', '(', '"', '«', '“'])
            .map_or(0, |place| {
                place + ahead[place..].chars().next().map_or(1, char::len_utf8)
            });
        let word = &ahead[word_start..];
        let ends_sentence = word.ends_with(['.', ',', ';', ':']) && start != before.len();
        if ends_sentence || !word.starts_with(char::is_uppercase) {
            break;
        }
        start = word_start;
    }
    let name = &before[start..];
    (!name.is_empty()).then_some(name)
}

/// # Panics
/// Where an expression of this file is wrong, which its tests exclude.
fn built_in(expression: &str) -> Regex {
    Regex::new(expression).expect("an expression of this file")
}
