//! Norms of a sentence: each modal cue, the party that bears it, and the words it governs.

use super::cues::{BearerPlace, Cue, CueModality, NormCues, WorkerIsBearer};
use super::mentions::{Case, Form, Mention};
use super::{Action, BearerSource, Modality, Party};
use crate::phrase::{Mentions, Occurrence, PhraseId, Search};
use crate::text::words::{Break, Capital, Word};

/// A norm while its sentence is read: in words, not bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct SentenceNorm {
    pub(crate) bearer: Option<Party>,
    pub(crate) bearer_source: BearerSource,
    pub(crate) counterparty: Option<Party>,
    pub(crate) modality: Modality,
    pub(crate) action: Action,
    /// The words of the cue.
    pub(crate) cue: Occurrence,
    /// The words it governs: from its subject to the subject of the next norm.
    pub(crate) scope: Occurrence,
}

/// What the sentences before leave to the next one.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Carry {
    /// The party last named as a subject: whom "they" or "il" stands for.
    pub(crate) last_subject: Option<Party>,
}

/// How many words an attachment ("of the Site", "who refuses a task") may span between a subject
/// and its verb.
const LONGEST_ATTACHMENT: u16 = 12;

/// How far the bearer of an exemption may be named from it.
const NEAR: u16 = 12;

/// How far after a cue its agent or counterparty is looked for.
const AFTER: u16 = 10;

/// How far after "that" the subject of what is agreed to may stand.
const INTRODUCED: u16 = 3;

struct Reading<'a> {
    /// The text of the document, for what only the letters of a word tell.
    text: &'a str,
    words: &'a [Word],
    mentions: &'a [Mention],
    cues: &'a NormCues,
}

#[derive(Clone, Copy)]
struct Found {
    at: Occurrence,
    cue: Cue,
}

#[derive(Clone, Copy)]
struct Bearer {
    party: Option<Party>,
    source: BearerSource,
    /// The first word of the subject, or of the cue where there is none.
    starts: u16,
}

/// Reads the norms of a sentence, in the order of their cues.
#[expect(
    clippy::too_many_arguments,
    reason = "all that a sentence is read from"
)]
pub(crate) fn read(
    text: &str,
    words: &[Word],
    mentions: &[Mention],
    cues: &NormCues,
    search: &mut Search<'_>,
    candidates: &[PhraseId],
    for_matcher: &Mentions,
    carry: &mut Carry,
) -> Vec<SentenceNorm> {
    let reading = Reading {
        text,
        words,
        mentions,
        cues,
    };
    let found = find_cues(cues, search, candidates, for_matcher);
    let mut norms: Vec<SentenceNorm> = Vec::with_capacity(found.len() + 1);
    for (place, &Found { at, cue }) in found.iter().enumerate() {
        let floor = if place == 0 {
            0
        } else {
            found[place - 1].at.end
        };
        let ceiling = found
            .get(place + 1)
            .map_or(reading.len(), |next| next.at.start);
        let bearer = reading.bearer(at, cue, floor, ceiling, norms.last(), *carry);
        if let (Some(party), BearerSource::Subject) = (bearer.party, bearer.source) {
            carry.last_subject = Some(party);
        }
        let worker = match bearer.party {
            Some(Party::Worker) => WorkerIsBearer::Yes,
            _ => WorkerIsBearer::No,
        };
        // "shall indemnify", "may not assign": two cues of one verb phrase make one norm.
        let same_bearer = cue.bearer != BearerPlace::After || cue.modality == CueModality::Duty;
        let adjoining = norms.last().is_some_and(|norm| {
            norm.cue.end == at.start && bearer.starts == at.start && same_bearer
        });
        if let Some(previous) = adjoining.then(|| norms.pop()).flatten() {
            norms.push(joined(previous, at, cue));
            continue;
        }
        norms.push(SentenceNorm {
            bearer: bearer.party,
            bearer_source: bearer.source,
            counterparty: None,
            modality: cue.modality.resolve(worker),
            action: Action::Other,
            cue: at,
            scope: Occurrence {
                start: bearer.starts,
                end: reading.len(),
            },
        });
    }
    reading.drop_introductions(&mut norms);
    reading.add_practices(&mut norms, carry);
    close_scopes(&mut norms, reading.len());
    reading.name_counterparties(&mut norms);
    name_actions(&mut norms, cues, search, candidates, for_matcher);
    norms
}

/// A norm whose cue goes on with another: a performative verb adds nothing to the modal before
/// it ("may not assign"), anything else says more than it ("will be deemed").
fn joined(previous: SentenceNorm, at: Occurrence, cue: Cue) -> SentenceNorm {
    let worker = match previous.bearer {
        Some(Party::Worker) => WorkerIsBearer::Yes,
        _ => WorkerIsBearer::No,
    };
    let modality = match cue.modality {
        CueModality::Duty => previous.modality,
        other => other.resolve(worker),
    };
    let cue = Occurrence {
        start: previous.cue.start,
        end: at.end,
    };
    SentenceNorm {
        modality,
        cue,
        ..previous
    }
}

/// The cues of a sentence; where two share a word, the longer one.
fn find_cues(
    cues: &NormCues,
    search: &mut Search<'_>,
    candidates: &[PhraseId],
    for_matcher: &Mentions,
) -> Vec<Found> {
    let mut all = Vec::new();
    for &(phrase, cue) in cues.cues.among(candidates) {
        let here = search.occurrences(phrase, for_matcher);
        all.extend(here.iter().map(|&at| Found { at, cue }));
    }
    all.sort_by_key(|found| (std::cmp::Reverse(found.at.len()), found.at.start));
    let mut kept: Vec<Found> = Vec::new();
    for found in all {
        if !kept.iter().any(|other| other.at.overlaps(found.at)) {
            kept.push(found);
        }
    }
    kept.sort_by_key(|found| found.at.start);
    kept
}

impl Reading<'_> {
    fn len(&self) -> u16 {
        u16::try_from(self.words.len()).unwrap_or(u16::MAX)
    }

    fn word(&self, at: u16) -> &Word {
        &self.words[usize::from(at)]
    }

    /// The bearer of a cue, looked for where its form says, between the cues around it.
    fn bearer(
        &self,
        at: Occurrence,
        cue: Cue,
        floor: u16,
        ceiling: u16,
        previous: Option<&SentenceNorm>,
        carry: Carry,
    ) -> Bearer {
        let found = match cue.bearer {
            BearerPlace::Subject => self.subject(at, floor, previous, carry),
            BearerPlace::After => self.named_after(at, ceiling),
            BearerPlace::Near => self
                .named_near(at, floor)
                .or_else(|| self.subject(at, floor, previous, carry)),
        };
        found.unwrap_or_else(|| self.agent_or_implied(at, cue, ceiling))
    }

    fn subject(
        &self,
        at: Occurrence,
        floor: u16,
        previous: Option<&SentenceNorm>,
        carry: Carry,
    ) -> Option<Bearer> {
        let subject = |mention: &Mention| Bearer {
            party: Some(mention.party),
            source: BearerSource::Subject,
            starts: mention.words.start,
        };
        if let Some(mention) = self.subject_before(at.start, floor) {
            return Some(subject(mention));
        }
        // "In no event shall we", "under no circumstances may the Courier", "ainsi peut-elle".
        let inverts = at.len() == 1 || self.cues.words.is_preposition(self.word(at.start).hash);
        if let Some(mention) = self.mention_at(at.end).filter(|_| inverts) {
            return Some(subject(mention));
        }
        if let Some(party) = self.anaphora_before(at.start, floor, previous, carry) {
            return Some(Bearer {
                party: Some(party),
                source: BearerSource::Subject,
                starts: at.start.saturating_sub(1).max(floor),
            });
        }
        // "We may suspend your account and may close it": the verb shares the subject.
        let shares = at.start == 0
            || at.start == floor
            || self.cues.words.is_conjunction(self.word(at.start - 1).hash)
            || self.word(at.start).before >= Break::Comma;
        let previous = previous.filter(|_| shares)?;
        Some(Bearer {
            party: previous.bearer,
            source: previous.bearer_source,
            starts: at.start,
        })
    }

    /// The mention that may be a subject and starts at a word, or after an article there.
    fn mention_at(&self, word: u16) -> Option<&Mention> {
        let starts = |at: u16| {
            self.mentions
                .iter()
                .find(move |m| m.words.start == at && m.case == Case::Any)
        };
        let article = word < self.len() && self.cues.words.is_determiner(self.word(word).hash);
        starts(word).or_else(|| starts(word + 1).filter(|_| article))
    }

    /// The mention that is the subject of a verb at `verb`.
    fn subject_before(&self, verb: u16, floor: u16) -> Option<&Mention> {
        let before = self
            .mentions
            .iter()
            .rev()
            .skip_while(|m| m.words.end > verb);
        let reachable = before.take_while(|m| m.words.start >= floor);
        let mut nearest_in_apposition = None;
        for mention in reachable {
            if !self.may_be_subject(mention) {
                continue;
            }
            if self.joins(mention.words.end, verb) {
                return Some(nearest_in_apposition.unwrap_or(mention));
            }
            // "The Client, where the Worker is late, may …": go on before the parenthesis.
            if nearest_in_apposition.is_none() && self.closes_parenthesis(verb) {
                nearest_in_apposition = self.outer_subject(mention, verb, floor);
            }
        }
        nearest_in_apposition
    }

    /// Whether a parenthesis between commas ends right before the verb.
    fn closes_parenthesis(&self, verb: u16) -> bool {
        usize::from(verb) < self.words.len() && self.word(verb).before == Break::Comma
    }

    fn outer_subject(&self, inner: &Mention, verb: u16, floor: u16) -> Option<&Mention> {
        let opens = (floor..=inner.words.start)
            .rev()
            .find(|&at| at < verb && self.word(at).before == Break::Comma)?;
        let ends_there = |m: &&Mention| m.words.end == opens && self.may_be_subject(m);
        self.mentions
            .iter()
            .filter(|m| m.words.start >= floor)
            .find(ends_there)
    }

    fn may_be_subject(&self, mention: &Mention) -> bool {
        if mention.case != Case::Any {
            return false;
        }
        let start = mention.words.start;
        let Some(before) = start.checked_sub(1).map(|at| self.word(at)) else {
            return true;
        };
        if self.word(start).before >= Break::Comma {
            return true;
        }
        let words = &self.cues.words;
        if mention.form == Form::Pronoun {
            // "nous vous informons": the second pronoun is the object.
            let follows_subject = self
                .mentions
                .iter()
                .any(|m| m.words.end == start && m.case == Case::Any);
            return !words.is_preposition(before.hash) && !follows_subject;
        }
        if words.is_preposition(before.hash) {
            return false;
        }
        if words.is_determiner(before.hash) {
            // "par le Client", "of the Client".
            let earlier = start.checked_sub(2).map(|at| self.word(at));
            let attached = self.word(start - 1).before < Break::Comma
                && earlier.is_some_and(|word| words.is_preposition(word.hash));
            return !attached;
        }
        // "Compte Prestataire", "Provider Account": part of another noun.
        let joined = words.is_conjunction(before.hash) || words.is_subordinator(before.hash);
        joined || before.capital == Capital::Lower && !self.is_noun_before(before)
    }

    /// A long lower-case word right before a label is its head noun ("compte prestataire").
    fn is_noun_before(&self, word: &Word) -> bool {
        word.end - word.start > 4 && !self.cues.words.is_light(word.hash)
    }

    /// Whether nothing but light words or an attachment stands between a subject and its verb.
    fn joins(&self, subject_end: u16, verb: u16) -> bool {
        let words = &self.cues.words;
        let mut between = subject_end..verb;
        let Some(first) = between.next() else {
            return true;
        };
        let all_light = (subject_end..verb).all(|at| words.is_light(self.word(at).hash));
        let bracketed = self.word(first).before >= Break::Comma
            && usize::from(verb) < self.words.len()
            && self.word(verb).before >= Break::Comma;
        let attached = words.is_attachment(self.word(first).hash)
            && verb - subject_end <= LONGEST_ATTACHMENT
            && !between.any(|at| self.word(at).before >= Break::Semicolon);
        all_light || bracketed || attached
    }

    fn anaphora_before(
        &self,
        verb: u16,
        floor: u16,
        previous: Option<&SentenceNorm>,
        carry: Carry,
    ) -> Option<Party> {
        let words = &self.cues.words;
        let start = (floor..verb)
            .rev()
            .find(|&at| !words.is_light(self.word(at).hash))?;
        if !words.is_anaphora(self.word(start).hash) {
            return None;
        }
        previous.and_then(|norm| norm.bearer).or(carry.last_subject)
    }

    fn named_after(&self, at: Occurrence, ceiling: u16) -> Option<Bearer> {
        let reach = ceiling.max(at.end).min(at.end.saturating_add(AFTER));
        let mention = self
            .mentions
            .iter()
            .find(|m| m.words.start >= at.start && m.words.start < reach)?;
        Some(Bearer {
            party: Some(mention.party),
            source: BearerSource::Agent,
            starts: at.start,
        })
    }

    /// The party of an exemption: inside the cue, else the nearest before it, in any case.
    fn named_near(&self, at: Occurrence, floor: u16) -> Option<Bearer> {
        let inside = self.mentions.iter().find(|m| m.words.overlaps(at));
        let before = self.mentions.iter().rev().find(|m| {
            m.words.end <= at.start && m.words.start >= floor && at.start - m.words.end <= NEAR
        });
        let mention = inside.or(before)?;
        Some(Bearer {
            party: Some(mention.party),
            source: BearerSource::Subject,
            starts: mention.words.start.min(at.start),
        })
    }

    fn agent_or_implied(&self, at: Occurrence, cue: Cue, ceiling: u16) -> Bearer {
        let reach = ceiling.min(at.end.saturating_add(AFTER));
        let agent = self
            .mentions
            .iter()
            .find(|m| m.words.start >= at.end && m.words.start < reach && self.is_agent(m));
        match agent {
            Some(mention) => Bearer {
                party: Some(mention.party),
                source: BearerSource::Agent,
                starts: at.start,
            },
            None => Bearer {
                party: implied_bearer(cue.modality),
                source: BearerSource::Implied,
                starts: at.start,
            },
        }
    }

    fn is_agent(&self, mention: &Mention) -> bool {
        let words = &self.cues.words;
        let start = mention.words.start;
        let preceded = |back: u16| {
            start
                .checked_sub(back)
                .is_some_and(|at| words.is_agent(self.word(at).hash))
        };
        preceded(1)
            || (preceded(2) && words.is_determiner(self.word(start - 1).hash))
            || words.is_agent(self.word(start).hash)
    }

    /// "You agree that we may record calls": what is agreed to is the norm, not the agreeing.
    fn drop_introductions(&self, norms: &mut Vec<SentenceNorm>) {
        let words = &self.cues.words;
        let mut place = 0;
        while place + 1 < norms.len() {
            let (norm, next) = (norms[place], norms[place + 1]);
            let introduces = words.is_subordinator(self.word(norm.cue.end - 1).hash)
                && norm.cue.len() > 1
                && next.bearer_source == BearerSource::Subject
                && next.scope.start >= norm.cue.end
                && next.scope.start - norm.cue.end <= INTRODUCED
                && next.bearer != norm.bearer;
            if introduces {
                norms[place + 1].scope.start = norm.scope.start;
                norms.remove(place);
            } else {
                place += 1;
            }
        }
    }

    /// A subject without a modal cue states a practice, or denies one.
    fn add_practices(&self, norms: &mut Vec<SentenceNorm>, carry: &mut Carry) {
        let mut practices = Vec::new();
        let mut taken_until = 0;
        for mention in self.mentions.iter().filter(|m| self.may_be_subject(m)) {
            let start = mention.words.start;
            let governed = norms.iter().any(|norm| {
                norm.scope.start <= start && start < norm.cue.end && norm.cue.start >= start
            });
            // "We may require you to": the party is part of the cue.
            let in_cue = norms.iter().any(|norm| norm.cue.overlaps(mention.words));
            let follows_cue = norms.iter().any(|norm| {
                norm.cue.end <= start && start - norm.cue.end < AFTER && !self.opens(start)
            });
            if governed
                || in_cue
                || follows_cue
                || start < taken_until
                || mention.words.end >= self.len()
            {
                continue;
            }
            let verb = mention.words.end;
            let next_cue = norms
                .iter()
                .map(|norm| norm.cue.start)
                .find(|&cue| cue >= verb);
            if next_cue.is_some_and(|cue| cue - verb < 2)
                || self.cues.words.is_conjunction(self.word(verb).hash)
            {
                continue;
            }
            taken_until = verb + 6;
            practices.push(self.practice(mention, verb));
            carry.last_subject = Some(mention.party);
        }
        norms.extend(practices);
        if norms.is_empty() {
            norms.extend(self.done_by_an_agent());
        }
        norms.sort_by_key(|norm| norm.cue.start);
    }

    /// "The rate is set by the Company": in a sentence without any other norm.
    fn done_by_an_agent(&self) -> Option<SentenceNorm> {
        let agent = self.mentions.iter().find(|m| self.is_agent(m))?;
        let verb = agent.words.start.saturating_sub(2);
        Some(SentenceNorm {
            bearer_source: BearerSource::Agent,
            ..self.practice(agent, verb)
        })
    }

    /// Whether a new predication opens at a word: after a stop, a semicolon or a subordinator.
    fn opens(&self, at: u16) -> bool {
        let words = &self.cues.words;
        let before = |back: u16| at.checked_sub(back).map(|place| self.word(place).hash);
        self.word(at).before >= Break::Comma
            || before(1)
                .is_some_and(|hash| words.is_subordinator(hash) || words.is_conjunction(hash))
            || before(2)
                .is_some_and(|hash| words.is_subordinator(hash) || words.is_conjunction(hash))
    }

    fn practice(&self, mention: &Mention, verb: u16) -> SentenceNorm {
        let words = &self.cues.words;
        let negated =
            (verb..self.len().min(verb + 4)).any(|at| words.is_negation(self.word(at).hash));
        let first = (verb..self.len()).find(|&at| !words.is_light(self.word(at).hash));
        let ordered = first.map(|at| self.word(at)).is_some_and(|word| {
            let written = self.text.get(word.start as usize..word.end as usize);
            !words.is_auxiliary(word.hash) && written.is_some_and(|word| words.is_future(word))
        });
        SentenceNorm {
            bearer: Some(mention.party),
            bearer_source: BearerSource::Subject,
            counterparty: None,
            modality: match (negated, ordered) {
                (true, _) => Modality::Denial,
                (false, true) => Modality::Duty,
                (false, false) => Modality::Practice,
            },
            action: Action::Other,
            cue: Occurrence {
                start: verb,
                end: verb + 1,
            },
            scope: Occurrence {
                start: mention.words.start,
                end: self.len(),
            },
        }
    }

    fn name_counterparties(&self, norms: &mut [SentenceNorm]) {
        for norm in norms {
            let other = self.mentions.iter().find(|m| {
                m.words.start >= norm.cue.end
                    && m.words.start < norm.scope.end
                    && Some(m.party) != norm.bearer
            });
            norm.counterparty = other.map(|mention| mention.party);
        }
    }
}

/// Whom a form usually binds where it names nobody.
fn implied_bearer(modality: CueModality) -> Option<Party> {
    match modality {
        CueModality::May
        | CueModality::Power
        | CueModality::Entitlement
        | CueModality::Exemption
        | CueModality::Release => Some(Party::Platform),
        CueModality::Duty
        | CueModality::Prohibition
        | CueModality::NoRight
        | CueModality::Right
        | CueModality::Permission => Some(Party::Worker),
        CueModality::Declaration => None,
    }
}

/// A scope ends where the next one starts; the first also takes what stands before it.
fn close_scopes(norms: &mut [SentenceNorm], len: u16) {
    for place in 0..norms.len() {
        let end = norms.get(place + 1).map_or(len, |next| next.scope.start);
        let start = if place == 0 {
            0
        } else {
            norms[place].scope.start
        };
        let scope = &mut norms[place].scope;
        *scope = Occurrence {
            start,
            end: end.max(start + 1),
        };
    }
}

fn name_actions(
    norms: &mut [SentenceNorm],
    cues: &NormCues,
    search: &mut Search<'_>,
    candidates: &[PhraseId],
    for_matcher: &Mentions,
) {
    if norms.is_empty() {
        return;
    }
    let mut found: Vec<(Occurrence, Action)> = Vec::new();
    for &(phrase, action) in cues.actions.among(candidates) {
        let here = search.occurrences(phrase, for_matcher);
        found.extend(here.iter().map(|&at| (at, action)));
    }
    found.sort_by_key(|(at, _)| (at.start, std::cmp::Reverse(at.end)));
    for norm in norms {
        let inside = |at: &Occurrence| at.start >= norm.cue.start && at.start < norm.scope.end;
        let within = found.iter().find(|(at, _)| inside(at));
        let before = || {
            found
                .iter()
                .find(|(at, _)| norm.scope.start <= at.start && at.end <= norm.cue.start)
        };
        if let Some((_, action)) = within.or_else(before) {
            norm.action = *action;
        }
    }
}
