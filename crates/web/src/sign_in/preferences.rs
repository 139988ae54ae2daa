//! Language and theme: kept in cookies, so that they hold before and after sign-in.

use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::{
    CookieJar,
    cookie::{Cookie, SameSite},
};

use super::pages::inside;
use crate::{
    form::Fields,
    visit::{LANGUAGE_COOKIE, THEME_COOKIE},
};

pub(super) async fn set(mut jar: CookieJar, fields: Fields) -> Response {
    for (field, cookie, known) in
        [("lang", LANGUAGE_COOKIE, &["th", "en"][..]), ("theme", THEME_COOKIE, &["light", "dark", "machine"][..])]
    {
        if let Some(value) = known.iter().find(|value| **value == fields.raw(field)) {
            let kept = Cookie::build((cookie, *value)).path("/").same_site(SameSite::Lax);
            jar = jar.add(kept.http_only(true).permanent().build());
        }
    }
    let back = fields.raw("back");
    let back = if back == "/" || back.starts_with("/sign-in") { back } else { inside(back) };
    // A language in the address would win over the cookie.
    let back = back.replace("lang=th", "").replace("lang=en", "");
    (jar, Redirect::to(back.trim_end_matches(['?', '&']))).into_response()
}
