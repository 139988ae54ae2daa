//! Every area joined into one application: routes, listeners, jobs, the OpenAPI document.

use std::collections::HashMap;

use axum::{Router, extract::State, http::header, response::IntoResponse};
use db::{Db, jobs::Handler};
use web::{Access, App, Clock, Problem, Route, Routes, Settings};

/// Opens a database, brings its schema up to date and tells the areas of changes.
pub fn open(address: &str) -> db::Result<Db> {
    let db = Db::open(address)?;
    prepare(&db)?;
    Ok(db)
}

/// Brings the schema of an open database up to date and tells the areas of changes.
pub fn prepare(db: &Db) -> db::Result<()> {
    listen(db);
    db::migrate::migrate(db).map(|_| ())
}

/// Areas that keep figures hear of changes in the transaction that causes them.
pub fn listen(db: &Db) {
    db.listen(vec![planning::plan::listed::listener, insight::standing::listener, oversight::review::listener]);
}

/// The application over an open database.
pub fn app(db: Db, clock: Clock, settings: Settings) -> db::Result<App> {
    let app = App::new(db, clock, settings);
    app.reload()?;
    Ok(app)
}

/// Every route of every area.
pub fn routes() -> Routes {
    Routes::new()
        .merge(web::sign_in::routes())
        .merge(registry::routes())
        .merge(planning::routes())
        .merge(oversight::routes())
        .merge(insight::routes())
        .merge(directives::routes())
        .merge(lessons::routes())
        .merge(letters::routes())
        .merge(measures::routes())
        .merge(public::routes(openapi))
        .get("/healthz", Access::Public, healthy)
        .get("/readyz", Access::Public, ready)
        .get("/metrics", Access::Monitor, metrics)
        .get("/api/v1/openapi.json", Access::Public, async || axum::Json(openapi()))
}

/// The service and the table of its routes.
pub fn service(app: &App) -> (Router, Vec<Route>) {
    web::service(app, routes())
}

/// Serves until `stop`, then lets requests that are under way end; runs jobs beside.
pub async fn serve(
    app: App,
    listener: tokio::net::TcpListener,
    stop: impl Future<Output = ()> + Send + 'static,
) -> Result<(), crate::Outcome> {
    use axum::serve::ListenerExt;
    let (router, _) = service(&app);
    let runner = tokio::spawn(run_jobs(app));
    // Without it, small answers wait for the other side's delayed acknowledgement.
    let listener = listener.tap_io(|stream| {
        let _ = stream.set_nodelay(true);
    });
    let service = router.into_make_service_with_connect_info::<std::net::SocketAddr>();
    let served = axum::serve(listener, service).with_graceful_shutdown(stop).await;
    runner.abort();
    served.map_err(crate::Outcome::from)
}

/// How often the job runner looks when nothing is waiting.
const LOOK: std::time::Duration = std::time::Duration::from_secs(2);

async fn run_jobs(app: App) {
    let handlers = std::sync::Arc::new(jobs());
    loop {
        let (db, now, handlers) = (app.db.clone(), app.clock.now(), std::sync::Arc::clone(&handlers));
        match tokio::task::spawn_blocking(move || db::jobs::run_due(&db, &handlers, now)).await {
            Ok(Ok(_)) => {}
            Ok(Err(problem)) => tracing::error!(%problem, "jobs wait"),
            Err(problem) => tracing::error!(%problem, "the job runner stopped"),
        }
        tokio::time::sleep(LOOK).await;
    }
}

/// Jobs by kind. Delivery channels for messages come with their configuration.
pub fn jobs() -> HashMap<&'static str, Handler> {
    HashMap::new()
}

/// The OpenAPI 3.1 document of all areas.
pub fn openapi() -> utoipa::openapi::OpenApi {
    use utoipa::openapi::{Info, OpenApiBuilder, Server, security};
    let info = Info::builder()
        .title("Ratphrom")
        .version(env!("CARGO_PKG_VERSION"))
        .description(Some(
            "Business continuity of a whole government: the register, plans, rounds, reviews and readiness. Errors are \
             problem details (RFC 9457); edits need If-Match; lists page by cursor; POST takes an Idempotency-Key.",
        ))
        .build();
    let bearer = security::SecurityScheme::Http(security::Http::new(security::HttpAuthScheme::Bearer));
    let components = utoipa::openapi::Components::builder().security_scheme("access_token", bearer).build();
    let mut document =
        OpenApiBuilder::new().info(info).servers(Some([Server::new("/")])).components(Some(components)).build();
    document.security = Some(vec![security::SecurityRequirement::new("access_token", Vec::<String>::new())]);
    for area in [
        registry::openapi(),
        planning::openapi(),
        oversight::openapi(),
        insight::openapi(),
        directives::openapi(),
        lessons::openapi(),
        letters::openapi(),
        measures::openapi(),
    ] {
        document.merge(area);
    }
    crate::common::add(&mut document);
    document
}

/// What a Prometheus server reads.
async fn metrics(State(app): State<App>) -> impl IntoResponse {
    let text = app.metrics.text(&app.db).await;
    ([(header::CONTENT_TYPE, web::metrics::MIME), (header::CACHE_CONTROL, "no-store")], text)
}

async fn healthy() -> impl IntoResponse {
    ([(header::CACHE_CONTROL, "no-store")], "ok\n")
}

/// Ready when the database answers.
async fn ready(State(app): State<App>) -> Result<impl IntoResponse, Problem> {
    app.db.read(|tx| tx.count(tx.engine().alive(), &[])).await?;
    Ok(([(header::CACHE_CONTROL, "no-store")], "ready\n"))
}
