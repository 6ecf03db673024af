//! Platforms made of findings, for the tests of this room and of those below.

use std::sync::Arc;

use super::{Profile, ProfileOptions, ScoredDocument};
use crate::clause::{ClauseId, ClauseTree};
use crate::document::Document;
use crate::finding::{Analysis, Audience, Confidence, Finding, Severity, Subjects};
use crate::taxonomy::IndicatorId;

/// A finding of some indicator, net severity and confidence.
pub(crate) fn finding(indicator: &str, net: u8, confidence: f64) -> Finding {
    finding_of(indicator.parse().expect("an indicator"), net, confidence)
}

/// The same by identifier.
pub(crate) fn finding_of(indicator: IndicatorId, net: u8, confidence: f64) -> Finding {
    let net = Severity::new(net).expect("0 to 3");
    Finding {
        indicator,
        clause: ClauseId(0),
        sentence: 0..0,
        span: 0..0,
        rule: Arc::from("en/test"),
        raw: net,
        net,
        confidence: Confidence::new(confidence),
        bearer: None,
        modality: None,
        intensifiers: Vec::new(),
        mitigators: Vec::new(),
        weights: Vec::new(),
    }
}

/// A document that binds workers, speaks of clients and ratings, refers to no other, and holds these findings.
pub(crate) fn analysis(findings: Vec<Finding>) -> Analysis {
    Analysis {
        clauses: ClauseTree::default(),
        languages: Vec::new(),
        norms: Vec::new(),
        findings,
        references: Vec::new(),
        audience: Audience::Worker,
        subjects: Subjects {
            client: true,
            rating: true,
        },
    }
}

/// The profile of a platform with one document.
pub(crate) fn profile(platform: &str, analysis: &Analysis) -> Profile {
    let document = Document::from_lines("terms", &[]);
    let scored = ScoredDocument::new(&document, analysis);
    Profile::from_analyses(platform, &[scored], &ProfileOptions::default())
}
