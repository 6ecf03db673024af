//! Folding: text to plain lower-case ASCII letters and digits.

/// The folded form of a character: at most three symbols, none for a mark that is dropped.
///
/// A symbol is `a`–`z`, `0`–`9`, or [`OTHER`] for a letter of another script.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Folded {
    symbols: [u8; 3],
    len: u8,
}

/// The symbol that stands for any letter without an ASCII form.
pub(crate) const OTHER: u8 = b'?';

impl Folded {
    const NOTHING: Self = Self {
        symbols: [0; 3],
        len: 0,
    };

    const fn one(symbol: u8) -> Self {
        Self {
            symbols: [symbol, 0, 0],
            len: 1,
        }
    }

    const fn two(first: u8, second: u8) -> Self {
        Self {
            symbols: [first, second, 0],
            len: 2,
        }
    }

    const fn three(first: u8, second: u8, third: u8) -> Self {
        Self {
            symbols: [first, second, third],
            len: 3,
        }
    }

    /// The symbols.
    pub(crate) fn as_slice(&self) -> &[u8] {
        &self.symbols[..usize::from(self.len)]
    }
}

/// What a character is to the splitting of words.
#[derive(Debug, Clone, Copy)]
pub(crate) enum CharClass {
    /// Part of a word.
    Letter(Folded),
    /// Invisible inside a word: soft hyphens, joiners, combining marks.
    Transparent,
    /// A word of its own: a currency sign or a per cent sign.
    Sign(u8),
    /// Between words.
    Separator,
}

/// Classifies and folds a character.
pub(crate) fn classify(c: char) -> CharClass {
    match c {
        'a'..='z' | '0'..='9' => CharClass::Letter(Folded::one(c as u8)),
        'A'..='Z' => CharClass::Letter(Folded::one(c.to_ascii_lowercase() as u8)),
        '%' => CharClass::Sign(b'%'),
        '$' => CharClass::Sign(b'$'),
        '€' => CharClass::Sign(b'e'),
        '£' => CharClass::Sign(b'l'),
        _ if c.is_ascii() => CharClass::Separator,
        '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' | '\u{300}'..='\u{36f}' => {
            CharClass::Transparent
        }
        _ => classify_wide(c),
    }
}

fn classify_wide(c: char) -> CharClass {
    let folded = match c {
        'à'..='å' | 'À'..='Å' | 'ā' | 'Ā' | 'ă' | 'Ă' | 'ą' | 'Ą' | 'ª' => {
            Folded::one(b'a')
        }
        'ç' | 'Ç' | 'ć' | 'Ć' | 'č' | 'Č' => Folded::one(b'c'),
        'ď' | 'Ď' | 'đ' | 'Đ' | 'ð' | 'Ð' => Folded::one(b'd'),
        'è'..='ë' | 'È'..='Ë' | 'ē' | 'Ē' | 'ę' | 'Ę' | 'ě' | 'Ě' => Folded::one(b'e'),
        'ğ' | 'Ğ' => Folded::one(b'g'),
        'ì'..='ï' | 'Ì'..='Ï' | 'ı' | 'İ' => Folded::one(b'i'),
        'ł' | 'Ł' => Folded::one(b'l'),
        'ñ' | 'Ñ' | 'ń' | 'Ń' | 'ň' | 'Ň' => Folded::one(b'n'),
        'ò'..='ö' | 'ø' | 'Ò'..='Ö' | 'Ø' | 'ō' | 'Ō' | 'ő' | 'Ő' | 'º' => {
            Folded::one(b'o')
        }
        'ř' | 'Ř' => Folded::one(b'r'),
        'š' | 'Š' | 'ś' | 'Ś' | 'ş' | 'Ş' | 'ș' | 'Ș' => Folded::one(b's'),
        'ť' | 'Ť' | 'ţ' | 'Ţ' | 'ț' | 'Ț' => Folded::one(b't'),
        'ù'..='ü' | 'Ù'..='Ü' | 'ū' | 'Ū' | 'ů' | 'Ů' | 'ű' | 'Ű' => Folded::one(b'u'),
        'ý' | 'ÿ' | 'Ý' | 'Ÿ' => Folded::one(b'y'),
        'ž' | 'Ž' | 'ź' | 'Ź' | 'ż' | 'Ż' => Folded::one(b'z'),
        'ß' => Folded::two(b's', b's'),
        'æ' | 'Æ' => Folded::two(b'a', b'e'),
        'œ' | 'Œ' => Folded::two(b'o', b'e'),
        'ﬀ' => Folded::two(b'f', b'f'),
        'ﬁ' => Folded::two(b'f', b'i'),
        'ﬂ' => Folded::two(b'f', b'l'),
        'ﬃ' => Folded::three(b'f', b'f', b'i'),
        'ﬄ' => Folded::three(b'f', b'f', b'l'),
        'ﬅ' | 'ﬆ' => Folded::two(b's', b't'),
        '\u{ff10}'..='\u{ff19}' => Folded::one(b'0' + (c as u32 - 0xff10) as u8),
        _ if c.is_alphanumeric() => Folded::one(OTHER),
        _ => Folded::NOTHING,
    };
    if folded.len == 0 {
        CharClass::Separator
    } else {
        CharClass::Letter(folded)
    }
}
