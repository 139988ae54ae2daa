//! The audit chain: who did what to what, written in the transaction of the change and never altered.
//!
//! One chain for each organisation, and one for the nation, so that no two organisations wait for each other; each
//! event carries the hash of the one before it, and the head of each chain says how long it must be.

use jiff::Timestamp;
use sha2::{Digest, Sha256};

use crate::{Error, Result, Tx, params, stamp};

/// The chain for what belongs to no organisation.
pub const NATION: &str = "nation";

/// Something that was done.
#[derive(Clone, Debug)]
pub struct Event<'a> {
    /// When.
    pub at: Timestamp,
    /// Who: an account's id, or `system` and `command line`.
    pub actor: &'a str,
    /// What, as a verb: `plan.submitted`.
    pub action: &'a str,
    /// Kind of what it was done to: `plan`.
    pub subject_kind: &'a str,
    /// Id of what it was done to.
    pub subject_id: &'a str,
    /// Id of the organisation it concerns; `None` for the nation.
    pub organisation_id: Option<&'a str>,
    /// What a reader of the trail needs to know beside, as JSON; no secrets.
    pub detail: serde_json::Value,
}

/// Appends an event to its chain.
pub fn append(tx: &mut Tx<'_>, event: &Event<'_>) -> Result<()> {
    let chain = event.organisation_id.unwrap_or(NATION);
    let head = tx.row_opt("SELECT seq, hash FROM audit_head WHERE chain = $1", params![chain], |row| {
        Ok((row.get::<i64>(0)?, row.get::<String>(1)?))
    })?;
    let (last, previous) = head.unwrap_or((0, String::new()));
    let (seq, at, detail) = (last + 1, stamp(event.at), event.detail.to_string());
    let hash = link(&[
        chain,
        &seq.to_string(),
        &previous,
        &at,
        event.actor,
        event.action,
        event.subject_kind,
        event.subject_id,
        &detail,
    ]);
    tx.execute(
        "INSERT INTO audit_event (chain, seq, at, actor, action, subject_kind, subject_id, detail, previous, hash) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        params![
            chain,
            seq,
            &at,
            event.actor,
            event.action,
            event.subject_kind,
            event.subject_id,
            &detail,
            previous,
            &hash
        ],
    )?;
    tx.execute(
        "INSERT INTO audit_head (chain, seq, hash) VALUES ($1, $2, $3) \
         ON CONFLICT (chain) DO UPDATE SET seq = excluded.seq, hash = excluded.hash",
        params![chain, seq, hash],
    )?;
    Ok(())
}

/// Each part is preceded by its length, so that no two different events have the same bytes.
fn link(parts: &[&str]) -> String {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update((part.len() as u64).to_be_bytes());
        hasher.update(part.as_bytes());
    }
    hex::encode(hasher.finalize())
}

/// What a verification found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verified {
    /// Chains read.
    pub chains: u64,
    /// Events read.
    pub events: u64,
}

/// Reads every chain from its beginning; the first break is the error.
pub fn verify(tx: &mut Tx<'_>) -> Result<Verified> {
    let mut seen = Verified::default();
    let mut at = (String::new(), 0i64, String::new());
    let mut ends = std::collections::BTreeMap::new();
    tx.each::<Error>(
        "SELECT chain, seq, at, actor, action, subject_kind, subject_id, detail, previous, hash FROM audit_event \
         ORDER BY chain, seq",
        &[],
        |row| {
            let chain: String = row.get(0)?;
            let seq: i64 = row.get(1)?;
            if chain != at.0 {
                seen.chains += 1;
                at = (chain.clone(), 0, String::new());
            }
            let texts = (2..8).map(|column| row.get::<String>(column)).collect::<Result<Vec<_>>>()?;
            let (previous, hash): (String, String) = (row.get(8)?, row.get(9)?);
            let broken = |why| Err(Error::Chain { chain: chain.clone(), seq, why });
            if seq != at.1 + 1 {
                return broken("an event is missing before it");
            }
            if previous != at.2 {
                return broken("it does not follow the event before it");
            }
            let number = seq.to_string();
            let mut parts = vec![chain.as_str(), &number, &previous];
            parts.extend(texts.iter().map(String::as_str));
            if link(&parts) != hash {
                return broken("it was altered");
            }
            seen.events += 1;
            at = (chain.clone(), seq, hash.clone());
            ends.insert(chain, (seq, hash));
            Ok(())
        },
    )?;
    let heads = tx.rows("SELECT chain, seq, hash FROM audit_head", &[], |row| {
        Ok((row.get::<String>(0)?, (row.get::<i64>(1)?, row.get::<String>(2)?)))
    })?;
    for (chain, head) in heads {
        if ends.remove(&chain).as_ref() != Some(&head) {
            return Err(Error::Chain { chain, seq: head.0, why: "its end is missing" });
        }
    }
    match ends.into_iter().next() {
        Some((chain, (seq, _))) => Err(Error::Chain { chain, seq, why: "it has no head" }),
        None => Ok(seen),
    }
}
