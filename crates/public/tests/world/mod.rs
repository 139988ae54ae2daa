//! A small nation for the tests of this crate: a ministry, a department, two local organisations, one round, plans that
//! stand at different places, and one account of every role.

use continuity::plan::{Plan, PlanKind, Text};
use db::{Result, Tx, audit, params};
use jiff::Timestamp;
use web::{
    App, Clock, Role, Settings,
    account::{commands, session},
};

/// When it is in the world.
pub const NOW: &str = "2026-11-22T03:00:00Z";

/// The application over this small nation.
pub struct Nation {
    pub app: App,
    pub runtime: tokio::runtime::Runtime,
}

/// Sign-in name, role and organisation of every account.
pub const PEOPLE: [(&str, &str, Role, Option<&str>); 8] = [
    ("coordinator", "สมหญิง ใจดี", Role::Coordinator, Some("L1")),
    ("starter", "อรุณ เริ่มต้น", Role::Coordinator, Some("L2")),
    ("head", "สมชาย รักงาน", Role::Head, Some("D1")),
    ("supervisor", "วิภา ดูแล", Role::Supervisor, Some("M1")),
    ("national", "สมศรี ส่วนกลาง", Role::NationalOfficer, None),
    ("admin", "มานะ ระบบ", Role::Administrator, None),
    ("auditor", "ปิติ ตรวจสอบ", Role::Auditor, None),
    ("viewer", "ชูใจ อ่าน", Role::Viewer, None),
];

impl Nation {
    /// In the database of a test.
    pub fn of(kept: &testkit::World) -> Self {
        let db = kept.db.clone();
        let now: Timestamp = NOW.parse().unwrap();
        db.write_now(move |tx| fill(tx, now)).unwrap();
        let app = App::new(db, Clock::fixed(now), Settings::default());
        app.reload().unwrap();
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        Nation { app, runtime }
    }

    /// The cookie of a new session.
    pub fn cookie(&self, login: &'static str) -> String {
        let now = self.app.clock.now();
        let token = self.app.db.write_now(move |tx| {
            let id: String = tx.row("SELECT id FROM account WHERE login = $1", params![login], |row| row.get(0))?;
            session::begin(tx, &id, "test", "127.0.0.1", now)
        });
        format!("{}={}", session::cookie_name(false), token.unwrap())
    }

    /// The id of an account.
    pub fn account(&self, login: &'static str) -> String {
        let sql = "SELECT id FROM account WHERE login = $1";
        self.app.db.read_now(|tx| tx.row(sql, params![login], |row| row.get::<String>(0))).unwrap()
    }
}

fn fill(tx: &mut Tx<'_>, now: Timestamp) -> Result<()> {
    organisation(tx, ("M1", "กระทรวงตัวอย่าง", "Example Ministry", "ministry"), None, "m1/")?;
    organisation(tx, ("D1", "กรมตัวอย่าง", "Example Department", "department"), Some("M1"), "m1/d1/")?;
    organisation(tx, ("L1", "องค์การบริหารส่วนตำบลตัวอย่าง", "Example SAO", "lao_sao"), Some("M1"), "m1/l1/")?;
    organisation(tx, ("L2", "เทศบาลตำบลทดลอง", "", "lao_subdistrict_municipality"), Some("M1"), "m1/l2/")?;
    for (login, name, role, over) in PEOPLE {
        let new = commands::NewAccount { login, name, role, organisation_id: over, password_hash: Some("x") };
        commands::add(tx, &new, "command line", now)?;
    }
    let invited = commands::NewAccount {
        login: "invited@example.go.th",
        name: "ผู้รับเชิญ",
        role: Role::Head,
        organisation_id: Some("L1"),
        password_hash: None,
    };
    let id = commands::add(tx, &invited, "command line", now)?;
    commands::invite(tx, &id, "command line", now)?;
    tx.execute(
        "INSERT INTO round (id, fiscal_year, due_on, closes_on, opened_at, opened_by, revision) \
         VALUES ('r70', 2570, '2027-08-31', '2027-09-30', $1, 'system', 1)",
        params![now],
    )?;
    for (code, status) in [("D1", "drafting"), ("L1", "returned"), ("L2", "not_started")] {
        on_roster(tx, code, status)?;
    }
    tx.execute(
        "INSERT INTO readiness_cell (fiscal_year, kind, ministry_code, province_code, region, roster, drafting, submitted, \
         awaiting, returned, approved, on_time, process_count, rto_over_mtpd, with_e_service, changes) \
         VALUES (2570, 'lao_sao', 'M06', '73', 'central', 3, 1, 1, 0, 1, 0, 1, 3, 0, 1, 1)",
        &[],
    )?;
    plans(tx, now)?;
    jobs_and_messages(tx, now)
}

fn organisation(tx: &mut Tx<'_>, of: (&str, &str, &str, &str), parent: Option<&str>, path: &str) -> Result<()> {
    let (code, th, en, kind) = of;
    tx.execute(
        "INSERT INTO organisation (id, code, name_th, name_en, kind, parent_id, path, depth, ministry_code, \
         province_code, district_code, obliged, provenance, sort_key, search_text, revision) \
         VALUES ($1, $1, $2, $3, $4, $5, $6, $7, 'M06', '73', '', $8, 'test', $9, $10, 1)",
        params![
            code,
            th,
            en,
            kind,
            parent,
            path,
            path.matches('/').count(),
            parent.is_some(),
            thai::collate::sort_key(th),
            thai::normalise::fold(&format!("{code} {th} {en}"))
        ],
    )?;
    Ok(())
}

fn on_roster(tx: &mut Tx<'_>, code: &str, status: &str) -> Result<()> {
    tx.execute(
        "INSERT INTO roster (round_id, organisation_id, name_th, kind, ministry_code, province_code, region, reason) \
         SELECT 'r70', id, name_th, kind, 'M06', '73', 'central', '' FROM organisation WHERE id = $1",
        params![code],
    )?;
    tx.execute(
        "INSERT INTO standing (fiscal_year, organisation_id, name_th, sort_key, kind, ministry_code, province_code, \
         region, status, approved, classified, on_time, process_count, rto_over_mtpd, with_e_service) \
         SELECT 2570, id, name_th, sort_key, kind, 'M06', '73', 'central', $2, FALSE, FALSE, FALSE, 0, 0, 0 \
         FROM organisation WHERE id = $1",
        params![code, status],
    )?;
    Ok(())
}

fn plans(tx: &mut Tx<'_>, now: Timestamp) -> Result<()> {
    for (id, code) in [("p-d1", "D1"), ("p-l1", "L1")] {
        let mut plan = Plan::draft(code, 2570, PlanKind::Main, Text::th("แผนดำเนินธุรกิจอย่างต่อเนื่อง"));
        plan.objectives.push(Text::th("ให้บริการประชาชนได้ต่อเนื่อง"));
        plan.not_applicable.push(continuity::plan::NotApplicable {
            section: "resources".into(),
            reason: "ใช้ทรัพยากรของจังหวัดทั้งหมดตามข้อตกลงร่วมกัน".into(),
        });
        tx.execute(
            "INSERT INTO plan (id, organisation_id, fiscal_year, kind, label, title, classification, template, document, \
             content_hash, revision, created_at, created_by, saved_at, saved_by) \
             VALUES ($1, $2, 2570, 'main', '', 'แผน', 'none', 'local', $3, 'h', 1, $4, 'system', $4, 'สมหญิง ใจดี')",
            params![id, code, serde_json::to_string(&plan).unwrap(), now],
        )?;
    }
    tx.execute(
        "INSERT INTO plan_version (id, plan_id, organisation_id, fiscal_year, kind, number, reference, title, \
         classification, document, content_hash, submitted_at, submitted_by, process_count, rto_over_mtpd, with_e_service) \
         VALUES ('v1', 'p-l1', 'L1', 2570, 'main', 1, 'BCP-2570-0K7Q2', 'แผน', 'none', '{}', 'h', $1, 'system', 1, 0, 0)",
        params![now],
    )?;
    tx.execute(
        "INSERT INTO review_return (id, version_id, returned_at, returned_by, reason) \
         VALUES ('x', 'v1', $1, 'system', 'สถานที่สำรองอยู่ในเขตน้ำท่วมเดียวกัน')",
        params![now],
    )?;
    tx.execute(
        "INSERT INTO approval_request (plan_id, content_hash, requested_at, requested_by) VALUES ('p-d1', 'h', $1, 'วิชัย')",
        params![now],
    )?;
    Ok(())
}

fn jobs_and_messages(tx: &mut Tx<'_>, now: Timestamp) -> Result<()> {
    let job = db::jobs::enqueue(tx, "mail", &serde_json::json!({"to": "L1"}), now)?;
    tx.execute(
        "UPDATE job SET state = 'dead', attempts = 8, last_error = 'no route to host' WHERE id = $1",
        params![job],
    )?;
    db::jobs::enqueue(tx, "pack", &serde_json::json!({"year": 2570}), now)?;
    let message = web::message::Message {
        organisation_id: "L1",
        kind: "plan_returned",
        arguments: serde_json::json!({"reference": "BCP-2570-0K7Q2"}),
        link: "/plans/p-l1",
        by: "system",
    };
    web::message::queue(tx, &message, now)?;
    let event = audit::Event {
        at: now,
        actor: "system",
        action: "plan.returned",
        subject_kind: "plan",
        subject_id: "p-l1",
        organisation_id: Some("L1"),
        detail: serde_json::json!({"version": 1}),
    };
    audit::append(tx, &event)
}
