//! Gathers what a paper needs from the database: the draft or a version, its organisation, the versions before it.

use std::collections::BTreeMap;

use continuity::plan::{Plan, dependency::processes_elsewhere};
use db::{Result, Tx, params};
use thai::date::bangkok_date;

use super::facts::{Approval, Facts, Revision, Version};
use crate::{
    plan::{Owner, PlanReach, store as plans, version_store},
    version::store::{self as versions, VersionLine},
};

/// A plan to be printed with all that the paper says.
#[derive(Clone, Debug)]
pub struct Source {
    /// Id of the plan.
    pub plan_id: String,
    /// Whose it is.
    pub owner: Owner,
    /// What it says.
    pub plan: Plan,
    /// What the paper says beside.
    pub facts: Facts,
}

impl Source {
    /// Name of a file without its ending: ASCII, telling plan and version apart.
    pub fn file_name(&self) -> String {
        match &self.facts.version {
            Some(version) => version.reference.clone(),
            None => format!("BCP-{}-{}-draft", self.owner.code, self.plan.fiscal_year),
        }
    }
}

/// The draft as it stands. While it says what the version in effect says, it is printed as that version.
pub fn draft(tx: &mut Tx<'_>, reach: &PlanReach, plan_id: &str) -> Result<Option<Source>> {
    let Some(row) = plans::find(tx, reach, plan_id)? else { return Ok(None) };
    if let Some(latest) = version_store::latest(tx, plan_id)?.filter(|latest| latest.content_hash == row.content_hash) {
        return version(tx, reach, plan_id, latest.number);
    }
    let facts = Facts {
        form: row.form().clone(),
        version: None,
        date: bangkok_date(db::instant(&row.saved_at)?),
        revisions: versions::all(tx, reach, plan_id)?.iter().rev().map(revision).collect(),
        elsewhere: elsewhere(tx, &row.document)?,
        ..of_owner(tx, &row.owner)?
    };
    Ok(Some(Source { plan_id: row.id, owner: row.owner, plan: row.document, facts }))
}

/// A version as it was handed in.
pub fn version(tx: &mut Tx<'_>, reach: &PlanReach, plan_id: &str, number: u32) -> Result<Option<Source>> {
    let Some(head) = versions::plan(tx, reach, plan_id)? else { return Ok(None) };
    let Some((line, plan)) = versions::find(tx, reach, plan_id, number)? else { return Ok(None) };
    let before = versions::all(tx, reach, plan_id)?;
    let approval = line.head.as_ref().map(|head| Approval {
        name: head.name.clone(),
        position: head.position.clone(),
        on: head.on,
        document_number: head.document_number.clone(),
    });
    let facts = Facts {
        form: line.form().clone(),
        date: bangkok_date(line.submitted.at),
        revisions: before.iter().rev().filter(|other| other.number <= number).map(revision).collect(),
        elsewhere: elsewhere(tx, &plan)?,
        version: Some(Version { number, reference: line.reference, content_hash: line.content_hash, approval }),
        ..of_owner(tx, &head.owner)?
    };
    Ok(Some(Source { plan_id: head.id, owner: head.owner, plan, facts }))
}

/// An empty form for the plan's organisation and year.
pub fn blank(tx: &mut Tx<'_>, reach: &PlanReach, plan_id: &str) -> Result<Option<Source>> {
    let Some(row) = plans::find(tx, reach, plan_id)? else { return Ok(None) };
    let plan = super::assemble::blank_form(row.form(), &row.owner.code, row.fiscal_year);
    let date = thai::date::fiscal_year_start(row.fiscal_year);
    let facts = Facts { blank: true, date, form: row.form().clone(), ..of_owner(tx, &row.owner)? };
    Ok(Some(Source { plan_id: row.id, owner: row.owner, plan, facts }))
}

/// For the command line: the version in effect of a plan by its id or by `ORGANISATION/YEAR`, a version by its
/// reference; the draft when nothing was handed in.
pub fn named(tx: &mut Tx<'_>, name: &str) -> Result<Option<Source>> {
    let (reach, name) = (PlanReach::everything(), name.trim());
    if let Some((plan_id, number)) = versions::by_reference(tx, &name.to_uppercase())? {
        return version(tx, &reach, &plan_id, number);
    }
    let plan_id = match name.rsplit_once('/') {
        None => Some(name.to_owned()),
        Some((code, year)) => main_plan(tx, code, &thai::digits::to_arabic(year))?,
    };
    let Some(plan_id) = plan_id else { return Ok(None) };
    match version_store::latest(tx, &plan_id)? {
        Some(latest) => version(tx, &reach, &plan_id, latest.number),
        None => draft(tx, &reach, &plan_id),
    }
}

/// Id of the main plan of an organisation in a year.
fn main_plan(tx: &mut Tx<'_>, code: &str, year: &str) -> Result<Option<String>> {
    let Ok(year) = year.trim().parse::<i32>() else { return Ok(None) };
    let sql = "SELECT p.id FROM plan p JOIN organisation o ON o.id = p.organisation_id \
               WHERE o.code = $1 AND p.fiscal_year = $2 AND p.kind = 'main' AND p.label = ''";
    tx.row_opt(sql, params![code.trim(), year], |row| row.get(0))
}

/// What a paper says of an organisation; the rest as for an empty draft.
fn of_owner(tx: &mut Tx<'_>, owner: &Owner) -> Result<Facts> {
    let sql = "SELECT coalesce(u.name_th, ''), o.province_code, o.district_code FROM organisation o \
               LEFT JOIN organisation u ON u.id = o.parent_id WHERE o.id = $1";
    let (parent, province, district) = tx
        .row_opt(sql, params![&owner.id], |row| {
            Ok((row.get::<String>(0)?, row.get::<String>(1)?, row.get::<String>(2)?))
        })?
        .unwrap_or_default();
    let demonstration =
        tx.count("SELECT count(*) FROM setting WHERE name = 'demonstration' AND value = 'yes'", &[])? > 0;
    Ok(Facts {
        parent: place(&owner.kind, &province, &district).or(Some(parent).filter(|name| !name.is_empty())),
        demonstration,
        ..Facts::of(&owner.name_th, &owner.kind, UNDATED)
    })
}

/// Stands until the day of the content is known.
const UNDATED: jiff::civil::Date = jiff::civil::Date::constant(1970, 1, 1);

/// A local organisation goes by its district and province: many share a name.
fn place(kind: &str, province: &str, district: &str) -> Option<String> {
    if !kind.starts_with("lao") {
        return None;
    }
    let province = reference::province(province)?;
    let is_capital = province.name_th.starts_with("กรุงเทพ");
    let of_province =
        if is_capital { province.name_th.clone() } else { format!("จังหวัด{}", province.name_th) };
    let (kind, of_district) = match reference::district(district) {
        Some(district) => (if is_capital { "เขต" } else { "อำเภอ" }, district.name_th.as_str()),
        None => return Some(of_province),
    };
    let bare = of_district.trim_start_matches("อำเภอ").trim_start_matches("เขต");
    Some(format!("{kind}{bare} {of_province}"))
}

fn revision(line: &VersionLine) -> Revision {
    Revision {
        number: line.number,
        on: bangkok_date(line.submitted.at),
        reference: line.reference.clone(),
        outcome: line.outcome(),
        approver: line.head.as_ref().map(|head| head.name.clone()).unwrap_or_default(),
    }
}

/// Names of processes of other organisations on which this plan depends, from their latest unclassified versions.
fn elsewhere(tx: &mut Tx<'_>, plan: &Plan) -> Result<BTreeMap<String, String>> {
    let mut names = BTreeMap::new();
    for key in processes_elsewhere(plan) {
        let Some((organisation, process)) = key.split_once('/') else { continue };
        let sql = "SELECT p.name, o.name_th FROM version_process p JOIN plan_version v ON v.id = p.version_id \
                   JOIN organisation o ON o.id = v.organisation_id \
                   WHERE o.code = $1 AND p.process_id = $2 AND v.classification = 'none' \
                   ORDER BY v.submitted_at DESC, v.number DESC LIMIT 1";
        let named = tx.row_opt(sql, params![organisation, process], |row| {
            Ok(format!("{} ({})", row.get::<String>(0)?, row.get::<String>(1)?))
        })?;
        names.extend(named.map(|name| (key.clone(), name)));
    }
    Ok(names)
}
