//! The forms on which plans are written: begun on, shown, printed empty, and moved to a newer version without loss.

use continuity::plan::template::Templates;
use planning::{
    exchange::As,
    plan::{
        PlanReach,
        commands::{Move, move_to_newest},
    },
};
use testapp::{COORDINATED, ELSEWHERE, Role, TestApp, served};

/// A made-up second version of the form of local bodies, valid from 1 October 2021.
const SECOND: &str = include_str!("../../../planning/src/template/local.2.test.toml");

fn with_second() -> Templates {
    let mut all = reference::plan_templates().all().to_vec();
    all.push(reference::read_template(SECOND).unwrap());
    Templates::of(all)
}

/// The form of a plan, of all its versions, and what its draft says.
fn stored(app: &TestApp, plan_id: &str) -> (String, String, String) {
    let sql = "SELECT p.template, coalesce((SELECT max(v.template) FROM plan_version v WHERE v.plan_id = p.id), ''), \
               p.document FROM plan p WHERE p.id = $1";
    let id = plan_id.to_owned();
    app.db()
        .read_now(|tx| tx.row(sql, &[db::Value::from(id.as_str())], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))))
        .unwrap()
}

/// Moves a draft to the newest form on a day, with the made-up second version among them.
fn moved(app: &TestApp, plan_id: &str, at: &str) -> bool {
    let actor = web::Actor {
        account_id: "a".into(),
        name: "a".into(),
        grants: Vec::new(),
        session_id: None,
        organisation: Default::default(),
    };
    let act = Move { id: plan_id.to_owned(), at: at.parse().unwrap(), actor, reach: PlanReach::everything() };
    app.db().write_now(move |tx| move_to_newest(tx, &act, &with_second())).unwrap()
}

served! {
    fn a_plan_begins_on_the_form_of_its_family_and_its_version_keeps_it(app: &TestApp) {
        app.organisations(&[COORDINATED, ELSEWHERE]);
        let handed = app.a_plan(ELSEWHERE);
        let (draft, version, _) = stored(app, &handed.plan_id);
        assert_eq!(draft, version);
        assert!(reference::plan_templates().get(&draft).is_some(), "{draft}");
    }

    fn a_draft_moves_to_a_newer_form_loses_nothing_and_what_was_handed_in_keeps_its_own(app: &TestApp) {
        app.organisations(&[COORDINATED, ELSEWHERE]);
        let accepted = app.a_plan_as(ELSEWHERE, As::Approved).plan_id;
        let waiting = app.a_plan(COORDINATED).plan_id;
        let (before, locked) = (stored(app, &accepted), stored(app, &waiting));
        assert_eq!((before.0.as_str(), before.1.as_str()), ("local.1", "local.1"));
        assert!(!moved(app, &waiting, "2021-10-01T05:00:00Z"), "a version waits for review");
        assert_eq!(stored(app, &waiting), locked);
        assert!(moved(app, &accepted, "2021-09-30T05:00:00Z"), "there is nothing newer yet");
        assert_eq!(stored(app, &accepted), before);
        assert!(moved(app, &accepted, "2021-10-01T05:00:00Z"));
        assert_eq!(stored(app, &accepted), ("local.2".to_owned(), before.1, before.2));
        let told = "SELECT count(*) FROM audit_event WHERE action = 'plan.form_moved'";
        assert_eq!(app.count(told), 1);
    }

    fn the_forms_are_shown_and_printed_empty(app: &TestApp) {
        app.organisations(&[COORDINATED]);
        let coordinator = app.person(Role::Coordinator, Some(COORDINATED));
        let shelf = coordinator.get("/templates").expect(200);
        for form in reference::plan_templates().all() {
            let path = format!("/templates/{}", form.code());
            assert!(shelf.text().contains(&path));
            let page = coordinator.get(&path).expect(200).text();
            assert!(page.contains(&form.paper_title.th.lines().next().unwrap().to_owned()));
            assert!(form.objectives.iter().all(|words| page.contains(&words.th)));
            let pdf = coordinator.get(&format!("{path}/paper")).expect(200);
            assert_eq!(pdf.header("content-type"), Some("application/pdf"));
            coordinator.get(&format!("{path}/paper?format=docx")).expect(200);
            coordinator.get(&format!("{path}/paper?format=odt")).expect(400);
        }
        coordinator.get("/templates/local.9").expect(404);
    }

    fn the_task_list_names_the_form_and_moves_only_when_there_is_a_newer_one(app: &TestApp) {
        app.organisations(&[COORDINATED]);
        let coordinator = app.person(Role::Coordinator, Some(COORDINATED));
        let organisation = app.organisation_id(COORDINATED);
        let fields = [
            ("organisation", organisation.as_str()), ("fiscal_year", "2563"), ("kind", "main"), ("from", "blank"), ("title", ""),
        ];
        let started = coordinator.post("/plans", &fields).expect(303);
        let plan = started.location().and_then(|to| to.split('?').next()).unwrap().to_owned();
        let (code, _, document) = stored(app, plan.trim_start_matches("/plans/"));
        let tasks = coordinator.get(&plan).expect(200).text();
        assert!(tasks.contains(&format!("/templates/{code}")));
        assert!(!tasks.contains(&format!("action=\"{plan}/template\"")), "there is no newer form");
        coordinator.post(&format!("{plan}/template"), &[]).expect(303);
        assert_eq!(stored(app, plan.trim_start_matches("/plans/")), (code, String::new(), document));
    }
}
