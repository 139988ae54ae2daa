//! What a program meets: the check and the submission, every wrong value at once, refusals as problem details, lists by
//! cursor, limits, and the end of its token.

use serde_json::{Value, json};
use testapp::{COORDINATED, METRICS_TOKEN, PROVINCE, Person, Role, TestApp, World, served};
use web::account::{commands, password, token};

fn coordinator(app: &TestApp) -> Person {
    app.organisations(&[COORDINATED]);
    app.person(Role::Coordinator, Some(COORDINATED))
}

/// Takes the waiting version back and writes another title, so that the draft may be submitted.
fn ready(app: &TestApp, person: &Person) -> String {
    let plan = app.a_plan(COORDINATED).plan_id;
    let address = format!("/api/v1/plans/{plan}");
    person.send("POST", &format!("{address}/withdrawal"), &json!({"version": 1, "reason": "ขอแก้ไข"}), None).expect(204);
    let read = person.get(&address).expect(200);
    let mut draft = read.json();
    draft["title"] = json!("แผนจากโปรแกรม");
    for process in draft["processes"].as_array_mut().unwrap() {
        if let Some(depends) = process["depends_on"].as_array_mut() {
            depends.retain(|one| !one["on"].as_str().unwrap().contains('/'));
        }
    }
    person.send("PUT", &address, &draft, read.header("etag")).expect(204);
    address
}

fn approval() -> Value {
    json!({"approver_name": "สมชาย ใจดี", "approver_position": "นายก", "approved_on": "2020-08-02"})
}

fn fields(refusal: &Value) -> Vec<String> {
    let errors = refusal["errors"].as_array().cloned().unwrap_or_default();
    errors.iter().map(|error| error["field"].as_str().unwrap_or_default().to_owned()).collect()
}

/// An account with this password that may sign in, with an access token.
fn with_token(app: &TestApp, login: &'static str, given: &str) -> (String, String) {
    let (hash, now) = (password::hash(given).unwrap(), app.now());
    let made = app.db().write_now(move |tx| {
        let new = commands::NewAccount {
            login,
            name: "โปรแกรม",
            role: Role::Viewer,
            organisation_id: None,
            password_hash: Some(&hash),
        };
        let id = commands::add(tx, &new, "test", now)?;
        let asked = token::NewToken { account_id: &id, name: "t", days: 30 };
        let token = token::create(tx, &asked, now)?.unwrap_or_default();
        Ok::<_, db::Error>((id, token))
    });
    made.unwrap()
}

served! {
    fn a_program_checks_a_plan_and_submits_what_it_saw(app: &TestApp) {
        let person = coordinator(app);
        app.a_round();
        let address = ready(app, &person);
        let (submission, check) = (format!("{address}/submission"), person.get(&format!("{address}/check")).expect(200));
        let tag = check.header("etag").map(str::to_owned).unwrap();
        let check = check.json();
        assert_eq!((check["may_submit"].as_bool(), check["content_hash"].as_str().map(str::len)), (Some(true), Some(64)), "{check}");
        person.send("POST", &submission, &approval(), None).expect(428);
        person.send("POST", &submission, &approval(), Some("\"999\"")).expect(412);
        let mut other = approval();
        other["content_hash"] = json!("0".repeat(64));
        person.send("POST", &submission, &other, None).expect(409);
        let wrong = json!({"content_hash": 1, "approver_position": " ", "approved_on": "2563-08-02"});
        let refused = person.send("POST", &submission, &wrong, Some(&tag)).expect(422).json();
        for field in ["content_hash", "approver_name", "approver_position"] {
            assert!(fields(&refused).iter().any(|one| one == field), "{field}: {refused}");
        }
        let sent = person.send("POST", &submission, &approval(), Some(&tag)).expect(201).json();
        assert_eq!(sent["content_hash"], check["content_hash"]);
        let after = person.get(&format!("{address}/check")).expect(200).json();
        assert!(after["may_submit"] == json!(false) && !after["refusals"].as_array().unwrap().is_empty());
        app.person(Role::Viewer, None).get(&format!("{address}/check")).expect(403);
    }

    fn every_wrong_value_of_a_new_plan_is_told_at_once_in_plain_words(app: &TestApp) {
        let person = coordinator(app);
        let wrong = json!({"organisation": 7, "fiscal_year": "x", "kind": "other", "title": []});
        let thai = person.send("POST", "/api/v1/plans", &wrong, None).expect(422);
        assert_eq!(thai.header("content-type"), Some("application/problem+json"));
        let mut named = fields(&thai.json());
        named.sort();
        assert_eq!(named, ["fiscal_year", "from", "kind", "organisation", "title"]);
        let english = person.in_english().send("POST", "/api/v1/plans", &wrong, None).expect(422).text();
        assert!(!english.contains("expected") && !english.contains("invalid type") && english != thai.text(), "{english}");
        let unknown = json!({"colour": 1});
        assert_eq!(fields(&person.send("POST", "/api/v1/plans", &unknown, None).expect(422).json()), ["colour"]);
    }

    fn what_is_refused_before_a_handler_is_told_as_problem_details_in_both_languages(app: &TestApp) {
        let person = coordinator(app);
        let asked = [
            ("GET", "/api/v1/no-such-thing", "application/json", 404),
            ("DELETE", "/api/v1/plans", "application/json", 405),
            ("POST", "/api/v1/plans", "text/plain", 415),
            ("POST", "/api/v1/plans", "multipart/form-data", 415),
            ("GET", "/api/v1/readiness?year=abc", "application/json", 400),
            ("GET", "/api/v1/rounds/abc", "application/json", 403),
        ];
        for (method, path, kind, status) in asked {
            let mut told = Vec::new();
            for person in [person.clone(), person.in_english()] {
                let answer = person.send_bytes(method, path, kind, if method == "GET" { b"" } else { b"{}" });
                assert_eq!(answer.status, status, "{method} {path}: {}", answer.text());
                assert_eq!(answer.header("content-type"), Some("application/problem+json"), "{method} {path}");
                assert_eq!(answer.header("allow").is_some(), status == 405, "{method} {path}");
                assert_eq!(answer.json()["status"], status);
                assert!(!answer.text().contains("deserialize"), "{}", answer.text());
                told.push(answer.json()["detail"].clone());
            }
            assert_ne!(told[0], told[1], "{method} {path}");
        }
        let large = vec![b' '; 17 * 1_048_576];
        let answer = person.send_bytes("POST", "/api/v1/plans", "application/json", &large).expect(413);
        assert_eq!(answer.header("content-type"), Some("application/problem+json"));
    }

    fn every_list_is_read_part_by_part_with_after_and_limit(app: &TestApp) {
        app.organisations(&[COORDINATED, PROVINCE]);
        let officer = app.person(Role::NationalOfficer, None);
        for year in [2563, 2564] {
            let open = json!({"fiscal_year": year, "due": format!("{}-08-31", year - 543), "closes": format!("{}-09-30", year - 543)});
            officer.send("POST", "/api/v1/rounds", &open, None).expect(201);
        }
        app.a_plan(COORDINATED);
        for path in ["/api/v1/plans", "/api/v1/organisations", "/api/v1/rounds", "/api/v1/reviews", "/api/v1/rounds/2563/extensions"] {
            let all = officer.get(path).expect(200).json();
            let expected = all["items"].as_array().map_or(0, Vec::len);
            let (mut found, mut after) = (Vec::new(), String::new());
            for _ in 0..=expected {
                let part = officer.get(&format!("{path}?limit=1&after={after}")).expect(200).json();
                found.extend(part["items"].as_array().cloned().unwrap());
                match part["next"].as_str() {
                    Some(next) => after = next.to_owned(),
                    None => break,
                }
            }
            assert_eq!(Some(&found), all["items"].as_array(), "{path}");
        }
        let first = officer.get("/api/v1/organisations?limit=1").expect(200).json();
        let old = officer.get(&format!("/api/v1/organisations?limit=1&cursor={}", first["next"].as_str().unwrap()));
        assert_ne!(old.expect(200).json()["items"], first["items"], "the former name is still understood");
        officer.get("/api/v1/rounds?after=x").expect(422);
    }

    fn a_new_password_or_the_end_of_an_account_ends_its_tokens(app: &TestApp) {
        app.organisations(&[COORDINATED]);
        for (login, disable) in [("first", false), ("second", true)] {
            let (id, token) = with_token(app, login, "ต้นไม้ใหญ่ริมคลอง");
            app.guest().get_with_token("/api/v1/plans", &token).expect(200);
            let now = app.now();
            let done = app.db().write_now(move |tx| match disable {
                true => {
                    commands::set_disabled(tx, &id, true, "test", now)?;
                    commands::set_disabled(tx, &id, false, "test", now) // allowed again, but not with the old token
                }
                false => commands::change_password(tx, &id, "x", &id, now),
            });
            done.unwrap();
            app.guest().get_with_token("/api/v1/plans", &token).expect(401);
        }
    }

    fn a_refused_sign_in_is_written_down_without_what_was_typed(app: &TestApp) {
        app.organisations(&[COORDINATED]);
        with_token(app, "somsri", "ต้นไม้ใหญ่ริมคลอง");
        for login in ["somsri", "ต้นไม้ใหญ่ริมคลอง"] {
            app.guest().post("/sign-in", &[("login", login), ("password", "ลับสุดยอดจริงๆ")]).expect(422);
        }
        assert_eq!(app.count("SELECT count(*) FROM audit_event WHERE action = 'session.refused'"), 2);
        let kept = "SELECT count(*) FROM audit_event WHERE detail LIKE '%ลับ%' OR detail LIKE '%ต้นไม้%'";
        assert_eq!(app.count(kept), 0);
        app.person(Role::Auditor, None).get("/admin/audit").expect(200);
        let metrics = app.guest().get_with_token("/metrics", METRICS_TOKEN).expect(200).text();
        assert!(metrics.contains(r#"ratphrom_sign_ins_total{outcome="refused"} 2"#), "{metrics}");
    }
}

#[test]
fn an_account_that_asks_too_often_is_told_when_to_come_back() {
    let app = TestApp::start_with(World::sqlite(), |settings| settings.api_limit = 3);
    app.organisations(&[COORDINATED]);
    let person = app.person(Role::Viewer, None);
    for _ in 0..3 {
        person.get("/api/v1/plans").expect(200);
    }
    let answer = person.get("/api/v1/plans").expect(429);
    assert!(
        answer
            .header("retry-after")
            .and_then(|seconds| seconds.parse::<u64>().ok())
            .is_some_and(|s| (1..=60).contains(&s))
    );
    assert_eq!(answer.header("content-type"), Some("application/problem+json"));
    app.person(Role::Viewer, None).get("/api/v1/plans").expect(200);
    person.get("/home").expect(200);
}
