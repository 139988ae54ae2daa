//! Refusals and failures: one list, told as a page to a person and as problem details (RFC 9457) to a program.
//!
//! A defect of ours is logged once, here, with a reference that the person sees; its words never leave the server.

use askama::Template;
use axum::{
    Json,
    http::{HeaderValue, StatusCode, header},
    response::{Html, IntoResponse, Redirect, Response},
};
use serde_json::json;

use crate::{Page, Visit, form::Errors, text::T};

/// Why a request was not answered as asked.
#[derive(Clone, Debug)]
pub enum Problem {
    /// There is no such thing, or it is out of the person's reach: the two are never told apart.
    NotFound,
    /// No role allows this.
    Forbidden,
    /// Only with an account.
    SignInFirst,
    /// The request can't be understood; in the user's words.
    BadRequest(String),
    /// Values were refused, field by field. Forms show these beside the fields; this is for programs.
    Invalid(Errors),
    /// The rules don't allow this now; in the user's words.
    Conflict(String),
    /// `If-Match` is there, but it is no entity tag of ours.
    TagUnreadable,
    /// An edit names no revision.
    RevisionNeeded,
    /// Somebody else saved in between; the current entity tag.
    Changed(String),
    /// The address is there, but not for this method.
    MethodNotAllowed(String),
    /// The body is of a kind that is not read here.
    OtherMedia,
    /// Too often; seconds to wait.
    TooMany(u64),
    /// The body is too large; the limit in bytes.
    TooLarge(u64),
    /// The database can't be reached just now.
    Unavailable,
    /// A defect of ours, under this reference.
    Defect(String),
}

impl Problem {
    /// Logs a defect and gives it a reference.
    pub fn defect(words: impl std::fmt::Display) -> Self {
        let reference = db::new_id();
        let reference = reference.rsplit('-').next().unwrap_or_default().to_uppercase();
        tracing::error!(%reference, "{words}");
        Problem::Defect(reference)
    }

    /// The HTTP status.
    pub const fn status(&self) -> StatusCode {
        match self {
            Problem::NotFound => StatusCode::NOT_FOUND,
            Problem::Forbidden => StatusCode::FORBIDDEN,
            Problem::SignInFirst => StatusCode::UNAUTHORIZED,
            Problem::BadRequest(_) | Problem::TagUnreadable => StatusCode::BAD_REQUEST,
            Problem::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Problem::Conflict(_) => StatusCode::CONFLICT,
            Problem::RevisionNeeded => StatusCode::PRECONDITION_REQUIRED,
            Problem::Changed(_) => StatusCode::PRECONDITION_FAILED,
            Problem::MethodNotAllowed(_) => StatusCode::METHOD_NOT_ALLOWED,
            Problem::OtherMedia => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Problem::TooMany(_) => StatusCode::TOO_MANY_REQUESTS,
            Problem::TooLarge(_) => StatusCode::PAYLOAD_TOO_LARGE,
            Problem::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
            Problem::Defect(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// A stable name for programs.
    const fn kind(&self) -> &'static str {
        match self {
            Problem::NotFound => "not-found",
            Problem::Forbidden => "forbidden",
            Problem::SignInFirst => "sign-in-first",
            Problem::BadRequest(_) | Problem::TagUnreadable => "bad-request",
            Problem::Invalid(_) => "invalid",
            Problem::Conflict(_) => "conflict",
            Problem::RevisionNeeded => "revision-needed",
            Problem::Changed(_) => "changed",
            Problem::MethodNotAllowed(_) => "method-not-allowed",
            Problem::OtherMedia => "other-media-type",
            Problem::TooMany(_) => "too-many-requests",
            Problem::TooLarge(_) => "too-large",
            Problem::Unavailable => "unavailable",
            Problem::Defect(_) => "defect",
        }
    }

    fn words(&self, t: T) -> (String, String) {
        match self {
            Problem::NotFound => (t.problem_not_found().into(), t.problem_not_found_what().into()),
            Problem::Forbidden => (t.problem_forbidden().into(), t.problem_forbidden_what().into()),
            Problem::SignInFirst => (t.problem_sign_in().into(), t.problem_sign_in_what().into()),
            Problem::BadRequest(words) => (t.problem_bad_request().into(), words.clone()),
            Problem::Invalid(errors) => (t.problem_invalid().into(), errors.sentence()),
            Problem::Conflict(words) => (t.problem_conflict().into(), words.clone()),
            Problem::TagUnreadable => (t.problem_bad_request().into(), t.etag_unreadable().into()),
            Problem::RevisionNeeded => (t.problem_revision_needed().into(), t.problem_revision_needed_what().into()),
            Problem::Changed(_) => (t.problem_changed().into(), t.problem_changed_what().into()),
            Problem::MethodNotAllowed(method) => (t.problem_method().into(), t.problem_method_what(method)),
            Problem::OtherMedia => (t.problem_media().into(), t.problem_media_what().into()),
            Problem::TooMany(seconds) => (t.problem_too_many().into(), t.problem_too_many_what(seconds)),
            Problem::TooLarge(limit) => (t.problem_too_large().into(), t.problem_too_large_what(limit / 1_048_576)),
            Problem::Unavailable => (t.problem_unavailable().into(), t.problem_unavailable_what().into()),
            Problem::Defect(_) => (t.problem_defect().into(), t.problem_defect_what().into()),
        }
    }

    /// The answer for this visit.
    pub(crate) fn told_to(self, visit: &Visit) -> Response {
        if visit.api {
            return self.as_json(visit);
        }
        if matches!(self, Problem::SignInFirst) {
            let back: String = form_urlencoded(&visit.here);
            return Redirect::to(&format!("/sign-in?back={back}")).into_response();
        }
        let (title, what) = self.words(T(visit.lang));
        let reference = if let Problem::Defect(reference) = &self { Some(reference.clone()) } else { None };
        let page = visit.page(title.clone());
        let body = ProblemPage { page, heading: title.clone(), what, reference }.render().unwrap_or(title);
        self.finish((self.status(), Html(body)).into_response())
    }

    fn as_json(&self, visit: &Visit) -> Response {
        let (title, detail) = self.words(T(visit.lang));
        let mut body = json!({
            "type": format!("urn:ratphrom:problem:{}", self.kind()),
            "title": title,
            "status": self.status().as_u16(),
            "detail": detail,
        });
        if let Problem::Defect(reference) = self {
            body["reference"] = json!(reference);
        }
        if let Problem::Invalid(errors) = self {
            body["errors"] = errors.as_json();
        }
        let mut response = (self.status(), Json(body)).into_response();
        let kind = HeaderValue::from_static("application/problem+json");
        response.headers_mut().insert(header::CONTENT_TYPE, kind);
        self.finish(response)
    }

    fn finish(&self, mut response: Response) -> Response {
        let headers = response.headers_mut();
        if let Problem::TooMany(seconds) = self {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(*seconds));
        }
        if matches!(self, Problem::SignInFirst) {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        if let Problem::Changed(tag) = self
            && let Ok(tag) = HeaderValue::from_str(tag)
        {
            headers.insert(header::ETAG, tag);
        }
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        response
    }
}

fn form_urlencoded(text: &str) -> String {
    text.bytes().fold(String::new(), |mut out, byte| {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
        out
    })
}

#[derive(Template)]
#[template(path = "layout/problem.html")]
struct ProblemPage {
    page: Page,
    heading: String,
    what: String,
    reference: Option<String>,
}

impl From<db::Error> for Problem {
    fn from(error: db::Error) -> Self {
        match error {
            db::Error::Unavailable(words) => {
                tracing::error!("the database is out of reach: {words}");
                Problem::Unavailable
            }
            // The kernel runs the command again; only when that was of no use does anybody see this.
            db::Error::Busy(words) => {
                tracing::debug!("{words}");
                Problem::Unavailable
            }
            other => Problem::defect(other),
        }
    }
}

/// Carries the problem to [`dressed`], which knows the visit.
impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// Gives a problem that a handler returned its page or its JSON, and also what was refused before a handler: an
/// address, a method, a query or a body that can't be read.
pub(crate) async fn dressed(mut response: Response, visit: &Visit) -> Response {
    let allowed = response.headers_mut().remove(header::ALLOW);
    if let Some(problem) = response.extensions_mut().remove::<Problem>() {
        let mut told = problem.told_to(visit);
        if let Some(allowed) = allowed {
            told.headers_mut().insert(header::ALLOW, allowed);
        }
        return told;
    }
    let unread = [StatusCode::BAD_REQUEST, StatusCode::UNPROCESSABLE_ENTITY, StatusCode::UNSUPPORTED_MEDIA_TYPE];
    let kind = response.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let (plain, status) = (kind.starts_with("text/plain"), response.status());
    if plain && visit.api && status == StatusCode::PAYLOAD_TOO_LARGE {
        return Problem::TooLarge(crate::form::UPLOAD_LIMIT as u64).told_to(visit);
    }
    if !plain || !unread.contains(&status) {
        return response;
    }
    if !visit.api {
        return Problem::NotFound.told_to(visit); // no page has such an address
    }
    if status == StatusCode::UNSUPPORTED_MEDIA_TYPE {
        return Problem::OtherMedia.told_to(visit);
    }
    let words = axum::body::to_bytes(response.into_body(), REFUSAL_LIMIT).await.unwrap_or_default();
    Problem::BadRequest(unread_address(&String::from_utf8_lossy(&words), T(visit.lang))).told_to(visit)
}

/// The words of the framework for a query or an address that can't be read, in words for people: they name the
/// parameter of the query, and nothing else of them gets out.
fn unread_address(words: &str, t: T) -> String {
    let field = words.strip_prefix("Failed to deserialize query string: ").and_then(|rest| rest.split(':').next());
    let plain = |name: &&str| name.chars().all(|c| c.is_alphanumeric() || c == '_');
    match field.filter(plain) {
        Some(field) => t.query_unreadable(field),
        None => t.address_unreadable().to_owned(),
    }
}

/// Bytes of a refusal's words.
const REFUSAL_LIMIT: usize = 16 * 1024;
