//! CSV that a spreadsheet opens without harm.
//!
//! RFC 4180, UTF-8, a header row. A cell that a spreadsheet would take for a formula (it begins
//! with `=`, `+`, `-`, `@`, a tab or a carriage return) gets a leading apostrophe, unless it is
//! a number. Numbers are written with a point and four decimals at most.

use std::borrow::Cow;
use std::io::{self, Write};

/// A table being written.
pub(crate) struct Table<W: Write> {
    out: csv::Writer<W>,
}

impl<W: Write> Table<W> {
    /// A table with its header.
    ///
    /// # Errors
    /// What the output says.
    pub(crate) fn new(out: W, header: &[&str]) -> io::Result<Self> {
        let mut out = csv::WriterBuilder::new()
            .terminator(csv::Terminator::CRLF)
            .from_writer(out);
        out.write_record(header).map_err(cause)?;
        Ok(Self { out })
    }

    /// Writes one row.
    ///
    /// # Errors
    /// What the output says.
    pub(crate) fn row<'c>(&mut self, cells: impl IntoIterator<Item = Cell<'c>>) -> io::Result<()> {
        for cell in cells {
            self.out.write_field(cell.0.as_ref()).map_err(cause)?;
        }
        self.out.write_record(None::<&[u8]>).map_err(cause)
    }

    /// Writes out what is kept back.
    ///
    /// # Errors
    /// What the output says.
    pub(crate) fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// The error of the output itself, so that a closed pipe stays one.
fn cause(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

/// What stands in one cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Cell<'a>(Cow<'a, str>);

impl<'a> Cell<'a> {
    /// A text, made harmless.
    #[must_use]
    pub(crate) fn text(text: impl Into<Cow<'a, str>>) -> Self {
        let text = text.into();
        Self(if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
            Cow::Owned(format!("'{text}"))
        } else {
            text
        })
    }

    /// A whole number.
    #[must_use]
    pub(crate) fn count(number: usize) -> Self {
        Self(Cow::Owned(number.to_string()))
    }

    /// A number, rounded to four decimals; empty for none.
    #[must_use]
    pub(crate) fn number(number: Option<f64>) -> Self {
        let Some(number) = number else {
            return Self::empty();
        };
        let text = format!("{number:.4}");
        let text = text.trim_end_matches('0').trim_end_matches('.');
        Self(Cow::Owned(if text == "-0" { "0" } else { text }.to_owned()))
    }

    /// An empty cell.
    #[must_use]
    pub(crate) fn empty() -> Self {
        Self(Cow::Borrowed(""))
    }

    /// Several texts in one cell, with `; ` between them.
    #[must_use]
    pub(crate) fn list(texts: impl IntoIterator<Item = String>) -> Self {
        Self::text(texts.into_iter().collect::<Vec<_>>().join("; "))
    }
}

#[cfg(test)]
mod tests {
    use super::{Cell, Table};

    #[test]
    fn a_cell_is_never_a_formula_and_quotes_what_it_must() {
        let mut bytes = Vec::new();
        let mut table = Table::new(&mut bytes, &["a", "b"]).expect("memory");
        for text in [
            "=1+1",
            "@x",
            "-2",
            "\tx",
            "\rx",
            "say \"no\", twice\nplease",
        ] {
            let row = [Cell::text(text), Cell::number(Some(-0.5))];
            table.row(row).expect("memory");
        }
        drop(table);
        assert_eq!(
            String::from_utf8(bytes).expect("text"),
            "a,b\r\n'=1+1,-0.5\r\n'@x,-0.5\r\n'-2,-0.5\r\n'\tx,-0.5\r\n\"'\rx\",-0.5\r\n\
             \"say \"\"no\"\", twice\nplease\",-0.5\r\n"
        );
    }

    #[test]
    fn numbers_are_short() {
        let written = [None, Some(66.666_666), Some(-0.0), Some(40.0)].map(|n| Cell::number(n).0);
        assert_eq!(written, ["", "66.6667", "0", "40"]);
    }
}
