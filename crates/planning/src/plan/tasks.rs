//! The task list of a plan: what is done, what is to be mended and where, what the reviewer said, what happened.

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    response::{IntoResponse, Response},
};
use continuity::{
    plan::{Category, Finding, Plan, Section, completeness::SectionState, section::Group},
    round::StandingState,
};
use web::{Action, App, Granted, Page, Problem, Visit, plan_words::PlanWords, render};

use super::{
    PlanReach, PlanRow,
    checked::{self, Checked},
    history::{self, Entry, What},
    standing, store,
};
use crate::{model, section, submission, text::T};

#[derive(Template)]
#[template(path = "plan/tasks.html")]
struct Tasks {
    page: Page,
    t: T,
    plan_id: String,
    title: String,
    under: String,
    due: Option<(String, String, String)>,
    saved_at: String,
    state: (&'static str, String),
    locked: bool,
    groups: Vec<(&'static str, Vec<Task>)>,
    to_mend: Vec<Line>,
    more_to_mend: usize,
    remarks: Vec<Line>,
    events: Vec<(String, String)>,
    may_submit: bool,
    may_approve: bool,
    accepted: bool,
    /// Number of the version submitted last.
    newest: Option<i64>,
    form: Form,
    /// That the head asked for changes instead of approving, and why.
    of_head: Option<(String, String)>,
}

/// The form on which the plan is written, and the newer one to which it can be moved.
struct Form {
    href: String,
    name: String,
    newer: Option<String>,
}

impl Form {
    fn of(plan: &PlanRow, may_move: bool, today: jiff::civil::Date, t: T) -> Self {
        let (form, words) = (plan.form(), PlanWords::new(t.0));
        let newest = reference::plan_templates().newest(form.family, today);
        let newer = (may_move && newest.version > form.version).then(|| t.form_newer(newest.version));
        let name = t.form_of(words.text(&form.name), form.version);
        Form { href: format!("/templates/{}", form.code()), name, newer }
    }
}

struct Task {
    href: String,
    label: String,
    kind: &'static str,
    word: String,
    hint: String,
}

struct Line {
    head: String,
    words: String,
    href: String,
    answer: String,
}

/// What the page is made from.
struct Loaded {
    plan: PlanRow,
    checked: Checked,
    standing: continuity::round::Standing,
    history: Vec<Entry>,
    dates: submission::store::Dates,
    of_head: Option<(String, jiff::Timestamp, String)>,
}

#[derive(Default, serde::Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    started: String,
    #[serde(default)]
    there: String,
    #[serde(default)]
    moved: String,
    #[serde(default)]
    done: String,
}

pub(super) async fn show(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let (reach, now) = (PlanReach::of(&granted.actor, &granted.scope), app.clock.now());
    let loaded = app
        .db
        .read(move |tx| {
            let Some(plan) = store::find(tx, &reach, &id)? else { return Err(Problem::NotFound) };
            let sections = store::sections(tx, &plan.id)?;
            Ok(Loaded {
                checked: checked::check(tx, &plan, &sections)?,
                standing: standing::standing(tx, &plan.id, &plan.created_at, now)?,
                history: history::history(tx, &plan.id)?,
                of_head: submission::store::head_return(tx, &plan.id)?,
                dates: submission::store::dates(tx, &plan.owner.id, plan.fiscal_year, now)?,
                plan,
            })
        })
        .await?;
    let mut body = page(&visit, &granted, &app, loaded);
    if !asked.started.is_empty() {
        body.page = body.page.with_notice("ok", body.t.plan_started());
    } else if !asked.moved.is_empty() {
        body.page = body.page.with_notice("ok", body.t.form_moved());
    } else if asked.done == "sent_back" {
        body.page = body.page.with_notice("ok", body.t.done_head_sent_back());
    } else if asked.done == "withdrawn" {
        body.page = body.page.with_notice("ok", body.t.done_withdrawn());
    } else if !asked.there.is_empty() {
        body.page = body.page.with_notice("go", body.t.plan_there());
    }
    Ok(render(&body)?.into_response())
}

fn page(visit: &Visit, granted: &Granted, app: &App, loaded: Loaded) -> Tasks {
    let (t, lang) = (T(visit.lang), visit.lang);
    let words = PlanWords::new(lang);
    let Loaded { plan, checked, standing, history, dates, of_head } = loaded;
    let owner = lang.name(&plan.owner.name_th, &plan.owner.name_en).to_owned();
    let title = words.text(&plan.document.title).to_owned();
    let (done, of) = checked.done();
    let may = |action| granted.actor.may(action, &plan.owner.path);
    let locked = standing::is_locked(&standing);
    let (remarks, events) = timeline(&plan, &history, t);
    let mut to_mend = mending(&plan, &checked, t);
    let shown = 8;
    let more_to_mend = to_mend.len().saturating_sub(shown);
    to_mend.truncate(shown);
    let page = visit
        .page(title.clone())
        .crumb("/plans", t.plans())
        .crumb(format!("/organisations/{}", section::encoded(&plan.owner.code)), owner.clone());
    Tasks {
        page: page.at(t.plan_year(plan.fiscal_year)),
        t,
        under: t.plan_under(owner, done, of),
        due: dates.dates.map(|dates| {
            let today = app.clock.today();
            (lang.date(dates.due), lang.days_until(dates.due, today), lang.date(dates.closes))
        }),
        saved_at: db::instant(&plan.saved_at).map(|at| lang.moment(at)).unwrap_or_default(),
        state: if !locked && is_withdrawn(&history) {
            ("go", t.state_withdrawn().to_owned())
        } else {
            state(standing.state, t)
        },
        of_head: of_head.filter(|_| !locked).map(|(who, at, reason)| (t.head_sent_back(who, lang.moment(at)), reason)),
        locked,
        form: Form::of(&plan, may(Action::EditPlan) && !locked, app.clock.today(), t),
        groups: Group::ALL.iter().map(|group| (group_name(*group, t), tasks(*group, &plan, &checked, t))).collect(),
        to_mend,
        more_to_mend,
        remarks,
        events,
        may_submit: may(Action::SubmitPlan),
        may_approve: may(Action::ApprovePlan),
        accepted: standing.state == StandingState::Approved,
        newest: newest(&history),
        plan_id: plan.id,
        title,
    }
}

/// Number of the version submitted last.
fn newest(history: &[Entry]) -> Option<i64> {
    history.iter().filter(|entry| matches!(entry.what, What::Submitted { .. })).map(|entry| entry.version).max()
}

/// True when the version submitted last was taken back, so that what is changed now is neither a first draft nor a return.
fn is_withdrawn(history: &[Entry]) -> bool {
    let newest = newest(history);
    history.iter().any(|entry| Some(entry.version) == newest && matches!(entry.what, What::Withdrawn { .. }))
}

fn group_name(group: Group, t: T) -> &'static str {
    match group {
        Group::Know => t.group_know(),
        Group::Prepare => t.group_prepare(),
        Group::Respond => t.group_respond(),
    }
}

/// Kind and word of where a plan stands.
pub(super) fn state(state: StandingState, t: T) -> (&'static str, String) {
    let (kind, word) = match state {
        StandingState::NotStarted => ("off", t.state_not_started()),
        StandingState::Drafting => ("go", t.state_drafting()),
        StandingState::Submitted => ("warn", t.state_submitted()),
        StandingState::Returned => ("bad", t.state_returned()),
        StandingState::Approved => ("ok", t.state_approved()),
    };
    (kind, word.to_owned())
}

fn tasks(group: Group, plan: &PlanRow, checked: &Checked, t: T) -> Vec<Task> {
    let words = PlanWords::new(t.0);
    let (form, all) = (plan.form(), plan.form().sections_of(&plan.document));
    all.iter()
        .filter(|section| section.group() == group)
        .map(|section| {
            let (kind, word) = match checked.state(*section) {
                SectionState::Blank => ("off", t.section_blank().to_owned()),
                SectionState::Optional => ("off", t.section_optional().to_owned()),
                SectionState::NotApplicable => ("off", t.section_not_applicable().to_owned()),
                SectionState::InProgress => ("go", t.section_in_progress().to_owned()),
                SectionState::Complete => ("ok", t.section_complete().to_owned()),
                SectionState::HasProblem => ("bad", t.section_has_problem(checked.count_in(*section))),
            };
            let href = format!("/plans/{}/sections/{}", plan.id, section.code());
            Task { href, label: section::title(*section, form, words), kind, word, hint: hint(*section, plan, t) }
        })
        .collect()
}

/// What there is in a section, in a few words.
fn hint(section: Section, row: &PlanRow, t: T) -> String {
    let plan = &row.document;
    if let Some(reason) = plan.waiver(section) {
        return reason.to_owned();
    }
    if section.is_blank(plan) {
        return String::new();
    }
    let words = PlanWords::new(t.0);
    match section {
        Section::Scope => {
            let kind = row.model.as_deref().and_then(continuity::organisation::ModelKind::from_code);
            kind.map_or_else(|| t.hint_scope(plan.objectives.len()), |kind| t.hint_model(model::name(kind, t)))
        }
        Section::Hazards => {
            let waived = plan.not_applicable.iter().filter(|n| n.section.starts_with("hazards:")).count();
            if waived == 0 {
                t.hint_hazards(plan.hazards.len())
            } else {
                t.hint_hazards_waived(plan.hazards.len(), waived)
            }
        }
        Section::Processes => {
            let shortest = plan.processes.iter().filter_map(|process| process.rto).min();
            shortest.map_or_else(
                || t.hint_processes(plan.processes.len()),
                |rto| t.hint_processes_rto(plan.processes.len(), t.0.duration(rto)),
            )
        }
        Section::Dependencies => targets(plan, words, t),
        Section::Resources => {
            let used = Category::ALL
                .iter()
                .filter(|c| plan.processes.iter().any(|p| p.resources.iter().any(|r| r.category == **c)));
            used.map(|category| words.category(*category)).collect::<Vec<_>>().join(" · ")
        }
        Section::Strategies => t.hint_strategies(plan.strategies.len()),
        Section::Team => t.hint_team(plan.team.len()),
        Section::Recovery => t.hint_recovery(plan.recovery.len()),
    }
}

fn targets(plan: &Plan, words: PlanWords, t: T) -> String {
    let mut named: Vec<String> = Vec::new();
    for dependency in plan.processes.iter().flat_map(|process| &process.depends_on) {
        let name = words.target(&dependency.on);
        if !named.contains(&name) {
            named.push(name);
        }
    }
    let rest = named.len().saturating_sub(3);
    named.truncate(3);
    let first = named.join(" ");
    if rest == 0 { first } else { t.hint_and_more(first, rest) }
}

/// What blocks submission, each with the way to its field; blank sections after the rest.
fn mending(plan: &PlanRow, checked: &Checked, t: T) -> Vec<Line> {
    let words = PlanWords::new(t.0);
    let line = |section: Section, words_of: String, href: String| Line {
        head: section::title(section, plan.form(), words),
        words: words_of,
        href,
        answer: String::new(),
    };
    let unread = checked.unread.iter().map(|(section, unread)| {
        let href = format!("/plans/{}/sections/{}#f-{}", plan.id, section.code(), unread.field);
        line(*section, t.unread_is(&unread.value, section::sheet::why(t, unread.why)), href)
    });
    // Many of one sort, such as eleven missing telephones, are told once with their number.
    let mut sorts: Vec<(&Finding, usize)> = Vec::new();
    for finding in &checked.gate.problems {
        let same = |(first, _): &&mut (&Finding, usize)| {
            first.section == finding.section && first.what.code() == finding.what.code()
        };
        match sorts.iter_mut().find(same) {
            Some((_, count)) => *count += 1,
            None => sorts.push((finding, 1)),
        }
    }
    let problems = sorts.into_iter().map(|(finding, count)| {
        let href = section::address_of(plan, finding.section, &finding.place);
        let first = words.issue(&finding.what);
        line(finding.section, if count == 1 { first } else { t.and_same(first, count - 1) }, href)
    });
    let blank = checked.gate.blank.iter().map(|section| {
        line(*section, t.section_still_blank().into(), format!("/plans/{}/sections/{}", plan.id, section.code()))
    });
    unread.chain(problems).chain(blank).collect()
}

/// Remarks of the version submitted last, as what was said of an earlier one is settled by it, and everything that
/// happened.
fn timeline(plan: &PlanRow, history: &[Entry], t: T) -> (Vec<Line>, Vec<(String, String)>) {
    let (lang, words) = (t.0, PlanWords::new(t.0));
    let moment = |at: &str| db::instant(at).map(|at| lang.moment(at)).unwrap_or_default();
    let latest = newest(history);
    let mut remarks = Vec::new();
    let mut events = Vec::new();
    for entry in history {
        let when = moment(&entry.at);
        match &entry.what {
            What::Remark { section, place, text, answer } if Some(entry.version) == latest => {
                let place = place.as_ref().and_then(|place| place.in_plan(*section, &plan.document));
                let href = place.as_ref().map_or_else(
                    || format!("/plans/{}/sections/{}", plan.id, section.code()),
                    |place| section::address_of(plan, *section, place),
                );
                remarks.push(Line {
                    head: remark_head(
                        &entry.by,
                        &section::title(*section, plan.form(), words),
                        place.map(|p| words.field(p.field)),
                    ),
                    words: text.clone(),
                    href,
                    answer: answer.clone().unwrap_or_default(),
                });
            }
            What::Remark { .. } => {}
            What::Submitted { reference } => events.push((when, t.event_submitted(entry.version, reference))),
            What::Withdrawn { reason } => events.push((when, t.event_withdrawn(&entry.by, entry.version, reason))),
            What::Returned { reason } => events.push((when, t.event_returned(&entry.by, entry.version, reason))),
            What::Approved { .. } => events.push((when, t.event_approved(&entry.by, entry.version))),
        }
    }
    events.push((moment(&plan.created_at), t.event_started().to_owned()));
    (remarks, events)
}

fn remark_head(by: &str, section: &str, field: Option<&str>) -> String {
    let parts = [Some(by), Some(section), field];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}
