//! Reads the terms of digital-labour platforms and profiles how far they subordinate the worker.

pub mod clause;
pub mod collection;
pub mod compare;
pub mod document;
mod error;
pub mod evaluate;
pub mod finding;
pub mod history;
pub mod lexicon;
pub mod norm;
pub mod phrase;
pub mod report;
pub mod score;
pub mod taxonomy;
pub mod text;

pub use error::{Error, Result};
