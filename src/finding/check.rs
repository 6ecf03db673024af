//! Runs the examples and counter-examples of the rules.

use std::fmt;

use super::{Analyzer, Finding, Severity};
use crate::document::Document;
use crate::lexicon::{Example, Rule};
use crate::text::Language;

/// A rule that does not do what its examples say.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct RuleFailure {
    /// The rule.
    pub rule: String,
    /// File and line of the rule.
    pub origin: String,
    /// The example.
    pub sentence: String,
    /// What went wrong.
    pub fault: RuleFault,
}

/// What can go wrong with an example.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum RuleFault {
    /// The rule does not fire on its example.
    Silent,
    /// It fires, but too unsurely to count.
    Unsure,
    /// It fires with another severity than the example says.
    Severity {
        /// What the example says.
        expected: u8,
        /// What came out.
        found: Severity,
    },
    /// The rule fires on its counter-example.
    Fires,
}

impl fmt::Display for RuleFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            rule,
            origin,
            sentence,
            fault,
        } = self;
        write!(f, "{origin}: rule `{rule}` ")?;
        match fault {
            RuleFault::Silent => write!(f, "does not fire on its example")?,
            RuleFault::Unsure => write!(f, "is too unsure of its example (confidence under 0.5)")?,
            RuleFault::Severity { expected, found } => {
                write!(
                    f,
                    "gives severity {}, not {expected}, to its example",
                    found.value()
                )?;
            }
            RuleFault::Fires => write!(f, "fires on its counter-example")?,
        }
        write!(f, ": {sentence:?}")
    }
}

impl Analyzer {
    /// Runs the examples and counter-examples of all rules; the failures, in the order of the rules.
    #[must_use]
    pub fn check_rules(&self) -> Vec<RuleFailure> {
        let mut failures = Vec::new();
        for lexicon in self.lexicons().iter() {
            for rule in lexicon.rules() {
                self.check_rule(rule, lexicon.language(), &mut failures);
            }
        }
        failures
    }

    fn check_rule(&self, rule: &Rule, language: Language, failures: &mut Vec<RuleFailure>) {
        let mut fail = |sentence: &str, fault| {
            failures.push(RuleFailure {
                rule: rule.id.to_string(),
                origin: rule.origin.clone(),
                sentence: sentence.to_owned(),
                fault,
            });
        };
        for example in &rule.examples {
            let fired = self.fired(rule, example.text(), language);
            if let Some(fault) = example_fault(example, fired.as_ref()) {
                fail(example.text(), fault);
            }
        }
        for sentence in &rule.counter_examples {
            let fired = self.fired(rule, sentence, language);
            if fired.is_some_and(|finding| finding.confidence >= super::Confidence::POINT) {
                fail(sentence, RuleFault::Fires);
            }
        }
    }

    fn fired(&self, rule: &Rule, text: &str, language: Language) -> Option<Finding> {
        let lines: Vec<&str> = text.lines().collect();
        let document = Document::from_lines("example", &lines);
        let languages = vec![language; lines.len()];
        let analysis = self.analyze_all(&document, None, &languages);
        analysis
            .findings
            .into_iter()
            .find(|finding| finding.rule == rule.id)
    }
}

fn example_fault(example: &Example, fired: Option<&Finding>) -> Option<RuleFault> {
    let Some(finding) = fired else {
        return Some(RuleFault::Silent);
    };
    if finding.confidence < super::Confidence::POINT {
        return Some(RuleFault::Unsure);
    }
    match example {
        Example::Graded { severity, .. } if *severity != finding.net.value() => {
            Some(RuleFault::Severity {
                expected: *severity,
                found: finding.net,
            })
        }
        _ => None,
    }
}
