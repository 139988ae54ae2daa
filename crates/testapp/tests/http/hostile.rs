//! Forms and bodies that no person would send: whatever stands in them, the answer is a page or problem details in the
//! caller's language and never a defect.

use serde_json::{Value, json};
use testapp::{COORDINATED, Handed, PROVINCE, Person, Role, TestApp, served};

/// Names that fields of the forms have.
const NAMES: &[&str] = &[
    "act",
    "answer",
    "approved_on",
    "approver_name",
    "approver_position",
    "assumptions",
    "at",
    "choose",
    "chosen",
    "classification",
    "code",
    "codes",
    "closes",
    "days",
    "due",
    "disabled",
    "document_number",
    "effective_on",
    "etag",
    "field",
    "fiscal_year",
    "from",
    "id",
    "kind",
    "login",
    "ministry",
    "name",
    "name_th",
    "name_en",
    "not_applicable",
    "not_applicable_reason",
    "note",
    "objectives",
    "obliged",
    "organisation",
    "parent_code",
    "person",
    "process",
    "province_code",
    "reason",
    "revision",
    "role",
    "roster",
    "rows[0].name",
    "rows[0].rto",
    "rows[0].step",
    "rows[0].phone",
    "rows[4294967295].name",
    "rows_add",
    "scheme",
    "search",
    "seen",
    "status",
    "target",
    "text",
    "title",
    "version",
    "year",
];

/// Routes that would end the session, or that count tries.
const LEFT_OUT: &[&str] = &["/sign-out", "/sign-in", "/account/password", "/account/sessions/{id}/end"];

fn filled(path: &str, plan: &Handed) -> String {
    let path = path.replace("/plans/{id}", &format!("/plans/{}", plan.plan_id)).replace("{version}", &plan.version_id);
    let path = path.replace("{code}", COORDINATED).replace("{section}", "processes").replace("{act}", "rename");
    path.replace("{ledger}", "relief")
        .replace("{year}", "2563")
        .replace("{number}", "1")
        .replace("{id}", "x")
        .replace("{account}", "x")
        .replace("{token}", "x")
}

fn people(app: &TestApp) -> Vec<Person> {
    let over =
        [(Role::Coordinator, Some(COORDINATED)), (Role::Head, Some(COORDINATED)), (Role::Supervisor, Some(PROVINCE))];
    let nation = [(Role::NationalOfficer, None), (Role::Administrator, None)];
    over.into_iter().chain(nation).map(|(role, over)| app.person(role, over)).collect()
}

/// The defects among the answers to a value, as lines.
fn defects(app: &TestApp, plan: &Handed, people: &[Person], what: &str, body: &[u8]) -> Vec<String> {
    let mut wrong = Vec::new();
    let forms = app.routes.iter().filter(|route| route.method == "POST" && !route.path.starts_with("/api/"));
    for route in forms.filter(|route| !LEFT_OUT.contains(&route.path.as_str())) {
        for person in people {
            let kind = "application/x-www-form-urlencoded";
            let answer = person.send_bytes("POST", &filled(&route.path, plan), kind, body);
            let plain = answer.status >= 400 && answer.header("content-type").is_none_or(|kind| !kind.contains("html"));
            if answer.status >= 500 || plain {
                wrong.push(format!("{} {what}: {}", route.path, answer.status));
            }
        }
    }
    wrong
}

fn form(value: &str) -> Vec<u8> {
    let pairs: Vec<String> = NAMES.iter().map(|name| format!("{name}={value}")).collect();
    pairs.join("&").into_bytes()
}

served! {
    fn hostile_forms_are_answered_without_a_defect(app: &TestApp) {
        app.organisations(&[COORDINATED]);
        app.a_round();
        let (plan, people) = (app.a_plan(COORDINATED), people(app));
        let long = "%E0%B8%81".repeat(8_000);
        let values = [
            ("a zero byte", "a%00b"), ("a huge number", "99999999999999999999999"), ("a negative number", "-9223372036854775808"),
            ("a number without an end", "1e999"), ("controls", "%1B%0D%0A%E2%80%AE%F4%8F%BF%BF"), ("a long text", &long),
        ];
        let mut wrong: Vec<String> =
            values.iter().flat_map(|(what, value)| defects(app, &plan, &people, what, &form(value))).collect();
        let broken: Vec<u8> = form("%E0%B8").into_iter().chain(*b"&x=\xff\xfe").collect();
        wrong.extend(defects(app, &plan, &people, "no UTF-8", &broken));
        wrong.dedup();
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    fn a_form_value_that_is_no_text_is_refused_at_its_field_in_both_languages(app: &TestApp) {
        app.organisations(&[COORDINATED]);
        let officer = app.person(Role::NationalOfficer, None);
        let kind = "application/x-www-form-urlencoded";
        // ก in TIS-620, as an old program sends it.
        let old = b"name_th=%A1%D2&kind=lao_sao";
        let thai = officer.send_bytes("POST", "/organisations/new", kind, old).expect(422).text();
        let english = officer.in_english().send_bytes("POST", "/organisations/new", kind, old).expect(422).text();
        assert!(thai.contains("UTF-8") && english.contains("not valid UTF-8"));
        assert_eq!(app.count("SELECT count(*) FROM organisation WHERE name_th LIKE '%\u{FFFD}%'"), 0);
    }

    fn a_zero_in_json_is_refused_at_its_member_in_both_languages(app: &TestApp) {
        app.organisations(&[COORDINATED]);
        let coordinator = app.person(Role::Coordinator, Some(COORDINATED));
        let body = json!({"organisation": COORDINATED, "fiscal_year": 2563, "kind": "main", "from": "local_organisation", "title": "แผน\u{0}ลับ"});
        let thai = coordinator.send("POST", "/api/v1/plans", &body, None).expect(422).json();
        let english = coordinator.in_english().send("POST", "/api/v1/plans", &body, None).expect(422).json();
        assert_eq!((&thai["errors"][0]["field"], &english["errors"][0]["field"]), (&json!("title"), &json!("title")));
        assert_ne!(thai["errors"][0]["reason"], english["errors"][0]["reason"]);
        assert_eq!(app.count("SELECT count(*) FROM plan"), 0);
    }

    fn hostile_json_is_answered_with_problem_details(app: &TestApp) {
        app.organisations(&[COORDINATED]);
        app.a_round();
        let (plan, people) = (app.a_plan(COORDINATED), people(app));
        let draft = people[0].get(&format!("/api/v1/plans/{}", plan.plan_id)).expect(200).json();
        let mut wrong = Vec::new();
        for route in app.routes.iter().filter(|route| route.method != "GET" && route.path.starts_with("/api/v1/")) {
            let path = filled(&route.path, &plan);
            for (what, body) in bodies(&base(&route.path, &draft)) {
                for person in &people {
                    let answer = person.send_bytes(route.method, &path, "application/json", &body);
                    let kind = answer.header("content-type").unwrap_or_default();
                    let told = answer.status < 400 || kind == "application/problem+json";
                    if answer.status >= 500 || !told {
                        wrong.push(format!("{} {} {what}: {} {kind}", route.method, route.path, answer.status));
                    }
                }
            }
        }
        wrong.dedup();
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}

/// A body that the route would take.
fn base(path: &str, draft: &Value) -> Value {
    match path.rsplit('/').next() {
        Some("return") => json!({"reason": "x"}),
        Some("approval") => json!({"note": "x"}),
        Some("withdrawal") => json!({"version": 1, "reason": "x"}),
        Some("submission") => json!({"content_hash": "0", "approver_name": "x", "approver_position": "x",
            "approved_on": "2020-08-03", "document_number": "x"}),
        Some("rounds") => {
            json!({"fiscal_year": 2564, "due": "2021-08-31", "closes": "2021-09-30", "roster": [COORDINATED]})
        }
        Some("extensions") => json!({"organisations": [COORDINATED], "due": "2020-09-15", "reason": "x"}),
        Some("plans") => {
            json!({"organisation": COORDINATED, "fiscal_year": 2564, "kind": "main", "from": "blank", "title": "x"})
        }
        Some("{code}") => {
            json!({"name_th": "x", "name_en": "x", "kind": "lao_sao", "parent_code": null, "ministry_code": "x",
            "province_code": "73", "district_code": "7301", "obliged": true, "provenance": "x", "effective_on": "2020-08-03", "reason": "x"})
        }
        _ => draft.clone(),
    }
}

/// The body with each member in turn made hostile, and bodies that are no JSON.
fn bodies(base: &Value) -> Vec<(String, Vec<u8>)> {
    let deep = format!("{}{}", "[".repeat(3_000), "]".repeat(3_000));
    let mut all: Vec<(String, Vec<u8>)> = [
        b"".to_vec(),
        b"{".to_vec(),
        b"null".to_vec(),
        b"[]".to_vec(),
        deep.into_bytes(),
        br#"{"reason": "\ud800"}"#.to_vec(),
        b"{\"reason\": \"\xe0\xb8\"}".to_vec(),
        vec![0; 10],
    ]
    .into_iter()
    .map(|body| (format!("{:?}", String::from_utf8_lossy(&body).chars().take(30).collect::<String>()), body))
    .collect();
    let long = "ก".repeat(100_000);
    let values = [
        "\"a\\u0000b\"",
        "99999999999999999999999",
        "1e999",
        "-1",
        "\"2563-13-45\"",
        "{}",
        "\"\u{202e}\"",
        &format!("\"{long}\""),
    ];
    for name in base.as_object().into_iter().flatten().map(|(name, _)| name) {
        for value in values {
            let members = base.as_object().into_iter().flatten().map(|(known, old)| {
                format!("{}: {}", json!(known), if known == name { value.to_owned() } else { old.to_string() })
            });
            let body = format!("{{{}}}", members.collect::<Vec<_>>().join(", "));
            all.push((format!("{name} = {}", value.chars().take(30).collect::<String>()), body.into_bytes()));
        }
    }
    all
}
