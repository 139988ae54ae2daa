//! What watches the server: `/healthz`, `/readyz`, `/metrics`.

use testapp::{COORDINATED, METRICS_TOKEN, Role, served};

served! {
    fn metrics_are_only_for_whoever_has_the_token(app: &TestApp) {
        app.organisations(&[COORDINATED]);
        for person in [app.guest(), app.person(Role::Administrator, None)] {
            person.get("/metrics").expect(404);
            person.get_with_token("/metrics", "another-token-of-some-length").expect(404);
        }
        app.guest().get_with_token("/admin", METRICS_TOKEN).expect(303);
        app.guest().get_with_token("/metrics", METRICS_TOKEN).expect(200);
    }

    fn metrics_count_requests_by_route_and_tell_of_jobs_and_size(app: &TestApp) {
        app.organisations(&[COORDINATED]);
        let officer = app.person(Role::NationalOfficer, None);
        for _ in 0..3 {
            officer.get(&format!("/organisations/{COORDINATED}")).expect(200);
        }
        let now = app.now();
        app.db().write_now(move |tx| db::jobs::enqueue(tx, "later", &serde_json::json!({}), now + jiff::SignedDuration::from_hours(1))).unwrap();
        let answer = app.guest().get_with_token("/metrics", METRICS_TOKEN).expect(200);
        assert!(answer.header("content-type").is_some_and(|kind| kind.starts_with("application/openmetrics-text")));
        let text = answer.text();
        assert!(!text.contains(COORDINATED), "addresses are told by their pattern");
        let line = |start: &str| text.lines().find(|line| line.starts_with(start)).unwrap_or_else(|| panic!("{start}: {text}"));
        let counted = r#"ratphrom_http_requests_total{method="GET",route="/organisations/{code}",status="200"}"#;
        assert!(line(counted).ends_with(" 3"));
        line(r#"ratphrom_http_request_duration_seconds_bucket{le="0.1",method="GET",route="/organisations/{code}"}"#);
        assert!(line(r#"ratphrom_jobs{state="ready"}"#).ends_with(" 1"));
        assert!(line(r#"ratphrom_jobs{state="dead"}"#).ends_with(" 0"));
        let size = line("ratphrom_database_size_bytes").rsplit(' ').next().and_then(|size| size.parse::<u64>().ok());
        assert!(size.is_some_and(|size| size > 100_000), "{size:?}");
        line("ratphrom_build_info{");
    }

    fn whoever_asks_hears_that_the_process_lives_and_the_database_answers(app: &TestApp) {
        assert_eq!(app.guest().get("/healthz").expect(200).text(), "ok\n");
        assert_eq!(app.guest().get("/readyz").expect(200).text(), "ready\n");
    }
}
