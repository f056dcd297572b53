//! A result in words.

use trestle_protocol::{About, Question, QuestionKind, Showing, SubjectResult, limits::DIFFERENCE_ORGANISATIONS};

/// What a question is about, as one of them and as several.
pub(super) struct Noun {
    pub(super) one: &'static str,
    pub(super) several: &'static str,
}

pub(super) fn noun(question: &Question) -> Noun {
    let noun = |one, several| Noun { one, several };
    match question.about {
        About::Group => noun("problem", "problems"),
        About::Team => noun("brief", "briefs"),
        About::Organisation => noun("organisation", "organisations"),
        About::Workshop if question.list.is_some() => noun("row", "rows"),
        About::Workshop => noun("question", "questions"),
    }
}

pub(super) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// What several scales measure: "seriousness, trust and priority".
pub(super) fn scales(question: &Question) -> String {
    let labels: Vec<String> = question.scales.iter().map(|scale| scale.label.to_lowercase()).collect();
    match labels.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} and {last}", others.join(", ")),
        None => String::new(),
    }
}

pub(super) fn people(count: u32) -> String {
    if count == 1 { "1 person".to_owned() } else { format!("{count} people") }
}

/// How many of a count had no device; nothing if all had one.
fn by_hands(hands: u32) -> String {
    if hands == 0 { String::new() } else { format!(", {hands} of them by show of hands") }
}

/// Where answers lie on one scale, and how far apart.
pub(super) fn score(question: &Question, result: &SubjectResult, scale: usize) -> String {
    let value = |values: &[f64]| values.get(scale).copied();
    match (value(&result.means), value(&result.spreads), value(&result.apart)) {
        (Some(mean), _, Some(apart)) => format!("{mean:.1} (organisations lie {apart:.1} apart)"),
        (None, ..) if question.show == Showing::Difference => {
            format!("not shown: fewer than {DIFFERENCE_ORGANISATIONS} organisations answered")
        }
        (Some(mean), Some(spread), None) => format!("{mean:.1} (spread {spread:.1})"),
        (Some(mean), None, None) => format!("{mean:.1}"),
        (None, ..) => String::new(),
    }
}

/// The mean place of each option, with the option's place in the question.
pub(super) fn places(result: &SubjectResult) -> Vec<(usize, f64)> {
    let mean = |(option, counts): (usize, &Vec<u32>)| {
        let all: u32 = counts.iter().sum();
        let places: f64 = counts.iter().zip(1u32..).map(|(count, place)| f64::from(*count) * f64::from(place)).sum();
        (all > 0).then(|| (option, places / f64::from(all)))
    };
    let mut places: Vec<(usize, f64)> = result.counts.iter().enumerate().filter_map(mean).collect();
    places.sort_by(|(_, a), (_, b)| a.total_cmp(b));
    places
}

/// A result in a line.
pub(super) fn in_words(question: &Question, result: &SubjectResult) -> String {
    let by = format!("by {}{}", people(result.count), by_hands(result.hands));
    match question.kind {
        QuestionKind::Scale => {
            let score = |(place, label): (usize, String)| format!("{label} {}", score(question, result, place));
            let labels = question.scales.iter().map(|scale| scale.label.to_lowercase()).enumerate();
            format!("{}, {by}", labels.map(score).collect::<Vec<_>>().join(", "))
        }
        QuestionKind::One | QuestionKind::Several => {
            let counts = result.counts.iter().flatten().zip(&question.options);
            let said: Vec<String> = counts.map(|(count, option)| format!("{} {count}", option.label)).collect();
            format!("{}{}", said.join(", "), by_hands(result.hands))
        }
        QuestionKind::Dots => {
            let dots = if result.dots == 1 { "1 dot".to_owned() } else { format!("{} dots", result.dots) };
            format!("{dots} from {}{}", people(result.count), by_hands(result.hands))
        }
        QuestionKind::Pick => format!("{}{}", result.count, by_hands(result.hands)),
        QuestionKind::Order => {
            let labels = places(result).into_iter().filter_map(|(option, _)| question.options.get(option));
            format!("{}, {by}", labels.map(|option| option.label.clone()).collect::<Vec<_>>().join(", then "))
        }
        QuestionKind::Line => result.lines.join("\n"),
    }
}
