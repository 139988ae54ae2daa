//! All statements that read letters and write their words, numbers and states.

use db::{Result, Row, Tx, Value, dialect::anywhere, params};
use jiff::{Timestamp, civil::Date};

use crate::{
    reach::Reach,
    rules::{Form, Secrecy, Urgency, lifecycle::State},
};

/// What a person wrote of a letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The form.
    pub form: Form,
    /// A circular (ว).
    pub circular: bool,
    /// How fast.
    pub urgency: Urgency,
    /// How secret.
    pub secrecy: Secrecy,
    /// Unit that it comes from; the organisation itself without one.
    pub unit_id: Option<String>,
    /// The word of address, เรียน.
    pub salutation: String,
    /// To whom.
    pub addressee: String,
    /// เรื่อง.
    pub subject: String,
    /// อ้างถึง, one a line.
    pub refs: String,
    /// สิ่งที่ส่งมาด้วย, one a line.
    pub enclosures: String,
    /// One paragraph a line.
    pub body: String,
    /// Owner of the matter, telephone, copies; one a line.
    pub contact: String,
}

impl Default for Written {
    fn default() -> Self {
        Written {
            form: Form::Memo,
            circular: false,
            urgency: Urgency::Ordinary,
            secrecy: Secrecy::Open,
            unit_id: None,
            salutation: "เรียน".to_owned(),
            addressee: String::new(),
            subject: String::new(),
            refs: String::new(),
            enclosures: String::new(),
            body: String::new(),
            contact: String::new(),
        }
    }
}

/// A letter as it is kept.
#[derive(Clone, Debug)]
pub struct Letter {
    /// Its id.
    pub id: String,
    /// Whose register it is in: id, code, path and names.
    pub organisation_id: String,
    pub(crate) code: String,
    pub(crate) path: String,
    pub(crate) name_th: String,
    pub(crate) name_en: String,
    /// True when it came from outside.
    pub incoming: bool,
    /// Its words.
    pub written: Written,
    pub(crate) unit: String,
    pub(crate) unit_owner: String,
    pub(crate) unit_phone: String,
    /// Its number in ASCII digits; of an incoming letter the sender's.
    pub number: String,
    /// Its running number, when its own office gave it one.
    pub running: Option<u32>,
    /// The date on it.
    pub dated: Option<Date>,
    /// Who sent it, when it came from outside.
    pub sender: String,
    pub(crate) round: i64,
    /// Number in the receiving register, with its year and instant and desk.
    pub received: Option<Receipt>,
    /// Where it stands.
    pub state: State,
    pub(crate) revision: i64,
    pub(crate) made_at: Timestamp,
    pub(crate) made_by: String,
    pub(crate) sent_at: Option<Timestamp>,
    pub(crate) due_on: Option<Date>,
}

/// A receipt at a desk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// Number in the register of received letters.
    pub number: u32,
    /// Buddhist calendar year of the register.
    pub year: i32,
    /// When.
    pub at: Timestamp,
    /// At which desk.
    pub desk: String,
}

const COLUMNS: &str = "l.id, l.organisation_id, o.code, o.path, o.name_th, o.name_en, l.direction, l.form, l.circular, \
    l.urgency, l.classification, l.unit_id, coalesce(u.name, ''), coalesce(u.owner, ''), coalesce(u.phone, ''), \
    l.number, l.running, l.dated, l.sender, l.salutation, l.addressee, l.subject, l.refs, l.enclosures, l.body, \
    l.contact, l.round, l.received_number, l.received_year, l.received_at, l.received_desk, l.state, \
    l.revision, l.made_at, coalesce(a.name, l.made_by), l.sent_at, l.due_on";
const FROM: &str = "FROM letter l JOIN organisation o ON o.id = l.organisation_id \
    LEFT JOIN letter_unit u ON u.id = l.unit_id LEFT JOIN account a ON a.id = l.made_by";

fn coded<T>(found: Option<T>, column: usize) -> Result<T> {
    found.ok_or_else(|| db::Error::Column { column, message: "an unknown code".to_owned() })
}

/// A stored date that may be missing.
pub(crate) fn day(row: &Row<'_>, column: usize) -> Result<Option<Date>> {
    row.get::<Option<String>>(column)?.map(|text| db::date(&text)).transpose()
}

/// A stored instant that may be missing.
pub(crate) fn moment(row: &Row<'_>, column: usize) -> Result<Option<Timestamp>> {
    row.get::<Option<String>>(column)?.map(|text| db::instant(&text)).transpose()
}

fn small(row: &Row<'_>, column: usize) -> Result<Option<u32>> {
    Ok(row.get::<Option<i64>>(column)?.and_then(|number| u32::try_from(number).ok()))
}

fn read(row: &Row<'_>) -> Result<Letter> {
    let text = |column: usize| row.get::<String>(column);
    let received = match (small(row, 27)?, row.get::<Option<i32>>(28)?, moment(row, 29)?) {
        (Some(number), Some(year), Some(at)) => Some(Receipt { number, year, at, desk: text(30)? }),
        _ => None,
    };
    Ok(Letter {
        id: text(0)?,
        organisation_id: text(1)?,
        code: text(2)?,
        path: text(3)?,
        name_th: text(4)?,
        name_en: text(5)?,
        incoming: text(6)? == "incoming",
        written: Written {
            form: coded(Form::from_code(&text(7)?), 7)?,
            circular: row.get(8)?,
            urgency: coded(Urgency::from_code(&text(9)?), 9)?,
            secrecy: coded(Secrecy::from_code(&text(10)?), 10)?,
            unit_id: row.get(11)?,
            salutation: text(19)?,
            addressee: text(20)?,
            subject: text(21)?,
            refs: text(22)?,
            enclosures: text(23)?,
            body: text(24)?,
            contact: text(25)?,
        },
        unit: text(12)?,
        unit_owner: text(13)?,
        unit_phone: text(14)?,
        number: text(15)?,
        running: small(row, 16)?,
        dated: day(row, 17)?,
        sender: text(18)?,
        round: row.get(26)?,
        received,
        state: coded(State::from_code(&text(31)?), 31)?,
        revision: row.get(32)?,
        made_at: db::instant(&text(33)?)?,
        made_by: text(34)?,
        sent_at: moment(row, 35)?,
        due_on: day(row, 36)?,
    })
}

/// One letter that may be known of.
pub(crate) fn one(tx: &mut Tx<'_>, id: &str, reach: &Reach) -> Result<Option<Letter>> {
    let found = tx.row_opt(&format!("SELECT {COLUMNS} {FROM} WHERE l.id = $1"), params![id], read)?;
    Ok(found.filter(|letter| reach.sees(&letter.path, letter.written.secrecy)))
}

/// One letter whoever asks; for what decides itself who may.
pub(crate) fn any(tx: &mut Tx<'_>, id: &str) -> Result<Option<Letter>> {
    one(tx, id, &Reach::everything())
}

/// Ids of the letters with this number, as the command line takes them.
pub(crate) fn by_number(tx: &mut Tx<'_>, number: &str) -> Result<Vec<String>> {
    let sql = "SELECT id FROM letter WHERE number = $1 AND direction = 'own' ORDER BY id DESC LIMIT 2";
    tx.rows(sql, params![number], |row| row.get(0))
}

/// Which letters a list is of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// Words of the number, the subject, the sender or the addressee.
    pub q: String,
    /// `turn`, `draft`, `sent`, `received`, or nothing for all.
    pub boxed: String,
    /// Form.
    pub form: String,
    /// Urgency.
    pub urgency: String,
    /// Degree of secrecy.
    pub secrecy: String,
    /// Made on or after this day, and on or before that one.
    pub from: Option<Date>,
    /// See `from`.
    pub to: Option<Date>,
    /// Positions that the person holds, for the letters that wait for them.
    pub officers: Vec<String>,
    /// Only letters older than this one.
    pub after: String,
}

fn conditions(asked: &Asked, reach: &Reach, values: &mut Vec<Value>) -> String {
    let mut all = vec![reach.condition("o.path", "l.classification", values)];
    let mut with = |sql: &str, value: Value, values: &mut Vec<Value>| {
        values.push(value);
        all.push(sql.replace("$$", &format!("${}", values.len())));
    };
    for word in thai::normalise::fold(&asked.q).split_whitespace().take(8) {
        with("l.search_text LIKE $$ ESCAPE '\\'", anywhere(word).into(), values);
    }
    for (column, code) in [("l.form", &asked.form), ("l.urgency", &asked.urgency), ("l.classification", &asked.secrecy)]
    {
        if !code.is_empty() {
            with(&format!("{column} = $$"), code.as_str().into(), values);
        }
    }
    if let Some(day) = asked.from {
        with("l.made_at >= $$", thai::date::start_of_bangkok_day(day).into(), values);
    }
    if let Some(day) = asked.to {
        with("l.made_at < $$", thai::date::end_exclusive_of_bangkok_day(day).into(), values);
    }
    if !asked.after.is_empty() {
        with("l.id < $$", asked.after.as_str().into(), values);
    }
    match asked.boxed.as_str() {
        "turn" if asked.officers.is_empty() => all.push("FALSE".to_owned()),
        "turn" => {
            let marks = listed(&asked.officers, values);
            all.push(format!("l.turn_officer IN ({marks})"));
        }
        "draft" => all.push("l.state IN ('draft', 'signing', 'signed') AND l.direction = 'own'".to_owned()),
        "sent" => all.push("l.running IS NOT NULL".to_owned()),
        "received" => all.push("l.received_number IS NOT NULL".to_owned()),
        _ => {}
    }
    all.join(" AND ")
}

/// Marks for a list of values, which are appended.
pub(crate) fn listed(all: &[String], values: &mut Vec<Value>) -> String {
    let marks = all.iter().map(|one| {
        values.push(one.as_str().into());
        format!("${}", values.len())
    });
    marks.collect::<Vec<_>>().join(", ")
}

/// Letters, the newest first.
pub(crate) fn list(tx: &mut Tx<'_>, asked: &Asked, reach: &Reach, most: usize) -> Result<Vec<Letter>> {
    let mut values = Vec::new();
    let wanted = conditions(asked, reach, &mut values);
    values.push(most.into());
    let sql = format!("SELECT {COLUMNS} {FROM} WHERE {wanted} ORDER BY l.id DESC LIMIT ${}", values.len());
    tx.rows(&sql, &values, read)
}

/// How many letters there are of these.
pub(crate) fn count(tx: &mut Tx<'_>, asked: &Asked, reach: &Reach) -> Result<i64> {
    let mut values = Vec::new();
    let wanted = conditions(asked, reach, &mut values);
    tx.count(&format!("SELECT count(*) {FROM} WHERE {wanted}"), &values)
}

/// A letter about to be written.
#[derive(Clone, Debug, Default)]
pub(crate) struct New<'a> {
    pub organisation_id: &'a str,
    pub written: Written,
    /// Of one that came from outside: its number as written, its date, who sent it, and the desk with its number.
    pub incoming: Option<Incoming>,
}

/// What is written down of a letter that came from outside.
#[derive(Clone, Debug)]
pub(crate) struct Incoming {
    pub number: String,
    pub dated: Option<Date>,
    pub sender: String,
    pub receipt: Receipt,
    pub series: &'static str,
}

fn searched(parts: &[&str]) -> String {
    parts.iter().map(|part| thai::normalise::fold(part)).collect::<Vec<_>>().join(" ")
}

/// Writes a letter and gives its id.
pub(crate) fn insert(tx: &mut Tx<'_>, new: &New<'_>, by: &str, at: Timestamp) -> Result<String> {
    let (id, w) = (db::new_id(), &new.written);
    let came = new.incoming.as_ref();
    let (number, sender) = came.map_or(("", ""), |came| (came.number.as_str(), came.sender.as_str()));
    let receipt = came.map(|came| &came.receipt);
    let state = if came.is_some() { State::Received } else { State::Draft };
    tx.execute(
        "INSERT INTO letter (id, organisation_id, direction, form, circular, urgency, classification, unit_id, number, \
         dated, sender, salutation, addressee, subject, refs, enclosures, body, contact, round, received_series, \
         received_year, received_number, received_at, received_desk, state, revision, search_text, made_at, made_by, \
         rules) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, 0, $19, $20, \
         $21, $22, $23, $24, 1, $25, $26, $27, '')",
        params![
            &id,
            new.organisation_id,
            if came.is_some() { "incoming" } else { "own" },
            w.form.code(),
            w.circular,
            w.urgency.code(),
            w.secrecy.code(),
            w.unit_id.as_deref(),
            number,
            came.and_then(|came| came.dated),
            sender,
            &w.salutation,
            &w.addressee,
            &w.subject,
            &w.refs,
            &w.enclosures,
            &w.body,
            &w.contact,
            came.map(|came| came.series),
            receipt.map(|receipt| receipt.year),
            receipt.map(|receipt| receipt.number),
            receipt.map(|receipt| receipt.at),
            receipt.map_or("", |receipt| receipt.desk.as_str()),
            state.code(),
            searched(&[number, sender, &w.subject, &w.addressee]),
            at,
            by
        ],
    )?;
    Ok(id)
}

/// Changes the words of a draft; false when somebody else saved in between.
pub(crate) fn update(tx: &mut Tx<'_>, letter: &Letter, w: &Written) -> Result<bool> {
    let changed = tx.execute(
        "UPDATE letter SET form = $3, circular = $4, urgency = $5, classification = $6, unit_id = $7, salutation = $8, \
         addressee = $9, subject = $10, refs = $11, enclosures = $12, body = $13, contact = $14, search_text = $15, \
         revision = revision + 1 WHERE id = $1 AND revision = $2",
        params![
            &letter.id,
            letter.revision,
            w.form.code(),
            w.circular,
            w.urgency.code(),
            w.secrecy.code(),
            w.unit_id.as_deref(),
            &w.salutation,
            &w.addressee,
            &w.subject,
            &w.refs,
            &w.enclosures,
            &w.body,
            &w.contact,
            searched(&[&w.subject, &w.addressee])
        ],
    )?;
    Ok(changed == 1)
}
