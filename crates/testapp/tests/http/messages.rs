//! Messages: unread until somebody of the organisation opens them, counted the same wherever they are counted.

use testapp::{COORDINATED, PROVINCE, Person, Role, TestApp, served};

/// What the navigation says is new.
fn count(person: &Person) -> String {
    person.get("/home").expect(200).texts("header nav a[href='/messages'] .count").join("")
}

fn returned(app: &TestApp) -> Person {
    app.organisations(&[COORDINATED]);
    app.a_round();
    let plan = app.a_plan(COORDINATED);
    let supervisor = app.person(Role::Supervisor, Some(PROVINCE));
    let reason = [("reason", "ขอให้ทบทวนเวลาฟื้นคืนของงานรับคำร้อง")];
    supervisor.post(&format!("/reviews/{}/return", plan.version_id), &reason).expect(303);
    supervisor
}

served! {
    fn a_message_is_read_when_one_of_the_organisation_opens_it_and_not_by_others(app: &TestApp) {
        let supervisor = returned(app);
        let coordinator = app.person(Role::Coordinator, Some(COORDINATED));
        assert!(count(&coordinator).starts_with('1'), "{}", count(&coordinator));
        let link = supervisor.get("/messages?status=unread").expect(200).attribute("td a[href^='/messages/']", "href");
        let link = link.expect("the supervisor sees the message that nobody has read");
        supervisor.get(&link).expect(303);
        assert!(count(&coordinator).starts_with('1'), "whoever only follows it does not read it");
        let home = coordinator.get("/home").expect(200).attribute(".timeline a", "href");
        assert_eq!(home.as_deref(), Some(link.as_str()));
        let opened = coordinator.get(&link).expect(303);
        assert!(opened.location().is_some_and(|to| to.starts_with("/plans/")));
        assert_eq!(count(&coordinator), "");
        assert!(supervisor.get("/messages?status=unread").expect(200).attribute("td a[href^='/messages/']", "href").is_none());
        app.person(Role::Coordinator, Some(PROVINCE)).get(&link).expect(404);
    }

    fn all_messages_of_the_own_organisation_are_marked_as_read_at_once(app: &TestApp) {
        let supervisor = returned(app);
        let coordinator = app.person(Role::Coordinator, Some(COORDINATED));
        assert!(coordinator.get("/messages").expect(200).attribute("form[action='/messages/read']", "method").is_some());
        supervisor.post("/messages/read", &[]).expect(303);
        assert!(count(&coordinator).starts_with('1'), "somebody else's mark does not count");
        coordinator.post("/messages/read", &[]).expect(303);
        assert_eq!(count(&coordinator), "");
        let page = coordinator.get("/messages").expect(200);
        assert!(page.attribute("form[action='/messages/read']", "method").is_none());
    }
}
