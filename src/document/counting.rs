//! Letters and Roman numerals as numbers of items.

/// The steps of Roman numerals, from the highest.
pub(crate) const ROMAN: [(u32, &str); 13] = [
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
];

/// The Roman numeral of a number, in lower case.
pub(crate) fn roman(number: u32) -> String {
    let mut rest = number;
    let mut written = String::new();
    for (value, letters) in ROMAN {
        while rest >= value {
            written.push_str(letters);
            rest -= value;
        }
    }
    written
}

/// 1 is a, 26 is z, 27 is aa.
pub(crate) fn letters(number: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = number;
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'a' + u8::try_from(rest % 26).unwrap_or(0)));
        rest /= 26;
    }
    letters.iter().rev().collect()
}
