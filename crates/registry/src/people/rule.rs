//! Who may give which role, and whose account may be renewed or ended. Pure.

use db::Scope;
use web::{Action, Actor, Role, policy::is_national};

/// The roles that this person may give over one organisation, in the order of the list.
pub(super) fn grantable(actor: &Actor) -> Vec<Role> {
    let centre = actor.scope(Action::ManagePeople).is_some_and(|scope| scope.is_nation());
    let supervises = actor.is(Role::Supervisor);
    let may = |role: &Role| match role {
        _ if is_national(*role) => false,
        _ if centre => true,
        Role::Coordinator | Role::Head => true,
        Role::Supervisor | Role::Viewer => supervises,
        _ => false,
    };
    Role::ALL.iter().copied().filter(may).collect()
}

/// A role that an account holds: the role's code and the path of its organisation, `None` for the nation.
pub(super) type Held = (String, Option<String>);

/// True when this person may give the account a new link or end it: every role that it holds is one that this person
/// could have given, over an organisation within reach, and it is not the person's own account.
pub(super) fn may_renew(actor: &Actor, scope: &Scope, account_id: &str, held: &[Held]) -> bool {
    if account_id == actor.account_id {
        return false;
    }
    let allowed = grantable(actor);
    let administers = actor.is(Role::Administrator);
    held.iter().all(|(role, path)| {
        let known = Role::from_code(role).is_some_and(|role| allowed.contains(&role) || administers);
        let within = match path {
            Some(path) => scope.reaches(path),
            None => scope.is_nation() && administers,
        };
        known && within
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use db::Reach;
    use web::policy::Grant;

    fn actor(role: Role, path: Option<&str>) -> Actor {
        Actor {
            account_id: "me".into(),
            name: "n".into(),
            grants: vec![Grant { role, over: path.map(|path| ("o".into(), path.into())) }],
            session_id: None,
            organisation: Default::default(),
        }
    }

    fn held(role: Role, path: Option<&str>) -> Held {
        (role.code().to_owned(), path.map(str::to_owned))
    }

    #[test]
    fn nobody_gives_a_role_that_reaches_further_than_the_own() {
        let head = actor(Role::Head, Some("p/x/"));
        assert_eq!(grantable(&head), [Role::Coordinator, Role::Head]);
        let supervisor = actor(Role::Supervisor, Some("p/"));
        assert!(grantable(&supervisor).contains(&Role::Supervisor) && !grantable(&supervisor).contains(&Role::Auditor));
        let centre = actor(Role::NationalOfficer, None);
        assert!(grantable(&centre).iter().all(|role| !is_national(*role)));
    }

    #[test]
    fn an_account_with_roles_elsewhere_or_above_is_not_taken_over() {
        let supervisor = actor(Role::Supervisor, Some("p/"));
        let scope = Scope::of([Reach::Subtree("p/".into())]);
        assert!(may_renew(&supervisor, &scope, "you", &[held(Role::Coordinator, Some("p/x/"))]));
        let elsewhere = [held(Role::Coordinator, Some("p/x/")), held(Role::Coordinator, Some("q/"))];
        assert!(!may_renew(&supervisor, &scope, "you", &elsewhere));
        assert!(!may_renew(&supervisor, &scope, "you", &[held(Role::NationalOfficer, None)]));
        assert!(!may_renew(&supervisor, &scope, "me", &[]));
        let head = actor(Role::Head, Some("p/"));
        let only = Scope::of([Reach::Only("p/".into())]);
        assert!(!may_renew(&head, &only, "you", &[held(Role::Supervisor, Some("p/"))]));
    }

    #[test]
    fn only_an_administrator_renews_national_accounts() {
        let officer = actor(Role::NationalOfficer, None);
        let administrator = actor(Role::Administrator, None);
        let national = [held(Role::Administrator, None)];
        assert!(!may_renew(&officer, &Scope::nation(), "you", &national));
        assert!(may_renew(&administrator, &Scope::nation(), "you", &national));
    }
}
