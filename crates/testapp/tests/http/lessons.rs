//! Lessons learned through the pages: a collection is opened, answered with questions that come and go, handed in, handed
//! back, counted, compared with print and with another year, drawn into a recommendation.

use serde_json::json;
use testapp::{COORDINATED, Person, Role, TestApp, served};

const REVENUE: &str = "M03-06";
const FINANCE: &str = "M03-01";
const MEDICAL: &str = "M19-02";

fn nation(app: &TestApp) -> Person {
    app.set_clock("2021-08-02T09:00:00+07:00");
    app.organisations(&[REVENUE, FINANCE, MEDICAL, COORDINATED]);
    app.person(Role::NationalOfficer, None)
}

/// Opens the collection of a year by the page and gives its id.
fn opened(officer: &Person, year: &str) -> String {
    let form = [
        ("fiscal_year", year),
        ("part", "departments"),
        ("questionnaire", &format!("lessons-departments.{year}")),
        ("due", "30/11/2564"),
        ("roster", "rule"),
        ("except", ""),
    ];
    let answer = officer.post("/lessons/collections", &form).expect(303);
    let to = answer.location().unwrap().to_owned();
    to.trim_start_matches("/lessons/collections/").split('?').next().unwrap().to_owned()
}

/// Whole answers to the form of 2564.
pub(crate) fn whole(law: &str) -> serde_json::Value {
    let mut answers = json!({"answers": {"values": {
        "service_affected": "no", "wfh": "yes", "wfh_patterns": ["one_day"], "wfh_problems": ["none"],
        "indicators_affected": "no", "law_changed": law, "work_online": "yes", "online_tools": ["meeting"],
        "eservice_changed": "no", "innovation_used": "no", "outcome": "ให้บริการต่อเนื่อง", "success_factors": ["data"],
        "kept": "yes",
    }}});
    if law == "yes" {
        answers["answers"]["rows"] =
            json!({"law_changes": [{"law_name": "ระเบียบลับของหน่วย", "law_kind": "regulation"}]});
    }
    answers
}

/// Writes and hands in by the programming interface.
fn handed(person: &Person, collection: &str, code: &str, law: &str) {
    let path = format!("/api/v1/lessons/collections/{collection}/organisations/{code}");
    let tag = person.get(&path).expect(200).header("etag").unwrap().to_owned();
    person.send("PUT", &path, &whole(law), Some(&tag)).expect(204);
    person.send("PUT", &path, &whole("no"), Some("\"0\"")).expect(412);
    person.send("POST", &format!("{path}/handing"), &json!({}), None).expect(201);
    person.send("POST", &format!("{path}/handing"), &json!({}), None).expect(409);
}

served! {
    fn an_organisation_answers_step_by_step_and_the_office_hands_back_and_counts(app: &TestApp) {
        let officer = nation(app);
        let id = opened(&officer, "2564");
        officer.post("/lessons/collections", &[("fiscal_year", "2564"), ("due", "1/1/2565")]).expect(422);
        let writer = app.person(Role::Coordinator, Some(REVENUE));
        let tasks = writer.get("/lessons").expect(200);
        let mine = tasks.attribute("ul.tasks a", "href").unwrap();
        assert_eq!(mine, format!("/lessons/collections/{id}/organisations/{REVENUE}"));
        assert!(writer.get("/messages").expect(200).text().contains("2564"));

        let law = format!("{mine}/sections/response_law");
        let page = writer.get(&law).expect(200);
        assert!(page.attribute("[data-asked='law_changes']", "hidden").is_some(), "not asked yet");
        let etag = page.attribute("form[data-autosave]", "data-etag").unwrap();
        let saved = writer.post(&law, &[("etag", &etag), ("law_changed", "yes"), ("go", "stay")]).expect(303);
        assert!(saved.location().unwrap().contains("saved=1"));
        assert!(writer.get(&law).expect(200).attribute("[data-asked='law_changes']", "hidden").is_none());
        let by_hand = [("etag", "\"0\""), ("law_changed", "no")];
        assert!(writer.post(&law, &by_hand).expect(303).location().unwrap().ends_with("/clash"));
        let clash = writer.get(&format!("{law}/clash")).expect(200);
        let etag = clash.attribute("input[name=etag]", "value").unwrap();
        writer.post(&format!("{law}/clash"), &[("etag", &etag), ("choose", "theirs")]).expect(303);

        let check = writer.get(&format!("{mine}/check")).expect(200).text();
        assert!(check.contains("ต้องตอบข้อนี้") && check.contains("disabled"));
        assert!(writer.post(&format!("{mine}/handing"), &[]).expect(303).location().unwrap().ends_with("/check"));
        handed(&writer, &id, REVENUE, "yes");
        assert!(writer.get(&law).expect(303).location().unwrap().contains("/check"), "what is handed in is only read");
        let read = writer.get(&mine).expect(200).text();
        assert!(read.contains("LL-2564-"), "the reference stays on the page");

        officer.post(&format!("{mine}/return"), &[("reason", " ")]).expect(422);
        officer.post(&format!("{mine}/return"), &[("reason", "ขอรายละเอียดเพิ่ม")]).expect(303);
        assert!(writer.get(&mine).expect(200).text().contains("ขอรายละเอียดเพิ่ม"));
        handed(&writer, &id, REVENUE, "yes");
        assert!(writer.get(&format!("{mine}/handings/1")).expect(200).text().contains("ระเบียบลับของหน่วย"));

        let list = format!("/lessons/collections/{id}/answers?question=law_changed&value=yes");
        assert!(officer.get(&list).expect(200).texts("tbody tr").len() == 1);
        let csv = officer.get(&format!("{list}&format=csv")).expect(200).text();
        assert!(csv.lines().count() == 2 && csv.contains(REVENUE), "{csv}");
        assert!(officer.get(&format!("{list}&format=xlsx")).expect(200).bytes.starts_with(b"PK"));
        for page in ["", "/members", "/results"] {
            officer.get(&format!("/lessons/collections/{id}{page}")).expect(200);
            officer.in_english().get(&format!("/lessons/collections/{id}{page}")).expect(200);
        }
        let owing = officer.get(&format!("/lessons/collections/{id}/members?status=owing")).expect(200);
        assert_eq!(owing.texts("tbody tr").len(), 2);
        let reminders = format!("/lessons/collections/{id}/reminders");
        officer.post(&reminders, &[("act", "chosen"), ("chosen", MEDICAL)]).expect(303);
        assert_eq!(app.count("SELECT count(*) FROM message WHERE kind = 'lesson_reminder'"), 1);
        for action in ["opened", "saved", "handed_in", "returned", "reminded"] {
            assert!(app.count(&format!("SELECT count(*) FROM audit_event WHERE action = 'lesson.{action}'")) > 0, "{action}");
        }
    }

    fn answers_of_others_are_neither_read_nor_counted_nor_written(app: &TestApp) {
        let officer = nation(app);
        let id = opened(&officer, "2564");
        handed(&app.person(Role::Coordinator, Some(REVENUE)), &id, REVENUE, "yes");
        let other = app.person(Role::Coordinator, Some(MEDICAL));
        let theirs = format!("/lessons/collections/{id}/organisations/{REVENUE}");
        other.get(&theirs).expect(404);
        other.get(&format!("{theirs}/check")).expect(404);
        other.get(&format!("/api/v1{theirs}")).expect(404);
        other.post(&format!("{theirs}/sections/response_law"), &[("etag", "0"), ("law_changed", "no")]).expect(404);
        let seen = [
            format!("/lessons/collections/{id}/answers?question=law_name"),
            format!("/lessons/collections/{id}/answers?format=csv"),
            format!("/lessons/collections/{id}/results"),
            format!("/lessons/collections/{id}/members"),
        ];
        for path in seen {
            let body = other.get(&path).expect(200).text();
            assert!(!body.contains("ระเบียบลับของหน่วย") && !body.contains("กรมสรรพากร"), "{path}");
        }
        app.person(Role::Coordinator, Some(COORDINATED)).get(&format!("/lessons/collections/{id}")).expect(404);
        app.person(Role::Auditor, None).post(&format!("{theirs}/return"), &[("reason", "x")]).expect(403);
        officer.post(&format!("{theirs}/handing"), &[]).expect(403);
        let figures = other.get(&format!("/api/v1/lessons/collections/{id}/figures")).expect(200).json();
        assert_eq!(figures, json!([]));
    }

    fn print_stands_beside_the_records_and_one_year_beside_another(app: &TestApp) {
        let officer = nation(app);
        let id = opened(&officer, "2564");
        opened(&officer, "2563");
        handed(&app.person(Role::Coordinator, Some(REVENUE)), &id, REVENUE, "yes");
        let page = officer.get("/lessons/figures").expect(200);
        let rows = page.texts("tbody tr");
        assert!(rows.iter().any(|row| row.contains("61.10") && row.contains("เป็นไปไม่ได้")), "{rows:?}");
        let law = rows.iter().find(|row| row.contains("28.21")).unwrap();
        assert!(law.contains("11 จาก 39") && law.contains("1 จาก 2"), "{law}");
        assert!(officer.get("/lessons/figures?format=csv").expect(200).text().contains("eservice_2564"));
        let compared = officer.get("/lessons/comparison?part=departments").expect(200);
        let text = compared.text();
        assert!(text.contains("คำถามที่เปลี่ยน") && text.contains("คำถามใหม่") && text.contains("เพิ่มตัวเลือก"));
        officer.in_english().get("/lessons/comparison").expect(200);
        officer.get("/lessons/comparison?part=provinces").expect(200);

        let list = officer.get(&format!("/lessons/collections/{id}/answers?question=outcome")).expect(200);
        let basis = list.attribute("input[name=basis]", "value").unwrap();
        let form = officer.get(&format!("/lessons/recommendations/new?year=2564&basis={}", basis.replace(':', "%3A")));
        assert!(form.expect(200).text().contains("ให้บริการต่อเนื่อง"));
        let words = [("year", "2564"), ("heading", "ดิจิทัล"), ("text", "คงบริการดิจิทัลไว้"), ("basis", basis.as_str())];
        let made = officer.post("/lessons/recommendations", &words).expect(303).location().unwrap().to_owned();
        assert!(officer.get(&made).expect(200).text().contains("กรมสรรพากร"));
        let other = app.person(Role::Coordinator, Some(MEDICAL));
        assert!(!other.get(&made).expect(200).text().contains("กรมสรรพากร"), "whose answer it is stays within reach");
        officer.post(&format!("{made}/withdrawal"), &[]).expect(303);
        officer.post("/lessons/recommendations", &[("year", "2564"), ("heading", "")]).expect(422);
    }

    fn a_questionnaire_goes_out_as_a_workbook_and_comes_back_or_is_refused_at_its_rows(app: &TestApp) {
        let officer = nation(app);
        officer.get("/questionnaires").expect(200);
        officer.get("/questionnaires/lessons-departments.2564").expect(200);
        officer.get("/questionnaires/nothing.1").expect(404);
        let book = officer.get("/questionnaires/lessons-departments.2564/workbook").expect(200).bytes;
        let same = officer.upload("/questionnaires", "form.xlsx", book).expect(303);
        assert_eq!(same.location(), Some("/questionnaires/lessons-departments.2564"));
        let refused = officer.upload("/questionnaires", "form.csv", b"type,name\n".to_vec()).expect(422);
        assert!(refused.text().contains("ไม่ใช่ตาราง"));
        officer.post("/questionnaires", &[("act", "keep")]).expect(422);
        app.person(Role::Coordinator, Some(REVENUE)).get("/questionnaires/new").expect(403);
    }
}
