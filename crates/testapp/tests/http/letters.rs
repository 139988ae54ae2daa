//! Correspondence through the pages: a memo from its draft to its number, what only the cleared see, a circular from the
//! centre to the register of a sub-district, and a meeting screened.

use serde_json::json;
use testapp::{COORDINATED, ELSEWHERE, Person, Role, TestApp, served};

/// The department of the second paper, and the office that runs the rounds.
const LIVESTOCK: &str = "M08-06";
const OFFICE: &str = "M01-12";

fn prepare(app: &TestApp) -> (Person, Person) {
    app.set_clock("2022-04-20T09:00:00+07:00");
    app.organisations(&[COORDINATED, ELSEWHERE, LIVESTOCK, OFFICE]);
    (app.person(Role::Coordinator, Some(LIVESTOCK)), app.person(Role::Head, Some(LIVESTOCK)))
}

fn account(app: &TestApp, role: &str) -> String {
    let sql = format!("SELECT account_id FROM account_grant WHERE role = '{role}'");
    app.db().read_now::<_, db::Error>(|tx| tx.row(&sql, &[], |row| row.get(0))).unwrap()
}

/// Adds an officer and gives the id.
pub(crate) fn officer(app: &TestApp, desk: &Person, name: &str, account: &str) -> String {
    let fields = [("officer_name", name), ("position", "อธิบดีกรมปศุสัตว์"), ("account", account)];
    desk.post("/letter-office/officers", &fields).expect(303);
    let sql = format!("SELECT id FROM letter_officer WHERE name = '{name}'");
    app.db().read_now::<_, db::Error>(|tx| tx.row(&sql, &[], |row| row.get(0))).unwrap()
}

fn drafted(desk: &Person, subject: &str, more: &[(&str, &str)]) -> String {
    let mut fields = vec![
        ("form", "memo"),
        ("urgency", "immediate"),
        ("subject", subject),
        ("addressee", "อธิบดีกรมปศุสัตว์"),
        ("body", "ด้วยกองแผนงานได้ตรวจสอบ\nจึงเรียนมาเพื่อโปรดทราบ"),
    ];
    fields.extend(more);
    let made = desk.post("/letters", &fields).expect(303);
    let to = made.location().unwrap().trim_start_matches("/letters/");
    to.split('?').next().unwrap().to_owned()
}

served! {
    fn a_memo_is_drafted_signed_by_whom_it_belongs_to_numbered_and_printed(app: &TestApp) {
        let (desk, head) = prepare(app);
        let empty = desk.post("/letters", &[("form", "memo"), ("subject", "")]).expect(422).text();
        assert!(empty.contains("aria-invalid") && empty.contains("id=\"f-subject\""));
        let signer = officer(app, &desk, "นายผู้ลงนาม", &account(app, "head"));
        desk.post("/letter-office", &[("code", "กษ"), ("owner", "06")]).expect(422);
        desk.post("/letter-office", &[("code", "กษ"), ("owner", "๐๖๐๖")]).expect(303);
        let id = drafted(&desk, "ผลการประชุมคณะรัฐมนตรี", &[]);
        let path = format!("/letters/{id}");
        desk.post(&format!("{path}/way"), &[("steps[0].officer", &signer), ("steps[0].task", "check")]).expect(422);
        desk.post(&format!("{path}/way"), &[("steps[0].officer", &signer), ("steps[0].task", "sign")]).expect(303);
        desk.post(&format!("{path}/acts"), &[("act", "done")]).expect(422);
        assert_eq!(desk.get("/letters?box=turn").expect(200).texts("tbody tr").len(), 0);
        assert!(head.get("/letters?box=turn").expect(200).text().contains(&id));
        desk.post(&format!("{path}/number"), &[]).expect(422);
        head.post(&format!("{path}/acts"), &[("act", "done"), ("words", "")]).expect(303);
        desk.post(&format!("{path}/edit"), &[("form", "memo"), ("subject", "แก้"), ("addressee", "ก"), ("body", "ข")]).expect(422);
        desk.post(&format!("{path}/number"), &[("dated", "19/4/2565")]).expect(422);
        desk.post(&format!("{path}/number"), &[("dated", "20/4/2565")]).expect(303);
        let seen = desk.get(&path).expect(200).text();
        assert!(seen.contains("กษ ๐๖๐๖/๑") && seen.contains("นายผู้ลงนาม"), "{seen}");
        assert!(desk.in_english().get(&path).expect(200).text().contains("Numbered"));
        assert!(desk.get(&format!("{path}/paper?format=pdf")).expect(200).bytes.starts_with(b"%PDF"));
        assert!(desk.get(&format!("{path}/paper?format=docx")).expect(200).bytes.starts_with(b"PK"));
        let csv = desk.get("/letters?format=csv").expect(200).text();
        assert!(csv.contains("กษ 0606/1") && csv.lines().count() == 2, "{csv}");
        let came = json!({"form": "external", "subject": "ขอเชิญประชุม", "incoming": {"sender": "กรมประมง", "number": "กษ.๐๕๐๐/๑๒"}});
        let first = desk.send_once("/api/v1/letters", &came, "k-1").expect(201).json();
        assert_eq!(desk.send_once("/api/v1/letters", &came, "k-1").expect(201).json(), first);
        let read = desk.get(&format!("/api/v1/letters/{}", first["id"].as_str().unwrap())).expect(200).json();
        assert_eq!((&read["letter"]["register_number"], &read["letter"]["number"]), (&json!(1), &json!("กษ 0500/12")));
        for action in ["drafted", "submitted", "signed", "numbered", "received", "officer_added", "office_saved"] {
            assert!(app.count(&format!("SELECT count(*) FROM audit_event WHERE action = 'letter.{action}'")) > 0, "{action}");
        }
    }

    fn a_classified_letter_is_nowhere_for_who_is_not_cleared_and_a_letter_is_its_organisations_own(app: &TestApp) {
        let (desk, _) = prepare(app);
        let open = drafted(&desk, "เรื่องเปิดเผย 081-234-5678", &[]);
        let secret = drafted(&desk, "แผนลับเฉพาะกิจ", &[("secrecy", "secret")]);
        assert!(desk.get("/letters").expect(200).text().contains("แผนลับเฉพาะกิจ"));
        let auditor = app.person(Role::Auditor, None);
        for path in ["/letters", "/letters?q=แผนลับ", "/letters?format=csv", "/letters?secrecy=secret", "/api/v1/letters", "/admin/audit"] {
            let told = auditor.get(path).expect(200).text();
            assert!(!told.contains("แผนลับเฉพาะกิจ") && !told.contains(&format!("/letters/{secret}")), "{path}");
        }
        for path in [format!("/letters/{secret}"), format!("/letters/{secret}/paper"), format!("/api/v1/letters/{secret}")] {
            auditor.get(&path).expect(404);
        }
        let seen = auditor.get(&format!("/letters/{open}")).expect(200).text();
        assert!(seen.contains("xxx-xxx-xx78") && !seen.contains("081-234-5678"), "personal numbers are masked");
        assert!(auditor.get("/letters").expect(200).text().contains("(1)"), "it is not counted either");
        for (role, over) in [(Role::Coordinator, ELSEWHERE), (Role::Head, COORDINATED)] {
            let other = app.person(role, Some(over));
            other.get(&format!("/letters/{open}")).expect(404);
            other.post(&format!("/letters/{open}/edit"), &[("form", "memo"), ("subject", "ก")]).expect(404);
            assert!(!other.get("/letters?q=เปิดเผย").expect(200).text().contains(&open));
        }
        app.person(Role::NationalOfficer, None).get(&format!("/letters/{open}")).expect(403);
        app.person(Role::Viewer, None).get("/letters").expect(403);
    }

    fn a_circular_of_the_centre_is_received_under_the_number_of_each_register(app: &TestApp) {
        prepare(app);
        let national = app.person(Role::NationalOfficer, None);
        assert!(national.get("/circulars").expect(200).text().contains("name=\"office\""));
        national.post("/circulars/office", &[("office", "NOPE")]).expect(422);
        national.post("/circulars/office", &[("office", OFFICE)]).expect(303);
        let base = [
            ("subject", "การทบทวนแผน"), ("addressee", "หัวหน้าส่วนราชการ"), ("body", "จึงเรียนมาเพื่อโปรดพิจารณา"),
            ("name", "นางผู้ลงนาม"), ("position", "รองเลขาธิการ ก.พ.ร."), ("dated", "20/4/2565"), ("due", "30/4/2565"),
            ("provinces", "73"),
        ];
        let with = |more: &[(&'static str, &'static str)]| base.iter().copied().chain(more.iter().copied()).collect::<Vec<_>>();
        national.post("/circulars", &with(&[("act", "send"), ("delegation", "acting")])).expect(422);
        let preview = national.post("/circulars", &with(&[("act", "preview")])).expect(200).text();
        assert!(preview.contains("หนังสือนี้จะส่งถึง"), "{preview}");
        let made = national.post("/circulars", &with(&[("act", "send"), ("delegation", "acting"), ("principal", "เลขาธิการ ก.พ.ร.")])).expect(303);
        let circular = made.location().unwrap().split('?').next().unwrap().to_owned();
        let coordinator = app.person(Role::Coordinator, Some(COORDINATED));
        assert!(coordinator.get("/messages").expect(200).text().contains("การทบทวนแผน"));
        let list = coordinator.get("/incoming-letters").expect(200);
        let arrived = list.attribute("tbody a[href^='/incoming-letters/']", "href").unwrap();
        app.person(Role::Coordinator, Some(ELSEWHERE)).get(&arrived).expect(404);
        assert!(coordinator.get(&format!("{arrived}/paper")).expect(200).bytes.starts_with(b"%PDF"));
        let received = coordinator.post(&format!("{arrived}/receipt"), &[("desk", "งานสารบรรณ")]).expect(303);
        let own = received.location().unwrap().split('?').next().unwrap().to_owned();
        let seen = coordinator.get(&own).expect(200).text();
        assert!(seen.contains("เลขรับ ๑") && seen.contains("งานสารบรรณ"), "{seen}");
        coordinator.get(&arrived).expect(303);
        let acknowledged = national.get(&format!("{circular}?status=acknowledged")).expect(200);
        assert!(acknowledged.texts("tbody tr").iter().any(|row| row.contains(&app.organisation_name(COORDINATED))));
        let waiting = national.get(&format!("{circular}?status=waiting")).expect(200).texts("tbody tr");
        assert!(!waiting.is_empty() && waiting.iter().all(|row| !row.contains(&app.organisation_name(COORDINATED))));
        let csv = national.get(&format!("{circular}?status=waiting&format=csv")).expect(200).text();
        assert_eq!(csv.lines().count(), waiting.len() + 1);
        app.set_clock("2022-04-22T09:00:00+07:00");
        let reminded = app.person(Role::NationalOfficer, None).post(&format!("{circular}/reminders"), &[("act", "all")]).expect(303);
        assert!(reminded.location().unwrap().ends_with(&format!("n={}", waiting.len())), "{:?}", reminded.location());
    }

    fn a_meeting_is_screened_item_by_item_before_its_memo_is_drafted(app: &TestApp) {
        let (desk, _) = prepare(app);
        let items: Vec<String> = (1..=16).map(|n| format!("เรื่องที่ {n}")).collect();
        let meeting = [("body", "คณะรัฐมนตรี"), ("held_on", "19/4/2565"), ("items", &items.join("\n"))];
        let made = desk.post("/meetings", &meeting).expect(303);
        let path = made.location().unwrap().to_owned();
        assert_eq!(desk.get(&path).expect(200).texts("tbody tr").len(), 16);
        let memo = [("addressee", "อธิบดีกรมปศุสัตว์")];
        desk.post(&format!("{path}/memo"), &memo).expect(422);
        desk.post(&format!("{path}/judgements"), &[("rows[1].relevant", "no"), ("rows[1].reason", "")]).expect(422);
        let names: Vec<(String, String)> = (1..=16)
            .flat_map(|n| [
                (format!("rows[{n}].relevant"), if n == 7 { "yes" } else { "no" }.to_owned()),
                (format!("rows[{n}].reason"), format!("เหตุผลของเรื่องที่ {n}")),
            ])
            .collect();
        let fields: Vec<(&str, &str)> = names.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        desk.post(&format!("{path}/judgements"), &fields).expect(303);
        let drafted = desk.post(&format!("{path}/memo"), &memo).expect(303);
        let letter = desk.get(drafted.location().unwrap()).expect(200).text();
        assert!(letter.contains("จำนวน 16 เรื่อง มีเรื่องที่ควรทราบ คือ เรื่อง เรื่องที่ 7"), "{letter}");
        app.person(Role::Coordinator, Some(ELSEWHERE)).get(&path).expect(404);
    }
}
