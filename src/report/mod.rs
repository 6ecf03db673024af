//! What is handed to the reader, in each of its forms.
//!
//! In: the documents of one platform with what was found in them. Out: a [`Report`], the
//! profile with every piece of its evidence resolved to words, and that report written as
//! text for a terminal, JSON, JSON Lines, CSV or Markdown ([`Form`]). Everything is
//! deterministic; numbers are rounded where they are printed and nowhere else.
//!
//! | file | what it holds |
//! |---|---|
//! | `model.rs` | the report and the words of its evidence |
//! | `build.rs` | findings to evidence |
//! | `reading.rs` | how one document was read: clauses, parties, norms |
//! | `form/` | one file a form |
//! | `codebook/` | the codebook |

mod build;
pub mod codebook;
mod edition;
mod form;
mod model;
pub(crate) mod page;
mod reading;
#[cfg(test)]
mod tests;
mod whole;
pub(crate) mod words;

pub use edition::{Edition, UnknownEdition};
pub use form::{Colour, CsvTable, Failure, Form, JsonReports, ReportWriter};
pub(crate) use form::{markdown, table, text};
pub use model::{
    ClauseLabel, DocumentReport, Evidence, LanguageShare, MitigatorEvidence, Passage, Report,
    Versions, WeightEvidence,
};
pub use reading::{
    ClauseReading, FindingReading, NormReading, PartyName, Reading, SentenceReading,
};
pub use whole::{ClauseText, Mark, WholeText};
