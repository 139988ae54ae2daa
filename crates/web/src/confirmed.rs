//! Confirmations: an act redirects to `?done=…`, and the page says what was done. Whoever makes up such an address must not
//! make the page say it, so the redirect also leaves a short-lived cookie with the digest of its address; a request whose
//! cookie does not fit loses the claim before any handler reads it.

use axum::{
    http::{HeaderValue, StatusCode, Uri, header},
    response::Response,
};
use axum_extra::extract::CookieJar;

use crate::account::session::hash;

/// Name of the cookie.
const COOKIE: &str = "ratphrom_done";
/// Seconds for which a confirmation can be loaded again.
const SECONDS: u32 = 120;

fn claims(query: &str) -> bool {
    query.split('&').any(|pair| pair.starts_with("done="))
}

/// The address without its claim, when it makes one that no act of this browser made.
pub fn without_claim(uri: &Uri, jar: &CookieJar) -> Option<Uri> {
    let query = uri.query().filter(|query| claims(query))?;
    let address = format!("{}?{query}", uri.path());
    if jar.get(COOKIE).is_some_and(|cookie| cookie.value() == hash(&address)) {
        return None;
    }
    let rest: Vec<&str> = query.split('&').filter(|pair| !pair.starts_with("done=")).collect();
    let plain = if rest.is_empty() { uri.path().to_owned() } else { format!("{}?{}", uri.path(), rest.join("&")) };
    plain.parse().ok()
}

/// Leaves the cookie with a redirect that claims something.
pub fn remember(response: &mut Response, https: bool) {
    if response.status() != StatusCode::SEE_OTHER {
        return;
    }
    let location = response.headers().get(header::LOCATION).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let address = location.split('#').next().unwrap_or_default();
    if !address.split_once('?').is_some_and(|(_, query)| claims(query)) {
        return;
    }
    let secure = if https { "; Secure" } else { "" };
    let cookie = format!("{COOKIE}={}; Path=/; Max-Age={SECONDS}; HttpOnly; SameSite=Lax{secure}", hash(address));
    if let Ok(value) = HeaderValue::from_str(&cookie) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
}

#[cfg(test)]
mod tests {
    use axum::response::{IntoResponse, Redirect};
    use axum_extra::extract::cookie::Cookie;

    use super::*;

    #[test]
    fn only_the_browser_whose_act_it_was_is_told_that_it_is_done() {
        let address = "/rounds/2563/late?status=open&done=reminded&n=2";
        let uri: Uri = address.parse().unwrap();
        let plain = without_claim(&uri, &CookieJar::new()).unwrap();
        assert_eq!(plain, "/rounds/2563/late?status=open&n=2");
        let mut response = Redirect::to(&format!("{address}#top")).into_response();
        remember(&mut response, true);
        let set = response.headers()[header::SET_COOKIE].to_str().unwrap().to_owned();
        let jar = CookieJar::new().add(Cookie::parse(set).unwrap());
        assert_eq!(without_claim(&uri, &jar), None);
        let more: Uri = "/rounds/2563/late?status=open&done=reminded&n=5000".parse().unwrap();
        assert!(without_claim(&more, &jar).is_some(), "another number is another claim");
    }

    #[test]
    fn a_redirect_that_claims_nothing_leaves_nothing() {
        let mut response = Redirect::to("/home").into_response();
        remember(&mut response, false);
        assert!(!response.headers().contains_key(header::SET_COOKIE));
    }
}
