//! What changed inside a clause, word by word.

use std::ops::Range;

use similar::{Algorithm, DiffOp, DiffTag, capture_diff_slices};

use super::tokens::{Token, TokenClass};
use super::{Edit, EditKind};

/// Up to how many tokens of both sides together are compared one by one; beyond, whole sentences
/// are compared first. The comparison can take the square of this.
const ONE_BY_ONE: usize = 6000;

/// A side of a comparison: tokens, the text they stand in, and where its sentences start.
#[derive(Clone, Copy)]
pub(super) struct Side<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: &'a [Token],
    /// Bytes of the text, ascending.
    pub(super) sentences: &'a [usize],
}

/// Tokens kept, or tokens taken out for others put in.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Step {
    tag: EditTag,
    old: Range<usize>,
    new: Range<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum EditTag {
    Keep,
    Replace,
}

/// The edits that make the new side of the old one. What is kept is given as the new side has it.
pub(super) fn edits(old: Side<'_>, new: Side<'_>) -> Vec<Edit> {
    let steps = if old.tokens.len() + new.tokens.len() <= ONE_BY_ONE {
        compare(&hashes(old.tokens), &hashes(new.tokens))
    } else {
        by_sentences(old, new)
    };
    let mut edits = Vec::new();
    for step in readable(steps, old.tokens) {
        match step.tag {
            EditTag::Keep => push(&mut edits, EditKind::Kept, new, step.new),
            EditTag::Replace => {
                push(&mut edits, EditKind::Removed, old, step.old);
                push(&mut edits, EditKind::Added, new, step.new);
            }
        }
    }
    edits
}

fn push(edits: &mut Vec<Edit>, kind: EditKind, side: Side<'_>, tokens: Range<usize>) {
    if let (Some(first), Some(last)) = (
        side.tokens.get(tokens.start),
        side.tokens[tokens.clone()].last(),
    ) {
        let text = side.text[first.start..last.end]
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        edits.push(Edit { kind, text });
    }
}

fn hashes(tokens: &[Token]) -> Vec<u64> {
    tokens.iter().map(|token| token.hash).collect()
}

fn compare(old: &[u64], new: &[u64]) -> Vec<Step> {
    steps(&capture_diff_slices(Algorithm::Myers, old, new))
}

/// The steps of operations. Only their lengths are asked: the place an insertion names on the old
/// side can lie before the end of the operation in front of it.
fn steps(ops: &[DiffOp]) -> Vec<Step> {
    let (mut old, mut new) = (0, 0);
    let step = |op: &DiffOp| {
        let start = (old, new);
        old += op.old_range().len();
        new += op.new_range().len();
        Step {
            tag: if op.tag() == DiffTag::Equal {
                EditTag::Keep
            } else {
                EditTag::Replace
            },
            old: start.0..old,
            new: start.1..new,
        }
    };
    ops.iter().map(step).collect()
}

/// Whole sentences first; words only within those that changed.
fn by_sentences(old: Side<'_>, new: Side<'_>) -> Vec<Step> {
    let (old_cut, new_cut) = (cut(old), cut(new));
    let hash = |side: Side<'_>, cut: &[Range<usize>]| -> Vec<Vec<u64>> {
        cut.iter()
            .map(|range| hashes(&side.tokens[range.clone()]))
            .collect()
    };
    let ops = capture_diff_slices(
        Algorithm::Patience,
        &hash(old, &old_cut),
        &hash(new, &new_cut),
    );
    let mut found = Vec::new();
    for op in steps(&ops) {
        let (old_run, new_run) = (run(&old_cut, op.old), run(&new_cut, op.new));
        if op.tag == EditTag::Keep {
            found.push(Step {
                tag: EditTag::Keep,
                old: old_run,
                new: new_run,
            });
        } else if old_run.len() + new_run.len() > ONE_BY_ONE {
            found.push(Step {
                tag: EditTag::Replace,
                old: old_run,
                new: new_run,
            });
        } else {
            let inner = compare(
                &hashes(&old.tokens[old_run.clone()]),
                &hashes(&new.tokens[new_run.clone()]),
            );
            let shift = |range: Range<usize>, by: usize| range.start + by..range.end + by;
            found.extend(inner.into_iter().map(|step| Step {
                tag: step.tag,
                old: shift(step.old, old_run.start),
                new: shift(step.new, new_run.start),
            }));
        }
    }
    found
}

/// The tokens of each sentence.
fn cut(side: Side<'_>) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    let mut start = 0;
    for &at in side.sentences {
        let end = side.tokens.partition_point(|token| token.start < at);
        if end > start {
            ranges.push(start..end);
            start = end;
        }
    }
    if start < side.tokens.len() {
        ranges.push(start..side.tokens.len());
    }
    ranges
}

/// The tokens of a run of sentences; an empty run stands at a place too.
fn run(cut: &[Range<usize>], sentences: Range<usize>) -> Range<usize> {
    let end_of = |count: usize| {
        count
            .checked_sub(1)
            .and_then(|last| cut.get(last))
            .map_or(0, |r| r.end)
    };
    end_of(sentences.start)..end_of(sentences.end)
}

/// Joins changes with a lone word or mark kept between them, which nobody could read otherwise.
fn readable(steps: Vec<Step>, old: &[Token]) -> Vec<Step> {
    let mut joined: Vec<Step> = Vec::new();
    let mut steps = steps.into_iter().peekable();
    while let Some(step) = steps.next() {
        let between =
            step.tag == EditTag::Keep && joined.last().is_some() && steps.peek().is_some();
        let words = old[step.old.clone()]
            .iter()
            .filter(|token| token.class == TokenClass::Word);
        let step = if between && words.count() <= 1 {
            Step {
                tag: EditTag::Replace,
                ..step
            }
        } else {
            step
        };
        match joined.last_mut() {
            Some(last) if last.tag == step.tag => {
                last.old.end = step.old.end;
                last.new.end = step.new.end;
            }
            _ => joined.push(step),
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::super::tokens::read;
    use super::{Edit, EditKind, Side, edits};

    fn diff(old: &str, new: &str) -> Vec<Edit> {
        let (mut old_tokens, mut new_tokens) = (Vec::new(), Vec::new());
        read(old, 0..old.len(), &mut old_tokens);
        read(new, 0..new.len(), &mut new_tokens);
        let side = |text, tokens| Side {
            text,
            tokens,
            sentences: &[],
        };
        edits(side(old, &old_tokens), side(new, &new_tokens))
    }

    fn written(edits: &[Edit]) -> String {
        let write = |edit: &Edit| match edit.kind {
            EditKind::Kept => edit.text.clone(),
            EditKind::Removed => format!("[-{}-]", edit.text),
            EditKind::Added => format!("{{+{}+}}", edit.text),
        };
        edits.iter().map(write).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn shows_the_words_that_changed() {
        let cases = [
            (
                "We may suspend you after 10 days.",
                "We may suspend you without notice.",
                "We may suspend you [-after 10 days-] {+without notice+} .",
            ),
            (
                "You are paid weekly.",
                "You are paid weekly.",
                "You are paid weekly.",
            ),
            (
                "Pay is weekly",
                "Pay is not weekly",
                "Pay is {+not+} weekly",
            ),
            ("you may fee", "you fee fee", "you [-may fee-] {+fee fee+}"),
            // A lone word kept between two changes is no help.
            ("a b of c d", "e f of g h", "[-a b of c d-] {+e f of g h+}"),
        ];
        for (old, new, expected) in cases {
            assert_eq!(written(&diff(old, new)), expected);
        }
    }

    #[test]
    fn long_clauses_are_compared_by_sentences() {
        use std::fmt::Write;
        let (mut old, mut new, mut sentences) = (String::new(), String::new(), Vec::new());
        for n in 0..2000 {
            sentences.push(old.len());
            let _ = write!(old, "Clause {n} is as it was. ");
            let _ = write!(
                new,
                "Clause {n} is {} it was. ",
                if n == 1000 { "not as" } else { "as" }
            );
        }
        let (mut old_tokens, mut new_tokens) = (Vec::new(), Vec::new());
        read(&old, 0..old.len(), &mut old_tokens);
        read(&new, 0..new.len(), &mut new_tokens);
        let new_sentences: Vec<usize> = sentences
            .iter()
            .map(|at| if *at > sentences[1000] { at + 4 } else { *at })
            .collect();
        let found = edits(
            Side {
                text: &old,
                tokens: &old_tokens,
                sentences: &sentences,
            },
            Side {
                text: &new,
                tokens: &new_tokens,
                sentences: &new_sentences,
            },
        );
        let changed: Vec<_> = found
            .iter()
            .filter(|edit| edit.kind != EditKind::Kept)
            .collect();
        assert_eq!(changed.len(), 1);
        assert_eq!(changed[0].text, "not");
    }
}
