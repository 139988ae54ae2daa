//! What an administrator typed: a new account, or a role over an organisation. Every error is told at once.

use web::{
    Role,
    form::{Errors, Fields},
    policy,
};

use super::store::Organisation;
use crate::text::T;

/// The longest sign-in name and personal name, in characters.
const LONGEST: usize = 120;

/// A role as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TypedRole {
    /// Code of the role.
    pub role: String,
    /// Register code of the organisation.
    pub organisation: String,
    /// What was searched for.
    pub search: String,
}

impl TypedRole {
    /// Of a form.
    pub fn of(fields: &Fields) -> Self {
        TypedRole {
            role: fields.text("role"),
            organisation: fields.text("organisation"),
            search: fields.text("organisation_search"),
        }
    }
}

/// What must a role be held over?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Over {
    /// One organisation.
    Organisation,
    /// The nation.
    Nation,
    /// Either.
    Either,
}

/// What this role must be held over: the policy knows roles that only make sense for the nation; a plan is written,
/// approved and followed for an organisation; who only reads may read either.
pub const fn over(role: Role) -> Over {
    match role {
        role if policy::is_national(role) => Over::Nation,
        Role::Auditor | Role::Viewer => Over::Either,
        _ => Over::Organisation,
    }
}

/// The role with the id of its organisation, or what is wrong. `found` is the organisation with the typed code.
pub fn role(
    t: T,
    typed: &TypedRole,
    found: Option<&Organisation>,
    errors: &mut Errors,
) -> Option<(Role, Option<String>)> {
    let Some(role) = Role::from_code(&typed.role) else {
        errors.add("role", t.choose_role());
        return None;
    };
    match (over(role), typed.organisation.is_empty(), found) {
        (Over::Nation, false, _) => errors.add("organisation", t.role_is_national()),
        (Over::Organisation, true, _) => errors.add("organisation", t.role_needs_organisation()),
        (_, false, None) => errors.add("organisation", t.no_such_organisation(&typed.organisation)),
        (_, _, found) => return Some((role, found.map(|(id, _, _, _)| id.clone()))),
    }
    None
}

/// The sign-in name and personal name, or what is wrong.
pub fn person(t: T, fields: &Fields, errors: &mut Errors) -> (String, String) {
    let (login, name) = (fields.text("login"), fields.text("name"));
    match login.chars().count() {
        0 => errors.add("login", t.login_needed()),
        1 | 2 => errors.add("login", t.login_short()),
        n if n > LONGEST => errors.add("login", t.too_long(LONGEST)),
        _ if login.contains(char::is_whitespace) => errors.add("login", t.login_blank()),
        _ => {}
    }
    match name.chars().count() {
        0 => errors.add("name", t.name_needed()),
        n if n > LONGEST => errors.add("name", t.too_long(LONGEST)),
        _ => {}
    }
    (login, name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use web::Lang;

    fn judged(role_code: &str, organisation: &str, known: bool) -> (Option<(Role, Option<String>)>, usize) {
        let typed = TypedRole { role: role_code.into(), organisation: organisation.into(), search: String::new() };
        let found: Organisation = ("id".into(), organisation.into(), "ชื่อ".into(), String::new());
        let mut errors = Errors::new();
        let role = role(T(Lang::Th), &typed, known.then_some(&found), &mut errors);
        (role, errors.list.len())
    }

    #[test]
    fn a_plan_is_written_and_approved_for_an_organisation() {
        assert_eq!(judged("coordinator", "", false), (None, 1));
        assert_eq!(judged("head", "P73", true), (Some((Role::Head, Some("id".into()))), 0));
        assert_eq!(judged("supervisor", "P99", false), (None, 1));
    }

    #[test]
    fn a_national_role_is_never_held_over_one_organisation() {
        assert_eq!(judged("national_officer", "P73", true), (None, 1));
        assert_eq!(judged("administrator", "", false), (Some((Role::Administrator, None)), 0));
    }

    #[test]
    fn who_only_reads_may_read_the_nation_or_a_part() {
        assert_eq!(judged("auditor", "", false).0, Some((Role::Auditor, None)));
        assert_eq!(judged("viewer", "P73", true).0, Some((Role::Viewer, Some("id".into()))));
        assert_eq!(judged("emperor", "", false), (None, 1));
    }

    #[test]
    fn every_error_of_a_person_is_told_at_once() {
        let mut errors = Errors::new();
        person(T(Lang::En), &Fields::of([("login", "a b"), ("name", " ")]), &mut errors);
        assert_eq!(errors.list.len(), 2);
    }
}
