//! The rows of each section with their cells in words (template tables T0-T10).

use continuity::plan::{Field, Place, Plan, Process, Section, Text, diff::Value, finding::anchor, section::Waived};
use web::plan_words::{self, PlanWords};

/// One row of a section.
#[derive(Clone, Debug)]
pub(in crate::review) struct Line {
    section: Section,
    row: Option<usize>,
    inner: Option<usize>,
    id: Option<String>,
    /// What the row is called.
    pub(in crate::review) name: String,
    /// Its cells; every row of a section but the scope has the same fields.
    pub(in crate::review) cells: Vec<(Field, String)>,
}

impl Line {
    fn new(section: Section, row: usize, name: String, cells: Vec<(Field, String)>) -> Self {
        Line { section, row: Some(row), inner: None, id: None, name, cells }
    }

    fn named(mut self, id: &str) -> Self {
        self.id = Some(id.to_owned()).filter(|id| !id.trim().is_empty());
        self
    }

    fn inside(mut self, inner: usize) -> Self {
        self.inner = Some(inner);
        self
    }

    /// A field of this row; a row of one field is that field.
    pub(in crate::review) fn place(&self, field: Field) -> Place {
        let field = match self.cells.as_slice() {
            [(only, _)] if self.section == Section::Scope => *only,
            _ => field,
        };
        Place { row: self.row, id: self.id.clone(), inner: self.inner, field }
    }

    /// Identifies the row on the page: `processes-2`.
    pub(in crate::review) fn anchor(&self) -> String {
        super::row_anchor(self.section, &anchor(self.section, &self.place(Field::Row))).to_owned()
    }
}

/// The row with this anchor.
pub(in crate::review) fn line_at(plan: &Plan, at: &str) -> Option<(Section, Line)> {
    let section = Section::from_code(at.split('-').next()?)?;
    let lines = of_section(plan, section, PlanWords::new(web::Lang::Th));
    lines.into_iter().find(|line| line.anchor() == at).map(|line| (section, line))
}

/// The rows of a section, personal data masked.
pub(super) fn of_section(plan: &Plan, section: Section, w: PlanWords) -> Vec<Line> {
    let plan = &plan.masked();
    match section {
        Section::Scope => scope(plan, w),
        Section::Hazards => hazards(plan, w),
        Section::Processes => plan.processes.iter().enumerate().map(|(row, p)| process(row, p, w)).collect(),
        Section::Dependencies => dependencies(plan, w),
        Section::Resources => resources(plan, w),
        Section::Strategies => strategies(plan, w),
        Section::Team => team(plan, w),
        Section::Recovery => recovery(plan, w),
    }
}

fn scope(plan: &Plan, w: PlanWords) -> Vec<Line> {
    let text = |text: &Text| w.text(text).to_owned();
    let passage = |field: Field| {
        move |(row, passage): (usize, &Text)| {
            Line::new(Section::Scope, row, w.field(field).to_owned(), vec![(field, w.text(passage).to_owned())])
        }
    };
    let whole = |field: Field, words: String| Line {
        row: None,
        ..Line::new(Section::Scope, 0, w.field(field).to_owned(), vec![(field, words)])
    };
    let secrecy = w.value(Field::Classification, &Value::Code(plan.classification.code()));
    let mut lines = vec![whole(Field::Title, text(&plan.title)), whole(Field::Classification, secrecy)];
    lines.extend(plan.objectives.iter().enumerate().map(passage(Field::Objectives)));
    lines.extend(plan.assumptions.iter().enumerate().map(passage(Field::Assumptions)));
    lines.extend(plan.scope.iter().map(|scope| whole(Field::Scope, text(scope))));
    lines
}

fn hazards(plan: &Plan, w: PlanWords) -> Vec<Line> {
    let mut lines: Vec<Line> = plan
        .hazards
        .iter()
        .enumerate()
        .map(|(row, hazard)| {
            let label = hazard.label.as_ref().filter(|label| !label.is_blank());
            let name = label.map_or_else(|| w.hazard(&hazard.code), |label| w.text(label));
            let affects: Vec<&str> = hazard.affects.iter().map(|category| w.category(*category)).collect();
            let cells = vec![(Field::Affects, affects.join(", "))];
            Line::new(Section::Hazards, row, name.to_owned(), cells).named(&hazard.code)
        })
        .collect();
    let waived = plan.not_applicable.iter().filter_map(|n| match Waived::parse(&n.section) {
        Some(Waived::Hazard(code)) => Some((code, &n.reason)),
        _ => None,
    });
    lines.extend(waived.enumerate().map(|(n, (code, reason))| {
        let words = format!("{}: {reason}", w.field(Field::NotApplicable));
        Line::new(Section::Hazards, plan.hazards.len() + n, w.hazard(code).to_owned(), vec![(Field::Affects, words)])
            .named(code)
    }));
    lines
}

fn process(row: usize, process: &Process, w: PlanWords) -> Line {
    let length =
        |length: Option<continuity::Duration>| length.map(|length| w.lang.duration(length)).unwrap_or_default();
    let cells = vec![
        (Field::Mission, process.mission.as_ref().map(|mission| w.text(mission).to_owned()).unwrap_or_default()),
        (Field::OwnerUnit, process.owner_unit.clone().unwrap_or_default()),
        (Field::Impact, process.impact.map_or("", |impact| w.impact(impact)).to_owned()),
        (Field::ImpactOverTime, w.value(Field::ImpactOverTime, &Value::Course(process.impact_over_time.clone()))),
        (Field::Mtpd, length(process.mtpd)),
        (Field::Rto, length(process.rto)),
        (Field::RtoReason, process.rto_reason.clone().unwrap_or_default()),
        (Field::Rpo, length(process.rpo)),
        (Field::Rta, length(process.rta)),
        (Field::Mbco, process.mbco.map(plan_words::share).unwrap_or_default()),
        (Field::PeopleServedPerDay, process.people_served_per_day.map(|n| w.lang.number(n)).unwrap_or_default()),
        (Field::Services, process.services.join(", ")),
    ];
    Line::new(Section::Processes, row, called(process, w), cells).named(&process.id)
}

fn called(process: &Process, w: PlanWords) -> String {
    if process.name.is_blank() { process.id.clone() } else { w.text(&process.name).to_owned() }
}

fn dependencies(plan: &Plan, w: PlanWords) -> Vec<Line> {
    let of = |(row, process): (usize, &Process)| -> Vec<Line> {
        let line = |(inner, dependency): (usize, &continuity::plan::Dependency)| {
            let cells = vec![
                (Field::On, w.target(&dependency.on)),
                (Field::Group, dependency.group.clone().unwrap_or_default()),
                (Field::Need, dependency.need.map(|need| need.to_string()).unwrap_or_default()),
                (Field::Tolerance, dependency.tolerance.map(|length| w.lang.duration(length)).unwrap_or_default()),
            ];
            Line::new(Section::Dependencies, row, called(process, w), cells).named(&process.id).inside(inner)
        };
        process.depends_on.iter().enumerate().map(line).collect()
    };
    plan.processes.iter().enumerate().flat_map(of).collect()
}

fn resources(plan: &Plan, w: PlanWords) -> Vec<Line> {
    let of = |(row, process): (usize, &Process)| -> Vec<Line> {
        let line = |(inner, resource): (usize, &continuity::plan::ResourceNeed)| {
            let cells = vec![
                (Field::Category, w.category(resource.category).to_owned()),
                (Field::Item, w.text(&resource.item).to_owned()),
                (Field::Need, w.course(resource.need.iter().map(|(at, n)| (*at, n.to_string())))),
                (Field::Unit, resource.unit.clone().unwrap_or_default()),
                (Field::Source, resource.source.clone().unwrap_or_default()),
            ];
            Line::new(Section::Resources, row, called(process, w), cells).named(&process.id).inside(inner)
        };
        process.resources.iter().enumerate().map(line).collect()
    };
    plan.processes.iter().enumerate().flat_map(of).collect()
}

fn strategies(plan: &Plan, w: PlanWords) -> Vec<Line> {
    let line = |(row, strategy): (usize, &continuity::plan::Strategy)| {
        let length = |length: Option<continuity::Duration>| length.map(|l| w.lang.duration(l)).unwrap_or_default();
        let shared = strategy.commitment.as_ref().map(|commitment| {
            let agreement = commitment.agreement.map(|agreement| format!(" ({})", w.agreement(agreement)));
            format!("{} × {}{}", commitment.resource, commitment.quantity, agreement.unwrap_or_default())
        });
        let cells = vec![
            (Field::Text, w.text(&strategy.text).to_owned()),
            (Field::Trigger, strategy.trigger.as_ref().map(|text| w.text(text).to_owned()).unwrap_or_default()),
            (Field::TimeToImplement, length(strategy.time_to_implement)),
            (Field::MaximumDuration, length(strategy.maximum_duration)),
            (Field::LevelAchieved, strategy.level_achieved.map(plan_words::share).unwrap_or_default()),
            (Field::CostBaht, strategy.cost_baht.map(|baht| baht.to_string()).unwrap_or_default()),
            (Field::Commitment, shared.unwrap_or_default()),
        ];
        Line::new(Section::Strategies, row, w.category(strategy.category).to_owned(), cells)
    };
    plan.strategies.iter().enumerate().map(line).collect()
}

fn team(plan: &Plan, w: PlanWords) -> Vec<Line> {
    let name_of = |id: &Option<String>| {
        let member = plan.team.iter().find(|member| Some(&member.id) == id.as_ref());
        member.map(|member| member.name.clone()).or(id.clone()).unwrap_or_default()
    };
    let line = |(row, member): (usize, &continuity::plan::TeamMember)| {
        let cells = vec![
            (Field::Role, w.team_role(member.role).to_owned()),
            (Field::Position, member.position.clone().unwrap_or_default()),
            (Field::Phone, member.phone.clone().unwrap_or_default()),
            (Field::Email, member.email.clone().unwrap_or_default()),
            (Field::AlternateOf, name_of(&member.alternate_of)),
            (Field::CalledBy, name_of(&member.called_by)),
        ];
        Line::new(Section::Team, row, member.name.clone(), cells).named(&member.id)
    };
    plan.team.iter().enumerate().map(line).collect()
}

fn recovery(plan: &Plan, w: PlanWords) -> Vec<Line> {
    let line = |(row, step): (usize, &continuity::plan::RecoveryStep)| {
        let orders: Vec<String> = step.after.iter().map(ToString::to_string).collect();
        let cells = vec![
            (Field::Phase, w.phase(step.phase).to_owned()),
            (Field::Order, step.order.map(|order| order.to_string()).unwrap_or_default()),
            (Field::Role, step.role.clone()),
            (Field::After, orders.join(", ")),
            (Field::Due, step.due.map(|length| w.lang.duration(length)).unwrap_or_default()),
        ];
        Line::new(Section::Recovery, row, w.text(&step.step).to_owned(), cells)
    };
    plan.recovery.iter().enumerate().map(line).collect()
}

#[cfg(test)]
#[path = "../../../../continuity/tests/common/whole.rs"]
mod whole;

#[cfg(test)]
mod tests {
    use super::whole::each_member_shows;
    use super::*;
    use continuity::plan::{PlanKind, TeamMember};

    #[test]
    fn a_reviewer_never_sees_a_whole_telephone_or_address() {
        let mut plan = Plan::draft("D001", 2563, PlanKind::Main, Text::th("แผน"));
        let (phone, email) = (Some("081-234-5601".to_owned()), Some("somchai@dla.go.th".to_owned()));
        plan.team = vec![TeamMember { name: "สมชาย".into(), phone, email, ..TeamMember::default() }];
        let lines = of_section(&plan, Section::Team, PlanWords::new(web::Lang::Th));
        let told: Vec<&str> = lines.iter().flat_map(|line| &line.cells).map(|(_, words)| words.as_str()).collect();
        assert!(told.contains(&"•••-•••-••01") && !told.iter().any(|words| words.contains("somchai")), "{told:?}");
        assert_eq!(lines.first().map(|line| line.name.as_str()), Some("สมชาย"));
    }

    #[test]
    fn every_member_of_a_plan_is_read_by_its_reviewer() {
        let excepted = [
            ("plan.format", "the same in every plan"),
            ("plan.organisation", "whose plan it is heads the page"),
            ("plan.fiscal_year", "the year heads the page"),
            ("plan.kind", "only main plans are reviewed"),
            ("hazard.code", "an own situation is told by its label"),
            ("member.id", "a person is told by name"),
            ("process.id", "a process is told by name"),
        ];
        each_member_shows(&excepted, |plan| {
            let of = |section: &Section| of_section(plan, *section, PlanWords::new(web::Lang::Th));
            let lines = Section::ALL.iter().flat_map(of);
            lines.map(|line| (line.name, line.cells)).collect::<Vec<_>>()
        });
    }

    #[test]
    fn every_row_is_found_by_its_anchor() {
        let mut plan = Plan::draft("D001", 2563, PlanKind::Main, Text::th("แผน"));
        plan.objectives = vec![Text::th("ก"), Text::th("ข")];
        plan.processes =
            vec![Process { id: "P1".into(), name: Text::th("รับคำร้อง"), ..Process::default() }];
        plan.team = vec![TeamMember { id: "a".into(), name: "สมชาย".into(), ..TeamMember::default() }];
        for at in ["scope-title", "scope-1-objectives", "processes-0", "team-0"] {
            let (_, line) = line_at(&plan, at).unwrap_or_else(|| panic!("{at}"));
            assert_eq!(line.anchor(), at);
        }
        assert_eq!(line_at(&plan, "processes-0").map(|(_, line)| line.place(Field::Rto).id), Some(Some("P1".into())));
        assert!(line_at(&plan, "processes-9").is_none() && line_at(&plan, "nothing-0").is_none());
    }
}
