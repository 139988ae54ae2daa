//! One section of a plan at a time: its page, its form that keeps every word, its table in and out of Excel.
//!
//! A save names the revision that it began from; when somebody else saved in between, both texts are kept and shown side
//! by side, and nothing is overwritten. A value that can't be read is kept as typed beside the draft and blocks
//! submission until it is mended.

mod clash;
mod commands;
mod dependencies;
mod edit;
mod hazards;
mod pages;
pub mod parse;
mod pick;
mod processes;
mod reading;
mod recovery;
mod remarked;
mod resources;
mod scope;
pub mod sheet;
mod store;
mod strategies;
mod table;
mod team;
mod workbook;

use continuity::plan::{Field, Plan, Section, template::Template};
use web::{Access, Action, Routes, form::Fields, plan_words::PlanWords};

use crate::{
    plan::{PlanRow, checked::Checked},
    text::T,
};

pub use processes::encoded;
pub use processes::picture as impact_picture;
pub use reading::Reading;
pub use table::{Plain, readable};
pub use team::picture as call_tree_picture;

/// The routes of this slice.
pub fn routes() -> Routes {
    const VIEW: Access = Access::May(Action::ViewPlan);
    const EDIT: Access = Access::May(Action::EditPlan);
    Routes::new()
        .get("/plans/{id}/sections/{section}", VIEW, pages::show)
        .post("/plans/{id}/sections/{section}", EDIT, pages::save)
        .get("/plans/{id}/sections/{section}/sheet", VIEW, workbook::download)
        .post("/plans/{id}/sections/{section}/sheet", EDIT, workbook::upload)
        .get("/plans/{id}/sections/{section}/clash", EDIT, clash::show)
        .post("/plans/{id}/sections/{section}/clash", EDIT, clash::choose)
        .post("/plans/{id}/sections/{section}/dependencies", EDIT, pick::add)
        .post("/plans/{id}/personal", Access::May(Action::ViewPersonal), pages::reveal)
}

/// The columns of a section's table; none for the scope.
fn columns(section: Section, form: &Template, plan: &Plan, t: T) -> Vec<sheet::Column> {
    match section {
        Section::Scope => Vec::new(),
        Section::Hazards => hazards::columns(t),
        Section::Processes => processes::columns(form, plan, t),
        Section::Dependencies => dependencies::columns(plan, t),
        Section::Resources => resources::columns(form, plan, t),
        Section::Strategies => strategies::columns(t),
        Section::Team => team::columns(t),
        Section::Recovery => recovery::columns(form, t),
    }
}

/// Names of the fields in a row of a section's table.
#[cfg(test)]
pub(crate) fn field_keys(section: Section, form: &Template, plan: &Plan, t: T) -> Vec<String> {
    columns(section, form, plan, t).into_iter().map(|column| column.key).collect()
}

/// The rows of a section's table in words.
fn rows(section: Section, form: &Template, plan: &Plan, checked: Option<&Checked>, t: T) -> Vec<sheet::Row> {
    match section {
        Section::Scope => Vec::new(),
        Section::Hazards => hazards::rows(plan, t.0),
        Section::Processes => processes::rows(form, plan, checked, t),
        Section::Dependencies => dependencies::rows(plan, t),
        Section::Resources => resources::rows(form, plan),
        Section::Strategies => strategies::rows(plan, t),
        Section::Team => team::rows(plan),
        Section::Recovery => recovery::rows(plan, t),
    }
}

/// Reads a section's form over the plan as it is: the section replaced, everything else untouched.
pub fn read(section: Section, form: &Template, plan: &Plan, fields: &Fields, t: T) -> Reading {
    let mut reading = match section {
        Section::Scope => scope::read(plan, fields, t),
        Section::Hazards => hazards::read(plan, fields, t),
        Section::Processes => processes::read(form, plan, fields, t),
        Section::Dependencies => dependencies::read(plan, fields, t),
        Section::Resources => resources::read(form, plan, fields, t),
        Section::Strategies => strategies::read(plan, fields, t),
        Section::Team => team::read(plan, fields, t),
        Section::Recovery => recovery::read(form, plan, fields, t),
    };
    read_waiver(section, &mut reading.plan, fields);
    reading
}

/// "Not applicable" and its reason, when the form has them.
fn read_waiver(section: Section, plan: &mut Plan, fields: &Fields) {
    if !fields.has("not_applicable_reason") {
        return;
    }
    let reason = fields.text("not_applicable_reason");
    let declared = fields.has("not_applicable");
    let known = plan.not_applicable.iter_mut().find(|n| n.section == section.code());
    match (known, declared) {
        (Some(known), true) => known.reason = reason,
        (None, true) => {
            plan.not_applicable.push(continuity::plan::NotApplicable { section: section.code().into(), reason });
        }
        (_, false) => plan.not_applicable.retain(|n| n.section != section.code()),
    }
}

/// What a section is called on the form of a plan.
pub fn title(section: Section, form: &Template, words: PlanWords) -> String {
    let own = form.section(section).and_then(|form| form.title.as_ref());
    own.map_or_else(|| words.section(section).to_owned(), |title| words.text(title).to_owned())
}

/// The name of the form's field at a place that a finding or a remark points at.
pub fn field_of(section: Section, stored: &PlanRow, place: &continuity::plan::Place) -> String {
    let (form, plan) = (stored.form(), &stored.document);
    if matches!(place.field, Field::NotApplicable | Field::Reason) && place.row.is_none() {
        return "not_applicable_reason".into();
    }
    let code = place.field.code();
    let Some(row) = place.row else { return if section == Section::Scope { code.into() } else { String::new() } };
    match section {
        Section::Scope => code.into(),
        Section::Hazards => {
            let shown = rows(section, form, plan, None, T(web::Lang::Th));
            let id = place.id.as_deref();
            let at = id.and_then(|id| shown.iter().position(|row| row.id == id)).unwrap_or(row);
            sheet::field(at, hazards::key(code))
        }
        Section::Processes => match place.field {
            Field::Mission | Field::OwnerUnit | Field::PeopleServedPerDay | Field::Services | Field::RtoReason => {
                format!("{}[0].{code}", processes::DETAIL)
            }
            Field::ImpactOverTime => format!("{}[0].{}", processes::DETAIL, processes::first_horizon(form)),
            Field::Row | Field::Id => sheet::field(row, "name"),
            _ => sheet::field(row, code),
        },
        Section::Dependencies => match place.inner {
            Some(inner) => {
                sheet::field(dependencies::position(plan, row, inner), if code == "row" { "on" } else { code })
            }
            None => String::new(),
        },
        Section::Resources => match place.inner {
            Some(inner) => sheet::field(resources::position(plan, row, inner), &resources::field_key(form, code)),
            None => String::new(),
        },
        Section::Strategies if place.field == Field::Row => sheet::field(row, "text"),
        Section::Team if matches!(place.field, Field::Row | Field::Id) => sheet::field(row, "name"),
        Section::Recovery if place.field == Field::Row => sheet::field(row, "step"),
        Section::Strategies | Section::Team | Section::Recovery => sheet::field(row, code),
    }
}

/// The address of the field at a place: the page of its section, opened where it is.
pub fn address_of(stored: &PlanRow, section: Section, place: &continuity::plan::Place) -> String {
    let field = field_of(section, stored, place);
    let page = format!("/plans/{}/sections/{}", stored.id, section.code());
    if field.is_empty() {
        return page;
    }
    let process =
        place.row.filter(|_| field.starts_with(processes::DETAIL)).and_then(|row| stored.document.processes.get(row));
    let asked = process.map(|process| format!("?process={}", processes::encoded(&process.id))).unwrap_or_default();
    format!("{page}{asked}#f-{field}")
}

#[cfg(test)]
mod complete;
#[cfg(test)]
mod tests;
