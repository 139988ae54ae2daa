//! Every route asked by every role for what belongs to a foreign organisation: nothing of it comes back and nothing
//! changes. Lists, searches, downloads and messages included, because the whole body is looked through.

use testapp::{COORDINATED, ELSEWHERE, Handed, PROVINCE, Person, Role, TestApp, served};
use web::{Access, Action, Actor, Route, policy::Grant};

/// Who asks: a role and over what; none of them reaches [`ELSEWHERE`].
const ASKING: &[(Role, &str)] = &[
    (Role::Coordinator, COORDINATED),
    (Role::Head, COORDINATED),
    (Role::Supervisor, PROVINCE),
    (Role::Auditor, PROVINCE),
    (Role::Viewer, COORDINATED),
];

struct Foreign {
    plan: Handed,
    account: String,
    name: String,
}

fn prepare(app: &TestApp) -> Foreign {
    app.organisations(&[COORDINATED, ELSEWHERE]);
    app.a_round();
    app.a_plan(COORDINATED);
    let account = app.an_account(Role::Coordinator, Some(ELSEWHERE));
    Foreign { plan: app.a_plan(ELSEWHERE), account, name: app.organisation_name(ELSEWHERE) }
}

served! {
    fn without_an_account_only_public_routes_answer(app: &TestApp) {
        let foreign = prepare(app);
        let guest = app.guest();
        let before = events(app);
        let mut wrong = Vec::new();
        for route in app.routes.iter().filter(|route| route.access != Access::Public) {
            let answer = ask(&guest, route, &foreign);
            let to_sign_in = answer.status == 303 && answer.location().is_some_and(|to| to.starts_with("/sign-in"));
            let right = if route.access == Access::Monitor {
                answer.status == 404
            } else if route.path.starts_with("/api/") { answer.status == 401 } else { to_sign_in || answer.status == 401 };
            if !right {
                wrong.push(format!("{} {}: {} {:?}", route.method, route.path, answer.status, answer.location()));
            }
            leaks(&answer, &foreign).into_iter().for_each(|leak| wrong.push(format!("{} {}: {leak}", route.method, route.path)));
        }
        assert_eq!(events(app), before, "somebody without an account changed something");
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    fn a_role_that_may_not_is_refused_everywhere(app: &TestApp) {
        let foreign = prepare(app);
        let mut wrong = Vec::new();
        let nation = [(Role::NationalOfficer, None), (Role::Administrator, None)];
        for (role, over) in ASKING.iter().map(|(role, over)| (*role, Some(*over))).chain(nation) {
            let person = app.person(role, over);
            let actor = actor(role, over.map(|_| "p/"));
            let before = events(app);
            for route in &app.routes {
                let Access::May(action) = route.access else { continue };
                if actor.may_somewhere(action) {
                    continue;
                }
                let answer = ask(&person, route, &foreign);
                if answer.status != 403 {
                    wrong.push(format!("{} {} {}: {}", role.code(), route.method, route.path, answer.status));
                }
            }
            assert_eq!(events(app), before, "{} changed something", role.code());
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    fn nothing_of_a_foreign_organisation_is_shown_or_changed(app: &TestApp) {
        let foreign = prepare(app);
        let mut wrong = Vec::new();
        for (role, over) in ASKING {
            let person = app.person(*role, Some(over));
            let actor = actor(*role, Some("p/"));
            for route in &app.routes {
                let Access::May(action) = route.access else { continue };
                if !actor.may_somewhere(action) {
                    continue;
                }
                let before = about_foreign(app, &foreign);
                let answer = ask(&person, route, &foreign);
                let what = format!("{} {} {}", role.code(), route.method, route.path);
                // Values may be refused before it is looked whose they are; succeeding or leading on may not be.
                if names_a_subject(&route.path) && answer.status < 400 && !is_public_part(route) {
                    wrong.push(format!("{what}: {} {:?}", answer.status, answer.location()));
                }
                if answer.status >= 500 {
                    wrong.push(format!("{what}: {}", answer.status));
                }
                // The name of any organisation is known to whoever may find it.
                let name = format!("shows {}", foreign.name);
                let found = leaks(&answer, &foreign).into_iter().filter(|leak| !is_public_part(route) || *leak != name);
                wrong.extend(found.map(|leak| format!("{what}: {leak}")));
                if about_foreign(app, &foreign) != before {
                    wrong.push(format!("{what}: changed something of another organisation"));
                }
            }
        }
        assert!(wrong.is_empty(), "{} findings\n{}", wrong.len(), wrong.join("\n"));
    }

    fn a_search_for_the_name_of_a_foreign_plan_finds_nothing(app: &TestApp) {
        let foreign = prepare(app);
        let mut wrong = Vec::new();
        for (role, over) in ASKING {
            let person = app.person(*role, Some(over));
            let lists = app.routes.iter().filter(|route| route.method == "GET" && !route.path.contains('{'));
            for route in lists.filter(|route| !is_public_part(route)) {
                for format in ["", "&format=csv", "&format=json"] {
                    let answer = person.get(&format!("{}?q={ELSEWHERE}&organisation={ELSEWHERE}{format}", route.path));
                    let told = [&foreign.plan.reference, &foreign.plan.plan_id, &foreign.plan.version_id, &foreign.name];
                    let body = answer.text();
                    if let Some(leak) = told.into_iter().find(|told| body.contains(told.as_str())) {
                        wrong.push(format!("{} {}{format}: shows {leak}", role.code(), route.path));
                    }
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
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

/// The route shows what is public of every organisation.
fn is_public_part(route: &Route) -> bool {
    route.access == Access::May(Action::FindOrganisation)
}

/// The route's address names something that belongs to one organisation.
fn names_a_subject(path: &str) -> bool {
    let of_organisation = ["/organisations/{code}", "/plans/{id}", "/reviews/{version}"];
    of_organisation.iter().any(|start| path.trim_start_matches("/api/v1").starts_with(start))
}

/// Asks a route for what belongs to the foreign organisation.
fn ask(person: &Person, route: &Route, foreign: &Foreign) -> testapp::Answer {
    let nobody = "01890000-0000-7000-8000-000000000000";
    let code = match route.path.as_str() {
        path if path.contains("/ministries/") => "M01",
        path if path.contains("/provinces/") => "80",
        path if path.contains("/kinds/") => "lao_subdistrict_municipality",
        path if path.contains("/regions/") => "south",
        path if path.contains("/hazards/") => "flood",
        path if path.contains("/models/") => "local_organisation",
        path if path.contains("/templates/") => "local.1",
        _ => ELSEWHERE,
    };
    let id = match route.path.as_str() {
        path if path.contains("/plans/{id}") => &foreign.plan.plan_id,
        path if path.contains("/accounts/{id}") => &foreign.account,
        _ => nobody,
    };
    let path = route.path.replace("{code}", code).replace("{id}", id).replace("{version}", &foreign.plan.version_id);
    let path = path.replace("{account}", &foreign.account).replace("{number}", "1").replace("{section}", "processes");
    let path = path
        .replace("{ledger}", "relief")
        .replace("{year}", "2563")
        .replace("{act}", "rename")
        .replace("{token}", "0")
        .replace("{*path}", "x");
    assert!(!path.contains('{'), "the test does not know what to put into {path}");
    match route.method {
        "GET" => person.get(&path),
        "POST" if !route.path.starts_with("/api/") => {
            let plan = foreign.plan.plan_id.as_str();
            let version = foreign.plan.version_id.as_str();
            let fields = [
                ("organisation", ELSEWHERE),
                ("code", ELSEWHERE),
                ("codes", ELSEWHERE),
                ("plan", plan),
                ("plan_id", plan),
                ("chosen", version),
                ("version", "1"),
                ("version_id", version),
                ("versions", version),
                ("revision", "1"),
                ("seen", "1"),
                ("choose", "mine"),
                ("role", "viewer"),
                ("login", "somebody@example.org"),
                ("person", "สมชาย ใจดี"),
                ("reason", "ทดลอง"),
                ("note", "ทดลอง"),
                ("text", "ทดลอง"),
                ("year", "2563"),
                ("due", "31/08/2563"),
                ("everybody", "yes"),
            ];
            person.post(&path, &fields)
        }
        method => person.send(method, &path, &body(&route.path), Some("\"1\"")),
    }
}

/// A body that the route can read.
fn body(path: &str) -> serde_json::Value {
    match path.rsplit('/').next() {
        Some("return") => serde_json::json!({"reason": "ทดลอง"}),
        Some("approval") => serde_json::json!({"note": ""}),
        Some("withdrawal") => serde_json::json!({"version": 1, "reason": "ทดลอง"}),
        Some("submission") => serde_json::json!({
            "content_hash": "0", "approver_name": "ก ข", "approver_position": "นายก", "approved_on": "2020-08-03",
        }),
        _ => serde_json::json!({"organisation": ELSEWHERE}),
    }
}

/// What an answer tells of the foreign plan. The name of an organisation is only told where it was not asked for.
fn leaks(answer: &testapp::Answer, foreign: &Foreign) -> Vec<String> {
    let body = answer.text();
    let told = [&foreign.plan.reference, &foreign.plan.title, &foreign.name];
    let mut found: Vec<String> =
        told.into_iter().filter(|told| body.contains(told.as_str())).map(|told| format!("shows {told}")).collect();
    if answer.status == 200 {
        let ids = [&foreign.plan.plan_id, &foreign.plan.version_id].into_iter().filter(|id| body.contains(id.as_str()));
        found.extend(ids.map(|id| format!("shows {id}")));
    }
    found
}

fn events(app: &TestApp) -> i64 {
    app.count("SELECT count(*) FROM audit_event")
}

/// What is written about the foreign organisation.
fn about_foreign(app: &TestApp, foreign: &Foreign) -> Vec<i64> {
    let id = app.organisation_id(ELSEWHERE);
    let plan = &foreign.plan.plan_id;
    let version = &foreign.plan.version_id;
    [
        format!("SELECT count(*) FROM audit_event WHERE chain = '{id}'"),
        format!("SELECT revision FROM plan WHERE id = '{plan}'"),
        format!("SELECT count(*) FROM plan_version WHERE plan_id = '{plan}'"),
        format!("SELECT count(*) FROM remark WHERE version_id = '{version}'"),
        format!("SELECT count(*) FROM review_return WHERE version_id = '{version}'"),
        format!("SELECT count(*) FROM review_approval WHERE version_id = '{version}'"),
        format!("SELECT count(*) FROM message WHERE organisation_id = '{id}'"),
        format!("SELECT count(*) FROM account_grant WHERE organisation_id = '{id}'"),
        format!("SELECT revision FROM organisation WHERE id = '{id}'"),
    ]
    .iter()
    .map(|sql| app.count(sql))
    .collect()
}
