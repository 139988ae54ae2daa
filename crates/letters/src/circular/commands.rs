//! Sending, receiving and chasing: each in one transaction with its audit event and its messages.

use db::{Scope, Tx, params};
use directive::obligation::{Rule, Rules};
use jiff::civil::Date;
use serde_json::json;

use super::{register, store};
use crate::{
    letter::{
        commands::{self as letters, Came, note, ready},
        store::{self as letter_store, Letter, Written},
        ways::{self, NewAct},
    },
    office::{commands::By, store as offices},
    reach::Reach,
    refused::Refused,
    rules::{
        delegation::{Kind, signature},
        lifecycle::Wish,
        number::{self, Series},
        order::{Outcome, Task, Way},
    },
    text::T,
};

/// Name of the setting: code of the organisation that is the national office, in whose name its officers send.
const OFFICE: &str = "office_code";

/// Codes as they are typed: by lines, commas or blanks, in either digits.
pub(crate) fn codes(text: &str) -> Vec<String> {
    let text = thai::digits::to_arabic(text);
    text.split([',', '\n', '\r', ' ', '\t']).map(str::trim).filter(|c| !c.is_empty()).map(str::to_owned).collect()
}

/// The organisation in whose name somebody sends: the own one, or the national office of those who act for the nation.
pub(crate) fn sender(tx: &mut Tx<'_>, scope: &Scope) -> db::Result<Option<offices::Own>> {
    if !scope.is_nation() {
        let own = offices::own(tx, scope)?;
        return Ok(own.into_iter().next());
    }
    let sql = "SELECT value FROM setting WHERE name = $1";
    let code: Option<String> = tx.row_opt(sql, params![OFFICE], |row| row.get(0))?;
    match code {
        Some(code) => offices::by_code(tx, &code),
        None => Ok(None),
    }
}

/// Says which organisation is the national office.
pub fn set_office(tx: &mut Tx<'_>, scope: &Scope, code: &str, by: &By) -> Result<(), Refused> {
    if !scope.is_nation() {
        return Err(Refused::NotFound);
    }
    let own = offices::by_code(tx, code)?.ok_or_else(|| Refused::Unknown(vec![code.to_owned()]))?;
    tx.execute(
        "INSERT INTO setting (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        params![OFFICE, &own.code],
    )?;
    let detail = json!({"code": own.code});
    Ok(crate::office::commands::record(tx, "letter.office_chosen", ("organisation", &own.id), &own.id, by, detail)?)
}

/// Sends a numbered letter to organisations named by code; says how many were new.
pub fn dispatch(
    tx: &mut Tx<'_>,
    reach: &Reach,
    id: &str,
    codes: &[String],
    due: Option<Date>,
    by: &By,
) -> Result<usize, Refused> {
    let letter = ready(tx, id, reach, Wish::Dispatch)?;
    if letter.incoming {
        return Err(Refused::State);
    }
    let rules = Rules { include: vec![Rule::Bodies(codes.to_vec())], except: Vec::new() };
    send(tx, &letter, (&rules, &Scope::nation()), due, by)
}

/// Sends to whom the rules take of today's register within a scope, without the sender and those who have it.
fn send(
    tx: &mut Tx<'_>,
    letter: &Letter,
    (rules, within): (&Rules, &Scope),
    due: Option<Date>,
    by: &By,
) -> Result<usize, Refused> {
    let today = thai::date::bangkok_date(by.now);
    if due.is_some_and(|day| day < today) {
        return Err(Refused::field("due", T(by.lang).due_passed()));
    }
    let register = register::read(tx)?;
    let chosen = register.resolve(rules, today)?;
    let sql = "SELECT organisation_id FROM letter_recipient WHERE letter_id = $1";
    let mut had: std::collections::HashSet<String> =
        tx.rows(sql, params![&letter.id], |row| row.get(0))?.into_iter().collect();
    had.insert(letter.organisation_id.clone());
    let new: Vec<&register::Known> = chosen
        .iter()
        .filter_map(|code| register.known(code))
        .filter(|one| within.reaches(&one.path) && !had.contains(&one.id))
        .collect();
    if new.is_empty() {
        return Err(Refused::field("organisations", T(by.lang).nobody_new()));
    }
    for one in &new {
        let recipient = store::add(tx, &letter.id, (&one.id, ""), &by.account, by.now)?;
        if let Some(message) = tell(tx, letter, ("letter_sent", due), (&one.id, &recipient), by)? {
            store::told(tx, &recipient, &message)?;
        }
    }
    let written = serde_json::to_string(rules).unwrap_or_default();
    store::sent(tx, &letter.id, (&written, today), due, by.now)?;
    let detail = json!({"organisations": new.len(), "due": due.map(|day| day.to_string())});
    note(tx, "letter.sent", letter, by, detail)?;
    Ok(new.len())
}

/// A message about a letter; none about a classified one, because not everybody of the organisation is cleared.
fn tell(
    tx: &mut Tx<'_>,
    letter: &Letter,
    (kind, due): (&str, Option<Date>),
    (organisation, recipient): (&str, &str),
    by: &By,
) -> db::Result<Option<String>> {
    if letter.written.secrecy.is_classified() {
        return Ok(None);
    }
    let link = format!("/incoming-letters/{recipient}");
    let arguments = json!({
        "title": letter.written.subject, "number": letter.number, "sender": letter.name_th, "sender_en": letter.name_en,
        "due": due.or(letter.due_on).map(|day| day.to_string()),
    });
    let message =
        web::message::Message { organisation_id: organisation, kind, arguments, link: &link, by: &by.account };
    web::message::queue(tx, &message, by.now).map(Some)
}

/// Receives a letter that came through the system into the own register, which acknowledges it; gives its id there.
pub fn receive(tx: &mut Tx<'_>, reach: &Reach, recipient: &str, desk: &str, by: &By) -> Result<String, Refused> {
    let arrived = store::arrival(tx, recipient, reach)?.ok_or(Refused::NotFound)?;
    if let Some(id) = arrived.received_letter {
        return Ok(id);
    }
    let letter = letter_store::any(tx, &arrived.letter_id)?.ok_or(Refused::NotFound)?;
    let came = Came {
        written: Written { unit_id: None, ..letter.written.clone() },
        number: letter.number.clone(),
        dated: letter.dated,
        sender: letter.name_th.clone(),
        desk: desk.to_owned(),
        at: None,
        file: None,
    };
    let id = letters::take(tx, &arrived.organisation_id, &came, by.now, by)?;
    if !store::acknowledge(tx, recipient, &id, &by.account, by.now)? {
        return Err(Refused::Changed);
    }
    let link = format!("/incoming-letters/{recipient}");
    for kind in ["letter_sent", "letter_reminder"] {
        web::message::settled(tx, &arrived.organisation_id, kind, &link, by.now)?;
    }
    Ok(id)
}

/// Reminds those who have not acknowledged, or the chosen of them; nobody twice on one day. Says how many were told.
pub fn remind(tx: &mut Tx<'_>, reach: &Reach, id: &str, chosen: Option<&[String]>, by: &By) -> Result<usize, Refused> {
    let letter = letter_store::one(tx, id, reach)?.ok_or(Refused::NotFound)?;
    if letter.sent_at.is_none() {
        return Err(Refused::State);
    }
    let today = thai::date::start_of_bangkok_day(thai::date::bangkok_date(by.now));
    let asked = store::Asked { status: "waiting".to_owned(), ..store::Asked::default() };
    let waiting = store::recipients(tx, &letter.id, &asked, usize::MAX >> 2)?;
    let mut told = 0;
    for one in waiting.iter().filter(|one| chosen.is_none_or(|chosen| chosen.contains(&one.id))) {
        if store::reminded(tx, &one.id, today)? {
            continue;
        }
        let Some(message) = tell(tx, &letter, ("letter_reminder", None), (&one.organisation_id, &one.id), by)? else {
            continue;
        };
        store::remind(tx, &one.id, &message, &by.account, by.now)?;
        told += 1;
    }
    if told > 0 {
        note(tx, "letter.reminded", &letter, by, json!({"organisations": told}))?;
    }
    Ok(told)
}

/// A circular about to be sent: what it says, who signed it, and to whom it goes.
#[derive(Clone, Debug)]
pub struct Circular {
    /// What it says.
    pub written: Written,
    /// Personal name of who signed it.
    pub name: String,
    /// That person's position.
    pub position: String,
    /// Under whose authority, with the position of the one acted for.
    pub delegated: Option<(Kind, String)>,
    /// The date on it.
    pub dated: Date,
    /// To whom.
    pub rules: Rules,
    /// By when it is to be acknowledged.
    pub due: Option<Date>,
}

/// Numbers and sends a circular that was signed on paper, in the name of the sender's office; gives the letter's id and to
/// how many it went.
pub fn circulate(
    tx: &mut Tx<'_>,
    scope: &Scope,
    reach: &Reach,
    circular: &Circular,
    by: &By,
) -> Result<(String, usize), Refused> {
    let own = sender(tx, scope)?.ok_or_else(|| Refused::field("office", T(by.lang).office_needed()))?;
    let t = T(by.lang);
    let mut errors = web::form::Errors::new();
    for (field, value) in [("name", &circular.name), ("position", &circular.position)] {
        if value.is_empty() {
            errors.add(field, t.field_needed());
        }
    }
    let today = thai::date::bangkok_date(by.now);
    if circular.dated > today {
        errors.add("dated", t.refused_in_future());
    }
    if circular.rules.include.is_empty() {
        errors.add("organisations", t.choose_recipients());
    }
    if !errors.is_empty() {
        return Err(Refused::Fields(errors));
    }
    let id = letters::draft(tx, reach, &own.code, &circular.written, by)?;
    sign(tx, &own, &id, circular, by)?;
    let letter = letter_store::any(tx, &id)?.ok_or(Refused::NotFound)?;
    let head = offices::letterhead(tx, &own.id)?;
    let series = Series::sent(letter.written.secrecy, letter.written.circular);
    let year = number::year(circular.dated);
    let running = offices::next(tx, &own.id, year, series)?;
    let written = number::written(&head.code, &head.owner, series, running);
    ways::number(tx, &letter, (&written, series, year, running), circular.dated)?;
    ways::refresh(tx, &id)?;
    let letter = letter_store::any(tx, &id)?.ok_or(Refused::NotFound)?;
    note(tx, "letter.numbered", &letter, by, json!({"running": running, "dated": circular.dated.to_string()}))?;
    let sent = send(tx, &letter, (&circular.rules, scope), circular.due, by)?;
    Ok((id, sent))
}

/// The signature that stands on the paper, by an officer who is made known where nobody of this name and position is.
fn sign(tx: &mut Tx<'_>, own: &offices::Own, id: &str, circular: &Circular, by: &By) -> Result<(), Refused> {
    let here = offices::officers(tx, &own.id)?;
    let same =
        |one: &&offices::Officer| one.name == circular.name && one.position == circular.position && !one.has_left;
    let officer = match here.iter().find(same) {
        Some(officer) => officer.id.clone(),
        None => {
            let new = offices::Officer {
                name: circular.name.clone(),
                position: circular.position.clone(),
                ..offices::Officer::default()
            };
            offices::add_officer(tx, &own.id, &new, &by.account, by.now)?
        }
    };
    ways::round(tx, id, 1)?;
    ways::add(tx, id, (Way::Signing, 1), &[(officer.clone(), Task::Sign)], &by.account, by.now)?;
    let letter = letter_store::any(tx, id)?.ok_or(Refused::NotFound)?;
    let step = ways::Ways::load(tx, &letter)?.signing.into_iter().next().ok_or(Refused::State)?;
    let (kind, principal) = match &circular.delegated {
        Some((kind, principal)) => (Some(*kind), principal.as_str()),
        None => (None, ""),
    };
    let lines = signature(&circular.position, kind, principal);
    let at = thai::date::start_of_bangkok_day(circular.dated).min(by.now);
    let act = NewAct {
        step: &step.id,
        outcome: Outcome::Done,
        words: "",
        officer: &officer,
        delegation: None,
        name: &circular.name,
        signature: &lines,
        at,
        on_paper: true,
    };
    ways::done(tx, &act, &by.account, by.now)?;
    ways::refresh(tx, id)?;
    let letter = letter_store::any(tx, id)?.ok_or(Refused::NotFound)?;
    note(tx, "letter.signed", &letter, by, json!({"officer": circular.name, "signature": lines, "on_paper": true}))
}
