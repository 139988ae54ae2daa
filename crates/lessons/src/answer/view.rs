//! Answers in words: a question with its answer, row by row, for reading; and the frame of an organisation's pages.

use questionnaire::{Answers, Examined, Item, Question, Questionnaire, Row, Value};
use web::{Lang, Page, Visit};

use super::commands::Case;
use crate::{collection::CollectionView, text::T, words};

/// A question with its answer.
pub(super) struct Answered {
    pub field: String,
    pub label: String,
    pub lines: Vec<String>,
    pub problem: String,
}

/// A question, or the rows of a repeat under their heading.
pub(super) struct Block {
    pub heading: String,
    pub rows: Vec<Vec<Answered>>,
}

/// A section for reading.
pub(super) struct SectionView {
    pub name: String,
    pub step: &'static str,
    pub label: String,
    pub kind: &'static str,
    pub progress: &'static str,
    pub blocks: Vec<Block>,
}

/// An answer in words: the labels of choices, days as people write them.
pub(crate) fn answer_words(form: &Questionnaire, question: &Question, value: &Value, lang: Lang) -> Vec<String> {
    let one = |text: &String| match &question.kind {
        questionnaire::Kind::SelectOne(_) | questionnaire::Kind::SelectMultiple(_) => form
            .choice(question, text)
            .map_or_else(|| text.clone(), |choice| words::label(lang, &choice.label).to_owned()),
        questionnaire::Kind::Date => text.parse().map_or_else(|_| text.clone(), |day| lang.date(day)),
        questionnaire::Kind::Integer => text.parse::<i64>().map_or_else(|_| text.clone(), |n| lang.number(n)),
        _ => text.clone(),
    };
    value.parts().iter().map(one).collect()
}

/// The sections that are asked, with every answer; of what is not asked nothing is shown.
pub(super) fn sections(form: &Questionnaire, answers: &Answers, examined: &Examined, lang: Lang) -> Vec<SectionView> {
    let mut views = Vec::new();
    for (section, (_, progress)) in form.sections.iter().zip(&examined.sections) {
        if *progress == questionnaire::Progress::NotAsked {
            continue;
        }
        let shown = section.items.iter().filter(|item| !examined.hidden.contains(item.name()));
        let (kind, word) = words::progress(lang, *progress);
        views.push(SectionView {
            name: section.name.clone(),
            step: words::step(lang, section.step),
            label: words::label(lang, &section.label).to_owned(),
            kind,
            progress: word,
            blocks: joined(shown.filter_map(|item| block(form, item, answers, examined, lang))),
        });
    }
    views
}

/// Questions that stand beside each other in one list.
fn joined(blocks: impl Iterator<Item = Block>) -> Vec<Block> {
    let mut all: Vec<Block> = Vec::new();
    for block in blocks {
        match all.last_mut().filter(|last| last.heading.is_empty() && block.heading.is_empty()) {
            Some(last) => match last.rows.last_mut() {
                Some(row) => row.extend(block.rows.into_iter().flatten()),
                None => last.rows = block.rows,
            },
            None => all.push(block),
        }
    }
    all
}

fn block(form: &Questionnaire, item: &Item, answers: &Answers, examined: &Examined, lang: Lang) -> Option<Block> {
    match item {
        Item::Question(question) if question.kind == questionnaire::Kind::Note => None,
        Item::Question(question) => {
            let field = question.name.clone();
            let one = answered(form, question, answers.value(&question.name), field, examined, lang);
            Some(Block { heading: String::new(), rows: vec![vec![one]] })
        }
        Item::Repeat(repeat) => {
            let row = |(at, row): (usize, &Row)| {
                let asked = repeat.questions.iter().filter(|question| question.kind != questionnaire::Kind::Note);
                let field = |question: &Question| format!("{}[{at}].{}", repeat.name, question.name);
                asked
                    .filter(|question| !examined.hidden.contains(&field(question)))
                    .map(|question| answered(form, question, row.get(&question.name), field(question), examined, lang))
                    .collect::<Vec<_>>()
            };
            let mut rows: Vec<Vec<Answered>> = answers.rows(&repeat.name).iter().enumerate().map(row).collect();
            if rows.is_empty() {
                let none = Answered {
                    field: repeat.name.clone(),
                    label: words::label(lang, &repeat.label).to_owned(),
                    lines: Vec::new(),
                    problem: problem(form, examined, &repeat.name, lang),
                };
                rows.push(vec![none]);
                return Some(Block { heading: String::new(), rows });
            }
            Some(Block { heading: words::label(lang, &repeat.label).to_owned(), rows })
        }
    }
}

fn answered(
    form: &Questionnaire,
    question: &Question,
    value: Option<&Value>,
    field: String,
    examined: &Examined,
    lang: Lang,
) -> Answered {
    Answered {
        label: words::label(lang, &question.label).to_owned(),
        lines: value.map(|value| answer_words(form, question, value, lang)).unwrap_or_default(),
        problem: problem(form, examined, &field, lang),
        field,
    }
}

/// What is wrong at a field, in the form's own words where it has some.
pub(super) fn problem(form: &Questionnaire, examined: &Examined, field: &str, lang: Lang) -> String {
    let Some(found) = examined.problems.iter().find(|problem| problem.place.field() == field) else {
        return String::new();
    };
    let own = form.question(&found.place.question).map(|asked| &asked.question.constraint_message);
    match (found.why, own) {
        (questionnaire::Why::Constraint, Some(message)) if !message.is_empty() => {
            words::label(lang, message).to_owned()
        }
        (why, _) => words::why(lang, why),
    }
}

/// The address of an organisation's answers.
pub(super) fn address(case: &Case) -> String {
    format!("/lessons/collections/{}/organisations/{}", case.collection.id, case.member.code)
}

/// The frame of a page about them; the last step is the page itself.
pub(super) fn framed(visit: &Visit, case: &Case, title: &str, below: bool) -> Page {
    let t = T(visit.lang);
    let view = CollectionView::of(&case.collection, visit.lang);
    let name = visit.lang.name(&case.member.name_th, &case.member.name_en);
    let page = visit.page(format!("{title} · {name}")).crumb("/lessons", t.lessons());
    let page = page.crumb(format!("/lessons/collections/{}", view.id), view.title);
    if below { page.crumb(address(case), name).at(title) } else { page.at(name) }
}
