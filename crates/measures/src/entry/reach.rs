//! What a person sees of the ledgers: entries within reach, classified ones only with the right to it, and of a shared
//! ledger what is not classified of the whole nation.

use db::{Scope, Value};
use web::{Action, Actor};

use super::{Entry, OPEN};
use crate::ledger::Ledger;

/// How far a person sees.
#[derive(Clone, Debug)]
pub struct Reach {
    view: Scope,
    classified: Scope,
}

impl Reach {
    /// Of the policy.
    pub(crate) fn of(actor: &Actor, view: &Scope) -> Self {
        let classified = actor.scope(Action::ViewClassified).unwrap_or_else(|| Scope::of([]));
        Reach { view: view.clone(), classified }
    }

    /// Everything: for the command line and the demonstration.
    pub const fn everything() -> Self {
        Reach { view: Scope::nation(), classified: Scope::nation() }
    }

    /// The condition on an entry `e` and its organisation `o`, with its parameters appended.
    pub(crate) fn condition(&self, ledger: &Ledger, values: &mut Vec<Value>) -> String {
        let view = self.view.condition("o.path", values);
        let classified = self.classified.condition("o.path", values);
        values.push(OPEN.into());
        let open = format!("e.classification = ${}", values.len());
        if ledger.shared {
            format!("({open} OR ({view} AND {classified}))")
        } else {
            format!("({view} AND ({open} OR {classified}))")
        }
    }

    /// The same of an entry that was read.
    pub(crate) fn sees(&self, ledger: &Ledger, entry: &Entry) -> bool {
        let path = &entry.owner.path;
        let own = self.view.reaches(path) && (entry.draft.is_open() || self.classified.reaches(path));
        own || (ledger.shared && entry.draft.is_open())
    }
}
