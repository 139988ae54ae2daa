//! The home page.

use askama::Template;
use axum::{extract::State, response::IntoResponse};
use web::{App, Page, Problem, Visit, render};

use super::{
    Figure, Task,
    messages::{self, Message, MessageView},
    oversee::{self, Overseen},
    own::{self, Own, OwnView},
    own_store::{self, Round},
    watch::{self, Audited, Kept},
};
use crate::text::T;

#[derive(Template)]
#[template(path = "home/home.html")]
struct Home {
    page: Page,
    t: T,
    hello: String,
    today: String,
    plans: Vec<OwnView>,
    tasks: Vec<Task>,
    figures: Vec<Figure>,
    as_of: String,
    messages: Option<Vec<MessageView>>,
    ways: Vec<(String, String)>,
    no_role: bool,
}

/// Everything that the page is made of, read in one transaction.
struct Known {
    round: Option<Round>,
    years: Vec<i32>,
    plans: Vec<Own>,
    overseen: Option<Overseen>,
    kept: Option<Kept>,
    audited: Option<Audited>,
    messages: Vec<Message>,
}

pub(super) async fn home(visit: Visit, State(app): State<App>) -> Result<impl IntoResponse, Problem> {
    let actor = visit.signed()?.clone();
    let (now, today, lang) = (app.clock.now(), app.clock.today(), visit.lang);
    let no_role = actor.grants.is_empty();
    let name = actor.name.clone();
    let known = app
        .db
        .read(move |tx| {
            let round = own_store::newest_round(tx)?;
            let plans = own::read(tx, &actor, round.as_ref(), now, today)?;
            let ids: Vec<String> = plans.iter().map(|own| own.organisation_id().to_owned()).collect();
            Ok::<_, db::Error>(Known {
                overseen: oversee::read(tx, &actor, round.as_ref(), today)?,
                kept: watch::kept(tx, &actor)?,
                audited: watch::audited(tx, &actor, now)?,
                messages: messages::newest(tx, &ids)?,
                years: own_store::years(tx)?,
                round,
                plans,
            })
        })
        .await?;
    let t = T(lang);
    let mut tasks: Vec<Task> = known.overseen.iter().flat_map(|overseen| overseen.tasks(lang, now, today)).collect();
    tasks.extend(known.kept.iter().flat_map(|kept| kept.tasks(lang)));
    let mut figures: Vec<Figure> = known.overseen.iter().flat_map(|overseen| overseen.figures(lang)).collect();
    figures.extend(known.kept.iter().flat_map(|kept| kept.figures(lang)));
    figures.extend(known.audited.iter().flat_map(|audited| audited.figures(lang)));
    let messages = (!known.plans.is_empty()).then(|| known.messages.iter().map(|message| message.view(lang)).collect());
    let body = Home {
        hello: t.home_hello(&name),
        today: round_words(t, known.round.as_ref(), &lang.date(today)),
        plans: known.plans.iter().map(|own| own.view(lang, today)).collect(),
        tasks,
        as_of: if figures.is_empty() { String::new() } else { lang.moment(now) },
        figures,
        messages,
        ways: known.overseen.map(|overseen| overseen.ways(lang, &known.years)).unwrap_or_default(),
        no_role,
        page: visit.page(web::text::T(lang).nav_home()),
        t,
    };
    render(&body)
}

fn round_words(t: T, round: Option<&Round>, today: &str) -> String {
    match round {
        Some(round) => t.home_today(today, round.year),
        None => t.home_today_no_round(today),
    }
}
