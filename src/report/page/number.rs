//! Numbers and dates as each edition prints them: the filters of the templates.

use minijinja::Environment;
use minijinja::value::Value;

use crate::report::edition::{Edition, unbroken};
use crate::report::words::{self, NOT_GIVEN};

/// Adds the filters. Those for what may be missing print a dash for none.
///
/// | filter | of | prints |
/// |---|---|---|
/// | `score` | a score, 0 to 100, or none | `48` |
/// | `range` | `{lo, hi}`, or none | `48–71` |
/// | `percent` | a share, 0 to 1 | `45%`, `45 %` |
/// | `decimal` | a number and how many decimals, or none | `0.85`, `0,85` |
/// | `signed` | a number, or none | `+0.67`, `+0,67` |
/// | `grouped` | a whole number | `12,345`, `12 345` |
/// | `date` | `2024-03-05…`, or none | `5 March 2024`, `5 mars 2024` |
/// | `typeset` | words in the language of the page | the same, French spaces unbreakable |
/// | `place` | a coordinate of a picture | at most one decimal |
pub(super) fn add_filters(environment: &mut Environment<'_>, edition: Edition) {
    environment.add_filter("score", |score: Option<f64>| words::score(score));
    environment.add_filter("range", |range: &Value| self::range(range));
    environment.add_filter("percent", move |share: f64| percent(edition, share));
    environment.add_filter("decimal", move |number: Option<f64>, digits: usize| {
        number.map_or_else(
            || NOT_GIVEN.to_owned(),
            |number| pointed(edition, format!("{number:.digits$}")),
        )
    });
    environment.add_filter("signed", move |number: Option<f64>| {
        number.map_or_else(
            || NOT_GIVEN.to_owned(),
            |number| pointed(edition, words::signed(number)),
        )
    });
    environment.add_filter("grouped", move |number: usize| grouped(edition, number));
    environment.add_filter("date", move |date: Option<String>| {
        date.map_or_else(|| NOT_GIVEN.to_owned(), |date| self::date(edition, &date))
    });
    environment.add_filter("typeset", move |text: &str| match edition {
        Edition::Fr => unbroken(text),
        Edition::En => text.to_owned(),
    });
    environment.add_filter("place", place);
}

fn range(range: &Value) -> String {
    let end = |name| {
        range
            .get_attr(name)
            .ok()
            .and_then(|v| f64::try_from(v).ok())
    };
    match (end("lo"), end("hi")) {
        (Some(lo), Some(hi)) => format!("{lo:.0}–{hi:.0}"),
        _ => NOT_GIVEN.to_owned(),
    }
}

fn pointed(edition: Edition, number: String) -> String {
    match edition {
        Edition::Fr => number.replace('.', ","),
        Edition::En => number,
    }
}

fn percent(edition: Edition, share: f64) -> String {
    let space = match edition {
        Edition::Fr => "\u{a0}",
        Edition::En => "",
    };
    format!("{:.0}{space}%", 100.0 * share)
}

fn grouped(edition: Edition, number: usize) -> String {
    let number = words::grouped(number);
    match edition {
        Edition::Fr => number.replace(',', "\u{202f}"),
        Edition::En => number,
    }
}

/// The day of a date in words, or the text as it is where it does not begin with one.
fn date(edition: Edition, date: &str) -> String {
    const FR: [&str; 12] = [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ];
    const EN: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let number = |from: usize, to: usize| date.get(from..to)?.parse::<usize>().ok();
    let dashes = date.get(4..5) == Some("-") && date.get(7..8) == Some("-");
    let parts = (number(0, 4), number(5, 7), number(8, 10));
    let (Some(year), Some(month @ 1..=12), Some(day @ 1..=31), true) =
        (parts.0, parts.1, parts.2, dashes)
    else {
        return date.to_owned();
    };
    let space = '\u{a0}';
    match (edition, day) {
        (Edition::Fr, 1) => format!("1er{space}{} {year}", FR[month - 1]),
        (Edition::Fr, _) => format!("{day}{space}{} {year}", FR[month - 1]),
        (Edition::En, _) => format!("{day}{space}{} {year}", EN[month - 1]),
    }
}

fn place(number: f64) -> String {
    let number = format!("{number:.1}");
    number
        .strip_suffix(".0")
        .map_or_else(|| number.clone(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::{Edition, date, grouped, percent, place, pointed};

    #[test]
    fn each_edition_prints_numbers_its_own_way() {
        assert_eq!(percent(Edition::Fr, 0.451), "45\u{a0}%");
        assert_eq!(percent(Edition::En, 0.451), "45%");
        assert_eq!(grouped(Edition::Fr, 12_345), "12\u{202f}345");
        assert_eq!(grouped(Edition::En, 12_345), "12,345");
        assert_eq!(pointed(Edition::Fr, "0.85".to_owned()), "0,85");
    }

    #[test]
    fn a_date_is_said_in_words_and_anything_else_as_it_is() {
        assert_eq!(
            date(Edition::Fr, "2024-03-01T00:38:56Z"),
            "1er\u{a0}mars 2024"
        );
        assert_eq!(date(Edition::En, "2024-12-31"), "31\u{a0}December 2024");
        for other in [
            "",
            "2024",
            "2024-13-01",
            "2024-1-1",
            "été 2024",
            "20240-01-01",
        ] {
            assert_eq!(date(Edition::En, other), other);
        }
    }

    #[test]
    fn a_place_has_no_needless_decimals() {
        assert_eq!([0.0, 12.5, 33.333].map(place), ["0", "12.5", "33.3"]);
    }
}
