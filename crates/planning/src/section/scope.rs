//! Title, secrecy, objectives, assumptions and scope (template T0). Lists are written one line each.

use continuity::plan::{Classification, Plan, Text, template::Template};
use reference::List;
use web::form::{Choice, Fields};

use super::{reading::Reading, sheet::kept};
use crate::{plan::row::Why, text::T};

/// What the page shows.
pub struct View {
    /// Title in Thai.
    pub title: String,
    /// Title in English.
    pub title_en: String,
    /// Secrecy.
    pub classifications: Vec<Choice>,
    /// One a line.
    pub objectives: String,
    /// One a line.
    pub assumptions: String,
    /// Scope.
    pub scope: String,
    /// Usual objectives that are not among them; offered openly while there is none at all.
    pub more_objectives: Vec<Choice>,
    /// Usual assumptions that are not among them.
    pub more_assumptions: Vec<Choice>,
}

/// The fields with what is stored. Suggestions are those of the form, in Thai, as the plan is.
pub fn view(form: &Template, plan: &Plan, lang: web::Lang) -> View {
    let lines = |list: &[Text]| list.iter().map(|text| text.th.as_str()).collect::<Vec<_>>().join("\n");
    let more = |usual: &[Text], list: &[Text]| {
        let missing = usual.iter().filter(|usual| !list.iter().any(|text| text.th == usual.th));
        missing.map(|usual| Choice::new(&usual.th, &usual.th, false)).collect()
    };
    View {
        title: plan.title.th.clone(),
        title_en: plan.title.en.clone().unwrap_or_default(),
        classifications: Choice::of_list(List::classifications(), lang, plan.classification.code()),
        objectives: lines(&plan.objectives),
        assumptions: lines(&plan.assumptions),
        scope: plan.scope.as_ref().map(|scope| scope.th.clone()).unwrap_or_default(),
        more_objectives: more(&form.objectives, &plan.objectives),
        more_assumptions: more(&form.assumptions, &plan.assumptions),
    }
}

/// Reads the fields; those that did not come stay as they are.
pub fn read(plan: &Plan, fields: &Fields, t: T) -> Reading {
    let mut reading = Reading::new(plan.clone());
    let new = &mut reading.plan;
    if fields.has("title") {
        new.title = Text { th: fields.text("title"), en: fields.optional("title_en") };
    }
    if fields.has("objectives") {
        new.objectives = lines(fields, "objectives", &plan.objectives);
    }
    if fields.has("assumptions") {
        new.assumptions = lines(fields, "assumptions", &plan.assumptions);
    }
    if fields.has("scope") {
        new.scope = fields.optional("scope").map(|th| kept(th, plan.scope.as_ref()));
    }
    let code = fields.text("classification");
    if fields.has("classification") {
        match Classification::from_code(&code) {
            Some(classification) => new.classification = classification,
            None => reading.field("classification", "classification".into(), code, Why::Choice, t),
        }
    }
    reading
}

fn lines(fields: &Fields, name: &str, before: &[Text]) -> Vec<Text> {
    let added = format!("{name}_add");
    let mut lines: Vec<String> = fields.raw(name).lines().map(thai::normalise::clean).collect();
    // A ticked suggestion stays ticked on the page after it was taken in; it is not taken in twice.
    for suggested in fields.all(&added).map(thai::normalise::clean) {
        if !lines.contains(&suggested) {
            lines.push(suggested);
        }
    }
    let written = lines.into_iter().filter(|line| !line.is_empty());
    written.map(|th| kept(th.clone(), before.iter().find(|text| text.th == th))).collect()
}
