//! A meeting is written down, its items are judged, and its memo is drafted: each in one transaction with its audit event.

use db::{Scope, Tx};
use jiff::civil::Date;
use serde_json::json;

use super::store::{self, Meeting};
use crate::{
    letter::{commands as letters, store::Written},
    office::{
        commands::{By, record},
        store as offices,
    },
    reach::Reach,
    refused::Refused,
    rules::{Form, screening},
    text::T,
};

/// Items that a meeting may have.
const MOST: usize = 500;

/// A meeting about to be written down.
#[derive(Clone, Debug)]
pub struct NewMeeting {
    /// Who met: คณะรัฐมนตรี.
    pub body: String,
    /// When.
    pub held_on: Date,
    /// What its items are about, in their order.
    pub items: Vec<String>,
}

/// Writes a meeting down and gives its id.
pub fn add(tx: &mut Tx<'_>, scope: &Scope, code: &str, new: &NewMeeting, by: &By) -> Result<String, Refused> {
    let (own, t) = (offices::own_one(tx, scope, code)?.ok_or(Refused::NotFound)?, T(by.lang));
    let mut errors = web::form::Errors::new();
    if new.body.is_empty() {
        errors.add("body", t.field_needed());
    }
    if new.items.is_empty() {
        errors.add("items", t.refused_no_item());
    }
    if new.items.len() > MOST {
        errors.add("items", t.too_long());
    }
    if new.held_on > thai::date::bangkok_date(by.now) {
        errors.add("held_on", t.refused_in_future());
    }
    if !errors.is_empty() {
        return Err(Refused::Fields(errors));
    }
    let id = store::insert(tx, &own.id, (&new.body, new.held_on), &new.items, &by.account, by.now)?;
    let detail = json!({"body": new.body, "held_on": new.held_on.to_string(), "items": new.items.len()});
    record(tx, "letter.meeting_added", ("letter_meeting", &id), &own.id, by, detail)?;
    Ok(id)
}

fn found(tx: &mut Tx<'_>, scope: &Scope, id: &str) -> Result<Meeting, Refused> {
    store::one(tx, id, scope)?.ok_or(Refused::NotFound)
}

/// What is said of one item: its number, whether it concerns the organisation, and why.
pub type Judgement = (u32, bool, String);

/// Judges items of a meeting; each needs a reason, either way. Judged the same again it stays as it is.
pub fn judge(tx: &mut Tx<'_>, scope: &Scope, id: &str, judgements: &[Judgement], by: &By) -> Result<usize, Refused> {
    let meeting = found(tx, scope, id)?;
    if meeting.letter_id.is_some() {
        return Err(Refused::State);
    }
    let items = store::items(tx, id)?;
    let mut errors = web::form::Errors::new();
    let mut judged = 0;
    for (number, relevant, reason) in judgements {
        let Some(kept) = items.iter().find(|kept| kept.item.number == *number) else {
            return Err(Refused::NotFound);
        };
        if reason.is_empty() {
            errors.add(format!("rows[{number}].reason"), T(by.lang).reason_needed(number));
            continue;
        }
        if kept.item.relevant == Some(*relevant) && kept.item.reason == *reason {
            continue;
        }
        store::judge(tx, &kept.id, (*relevant, reason), &by.account, by.now)?;
        judged += 1;
    }
    if !errors.is_empty() {
        return Err(Refused::Fields(errors));
    }
    if judged > 0 {
        let detail = json!({"items": judged});
        record(tx, "letter.screened", ("letter_meeting", id), &meeting.organisation_id, by, detail)?;
    }
    Ok(judged)
}

/// To whom the memo goes, and from which unit.
#[derive(Clone, Debug, Default)]
pub struct Addressed {
    /// To whom.
    pub addressee: String,
    /// Unit that screened.
    pub unit_id: Option<String>,
}

/// Drafts the memo of a meeting that is screened whole; gives the letter's id, the same when it was drafted before.
pub fn memo(tx: &mut Tx<'_>, reach: &Reach, id: &str, to: &Addressed, by: &By) -> Result<String, Refused> {
    let meeting = found(tx, reach.scope(), id)?;
    if let Some(letter) = meeting.letter_id {
        return Ok(letter);
    }
    let items: Vec<screening::Item> = store::items(tx, id)?.into_iter().map(|kept| kept.item).collect();
    let units = offices::units(tx, &meeting.organisation_id)?;
    let unit = units.iter().find(|unit| Some(&unit.id) == to.unit_id.as_ref()).map_or("", |unit| unit.name.as_str());
    // "กองแผนงาน กลุ่มติดตาม…" has looked as its division.
    let unit = unit.split_whitespace().next().unwrap_or(&meeting.name_th);
    let memo = screening::memo(&meeting.body, meeting.held_on, unit, &items).map_err(Refused::Screening)?;
    let written = Written {
        form: Form::Memo,
        unit_id: to.unit_id.clone(),
        addressee: to.addressee.clone(),
        subject: memo.subject,
        body: memo.body,
        ..Written::default()
    };
    let letter = letters::draft(tx, reach, &meeting.code, &written, by)?;
    store::turned(tx, id, &letter)?;
    let detail = json!({"letter": letter});
    record(tx, "letter.memo_drafted", ("letter_meeting", id), &meeting.organisation_id, by, detail)?;
    Ok(letter)
}
