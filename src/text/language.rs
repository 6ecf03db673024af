//! The language of each clause: long ones are asked, short ones follow their neighbours.

use rustc_hash::FxHashMap;
use whichlang::{Lang, detect_language};

use super::Language;

/// From this many bytes on a clause is asked for its language.
const LONG_ENOUGH: usize = 60;

/// From this many bytes on its answer stands against its neighbours.
const SURE: usize = 140;

/// How much of a clause is read, in bytes: more does not make the answer better.
const READ: usize = 400;

/// The language of each text, in order.
///
/// Where all are short, they are asked together.
pub(crate) fn of_texts<'a>(texts: impl Iterator<Item = &'a str> + Clone) -> Vec<Language> {
    let answers: Vec<(Option<Language>, usize)> = texts
        .clone()
        .map(|text| {
            let text = text.trim();
            let answer = (text.len() >= LONG_ENOUGH).then(|| ask(text));
            (answer, text.len())
        })
        .collect();
    let Some(dominant) = dominant(&answers) else {
        let mut together = String::new();
        for text in texts {
            if together.len() >= READ {
                break;
            }
            together.push_str(text);
            together.push('\n');
        }
        return vec![ask(&together); answers.len()];
    };
    settle(&answers, dominant)
}

fn ask(text: &str) -> Language {
    let mut end = READ.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    match detect_language(&text[..end]) {
        Lang::Fra => Language::Fr,
        Lang::Eng => Language::En,
        Lang::Deu => Language::De,
        Lang::Spa => Language::Es,
        Lang::Ita => Language::It,
        Lang::Por => Language::Pt,
        Lang::Nld => Language::Nl,
        _ => Language::Other,
    }
}

/// The language most of the text is in; none where only short clauses are there to ask.
fn dominant(answers: &[(Option<Language>, usize)]) -> Option<Language> {
    let mut bytes: FxHashMap<Language, usize> = FxHashMap::default();
    for (answer, length) in answers {
        if let Some(language) = answer {
            *bytes.entry(*language).or_default() += (*length).min(READ);
        }
    }
    bytes
        .into_iter()
        .max_by_key(|&(language, length)| (length, std::cmp::Reverse(language)))
        .map(|(language, _)| language)
}

/// A clause that is not sure takes the language of the sure clauses around it.
fn settle(answers: &[(Option<Language>, usize)], dominant: Language) -> Vec<Language> {
    let sure = |place: usize| {
        let (answer, length) = answers[place];
        answer.filter(|_| length >= SURE)
    };
    let mut before = Vec::with_capacity(answers.len());
    let mut last = None;
    for place in 0..answers.len() {
        last = sure(place).or(last);
        before.push(last);
    }
    let mut after = None;
    let mut settled = vec![dominant; answers.len()];
    for place in (0..answers.len()).rev() {
        after = sure(place).or(after);
        let (answer, length) = answers[place];
        let around = [before[place], after];
        settled[place] = match answer {
            Some(language) if length >= SURE => language,
            Some(language) if around.contains(&Some(language)) || language == dominant => language,
            _ => match around {
                [Some(one), Some(other)] if one == other => one,
                [Some(one), None] | [None, Some(one)] => one,
                _ => dominant,
            },
        };
    }
    settled
}

#[cfg(test)]
mod tests {
    use super::{Language, of_texts};

    #[test]
    fn short_clauses_follow_their_neighbours() {
        let french = "Le contributeur s'engage à remettre les fichiers dans le délai convenu, faute de quoi la \
                      mission est réputée abandonnée et aucune somme ne lui est due par la plateforme.";
        let english = "The contributor shall deliver the files within the agreed time, failing which the task \
                       is deemed abandoned and no sum is owed to them by the platform or by its customers.";
        let texts = [
            french,
            "Article 2",
            french,
            english,
            "Payment",
            english,
            english,
        ];
        let languages = of_texts(texts.into_iter());
        assert_eq!(languages[1], Language::Fr);
        assert_eq!(languages[3], Language::En);
        assert_eq!(languages[4], Language::En);
    }

    #[test]
    fn short_clauses_alone_are_asked_together() {
        let french = [
            "Article 4",
            "Le client peut refuser le travail.",
            "Il le dit par écrit.",
        ];
        assert_eq!(of_texts(french.into_iter()), [Language::Fr; 3]);
        let english = [
            "4. Review",
            "We may reject any task.",
            "You will be told the reason.",
        ];
        assert_eq!(of_texts(english.into_iter()), [Language::En; 3]);
    }
}
