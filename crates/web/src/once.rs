//! Changes asked for by programs that may have to ask again: with an `Idempotency-Key` the first answer is kept in the
//! transaction of the change, and a repeat gets that answer instead of a second change. The same key with another
//! request is refused. A refusal changed nothing and is not kept: a repeat of it is judged anew.
//!
//! Keys are an account's own and are remembered for [`REMEMBERED`].

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header, request::Parts},
    response::{IntoResponse, Response},
};
use db::{Tx, params};
use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::{App, Lang, Problem, form::Errors, text::T};

/// The header that names the request.
pub const HEADER: &str = "idempotency-key";
/// Characters that a key may have.
pub const KEY_MOST: usize = 200;
/// How long an answer is kept at least.
pub const REMEMBERED: SignedDuration = SignedDuration::from_hours(24 * 7);

/// A request of a program, with what is needed to know it again. Every handler of a POST takes one.
#[derive(Clone, Debug, Default)]
pub struct Once {
    lang: Lang,
    /// Whose key; empty for a request without one.
    account_id: String,
    key: String,
    /// SHA-256 of method, address and body.
    fingerprint: String,
}

/// What a change answers; kept as it is for a repeat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    status: StatusCode,
    location: String,
    /// JSON, or nothing.
    body: String,
    repeated: bool,
}

impl Answer {
    /// Something was made; `location` is where it is, empty when it has no address of its own.
    pub fn created(location: impl Into<String>, body: &impl Serialize) -> Self {
        let body = serde_json::to_string(body).unwrap_or_default();
        Answer { status: StatusCode::CREATED, location: location.into(), body, repeated: false }
    }

    /// Done, and there is nothing to tell.
    pub const fn done() -> Self {
        Answer { status: StatusCode::NO_CONTENT, location: String::new(), body: String::new(), repeated: false }
    }
}

impl IntoResponse for Answer {
    fn into_response(self) -> Response {
        let mut response = match self.body.is_empty() {
            true => self.status.into_response(),
            false => (self.status, [(header::CONTENT_TYPE, "application/json")], self.body).into_response(),
        };
        let headers = response.headers_mut();
        if let Ok(location) = HeaderValue::from_str(&self.location)
            && !self.location.is_empty()
        {
            headers.insert(header::LOCATION, location);
        }
        if self.repeated {
            headers.insert(HeaderName::from_static("idempotency-replayed"), HeaderValue::from_static("true"));
        }
        response
    }
}

/// What became of a request with a key.
enum Outcome {
    Answered(Answer),
    OtherRequest,
}

impl Once {
    /// Of a request that was read whole.
    ///
    /// # Errors
    /// [`Problem::Invalid`] when the key is empty, too long or not visible ASCII.
    pub(crate) fn of(
        headers: &HeaderMap,
        (lang, account_id): (Lang, &str),
        (method, address): (&str, &str),
        body: &[u8],
    ) -> Result<Self, Problem> {
        let Some(key) = headers.get(HEADER) else { return Ok(Once::default()) };
        let key = key.to_str().unwrap_or_default();
        if key.is_empty() || key.len() > KEY_MOST || !key.bytes().all(|byte| byte.is_ascii_graphic() || byte == b' ') {
            return Err(refused(T(lang).key_length(KEY_MOST)));
        }
        let mut digest = Sha256::new();
        for part in [method.as_bytes(), address.as_bytes(), body] {
            digest.update((part.len() as u64).to_be_bytes());
            digest.update(part);
        }
        let fingerprint = hex::encode(digest.finalize());
        Ok(Once { lang, account_id: account_id.to_owned(), key: key.to_owned(), fingerprint })
    }

    /// Runs the command in a transaction and keeps its answer there, or gives the answer that was kept. The command's
    /// own refusals are put into words by `told`.
    ///
    /// # Errors
    /// What `told` makes of a refusal, or [`Problem::Invalid`] when the key was used for another request.
    pub async fn write<E: From<db::Error> + Send + 'static>(
        self,
        app: &App,
        mut command: impl FnMut(&mut Tx<'_>) -> Result<Answer, E> + Send + 'static,
        told: impl FnOnce(E) -> Problem,
    ) -> Result<Answer, Problem> {
        if self.key.is_empty() {
            return app.db.write(command).await.map_err(told);
        }
        let (now, lang) = (app.clock.now(), self.lang);
        let outcome = app.db.write(move |tx| -> Result<Outcome, E> {
            if let Some(known) = self.claim(tx, now)? {
                return Ok(known);
            }
            let answer = command(tx)?;
            self.keep(tx, &answer)?;
            Ok(Outcome::Answered(answer))
        });
        match outcome.await.map_err(told)? {
            Outcome::Answered(answer) => Ok(answer),
            Outcome::OtherRequest => Err(refused(T(lang).key_other())),
        }
    }

    /// Takes the key for this transaction, or says what it was used for. Of two at once one waits here for the other:
    /// SQLite has one writer, and PostgreSQL asks the later one to run again.
    fn claim(&self, tx: &mut Tx<'_>, now: Timestamp) -> db::Result<Option<Outcome>> {
        let old = "DELETE FROM idempotent_answer WHERE account_id = $1 AND answered_at < $2";
        tx.execute(old, params![&self.account_id, now - REMEMBERED])?;
        let claimed = tx.execute(
            "INSERT INTO idempotent_answer (account_id, key, fingerprint, status, location, body, answered_at) \
             VALUES ($1, $2, $3, 0, '', '', $4) ON CONFLICT (account_id, key) DO NOTHING",
            params![&self.account_id, &self.key, &self.fingerprint, now],
        )?;
        if claimed == 1 {
            return Ok(None);
        }
        let sql =
            "SELECT fingerprint, status, location, body FROM idempotent_answer WHERE account_id = $1 AND key = $2";
        tx.row(sql, params![&self.account_id, &self.key], |row| {
            if row.get::<String>(0)? != self.fingerprint {
                return Ok(Some(Outcome::OtherRequest));
            }
            let status = u16::try_from(row.get::<i64>(1)?).ok().and_then(|code| StatusCode::from_u16(code).ok());
            Ok(Some(Outcome::Answered(Answer {
                status: status.unwrap_or(StatusCode::OK),
                location: row.get(2)?,
                body: row.get(3)?,
                repeated: true,
            })))
        })
    }

    fn keep(&self, tx: &mut Tx<'_>, answer: &Answer) -> db::Result<()> {
        let sql =
            "UPDATE idempotent_answer SET status = $3, location = $4, body = $5 WHERE account_id = $1 AND key = $2";
        let status = i64::from(answer.status.as_u16());
        tx.execute(sql, params![&self.account_id, &self.key, status, &answer.location, &answer.body])?;
        Ok(())
    }
}

fn refused(words: impl Into<String>) -> Problem {
    let mut errors = Errors::new();
    errors.add("Idempotency-Key", words);
    Problem::Invalid(errors)
}

impl<S: Send + Sync> FromRequestParts<S> for Once {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        Ok(parts.extensions.get::<Once>().cloned().unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn once(key: &'static str, body: &[u8]) -> Result<Once, Problem> {
        let headers = HeaderMap::from_iter([(HeaderName::from_static(HEADER), HeaderValue::from_static(key))]);
        Once::of(&headers, (Lang::Th, "a"), ("POST", "/api/v1/plans"), body)
    }

    #[test]
    fn a_request_is_known_again_by_method_address_and_body() {
        let one = once("k", b"{}").unwrap();
        assert_eq!(one.fingerprint, once("k", b"{}").unwrap().fingerprint);
        assert_ne!(one.fingerprint, once("k", b"{ }").unwrap().fingerprint);
    }

    #[test]
    fn a_key_that_cannot_be_one_is_refused() {
        assert!(matches!(once("", b""), Err(Problem::Invalid(_))));
        assert!(once("8e03978e-40d5-43dd-bc93-6894a57f9324", b"").is_ok());
    }
}
