//! Writing a plan: from a model to a section, two people at once, what is masked, what is secret, lists and programs.

use serde_json::json;
use testapp::{Answer, COORDINATED, ELSEWHERE, Person, Role, TestApp, served};

const SECTIONS: [&str; 8] =
    ["scope", "hazards", "processes", "dependencies", "resources", "strategies", "team", "recovery"];

/// Starts a plan from the model of local organisations and gives its address.
fn started(app: &TestApp, coordinator: &Person, year: &str) -> String {
    let organisation = app.organisation_id(COORDINATED);
    let fields = [
        ("organisation", organisation.as_str()),
        ("fiscal_year", year),
        ("kind", "main"),
        ("from", "local_organisation"),
        ("title", ""),
    ];
    let answer = coordinator.post("/plans", &fields).expect(303);
    answer.location().and_then(|to| to.split('?').next()).map(str::to_owned).unwrap()
}

fn coordinator(app: &TestApp) -> Person {
    app.organisations(&[COORDINATED]);
    app.person(Role::Coordinator, Some(COORDINATED))
}

fn tag(page: &Answer) -> String {
    page.attribute("form[data-autosave] input[name=etag]", "value").unwrap()
}

served! {
    fn a_plan_from_a_model_has_every_section_and_says_what_is_missing(app: &TestApp) {
        let coordinator = coordinator(app);
        let plan = started(app, &coordinator, "2563");
        let tasks = coordinator.get(&plan).expect(200);
        let listed = |section: &str| !tasks.texts(&format!("main a[href^='{plan}/sections/{section}']")).is_empty();
        assert!(SECTIONS.iter().all(|section| listed(section)), "{}", tasks.text());
        assert!(tasks.text().contains("/sections/team#f-rows[0].phone"), "the way to the missing telephone");
        for section in SECTIONS {
            let page = coordinator.get(&format!("{plan}/sections/{section}")).expect(200);
            assert_eq!(tag(&page), "\"0\"", "{section}");
        }
        coordinator.get(&format!("{plan}/sections/processes/sheet")).expect(200);
        assert!(coordinator.post("/plans", &[("organisation", "x"), ("fiscal_year", "63")]).status == 422);
        assert_eq!(started(app, &coordinator, "2563"), plan, "the same plan is opened again");
    }

    fn of_two_who_save_one_section_the_second_chooses(app: &TestApp) {
        let first = coordinator(app);
        let plan = started(app, &first, "2563");
        let second = app.person(Role::Coordinator, Some(COORDINATED));
        let section = format!("{plan}/sections/recovery");
        let form = |step: &'static str, etag: &'static str| {
            [("etag", etag), ("rows[0].phase", "day_1"), ("rows[0].step", step), ("rows[0].role", "ปลัด")]
        };
        first.post(&section, &form("โทรแจ้ง", "\"0\"")).expect(303);
        let clash = second.post(&section, &form("ประชุม", "\"0\"")).expect(303);
        assert_eq!(clash.location(), Some(format!("{section}/clash").as_str()));
        let both = second.get(&format!("{section}/clash")).expect(200).text();
        assert!(both.contains("โทรแจ้ง") && both.contains("ประชุม"));
        second.post(&format!("{section}/clash"), &[("etag", "\"1\""), ("choose", "mine")]).expect(303);
        assert!(first.get(&section).expect(200).text().contains("ประชุม"));
        second.get(&format!("{section}/clash")).expect(303);
    }

    fn what_cannot_be_read_stays_as_it_was_typed(app: &TestApp) {
        let coordinator = coordinator(app);
        let plan = started(app, &coordinator, "2563");
        let section = format!("{plan}/sections/processes");
        let fields = [("etag", "\"0\""), ("rows[0].name", "รับคำร้อง"), ("rows[0].rto", "สี่ชั่วโมงครึ่ง")];
        coordinator.post(&section, &fields).expect(303);
        let page = coordinator.get(&section).expect(200);
        assert_eq!(page.attribute("[name='rows[0].rto']", "value").as_deref(), Some("สี่ชั่วโมงครึ่ง"));
        assert_eq!(page.attribute("[name='rows[0].rto']", "aria-invalid").as_deref(), Some("true"));
    }

    fn a_telephone_that_cannot_be_dialled_is_refused_at_its_field_and_not_called_missing(app: &TestApp) {
        let coordinator = coordinator(app);
        let plan = started(app, &coordinator, "2563");
        let team = format!("{plan}/sections/team");
        for (etag, typed) in [("\"0\"", "055-123"), ("\"1\"", "โทรไม่ได้")] {
            let member = [("etag", etag), ("rows[0].name", "ปลัด"), ("rows[0].role", "head"), ("rows[0].phone", typed)];
            coordinator.post(&team, &member).expect(303);
            let page = coordinator.get(&team).expect(200);
            assert_eq!(page.attribute("[name='rows[0].phone']", "value").as_deref(), Some(typed));
            assert_eq!(page.attribute("[name='rows[0].phone']", "aria-invalid").as_deref(), Some("true"));
            assert!(page.text().contains("แถวที่ 1 โทรศัพท์: อ่านเป็นหมายเลขโทรศัพท์ไม่ได้"), "{}", page.text());
            assert!(!page.text().contains("ยังไม่มีหมายเลขโทรศัพท์"));
        }
    }

    fn telephones_are_masked_until_a_look_at_them_is_written_down(app: &TestApp) {
        let coordinator = coordinator(app);
        let plan = started(app, &coordinator, "2563");
        let team = format!("{plan}/sections/team");
        let member = [("etag", "\"0\""), ("rows[0].name", "ปลัด"), ("rows[0].role", "head"), ("rows[0].phone", "081-234-5678")];
        coordinator.post(&team, &member).expect(303);
        let officer = app.person(Role::NationalOfficer, None);
        assert!(!officer.get(&team).expect(200).text().contains("081-234-5678"));
        officer.post(&format!("{plan}/personal"), &[]).expect(403);
        let head = app.person(Role::Head, Some(COORDINATED));
        assert!(!head.get(&team).expect(200).text().contains("081-234-5678"));
        assert!(head.post(&format!("{plan}/personal"), &[]).expect(200).text().contains("081-234-5678"));
        assert_eq!(app.count("SELECT count(*) FROM audit_event WHERE action = 'plan.personal_data_seen'"), 1);
        let id = plan.rsplit('/').next().unwrap();
        assert!(!officer.get(&format!("/api/v1/plans/{id}")).expect(200).text().contains("081-234-5678"));
    }

    fn a_classified_plan_is_not_there_for_a_viewer(app: &TestApp) {
        let coordinator = coordinator(app);
        let plan = started(app, &coordinator, "2563");
        let viewer = app.person(Role::Viewer, None);
        viewer.get(&plan).expect(200);
        let secret = [("etag", "\"0\""), ("classification", "secret")];
        coordinator.post(&format!("{plan}/sections/scope"), &secret).expect(303);
        viewer.get(&plan).expect(404);
        assert!(!viewer.get("/plans").expect(200).text().contains(&plan));
        app.person(Role::NationalOfficer, None).get(&plan).expect(200);
        app.organisations(&[ELSEWHERE]);
        app.person(Role::Coordinator, Some(ELSEWHERE)).get(&plan).expect(404);
    }

    fn the_list_filters_pages_and_downloads(app: &TestApp) {
        let coordinator = coordinator(app);
        for year in ["2563", "2564"] {
            started(app, &coordinator, year);
        }
        let officer = app.person(Role::NationalOfficer, None);
        let rows = |query: &str| officer.get(&format!("/plans{query}")).expect(200).texts("#list tbody tr").len();
        assert_eq!([rows(""), rows("?year=2564"), rows("?state=approved"), rows("?sort=saved")], [2, 1, 0, 2]);
        assert_eq!(rows(&format!("?q={COORDINATED}&kind=main&of=lao_sao&year=๒๕๖๓")), 1);
        let csv = officer.get("/plans?format=csv").expect(200);
        assert_eq!(String::from_utf8_lossy(&csv.bytes).lines().count(), 3);
        assert!(officer.get("/plans?format=xlsx").expect(200).bytes.starts_with(b"PK"));
        let first = officer.get("/api/v1/plans").expect(200).json();
        assert_eq!(first["items"].as_array().map(Vec::len), Some(2));
        officer.get("/models/local_organisation").expect(200);
    }

    fn a_program_replaces_a_draft_only_when_nobody_saved_in_between(app: &TestApp) {
        let coordinator = coordinator(app);
        let plan = started(app, &coordinator, "2563");
        let address = format!("/api/v1{plan}");
        let read = coordinator.get(&address).expect(200);
        let (etag, mut body) = (read.header("etag").map(str::to_owned).unwrap(), read.json());
        body["title"] = json!("แผนจากระบบอื่น");
        coordinator.send("PUT", &address, &body, None).expect(428);
        let done = coordinator.send("PUT", &address, &body, Some(&etag)).expect(204);
        assert_ne!(done.header("etag"), Some(etag.as_str()));
        coordinator.send("PUT", &address, &body, Some(&etag)).expect(412);
        body["processes"][0]["rto"] = json!("4h");
        let refused = coordinator.send("PUT", &address, &body, done.header("etag")).expect(422).json();
        assert_eq!(refused["errors"][0]["field"], "processes[0].rto");
        let scope = coordinator.get(&format!("{plan}/sections/scope")).expect(200);
        assert_eq!(tag(&scope), "\"1\"", "whoever was writing the scope is told");
    }

    fn nothing_can_be_written_while_a_version_waits_for_review(app: &TestApp) {
        let coordinator = coordinator(app);
        let handed = app.a_plan(COORDINATED);
        let section = format!("/plans/{}/sections/team", handed.plan_id);
        assert!(coordinator.get(&section).expect(200).texts("form[data-autosave]").is_empty());
        coordinator.post(&section, &[("etag", "\"0\""), ("rows[0].name", "ก")]).expect(409);
        let tasks = coordinator.get(&format!("/plans/{}", handed.plan_id)).expect(200).text();
        assert!(tasks.contains(&handed.reference));
    }
}
