//! What the program brings: questionnaires and the figures printed in the memo of 2565, embedded from
//! `reference/questionnaires`. A file that can't be read is left out; the tests below make sure that there is none.

use std::sync::LazyLock;

use questionnaire::{Label, Questionnaire};
use serde::Deserialize;

const FILES: [&str; 3] = [
    include_str!("../../../../reference/questionnaires/lessons-departments.2563.toml"),
    include_str!("../../../../reference/questionnaires/lessons-departments.2564.toml"),
    include_str!("../../../../reference/questionnaires/lessons-provinces.2563.toml"),
];
const PRINTED: &str = include_str!("../../../../reference/questionnaires/printed-2565.toml");

static FORMS: LazyLock<Vec<Questionnaire>> =
    LazyLock::new(|| FILES.iter().filter_map(|text| toml::from_str(text).ok()).collect());
static FIGURES: LazyLock<Vec<Printed>> =
    LazyLock::new(|| toml::from_str::<Figures>(PRINTED).map(|all| all.figures).unwrap_or_default());

/// The questionnaires, older versions first.
pub fn built_in() -> &'static [Questionnaire] {
    &FORMS
}

/// The figures of the paper, in its order.
pub fn printed() -> &'static [Printed] {
    &FIGURES
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Figures {
    figures: Vec<Printed>,
}

/// A figure as printed, and which records it counts.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Printed {
    /// Its code.
    pub id: String,
    /// Clause of the paper.
    pub clause: String,
    /// Fiscal year that it is of.
    pub year: i32,
    /// Who was asked: `departments` or `provinces`; empty when the records are elsewhere.
    #[serde(default)]
    pub part: String,
    /// The percentage as printed; nothing where only a count is.
    pub percent: Option<String>,
    /// The count as printed.
    pub n: Option<u64>,
    /// The whole as printed.
    pub d: Option<u64>,
    /// The whole that another place of the paper gives.
    pub over: Option<u64>,
    /// Which question counts; whoever answered at all without it.
    #[serde(default)]
    pub question: String,
    /// Which choice counts.
    #[serde(default)]
    pub value: String,
    /// What is counted: `units` or `organisations`.
    #[serde(default)]
    pub by: String,
    /// Where the records are kept when it is not here.
    #[serde(default)]
    pub register: String,
    /// What it says.
    pub label: Label,
}

#[cfg(test)]
mod tests {
    use super::*;
    use questionnaire::{
        Step,
        compare::{Comparable, compare},
        faults,
    };

    #[test]
    fn every_file_is_read_and_has_no_fault_and_both_languages() {
        assert_eq!(built_in().len(), FILES.len());
        for form in built_in() {
            assert_eq!(faults(form), Vec::new(), "{} {}", form.code, form.version);
            for found in form.questions() {
                let label = &found.question.label;
                assert!(!label.th.is_empty() && !label.en.is_empty(), "{}", found.question.name);
            }
            for step in Step::ALL {
                assert!(form.sections.iter().any(|section| section.step == Some(step)), "{} {step:?}", form.code);
            }
        }
        for text in FILES {
            toml::from_str::<Questionnaire>(text).unwrap();
        }
        toml::from_str::<Figures>(PRINTED).unwrap();
    }

    #[test]
    fn every_printed_figure_counts_a_choice_that_the_form_of_its_year_has() {
        for figure in printed().iter().filter(|figure| !figure.question.is_empty()) {
            let year = if figure.part == "provinces" { 2563 } else { figure.year };
            let code = format!("lessons-{}", figure.part);
            let form = built_in().iter().find(|form| form.code == code && form.version == year.to_string()).unwrap();
            let found = form.question(&figure.question).unwrap_or_else(|| panic!("{}", figure.id));
            assert!(form.choice(found.question, &figure.value).is_some(), "{}", figure.id);
        }
    }

    #[test]
    fn what_the_paper_compares_is_comparable_and_every_change_is_explained() {
        let of = |version: &str| {
            built_in().iter().find(|form| form.code == "lessons-departments" && form.version == version).unwrap()
        };
        let pairs = compare(of("2563"), of("2564"));
        let judged = |name: &str| {
            let pair = pairs.iter().find(|pair| pair.new.is_some_and(|found| found.question.name == name)).unwrap();
            pair.comparable()
        };
        assert_eq!((judged("law_changed"), judged("wfh")), (Comparable::Yes, Comparable::Yes));
        assert_eq!((judged("service_affected"), judged("wfh_problems")), (Comparable::WithCare, Comparable::WithCare));
        assert_eq!(judged("innovation_used"), Comparable::No);
        let changed = pairs.iter().filter(|pair| pair.comparable() == Comparable::WithCare);
        changed.for_each(|pair| assert!(!pair.explained.is_empty(), "{:?}", pair.differences));
    }
}
