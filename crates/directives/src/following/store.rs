//! All statements about events of recommendations, addressees and evidence.

use std::collections::{BTreeMap, HashMap};

use continuity::Share;
use db::{Result, Row, Scope, Tx, Value, params};
use directive::follow::{Assignment, Event, Report, What};
use jiff::{Timestamp, civil::Date};

use crate::paper::{
    items::{Recommendation, listed},
    store::{day, moment},
};

/// The code under which whoever follows for the nation acts.
pub(crate) const NATION: &str = "nation";
/// Ids in one statement.
const AT_ONCE: usize = 400;

/// An event as it was written.
#[derive(Clone, Debug)]
pub(crate) struct Recorded {
    pub id: String,
    pub recommendation_id: String,
    pub at: Timestamp,
    pub what: String,
    pub by_code: String,
    pub organisation_id: Option<String>,
    pub reason: String,
    pub text: String,
    pub counted: Option<Share>,
    pub evidence: u32,
    pub due_on: Option<Date>,
    pub register_on: Option<Date>,
    pub recorded_by: String,
    /// Of the organisation that acted: path and names; empty for the nation.
    pub path: String,
    pub name_th: String,
    pub name_en: String,
}

fn recorded(row: &Row<'_>) -> Result<Recorded> {
    let (n, d): (Option<u64>, Option<u64>) = (row.get(8)?, row.get(9)?);
    Ok(Recorded {
        id: row.get(0)?,
        recommendation_id: row.get(1)?,
        at: db::instant(&row.get::<String>(2)?)?,
        what: row.get(3)?,
        by_code: row.get(4)?,
        organisation_id: row.get(5)?,
        reason: row.get(6)?,
        text: row.get(7)?,
        counted: n.zip(d).map(|(n, d)| Share::new(n, d)),
        evidence: row.get::<u64>(10)?.try_into().unwrap_or(u32::MAX),
        due_on: day(row, 11)?,
        register_on: day(row, 12)?,
        recorded_by: row.get(13)?,
        path: row.get(14)?,
        name_th: row.get(15)?,
        name_en: row.get(16)?,
    })
}

/// Who an assignment addresses.
#[derive(Clone, Debug)]
pub(crate) struct Addressee {
    pub event_id: String,
    pub organisation_id: String,
    pub code: String,
    /// `lead` or `with`.
    pub part: String,
    pub path: String,
    pub name_th: String,
    pub name_en: String,
}

/// What happened to some recommendations, with who was addressed.
#[derive(Default)]
pub(crate) struct Histories {
    pub events: HashMap<String, Vec<Recorded>>,
    pub addressees: HashMap<String, Vec<Addressee>>,
    confirmed: HashMap<String, Timestamp>,
}

/// Everything that happened to these recommendations.
pub(crate) fn histories(tx: &mut Tx<'_>, items: &[Recommendation]) -> Result<Histories> {
    let mut all = Histories::default();
    let ids: Vec<String> = items.iter().map(|item| item.id.clone()).collect();
    for some in ids.chunks(AT_ONCE) {
        for event in events(tx, some)? {
            all.events.entry(event.recommendation_id.clone()).or_default().push(event);
        }
        for addressee in addressees(tx, some)? {
            all.addressees.entry(addressee.event_id.clone()).or_default().push(addressee);
        }
    }
    let confirmed = confirmed(tx, items)?;
    for item in items.iter().filter(|item| item.decision == "accepted") {
        if let Some(at) = confirmed.get(&item.directive_id) {
            all.confirmed.insert(item.id.clone(), *at);
        }
    }
    Ok(all)
}

fn confirmed(tx: &mut Tx<'_>, items: &[Recommendation]) -> Result<BTreeMap<String, Timestamp>> {
    let mut papers: Vec<String> = items.iter().map(|item| item.directive_id.clone()).collect();
    papers.sort_unstable();
    papers.dedup();
    let mut found = BTreeMap::new();
    for some in papers.chunks(AT_ONCE) {
        let mut values = Vec::new();
        let marks = listed(some, &mut values);
        let sql = format!("SELECT id, confirmed_at FROM directive WHERE id IN ({marks})");
        for (id, at) in tx.rows(&sql, &values, |row| Ok((row.get::<String>(0)?, moment(row, 1)?)))? {
            found.extend(at.map(|at| (id, at)));
        }
    }
    Ok(found)
}

fn events(tx: &mut Tx<'_>, ids: &[String]) -> Result<Vec<Recorded>> {
    let mut values = Vec::new();
    let marks = listed(ids, &mut values);
    let sql = format!(
        "SELECT e.id, e.recommendation_id, e.at, e.what, e.by_code, e.organisation_id, e.reason, e.text, e.n, e.d, \
         e.evidence, e.due_on, e.register_on, coalesce(a.name, e.recorded_by), coalesce(o.path, ''), \
         coalesce(o.name_th, ''), coalesce(o.name_en, '') FROM directive_event e \
         LEFT JOIN organisation o ON o.id = e.organisation_id LEFT JOIN account a ON a.id = e.recorded_by \
         WHERE e.recommendation_id IN ({marks}) ORDER BY e.at, e.id"
    );
    tx.rows(&sql, &values, recorded)
}

fn addressees(tx: &mut Tx<'_>, ids: &[String]) -> Result<Vec<Addressee>> {
    let mut values = Vec::new();
    let marks = listed(ids, &mut values);
    let sql = format!(
        "SELECT d.event_id, d.organisation_id, d.code, d.part, o.path, o.name_th, o.name_en FROM directive_addressee d \
         JOIN directive_event e ON e.id = d.event_id JOIN organisation o ON o.id = d.organisation_id \
         WHERE e.recommendation_id IN ({marks}) ORDER BY o.sort_key, o.id"
    );
    tx.rows(&sql, &values, |row| {
        Ok(Addressee {
            event_id: row.get(0)?,
            organisation_id: row.get(1)?,
            code: row.get(2)?,
            part: row.get(3)?,
            path: row.get(4)?,
            name_th: row.get(5)?,
            name_en: row.get(6)?,
        })
    })
}

impl Histories {
    /// The history of one recommendation as the rules take it.
    pub(crate) fn of(&self, id: &str) -> Vec<Event> {
        let Some(at) = self.confirmed.get(id) else { return Vec::new() };
        let confirmed = Event { at: *at, by: NATION.to_owned(), what: What::Confirmed };
        let later = self.events.get(id).into_iter().flatten().filter_map(|event| self.event(event));
        std::iter::once(confirmed).chain(later).collect()
    }

    fn event(&self, event: &Recorded) -> Option<Event> {
        let reason = || event.reason.clone();
        let report = || Report { counted: event.counted, evidence: event.evidence };
        let what = match event.what.as_str() {
            "assigned" => What::Assigned(self.assignment(event)),
            "agreed" => What::Agreed,
            "declined" => What::Declined { reason: reason() },
            "progress" => What::Progress(report()),
            "done" => What::Done(report()),
            "sent_back" => What::SentBack { reason: reason() },
            "closed" => What::Closed { reason: reason() },
            "reopened" => What::Reopened { reason: reason() },
            _ => return None,
        };
        Some(Event { at: event.at, by: event.by_code.clone(), what })
    }

    fn assignment(&self, event: &Recorded) -> Assignment {
        let told = self.addressees.get(&event.id);
        let of = |part: &str| {
            let codes = told.into_iter().flatten().filter(|told| told.part == part);
            codes.map(|told| told.code.clone()).collect()
        };
        Assignment { lead: of("lead"), with: of("with"), due: event.due_on }
    }

    /// Who is addressed at an instant: the addressees of the newest assignment by then.
    pub(crate) fn told(&self, id: &str, at: Timestamp) -> &[Addressee] {
        let assigned = self.events.get(id).into_iter().flatten().rfind(|e| e.what == "assigned" && e.at <= at);
        assigned.and_then(|event| self.addressees.get(&event.id)).map_or(&[], Vec::as_slice)
    }

    /// How often to report at an instant: the newest setting by then, else what the paper says.
    pub(crate) fn cadence(&self, item: &Recommendation, at: Timestamp) -> String {
        let set = self.events.get(&item.id).into_iter().flatten().rfind(|e| e.what == "cadence" && e.at <= at);
        set.map_or_else(|| item.cadence.clone(), |event| event.text.clone())
    }
}

/// An event about to be written.
#[derive(Clone, Debug, Default)]
pub(crate) struct New<'a> {
    pub what: &'a str,
    pub by_code: &'a str,
    pub organisation_id: Option<&'a str>,
    pub reason: &'a str,
    pub text: &'a str,
    pub counted: Option<Share>,
    pub evidence: usize,
    pub due_on: Option<Date>,
    pub rules: String,
    pub register_on: Option<Date>,
}

/// Writes an event and gives its id.
pub(crate) fn add(tx: &mut Tx<'_>, recommendation: &str, new: &New<'_>, by: &str, at: Timestamp) -> Result<String> {
    let id = db::new_id();
    tx.execute(
        "INSERT INTO directive_event (id, recommendation_id, at, what, by_code, organisation_id, reason, text, n, d, \
         evidence, due_on, rules, register_on, recorded_by) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
        params![
            &id,
            recommendation,
            at,
            new.what,
            new.by_code,
            new.organisation_id,
            new.reason,
            new.text,
            new.counted.map(|share| share.n),
            new.counted.map(|share| share.d),
            new.evidence,
            new.due_on,
            new.rules.as_str(),
            new.register_on,
            by
        ],
    )?;
    Ok(id)
}

/// Writes whom an assignment addresses.
pub(crate) fn address(
    tx: &mut Tx<'_>,
    recommendation: &str,
    event: &str,
    told: &[(String, String, &str)],
) -> Result<()> {
    for (organisation, code, part) in told {
        tx.execute(
            "INSERT INTO directive_addressee (event_id, organisation_id, code, part) VALUES ($1, $2, $3, $4)",
            params![event, organisation, code, *part],
        )?;
    }
    let sql = "UPDATE directive_recommendation SET assigned_event = $2 WHERE id = $1";
    tx.execute(sql, params![recommendation, event])?;
    Ok(())
}

/// One piece of evidence.
#[derive(Clone, Debug)]
pub(crate) struct Evidence {
    pub id: String,
    pub event_id: String,
    /// `text`, `link` or `file`.
    pub kind: String,
    pub text: String,
    pub filename: String,
}

/// A piece of evidence about to be kept.
#[derive(Clone, Debug)]
pub struct NewEvidence {
    /// `text`, `link` or `file`.
    pub kind: &'static str,
    /// The words, or the address.
    pub text: String,
    /// Name of the file, never used as a path.
    pub filename: String,
    /// The file's bytes.
    pub content: Option<Vec<u8>>,
}

/// Keeps evidence.
pub(crate) fn keep(tx: &mut Tx<'_>, event: &str, evidence: &[NewEvidence]) -> Result<()> {
    for piece in evidence {
        tx.execute(
            "INSERT INTO directive_evidence (id, event_id, kind, text, filename, content) VALUES ($1, $2, $3, $4, $5, $6)",
            params![db::new_id(), event, piece.kind, &piece.text, &piece.filename, piece.content.clone()],
        )?;
    }
    Ok(())
}

/// The evidence of a recommendation's reports, without the files' bytes.
pub(crate) fn evidence(tx: &mut Tx<'_>, recommendation: &str) -> Result<Vec<Evidence>> {
    let sql = "SELECT v.id, v.event_id, v.kind, v.text, v.filename FROM directive_evidence v \
               JOIN directive_event e ON e.id = v.event_id WHERE e.recommendation_id = $1 ORDER BY v.id";
    tx.rows(sql, params![recommendation], |row| {
        Ok(Evidence {
            id: row.get(0)?,
            event_id: row.get(1)?,
            kind: row.get(2)?,
            text: row.get(3)?,
            filename: row.get(4)?,
        })
    })
}

/// A file of evidence whose organisation is within reach.
pub(crate) fn file(tx: &mut Tx<'_>, id: &str, scope: &Scope) -> Result<Option<(String, Vec<u8>)>> {
    let mut values = vec![Value::from(id)];
    let reached = scope.condition("o.path", &mut values);
    let sql = format!(
        "SELECT v.filename, v.content FROM directive_evidence v JOIN directive_event e ON e.id = v.event_id \
         JOIN organisation o ON o.id = e.organisation_id WHERE v.id = $1 AND v.kind = 'file' AND {reached}"
    );
    tx.row_opt(&sql, &values, |row| Ok((row.get(0)?, row.get(1)?)))
}

/// Ids of recommendations that address, now, an organisation within reach.
pub(crate) fn addressed(tx: &mut Tx<'_>, scope: &Scope, most: usize) -> Result<Vec<String>> {
    let mut values = Vec::new();
    let reached = scope.condition("o.path", &mut values);
    values.push(most.into());
    let sql = format!(
        "SELECT DISTINCT r.id FROM directive_recommendation r JOIN directive_addressee d ON d.event_id = r.assigned_event \
         JOIN organisation o ON o.id = d.organisation_id WHERE {reached} ORDER BY r.id DESC LIMIT ${}",
        values.len()
    );
    tx.rows(&sql, &values, |row| row.get(0))
}
