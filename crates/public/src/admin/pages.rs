//! The first page of administration, and what this installation is.

use askama::Template;
use axum::{extract::State, response::IntoResponse};
use db::Engine;
use web::{Action, App, Lang, Page, Problem, Visit, render};

use super::store::{self, Installation};
use crate::text::T;

#[derive(Template)]
#[template(path = "admin/index.html")]
struct Index {
    page: Page,
    t: T,
    keeps: bool,
    reads: bool,
    dead: i64,
}

pub(super) async fn index(visit: Visit, State(app): State<App>) -> Result<impl IntoResponse, Problem> {
    let actor = visit.signed()?;
    let (keeps, reads) = (actor.may_somewhere(Action::Administer), actor.may_somewhere(Action::ViewAudit));
    if !(keeps || reads) {
        return Err(Problem::Forbidden);
    }
    let dead = if keeps { app.db.read(store::dead_jobs).await? } else { 0 };
    render(&Index { page: visit.page(web::text::T(visit.lang).nav_admin()), t: T(visit.lang), keeps, reads, dead })
}

#[derive(Template)]
#[template(path = "admin/settings.html")]
struct Settings {
    page: Page,
    t: T,
    facts: Vec<(&'static str, String)>,
}

pub(super) async fn settings(visit: Visit, State(app): State<App>) -> Result<impl IntoResponse, Problem> {
    let (t, w) = (T(visit.lang), web::text::T(visit.lang));
    let known = app.db.read(store::installation).await?;
    let page = visit.page(t.admin_settings()).crumb("/admin", w.nav_admin()).at(t.admin_settings());
    let mut facts = facts(visit.lang, &known);
    let yes = |yes: bool| if yes { w.yes() } else { w.no() }.to_owned();
    facts.push((t.fact_program(), app.settings.version.to_owned()));
    facts.push((t.fact_address(), app.settings.base_url.clone()));
    facts.push((t.fact_https(), yes(app.settings.https)));
    facts.push((t.fact_demonstration(), yes(app.is_demonstration())));
    facts.push((t.fact_clock(), visit.lang.moment(app.clock.now())));
    render(&Settings { page, t, facts })
}

fn facts(lang: Lang, known: &Installation) -> Vec<(&'static str, String)> {
    let t = T(lang);
    let engine = match known.engine {
        Engine::Sqlite => t.engine_embedded(&known.engine_version),
        Engine::Postgres => t.engine_server(&known.engine_version),
    };
    let [organisations, plans, versions, events] = known.rows.map(|n| lang.number(n));
    let (number, name) = &known.schema;
    vec![
        (t.fact_engine(), engine),
        (t.fact_size(), size(known.bytes)),
        (t.fact_schema(), format!("{number} ({name})")),
        (t.fact_organisations(), organisations),
        (t.fact_plans(), plans),
        (t.fact_versions(), versions),
        (t.fact_events(), events),
    ]
}

/// Bytes as people read them.
fn size(bytes: i64) -> String {
    let mut tenths = bytes.max(0).saturating_mul(10);
    let mut unit = "B";
    for larger in ["kB", "MB", "GB", "TB"] {
        if tenths < 10_240 {
            break;
        }
        tenths /= 1024;
        unit = larger;
    }
    if unit == "B" { format!("{} B", tenths / 10) } else { format!("{}.{} {unit}", tenths / 10, tenths % 10) }
}

#[cfg(test)]
mod tests {
    use super::size;

    #[test]
    fn bytes_are_told_in_the_unit_that_reads_best() {
        assert_eq!(size(512), "512 B");
        assert_eq!(size(1536), "1.5 kB");
        assert_eq!(size(12 * 1024 * 1024 + 300_000), "12.2 MB");
        assert_eq!(size(-1), "0 B");
        assert_eq!(size(i64::MAX), "838860.7 TB");
    }
}
