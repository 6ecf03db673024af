use std::path::Path;
use std::process::Command;

use super::super::{Archive, Filter};

/// A repository to be filled; none, and a line that says so, where there is no git.
pub(in crate::history) struct Repository {
    pub(in crate::history) folder: tempfile::TempDir,
}

impl Repository {
    pub(in crate::history) fn new() -> Option<Self> {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let repository = Self { folder };
        if Command::new("git").arg("--version").output().is_err() {
            #[expect(clippy::print_stderr, reason = "a test that is skipped has to say so")]
            {
                eprintln!("skipped: there is no git here");
            }
            return None;
        }
        repository.git(&["init", "--quiet", "--initial-branch=main"], 0);
        Some(repository)
    }

    pub(in crate::history) fn path(&self) -> &Path {
        self.folder.path()
    }

    pub(in crate::history) fn git(&self, arguments: &[&str], day: i64) -> String {
        let date = format!("{} +0000", 1_600_000_000 + day * 86_400);
        let mut command = Command::new("git");
        command
            .args(["-c", "user.name=Collector", "-c", "user.email=c@o.example"])
            .args(arguments);
        for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"] {
            command.env_remove(name);
        }
        command
            .env("GIT_AUTHOR_DATE", &date)
            .env("GIT_COMMITTER_DATE", &date);
        let output = command.current_dir(self.path()).output().expect("git runs");
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        String::from_utf8_lossy(&output.stdout).trim().to_owned()
    }

    pub(in crate::history) fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let path = self.path().join(path);
        std::fs::create_dir_all(path.parent().expect("has one")).expect("makes folders");
        std::fs::write(path, text).expect("writes");
    }

    /// Commits a version on a day.
    pub(in crate::history) fn record(&self, path: &str, text: impl AsRef<[u8]>, day: i64) {
        self.write(path, text);
        self.commit(day);
    }

    pub(in crate::history) fn commit(&self, day: i64) {
        self.git(&["add", "--all"], day);
        self.git(
            &[
                "commit",
                "--quiet",
                "--allow-empty",
                "--message",
                "Record new changes",
            ],
            day,
        );
    }

    fn open(&self) -> Archive {
        Archive::open(self.path(), &Filter::default()).expect("opens")
    }
}

/// Service, terms type and how many versions.
fn listed(archive: &Archive) -> Vec<(&str, &str, usize)> {
    let series = archive.series().iter();
    series
        .map(|s| (s.service.as_str(), s.terms_type.as_str(), s.recorded()))
        .collect()
}

#[test]
fn each_commit_of_a_file_is_a_version_dated_by_its_author() {
    let Some(repository) = Repository::new() else {
        return;
    };
    repository.record("README.md", "about", 0);
    repository.record("Uber/Terms of Service.md", "one", 1);
    repository.record("Uber/Privacy Policy.md", "one", 2);
    repository.record("Uber/Terms of Service.md", "two", 3);
    let archive = repository.open();
    assert_eq!(
        listed(&archive),
        [
            ("Uber", "Privacy Policy", 1),
            ("Uber", "Terms of Service", 2)
        ]
    );
    let days: Vec<_> = archive.series()[1]
        .records
        .iter()
        .map(|record| record.date.day())
        .collect();
    assert_eq!(days, ["2020-09-14", "2020-09-16"]);
    assert!(archive.failures().is_empty());
}

#[test]
fn a_bare_repository_and_one_without_its_files_are_read_alike() {
    let Some(repository) = Repository::new() else {
        return;
    };
    repository.record("Uber/Terms of Service.md", "one", 1);
    repository.record("Uber/Terms of Service.md", "two", 2);
    std::fs::remove_dir_all(repository.path().join("Uber")).expect("removes");
    assert_eq!(
        listed(&repository.open()),
        [("Uber", "Terms of Service", 2)]
    );
    let bare = repository.path().join("bare.git");
    repository.git(&["clone", "--quiet", "--bare", ".", "bare.git"], 3);
    let archive = Archive::open(&bare, &Filter::default()).expect("opens");
    assert_eq!(listed(&archive), [("Uber", "Terms of Service", 2)]);
}

#[test]
fn strange_names_are_kept_as_they_are() {
    let Some(repository) = Repository::new() else {
        return;
    };
    let services = [
        "Too Good To Go!",
        "Chauffeur Privé",
        "L'Étudiant \"x\"",
        "tab\tin it",
        "Yahoo! ",
    ];
    for (day, service) in services.iter().enumerate() {
        let day = i64::try_from(day).expect("small");
        repository.record(
            &format!("{service}/Conditions d’utilisation.md"),
            format!("text {day}"),
            day,
        );
    }
    let archive = repository.open();
    let mut names: Vec<_> = listed(&archive)
        .into_iter()
        .map(|(service, _, _)| service)
        .collect();
    names.sort_unstable();
    let mut expected = services.to_vec();
    expected.sort_unstable();
    assert_eq!(names, expected);
}

#[test]
fn a_renamed_service_keeps_its_history() {
    let Some(repository) = Repository::new() else {
        return;
    };
    repository.record("Foodora/Terms of Service.md", "one", 1);
    repository.record("Foodora/Terms of Service.md", "two", 2);
    std::fs::rename(
        repository.path().join("Foodora"),
        repository.path().join("foodora France"),
    )
    .expect("renames");
    repository.commit(3);
    repository.record("foodora France/Terms of Service.md", "three", 4);
    let archive = repository.open();
    assert_eq!(
        listed(&archive),
        [("foodora France", "Terms of Service", 4)]
    );
    assert_eq!(archive.series()[0].formerly[0].service, "Foodora");
    let asked = Filter::default().with_services(["FOODORA".to_owned()]);
    let archive = Archive::open(repository.path(), &asked).expect("opens");
    assert_eq!(archive.series().len(), 1);
}

#[test]
fn a_file_that_becomes_a_folder_is_named_and_the_rest_is_read() {
    let Some(repository) = Repository::new() else {
        return;
    };
    repository.record("Uber/Terms of Service.md", "one", 1);
    std::fs::remove_file(repository.path().join("Uber/Terms of Service.md")).expect("removes");
    repository.record("Uber/Terms of Service.md/part.md", "a part", 2);
    repository.record("Lyft/Terms of Service.md", "one", 3);
    let archive = repository.open();
    assert_eq!(
        listed(&archive),
        [
            ("Lyft", "Terms of Service", 1),
            ("Uber", "Terms of Service", 1)
        ]
    );
    let [failure] = archive.failures() else {
        panic!("{:?}", archive.failures())
    };
    assert_eq!(failure.name, "Uber/Terms of Service.md");
    assert_eq!(failure.reason, "is a folder here");
}

#[test]
fn versions_of_a_merged_branch_are_told_once() {
    let Some(repository) = Repository::new() else {
        return;
    };
    repository.record("Uber/Terms of Service.md", "one", 1);
    repository.git(&["switch", "--quiet", "--create", "import"], 2);
    repository.record("Lyft/Terms of Service.md", "one", 2);
    repository.record("Lyft/Terms of Service.md", "two", 3);
    repository.git(&["switch", "--quiet", "main"], 4);
    repository.record("Uber/Terms of Service.md", "two", 4);
    repository.git(
        &[
            "merge",
            "--quiet",
            "--no-ff",
            "--message",
            "Merge",
            "import",
        ],
        5,
    );
    let archive = repository.open();
    assert_eq!(
        listed(&archive),
        [
            ("Lyft", "Terms of Service", 2),
            ("Uber", "Terms of Service", 2)
        ]
    );
}

#[test]
fn a_shallow_clone_begins_where_it_begins() {
    let Some(repository) = Repository::new() else {
        return;
    };
    for day in 1..5 {
        repository.record("Uber/Terms of Service.md", format!("text {day}"), day);
    }
    let origin = format!("file://{}", repository.path().display());
    repository.git(&["clone", "--quiet", "--depth", "2", &origin, "shallow"], 6);
    let archive =
        Archive::open(&repository.path().join("shallow"), &Filter::default()).expect("opens");
    assert_eq!(listed(&archive), [("Uber", "Terms of Service", 2)]);
    assert!(archive.failures().is_empty(), "{:?}", archive.failures());
}

#[test]
fn a_repository_without_a_commit_is_an_error_that_names_it() {
    let Some(repository) = Repository::new() else {
        return;
    };
    let error = Archive::open(repository.path(), &Filter::default()).expect_err("nothing there");
    let told = error.to_string();
    assert!(
        told.contains(".git") && told.contains("no commit to begin with"),
        "{told}"
    );
}

/// Overwrites a loose object.
pub(in crate::history) fn damage(repository: &Repository, object: &str, bytes: Option<&[u8]>) {
    let path = repository
        .path()
        .join(".git/objects")
        .join(&object[..2])
        .join(&object[2..]);
    // Git writes its objects read-only.
    std::fs::remove_file(&path).expect("removes");
    if let Some(bytes) = bytes {
        std::fs::write(&path, bytes).expect("writes");
    }
}

#[test]
fn damaged_trees_and_commits_are_named_and_the_rest_is_read() {
    for bytes in [None, Some(&b"no zlib"[..]), Some(&b""[..])] {
        let Some(repository) = Repository::new() else {
            return;
        };
        repository.record("Uber/Terms of Service.md", "one", 1);
        repository.record("Lyft/Terms of Service.md", "another", 2);
        repository.record("Lyft/Terms of Service.md", "two", 3);
        let tree = repository.git(&["rev-parse", "HEAD~1:Lyft"], 4);
        damage(&repository, &tree, bytes);
        let archive = repository.open();
        assert_eq!(
            listed(&archive),
            [
                ("Lyft", "Terms of Service", 1),
                ("Uber", "Terms of Service", 1)
            ]
        );
        assert!(
            archive.failures()[0].name.contains(&tree),
            "{:?}",
            archive.failures()
        );

        let commit = repository.git(&["rev-parse", "HEAD~1"], 4);
        damage(&repository, &commit, bytes);
        let archive = repository.open();
        assert_eq!(archive.failures().len(), 1, "{:?}", archive.failures());
        assert!(archive.failures()[0].name.contains(&commit));
        // What stands in the oldest commit that can be read is told as its.
        assert_eq!(listed(&archive).len(), 2);
    }
}
