//! The page on which a section is written, and the one on which it is only read.

use askama::Template;
use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use continuity::plan::{Field, Process, Section, finding::Nature, template};
use web::{Action, App, Granted, Page, Problem, Visit, conditional, form::Errors, plan_words::PlanWords, render};

use super::{
    address_of, columns, pick, processes, remarked, rows, scope,
    sheet::{Row, View, field, views},
    table, team, title,
};
use crate::{
    plan::{PlanReach, PlanRow, SectionRow, checked, checked::Checked, standing, store},
    text::T,
};

/// What is asked of the page by its address.
#[derive(Clone, Debug, Default, serde::Deserialize)]
pub struct Asked {
    /// Blank rows to add.
    #[serde(default)]
    pub spare: String,
    /// Id of the process whose panel is open.
    #[serde(default)]
    pub process: String,
    /// Words of the picker of other organisations' processes.
    #[serde(default)]
    pub q: String,
    /// Set once a workbook was taken.
    #[serde(default)]
    pub uploaded: String,
    /// Set once a form was saved.
    #[serde(default)]
    pub saved: String,
    /// Set once a remark was answered.
    #[serde(default)]
    pub answered: String,
}

/// What the page is made from.
pub(super) struct Loaded {
    pub plan: PlanRow,
    pub section: SectionRow,
    pub checked: Checked,
    pub locked: bool,
    pub found: Vec<pick::Line>,
    pub remarks: Vec<remarked::Stored>,
}

/// A line that leads to a field.
pub(super) struct Line {
    pub href: String,
    pub words: String,
}

#[derive(Template)]
#[template(path = "section/edit.html")]
struct Edit {
    page: Page,
    t: T,
    plan_id: String,
    code: &'static str,
    heading: String,
    under: String,
    etag: String,
    saved_at: String,
    clash: String,
    errors: Errors,
    problems: Vec<Line>,
    advice: Vec<Line>,
    remarks: Vec<remarked::Remark>,
    scope: Option<scope::View>,
    sheet: Option<SheetView>,
    course: Option<processes::Course>,
    tree: String,
    picker: Option<pick::Picker>,
    waiver: Option<(bool, String)>,
    no_processes: bool,
    before: Option<Line>,
    after: Option<Line>,
}

/// The table of the page.
pub(super) struct SheetView {
    headings: Vec<(String, &'static str)>,
    rows: Vec<View>,
    blank: View,
    add: &'static str,
    tagged: bool,
}

#[derive(Template)]
#[template(path = "section/read.html")]
struct Read {
    page: Page,
    t: T,
    plan_id: String,
    code: &'static str,
    heading: String,
    under: String,
    locked: bool,
    words: Vec<(String, Vec<String>)>,
    table: Option<table::Plain>,
    waiver: Option<String>,
    /// Heading and SVG.
    pictures: Vec<(String, String)>,
    may_reveal: bool,
    masked: bool,
    before: Option<Line>,
    after: Option<Line>,
}

/// Reads everything that the page shows.
pub(super) async fn load(
    app: &App,
    reach: PlanReach,
    id: &str,
    section: Section,
    asked: &Asked,
) -> Result<Loaded, Problem> {
    let (id, now, words) = (id.to_owned(), app.clock.now(), asked.q.clone());
    app.db
        .read(move |tx| {
            let Some(plan) = store::find(tx, &reach, &id)? else { return Err(Problem::NotFound) };
            let sections = store::sections(tx, &plan.id)?;
            let checked = checked::check(tx, &plan, &sections)?;
            let locked = standing::is_locked(&standing::standing(tx, &plan.id, &plan.created_at, now)?);
            let found =
                if section == Section::Dependencies { pick::find(tx, &words, &plan.owner.code)? } else { Vec::new() };
            let remarks = remarked::stored(tx, &plan.id, section)?;
            Ok(Loaded { section: sections.of(section), plan, checked, locked, found, remarks })
        })
        .await
}

/// The page for writing, or for reading when the person may not write or a version waits for review.
pub(super) fn answer(
    visit: &Visit,
    granted: &Granted,
    section: Section,
    loaded: Loaded,
    asked: &Asked,
    errors: Errors,
) -> Result<Response, Problem> {
    let path = &loaded.plan.owner.path;
    if loaded.locked || !granted.actor.may(Action::EditPlan, path) {
        return read_only(visit, granted, section, loaded, false);
    }
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let body = Edit::new(visit, section, loaded, asked, errors);
    Ok((status, render(&body)?).into_response())
}

/// The page again with what was refused, nothing having been changed.
pub(super) async fn refused(
    visit: Visit,
    granted: Granted,
    app: App,
    id: String,
    section: Section,
    errors: Errors,
) -> Result<Response, Problem> {
    let asked = Asked::default();
    let reach = PlanReach::of(&granted.actor, &granted.scope);
    let loaded = load(&app, reach, &id, section, &asked).await?;
    answer(&visit, &granted, section, loaded, &asked, errors)
}

/// What must be mended in a section before the plan can be sent, each with the way to its field.
pub(super) fn to_mend(plan: &PlanRow, section: Section, checked: &Checked, words: PlanWords) -> Vec<Line> {
    lines(plan, section, checked, words, |nature| nature != Nature::Advice)
}

fn lines(
    plan: &PlanRow,
    section: Section,
    checked: &Checked,
    words: PlanWords,
    nature: fn(Nature) -> bool,
) -> Vec<Line> {
    let wanted = checked.findings.iter().filter(|f| f.section == section && nature(f.what.nature()));
    let line = |finding: &continuity::plan::Finding| Line {
        href: address_of(plan, section, &finding.place),
        words: words.issue(&finding.what),
    };
    wanted.map(line).collect()
}

impl Edit {
    fn new(visit: &Visit, section: Section, loaded: Loaded, asked: &Asked, errors: Errors) -> Self {
        let (t, words) = (T(visit.lang), PlanWords::new(visit.lang));
        let Loaded { plan, section: stored, checked, found, remarks, .. } = loaded;
        let remarks = remarked::shown(remarks, &plan, section, t);
        let heading = title(section, plan.form(), words);
        let mut page = frame(visit, &plan, &heading, t);
        page.error_title = !errors.is_empty();
        if !asked.uploaded.is_empty() {
            page = page.with_notice("ok", t.upload_taken());
        } else if !asked.answered.is_empty() {
            page = page.with_notice("ok", t.done_answered());
        } else if !asked.saved.is_empty() && errors.is_empty() {
            page = page.with_notice("ok", t.section_saved());
        }
        let saved = db::instant(&stored.saved_at).map(|at| visit.lang.time(at)).unwrap_or_default();
        let needs_processes = matches!(section, Section::Dependencies | Section::Resources);
        let no_processes = needs_processes && plan.document.processes.is_empty();
        let course = (section == Section::Processes)
            .then(|| processes::course(&plan, &asked.process, &stored.unread, t))
            .flatten();
        let waived = plan.document.not_applicable.iter().find(|n| n.section == section.code());
        let waiver = section
            .may_be_not_applicable(plan.kind)
            .then(|| (waived.is_some(), waived.map(|n| n.reason.clone()).unwrap_or_default()));
        let (before, after) = neighbours(&plan, section, words);
        Edit {
            page,
            t,
            code: section.code(),
            heading,
            under: under(section, plan.form(), t),
            etag: conditional::tag(stored.revision),
            saved_at: saved,
            clash: format!("/plans/{}/sections/{}/clash", plan.id, section.code()),
            problems: to_mend(&plan, section, &checked, words),
            advice: lines(&plan, section, &checked, words, |nature| nature == Nature::Advice),
            scope: (section == Section::Scope).then(|| scope::view(plan.form(), &plan.document, visit.lang)),
            sheet: (section != Section::Scope && !no_processes)
                .then(|| sheet(section, &plan, &stored, &checked, asked, &errors, t).remarked(&remarks)),
            course,
            tree: if section == Section::Team { team::picture(&plan.document, t) } else { String::new() },
            picker: (section == Section::Dependencies && !no_processes)
                .then(|| pick::Picker::new(&plan.document, asked.q.clone(), found)),
            waiver,
            no_processes,
            remarks,
            plan_id: plan.id,
            errors,
            before,
            after,
        }
    }
}

impl SheetView {
    /// With each remark at its cell.
    fn remarked(mut self, remarks: &[remarked::Remark]) -> Self {
        for (index, row) in self.rows.iter_mut().enumerate() {
            for cell in &mut row.cells {
                let name = field(index, &cell.key);
                let here = remarks.iter().filter(|remark| remark.field == name);
                cell.remark = here.map(|remark| remark.text.as_str()).collect::<Vec<_>>().join(" · ");
            }
        }
        self
    }
}

/// Blank rows under the written ones.
const SPARE: usize = 3;
/// Blank rows that an address may ask for.
const MOST_SPARE: usize = 50;

fn sheet(
    section: Section,
    plan: &PlanRow,
    stored: &SectionRow,
    checked: &Checked,
    asked: &Asked,
    errors: &Errors,
    t: T,
) -> SheetView {
    let columns = columns(section, plan.form(), &plan.document, t);
    let mut all = rows(section, plan.form(), &plan.document, Some(checked), t);
    let tagged = all.iter().any(|row| !row.tags.is_empty());
    let empty = || Row { values: vec![String::new(); columns.len()], ..Row::default() };
    let spare = asked.spare.parse::<usize>().unwrap_or(SPARE).clamp(1, MOST_SPARE);
    all.extend(std::iter::repeat_with(empty).take(spare));
    let blank = views(&columns, &[empty()], &[], &Errors::new(), t).pop();
    SheetView {
        headings: columns.iter().filter(|column| column.on_page).map(|c| (c.heading.clone(), c.width())).collect(),
        rows: views(&columns, &all, &stored.unread, errors, t),
        blank: blank.unwrap_or(View { id: String::new(), cells: Vec::new(), tags: Vec::new() }),
        add: add_words(section, t),
        tagged,
    }
}

fn add_words(section: Section, t: T) -> &'static str {
    match section {
        Section::Processes => t.add_process(),
        Section::Hazards => t.add_hazard(),
        Section::Team => t.add_member(),
        Section::Recovery => t.add_step(),
        Section::Strategies => t.add_strategy(),
        _ => "",
    }
}

/// What the section is for and which table of the template it is.
fn under(section: Section, form: &template::Template, t: T) -> String {
    if let Some(hint) = form.section(section).and_then(|form| form.hint.as_ref()) {
        return PlanWords::new(t.0).text(hint).to_owned();
    }
    match section {
        Section::Scope => t.under_scope(),
        Section::Hazards => t.under_hazards(),
        Section::Processes => t.under_processes(),
        Section::Dependencies => t.under_dependencies(),
        Section::Resources => t.under_resources(),
        Section::Strategies => t.under_strategies(),
        Section::Team => t.under_team(),
        Section::Recovery => t.under_recovery(),
    }
    .to_owned()
}

/// The frame of a page about a section.
pub(super) fn frame(visit: &Visit, plan: &PlanRow, heading: &str, t: T) -> Page {
    let owner = visit.lang.name(&plan.owner.name_th, &plan.owner.name_en).to_owned();
    visit
        .page(heading)
        .crumb("/plans", t.plans())
        .crumb(format!("/plans/{}", plan.id), t.plan_of_year(plan.fiscal_year, owner))
        .at(heading)
}

fn neighbours(plan: &PlanRow, section: Section, words: PlanWords) -> (Option<Line>, Option<Line>) {
    let all = plan.form().sections_of(&plan.document);
    let Some(at) = all.iter().position(|known| *known == section) else { return (None, None) };
    let line = |section: &Section| Line {
        href: format!("/plans/{}/sections/{}", plan.id, section.code()),
        words: title(*section, plan.form(), words),
    };
    (at.checked_sub(1).and_then(|at| all.get(at)).map(line), all.get(at + 1).map(line))
}

/// The page for those who read. `revealed` shows personal data once the look was written down.
pub(super) fn read_only(
    visit: &Visit,
    granted: &Granted,
    section: Section,
    loaded: Loaded,
    revealed: bool,
) -> Result<Response, Problem> {
    let (t, words) = (T(visit.lang), PlanWords::new(visit.lang));
    let Loaded { plan, locked, .. } = loaded;
    let masked = !revealed && plan.document.has_personal_in(section);
    let document = if revealed { plan.document.clone() } else { plan.document.masked() };
    let heading = title(section, plan.form(), words);
    let listed =
        |list: &[continuity::plan::Text]| list.iter().map(|text| words.text(text).to_owned()).collect::<Vec<_>>();
    let field = |field| words.field(field).to_owned();
    let told = if section == Section::Scope {
        vec![
            (field(Field::Title), vec![words.text(&document.title).to_owned()]),
            (field(Field::Objectives), listed(&document.objectives)),
            (field(Field::Assumptions), listed(&document.assumptions)),
            (
                field(Field::Scope),
                document.scope.as_ref().map(|scope| words.text(scope).to_owned()).into_iter().collect(),
            ),
        ]
    } else {
        Vec::new()
    };
    let pictures = match section {
        Section::Team => vec![(t.call_tree().to_owned(), team::picture(&document, t))],
        Section::Processes => {
            let of = |process: &Process| (t.course_of(words.text(&process.name)), processes::picture(process, t));
            document.processes.iter().map(of).collect()
        }
        _ => Vec::new(),
    };
    let (before, after) = neighbours(&plan, section, words);
    let body = Read {
        page: frame(visit, &plan, &heading, t),
        t,
        code: section.code(),
        heading,
        under: under(section, plan.form(), t),
        locked,
        words: told,
        table: (section != Section::Scope).then(|| table::readable(section, plan.form(), &document, t)),
        waiver: document.waiver(section).map(str::to_owned),
        pictures: pictures.into_iter().filter(|(_, svg): &(String, String)| !svg.is_empty()).collect(),
        may_reveal: masked && granted.actor.may(Action::ViewPersonal, &plan.owner.path),
        masked,
        plan_id: plan.id,
        before,
        after,
    };
    Ok(render(&body)?.into_response())
}
