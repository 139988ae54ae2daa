//! How far somebody reaches into plans: which organisations, and of which of them the classified plans too.

use db::{Scope, Value};
use web::{Action, Actor};

/// The reach of one act over plans. Only made from the policy, or for jobs and the command line.
#[derive(Clone, Debug)]
pub struct PlanReach {
    scope: Scope,
    classified: Option<Scope>,
}

impl PlanReach {
    /// The reach of `actor` for an action that the route has already been granted as `scope`.
    pub fn of(actor: &Actor, scope: &Scope) -> Self {
        PlanReach { scope: scope.clone(), classified: actor.scope(Action::ViewClassified) }
    }

    /// Every plan, classified or not; for jobs and the command line.
    pub const fn everything() -> Self {
        PlanReach { scope: Scope::nation(), classified: Some(Scope::nation()) }
    }

    /// A condition over an organisation's path and a plan's classification, with its parameters appended.
    pub fn condition(&self, path: &str, classification: &str, params: &mut Vec<Value>) -> String {
        let reached = self.scope.condition(path, params);
        match &self.classified {
            None => format!("({reached} AND {classification} = 'none')"),
            Some(scope) if scope.is_nation() => reached,
            Some(scope) => {
                let secret = scope.condition(path, params);
                format!("({reached} AND ({classification} = 'none' OR {secret}))")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use db::Reach;
    use web::Role;

    fn actor(role: Role, path: Option<&str>) -> Actor {
        Actor {
            account_id: "a".into(),
            name: "n".into(),
            grants: vec![web::policy::Grant { role, over: path.map(|path| ("o".into(), path.into())) }],
            session_id: None,
            organisation: Default::default(),
        }
    }

    #[test]
    fn a_viewer_never_reaches_a_classified_plan() {
        let reach = PlanReach::of(&actor(Role::Viewer, None), &Scope::nation());
        assert_eq!(
            reach.condition("o.path", "p.classification", &mut Vec::new()),
            "(TRUE AND p.classification = 'none')"
        );
    }

    #[test]
    fn a_supervisor_reaches_the_classified_plans_below() {
        let scope = Scope::of([Reach::Subtree("p/".into())]);
        let reach = PlanReach::of(&actor(Role::Supervisor, Some("p/")), &scope);
        let mut params = Vec::new();
        let condition = reach.condition("o.path", "p.classification", &mut params);
        assert_eq!(params.len(), 4);
        assert!(condition.contains("p.classification = 'none' OR"));
    }
}
