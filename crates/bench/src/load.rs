//! Loads: so many visitors who ask one after the other, and visitors who come by a clock whether answers are slow or
//! not; both keep a histogram of every answer.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use hdrhistogram::Histogram;
use hyper::StatusCode;

use crate::client::{Answer, Ask, Client};

/// What a load measured.
#[derive(Clone, Debug)]
pub struct Measured {
    times: Histogram<u64>,
    /// Answers that were not good, or no answer.
    pub errors: u64,
    /// From the first request to the last answer.
    pub lasted: Duration,
    /// What was wrong first.
    pub first_error: Option<String>,
}

impl Measured {
    /// Nothing yet.
    ///
    /// # Errors
    /// Never with these bounds.
    pub fn new() -> anyhow::Result<Self> {
        // From a microsecond to ten minutes, three digits.
        let times = Histogram::new_with_bounds(1, 600_000_000, 3)?;
        Ok(Measured { times, errors: 0, lasted: Duration::ZERO, first_error: None })
    }

    /// Milliseconds within which this share of the answers came.
    pub fn at(&self, quantile: f64) -> f64 {
        #[allow(clippy::cast_precision_loss)]
        let micros = self.times.value_at_quantile(quantile) as f64;
        micros / 1_000.0
    }

    /// Answers.
    pub fn count(&self) -> u64 {
        self.times.len()
    }

    /// Answers a second.
    pub fn rate(&self) -> f64 {
        #[allow(clippy::cast_precision_loss)]
        let count = self.count() as f64;
        count / self.lasted.as_secs_f64().max(0.001)
    }

    /// `p50 1.2 ms, p99 3.4 ms, 500/s, n 2500`
    pub fn words(&self) -> String {
        let errors = match (self.errors, &self.first_error) {
            (0, _) => String::new(),
            (n, first) => format!(", {n} errors ({})", first.as_deref().unwrap_or_default()),
        };
        format!(
            "p50 {:.1} ms, p99 {:.1} ms, {:.0}/s, n {}{errors}",
            self.at(0.5),
            self.at(0.99),
            self.rate(),
            self.count()
        )
    }

    /// Notes an answer that took so long.
    pub fn note(&mut self, took: Duration, answer: &anyhow::Result<Answer>, good: impl Fn(StatusCode) -> bool) {
        self.times.saturating_record(u64::try_from(took.as_micros()).unwrap_or(u64::MAX).max(1));
        let wrong = match answer {
            Ok(answer) if good(answer.status) => return,
            Ok(answer) => {
                let body: String = String::from_utf8_lossy(&answer.bytes).chars().take(200).collect();
                format!("{} {body}", answer.status)
            }
            Err(problem) => format!("{problem:#}"),
        };
        self.errors += 1;
        self.first_error.get_or_insert(wrong);
    }

    /// Adds what another visitor measured in the same time.
    ///
    /// # Errors
    /// Never between histograms of the same bounds.
    pub fn add(&mut self, other: &Measured) -> anyhow::Result<()> {
        self.times.add(&other.times)?;
        self.errors += other.errors;
        self.lasted = self.lasted.max(other.lasted);
        if self.first_error.is_none() {
            self.first_error.clone_from(&other.first_error);
        }
        Ok(())
    }
}

/// What the n-th request asks.
pub type Maker = Arc<dyn Fn(usize) -> Ask + Send + Sync>;

/// So many visitors, each asking again as soon as it has its answer, for so long; a fifth of that before is not
/// counted.
///
/// # Errors
/// When a visitor's task fails.
pub async fn closed(address: &str, visitors: usize, seconds: u64, make: Maker) -> anyhow::Result<Measured> {
    let (warm, counted) = (Duration::from_millis(seconds * 200), Duration::from_secs(seconds));
    let mut tasks = Vec::new();
    for visitor in 0..visitors {
        let (mut client, make) = (Client::new(address), Arc::clone(&make));
        tasks.push(tokio::spawn(async move {
            let mut measured = Measured::new()?;
            let began = Instant::now();
            let mut number = visitor;
            while began.elapsed() < warm + counted {
                let asked = Instant::now();
                let answer = client.send(&make(number)).await;
                if began.elapsed() > warm {
                    measured.note(asked.elapsed(), &answer, |status| status.is_success());
                }
                number += visitors;
            }
            measured.lasted = counted;
            anyhow::Ok(measured)
        }));
    }
    let mut all = Measured::new()?;
    for task in tasks {
        all.add(&task.await??)?;
    }
    Ok(all)
}

/// One visitor who asks every `pause`, for as long as `until` lasts; a late answer counts from when it was due.
///
/// # Errors
/// Never with these bounds of the histogram.
pub async fn reader(
    address: String,
    pause: Duration,
    until: Instant,
    make: Maker,
    first: usize,
) -> anyhow::Result<Measured> {
    let (mut client, mut measured) = (Client::new(&address), Measured::new()?);
    let began = Instant::now();
    #[allow(clippy::cast_possible_truncation)]
    let mut due = began + pause.mul_f64((first % 97) as f64 / 97.0);
    let mut number = first;
    while due < until {
        tokio::time::sleep_until(due.into()).await;
        let answer = client.send(&make(number)).await;
        measured.note(due.elapsed(), &answer, |status| status.is_success());
        due += pause;
        number += 1;
    }
    measured.lasted = began.elapsed();
    Ok(measured)
}
