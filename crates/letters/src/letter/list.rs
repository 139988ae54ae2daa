//! The registers: what waits for me, drafts, what was received and what was sent, with a count and a file of each.

use askama::Template;
use axum::{
    extract::{Query, State},
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use web::{Action, App, Granted, Lang, Page, Problem, Visit, components::Choice, render};

use super::{
    export,
    store::{self, Letter},
};
use crate::{
    circular::store as sent,
    dated::Typed,
    download,
    office::store as offices,
    reach::Reach,
    rules::{Form, Secrecy},
    text::T,
    words,
};

/// Letters on a page.
const SIZE: usize = 50;
/// Letters in a file.
const MOST: usize = 20_000;

/// What the address asks for.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    pub q: String,
    #[serde(rename = "box")]
    pub boxed: String,
    pub form: String,
    pub urgency: String,
    pub secrecy: String,
    pub from: String,
    pub to: String,
    pub after: String,
    pub format: String,
}

impl Asked {
    fn with(&self, changes: &[(&str, &str)]) -> String {
        let pairs = [
            ("box", self.boxed.as_str()),
            ("q", &self.q),
            ("form", &self.form),
            ("urgency", &self.urgency),
            ("secrecy", &self.secrecy),
            ("from", &self.from),
            ("to", &self.to),
        ];
        let kept = pairs.iter().filter(|(name, _)| changes.iter().all(|(changed, _)| changed != name));
        let all = kept.chain(changes).filter(|(_, value)| !value.is_empty());
        let all: Vec<String> = all.map(|(name, value)| format!("{name}={}", encoded(value))).collect();
        format!("/letters?{}", all.join("&"))
    }
}

/// A value as it stands in an address.
pub(crate) fn encoded(text: &str) -> String {
    text.bytes().fold(String::with_capacity(text.len()), |mut out, byte| {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => out.push(char::from(byte)),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
        out
    })
}

/// A letter of a list, in words.
pub(crate) struct Line {
    pub id: String,
    pub subject: String,
    pub number: String,
    pub date: String,
    pub other: String,
    pub register: String,
    pub state: &'static str,
    pub state_kind: &'static str,
    pub urgency: &'static str,
    pub secrecy: &'static str,
    pub form: &'static str,
}

impl Line {
    pub(crate) fn of(letter: &Letter, reach: &Reach, lang: Lang) -> Self {
        let (t, w) = (T(lang), &letter.written);
        let register = letter.received.as_ref().map(|receipt| {
            let number = words::number(lang, &receipt.number.to_string());
            t.register_number(number, lang.moment(receipt.at))
        });
        let other = if letter.incoming { letter.sender.clone() } else { w.addressee.clone() };
        Line {
            id: letter.id.clone(),
            subject: reach.words(&letter.path, &w.subject),
            number: words::number(lang, &letter.number),
            date: lang.short_date(letter.dated.unwrap_or_else(|| thai::date::bangkok_date(letter.made_at))),
            other,
            register: register.unwrap_or_default(),
            state: words::state(lang, letter.state),
            state_kind: words::state_kind(letter.state),
            urgency: if w.urgency.code().is_empty() { "" } else { words::urgency(lang, w.urgency) },
            secrecy: if w.secrecy.is_classified() { words::secrecy(lang, w.secrecy) } else { "" },
            form: words::form(lang, w.form),
        }
    }
}

#[derive(Template)]
#[template(path = "letter/list.html")]
struct ListPage {
    page: Page,
    t: T,
    asked: Asked,
    from: Typed,
    to: Typed,
    /// Code, words and count of each register.
    boxes: Vec<(&'static str, &'static str, String)>,
    waiting: String,
    forms: Vec<Choice>,
    urgencies: Vec<Choice>,
    secrecies: Vec<Choice>,
    lines: Vec<Line>,
    count: String,
    as_of: String,
    next: String,
    csv: String,
    xlsx: String,
    may_keep: bool,
    may_send: bool,
}

/// The registers that are offered.
const BOXES: [&str; 5] = ["", "turn", "received", "sent", "draft"];

fn box_words(t: T, code: &str) -> &'static str {
    match code {
        "turn" => t.box_turn(),
        "received" => t.box_received(),
        "sent" => t.box_sent(),
        "draft" => t.box_draft(),
        _ => t.box_all(),
    }
}

pub(super) async fn list(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let (lang, t, now) = (visit.lang, T(visit.lang), app.clock.now());
    let (from, to) = (Typed::read(&asked.from, lang), Typed::read(&asked.to, lang));
    let reach = Reach::of(&granted);
    let account = granted.actor.account_id.clone();
    let mut wanted = store::Asked {
        q: asked.q.clone(),
        boxed: asked.boxed.clone(),
        form: asked.form.clone(),
        urgency: asked.urgency.clone(),
        secrecy: asked.secrecy.clone(),
        from: from.date,
        to: to.date,
        officers: Vec::new(),
        after: asked.after.clone(),
    };
    let (as_file, within) = (!asked.format.is_empty(), reach.clone());
    let read = app.db.read(move |tx| {
        wanted.officers = offices::held(tx, &account, thai::date::bangkok_date(now))?;
        if as_file {
            wanted.after = String::new();
        }
        let found = store::list(tx, &wanted, &within, if as_file { MOST } else { SIZE + 1 })?;
        let whole = store::Asked { after: String::new(), ..wanted.clone() };
        let total = store::count(tx, &whole, &within)?;
        let mut counts = Vec::new();
        for code in BOXES {
            let all =
                store::Asked { boxed: code.to_owned(), officers: whole.officers.clone(), ..store::Asked::default() };
            counts.push((code, store::count(tx, &all, &within)?));
        }
        let waiting = sent::waiting(tx, &within)?;
        Ok::<_, db::Error>((found, total, counts, waiting))
    });
    let (mut found, total, counts, waiting) = read.await?;
    if as_file {
        let table = export::table(&found, &reach, lang);
        return download::answer(table, &asked.format, lang, visit.demonstration, now);
    }
    let more = found.len() > SIZE;
    found.truncate(SIZE);
    let next = found.last().filter(|_| more).map(|last| asked.with(&[("after", &last.id)])).unwrap_or_default();
    let cleared = granted.actor.may_somewhere(Action::ViewClassified);
    let body = ListPage {
        page: visit.page(t.letters()).at(t.letters()),
        boxes: counts.into_iter().map(|(code, n)| (code, box_words(t, code), lang.number(n))).collect(),
        waiting: if waiting > 0 { lang.number(waiting) } else { String::new() },
        forms: Choice::of(Form::ALL.iter().map(|form| (form.code(), words::form(lang, *form))), &asked.form),
        urgencies: words::urgencies(lang, &asked.urgency).into_iter().filter(|one| !one.value.is_empty()).collect(),
        secrecies: if cleared {
            Choice::of(Secrecy::ALL.iter().map(|one| (one.code(), words::secrecy(lang, *one))), &asked.secrecy)
        } else {
            Vec::new()
        },
        lines: found.iter().map(|letter| Line::of(letter, &reach, lang)).collect(),
        count: lang.number(total),
        as_of: lang.moment(now),
        next,
        csv: asked.with(&[("format", "csv")]),
        xlsx: asked.with(&[("format", "xlsx")]),
        may_keep: granted.actor.may_somewhere(Action::KeepLetter),
        may_send: granted.actor.may_somewhere(Action::SendCircular),
        t,
        asked,
        from,
        to,
    };
    Ok(render(&body)?.into_response())
}
