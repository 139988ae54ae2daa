//! Where the figures of a date come from: the summary rows when they hold for that date, the standings below an
//! organisation, or, for a date before the last event, the history itself. All three give the same figures.

use std::collections::{BTreeMap, HashMap, HashSet};

use continuity::round::day;
use db::{Scope, Tx, Value, params};
use jiff::civil::Date;

use super::{
    Refused,
    dimension::{Dimension, Group},
    hazard::{ANY_OWN, is_listed, own_condition},
};
use crate::standing::{
    counts::Counts,
    row::Row,
    store::{self, Round},
};

/// A year's figures on a date, within a reach.
pub(crate) struct Source {
    pub year: i32,
    pub as_of: Date,
    pub round: Round,
    from: From,
}

enum From {
    /// The whole nation, as everything stands.
    Cells,
    /// A part of the nation, as everything stands.
    Standings(Scope),
    /// As it stood on a date.
    Past(Past),
}

/// Who was on the roster on a date, and where they stood.
pub(crate) struct Past {
    pub rows: Vec<Row>,
}

/// What identifies the state of a year's figures: equal versions, equal figures.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Version {
    epoch: String,
    changes: i64,
}

/// The version of a year's figures; `None` when no round was opened.
fn version(tx: &mut Tx<'_>, year: i32) -> db::Result<Option<Version>> {
    let sql = "SELECT y.epoch, CAST(coalesce((SELECT sum(c.changes) FROM readiness_cell c WHERE c.fiscal_year = $1), 0) AS BIGINT) \
               FROM readiness_year y WHERE y.fiscal_year = $1";
    tx.row_opt(sql, params![year], |row| Ok(Version { epoch: row.get(0)?, changes: row.get(1)? }))
}

/// The years that have a round, newest first.
pub(crate) fn years(tx: &mut Tx<'_>) -> db::Result<Vec<i32>> {
    tx.rows("SELECT fiscal_year FROM round ORDER BY fiscal_year DESC", &[], |row| row.get(0))
}

/// True when nothing that the kept rows know of happened after the end of this day.
fn holds(tx: &mut Tx<'_>, year: i32, as_of: Date) -> db::Result<bool> {
    let sql = "SELECT y.roster_settled_on, (SELECT max(s.settled_at) FROM standing s WHERE s.fiscal_year = $1) \
               FROM readiness_year y WHERE y.fiscal_year = $1";
    let kept =
        tx.row_opt(sql, params![year], |row| Ok((row.get::<Option<String>>(0)?, row.get::<Option<String>>(1)?)))?;
    let Some((roster, event)) = kept else { return Ok(false) };
    let end = day::end_of(as_of).map(db::stamp);
    let roster_settled = roster.is_none_or(|changed| changed <= as_of.to_string());
    // Beyond the range of instants every event lies before the end of the day.
    let events_settled = event.is_none_or(|event| end.is_none_or(|end| event <= end));
    Ok(roster_settled && events_settled)
}

/// Finds where the figures of the end of a day in Bangkok come from.
///
/// # Errors
/// [`Refused::NoRound`] when no round of the year was opened.
pub(crate) fn open(tx: &mut Tx<'_>, year: i32, as_of: Date, scope: &Scope) -> Result<Source, Refused> {
    let round = store::round(tx, year)?.ok_or(Refused::NoRound { year })?;
    let from = if !holds(tx, year, as_of)? {
        From::Past(past(tx, year, &round, as_of, scope)?)
    } else if scope.is_nation() {
        From::Cells
    } else {
        From::Standings(scope.clone())
    };
    Ok(Source { year, as_of, round, from })
}

/// The version of the nation's figures when the summary rows hold for that day and the reach is the nation.
pub(super) fn open_version(tx: &mut Tx<'_>, year: i32, as_of: Date, scope: &Scope) -> db::Result<Option<Version>> {
    if scope.is_nation() && holds(tx, year, as_of)? { version(tx, year) } else { Ok(None) }
}

fn past(tx: &mut Tx<'_>, year: i32, round: &Round, as_of: Date, scope: &Scope) -> db::Result<Past> {
    let instant =
        day::end_of(as_of).unwrap_or(if as_of.year() < 0 { jiff::Timestamp::MIN } else { jiff::Timestamp::MAX });
    let members = store::members(tx, round, as_of)?;
    let mut facts = store::all_facts(tx, year, round)?;
    let within = members.into_iter().filter(|(_, path)| scope.reaches(path));
    let judge = |(member, _): (crate::standing::row::Member, String)| {
        let facts = facts.remove(&member.organisation_id).unwrap_or_default();
        Row::judge(member, &facts, round.dates, instant)
    };
    Ok(Past { rows: within.map(judge).collect() })
}

impl Row {
    /// The code of this row in a dimension.
    pub(crate) fn code_in(&self, dimension: Dimension) -> &str {
        let cell = &self.member.cell;
        match dimension {
            Dimension::Ministry => &cell.ministry_code,
            Dimension::Province => &cell.province_code,
            Dimension::Kind => &cell.kind,
            Dimension::Region => &cell.region,
        }
    }

    fn is_in(&self, group: Option<&Group>) -> bool {
        group.is_none_or(|(dimension, code)| self.code_in(*dimension) == code)
    }
}

const CELLS_WITH_HAZARDS: &str = "readiness_cell c JOIN readiness_cell_hazard x ON x.fiscal_year = c.fiscal_year \
    AND x.kind = c.kind AND x.ministry_code = c.ministry_code AND x.province_code = c.province_code";

/// `FROM ... WHERE ...` over cells or standings, with the parameters.
struct Part {
    from: String,
    params: Vec<Value>,
}

impl Source {
    /// The rows of the past, when the figures come from there.
    pub(crate) fn past(&self) -> Option<&Past> {
        match &self.from {
            From::Past(past) => Some(past),
            _ => None,
        }
    }

    /// What the figures of the nation are remembered under; none for other reaches and for the past.
    pub(crate) fn version(&self, tx: &mut Tx<'_>) -> db::Result<Option<Version>> {
        if matches!(self.from, From::Cells) { version(tx, self.year) } else { Ok(None) }
    }

    /// The reach of figures that come from standings.
    pub(crate) fn scope(&self) -> Scope {
        match &self.from {
            From::Standings(scope) => scope.clone(),
            _ => Scope::nation(),
        }
    }

    /// `from` names the table whose columns tell the groups `c`.
    fn part(&self, from: &str, group: Option<&Group>) -> Part {
        let mut params = vec![Value::from(self.year)];
        let mut conditions = vec!["c.fiscal_year = $1".to_owned()];
        if let Some((dimension, code)) = group {
            params.push(code.into());
            conditions.push(format!("c.{} = ${}", dimension.column(), params.len()));
        }
        let mut from = from.to_owned();
        if let From::Standings(scope) = &self.from {
            from.push_str(" JOIN organisation o ON o.id = c.organisation_id");
            conditions.push(scope.condition("o.path", &mut params));
        }
        Part { from: format!("{from} WHERE {}", conditions.join(" AND ")), params }
    }

    /// The counts of each group of a dimension, or all together under the empty code.
    pub(crate) fn counts(
        &self,
        tx: &mut Tx<'_>,
        by: Option<Dimension>,
        within: Option<&Group>,
    ) -> db::Result<BTreeMap<String, Counts>> {
        let (table, sums) = match &self.from {
            From::Past(past) => return Ok(past.counts(by, within)),
            From::Cells => ("readiness_cell c", cell_sums()),
            From::Standings(_) => ("standing c", store::sums("c")),
        };
        let Part { from, params } = self.part(table, within);
        let key = by.map_or("''".to_owned(), |by| format!("c.{}", by.column()));
        let grouped = if by.is_some() { format!(" GROUP BY {key}") } else { String::new() };
        let sql = format!("SELECT {key}, {sums} FROM {from}{grouped}");
        let all = tx.rows(&sql, &params, |row| Ok((row.get(0)?, Counts::of(|column| row.get(column + 1))?)))?;
        Ok(all.into_iter().filter(|(_, counts): &(String, Counts)| by.is_none() || counts.roster > 0).collect())
    }

    /// The counts of everything within a group, or of all.
    pub(crate) fn total(&self, tx: &mut Tx<'_>, within: Option<&Group>) -> db::Result<Counts> {
        Ok(self.counts(tx, None, within)?.into_values().sum())
    }

    /// How many plans in effect name each hazard: by the code of the group, then of the hazard. Under [`ANY_OWN`] the
    /// plans that name any hazard of their own, each plan once.
    pub(crate) fn hazards(
        &self,
        tx: &mut Tx<'_>,
        by: Option<Dimension>,
        within: Option<&Group>,
    ) -> db::Result<BTreeMap<String, BTreeMap<String, i64>>> {
        // The counters of hazards carry no region: the cells themselves know it.
        let by_region = by == Some(Dimension::Region) || within.is_some_and(|(d, _)| *d == Dimension::Region);
        let (from, hazard, sum) = match &self.from {
            From::Past(past) => return past.hazards(tx, self.year, by, within),
            From::Cells if by_region => (CELLS_WITH_HAZARDS, "x.hazard", "CAST(sum(x.plans) AS BIGINT)"),
            From::Cells => ("readiness_cell_hazard c", "c.hazard", "CAST(sum(c.plans) AS BIGINT)"),
            From::Standings(_) => {
                ("standing c JOIN version_hazard h ON h.version_id = c.version_id", "h.code", "count(*)")
            }
        };
        let Part { from, params } = self.part(from, within);
        let key = by.map_or("''".to_owned(), |by| format!("c.{}", by.column()));
        let grouped = if by.is_some() { format!("{key}, {hazard}") } else { hazard.to_owned() };
        let sql = format!("SELECT {key}, {hazard}, {sum} FROM {from} GROUP BY {grouped}");
        let mut all = BTreeMap::<String, BTreeMap<String, i64>>::new();
        tx.each::<db::Error>(&sql, &params, |row| {
            let plans: i64 = row.get(2)?;
            if plans != 0 {
                all.entry(row.get(0)?).or_default().insert(row.get(1)?, plans);
            }
            Ok(())
        })?;
        if all.values().flat_map(BTreeMap::keys).any(|code| !is_listed(code)) {
            self.own_hazards(tx, (by, within), &mut all)?;
        }
        Ok(all)
    }

    /// Counters by code can't tell how many plans name any hazard of their own: some name several.
    fn own_hazards(
        &self,
        tx: &mut Tx<'_>,
        (by, within): (Option<Dimension>, Option<&Group>),
        all: &mut BTreeMap<String, BTreeMap<String, i64>>,
    ) -> db::Result<()> {
        let Part { from, params } =
            self.part("standing c JOIN version_hazard h ON h.version_id = c.version_id", within);
        let key = by.map_or("''".to_owned(), |by| format!("c.{}", by.column()));
        let grouped = if by.is_some() { format!(" GROUP BY {key}") } else { String::new() };
        let own = own_condition("h.code");
        let sql = format!("SELECT {key}, count(DISTINCT c.version_id) FROM {from} AND {own}{grouped}");
        tx.each::<db::Error>(&sql, &params, |row| {
            all.entry(row.get(0)?).or_default().insert(ANY_OWN.to_owned(), row.get(1)?);
            Ok(())
        })
    }

    /// First submissions by day, in order.
    pub(crate) fn days(&self, tx: &mut Tx<'_>, within: Option<&Group>) -> db::Result<Vec<(Date, i64)>> {
        let province_only = within.is_none_or(|(dimension, _)| *dimension == Dimension::Province);
        let Part { from, params } = match &self.from {
            From::Past(past) => return Ok(past.days(within)),
            From::Cells if province_only => self.part("readiness_day c", within),
            _ => self.part("standing c", within),
        };
        let sql = if from.starts_with("readiness_day") {
            format!("SELECT c.day, CAST(sum(c.submitted) AS BIGINT) FROM {from} GROUP BY c.day ORDER BY c.day")
        } else {
            format!(
                "SELECT c.first_submitted_on, count(*) FROM {from} AND c.first_submitted_on IS NOT NULL \
                 GROUP BY c.first_submitted_on ORDER BY c.first_submitted_on"
            )
        };
        let days = tx.rows(&sql, &params, |row| Ok((db::date(&row.get::<String>(0)?)?, row.get::<i64>(1)?)))?;
        Ok(days.into_iter().filter(|(_, submitted)| *submitted != 0).collect())
    }
}

fn cell_sums() -> String {
    let sum = |column: &&str| format!("CAST(coalesce(sum(c.{column}), 0) AS BIGINT)");
    Counts::COLUMNS.iter().map(sum).collect::<Vec<_>>().join(", ")
}

impl Past {
    fn rows_in<'a>(&'a self, within: Option<&'a Group>) -> impl Iterator<Item = &'a Row> {
        self.rows.iter().filter(move |row| row.is_in(within))
    }

    fn counts(&self, by: Option<Dimension>, within: Option<&Group>) -> BTreeMap<String, Counts> {
        let mut all = BTreeMap::<String, Counts>::new();
        for row in self.rows_in(within) {
            let counts = all.entry(by.map_or("", |by| row.code_in(by)).to_owned()).or_default();
            *counts = *counts + Counts::of_row(row);
        }
        all
    }

    fn hazards(
        &self,
        tx: &mut Tx<'_>,
        year: i32,
        by: Option<Dimension>,
        within: Option<&Group>,
    ) -> db::Result<BTreeMap<String, BTreeMap<String, i64>>> {
        let groups: HashMap<&str, &str> = self
            .rows_in(within)
            .filter_map(|row| Some((row.version_id.as_deref()?, by.map_or("", |by| row.code_in(by)))))
            .collect();
        let mut all = BTreeMap::<String, BTreeMap<String, i64>>::new();
        let mut with_own = HashSet::new();
        each_hazard(tx, year, |version, hazard| {
            let Some(group) = groups.get(version) else { return };
            let counts = all.entry((*group).to_owned()).or_default();
            *counts.entry(hazard.to_owned()).or_default() += 1;
            if !is_listed(hazard) && with_own.insert(version.to_owned()) {
                *counts.entry(ANY_OWN.to_owned()).or_default() += 1;
            }
        })?;
        Ok(all)
    }

    fn days(&self, within: Option<&Group>) -> Vec<(Date, i64)> {
        let mut days = BTreeMap::<Date, i64>::new();
        for day in self.rows_in(within).filter_map(Row::first_submitted_on) {
            *days.entry(day).or_default() += 1;
        }
        days.into_iter().collect()
    }
}

/// Every hazard of every version of the main plans of a year: version, hazard.
pub(crate) fn each_hazard(tx: &mut Tx<'_>, year: i32, mut each: impl FnMut(&str, &str)) -> db::Result<()> {
    let sql = "SELECT h.version_id, h.code FROM plan_version v JOIN version_hazard h ON h.version_id = v.id \
               WHERE v.fiscal_year = $1 AND v.kind = 'main'";
    tx.each::<db::Error>(sql, params![year], |row| {
        each(&row.get::<String>(0)?, &row.get::<String>(1)?);
        Ok(())
    })
}
