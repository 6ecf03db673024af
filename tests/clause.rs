//! What a document of each kind that collectors bring is split into: twenty patterns of real
//! terms, each with wording of our own.

use sujetion::clause::{ClauseId, ClauseRole, ClauseTree};
use sujetion::document::Document;

/// The clauses of a Markdown text, one a line: depth as indent, role, number, text.
fn outline(markdown: &str) -> String {
    outline_of(&Document::read("terms.md", markdown.as_bytes()).expect("the text is readable"))
}

fn outline_of_lines(lines: &[&str]) -> String {
    outline_of(&Document::from_lines("lines", lines))
}

fn outline_of(document: &Document) -> String {
    let tree = ClauseTree::from_document(document);
    let lines = tree.clauses.iter().enumerate().map(|(i, clause)| {
        let indent = "  ".repeat(tree.ancestors(ClauseId(i)).count());
        let role = match clause.role {
            ClauseRole::Heading => '#',
            ClauseRole::Body => '.',
            ClauseRole::Item => '*',
            ClauseRole::Definition => '=',
            ClauseRole::Navigation => '~',
            _ => '?',
        };
        let number = clause.number.as_ref().map_or(String::new(), |number| {
            let implied = if number.implied { " implied" } else { "" };
            format!("[{}{implied}] ", number.label)
        });
        let text = document.text[clause.text.clone()].replace('\n', " / ");
        format!("{indent}{role} {number}{text}\n")
    });
    lines.collect()
}

/// Compares with what is written indented, as it stands in a test.
#[track_caller]
fn assert_outline(outline: &str, expected: &str) {
    let indent = expected
        .lines()
        .nth(1)
        .map_or(0, |line| line.len() - line.trim_start().len());
    let expected: String = expected
        .lines()
        .filter(|line| !line.trim().is_empty())
        .map(|line| format!("{}\n", line.get(indent..).unwrap_or(line)))
        .collect();
    assert!(
        outline == expected,
        "\ngot:\n{outline}\nexpected:\n{expected}"
    );
}

#[test]
fn pattern_01_setext_title_and_atx_from_level_three() {
    assert_outline(
        &outline(
            "Rules for riders\n================\n\n### Bags\n\nCarry the bag we lend you.\n\n\
             #### Damage\n\nReport damage at once.\n\n### Pay\n\nWe pay weekly.\n",
        ),
        "
        # Rules for riders
          # Bags
            . Carry the bag we lend you.
            # Damage
              . Report damage at once.
          # Pay
            . We pay weekly.
        ",
    );
}

#[test]
fn pattern_02_headings_numbered_with_escapes_or_bold_without_mark() {
    assert_outline(
        &outline(
            "### 1\\. WORDS USED\n\nWords mean what they say.\n\n### **2\\. Fees**\n\nYou owe a fee.\n\n\
             **3\\. LEAVING**\n\nLeave when you like.\n\n**TARIFS**\n\nLe tarif est fixe.\n",
        ),
        "
        # [1] 1. WORDS USED
          . Words mean what they say.
        # [2] 2. Fees
          . You owe a fee.
        # [3] 3. LEAVING
          . Leave when you like.
          # TARIFS
            . Le tarif est fixe.
        ",
    );
}

#[test]
fn pattern_03_articles_sections_and_lists_that_restart() {
    assert_outline(
        &outline(
            "**Article 1 - Scope**\n\nThese rules bind couriers.\n\nARTICLE 2 - PRIX\n\n\
             Le prix est affiché.\n\n### Article 3. Objet\n\nLe site met en relation.\n",
        ),
        "
        # [1] Article 1 - Scope
          . These rules bind couriers.
        # [2] ARTICLE 2 - PRIX
          . Le prix est affiché.
        # [3] Article 3. Objet
          . Le site met en relation.
        ",
    );
    assert_outline(
        &outline(
            "**§1 General**\n\n1. The site lists jobs.\n2. The site takes no side.\n\n\
             **§2 Pay**\n\n1. Pay is weekly.\n2. Pay is in euros.\n",
        ),
        "
        # [1] §1 General
          . [1.1] The site lists jobs.
          . [1.2] The site takes no side.
        # [2] §2 Pay
          . [2.1] Pay is weekly.
          . [2.2] Pay is in euros.
        ",
    );
    assert_outline(
        &outline_of_lines(&[
            "1 - Définitions",
            "Les mots ont leur sens courant, sauf indication contraire.",
            "2 / Accès",
            "Le site est ouvert à tous les indépendants déclarés.",
        ]),
        "
        # [1] 1 - Définitions
          . Les mots ont leur sens courant, sauf indication contraire.
        # [2] 2 / Accès
          . Le site est ouvert à tous les indépendants déclarés.
        ",
    );
    assert_outline(
        &outline_of_lines(&[
            "ARTICLE VII - OBJET",
            "Le site met en relation des clients et des livreurs.",
            "ARTICLE VIII - DURÉE",
            "Le contrat dure un an à compter de la signature.",
        ]),
        "
        # [VII] ARTICLE VII - OBJET
          . Le site met en relation des clients et des livreurs.
        # [VIII] ARTICLE VIII - DURÉE
          . Le contrat dure un an à compter de la signature.
        ",
    );
}

#[test]
fn pattern_04_a_statute_cited_is_no_heading() {
    assert_outline(
        &outline(
            "### 5\\. Warranty\n\nArticle L217-4 du Code de la consommation\n\n\
             Le vendeur livre un bien conforme.\n\n\
             Article 7 of the Payments Terms applies to refunds.\n",
        ),
        "
        # [5] 5. Warranty
          . Article L217-4 du Code de la consommation
          . Le vendeur livre un bien conforme.
          . Article 7 of the Payments Terms applies to refunds.
        ",
    );
}

#[test]
fn pattern_05_plain_decimals_with_and_without_last_dot() {
    assert_outline(
        &outline(
            "**1\\. Tasks**\n\n1.1. You pick tasks freely.\n\n1.2 We may withdraw a task.\n\n\
             **2\\. Pay**\n\n2.1 We pay what the task says.\n\n2.2. We keep a fee.\n",
        ),
        "
        # [1] 1. Tasks
          . [1.1] 1.1. You pick tasks freely.
          . [1.2] 1.2 We may withdraw a task.
        # [2] 2. Pay
          . [2.1] 2.1 We pay what the task says.
          . [2.2] 2.2. We keep a fee.
        ",
    );
}

#[test]
fn pattern_06_decimals_inside_one_paragraph() {
    assert_outline(
        &outline(
            "**1\\. Contract**\n\n1.7 The contract is made of: 1.7.1. this text; 1.7.2. the price \
             list; 1.7.3. the rules of each city, see Section 4.2 of the handbook.\n",
        ),
        "
        # [1] 1. Contract
          . [1.7] 1.7 The contract is made of:
            . [1.7.1] 1.7.1. this text;
            . [1.7.2] 1.7.2. the price list;
            . [1.7.3] 1.7.3. the rules of each city, see Section 4.2 of the handbook.
        ",
    );
}

#[test]
fn pattern_07_numbers_implied_by_nested_lists() {
    assert_outline(
        &outline(
            "1.  Accounts are personal.\n    1.  One account a person.\n    2.  No account for \
             minors.\n2.  Accounts may be closed.\n\n    A closed account stays closed.\n",
        ),
        "
        . [1] Accounts are personal.
          . [1.1 implied] One account a person.
          . [1.2 implied] No account for minors.
        . [2] Accounts may be closed.
          . A closed account stays closed.
        ",
    );
    // Four spaces of indent are not code.
    assert_outline(
        &outline("Before.\n\n    You must **wear** the vest.\n"),
        "
        . Before.
        . You must wear the vest.
        ",
    );
}

#[test]
fn pattern_08_an_ordered_item_as_title_with_its_text_outside() {
    assert_outline(
        &outline(
            "1.  **Insurance**\n\nYou insure yourself at your own cost.\n\n\
             2.  **Taxes**\n\nYou pay your own taxes.\n",
        ),
        "
        # [1] Insurance
          . You insure yourself at your own cost.
        # [2] Taxes
          . You pay your own taxes.
        ",
    );
}

#[test]
fn pattern_09_bold_headings_that_run_into_their_text() {
    assert_outline(
        &outline(
            "**4.1\u{a0}Licence.** You let us show your work.\n\n**4.2\u{a0}Moral rights.** You \
             keep them.\n\n** 5. Closing **\n\nWe may close the site.\n\n**6. Leaving\n\nYou may leave.\n",
        ),
        "
        # [4.1] 4.1\u{a0}Licence.
          . You let us show your work.
        # [4.2] 4.2\u{a0}Moral rights.
          . You keep them.
        # [5] 5. Closing
          . We may close the site.
        # [6] 6. Leaving
          . You may leave.
        ",
    );
    // Words in bold that open a sentence are no heading.
    assert_outline(
        &outline("**Late deliveries** are deducted from your pay.\n"),
        "
        . Late deliveries are deducted from your pay.
        ",
    );
}

#[test]
fn pattern_10_bullets_that_carry_numbers_and_escaped_bullets() {
    assert_outline(
        &outline("*   1.1. Ride with care.\n*   1.2. Wear a helmet.\n"),
        "
        . [1.1] 1.1. Ride with care.
        . [1.2] 1.2. Wear a helmet.
        ",
    );
    assert_outline(
        &outline(
            "You bring:\n\n\\- a bicycle;\n\n\\- a telephone.\n\nWe lend you:\n\n\
             ●\u{a0}\u{a0}a bag;\n\n●\u{a0}\u{a0}a vest.\n",
        ),
        "
        . You bring:
          * - a bicycle;
          * - a telephone.
        . We lend you:
          * ●\u{a0}\u{a0}a bag;
          * ●\u{a0}\u{a0}a vest.
        ",
    );
    assert_outline(
        &outline("We may:  \na. pause your account;  \nb. close your account.\n"),
        "
        . We may:
          * [(a)] a. pause your account;
          * [(b)] b. close your account.
        ",
    );
}

#[test]
fn pattern_11_roman_parents_with_arabic_children_and_recitals() {
    assert_outline(
        &outline(
            "### I – Accès\n\n1.1 Le site est gratuit.\n\n### II – Inscription\n\n\
             2.1 Chacun s'inscrit seul.\n\n2.2 Un compte suffit.\n",
        ),
        "
        # [I] I – Accès
          . [1.1] 1.1 Le site est gratuit.
        # [II] II – Inscription
          . [2.1] 2.1 Chacun s'inscrit seul.
          . [2.2] 2.2 Un compte suffit.
        ",
    );
    assert_outline(
        &outline(
            "### Background\n\nI. Velora is a company that runs a website.\n\n\
             II. Couriers wish to use it.\n",
        ),
        "
        # Background
          . [I] I. Velora is a company that runs a website.
          . [II] II. Couriers wish to use it.
        ",
    );
}

#[test]
fn pattern_12_enumerations_inline_and_as_paragraphs() {
    assert_outline(
        &outline(
            "You must not: (i) lend your account; (ii) pay others to work for you; or (iii) \
             refuse checks. We watch this closely.\n",
        ),
        "
        . You must not:
          * [(i)] (i) lend your account;
          * [(ii)] (ii) pay others to work for you; or
          * [(iii)] (iii) refuse checks.
          . We watch this closely.
        ",
    );
    assert_outline(
        &outline("### 4\\. Duties\n\nThe courier shall:\n\n(a) be on time;\n\n(b) be polite.\n"),
        "
        # [4] 4. Duties
          . The courier shall:
            * [4(a)] (a) be on time;
            * [4(b)] (b) be polite.
        ",
    );
    assert_outline(
        &outline("Le livreur doit : a) porter le casque ; b) respecter le code de la route.\n"),
        "
        . Le livreur doit :
          * [(a)] a) porter le casque ;
          * [(b)] b) respecter le code de la route.
        ",
    );
    // Short words in a row stay one sentence, and a reference is no enumeration.
    assert_outline(
        &outline(
            "Give us your (i) name, (ii) address and (iii) age.\n\nParagraphs (a) and (b) apply.\n",
        ),
        "
        . Give us your (i) name, (ii) address and (iii) age.
        . Paragraphs (a) and (b) apply.
        ",
    );
}

#[test]
fn pattern_13_definitions_in_their_many_forms() {
    assert_outline(
        &outline(
            "### Définitions\n\n**Contenu :** tout texte publié.\n\n* **_« Course »_ :** désigne \
             un trajet.\n\nVélo désigne un cycle à deux roues.\n\nCommande : demande faite par un client.\n",
        ),
        "
        # Définitions
          = Contenu : tout texte publié.
          = « Course » : désigne un trajet.
          = Vélo désigne un cycle à deux roues.
          = Commande : demande faite par un client.
        ",
    );
    assert_outline(
        &outline(
            "### Terms used\n\n“Guest(s)” refers to whoever books a table.\n\n**Velo-App** - eine \
             App für Kuriere.\n\n| Word | Meaning |\n|---|---|\n| Shift | a span of time |\n",
        ),
        "
        # Terms used
          = “Guest(s)” refers to whoever books a table.
          = Velo-App - eine App für Kuriere.
          . Word / Meaning
          . Shift / a span of time
        ",
    );
    assert_outline(
        &outline("### Definitions\n\n| Word | Meaning |\n|---|---|\n| Shift | a span of time |\n"),
        "
        # Definitions
          . Word / Meaning
          = Shift / a span of time
        ",
    );
}

#[test]
fn pattern_14_lines_of_a_pdf() {
    let document = Document::from_lines(
        "pdf",
        &[
            "1. Scope of the agreement",
            "The courier accepts orders through the applica(on and delivers",
            "them to the address that the customer gave when the order was",
            "placed. The courier is free to choose the route and the ve-",
            "hicle, and keeps to the traffic rules of the place where the",
            "Page 3 of 14",
            "delivery is made. No order is accepted on behalf of others.",
            "2. Price of a delivery",
            "The price of each delivery is shown before the courier accepts",
            "it, and it is not changed after that, save where the customer",
            "asks for another address.",
        ],
    );
    let tree = ClauseTree::from_document(&document);
    let counts: Vec<(ClauseRole, usize)> = tree
        .clauses
        .iter()
        .map(|clause| (clause.role, clause.sentences.len()))
        .collect();
    let (heading, body) = (ClauseRole::Heading, ClauseRole::Body);
    assert_eq!(counts, [(heading, 1), (body, 3), (heading, 1), (body, 1)]);
    let over_footer = &document.text[tree.clauses[1].sentences[1].clone()];
    assert!(over_footer.starts_with("The courier is free") && over_footer.ends_with("is made."));
}

#[test]
fn pattern_15_a_whole_contract_on_one_line() {
    assert_outline(
        &outline(
            "COURIER AGREEMENT 1. SCOPE 1.1 This agreement binds you. 1.2 It binds us too. 2. PAY \
             2.1 We pay each week. 2.2 We pay in euros, see clause 1.2 above. 3. END 3.1 Either \
             side may end it.\n",
        ),
        "
        # COURIER AGREEMENT
        # [1] 1. SCOPE
          . [1.1] 1.1 This agreement binds you.
          . [1.2] 1.2 It binds us too.
        # [2] 2. PAY
          . [2.1] 2.1 We pay each week.
          . [2.2] 2.2 We pay in euros, see clause 1.2 above.
        # [3] 3. END
          . [3.1] 3.1 Either side may end it.
        ",
    );
}

#[test]
fn pattern_16_table_rows_that_carry_clauses() {
    assert_outline(
        &outline(
            "| Breach | What we do |\n|---|---|\n| Late | We may:<br>* warn you;<br>* close your \
             account. |\n| Rude | We warn you. |\n",
        ),
        "
        . Breach / What we do
        . Late
        . We may:
          * * warn you;
          * * close your account.
        . Rude / We warn you.
        ",
    );
    assert_outline(
        &outline(
            "| No | Text |\n|---|---|\n| 4.1 | You ride at your own risk. |\n\
             | 4.2 | We insure no one. |\n",
        ),
        "
        . No / Text
        . [4.1] 4.1 / You ride at your own risk.
        . [4.2] 4.2 / We insure no one.
        ",
    );
}

#[test]
fn pattern_17_residue_of_navigation() {
    assert_outline(
        &outline(
            "Home > Legal > Terms\n\nEnglish | Français | Deutsch\n\n[](https://example.org/share)\n\n\
             1. Scope\n2. Pay\n3. Ending\n\n## 1. Scope\n\nThis binds couriers.\n\n## 2. Pay\n\n\
             We pay weekly.\n\n## 3. Ending\n\nEither side may end it.\n\nBack to top\n",
        ),
        "
        ~ Home > Legal > Terms
        ~ English | Français | Deutsch
        ~ Scope
        ~ Pay
        ~ Ending
        # [1] 1. Scope
          . This binds couriers.
        # [2] 2. Pay
          . We pay weekly.
        # [3] 3. Ending
          . Either side may end it.
          ~ Back to top
        ",
    );
}

#[test]
fn pattern_18_several_languages_and_documents_in_one_file() {
    // What language a clause is in is not decided here: none is lost or joined to another.
    assert_outline(
        &outline(
            "### 1\\. Pay\n\nWe pay.\n\n- - -\n\nVoici le second texte.\n\n\
             ### 1\\. Frais\n\nVous payez.\n",
        ),
        "
        # [1] 1. Pay
          . We pay.
        . Voici le second texte.
        # [1] 1. Frais
          . Vous payez.
        ",
    );
}

#[test]
fn pattern_19_a_label_used_often_is_defined_once() {
    assert_outline(
        &outline(
            "**1\\. Words**\n\n“Independent Rider” means a person who rides for their own \
             account.\n\nThe Independent Rider picks the hours.\n",
        ),
        "
        # [1] 1. Words
          = “Independent Rider” means a person who rides for their own account.
          . The Independent Rider picks the hours.
        ",
    );
}

#[test]
fn pattern_20_the_title_is_a_heading_and_nothing_more() {
    // Who is bound is found in clauses: a title is kept as their outermost heading.
    let source = b"Terms of Service\n================\n\n### Riders\n\nYou ride.\n";
    let document = Document::read("a.md", source).expect("the text is readable");
    let tree = ClauseTree::from_document(&document);
    let path: Vec<&str> = tree
        .headings(ClauseId(2))
        .filter_map(|id| tree.get(id))
        .map(|clause| &document.text[clause.text.clone()])
        .collect();
    assert_eq!(path, ["Terms of Service", "Riders"]);
}

#[test]
fn items_lead_to_what_introduces_them() {
    let document = Document::from_lines(
        "lines",
        &[
            "Le livreur s'engage à :",
            "porter le casque ;",
            "respecter les feux.",
            "Il roule prudemment.",
        ],
    );
    let tree = ClauseTree::from_document(&document);
    let lead_in = |i| tree.lead_in(ClauseId(i)).map(|id| id.0);
    assert_eq!([0, 1, 2, 3].map(lead_in), [None, Some(0), Some(0), None]);
}
