//! The rows of the queue, kept with each write: which version of a plan waits, how risky it is, and what it is
//! compared with. Reading a plan takes time, so it is read once, when it is submitted, and never for a page.

use std::collections::{BTreeMap, BTreeSet};

use continuity::{
    organisation::Kind,
    plan::{
        Plan,
        check::{CheckContext, check},
        diff,
    },
    review::{Facts, RiskClass, risk, triage},
    round::{Event, EventKind, Extension, RoundDates, Standing, day, on_time},
};
use db::{Change, Tx, params};
use jiff::{Timestamp, civil::Date};

/// Keeps the queue: server registers it for every change that is announced.
pub fn listener(tx: &mut Tx<'_>, change: &Change) -> db::Result<()> {
    match change {
        Change::Standing { organisation_id, fiscal_year } => refresh(tx, organisation_id, *fiscal_year),
        Change::Roster { fiscal_year } => judge_lateness_again(tx, *fiscal_year),
    }
}

/// One version with what became of it.
#[derive(Clone, Debug)]
pub(super) struct Past {
    pub(super) id: String,
    pub(super) plan_id: String,
    pub(super) kind: String,
    pub(super) number: u32,
    pub(super) submitted: Timestamp,
    pub(super) withdrawn: Option<Timestamp>,
    pub(super) returned: Option<Timestamp>,
    pub(super) approved: Option<Timestamp>,
}

impl Past {
    fn events(&self) -> impl Iterator<Item = Event> {
        let version = self.number;
        let submitted = Some((self.submitted, EventKind::Submitted));
        let later = [
            self.returned.map(|at| (at, EventKind::Returned)),
            self.approved.map(|at| (at, EventKind::Approved)),
            self.withdrawn.map(|at| (at, EventKind::Withdrawn)),
        ];
        [submitted].into_iter().chain(later).flatten().map(move |(at, what)| Event { at, version, what })
    }

    /// True when somebody looked at it and decided.
    pub(super) fn is_reviewed(&self) -> bool {
        self.withdrawn.is_none() && (self.returned.is_some() || self.approved.is_some())
    }
}

/// Where a plan with these versions stands.
pub(super) fn standing(versions: &[&Past]) -> Standing {
    let events: Vec<Event> = versions.iter().flat_map(|past| past.events()).collect();
    Standing::at(&events, Timestamp::MAX)
}

/// Every version of an organisation's plans of one year.
pub(super) fn history(tx: &mut Tx<'_>, organisation_id: &str, fiscal_year: i32) -> db::Result<Vec<Past>> {
    let sql = "SELECT v.id, v.plan_id, v.kind, v.number, v.submitted_at, w.withdrawn_at, r.returned_at, a.approved_at \
               FROM plan_version v LEFT JOIN withdrawal w ON w.version_id = v.id \
               LEFT JOIN review_return r ON r.version_id = v.id LEFT JOIN review_approval a ON a.version_id = v.id \
               WHERE v.organisation_id = $1 AND v.fiscal_year = $2 ORDER BY v.plan_id, v.number";
    let instant = |text: Option<String>| text.map(|text| db::instant(&text)).transpose();
    tx.rows(sql, params![organisation_id, fiscal_year], |row| {
        Ok(Past {
            id: row.get(0)?,
            plan_id: row.get(1)?,
            kind: row.get(2)?,
            number: u32::try_from(row.get::<i64>(3)?).unwrap_or(u32::MAX),
            submitted: db::instant(&row.get::<String>(4)?)?,
            withdrawn: instant(row.get(5)?)?,
            returned: instant(row.get(6)?)?,
            approved: instant(row.get(7)?)?,
        })
    })
}

/// Writes the rows of one organisation's waiting versions anew.
fn refresh(tx: &mut Tx<'_>, organisation_id: &str, fiscal_year: i32) -> db::Result<()> {
    tx.execute(
        "DELETE FROM review_waiting WHERE organisation_id = $1 AND fiscal_year = $2",
        params![organisation_id, fiscal_year],
    )?;
    let history = history(tx, organisation_id, fiscal_year)?;
    let mut plans: BTreeMap<&str, Vec<&Past>> = BTreeMap::new();
    for past in &history {
        plans.entry(&past.plan_id).or_default().push(past);
    }
    for versions in plans.values() {
        let standing = standing(versions);
        let waits = versions.iter().find(|past| standing.awaits_review() && standing.in_effect == Some(past.number));
        if let Some(waits) = waits {
            insert(tx, organisation_id, fiscal_year, waits, versions, &standing)?;
        }
    }
    Ok(())
}

fn insert(
    tx: &mut Tx<'_>,
    organisation_id: &str,
    fiscal_year: i32,
    waits: &Past,
    versions: &[&Past],
    standing: &Standing,
) -> db::Result<()> {
    let Some(plan) = document(tx, &waits.id)? else { return Ok(()) };
    let kind =
        tx.row("SELECT kind FROM organisation WHERE id = $1", params![organisation_id], |row| row.get::<String>(0))?;
    let kind = Kind::from_code(&kind).unwrap_or(Kind::Subunit);
    let earlier = earlier(tx, organisation_id, fiscal_year, waits, versions)?;
    let changes = earlier.as_ref().map(|earlier| diff::changes(&earlier.plan, &plan));
    let pair = earlier.as_ref().zip(changes.as_deref()).map(|(earlier, changes)| (&earlier.plan, changes));
    let mut facts = Facts::of_plan(kind, &plan, &check(&plan, &context()), pair);
    // Only what was once approved may be approved again without a look.
    facts.unchanged_renewal &= earlier.as_ref().is_some_and(|earlier| earlier.approved);
    facts.first_time = never_approved(tx, organisation_id)?;
    facts.resubmitted = versions.iter().any(|past| past.returned.is_some() && past.withdrawn.is_none());
    let first = standing.first_submitted.unwrap_or(waits.submitted);
    facts.late = due_day(tx, organisation_id, fiscal_year)?.is_some_and(|due| !on_time(first, due));
    let judged = triage(&facts);
    tx.execute(
        "INSERT INTO review_waiting (version_id, organisation_id, fiscal_year, submitted_at, submitted_day, points, \
         routine, compared_with, changes, facts) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        params![
            &waits.id,
            organisation_id,
            fiscal_year,
            waits.submitted,
            day_number(day::day_of(waits.submitted)),
            judged.score,
            judged.class == RiskClass::Routine,
            earlier.as_ref().map(|earlier| earlier.id.clone()),
            changes.map(|changes| changes.len()),
            serde_json::to_string(&facts).unwrap_or_default()
        ],
    )?;
    Ok(())
}

/// What the checks know beside the plan. Other organisations' processes are not looked up: they may come later.
pub(super) fn context() -> CheckContext {
    let hazards: BTreeSet<String> =
        reference::List::hazards().entries().iter().map(|entry| entry.code.clone()).collect();
    CheckContext { hazards, ..CheckContext::default() }
}

/// What a version says. `None` when it can't be read: a defect elsewhere must not stop a submission.
pub(super) fn document(tx: &mut Tx<'_>, version_id: &str) -> db::Result<Option<Plan>> {
    let stored =
        tx.row_opt("SELECT document FROM plan_version WHERE id = $1", params![version_id], |row| row.get::<String>(0))?;
    Ok(stored.and_then(|stored| match serde_json::from_str(&stored) {
        Ok(plan) => Some(plan),
        Err(problem) => {
            tracing::error!(version_id, "a stored version can't be read: {problem}");
            None
        }
    }))
}

/// The version to compare with.
struct Earlier {
    id: String,
    plan: Plan,
    approved: bool,
}

/// The version reviewed before: of this plan, else the approved one of the newest earlier year, else what was handed
/// in then.
fn earlier(
    tx: &mut Tx<'_>,
    organisation_id: &str,
    fiscal_year: i32,
    waits: &Past,
    versions: &[&Past],
) -> db::Result<Option<Earlier>> {
    let reviewed = versions.iter().rev().find(|past| past.number < waits.number && past.is_reviewed());
    let found = match reviewed {
        Some(past) => Some((past.id.clone(), past.approved.is_some())),
        None => tx.row_opt(
            "SELECT v.id, a.version_id IS NOT NULL FROM plan_version v JOIN plan p ON p.id = v.plan_id \
             LEFT JOIN review_approval a ON a.version_id = v.id LEFT JOIN withdrawal w ON w.version_id = v.id \
             WHERE v.organisation_id = $1 AND v.fiscal_year < $2 AND v.kind = $3 AND w.version_id IS NULL \
             AND p.label = (SELECT label FROM plan WHERE id = $4) \
             ORDER BY CASE WHEN a.version_id IS NULL THEN 1 ELSE 0 END, v.fiscal_year DESC, v.submitted_at DESC LIMIT 1",
            params![organisation_id, fiscal_year, &waits.kind, &waits.plan_id],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?,
    };
    let Some((id, approved)) = found else { return Ok(None) };
    Ok(document(tx, &id)?.map(|plan| Earlier { id, plan, approved }))
}

/// The version with which this one is or was compared, waiting or decided on.
pub(super) fn compared_with(
    tx: &mut Tx<'_>,
    organisation_id: &str,
    fiscal_year: i32,
    version_id: &str,
) -> db::Result<Option<String>> {
    let history = history(tx, organisation_id, fiscal_year)?;
    let Some(of) = history.iter().find(|past| past.id == version_id) else { return Ok(None) };
    let versions: Vec<&Past> = history.iter().filter(|past| past.plan_id == of.plan_id).collect();
    Ok(earlier(tx, organisation_id, fiscal_year, of, &versions)?.map(|earlier| earlier.id))
}

fn never_approved(tx: &mut Tx<'_>, organisation_id: &str) -> db::Result<bool> {
    let sql = "SELECT count(*) FROM plan_version v JOIN review_approval a ON a.version_id = v.id \
               WHERE v.organisation_id = $1 AND v.kind = 'main'";
    Ok(tx.count(sql, params![organisation_id])? == 0)
}

/// Until when an organisation is on time, its extensions included; `None` without a round.
pub(crate) fn due_day(tx: &mut Tx<'_>, organisation_id: &str, fiscal_year: i32) -> db::Result<Option<Date>> {
    let Some(round) = crate::round::store::by_year(tx, fiscal_year)? else { return Ok(None) };
    let dates = RoundDates { due: round.due_on, closes: round.closes_on };
    let extensions = tx.rows(
        "SELECT due_on, granted_at, revoked_at FROM extension WHERE round_id = $1 AND organisation_id = $2",
        params![&round.id, organisation_id],
        |row| {
            let revoked = row.get::<Option<String>>(2)?.map(|text| db::instant(&text)).transpose()?;
            let granted_at = db::instant(&row.get::<String>(1)?)?;
            Ok(Extension { until: db::date(&row.get::<String>(0)?)?, granted_at, revoked_at: revoked })
        },
    )?;
    Ok(Some(dates.extended(&extensions, Timestamp::MAX).due))
}

/// The dates of a round changed: who was late may not be any more, and the other way round.
fn judge_lateness_again(tx: &mut Tx<'_>, fiscal_year: i32) -> db::Result<()> {
    let Some(round) = crate::round::store::by_year(tx, fiscal_year)? else { return Ok(()) };
    let sql = "SELECT w.version_id, w.facts, (SELECT min(f.submitted_at) FROM plan_version f \
               LEFT JOIN withdrawal x ON x.version_id = f.id WHERE f.plan_id = v.plan_id AND x.version_id IS NULL), \
               (SELECT max(e.due_on) FROM extension e WHERE e.round_id = $2 AND e.organisation_id = w.organisation_id \
                AND e.revoked_at IS NULL) \
               FROM review_waiting w JOIN plan_version v ON v.id = w.version_id WHERE w.fiscal_year = $1";
    let rows = tx.rows(sql, params![fiscal_year, &round.id], |row| {
        Ok((row.get::<String>(0)?, row.get::<String>(1)?, row.get::<Option<String>>(2)?, row.get::<Option<String>>(3)?))
    })?;
    for (version_id, facts, first, extended) in rows {
        let (Ok(mut facts), Some(first)) = (serde_json::from_str::<Facts>(&facts), first) else { continue };
        let extended = extended.map(|day| db::date(&day)).transpose()?;
        let late = !on_time(db::instant(&first)?, round.due_on.max(extended.unwrap_or(round.due_on)));
        if late != facts.late {
            facts.late = late;
            tx.execute(
                "UPDATE review_waiting SET points = $2, facts = $3 WHERE version_id = $1",
                params![&version_id, triage(&facts).score, serde_json::to_string(&facts).unwrap_or_default()],
            )?;
        }
    }
    Ok(())
}

/// Days since 1 January 1970, for counting days in a statement.
pub(super) fn day_number(day: Date) -> i64 {
    continuity::round::days_until(day, jiff::civil::date(1970, 1, 1))
}

/// The score today as SQL over `w`: the stored points and those of the days waited.
pub(crate) fn score_sql(today: Date) -> String {
    let (long, longest) = (risk::LONG, risk::LONGEST);
    let (first, most) = (risk::waiting_points(long), risk::waiting_points(longest));
    let days = format!("({} - w.submitted_day)", day_number(today));
    format!(
        "(w.points + CASE WHEN {days} < {long} THEN 0 WHEN {days} <= {longest} THEN {first} + {days} - {long} ELSE {most} END)"
    )
}

/// The class of risk today as SQL over `w`.
pub(crate) fn class_sql(today: Date) -> String {
    let score = score_sql(today);
    format!(
        "CASE WHEN w.routine THEN 'routine' WHEN {score} >= {} THEN 'high' WHEN {score} >= {} THEN 'medium' ELSE 'low' END",
        risk::HIGH,
        risk::MEDIUM
    )
}

/// The verdict today on a stored row.
pub(crate) fn judged(facts: &str, submitted_day: i64, today: Date) -> Option<(Facts, continuity::review::Triage)> {
    let mut facts: Facts = serde_json::from_str(facts).ok()?;
    facts.days_waiting = u32::try_from(day_number(today) - submitted_day).unwrap_or(0);
    Some((facts, triage(&facts)))
}
