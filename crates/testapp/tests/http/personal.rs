//! Personal data of a plan: whoever may not see it gets it from no address of the plan in any form, and whoever gets it
//! is in the audit trail.

use std::io::{Cursor, Read};

use continuity::plan::{Field, Plan};
use planning::exchange::As;
use serde_json::Value;
use testapp::{COORDINATED, Handed, Person, Role, TestApp, served};
use web::{Access, Route};

/// What is looked for: in the first version and in the second.
const NUMBERS: [&str; 2] = ["081-234-5678", "089-876-5432"];

const LOOKS: &str = "SELECT count(*) FROM audit_event WHERE action = 'plan.personal_data_seen'";

served! {
    fn who_may_not_see_personal_data_gets_it_from_no_address_of_the_plan(app: &TestApp) {
        let plan = two_versions(app);
        let (officer, coordinator) = (app.person(Role::NationalOfficer, None), app.person(Role::Coordinator, Some(COORDINATED)));
        let (mut told, mut read, mut whole) = (Vec::new(), 0, 0);
        for address in addresses(app, &plan) {
            let found = says(&officer, &address);
            read += usize::from(found.is_some());
            told.extend(found.filter(|found| !found.is_empty()).map(|found| format!("{address}: {found:?}")));
            whole += usize::from(says(&coordinator, &address).is_some_and(|found| !found.is_empty()));
        }
        assert!(told.is_empty(), "{}", told.join("\n"));
        let (id, version) = (&plan.plan_id, &plan.version_id);
        for page in [format!("/reviews/{version}"), format!("/plans/{id}/versions/2?with=1"), format!("/plans/{id}/sections/team/sheet"), format!("/plans/{id}/versions/1/paper?format=docx"), format!("/api/v1/plans/{id}")] {
            officer.get(&page).expect(200);
        }
        // The same look finds the numbers where they may be seen: the draft, versions, papers and the workbook.
        assert!(read > 60 && whole > 8, "{read} addresses answered, {whole} told the coordinator");
        assert!(app.count(LOOKS) > 8);
    }

    fn whoever_downloads_or_reads_whole_numbers_is_in_the_audit_trail(app: &TestApp) {
        let plan = two_versions(app).plan_id;
        let (team, processes) = (format!("/plans/{plan}/sections/team/sheet"), format!("/plans/{plan}/sections/processes/sheet"));
        let draft = format!("/api/v1/plans/{plan}");
        let officer = app.person(Role::NationalOfficer, None);
        let head = app.person(Role::Head, Some(COORDINATED));
        for address in [&team, &processes, &draft] {
            officer.get(address).expect(200);
        }
        head.get(&processes).expect(200);
        assert_eq!(app.count(LOOKS), 0, "masked or absent numbers are no look");
        head.get(&team).expect(200);
        assert_eq!(app.count(LOOKS), 1);
        head.get(&draft).expect(200);
        assert_eq!(app.count(LOOKS), 2);
        assert_eq!(app.count(&format!("{LOOKS} AND subject_id = '{plan}'")), 2);
    }

    fn only_a_section_that_there_is_can_be_revealed(app: &TestApp) {
        let plan = two_versions(app).plan_id;
        let head = app.person(Role::Head, Some(COORDINATED));
        let reveal = |section: &str| head.post(&format!("/plans/{plan}/personal"), &[("section", section)]);
        reveal("strange").expect(404);
        assert_eq!(app.count(LOOKS), 0);
        assert!(reveal("team").expect(200).text().contains(NUMBERS[1]));
        assert_eq!(app.count(LOOKS), 1);
    }
}

/// A plan handed in twice, each time with another number in every personal field.
fn two_versions(app: &TestApp) -> Handed {
    app.organisations(&[COORDINATED]);
    app.a_round();
    let mut plan = app.plan_of(COORDINATED);
    plan.processes.truncate(2);
    // Accepted, so that the reviewer of the second is shown what changed since.
    app.takes(&filled(&plan, NUMBERS[0]), As::Approved);
    app.set_clock("2020-08-10T09:00:00+07:00");
    app.takes(&filled(&plan, NUMBERS[1]), As::Submitted)
}

/// The plan with this number in every member that has the name of a personal field, wherever the format has one.
fn filled(plan: &Plan, number: &str) -> Plan {
    let personal: Vec<&str> = Field::ALL.iter().filter(|field| field.is_personal()).map(|field| field.code()).collect();
    let mut whole = serde_json::to_value(plan).unwrap();
    let mut put = 0;
    for place in objects(&whole, String::new()) {
        for field in &personal {
            let mut tried = whole.clone();
            tried.pointer_mut(&place).unwrap()[*field] = number.into();
            // A member that the format does not have there is refused by its reader.
            if serde_json::from_value::<Plan>(tried.clone()).is_ok() {
                (whole, put) = (tried, put + 1);
            }
        }
    }
    assert!(put >= 2 * plan.team.len() && !plan.team.is_empty(), "{put} personal fields");
    serde_json::from_value(whole).unwrap()
}

/// JSON pointers of every object inside, the first two of each list.
fn objects(value: &Value, at: String) -> Vec<String> {
    let inside: Vec<(String, &Value)> = match value {
        Value::Object(members) => members.iter().map(|(name, inner)| (name.clone(), inner)).collect(),
        Value::Array(rows) if at == "/team" => {
            rows.iter().enumerate().map(|(row, inner)| (row.to_string(), inner)).collect()
        }
        Value::Array(rows) => rows.iter().take(2).enumerate().map(|(row, inner)| (row.to_string(), inner)).collect(),
        _ => Vec::new(),
    };
    let own = value.is_object().then(|| at.clone());
    own.into_iter().chain(inside.into_iter().flat_map(|(name, inner)| objects(inner, format!("{at}/{name}")))).collect()
}

/// Every address that reads something of the plan, in each form and with each version compared.
fn addresses(app: &TestApp, plan: &Handed) -> Vec<String> {
    let of_plan = |route: &&Route| {
        route.method == "GET" && matches!(route.access, Access::May(_)) && !route.path.ends_with("/stream")
    };
    let mut all = Vec::new();
    for route in app.routes.iter().filter(of_plan) {
        let path =
            route.path.replace("{version}", &plan.version_id).replace("{code}", COORDINATED).replace("{year}", "2563");
        let path = if path.contains("plans/{id}") { path.replace("{id}", &plan.plan_id) } else { path };
        let sections = if path.contains("{section}") {
            continuity::plan::Section::ALL
        } else {
            &continuity::plan::Section::ALL[..1]
        };
        for (section, number) in sections.iter().flat_map(|section| ["1", "2"].map(|number| (section.code(), number))) {
            let path = path.replace("{section}", section).replace("{number}", number);
            // A PDF is drawn from the same document as the DOCX, whose words can be read.
            let asked: &[&str] = match path.as_str() {
                path if path.ends_with("/paper") || path.ends_with("/map") => &["?format=docx"],
                path if path.contains("/plans") || path.contains("/reviews") => {
                    &["", "?format=csv", "?format=xlsx", "?with=1"]
                }
                _ => &[""],
            };
            all.extend(asked.iter().map(|query| format!("{path}{query}")));
        }
    }
    all.retain(|path| !path.contains('{'));
    all.sort();
    all.dedup();
    all
}

/// The numbers that an address tells; `None` when it does not answer.
fn says(person: &Person, address: &str) -> Option<Vec<&'static str>> {
    let answer = person.get(address);
    if answer.status != 200 {
        return None;
    }
    let text = words(&answer.bytes);
    let thai = |number: &str| thai(number);
    let bare = |number: &str| number.replace('-', "");
    let forms = |number: &'static str| [number.to_owned(), thai(number), bare(number), thai(&bare(number))];
    Some(NUMBERS.into_iter().filter(|number| forms(number).iter().any(|form| text.contains(form.as_str()))).collect())
}

/// With the digits that official papers use.
fn thai(number: &str) -> String {
    number.chars().map(|c| c.to_digit(10).and_then(|d| char::from_u32(0x0E50 + d)).unwrap_or(c)).collect()
}

/// The text of a page, and of every part of an office file.
fn words(bytes: &[u8]) -> String {
    let Ok(mut archive) = zip::ZipArchive::new(Cursor::new(bytes)) else {
        return String::from_utf8_lossy(bytes).into_owned();
    };
    let mut all = String::new();
    for part in 0..archive.len() {
        let mut inside = Vec::new();
        archive.by_index(part).unwrap().read_to_end(&mut inside).unwrap();
        all.push_str(&String::from_utf8_lossy(&inside));
    }
    all
}
