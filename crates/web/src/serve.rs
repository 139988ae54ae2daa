//! The whole of the routes as one service, with what surrounds every request: who is asking, where it came from,
//! limits, and the headers that keep a browser safe.

use axum::{
    Router,
    extract::{DefaultBodyLimit, MatchedPath, Request, State},
    http::{HeaderName, HeaderValue, Method, StatusCode, header},
    middleware::{Next, from_fn, from_fn_with_state},
    response::{IntoResponse, Response},
};
use tower_http::{catch_panic::CatchPanicLayer, csrf::CsrfLayer, timeout::TimeoutLayer};

use crate::{App, Problem, Route, Routes, api, form::UPLOAD_LIMIT, unread, visit};

/// A request that takes longer is ended.
const LONGEST: std::time::Duration = std::time::Duration::from_secs(120);

/// No inline style or script, nothing from elsewhere, no frame around a page.
const CONTENT_SECURITY_POLICY: &str = "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
    font-src 'self'; connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/// The service and the table of its routes.
pub fn service(app: &App, routes: Routes) -> (Router, Vec<Route>) {
    let (router, table) = routes.into_parts();
    let router = router
        .fallback(|| async { Problem::NotFound })
        .method_not_allowed_fallback(
            |method: Method| async move { Problem::MethodNotAllowed(method.as_str().to_owned()) },
        )
        .layer(DefaultBodyLimit::max(UPLOAD_LIMIT))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(from_fn_with_state(app.clone(), api::read))
        .layer(from_fn_with_state(app.clone(), visit::find))
        .layer(CsrfLayer::new())
        .layer(TimeoutLayer::with_status_code(StatusCode::GATEWAY_TIMEOUT, LONGEST))
        .layer(from_fn(unread::pass_over))
        .layer(from_fn_with_state(app.clone(), safe_headers))
        .layer(from_fn_with_state(app.clone(), told));
    (router.with_state(app.clone()), table)
}

/// A panic is a defect: logged with a reference, told without its words.
fn panicked(panic: Box<dyn std::any::Any + Send>) -> Response {
    let words = panic.downcast_ref::<String>().cloned();
    let words = words.or_else(|| panic.downcast_ref::<&str>().map(|words| (*words).to_owned()));
    Problem::defect(words.unwrap_or_default()).into_response()
}

async fn safe_headers(State(app): State<App>, request: Request, next: Next) -> Response {
    let asset = request.uri().path().starts_with("/assets/");
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let mut set = |name: HeaderName, value: &'static str| {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    };
    set(header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY);
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(header::REFERRER_POLICY, "same-origin");
    set(HeaderName::from_static("permissions-policy"), "camera=(), microphone=(), geolocation=(), payment=()");
    set(HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    set(HeaderName::from_static("cross-origin-resource-policy"), "same-origin");
    if app.settings.https {
        set(header::STRICT_TRANSPORT_SECURITY, "max-age=31536000; includeSubDomains");
    }
    if !asset {
        // Pages differ by person and language; only the person's own browser may keep one, and must ask again.
        set(header::CACHE_CONTROL, "private, no-cache");
        set(header::VARY, "Cookie, Accept-Language, HX-Request");
    }
    response
}

/// Logs and counts.
async fn told(State(app): State<App>, request: Request, next: Next) -> Response {
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());
    let route = request.extensions().get::<MatchedPath>().cloned();
    let began = std::time::Instant::now();
    let response = next.run(request).await;
    let took = began.elapsed();
    let milliseconds = took.as_millis();
    app.metrics.answered(&method, route.as_ref().map(MatchedPath::as_str), response.status(), took);
    tracing::debug!(%method, path, status = response.status().as_u16(), milliseconds, "answered");
    response
}
