//! Lines for a terminal: colour where it may be used, bars, wrapped paragraphs.

use std::fmt::Write as _;

use crate::report::form::Colour;
use crate::report::words;
use crate::score::Interval;

/// How many columns a line takes at most.
pub(crate) const COLUMNS: usize = 80;

/// What a piece of text is, so that it can be set apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tone {
    /// A title.
    Title,
    /// What one looks for first: a high score, the words that decided.
    Strong,
    /// What stands back.
    Faint,
    /// A score, from mild to harsh.
    Score(Heat),
}

/// How far a score goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Heat {
    /// Below 34.
    Mild,
    /// Below 67.
    Middle,
    /// From 67 on.
    Harsh,
}

impl Heat {
    /// The heat of a score from 0 to 100.
    #[must_use]
    pub(crate) fn of(score: f64) -> Self {
        if score < 34.0 {
            Self::Mild
        } else if score < 67.0 {
            Self::Middle
        } else {
            Self::Harsh
        }
    }
}

/// Text for a terminal, being written.
#[derive(Debug, Clone, Default)]
pub(crate) struct Page {
    text: String,
    colour: Colour,
}

impl Page {
    /// An empty page.
    #[must_use]
    pub(crate) fn new(colour: Colour) -> Self {
        Self {
            text: String::new(),
            colour,
        }
    }

    /// Its text so far.
    #[must_use]
    pub(crate) fn into_text(self) -> String {
        self.text
    }

    /// A line.
    pub(crate) fn line(&mut self, line: &str) {
        self.text.push_str(line.trim_end());
        self.text.push('\n');
    }

    /// An empty line, unless one stands there already.
    pub(crate) fn gap(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    /// A title, underlined where there is no colour.
    pub(crate) fn title(&mut self, title: &str) {
        self.gap();
        let line = self.painted(Tone::Title, title);
        self.line(&line);
        if self.colour == Colour::Never {
            self.line(&"=".repeat(words::width(title)));
        }
    }

    /// The title of a part.
    pub(crate) fn section(&mut self, title: &str) {
        self.gap();
        let line = self.painted(Tone::Title, title);
        self.line(&line);
    }

    /// A paragraph with an indent, its first line begun by `first`.
    pub(crate) fn paragraph(&mut self, first: &str, indent: usize, text: &str) {
        self.toned_paragraph(None, first, indent, text);
    }

    /// A paragraph that stands back.
    pub(crate) fn aside(&mut self, indent: usize, text: &str) {
        let first = " ".repeat(indent);
        self.toned_paragraph(Some(Tone::Faint), &first, indent, text);
    }

    fn toned_paragraph(&mut self, tone: Option<Tone>, first: &str, indent: usize, text: &str) {
        let lines = words::wrapped(text, COLUMNS.saturating_sub(indent));
        for (place, line) in lines.iter().enumerate() {
            let line = tone.map_or_else(|| line.clone(), |tone| self.painted(tone, line));
            let begin = if place == 0 {
                words::fitted(first, indent)
            } else {
                " ".repeat(indent)
            };
            self.line(&format!("{begin}{line}"));
        }
    }

    /// A text in its tone.
    #[must_use]
    pub(crate) fn painted(&self, tone: Tone, text: &str) -> String {
        if self.colour == Colour::Never || text.is_empty() {
            return text.to_owned();
        }
        let code = match tone {
            Tone::Title => "1",
            Tone::Strong => "1;4",
            Tone::Faint => "2",
            Tone::Score(Heat::Mild) => "32",
            Tone::Score(Heat::Middle) => "33",
            Tone::Score(Heat::Harsh) => "31",
        };
        format!("\u{1b}[{code}m{text}\u{1b}[0m")
    }

    /// Words set apart inside a text: by colour, or between » and «.
    ///
    /// Each word is painted by itself, so that a line can be broken anywhere.
    #[must_use]
    pub(crate) fn marked(&self, before: &str, marked: &str, after: &str) -> String {
        let mut text = words::printable(before).into_owned();
        let space = |text: &mut String, needed: bool| {
            if needed && !text.is_empty() && !text.ends_with(' ') {
                text.push(' ');
            }
        };
        space(
            &mut text,
            before.ends_with(char::is_whitespace) || marked.starts_with(char::is_whitespace),
        );
        let words = words::printable(marked);
        if self.colour == Colour::Ansi {
            let mut first = true;
            for word in words.split(' ').filter(|word| !word.is_empty()) {
                if !first {
                    text.push(' ');
                }
                first = false;
                text.push_str(&self.painted(Tone::Strong, word));
            }
        } else if !words.is_empty() {
            let _ = write!(text, "»{words}«");
        }
        space(
            &mut text,
            marked.ends_with(char::is_whitespace) || after.starts_with(char::is_whitespace),
        );
        text.push_str(&words::printable(after));
        text
    }
}

/// A bar of 21 cells from 0 to 100: the interval drawn through, the score on it.
#[must_use]
pub(crate) fn bar(score: Option<f64>, interval: Option<Interval>) -> String {
    // The cell whose middle is nearest: cells stand 5 apart, the first on 0.
    let cell = |value: f64| {
        (0..20)
            .filter(|i| value >= 5.0 * f64::from(*i) + 2.5)
            .count()
    };
    let range = interval.map(|i| cell(i.lo)..=cell(i.hi));
    let at = score.map(cell);
    (0..=20)
        .map(|i| {
            if at == Some(i) {
                '●'
            } else if range.as_ref().is_some_and(|range| range.contains(&i)) {
                '─'
            } else {
                '·'
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{Page, bar};
    use crate::report::form::Colour;
    use crate::score::Interval;

    #[test]
    fn a_bar_holds_its_score_and_interval() {
        let interval = Some(Interval { lo: 0.0, hi: 100.0 });
        assert_eq!(bar(Some(100.0), interval), "────────────────────●");
        assert_eq!(bar(None, None), "·····················");
        let interval = Some(Interval { lo: 40.0, hi: 60.0 });
        assert_eq!(bar(Some(50.0), interval), "········──●──········");
    }

    #[test]
    fn marked_words_keep_their_spaces() {
        let page = Page::new(Colour::Never);
        assert_eq!(
            page.marked("We may ", "reject\u{1b}[2J", " it."),
            "We may »reject[2J« it."
        );
        assert_eq!(page.marked("l'", "acte", "."), "l'»acte«.");
        assert_eq!(page.marked("", "all", ""), "»all«");
    }
}
