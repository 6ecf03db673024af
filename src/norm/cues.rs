//! The modal cues, party labels and function words of a language: data, and its compiled form.

use serde::Deserialize;

use super::{Action, Modality};
use crate::phrase::{CompileError, PhraseSetBuilder, PhraseTable};
use crate::text::words::hashes;

/// `norms.toml`: how a language says that somebody must, may or need not.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct NormTable {
    cue: Vec<CueTable>,
    action: Vec<ActionTable>,
    words: FunctionWordTable,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct CueTable {
    modality: CueModality,
    bearer: BearerPlace,
    patterns: Vec<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct ActionTable {
    action: Action,
    patterns: Vec<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct FunctionWordTable {
    /// Make the mention after them no subject.
    prepositions: Vec<String>,
    /// May stand right before a subject.
    determiners: Vec<String>,
    /// Join two verbs of one subject.
    conjunctions: Vec<String>,
    /// May stand between a subject and its verb.
    light: Vec<String>,
    /// Begin what belongs to the subject ("of the Site", "who refuses").
    attachments: Vec<String>,
    /// Deny the verb.
    negations: Vec<String>,
    /// Say that something is missing ("without").
    #[serde(default)]
    lacks: Vec<String>,
    /// Begin a subordinate clause.
    subordinators: Vec<String>,
    /// Stand for a party named before.
    anaphora: Vec<String>,
    /// Name the agent of a passive.
    agents: Vec<String>,
    /// Endings of a verb in the future, which in a contract is an order.
    #[serde(default)]
    future: Vec<String>,
    /// Verbs in the future that only help another: they order nothing by themselves.
    #[serde(default)]
    auxiliaries: Vec<String>,
}

/// The modality a cue gives, once its bearer is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum CueModality {
    Duty,
    Prohibition,
    /// "may": a power of the platform or client, a permission of the worker.
    May,
    Power,
    Permission,
    Right,
    /// "is entitled to": a right of the worker, a power of anybody else.
    Entitlement,
    Exemption,
    /// "is not obliged to": a freedom of the worker, an exemption of anybody else.
    Release,
    NoRight,
    Declaration,
}

impl CueModality {
    /// The modality for a bearer that is or is not the worker.
    pub(crate) fn resolve(self, worker: WorkerIsBearer) -> Modality {
        match (self, worker) {
            (Self::Duty, _) => Modality::Duty,
            (Self::Prohibition, _) => Modality::Prohibition,
            (Self::May | Self::Release, WorkerIsBearer::Yes) | (Self::Permission, _) => {
                Modality::Permission
            }
            (Self::May | Self::Entitlement, WorkerIsBearer::No) | (Self::Power, _) => {
                Modality::Power
            }
            (Self::Entitlement, WorkerIsBearer::Yes) | (Self::Right, _) => Modality::Right,
            (Self::Release, WorkerIsBearer::No) | (Self::Exemption, _) => Modality::Exemption,
            (Self::NoRight, _) => Modality::NoRight,
            (Self::Declaration, _) => Modality::Declaration,
        }
    }
}

/// Whether the worker bears a norm: it decides what "may" means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum WorkerIsBearer {
    Yes,
    No,
}

/// Where a cue's bearer is to be looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum BearerPlace {
    /// The subject of the verb, before the cue.
    Subject,
    /// Named after an impersonal cue ("il appartient au Prestataire").
    After,
    /// Named anywhere near, in whatever case ("the liability of X", "our liability").
    Near,
}

/// A compiled cue.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cue {
    pub(crate) modality: CueModality,
    pub(crate) bearer: BearerPlace,
}

/// The compiled cues of a language.
#[derive(Debug)]
pub(crate) struct NormCues {
    pub(crate) cues: PhraseTable<Cue>,
    pub(crate) actions: PhraseTable<Action>,
    pub(crate) words: FunctionWords,
}

/// What a function word does to the reading of a norm; one word may do several things.
#[derive(Debug)]
pub(crate) struct FunctionWords {
    prepositions: Vec<u32>,
    determiners: Vec<u32>,
    conjunctions: Vec<u32>,
    light: Vec<u32>,
    attachments: Vec<u32>,
    negations: Vec<u32>,
    lacks: Vec<u32>,
    subordinators: Vec<u32>,
    anaphora: Vec<u32>,
    agents: Vec<u32>,
    future: Vec<String>,
    auxiliaries: Vec<u32>,
}

macro_rules! asks {
    ($($(#[$doc:meta])* $name:ident => $list:ident),* $(,)?) => {
        $($(#[$doc])* pub(crate) fn $name(&self, hash: u32) -> bool {
            self.$list.binary_search(&hash).is_ok()
        })*
    };
}

impl FunctionWords {
    asks! {
        is_preposition => prepositions,
        is_determiner => determiners,
        is_conjunction => conjunctions,
        is_light => light,
        is_attachment => attachments,
        is_negation => negations,
        is_lack => lacks,
        is_subordinator => subordinators,
        is_anaphora => anaphora,
        is_agent => agents,
        is_auxiliary => auxiliaries,
    }

    /// Whether a word, as it is written, has the ending of a verb in the future.
    pub(crate) fn is_future(&self, written: &str) -> bool {
        self.future
            .iter()
            .any(|ending| written.ends_with(ending.as_str()))
    }

    fn compile(table: &FunctionWordTable) -> Self {
        Self {
            prepositions: hash_all(&table.prepositions),
            determiners: hash_all(&table.determiners),
            conjunctions: hash_all(&table.conjunctions),
            light: hash_all(&table.light),
            attachments: hash_all(&table.attachments),
            negations: hash_all(&table.negations),
            lacks: hash_all(&table.lacks),
            subordinators: hash_all(&table.subordinators),
            anaphora: hash_all(&table.anaphora),
            agents: hash_all(&table.agents),
            future: table.future.clone(),
            auxiliaries: hash_all(&table.auxiliaries),
        }
    }
}

fn hash_all(words: &[String]) -> Vec<u32> {
    let mut all: Vec<u32> = words.iter().flat_map(|word| hashes(word)).collect();
    all.sort_unstable();
    all.dedup();
    all
}

impl NormTable {
    /// Adds the cues to a set of phrases.
    pub(crate) fn compile(&self, phrases: &mut PhraseSetBuilder) -> Result<NormCues, CompileError> {
        let mut cues = Vec::new();
        for table in &self.cue {
            let cue = Cue {
                modality: table.modality,
                bearer: table.bearer,
            };
            for pattern in &table.patterns {
                cues.push((phrases.pattern(pattern)?, cue));
            }
        }
        let mut actions = Vec::new();
        for table in &self.action {
            for pattern in &table.patterns {
                actions.push((phrases.pattern(pattern)?, table.action));
            }
        }
        Ok(NormCues {
            cues: PhraseTable::new(cues),
            actions: PhraseTable::new(actions),
            words: FunctionWords::compile(&self.words),
        })
    }
}
