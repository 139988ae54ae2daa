//! Deciding on items of a draft and confirming it, each in one transaction with its audit event.

use std::collections::BTreeSet;

use db::{Tx, params};
use jiff::{Timestamp, civil::Date};
use serde_json::json;
use web::{Lang, Problem};

use crate::{
    paper::{commands::record, items, store},
    text::T,
    words,
};

/// Why a decision was refused.
#[derive(Clone, Debug)]
pub enum Refused {
    /// There is no such draft or item.
    NotFound,
    /// The paper is confirmed already.
    Confirmed,
    /// So many items are unsure and a person has not decided on them.
    Undecided(usize),
    /// Nothing of the paper was accepted.
    Nothing,
    /// Codes that the register does not have.
    Unknown(String),
    /// The field is blank.
    Blank(&'static str),
    /// The database refused; a defect or an outage.
    Database(db::Error),
}

impl From<db::Error> for Refused {
    fn from(problem: db::Error) -> Self {
        Refused::Database(problem)
    }
}

impl Refused {
    /// The reason in words.
    pub fn words(&self, lang: Lang) -> String {
        let t = T(lang);
        match self {
            Refused::Confirmed => t.refused_confirmed_paper().to_owned(),
            Refused::Undecided(n) => t.refused_undecided(lang.number(*n as u64)),
            Refused::Nothing => t.refused_nothing_accepted().to_owned(),
            Refused::Unknown(code) => t.refused_unknown_codes(code),
            Refused::Blank(_) => t.refused_blank().to_owned(),
            Refused::NotFound | Refused::Database(_) => String::new(),
        }
    }

    /// The answer where no form can show it.
    pub fn problem(self, lang: Lang) -> Problem {
        match self {
            Refused::NotFound => Problem::NotFound,
            Refused::Database(problem) => problem.into(),
            other => Problem::Conflict(other.words(lang)),
        }
    }
}

/// A draft that is still one.
fn draft(tx: &mut Tx<'_>, id: &str) -> Result<store::Directive, Refused> {
    let found = store::one(tx, id)?.ok_or(Refused::NotFound)?;
    if found.confirmed_at.is_some() { Err(Refused::Confirmed) } else { Ok(found) }
}

/// Which table holds an item, by the letter before its id on the page.
const TABLES: [(&str, &str); 3] = [
    (
        "r",
        "UPDATE directive_recommendation SET decision = $3, decided_at = $4, decided_by = $5 WHERE id = $1 AND directive_id = $2",
    ),
    (
        "o",
        "UPDATE directive_opinion SET decision = $3, decided_at = $4, decided_by = $5 WHERE id = $1 AND directive_id = $2",
    ),
    (
        "f",
        "UPDATE directive_figure SET decision = $3, decided_at = $4, decided_by = $5 WHERE id = $1 AND directive_id = $2",
    ),
];

/// Accepts or rejects items, named as `r:ID`, `o:ID`, `f:ID`; says how many.
pub fn decide(
    tx: &mut Tx<'_>,
    id: &str,
    chosen: &[String],
    accept: bool,
    by: &str,
    now: Timestamp,
) -> Result<u64, Refused> {
    draft(tx, id)?;
    let decision = if accept { "accepted" } else { "rejected" };
    let mut done = 0;
    for item in chosen {
        let Some((letter, item)) = item.split_once(':') else { return Err(Refused::NotFound) };
        let (_, sql) = TABLES.iter().find(|(known, _)| *known == letter).ok_or(Refused::NotFound)?;
        done += tx.execute(sql, params![item, id, decision, now, by])?;
    }
    if done > 0 {
        record(tx, "directive.items_decided", id, by, now, json!({"decision": decision, "items": chosen}))?;
    }
    Ok(done)
}

/// Confirms a draft: what is sure and was not rejected is accepted; what is unsure must have been decided on. Figures that
/// can be read in two ways wait for a person on their own page.
pub fn confirm(tx: &mut Tx<'_>, id: &str, by: &str, now: Timestamp) -> Result<(), Refused> {
    draft(tx, id)?;
    let all = items::recommendations(tx, &[id.to_owned()])?;
    let open = all.iter().filter(|item| item.decision.is_empty() && !item.unsure.is_empty()).count();
    if open > 0 {
        return Err(Refused::Undecided(open));
    }
    let opinions = items::opinions(tx, id)?;
    let accepted = all.iter().filter(|item| item.decision != "rejected").count();
    let figures = items::figures(tx, id)?;
    if accepted == 0 && figures.iter().all(|figure| figure.decision == "rejected") {
        return Err(Refused::Nothing);
    }
    let undecided = all.iter().filter(|item| item.decision.is_empty()).map(|item| ("r", &item.id));
    let undecided = undecided.chain(opinions.iter().filter(|one| one.decision.is_empty()).map(|one| ("o", &one.id)));
    let sure = figures.iter().filter(|figure| figure.decision.is_empty() && figure.unsure.is_empty());
    for (letter, item) in undecided.chain(sure.map(|figure| ("f", &figure.id))) {
        if let Some((_, sql)) = TABLES.iter().find(|(known, _)| *known == letter) {
            tx.execute(sql, params![item, id, "accepted", now, by])?;
        }
    }
    let sql = "UPDATE directive SET confirmed_at = $2, confirmed_by = $3 WHERE id = $1";
    tx.execute(sql, params![id, now, by])?;
    let detail = json!({"recommendations": accepted, "opinions": opinions.len(), "figures": figures.len()});
    record(tx, "directive.confirmed", id, by, now, detail)?;
    Ok(())
}

/// The parts that a body can have.
const ROLES: [&str; 3] = ["lead", "with", "mentioned"];

/// What a person corrects of a recommendation before it is confirmed.
#[derive(Clone, Debug, Default)]
pub struct Correction {
    /// The heading above it.
    pub heading: String,
    /// Its words; those of the paper are kept beside.
    pub text: String,
    /// How often to report.
    pub cadence: String,
    /// By when.
    pub due: Option<Date>,
    /// Of each body: its id, `lead`, `with` or `mentioned`, and its code, empty while it is not known.
    pub bodies: Vec<(String, String, String)>,
}

/// Keeps a correction, which accepts the item; gives the id of its paper.
pub fn correct(
    tx: &mut Tx<'_>,
    id: &str,
    correction: &Correction,
    by: &str,
    now: Timestamp,
) -> Result<String, Refused> {
    let item = items::one(tx, id)?.ok_or(Refused::NotFound)?;
    draft(tx, &item.directive_id)?;
    if correction.text.is_empty() {
        return Err(Refused::Blank("text"));
    }
    if words::cadence_of(&correction.cadence).is_none() {
        return Err(Refused::Blank("cadence"));
    }
    let own: BTreeSet<String> = items::bodies(tx, &[id.to_owned()])?.into_iter().map(|body| body.id).collect();
    for (body, role, code) in correction.bodies.iter().filter(|(body, ..)| own.contains(body)) {
        let known = tx.count("SELECT count(*) FROM organisation WHERE code = $1", params![code])?;
        if !code.is_empty() && known == 0 {
            return Err(Refused::Unknown(code.clone()));
        }
        let role = ROLES.into_iter().find(|known| known == role).unwrap_or("lead");
        tx.execute("UPDATE directive_body SET role = $2, code = $3 WHERE id = $1", params![body, role, code])?;
    }
    tx.execute(
        "UPDATE directive_recommendation SET heading = $2, text = $3, cadence = $4, due_on = $5, decision = 'accepted', \
         decided_at = $6, decided_by = $7 WHERE id = $1",
        params![id, &correction.heading, &correction.text, &correction.cadence, correction.due, now, by],
    )?;
    let detail = json!({
        "recommendation": id, "number": item.number, "text_changed": item.text != correction.text,
        "from": words::beginning(&item.text, 300), "to": words::beginning(&correction.text, 300),
        "codes": correction.bodies.iter().map(|(_, role, code)| json!([role, code])).collect::<Vec<_>>(),
    });
    record(tx, "directive.item_corrected", &item.directive_id, by, now, detail)?;
    Ok(item.directive_id)
}
