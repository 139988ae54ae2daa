//! Refusals of commands in the user's words, each beside its field.

use continuity::organisation::ChangeRefusal;
use web::{Lang, Problem, form::Errors};

use crate::{organisation::commands::Refusal, text::T};

/// Adds a refusal to the errors of a form; the error is what no form can show.
pub(crate) fn tell(lang: Lang, refusal: Refusal, into: &mut Errors) -> Result<(), Problem> {
    let t = T(lang);
    match refusal {
        Refusal::NotFound => return Err(Problem::NotFound),
        Refusal::Database(error) => return Err(error.into()),
        Refusal::Changed(now) => return Err(Problem::Changed(web::conditional::tag(now.revision))),
        Refusal::Fields(fields) => fields.iter().for_each(|(field, reason)| into.add(*field, reason.words(lang))),
        Refusal::Change(refusals) => refusals.iter().for_each(|one| judged(t, lang, one, into)),
        Refusal::InFuture => into.add("effective_on", t.refused_in_future()),
        Refusal::KindForCentre => into.add("kind", t.refused_kind_for_centre()),
        Refusal::TopForCentre => into.add("parent_code", t.refused_top_for_centre()),
        Refusal::OtherNotFound(code) => into.add("into", t.refused_other_not_found(code)),
    }
    Ok(())
}

fn judged(t: T, lang: Lang, refusal: &ChangeRefusal, into: &mut Errors) {
    let (field, words) = match refusal {
        ChangeRefusal::AlreadyClosed { since } => ("effective_on", t.refused_already_closed(lang.date(*since))),
        ChangeRefusal::BeforeItOpened { opened } => ("effective_on", t.refused_before_it_opened(lang.date(*opened))),
        ChangeRefusal::BeforeLastChange { last_change } => {
            ("effective_on", t.refused_before_last_change(lang.date(*last_change)))
        }
        ChangeRefusal::NothingChanges => ("into", t.refused_nothing_changes().to_owned()),
        ChangeRefusal::BlankName => ("name_th", t.reason_missing().to_owned()),
        ChangeRefusal::IntoItself => ("into", t.refused_into_itself().to_owned()),
        ChangeRefusal::NotThereThen { code } => ("into", t.refused_not_there_then(code)),
        ChangeRefusal::TooDeep { level } => ("into", t.refused_too_deep(level, continuity::organisation::MOST_LEVELS)),
        ChangeRefusal::HasChildren { children } => ("effective_on", t.refused_has_children(children)),
        ChangeRefusal::TooFewSuccessors => ("into", t.refused_too_few_successors().to_owned()),
    };
    into.add(field, words);
}
