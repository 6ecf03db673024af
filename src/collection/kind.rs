//! What the name of a file says about it.

use std::path::Path;

/// The extensions of files that are left out of a folder: they hold no terms.
#[rustfmt::skip]
pub const SKIPPED_KINDS: &[&str] = &[
    // Data and settings.
    "json", "jsonl", "ndjson", "csv", "tsv", "xml", "yaml", "yml", "toml", "ini", "cfg", "conf",
    "lock", "log", "sql", "sqlite", "sqlite3", "db", "parquet", "arrow", "feather", "rdf", "ttl",
    "bib", "ics", "eml", "geojson", "npy", "pkl", "rds", "rdata", "xls", "xlsx", "ods", "ppt",
    "pptx", "odp", "qdpx",
    // Pictures, sound, moving pictures, fonts.
    "png", "jpg", "jpeg", "gif", "svg", "webp", "avif", "heic", "ico", "bmp", "tif", "tiff",
    "psd", "mp3", "wav", "ogg", "flac", "m4a", "mp4", "webm", "mkv", "mov", "avi", "ttf", "otf",
    "woff", "woff2", "eot",
    // Archives and disk images.
    "zip", "gz", "tgz", "tar", "bz2", "xz", "zst", "7z", "rar", "iso", "dmg", "jar", "whl", "deb",
    "rpm", "warc",
    // Programs and what they are made of.
    "exe", "dll", "so", "dylib", "a", "o", "bin", "class", "pyc", "wasm", "js", "mjs", "cjs",
    "ts", "tsx", "jsx", "css", "scss", "less", "rs", "py", "ipynb", "r", "rb", "go", "java", "c",
    "h", "cpp", "hpp", "cs", "php", "pl", "sh", "bash", "bat", "ps1", "lua", "swift", "kt", "map",
    // Leftovers.
    "bak", "tmp", "swp", "orig", "rej", "part", "crdownload",
];

/// Files about a collection, not of it.
#[rustfmt::skip]
const ABOUT: &[&str] = &[
    "readme", "license", "licence", "copying", "notice", "changelog", "contributing", "authors",
    "code_of_conduct", "security", "manifest", "makefile", "dockerfile", "citation",
];

/// The words that names of types of terms are made of, folded, in English and French.
#[rustfmt::skip]
const TYPE_WORDS: &[&str] = &[
    // English.
    "terms", "term", "conditions", "condition", "service", "services", "use", "user", "users",
    "of", "and", "the", "for", "to", "with", "on", "in", "by", "general", "commercial", "special",
    "specific", "additional", "supplemental", "privacy", "policy", "policies", "notice",
    "statement", "agreement", "contract", "guidelines", "guideline", "code", "conduct", "rules",
    "community", "acceptable", "cookies", "cookie", "data", "protection", "processing",
    "processor", "controller", "driver", "drivers", "courier", "couriers", "rider", "riders",
    "worker", "workers", "contributor", "contributors", "contractor", "contractors",
    "independent", "provider", "providers", "freelancer", "freelancers", "member", "members",
    "membership", "partner", "partners", "seller", "sellers", "host", "hosts", "marketplace",
    "business", "client", "clients", "customer", "customers", "content", "monetisation",
    "monetization", "platform", "developer", "api", "license", "licence", "end", "eula", "legal",
    "information", "mentions", "sale", "sales", "purchase", "payment", "payments", "fees", "fee",
    "pricing", "quality", "standards", "safety", "deactivation", "access", "account", "law",
    "enforcement", "copyright", "trust", "complaints", "dispute", "resolution", "appeals",
    "review", "reviews", "ranking", "parameters", "parameter", "transparency", "report", "usage",
    "internal", "external", "professional", "framework", "participation", "task", "tasks",
    // French.
    "cgu", "cgv", "cgp", "cgs", "cg", "conditions", "generales", "generale", "particulieres",
    "utilisation", "utilisateur", "utilisateurs", "d", "l", "de", "des", "du", "la", "le", "les",
    "et", "pour", "vente", "services", "prestataire", "prestataires", "prestation", "prestations",
    "contributeur", "contributeurs", "livreur", "livreurs", "chauffeur", "chauffeurs", "coursier",
    "coursiers", "membre", "membres", "independant", "independants", "partenaire", "partenaires",
    "charte", "qualite", "politique", "politiques", "confidentialite", "vie", "privee", "donnees",
    "personnelles", "protection", "contrat", "accord", "cadre", "mentions", "legales",
    "reglement", "interieur", "code", "conduite", "regles", "communaute", "tarifs",
    "tarification", "travailleur", "travailleurs",
];

pub(super) fn is_hidden(name: &str) -> bool {
    name.starts_with('.')
}

/// Whether a file of a folder is left out by its name.
pub(super) fn is_left_out(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    if is_hidden(&name) || name.ends_with('~') {
        return true;
    }
    let stem = stem(path).to_lowercase();
    // "LICENSE-MIT" and "README.fr.md" too.
    let first = stem.split(['-', '.']).next().unwrap_or_default();
    let about = ABOUT.contains(&stem.as_str()) || ABOUT.contains(&first) && !stem.contains(' ');
    let extension = path.extension().unwrap_or_default().to_string_lossy();
    let extension = extension.to_lowercase();
    about || SKIPPED_KINDS.contains(&extension.as_str())
}

/// The name of a file without its extension, spaces kept.
pub(super) fn stem(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    match name.rsplit_once('.') {
        Some((stem, extension)) if !stem.is_empty() && is_extension(extension) => stem.to_owned(),
        _ => name.into_owned(),
    }
}

/// "No. 5 terms" has no extension.
fn is_extension(text: &str) -> bool {
    (1..=8).contains(&text.len()) && text.chars().all(|c| c.is_ascii_alphanumeric())
}

/// Whether a name is that of a type of terms: it begins with a capital letter, as collectors
/// write them, and every word of it is one that such names are made of.
pub(super) fn is_terms_type(stem: &str) -> bool {
    stem.trim_start().starts_with(char::is_uppercase) && is_about_terms(stem)
}

/// Whether every word of a name is one that the names of types of terms are made of.
fn is_about_terms(stem: &str) -> bool {
    let plain: String = stem
        .chars()
        .flat_map(char::to_lowercase)
        .map(unaccented)
        .collect();
    let mut words = plain
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .peekable();
    words.peek().is_some() && words.all(|word| TYPE_WORDS.contains(&word))
}

/// Folders that people keep files in, whatever is in them.
const PLACES: &[&str] = &[
    "documents",
    "downloads",
    "desktop",
    "home",
    "tmp",
    "temp",
    "texts",
];

/// Whether a name can be that of a service, and not of what a file or folder holds.
pub(super) fn is_service(name: &str) -> bool {
    !is_about_terms(name) && !PLACES.contains(&name.to_lowercase().as_str())
}

fn unaccented(c: char) -> char {
    match c {
        'à' | 'â' | 'ä' => 'a',
        'ç' => 'c',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'î' | 'ï' => 'i',
        'ô' | 'ö' => 'o',
        'ù' | 'û' | 'ü' => 'u',
        other => other,
    }
}

/// Whether a name begins with a date ("2024-03-05", "2024-03-05T00-38-56Z").
pub(super) fn is_date(stem: &str) -> bool {
    let bytes = stem.as_bytes();
    let shape = b"dddd-dd-dd";
    let date = bytes.len() >= shape.len()
        && bytes.iter().zip(shape).all(|(byte, shape)| match shape {
            b'd' => byte.is_ascii_digit(),
            other => byte == other,
        });
    date && (bytes.len() == shape.len() || matches!(bytes[shape.len()], b'T' | b'_' | b' '))
}

/// Whether a folder is called after a language ("fr", "en-GB").
pub(super) fn is_language(name: &str) -> bool {
    let bytes = name.as_bytes();
    let letters = |part: &[u8]| part.len() == 2 && part.iter().all(u8::is_ascii_alphabetic);
    match bytes {
        [a, b] => letters(&[*a, *b]),
        [a, b, b'-' | b'_', rest @ ..] => letters(&[*a, *b]) && letters(rest),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{is_date, is_language, is_left_out, is_terms_type, stem};

    #[test]
    fn types_of_terms_are_told_from_names() {
        for name in [
            "Terms of Service",
            "Conditions générales prestataires",
            "Privacy Policy",
            "Charte qualité",
            "Conditions d'utilisation",
            "CGU",
        ] {
            assert!(is_terms_type(name), "{name}");
        }
        for name in [
            "uber",
            "Snailmail terms",
            "contract-lyft-2020",
            "",
            "2024",
            "terms",
        ] {
            assert!(!is_terms_type(name), "{name}");
        }
    }

    #[test]
    fn files_about_a_collection_and_of_other_kinds_are_left_out() {
        for name in [
            "README.md",
            "LICENSE",
            "LICENSE-MIT",
            "a.JSONL",
            ".hidden.md",
            "x.png",
            "b.md~",
        ] {
            assert!(is_left_out(name.as_ref()), "{name}");
        }
        for name in [
            "Terms of Service.md",
            "a",
            "License Agreement.md",
            "x.html",
            "No. 5 terms",
        ] {
            assert!(!is_left_out(name.as_ref()), "{name}");
        }
    }

    #[test]
    fn stems_keep_their_spaces() {
        assert_eq!(stem("a/Terms of Service.md".as_ref()), "Terms of Service");
        assert_eq!(stem("a/No. 5 terms".as_ref()), "No. 5 terms");
        assert_eq!(stem("a/Trailing .md".as_ref()), "Trailing ");
        assert_eq!(stem("a/.md".as_ref()), ".md");
    }

    #[test]
    fn dates_and_languages_are_read_from_names() {
        assert!(is_date("2024-03-05T00-38-56Z") && is_date("2024-03-05"));
        assert!(!is_date("2024-03") && !is_date("2024-03-055") && !is_date("v2024-03-05"));
        assert!(is_language("fr") && is_language("en-GB") && !is_language("fra"));
    }
}
