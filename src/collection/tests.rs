use std::fs;
use std::path::Path;

use tempfile::TempDir;

use super::{Collection, LARGEST_FILE, Layout};
use crate::finding::Analyzer;

const TERMS: &str = "# Terms\n\nWe may close your account at any time without notice.\n";

/// A folder with these files in it, all with the same terms.
fn folder(files: &[&str]) -> TempDir {
    let folder = TempDir::new().expect("a folder");
    for file in files {
        write(folder.path(), file, TERMS.as_bytes());
    }
    folder
}

fn write(folder: &Path, file: &str, bytes: &[u8]) {
    let path = folder.join(file);
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    fs::write(path, bytes).expect("a file");
}

/// Each platform with the names of its documents.
fn found(path: &Path, layout: Layout) -> Vec<String> {
    let collection = Collection::find(&[path], layout);
    assert_eq!(collection.failures, []);
    told(&collection)
}

fn told(collection: &Collection) -> Vec<String> {
    let told = |platform: &super::Platform| {
        let names: Vec<_> = platform.sources.iter().map(|s| s.name.as_str()).collect();
        format!("{}: {}", platform.name, names.join(", "))
    };
    collection.platforms.iter().map(told).collect()
}

#[test]
fn folders_of_services_are_platforms_at_any_depth() {
    let folder = folder(&[
        "README.md",
        "LICENSE",
        "en/Acme/Terms of Service.md",
        "en/Acme/Privacy Policy.md",
        "en/Acme/.hidden.md",
        "en/Acme/data.json",
        "fr/Brume/CGU.md",
        "gold/acme.jsonl",
    ]);
    assert_eq!(
        found(folder.path(), Layout::Auto),
        ["Acme: Privacy Policy, Terms of Service", "Brume: CGU"]
    );
}

#[test]
fn loose_files_are_a_platform_each_and_types_of_terms_are_not() {
    let loose = folder(&["acme.md", "brume.txt", "fr/clapotis.html"]);
    assert_eq!(
        found(loose.path(), Layout::Auto),
        [
            "acme: acme.md",
            "brume: brume.txt",
            "clapotis: clapotis.html"
        ]
    );
    assert_eq!(found(loose.path(), Layout::Folders).len(), 2);

    let service = folder(&["Acme/Terms of Service.md", "Acme/Privacy Policy.md"]);
    let path = service.path().join("Acme");
    assert_eq!(
        found(&path, Layout::Auto),
        ["Acme: Privacy Policy, Terms of Service"]
    );
    assert_eq!(found(&path, Layout::Files).len(), 2);
}

#[test]
fn files_named_one_by_one_are_told_by_their_names() {
    let folder = folder(&[
        "Acme/Terms of Service.md",
        "Acme/Privacy Policy.md",
        "brume.md",
    ]);
    let paths = [
        "Acme/Terms of Service.md",
        "brume.md",
        "Acme/Privacy Policy.md",
    ];
    let paths = paths.map(|path| folder.path().join(path));
    let collection = Collection::find(&paths, Layout::Auto);
    assert_eq!(
        told(&collection),
        ["Acme: Terms of Service, Privacy Policy", "brume: brume.md"]
    );
    assert_eq!(collection.platforms[0].service(), Some("Acme"));
}

#[test]
fn strange_names_are_kept() {
    let folder = folder(&[
        "Trailing /Terms of Service.md",
        "L'été!/CGU.md",
        "滴滴/Terms.md",
    ]);
    assert_eq!(
        found(folder.path(), Layout::Auto),
        ["L'été!: CGU", "Trailing : Terms of Service", "滴滴: Terms"]
    );
}

#[test]
fn platforms_of_one_name_are_told_apart() {
    let folder = folder(&["en/Acme/Terms.md", "fr/Acme/CGU.md", "Brume/CGU.md"]);
    assert_eq!(
        found(folder.path(), Layout::Auto),
        ["Brume: CGU", "Acme (en): Terms", "Acme (fr): CGU"]
    );
}

#[test]
fn of_dated_versions_the_latest_is_read() {
    let folder = folder(&[
        "Acme/Terms of Service/2023-01-02T03-04-05Z.md",
        "Acme/Terms of Service/2024-01-02T03-04-05Z.md",
        "Acme/Privacy Policy/2022-01-02T03-04-05Z.md",
    ]);
    let collection = Collection::find(&[folder.path()], Layout::Auto);
    assert_eq!(
        told(&collection),
        ["Acme: Privacy Policy (2022-01-02T03-04-05Z), Terms of Service (2024-01-02T03-04-05Z)"]
    );
    let source = &collection.platforms[0].sources[1];
    assert_eq!(source.date.as_deref(), Some("2024-01-02T03-04-05Z"));
    assert_eq!(source.terms_type.as_deref(), Some("Terms of Service"));
}

#[test]
fn what_cannot_be_read_is_named_and_the_rest_is_done() {
    let folder = folder(&["Acme/Terms.md", "Brume/CGU.md", "Gone/Terms.md"]);
    write(folder.path(), "Acme/Empty.md", b"");
    write(folder.path(), "Acme/Binary.md", &[0, 159, 146, 150, 0, 0]);
    let large = fs::File::create(folder.path().join("Acme/Large.md")).expect("a file");
    large.set_len(LARGEST_FILE + 1).expect("a sparse file");

    let analyzer = Analyzer::builtin().expect("the built-in lexicon");
    let collection = Collection::find(&[folder.path()], Layout::Auto);
    fs::remove_file(folder.path().join("Gone/Terms.md")).expect("it was there");
    let outcomes: Vec<_> = collection.reports(&analyzer).collect();

    let reported: Vec<_> = outcomes
        .iter()
        .map(|outcome| outcome.report.as_ref().map(|r| r.platform.as_str()))
        .collect();
    assert_eq!(reported, [Some("Acme"), Some("Brume"), None]);
    let failures: Vec<_> = outcomes.iter().flat_map(|o| &o.failures).collect();
    let named = ["Binary.md", "Empty.md", "Large.md", "Gone/Terms.md"];
    assert_eq!(failures.len(), named.len(), "{failures:?}");
    for (failure, name) in failures.iter().zip(named) {
        assert!(failure.path.ends_with(name), "{failure}");
    }
}

#[test]
fn nothing_and_nowhere_are_failures() {
    let folder = folder(&["README.md", "a.json"]);
    let nowhere = folder.path().join("nowhere");
    let collection = Collection::find(&[folder.path(), &nowhere], Layout::Auto);
    assert_eq!(collection.platforms, []);
    let reasons: Vec<_> = collection
        .failures
        .iter()
        .map(ToString::to_string)
        .collect();
    assert!(
        reasons[0].ends_with("no document in it (2 files of other kinds were left out)"),
        "{reasons:?}"
    );
    assert!(reasons[1].contains("nowhere"), "{reasons:?}");
}

#[cfg(unix)]
#[test]
fn links_are_followed_but_not_in_circles() {
    let folder = folder(&["Acme/Terms.md", "elsewhere/Linked/CGU.md"]);
    let root = folder.path().join("root");
    fs::create_dir(&root).expect("a folder");
    let link = |to: &str, at: &str| std::os::unix::fs::symlink(to, root.join(at)).expect("a link");
    link("../Acme", "Acme");
    link("../elsewhere/Linked", "Brume");
    link(".", "circle");
    let collection = Collection::find(&[&root], Layout::Auto);
    let failures: Vec<_> = collection.failures.iter().map(|f| &f.reason).collect();
    assert_eq!(
        failures,
        ["it is a link that leads back to a folder around it"]
    );
    assert!(told(&collection).starts_with(&["Acme: Terms".to_owned(), "Brume: CGU".to_owned()]));
}
