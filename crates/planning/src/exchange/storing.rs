//! The second half of an import: chunks of read documents are stored, each in one transaction, while the next is read.

use std::{collections::HashMap, sync::Arc};

use db::Db;

use super::record::{Prepared, Recorded, Recording, record};
use crate::plan::store;

/// A read document with its line.
pub type Numbered = (u64, Prepared);

/// What became of a line; the code of an organisation that nobody knows.
pub type Outcome = (u64, Recorded, Option<String>);

/// Stores chunks in the order in which they come.
pub struct Storing {
    db: Db,
    recording: Arc<Recording>,
    dry_run: bool,
    /// What a dry run has met so far: a second line for one plan is not a second new plan.
    rehearsed: HashMap<(String, store::Key), String>,
}

impl Storing {
    /// Stores as recorded so, or only rehearses it.
    pub fn new(db: Db, recording: Recording, dry_run: bool) -> Self {
        Storing { db, recording: Arc::new(recording), dry_run, rehearsed: HashMap::new() }
    }

    /// Stores a chunk in one transaction.
    pub fn store(&mut self, chunk: Vec<Numbered>) -> db::Result<Vec<Outcome>> {
        let chunk = Arc::new(chunk);
        let outcomes = if self.dry_run { self.rehearse(&chunk)? } else { self.perform(&chunk)? };
        let outcome = |((line, new), outcome): (&Numbered, Recorded)| {
            let unknown = outcome == Recorded::UnknownOrganisation;
            (*line, outcome, unknown.then(|| new.plan.organisation.clone()))
        };
        Ok(chunk.iter().zip(outcomes).map(outcome).collect())
    }

    fn perform(&self, chunk: &Arc<Vec<Numbered>>) -> db::Result<Vec<Recorded>> {
        let (chunk, recording) = (Arc::clone(chunk), Arc::clone(&self.recording));
        self.db.write_now(move |tx| chunk.iter().map(|(_, new)| record(tx, new, &recording)).collect())
    }

    /// Stores the chunk and undoes it again.
    fn rehearse(&mut self, chunk: &Arc<Vec<Numbered>>) -> db::Result<Vec<Recorded>> {
        let (stored, recording) = (Arc::clone(chunk), Arc::clone(&self.recording));
        let undone = self.db.write_now(move |tx| {
            let outcomes: db::Result<Vec<Recorded>> =
                stored.iter().map(|(_, new)| record(tx, new, &recording)).collect();
            Err::<(), Undone>(outcomes.map_or_else(Undone::Failed, Undone::Rehearsed))
        });
        let mut outcomes = match undone {
            Err(Undone::Rehearsed(outcomes)) => outcomes,
            Err(Undone::Failed(problem)) => return Err(problem),
            Ok(()) => Vec::new(),
        };
        for ((_, new), outcome) in chunk.iter().zip(&mut outcomes) {
            let key = store::Key {
                organisation_id: String::new(),
                fiscal_year: new.plan.fiscal_year,
                kind: new.plan.kind,
                label: store::label(&new.plan),
            };
            let before = self.rehearsed.insert((new.plan.organisation.clone(), key), new.hash.clone());
            if let (Some(before), Recorded::Created) = (before, *outcome) {
                *outcome = if before == new.hash { Recorded::Unchanged } else { Recorded::Updated };
            }
        }
        Ok(outcomes)
    }
}

/// Why a dry run's transaction is undone.
enum Undone {
    Rehearsed(Vec<Recorded>),
    Failed(db::Error),
}

impl From<db::Error> for Undone {
    fn from(problem: db::Error) -> Self {
        Undone::Failed(problem)
    }
}
