//! Promises that the same terms take back (METHOD, sections 3 and 4): not scored, shown side by
//! side.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::level::{EvidenceRef, Hit};
use crate::finding::Confidence;
use crate::taxonomy::{ContradictionKind, SeverityBand, Taxonomy};

/// A promise and what takes it back, with the findings of both sides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Contradiction {
    /// Which kind it is (`free_to_refuse`); [`Taxonomy::contradictions`] says it in words.
    pub kind: String,
    /// The findings that promise, the gentlest first.
    pub promises: Vec<EvidenceRef>,
    /// The findings that take it back, the weightiest first.
    pub burdens: Vec<EvidenceRef>,
}

impl Contradiction {
    /// All contradictions in what was found, in the order of the taxonomy. Only findings that
    /// count (confidence of at least [`Confidence::POINT`]) and have a place are looked at.
    #[must_use]
    pub fn find(hits: &[Hit]) -> Vec<Self> {
        let kinds = Taxonomy::builtin().contradictions().iter();
        kinds.filter_map(|kind| Self::of_kind(kind, hits)).collect()
    }

    fn of_kind(kind: &ContradictionKind, hits: &[Hit]) -> Option<Self> {
        let mut promises = side(&kind.promised, hits);
        let mut burdens = side(&kind.taken, hits);
        promises.sort_by_key(|(hit, place)| (hit.net, *place));
        burdens.sort_by_key(|(hit, place)| (std::cmp::Reverse(hit.net), *place));
        let places = |side: Vec<(&Hit, EvidenceRef)>| -> Vec<EvidenceRef> {
            side.into_iter().map(|(_, place)| place).collect()
        };
        (!promises.is_empty() && !burdens.is_empty()).then(|| Self {
            kind: kind.id.to_owned(),
            promises: places(promises),
            burdens: places(burdens),
        })
    }

    /// Its kind; none only where it was read from elsewhere and this taxonomy lacks it.
    #[must_use]
    pub fn kind(&self) -> Option<&'static ContradictionKind> {
        let kinds = Taxonomy::builtin().contradictions().iter();
        kinds.into_iter().find(|kind| kind.id == self.kind)
    }
}

fn side<'h>(bands: &[SeverityBand], hits: &'h [Hit]) -> Vec<(&'h Hit, EvidenceRef)> {
    let counts = |hit: &&Hit| {
        hit.confidence >= Confidence::POINT
            && bands.iter().any(|band| band.holds(hit.indicator, hit.net))
    };
    let placed = |hit: &'h Hit| hit.evidence.map(|place| (hit, place));
    hits.iter().filter(counts).filter_map(placed).collect()
}

#[cfg(test)]
mod tests {
    use super::Contradiction;
    use crate::finding::{Confidence, Severity};
    use crate::score::{EvidenceRef, Hit};

    fn hit(name: &str, net: Severity, finding: usize, confidence: f64) -> Hit {
        Hit {
            indicator: name.parse().expect("an indicator"),
            net,
            confidence: Confidence::new(confidence),
            evidence: Some(EvidenceRef {
                document: 0,
                finding,
            }),
        }
    }

    #[test]
    fn a_freedom_to_refuse_stands_against_a_sanction_of_refusals() {
        let free = hit("freedom_to_abandon", Severity::MEDIUM, 4, 0.9);
        let punished = hit("refusal_penalty", Severity::HIGH, 9, 0.9);
        let found = Contradiction::find(&[punished, free]);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].kind, "free_to_refuse");
        assert_eq!(found[0].promises[0].finding, 4);
        assert_eq!(found[0].burdens[0].finding, 9);
        assert!(found[0].kind().is_some());
    }

    #[test]
    fn one_side_alone_or_a_guess_is_no_contradiction() {
        let free = hit("freedom_to_abandon", Severity::NONE, 0, 0.9);
        let guessed = hit("refusal_penalty", Severity::HIGH, 1, 0.4);
        let mild = hit("refusal_penalty", Severity::LOW, 2, 0.9);
        assert!(Contradiction::find(&[free, guessed, mild]).is_empty());
    }
}
