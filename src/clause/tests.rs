use super::sentence::{LineEnds, sentences};

#[track_caller]
fn assert_sentences(text: &str, expected: &[&str]) {
    let found: Vec<&str> = sentences(text, 0..text.len(), LineEnds::Flow)
        .into_iter()
        .map(|range| &text[range])
        .collect();
    assert_eq!(found, expected);
}

/// Each text is one sentence.
const WHOLE: &[&str] = &[
    "Selon l'art. 4 du contrat, le livreur est libre.",
    "Voir al. 2 et n° 3 de la liste.",
    "Les articles L. 8221-6 et R. 123-4 s'appliquent.",
    "Les outils, c.-à-d. le vélo, restent au livreur.",
    "Un sac, p. ex. Un sac bleu, suffit.",
    "Le client, M. Durand, et Mme. Petit ont signé.",
    "You bring tools, e.g. Bikes or bags.",
    "You are independent, i.e. You choose your hours.",
    "Velora Inc. and Velora Ltd. share the site.",
    "This applies in the U.S. Virgin Islands too.",
    "Rule No. 5 and Sec. 2.1 apply.",
    "The fee is 2.5 percent, or 1.000 euros.",
    "See www.velora.example and https://velora.example/a.b?c=d! for more.",
    "Write to help@velora.example for help.",
    "4.2. You may leave.",
    "Article 3. Prix du service",
    "a. You may leave.",
    "(ii) You may leave.",
    "You may leave... or stay.",
    "The rule (see Art. 7) stands; it binds us.",
    "“You may leave.”",
    "Le texte dit : « Partez. »",
    "See paras. 4 and 5.",
];

#[test]
fn stops_inside_sentences_end_none() {
    for text in WHOLE {
        assert_sentences(text, &[text]);
    }
}

#[test]
fn stops_between_sentences_end_them() {
    assert_sentences(
        "You ride. We pay! Do you agree? Yes.",
        &["You ride.", "We pay!", "Do you agree?", "Yes."],
    );
    assert_sentences(
        "He said “go.” Then he left.",
        &["He said “go.”", "Then he left."],
    );
    assert_sentences(
        "Il dit « partez. » Puis il part.",
        &["Il dit « partez. »", "Puis il part."],
    );
    assert_sentences("(You ride.) We pay.", &["(You ride.)", "We pay."]);
    assert_sentences(
        "You ride bikes, bags, etc. We pay.",
        &["You ride bikes, bags, etc.", "We pay."],
    );
    assert_sentences(
        "Owned by Velora Inc. The site is free.",
        &["Owned by Velora Inc.", "The site is free."],
    );
    assert_sentences(
        "The answer is no. You may ask again.",
        &["The answer is no.", "You may ask again."],
    );
    assert_sentences(
        "You may leave… We may too.",
        &["You may leave…", "We may too."],
    );
    assert_sentences(
        "It lasts 30 days. 10 days are free.",
        &["It lasts 30 days.", "10 days are free."],
    );
    assert_sentences(
        "See clause 4. You may leave.",
        &["See clause 4.", "You may leave."],
    );
    assert_sentences(
        "Le contrat prend fin. L'accès aussi.",
        &["Le contrat prend fin.", "L'accès aussi."],
    );
}

#[test]
fn glued_sentences_are_parted_and_addresses_are_not() {
    assert_sentences(
        "You agree in fact.Governing Law applies.",
        &["You agree in fact.", "Governing Law applies."],
    );
    assert_sentences(
        "Visit Velora.Com or velora.Example/Path today.",
        &["Visit Velora.Com or velora.Example/Path today."],
    );
}

#[test]
fn a_semicolon_parts_items_only() {
    assert_sentences(
        "We pay weekly; you may ask for more.",
        &["We pay weekly; you may ask for more."],
    );
    assert_sentences(
        "(i) ride; (ii) wait; and (iii) rest.",
        &["(i) ride;", "(ii) wait;", "and (iii) rest."],
    );
    assert_sentences("a) rouler ; b) attendre.", &["a) rouler ;", "b) attendre."]);
}

#[test]
fn line_ends_count_where_lines_were_ended_on_purpose() {
    let text = "Velora Ltd\n1 High Street\nof London";
    let found = sentences(text, 0..text.len(), LineEnds::End);
    assert_eq!(found, [0..10, 11..text.len()]);
    assert_eq!(sentences(text, 0..text.len(), LineEnds::Flow).len(), 1);
}

#[test]
fn a_part_of_a_text_is_split_by_itself() {
    let text = "One. Two. Three.";
    assert_eq!(sentences(text, 5..16, LineEnds::Flow), [5..9, 10..16]);
    assert!(sentences(text, 4..4, LineEnds::Flow).is_empty());
}
