//! The table of every route and role, as the policy gives it, against the one that was agreed. A route that is added or
//! a role that reaches further shows up as a difference that somebody reads. `UPDATE_GOLDEN=1` writes the table anew.

use testapp::{Role, TestApp, World};
use web::{Access, Action, Actor, Route, policy::Grant};

#[test]
fn what_each_role_reaches_is_what_was_agreed() {
    let app = TestApp::start(World::sqlite());
    let table = table(&app.routes);
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/access_matrix.txt");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(file, &table).unwrap();
    }
    let agreed = std::fs::read_to_string(file).unwrap_or_default();
    let new: Vec<&str> = table.lines().filter(|line| !agreed.lines().any(|old| old == *line)).collect();
    let gone: Vec<&str> = agreed.lines().filter(|line| !table.lines().any(|now| now == *line)).collect();
    assert!(
        new.is_empty() && gone.is_empty(),
        "access differs from tests/access_matrix.txt; when that is meant, run with UPDATE_GOLDEN=1 and read the \
         difference\nnow:\n{}\nagreed:\n{}",
        new.join("\n"),
        gone.join("\n")
    );
}

#[test]
fn no_route_is_declared_twice() {
    let app = TestApp::start(World::sqlite());
    let mut seen = std::collections::BTreeSet::new();
    for route in &app.routes {
        assert!(seen.insert((route.method, route.path.clone())), "{} {}", route.method, route.path);
    }
}

#[test]
fn only_what_anybody_may_see_is_public() {
    let app = TestApp::start(World::sqlite());
    let public: Vec<String> = app
        .routes
        .iter()
        .filter(|route| route.access == Access::Public)
        .map(|route| format!("{} {}", route.method, route.path))
        .collect();
    let meant = [
        "/",
        "/sign-in",
        "/preferences",
        "/invitations/{token}",
        "/assets/{*path}",
        "/about",
        "/accessibility",
        "/help",
        "/api/docs",
        "/api/v1/openapi.json",
        "/healthz",
        "/readyz",
    ];
    let other: Vec<_> =
        public.iter().filter(|route| !meant.iter().any(|path| route.ends_with(&format!(" {path}")))).collect();
    assert!(other.is_empty(), "public without being meant to: {other:?}");
}

fn table(routes: &[Route]) -> String {
    let mut lines: Vec<String> = routes.iter().map(line).collect();
    lines.sort_by_key(|line| line.split_whitespace().nth(1).map(str::to_owned));
    let roles: Vec<&str> = Role::ALL.iter().map(|role| role.code()).collect();
    let head = format!(
        "# Who may ask for what, by role: {}.\n# . never, o the own organisation, b it and all below, n the whole \
         nation.\n",
        roles.join(", ")
    );
    format!("{head}{}\n", lines.join("\n"))
}

fn line(route: &Route) -> String {
    let asked = match route.access {
        Access::Public => "public".to_owned(),
        Access::SignedIn => "signed in".to_owned(),
        Access::Monitor => "token of the monitoring".to_owned(),
        Access::May(action) => {
            let letters: String = Role::ALL.iter().map(|role| reach(*role, action)).collect();
            format!("{letters} {}", action.code())
        }
    };
    format!("{:<6} {:<60} {asked}", route.method, route.path)
}

fn reach(role: Role, action: Action) -> char {
    if web::policy::is_national(role) {
        return if actor(role, None).may_somewhere(action) { 'n' } else { '.' };
    }
    let own = actor(role, Some("p/own/"));
    let reaches = ["p/own/", "p/own/unit/", "p/other/"].map(|path| own.may(action, path));
    match reaches {
        [false, ..] => '.',
        [true, false, _] => 'o',
        [true, true, false] => 'b',
        [true, true, true] => 'n',
    }
}

fn actor(role: Role, path: Option<&str>) -> Actor {
    Actor {
        account_id: "a".into(),
        name: "n".into(),
        grants: vec![Grant { role, over: path.map(|path| ("o".into(), path.into())) }],
        session_id: None,
        organisation: Default::default(),
    }
}
