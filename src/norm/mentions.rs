//! Mentions of the parties in a sentence.

use serde::Deserialize;

use super::Party;
use super::parties::{Parties, RoleTable};
use crate::phrase::{
    CompileError, Mentions, Occurrence, PhraseId, PhraseSetBuilder, PhraseTable, Search,
};
use crate::text::words::Word;

/// `parties.toml`: the usual labels and pronouns of a language.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PartyTable {
    /// Usual labels of the platform.
    platform: Vec<String>,
    /// Usual labels of those who work.
    worker: Vec<String>,
    /// Usual labels of those they work for.
    client: Vec<String>,
    /// Everybody else.
    third: Vec<String>,
    /// Labels that fit workers and clients: the document decides.
    user: Vec<String>,
    /// Expressions that tell whom a definition is about.
    pub(crate) roles: RoleTable,
    /// The first person.
    speaker: PronounTable,
    /// The second person.
    addressee: PronounTable,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct PronounTable {
    personal: Vec<String>,
    object: Vec<String>,
    possessive: Vec<String>,
}

/// What a label says of who is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Label {
    /// This party, whatever the document.
    Fixed(Party),
    /// A user of the service.
    User,
    /// The first person.
    Speaker,
    /// The second person.
    Addressee,
}

/// The grammatical place of a mention, as far as its form tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Case {
    /// A noun, or a pronoun that may be a subject.
    Any,
    /// A pronoun that is no subject ("us").
    Object,
    /// "our", "votre".
    Possessive,
}

/// A mention of a party.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Mention {
    pub(crate) party: Party,
    pub(crate) words: Occurrence,
    pub(crate) case: Case,
    pub(crate) form: Form,
}

/// How a mention names its party.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// By a label or a name.
    Noun,
    /// By a pronoun.
    Pronoun,
}

/// The compiled labels of a language.
#[derive(Debug)]
pub(crate) struct PartyLabels {
    labels: PhraseTable<(Label, Case)>,
}

impl PartyLabels {
    /// The labels called up in a sentence, with what each says.
    pub(crate) fn among<'t>(
        &'t self,
        candidates: &'t [PhraseId],
    ) -> impl Iterator<Item = (PhraseId, Label, Case)> + 't {
        self.labels
            .among(candidates)
            .map(|&(phrase, (label, case))| (phrase, label, case))
    }
}

impl PartyTable {
    /// Adds the labels to a set of phrases.
    pub(crate) fn compile(
        &self,
        phrases: &mut PhraseSetBuilder,
    ) -> Result<PartyLabels, CompileError> {
        let groups = [
            (&self.platform, Label::Fixed(Party::Platform), Case::Any),
            (&self.worker, Label::Fixed(Party::Worker), Case::Any),
            (&self.client, Label::Fixed(Party::Client), Case::Any),
            (&self.third, Label::Fixed(Party::ThirdParty), Case::Any),
            (&self.user, Label::User, Case::Any),
            (&self.speaker.personal, Label::Speaker, Case::Any),
            (&self.speaker.object, Label::Speaker, Case::Object),
            (&self.speaker.possessive, Label::Speaker, Case::Possessive),
            (&self.addressee.personal, Label::Addressee, Case::Any),
            (&self.addressee.object, Label::Addressee, Case::Object),
            (
                &self.addressee.possessive,
                Label::Addressee,
                Case::Possessive,
            ),
        ];
        let mut labels = Vec::new();
        for (patterns, label, case) in groups {
            for pattern in patterns {
                labels.push((phrases.pattern(pattern)?, (label, case)));
            }
        }
        Ok(PartyLabels {
            labels: PhraseTable::new(labels),
        })
    }
}

/// The mentions in a sentence, ascending, none inside another; also handed to the matcher.
pub(crate) fn find(
    labels: &PartyLabels,
    parties: &Parties,
    words: &[Word],
    search: &mut Search<'_>,
    candidates: &[PhraseId],
    out: &mut Vec<Mention>,
    for_matcher: &mut Mentions,
) {
    out.clear();
    for_matcher.clear();
    parties.named_in(words, out);
    let named = out.len();
    for (phrase, label, case) in labels.among(candidates) {
        let form = match label {
            Label::Fixed(_) | Label::User => Form::Noun,
            Label::Speaker | Label::Addressee => Form::Pronoun,
        };
        let party = parties.resolve(label);
        let occurrences = search.occurrences(phrase, for_matcher);
        out.extend(occurrences.iter().map(|&words| Mention {
            party,
            words,
            case,
            form,
        }));
    }
    keep_longest(out, named);
    for mention in &*out {
        for_matcher.push(mention.party, mention.words);
    }
}

/// Where two mentions share a word the longer one stays, and a name of the document before a
/// usual label. The first `named` are names of the document.
fn keep_longest(mentions: &mut Vec<Mention>, named: usize) {
    let mut ranked: Vec<(usize, Mention)> = mentions.drain(..).enumerate().collect();
    ranked.sort_by_key(|(place, mention)| {
        (
            mention.words.start,
            std::cmp::Reverse(mention.words.end),
            *place >= named,
        )
    });
    for (_, mention) in ranked {
        match mentions.last_mut() {
            Some(last) if last.words.overlaps(mention.words) => {
                if mention.words.len() > last.words.len() {
                    *last = mention;
                }
            }
            _ => mentions.push(mention),
        }
    }
}
