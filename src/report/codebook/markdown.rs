//! Text as it must be written in Markdown to be read as text.

/// The text with every mark that Markdown would take for its own made plain, on one line.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let line = text.replace(['\n', '\r', '\t'], " ");
    let ordered = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let mark_at =
        if ordered.len() < line.len() && (ordered.starts_with(". ") || ordered.starts_with(") ")) {
            line.len() - ordered.len()
        } else if line.starts_with(['#', '+', '-', '=']) {
            0
        } else {
            usize::MAX
        };
    for (at, c) in line.char_indices() {
        let special = match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' => true,
            '&' => line[at + 1..].starts_with(|next: char| next == '#' || next.is_alphanumeric()),
            _ => at == mark_at,
        };
        if special {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// The text as a code span, whatever backticks are in it.
pub(super) fn code(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let longest = line.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    if line.starts_with('`') || line.ends_with('`') {
        format!("{fence} {line} {fence}")
    } else {
        format!("{fence}{line}{fence}")
    }
}

#[cfg(test)]
mod tests {
    use super::{code, escape};

    #[test]
    fn marks_become_plain() {
        for (text, expected) in [
            ("plain, « texte » & co", "plain, « texte » & co"),
            ("<b>*x*</b> a_b", "\\<b\\>\\*x\\*\\</b\\> a\\_b"),
            ("&lt; &#60;", "\\&lt; \\&#60;"),
            ("1. first", "1\\. first"),
            ("# a\nb", "\\# a b"),
            ("- a", "\\- a"),
            ("at 1. time", "at 1. time"),
            ("0.1.0", "0.1.0"),
        ] {
            assert_eq!(escape(text), expected, "{text}");
        }
    }

    #[test]
    fn code_spans_hold_backticks() {
        for (text, expected) in [
            ("refus*", "`refus*`"),
            ("a`b", "``a`b``"),
            ("`a``", "``` `a`` ```"),
        ] {
            assert_eq!(code(text), expected, "{text}");
        }
    }
}
