//! Who is platform, worker and client in this document, by its own words.

mod definition;
mod holder;
mod role;
#[cfg(test)]
mod tests;

use std::sync::LazyLock;

use regex::Regex;
use serde::{Deserialize, Serialize};

use self::definition::definitions;
use self::holder::{companies, duties_of, is_named_in, power_holders};
use self::role::{Reader, Role};
pub(crate) use self::role::{RoleCues, RoleTable};
use super::Party;
use super::mentions::{Case, Form, Label, Mention, PartyLabels};
use crate::phrase::{Occurrence, PhraseSet, Scratch};
use crate::text::words::{Capital, Word, hashes};

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
    written: Written,
}

/// Whether a name stands in the text as it is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Written {
    /// It does.
    AsSuch,
    /// It is the plural or singular of one that does.
    InTheOtherNumber,
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

/// The most names kept, so that a hostile document cannot make every word one.
const MOST_NAMES: usize = 160;

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
        parties.read_definitions(head, &mut reader);
        for company in companies(head) {
            if !reader.names_a_third(company) {
                parties.add(company, Party::Platform);
            }
        }
        for holder in power_holders(head) {
            if reader.usual(holder).is_none() {
                parties.add(holder, Party::Platform);
            }
        }
        parties.names.sort_by(|a, b| a.words.cmp(&b.words));
        parties
    }

    /// Adds the names that definitions give.
    fn read_definitions(&mut self, head: &str, reader: &mut Reader<'_>) {
        const MOST_UNDECIDED: usize = 32;
        let mut user_is_defined = false;
        let mut undecided: Vec<&str> = Vec::new();
        let mut addressees: Vec<Party> = Vec::new();
        let mut users = self.user;
        for definition in definitions(head) {
            match reader.party_of(&definition) {
                Some(Role::Party(party)) => self.add(definition.label, party),
                Some(Role::Addressee(party)) => {
                    self.add(definition.label, party);
                    addressees.push(party);
                }
                Some(Role::User(Some(party))) => {
                    user_is_defined = true;
                    users = party;
                }
                Some(Role::Somebody) if undecided.len() < MOST_UNDECIDED => {
                    undecided.push(definition.label);
                }
                Some(Role::User(None) | Role::Somebody) | None => {}
            }
        }
        if addressees.contains(&Party::Client)
            && !addressees.contains(&Party::Worker)
            && !reader.workers_stand_beside_clients(head)
        {
            self.addressee = Party::Client;
        }
        // Users are clients only beside somebody else who works.
        let others_work = || self.names.iter().any(|name| name.party == Party::Worker);
        if user_is_defined && (users == Party::Worker || others_work()) {
            self.user = users;
        } else if !user_is_defined && reader.users_stand_for_clients(head) {
            self.user = Party::Client;
        }
        self.add_bound(head, &undecided, reader);
    }

    /// Somebody who is defined, bears duties and is on no side yet is taken for whom the terms
    /// bind, where they hardly name workers otherwise.
    fn add_bound(&mut self, head: &str, undecided: &[&str], reader: &mut Reader<'_>) {
        const DUTIES: usize = 3;
        const HARDLY: usize = 8;
        if undecided.is_empty() || reader.count_labels(head).0 >= HARDLY {
            return;
        }
        for name in undecided {
            if duties_of(head, name) >= DUTIES {
                self.add(name, Party::Worker);
            }
        }
    }

    /// The names that the document itself gives, with whom each means.
    pub fn names(&self) -> impl Iterator<Item = (&str, Party)> {
        let written = |name: &&Name| name.written == Written::AsSuch;
        self.names
            .iter()
            .filter(written)
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
        if is_no_name(label) || self.names.len() >= MOST_NAMES {
            return;
        }
        self.push(label, hashes(label), party, Written::AsSuch);
        for form in other_numbers(label) {
            self.push(label, hashes(&form), party, Written::InTheOtherNumber);
        }
    }

    fn push(&mut self, label: &str, words: Vec<u32>, party: Party, written: Written) {
        const LONGEST: usize = 6;
        let known = self.names.iter().position(|name| name.words == words);
        match known {
            // A party before somebody else whose usual label it bears ("you, the Licensor").
            Some(place) if self.names[place].party == Party::ThirdParty => {
                self.names[place].party = party;
            }
            Some(place) if written == Written::AsSuch => {
                let name = &mut self.names[place];
                // What the text writes itself counts before a form made of another name.
                if name.written == Written::InTheOtherNumber && name.party == party {
                    label.clone_into(&mut name.label);
                    name.written = written;
                }
            }
            Some(_) => {}
            None if words.is_empty() || words.len() > LONGEST => {}
            None => self.names.push(Name {
                words,
                party,
                label: label.to_owned(),
                written,
            }),
        }
    }
}

/// The singular of a plural and the plural of a singular, for names that are nouns: of the last
/// word, and of all words ("Chauffeurs partenaires").
fn other_numbers(label: &str) -> Vec<String> {
    const SHORTEST: usize = 4;
    let other = |word: &str| {
        let (stem, plural) = if word.ends_with(char::is_uppercase) && word.len() > 1 {
            (word.strip_suffix('S'), "S")
        } else {
            (word.strip_suffix('s'), "s")
        };
        stem.map_or_else(|| format!("{word}{plural}"), str::to_owned)
    };
    let words: Vec<&str> = label.split_whitespace().collect();
    let Some((last, before)) = words
        .split_last()
        .filter(|(last, _)| last.len() >= SHORTEST)
    else {
        return Vec::new();
    };
    let of_last = before
        .iter()
        .map(|&word| word.to_owned())
        .chain([other(last)]);
    let mut forms = vec![of_last.collect::<Vec<_>>().join(" ")];
    if words.len() > 1 {
        let of_all: Vec<String> = words.iter().map(|word| other(word)).collect();
        forms.push(of_all.join(" "));
    }
    forms
}

/// "These Terms", "Le présent contrat": headings and documents, not parties.
fn is_no_name(label: &str) -> bool {
    static NO_NAME: LazyLock<Regex> = LazyLock::new(|| {
        built_in(
            r"(?i)^(?:this|these|those|such|ce|cet|cette|ces|présente?s?|article|section|clause|annexe?|appendix|schedule|date)\b|\b(?:terms|conditions|agreement|contract|policy|services?|site|website|application|app|content|contenus?|contrat|charte|politique|données|data|account|compte|fees?|tarifs?|privacy|article|policies|orders?|notices?|charges?|programs?|programmes?|commandes?|frais|private)$",
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

/// # Panics
/// Where an expression of this file is wrong, which its tests exclude.
fn built_in(expression: &str) -> Regex {
    Regex::new(expression).expect("an expression of this file")
}
