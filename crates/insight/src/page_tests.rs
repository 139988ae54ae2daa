//! Every readiness page through the whole service: it answers in both languages, every link into this area leads
//! somewhere, downloads are what the page shows, and nobody sees what is not theirs.

#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;

use axum::{
    Router,
    body::Body,
    http::{Request, StatusCode, header},
};
use db::params;
use jiff::SignedDuration;
use tower::ServiceExt;
use web::{App, Clock, Settings};

use crate::world::{Befalls, World, at, befall, worlds};

pub(crate) const NOW: &str = "2020-11-20T03:00:00Z";

pub(crate) struct Site {
    pub router: Router,
    pub world: World,
}

/// The service over a nation.
pub(crate) fn site(world: World) -> Site {
    let app = App::new(world.db.clone(), Clock::fixed(at(NOW)), Settings::default());
    let (router, _) = web::service(&app, web::sign_in::routes().merge(crate::routes()));
    Site { router, world }
}

/// Signs somebody in and gives the cookie.
pub(crate) fn signed_in(world: &World, role: &'static str, over: Option<&'static str>) -> String {
    let token = world.write(move |tx| {
        let id = db::new_id();
        tx.execute(
            "INSERT INTO account (id, login, name, created_at) VALUES ($1, $1, 'คนหนึ่ง', $2)",
            params![&id, at(NOW)],
        )?;
        tx.execute(
            "INSERT INTO account_grant (id, account_id, role, organisation_id, granted_at, granted_by) \
             VALUES ($1, $2, $3, $4, $5, 'x')",
            params![db::new_id(), &id, role, over, at(NOW)],
        )?;
        web::account::session::begin(tx, &id, "", "", at(NOW))
    });
    format!("ratphrom_session={token}")
}

impl Site {
    pub async fn get(&self, path: &str, cookie: &str, language: &str) -> (StatusCode, Vec<u8>) {
        let request = Request::get(path)
            .header(header::COOKIE, cookie)
            .header(header::ACCEPT_LANGUAGE, language)
            .body(Body::empty())
            .unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        let status = response.status();
        (status, axum::body::to_bytes(response.into_body(), 64 << 20).await.unwrap().to_vec())
    }

    async fn text(&self, path: &str, cookie: &str) -> String {
        let (status, body) = self.get(path, cookie, "th").await;
        assert_eq!(status, StatusCode::OK, "{path}: {}", String::from_utf8_lossy(&body));
        String::from_utf8(body).unwrap()
    }
}

/// A small nation with something of everything.
fn fill(world: &World) {
    world.organisations(12);
    world.write(|tx| {
        let hour = |n: i64| at("2020-07-01T03:00:00Z") + SignedDuration::from_hours(n);
        let submitted = |hazards| Befalls::Submitted { processes: 8, hazards };
        befall(tx, "o0", &submitted(vec!["fire", "flood"]), hour(0))?;
        befall(tx, "o0", &Befalls::Approved, hour(20))?;
        befall(tx, "o3", &submitted(vec!["fire", "น้ำเค็มรุก"]), hour(30))?;
        befall(tx, "o3", &Befalls::Returned, hour(60))?;
        befall(tx, "o4", &submitted(vec!["cyber"]), hour(24 * 80))?;
        befall(tx, "o6", &Befalls::Started, hour(5))
    });
}

/// Runs a test over a small nation on both engines. The database is closed outside the runtime.
fn on_both(test: impl AsyncFn(&Site)) {
    for world in worlds() {
        fill(&world);
        on(world, &test);
    }
}

fn on(world: World, test: impl AsyncFn(&Site)) {
    let site = site(world);
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(test(&site));
    drop(runtime);
    drop(site);
}

/// The addresses within this area that a page links to.
fn links(html: &str) -> BTreeSet<String> {
    let found = html.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    let ours = found.filter(|href| href.starts_with("/readiness"));
    ours.map(|href| href.replace("&amp;", "&").replace("&#38;", "&")).collect()
}

const PAGES: [&str; 14] = [
    "/readiness",
    "/readiness?as_of=1%20%E0%B8%81.%E0%B8%84.%202563",
    "/readiness/ministries?sort=percent&order=asc",
    "/readiness/provinces",
    "/readiness/kinds",
    "/readiness/regions",
    "/readiness/hazards",
    "/readiness/provinces/10",
    "/readiness/ministries/none",
    "/readiness/hazards/fire",
    "/readiness/list?status=submitted",
    "/readiness/processes?e_service=no",
    "/readiness/overview",
    "/readiness/printed",
];

#[test]
fn every_page_answers_in_both_languages_and_leads_somewhere() {
    on_both(async |site: &Site| {
        let cookie = signed_in(&site.world, "national_officer", None);
        let mut seen = BTreeSet::new();
        for path in PAGES {
            for language in ["th", "en"] {
                let (status, body) = site.get(path, &cookie, language).await;
                let html = String::from_utf8(body).unwrap();
                assert_eq!(status, StatusCode::OK, "{path} {language}");
                assert!(!html.contains(" style=") && !html.contains("onclick"), "{path}");
                seen.extend(links(&html));
            }
        }
        for link in seen.iter().filter(|link| !link.contains("/readiness/cabinet")) {
            let (status, body) = site.get(link, &cookie, "th").await;
            assert_eq!(status, StatusCode::OK, "{link}: {}", String::from_utf8_lossy(&body));
        }
        assert!(seen.len() > 60, "{}", seen.len());
    });
}

#[test]
fn situations_of_their_own_have_one_name_and_one_page() {
    on_both(async |site: &Site| {
        let cookie = signed_in(&site.world, "national_officer", None);
        for path in ["/readiness", "/readiness/hazards", "/readiness/hazards/own", "/readiness/list?hazard=own"] {
            let html = site.text(path, &cookie).await;
            assert!(html.contains("อื่น ๆ ที่หน่วยงานระบุเอง") && !html.contains("น้ำเค็มรุก"), "{path}");
        }
        let (status, _) = site.get("/readiness/hazards/%E0%B8%99%E0%B9%89%E0%B8%B3", &cookie, "th").await;
        assert_eq!(status, StatusCode::NOT_FOUND);
        let csv = site.text("/readiness/hazards?format=csv", &cookie).await;
        assert!(csv.lines().any(|row| row.starts_with("own,อื่น ๆ ที่หน่วยงานระบุเอง,1,3,")), "{csv}");
    });
}

#[test]
fn an_english_page_counts_years_as_english_does() {
    on_both(async |site: &Site| {
        let cookie = signed_in(&site.world, "national_officer", None);
        let (_, body) = site.get("/readiness?year=2020", &cookie, "en").await;
        let html = String::from_utf8(body).unwrap();
        assert!(html.contains("fiscal year 2020") && !html.contains("fiscal year 2563"), "{html}");
        assert!(site.text("/readiness?year=2020", &cookie).await.contains("ปีงบประมาณ 2563"));
    });
}

#[test]
fn a_list_holds_as_many_rows_as_the_number_that_led_to_it() {
    on_both(async |site: &Site| {
        let cookie = signed_in(&site.world, "national_officer", None);
        for (filter, rows) in [
            ("status=submitted", 3),
            ("status=approved", 1),
            ("status=returned", 1),
            ("status=awaiting", 1),
            ("status=outstanding", 9),
            ("status=drafting", 1),
            ("status=not_started", 8),
            ("on_time=yes", 2),
            ("on_time=no", 1),
            ("hazard=fire", 2),
            ("province=10", 4),
            ("ministry=none&status=submitted", 2),
            ("q=00003", 1),
            ("status=submitted&as_of=2020-07-01", 1),
            ("status=returned&as_of=2020-07-03", 1),
            ("hazard=fire&as_of=2020-07-03", 2),
            ("hazard=own", 1),
            ("hazard=own&as_of=2020-07-03", 1),
            ("hazard=own&as_of=2020-07-01", 0),
        ] {
            let csv = site.text(&format!("/readiness/list?{filter}&format=csv"), &cookie).await;
            assert_eq!(csv.lines().count() - 1, rows, "{filter}: {csv}");
            let html = site.text(&format!("/readiness/list?{filter}"), &cookie).await;
            assert!(html.contains(&format!("พบ {rows} รายการ")), "{filter}");
        }
        for (filter, rows) in [
            ("", 24),
            ("rto=over_mtpd", 6),
            ("e_service=no", 12),
            ("rto=over_mtpd&e_service=no", 0),
            ("as_of=2020-07-01", 8),
        ] {
            let csv = site.text(&format!("/readiness/processes?{filter}&format=csv"), &cookie).await;
            assert_eq!(csv.lines().count() - 1, rows, "{filter}");
        }
    });
}

#[test]
fn pages_of_a_list_follow_each_other_without_gap_or_repetition() {
    on_both(async |site: &Site| {
        let cookie = signed_in(&site.world, "national_officer", None);
        for day in ["", "&as_of=2020-07-03"] {
            let mut path = format!("/readiness/list?size=5{day}");
            let mut names = Vec::new();
            for _ in 0..3 {
                let html = site.text(&path, &cookie).await;
                names.extend(
                    html.split("<th scope=\"row\"><a href=\"/organisations/")
                        .skip(1)
                        .filter_map(|rest| Some(rest.split('"').next()?.to_owned())),
                );
                let Some(next) = links(&html).into_iter().find(|link| link.contains("after=")) else { break };
                path = next;
            }
            let distinct: BTreeSet<&String> = names.iter().collect();
            assert_eq!((names.len(), distinct.len()), (12, 12), "{day}");
            let last = site.text(&path, &cookie).await;
            let back = links(&last).into_iter().find(|link| link.contains("before=")).unwrap();
            let html = site.text(&back, &cookie).await;
            assert!(html.contains("/organisations/o5\"") && !html.contains("/organisations/o11\""), "{day}");
        }
    });
}

#[test]
fn a_supervisor_sees_only_what_is_below() {
    on_both(async |site: &Site| {
        let cookie = signed_in(&site.world, "supervisor", Some("o0"));
        let csv = site.text("/readiness/list?format=csv", &cookie).await;
        assert_eq!(csv.lines().count() - 1, 1, "{csv}");
        let json: serde_json::Value = serde_json::from_str(&site.text("/api/v1/readiness", &cookie).await).unwrap();
        assert_eq!(json["submitted"], serde_json::json!({"n": 1, "d": 1, "percent": "100.00"}));
        assert_eq!(site.get("/readiness/cabinet?format=pdf", &cookie, "th").await.0, StatusCode::FORBIDDEN);
        assert_eq!(site.get("/readiness/provinces/90", &cookie, "th").await.0, StatusCode::NOT_FOUND);
        assert_eq!(site.get("/readiness", "", "th").await.0, StatusCode::SEE_OTHER);
    });
}

#[test]
fn what_is_in_a_classified_plan_is_kept_from_those_not_cleared() {
    on_both(async |site: &Site| {
        site.world.write(|tx| {
            tx.execute("UPDATE plan_version SET classification = 'secret' WHERE organisation_id = 'o3'", &[])?;
            tx.announce(&db::Change::Roster { fiscal_year: 2563 })
        });
        let viewer = signed_in(&site.world, "viewer", Some("o3"));
        let officer = signed_in(&site.world, "national_officer", None);
        for day in ["", "&as_of=2020-07-05"] {
            for (path, seen) in [("list?status=submitted", 1), ("list?hazard=fire", 0), ("processes?rto=", 0)] {
                let csv = site.text(&format!("/readiness/{path}&format=csv{day}"), &viewer).await;
                assert_eq!(csv.lines().count() - 1, seen, "{path}{day}: {csv}");
            }
            let csv = site.text(&format!("/readiness/list?hazard=fire&format=csv{day}"), &officer).await;
            assert_eq!(csv.lines().count() - 1, 2);
        }
    });
}

#[test]
fn a_date_that_can_t_be_read_is_told_beside_the_field_and_kept_and_no_figures_of_another_day_are_shown() {
    on_both(async |site: &Site| {
        let cookie = signed_in(&site.world, "national_officer", None);
        for page in ["", "/provinces", "/hazards", "/list", "/processes", "/overview"] {
            let (status, html) = site.get(&format!("/readiness{page}?as_of=31/2/2563"), &cookie, "th").await;
            assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{page}");
            let html = String::from_utf8_lossy(&html).into_owned();
            assert!(html.contains("e-as_of") && html.contains("value=\"31/2/2563\""), "{page}");
            assert!(html.contains("aria-invalid") && html.contains("31 สิงหาคม 2563"), "{page}");
            assert!(
                !html.contains("class=\"figure") && !html.contains("<table"),
                "{page} shows figures of another day"
            );
        }
        for file in ["/provinces?format=csv&", "/list?format=xlsx&", "/cabinet?format=pdf&"] {
            let (status, _) = site.get(&format!("/readiness{file}as_of=31/2/2563"), &cookie, "th").await;
            assert!(status.is_client_error(), "{file}");
        }
        let (status, _) = site.get("/api/v1/readiness?as_of=2563-08-31", &cookie, "th").await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        let (status, _) = site.get("/api/v1/readiness?year=2599", &cookie, "th").await;
        assert_eq!(status, StatusCode::CONFLICT);
    });
}

#[test]
fn before_any_round_the_pages_say_what_to_do() {
    for world in worlds() {
        world.write(|tx| tx.execute("DELETE FROM round", &[]));
        on(world, async |site: &Site| {
            let cookie = signed_in(&site.world, "national_officer", None);
            for path in ["/readiness", "/readiness/provinces", "/readiness/list", "/readiness/overview"] {
                let html = site.text(path, &cookie).await;
                assert!(html.contains("/rounds/new"), "{path}");
            }
        });
    }
}

#[test]
fn the_report_to_the_cabinet_is_a_pdf_and_a_docx() {
    on_both(async |site: &Site| {
        let cookie = signed_in(&site.world, "national_officer", None);
        let (status, pdf) = site.get("/readiness/cabinet?format=pdf&as_of=2020-08-31", &cookie, "th").await;
        assert!(status == StatusCode::OK && pdf.starts_with(b"%PDF"));
        let (status, docx) = site.get("/readiness/cabinet?format=docx", &cookie, "th").await;
        assert!(status == StatusCode::OK && docx.starts_with(b"PK"));
    });
}
