//! All statements that read the items of papers: recommendations with their bodies, opinions, figures.

use db::{Result, Row, Tx, Value, params};
use directive::{
    bodies::groups::Group,
    paper::{Part, Role},
};
use jiff::civil::Date;

use super::store::{day, line};
use crate::words::code;

/// A recommendation.
#[derive(Clone, Debug)]
pub(crate) struct Recommendation {
    pub id: String,
    pub directive_id: String,
    pub number: String,
    pub heading: String,
    pub text: String,
    pub printed: String,
    pub cadence: String,
    pub due_on: Option<Date>,
    pub line: usize,
    pub to_line: usize,
    pub unsure: Vec<String>,
    /// `accepted`, `rejected`, or empty.
    pub decision: String,
}

const COLUMNS: &str = "r.id, r.directive_id, r.number, r.heading, r.text, r.printed, r.cadence, r.due_on, \
                       r.line, r.to_line, r.unsure, r.decision";

/// The ids of the recommendations of a paper, in its order.
///
/// # Errors
/// The database's.
pub fn in_order(tx: &mut Tx<'_>, directive: &str) -> Result<Vec<String>> {
    let sql = "SELECT id FROM directive_recommendation WHERE directive_id = $1 ORDER BY position";
    tx.rows(sql, params![directive], |row| row.get(0))
}

fn recommendation(row: &Row<'_>) -> Result<Recommendation> {
    Ok(Recommendation {
        id: row.get(0)?,
        directive_id: row.get(1)?,
        number: row.get(2)?,
        heading: row.get(3)?,
        text: row.get(4)?,
        printed: row.get(5)?,
        cadence: row.get(6)?,
        due_on: day(row, 7)?,
        line: line(row, 8)?,
        to_line: line(row, 9)?,
        unsure: words(row, 10)?,
        decision: row.get(11)?,
    })
}

fn words(row: &Row<'_>, column: usize) -> Result<Vec<String>> {
    Ok(row.get::<String>(column)?.split_whitespace().map(str::to_owned).collect())
}

/// One recommendation.
pub(crate) fn one(tx: &mut Tx<'_>, id: &str) -> Result<Option<Recommendation>> {
    let sql = format!("SELECT {COLUMNS} FROM directive_recommendation r WHERE r.id = $1");
    tx.row_opt(&sql, params![id], recommendation)
}

/// `$1, $2, …` for a list, with its values appended.
pub(crate) fn listed(ids: &[String], values: &mut Vec<Value>) -> String {
    let mark = |id: &String| {
        values.push(id.as_str().into());
        format!("${}", values.len())
    };
    let marks: Vec<String> = ids.iter().map(mark).collect();
    if marks.is_empty() { "NULL".into() } else { marks.join(", ") }
}

/// The recommendations of papers, in the order of each.
pub(crate) fn recommendations(tx: &mut Tx<'_>, directives: &[String]) -> Result<Vec<Recommendation>> {
    let mut values = Vec::new();
    let marks = listed(directives, &mut values);
    let sql = format!(
        "SELECT {COLUMNS} FROM directive_recommendation r WHERE r.directive_id IN ({marks}) \
         ORDER BY r.directive_id DESC, r.position"
    );
    tx.rows(&sql, &values, recommendation)
}

/// The accepted recommendations of every confirmed paper.
pub(crate) fn followed(tx: &mut Tx<'_>) -> Result<Vec<Recommendation>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM directive_recommendation r JOIN directive d ON d.id = r.directive_id \
         WHERE d.confirmed_at IS NOT NULL AND r.decision = 'accepted' ORDER BY d.cabinet_date, d.id, r.position"
    );
    tx.rows(&sql, &[], recommendation)
}

/// A body of a recommendation.
#[derive(Clone, Debug)]
pub(crate) struct Body {
    pub id: String,
    pub recommendation_id: String,
    /// `lead`, `with` or `mentioned`.
    pub role: String,
    pub printed: String,
    pub name: String,
    pub group: String,
    pub such_as: bool,
    pub unsure: bool,
    pub code: String,
}

impl Body {
    /// As the rules of obligation take it.
    pub(crate) fn part(&self) -> Part {
        Part {
            printed: self.printed.clone(),
            name: self.name.clone(),
            code: Some(self.code.clone()).filter(|code| !code.is_empty()),
            role: match self.role.as_str() {
                "lead" => Role::Lead,
                "with" => Role::With,
                _ => Role::Mentioned,
            },
            such_as: self.such_as,
            group: GROUPS.into_iter().find(|group| code(group) == self.group),
            unsure: self.unsure,
        }
    }
}

const GROUPS: [Group; 13] = [
    Group::AllAgencies,
    Group::Departments,
    Group::Ministries,
    Group::Provinces,
    Group::ProvinceGroups,
    Group::Local,
    Group::StateEnterprises,
    Group::PublicOrganisations,
    Group::Universities,
    Group::Districts,
    Group::Concerned,
    Group::Subordinate,
    Group::Partners,
];

/// The bodies of recommendations, in their order.
pub(crate) fn bodies(tx: &mut Tx<'_>, recommendations: &[String]) -> Result<Vec<Body>> {
    let mut values = Vec::new();
    let marks = listed(recommendations, &mut values);
    let sql = format!(
        "SELECT id, recommendation_id, role, printed, name, group_code, such_as, unsure, code FROM directive_body \
         WHERE recommendation_id IN ({marks}) ORDER BY recommendation_id, position"
    );
    tx.rows(&sql, &values, |row| {
        Ok(Body {
            id: row.get(0)?,
            recommendation_id: row.get(1)?,
            role: row.get(2)?,
            printed: row.get(3)?,
            name: row.get(4)?,
            group: row.get(5)?,
            such_as: row.get(6)?,
            unsure: row.get(7)?,
            code: row.get(8)?,
        })
    })
}

/// An opinion or suggestion.
#[derive(Clone, Debug)]
pub(crate) struct Opinion {
    pub id: String,
    pub recommendation_id: Option<String>,
    pub name: String,
    pub kind: String,
    pub text: String,
    pub line: usize,
    pub decision: String,
    pub answer: String,
    pub answered_at: Option<jiff::Timestamp>,
}

/// The opinions of a paper in their order.
pub(crate) fn opinions(tx: &mut Tx<'_>, directive: &str) -> Result<Vec<Opinion>> {
    let sql = "SELECT id, recommendation_id, name, kind, text, line, decision, answer, answered_at FROM directive_opinion WHERE directive_id = $1 ORDER BY position";
    tx.rows(sql, params![directive], |row| {
        Ok(Opinion {
            id: row.get(0)?,
            recommendation_id: row.get(1)?,
            name: row.get(2)?,
            kind: row.get(3)?,
            text: row.get(4)?,
            line: line(row, 5)?,
            decision: row.get(6)?,
            answer: row.get(7)?,
            answered_at: super::store::moment(row, 8)?,
        })
    })
}

/// A figure as printed, with the newest reading that a person gave it.
#[derive(Clone, Debug)]
pub(crate) struct Figure {
    pub id: String,
    pub directive_id: String,
    pub label: String,
    pub printed: String,
    pub n: Option<u64>,
    pub d: Option<u64>,
    pub verdict: String,
    pub fits: Vec<u64>,
    pub fits_more: u64,
    pub kind: String,
    pub line: usize,
    pub unsure: Vec<String>,
    pub decision: String,
    pub reading: Option<Reading>,
}

/// What a person says that a figure counts.
#[derive(Clone, Debug)]
pub(crate) struct Reading {
    pub n: Option<u64>,
    pub d: Option<u64>,
    pub verdict: String,
    pub meaning: String,
    pub note: String,
    pub at: jiff::Timestamp,
    pub by: String,
}

const FIGURE: &str = "SELECT f.id, f.directive_id, f.label, f.printed, f.n, f.d, f.verdict, f.fits, f.fits_more, \
                      f.kind, f.line, f.unsure, f.decision, g.n, g.d, g.verdict, g.meaning, g.note, g.made_at, \
                      coalesce(a.name, g.made_by) FROM directive_figure f \
                      LEFT JOIN directive_figure_reading g ON g.figure_id = f.id AND g.id = \
                      (SELECT max(h.id) FROM directive_figure_reading h WHERE h.figure_id = f.id) \
                      LEFT JOIN account a ON a.id = g.made_by";

fn figure(row: &Row<'_>) -> Result<Figure> {
    let reading = super::store::moment(row, 18)?
        .map(|at| {
            Ok::<_, db::Error>(Reading {
                n: row.get(13)?,
                d: row.get(14)?,
                verdict: row.get(15)?,
                meaning: row.get(16)?,
                note: row.get(17)?,
                at,
                by: row.get(19)?,
            })
        })
        .transpose()?;
    Ok(Figure {
        id: row.get(0)?,
        directive_id: row.get(1)?,
        label: row.get(2)?,
        printed: row.get(3)?,
        n: row.get(4)?,
        d: row.get(5)?,
        verdict: row.get(6)?,
        fits: serde_json::from_str(&row.get::<String>(7)?).unwrap_or_default(),
        fits_more: row.get(8)?,
        kind: row.get(9)?,
        line: line(row, 10)?,
        unsure: words(row, 11)?,
        decision: row.get(12)?,
        reading,
    })
}

/// The figures of a paper in their order.
pub(crate) fn figures(tx: &mut Tx<'_>, directive: &str) -> Result<Vec<Figure>> {
    tx.rows(&format!("{FIGURE} WHERE f.directive_id = $1 ORDER BY f.position"), params![directive], figure)
}

/// One figure.
pub(crate) fn one_figure(tx: &mut Tx<'_>, id: &str) -> Result<Option<Figure>> {
    tx.row_opt(&format!("{FIGURE} WHERE f.id = $1"), params![id], figure)
}
