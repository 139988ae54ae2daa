//! A version section by section, in words; personal data masked.

use continuity::plan::{Plan, Section, Text, template::Template};
use web::plan_words::PlanWords;

use super::{store::Remark, text::T};
use crate::{
    section::{Plain, call_tree_picture, readable, title},
    text::T as Words,
};

/// One section to read.
pub struct SectionView {
    /// Its anchor.
    pub anchor: &'static str,
    /// Its name.
    pub name: String,
    /// Why it does not apply.
    pub waiver: Option<String>,
    /// Lists of words, each with its name; only the scope has them.
    pub words: Vec<(&'static str, Vec<String>)>,
    /// Its table; `None` when it has none or it is empty.
    pub table: Option<Plain>,
    /// True when personal data stands in it, masked.
    pub personal: bool,
    /// Pictures.
    pub pictures: Vec<String>,
    /// What the reviewer remarked: where, words, by whom, answer.
    pub remarks: Vec<RemarkView>,
}

/// One remark in words.
pub struct RemarkView {
    /// Row; may be empty.
    pub row: String,
    /// Words.
    pub text: String,
    /// By whom and when.
    pub by: String,
    /// The agency's answer; may be empty.
    pub answer: String,
}

/// All sections in the order of the form.
pub fn sections(form: &Template, plan: &Plan, remarks: &[Remark], words: PlanWords) -> Vec<SectionView> {
    let told = plan.masked();
    form.sections_of(plan).into_iter().map(|section| view(section, form, &told, remarks, words)).collect()
}

fn view(section: Section, form: &Template, plan: &Plan, remarks: &[Remark], words: PlanWords) -> SectionView {
    let table = (section != Section::Scope).then(|| readable(section, form, plan, Words(words.lang)));
    let picture = match section {
        Section::Team => call_tree_picture(plan, Words(words.lang)),
        _ => String::new(),
    };
    SectionView {
        anchor: section.code(),
        name: title(section, form, words),
        waiver: plan.waiver(section).map(str::to_owned),
        words: if section == Section::Scope { scope(plan, words) } else { Vec::new() },
        table: table.filter(|table| !table.rows.is_empty()),
        personal: plan.has_personal_in(section),
        pictures: Some(picture).filter(|svg| !svg.is_empty()).into_iter().collect(),
        remarks: remarks.iter().filter(|remark| remark.section == section.code()).map(|r| remark(r, words)).collect(),
    }
}

fn scope(plan: &Plan, words: PlanWords) -> Vec<(&'static str, Vec<String>)> {
    let t = T(words.lang);
    let lines =
        |texts: &[Text]| texts.iter().filter(|text| !text.is_blank()).map(|text| words.text(text).to_owned()).collect();
    vec![
        (t.objectives(), lines(&plan.objectives)),
        (t.assumptions(), lines(&plan.assumptions)),
        (t.scope(), plan.scope.as_slice().iter().map(|scope| words.text(scope).to_owned()).collect()),
    ]
}

fn remark(remark: &Remark, words: PlanWords) -> RemarkView {
    RemarkView {
        row: remark.row_name.clone(),
        text: remark.text.clone(),
        by: T(words.lang).remark_by(&remark.by, words.lang.moment(remark.at)),
        answer: remark.answer.clone(),
    }
}
