//! A second version of a form, as data alone, changes what is asked and how it is called.

use continuity::{
    Duration,
    organisation::Family,
    plan::{
        Plan, PlanKind, Section, Text,
        check::{CheckContext, check},
        completeness::{SectionState, completeness, submit_gate},
        template::{Template, Templates},
    },
};
use documents::report::{Block, Document};
use jiff::civil::Date;
use web::{Lang, plan_words::PlanWords};

use crate::{
    paper::{self, Facts},
    section,
    text::T,
};

/// Another official form of local bodies: other times, no strategies, another name and other words.
const SECOND: &str = include_str!("local.2.test.toml");

fn second() -> Template {
    reference::read_template(SECOND).unwrap()
}

fn templates() -> Templates {
    let mut all = reference::plan_templates().all().to_vec();
    all.push(second());
    Templates::of(all)
}

fn headings(paper: &Document) -> Vec<String> {
    let heading = |block: &Block| match block {
        Block::Heading(heading) if heading.level == 1 => Some(heading.text.clone()),
        _ => None,
    };
    paper.blocks.iter().filter_map(heading).collect()
}

/// True when the words stand anywhere on the paper.
fn says(paper: &Document, words: &str) -> bool {
    format!("{paper:?}").contains(format!("{words:?}").trim_matches('"'))
}

#[test]
fn a_second_version_is_begun_on_from_its_day_and_has_no_fault() {
    let all = templates();
    assert_eq!(second().faults(), Vec::<String>::new());
    assert_eq!(all.newest(Family::Local, Date::constant(2021, 9, 30)).code(), "local.1");
    assert_eq!(all.newest(Family::Local, Date::constant(2021, 10, 1)).code(), "local.2");
    assert_eq!(all.newest(Family::Department, Date::constant(2021, 10, 1)).code(), "department.1");
}

#[test]
fn another_version_changes_times_and_titles_without_code() {
    let (first, second) = (reference::plan_templates().of_plan("local.1"), second());
    let plan = Plan::draft("L001", 2565, PlanKind::Main, Text::th("แผน"));
    let keys = |form: &Template, of: Section| -> Vec<String> { section::field_keys(of, form, &plan, T(Lang::Th)) };
    let quantities = |form: &Template| -> Vec<String> {
        let all = keys(form, Section::Resources).into_iter();
        all.filter(|key| key.strip_prefix('q').is_some_and(|rest| rest.bytes().all(|b| b.is_ascii_digit()))).collect()
    };
    assert_eq!(quantities(first), ["q240", "q1440", "q10080", "q43200"]);
    assert_eq!(quantities(&second), ["q480", "q4320"]);
    assert!(keys(&second, Section::Processes).contains(&"h480".to_owned()));
    assert!(!keys(&second, Section::Processes).contains(&"h120".to_owned()));
    let words = PlanWords::new(Lang::Th);
    assert_eq!(section::title(Section::Processes, &second, words), "งานที่หยุดไม่ได้");
}

#[test]
fn another_version_is_printed_under_its_own_headings_with_its_own_columns() {
    let paper = super::pages::empty(&second(), Date::constant(2021, 10, 1));
    let headings = headings(&paper);
    assert!(headings.iter().any(|words| words == "งานที่หยุดไม่ได้ขององค์กรปกครองส่วนท้องถิ่น"), "{headings:?}");
    assert!(!headings.iter().any(|words| words.contains("กลยุทธ์")), "{headings:?}");
    assert!(says(&paper, "0–8 ชั่วโมง") && says(&paper, "3 วัน"));
    for bytes in [documents::pdf::render(&paper), documents::docx::render(&paper)] {
        assert!(bytes.unwrap().len() > 10_000);
    }
}

#[test]
fn a_section_that_another_version_leaves_out_is_not_asked_for_and_what_a_plan_has_there_stays() {
    let (form, model) = (second(), crate::model::of(continuity::organisation::ModelKind::LocalOrganisation).unwrap());
    let context = CheckContext { template: form.clone(), ..CheckContext::default() };
    let blank = Plan::draft("L001", 2565, PlanKind::Main, Text::th("แผน"));
    let gate = submit_gate(&blank, &check(&blank, &context), &form);
    assert!(!gate.blank.contains(&Section::Strategies) && !gate.blank.contains(&Section::Dependencies));
    assert!(gate.blank.contains(&Section::Processes));
    let states = completeness(&model.plan, &check(&model.plan, &context), &form);
    assert!(states.iter().any(|(section, _)| *section == Section::Strategies));
    let states = completeness(&blank, &[], &form);
    assert!(states.contains(&(Section::Dependencies, SectionState::Optional)));
    let facts = Facts { form, ..Facts::of("อบต. ก", "lao_sao", Date::constant(2021, 10, 1)) };
    let printed = headings(&paper::document(&model.plan, &facts));
    assert!(printed.iter().any(|words| words == "กลยุทธ์ความต่อเนื่อง"), "{printed:?}");
}

#[test]
fn times_of_an_imported_plan_that_the_form_does_not_name_are_kept() {
    let (form, model) = (second(), crate::model::of(continuity::organisation::ModelKind::LocalOrganisation).unwrap());
    let times = form.resource_times(&model.plan);
    assert!(times.contains(&Duration::days(1)) && times.contains(&Duration::hours(8)) && times.is_sorted());
}

#[test]
fn every_form_prints_an_empty_paper_with_its_title_and_all_its_parts() {
    for form in reference::plan_templates().all() {
        let paper = super::pages::empty(form, Date::constant(2020, 12, 8));
        assert_eq!(paper.title, form.paper_title.th, "{}", form.code());
        let headings = headings(&paper);
        for own in form.sections.iter().filter(|own| own.section != Section::Dependencies) {
            assert!(headings.contains(&own.heading.th), "{}: {headings:?}", form.code());
        }
        assert!(form.team.iter().all(|post| says(&paper, &post.position.th)), "{}", form.code());
    }
}
