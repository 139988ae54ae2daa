//! The form on which a plan is written, as a value: which sections it has and which of them must be filled, the times
//! that its tables ask for, and what it calls its parts (template tables T0-T10).
//!
//! A template has a family and a version; a plan stays on the version that it began with. Nothing here knows a
//! particular form: those are data (`reference/plan_templates`), and another official form is another file. A template
//! says what is asked for and never refuses what a plan has: a time or a section beyond it is kept and shown.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Phase, Plan, Section, TeamRole, Text, bia, resource};
use crate::{Duration, organisation::Family};

/// One version of one family's form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Template {
    /// Which organisations fill it in.
    pub family: Family,
    /// Number of the version, from 1.
    pub version: u32,
    /// First day on which a plan is begun on it.
    pub valid_from: Date,
    /// What the form is called.
    pub name: Text,
    /// Who fills it in and what is particular about it.
    pub about: Text,
    /// The plan's official title on paper; a new line where the cover has one.
    pub paper_title: Text,
    /// T3: times after the disruption at which the impact is asked for, rising.
    pub impact_horizons: Vec<Duration>,
    /// T4-T8: times for which quantities are asked, rising. The first stands for everything before it, too.
    pub resource_horizons: Vec<Duration>,
    /// Usual objectives, offered to whoever writes.
    #[serde(default)]
    pub objectives: Vec<Text>,
    /// Usual assumptions.
    #[serde(default)]
    pub assumptions: Vec<Text>,
    /// Its sections, in the order in which they are written.
    pub sections: Vec<SectionForm>,
    /// What each phase of recovery is called (T10), in order.
    #[serde(default)]
    pub phases: Vec<PhaseForm>,
    /// Usual posts of the continuity team (T2), the head first.
    #[serde(default)]
    pub team: Vec<Post>,
}

/// What a template says of a section.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SectionForm {
    /// Which.
    pub section: Section,
    /// True when a plan can't be sent without it, unless it is declared not applicable.
    pub required: bool,
    /// What the page calls it, where the form has a name of its own for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<Text>,
    /// What the page says about it, where the form has words of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<Text>,
    /// What the paper calls its part.
    pub heading: Text,
    /// Its tables on paper.
    #[serde(default)]
    pub tables: Vec<TableForm>,
}

/// A table of the paper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TableForm {
    /// `T0` to `T10`, or one that belongs to it, such as `T3.1`.
    pub number: String,
    /// What stands above it after its number.
    pub caption: Text,
}

/// What a phase of recovery is called.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PhaseForm {
    /// Which.
    pub phase: Phase,
    /// Its name.
    pub title: Text,
}

/// A usual post of the continuity team.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Post {
    /// Part in the team.
    pub role: TeamRole,
    /// Who usually has it.
    pub position: Text,
}

impl Default for Template {
    /// The common form without words of its own: every section required, the standard times.
    fn default() -> Self {
        let form = |section: &Section| SectionForm {
            section: *section,
            required: true,
            title: None,
            hint: None,
            heading: Text::default(),
            tables: Vec::new(),
        };
        Template {
            family: Family::Department,
            version: 1,
            valid_from: Date::ZERO,
            name: Text::default(),
            about: Text::default(),
            paper_title: Text::default(),
            impact_horizons: bia::STANDARD_HORIZONS.to_vec(),
            resource_horizons: resource::STANDARD_COLUMNS.to_vec(),
            objectives: Vec::new(),
            assumptions: Vec::new(),
            sections: Section::ALL.iter().map(form).collect(),
            phases: Vec::new(),
            team: Vec::new(),
        }
    }
}

impl Template {
    /// `local.1`: what a plan keeps of it.
    pub fn code(&self) -> String {
        format!("{}.{}", self.family.code(), self.version)
    }

    /// What the template says of a section; `None` when the form does not have it.
    pub fn section(&self, section: Section) -> Option<&SectionForm> {
        self.sections.iter().find(|form| form.section == section)
    }

    /// True when the form has the section.
    pub fn has(&self, section: Section) -> bool {
        self.section(section).is_some()
    }

    /// True when a plan can't be sent without the section.
    pub fn requires(&self, section: Section) -> bool {
        self.section(section).is_some_and(|form| form.required)
    }

    /// The sections of a plan on this form, in the form's order; then those which the form does not have and the plan
    /// has something in, so that nothing is hidden.
    pub fn sections_of(&self, plan: &Plan) -> Vec<Section> {
        let own = self.sections.iter().map(|form| form.section);
        let beside = Section::ALL.iter().copied().filter(|section| !self.has(*section) && !section.is_blank(plan));
        own.chain(beside).collect()
    }

    /// The times of table T3: the form's, and any other at which the plan assesses an impact.
    pub fn impact_times(&self, plan: &Plan) -> Vec<Duration> {
        let own = plan.processes.iter().flat_map(|process| process.impact_over_time.keys().copied());
        self.impact_horizons.iter().copied().chain(own).collect::<BTreeSet<_>>().into_iter().collect()
    }

    /// The times of tables T4-T8: the form's, and any other for which the plan gives a quantity.
    pub fn resource_times(&self, plan: &Plan) -> Vec<Duration> {
        let resources = plan.processes.iter().flat_map(|process| &process.resources);
        let own = resources.flat_map(|resource| resource.need.keys().copied());
        self.resource_horizons.iter().copied().chain(own).collect::<BTreeSet<_>>().into_iter().collect()
    }

    /// The first time of tables T4-T8; nothing can be entered as earlier.
    pub fn first_column(&self) -> Duration {
        self.resource_horizons.first().copied().unwrap_or(resource::FIRST_COLUMN)
    }

    /// What stands above a table.
    pub fn caption(&self, number: &str) -> Option<&Text> {
        let mut tables = self.sections.iter().flat_map(|form| &form.tables);
        tables.find(|table| table.number == number).map(|table| &table.caption)
    }

    /// What a phase of recovery is called, where the form has a name of its own for it.
    pub fn phase(&self, phase: Phase) -> Option<&Text> {
        self.phases.iter().find(|form| form.phase == phase).map(|form| &form.title)
    }

    /// What is wrong with the form itself; nothing for a form that may be used.
    pub fn faults(&self) -> Vec<String> {
        let mut faults = Vec::new();
        let rising = |times: &[Duration]| times.windows(2).all(|pair| pair.first() < pair.last());
        for (what, times) in [("impact", &self.impact_horizons), ("resource", &self.resource_horizons)] {
            if times.is_empty() || !rising(times) {
                faults.push(format!("the {what} horizons don't rise"));
            }
        }
        if self.version == 0 {
            faults.push("versions count from 1".to_owned());
        }
        let sections: BTreeSet<Section> = self.sections.iter().map(|form| form.section).collect();
        if sections.len() != self.sections.len() {
            faults.push("a section stands twice".to_owned());
        }
        if !self.requires(Section::Scope) {
            faults.push("every plan says what it is for".to_owned());
        }
        let phases: Vec<Phase> = self.phases.iter().map(|form| form.phase).collect();
        if phases != Phase::ALL {
            faults.push("the phases are not the three of T10 in order".to_owned());
        }
        faults.extend(
            self.texts().filter(|text| one_language(text)).map(|text| format!("{:?} in one language", text.th)),
        );
        faults.extend(self.unknown_tables());
        faults
    }

    fn unknown_tables(&self) -> impl Iterator<Item = String> {
        let known = |number: &str| {
            let whole = number.strip_prefix('T').map(|rest| rest.split_once('.').map_or(rest, |(whole, _)| whole));
            whole.and_then(|whole| whole.parse::<u8>().ok()).is_some_and(|whole| whole <= 10)
        };
        let numbers = self.sections.iter().flat_map(|form| &form.tables).map(|table| &table.number);
        numbers.filter(move |number| !known(number)).map(|number| format!("{number} is no table of the template"))
    }

    fn texts(&self) -> impl Iterator<Item = &Text> {
        let sections = self.sections.iter().flat_map(|form| {
            form.title.iter().chain(&form.hint).chain([&form.heading]).chain(form.tables.iter().map(|t| &t.caption))
        });
        [&self.name, &self.about, &self.paper_title]
            .into_iter()
            .chain(&self.objectives)
            .chain(&self.assumptions)
            .chain(sections)
            .chain(self.phases.iter().map(|form| &form.title))
            .chain(self.team.iter().map(|post| &post.position))
    }
}

fn one_language(text: &Text) -> bool {
    text.is_blank() || text.en.as_deref().is_none_or(|en| en.trim().is_empty())
}

/// All forms that there are.
#[derive(Clone, Debug, Default)]
pub struct Templates {
    list: Vec<Template>,
    common: Template,
}

impl Templates {
    /// The forms of a list; the order does not matter.
    pub fn of(mut list: Vec<Template>) -> Self {
        list.sort_by_key(|template| (template.family, template.version));
        Templates { list, common: Template::default() }
    }

    /// Every form, family by family, the oldest version first.
    pub fn all(&self) -> &[Template] {
        &self.list
    }

    /// The form with this code.
    pub fn get(&self, code: &str) -> Option<&Template> {
        self.list.iter().find(|template| template.code() == code)
    }

    /// The form on which a family begins a plan on this day: the newest that is valid, or the oldest for a day before
    /// all of them.
    pub fn newest(&self, family: Family, day: Date) -> &Template {
        let mut own = self.list.iter().filter(|template| template.family == family);
        let valid = own.clone().rfind(|template| template.valid_from <= day);
        valid.or_else(|| own.next()).unwrap_or(&self.common)
    }

    /// The form of a plan. A plan from before forms had versions names its family alone and is on the first version.
    pub fn of_plan(&self, code: &str) -> &Template {
        let family = code.split_once('.').map_or(code, |(family, _)| family);
        let first = || self.list.iter().find(|template| template.family.code() == family);
        self.get(code).or_else(first).or_else(|| self.list.first()).unwrap_or(&self.common)
    }

    /// The first day on which a later version of the same family takes its place.
    pub fn valid_until(&self, template: &Template) -> Option<Date> {
        let later =
            self.list.iter().filter(|other| other.family == template.family && other.version > template.version);
        later.map(|other| other.valid_from).min()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::{Impact, PlanKind, Process};

    fn version(version: u32, year: i16) -> Template {
        Template { version, valid_from: Date::constant(year, 10, 1), ..Template::default() }
    }

    #[test]
    fn a_plan_begins_on_the_newest_form_of_its_family_that_is_valid() {
        let all = Templates::of(vec![version(2, 2021), version(1, 2019)]);
        for (day, expected) in [((2020, 1, 1), 1), ((2021, 9, 30), 1), ((2021, 10, 1), 2), ((2012, 1, 1), 1)] {
            let day = Date::constant(day.0, day.1, day.2);
            assert_eq!(all.newest(Family::Department, day).version, expected, "{day}");
        }
        assert_eq!(all.valid_until(&version(1, 2019)), Some(Date::constant(2021, 10, 1)));
        assert_eq!(all.valid_until(&version(2, 2021)), None);
    }

    #[test]
    fn a_plan_stays_on_its_form_and_one_from_before_versions_is_on_the_first() {
        let all = Templates::of(vec![version(1, 2019), version(2, 2021)]);
        assert_eq!(all.of_plan("department.2").version, 2);
        assert_eq!(all.of_plan("department").version, 1);
        assert_eq!(all.of_plan("nothing").version, 1);
    }

    #[test]
    fn a_time_beyond_the_form_is_kept_and_stands_in_its_place() {
        let form = Template { impact_horizons: vec![Duration::hours(4), Duration::days(7)], ..Template::default() };
        let mut plan = Plan::draft("D001", 2563, PlanKind::Main, Text::th("แผน"));
        let impact_over_time = [(Duration::days(3), Impact::High)].into_iter().collect();
        plan.processes.push(Process { impact_over_time, ..Process::default() });
        assert_eq!(form.impact_times(&plan), [Duration::hours(4), Duration::days(3), Duration::days(7)]);
    }

    #[test]
    fn a_section_that_the_form_does_not_have_is_shown_once_something_is_in_it() {
        let mut form = Template::default();
        form.sections.retain(|form| form.section != Section::Processes);
        let mut plan = Plan::draft("D001", 2563, PlanKind::Main, Text::th("แผน"));
        assert!(!form.sections_of(&plan).contains(&Section::Processes));
        plan.processes.push(Process::default());
        assert_eq!(form.sections_of(&plan).last(), Some(&Section::Processes));
    }
}
