//! TOML files to a compiled lexicon; errors name file, line, rule and cause.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};
use toml::Spanned;

use super::rule::{Intensifier, Measured, Rule, RuleTable};
use super::weights::{WeightFile, Weights, WeightsBuilder};
use super::{Lexicon, Lexicons, ReferenceKind, Topics, builtin};
use crate::norm::cues::NormTable;
use crate::norm::mentions::PartyTable;
use crate::phrase::{CompileError, PhraseId, PhraseSetBuilder, PhraseTable};
use crate::taxonomy::{IndicatorId, MitigatorClass, Severity};
use crate::text::Language;
use crate::{Error, Result};

/// A file of a lexicon, read.
#[derive(Debug, Clone)]
pub(super) struct SourceFile {
    pub(super) path: PathBuf,
    pub(super) text: Arc<str>,
}

impl SourceFile {
    fn stem(&self) -> &str {
        self.path
            .file_stem()
            .and_then(|stem| stem.to_str())
            .unwrap_or_default()
    }

    fn parse<T: DeserializeOwned>(&self) -> Result<T> {
        toml::from_str(&self.text).map_err(|error| {
            let at = error.span().map_or(0, |span| span.start);
            self.error(at, error.message())
        })
    }

    fn error(&self, at: usize, reason: impl Into<String>) -> Error {
        Error::Data {
            path: self.path.clone(),
            line: self.line(at),
            reason: reason.into(),
        }
    }

    fn line(&self, at: usize) -> usize {
        self.text
            .as_bytes()
            .iter()
            .take(at)
            .filter(|&&byte| byte == b'\n')
            .count()
            + 1
    }
}

#[derive(Deserialize)]
struct VocabularyFile {
    #[serde(default)]
    vocabulary: FxHashMap<String, Vec<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct IntensifierFile {
    #[serde(default)]
    intensifier: Vec<IntensifierTable>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct IntensifierTable {
    step: u8,
    indicators: Vec<Spanned<String>>,
    patterns: Vec<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MitigatorFile {
    #[serde(default)]
    mitigator: Vec<MitigatorTable>,
    /// Phrases that make a promise no promise.
    #[serde(default)]
    hedges: Vec<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MitigatorTable {
    class: MitigatorClass,
    patterns: Vec<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TopicFile {
    #[serde(default)]
    reference: Vec<ReferenceTable>,
    #[serde(default)]
    rating: Vec<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ReferenceTable {
    kind: ReferenceKind,
    patterns: Vec<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleFile {
    #[serde(default)]
    rule: Vec<RuleTable>,
    /// Vocabularies that a family keeps beside its rules; any file may use them.
    #[serde(default)]
    #[expect(dead_code, reason = "read as a vocabulary file first")]
    vocabulary: FxHashMap<String, Vec<String>>,
}

/// Whether the tables of weights are loaded.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum WeightTables {
    #[default]
    Used,
    LeftOut,
}

/// The files of a language, by what they hold.
struct Sources<'a> {
    files: &'a [SourceFile],
}

impl<'a> Sources<'a> {
    const SUPPORT: [&'static str; 8] = [
        "parties",
        "norms",
        "vocabularies",
        "intensifiers",
        "mitigators",
        "topics",
        "measured",
        "weights",
    ];

    fn named(&self, stem: &'static str) -> impl Iterator<Item = &'a SourceFile> {
        self.files.iter().filter(move |file| file.stem() == stem)
    }

    fn rules(&self) -> impl Iterator<Item = &'a SourceFile> {
        self.files
            .iter()
            .filter(|file| !Self::SUPPORT.contains(&file.stem()))
    }

    /// Any rule file may hold vocabularies too.
    fn vocabularies(&self) -> impl Iterator<Item = &'a SourceFile> {
        self.named("vocabularies").chain(self.rules())
    }

    fn one(&self, stem: &'static str, language: Language) -> Result<&'a SourceFile> {
        self.named(stem).last().ok_or_else(|| Error::Unreadable {
            name: format!("lexicon {language:?}"),
            reason: format!("there is no {stem}.toml"),
        })
    }
}

impl Lexicons {
    /// The lexicons built into the crate.
    ///
    /// # Errors
    /// Where a built-in file is wrong, which the tests of the crate exclude.
    pub fn builtin() -> Result<Self> {
        Self::load(None, WeightTables::Used)
    }

    /// The built-in lexicons together with those of a folder.
    ///
    /// `folder/<language>/*.toml` holds the files of a language, or `folder` itself where it is
    /// called after one. A language folder with a `norms.toml` stands alone and replaces the
    /// built-in lexicon of that language; without, its rules and vocabularies are added to it.
    ///
    /// # Errors
    /// A folder or file that cannot be read, and every error in a file with its line.
    pub fn with_folder(folder: &Path) -> Result<Self> {
        Self::load(Some(folder), WeightTables::Used)
    }

    pub(crate) fn load(folder: Option<&Path>, weights: WeightTables) -> Result<Self> {
        let mut all = match folder {
            None => builtin::files(),
            Some(folder) => Self::files_with(folder)?,
        };
        if weights == WeightTables::LeftOut {
            for (_, files) in &mut all {
                files.retain(|file| file.stem() != "weights");
            }
        }
        Self::compiled(&all)
    }

    /// The built-in files together with those of a folder.
    fn files_with(folder: &Path) -> Result<Vec<(Language, Vec<SourceFile>)>> {
        let mut all = builtin::files();
        let mut found = false;
        for (language, own) in &mut all {
            let Some(files) = language_files(folder, *language)? else {
                continue;
            };
            found = true;
            if files.iter().any(|file| file.stem() == "norms") {
                *own = files;
            } else {
                own.extend(files);
            }
        }
        if !found {
            return Err(Error::Unreadable {
                name: folder.display().to_string(),
                reason: "holds no folder `fr` or `en` with lexicon files".to_owned(),
            });
        }
        Ok(all)
    }

    fn compiled(all: &[(Language, Vec<SourceFile>)]) -> Result<Self> {
        let compiled: Result<Vec<_>> = all
            .iter()
            .map(|(language, files)| compile(*language, files))
            .collect();
        Ok(Self::of(compiled?, fingerprint(all)))
    }
}

/// The first twelve digits of a SHA-256 over the files, each with its language and name.
fn fingerprint(all: &[(Language, Vec<SourceFile>)]) -> String {
    let mut digest = Sha256::new();
    for (language, files) in all {
        for file in files {
            for part in [language.code(), file.stem(), &file.text] {
                digest.update(part.len().to_le_bytes());
                digest.update(part);
            }
        }
    }
    let digest = digest.finalize();
    digest[..6]
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// The lexicon files of a language in a folder, sorted; `None` where it has none.
fn language_files(folder: &Path, language: Language) -> Result<Option<Vec<SourceFile>>> {
    let name = language.code();
    let own = folder.join(name);
    let folder = if own.is_dir() {
        own
    } else if folder.file_name().is_some_and(|last| last == name) {
        folder.to_path_buf()
    } else {
        // A folder that cannot be listed is an error, not an absence.
        fs::read_dir(folder).map_err(|source| Error::Io {
            path: folder.to_path_buf(),
            source,
        })?;
        return Ok(None);
    };
    let io = |source| Error::Io {
        path: folder.clone(),
        source,
    };
    let mut files = Vec::new();
    for entry in fs::read_dir(&folder).map_err(io)? {
        let path = entry.map_err(io)?.path();
        if path
            .extension()
            .is_some_and(|extension| extension == "toml")
        {
            let text = fs::read_to_string(&path).map_err(|source| Error::Io {
                path: path.clone(),
                source,
            })?;
            files.push(SourceFile {
                path,
                text: text.into(),
            });
        }
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok((!files.is_empty()).then_some(files))
}

fn compile(language: Language, files: &[SourceFile]) -> Result<Lexicon> {
    let sources = Sources { files };
    let mut phrases = PhraseSetBuilder::default();
    define_vocabularies(&sources, &mut phrases)?;

    let parties_file = sources.one("parties", language)?;
    let parties: PartyTable = parties_file.parse()?;
    let labels = parties
        .compile(&mut phrases)
        .map_err(|e| compile_error(parties_file, &e))?;
    let roles = parties
        .roles
        .compile()
        .map_err(|e| parties_file.error(0, e.to_string()))?;
    let norms_file = sources.one("norms", language)?;
    let norms: NormTable = norms_file.parse()?;
    let cues = norms
        .compile(&mut phrases)
        .map_err(|e| compile_error(norms_file, &e))?;

    let intensifiers = intensifiers(&sources, &mut phrases)?;
    let (mitigators, hedges) = mitigators(&sources, &mut phrases)?;
    let topics = topics(&sources, &mut phrases)?;
    let measured = measured(&sources)?;
    let rules = rules(language, &sources, &measured, &mut phrases)?;
    let weights = weights(language, &sources, &mut phrases)?;
    let vocabularies = phrases.vocabulary_phrases();

    let phrases = phrases.build();
    let mut rules_of = Vec::new();
    for (place, rule) in rules.iter().enumerate() {
        let place = u32::try_from(place).unwrap_or(u32::MAX);
        rules_of.extend(rule.any.iter().map(|&phrase| (phrase, place)));
    }
    let rules_of = PhraseTable::new(rules_of);
    Ok(Lexicon {
        language,
        phrases,
        labels,
        roles,
        cues,
        rules,
        rules_of,
        intensifiers,
        mitigators,
        hedges,
        weights,
        vocabularies,
        topics,
    })
}

fn define_vocabularies(sources: &Sources<'_>, phrases: &mut PhraseSetBuilder) -> Result<()> {
    let mut all: FxHashMap<String, Vec<String>> = FxHashMap::default();
    for file in sources.vocabularies() {
        let parsed: VocabularyFile = file.parse()?;
        for (name, patterns) in parsed.vocabulary {
            all.entry(name).or_default().extend(patterns);
        }
    }
    phrases.define(&all).map_err(|(name, error)| {
        let defined = |file: &&SourceFile| file.text.contains(&format!("{name} ="));
        match sources.vocabularies().find(defined) {
            Some(file) => {
                let at = file.text.find(&format!("{name} =")).unwrap_or(0);
                file.error(at, format!("vocabulary `{name}`: {error}"))
            }
            None => Error::Unreadable {
                name,
                reason: error.to_string(),
            },
        }
    })
}

/// A pattern of a support file has no span of its own: it is found by its words.
fn compile_error(file: &SourceFile, error: &CompileError) -> Error {
    let at = match error {
        CompileError::Pattern(pattern) => file.text.find(&pattern.pattern),
        CompileError::UnknownVocabulary(name) | CompileError::Cycle(name) => file.text.find(name),
    };
    file.error(at.unwrap_or(0), error.to_string())
}

fn add(
    file: &SourceFile,
    pattern: &Spanned<String>,
    phrases: &mut PhraseSetBuilder,
    owner: &str,
) -> Result<PhraseId> {
    phrases
        .pattern(pattern.get_ref())
        .map_err(|error| file.error(pattern.span().start, format!("{owner}: {error}")))
}

fn add_all(
    file: &SourceFile,
    patterns: &[Spanned<String>],
    phrases: &mut PhraseSetBuilder,
    owner: &str,
) -> Result<Vec<PhraseId>> {
    patterns
        .iter()
        .map(|pattern| add(file, pattern, phrases, owner))
        .collect()
}

fn indicator(file: &SourceFile, name: &Spanned<String>, owner: &str) -> Result<IndicatorId> {
    name.get_ref()
        .parse()
        .map_err(|error| file.error(name.span().start, format!("{owner}: {error}")))
}

fn intensifiers(sources: &Sources<'_>, phrases: &mut PhraseSetBuilder) -> Result<Vec<Intensifier>> {
    let mut all = Vec::new();
    for file in sources.named("intensifiers") {
        let parsed: IntensifierFile = file.parse()?;
        for table in parsed.intensifier {
            let indicators: Result<Vec<_>> = table
                .indicators
                .iter()
                .map(|name| indicator(file, name, "intensifier"))
                .collect();
            all.push(Intensifier {
                phrases: add_all(file, &table.patterns, phrases, "intensifier")?,
                step: table.step,
                indicators: indicators?,
            });
        }
    }
    Ok(all)
}

fn mitigators(
    sources: &Sources<'_>,
    phrases: &mut PhraseSetBuilder,
) -> Result<(PhraseTable<MitigatorClass>, PhraseTable<()>)> {
    let (mut cues, mut hedges) = (Vec::new(), Vec::new());
    for file in sources.named("mitigators") {
        let parsed: MitigatorFile = file.parse()?;
        for table in parsed.mitigator {
            for phrase in add_all(file, &table.patterns, phrases, "mitigator")? {
                cues.push((phrase, table.class));
            }
        }
        let found = add_all(file, &parsed.hedges, phrases, "hedge")?;
        hedges.extend(found.into_iter().map(|phrase| (phrase, ())));
    }
    Ok((PhraseTable::new(cues), PhraseTable::new(hedges)))
}

fn topics(sources: &Sources<'_>, phrases: &mut PhraseSetBuilder) -> Result<Topics> {
    let (mut references, mut rating) = (Vec::new(), Vec::new());
    for file in sources.named("topics") {
        let parsed: TopicFile = file.parse()?;
        for table in parsed.reference {
            for phrase in add_all(file, &table.patterns, phrases, "reference")? {
                references.push((phrase, table.kind));
            }
        }
        rating.extend(add_all(file, &parsed.rating, phrases, "rating")?);
    }
    Ok(Topics {
        references: PhraseTable::new(references),
        rating,
    })
}

fn weights(
    language: Language,
    sources: &Sources<'_>,
    phrases: &mut PhraseSetBuilder,
) -> Result<Weights> {
    let mut builder = WeightsBuilder::default();
    for file in sources.named("weights") {
        let mut known = FxHashSet::default();
        for table in file.parse::<WeightFile>()?.table {
            let at = table.indicator.span().start;
            let id = indicator(file, &table.indicator, "table")?;
            if !known.insert(id) {
                return Err(file.error(at, format!("two tables are of `{}`", id.get().name)));
            }
            let origin = format!("{}:{}", file.path.display(), file.line(at));
            builder
                .add(table, id, language.code(), origin, &file.text, phrases)
                .map_err(|(at, reason)| {
                    file.error(at, format!("table of `{}`: {reason}", id.get().name))
                })?;
        }
    }
    Ok(builder.build())
}

fn measured(sources: &Sources<'_>) -> Result<FxHashMap<String, Measured>> {
    let mut all = FxHashMap::default();
    for file in sources.named("measured") {
        all.extend(file.parse::<FxHashMap<String, Measured>>()?);
    }
    Ok(all)
}

fn rules(
    language: Language,
    sources: &Sources<'_>,
    measured: &FxHashMap<String, Measured>,
    phrases: &mut PhraseSetBuilder,
) -> Result<Vec<Rule>> {
    let mut rules = Vec::new();
    let mut ids = FxHashSet::default();
    for file in sources.rules() {
        let parsed: RuleFile = file.parse()?;
        for table in parsed.rule {
            if !ids.insert(table.id.get_ref().clone()) {
                let reason = format!("two rules are called `{}`", table.id.get_ref());
                return Err(file.error(table.id.span().start, reason));
            }
            rules.push(rule(language, file, table, measured, phrases)?);
        }
    }
    Ok(rules)
}

fn rule(
    language: Language,
    file: &SourceFile,
    table: RuleTable,
    measured: &FxHashMap<String, Measured>,
    phrases: &mut PhraseSetBuilder,
) -> Result<Rule> {
    let owner = format!("rule `{}`", table.id.get_ref());
    let fault = |at: usize, reason: &str| file.error(at, format!("{owner}: {reason}"));
    let severity = Severity::new(*table.severity.get_ref())
        .ok_or_else(|| fault(table.severity.span().start, "a severity is 0, 1, 2 or 3"))?;
    if table.any.is_empty() {
        return Err(fault(table.id.span().start, "`any` holds no pattern"));
    }
    if table.examples.is_empty() {
        return Err(fault(
            table.id.span().start,
            "a rule has at least one example",
        ));
    }
    Ok(Rule {
        id: format!("{}/{}", language.code(), table.id.get_ref()).into(),
        indicator: indicator(file, &table.indicator, &owner)?,
        severity,
        bearer: table.bearer,
        modality: table.modality,
        intensification: table.intensifiers,
        measured: measured.get(table.id.get_ref()).copied(),
        phrases: table
            .any
            .iter()
            .map(|pattern| pattern.get_ref().clone())
            .collect(),
        origin: format!(
            "{}:{}",
            file.path.display(),
            file.line(table.id.span().start)
        ),
        any: add_all(file, &table.any, phrases, &owner)?,
        all: add_all(file, &table.all, phrases, &owner)?,
        vetoes: table
            .unless
            .iter()
            .map(|pattern| pattern.get_ref().clone())
            .collect(),
        unless: add_all(file, &table.unless, phrases, &owner)?,
        context: add_all(file, &table.context, phrases, &owner)?,
        examples: table.examples,
        counter_examples: table.counter_examples,
    })
}
