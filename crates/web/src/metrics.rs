//! What a Prometheus server reads at `/metrics`: requests by route and status, how long they took, and what is asked
//! of the database when it is read (jobs, size). Routes are named by their pattern, so that nothing of a person, a
//! plan or an organisation gets out, and the number of series is that of the routes.

use std::{fmt::Write, sync::atomic::AtomicU64, time::Duration};

use axum::http::{Method, StatusCode};
use db::{Db, Engine};
use prometheus_client::{
    encoding::{EncodeLabelSet, text},
    metrics::{
        counter::Counter,
        family::Family,
        gauge::{ConstGauge, Gauge},
        histogram::Histogram,
        info::Info,
    },
    registry::{Registry, Unit},
};

/// Upper bounds of the times, seconds.
const BOUNDS: [f64; 12] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0, 30.0];
/// The media type of the text.
pub const MIME: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct Request {
    method: String,
    route: String,
    status: u32,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct Route {
    method: String,
    route: String,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct State {
    state: String,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct SignIn {
    outcome: &'static str,
}

/// The counters of this process.
#[derive(Debug)]
pub struct Metrics {
    registry: Registry,
    requests: Family<Request, Counter>,
    seconds: Family<Route, Histogram, fn() -> Histogram>,
    sign_ins: Family<SignIn, Counter>,
    jobs: Family<State, Gauge>,
    size: Gauge<i64, std::sync::atomic::AtomicI64>,
}

impl Metrics {
    /// All at nothing.
    pub fn new(version: &'static str, engine: Engine) -> Self {
        let mut registry = Registry::with_prefix("ratphrom");
        let requests = Family::<Request, Counter<u64, AtomicU64>>::default();
        let seconds = Family::new_with_constructor((|| Histogram::new(BOUNDS)) as fn() -> Histogram);
        let (jobs, size) = (Family::<State, Gauge>::default(), Gauge::default());
        let engine = if engine == Engine::Sqlite { "sqlite" } else { "postgresql" };
        registry.register("build", "Which build this is", Info::new([("version", version), ("database", engine)]));
        registry.register("up", "1 while the process answers", ConstGauge::new(1i64));
        registry.register("http_requests", "Requests answered, by route and status", requests.clone());
        let help = "How long requests took, by route";
        registry.register_with_unit("http_request_duration", help, Unit::Seconds, seconds.clone());
        let sign_ins = Family::<SignIn, Counter<u64, AtomicU64>>::default();
        let help = "Sign-ins that began a session (begun), were refused (refused) or came too often (throttled)";
        registry.register("sign_ins", help, sign_ins.clone());
        registry.register("jobs", "Jobs that wait (ready), run (running) or were put aside (dead)", jobs.clone());
        registry.register_with_unit("database_size", "What the database takes on disk", Unit::Bytes, size.clone());
        Metrics { registry, requests, seconds, sign_ins, jobs, size }
    }

    /// A request was answered; `route` is the pattern that it met, if any.
    pub(crate) fn answered(&self, method: &Method, route: Option<&str>, status: StatusCode, took: Duration) {
        // A method of one's own invention would make a series of its own.
        let known = [Method::GET, Method::POST, Method::PUT, Method::DELETE, Method::HEAD].contains(method);
        let method = if known { method.as_str() } else { "other" }.to_owned();
        let route = route.unwrap_or("none").to_owned();
        let status = u32::from(status.as_u16());
        self.seconds.get_or_create(&Route { method: method.clone(), route: route.clone() }).observe(took.as_secs_f64());
        self.requests.get_or_create(&Request { method, route, status }).inc();
    }

    /// Somebody tried to sign in.
    pub(crate) fn sign_in(&self, outcome: &'static str) {
        self.sign_ins.get_or_create(&SignIn { outcome }).inc();
    }

    /// The text, after looking at the database. Without a database the rest is still told.
    pub async fn text(&self, db: &Db) -> String {
        let looked = db
            .read(|tx| {
                let sql = "SELECT state, count(*) FROM job WHERE state IN ('ready', 'running', 'dead') GROUP BY state";
                let jobs = tx.rows(sql, &[], |row| Ok((row.get::<String>(0)?, row.get::<i64>(1)?)))?;
                Ok::<_, db::Error>((jobs, tx.count(tx.engine().size(), &[])?))
            })
            .await;
        match looked {
            Ok((jobs, size)) => {
                for state in ["ready", "running", "dead"] {
                    let count = jobs.iter().find(|(known, _)| known == state).map_or(0, |(_, count)| *count);
                    self.jobs.get_or_create(&State { state: state.into() }).set(count);
                }
                self.size.set(size);
            }
            Err(problem) => tracing::error!("figures of the database are missing: {problem}"),
        }
        let mut out = String::new();
        if text::encode(&mut out, &self.registry).is_err() {
            let _ = out.write_str("# EOF\n");
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_are_counted_by_the_pattern_of_their_route() {
        let metrics = Metrics::new("1", Engine::Sqlite);
        let took = Duration::from_millis(3);
        metrics.answered(&Method::GET, Some("/plans/{id}"), StatusCode::OK, took);
        metrics.answered(&Method::GET, Some("/plans/{id}"), StatusCode::OK, took);
        metrics.answered(&Method::PATCH, None, StatusCode::NOT_FOUND, took);
        let mut out = String::new();
        text::encode(&mut out, &metrics.registry).unwrap();
        assert!(
            out.contains(r#"ratphrom_http_requests_total{method="GET",route="/plans/{id}",status="200"} 2"#),
            "{out}"
        );
        assert!(out.contains(r#"method="other",route="none",status="404""#), "{out}");
        assert!(out.contains(r#"ratphrom_http_request_duration_seconds_bucket{le="0.005",method="GET""#), "{out}");
        assert!(out.ends_with("# EOF\n"));
    }
}
