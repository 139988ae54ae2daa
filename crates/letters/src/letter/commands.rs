//! What is done with a letter as a whole: written, sent to its signature, numbered, received, passed on. Each loads the
//! letter through the reach, lets the rules decide, and writes with the audit event in one transaction. The audit event of a
//! classified letter names no subject and no number, because whoever reads the trail may not be cleared.

use db::{Scope, Tx};
use jiff::{Timestamp, civil::Date};
use serde_json::{Value, json};
use web::Lang;

use super::{
    store::{self, Incoming, Letter, New, Receipt, Written},
    ways::{self, Ways},
};
use crate::{
    office::{
        commands::{By, record},
        store as offices,
    },
    reach::Reach,
    refused::Refused,
    rules::{
        Secrecy,
        lifecycle::{Wish, allows},
        number::{self, Series},
        order::{self, Task, Way},
    },
    text::T,
};

/// The letter's audit event.
pub(crate) fn note(tx: &mut Tx<'_>, action: &str, letter: &Letter, by: &By, mut detail: Value) -> Result<(), Refused> {
    let open = !letter.written.secrecy.is_classified();
    if let (Some(map), true) = (detail.as_object_mut(), open) {
        map.insert("subject".to_owned(), json!(letter.written.subject));
        map.insert("number".to_owned(), json!(letter.number));
    }
    let detail = if open { detail } else { json!({"classified": true}) };
    Ok(record(tx, action, ("letter", &letter.id), &letter.organisation_id, by, detail)?)
}

/// A letter in reach that may be dealt with so where it stands.
pub(crate) fn ready(tx: &mut Tx<'_>, id: &str, reach: &Reach, wish: Wish) -> Result<Letter, Refused> {
    let letter = store::one(tx, id, reach)?.ok_or(Refused::NotFound)?;
    if allows(letter.state, letter.written.form, wish) { Ok(letter) } else { Err(Refused::State) }
}

fn judged(written: &Written, path: &str, reach: &Reach, lang: Lang) -> Result<(), Refused> {
    let t = T(lang);
    let mut errors = web::form::Errors::new();
    for (field, value) in [("subject", &written.subject), ("addressee", &written.addressee), ("body", &written.body)] {
        if value.trim().is_empty() {
            errors.add(field, t.field_needed());
        }
    }
    if written.secrecy.is_classified() && !reach.may_classify(path) {
        errors.add("secrecy", t.not_cleared());
    }
    if errors.is_empty() { Ok(()) } else { Err(Refused::Fields(errors)) }
}

fn of_own_unit(tx: &mut Tx<'_>, organisation: &str, unit: Option<&str>, lang: Lang) -> Result<(), Refused> {
    let Some(unit) = unit else { return Ok(()) };
    let known = offices::units(tx, organisation)?;
    match known.iter().any(|one| one.id == unit) {
        true => Ok(()),
        false => Err(Refused::field("unit", T(lang).choose_again())),
    }
}

/// Writes a draft for the organisation with this code (the person's own without one) and gives its id.
pub fn draft(tx: &mut Tx<'_>, reach: &Reach, code: &str, written: &Written, by: &By) -> Result<String, Refused> {
    let own = offices::own_one(tx, reach.scope(), code)?.ok_or(Refused::NotFound)?;
    judged(written, &own.path, reach, by.lang)?;
    of_own_unit(tx, &own.id, written.unit_id.as_deref(), by.lang)?;
    let new = New { organisation_id: &own.id, written: written.clone(), incoming: None };
    let id = store::insert(tx, &new, &by.account, by.now)?;
    let letter = store::any(tx, &id)?.ok_or(Refused::NotFound)?;
    note(tx, "letter.drafted", &letter, by, json!({"form": written.form.code()}))?;
    Ok(id)
}

/// Changes a draft; `revision` is that of the page, when there is one.
pub fn edit(
    tx: &mut Tx<'_>,
    reach: &Reach,
    (id, revision): (&str, Option<i64>),
    written: &Written,
    by: &By,
) -> Result<(), Refused> {
    let letter = ready(tx, id, reach, Wish::Edit)?;
    if letter.incoming {
        return Err(Refused::State);
    }
    if revision.is_some_and(|revision| revision != letter.revision) {
        return Err(Refused::Changed);
    }
    judged(written, &letter.path, reach, by.lang)?;
    of_own_unit(tx, &letter.organisation_id, written.unit_id.as_deref(), by.lang)?;
    if !store::update(tx, &letter, written)? {
        return Err(Refused::Changed);
    }
    note(tx, "letter.edited", &letter, by, json!({}))
}

/// What is written down of a letter that came from outside.
#[derive(Clone, Debug, Default)]
pub struct Came {
    /// Its words as far as they are typed in: subject, addressee, form, urgency, secrecy.
    pub written: Written,
    /// The sender's number, as on the letter.
    pub number: String,
    /// The date on it.
    pub dated: Option<Date>,
    /// Who sent it.
    pub sender: String,
    /// At which desk.
    pub desk: String,
    /// When it was received.
    pub at: Option<Timestamp>,
    /// The letter as a file, if it was scanned or sent so.
    pub file: Option<(String, Vec<u8>)>,
}

/// Registers a letter that came from outside, under the next number of the receiving register; gives its id.
pub fn register(tx: &mut Tx<'_>, reach: &Reach, code: &str, came: &Came, by: &By) -> Result<String, Refused> {
    let (own, t) = (offices::own_one(tx, reach.scope(), code)?.ok_or(Refused::NotFound)?, T(by.lang));
    let mut errors = web::form::Errors::new();
    for (field, value) in [("subject", &came.written.subject), ("sender", &came.sender)] {
        if value.trim().is_empty() {
            errors.add(field, t.field_needed());
        }
    }
    if came.written.secrecy.is_classified() && !reach.may_classify(&own.path) {
        errors.add("secrecy", t.not_cleared());
    }
    let at = came.at.unwrap_or(by.now);
    if at > by.now {
        errors.add("day", t.refused_in_future());
    }
    if came.dated.is_some_and(|day| day > thai::date::bangkok_date(at)) {
        errors.add("dated", t.dated_after_receipt());
    }
    if !errors.is_empty() {
        return Err(Refused::Fields(errors));
    }
    take(tx, &own.id, came, at, by)
}

/// Takes the next number of the receiving register and writes the letter.
pub(crate) fn take(
    tx: &mut Tx<'_>,
    organisation: &str,
    came: &Came,
    at: Timestamp,
    by: &By,
) -> Result<String, Refused> {
    let (receipt, series) = receipt(tx, organisation, came.written.secrecy, (&came.desk, at))?;
    // A number as on the letter is kept in ASCII digits when it is one, and as it is when it is not.
    let number =
        thai::document_number::parse(&came.number).map_or_else(|_| came.number.clone(), |read| read.in_arabic());
    let incoming = Incoming { number, dated: came.dated, sender: came.sender.clone(), receipt, series: series.code() };
    let new = New { organisation_id: organisation, written: came.written.clone(), incoming: Some(incoming) };
    let id = store::insert(tx, &new, &by.account, by.now)?;
    if let Some((name, bytes)) = &came.file {
        ways::attach(tx, &id, (name, bytes), &by.account, by.now)?;
    }
    let letter = store::any(tx, &id)?.ok_or(Refused::NotFound)?;
    let detail = json!({"register": letter.received.as_ref().map(|receipt| receipt.number), "sender": letter.sender});
    note(tx, "letter.received", &letter, by, detail)?;
    Ok(id)
}

fn receipt(
    tx: &mut Tx<'_>,
    organisation: &str,
    secrecy: Secrecy,
    (desk, at): (&str, Timestamp),
) -> Result<(Receipt, Series), Refused> {
    let (series, year) = (Series::received(secrecy), number::year(thai::date::bangkok_date(at)));
    let given = offices::next(tx, organisation, year, series)?;
    Ok((Receipt { number: given, year, at, desk: desk.to_owned() }, series))
}

/// Receives a numbered memo at another desk of its organisation: the desk of whom it is addressed to.
pub fn receive(
    tx: &mut Tx<'_>,
    reach: &Reach,
    id: &str,
    (desk, at): (&str, Timestamp),
    by: &By,
) -> Result<(), Refused> {
    let letter = ready(tx, id, reach, Wish::Receive)?;
    let t = T(by.lang);
    if desk.trim().is_empty() {
        return Err(Refused::field("desk", t.field_needed()));
    }
    if at > by.now {
        return Err(Refused::field("day", t.refused_in_future()));
    }
    if Ways::load(tx, &letter)?.acts.iter().any(|act| act.at > at) {
        return Err(Refused::field("day", t.refused_before_last()));
    }
    let (receipt, series) = receipt(tx, &letter.organisation_id, letter.written.secrecy, (desk, at))?;
    ways::receive(tx, &letter.id, &receipt, series)?;
    ways::refresh(tx, &letter.id)?;
    note(tx, "letter.received", &letter, by, json!({"register": receipt.number, "desk": desk}))
}

/// Sends a draft to its signature, or passes a received letter on to further officers.
pub fn set_way(tx: &mut Tx<'_>, reach: &Reach, id: &str, steps: &[(String, Task)], by: &By) -> Result<(), Refused> {
    let letter = store::one(tx, id, reach)?.ok_or(Refused::NotFound)?;
    let (way, wish) = match letter.received {
        None => (Way::Signing, Wish::Submit),
        Some(_) => (Way::Routing, Wish::Route),
    };
    if !allows(letter.state, letter.written.form, wish) {
        return Err(Refused::State);
    }
    order::check(way, steps)?;
    let here = offices::officers(tx, &letter.organisation_id)?;
    let known = |id: &String| here.iter().any(|officer| officer.id == *id && !officer.has_left);
    if !steps.iter().all(|(officer, _)| known(officer)) {
        return Err(Refused::field("steps", T(by.lang).choose_again()));
    }
    let round = if way == Way::Signing { letter.round + 1 } else { 0 };
    if way == Way::Signing {
        ways::round(tx, id, round)?;
    }
    ways::add(tx, id, (way, round), steps, &by.account, by.now)?;
    ways::refresh(tx, id)?;
    let action = if way == Way::Signing { "letter.submitted" } else { "letter.passed_on" };
    note(tx, action, &letter, by, json!({"steps": steps.len()}))
}

/// Gives a signed letter its number and date; the number as written.
pub fn issue(tx: &mut Tx<'_>, reach: &Reach, id: &str, dated: Date, by: &By) -> Result<String, Refused> {
    let letter = ready(tx, id, reach, Wish::Issue)?;
    let t = T(by.lang);
    if dated > thai::date::bangkok_date(by.now) {
        return Err(Refused::field("dated", t.refused_in_future()));
    }
    let signed = Ways::load(tx, &letter)?.acts.iter().map(|act| act.at).max();
    if signed.is_some_and(|at| dated < thai::date::bangkok_date(at)) {
        return Err(Refused::field("dated", t.dated_before_signature()));
    }
    let head = offices::letterhead(tx, &letter.organisation_id)?;
    let owner = if letter.unit_owner.is_empty() { &head.owner } else { &letter.unit_owner };
    let series = Series::sent(letter.written.secrecy, letter.written.circular);
    let year = number::year(dated);
    let running = offices::next(tx, &letter.organisation_id, year, series)?;
    let written = number::written(&head.code, owner, series, running);
    ways::number(tx, &letter, (&written, series, year, running), dated)?;
    ways::refresh(tx, id)?;
    let letter = Letter { number: written.clone(), ..letter };
    note(tx, "letter.numbered", &letter, by, json!({"running": running, "dated": dated.to_string()}))?;
    Ok(written)
}

/// The officers that are still in office, of the organisation in reach with this code.
pub fn officers(tx: &mut Tx<'_>, scope: &Scope, code: &str) -> db::Result<Vec<(String, String)>> {
    let Some(own) = offices::own_one(tx, scope, code)? else { return Ok(Vec::new()) };
    let all = offices::officers(tx, &own.id)?.into_iter().filter(|officer| !officer.has_left);
    Ok(all.map(|officer| (officer.id, format!("{} · {}", officer.name, officer.position))).collect())
}
