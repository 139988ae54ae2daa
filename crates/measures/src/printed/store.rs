//! What entries give for the figures of the paper, as far as a person reaches.

use std::collections::BTreeSet;

use continuity::Share;
use db::{Result, Tx};

use super::{Of, units};
use crate::{
    entry::{
        list,
        reach::Reach,
        store::{self, Filter},
    },
    ledger::{HOMEWORK, Ledger, PRACTICE, Part, RELIEF},
};

/// Counts one figure of a year.
pub(crate) fn counted(tx: &mut Tx<'_>, of: Of, year: i32, reach: &Reach) -> Result<Share> {
    let filter = Filter { year: Some(year), ..Filter::default() };
    match of {
        Of::Relief => Ok(list::share(&RELIEF, &store::counts(tx, &RELIEF, &filter, reach)?)),
        Of::Homework => {
            let all = departments(tx)?;
            let using = holders(tx, &HOMEWORK, &filter, reach)?;
            let n = all.iter().filter(|(code, _)| using.contains(code)).count();
            Ok(Share::new(n as u64, all.len() as u64))
        }
        Of::Innovation => {
            let filter = Filter { kind: "innovation".into(), ..filter };
            let (all, using) = (departments(tx)?, holders(tx, &PRACTICE, &filter, reach)?);
            let unit = |(code, ministry): &(String, String)| units::unit(code, ministry).to_owned();
            let with: BTreeSet<String> = all.iter().filter(|(code, _)| using.contains(code)).map(unit).collect();
            let units: BTreeSet<String> = all.iter().map(unit).collect();
            Ok(Share::new(with.len() as u64, units.len() as u64))
        }
    }
}

/// Code and ministry of every department that the paper counts.
fn departments(tx: &mut Tx<'_>) -> Result<Vec<(String, String)>> {
    let sql = "SELECT code, ministry_code FROM organisation WHERE kind = $1 AND closed_on IS NULL ORDER BY code";
    let all = tx.rows(sql, db::params![units::KIND], |row| Ok((row.get::<String>(0)?, row.get::<String>(1)?)))?;
    Ok(all.into_iter().filter(|(code, ministry)| units::reports(code, ministry)).collect())
}

/// Codes of organisations with an entry that counts as done.
fn holders(tx: &mut Tx<'_>, ledger: &'static Ledger, filter: &Filter, reach: &Reach) -> Result<BTreeSet<String>> {
    let groups = store::grouped(tx, (ledger, filter, reach), store::Group::Organisation)?;
    let done = |group: &store::Grouped| {
        let counted = |state: &String| ledger.state(state).is_some_and(|state| state.part == Part::Done);
        group.counts.states.keys().any(counted)
    };
    Ok(groups.into_iter().filter(done).map(|group| group.code).collect())
}
