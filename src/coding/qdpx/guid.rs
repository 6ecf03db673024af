//! Identifiers made from what they name.

use sha2::{Digest, Sha256};

/// A UUID of version 8 (RFC 9562: what its bits mean is up to the maker) from the SHA-256 of the
/// parts, each ended by a byte that no text holds.
pub(super) fn guid(parts: &[&str]) -> String {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update(part.as_bytes());
        hasher.update([0xff]);
    }
    let digest = hasher.finalize();
    let mut hex = String::with_capacity(36);
    for (place, byte) in digest.iter().take(16).enumerate() {
        let byte = match place {
            6 => byte & 0x0f | 0x80,
            8 => byte & 0x3f | 0x80,
            _ => *byte,
        };
        if matches!(place, 4 | 6 | 8 | 10) {
            hex.push('-');
        }
        hex.push_str(&format!("{byte:02x}"));
    }
    hex
}

#[cfg(test)]
mod tests {
    use super::guid;

    #[test]
    fn the_same_parts_give_the_same_identifier_and_others_another() {
        let one = guid(&["code", "a"]);
        assert_eq!(one, guid(&["code", "a"]));
        assert_ne!(one, guid(&["codea"]));
        let dashes: Vec<_> = one.match_indices('-').map(|(at, _)| at).collect();
        assert_eq!((one.len(), dashes), (36, vec![8, 13, 18, 23]));
        assert_eq!(&one[14..15], "8");
    }
}
