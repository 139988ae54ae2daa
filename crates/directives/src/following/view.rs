//! A recommendation in words, as of an instant. Organisations out of reach are counted and not named.

use db::Scope;
use directive::follow::{Status, standing};
use jiff::Timestamp;
use web::Lang;

use super::store::Histories;
use crate::{
    paper::items::{Body, Recommendation},
    text::T,
    words,
};

/// Characters of a recommendation in a list.
const BEGINNING: usize = 140;

/// A recommendation in a list.
pub(crate) struct ItemView {
    pub id: String,
    pub number: String,
    pub heading: String,
    /// What a list shows of it; the page of the recommendation has the whole.
    pub beginning: String,
    pub text: String,
    pub line: usize,
    /// Bodies as the paper names them: leads, and those with them.
    pub lead: String,
    pub with: String,
    /// Organisations told to act: those within reach by name, the others counted.
    pub told: String,
    pub status: &'static str,
    pub status_kind: &'static str,
    pub standing: Status,
    pub counted: String,
    pub last: String,
    pub due: String,
    pub cadence: &'static str,
}

impl ItemView {
    pub(crate) fn of(
        item: &Recommendation,
        bodies: &[Body],
        all: &Histories,
        scope: &Scope,
        lang: Lang,
        at: Timestamp,
    ) -> Self {
        let t = T(lang);
        let now = standing(&all.of(&item.id), at);
        let named = |role: &str| {
            let own = bodies.iter().filter(|body| body.recommendation_id == item.id && body.role == role);
            own.map(|body| body.name.as_str()).collect::<Vec<_>>().join(" · ")
        };
        let told = all.told(&item.id, at);
        let reached: Vec<&str> = told
            .iter()
            .filter(|told| scope.reaches(&told.path))
            .map(|told| lang.name(&told.name_th, &told.name_en))
            .collect();
        let mut names = reached.iter().take(3).copied().collect::<Vec<_>>().join(" · ");
        let left = told.len().saturating_sub(reached.len().min(3));
        if left > 0 {
            names = t.and_more(names, lang.number(left as u64)).trim().to_owned();
        }
        ItemView {
            id: item.id.clone(),
            number: item.number.clone(),
            heading: item.heading.clone(),
            text: item.text.clone(),
            beginning: words::beginning(&item.text, BEGINNING),
            line: item.line,
            lead: named("lead"),
            with: named("with"),
            told: names,
            status: words::status(lang, now.status),
            status_kind: words::status_kind(now.status),
            standing: now.status,
            counted: now.counted.and_then(|share| share_words(lang, share.n, share.d)).unwrap_or_default(),
            last: now.last_report.map(|at| lang.short_date(thai::date::bangkok_date(at))).unwrap_or_default(),
            due: now.assignment.and_then(|assignment| assignment.due).map(|day| lang.date(day)).unwrap_or_default(),
            cadence: words::cadence(lang, &all.cadence(item, at)),
        }
    }
}

/// A share with its count and whole; never a percentage alone.
pub(crate) fn share_words(lang: Lang, n: u64, d: u64) -> Option<String> {
    let percent = continuity::Share::new(n, d).percent()?;
    Some(T(lang).n_of_d(lang.number(n), lang.number(d), percent))
}

/// The beginning of a text.
pub(crate) fn short(text: &str, characters: usize) -> String {
    words::beginning(text, characters)
}
