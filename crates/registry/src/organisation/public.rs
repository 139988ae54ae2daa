//! The public part of an organisation's page: what anybody with a role may know of one that is out of reach. Never its
//! plans, people, history, codes or what it owes.

use askama::Template;
use axum::response::{IntoResponse, Response};
use web::{Lang, Page, Problem, render};

use super::{Labels, Organisation, pages::Line, store::Named};
use crate::{list::query::encoded, text::T};

#[derive(Template)]
#[template(path = "organisation/public.html")]
struct Public {
    page: Page,
    t: T,
    code: String,
    name: String,
    other_name: String,
    kind: String,
    ministry: String,
    place: String,
    above: Option<Line>,
    closed_on: String,
    predecessors: Vec<Line>,
    successors: Vec<Line>,
}

/// The page, with what it is directly below and what it came from and became.
pub(super) fn shown(
    page: Page,
    t: T,
    of: &Organisation,
    above: Option<&Named>,
    closed_on: String,
    (predecessors, successors): (Vec<Line>, Vec<Line>),
) -> Result<Response, Problem> {
    let (lang, labels) = (page.lang, Labels(page.lang));
    let line = |parent: &Named| Line {
        href: format!("/organisations/{}", encoded(&parent.code)),
        label: lang.name(&parent.name_th, &parent.name_en).to_owned(),
        hint: String::new(),
    };
    let body = Public {
        code: of.code.clone(),
        name: page.title.clone(),
        other_name: if lang == Lang::Th { of.details.name_en.clone() } else { of.details.name_th.clone() },
        kind: labels.kind(&of.details.kind),
        ministry: labels.ministry(&of.details.ministry_code),
        place: labels.place(&of.details.province_code, &of.details.district_code),
        above: above.map(line),
        closed_on,
        predecessors,
        successors,
        t,
        page,
    };
    Ok(render(&body)?.into_response())
}
