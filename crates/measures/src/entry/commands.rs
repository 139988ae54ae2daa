//! Adding, saving and withdrawing entries: each loads, judges, writes the entry, its revision and the audit event in one
//! transaction. A save names the revision that it began from; nobody overwrites another in silence.

use db::{Scope, Tx, audit, params};
use jiff::Timestamp;
use serde_json::json;
use web::{Lang, form::Errors};

use super::{Draft, Entry, Owner, reach::Reach, store};
use crate::{
    ledger::{Ledger, Shape},
    text::T,
};

/// Why a command was refused.
#[derive(Debug)]
pub enum Refused {
    /// There is no such entry within reach.
    NotFound,
    /// The register has no open organisation of this code; in this field.
    UnknownBody(&'static str, String),
    /// The organisation is not one for which this person writes.
    NotYours,
    /// The same entry is there already; its id.
    Known(String),
    /// Somebody else saved in between; the revision now.
    Changed(i64),
    /// It is withdrawn, or is not.
    Withdrawn,
    /// Without a reason.
    NoReason,
    /// The database refused; a defect or an outage.
    Database(db::Error),
}

impl From<db::Error> for Refused {
    fn from(problem: db::Error) -> Self {
        Refused::Database(problem)
    }
}

impl Refused {
    /// Which field of a form it is about.
    pub const fn field(&self) -> &'static str {
        match self {
            Refused::UnknownBody(field, _) => field,
            Refused::NotYours => "organisation",
            Refused::Known(_) => "title",
            Refused::NoReason => "reason",
            _ => "act",
        }
    }

    /// The reason in words.
    pub fn words(&self, lang: Lang) -> String {
        let t = T(lang);
        match self {
            Refused::UnknownBody(_, code) => t.unknown_organisation(code),
            Refused::NotYours => t.not_yours().into(),
            Refused::Known(_) => t.known_already().into(),
            Refused::Withdrawn => t.withdrawn_already().into(),
            Refused::NoReason => t.reason_needed().into(),
            Refused::NotFound | Refused::Changed(_) | Refused::Database(_) => String::new(),
        }
    }

    /// The answer to a program, and to a person where no form can show it.
    pub fn problem(self, lang: Lang) -> web::Problem {
        use web::Problem;
        match self {
            Refused::NotFound => Problem::NotFound,
            Refused::Database(problem) => problem.into(),
            Refused::Changed(revision) => Problem::Changed(web::conditional::tag(revision)),
            Refused::Known(_) | Refused::Withdrawn => Problem::Conflict(self.words(lang)),
            other => {
                let mut errors = Errors::new();
                errors.add(other.field(), other.words(lang));
                Problem::Invalid(errors)
            }
        }
    }
}

/// Codes of organisations that own fields name must be in the register.
fn bodies(tx: &mut Tx<'_>, ledger: &'static Ledger, draft: &Draft) -> Result<(), Refused> {
    for field in ledger.fields.iter().filter(|field| field.shape == Shape::Body) {
        let code = draft.value(field.name);
        if !code.is_empty() && store::organisation(tx, code)?.is_none() {
            return Err(Refused::UnknownBody(field.name, code.to_owned()));
        }
    }
    Ok(())
}

/// The organisation of a draft, when this person writes for it.
pub(crate) fn owner(tx: &mut Tx<'_>, code: &str, write: &Scope) -> Result<Owner, Refused> {
    let found = store::organisation(tx, code)?;
    let owner = found.ok_or_else(|| Refused::UnknownBody("organisation", code.to_owned()))?;
    if write.reaches(&owner.path) { Ok(owner) } else { Err(Refused::NotYours) }
}

/// Adds an entry and gives its id.
///
/// # Errors
/// [`Refused`]; nothing is written then.
pub fn add(
    tx: &mut Tx<'_>,
    ledger: &'static Ledger,
    draft: &Draft,
    write: &Scope,
    (by, now): (&str, Timestamp),
) -> Result<String, Refused> {
    let owner = owner(tx, &draft.organisation, write)?;
    bodies(tx, ledger, draft)?;
    if let Some(known) = store::same(tx, ledger, &owner.id, draft)? {
        return Err(Refused::Known(known));
    }
    let id = db::new_id();
    tx.execute(
        "INSERT INTO measure_entry (id, ledger, organisation_id, fiscal_year, title, kind, state, classification, n, d, \
         document, title_folded, sort_key, search_text, revision, saved_at, saved_by) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 1, $15, $16)",
        params![
            &id,
            ledger.code,
            &owner.id,
            draft.fiscal_year,
            &draft.title,
            &draft.kind,
            &draft.state,
            &draft.classification,
            draft.n,
            draft.d,
            document(draft),
            thai::normalise::fold(&draft.title),
            thai::collate::sort_key(&draft.title),
            searched(ledger, draft),
            now,
            by
        ],
    )?;
    revise(tx, (&id, 1), draft, "", (by, now))?;
    let detail = json!({"ledger": ledger.code, "title": draft.title, "fiscal_year": draft.fiscal_year});
    record(tx, "measure.added", (&id, &owner.id), (by, now), detail)?;
    Ok(id)
}

/// Whose entries a person sees and writes.
pub(crate) struct May<'a> {
    pub see: &'a Reach,
    pub write: &'a Scope,
}

/// An entry that this person may change.
pub(crate) fn own(tx: &mut Tx<'_>, ledger: &'static Ledger, id: &str, may: &May<'_>) -> Result<Entry, Refused> {
    let entry = store::find(tx, ledger, id, may.see)?.ok_or(Refused::NotFound)?;
    if may.write.reaches(&entry.owner.path) { Ok(entry) } else { Err(Refused::NotFound) }
}

/// Saves an entry as its next revision, and gives that; what is as before is not written again. `began` is the revision
/// that the person saw; whose entry it is never changes.
pub(crate) fn save(
    tx: &mut Tx<'_>,
    ledger: &'static Ledger,
    (id, began): (&str, i64),
    (draft, reason): (&Draft, &str),
    may: &May<'_>,
    (by, now): (&str, Timestamp),
) -> Result<i64, Refused> {
    let entry = own(tx, ledger, id, may)?;
    if entry.withdrawn.is_some() {
        return Err(Refused::Withdrawn);
    }
    if entry.revision != began {
        return Err(Refused::Changed(entry.revision));
    }
    let draft = Draft { organisation: entry.owner.code.clone(), ..draft.clone() };
    if draft == entry.draft {
        return Ok(entry.revision);
    }
    bodies(tx, ledger, &draft)?;
    if let Some(known) = store::same(tx, ledger, &entry.owner.id, &draft)?.filter(|known| known != id) {
        return Err(Refused::Known(known));
    }
    let revision = entry.revision + 1;
    tx.execute(
        "UPDATE measure_entry SET fiscal_year = $2, title = $3, kind = $4, state = $5, classification = $6, n = $7, d = $8, \
         document = $9, title_folded = $10, sort_key = $11, search_text = $12, revision = $13, saved_at = $14, saved_by = $15 \
         WHERE id = $1",
        params![
            id,
            draft.fiscal_year,
            &draft.title,
            &draft.kind,
            &draft.state,
            &draft.classification,
            draft.n,
            draft.d,
            document(&draft),
            thai::normalise::fold(&draft.title),
            thai::collate::sort_key(&draft.title),
            searched(ledger, &draft),
            revision,
            now,
            by
        ],
    )?;
    revise(tx, (id, revision), &draft, reason, (by, now))?;
    let detail = json!({"ledger": ledger.code, "title": draft.title, "revision": revision, "reason": reason});
    record(tx, "measure.changed", (id, &entry.owner.id), (by, now), detail)?;
    Ok(revision)
}

/// Withdraws an entry that should not be there, or puts it back; a reason is needed either way.
pub(crate) fn withdraw(
    tx: &mut Tx<'_>,
    ledger: &'static Ledger,
    (id, back): (&str, bool),
    reason: &str,
    may: &May<'_>,
    (by, now): (&str, Timestamp),
) -> Result<(), Refused> {
    let entry = own(tx, ledger, id, may)?;
    if entry.withdrawn.is_some() != back {
        return Err(Refused::Withdrawn);
    }
    if reason.is_empty() {
        return Err(Refused::NoReason);
    }
    let action = if back {
        if let Some(known) = store::same(tx, ledger, &entry.owner.id, &entry.draft)? {
            return Err(Refused::Known(known));
        }
        tx.execute("DELETE FROM measure_withdrawal WHERE entry_id = $1", params![id])?;
        "measure.put_back"
    } else {
        let sql = "INSERT INTO measure_withdrawal (entry_id, reason, made_at, made_by) VALUES ($1, $2, $3, $4)";
        tx.execute(sql, params![id, reason, now, by])?;
        "measure.withdrawn"
    };
    let detail = json!({"ledger": ledger.code, "title": entry.draft.title, "reason": reason});
    Ok(record(tx, action, (id, &entry.owner.id), (by, now), detail)?)
}

/// Writes down that somebody saw whom to ask.
pub(crate) fn revealed(
    tx: &mut Tx<'_>,
    ledger: &'static Ledger,
    entry: &Entry,
    (by, now): (&str, Timestamp),
) -> db::Result<()> {
    let detail = json!({"ledger": ledger.code});
    record(tx, "measure.personal_data_seen", (&entry.id, &entry.owner.id), (by, now), detail)
}

fn document(draft: &Draft) -> String {
    json!(draft.values).to_string()
}

/// What a search goes through: title and own texts, nothing personal.
fn searched(ledger: &Ledger, draft: &Draft) -> String {
    let own = ledger.fields.iter().filter(|field| !field.personal && matches!(field.shape, Shape::Line | Shape::Text));
    let texts = own.map(|field| draft.value(field.name)).filter(|text| !text.is_empty());
    thai::normalise::fold(&std::iter::once(draft.title.as_str()).chain(texts).collect::<Vec<_>>().join(" "))
}

fn revise(
    tx: &mut Tx<'_>,
    (id, revision): (&str, i64),
    draft: &Draft,
    reason: &str,
    (by, now): (&str, Timestamp),
) -> db::Result<()> {
    tx.execute(
        "INSERT INTO measure_revision (entry_id, revision, made_at, made_by, reason, fiscal_year, title, kind, state, \
         classification, n, d, document) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        params![
            id,
            revision,
            now,
            by,
            reason,
            draft.fiscal_year,
            &draft.title,
            &draft.kind,
            &draft.state,
            &draft.classification,
            draft.n,
            draft.d,
            document(draft)
        ],
    )?;
    Ok(())
}

/// The audit event of an act on an entry, in the chain of its organisation.
pub(crate) fn record(
    tx: &mut Tx<'_>,
    action: &str,
    (id, organisation): (&str, &str),
    (by, at): (&str, Timestamp),
    detail: serde_json::Value,
) -> db::Result<()> {
    let event = audit::Event {
        at,
        actor: by,
        action,
        subject_kind: "measure",
        subject_id: id,
        organisation_id: Some(organisation),
        detail,
    };
    audit::append(tx, &event)
}
