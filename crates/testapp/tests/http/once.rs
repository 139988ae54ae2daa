//! `Idempotency-Key` on every POST of the programming interface: a repeat changes nothing and gets the first answer,
//! another request under the same key is refused, and two at once are one change.

use serde_json::{Value, json};
use testapp::{Answer, COORDINATED, PROVINCE, Person, Role, TestApp, served};

/// Asks twice with one key and gives the answers.
fn twice(person: &Person, path: &str, body: &Value) -> (Answer, Answer) {
    let key = db::new_id();
    (person.send_once(path, body, &key), person.send_once(path, body, &key))
}

#[track_caller]
fn same((first, second): (Answer, Answer), status: u16) -> Value {
    let first = first.expect(status);
    assert_eq!((first.status, &first.bytes, first.location()), (second.status, &second.bytes, second.location()));
    assert_eq!((first.header("idempotency-replayed"), second.header("idempotency-replayed")), (None, Some("true")));
    if first.bytes.is_empty() { Value::Null } else { first.json() }
}

fn new_plan(year: i32) -> Value {
    json!({"organisation": COORDINATED, "fiscal_year": year, "kind": "main", "from": "local_organisation"})
}

/// What submits the draft under this title. The processes of other agencies, which this small nation does not have, are
/// taken out of what it depends on.
fn written(app: &TestApp, coordinator: &Person, plan: &str, title: &str) -> Value {
    let address = format!("/api/v1/plans/{plan}");
    let read = coordinator.get(&address).expect(200);
    let mut draft = read.json();
    draft["title"] = json!(title);
    for process in draft["processes"].as_array_mut().unwrap() {
        if let Some(depends) = process["depends_on"].as_array_mut() {
            depends.retain(|one| !one["on"].as_str().unwrap().contains('/'));
        }
    }
    coordinator.send("PUT", &address, &draft, read.header("etag")).expect(204);
    let sql = "SELECT content_hash FROM plan WHERE id = $1";
    let hash = app.db().read_now::<_, db::Error>(|tx| tx.row(sql, db::params![plan], |row| row.get::<String>(0)));
    json!({"content_hash": hash.unwrap(), "approver_name": "สมชาย ใจดี", "approver_position": "นายก",
        "approved_on": "2020-08-02"})
}

/// A coordinator and the national officer, who between them may do everything that is a POST.
fn people(app: &TestApp) -> (Person, Person) {
    app.organisations(&[COORDINATED]);
    (app.person(Role::Coordinator, Some(COORDINATED)), app.person(Role::NationalOfficer, None))
}

/// Asks twice as a person: the route, the address, the body, and the status of the answer.
type Ask<'a> = &'a mut dyn FnMut(&Person, &str, &str, Value, u16) -> Value;

fn lessons(officer: &Person, head: &Person, ask: Ask<'_>) {
    let base = "/api/v1/lessons/collections";
    let opening = json!({"fiscal_year": 2564, "part": "departments", "questionnaire": "lessons-departments.2564",
        "due": "2021-11-30", "roster": [{"code": COORDINATED}]});
    let opened = ask(officer, base, base, opening, 201);
    let collection = format!("{base}/{}", opened["id"].as_str().unwrap());
    ask(officer, &format!("{base}/{{id}}/reminders"), &format!("{collection}/reminders"), json!({}), 201);
    let path = format!("{collection}/organisations/{COORDINATED}");
    let tag = head.get(&path).expect(200).header("etag").unwrap().to_owned();
    head.send("PUT", &path, &crate::lessons::whole("no"), Some(&tag)).expect(204);
    let route = format!("{base}/{{id}}/organisations/{{code}}");
    ask(head, &format!("{route}/handing"), &format!("{path}/handing"), json!({}), 201);
    ask(officer, &format!("{route}/return"), &format!("{path}/return"), json!({"reason": "ขอรายละเอียดเพิ่ม"}), 204);
}

fn letters(app: &TestApp, (officer, coordinator, head): (&Person, &Person, &Person), ask: Ask<'_>) {
    let sql = "SELECT account_id FROM account_grant WHERE role = 'head' AND organisation_id = $1";
    let own = app.organisation_id(COORDINATED);
    let account = app.db().read_now::<_, db::Error>(|tx| tx.row(sql, db::params![own], |row| row.get::<String>(0)));
    let signer = crate::letters::officer(app, coordinator, "นายผู้ลงนาม", &account.unwrap());
    coordinator.post("/letter-office", &[("code", "นฐ"), ("owner", "๗๓๐๑")]).expect(303);
    let memo = json!({"form": "memo", "subject": "ขออนุมัติ", "addressee": "นายก", "body": "ด้วย\nจึงเรียนมา"});
    let made = ask(coordinator, "/api/v1/letters", "/api/v1/letters", memo, 201);
    let letter = format!("/api/v1/letters/{}", made["id"].as_str().unwrap());
    let way = json!({"steps": [{"officer": signer, "task": "sign"}]});
    ask(coordinator, "/api/v1/letters/{id}/way", &format!("{letter}/way"), way, 204);
    ask(head, "/api/v1/letters/{id}/acts", &format!("{letter}/acts"), json!({"act": "done"}), 204);
    ask(coordinator, "/api/v1/letters/{id}/number", &format!("{letter}/number"), json!({}), 201);
    assert_eq!(app.count("SELECT count(*) FROM letter"), 1);

    officer.post("/circulars/office", &[("office", PROVINCE)]).expect(303);
    let circular = json!({"addressee": "ผู้บริหาร", "subject": "แจ้งเวียน", "body": "เรียนมาเพื่อทราบ", "organisations": [COORDINATED],
        "signature": {"name": "นายหนึ่ง", "position": "ผู้ว่าราชการจังหวัด"}});
    ask(officer, "/api/v1/circulars", "/api/v1/circulars", circular, 201);
    let arrived = coordinator.get("/api/v1/incoming-letters").expect(200).json();
    let path = format!("/api/v1/incoming-letters/{}/receipt", arrived["letters"][0]["id"].as_str().unwrap());
    ask(coordinator, "/api/v1/incoming-letters/{id}/receipt", &path, json!({}), 201);

    let meeting = json!({"body": "คณะรัฐมนตรี", "held_on": "2020-07-28", "items": ["แผนรองรับน้ำท่วม"]});
    let held = ask(coordinator, "/api/v1/meetings", "/api/v1/meetings", meeting, 201);
    let meeting = format!("/api/v1/meetings/{}", held["id"].as_str().unwrap());
    let judged = json!({"judgements": [{"number": 1, "relevant": true, "reason": "เป็นพื้นที่เสี่ยง"}]});
    ask(coordinator, "/api/v1/meetings/{id}/judgements", &format!("{meeting}/judgements"), judged, 204);
    ask(coordinator, "/api/v1/meetings/{id}/memo", &format!("{meeting}/memo"), json!({"addressee": "นายก"}), 201);
    assert_eq!(app.count("SELECT count(*) FROM letter_meeting"), 1);
}

served! {
    fn every_post_asked_twice_is_done_once(app: &TestApp) {
        let (coordinator, officer) = people(app);
        let mut done = Vec::new();
        let mut ask = |person: &Person, route: &str, path: &str, body: Value, status: u16| {
            done.push(route.to_owned());
            same(twice(person, path, &body), status)
        };
        let round = json!({"fiscal_year": 2563, "due": "2020-08-31", "closes": "2020-09-30"});
        ask(&officer, "/api/v1/rounds", "/api/v1/rounds", round, 201);
        assert_eq!(app.count("SELECT count(*) FROM round"), 1);
        let extension = json!({"organisations": [COORDINATED], "due": "2020-09-15", "reason": "น้ำท่วม"});
        let path = "/api/v1/rounds/2563/extensions";
        let granted = ask(&officer, "/api/v1/rounds/{year}/extensions", path, extension, 201);
        assert_eq!(app.count("SELECT count(*) FROM extension"), 1);
        let path = format!("/api/v1/extensions/{}/revocation", granted["extensions"][0].as_str().unwrap());
        ask(&officer, "/api/v1/extensions/{id}/revocation", &path, json!({}), 204);

        let handed = app.a_plan(COORDINATED);
        let path = format!("/api/v1/plans/{}/withdrawal", handed.plan_id);
        let withdrawal = json!({"version": 1, "reason": "ขอแก้ไขรายชื่อ"});
        ask(&coordinator, "/api/v1/plans/{id}/withdrawal", &path, withdrawal, 204);
        let submission = written(app, &coordinator, &handed.plan_id, "แผนฉบับที่สอง");
        let path = format!("/api/v1/plans/{}/submission", handed.plan_id);
        let submitted = ask(&coordinator, "/api/v1/plans/{id}/submission", &path, submission, 201);
        assert_eq!(app.count("SELECT count(*) FROM plan_version"), 2);
        let version = submitted["version_id"].as_str().unwrap();
        let path = format!("/api/v1/reviews/{version}/return");
        ask(&officer, "/api/v1/reviews/{version}/return", &path, json!({"reason": "ขอให้แก้ไข"}), 204);
        assert_eq!(app.count("SELECT count(*) FROM review_return"), 1);
        let path = format!("/api/v1/plans/{}/submission", handed.plan_id);
        let submission = written(app, &coordinator, &handed.plan_id, "แผนฉบับที่สาม");
        let again = coordinator.send_once(&path, &submission, "once more").expect(201).json();
        let path = format!("/api/v1/reviews/{}/approval", again["version_id"].as_str().unwrap());
        ask(&officer, "/api/v1/reviews/{version}/approval", &path, json!({"note": ""}), 204);
        assert_eq!(app.count("SELECT count(*) FROM review_approval"), 1);

        ask(&coordinator, "/api/v1/plans", "/api/v1/plans", new_plan(2564), 201);
        assert_eq!(app.count("SELECT count(*) FROM plan"), 2);

        let text = "เรื่อง ทดลอง\n1. ให้กรมการแพทย์จัดทำแผนแม่แบบ";
        let paper = json!({"text": text});
        let read = ask(&officer, "/api/v1/directives", "/api/v1/directives", paper, 201);
        let paper = read["id"].as_str().unwrap();
        let item = crate::directives::accepted(&officer, paper).remove(0);
        let path = format!("/api/v1/recommendations/{item}/assignment");
        ask(&officer, "/api/v1/recommendations/{id}/assignment", &path, json!({"lead": [COORDINATED]}), 201);
        let path = format!("/api/v1/recommendations/{item}/progress");
        ask(&coordinator, "/api/v1/recommendations/{id}/progress", &path, json!({"text": "ทำแล้ว"}), 204);
        let path = format!("/api/v1/recommendations/{item}/judgement");
        let judgement = json!({"act": "close", "reason": "ครบถ้วน"});
        ask(&officer, "/api/v1/recommendations/{id}/judgement", &path, judgement, 204);
        assert_eq!(app.count("SELECT count(*) FROM directive_event"), 3);

        let practice = json!({"organisation": COORDINATED, "fiscal_year": 2564, "title": "จองคิว", "kind": "innovation",
            "state": "in_use", "fields": {"what": "จองคิวล่วงหน้า"}});
        let made = ask(&officer, "/api/v1/measures/{ledger}", "/api/v1/measures/practice", practice, 201);
        let path = format!("/api/v1/measures/practice/{}/copies", made["id"].as_str().unwrap());
        let copied = json!({"organisation": PROVINCE, "step": "trying"});
        ask(&officer, "/api/v1/measures/{ledger}/{id}/copies", &path, copied, 201);
        assert_eq!((app.count("SELECT count(*) FROM measure_entry"), app.count("SELECT count(*) FROM measure_copy")), (1, 1));
        let order = json!({"province": PROVINCE, "kind": "order", "number": "1/2563", "title": "ก", "basis": "ข", "text": "ค",
            "issued_on": "2020-08-01", "in_force_from": "2020-08-01"});
        let governor = app.person(Role::Head, Some(PROVINCE));
        ask(&governor, "/api/v1/area-orders", "/api/v1/area-orders", order, 201);
        assert_eq!(app.count("SELECT count(*) FROM area_order"), 1);

        let head = app.person(Role::Head, Some(COORDINATED));
        lessons(&officer, &head, &mut ask);
        letters(app, (&officer, &coordinator, &head), &mut ask);

        let posts = app.routes.iter().filter(|route| route.method == "POST" && route.path.starts_with("/api/v1/"));
        let untried: Vec<&str> = posts.map(|route| route.path.as_str()).filter(|path| !done.iter().any(|one| one == path)).collect();
        assert!(untried.is_empty(), "this test asks nothing of {untried:?}");
    }

    fn the_same_key_with_another_request_is_refused(app: &TestApp) {
        let (coordinator, officer) = people(app);
        let made = coordinator.send_once("/api/v1/plans", &new_plan(2564), "k").expect(201);
        let refused = coordinator.send_once("/api/v1/plans", &new_plan(2565), "k").expect(422).json();
        assert_eq!(refused["errors"][0]["field"], "Idempotency-Key");
        let words = coordinator.in_english().send_once("/api/v1/plans", &new_plan(2565), "k").expect(422).json();
        assert_ne!(words["errors"][0]["reason"], refused["errors"][0]["reason"]);
        assert_eq!(app.count("SELECT count(*) FROM plan"), 1);
        let id = made.json()["id"].as_str().map(str::to_owned).unwrap();
        let another = coordinator.send_once(&format!("/api/v1/plans/{id}/withdrawal"), &json!({"version": 1, "reason": "x"}), "k");
        another.expect(422);
        let other = json!({"fiscal_year": 2563, "due": "2020-08-31", "closes": "2020-09-30"});
        officer.send_once("/api/v1/rounds", &other, "k").expect(201); // keys are each account's own
        for wrong in ["", &"k".repeat(201)] {
            coordinator.send_once("/api/v1/plans", &new_plan(2566), wrong).expect(422);
        }
    }

    fn a_refusal_is_not_remembered_and_an_old_answer_is_forgotten(app: &TestApp) {
        let (coordinator, _) = people(app);
        let mut wrong = new_plan(2564);
        wrong["kind"] = json!("other");
        coordinator.send_once("/api/v1/plans", &wrong, "k").expect(422);
        coordinator.send_once("/api/v1/plans", &new_plan(2564), "k").expect(201);
        assert_eq!(app.count("SELECT count(*) FROM idempotent_answer"), 1);
        app.set_clock("2020-08-12T09:00:00+07:00");
        let coordinator = app.person(Role::Coordinator, Some(COORDINATED));
        coordinator.send_once("/api/v1/plans", &new_plan(2565), "k").expect(201);
    }

    fn two_at_once_with_one_key_are_one_change_with_one_answer(app: &TestApp) {
        let (coordinator, _) = people(app);
        for year in 2564..2572 {
            let key = db::new_id();
            let barrier = std::sync::Barrier::new(4);
            let answers: Vec<Answer> = std::thread::scope(|scope| {
                let ask = || {
                    barrier.wait();
                    coordinator.send_once("/api/v1/plans", &new_plan(year), &key)
                };
                let asking: Vec<_> = (0..4).map(|_| scope.spawn(ask)).collect();
                asking.into_iter().map(|one| one.join().unwrap()).collect()
            });
            let statuses: Vec<u16> = answers.iter().map(|answer| answer.status).collect();
            assert_eq!(statuses, [201; 4], "{year}");
            assert!(answers.iter().all(|answer| answer.bytes == answers[0].bytes), "{year}");
            let first = answers.iter().filter(|answer| answer.header("idempotency-replayed").is_none()).count();
            assert_eq!(first, 1, "{year}");
        }
        assert_eq!(app.count("SELECT count(*) FROM plan"), 8);
        assert_eq!(app.count("SELECT count(*) FROM audit_event WHERE action LIKE 'plan.%'"), 8);
    }
}
