//! Which letters a person may know of: those of the organisations in reach, and of these the classified ones only where
//! the person is cleared. Every statement about letters takes one, so that a list, a count, a search and a file agree.

use db::{Scope, Value};
use web::{Action, Granted};

use crate::rules::{Secrecy, mask::masked};

/// What a person may know of.
#[derive(Clone, Debug)]
pub struct Reach {
    scope: Scope,
    cleared: Option<Scope>,
    personal: Option<Scope>,
}

impl Reach {
    /// Of whoever was let in.
    pub fn of(granted: &Granted) -> Self {
        Reach {
            scope: granted.scope.clone(),
            cleared: granted.actor.scope(Action::ViewClassified),
            personal: granted.actor.scope(Action::ViewPersonal),
        }
    }

    /// Everything; for jobs and the command line.
    pub fn everything() -> Self {
        let all = Some(Scope::nation());
        Reach { scope: Scope::nation(), cleared: all.clone(), personal: all }
    }

    /// The same, of one organisation in reach alone.
    pub fn within(&self, path: &str) -> Self {
        let only = || Scope::of([db::Reach::Only(path.to_owned())]);
        let kept = |scope: &Scope| if scope.reaches(path) { only() } else { Scope::of([]) };
        Reach {
            scope: kept(&self.scope),
            cleared: self.cleared.as_ref().map(kept),
            personal: self.personal.as_ref().map(kept),
        }
    }

    /// The organisations, whatever is classified.
    pub fn scope(&self) -> &Scope {
        &self.scope
    }

    /// A condition on the path of the organisation and on the letter's classification.
    pub fn condition(&self, path: &str, classification: &str, values: &mut Vec<Value>) -> String {
        let reached = self.scope.condition(path, values);
        let cleared = match &self.cleared {
            Some(scope) => scope.condition(path, values),
            None => "FALSE".to_owned(),
        };
        format!("({reached} AND ({classification} = 'none' OR {cleared}))")
    }

    /// True when a letter of this organisation and degree may be known of.
    pub fn sees(&self, path: &str, secrecy: Secrecy) -> bool {
        let cleared = || self.cleared.as_ref().is_some_and(|scope| scope.reaches(path));
        self.scope.reaches(path) && (!secrecy.is_classified() || cleared())
    }

    /// True when the person may make a letter of this degree there.
    pub fn may_classify(&self, path: &str) -> bool {
        self.cleared.as_ref().is_some_and(|scope| scope.reaches(path))
    }

    /// The words as this person may read them.
    pub fn words(&self, path: &str, text: &str) -> String {
        match self.personal.as_ref().is_some_and(|scope| scope.reaches(path)) {
            true => text.to_owned(),
            false => masked(text),
        }
    }
}
