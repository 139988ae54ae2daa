//! Every member of a plan is in the table of its section, comes back from its form, and is on the paper; one that is
//! forgotten fails here, unless it stands with its reason among the exceptions.

#[path = "../../../continuity/tests/common/whole.rs"]
mod whole;

use continuity::plan::{Plan, Section, template::Template};
use web::{Lang, form::Fields};
use whole::{each_member_shows, one_member_less, whole_plan};

use super::{columns, read, rows, scope, sheet::field, table};
use crate::{
    paper::{Facts, document},
    text::T,
};

const TH: T = T(Lang::Th);

fn form() -> Template {
    facts().form
}

fn facts() -> Facts {
    Facts::of("กรมหนึ่ง", "department", jiff::civil::date(2020, 8, 1))
}

const OF_THE_PLAN: [(&str, &str); 4] = [
    ("plan.format", "the same in every plan"),
    ("plan.organisation", "whose plan it is stands above every section"),
    ("plan.fiscal_year", "the year stands above every section"),
    ("plan.kind", "what a plan covers is chosen when it is begun"),
];

#[test]
fn every_member_is_in_the_table_and_the_workbook_of_its_section() {
    let scope = ["plan.title", "plan.classification", "plan.objectives", "plan.assumptions", "plan.scope"];
    let mut excepted: Vec<_> = scope.map(|member| (member, "the scope has no table")).into();
    excepted.extend(OF_THE_PLAN);
    let form = form();
    each_member_shows(&excepted, |plan| {
        Section::ALL.iter().map(|section| table::plain(*section, &form, plan, TH).rows).collect::<Vec<_>>()
    });
}

#[test]
fn every_member_comes_back_from_the_form_that_shows_it() {
    let (form, whole) = (form(), whole_plan());
    let forms: Vec<(Section, Fields)> =
        Section::ALL.iter().map(|section| (*section, filled(*section, &whole))).collect();
    let lost = |plan: &Plan| {
        let written = |plan: Plan, (section, fields): &(Section, Fields)| read(*section, &form, &plan, fields, TH).plan;
        forms.iter().fold(plan.clone(), written) != whole
    };
    let lost: Vec<String> =
        one_member_less().into_iter().filter(|(_, plan)| lost(plan)).map(|(name, _)| name).collect();
    let mut known: Vec<&str> = OF_THE_PLAN.iter().map(|(member, _)| *member).collect();
    // A declaration about something that this version does not know is kept as it came, and not replaced by a form.
    known.push("not_applicable.section");
    assert_eq!(lost, known, "lost on the way through the form");
}

/// The form of a section as the page shows it.
fn filled(section: Section, plan: &Plan) -> Fields {
    let form = form();
    if section == Section::Scope {
        let view = scope::view(&form, plan, Lang::Th);
        let classification = plan.classification.code().to_owned();
        let written = [
            ("title", view.title),
            ("title_en", view.title_en),
            ("objectives", view.objectives),
            ("assumptions", view.assumptions),
            ("scope", view.scope),
            ("classification", classification),
        ];
        return Fields::of(written);
    }
    let columns = columns(section, &form, plan, TH);
    let mut pairs = Vec::new();
    for (n, row) in rows(section, &form, plan, None, TH).into_iter().enumerate() {
        pairs.push((field(n, "id"), row.id));
        pairs.extend(columns.iter().zip(row.values).map(|(column, value)| (field(n, &column.key), value)));
    }
    Fields::of(pairs)
}

#[test]
fn every_member_is_on_the_paper() {
    let facts = facts();
    let excepted = [
        ("plan.format", "the same in every plan"),
        ("plan.organisation", "the paper names the organisation, not its code"),
        ("hazard.code", "an own situation is told by its label"),
        ("member.id", "a person is told by name"),
        ("process.id", "a process is told by name"),
    ];
    each_member_shows(&excepted, |plan| document(plan, &facts));
}
