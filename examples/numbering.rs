//! How well clauses are numbered: with a file, prints its clauses; without, says how many of the
//! collected documents beside the project get a numbering without gap or repeat.
//!
//! A gap or repeat is a number that does not follow the one before it under the same parent. Some
//! are in the documents themselves.
#![allow(clippy::print_stdout)]

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use sujetion::clause::{ClauseId, ClauseTree};
use sujetion::document::Document;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    match std::env::args().nth(1) {
        Some(path) => print_clauses(Path::new(&path)),
        None => survey(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/collected")),
    }
}

fn read(path: &Path) -> Result<(Document, ClauseTree), Box<dyn std::error::Error>> {
    let document = Document::read(path.display().to_string(), &std::fs::read(path)?)?;
    let tree = ClauseTree::from_document(&document);
    Ok((document, tree))
}

fn print_clauses(path: &Path) -> Result<(), Box<dyn std::error::Error>> {
    let (document, tree) = read(path)?;
    for (i, clause) in tree.clauses.iter().enumerate() {
        let depth = tree.ancestors(ClauseId(i)).count();
        let label = clause
            .number
            .as_ref()
            .map_or("", |number| number.label.as_str());
        let text: String = document.text[clause.text.clone()]
            .chars()
            .take(90)
            .collect();
        let role = format!("{:?}", clause.role);
        println!(
            "{i:4} {role:10.10} {:indent$}[{label}] {}",
            "",
            text.replace('\n', "⏎"),
            indent = 2 * depth
        );
    }
    Ok(())
}

fn survey(folder: &Path) -> Result<(), Box<dyn std::error::Error>> {
    let mut files = Vec::new();
    find_documents(folder, &mut files);
    files.sort();
    let mut worst = Vec::new();
    let (mut clean, mut numbered, mut without_gap) = (0, 0, 0);
    for path in &files {
        let (_, tree) = read(path)?;
        let breaks = breaks(&tree);
        numbered += usize::from(tree.clauses.iter().any(|clause| clause.number.is_some()));
        clean += usize::from(breaks.is_empty());
        // A list that starts again at 1 is mostly another list, or another document.
        without_gap += usize::from(breaks.iter().all(|(_, starts_again)| *starts_again));
        let breaks: Vec<String> = breaks.into_iter().map(|(shown, _)| shown).collect();
        worst.push((breaks.len(), path, breaks));
    }
    worst.sort_by_key(|(count, ..)| std::cmp::Reverse(*count));
    for (count, path, breaks) in worst.iter().take_while(|(count, ..)| *count > 0) {
        println!(
            "{count:4} {} {:?}",
            path.display(),
            &breaks[..breaks.len().min(6)]
        );
    }
    println!("{clean} of {} documents without gap or repeat", files.len());
    println!("{without_gap} when a list may start again at 1; {numbered} have numbers");
    Ok(())
}

fn find_documents(folder: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return;
    };
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.is_dir() {
            find_documents(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "md") {
            found.push(path);
        }
    }
}

/// The numbers that do not follow the one before them, as "before > number", and whether they
/// start again at the beginning.
fn breaks(tree: &ClauseTree) -> Vec<(String, bool)> {
    let mut last: HashMap<(Option<ClauseId>, String, char), String> = HashMap::new();
    let mut anywhere: HashMap<(String, char), String> = HashMap::new();
    let mut breaks = Vec::new();
    for clause in &tree.clauses {
        let Some(number) = &clause.number else {
            continue;
        };
        let (prefix, own) = split_label(&number.label);
        let kind = kind_of(own);
        let before = last.insert((clause.parent, prefix.to_owned(), kind), own.to_owned());
        let elsewhere = anywhere.insert((prefix.to_owned(), kind), own.to_owned());
        let follows = match &before {
            Some(before) => values(before)
                .iter()
                .any(|b| values(own).contains(&(b + 1))),
            // Articles are counted through chapters.
            None => {
                values(own).iter().any(|&v| v <= 1)
                    || elsewhere.is_some_and(|before| {
                        values(&before)
                            .iter()
                            .any(|b| values(own).contains(&(b + 1)))
                    })
            }
        };
        if !follows {
            let shown = format!("{} > {}", before.unwrap_or_default(), number.label);
            breaks.push((shown, values(own).contains(&1)));
        }
    }
    breaks
}

fn split_label(label: &str) -> (&str, &str) {
    let bare = label.trim_end_matches(')');
    let at = bare.rfind(['.', '(']).map_or(0, |i| i + 1);
    (&label[..at], &bare[at..])
}

fn kind_of(own: &str) -> char {
    match own.chars().next() {
        Some(c) if c.is_ascii_digit() => '1',
        Some(c) if c.is_uppercase() => 'A',
        _ => 'a',
    }
}

/// What a number can stand for: `i` is 1 and 9.
fn values(own: &str) -> Vec<u32> {
    if let Ok(number) = own.parse() {
        return vec![number];
    }
    let lower = own.to_ascii_lowercase();
    let mut values = Vec::new();
    if let [letter] = lower.as_bytes() {
        values.push(u32::from(letter.saturating_sub(b'a')) + 1);
    }
    let digit = |c| match c {
        'i' => 1,
        'v' => 5,
        'x' => 10,
        'l' => 50,
        _ => 0,
    };
    let digits: Vec<i64> = lower.chars().map(digit).collect();
    if digits.iter().all(|&d| d > 0) {
        let sum: i64 = (0..digits.len())
            .map(|i| {
                if digits.get(i + 1).is_some_and(|&next| next > digits[i]) {
                    -digits[i]
                } else {
                    digits[i]
                }
            })
            .sum();
        values.extend(u32::try_from(sum));
    }
    values
}
