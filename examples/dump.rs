//! dev
use sujetion::{clause::*, document::Document};
fn main() {
    let a: Vec<String> = std::env::args().collect();
    let (name, lang) = (&a[1], &a[2]);
    let d = Document::read(a[3].as_str(), &std::fs::read(&a[3]).unwrap()).unwrap();
    let t = ClauseTree::from_document(&d);
    let mut n = 0;
    for c in &t.clauses {
        if c.role == ClauseRole::Navigation {
            continue;
        }
        for s in &c.sentences {
            let x = d.text[s.clone()]
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" ");
            if x.is_empty() {
                continue;
            }
            println!(
                "{}",
                serde_json::json!({"doc": name, "id": n, "lang": lang, "text": x, "labels": []})
            );
            n += 1;
        }
    }
}
