//! The pages of this area over HTTP: who may open what, what they say, and that what is done there is done.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod world;

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Request, StatusCode, header},
};
use testkit::on_both;
use tower::ServiceExt;
use world::{Nation, PEOPLE};

fn openapi() -> utoipa::openapi::OpenApi {
    let document = serde_json::json!({
        "openapi": "3.1.0", "info": {"title": "x", "version": "1"},
        "paths": {"/api/v1/rounds": {"get": {"tags": ["rounds"], "summary": "Every round", "responses": {}}}},
    });
    serde_json::from_value(document).unwrap()
}

fn router(world: &Nation) -> Router {
    web::service(&world.app, web::sign_in::routes().merge(public::routes(openapi))).0
}

struct Answer {
    status: StatusCode,
    text: String,
    location: String,
}

/// Status, where it leads, and the body.
fn answered(world: &Nation, request: Request<Body>) -> (StatusCode, String, String) {
    let router = router(world);
    world.runtime.block_on(async {
        let response = router.oneshot(request).await.unwrap();
        let status = response.status();
        let location = response.headers().get(header::LOCATION).map(|value| value.to_str().unwrap().to_owned());
        let bytes = to_bytes(response.into_body(), 10_000_000).await.unwrap();
        (status, location.unwrap_or_default(), String::from_utf8_lossy(&bytes).into_owned())
    })
}

fn send(world: &Nation, who: Option<&'static str>, method: &str, path: &str, form: &str) -> Answer {
    let mut request = Request::builder().method(method).uri(path);
    if let Some(who) = who {
        request = request.header(header::COOKIE, world.cookie(who));
    }
    if method == "POST" {
        request = request.header("sec-fetch-site", "same-origin");
        request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    }
    let (status, location, text) = answered(world, request.body(Body::from(form.to_owned())).unwrap());
    Answer { status, text, location }
}

fn get(world: &Nation, who: Option<&'static str>, path: &str) -> Answer {
    send(world, who, "GET", path, "")
}

on_both! {
    fn anyone_reads_the_public_pages_in_both_languages(kept: &World) {
        let world = Nation::of(kept);
        for path in ["/", "/about", "/accessibility", "/help", "/api/docs"] {
            let (th, en) = (get(&world, None, path), get(&world, None, &format!("{path}?lang=en")));
            assert_eq!((th.status, en.status), (StatusCode::OK, StatusCode::OK), "{path}");
            assert!(th.text.contains("lang=\"th\"") && en.text.contains("<html lang=\"en\""), "{path}");
        }
        assert!(get(&world, None, "/about").text.contains("CC-BY-4.0"));
        assert!(get(&world, None, "/api/docs").text.contains("/api/v1/rounds"));
    }

    fn nothing_else_opens_without_an_account(kept: &World) {
        let world = Nation::of(kept);
        for path in ["/home", "/admin", "/admin/jobs", "/admin/audit", "/admin/accounts", "/account/tokens", "/gallery"] {
            let answer = get(&world, None, path);
            assert!(answer.location.starts_with("/sign-in?back="), "{path}: {}", answer.status);
        }
    }

    fn everyone_has_a_home(kept: &World) {
        let world = Nation::of(kept);
        for (login, ..) in PEOPLE {
            for path in ["/home", "/home?lang=en", "/gallery"] {
                let answer = get(&world, Some(login), path);
                assert_eq!(answer.status, StatusCode::OK, "{login} {path}");
            }
        }
    }

    fn a_home_tells_what_is_to_be_done(kept: &World) {
        let world = Nation::of(kept);
        let said = |who, words: &str| {
            let text = get(&world, Some(who), "/home?lang=en").text;
            assert!(text.contains(words), "{who}: {words}\n{text}");
        };
        said("coordinator", "/plans/p-l1");
        said("coordinator", "น้ำท่วมเดียวกัน");
        said("coordinator", "Plan BCP-2570-0K7Q2 was returned");
        said("coordinator", "1 of 7 parts complete");
        said("starter", "Start the plan");
        said("starter", "31 August 2027");
        said("starter", "/plans/new?year=2570");
        said("head", "/plans/p-d1/approval");
        said("head", "Read and approve");
        said("supervisor", "/rounds/2570/late");
        said("national", "33.33%");
        said("admin", "/admin/jobs?state=dead");
        said("auditor", "/admin/audit");
        said("viewer", "/readiness/list?year=2570&#38;status=submitted");
    }

    fn administration_is_for_administrators_and_the_trail_for_auditors(kept: &World) {
        let world = Nation::of(kept);
        let keeps = ["/admin/jobs", "/admin/accounts", "/admin/accounts/new", "/admin/settings"];
        for (login, ..) in PEOPLE {
            for path in keeps {
                let wanted = if login == "admin" { StatusCode::OK } else { StatusCode::FORBIDDEN };
                assert_eq!(get(&world, Some(login), path).status, wanted, "{login} {path}");
            }
            let wanted = if login == "auditor" { StatusCode::OK } else { StatusCode::FORBIDDEN };
            assert_eq!(get(&world, Some(login), "/admin/audit").status, wanted, "{login}");
            let wanted = if ["admin", "auditor"].contains(&login) { StatusCode::OK } else { StatusCode::FORBIDDEN };
            assert_eq!(get(&world, Some(login), "/admin").status, wanted, "{login}");
        }
    }

    fn a_job_that_was_given_up_is_put_back_by_its_button(kept: &World) {
        let world = Nation::of(kept);
        let list = get(&world, Some("admin"), "/admin/jobs?state=dead&lang=en").text;
        assert!(list.contains("no route to host"));
        let id = list.split("name=\"one\" value=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap().to_owned();
        let done = send(&world, Some("admin"), "POST", "/admin/jobs/again", &format!("one={id}"));
        assert_eq!(done.location, "/admin/jobs?done=1");
        let count = "SELECT count(*) FROM job WHERE state = 'dead'";
        assert_eq!(world.app.db.read_now(|tx| tx.count(count, &[])).unwrap(), 0);
        let csv = get(&world, Some("admin"), "/admin/jobs?format=csv").text;
        assert_eq!(csv.lines().count(), 3);
    }

    fn the_trail_is_filtered_verified_and_taken_as_a_file(kept: &World) {
        let world = Nation::of(kept);
        let returned = get(&world, Some("auditor"), "/admin/audit?organisation=L1&action=plan.&lang=en");
        assert!(returned.text.contains("returned a plan") && !returned.text.contains("gave a role"));
        let wrong = get(&world, Some("auditor"), "/admin/audit?organisation=L99&from=soon&lang=en");
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.text.contains("L99") && wrong.text.contains("soon"));
        let whole = send(&world, Some("auditor"), "POST", "/admin/audit/verification?lang=en", "");
        assert!(whole.text.contains("Whole:"), "{}", whole.status);
        let csv = get(&world, Some("auditor"), "/admin/audit?organisation=L1&format=csv").text;
        assert!(csv.contains("plan.returned"));
        world.app.db.write_now(|tx| tx.execute("UPDATE audit_event SET detail = '{}' WHERE chain = 'L1'", &[])).unwrap();
        let broken = send(&world, Some("auditor"), "POST", "/admin/audit/verification?lang=en", "");
        assert!(broken.text.contains("Chain L1 breaks"));
    }

    fn an_account_is_made_with_an_invitation_that_is_shown_once(kept: &World) {
        let world = Nation::of(kept);
        let form = "login=new%40example.go.th&name=New+Person&role=supervisor&organisation=M1";
        let made = send(&world, Some("admin"), "POST", "/admin/accounts?lang=en", form);
        assert_eq!(made.status, StatusCode::OK);
        let link = made.text.split("/invitations/").nth(1).and_then(|rest| rest.split('<').next()).unwrap();
        let taken = get(&world, None, &format!("/invitations/{link}"));
        assert_eq!(taken.status, StatusCode::OK);
        let again = send(&world, Some("admin"), "POST", "/admin/accounts?lang=en", form);
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(again.text.contains("This account name is taken") && again.text.contains("value=\"New Person\""));
        let list = get(&world, Some("admin"), "/admin/accounts?q=example.go&state=invited").text;
        assert!(list.contains("New Person") && !list.contains("/invitations/"));
    }

    fn a_search_without_a_script_offers_organisations_and_judges_nothing(kept: &World) {
        let world = Nation::of(kept);
        let form = "search=organisation&organisation_search=%E0%B8%95%E0%B8%B1%E0%B8%A7%E0%B8%AD%E0%B8%A2%E0%B9%88%E0%B8%B2%E0%B8%87";
        let found = send(&world, Some("admin"), "POST", "/admin/accounts", form);
        assert_eq!(found.status, StatusCode::OK);
        assert!(found.text.contains("value=\"D1\"") && !found.text.contains("role=\"alert\""));
        let fragment = get(&world, Some("admin"), "/admin/accounts/organisations?q=D1").text;
        assert!(fragment.contains("value=\"D1\"") && !fragment.contains("<html"));
    }

    fn nobody_takes_the_keys_away_from_oneself(kept: &World) {
        let world = Nation::of(kept);
        let (me, other) = (world.account("admin"), world.account("viewer"));
        let closed = send(&world, Some("admin"), "POST", &format!("/admin/accounts/{me}/closing"), "");
        assert_eq!(closed.status, StatusCode::CONFLICT);
        let path = format!("/admin/accounts/{me}/roles/removal");
        assert_eq!(send(&world, Some("admin"), "POST", &path, "role=administrator").status, StatusCode::CONFLICT);
        let closed = send(&world, Some("admin"), "POST", &format!("/admin/accounts/{other}/closing"), "");
        assert_eq!(closed.location, format!("/admin/accounts/{other}"));
        let page = get(&world, Some("admin"), &format!("/admin/accounts/{other}?lang=en")).text;
        assert!(page.contains("Open the account again"));
    }

    fn a_role_is_given_and_taken(kept: &World) {
        let world = Nation::of(kept);
        let path = format!("/admin/accounts/{}", world.account("viewer"));
        let needs = send(&world, Some("admin"), "POST", &format!("{path}/roles?lang=en"), "role=coordinator");
        assert!(needs.text.contains("This role needs an organisation"));
        let given = send(&world, Some("admin"), "POST", &format!("{path}/roles"), "role=coordinator&organisation=L2");
        assert_eq!(given.location, path);
        let page = get(&world, Some("admin"), &format!("{path}?lang=en")).text;
        assert!(page.contains("name=\"organisation\" value=\"L2\""));
        let taken =
            send(&world, Some("admin"), "POST", &format!("{path}/roles/removal"), "role=coordinator&organisation=L2");
        assert_eq!(taken.location, path);
        assert!(!get(&world, Some("admin"), &path).text.contains("name=\"organisation\" value=\"L2\""));
    }

    fn a_token_opens_what_its_owner_may_open_and_makes_no_further_tokens(kept: &World) {
        let world = Nation::of(kept);
        let made = send(&world, Some("viewer"), "POST", "/account/tokens?lang=en", "name=export&days=30").text;
        let token = made.split("<code>").nth(1).and_then(|rest| rest.split('<').next()).unwrap().to_owned();
        assert!(token.starts_with("ratphrom_"));
        let with_token = |path: &str| {
            let request = Request::builder().uri(path).header(header::AUTHORIZATION, format!("Bearer {token}"));
            answered(&world, request.body(Body::empty()).unwrap()).0
        };
        assert_eq!(with_token("/home"), StatusCode::OK);
        assert_eq!(with_token("/account/tokens"), StatusCode::FORBIDDEN);
        let list = get(&world, Some("viewer"), "/account/tokens").text;
        assert!(list.contains("export") && !list.contains(&token));
        let id = list.split("/account/tokens/").nth(1).and_then(|rest| rest.split('/').next()).unwrap().to_owned();
        let foreign = send(&world, Some("admin"), "POST", &format!("/account/tokens/{id}/revocation"), "");
        assert_eq!(foreign.status, StatusCode::NOT_FOUND);
        send(&world, Some("viewer"), "POST", &format!("/account/tokens/{id}/revocation"), "");
        assert_eq!(with_token("/home"), StatusCode::SEE_OTHER);
    }
}
