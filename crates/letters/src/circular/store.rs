//! All statements about to whom letters were sent, who acknowledged, and who was reminded.

use db::{Result, Row, Tx, Value, dialect::anywhere, params};
use jiff::{Timestamp, civil::Date};
use web::Lang;

use crate::{
    letter::store::{day, moment},
    reach::Reach,
    rules::Secrecy,
    text::T,
};

/// An organisation that a letter was sent to.
#[derive(Clone, Debug)]
pub(crate) struct Recipient {
    pub id: String,
    pub organisation_id: String,
    pub code: String,
    pub name_th: String,
    pub name_en: String,
    pub kind: String,
    pub sent_at: Timestamp,
    pub acknowledged_at: Option<Timestamp>,
    pub acknowledged_by: String,
    /// Number in its register of received letters.
    pub register: Option<u32>,
    pub reminders: i64,
}

impl Recipient {
    /// Name, when it acknowledged, tag and word of where it stands.
    pub(crate) fn words(&self, lang: Lang) -> (String, String, &'static str, &'static str) {
        let t = T(lang);
        let (kind, word) = match self.acknowledged_at {
            Some(_) => ("ok", t.acknowledged()),
            None => ("warn", t.not_acknowledged()),
        };
        let at = self.acknowledged_at.map(|at| lang.moment(at)).unwrap_or_default();
        (lang.name(&self.name_th, &self.name_en).to_owned(), at, kind, word)
    }
}

fn recipient(row: &Row<'_>) -> Result<Recipient> {
    Ok(Recipient {
        id: row.get(0)?,
        organisation_id: row.get(1)?,
        code: row.get(2)?,
        name_th: row.get(3)?,
        name_en: row.get(4)?,
        kind: row.get(5)?,
        sent_at: db::instant(&row.get::<String>(6)?)?,
        acknowledged_at: moment(row, 7)?,
        acknowledged_by: row.get(8)?,
        register: row.get::<Option<i64>>(9)?.and_then(|number| u32::try_from(number).ok()),
        reminders: row.get(10)?,
    })
}

/// Which recipients a list is of.
#[derive(Clone, Debug, Default)]
pub(crate) struct Asked {
    pub q: String,
    /// `acknowledged`, `waiting`, or nothing for all.
    pub status: String,
    pub kind: String,
    /// Only what comes after the recipient of this place in the list.
    pub after: String,
}

/// The condition of a list of recipients, with its parameters.
fn wanted(letter: &str, asked: &Asked, values: &mut Vec<Value>) -> String {
    values.push(letter.into());
    let mut all = vec![format!("r.letter_id = ${}", values.len())];
    let mut with = |sql: &str, value: Value, values: &mut Vec<Value>| {
        values.push(value);
        all.push(sql.replace("$$", &format!("${}", values.len())));
    };
    for word in thai::normalise::fold(&asked.q).split_whitespace().take(8) {
        with("o.search_text LIKE $$ ESCAPE '\\'", anywhere(word).into(), values);
    }
    if !asked.kind.is_empty() {
        with("o.kind = $$", asked.kind.as_str().into(), values);
    }
    if !asked.after.is_empty() {
        with("o.code > $$", asked.after.as_str().into(), values);
    }
    match asked.status.as_str() {
        "acknowledged" => all.push("r.acknowledged_at IS NOT NULL".to_owned()),
        "waiting" => all.push("r.acknowledged_at IS NULL".to_owned()),
        _ => {}
    }
    all.join(" AND ")
}

/// Recipients of a letter, by code.
pub(crate) fn recipients(tx: &mut Tx<'_>, letter: &str, asked: &Asked, most: usize) -> Result<Vec<Recipient>> {
    let mut values = Vec::new();
    let wanted = wanted(letter, asked, &mut values);
    values.push(most.into());
    let sql = format!(
        "SELECT r.id, r.organisation_id, o.code, o.name_th, o.name_en, o.kind, r.sent_at, r.acknowledged_at, \
         coalesce(a.name, r.acknowledged_by, ''), l.received_number, \
         (SELECT count(*) FROM letter_reminder m WHERE m.recipient_id = r.id) FROM letter_recipient r \
         JOIN organisation o ON o.id = r.organisation_id LEFT JOIN letter l ON l.id = r.received_letter \
         LEFT JOIN account a ON a.id = r.acknowledged_by WHERE {wanted} ORDER BY o.code LIMIT ${}",
        values.len()
    );
    tx.rows(&sql, &values, recipient)
}

/// How many recipients there are of these.
pub(crate) fn count(tx: &mut Tx<'_>, letter: &str, asked: &Asked) -> Result<i64> {
    let mut values = Vec::new();
    let wanted = wanted(letter, asked, &mut values);
    let sql = format!(
        "SELECT count(*) FROM letter_recipient r JOIN organisation o ON o.id = r.organisation_id WHERE {wanted}"
    );
    tx.count(&sql, &values)
}

/// How many a letter was sent to, and how many of these acknowledged it.
pub(crate) fn counts(tx: &mut Tx<'_>, letter: &str) -> Result<(i64, i64)> {
    let sql = "SELECT count(*), count(acknowledged_at) FROM letter_recipient WHERE letter_id = $1";
    tx.row(sql, params![letter], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// The letter of which this one is the receiver's copy.
pub(crate) fn origin(tx: &mut Tx<'_>, received: &str) -> Result<Option<String>> {
    let sql = "SELECT letter_id FROM letter_recipient WHERE received_letter = $1";
    tx.row_opt(sql, params![received], |row| row.get(0))
}

/// Writes a recipient and gives its id.
pub(crate) fn add(
    tx: &mut Tx<'_>,
    letter: &str,
    (organisation, message): (&str, &str),
    by: &str,
    at: Timestamp,
) -> Result<String> {
    let id = db::new_id();
    tx.execute(
        "INSERT INTO letter_recipient (id, letter_id, organisation_id, message_id, sent_at, sent_by) \
         VALUES ($1, $2, $3, $4, $5, $6)",
        params![&id, letter, organisation, message, at, by],
    )?;
    Ok(id)
}

/// Notes which message told a recipient.
pub(crate) fn told(tx: &mut Tx<'_>, recipient: &str, message: &str) -> Result<()> {
    tx.execute("UPDATE letter_recipient SET message_id = $2 WHERE id = $1", params![recipient, message])?;
    Ok(())
}

/// Notes when, by when to be acknowledged and by which rules a letter was sent.
pub(crate) fn sent(
    tx: &mut Tx<'_>,
    letter: &str,
    (rules, on): (&str, Date),
    due: Option<Date>,
    at: Timestamp,
) -> Result<()> {
    let sql = "UPDATE letter SET sent_at = coalesce(sent_at, $2), due_on = coalesce($3, due_on), rules = $4, \
               register_on = $5 WHERE id = $1";
    tx.execute(sql, params![letter, at, due, rules, on])?;
    Ok(())
}

/// Notes that a recipient received the letter into its register; false when it had already.
pub(crate) fn acknowledge(tx: &mut Tx<'_>, id: &str, letter: &str, by: &str, at: Timestamp) -> Result<bool> {
    let sql = "UPDATE letter_recipient SET acknowledged_at = $2, acknowledged_by = $3, received_letter = $4 \
               WHERE id = $1 AND acknowledged_at IS NULL";
    Ok(tx.execute(sql, params![id, at, by, letter])? == 1)
}

/// When a recipient was last reminded.
pub(crate) fn reminded(tx: &mut Tx<'_>, recipient: &str, since: Timestamp) -> Result<bool> {
    let sql = "SELECT count(*) FROM letter_reminder WHERE recipient_id = $1 AND sent_at >= $2";
    Ok(tx.count(sql, params![recipient, since])? > 0)
}

/// Notes a reminder.
pub(crate) fn remind(tx: &mut Tx<'_>, recipient: &str, message: &str, by: &str, at: Timestamp) -> Result<()> {
    tx.execute(
        "INSERT INTO letter_reminder (id, recipient_id, message_id, sent_at, sent_by) VALUES ($1, $2, $3, $4, $5)",
        params![db::new_id(), recipient, message, at, by],
    )?;
    Ok(())
}

/// A letter that was sent to an organisation in reach.
#[derive(Clone, Debug)]
pub(crate) struct Arrived {
    pub id: String,
    pub letter_id: String,
    pub organisation_id: String,
    pub code: String,
    pub path: String,
    pub secrecy: Secrecy,
    pub sent_at: Timestamp,
    pub received_letter: Option<String>,
    pub due_on: Option<Date>,
    pub subject: String,
    pub number: String,
    pub sender_th: String,
    pub sender_en: String,
    pub urgency: String,
}

const ARRIVED: &str = "SELECT r.id, r.letter_id, r.organisation_id, o.code, o.path, l.classification, r.sent_at, \
    r.received_letter, l.due_on, l.subject, l.number, s.name_th, s.name_en, l.urgency \
    FROM letter_recipient r JOIN organisation o ON o.id = r.organisation_id JOIN letter l ON l.id = r.letter_id \
    JOIN organisation s ON s.id = l.organisation_id";

fn arrived(row: &Row<'_>) -> Result<Arrived> {
    Ok(Arrived {
        id: row.get(0)?,
        letter_id: row.get(1)?,
        organisation_id: row.get(2)?,
        code: row.get(3)?,
        path: row.get(4)?,
        secrecy: Secrecy::from_code(&row.get::<String>(5)?).unwrap_or(Secrecy::TopSecret),
        sent_at: db::instant(&row.get::<String>(6)?)?,
        received_letter: row.get(7)?,
        due_on: day(row, 8)?,
        subject: row.get(9)?,
        number: row.get(10)?,
        sender_th: row.get(11)?,
        sender_en: row.get(12)?,
        urgency: row.get(13)?,
    })
}

/// Letters that wait to be received by the organisations in reach, the newest first.
pub(crate) fn arrivals(tx: &mut Tx<'_>, reach: &Reach, after: &str, most: usize) -> Result<Vec<Arrived>> {
    let mut values = Vec::new();
    let mut wanted = reach.condition("o.path", "l.classification", &mut values);
    if !after.is_empty() {
        values.push(after.into());
        wanted.push_str(&format!(" AND r.id < ${}", values.len()));
    }
    values.push(most.into());
    let sql =
        format!("{ARRIVED} WHERE r.acknowledged_at IS NULL AND {wanted} ORDER BY r.id DESC LIMIT ${}", values.len());
    tx.rows(&sql, &values, arrived)
}

/// How many letters wait to be received.
pub(crate) fn waiting(tx: &mut Tx<'_>, reach: &Reach) -> Result<i64> {
    let mut values = Vec::new();
    let wanted = reach.condition("o.path", "l.classification", &mut values);
    let sql = format!(
        "SELECT count(*) FROM letter_recipient r JOIN organisation o ON o.id = r.organisation_id \
         JOIN letter l ON l.id = r.letter_id WHERE r.acknowledged_at IS NULL AND {wanted}"
    );
    tx.count(&sql, &values)
}

/// One letter that was sent to an organisation in reach.
pub(crate) fn arrival(tx: &mut Tx<'_>, id: &str, reach: &Reach) -> Result<Option<Arrived>> {
    let found = tx.row_opt(&format!("{ARRIVED} WHERE r.id = $1"), params![id], arrived)?;
    Ok(found.filter(|one| reach.sees(&one.path, one.secrecy)))
}

/// Ids of the letters that organisations in reach sent, with how many they went to and how many acknowledged.
pub(crate) fn sent_out(tx: &mut Tx<'_>, reach: &Reach, after: &str, most: usize) -> Result<Vec<(String, i64, i64)>> {
    let mut values = Vec::new();
    let mut wanted = reach.condition("o.path", "l.classification", &mut values);
    if !after.is_empty() {
        values.push(after.into());
        wanted.push_str(&format!(" AND l.id < ${}", values.len()));
    }
    values.push(most.into());
    let sql = format!(
        "SELECT l.id, (SELECT count(*) FROM letter_recipient r WHERE r.letter_id = l.id), \
         (SELECT count(acknowledged_at) FROM letter_recipient r WHERE r.letter_id = l.id) FROM letter l \
         JOIN organisation o ON o.id = l.organisation_id WHERE l.sent_at IS NOT NULL AND {wanted} \
         ORDER BY l.id DESC LIMIT ${}",
        values.len()
    );
    tx.rows(&sql, &values, |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
}
