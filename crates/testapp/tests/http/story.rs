//! Stories that cross areas: handing in, looking, sending back, accepting, and the national figure that follows.

use testapp::{COORDINATED, PROVINCE, Role, served};

served! {
    fn a_plan_that_is_handed_in_waits_for_its_supervisor_and_counts_when_accepted(app: &TestApp) {
        app.organisations(&[COORDINATED]);
        app.a_round();
        let officer = app.person(Role::NationalOfficer, None);
        let number = |name: &str| {
            let figures = officer.get("/api/v1/readiness?year=2563").expect(200).json();
            figures[name]["n"].as_i64().unwrap_or_else(|| panic!("no {name} in {figures}"))
        };
        let before = (number("submitted"), number("approved"));
        let plan = app.a_plan(COORDINATED);
        assert_eq!(number("submitted"), before.0 + 1);
        let supervisor = app.person(Role::Supervisor, Some(PROVINCE));
        assert!(supervisor.get("/reviews?year=2563").expect(200).text().contains(&plan.version_id));
        supervisor.get(&format!("/reviews/{}", plan.version_id)).expect(200);
        let accepted = supervisor.post(&format!("/reviews/{}/approval", plan.version_id), &[("note", "")]);
        assert_eq!(accepted.status, 303, "{}", accepted.text());
        assert_eq!(number("approved"), before.1 + 1);
        assert!(!supervisor.get("/reviews?year=2563").expect(200).text().contains(&plan.version_id));
    }

    fn a_plan_that_is_sent_back_tells_its_coordinator_why(app: &TestApp) {
        app.organisations(&[COORDINATED]);
        app.a_round();
        let plan = app.a_plan(COORDINATED);
        let supervisor = app.person(Role::Supervisor, Some(PROVINCE));
        let back = format!("/reviews/{}/return", plan.version_id);
        let without = supervisor.post(&back, &[("reason", "")]);
        assert_eq!(without.status, 422, "a return without a reason: {}", without.text());
        let reason = "ขอให้ทบทวนเวลาฟื้นคืนของงานรับคำร้อง";
        assert_eq!(supervisor.post(&back, &[("reason", reason)]).status, 303);
        let coordinator = app.person(Role::Coordinator, Some(COORDINATED));
        let seen = coordinator.get(&format!("/plans/{}", plan.plan_id)).expect(200).text();
        assert!(seen.contains(reason), "the coordinator's page does not say why");
        let message = coordinator.get("/messages").expect(200).attribute("td a[href^='/messages/']", "href").unwrap();
        let led = coordinator.get(&message).expect(303);
        assert!(led.location().is_some_and(|to| to.contains(&plan.plan_id)));
    }
}
