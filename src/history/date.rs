//! Moments in time, as collectors write them.

use std::fmt;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A moment, in seconds since 1970 (UTC); written `2024-02-29T12:00:00Z`.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(try_from = "String", into = "String")]
#[schemars(with = "String")]
pub struct Timestamp(i64);

/// What is no date.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no date (2024-02-29, or 2024-02-29T12:00:00Z)")]
pub struct NoDate(String);

const DAY: i64 = 86_400;

impl Timestamp {
    /// A moment in seconds since 1970 (UTC).
    #[must_use]
    pub const fn from_seconds(seconds: i64) -> Self {
        Self(seconds)
    }

    /// Seconds since 1970 (UTC).
    #[must_use]
    pub const fn seconds(self) -> i64 {
        self.0
    }

    /// The last second of its day.
    #[must_use]
    pub const fn end_of_day(self) -> Self {
        Self(self.0 - self.0.rem_euclid(DAY) + DAY - 1)
    }

    /// Its day, as `2024-02-29`.
    #[must_use]
    pub fn day(self) -> String {
        let (year, month, day) = civil(self.0.div_euclid(DAY));
        format!("{year:04}-{month:02}-{day:02}")
    }

    /// The first date in a name, with its time where one follows, and what stands around it.
    ///
    /// Read are `2024-02-29` and `20240229`, followed or not by `T`, a space or an underscore
    /// and a time `12-30-00`, `12:30:00` or `123000`, and a `Z`.
    #[must_use]
    pub fn find(name: &str) -> Option<(Self, String)> {
        let bytes = name.as_bytes();
        let starts = (0..bytes.len()).filter(|&at| {
            bytes[at].is_ascii_digit() && (at == 0 || !bytes[at - 1].is_ascii_digit())
        });
        starts.into_iter().find_map(|at| {
            let (date, len) = read(&bytes[at..])?;
            let around = [&name[..at], &name[at + len..]];
            let around = around.map(|part| part.trim_matches([' ', '-', '_', '.', '(', ')']));
            Some((date, around.join(" ").trim().to_owned()))
        })
    }
}

impl FromStr for Timestamp {
    type Err = NoDate;

    fn from_str(text: &str) -> Result<Self, NoDate> {
        match read(text.as_bytes()) {
            Some((date, len)) if len == text.len() => Ok(date),
            _ => Err(NoDate(text.to_owned())),
        }
    }
}

impl TryFrom<String> for Timestamp {
    type Error = NoDate;

    fn try_from(text: String) -> Result<Self, NoDate> {
        text.parse()
    }
}

impl From<Timestamp> for String {
    fn from(date: Timestamp) -> Self {
        date.to_string()
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let second = self.0.rem_euclid(DAY);
        let (hour, minute) = (second / 3600, second / 60 % 60);
        write!(
            f,
            "{}T{hour:02}:{minute:02}:{:02}Z",
            self.day(),
            second % 60
        )
    }
}

/// Reads a date, and a time if one follows; gives how many bytes they take.
fn read(bytes: &[u8]) -> Option<(Timestamp, usize)> {
    let (year, month, day, mut len) = match *bytes {
        [_, _, _, _, b'-', _, _, b'-', _, _, ..] => (
            number(&bytes[..4])?,
            number(&bytes[5..7])?,
            number(&bytes[8..10])?,
            10,
        ),
        [_, _, _, _, _, _, _, _, ..] => (
            number(&bytes[..4])?,
            number(&bytes[4..6])?,
            number(&bytes[6..8])?,
            8,
        ),
        _ => return None,
    };
    let days = days(year, month, day)?;
    let mut seconds = 0;
    if let [b'T' | b't' | b' ' | b'_', rest @ ..] = &bytes[len..]
        && let Some((time, time_len)) = time(rest)
    {
        seconds = time;
        len += 1 + time_len;
        if bytes
            .get(len)
            .is_some_and(|byte| byte.eq_ignore_ascii_case(&b'Z'))
        {
            len += 1;
        }
    }
    // A longer number is no date.
    if bytes.get(len).is_some_and(u8::is_ascii_digit) {
        return None;
    }
    Some((Timestamp(days * DAY + seconds), len))
}

fn time(bytes: &[u8]) -> Option<(i64, usize)> {
    let (hour, minute, second, len) = match *bytes {
        [_, _, b'-' | b':', _, _, b'-' | b':', _, _, ..] => (
            number(&bytes[..2])?,
            number(&bytes[3..5])?,
            number(&bytes[6..8])?,
            8,
        ),
        [_, _, _, _, _, _, ..] => (
            number(&bytes[..2])?,
            number(&bytes[2..4])?,
            number(&bytes[4..6])?,
            6,
        ),
        _ => return None,
    };
    (hour < 24 && minute < 60 && second < 61).then_some((hour * 3600 + minute * 60 + second, len))
}

fn number(digits: &[u8]) -> Option<i64> {
    let digit = |value: i64, digit: &u8| {
        digit
            .is_ascii_digit()
            .then(|| value * 10 + i64::from(digit - b'0'))
    };
    digits.iter().try_fold(0, digit)
}

/// Days since 1970 of a date of the Gregorian calendar, from 1900 on.
fn days(year: i64, month: i64, day: i64) -> Option<i64> {
    if !(1900..=9999).contains(&year) || !(1..=12).contains(&month) {
        return None;
    }
    // Years counted from March, so that a leap day ends one.
    let (year, from_march) = if month > 2 {
        (year, month - 3)
    } else {
        (year - 1, month + 9)
    };
    let days = year * 365 + year / 4 - year / 100 + year / 400 + (153 * from_march + 2) / 5 + day
        - 719_469;
    let exists = day >= 1 && civil(days).2 == day;
    exists.then_some(days)
}

/// The date of a day since 1970.
fn civil(days: i64) -> (i64, i64, i64) {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let of_era = shifted.rem_euclid(146_097);
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let from_march = (5 * of_year + 2) / 153;
    let day = of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 {
        from_march + 3
    } else {
        from_march - 9
    };
    (year + era * 400 + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::Timestamp;
    use proptest::prelude::*;

    #[test]
    fn reads_and_writes_dates() {
        let cases = [
            ("1970-01-01", "1970-01-01T00:00:00Z"),
            ("2024-02-29T12-30-01Z", "2024-02-29T12:30:01Z"),
            ("2024-02-29 12:30:01", "2024-02-29T12:30:01Z"),
            ("20240301_123001", "2024-03-01T12:30:01Z"),
        ];
        for (written, expected) in cases {
            let date: Timestamp = written.parse().expect("a date");
            assert_eq!(date.to_string(), expected);
        }
        for no_date in [
            "",
            "2023-02-29",
            "2024-13-01",
            "2024-00-10",
            "20240301999",
            "2024-1-1",
            "été",
        ] {
            assert!(no_date.parse::<Timestamp>().is_err(), "{no_date}");
        }
    }

    #[test]
    fn finds_a_date_in_a_name() {
        let find = |name| Timestamp::find(name).map(|(date, around)| (date.day(), around));
        let found = |day: &str, around: &str| Some((day.to_owned(), around.to_owned()));
        assert_eq!(find("uber-tos-2021-03-04"), found("2021-03-04", "uber-tos"));
        assert_eq!(find("2021-03-04T10-00-00Z"), found("2021-03-04", ""));
        assert_eq!(
            find("v12 (20210304) final"),
            found("2021-03-04", "v12 final")
        );
        assert_eq!(find("terms-v2"), None);
    }

    proptest! {
        #[test]
        fn every_moment_is_read_as_written(seconds in -2_000_000_000i64..100_000_000_000) {
            let date = Timestamp::from_seconds(seconds);
            prop_assert_eq!(date.to_string().parse::<Timestamp>(), Ok(date));
            prop_assert!(date.end_of_day() >= date && date.end_of_day().day() == date.day());
        }

        #[test]
        fn nothing_panics(name in "\\PC{0,40}") {
            let _ = Timestamp::find(&name);
        }
    }
}
