//! A bar on standard error, when it is a terminal and the work is long.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::output::is_watched;

/// Below so many bytes the work is over before a bar can be read.
const LONG: u64 = 8 * 1024 * 1024;

/// A bar over bytes; hidden unless it is of use.
pub(crate) fn bar(bytes: u64) -> ProgressBar {
    if bytes < LONG || !is_watched() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::with_draw_target(Some(bytes), ProgressDrawTarget::stderr());
    let style = ProgressStyle::with_template("{bar:40} {bytes}/{total_bytes} {eta}");
    if let Ok(style) = style {
        bar.set_style(style);
    }
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}
