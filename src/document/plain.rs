//! Text without markup: paragraphs between empty lines, a block a line where lines are not
//! wrapped by hand.

use super::BlockKind;
use super::builder::{Builder, Weight};

pub(super) fn read(builder: &mut Builder<'_>) {
    let source = builder.source();
    let mut start = 0;
    for line in source.split_inclusive('\n') {
        let end = start + line.trim_end().len();
        builder.open(BlockKind::Paragraph { bold_prefix: 0 }, 0, start);
        builder.copy(start..end.max(start), Weight::Normal);
        builder.close(end);
        start += line.len();
    }
}
