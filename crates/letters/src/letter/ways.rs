//! All statements about the ways of letters: their steps, what was done in each, and the state that follows from it.

use db::{Result, Row, Tx, params};
use jiff::{Timestamp, civil::Date};

use super::store::{Letter, Receipt};
use crate::rules::{
    lifecycle::{Facts, State},
    number::Series,
    order::{Act, Outcome, Step, Task, Way, turn},
};

/// A step with its holder, and what was done in it.
#[derive(Clone, Debug)]
pub(crate) struct Kept {
    pub step: Step,
    pub way: Way,
    pub round: i64,
    pub holder: String,
    pub position: String,
    pub done: Option<Done>,
}

/// What was done in a step, as it is signed.
#[derive(Clone, Debug)]
pub(crate) struct Done {
    pub outcome: Outcome,
    pub words: String,
    pub name: String,
    /// One line or two, see [`crate::rules::delegation::signature`].
    pub signature: Vec<String>,
    pub at: Timestamp,
    pub on_paper: bool,
    pub recorded_at: Timestamp,
    pub recorded_by: String,
}

fn read(row: &Row<'_>) -> Result<Option<Kept>> {
    let task = Task::from_code(&row.get::<String>(3)?);
    let way = Way::from_code(&row.get::<String>(1)?);
    let (Some(task), Some(way)) = (task, way) else { return Ok(None) };
    let done = match row.get::<Option<String>>(7)? {
        None => None,
        Some(outcome) => Some(Done {
            outcome: if outcome == "returned" { Outcome::Returned } else { Outcome::Done },
            words: row.get(8)?,
            name: row.get(9)?,
            signature: row.get::<String>(10)?.lines().map(str::to_owned).collect(),
            at: db::instant(&row.get::<String>(11)?)?,
            on_paper: row.get(12)?,
            recorded_at: db::instant(&row.get::<String>(13)?)?,
            recorded_by: row.get(14)?,
        }),
    };
    let step = Step { id: row.get(0)?, holder: row.get(4)?, task };
    Ok(Some(Kept { step, way, round: row.get(2)?, holder: row.get(5)?, position: row.get(6)?, done }))
}

/// Every step of a letter, of all its rounds, in order.
pub(crate) fn steps(tx: &mut Tx<'_>, letter: &str) -> Result<Vec<Kept>> {
    let sql = "SELECT s.id, s.way, s.round, s.task, s.officer_id, f.name, f.position, c.outcome, c.words, c.name, \
               c.position, c.at, c.on_paper, c.recorded_at, coalesce(a.name, c.recorded_by, '') FROM letter_step s \
               JOIN letter_officer f ON f.id = s.officer_id LEFT JOIN letter_act c ON c.step_id = s.id \
               LEFT JOIN account a ON a.id = c.recorded_by WHERE s.letter_id = $1 \
               ORDER BY CASE s.way WHEN 'signing' THEN 0 ELSE 1 END, s.round, s.position";
    Ok(tx.rows(sql, params![letter], read)?.into_iter().flatten().collect())
}

/// The ways of a letter as the rules take them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Ways {
    pub kept: Vec<Kept>,
    pub signing: Vec<Step>,
    pub routing: Vec<Step>,
    pub acts: Vec<Act>,
}

impl Ways {
    /// Of a letter in its present round.
    pub(crate) fn load(tx: &mut Tx<'_>, letter: &Letter) -> Result<Self> {
        let kept = steps(tx, &letter.id)?;
        let of = |way: Way| {
            let own =
                kept.iter().filter(move |one| one.way == way && (way == Way::Routing || one.round == letter.round));
            own.map(|one| one.step.clone()).collect::<Vec<_>>()
        };
        let act = |one: &Kept| {
            let done = one.done.as_ref()?;
            Some(Act { step: one.step.id.clone(), outcome: done.outcome, at: done.at })
        };
        Ok(Ways {
            signing: of(Way::Signing),
            routing: of(Way::Routing),
            acts: kept.iter().filter_map(act).collect(),
            kept,
        })
    }

    /// The steps of the way that the letter is on now.
    pub(crate) fn current(&self, letter: &Letter) -> &[Step] {
        if letter.received.is_some() { &self.routing } else { &self.signing }
    }

    fn state(&self, letter: &Letter) -> State {
        Facts {
            signing: &self.signing,
            routing: &self.routing,
            acts: &self.acts,
            issued: letter.running.is_some(),
            received: letter.received.is_some(),
        }
        .state()
    }
}

/// Works out where the letter stands and whose turn it is, and keeps it for lists.
pub(crate) fn refresh(tx: &mut Tx<'_>, id: &str) -> Result<()> {
    let Some(letter) = super::store::any(tx, id)? else { return Ok(()) };
    let ways = Ways::load(tx, &letter)?;
    let next = turn(ways.current(&letter), &ways.acts).map(|step| step.holder.clone());
    let sql = "UPDATE letter SET state = $2, turn_officer = $3, revision = revision + 1 WHERE id = $1";
    tx.execute(sql, params![id, ways.state(&letter).code(), next])?;
    Ok(())
}

/// Writes the steps of a way behind those that there are.
pub(crate) fn add(
    tx: &mut Tx<'_>,
    letter: &str,
    (way, round): (Way, i64),
    steps: &[(String, Task)],
    by: &str,
    at: Timestamp,
) -> Result<()> {
    let sql = "SELECT count(*) FROM letter_step WHERE letter_id = $1 AND way = $2 AND round = $3";
    let before = tx.count(sql, params![letter, way.code(), round])?;
    for (position, (officer, task)) in (before..).zip(steps) {
        tx.execute(
            "INSERT INTO letter_step (id, letter_id, way, round, position, task, officer_id, set_at, set_by) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            params![db::new_id(), letter, way.code(), round, position, task.code(), officer, at, by],
        )?;
    }
    Ok(())
}

/// A new round of the way to the signature.
pub(crate) fn round(tx: &mut Tx<'_>, letter: &str, round: i64) -> Result<()> {
    tx.execute("UPDATE letter SET round = $2 WHERE id = $1", params![letter, round])?;
    Ok(())
}

/// What was done in a step, about to be written.
#[derive(Clone, Debug)]
pub(crate) struct NewAct<'a> {
    pub step: &'a str,
    pub outcome: Outcome,
    pub words: &'a str,
    pub officer: &'a str,
    pub delegation: Option<&'a str>,
    pub name: &'a str,
    pub signature: &'a [String],
    pub at: Timestamp,
    pub on_paper: bool,
}

/// Writes what was done.
pub(crate) fn done(tx: &mut Tx<'_>, act: &NewAct<'_>, by: &str, now: Timestamp) -> Result<()> {
    tx.execute(
        "INSERT INTO letter_act (step_id, outcome, words, officer_id, delegation_id, name, position, at, on_paper, \
         recorded_at, recorded_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        params![
            act.step,
            if act.outcome == Outcome::Done { "done" } else { "returned" },
            act.words,
            act.officer,
            act.delegation,
            act.name,
            act.signature.join("\n"),
            act.at,
            act.on_paper,
            now,
            by
        ],
    )?;
    Ok(())
}

/// Gives a letter its number and date.
pub(crate) fn number(
    tx: &mut Tx<'_>,
    letter: &Letter,
    (number, series, year, running): (&str, Series, i32, u32),
    dated: Date,
) -> Result<()> {
    let searched = format!("{} {}", thai::normalise::fold(number), thai::normalise::fold(&letter.written.subject));
    let searched = format!("{searched} {}", thai::normalise::fold(&letter.written.addressee));
    tx.execute(
        "UPDATE letter SET number = $2, series = $3, year = $4, running = $5, dated = $6, search_text = $7 WHERE id = $1",
        params![&letter.id, number, series.code(), year, running, dated, searched],
    )?;
    Ok(())
}

/// Writes the receipt of a letter at another desk of its organisation.
pub(crate) fn receive(tx: &mut Tx<'_>, letter: &str, receipt: &Receipt, series: Series) -> Result<()> {
    tx.execute(
        "UPDATE letter SET received_series = $2, received_year = $3, received_number = $4, received_at = $5, \
         received_desk = $6 WHERE id = $1",
        params![letter, series.code(), receipt.year, receipt.number, receipt.at, &receipt.desk],
    )?;
    Ok(())
}

/// A file that is kept with a letter.
#[derive(Clone, Debug)]
pub(crate) struct Attached {
    pub id: String,
    pub filename: String,
}

/// The files of a letter.
pub(crate) fn files(tx: &mut Tx<'_>, letter: &str) -> Result<Vec<Attached>> {
    let sql = "SELECT id, filename FROM letter_file WHERE letter_id = $1 ORDER BY id";
    tx.rows(sql, params![letter], |row| Ok(Attached { id: row.get(0)?, filename: row.get(1)? }))
}

/// One file: its letter, its name and its bytes. Whether the letter may be known of is the caller's to ask.
pub(crate) fn file(tx: &mut Tx<'_>, id: &str) -> Result<Option<(String, String, Vec<u8>)>> {
    let sql = "SELECT letter_id, filename, content FROM letter_file WHERE id = $1";
    tx.row_opt(sql, params![id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
}

/// Keeps a file with a letter.
pub(crate) fn attach(
    tx: &mut Tx<'_>,
    letter: &str,
    (filename, content): (&str, &[u8]),
    by: &str,
    at: Timestamp,
) -> Result<()> {
    tx.execute(
        "INSERT INTO letter_file (id, letter_id, filename, content, added_at, added_by) VALUES ($1, $2, $3, $4, $5, $6)",
        params![db::new_id(), letter, filename, content, at, by],
    )?;
    Ok(())
}
