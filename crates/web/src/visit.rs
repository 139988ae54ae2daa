//! A visit: who is asking (by session cookie or access token), in which language and theme, and from where. Found once
//! a request, before the gate.

use axum::{
    extract::{FromRequestParts, Request, State},
    http::{HeaderMap, header, request::Parts},
    middleware::Next,
    response::{IntoResponse, Response},
};
use axum_extra::extract::CookieJar;

use crate::{Actor, App, Lang, Network, Page, Problem, account::session, confirmed, page, proxy};

/// Name of the cookie that carries the language.
pub const LANGUAGE_COOKIE: &str = "ratphrom_language";
/// Name of the cookie that carries the theme.
pub const THEME_COOKIE: &str = "ratphrom_theme";

/// Who is asking and how they want to be answered.
#[derive(Clone, Debug, Default)]
pub struct Visit {
    /// Who; `None` without an account.
    pub actor: Option<Actor>,
    /// Language of the answer.
    pub lang: Lang,
    /// `light` or `dark` when chosen.
    pub theme: Option<&'static str>,
    /// Path and query of the request.
    pub here: String,
    /// True for the programming interface, which is answered in JSON.
    pub api: bool,
    /// True when htmx asks for a fragment.
    pub fragment: bool,
    /// True when the data is the demonstration's.
    pub demonstration: bool,
    /// True when the request carries the token of whatever watches the server.
    pub monitor: bool,
    /// Messages to the person's own organisations that nobody there has read.
    pub unread: i64,
    /// Network address of the caller, as far as it is known.
    pub address: String,
    /// What the browser calls itself.
    pub device: String,
}

impl Visit {
    /// The frame of a page with this title.
    pub fn page(&self, title: impl Into<String>) -> Page {
        page::frame(self, title.into())
    }

    /// Whoever asks; a refusal without an account.
    pub fn signed(&self) -> Result<&Actor, Problem> {
        self.actor.as_ref().ok_or(Problem::SignInFirst)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Visit {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        Ok(parts.extensions.get::<Visit>().cloned().unwrap_or_default())
    }
}

/// Finds out who is asking and puts the visit where the gate and the handlers find it.
pub async fn find(State(app): State<App>, jar: CookieJar, mut request: Request, next: Next) -> Response {
    if let Some(plain) = confirmed::without_claim(request.uri(), &jar) {
        *request.uri_mut() = plain;
    }
    let headers = request.headers();
    let text = |name: header::HeaderName| {
        headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned()
    };
    let uri = request.uri();
    let mut visit = Visit {
        actor: None,
        lang: language(&jar, uri.query(), &text(header::ACCEPT_LANGUAGE)),
        theme: jar.get(THEME_COOKIE).and_then(|cookie| theme(cookie.value())),
        here: uri.path_and_query().map_or_else(|| "/".to_owned(), ToString::to_string),
        api: uri.path().starts_with("/api/"),
        fragment: headers.contains_key("hx-request"),
        demonstration: app.is_demonstration(),
        monitor: false,
        unread: 0,
        address: address(headers, request.extensions(), &app.settings.trusted_proxies),
        device: text(header::USER_AGENT).chars().take(200).collect(),
    };
    if visit.here.contains("%00") {
        // Nothing is named so, and a database server refuses such a text.
        return Problem::NotFound.told_to(&visit);
    }
    let bearer = text(header::AUTHORIZATION).strip_prefix("Bearer ").map(str::to_owned);
    visit.monitor = is_monitor(&app, bearer.as_deref());
    let cookie = jar.get(session::cookie_name(app.settings.https)).map(|cookie| cookie.value().to_owned());
    let token = bearer.map(session::Token::Access).or(cookie.map(session::Token::Session));
    if let Some(token) = token.filter(|_| !visit.monitor) {
        match session::actor(&app, token).await {
            Ok(Some(found)) => (visit.actor, visit.unread) = (Some(found.actor), found.unread),
            Ok(None) => {}
            Err(problem) => return Problem::from(problem).told_to(&visit).into_response(),
        }
    }
    request.extensions_mut().insert(visit.clone());
    let mut response = next.run(request).await;
    confirmed::remember(&mut response, app.settings.https);
    crate::problem::dressed(response, &visit).await
}

/// Compared in constant time.
fn is_monitor(app: &App, bearer: Option<&str>) -> bool {
    use subtle::ConstantTimeEq;
    let expected = app.settings.metrics_token.as_deref().filter(|token| !token.is_empty());
    expected.zip(bearer).is_some_and(|(expected, given)| expected.as_bytes().ct_eq(given.as_bytes()).into())
}

fn theme(code: &str) -> Option<&'static str> {
    ["light", "dark"].into_iter().find(|known| *known == code)
}

/// `?lang=` first, then the cookie, then the browser's first language that is offered; Thai otherwise.
fn language(jar: &CookieJar, query: Option<&str>, accepted: &str) -> Lang {
    let asked = query.into_iter().flat_map(|query| query.split('&')).find_map(|pair| pair.strip_prefix("lang="));
    let chosen = asked.and_then(Lang::from_code);
    let remembered = || jar.get(LANGUAGE_COOKIE).and_then(|cookie| Lang::from_code(cookie.value()));
    let browser = || accepted.split(',').find_map(|range| Lang::from_code(range.trim().get(..2)?));
    chosen.or_else(remembered).or_else(browser).unwrap_or_default()
}

/// The address of the visitor: that of the connection, or what a trusted proxy says.
fn address(headers: &HeaderMap, extensions: &axum::http::Extensions, trusted: &[Network]) -> String {
    let peer = extensions.get::<axum::extract::ConnectInfo<std::net::SocketAddr>>().map(|info| info.0.ip());
    let forwarded = headers.get_all("x-forwarded-for").iter().filter_map(|value| value.to_str().ok());
    let forwarded: Vec<&str> = forwarded.flat_map(|value| value.split(',')).collect();
    peer.map_or_else(String::new, |peer| proxy::visitor(peer, &forwarded, trusted).to_string())
}
