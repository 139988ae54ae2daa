//! The pages of this area over HTTP: who may open what, what they say, and that what is done there is done.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod world;

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Request, StatusCode, header},
};
use tower::ServiceExt;
use world::{PEOPLE, World};

fn openapi() -> utoipa::openapi::OpenApi {
    let document = serde_json::json!({
        "openapi": "3.1.0", "info": {"title": "x", "version": "1"},
        "paths": {"/api/v1/rounds": {"get": {"tags": ["rounds"], "summary": "Every round", "responses": {}}}},
    });
    serde_json::from_value(document).unwrap()
}

fn router(world: &World) -> Router {
    web::service(&world.app, web::sign_in::routes().merge(public::routes(openapi))).0
}

struct Answer {
    status: StatusCode,
    text: String,
    location: String,
}

async fn send(world: &World, who: Option<&'static str>, method: &str, path: &str, form: &str) -> Answer {
    let mut request = Request::builder().method(method).uri(path);
    if let Some(who) = who {
        request = request.header(header::COOKIE, world.cookie(who));
    }
    if method == "POST" {
        request = request.header("sec-fetch-site", "same-origin");
        request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    }
    let response = router(world).oneshot(request.body(Body::from(form.to_owned())).unwrap()).await.unwrap();
    let status = response.status();
    let location = response.headers().get(header::LOCATION).map(|value| value.to_str().unwrap().to_owned());
    let bytes = to_bytes(response.into_body(), 10_000_000).await.unwrap();
    let text = String::from_utf8_lossy(&bytes).into_owned();
    Answer { status, text, location: location.unwrap_or_default() }
}

async fn get(world: &World, who: Option<&'static str>, path: &str) -> Answer {
    send(world, who, "GET", path, "").await
}

#[tokio::test]
async fn anyone_reads_the_public_pages_in_both_languages() {
    let world = World::new();
    for path in ["/", "/about", "/accessibility", "/help", "/api/docs"] {
        let (th, en) = (get(&world, None, path).await, get(&world, None, &format!("{path}?lang=en")).await);
        assert_eq!((th.status, en.status), (StatusCode::OK, StatusCode::OK), "{path}");
        assert!(th.text.contains("lang=\"th\"") && en.text.contains("<html lang=\"en\""), "{path}");
    }
    assert!(get(&world, None, "/about").await.text.contains("CC-BY-4.0"));
    assert!(get(&world, None, "/api/docs").await.text.contains("/api/v1/rounds"));
}

#[tokio::test]
async fn nothing_else_opens_without_an_account() {
    let world = World::new();
    for path in ["/home", "/admin", "/admin/jobs", "/admin/audit", "/admin/accounts", "/account/tokens", "/gallery"] {
        let answer = get(&world, None, path).await;
        assert!(answer.location.starts_with("/sign-in?back="), "{path}: {}", answer.status);
    }
}

#[tokio::test]
async fn everyone_has_a_home() {
    let world = World::new();
    for (login, ..) in PEOPLE {
        for path in ["/home", "/home?lang=en", "/gallery"] {
            let answer = get(&world, Some(login), path).await;
            assert_eq!(answer.status, StatusCode::OK, "{login} {path}");
        }
    }
}

#[tokio::test]
async fn a_home_tells_what_is_to_be_done() {
    let world = World::new();
    let said = async |who, words: &str| {
        let text = get(&world, Some(who), "/home?lang=en").await.text;
        assert!(text.contains(words), "{who}: {words}\n{text}");
    };
    said("coordinator", "/plans/p-l1").await;
    said("coordinator", "น้ำท่วมเดียวกัน").await;
    said("coordinator", "Plan BCP-2570-0K7Q2 was returned").await;
    said("coordinator", "1 of 8 parts complete").await;
    said("starter", "Start the plan").await;
    said("starter", "31 August 2027").await;
    said("starter", "/plans/new?year=2570").await;
    said("head", "/plans/p-d1/approval").await;
    said("head", "Read and approve").await;
    said("supervisor", "/rounds/2570/late").await;
    said("national", "33.33%").await;
    said("admin", "/admin/jobs?state=dead").await;
    said("auditor", "/admin/audit").await;
    said("viewer", "/readiness/list?year=2570&#38;status=submitted").await;
}

#[tokio::test]
async fn administration_is_for_administrators_and_the_trail_for_auditors() {
    let world = World::new();
    let keeps = ["/admin/jobs", "/admin/accounts", "/admin/accounts/new", "/admin/settings"];
    for (login, ..) in PEOPLE {
        for path in keeps {
            let wanted = if login == "admin" { StatusCode::OK } else { StatusCode::FORBIDDEN };
            assert_eq!(get(&world, Some(login), path).await.status, wanted, "{login} {path}");
        }
        let wanted = if login == "auditor" { StatusCode::OK } else { StatusCode::FORBIDDEN };
        assert_eq!(get(&world, Some(login), "/admin/audit").await.status, wanted, "{login}");
        let wanted = if ["admin", "auditor"].contains(&login) { StatusCode::OK } else { StatusCode::FORBIDDEN };
        assert_eq!(get(&world, Some(login), "/admin").await.status, wanted, "{login}");
    }
}

#[tokio::test]
async fn a_job_that_was_given_up_is_put_back_by_its_button() {
    let world = World::new();
    let list = get(&world, Some("admin"), "/admin/jobs?state=dead&lang=en").await.text;
    assert!(list.contains("no route to host"));
    let id = list.split("name=\"one\" value=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap().to_owned();
    let done = send(&world, Some("admin"), "POST", "/admin/jobs/again", &format!("one={id}")).await;
    assert_eq!(done.location, "/admin/jobs?done=1");
    let count = "SELECT count(*) FROM job WHERE state = 'dead'";
    assert_eq!(world.app.db.read_now(|tx| tx.count(count, &[])).unwrap(), 0);
    let csv = get(&world, Some("admin"), "/admin/jobs?format=csv").await.text;
    assert_eq!(csv.lines().count(), 3);
}

#[tokio::test]
async fn the_trail_is_filtered_verified_and_taken_as_a_file() {
    let world = World::new();
    let returned = get(&world, Some("auditor"), "/admin/audit?organisation=L1&action=plan.&lang=en").await;
    assert!(returned.text.contains("returned a plan") && !returned.text.contains("gave a role"));
    let wrong = get(&world, Some("auditor"), "/admin/audit?organisation=L99&from=soon&lang=en").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text.contains("L99") && wrong.text.contains("soon"));
    let whole = send(&world, Some("auditor"), "POST", "/admin/audit/verification?lang=en", "").await;
    assert!(whole.text.contains("Whole:"), "{}", whole.status);
    let csv = get(&world, Some("auditor"), "/admin/audit?organisation=L1&format=csv").await.text;
    assert!(csv.contains("plan.returned"));
    world.app.db.write_now(|tx| tx.execute("UPDATE audit_event SET detail = '{}' WHERE chain = 'L1'", &[])).unwrap();
    let broken = send(&world, Some("auditor"), "POST", "/admin/audit/verification?lang=en", "").await;
    assert!(broken.text.contains("Chain L1 breaks"));
}

#[tokio::test]
async fn an_account_is_made_with_an_invitation_that_is_shown_once() {
    let world = World::new();
    let form = "login=new%40example.go.th&name=New+Person&role=supervisor&organisation=M1";
    let made = send(&world, Some("admin"), "POST", "/admin/accounts?lang=en", form).await;
    assert_eq!(made.status, StatusCode::OK);
    let link = made.text.split("/invitations/").nth(1).and_then(|rest| rest.split('<').next()).unwrap();
    let taken = get(&world, None, &format!("/invitations/{link}")).await;
    assert_eq!(taken.status, StatusCode::OK);
    let again = send(&world, Some("admin"), "POST", "/admin/accounts?lang=en", form).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(again.text.contains("This account name is taken") && again.text.contains("value=\"New Person\""));
    let list = get(&world, Some("admin"), "/admin/accounts?q=example.go&state=invited").await.text;
    assert!(list.contains("New Person") && !list.contains("/invitations/"));
}

#[tokio::test]
async fn a_search_without_a_script_offers_organisations_and_judges_nothing() {
    let world = World::new();
    let form = "search=organisation&organisation_search=%E0%B8%95%E0%B8%B1%E0%B8%A7%E0%B8%AD%E0%B8%A2%E0%B9%88%E0%B8%B2%E0%B8%87";
    let found = send(&world, Some("admin"), "POST", "/admin/accounts", form).await;
    assert_eq!(found.status, StatusCode::OK);
    assert!(found.text.contains("value=\"D1\"") && !found.text.contains("role=\"alert\""));
    let fragment = get(&world, Some("admin"), "/admin/accounts/organisations?q=D1").await.text;
    assert!(fragment.contains("value=\"D1\"") && !fragment.contains("<html"));
}

#[tokio::test]
async fn nobody_takes_the_keys_away_from_oneself() {
    let world = World::new();
    let (me, other) = (world.account("admin"), world.account("viewer"));
    let closed = send(&world, Some("admin"), "POST", &format!("/admin/accounts/{me}/closing"), "").await;
    assert_eq!(closed.status, StatusCode::CONFLICT);
    let path = format!("/admin/accounts/{me}/roles/removal");
    assert_eq!(send(&world, Some("admin"), "POST", &path, "role=administrator").await.status, StatusCode::CONFLICT);
    let closed = send(&world, Some("admin"), "POST", &format!("/admin/accounts/{other}/closing"), "").await;
    assert_eq!(closed.location, format!("/admin/accounts/{other}"));
    let page = get(&world, Some("admin"), &format!("/admin/accounts/{other}?lang=en")).await.text;
    assert!(page.contains("Open the account again"));
}

#[tokio::test]
async fn a_role_is_given_and_taken() {
    let world = World::new();
    let path = format!("/admin/accounts/{}", world.account("viewer"));
    let needs = send(&world, Some("admin"), "POST", &format!("{path}/roles?lang=en"), "role=coordinator").await;
    assert!(needs.text.contains("This role needs an organisation"));
    let given = send(&world, Some("admin"), "POST", &format!("{path}/roles"), "role=coordinator&organisation=L2").await;
    assert_eq!(given.location, path);
    let page = get(&world, Some("admin"), &format!("{path}?lang=en")).await.text;
    assert!(page.contains("name=\"organisation\" value=\"L2\""));
    let taken =
        send(&world, Some("admin"), "POST", &format!("{path}/roles/removal"), "role=coordinator&organisation=L2").await;
    assert_eq!(taken.location, path);
    assert!(!get(&world, Some("admin"), &path).await.text.contains("name=\"organisation\" value=\"L2\""));
}

#[tokio::test]
async fn a_token_opens_what_its_owner_may_open_and_makes_no_further_tokens() {
    let world = World::new();
    let made = send(&world, Some("viewer"), "POST", "/account/tokens?lang=en", "name=export&days=30").await.text;
    let token = made.split("<code>").nth(1).and_then(|rest| rest.split('<').next()).unwrap().to_owned();
    assert!(token.starts_with("ratphrom_"));
    let with_token = async |path: &str| {
        let request = Request::builder().uri(path).header(header::AUTHORIZATION, format!("Bearer {token}"));
        router(&world).oneshot(request.body(Body::empty()).unwrap()).await.unwrap().status()
    };
    assert_eq!(with_token("/home").await, StatusCode::OK);
    assert_eq!(with_token("/account/tokens").await, StatusCode::FORBIDDEN);
    let list = get(&world, Some("viewer"), "/account/tokens").await.text;
    assert!(list.contains("export") && !list.contains(&token));
    let id = list.split("/account/tokens/").nth(1).and_then(|rest| rest.split('/').next()).unwrap().to_owned();
    let foreign = send(&world, Some("admin"), "POST", &format!("/account/tokens/{id}/revocation"), "").await;
    assert_eq!(foreign.status, StatusCode::NOT_FOUND);
    send(&world, Some("viewer"), "POST", &format!("/account/tokens/{id}/revocation"), "").await;
    assert_eq!(with_token("/home").await, StatusCode::SEE_OTHER);
}
