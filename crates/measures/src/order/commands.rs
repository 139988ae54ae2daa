//! Recording an order: the province for which one writes, the rules over all of its orders, the order with its effects and
//! hash, and the audit event, in one transaction. Nothing here changes an order that is there.

use db::{Scope, Tx, audit};
use jiff::{Timestamp, civil::Date};
use serde_json::json;
use sha2::{Digest, Sha256};

use super::{
    rule::{Effect, Order, Refusal, faults},
    store,
};

/// Kinds of order.
pub const KINDS: [&str; 3] = ["order", "announcement", "measure"];

/// An order about to be recorded.
#[derive(Clone, Debug)]
pub struct New {
    /// Code of the province's organisation.
    pub province: String,
    /// One of [`KINDS`].
    pub kind: String,
    /// As printed.
    pub number: String,
    /// What it is about.
    pub title: String,
    /// The law on which it rests.
    pub basis: String,
    /// Its words.
    pub text: String,
    /// Day of issue.
    pub issued: Date,
    /// First day in force.
    pub from: Date,
    /// Last day in force.
    pub to: Option<Date>,
    /// What it does to earlier ones, by their ids.
    pub effects: Vec<Effect>,
}

/// Why an order was not recorded.
#[derive(Debug)]
pub enum Stop {
    /// There is no such province, or it is not the person's.
    NotYours,
    /// The rules do not allow it; everything that is wrong.
    Rules(Vec<Refusal>),
    /// The database refused; a defect or an outage.
    Database(db::Error),
}

impl From<db::Error> for Stop {
    fn from(problem: db::Error) -> Self {
        Stop::Database(problem)
    }
}

/// Records an order and gives its id.
///
/// # Errors
/// [`Stop`]; nothing is written then.
pub fn record(tx: &mut Tx<'_>, new: &New, scope: &Scope, (by, now): (&str, Timestamp)) -> Result<String, Stop> {
    let area = store::province(tx, &new.province)?.filter(|area| scope.reaches(&area.path)).ok_or(Stop::NotYours)?;
    let known: Vec<Order> = store::all(tx, Some(&area.id))?.into_iter().map(|kept| kept.order).collect();
    let order = Order {
        id: db::new_id(),
        area: area.id.clone(),
        kind: new.kind.clone(),
        number: new.number.clone(),
        issued: new.issued,
        from: new.from,
        to: new.to,
        effects: new.effects.clone(),
    };
    let texts = [("number", &new.number), ("title", &new.title), ("basis", &new.basis), ("text", &new.text)];
    let blank: Vec<&'static str> =
        texts.iter().filter(|(_, text)| text.trim().is_empty()).map(|(name, _)| *name).collect();
    let wrong = faults(&order, &known, &blank, thai::date::bangkok_date(now));
    if !wrong.is_empty() {
        return Err(Stop::Rules(wrong));
    }
    let hash = hash(&area.code, new);
    let kept = store::Insert {
        order: &order,
        title: &new.title,
        basis: &new.basis,
        text: &new.text,
        hash: &hash,
        by,
        at: now,
    };
    store::insert(tx, &kept)?;
    let event = audit::Event {
        at: now,
        actor: by,
        action: "area_order.recorded",
        subject_kind: "area_order",
        subject_id: &order.id,
        organisation_id: Some(&area.id),
        detail: json!({"number": new.number, "title": new.title, "hash": hash}),
    };
    audit::append(tx, &event)?;
    Ok(order.id)
}

/// SHA-256 of everything that stands in an order; each part is preceded by its length.
pub(crate) fn hash(province: &str, new: &New) -> String {
    let mut hasher = Sha256::new();
    let mut part = |text: &str| {
        hasher.update((text.len() as u64).to_be_bytes());
        hasher.update(text);
    };
    for text in [province, &new.kind, &new.number, &new.title, &new.basis, &new.text] {
        part(text);
    }
    for day in [Some(new.issued), Some(new.from), new.to] {
        part(&day.map(|day| day.to_string()).unwrap_or_default());
    }
    for effect in &new.effects {
        for text in [effect.target.as_str(), effect.what.code(), &effect.clauses] {
            part(text);
        }
    }
    hex::encode(hasher.finalize())
}
