//! Preambles in many draftings, and whom each names.

use super::{Addressee, Parties, Party};
use crate::lexicon::Lexicons;
use crate::text::Language;

use Party::{Client, Platform, Worker};

fn read(text: &str, language: Language) -> Parties {
    let lexicons = Lexicons::builtin().expect("the lexicons load");
    let lexicon = lexicons.get(language).expect("a lexicon");
    Parties::read(
        text,
        None,
        Addressee::Worker,
        &lexicon.labels,
        &lexicon.phrases,
        &lexicon.roles,
    )
}

type Case = (&'static str, &'static [(&'static str, Party)]);

fn check(language: Language, cases: &[Case]) {
    for (text, expected) in cases {
        let parties = read(text, language);
        let named: Vec<_> = parties.names().collect();
        for pair in *expected {
            assert!(named.contains(pair), "{pair:?} not in {named:?}\n{text}");
        }
        let wrong: Vec<_> = named
            .iter()
            .filter(|(label, _)| !expected.iter().any(|(name, _)| name == label))
            .collect();
        assert!(wrong.is_empty(), "{wrong:?} read from\n{text}");
    }
}

#[test]
fn english_preambles() {
    check(
        Language::En,
        &[
            (
                "This agreement is made between Dovecote Ltd, a company registered in England (\"Dovecote\", \"we\" or \"us\") and you (\"Partner\" or \"you\").",
                &[("Dovecote", Platform), ("Partner", Worker)],
            ),
            (
                "\"Wright\" means any natural person who performs Assignments through the Exchange. \"Commissioner\" means a business that posts assignments and pays for them. \"Assignment\" means a unit of work that a Commissioner orders.",
                &[("Wright", Worker), ("Commissioner", Client)],
            ),
            (
                "You are applying to become a licensed porter (the \"Licensor\") of photographs; you, the \"Licensor\", keep your copyright.",
                &[("Licensor", Worker)],
            ),
            (
                "Members who carry out deliveries (hereinafter referred to as Rangers) and the people who place orders (the Neighbours) meet on our site.",
                &[("Rangers", Worker), ("Neighbours", Client)],
            ),
            (
                "The term \"Fleet Operator\" means a company that supplies vehicles and drives passengers. The \"Driver Portal\" means the page where a Fleet Operator sees its trips.",
                &[("Fleet Operator", Worker)],
            ),
            (
                "Definitions\nGardener: any individual who offers their services on Hedgerow.\nHouseholder: a person who books a Gardener.\nBooking: an order by a Householder.\nService Fee: the amount that Gardeners pay.",
                &[("Gardener", Worker), ("Householder", Client)],
            ),
            (
                "The Associate shall keep a bicycle. The Associate must answer messages. The Associate agrees to wear a vest. \"Associate\" means each person whose registration was accepted.",
                &[("Associate", Worker)],
            ),
            (
                "Tallow reserves the right to close accounts. Tallow shall not be liable for loss. Contributors (each a \"Contributor\") earn points.",
                &[("Tallow", Platform), ("Contributor", Worker)],
            ),
            (
                "Persons living in the European Economic Area (\"EEA\") who perform tasks (the \"Annotator(s)\") accept these terms (the \"Terms\").",
                &[("Annotator", Worker)],
            ),
            (
                "By booking a lesson you (\"Learner\" or \"you\") order it from an independent teacher (\"Teacher\"); we (\"Slate\") only introduce the two.",
                &[
                    ("Learner", Client),
                    ("Teacher", Worker),
                    ("Slate", Platform),
                ],
            ),
        ],
    );
}

#[test]
fn french_preambles() {
    check(
        Language::Fr,
        &[
            (
                "Entre la société Colombier, SAS au capital de 5 000 euros, immatriculée au RCS de Lyon (ci-après « Colombier »), et vous (ci-après le « Partenaire »).",
                &[("Colombier", Platform), ("Partenaire", Worker)],
            ),
            (
                "« Artisan du clic » désigne toute personne physique qui réalise des missions. « Mandant » désigne toute entreprise qui commande des missions. « Mission » désigne le travail commandé par un client.",
                &[("Artisan du clic", Worker), ("Mandant", Client)],
            ),
            (
                "Utilisateur Pro : toute personne qui propose ses services. Fiche Prestataire : page où le prestataire se présente.",
                &[("Utilisateur Pro", Worker)],
            ),
            (
                "Le chauffeur indépendant inscrit sur l'application (ci-après le Chauffeur partenaire) et la personne transportée (le Passager) acceptent les présentes.",
                &[("Chauffeur partenaire", Worker), ("Passager", Client)],
            ),
            (
                "Définitions\nOuvreur : toute personne qui effectue des tâches.\nSolliciteur : toute personne qui recherche de l'aide.\nTâche : travail demandé par une personne.\nFrais de service : somme payée par le client.",
                &[("Ouvreur", Worker), ("Solliciteur", Client)],
            ),
            (
                "« Associé » désigne chaque personne dont l'inscription a été acceptée. L'Associé s'engage à répondre. L'Associé doit tenir son matériel. L'Associé s'engage à prévenir.",
                &[("Associé", Worker)],
            ),
            (
                "Marjolaine se réserve le droit de fermer un compte. Marjolaine décline toute responsabilité. L'Hôte ne garantit pas la météo.",
                &[("Marjolaine", Platform)],
            ),
            (
                "Les personnes qui exécutent des relectures (les « Relecteur(s) ») sont payées à la page.",
                &[("Relecteur", Worker)],
            ),
            (
                "Nous (« Trèfle ») vous (« le Conteur ») proposons de publier des récits.",
                &[("Trèfle", Platform), ("Conteur", Worker)],
            ),
            (
                "L'« Adhérent Client » commande ; l'« Adhérent Prestataire » désigne la personne qui exécute la commande. « Adhérent Client » désigne la personne qui passe commande.",
                &[
                    ("Adhérent Client", Client),
                    ("Adhérent Prestataire", Worker),
                ],
            ),
        ],
    );
}

#[test]
fn names_are_known_in_both_numbers_and_never_twice() {
    let parties = read(
        "\"Wright\" means any person who performs tasks. \"Wrights\" means several of them.",
        Language::En,
    );
    assert_eq!(parties.names().count(), 1);
    let parties = read(
        "\"Wright\" means any person who performs tasks.",
        Language::En,
    );
    assert!(
        parties
            .names
            .iter()
            .any(|name| name.words == super::hashes("Wrights"))
    );
}

#[test]
fn you_is_the_client_only_where_terms_do_not_speak_to_those_who_work_too() {
    let opening = "These terms bind you, the \"Rider\", when you book a journey.\n";
    let to_clients = format!("{opening}{}", "Riders pay for the journey.\n".repeat(20));
    assert_eq!(read(&to_clients, Language::En).addressee, Client);
    let to_both = format!("{to_clients}{}", "Drivers keep to the route.\n".repeat(12));
    assert_eq!(read(&to_both, Language::En).addressee, Worker);
}
