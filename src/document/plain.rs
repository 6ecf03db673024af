//! Text without markup: a block a line. Whether lines were broken for their width is seen over the
//! whole document, when it is split into clauses.

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
