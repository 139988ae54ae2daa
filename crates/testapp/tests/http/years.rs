//! Fiscal years: Buddhist on Thai pages, Gregorian on English ones, and read in either calendar.

use testapp::{Answer, COORDINATED, Person, Role, TestApp, served};

/// What a reader sees of a page: its texts, without addresses and the values of forms.
fn seen(page: &Answer) -> String {
    page.texts("title, main").join("\n")
}

fn officer(app: &TestApp) -> Person {
    app.organisations(&[COORDINATED]);
    app.a_round();
    app.person(Role::NationalOfficer, None)
}

served! {
    fn an_english_page_of_a_round_shows_the_gregorian_year_and_no_buddhist_one(app: &TestApp) {
        let officer = officer(app);
        let addresses = ["/rounds", "/rounds/2563", "/rounds/2563/roster", "/rounds/2563/late", "/rounds/2563/extensions",
            "/readiness", "/readiness/hazards", "/readiness/list", "/home", "/organisations/L730102-A"];
        for address in addresses {
            let (thai, english) = (seen(&officer.get(address).expect(200)), seen(&officer.in_english().get(address).expect(200)));
            assert!(english.contains("2020") && !english.contains("2563"), "{address}\n{english}");
            assert!(thai.contains("2563"), "{address}\n{thai}");
        }
        let new = officer.in_english().get("/rounds/new").expect(200);
        assert_eq!(new.attribute("input[name=year]", "value").as_deref(), Some("2021"));
    }

    fn a_round_is_opened_for_a_year_of_either_calendar(app: &TestApp) {
        let officer = officer(app).in_english();
        let with = |year: &'static str| [("year", year), ("due", "31 Aug 2021"), ("closes", "30 Sep 2021"), ("codes", "")];
        let refused = officer.post("/rounds", &with("1900")).expect(422);
        assert!(seen(&refused).contains("from 1957 to 2157"), "{}", refused.text());
        assert_eq!(refused.attribute("input[name=year]", "value").as_deref(), Some("1900"), "what was typed stays");
        let opened = officer.post("/rounds", &with("2021")).expect(303);
        assert!(opened.location().is_some_and(|to| to.starts_with("/rounds/2564")), "{:?}", opened.location());
    }

    fn a_plan_of_a_short_or_gregorian_year_is_the_plan_of_that_year(app: &TestApp) {
        app.organisations(&[COORDINATED]);
        let coordinator = app.person(Role::Coordinator, Some(COORDINATED));
        let organisation = app.organisation_id(COORDINATED);
        let plan = |year: &str| {
            let fields = [("organisation", organisation.as_str()), ("fiscal_year", year), ("kind", "main"),
                ("from", "blank"), ("title", "")];
            let answer = coordinator.post("/plans", &fields).expect(303);
            answer.location().and_then(|to| to.split('?').next()).map(str::to_owned)
        };
        let first = plan("2564");
        assert!(["๒๕๖๔", "64", "2021"].iter().all(|year| plan(year) == first));
        let list = coordinator.in_english().get("/plans?year=2021").expect(200);
        assert!(list.texts("td.n").iter().any(|year| year.trim() == "2021"), "{}", list.text());
        let form = coordinator.in_english().get("/plans/new?year=2564").expect(200);
        assert_eq!(form.attribute("input[name=fiscal_year]", "value").as_deref(), Some("2021"));
    }
}
