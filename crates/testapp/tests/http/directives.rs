//! Decisions from the paper to the evidence, through the pages: read, confirmed, assigned, reported, judged, reported
//! upward, and what all of it was on an earlier day.

use serde_json::json;
use testapp::{Answer, COORDINATED, ELSEWHERE, Person, Role, TestApp, served};

const PAPER: &str = include_str!("../../../../reference/resolutions/2563-12-08-bcp-progress-report.txt");
const MEMO: &str = include_str!("../../../../reference/resolutions/2565-04-19-covid-lessons-memo.txt");
/// The departments of the story: medical services, which prepares model plans, and the budget bureau.
const MEDICAL: &str = "M19-02";
const BUDGET: &str = "M01-07";

/// Uploads a paper and gives its id.
fn uploaded(person: &Person, name: &str, bytes: &[u8]) -> String {
    let read = person.upload("/directives", name, bytes.to_vec()).expect(303);
    let to = read.location().unwrap().to_owned();
    to.trim_start_matches("/directives/").split('/').next().unwrap().to_owned()
}

/// Accepts every item of a draft, confirms it and gives the ids of its recommendations.
pub fn accepted(person: &Person, paper: &str) -> Vec<String> {
    let page = person.get(&format!("/directives/{paper}/confirm")).expect(200);
    let body = page.text();
    let ids = body.split("value=\"r:").skip(1).filter_map(|rest| rest.split('"').next()).map(str::to_owned);
    let ids: Vec<String> = ids.collect();
    let chosen: Vec<String> = ids.iter().map(|id| format!("r:{id}")).collect();
    let mut fields = vec![("act", "accept")];
    fields.extend(chosen.iter().map(|item| ("chosen", item.as_str())));
    person.post(&format!("/directives/{paper}/decisions"), &fields).expect(303);
    let confirmed = person.post(&format!("/directives/{paper}/confirmation"), &[]).expect(303);
    assert_eq!(confirmed.location(), Some(format!("/directives/{paper}?done=confirmed").as_str()));
    ids
}

fn nation(app: &TestApp) -> Person {
    app.set_clock("2022-05-02T09:00:00+07:00");
    app.organisations(&[COORDINATED, ELSEWHERE, MEDICAL, BUDGET]);
    app.person(Role::NationalOfficer, None)
}

/// The recommendation of a confirmed paper whose words hold this.
fn item(person: &Person, paper: &str, words: &str) -> String {
    let read = person.get(&format!("/api/v1/directives/{paper}")).expect(200).json();
    let all = read["recommendations"].as_array().unwrap().iter();
    let found = all.filter(|one| one["text"].as_str().unwrap().contains(words));
    let found: Vec<&str> = found.map(|one| one["id"].as_str().unwrap()).collect();
    found.first().copied().unwrap_or_else(|| panic!("no recommendation says {words}: {read}")).to_owned()
}

fn status(person: &Person, id: &str, as_of: &str) -> String {
    let read = person.get(&format!("/api/v1/recommendations/{id}?as_of={as_of}")).expect(200).json();
    read["status"].as_str().unwrap().to_owned()
}

fn is_pdf(answer: &Answer) -> bool {
    answer.bytes.starts_with(b"%PDF")
}

served! {
    fn both_papers_go_from_the_upload_to_the_report_and_an_earlier_day_keeps_what_it_was(app: &TestApp) {
        let officer = nation(app);
        let first = uploaded(&officer, "2563.txt", PAPER.as_bytes());
        let page = officer.get(&format!("/directives/{first}/confirm")).expect(200);
        assert!(page.text().contains("id=\"l28\"") || page.text().contains("id=\"l27\""), "the lines of the paper stand beside");
        assert!(officer.in_english().get(&format!("/directives/{first}/confirm")).expect(200).text().contains("Original text"));
        assert!(accepted(&officer, &first).len() >= 9);
        let second = uploaded(&officer, "2565.txt", MEMO.as_bytes());
        assert!(accepted(&officer, &second).len() >= 10);
        assert_eq!(uploaded(&officer, "again.txt", PAPER.as_bytes()), first, "the same paper is not read twice");

        let models = item(&officer, &first, "กรมการแพทย์");
        let budget = item(&officer, &first, "สงป.");
        let form = officer.get(&format!("/recommendations/{budget}/assignment")).expect(200);
        assert!(form.text().contains(BUDGET), "the bodies of the paper are proposed");
        let told = [("lead", MEDICAL), ("with", BUDGET), ("on", "2/5/2565"), ("act", "preview")];
        let preview = officer.post(&format!("/recommendations/{models}/assignment"), &told).expect(200);
        assert!(preview.text().contains("กรมการแพทย์"));
        let told = [("lead", MEDICAL), ("with", BUDGET), ("on", "2/5/2565"), ("act", "assign")];
        officer.post(&format!("/recommendations/{models}/assignment"), &told).expect(303);
        officer.post(&format!("/recommendations/{budget}/assignment"), &[("lead", BUDGET), ("act", "assign")]).expect(303);

        app.set_clock("2022-05-20T09:00:00+07:00");
        let medical = app.person(Role::Coordinator, Some(MEDICAL));
        assert!(medical.get("/messages").expect(200).text().contains("มติ"));
        let own = medical.get("/assignments").expect(200).text();
        assert!(own.contains(&models) && !own.contains(&budget), "only what it is told to do");
        let refused = medical.post(&format!("/recommendations/{models}/progress"), &[("text", ""), ("n", "9"), ("d", "3")]);
        assert!(refused.expect(422).text().contains("aria-invalid"));
        let report = [("text", "จัดทำแผนแม่แบบโรงพยาบาลแล้ว"), ("n", "3"), ("d", "3"), ("done", "true"), ("link", "https://example.go.th/bcp")];
        medical.post(&format!("/recommendations/{models}/progress"), &report).expect(303);
        medical.post(&format!("/recommendations/{models}/judgement"), &[("act", "close"), ("reason", "เสร็จ")]).expect(403);
        app.person(Role::Coordinator, Some(COORDINATED)).post(&format!("/recommendations/{models}/progress"), &report).expect(404);

        app.set_clock("2022-06-10T09:00:00+07:00");
        let officer = app.person(Role::NationalOfficer, None);
        let judge = format!("/recommendations/{models}/judgement");
        officer.post(&judge, &[("act", "close"), ("reason", " ")]).expect(422);
        officer.post(&judge, &[("act", "close"), ("reason", "หลักฐานครบถ้วน")]).expect(303);
        let seen = officer.get(&format!("/recommendations/{models}")).expect(200).text();
        assert!(seen.contains("หลักฐานครบถ้วน") && seen.contains("example.go.th"));
        let days = ["2022-05-10", "2022-05-25", "2022-06-10"].map(|day| status(&officer, &models, day));
        assert_eq!(days, ["assigned", "reported_done", "closed"].map(str::to_owned));
        let early = officer.get("/directives?as_of=10/5/2565").expect(200).texts("tbody tr");
        assert!(early.iter().all(|row| row.contains("ปิดเรื่องแล้ว 0 จาก")), "{early:?}");

        let wanted = [("to", "cabinet"), ("as_of", "10/6/2565"), ("compared", "10/5/2565")];
        officer.post("/directive-reports", &wanted).expect(303);
        let pdf = officer.get("/directive-reports").expect(200).attribute("a[href*='format=pdf']", "href").unwrap();
        assert!(is_pdf(&officer.get(&pdf).expect(200)));
        assert!(officer.get(&pdf.replace("=pdf", "=docx")).expect(200).bytes.starts_with(b"PK"));
        for action in ["read", "confirmed", "assigned", "reported", "closed", "report_made"] {
            assert!(app.count(&format!("SELECT count(*) FROM audit_event WHERE action = 'directive.{action}'")) > 0, "{action}");
        }
    }

    fn a_draft_is_seen_only_by_who_follows_and_a_report_only_within_reach(app: &TestApp) {
        let officer = nation(app);
        let paper = uploaded(&officer, "2563.txt", PAPER.as_bytes());
        let viewer = app.person(Role::Viewer, None);
        viewer.get(&format!("/directives/{paper}")).expect(404);
        assert!(!viewer.get("/directives").expect(200).text().contains(&paper));
        let ids = accepted(&officer, &paper);
        viewer.get(&format!("/directives/{paper}")).expect(200);
        let body = json!({"lead": [COORDINATED, ELSEWHERE]});
        officer.send("POST", &format!("/api/v1/recommendations/{}/assignment", ids[0]), &body, None).expect(201);
        let elsewhere = app.person(Role::Coordinator, Some(ELSEWHERE));
        let report = json!({"text": "รายงานลับของที่อื่น", "links": ["https://example.go.th"]});
        elsewhere.send("POST", &format!("/api/v1/recommendations/{}/progress", ids[0]), &report, None).expect(204);
        let near = app.person(Role::Coordinator, Some(COORDINATED));
        let seen = near.get(&format!("/recommendations/{}", ids[0])).expect(200).text();
        assert!(!seen.contains("รายงานลับของที่อื่น") && !seen.contains(&app.organisation_name(ELSEWHERE)));
        assert!(officer.get(&format!("/recommendations/{}", ids[0])).expect(200).text().contains("รายงานลับของที่อื่น"));
    }

    fn a_figure_waits_for_a_person_and_keeps_what_was_printed(app: &TestApp) {
        let officer = nation(app);
        let paper = uploaded(&officer, "2565.txt", MEMO.as_bytes());
        let page = officer.get(&format!("/directives/{paper}/figures")).expect(200);
        assert!(page.text().contains("61.10") && page.text().contains("รอบุคคลตัดสิน"));
        let rows = page.texts("tbody tr");
        let at = rows.iter().position(|row| row.contains("รอบุคคลตัดสิน")).unwrap();
        let body = page.text();
        let id = body.split("href=\"/figures/").nth(at + 1).and_then(|rest| rest.split('"').next()).unwrap().to_owned();
        officer.post(&format!("/figures/{id}"), &[("meaning", "increased_to"), ("note", "")]).expect(422);
        officer.post(&format!("/figures/{id}"), &[("meaning", "increased_to"), ("note", "ยืนยันกับเจ้าของข้อมูล")]).expect(303);
        let after = officer.get(&format!("/directives/{paper}/figures")).expect(200).texts("tbody tr");
        assert!(after[at].contains("เพิ่มขึ้นเป็นเท่านี้") && !after[at].contains("รอบุคคลตัดสิน"), "{}", after[at]);
    }
}
