//! Pages of HTML: what reports, comparisons, differences and timelines are shown with in a browser.
//!
//! In: a [`Template`] of the page, an [`Edition`](super::Edition) and a model that serialises.
//! Out: one HTML file that asks nothing of any network, is complete without JavaScript, in light
//! and dark, on paper and for a screen reader. Every text that a template prints loses what shows
//! nothing or turns the direction of reading, and is escaped; only the names of the crate's own
//! values may stand in `id`, `class` and `href`.
//!
//! | file | what it holds |
//! |---|---|
//! | `printer.rs` | templates, fixed words and a model to a page |
//! | `number.rs` | numbers and dates as each edition prints them |
//! | `evidence.rs` | findings, levels and scores as templates want them |
//! | `layout.html.jinja` | the frame that every page extends |
//! | `macros.html.jinja` | badges of levels, bars of scores, quotations |
//! | `style.css`, `script.js` | how all pages look, and the little they can do more with JavaScript |
//! | `common.*.toml` | the fixed words that several pages use |

mod evidence;
mod number;
mod printer;
#[cfg(test)]
pub(crate) mod testing;

pub(crate) use evidence::{Cited, Graded, tag};
pub(crate) use printer::{Printer, Template, model, picture};
