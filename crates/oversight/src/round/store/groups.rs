//! How the organisations of a whole nation stand, by group, from the counters that insight keeps: the cost does not
//! grow with the nation.

use db::{Scope, Tx, Value};

use super::Group;
use crate::listing::{Filters, Where};

/// True when the counters know the answer: for the nation, without words and without what changed in a roster.
fn are_counted(filters: &Filters, scope: &Scope) -> bool {
    scope.is_nation() && filters.q.trim().is_empty() && filters.change.is_empty()
}

/// The groups of a year's roster by `ministry_code`, `province_code` or `kind`, whatever status is asked for; `None`
/// when the counters don't know.
pub fn counted_groups(
    tx: &mut Tx<'_>,
    fiscal_year: i32,
    filters: &Filters,
    scope: &Scope,
    column: &str,
) -> db::Result<Option<Vec<Group>>> {
    if !are_counted(filters, scope) {
        return Ok(None);
    }
    let mut condition = Where::with(vec![Value::from(fiscal_year)]);
    condition.chosen("c.ministry_code", &filters.ministry);
    condition.chosen("c.province_code", &filters.province);
    condition.chosen("c.kind", &filters.kind);
    let sum = |what: &str| format!("CAST(sum({what}) AS BIGINT)");
    let sums = ["c.roster", "c.roster - c.submitted - c.drafting", "c.drafting", "c.returned"].map(sum).join(", ");
    let sql = format!(
        "SELECT c.{column}, {sums} FROM readiness_cell c WHERE c.fiscal_year = $1 AND {} GROUP BY c.{column} \
         HAVING sum(c.roster) > 0",
        condition.sql()
    );
    let groups = tx.rows(&sql, condition.params(), |row| {
        Ok(Group {
            code: row.get(0)?,
            roster: row.get(1)?,
            not_started: row.get(2)?,
            drafting: row.get(3)?,
            returned: row.get(4)?,
        })
    })?;
    Ok(Some(groups))
}

/// How many organisations of these groups have a status; `None` for one that groups don't tell.
pub fn total(groups: &[Group], status: &str) -> Option<i64> {
    let of: fn(&Group) -> i64 = match status {
        "" => |group| group.roster,
        "outstanding" => Group::outstanding,
        "open" => |group| group.outstanding() + group.returned,
        "not_started" => |group| group.not_started,
        "drafting" => |group| group.drafting,
        "returned" => |group| group.returned,
        _ => return None,
    };
    Some(groups.iter().map(of).sum())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_length_of_a_list_is_the_sum_of_its_groups() {
        let group = |roster, not_started, drafting, returned| Group {
            roster,
            not_started,
            drafting,
            returned,
            ..Group::default()
        };
        let groups = [group(10, 4, 2, 1), group(3, 0, 0, 2)];
        let of = |status| total(&groups, status);
        assert_eq!([of(""), of("outstanding"), of("open"), of("returned")], [Some(13), Some(6), Some(9), Some(3)]);
        assert_eq!(of("sent_late"), None);
    }
}
