//! dev
use std::collections::BTreeMap;
use std::io::BufRead;
use sujetion::{document::Document, finding::*, text::Language};
fn main() {
    let a: Vec<String> = std::env::args().collect();
    let an = Analyzer::builder()
        .lexicon(&a[2])
        .build()
        .unwrap_or_else(|e| {
            eprintln!("{e}");
            std::process::exit(1)
        });
    if a[1] == "check" {
        let f = an.check_rules();
        let only = a.get(3);
        let mut n = 0;
        for x in &f {
            if only.is_none_or(|o| x.origin.contains(o.as_str())) {
                println!("{x}");
                n += 1;
            }
        }
        let rules: usize = an.lexicons().iter().map(|l| l.rules().len()).sum();
        println!("{rules} rules, {n} failures shown");
        return;
    }
    let file = std::fs::File::open(&a[3]).unwrap();
    let mut docs: Vec<(String, String, Vec<String>)> = vec![];
    for l in std::io::BufReader::new(file).lines() {
        let v: serde_json::Value = serde_json::from_str(&l.unwrap()).unwrap();
        let d = v["doc"].as_str().unwrap().to_owned();
        if docs.last().is_none_or(|x| x.0 != d) {
            docs.push((d, v["lang"].as_str().unwrap().to_owned(), vec![]));
        }
        docs.last_mut()
            .unwrap()
            .2
            .push(v["text"].as_str().unwrap().replace(['\n', '\r'], " "));
    }
    for (d, lang, lines) in docs {
        let refs: Vec<&str> = lines.iter().map(|s| s.as_str()).collect();
        let doc = Document::from_lines(d.as_str(), &refs);
        let language = if lang == "fr" {
            Language::Fr
        } else {
            Language::En
        };
        let r = if a[1] == "all" {
            an.analyze_all(&doc, Some(&d), &vec![language; lines.len()])
        } else {
            an.analyze_lines(&doc, Some(&d), &vec![language; lines.len()])
        };
        if a[1] == "norms" {
            if let Some(p) = an.parties(&doc, Some(&d), language) {
                println!("PARTIES {:?}", p.names().collect::<Vec<_>>());
            }
            for (i, c) in r.clauses.clauses.iter().enumerate() {
                println!(
                    "[{:?} {}] {}",
                    c.role,
                    c.number.as_ref().map_or("", |n| n.label.as_str()),
                    &doc.text[c.text.clone()]
                );
                for n in &r.norms[i] {
                    println!(
                        "      {:?}({:?}) {:?} {:?} | {}",
                        n.bearer,
                        n.bearer_source,
                        n.modality,
                        n.action,
                        &doc.text[n.span.clone()]
                    );
                }
            }
            continue;
        }
        let mut by: BTreeMap<usize, Vec<serde_json::Value>> = BTreeMap::new();
        for f in &r.findings {
            let inside =
                f.sentence.contains(&f.span.start) || f.sentence.contains(&(f.span.end - 1));
            let at = if inside {
                f.span.end - 1
            } else {
                f.sentence.start
            };
            let Some(b) = doc.block_at(at) else { continue };
            by.entry(b).or_default().push(serde_json::json!({"indicator": f.indicator, "severity": f.net.value(), "raw": f.raw.value(), "q": f.confidence.value(), "rule": &*f.rule, "words": &doc.text[f.span.clone()], "mit": f.mitigators.iter().map(|m| format!("{:?}:{:?}:{}", m.class, m.verdict, &doc.text[m.span.clone()])).collect::<Vec<_>>()}));
        }
        for i in 0..lines.len() {
            println!(
                "{}",
                serde_json::json!({"doc": d, "id": i, "pred": by.get(&i)})
            );
        }
    }
}
