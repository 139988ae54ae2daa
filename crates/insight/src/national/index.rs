//! The page of the nation and of one group: four figures, situations, map, where to follow up, trend.

use std::sync::Arc;

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    response::{IntoResponse, Response},
};
use db::Tx;
use documents::chart::Palette;
use web::{Action, App, Granted, Page, Problem, Visit, components::LegendItem, render};

use super::{
    Tab, groups,
    panels::{self, ShareRow, Top},
    remembered::{Key, remembered},
    tabs,
    view::{Asked, View, YearChoice},
};
use crate::{
    download,
    readiness::{Dimension, Refused, dimension::Group, hazard_shares, share, source},
    text::T,
};

/// Provinces or other groups named for follow-up.
const FOLLOWED: usize = 6;

#[derive(Template)]
#[template(path = "national/index.html")]
struct Index {
    page: Page,
    t: T,
    heading: String,
    view: View,
    path: String,
    tabs: Vec<Tab>,
    years: Vec<YearChoice>,
    figures: Arc<Figures>,
    csv: String,
    xlsx: String,
    cabinet: Option<[String; 2]>,
    late: Option<String>,
    printed: Option<String>,
}

/// What the page shows, made in one read.
pub(super) struct Figures {
    name: String,
    top: Top,
    submitted: String,
    hazards: Vec<ShareRow>,
    map: Option<(String, Vec<LegendItem>)>,
    follow_title: &'static str,
    follow_name: &'static str,
    follow_all: String,
    follow_count: String,
    follow: Vec<ShareRow>,
    trend: String,
    /// How the round before ended: its words and its page; blank for the first round, a past date or a group.
    before: (String, String),
    empty: bool,
}

pub(super) async fn nation(
    v: Visit,
    g: Granted,
    State(app): State<App>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    if !asked.format.is_empty() {
        return download::report(v, g, app, asked, None).await;
    }
    shown(v, g, app, asked, None).await
}

pub(super) async fn ministry(
    v: Visit,
    g: Granted,
    State(app): State<App>,
    Path(code): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    shown(v, g, app, asked, Some(group(Dimension::Ministry, code))).await
}

pub(super) async fn province(
    v: Visit,
    g: Granted,
    State(app): State<App>,
    Path(code): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    shown(v, g, app, asked, Some(group(Dimension::Province, code))).await
}

pub(super) async fn kind(
    v: Visit,
    g: Granted,
    State(app): State<App>,
    Path(code): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    shown(v, g, app, asked, Some(group(Dimension::Kind, code))).await
}

pub(super) async fn region(
    v: Visit,
    g: Granted,
    State(app): State<App>,
    Path(code): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    shown(v, g, app, asked, Some(group(Dimension::Region, code))).await
}

/// In an address `none` stands for whoever belongs to none.
fn group(dimension: Dimension, code: String) -> Group {
    (dimension, if code == "none" { String::new() } else { code })
}

async fn shown(
    visit: Visit,
    granted: Granted,
    app: App,
    asked: Asked,
    within: Option<Group>,
) -> Result<Response, Problem> {
    let (lang, today, scope) = (visit.lang, app.clock.today(), granted.scope.clone());
    let inside = within.clone();
    let made = app.db.read(move |tx| {
        let view = View::of(tx, &asked, lang, today)?;
        let source = source::open(tx, view.year, view.as_of, &scope)?;
        let inside = inside.as_ref();
        let earlier = match view.years.iter().find(|year| **year < view.year) {
            Some(year) if inside.is_none() && !view.dated => Some(source::open(tx, *year, view.as_of, &scope)?),
            _ => None,
        };
        let versions = match (source.version(tx)?, &earlier) {
            (None, _) => None,
            (Some(version), None) => Some((version, None)),
            (Some(version), Some(earlier)) => earlier.version(tx)?.map(|before| (version, Some(before))),
        };
        let sources = (&source, earlier.as_ref());
        let figures = match versions {
            Some(versions) => {
                remembered(Key::new(versions, &view, inside), || figures(tx, &view, sources, inside, true))?
            }
            None => Arc::new(figures(tx, &view, sources, inside, scope.is_nation())?),
        };
        Ok::<_, Refused>((view, figures))
    });
    let (view, figures) = match made.await {
        Ok(made) => made,
        Err(Refused::NoRound { year }) => return super::groups::no_round(&visit, &granted, year),
        Err(Refused::Day(day)) => return super::groups::unread_day(&visit, *day),
        Err(refused) => return Err(refused.problem(lang)),
    };
    if figures.empty && within.is_some() {
        return Err(Problem::NotFound);
    }
    let page = page(&visit, &granted, view, figures, within);
    Ok(render(&page)?.into_response())
}

fn page(visit: &Visit, granted: &Granted, view: View, figures: Arc<Figures>, within: Option<Group>) -> Index {
    let t = T(view.lang);
    let nation = granted.scope.is_nation();
    let heading = match &within {
        Some(_) => t.heading_group(&figures.name, view.year),
        None if nation => t.heading_nation(view.year),
        None => t.heading_reach(view.year),
    };
    let path = match &within {
        Some((by, code)) => format!("/readiness/{}/{}", groups::path(*by), panels::slug(code)),
        None => "/readiness".to_owned(),
    };
    let tab = within.as_ref().map_or_else(|| path.clone(), |(by, _)| format!("/readiness/{}", groups::path(*by)));
    let page = match &within {
        Some((by, _)) => {
            let all = view.href(&format!("/readiness/{}", groups::path(*by)), &[]);
            view.page(visit, &heading).crumb(all, by.plural(view.lang)).at(&figures.name)
        }
        None => view.page(visit, &heading).at(if nation { t.whole_nation() } else { t.my_reach() }),
    };
    let may = |action| granted.actor.may_somewhere(action);
    let cabinet = (within.is_none() && may(Action::MakeReport))
        .then(|| ["pdf", "docx"].map(|format| view.href("/readiness/cabinet", &[("format", format)])));
    let (by, code) = within.as_ref().map_or(("", ""), |(by, code)| (by.code(), code.as_str()));
    let code = if within.is_some() && code.is_empty() { "none" } else { code };
    let download = |format: &str| match within {
        None => view.href("/readiness", &[("format", format)]),
        Some(_) => view.href("/readiness/list", &[(by, code), ("format", format)]),
    };
    let late = may(Action::SendReminder).then(|| format!("/rounds/{}/late", view.year));
    Index {
        heading,
        tabs: tabs(&view, &tab),
        years: view.choices(),
        csv: download("csv"),
        xlsx: download("xlsx"),
        cabinet,
        late,
        printed: within.is_none().then(|| view.href("/readiness/printed", &[])),
        page,
        t,
        path,
        figures,
        view,
    }
}

/// What the round before came to.
fn round_before(tx: &mut Tx<'_>, view: &View, earlier: &source::Source) -> db::Result<(String, String)> {
    let counts = earlier.total(tx, None)?;
    let share = share(counts.submitted, counts.roster);
    let number = |n: u64| view.lang.number(n);
    let words = T(view.lang).round_before(earlier.year, panels::percent(share), number(share.n), number(share.d));
    Ok((words, format!("/readiness?year={}", earlier.year)))
}

fn figures(
    tx: &mut Tx<'_>,
    view: &View,
    (source, earlier): (&source::Source, Option<&source::Source>),
    within: Option<&Group>,
    nation: bool,
) -> db::Result<Figures> {
    let t = T(view.lang);
    let counts = source.total(tx, within)?;
    let hazards = source.hazards(tx, None, within)?;
    let hazards = hazard_shares(hazards.get(""), counts.submitted);
    let by = match within {
        Some((Dimension::Province | Dimension::Ministry, _)) => Dimension::Kind,
        _ => Dimension::Province,
    };
    let groups = source.counts(tx, Some(by), within)?;
    let map = (by == Dimension::Province && groups.keys().filter(|code| !code.is_empty()).count() > 1)
        .then(|| panels::map(view, &groups, Palette::Classes));
    let mut follow = panels::group_rows(tx, view, by, &groups)?;
    // Whoever belongs to no province is no place to follow up.
    follow.retain(|(code, _)| by != Dimension::Province || !code.is_empty());
    let count = follow.len();
    follow.retain(|(_, row)| row.share.rest() > 0);
    follow.sort_by_key(|(_, row)| (row.share.hundredths(), std::cmp::Reverse(row.share.rest())));
    follow.truncate(FOLLOWED);
    let all = match within {
        Some(_) => String::new(),
        None => view.href(&format!("/readiness/{}", groups::path(by)), &[("sort", "percent"), ("order", "asc")]),
    };
    Ok(Figures {
        name: match within {
            Some((dimension, code)) => dimension.name(tx, code, view.lang)?,
            None if nation => t.whole_nation().to_owned(),
            None => t.my_reach().to_owned(),
        },
        top: Top::of(view, &counts, within),
        submitted: view.lang.number(counts.submitted),
        hazards: panels::hazards(view, &hazards, within),
        map,
        follow_title: if by == Dimension::Province { t.follow_provinces() } else { t.follow_kinds() },
        follow_name: by.singular(view.lang),
        follow_all: all,
        follow_count: view.lang.number(count),
        follow: follow.into_iter().map(|(_, row)| row).collect(),
        trend: panels::trend(tx, view, source, counts.roster, within, Palette::Classes)?,
        before: match earlier {
            Some(earlier) => round_before(tx, view, earlier)?,
            None => <_>::default(),
        },
        empty: counts.roster == 0,
    })
}
