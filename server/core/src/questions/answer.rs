//! Answers: which values answer which kind of question.

use trestle_protocol::{Question, QuestionKind, limits::DOTS_MAX};

/// Are these values an answer to that question?
pub(super) fn fits(question: &Question, values: &[u8]) -> bool {
    let options = question.options.len();
    let is_option = |place: &u8| (1..=options).contains(&usize::from(*place));
    match question.kind {
        QuestionKind::Scale => values.len() == question.scales.len() && values.iter().all(|value| (1..=question.most).contains(value)),
        QuestionKind::One => matches!(values, [place] if is_option(place)),
        QuestionKind::Several => values.iter().all(is_option) && values.is_sorted_by(|a, b| a < b),
        QuestionKind::Dots => matches!(values, [dots] if *dots <= DOTS_MAX),
        QuestionKind::Pick | QuestionKind::Line => values.is_empty(),
        QuestionKind::Order => values.len() == options && values.iter().all(is_option) && all_differ(values),
    }
}

fn all_differ(values: &[u8]) -> bool {
    values.iter().enumerate().all(|(place, value)| !values[..place].contains(value))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::questions::poll::tests::question;

    #[test]
    fn each_kind_is_answered_in_its_own_way_and_in_no_other() {
        use QuestionKind::{Dots, Line, One, Order, Pick, Scale, Several};
        for (kind, good, bad) in [
            (Scale, vec![vec![1, 5], vec![3, 3]], vec![vec![], vec![1], vec![0, 1], vec![1, 6], vec![1, 1, 1]]),
            (One, vec![vec![1], vec![3]], vec![vec![], vec![0], vec![4], vec![1, 2]]),
            (Several, vec![vec![], vec![2], vec![1, 2, 3]], vec![vec![0], vec![4], vec![2, 1], vec![1, 1]]),
            (Dots, vec![vec![0], vec![10]], vec![vec![], vec![11], vec![1, 1]]),
            (Pick, vec![vec![]], vec![vec![1]]),
            (Order, vec![vec![1, 2, 3], vec![3, 1, 2]], vec![vec![], vec![1, 2], vec![1, 2, 2], vec![1, 2, 4], vec![1, 2, 3, 3]]),
            (Line, vec![vec![]], vec![vec![1]]),
        ] {
            let question = question(kind);
            assert!(good.iter().all(|values| fits(&question, values)), "{kind:?}");
            assert!(bad.iter().all(|values| !fits(&question, values)), "{kind:?}");
        }
    }
}
