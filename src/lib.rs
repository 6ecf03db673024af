//! Reads the terms of digital-labour platforms and profiles how far they bind those who work.
//!
//! Terms go in as bytes. Out come clauses, the norms in them, and *findings*: what a clause does
//! to the person who works, on 102 indicators in 18 families, in French and in English. Findings
//! add up to a profile that can be laid beside another, every point of it traced to the words it
//! rests on. It measures what is written, not anybody's legal status.
//!
//! # Overview
//!
//! - [`Analyzer`] is built once from the lexicons and shared between threads.
//! - [`Document`] is a text that was read: visible words, and where each stands in the source.
//! - [`Report`] is one platform: levels, families, indices, powers, asymmetry, with every finding
//!   quoted. [`Form`] writes it as text, JSON, JSON Lines, CSV or Markdown.
//! - [`Comparison`] lays platforms side by side, and says what may be said of every two of them.
//! - [`Timeline`] follows one document through its versions.
//!
//! [`collection::Collection`] finds the platforms in files and folders and reports on them in
//! parallel; [`evaluate`] measures predictions against gold sets.
//!
//! # Example: what a clause does
//!
//! ```
//! use sujetion::{Analyzer, Document};
//!
//! let terms = "7.3 We may close your account at any time, for any reason and without notice.";
//! let analyzer = Analyzer::builtin()?;
//! let document = Document::read("terms.txt", terms.as_bytes())?;
//! let analysis = analyzer.analyze(&document, None);
//! for finding in &analysis.findings {
//!     let words = &document.text[finding.span.clone()];
//!     println!("{} at {}: “{words}”", finding.indicator, finding.net.value());
//! }
//! assert_eq!(analysis.findings[0].indicator.to_string(), "deactivation_at_will");
//! # Ok::<(), sujetion::Error>(())
//! ```
//!
//! # Example: platforms side by side
//!
//! ```
//! use sujetion::collection::{Collection, Layout};
//! use sujetion::compare::{ComparedPlatform, ComparisonForm, ComparisonReport};
//! use sujetion::report::{Colour, Versions};
//! use sujetion::Analyzer;
//!
//! let analyzer = Analyzer::builtin()?;
//! let collection = Collection::find(&["corpus/Tersely", "corpus/Fourmilia"], Layout::Auto);
//! let reports = collection.reports(&analyzer).filter_map(|outcome| outcome.report);
//! let platforms = reports.map(ComparedPlatform::new).collect();
//! let versions = Versions::of(analyzer.lexicons());
//! let comparison = ComparisonReport::new(versions, platforms, Vec::new());
//!
//! let mut text = Vec::new();
//! comparison.write(&mut text, ComparisonForm::Text(Colour::Never))?;
//! assert!(String::from_utf8_lossy(&text).contains("Fourmilia is more constraining than Tersely"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # How data goes
//!
//! One way: [`document`], [`clause`], [`text`], [`norm`], [`taxonomy`], [`lexicon`], [`finding`],
//! [`score`], [`report`], [`coding`], [`compare`], [`history`], [`collection`], [`evaluate`]. None imports
//! from one further down.
//!
//! # Features
//!
//! `cli`, on by default, brings what only the command needs. A library user switches it off.

pub mod clause;
pub mod coding;
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

pub use compare::Comparison;
pub use document::Document;
pub use error::{Error, Result};
pub use finding::Analyzer;
pub use history::Timeline;
pub use report::{Form, Report};

/// The README, so that its example is run.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
