//! dev
use std::time::Instant;
use sujetion::{clause::ClauseTree, document::Document, finding::*};
fn main() {
    let a: Vec<String> = std::env::args().collect();
    let t = Instant::now();
    let an = Analyzer::builder().lexicon(&a[1]).build().unwrap();
    println!("load {:?}", t.elapsed());
    let mut files = vec![];
    for l in ["en", "fr"] {
        for s in std::fs::read_dir(format!("{}/{l}", a[2])).unwrap() {
            for f in std::fs::read_dir(s.unwrap().path()).unwrap() {
                files.push(std::fs::read(f.unwrap().path()).unwrap());
            }
        }
    }
    let bytes: usize = files.iter().map(|f| f.len()).sum();
    let mb = |t: Instant| bytes as f64 / 1e6 / t.elapsed().as_secs_f64();
    let t = Instant::now();
    let docs: Vec<_> = files
        .iter()
        .map(|f| Document::read("x.md", f).unwrap())
        .collect();
    println!("read {:.1} MB/s of {bytes}", mb(t));
    let t = Instant::now();
    let n: usize = docs
        .iter()
        .map(|d| {
            let t = Instant::now();
            let n = ClauseTree::from_document(d).clauses.len();
            if t.elapsed().as_millis() > 200 {
                println!("slow {} {:?} {}", d.text.len(), t.elapsed(), &d.text[..40]);
            }
            n
        })
        .sum();
    println!("clauses {:.1} MB/s {n}", mb(t));
    let t = Instant::now();
    let n: usize = docs
        .iter()
        .map(|d| an.analyze(d, None).findings.len())
        .sum();
    println!("analyze {:.1} MB/s {n}", mb(t));
}
