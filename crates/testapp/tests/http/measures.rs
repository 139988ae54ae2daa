//! The registers of measures by HTTP: entered, found, changed by two at once, imported, copied; contacts masked; orders
//! that nobody edits.

use serde_json::json;
use testapp::{COORDINATED, ELSEWHERE, PROVINCE, Person, Role, served};

const TAX: &str = "M03-06";
const ROADS: &str = "M09-03";

const RELIEF: [(&str, &str); 5] = [
    ("organisation", ROADS),
    ("fiscal_year", "2564"),
    ("title", "การต่ออายุใบอนุญาตขับรถ"),
    ("kind", "renewal"),
    ("state", "done"),
];

fn with<'a>(base: &[(&'a str, &'a str)], more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let kept = base.iter().filter(|(name, _)| !more.iter().any(|(other, _)| other == name));
    kept.chain(more).copied().collect()
}

/// Adds an entry and gives its address.
fn added(person: &Person, ledger: &str, fields: &[(&str, &str)]) -> String {
    let answer = person.post(&format!("/measures/{ledger}"), fields).expect(303);
    answer.location().and_then(|to| to.split('?').next()).unwrap().to_owned()
}

fn practice(organisation: &str) -> Vec<(&str, &str)> {
    vec![
        ("organisation", organisation),
        ("fiscal_year", "2564"),
        ("title", "แอปพลิเคชันจองคิว"),
        ("kind", "good_practice"),
        ("state", "in_use"),
        ("what", "จองคิวล่วงหน้า"),
        ("result", "รอไม่เกิน 15 นาที"),
        ("contact_name", "ผู้ประสานงาน ตัวอย่าง"),
        ("contact_phone", "081-234-5678"),
    ]
}

served! {
    fn every_page_of_every_register_answers_in_both_languages(app: &TestApp) {
        app.organisations(&[ROADS, TAX]);
        let officer = app.person(Role::NationalOfficer, None);
        let relief = added(&officer, "relief", &RELIEF);
        for ledger in ["relief", "homework", "practice", "obstacle", "skill"] {
            for person in [&officer, &officer.in_english()] {
                for page in ["", "/new", "/summary", "/summary?by=ministry", "/import"] {
                    person.get(&format!("/measures/{ledger}{page}")).expect(200);
                }
                for format in ["csv", "xlsx"] {
                    person.get(&format!("/measures/{ledger}?format={format}")).expect(200);
                    person.get(&format!("/measures/{ledger}/summary?format={format}")).expect(200);
                }
            }
        }
        officer.get(&relief).expect(200);
        officer.get(&format!("{relief}/edit")).expect(200);
        for page in ["/measures", "/measures/printed", "/measures/printed?format=xlsx", "/area-orders", "/area-orders?format=csv"] {
            officer.in_english().get(page).expect(200);
        }
        officer.get("/measures/relief?format=odt").expect(400);
        officer.get("/measures/nothing").expect(404);
        officer.get("/area-orders/new").expect(403);
    }

    fn an_entry_is_added_with_every_fault_told_and_its_number_leads_to_its_list(app: &TestApp) {
        app.organisations(&[ROADS]);
        let officer = app.person(Role::NationalOfficer, None);
        let refused = officer.post("/measures/relief", &with(&RELIEF, &[("title", ""), ("state", "not_possible"), ("from", "32/1/2564")])).expect(422);
        assert_eq!(refused.texts(".errors li").len(), 4, "{:?}", refused.texts(".errors li"));
        assert!(refused.text().contains("32/1/2564"), "what was typed stays");
        let here = added(&officer, "relief", &RELIEF);
        let page = officer.get(&here).expect(200).text();
        assert!(page.contains("การต่ออายุใบอนุญาตขับรถ") && page.contains("ดำเนินการแล้ว"));
        let list = officer.get("/measures/relief?q=ขับรถ&year=2564&state=done").expect(200).text();
        assert!(list.contains(&here) && list.contains("1 จาก 1 (ร้อยละ 100.00)"));
        assert!(!officer.get("/measures/relief?year=2563").expect(200).text().contains(&here));
        let summary = officer.get("/measures/relief/summary").expect(200).text();
        assert!(summary.contains(&format!("organisation={ROADS}")) && summary.contains("state=done"));
        officer.post("/measures/relief", &RELIEF).expect(422);
    }

    fn two_people_at_once_see_both_and_nothing_is_overwritten(app: &TestApp) {
        app.organisations(&[ROADS]);
        let (one, other) = (app.person(Role::Coordinator, Some(ROADS)), app.person(Role::Head, Some(ROADS)));
        let here = added(&one, "relief", &RELIEF);
        let first = with(&RELIEF, &[("title", "ฉบับหนึ่ง"), ("revision", "1")]);
        let second = with(&RELIEF, &[("title", "ฉบับสอง"), ("revision", "1")]);
        one.post(&here, &first).expect(303);
        let both = other.post(&here, &second).expect(409).text();
        assert!(both.contains("ฉบับหนึ่ง") && both.contains("ฉบับสอง") && both.contains("value=\"2\""));
        assert!(other.get(&here).expect(200).text().contains("ฉบับหนึ่ง"));
        other.post(&here, &with(&second, &[("revision", "2")])).expect(303);
        let page = other.get(&here).expect(200);
        assert_eq!(page.texts(".timeline > li").len(), 3);
        let api = format!("/api/v1{here}");
        let read = one.get(&api).expect(200);
        assert_eq!((read.header("etag"), read.json()["title"].as_str()), (Some("\"3\""), Some("ฉบับสอง")));
        one.send("PUT", &api, &json!({"title": "ฉบับสาม"}), Some("\"2\"")).expect(412);
        one.send("PUT", &api, &json!({"title": "ฉบับสาม"}), None).expect(428);
        let saved = one.send("PUT", &api, &json!({"title": "ฉบับสาม", "fields": {"detail": "x"}}), Some("\"3\"")).expect(200);
        assert_eq!(saved.json()["fields"]["detail"], json!("x"));
        one.send("PUT", &api, &json!({"fields": {"colour": "x"}}), Some("\"4\"")).expect(422);
    }

    fn an_organisation_neither_sees_nor_writes_what_is_anothers(app: &TestApp) {
        app.organisations(&[ROADS, TAX]);
        let (roads, tax) = (app.person(Role::Coordinator, Some(ROADS)), app.person(Role::Coordinator, Some(TAX)));
        let here = added(&roads, "relief", &RELIEF);
        tax.get(&here).expect(404);
        tax.post(&here, &with(&RELIEF, &[("revision", "1")])).expect(404);
        tax.get(&format!("/api/v1{here}")).expect(404);
        tax.post("/measures/relief", &RELIEF).expect(422);
        assert!(!tax.get("/measures/relief?format=csv").expect(200).text().contains("ขับรถ"));
        assert!(app.person(Role::Supervisor, Some("M09")).get(&here).expect(200).text().contains("ขับรถ"));
        app.person(Role::Viewer, None).get(&here).expect(200);
        app.person(Role::Viewer, None).post(&here, &RELIEF).expect(403);
        app.person(Role::Administrator, None).get("/measures").expect(403);
        let secret = added(&roads, "relief", &with(&RELIEF, &[("title", "เรื่องลับ"), ("classification", "secret")]));
        app.person(Role::Viewer, None).get(&secret).expect(404);
        app.person(Role::NationalOfficer, None).get(&secret).expect(200);
    }

    fn whom_to_ask_is_masked_until_it_is_revealed_and_that_is_written_down(app: &TestApp) {
        app.organisations(&[ROADS, TAX]);
        let (roads, tax) = (app.person(Role::Coordinator, Some(ROADS)), app.person(Role::Coordinator, Some(TAX)));
        let here = added(&roads, "practice", &practice(ROADS));
        for person in [&roads, &tax, &app.person(Role::NationalOfficer, None)] {
            let page = person.get(&here).expect(200).text();
            assert!(!page.contains("081-234-5678") && page.contains("78"), "masked");
            assert!(!person.get("/measures/practice?format=csv").expect(200).text().contains("081-234"));
            assert!(!person.get(&format!("/api/v1{here}")).expect(200).text().contains("081-234"));
        }
        tax.post(&format!("{here}/contact"), &[]).expect(403);
        let seen = "SELECT count(*) FROM audit_event WHERE action = 'measure.personal_data_seen'";
        assert_eq!(app.count(seen), 0);
        assert!(roads.post(&format!("{here}/contact"), &[]).expect(200).text().contains("081-234-5678"));
        assert_eq!(app.count(seen), 1);
        // An officer who can't see it doesn't lose it by saving.
        let officer = app.person(Role::NationalOfficer, None);
        assert!(!officer.get(&format!("{here}/edit")).expect(200).text().contains("081-234"));
        let blank = [("title", "ชื่อใหม่"), ("contact_phone", ""), ("contact_name", ""), ("revision", "1")];
        officer.post(&here, &with(&practice(ROADS), &blank)).expect(303);
        assert!(roads.get(&format!("{here}/edit")).expect(200).text().contains("081-234-5678"));
    }

    fn a_practice_is_copied_by_others_with_what_result(app: &TestApp) {
        app.organisations(&[ROADS, TAX]);
        let (roads, tax) = (app.person(Role::Coordinator, Some(ROADS)), app.person(Role::Coordinator, Some(TAX)));
        let here = added(&roads, "practice", &practice(ROADS));
        let copies = format!("{here}/copies");
        tax.post(&copies, &[("copier", TAX), ("step", "adopted"), ("result", "")]).expect(422);
        tax.post(&copies, &[("copier", TAX), ("step", "adopted"), ("result", "คิวสั้นลง")]).expect(303);
        roads.post(&copies, &[("copier", ROADS), ("step", "trying")]).expect(422);
        let page = roads.get(&here).expect(200).text();
        assert!(page.contains("คิวสั้นลง") && page.contains(&app.organisation_name(TAX)));
        assert!(roads.get("/messages").expect(200).text().contains("นำการปฏิบัติของหน่วยงานท่านไปใช้แล้ว"));
        let body = json!({"organisation": TAX, "step": "stopped", "result": "เปลี่ยนระบบ"});
        tax.send("POST", &format!("/api/v1{copies}"), &body, None).expect(201);
        tax.send("POST", &format!("/api/v1{copies}"), &body, None).expect(409);
        assert_eq!(roads.get(&format!("/api/v1{copies}")).expect(200).json().as_array().map(Vec::len), Some(2));
        let relief = added(&roads, "relief", &RELIEF);
        tax.send("POST", &format!("/api/v1{relief}/copies"), &body, None).expect(404);
    }

    fn a_file_is_checked_before_it_is_applied(app: &TestApp) {
        app.organisations(&[ROADS, TAX]);
        let officer = app.person(Role::NationalOfficer, None);
        let wrong = "organisation,fiscal_year,title,kind,state\nM09-03,2564,ก,renewal,done\nNOBODY,2564,ข,renewal,done\n";
        let refused = officer.upload("/measures/relief/import", "x.csv", wrong.as_bytes().to_vec()).expect(422);
        assert_eq!(refused.texts("tbody tr").len(), 1);
        let right = wrong.replace("NOBODY", TAX);
        let judged = officer.upload("/measures/relief/import", "x.csv", right.as_bytes().to_vec()).expect(200).text();
        assert_eq!(app.count("SELECT count(*) FROM measure_entry"), 0);
        let confirm = judged.split("action=\"").find(|part| part.starts_with("/measures/relief/import/")).unwrap();
        let confirm = confirm.split('"').next().unwrap().to_owned();
        app.person(Role::NationalOfficer, None).post(&confirm, &[]).expect(404);
        officer.post(&confirm, &[]).expect(303);
        assert_eq!(app.count("SELECT count(*) FROM measure_entry"), 2);
        officer.post(&confirm, &[]).expect(404);
        let file = officer.get("/measures/relief?format=xlsx").expect(200).bytes.to_vec();
        let same = officer.upload("/measures/relief/import", "x.xlsx", file).expect(200).text();
        assert!(same.contains("ไม่มีสิ่งใดต้องนำเข้า"), "{same}");
    }

    fn an_order_is_recorded_once_and_a_new_one_amends_or_repeals_it(app: &TestApp) {
        app.organisations(&[COORDINATED, ELSEWHERE]);
        app.set_clock("2021-09-15T09:00:00+07:00");
        let governor = app.person(Role::Coordinator, Some(PROVINCE));
        let order = |number: &'static str, day: &'static str| {
            vec![
                ("kind", "order"), ("number", number), ("title", "มาตรการควบคุมโรค"), ("basis", "มาตรา 35"),
                ("text", "ห้ามรวมกลุ่ม"), ("issued", day), ("from", day), ("to", ""),
            ]
        };
        let refused = governor.post("/area-orders", &with(&order("1/2564", "1/7/2564"), &[("title", ""), ("from", "30/6/2564"), ("to", "1/6/2564")])).expect(422);
        assert_eq!(refused.texts(".errors li").len(), 2, "{:?}", refused.texts(".errors li"));
        let first = governor.post("/area-orders", &order("1/2564", "1/7/2564")).expect(303);
        let first = first.location().and_then(|to| to.split('?').next()).unwrap().to_owned();
        let id = first.trim_start_matches("/area-orders/").to_owned();
        governor.post("/area-orders", &order("1/2564", "1/7/2564")).expect(422);
        let repeal = with(&order("2/2564", "1/8/2564"), &[("effects[0].what", "repeals"), ("effects[0].target", &id)]);
        governor.post("/area-orders", &repeal).expect(303);
        let state = |on: &str| governor.get(&format!("/api/v1{first}?on={on}")).expect(200).json()["order"]["standing"].clone();
        assert_eq!([state("2021-06-30"), state("2021-07-31"), state("2021-08-01")], [json!("not_yet"), json!("in_force"), json!("repealed")]);
        let in_force = governor.get("/area-orders?on=15/7/2564&standing=in_force").expect(200).text();
        assert!(in_force.contains("1/2564") && !in_force.contains("2/2564"));
        let page = governor.get(&first).expect(200).text();
        assert!(page.contains("ยกเลิกโดย") && page.contains("SHA-256"));
        for (method, path) in [("PUT", format!("/api/v1{first}")), ("DELETE", format!("/api/v1{first}"))] {
            governor.send(method, &path, &json!({}), Some("\"1\"")).expect(405);
        }
        governor.post(&first, &[]).expect(405);
        app.person(Role::Coordinator, Some(COORDINATED)).get("/area-orders/new").expect(403);
        app.person(Role::Coordinator, Some(ELSEWHERE)).get(&first).expect(200);
        let foreign = json!({"province": "P80", "kind": "order", "number": "9/2564", "title": "ก", "basis": "ข", "text": "ค",
            "issued_on": "2021-07-01", "in_force_from": "2021-07-01"});
        governor.send("POST", "/api/v1/area-orders", &foreign, None).expect(422);
        let own = json!({"province": PROVINCE, "kind": "order", "number": "9/2564", "title": "ก", "basis": "ข", "text": "ค",
            "issued_on": "2021-07-01", "in_force_from": "2021-07-01", "effects": [{"target": id, "what": "repeals"}]});
        governor.send("POST", "/api/v1/area-orders", &own, None).expect(201);
    }
}
