//! What is true of every body that a program sends: it is UTF-8, it is JSON, and no text in it holds U+0000, which a
//! database server refuses. Whatever a handler makes of it later, these are told the same way, at the member, in the
//! caller's language.

use axum::{
    body::Body,
    extract::Request,
    http::{Method, header},
    middleware::Next,
    response::Response,
};
use serde_json::Value;

use crate::{Problem, Visit, form::Errors, once::Once, text::T};

/// Bytes that a body may have. The longest plan known is a twentieth of it.
const LIMIT: usize = 16 * 1_048_576;

/// Reads the body of a change that a signed-in program asks for, checks it, and remembers the request's key.
pub(crate) async fn read(request: Request, next: Next) -> Response {
    let visit = request.extensions().get::<Visit>().cloned().unwrap_or_default();
    let changes = [Method::POST, Method::PUT, Method::DELETE].contains(request.method());
    let Some(actor) = visit.actor.as_ref().filter(|_| visit.api && changes) else { return next.run(request).await };
    let (mut parts, body) = request.into_parts();
    let Ok(bytes) = axum::body::to_bytes(body, LIMIT).await else {
        return Problem::TooLarge(LIMIT as u64).told_to(&visit);
    };
    let is_json = parts.headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    let checked = if is_json.is_some_and(|kind| kind.contains("json")) { check(&bytes, T(visit.lang)) } else { Ok(()) };
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
    use crate::Lang;

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
