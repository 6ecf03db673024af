//! A page in a real browser: a link from a level leads to its words, nothing of a term runs, and
//! nothing is asked of any network.
//!
//! The browser is that of the variable `CHROMIUM`, or the first of the usual names on `PATH`.
//! Where there is none, the test says so and passes.

#[path = "browser/devtools.rs"]
mod devtools;

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use devtools::Browser;
use tempfile::TempDir;

const USUAL: [&str; 4] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
];

/// Terms that try to run a script, to load something and to leave their element.
const TERMS: &str = "# Terms \\<script>document.title='run'\\</script>\n\n\
1. We may reject any submission in our sole discretion \\<script>document.title='run'\\</script>, \
\" onclick=\"document.title='run'\" '\\<img src=http://192.0.2.1/x onerror=document.title='run'>.\n\n\
2. We may close your account at any time [without notice](javascript:document.title='run'), \
\\</style>\\<link rel=stylesheet href=http://192.0.2.1/x>\\<!-- {{ 7*7 }}.\n\n\
3. You shall indemnify us against all claims.\n\n\
4. We may reject your work in our sole discretion and without giving any reason.\n";

#[test]
fn a_level_leads_to_its_words_and_nothing_else_happens() {
    let Some(browser) = browser() else {
        // Straight to standard error: what a test that passes prints is not shown.
        let why = "skipped: no browser found; set CHROMIUM, or put chromium on PATH";
        writeln!(std::io::stderr(), "{why}").expect("standard error");
        return;
    };
    let folder = TempDir::new().expect("a folder");
    let page = report(folder.path());
    let mut browser = Browser::start(&browser, folder.path());
    browser.open(&page);

    // From a level at the top to the indicator, and to a passage that is folded away.
    let title = "document.title";
    let before = browser.text(title);
    assert!(before.contains("Hostile"), "{before}");
    browser.text("document.querySelector('.mosaic a[href=\"#rejection_discretion\"]').click(), ''");
    assert_eq!(browser.text("location.hash"), "#rejection_discretion");
    let words = browser.text("document.querySelector(':target .cited mark').textContent");
    assert!(words.contains("reject any submission"), "{words}");
    assert_eq!(browser.text(&visible(":target .cited mark")), "true");

    let folded = "article.indicator details.more .cited";
    assert_eq!(
        browser.text(&visible(folded)),
        "false",
        "it is folded at first"
    );
    let id = browser.text(&format!("document.querySelector('{folded}').id"));
    browser.text(&format!(
        "document.querySelector('.margin a[href=\"#{id}\"]').click(), ''"
    ));
    assert_eq!(
        browser.text(&visible(folded)),
        "true",
        "a link unfolds what it leads to"
    );

    // And back to the clause it stands in.
    browser.text(&format!(
        "document.querySelector('#{id} .place a').click(), ''"
    ));
    assert_eq!(
        browser.text("document.querySelector(':target').classList.contains('clause')"),
        "true"
    );

    // Everything that could be a link or a button of a term is pressed.
    browser.text(
        "document.querySelectorAll('q, bdi, blockquote, .words').forEach(e => e.click()), ''",
    );
    assert_eq!(browser.text(title), before, "no script of a term ran");
    assert_eq!(
        browser.text("document.querySelectorAll('script').length"),
        "1"
    );
    assert_eq!(
        browser.text("document.querySelectorAll('img, link, iframe').length"),
        "0"
    );
    let wide = "document.documentElement.scrollWidth <= innerWidth";
    assert_eq!(browser.text(wide), "true", "nothing is cut off at the side");
    assert_eq!(
        browser.requests(),
        [page_address(&page)],
        "the page alone is loaded"
    );
    assert_eq!(
        browser.complaints(),
        [""; 0],
        "the security policy has nothing to refuse"
    );
}

/// Whether the first such element takes place on the page.
fn visible(selector: &str) -> String {
    format!("document.querySelector('{selector}').checkVisibility({{contentVisibilityAuto: true}})")
}

fn report(folder: &Path) -> PathBuf {
    let terms = folder.join("Hostile.md");
    let page = folder.join("page.html");
    std::fs::write(&terms, TERMS).expect("a file");
    let status = Command::new(env!("CARGO_BIN_EXE_sujetion"))
        .args(["report", "-f", "html", "-o"])
        .args([&page, &terms])
        .status();
    assert!(status.expect("the command runs").success());
    page
}

fn page_address(page: &Path) -> String {
    format!("file://{}", page.display())
}

fn browser() -> Option<PathBuf> {
    if let Some(named) = std::env::var_os("CHROMIUM") {
        return Some(named.into());
    }
    let path = std::env::var_os("PATH")?;
    let folders: Vec<_> = std::env::split_paths(&path).collect();
    let candidates = USUAL
        .iter()
        .flat_map(|name| folders.iter().map(move |f| f.join(name)));
    candidates.into_iter().find(|candidate| candidate.is_file())
}
