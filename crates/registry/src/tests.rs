//! The pages and the programming interface through the whole service: gate, forms, templates, both languages.

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Request, StatusCode, header},
};
use db::{Db, migrate};
use tower::ServiceExt;
use web::{
    App, Clock, Role, Settings,
    account::{commands as account, session, store as accounts},
};

use crate::import::{self, Options};

struct World {
    app: App,
    router: Router,
    _folder: tempfile::TempDir,
}

const REGISTER: &str = "code,name_th,name_en,kind,parent_code,ministry_code,province_code,district_code,obliged,provenance\n\
    M01,สำนักนายกรัฐมนตรี,,ministry,,M01,,,0,listed\n\
    P11,จังหวัดสมุทรปราการ,Samut Prakan Province,province,,,11,,1,listed\n\
    L1,องค์การบริหารส่วนตำบลบางพลีใหญ่,,lao_sao,P11,,11,1103,1,illustrative\n\
    L2,<b>องค์การ & ตำบล</b>,,lao_sao,P11,,11,1103,1,illustrative\n\
    P12,จังหวัดนนทบุรี,,province,,,12,,1,listed\n";

fn world() -> World {
    let folder = tempfile::tempdir().unwrap();
    let db = Db::open_file(&folder.path().join("register.db")).unwrap();
    migrate::migrate(&db).unwrap();
    let now = "2020-10-15T03:00:00Z".parse().unwrap();
    let options = Options { dry_run: false, by: "command line", now };
    let report = import::register(&db, REGISTER.as_bytes(), "r.csv", options, &mut |_, _| {}).unwrap();
    assert_eq!((report.created, report.errors.len()), (5, 0), "{:?}", report.errors);
    let app = App::new(db, Clock::fixed(now), Settings::default());
    let router = web::service(&app, crate::routes()).0;
    World { app, router, _folder: folder }
}

/// What came back.
struct Answer {
    status: StatusCode,
    location: String,
    tag: String,
    body: String,
}

impl World {
    /// Signs a new person in and gives the cookie.
    fn person(&self, login: &'static str, role: Role, code: Option<&'static str>) -> String {
        let now = self.app.clock.now();
        let token = self.app.db.write_now(move |tx| {
            let id = match code {
                Some(code) => {
                    tx.row_opt("SELECT id FROM organisation WHERE code = $1", db::params![code], |row| row.get(0))?
                }
                None => None::<String>,
            };
            let new = account::NewAccount {
                login,
                name: login,
                role,
                organisation_id: id.as_deref(),
                password_hash: Some("-"),
            };
            let account = account::add(tx, &new, "test", now)?;
            session::begin(tx, &account, "test", "", now)
        });
        format!("{}={}", session::cookie_name(false), token.unwrap())
    }

    async fn ask(&self, cookie: &str, request: axum::http::request::Builder, body: Body) -> Answer {
        let request =
            request.header(header::COOKIE, cookie).header("sec-fetch-site", "same-origin").body(body).unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        let text = |name| response.headers().get(name).and_then(|v| v.to_str().ok()).unwrap_or_default().to_owned();
        let (status, location, tag) = (response.status(), text(header::LOCATION), text(header::ETAG));
        let bytes = to_bytes(response.into_body(), 10_000_000).await.unwrap();
        Answer { status, location, tag, body: String::from_utf8_lossy(&bytes).into_owned() }
    }

    async fn get(&self, cookie: &str, path: &str) -> Answer {
        self.ask(cookie, Request::get(path), Body::empty()).await
    }

    async fn post(&self, cookie: &str, path: &str, pairs: &[(&str, &str)]) -> Answer {
        let encoded = |text: &str| crate::list::query::encoded(text);
        let body: Vec<String> =
            pairs.iter().map(|(name, value)| format!("{}={}", encoded(name), encoded(value))).collect();
        let request = Request::post(path).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.ask(cookie, request, Body::from(body.join("&"))).await
    }
}

fn sound(answer: &Answer) {
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    assert!(answer.body.contains("<h1"), "{}", answer.body);
    assert!(!answer.body.contains(" style=") && !answer.body.contains("onclick"), "{}", answer.body);
    assert!(!answer.body.contains("<b>องค์การ"), "a name is never markup");
}

#[tokio::test]
async fn every_page_of_the_register_is_drawn_in_both_languages() {
    let world = world();
    let centre = world.person("centre", Role::NationalOfficer, None);
    let pages = [
        "/organisations",
        "/organisations?q=%E0%B8%9A%E0%B8%B2%E0%B8%87&province=11&obliged=1&sort=-name",
        "/organisations?q=zzzz",
        "/organisations?under=P11&at=x&after=L1",
        "/organisations/new",
        "/organisations/import",
        "/organisations/P11",
        "/organisations/L2",
        "/organisations/P11/units/new",
        "/organisations/P11/edit",
        "/organisations/P11/codes",
        "/organisations/P11/people",
        "/organisations/P11/changes/rename",
        "/organisations/P11/changes/move",
        "/organisations/P11/changes/merge",
        "/organisations/P11/changes/split",
        "/organisations/P11/changes/close",
    ];
    for path in pages {
        for lang in ["th", "en"] {
            let join = if path.contains('?') { '&' } else { '?' };
            sound(&world.get(&centre, &format!("{path}{join}lang={lang}")).await);
        }
    }
}

#[tokio::test]
async fn the_list_downloads_as_seen_and_the_picker_finds_a_part_of_a_name() {
    let world = world();
    let centre = world.person("centre", Role::NationalOfficer, None);
    let csv = world.get(&centre, "/organisations?province=11&format=csv").await;
    assert_eq!((csv.status, csv.body.lines().count()), (StatusCode::OK, 4));
    assert!(world.get(&centre, "/organisations?format=xlsx").await.body.starts_with("PK"));
    let found = world
        .get(&centre, "/organisations/search?q=%E0%B8%9A%E0%B8%B2%E0%B8%87%E0%B8%9E%E0%B8%A5%E0%B8%B5&field=into")
        .await;
    assert!(found.body.contains("name=\"into\" value=\"L1\"") && !found.body.contains("<html"), "{}", found.body);
    let json = Request::get("/organisations/search?q=L1").header(header::ACCEPT, "application/json");
    assert!(world.ask(&centre, json, Body::empty()).await.body.starts_with("{\"items\":[{\"code\":\"L1\""));
}

#[tokio::test]
async fn a_supervisor_reaches_only_what_is_below() {
    let world = world();
    let supervisor = world.person("supervisor", Role::Supervisor, Some("P11"));
    sound(&world.get(&supervisor, "/organisations/L1").await);
    for path in [
        "/organisations/P12/edit",
        "/organisations/P12/codes",
        "/organisations/P12/people",
        "/api/v1/organisations/P12",
    ] {
        assert_eq!(world.get(&supervisor, path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    let public = world.get(&supervisor, "/organisations/P12?lang=en").await;
    sound(&public);
    assert!(public.body.contains("outside your responsibility") && !public.body.contains("/organisations/P12/"));
    assert!(!world.get(&supervisor, "/organisations").await.body.contains("จังหวัดนนทบุรี"));
    assert!(world.get(&supervisor, "/organisations?all=1").await.body.contains("จังหวัดนนทบุรี"));
    assert_eq!(world.get(&supervisor, "/organisations/import").await.status, StatusCode::FORBIDDEN);
    let unit = [("name_th", "โรงเรียนบางพลี"), ("kind", "school"), ("province_code", "11")];
    let made = world.post(&supervisor, "/organisations/L1/units/new", &unit).await;
    assert_eq!(made.location, "/organisations/L1-01?done=created", "{}", made.body);
    let refused = world.post(&supervisor, "/organisations/L1/units/new", &[("kind", "department")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("id=\"e-name_th\""));
}

#[tokio::test]
async fn a_lost_race_shows_both_texts() {
    let world = world();
    let centre = world.person("centre", Role::NationalOfficer, None);
    let with =
        |name: &'static str| [("revision", "1"), ("name_th", name), ("kind", "lao_sao"), ("province_code", "11")];
    let first = world.post(&centre, "/organisations/L1/edit", &with("อบต. หนึ่ง")).await;
    assert_eq!(first.location, "/organisations/L1?done=corrected", "{}", first.body);
    let second = world.post(&centre, "/organisations/L1/edit", &with("อบต. สอง")).await;
    assert_eq!(second.status, StatusCode::CONFLICT);
    assert!(second.body.contains("อบต. หนึ่ง") && second.body.contains("อบต. สอง"));
}

#[tokio::test]
async fn a_change_is_recorded_with_its_day_and_refused_in_words() {
    let world = world();
    let centre = world.person("centre", Role::NationalOfficer, None);
    let merge = [("revision", "1"), ("effective_on", "๑ ต.ค. ๒๕๖๓"), ("into", "L1"), ("reason", "ราชกิจจานุเบกษา")];
    let asked = world.post(&centre, "/organisations/L2/changes/merge", &merge).await;
    assert!(
        asked.status == StatusCode::OK && asked.body.contains("(L2)") && asked.body.contains("(L1)"),
        "{}",
        asked.body
    );
    let seal = asked.body.split("name=\"confirmed\" value=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
    let other_day = [&merge[..1], &[("effective_on", "2 ต.ค. 2563")], &merge[2..], &[("confirmed", seal)]].concat();
    let again = world.post(&centre, "/organisations/L2/changes/merge", &other_day).await;
    assert_eq!(again.status, StatusCode::OK, "another day is confirmed anew: {}", again.location);
    let merge = [&merge[..], &[("confirmed", seal)]].concat();
    let done = world.post(&centre, "/organisations/L2/changes/merge", &merge).await;
    assert_eq!(done.location, "/organisations/L2?done=merged", "{}", done.body);
    let page = world.get(&centre, "/organisations/L1?lang=th").await;
    assert!(page.body.contains("รับช่วงงานจาก") && page.body.contains("1 ตุลาคม 2563"));
    let searched = [("search", "into"), ("into_search", "บางพลี"), ("revision", "1")];
    let found = world.post(&centre, "/organisations/P12/changes/move", &searched).await;
    assert!(found.status == StatusCode::OK && found.body.contains("value=\"L1\""), "{}", found.body);
    let bad = [("revision", "1"), ("effective_on", "1/10/2570"), ("reason", "x"), ("confirmed", "2027-10-01")];
    assert_eq!(
        world.post(&centre, "/organisations/P12/changes/close", &bad).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
}

#[tokio::test]
async fn a_file_is_judged_first_and_applied_by_confirmation() {
    let world = world();
    let centre = world.person("centre", Role::NationalOfficer, None);
    let upload = |content: &str| {
        let body = format!(
            "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"r.csv\"\r\n\r\n{content}\r\n--x--\r\n"
        );
        (
            Request::post("/organisations/import").header(header::CONTENT_TYPE, "multipart/form-data; boundary=x"),
            Body::from(body),
        )
    };
    let (request, body) = upload("code,name_th,kind,parent_code\nX,ใหม่,school,P11\nY,,school,NOPE\n");
    let refused = world.ask(&centre, request, body).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("NOPE"));
    let (request, body) = upload("code,name_th,kind,parent_code\nX,ใหม่,school,P11\n");
    let preview = world.ask(&centre, request, body).await;
    sound(&preview);
    assert!(preview.body.contains(">X</th>") && preview.body.contains("ใหม่"), "what is made is named");
    let confirm = preview.body.split("action=\"/organisations/import/").nth(1).and_then(|rest| rest.split('"').next());
    let path = format!("/organisations/import/{}", confirm.unwrap());
    assert_eq!(world.get(&centre, "/organisations/X").await.status, StatusCode::NOT_FOUND);
    sound(&world.post(&centre, &path, &[]).await);
    sound(&world.get(&centre, "/organisations/X").await);
    assert_eq!(world.post(&centre, &path, &[]).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn people_are_invited_by_a_link_that_is_shown_once() {
    let world = world();
    let supervisor = world.person("supervisor", Role::Supervisor, Some("P11"));
    let head = [("login", "somchai@example.go.th"), ("person", "สมชาย ใจดี"), ("role", "coordinator")];
    let invited = world.post(&supervisor, "/organisations/L1/people", &head).await;
    sound(&invited);
    assert!(invited.body.contains("/invitations/"));
    let list = world.get(&supervisor, "/organisations/L1/people").await;
    assert!(list.body.contains("สมชาย ใจดี") && !list.body.contains("/invitations/"));
    let national = [("login", "x"), ("person", "x"), ("role", "national_officer")];
    let refused = world.post(&supervisor, "/organisations/L1/people", &national).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let id = world.app.db.read_now(|tx| accounts::by_login(tx, "somchai@example.go.th")).unwrap().unwrap().id;
    let people = format!("/organisations/L1/people/{id}");
    sound(&world.post(&supervisor, &format!("{people}/roles"), &[("role", "head")]).await);
    sound(&world.post(&supervisor, &format!("{people}/roles/remove"), &[("role", "head")]).await);
    assert!(world.post(&supervisor, &format!("{people}/invitation"), &[]).await.body.contains("/invitations/"));
    sound(&world.post(&supervisor, &format!("{people}/disabled"), &[("disabled", "true")]).await);
    assert_eq!(
        world.post(&supervisor, &format!("{people}/invitation"), &[]).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
}

#[tokio::test]
async fn a_program_lists_by_cursor_and_replaces_by_revision() {
    let world = world();
    let centre = world.person("centre", Role::NationalOfficer, None);
    let first: serde_json::Value =
        serde_json::from_str(&world.get(&centre, "/api/v1/organisations?limit=3").await.body).unwrap();
    let next = first["next"].as_str().unwrap();
    let rest = world.get(&centre, &format!("/api/v1/organisations?limit=3&cursor={next}")).await;
    let rest: serde_json::Value = serde_json::from_str(&rest.body).unwrap();
    assert_eq!((first["total"].as_i64(), rest["items"].as_array().unwrap().len()), (Some(5), 2));
    assert!(rest["next"].is_null());
    let one = world.get(&centre, "/api/v1/organisations/L1").await;
    let path = "/api/v1/organisations/L1";
    let fresh = Request::get(path).header(header::IF_NONE_MATCH, one.tag.as_str());
    assert_eq!(world.ask(&centre, fresh, Body::empty()).await.status, StatusCode::NOT_MODIFIED);
    let body = |parent: &str| {
        format!(
            "{{\"name_th\":\"อบต. บางพลี\",\"kind\":\"lao_sao\",\"parent_code\":\"{parent}\",\"province_code\":\"11\",\"obliged\":true}}"
        )
    };
    let put = |tag: Option<&str>| {
        let request = Request::put(path).header(header::CONTENT_TYPE, "application/json");
        tag.map_or(Request::put(path).header(header::CONTENT_TYPE, "application/json"), |tag| {
            request.header(header::IF_MATCH, tag)
        })
    };
    let without = world.ask(&centre, put(None), Body::from(body("P11"))).await;
    assert_eq!(without.status, StatusCode::PRECONDITION_REQUIRED);
    let undated = world.ask(&centre, put(Some(&one.tag)), Body::from(body("P12"))).await;
    assert_eq!(undated.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", undated.body);
    let done = world.ask(&centre, put(Some(&one.tag)), Body::from(body("P11"))).await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.body);
    let late = world.ask(&centre, put(Some(&one.tag)), Body::from(body("P11"))).await;
    assert_eq!((late.status, late.tag), (StatusCode::PRECONDITION_FAILED, done.tag));
}
