//! All statements that count and list what was handed in, as of an instant: of each organisation the newest handing by
//! then that was not handed back by then.

use std::collections::BTreeMap;

use db::{Result, Scope, Tx, Value};
use jiff::Timestamp;

/// Where the roster begins; parameters are the collection and those of the scope.
const ROSTER: &str = "FROM lesson_member m JOIN organisation o ON o.id = m.organisation_id WHERE m.collection_id = $1";

/// What counts at an instant; parameters are the collection, the instant, and those of the scope.
const CURRENT: &str = "FROM lesson_handing h JOIN lesson_draft d ON d.id = h.draft_id \
    JOIN lesson_member m ON m.collection_id = d.collection_id AND m.organisation_id = d.organisation_id \
    JOIN lesson_unit u ON u.id = m.unit_id JOIN organisation o ON o.id = m.organisation_id";
const COUNTS: &str = "d.collection_id = $1 AND h.handed_at <= $2 AND NOT EXISTS (SELECT 1 FROM lesson_handing n \
    WHERE n.draft_id = h.draft_id AND n.number > h.number AND n.handed_at <= $2) AND NOT EXISTS (SELECT 1 \
    FROM lesson_return r WHERE r.handing_id = h.id AND r.returned_at <= $2)";

/// The wholes that shares are of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Base {
    /// Units of the roster.
    pub units: u64,
    /// Organisations of the roster.
    pub organisations: u64,
    /// Units of which at least one organisation has answered.
    pub units_answered: u64,
    /// Organisations that have answered.
    pub organisations_answered: u64,
}

/// How many chose an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chosen {
    /// The question.
    pub question: String,
    /// The value of the choice.
    pub value: String,
    /// Units with at least one organisation that chose it.
    pub units: u64,
    /// Organisations that chose it.
    pub organisations: u64,
    /// Rows of a repeat in which it was chosen; of a question that is asked once the same as organisations.
    pub rows: u64,
}

/// What was counted.
#[derive(Clone, Debug, Default)]
pub struct Counted {
    /// The wholes.
    pub base: Base,
    /// By question and value.
    pub chosen: Vec<Chosen>,
}

impl Counted {
    /// The counts of a choice; nought when nobody chose it.
    pub fn of(&self, question: &str, value: &str) -> Chosen {
        let found = self.chosen.iter().find(|chosen| chosen.question == question && chosen.value == value);
        found.cloned().unwrap_or_else(|| Chosen {
            question: question.to_owned(),
            value: value.to_owned(),
            units: 0,
            organisations: 0,
            rows: 0,
        })
    }
}

/// Counts every choice within reach.
pub fn counted(tx: &mut Tx<'_>, collection: &str, scope: &Scope, at: Timestamp) -> Result<Counted> {
    let base = base(tx, collection, scope, at)?;
    let mut values = vec![Value::from(collection), Value::from(at)];
    let reached = scope.condition("o.path", &mut values);
    let sql = format!(
        "SELECT a.question, a.value, count(DISTINCT m.unit_id), count(DISTINCT m.organisation_id), count(*) {CURRENT} \
         JOIN lesson_answer a ON a.handing_id = h.id WHERE {COUNTS} AND a.is_choice AND {reached} \
         GROUP BY a.question, a.value ORDER BY a.question, a.value"
    );
    let chosen = tx.rows(&sql, &values, |row| {
        Ok(Chosen {
            question: row.get(0)?,
            value: row.get(1)?,
            units: row.get(2)?,
            organisations: row.get(3)?,
            rows: row.get(4)?,
        })
    })?;
    Ok(Counted { base, chosen })
}

fn base(tx: &mut Tx<'_>, collection: &str, scope: &Scope, at: Timestamp) -> Result<Base> {
    let mut values = vec![Value::from(collection)];
    let reached = scope.condition("o.path", &mut values);
    let sql = format!("SELECT count(DISTINCT m.unit_id), count(*) {ROSTER} AND {reached}");
    let (units, organisations) = tx.row(&sql, &values, |row| Ok((row.get(0)?, row.get(1)?)))?;
    let mut values = vec![Value::from(collection), Value::from(at)];
    let reached = scope.condition("o.path", &mut values);
    let sql = format!(
        "SELECT count(DISTINCT m.unit_id), count(DISTINCT m.organisation_id) {CURRENT} WHERE {COUNTS} AND {reached}"
    );
    let (units_answered, organisations_answered) = tx.row(&sql, &values, |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(Base { units, organisations, units_answered, organisations_answered })
}

/// Answers in words and numbers: by question, how many there are and of how many organisations.
pub fn written(
    tx: &mut Tx<'_>,
    collection: &str,
    scope: &Scope,
    at: Timestamp,
) -> Result<BTreeMap<String, (u64, u64)>> {
    let mut values = vec![Value::from(collection), Value::from(at)];
    let reached = scope.condition("o.path", &mut values);
    let sql = format!(
        "SELECT a.question, count(*), count(DISTINCT m.organisation_id) {CURRENT} \
         JOIN lesson_answer a ON a.handing_id = h.id WHERE {COUNTS} AND NOT a.is_choice AND {reached} GROUP BY a.question"
    );
    let rows = tx.rows(&sql, &values, |row| Ok((row.get::<String>(0)?, (row.get(1)?, row.get(2)?))))?;
    Ok(rows.into_iter().collect())
}

/// The numbers that were answered to these questions.
pub fn numbers(
    tx: &mut Tx<'_>,
    (collection, questions): (&str, &[&str]),
    scope: &Scope,
    at: Timestamp,
) -> Result<BTreeMap<String, u64>> {
    if questions.is_empty() {
        return Ok(BTreeMap::new());
    }
    let mut values = vec![Value::from(collection), Value::from(at)];
    let reached = scope.condition("o.path", &mut values);
    let marks = listed(questions, &mut values);
    let sql = format!(
        "SELECT a.question, a.value {CURRENT} JOIN lesson_answer a ON a.handing_id = h.id \
         WHERE {COUNTS} AND a.question IN ({marks}) AND {reached}"
    );
    let mut sums: BTreeMap<String, u64> = BTreeMap::new();
    tx.each::<db::Error>(&sql, &values, |row| {
        let (question, value): (String, String) = (row.get(0)?, row.get(1)?);
        let sum = sums.entry(question).or_default();
        *sum = sum.saturating_add(value.parse().unwrap_or_default());
        Ok(())
    })?;
    Ok(sums)
}

/// Placeholders for some texts, which are added to the parameters.
fn listed(texts: &[&str], values: &mut Vec<Value>) -> String {
    let mut marks = Vec::with_capacity(texts.len());
    for text in texts {
        values.push(Value::from(*text));
        marks.push(format!("${}", values.len()));
    }
    marks.join(", ")
}

/// The answers of one organisation, or of one row of its repeat, to some questions.
#[derive(Clone, Debug)]
pub struct Found {
    /// Id of the handing.
    pub handing: String,
    /// Code, Thai and English name of the unit.
    pub unit: (String, String, String),
    /// Code, Thai and English name of the organisation.
    pub organisation: (String, String, String),
    /// Row of the repeat, from 0.
    pub row: u64,
    /// By question; of some choices each.
    pub answers: BTreeMap<String, Vec<String>>,
}

/// What is handed in to these questions within reach, by unit and organisation; every question when none is named.
pub fn found(
    tx: &mut Tx<'_>,
    (collection, questions): (&str, &[&str]),
    scope: &Scope,
    at: Timestamp,
) -> Result<Vec<Found>> {
    let mut values = vec![Value::from(collection), Value::from(at)];
    let reached = scope.condition("o.path", &mut values);
    let wanted = if questions.is_empty() {
        "TRUE".to_owned()
    } else {
        format!("a.question IN ({})", listed(questions, &mut values))
    };
    let sql = format!(
        "SELECT h.id, u.code, u.name_th, u.name_en, o.code, o.name_th, o.name_en, a.row_number, a.question, a.value \
         {CURRENT} JOIN lesson_answer a ON a.handing_id = h.id WHERE {COUNTS} AND {wanted} AND {reached} \
         ORDER BY u.position, o.sort_key, o.id, a.position"
    );
    let mut all: Vec<Found> = Vec::new();
    let mut at_row: BTreeMap<(String, u64), usize> = BTreeMap::new();
    tx.each::<db::Error>(&sql, &values, |row| {
        let (handing, number): (String, u64) = (row.get(0)?, row.get(7)?);
        let place = *at_row.entry((handing.clone(), number)).or_insert(all.len());
        if place == all.len() {
            all.push(Found {
                handing,
                unit: (row.get(1)?, row.get(2)?, row.get(3)?),
                organisation: (row.get(4)?, row.get(5)?, row.get(6)?),
                row: number,
                answers: BTreeMap::new(),
            });
        }
        if let Some(found) = all.get_mut(place) {
            found.answers.entry(row.get(8)?).or_default().push(row.get(9)?);
        }
        Ok(())
    })?;
    Ok(all)
}
