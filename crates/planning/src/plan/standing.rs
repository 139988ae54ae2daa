//! Where a plan stands and whether it may be edited, from the history of its versions.
//!
//! The rule is `continuity::round::Standing`; here its events are read. A plan is locked while a version waits for
//! review: it is withdrawn or returned first.

use continuity::round::{Event, EventKind, Standing};
use db::{Result, Tx, params};
use jiff::Timestamp;

/// Everything that happened to the versions of a plan, in no order.
pub fn events(tx: &mut Tx<'_>, plan_id: &str) -> Result<Vec<Event>> {
    let mut events = Vec::new();
    tx.each::<db::Error>(
        "SELECT v.number, v.submitted_at, r.returned_at, a.approved_at, w.withdrawn_at FROM plan_version v \
         LEFT JOIN review_return r ON r.version_id = v.id LEFT JOIN review_approval a ON a.version_id = v.id \
         LEFT JOIN withdrawal w ON w.version_id = v.id WHERE v.plan_id = $1",
        params![plan_id],
        |row| {
            let version = u32::try_from(row.get::<i64>(0)?).unwrap_or(u32::MAX);
            let kinds = [EventKind::Submitted, EventKind::Returned, EventKind::Approved, EventKind::Withdrawn];
            for (column, what) in (1..).zip(kinds) {
                if let Some(at) = row.get::<Option<String>>(column)? {
                    events.push(Event { at: db::instant(&at)?, version, what });
                }
            }
            Ok(())
        },
    )?;
    Ok(events)
}

/// Where a plan stands at an instant. A plan that exists is at least begun.
pub fn standing(tx: &mut Tx<'_>, plan_id: &str, created_at: &str, at: Timestamp) -> Result<Standing> {
    let mut events = events(tx, plan_id)?;
    events.push(Event { at: db::instant(created_at)?, version: 0, what: EventKind::Started });
    Ok(Standing::at(&events, at))
}

/// True when nobody may edit the draft, because a version of it waits for review.
pub fn is_locked(standing: &Standing) -> bool {
    standing.awaits_review()
}
