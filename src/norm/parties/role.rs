//! Which party a definition speaks of.

use regex::Regex;
use serde::Deserialize;

use super::definition::{Definition, Place};
use super::floor_boundary;
use crate::norm::Party;
use crate::norm::mentions::{Label, PartyLabels};
use crate::phrase::{LONGEST_SENTENCE, Mentions, Occurrence, PhraseSet, Scratch, Search};
use crate::text::words::split_into;

/// How many words the name of a party may have in a definition.
const LONGEST_NAME: usize = 3;

/// Words that tell whom a definition is about, by language data.
#[derive(Debug, Clone)]
pub(crate) struct RoleCues {
    head: Head,
    platform: Regex,
    worker: Regex,
    client: Regex,
    person: Regex,
}

/// Which word of a name says what it is: "Partner Portal" is a portal, "compte prestataire" an
/// account.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Head {
    First,
    #[default]
    Last,
}

/// `parties.toml`, the part about definitions: expressions looked for in their words.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RoleTable {
    #[serde(default)]
    head: Head,
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
            head: self.head,
            platform: any(&self.platform)?,
            worker: any(&self.worker)?,
            client: any(&self.client)?,
            person: any(&self.person)?,
        })
    }
}

/// What a definition says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// Its label names this party.
    Party(Party),
    /// Its label names whoever the terms call "you", and the text says who that is.
    Addressee(Party),
    /// Its label names any user; and whom the definition says that is.
    User(Option<Party>),
    /// It defines somebody, and does not say on which side.
    Somebody,
}

/// Reads definitions in one language.
pub(super) struct Reader<'a> {
    pub(super) labels: &'a PartyLabels,
    pub(super) phrases: &'a PhraseSet,
    pub(super) roles: &'a RoleCues,
    pub(super) scratch: Scratch,
}

impl Reader<'_> {
    /// What a definition says of its label; `None` where that names no party.
    pub(super) fn party_of(&mut self, definition: &Definition<'_>) -> Option<Role> {
        let label = definition.label;
        if !self.is_shaped_like_a_name(label) || is_acronym_of(definition) {
            return None;
        }
        let told = self.told_by(definition);
        let usual = self.usual(label);
        if matches!(usual, Some(Label::Speaker | Label::Addressee)) {
            return None;
        }
        match self.pronoun_beside(definition) {
            _ if usual == Some(Label::User) => {}
            _ if usual.is_none() && is_thing(label) => return None,
            Some(Label::Speaker) => return Some(Role::Party(Party::Platform)),
            Some(_) => {
                return Some(Role::Addressee(match usual {
                    Some(Label::Fixed(party)) if party != Party::ThirdParty => party,
                    _ => told
                        .filter(|party| *party == Party::Client)
                        .unwrap_or(Party::Worker),
                }));
            }
            None => {}
        }
        match usual {
            Some(Label::User) => Some(match self.qualifier(label) {
                Some(party) => Role::Party(party),
                None => Role::User(told.filter(|party| *party != Party::Platform)),
            }),
            // A usual label may name another party here ("le Prestataire, société éditrice").
            Some(Label::Fixed(usual)) => Some(Role::Party(match told {
                Some(Party::Platform) if self.is_surely_platform(definition.context) => {
                    Party::Platform
                }
                Some(party @ (Party::Worker | Party::Client))
                    if usual == Party::ThirdParty && self.is_a_person(definition) =>
                {
                    party
                }
                _ => usual,
            })),
            Some(Label::Speaker | Label::Addressee) => None,
            // An unknown label names a party only where its definition speaks of a person.
            None if is_thing(label) || !self.is_a_person(definition) => None,
            None => Some(match told {
                Some(Party::Platform) if !self.is_surely_platform(definition.context) => {
                    Role::Somebody
                }
                Some(party) => Role::Party(party),
                None => Role::Somebody,
            }),
        }
    }

    /// Whether a label has the words and the letters of a name.
    fn is_shaped_like_a_name(&self, label: &str) -> bool {
        const SHORTEST_NOUN: usize = 4;
        const JOINING: [&str; 3] = ["de", "du", "des"];
        const NO_NOUN: [&str; 6] = ["peut", "doit", "sera", "pour", "dans", "avec"];
        let mut words = label.split_whitespace();
        let begins = words.next();
        let fits = |word: &str| {
            word.starts_with(char::is_uppercase)
                || match self.roles.head {
                    Head::Last => false,
                    Head::First => {
                        JOINING.contains(&word)
                            || word.len() >= SHORTEST_NOUN && !NO_NOUN.contains(&word)
                    }
                }
        };
        let few = label.split_whitespace().count() <= LONGEST_NAME;
        few && words.all(fits)
            && !begins.is_none_or(|word| ["AND", "OR", "ET", "OU"].contains(&word))
    }

    /// Whether a definition says twice that it is about whoever runs the platform.
    fn is_surely_platform(&self, context: &str) -> bool {
        self.roles.platform.find_iter(context).nth(1).is_some()
            && !self.roles.worker.is_match(context)
            && !self.roles.client.is_match(context)
    }

    /// Whether a definition says of its label that it is a person or a company.
    fn is_a_person(&self, definition: &Definition<'_>) -> bool {
        /// How far into a definition what it defines is said, in bytes.
        const GENUS: usize = 30;
        let found = self.roles.person.find(definition.context);
        match definition.place {
            Place::Before => found.is_some(),
            Place::After => found.is_some_and(|found| found.start() < GENUS),
        }
    }

    /// The party that the words of a definition speak of most; where two are spoken of as often,
    /// the one spoken of nearest to the label.
    fn told_by(&self, definition: &Definition<'_>) -> Option<Party> {
        let context = definition.context;
        let sides = [
            (&self.roles.platform, Party::Platform),
            (&self.roles.worker, Party::Worker),
            (&self.roles.client, Party::Client),
        ];
        let told = sides.into_iter().filter_map(|(cues, party)| {
            let found: Vec<_> = cues.find_iter(context).collect();
            let distance = match definition.place {
                Place::Before => context.len() - found.last()?.end(),
                Place::After => found.first()?.start(),
            };
            Some((found.len(), std::cmp::Reverse(distance), party))
        });
        told.max_by_key(|(count, near, _)| (*count, *near))
            .map(|(_, _, party)| party)
    }

    /// The pronoun that a label is defined with: in its bracket, or right before it.
    fn pronoun_beside(&mut self, definition: &Definition<'_>) -> Option<Label> {
        /// How near two pronouns stand that are named together, in bytes.
        const NEAR: usize = 12;
        let [inside, lead] = definition.beside;
        if is_list_of_names(inside) {
            match self.pronouns(inside).as_slice() {
                [] => {}
                [first, rest @ ..] => {
                    return rest.iter().all(|other| other == first).then_some(*first);
                }
            }
        }
        let lead = lead.trim_end_matches(|c: char| !c.is_alphanumeric());
        let lead = [" the", " le", " la", " les", " l"]
            .iter()
            .find_map(|article| lead.strip_suffix(article))
            .unwrap_or(lead);
        let lead = lead.trim_end_matches(|c: char| !c.is_alphanumeric());
        // "between you and us (the “Order”)" names neither.
        let near = &lead[floor_boundary(lead, lead.len().saturating_sub(NEAR))..];
        if self.pronouns(near).len() > 1 {
            return None;
        }
        let last = lead.rsplit([' ', '\u{a0}', '(', '"', '“', '«']).next()?;
        self.pronouns(last).first().copied()
    }

    fn pronouns(&mut self, text: &str) -> Vec<Label> {
        let labels = self.labels_in(text).1;
        let pronoun = |(_, label): (Occurrence, Label)| {
            matches!(label, Label::Speaker | Label::Addressee).then_some(label)
        };
        labels.into_iter().filter_map(pronoun).collect()
    }

    /// The usual label that the head of a name is.
    pub(super) fn usual(&mut self, name: &str) -> Option<Label> {
        let (words, labels) = self.labels_in(name);
        let last = u16::try_from(words).ok()?.checked_sub(1)?;
        let head = match self.roles.head {
            Head::First => 0,
            Head::Last => last,
        };
        labels
            .into_iter()
            .filter(|(at, _)| at.start <= head && head < at.end)
            .max_by_key(|(at, _)| at.len())
            .map(|(_, label)| label)
    }

    /// Whether some word of a name is the usual label of somebody else than the parties.
    pub(super) fn names_a_third(&mut self, name: &str) -> bool {
        let third = Label::Fixed(Party::ThirdParty);
        let labels = self.labels_in(name).1;
        labels.iter().any(|(_, label)| *label == third)
    }

    /// Which of its sides a kind of user is of: "Utilisateur Prestataire", "Client User".
    fn qualifier(&mut self, label: &str) -> Option<Party> {
        let labels = self.labels_in(label).1;
        labels.into_iter().find_map(|(_, label)| match label {
            Label::Fixed(party) if party != Party::ThirdParty => Some(party),
            _ => None,
        })
    }

    /// How many words a text has, and the usual labels among them.
    fn labels_in(&mut self, text: &str) -> (usize, Vec<(Occurrence, Label)>) {
        let mut words = Vec::new();
        split_into(text, 0, &self.phrases.words, &mut words);
        words.truncate(LONGEST_SENTENCE);
        let mut search = Search::new(self.phrases, &words, &mut self.scratch);
        (words.len(), self.labels.occurrences(&mut search))
    }

    /// A two-sided document that names workers often and clients never calls its clients users.
    pub(super) fn users_stand_for_clients(&mut self, head: &str) -> bool {
        const OFTEN: usize = 8;
        const HARDLY: usize = 2;
        let (workers, clients, users) = self.count_labels(head);
        workers >= OFTEN && users >= OFTEN && clients <= HARDLY
    }

    /// Terms for both sides name those who work about as often as clients: their "you" is not
    /// the client alone, even where a definition says so of one part.
    pub(super) fn workers_stand_beside_clients(&mut self, head: &str) -> bool {
        const OFTEN: usize = 8;
        let (workers, clients, _) = self.count_labels(head);
        workers >= OFTEN && 2 * workers >= clients
    }

    /// How often a text names workers, clients and users by usual labels.
    pub(super) fn count_labels(&mut self, head: &str) -> (usize, usize, usize) {
        let mut words = Vec::new();
        let (mut workers, mut clients, mut users) = (0, 0, 0);
        for line in head.lines() {
            words.clear();
            split_into(line, 0, &self.phrases.words, &mut words);
            for chunk in words.chunks(LONGEST_SENTENCE) {
                let mut search = Search::new(self.phrases, chunk, &mut self.scratch);
                for (_, label) in self.labels.occurrences(&mut search) {
                    match label {
                        Label::Fixed(Party::Worker) => workers += 1,
                        Label::Fixed(Party::Client) => clients += 1,
                        Label::User => users += 1,
                        _ => {}
                    }
                }
            }
        }
        (workers, clients, users)
    }
}

impl PartyLabels {
    /// The usual labels in a text.
    fn occurrences(&self, search: &mut Search<'_>) -> Vec<(Occurrence, Label)> {
        let candidates = search.candidates();
        let none = Mentions::default();
        let mut found = Vec::new();
        for (phrase, label, _) in self.among(&candidates) {
            let here = search.occurrences(phrase, &none);
            found.extend(here.iter().map(|&at| (at, label)));
        }
        search.recycle(candidates);
        found
    }
}

/// "Small Public Service Vehicle (“SPSV”)": letters for the words before them.
fn is_acronym_of(definition: &Definition<'_>) -> bool {
    let label = definition.label;
    let capitals = label.chars().all(|c| c.is_uppercase() || c == '&');
    if definition.place != Place::Before || !capitals || label.len() > 6 {
        return false;
    }
    let words = definition
        .context
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    let initials: String = words
        .filter_map(|word| word.chars().next())
        .flat_map(char::to_uppercase)
        .collect();
    initials.contains(label)
}

/// "Booking", "Accommodations", "Earnings": endings of things and acts, in both languages.
fn is_thing(label: &str) -> bool {
    const ENDINGS: [&str; 16] = [
        "tion", "tions", "ment", "ments", "ing", "ings", "ness", "ity", "ities", "ance", "ence",
        "ences", "té", "tés", "age", "ages",
    ];
    let lower = label.to_lowercase();
    ENDINGS.iter().any(|ending| lower.ends_with(ending))
}

/// Whether a bracket holds names and pronouns and what joins them, and no sentence.
fn is_list_of_names(bracket: &str) -> bool {
    const JOINING: [&str; 8] = [
        "collectively",
        "hereinafter",
        "hereafter",
        "together",
        "individually",
        "referred",
        "ci-après",
        "each",
    ];
    const SHORT: usize = 5;
    bracket
        .split([' ', '\u{a0}', '(', ')', ',', '"', '“', '”', '«', '»'])
        .all(|word| {
            word.len() < SHORT || word.starts_with(char::is_uppercase) || JOINING.contains(&word)
        })
}
