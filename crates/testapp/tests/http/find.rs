//! Finding organisations: every person finds every one by name, and sees the whole only of those within reach.

use testapp::{COORDINATED, ELSEWHERE, PROVINCE, Role, served};

served! {
    fn a_coordinator_finds_an_agency_of_another_province_by_a_part_of_its_name(app: &TestApp) {
        app.organisations(&[COORDINATED, ELSEWHERE]);
        let coordinator = app.person(Role::Coordinator, Some(COORDINATED));
        let name = app.organisation_name(ELSEWHERE);
        let part: String = name.chars().skip(3).take(9).collect();
        let found = coordinator.get(&format!("/organisations/search?q={part}&field=of")).expect(200).text();
        assert!(found.contains(&name) && found.contains(ELSEWHERE));
        assert!(!coordinator.get(&format!("/organisations?q={part}")).expect(200).text().contains(&name));
        let list = coordinator.get(&format!("/organisations?q={part}&all=1")).expect(200);
        assert!(list.text().contains(&name));
        assert!(!list.text().contains("format=csv"), "there is no file of what is out of reach");
        for format in ["csv", "xlsx"] {
            let file = coordinator.get(&format!("/organisations?q={part}&all=1&format={format}")).expect(200);
            assert!(!file.text().contains(ELSEWHERE), "{format}");
        }
    }

    fn of_an_organisation_out_of_reach_only_what_is_public_is_shown(app: &TestApp) {
        app.organisations(&[COORDINATED, ELSEWHERE]);
        app.a_round();
        let plan = app.a_plan(ELSEWHERE);
        let account = app.an_account(Role::Coordinator, Some(ELSEWHERE));
        for (role, over) in [(Role::Coordinator, COORDINATED), (Role::Supervisor, PROVINCE), (Role::Head, COORDINATED)] {
            let person = app.person(role, Some(over));
            let page = person.get(&format!("/organisations/{ELSEWHERE}")).expect(200);
            assert!(page.texts("h1").contains(&app.organisation_name(ELSEWHERE)));
            assert!(page.text().contains("P80"), "what it is under has a link");
            let told = [&plan.plan_id, &plan.title, &account].into_iter().any(|told| page.text().contains(told.as_str()));
            assert!(!told, "{role:?}");
            assert!(page.texts(".timeline li").is_empty(), "{role:?} sees its history");
            assert!(page.texts("main form, main .btn").is_empty(), "{role:?} is offered to change it");
            person.get(&format!("/api/v1/organisations/{ELSEWHERE}")).expect(404);
            let own = person.get(&format!("/organisations/{COORDINATED}")).expect(200);
            assert!(!own.texts(".timeline li").is_empty(), "{role:?} does not see the own history");
        }
        let officer = app.person(Role::NationalOfficer, None);
        assert!(officer.get(&format!("/organisations/{ELSEWHERE}")).expect(200).text().contains(&plan.plan_id));
    }

    fn where_a_parent_is_chosen_only_those_that_may_be_changed_are_offered(app: &TestApp) {
        app.organisations(&[COORDINATED, ELSEWHERE]);
        let supervisor = app.person(Role::Supervisor, Some(PROVINCE));
        let offered = |code: &str| supervisor.get(&format!("/organisations/choices?q={code}")).expect(200).text();
        assert!(offered(COORDINATED).contains(COORDINATED));
        assert!(!offered(ELSEWHERE).contains(&app.organisation_name(ELSEWHERE)));
        app.person(Role::Coordinator, Some(COORDINATED)).get("/organisations/choices?q=L").expect(403);
    }
}
