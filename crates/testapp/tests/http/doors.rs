//! What surrounds every request: headers, requests from other hosts, sessions, what does not exist, large bodies.

use testapp::{COORDINATED, Role, served};

served! {
    fn every_answer_carries_the_headers_that_keep_a_browser_safe(app: &TestApp) {
        for path in ["/", "/sign-in", "/no-such-page", "/api/v1/plans", "/healthz"] {
            let answer = app.guest().get(path);
            let policy = answer.header("content-security-policy").unwrap_or_default();
            assert!(policy.contains("default-src 'self'") && !policy.contains("unsafe"), "{path}: {policy}");
            assert!(policy.contains("frame-ancestors 'none'") && policy.contains("object-src 'none'"), "{path}: {policy}");
            assert_eq!(answer.header("x-content-type-options"), Some("nosniff"), "{path}");
            assert!(answer.header("referrer-policy").is_some(), "{path}");
            assert!(answer.header("cache-control").is_some_and(|value| value.contains("no-")), "{path}");
        }
    }

    fn a_form_sent_from_another_host_changes_nothing(app: &TestApp) {
        app.organisations(&[COORDINATED]);
        let head = app.person(Role::Head, Some(COORDINATED));
        let before = app.count("SELECT count(*) FROM audit_event");
        let answer = head.post_from_elsewhere(&format!("/organisations/{COORDINATED}/people"), &[("login", "x"), ("name", "x")]);
        assert_eq!(answer.status, 403);
        assert_eq!(app.count("SELECT count(*) FROM audit_event"), before);
        assert_eq!(head.post_from_elsewhere("/sign-out", &[]).status, 403);
        head.get("/home").expect(200);
    }

    fn a_session_ends_with_signing_out_and_with_time(app: &TestApp) {
        app.organisations(&[COORDINATED]);
        let coordinator = app.person(Role::Coordinator, Some(COORDINATED));
        coordinator.get("/home").expect(200);
        coordinator.post("/sign-out", &[]).expect(303);
        coordinator.get("/home").expect(303);
        let another = app.person(Role::Coordinator, Some(COORDINATED));
        another.get("/home").expect(200);
        app.set_clock("2020-08-03T22:00:00+07:00");
        another.get("/home").expect(303);
    }

    fn other_devices_are_signed_out_and_this_one_stays(app: &TestApp) {
        app.organisations(&[COORDINATED]);
        let [coordinator, head] = [Role::Coordinator, Role::Head].map(|role| app.person(role, Some(COORDINATED)));
        let now = app.now();
        app.db().write_now(move |tx| {
            let id = tx.row("SELECT account_id FROM account_grant WHERE role = 'coordinator'", &[], |row| row.get::<String>(0))?;
            let phone = "Mozilla/5.0 (Linux; Android 14) Chrome/140.0.0.0 Mobile Safari/537.36";
            web::account::session::begin(tx, &id, phone, "127.0.0.1", now)
        }).unwrap();
        assert!(coordinator.get("/account").expect(200).texts("th").iter().any(|device| device.contains("Chrome บน Android")));
        assert_eq!(app.count("SELECT count(*) FROM session"), 3);
        coordinator.post("/account/sessions/end-others", &[]).expect(303);
        assert!(!coordinator.get("/account").expect(200).text().contains("Android"));
        head.get("/home").expect(200);
        assert_eq!(app.count("SELECT count(*) FROM session"), 2);
    }

    fn an_account_that_was_closed_reaches_nothing_with_an_old_session(app: &TestApp) {
        app.organisations(&[COORDINATED]);
        let coordinator = app.person(Role::Coordinator, Some(COORDINATED));
        coordinator.get("/home").expect(200);
        let now = app.now();
        app.db().write_now(move |tx| {
            let id = tx.row("SELECT id FROM account", &[], |row| row.get::<String>(0))?;
            web::account::commands::set_disabled(tx, &id, true, "system", now)
        }).unwrap();
        coordinator.get("/home").expect(303);
    }

    fn what_does_not_exist_is_said_in_the_language_of_the_person_and_in_json_to_programs(app: &TestApp) {
        let thai = app.guest().get("/no-such-page").expect(404);
        assert!(thai.text().contains("lang=\"th\""));
        let english = app.guest().in_english().get("/no-such-page").expect(404);
        assert!(english.text().contains("lang=\"en\""));
        assert_eq!(thai.texts("h1").len(), 1);
        let program = app.guest().get("/api/v1/no-such-thing");
        assert_eq!(program.status, 404);
        assert_eq!(program.header("content-type"), Some("application/problem+json"));
    }

    fn hostile_addresses_and_queries_are_answered_without_a_defect(app: &TestApp) {
        app.organisations(&[COORDINATED]);
        app.a_round();
        let people = [app.guest(), app.person(Role::Supervisor, Some("P73")), app.person(Role::NationalOfficer, None)];
        let words = ["%00", "'", "%25", "-1", "99999999999999999999", "..%2f..", "%E0%B8", "a%0d%0ab", "<script>"];
        let mut wrong = Vec::new();
        for route in app.routes.iter().filter(|route| route.method == "GET") {
            for word in words {
                let parts = route.path.split('/').map(|part| if part.starts_with('{') { word } else { part });
                let path = parts.collect::<Vec<_>>().join("/");
                let query = format!("q={word}&year={word}&cursor={word}&page={word}&sort={word}&province={word}&as_of={word}");
                for person in &people {
                    let answer = person.get(&format!("{path}?{query}"));
                    let kind = answer.header("content-type").unwrap_or_default();
                    let plain = answer.status >= 400 && kind.starts_with("text/plain");
                    if answer.status >= 500 || plain || (kind.contains("html") && answer.text().contains("<script>")) {
                        wrong.push(format!("{}?…{word}: {} {kind}", route.path, answer.status));
                    }
                }
            }
        }
        wrong.dedup();
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
    fn a_form_with_a_zero_byte_is_read_as_without_it(app: &TestApp) {
        let answer = app.guest().post("/sign-in", &[("login", "some\0body"), ("password", "wrong\0 and long enough")]);
        assert_eq!(answer.status, 422, "{}", answer.text());
        assert!(answer.text().contains("value=\"somebody\""));
    }
}
