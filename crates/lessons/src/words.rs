//! Codes of this area in words: steps, standings, what is wrong with an answer, why a row of a workbook is refused.

use documents::table::TableError;
use questionnaire::{
    Label, Progress, Step, Why,
    compare::{Comparable, Difference},
    expression,
    fault::What,
    form::MOST_ROWS,
    xlsform::{LeftOut, Omitted, Refusal, Refused},
};
use web::Lang;

use crate::text::T;

/// A label in a language.
pub(crate) fn label(lang: Lang, label: &Label) -> &str {
    lang.pick(label.thai(), label.english())
}

/// A step of the chain.
pub(crate) fn step(lang: Lang, step: Option<Step>) -> &'static str {
    let t = T(lang);
    match step {
        Some(Step::Impact) => t.step_impact(),
        Some(Step::Response) => t.step_response(),
        Some(Step::GoodPractice) => t.step_good_practice(),
        Some(Step::Outcome) => t.step_outcome(),
        Some(Step::Recommendation) => t.step_recommendation(),
        None => t.step_other(),
    }
}

/// Who answers.
pub(crate) fn part(lang: Lang, code: &str) -> &'static str {
    let t = T(lang);
    if code == "provinces" { t.part_provinces() } else { t.part_departments() }
}

/// How far an organisation is, with the tag it is shown with.
pub(crate) fn standing(lang: Lang, code: &str) -> (&'static str, &'static str) {
    let t = T(lang);
    match code {
        "handed_in" => ("ok", t.standing_handed_in()),
        "returned" => ("warn", t.standing_returned()),
        "drafting" => ("go", t.standing_drafting()),
        _ => ("off", t.standing_not_started()),
    }
}

/// How far a section is, with the tag it is shown with.
pub(crate) fn progress(lang: Lang, progress: Progress) -> (&'static str, &'static str) {
    let t = T(lang);
    match progress {
        Progress::NotAsked => ("off", t.progress_not_asked()),
        Progress::NotStarted => ("off", t.progress_not_started()),
        Progress::InProgress => ("go", t.progress_in_progress()),
        Progress::HasProblem => ("bad", t.progress_has_problem()),
        Progress::Complete => ("ok", t.progress_complete()),
    }
}

/// What is wrong with an answer. The constraint's own words stand in the form.
pub(crate) fn why(lang: Lang, why: Why) -> String {
    let t = T(lang);
    match why {
        Why::Missing => t.why_missing().to_owned(),
        Why::NotWhole => t.why_not_whole().to_owned(),
        Why::NotNumber => t.why_not_number().to_owned(),
        Why::NotDate => t.why_not_date().to_owned(),
        Why::UnknownChoice => t.why_unknown_choice().to_owned(),
        Why::Constraint => t.why_constraint().to_owned(),
        Why::TooLong => t.why_too_long(lang.number(questionnaire::answers::LONGEST)),
        Why::TooManyRows => t.why_too_many_rows(lang.number(MOST_ROWS)),
    }
}

/// A row of a workbook that is not taken: sheet, row and why.
pub(crate) fn refusal(lang: Lang, refusal: &Refusal) -> String {
    T(lang).at_row(refusal.sheet, refusal.row, refused(lang, &refusal.why))
}

/// Why a row of a workbook is not taken.
pub(crate) fn refused(lang: Lang, why: &Refused) -> String {
    let t = T(lang);
    match why {
        Refused::NoSheet => t.form_no_sheet().to_owned(),
        Refused::NoColumn(name) => t.form_no_column(name),
        Refused::Type(text) => t.form_type(text),
        Refused::Column { column, text } => t.form_column(column, text),
        Refused::Expression { column, why } => t.form_expression(column, expression(lang, why)),
        Refused::Required(text) => t.form_required(text),
        Refused::Step(text) => t.form_step(text),
        Refused::EndWithoutBegin => t.form_end_without_begin().to_owned(),
        Refused::NotEnded(name) => t.form_not_ended(name),
        Refused::RepeatInRepeat => t.form_repeat_in_repeat().to_owned(),
        Refused::TooDeep => t.form_too_deep().to_owned(),
        Refused::TooManyRows => t.form_too_many().to_owned(),
        Refused::Fault(what) => fault(lang, what),
    }
}

fn expression(lang: Lang, why: &expression::Refused) -> String {
    let t = T(lang);
    match why {
        expression::Refused::TooLong => t.expression_too_long().to_owned(),
        expression::Refused::TooDeep => t.expression_too_deep().to_owned(),
        expression::Refused::Ended => t.expression_ended().to_owned(),
        expression::Refused::Unclosed { at } => t.expression_unclosed(at),
        expression::Refused::Unexpected { at, text } | expression::Refused::Number { at, text } => {
            t.expression_unexpected(at, text)
        }
        expression::Refused::Function { at, name } => t.expression_function(at, name),
    }
}

/// What is wrong with a questionnaire.
pub(crate) fn fault(lang: Lang, what: &What) -> String {
    let t = T(lang);
    match what {
        What::Name => t.fault_name().to_owned(),
        What::Repeated => t.fault_repeated().to_owned(),
        What::NoLabel => t.fault_no_label().to_owned(),
        What::LongLabel => t.fault_long_label().to_owned(),
        What::NoList(list) => t.fault_no_list(list),
        What::Choices => t.fault_choices().to_owned(),
        What::RepeatedChoice(value) => t.fault_repeated_choice(value),
        What::Unknown(name) => t.fault_unknown(name),
        What::Later(name) => t.fault_later(name),
        What::OfRows(name) => t.fault_of_rows(name),
        What::Current => t.fault_current().to_owned(),
        What::Empty => t.fault_empty().to_owned(),
        What::TooMany => t.form_too_many().to_owned(),
    }
}

/// What was left out of a workbook.
pub(crate) fn left_out(lang: Lang, left: &LeftOut) -> String {
    let t = T(lang);
    let what = match &left.what {
        Omitted::Metadata(name) => t.left_metadata(name),
        Omitted::Column(name) => t.left_column(name),
        Omitted::Appearance(name) => t.left_appearance(name),
        Omitted::Language(name) => t.left_language(name),
    };
    t.at_row(left.sheet, left.row, what)
}

/// Whether years may be compared, with the tag it is shown with.
pub(crate) fn comparable(lang: Lang, comparable: Comparable) -> (&'static str, &'static str) {
    let t = T(lang);
    match comparable {
        Comparable::Yes => ("ok", t.comparable_yes()),
        Comparable::WithCare => ("warn", t.comparable_with_care()),
        Comparable::No => ("bad", t.comparable_no()),
    }
}

/// How a question changed.
pub(crate) fn difference(lang: Lang, difference: &Difference) -> String {
    let t = T(lang);
    let named = |all: &[questionnaire::Choice]| {
        all.iter().map(|choice| label(lang, &choice.label)).collect::<Vec<_>>().join(" · ")
    };
    match difference {
        Difference::Words => t.differs_words().to_owned(),
        Difference::Hint => t.differs_hint().to_owned(),
        Difference::Kind => t.differs_kind().to_owned(),
        Difference::ChoicesAdded(all) => t.differs_choices_added(named(all)),
        Difference::ChoicesGone(all) => t.differs_choices_gone(named(all)),
        Difference::ChoiceWords => t.differs_choice_words().to_owned(),
        Difference::Condition => t.differs_condition().to_owned(),
        Difference::Constraint => t.differs_constraint().to_owned(),
        Difference::MadeRequired => t.differs_required().to_owned(),
        Difference::MadeOptional => t.differs_optional().to_owned(),
        Difference::Rows => t.differs_rows().to_owned(),
        Difference::Section => t.differs_section().to_owned(),
        Difference::Name => t.differs_name().to_owned(),
    }
}

/// What kind of answer a question takes.
pub(crate) fn kind(lang: Lang, kind: &questionnaire::Kind) -> &'static str {
    use questionnaire::Kind;
    let t = T(lang);
    match kind {
        Kind::Text => t.kind_text(),
        Kind::Integer => t.kind_integer(),
        Kind::Decimal => t.kind_decimal(),
        Kind::Date => t.kind_date(),
        Kind::SelectOne(_) => t.kind_select_one(),
        Kind::SelectMultiple(_) => t.kind_select_multiple(),
        Kind::Note => t.kind_note(),
    }
}

/// A value as it stands in an address.
pub(crate) fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => out.push(char::from(byte)),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

/// Why a file can't be read as a table.
pub(crate) fn file(lang: Lang, problem: &TableError) -> String {
    let t = T(lang);
    match problem {
        TableError::Empty => t.file_empty().to_owned(),
        TableError::NoHeader { missing } => t.file_no_header(missing.join(", ")),
        TableError::DuplicateColumn { name, .. } => t.file_duplicate_column(name),
        TableError::OldExcel { .. } => t.file_old_excel().to_owned(),
        TableError::Password => t.file_password().to_owned(),
        TableError::NotATable { .. } => t.file_not_a_table().to_owned(),
        TableError::TooLarge { .. }
        | TableError::TooManyRows { .. }
        | TableError::TooManyColumns { .. }
        | TableError::CellTooLong { .. }
        | TableError::Bomb => t.file_too_large().to_owned(),
        _ => t.file_damaged().to_owned(),
    }
}
