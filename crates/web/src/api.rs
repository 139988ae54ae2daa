//! What is true of every body that a program sends: it is UTF-8, it is JSON, and no text in it holds U+0000, which a
//! database server refuses. Whatever a handler makes of it later, these are told the same way, at the member, in the
//! caller's language.

use axum::{
    body::Body,
    extract::{Request, State},
    http::{Method, header},
    middleware::Next,
    response::Response,
};
use serde::Deserialize;
use serde_json::Value;

use crate::{App, Lang, Problem, Visit, form::Errors, once::Once, text::T};

/// Bytes that a body may have. The longest plan known is a twentieth of it.
const LIMIT: usize = 16 * 1_048_576;

/// Rows of a page of a list unless another number is asked.
pub const USUAL: usize = 50;
/// Most rows of a page.
pub const MOST: usize = 200;

/// How a program asks for a page of a list; every list takes these two and gives `next`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Part {
    /// What came as `next` with the page before; empty for the first page.
    pub after: String,
    /// Rows, 1 to [`MOST`]; [`USUAL`] unless given.
    pub limit: Option<u32>,
}

impl Part {
    /// Rows of the page.
    pub fn size(&self) -> usize {
        self.limit.map_or(USUAL, |limit| usize::try_from(limit).unwrap_or(MOST).clamp(1, MOST))
    }
}

/// A place in a list that was not given by it.
pub fn no_cursor(lang: Lang) -> Problem {
    let mut errors = Errors::new();
    errors.add("after", T(lang).cursor_unreadable());
    Problem::Invalid(errors)
}

/// Reads the body of a change that a signed-in program asks for, checks it, and remembers the request's key.
pub(crate) async fn read(State(app): State<App>, request: Request, next: Next) -> Response {
    let visit = request.extensions().get::<Visit>().cloned().unwrap_or_default();
    if visit.here.starts_with("/api/v1/") {
        let who = visit.actor.as_ref().map_or(visit.address.as_str(), |actor| actor.account_id.as_str());
        if let Err(seconds) = app.limits.api(who) {
            return Problem::TooMany(seconds).told_to(&visit);
        }
    }
    let changes = [Method::POST, Method::PUT, Method::DELETE].contains(request.method());
    let Some(actor) = visit.actor.as_ref().filter(|_| visit.api && changes) else { return next.run(request).await };
    let (mut parts, body) = request.into_parts();
    let Ok(bytes) = axum::body::to_bytes(body, LIMIT).await else {
        return Problem::TooLarge(LIMIT as u64).told_to(&visit);
    };
    let kind = parts.headers.get(header::CONTENT_TYPE).map(|kind| kind.to_str().unwrap_or_default());
    if !bytes.is_empty() && kind.is_some_and(|kind| !kind.to_ascii_lowercase().contains("json")) {
        return Problem::OtherMedia.told_to(&visit);
    }
    let checked = check(&bytes, T(visit.lang));
    let once = checked.and_then(|()| {
        let of = (parts.method.as_str(), visit.here.as_str());
        Once::of(&parts.headers, (visit.lang, &actor.account_id), of, &bytes)
    });
    match once {
        Ok(once) => {
            parts.extensions.insert(once);
            next.run(Request::from_parts(parts, Body::from(bytes))).await
        }
        Err(problem) => problem.told_to(&visit),
    }
}

/// Refuses what no handler could use.
fn check(bytes: &[u8], t: T) -> Result<(), Problem> {
    let text = std::str::from_utf8(bytes).map_err(|_| Problem::BadRequest(t.text_encoding().into()))?;
    // Without an escape there is neither a zero nor half a character; what else is wrong is the handler's to say.
    if !text.contains("\\u") {
        return Ok(());
    }
    let value: Value = serde_json::from_str(text)
        .map_err(|problem| Problem::BadRequest(t.json_unreadable(problem.line(), problem.column())))?;
    let mut errors = Errors::new();
    zeros(&value, &mut String::new(), &mut |path| errors.add(path, t.text_zero()));
    if errors.is_empty() { Ok(()) } else { Err(Problem::Invalid(errors)) }
}

/// Tells where a text holds U+0000: `processes[3].name`.
fn zeros(value: &Value, path: &mut String, tell: &mut impl FnMut(&str)) {
    let length = path.len();
    match value {
        Value::String(text) if text.contains('\0') => tell(path),
        Value::Array(items) => {
            for (number, item) in items.iter().enumerate() {
                path.push_str(&format!("[{number}]"));
                zeros(item, path, tell);
                path.truncate(length);
            }
        }
        Value::Object(members) => {
            for (name, member) in members {
                if length > 0 {
                    path.push('.');
                }
                path.push_str(&name.replace('\0', "\u{FFFD}"));
                if name.contains('\0') {
                    tell(path);
                }
                zeros(member, path, tell);
                path.truncate(length);
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_zero_in_a_text_is_refused_at_its_member() {
        let body = br#"{"title": "a", "processes": [{"name": "x"}, {"name": "a\u0000b"}], "b\u0000": 1}"#;
        let Err(Problem::Invalid(errors)) = check(body, T(Lang::En)) else { panic!("not refused") };
        let fields: Vec<&str> = errors.list.iter().map(|refused| refused.field.as_str()).collect();
        assert_eq!(fields, ["processes[1].name", "b\u{FFFD}"]);
    }

    #[test]
    fn half_a_character_and_bytes_that_are_no_text_are_refused() {
        for body in [&br#"{"a": "\ud800"}"#[..], br#"{"a": "\udc00\ud800"}"#, b"{\"a\": \"\xe0\xb8\"}"] {
            assert!(matches!(check(body, T(Lang::Th)), Err(Problem::BadRequest(_))), "{body:?}");
        }
        assert!(check(r#"{"a": "\ud83d\ude00 ก"}"#.as_bytes(), T(Lang::Th)).is_ok());
    }
}
