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

    fn a_plan_is_taken_back_with_the_button_of_its_receipt(app: &TestApp) {
        app.organisations(&[COORDINATED]);
        app.a_round();
        let plan = app.a_plan(COORDINATED);
        let coordinator = app.person(Role::Coordinator, Some(COORDINATED));
        let address = format!("/plans/{}/versions/1/receipt", plan.plan_id);
        let receipt = coordinator.get(&address).expect(200);
        assert!(receipt.attribute("#withdraw form button[data-confirm]", "data-confirm-yes").is_some());
        assert!(receipt.texts("form[data-confirm]").is_empty(), "the button asks, not the form");
        let home = coordinator.get("/home").expect(200);
        assert_eq!(home.attribute(&format!("main a[href='{address}']"), "href"), Some(address.clone()));
        assert_eq!(home.texts(&format!("main a[href='{address}']")), [plan.reference.as_str()]);
        let back = format!("/plans/{}/withdrawal", plan.plan_id);
        let done = coordinator.post(&back, &[("version", "1"), ("reason", "พบข้อผิดพลาดในทีม")]).expect(303);
        let led = coordinator.get(done.location().unwrap()).expect(200).text();
        assert!(led.contains("ถอนคืนแล้ว กำลังแก้ไข"), "{led}");
        assert!(coordinator.get("/home").expect(200).text().contains("ถอนคืนแล้ว กำลังแก้ไข"));
    }

    fn the_head_asks_for_changes_with_a_reason_and_the_coordinator_reads_it(app: &TestApp) {
        app.organisations(&[COORDINATED]);
        app.a_round();
        let plan = app.a_plan(COORDINATED);
        let coordinator = app.person(Role::Coordinator, Some(COORDINATED));
        let head = app.person(Role::Head, Some(COORDINATED));
        let back = format!("/plans/{}/approval-return", plan.plan_id);
        let (reason, blank) = ("ขอให้เพิ่มสถานที่สำรอง", [("reason", " ")]);
        assert_eq!(head.post(&back, &[("reason", reason)]).status, 422, "a version that waits is withdrawn first");
        let withdrawal = format!("/plans/{}/withdrawal", plan.plan_id);
        coordinator.post(&withdrawal, &[("version", "1"), ("reason", "ขอแก้")]).expect(303);
        let without = head.post(&back, &blank).expect(422).text();
        assert!(without.contains("เหตุผลที่ส่งกลับ: โปรดระบุเหตุผล"), "the summary names the field: {without}");
        coordinator.post(&back, &[("reason", reason)]).expect(403);
        head.post(&back, &[("reason", reason)]).expect(303);
        for page in ["/home", &format!("/plans/{}", plan.plan_id), &format!("/plans/{}/check", plan.plan_id)] {
            assert!(coordinator.get(page).expect(200).text().contains(reason), "{page}");
        }
        assert!(coordinator.get("/messages").expect(200).text().contains(reason));
        assert_eq!(app.count("SELECT count(*) FROM audit_event WHERE action = 'plan.approval_returned'"), 1);
    }

    fn a_paper_of_before_the_year_approves_no_plan_of_it(app: &TestApp) {
        app.organisations(&[COORDINATED]);
        app.a_round();
        let plan = app.a_plan(COORDINATED);
        let coordinator = app.person(Role::Coordinator, Some(COORDINATED));
        let withdrawal = format!("/plans/{}/withdrawal", plan.plan_id);
        coordinator.post(&withdrawal, &[("version", "1"), ("reason", "ขอแก้")]).expect(303);
        let fields = [
            ("approver_name", "สมชาย ใจดี"),
            ("approver_position", "นายก"),
            ("approved_on", "1 ม.ค. 2400"),
            ("seen", "0"),
        ];
        let refused = coordinator.post(&format!("/plans/{}/submission", plan.plan_id), &fields).expect(422).text();
        assert!(refused.contains("วันที่อนุมัติต้องไม่ก่อน 1"), "{refused}");
    }
}
