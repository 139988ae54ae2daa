//! Changes to the office: each in one transaction with its audit event.

use db::{Scope, Tx, audit};
use documents::report::{Document, Emblem, Meta};
use jiff::{Timestamp, civil::Date};
use serde_json::json;
use web::Lang;

use super::store::{self, Given, Letterhead, Officer, Own, Unit};
use crate::{
    refused::Refused,
    rules::delegation::{Delegation, Kind},
    rules::number,
    text::T,
};

/// Bytes of an emblem.
const EMBLEM_MOST: usize = 1_048_576;

/// Who changes something, when, and in which language a refusal is told.
#[derive(Clone, Debug)]
pub struct By {
    /// Account.
    pub account: String,
    /// When.
    pub now: Timestamp,
    /// Language of refusals.
    pub lang: Lang,
}

/// An organisation's audit event.
pub(crate) fn record(
    tx: &mut Tx<'_>,
    action: &str,
    (kind, id): (&str, &str),
    organisation: &str,
    by: &By,
    detail: serde_json::Value,
) -> db::Result<()> {
    audit::append(
        tx,
        &audit::Event {
            at: by.now,
            actor: &by.account,
            action,
            subject_kind: kind,
            subject_id: id,
            organisation_id: Some(organisation),
            detail,
        },
    )
}

pub(crate) fn found(tx: &mut Tx<'_>, scope: &Scope, code: &str) -> Result<Own, Refused> {
    store::own_one(tx, scope, code)?.ok_or(Refused::NotFound)
}

/// What a letterhead is to be; the emblem stays when no new one is given.
#[derive(Clone, Debug, Default)]
pub struct Head {
    /// Code of the body or province: `กษ`.
    pub code: String,
    /// Its own number: `0606`.
    pub owner: String,
    /// Name and address of the place, one a line.
    pub address: String,
    /// Telephone.
    pub phone: String,
    /// A new emblem, PNG.
    pub emblem: Option<Vec<u8>>,
}

/// Saves what the letters of an organisation begin with.
pub fn save(tx: &mut Tx<'_>, scope: &Scope, code: &str, head: &Head, by: &By) -> Result<(), Refused> {
    let (own, t) = (found(tx, scope, code)?, T(by.lang));
    let owner = thai::digits::to_arabic(&head.owner);
    if !head.code.is_empty() && !number::is_code(&head.code) {
        return Err(Refused::field("code", t.not_a_code()));
    }
    if !owner.is_empty() && !number::is_owner(&owner) {
        return Err(Refused::field("owner", t.not_an_owner()));
    }
    if head.emblem.as_ref().is_some_and(|bytes| !is_emblem(bytes, thai::date::bangkok_date(by.now))) {
        return Err(Refused::field("emblem", t.not_an_emblem()));
    }
    let kept = store::letterhead(tx, &own.id)?.emblem;
    let code = head.code.trim_end_matches('.').to_owned();
    let saved = Letterhead {
        code,
        owner,
        address: head.address.clone(),
        phone: head.phone.clone(),
        emblem: head.emblem.clone().or(kept),
    };
    store::save(tx, &own.id, &saved, &by.account, by.now)?;
    let detail = json!({"code": saved.code, "owner": saved.owner, "emblem": head.emblem.is_some()});
    Ok(record(tx, "letter.office_saved", ("organisation", &own.id), &own.id, by, detail)?)
}

/// True for a PNG that can be printed: one that the typesetter takes.
fn is_emblem(bytes: &[u8], day: Date) -> bool {
    if bytes.len() > EMBLEM_MOST || !bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        return false;
    }
    let mut meta = Meta::new("-", day);
    meta.emblem = Some(Emblem::Png(bytes.to_vec()));
    let mut page = Document::new("-", meta);
    page.options.opening = documents::report::Opening::Letterhead;
    page.paragraph("-");
    documents::pdf::render(&page).is_ok()
}

/// Adds a unit.
pub fn add_unit(tx: &mut Tx<'_>, scope: &Scope, code: &str, unit: [&str; 3], by: &By) -> Result<String, Refused> {
    let (own, t) = (found(tx, scope, code)?, T(by.lang));
    let [name, owner, phone] = unit;
    let owner = thai::digits::to_arabic(owner);
    if name.is_empty() {
        return Err(Refused::field("unit_name", t.name_needed()));
    }
    if !owner.is_empty() && !number::is_owner(&owner) {
        return Err(Refused::field("unit_owner", t.not_an_owner()));
    }
    let unit = Unit { id: String::new(), name: name.to_owned(), owner, phone: phone.to_owned() };
    let id = store::add_unit(tx, &own.id, &unit, by.now)?;
    record(tx, "letter.unit_added", ("letter_unit", &id), &own.id, by, json!({"name": name}))?;
    Ok(id)
}

/// Who is to be an officer.
#[derive(Clone, Debug, Default)]
pub struct NewOfficer {
    /// Personal name.
    pub name: String,
    /// Position, in full.
    pub position: String,
    /// Unit, if any.
    pub unit_id: Option<String>,
    /// Account with which the person signs in, if any.
    pub account_id: Option<String>,
}

/// Adds an officer.
pub fn add_officer(tx: &mut Tx<'_>, scope: &Scope, code: &str, new: &NewOfficer, by: &By) -> Result<String, Refused> {
    let (own, t) = (found(tx, scope, code)?, T(by.lang));
    if new.name.is_empty() {
        return Err(Refused::field("officer_name", t.name_needed()));
    }
    if new.position.is_empty() {
        return Err(Refused::field("position", t.position_needed()));
    }
    let (units, accounts) = (store::units(tx, &own.id)?, store::accounts(tx, &own.id)?);
    if new.unit_id.as_ref().is_some_and(|id| units.iter().all(|unit| unit.id != *id)) {
        return Err(Refused::field("unit", t.choose_again()));
    }
    if new.account_id.as_ref().is_some_and(|id| accounts.iter().all(|(known, _)| known != id)) {
        return Err(Refused::field("account", t.choose_again()));
    }
    let officer = Officer {
        unit_id: new.unit_id.clone(),
        name: new.name.clone(),
        position: new.position.clone(),
        account_id: new.account_id.clone(),
        ..Officer::default()
    };
    let id = store::add_officer(tx, &own.id, &officer, &by.account, by.now)?;
    let detail = json!({"name": new.name, "position": new.position, "account": new.account_id});
    record(tx, "letter.officer_added", ("letter_officer", &id), &own.id, by, detail)?;
    Ok(id)
}

/// An officer leaves the position; what was signed stays as it is.
pub fn leave(tx: &mut Tx<'_>, scope: &Scope, code: &str, officer: &str, by: &By) -> Result<(), Refused> {
    let own = found(tx, scope, code)?;
    if !store::leave(tx, &own.id, officer, thai::date::bangkok_date(by.now))? {
        return Err(Refused::NotFound);
    }
    Ok(record(tx, "letter.officer_left", ("letter_officer", officer), &own.id, by, json!({}))?)
}

/// A delegation as it is wanted.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// Which way.
    pub kind: Kind,
    /// Whose power.
    pub principal: String,
    /// Who acts.
    pub delegate: String,
    /// Number and day of the order.
    pub order: Option<(String, Date)>,
    /// First day.
    pub from: Date,
    /// Last day.
    pub until: Option<Date>,
    /// Why.
    pub reason: String,
}

/// Records a delegation.
pub fn delegate(tx: &mut Tx<'_>, scope: &Scope, code: &str, wanted: &Wanted, by: &By) -> Result<String, Refused> {
    let (own, t) = (found(tx, scope, code)?, T(by.lang));
    let officers = store::officers(tx, &own.id)?;
    let here = |id: &str| officers.iter().find(|officer| officer.id == id && !officer.has_left);
    // A position that nobody holds any more is acted for too.
    if officers.iter().all(|officer| officer.id != wanted.principal) {
        return Err(Refused::field("principal", t.choose_again()));
    }
    let Some(delegate) = here(&wanted.delegate) else { return Err(Refused::field("delegate", t.choose_again())) };
    if delegate.account_id.as_deref() == Some(by.account.as_str()) {
        return Err(Refused::field("delegate", t.fault_by_oneself()));
    }
    if wanted.kind == Kind::Acting && wanted.reason.is_empty() {
        return Err(Refused::field("reason", t.reason_away_needed()));
    }
    let one = Delegation {
        id: String::new(),
        kind: wanted.kind,
        principal: wanted.principal.clone(),
        delegate: wanted.delegate.clone(),
        order: wanted.order.clone(),
        from: wanted.from,
        until: wanted.until,
    };
    let others: Vec<Delegation> = store::delegations(tx, &own.id)?.into_iter().map(|given| given.delegation).collect();
    one.check(&others)?;
    let detail = json!({
        "kind": one.kind.code(), "principal": one.principal, "delegate": one.delegate, "from": one.from.to_string(),
        "until": one.until.map(|day| day.to_string()), "order": one.order.as_ref().map(|(number, _)| number),
    });
    let given = Given { delegation: one, reason: wanted.reason.clone() };
    let id = store::delegate(tx, &own.id, &given, &by.account, by.now)?;
    record(tx, "letter.delegated", ("letter_delegation", &id), &own.id, by, detail)?;
    Ok(id)
}

/// Ends a delegation today.
pub fn end(tx: &mut Tx<'_>, scope: &Scope, code: &str, id: &str, by: &By) -> Result<(), Refused> {
    let own = found(tx, scope, code)?;
    let today = thai::date::bangkok_date(by.now);
    if !store::end(tx, &own.id, id, today)? {
        return Err(Refused::NotFound);
    }
    Ok(record(tx, "letter.delegation_ended", ("letter_delegation", id), &own.id, by, json!({"on": today.to_string()}))?)
}
