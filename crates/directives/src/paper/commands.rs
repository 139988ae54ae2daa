//! Reading a paper into a draft: the same for a page, a program and the command line. The same bytes twice are one draft.

use db::{Tx, audit, params};
use directive::Paper;
use jiff::Timestamp;
use serde_json::json;
use sha2::{Digest, Sha256};
use web::{Lang, Problem};

use super::{keep, store};
use crate::{
    reading::{self, Unreadable},
    text::T,
};

/// Why a paper was not kept.
#[derive(Debug)]
pub enum Refused {
    /// The file gives no text.
    Unreadable(Unreadable),
    /// The database refused; a defect or an outage.
    Database(db::Error),
}

impl From<db::Error> for Refused {
    fn from(problem: db::Error) -> Self {
        Refused::Database(problem)
    }
}

impl From<Unreadable> for Refused {
    fn from(why: Unreadable) -> Self {
        Refused::Unreadable(why)
    }
}

impl Refused {
    /// The answer to a program.
    pub fn problem(self, lang: Lang) -> Problem {
        match self {
            Refused::Unreadable(why) => Problem::BadRequest(why.words(lang).to_owned()),
            Refused::Database(problem) => problem.into(),
        }
    }

    /// The reason in words.
    pub fn words(&self, lang: Lang) -> String {
        match self {
            Refused::Unreadable(why) => why.words(lang).to_owned(),
            Refused::Database(_) => T(lang).file_damaged().to_owned(),
        }
    }
}

/// A paper that was read and kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Read {
    /// Id of the directive.
    pub id: String,
    /// The same bytes had been read before; nothing was changed.
    pub known: bool,
}

/// A file that was read: its text, and what the reader made of it with the codes of the register.
pub struct Prepared {
    /// The text whose lines the items point at.
    pub text: String,
    /// What was read.
    pub paper: Paper,
    hash: String,
}

/// Reads the bytes of a paper. Nothing is kept.
///
/// # Errors
/// [`Refused::Unreadable`] when the file gives no text.
pub fn prepare(tx: &mut Tx<'_>, bytes: &[u8]) -> Result<Prepared, Refused> {
    let text = reading::text(bytes)?;
    let paper = directive::read(&text, &register(tx)?);
    Ok(Prepared { text, paper, hash: hex::encode(Sha256::digest(bytes)) })
}

/// The names of the register that resolve to a code.
pub(crate) fn register(tx: &mut Tx<'_>) -> db::Result<directive::Register> {
    let sql = "SELECT name_th, code FROM organisation WHERE closed_on IS NULL";
    let rows = tx.rows(sql, &[], |row| Ok((row.get::<String>(0)?, row.get::<String>(1)?)))?;
    Ok(directive::Register::new(rows))
}

/// Keeps a paper that was read as a draft, with its audit event.
pub fn read(
    tx: &mut Tx<'_>,
    prepared: &Prepared,
    (bytes, filename): (&[u8], &str),
    by: &str,
    now: Timestamp,
) -> Result<Read, Refused> {
    let sql = "SELECT id FROM directive WHERE original_hash = $1";
    if let Some(id) = tx.row_opt(sql, params![&prepared.hash], |row| row.get(0))? {
        return Ok(Read { id, known: true });
    }
    let original = keep::Original { bytes, filename, hash: &prepared.hash, text: &prepared.text };
    let id = keep::draft(tx, &prepared.paper, &original, by, now)?;
    let paper = &prepared.paper;
    let detail = json!({
        "title": paper.title, "file": filename, "sha256": prepared.hash,
        "recommendations": paper.recommendations.len(), "opinions": paper.opinions.len(), "figures": paper.figures.len(),
    });
    record(tx, "directive.read", &id, by, now, detail)?;
    Ok(Read { id, known: false })
}

/// An event about a paper belongs to the nation's chain.
pub(crate) fn record(
    tx: &mut Tx<'_>,
    action: &str,
    id: &str,
    by: &str,
    now: Timestamp,
    detail: serde_json::Value,
) -> db::Result<()> {
    let event = audit::Event {
        at: now,
        actor: by,
        action,
        subject_kind: "directive",
        subject_id: id,
        organisation_id: None,
        detail,
    };
    audit::append(tx, &event)
}

/// A paper within reach: a draft is only there for those who follow decisions.
pub(crate) fn found(tx: &mut Tx<'_>, id: &str, drafts: bool) -> db::Result<Option<store::Directive>> {
    Ok(store::one(tx, id)?.filter(|directive| drafts || directive.confirmed_at.is_some()))
}
