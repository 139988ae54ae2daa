//! Statements over the audit trail. Pages go on from the last event shown, because the trail is too long to count.

use db::{Result, Scope, Tx, Value};
use jiff::Timestamp;

/// Which events a list shows.
#[derive(Clone, Debug, Default)]
pub struct Filters {
    /// Id of an organisation's chain, or the nation's.
    pub chain: Option<String>,
    /// Id of an account, or `system` and `command line`.
    pub actor: Option<String>,
    /// First letters of an action.
    pub action: String,
    /// From this instant on.
    pub from: Option<Timestamp>,
    /// Before this instant.
    pub until: Option<Timestamp>,
    /// Older than this event.
    pub before: Option<Place>,
}

/// The place of an event in the order of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// When, as stored.
    pub at: String,
    /// Which chain.
    pub chain: String,
    /// Which event of the chain.
    pub seq: i64,
}

impl Place {
    /// As it stands in an address.
    pub fn written(&self) -> String {
        format!("{}~{}~{}", self.at, self.chain, self.seq)
    }

    /// Of an address.
    pub fn read(text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, '~');
        let (at, chain, seq) = (parts.next()?, parts.next()?, parts.next()?);
        db::instant(at).ok()?;
        Some(Place { at: at.to_owned(), chain: chain.to_owned(), seq: seq.parse().ok()? })
    }
}

/// An event.
#[derive(Clone, Debug)]
pub struct Event {
    /// Its place.
    pub place: Place,
    /// Who: a name where it is an account.
    pub actor: String,
    /// Sign-in name of the account.
    pub login: Option<String>,
    /// What.
    pub action: String,
    /// Kind of what it was done to.
    pub subject_kind: String,
    /// Id of what it was done to.
    pub subject_id: String,
    /// What else the event says, as JSON.
    pub detail: String,
    /// Code, Thai and English name of the organisation.
    pub organisation: Option<(String, String, String)>,
    /// Its hash, in which the event before it is contained.
    pub hash: String,
}

/// Events in a scope, the newest first. What concerns no organisation is only for those who reach the nation.
pub fn events(tx: &mut Tx<'_>, scope: &Scope, filters: &Filters, most: u64) -> Result<Vec<Event>> {
    let mut params: Vec<Value> = Vec::new();
    let mut conditions = vec![scope.condition("o.path", &mut params)];
    let mut add = |value: Value, condition: &dyn Fn(usize) -> String| {
        params.push(value);
        conditions.push(condition(params.len()));
    };
    if let Some(chain) = &filters.chain {
        add(chain.into(), &|n| format!("e.chain = ${n}"));
    }
    if let Some(actor) = &filters.actor {
        add(actor.into(), &|n| format!("e.actor = ${n}"));
    }
    if !filters.action.is_empty() {
        let pattern = db::dialect::anywhere(&filters.action);
        add(pattern.trim_start_matches('%').into(), &|n| format!("e.action LIKE ${n} ESCAPE '\\'"));
    }
    if let Some(from) = filters.from {
        add(from.into(), &|n| format!("e.at >= ${n}"));
    }
    if let Some(until) = filters.until {
        add(until.into(), &|n| format!("e.at < ${n}"));
    }
    if let Some(before) = &filters.before {
        let n = params.len();
        params.extend([Value::from(&before.at), Value::from(&before.chain), Value::from(before.seq)]);
        conditions.push(format!("(e.at, e.chain, e.seq) < (${}, ${}, ${})", n + 1, n + 2, n + 3));
    }
    params.push(Value::from(most));
    let sql = format!(
        "SELECT e.at, e.chain, e.seq, coalesce(a.name, e.actor), a.login, e.action, e.subject_kind, e.subject_id, \
         e.detail, o.code, o.name_th, o.name_en, e.hash FROM audit_event e LEFT JOIN account a ON a.id = e.actor \
         LEFT JOIN organisation o ON o.id = e.chain WHERE {} ORDER BY e.at DESC, e.chain DESC, e.seq DESC LIMIT ${}",
        conditions.join(" AND "),
        params.len()
    );
    tx.rows(&sql, &params, |row| {
        let names = row.get::<Option<String>>(9)?.zip(row.get::<Option<String>>(10)?);
        let name_en = row.get::<Option<String>>(11)?.unwrap_or_default();
        Ok(Event {
            place: Place { at: row.get(0)?, chain: row.get(1)?, seq: row.get(2)? },
            actor: row.get(3)?,
            login: row.get(4)?,
            action: row.get(5)?,
            subject_kind: row.get(6)?,
            subject_id: row.get(7)?,
            detail: row.get(8)?,
            organisation: names.map(|(code, th)| (code, th, name_en)),
            hash: row.get(12)?,
        })
    })
}

/// Chains and events in all, as the heads of the chains have them: (chains, events).
pub fn extent(tx: &mut Tx<'_>) -> Result<(i64, i64)> {
    let sql = "SELECT count(*), CAST(coalesce(sum(seq), 0) AS BIGINT) FROM audit_head";
    tx.row(sql, &[], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// The head of one chain: how many events it has, and the hash of the last.
pub fn head(tx: &mut Tx<'_>, chain: &str) -> Result<Option<(i64, String)>> {
    let sql = "SELECT seq, hash FROM audit_head WHERE chain = $1";
    tx.row_opt(sql, db::params![chain], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// Id of the organisation with this register code, when it is in scope.
pub fn organisation(tx: &mut Tx<'_>, scope: &Scope, code: &str) -> Result<Option<String>> {
    let mut params = vec![Value::from(code)];
    let reached = scope.condition("o.path", &mut params);
    tx.row_opt(&format!("SELECT o.id FROM organisation o WHERE o.code = $1 AND {reached}"), &params, |row| row.get(0))
}

/// Id of the account with this sign-in name.
pub fn account(tx: &mut Tx<'_>, login: &str) -> Result<Option<String>> {
    let sql = "SELECT id FROM account WHERE login = $1";
    tx.row_opt(sql, db::params![thai::normalise::fold(login)], |row| row.get(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_reads_back_as_it_was_written_and_nothing_else_is_one() {
        let place = Place { at: "2020-08-18T03:05:00.000Z".into(), chain: "nation".into(), seq: 7 };
        assert_eq!(Place::read(&place.written()), Some(place));
        for wrong in ["", "x", "yesterday~nation~7", "2020-08-18T03:05:00.000Z~nation~x"] {
            assert_eq!(Place::read(wrong), None, "{wrong}");
        }
    }
}
