use std::path::Path;

use super::git::tests::{Repository, damage};
use super::{Archive, BlinkWindow, Filter, HistoryOptions, Timeline};
use crate::compare::versions::LevelMovement;
use crate::finding::Analyzer;

const MILD: &str = "# Terms\n\n## 1. Suspension\n\nWe may suspend your account after giving you fifteen days' notice and our reasons.\n\n## 2. Pay\n\nYou are paid every week.\n";
const HARSH: &str = "# Terms\n\n## 1. Suspension\n\nWe may suspend or terminate your account at any time, without notice and in our sole discretion.\n\n## 2. Pay\n\nYou are paid every week.\n";

fn timelines(path: &Path, filter: &Filter, options: &HistoryOptions) -> Vec<Timeline> {
    let archive = Archive::open(path, filter).expect("opens");
    let analyzer = Analyzer::builtin().expect("the lexicon loads");
    let mut timelines = Vec::new();
    archive
        .timelines(&analyzer, options, |timeline| timelines.push(timeline))
        .expect("git runs");
    timelines
}

fn all(path: &Path) -> Vec<Timeline> {
    timelines(path, &Filter::default(), &HistoryOptions::default())
}

fn dataset(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (path, text) in files {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().expect("has one")).expect("makes folders");
        std::fs::write(path, text).expect("writes");
    }
    folder
}

#[test]
fn a_burden_that_appears_is_told_with_its_date_and_words() {
    let folder = dataset(&[
        ("README.md", "about"),
        ("Uber/Terms of Service/2021-01-01T00-00-00Z.md", MILD),
        (
            "Uber/Terms of Service/2022-01-01T00-00-00Z.md",
            &MILD.replace("week", "month"),
        ),
        ("Uber/Terms of Service/2023-01-01T00-00-00Z.md", HARSH),
    ]);
    let timelines = all(folder.path());
    let [timeline] = &timelines[..] else {
        panic!("{timelines:?}")
    };
    assert_eq!(
        (timeline.service.as_str(), timeline.terms_type.as_str()),
        ("Uber", "Terms of Service")
    );
    let days: Vec<_> = timeline
        .versions
        .iter()
        .map(|version| version.date.day())
        .collect();
    assert_eq!(days, ["2021-01-01", "2022-01-01", "2023-01-01"]);
    let at_will = timeline
        .events
        .iter()
        .find(|event| event.indicator.get().name == "deactivation_at_will")
        .expect("the power grew");
    assert_eq!(at_will.date.day(), "2023-01-01");
    assert!(matches!(
        at_will.movement,
        LevelMovement::Appeared | LevelMovement::Grew
    ));
    let words = &at_will.after[0];
    assert!(words.sentence.contains("without notice"));
    assert_eq!(words.number.as_deref(), Some("1"));
    // Every level is told once, then only what changed.
    assert_eq!(timeline.versions[0].levels.len(), 102);
    assert!(timeline.versions[1].levels.is_empty());
    assert_eq!(timeline.versions[2].levels.len(), timeline.events.len());
}

#[test]
fn blinks_and_versions_without_substance_are_folded_and_counted() {
    let folder = dataset(&[
        ("Uber/Terms/2021-01-01T00-00-00Z.md", MILD),
        (
            "Uber/Terms/2021-01-02T00-00-00Z.md",
            &MILD.replace("## 1.", "###  1\\."),
        ),
        (
            "Uber/Terms/2021-01-03T00-00-00Z.md",
            "# Sorry\n\nYou must be signed in to see this page.\n",
        ),
        ("Uber/Terms/2021-01-04T00-00-00Z.md", MILD),
        ("Uber/Terms/2021-01-05T00-00-00Z.md", ""),
        ("Uber/Terms/2021-06-05T00-00-00Z.md", HARSH),
        ("Uber/Terms/2021-09-05T00-00-00Z.md", MILD),
    ]);
    let timelines = all(folder.path());
    let timeline = &timelines[0];
    assert_eq!(timeline.versions.len(), 3);
    assert_eq!(timeline.versions[2].returns_to, Some(0));
    let recorded = &timeline.recorded;
    assert_eq!((recorded.versions, recorded.texts), (7, 3));
    assert_eq!(
        (
            recorded.same,
            recorded.blinks,
            recorded.blinked,
            recorded.unreadable
        ),
        (1, 1, 2, 1)
    );
    assert_eq!(timeline.failures.len(), 1);
    assert!(
        timeline.failures[0].name.contains("2021-01-05"),
        "{:?}",
        timeline.failures
    );
    // With a window of a year, the harsh summer is a blink too.
    let options = HistoryOptions::default().with_window(BlinkWindow { days: 365 });
    let timelines = super::tests::timelines(folder.path(), &Filter::default(), &options);
    assert_eq!(timelines[0].versions.len(), 1);
}

#[test]
fn another_page_for_a_while_is_a_blink_although_the_text_came_back_changed() {
    let sorry = "# Sorry\n\nYou must be signed in to see this page.\n";
    let files = [
        ("U/T/2021-01-01.md", MILD),
        ("U/T/2021-01-08.md", sorry),
        ("U/T/2021-01-20.md", &MILD.replace("week", "month")),
        // Another page for good, which is told.
        ("U/T/2022-01-01.md", sorry),
        ("U/T/2023-01-01.md", HARSH),
        ("U/T/2024-01-01.md", sorry),
    ];
    let timelines = all(dataset(&files).path());
    let days: Vec<_> = timelines[0]
        .versions
        .iter()
        .map(|version| version.date.day())
        .collect();
    assert_eq!(
        days,
        [
            "2021-01-01",
            "2021-01-20",
            "2022-01-01",
            "2023-01-01",
            "2024-01-01"
        ]
    );
    let recorded = timelines[0].recorded;
    assert_eq!((recorded.blinks, recorded.blinked), (1, 1));
    assert_eq!(timelines[0].versions[4].returns_to, Some(2));
}

#[test]
fn a_folder_of_dated_files_is_read_by_their_names() {
    let folder = dataset(&[
        ("uber/tos-2021-01-01.md", MILD),
        ("uber/tos 20220101.md", HARSH),
        ("uber/privacy_2021-01-01.md", MILD),
        ("uber/notes.md", "no date"),
    ]);
    let archive = Archive::open(&folder.path().join("uber"), &Filter::default()).expect("opens");
    let listed: Vec<_> = archive
        .series()
        .iter()
        .map(|s| (s.service.as_str(), s.terms_type.as_str(), s.recorded()))
        .collect();
    assert_eq!(listed, [("uber", "privacy", 1), ("uber", "tos", 2)]);
    assert!(archive.failures()[0].name.ends_with("notes.md"));
    let asked = Filter::default().with_terms_types(["TOS".to_owned()]);
    assert_eq!(
        timelines(
            &folder.path().join("uber"),
            &asked,
            &HistoryOptions::default()
        )
        .len(),
        1
    );
}

#[test]
fn dates_ask_for_a_part_with_the_version_in_force_before_it() {
    let folder = dataset(&[
        ("Uber/Terms/2021-01-01T00-00-00Z.md", MILD),
        ("Uber/Terms/2022-01-01T00-00-00Z.md", HARSH),
        (
            "Uber/Terms/2023-01-01T00-00-00Z.md",
            &HARSH.replace("week", "month"),
        ),
    ]);
    let filter = Filter::default()
        .since("2021-06-01".parse().expect("a date"))
        .until("2022-06-01".parse().expect("a date"));
    let timelines = timelines(folder.path(), &filter, &HistoryOptions::default());
    let days: Vec<_> = timelines[0]
        .versions
        .iter()
        .map(|version| version.date.day())
        .collect();
    assert_eq!(days, ["2021-01-01", "2022-01-01"]);
}

#[test]
fn a_path_that_is_not_there_is_an_error_that_names_it() {
    let error =
        Archive::open(Path::new("no/such/folder"), &Filter::default()).expect_err("is not there");
    assert!(error.to_string().contains("no/such/folder"));
}

#[test]
fn a_repository_tells_the_same_as_the_files() {
    let Some(repository) = Repository::new() else {
        return;
    };
    repository.record("Uber/Terms.md", MILD, 0);
    repository.record("Uber/Terms.md", HARSH, 200);
    let folder = dataset(&[
        ("Uber/Terms/2020-09-13T12-26-40Z.md", MILD),
        ("Uber/Terms/2021-04-01T12-26-40Z.md", HARSH),
    ]);
    let (from_git, from_files) = (all(repository.path()), all(folder.path()));
    assert_eq!(from_git[0].events, from_files[0].events);
    assert_eq!(from_git[0].versions.len(), 2);
    assert_eq!(
        from_git[0].versions[1].sha256,
        from_files[0].versions[1].sha256
    );
}

#[test]
fn a_damaged_or_binary_version_is_named_and_the_rest_is_told() {
    let Some(repository) = Repository::new() else {
        return;
    };
    repository.record("Uber/Terms.md", MILD, 0);
    repository.record("Uber/Terms.md", HARSH.replace("week", "fortnight"), 100);
    repository.record(
        "Uber/Terms.md",
        [0u8, 159, 146, 150, 0, 1, 2, 3].repeat(64),
        200,
    );
    repository.record("Uber/Terms.md", HARSH, 300);
    let blob = repository.git(&["rev-parse", "HEAD~2:Uber/Terms.md"], 400);
    damage(&repository, &blob, Some(b"no zlib"));
    let timelines = all(repository.path());
    let timeline = &timelines[0];
    let told: Vec<_> = timeline
        .failures
        .iter()
        .map(|failure| failure.date.map(|date| date.day()))
        .collect();
    assert_eq!(told.len(), 2, "{:?}", timeline.failures);
    assert_eq!(
        (timeline.recorded.versions, timeline.versions.len()),
        (4, 2)
    );
    assert!(!timeline.events.is_empty());
}

#[test]
fn many_threads_tell_the_same_in_the_same_order() {
    let files: Vec<(String, &str)> = (0..20)
        .flat_map(|n| {
            [
                (format!("S{n:02}/Terms/2021-01-01.md"), MILD),
                (format!("S{n:02}/Terms/2022-01-01.md"), HARSH),
            ]
        })
        .collect();
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(path, text)| (path.as_str(), *text))
        .collect();
    let folder = dataset(&files);
    let with = |threads| {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .expect("threads");
        pool.install(|| all(folder.path()))
    };
    let (one, four) = (with(1), with(4));
    assert_eq!(one, four);
    assert_eq!(one.len(), 20);
    let written = serde_json::to_string(&one).expect("writes");
    let read: Vec<Timeline> = serde_json::from_str(&written).expect("reads");
    assert_eq!(read[7].events, one[7].events);
}
