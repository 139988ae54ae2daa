//! The content of a plan in words, the same for whoever writes, reviews or reads it: sections, fields, values, and
//! what a check finds (template tables T0-T10).

mod issue;

use continuity::{
    Duration,
    plan::{
        Agreement, Category, Field, Impact, Issue, Phase, Section, TeamRole, Text,
        dependency::{Target, TargetKind},
        diff::Value,
        personal::mask,
    },
};
use reference::List;

use crate::Lang;

/// The messages of these words in one language.
pub mod text {
    locale::catalogue!("plan_words", crate::Lang);
}

/// The words of one language.
#[derive(Clone, Copy, Debug)]
pub struct PlanWords {
    /// Which language.
    pub lang: Lang,
    t: text::T,
}

impl PlanWords {
    /// In this language.
    pub const fn new(lang: Lang) -> Self {
        PlanWords { lang, t: text::T(lang) }
    }

    /// A section.
    pub const fn section(self, section: Section) -> &'static str {
        let t = self.t;
        match section {
            Section::Scope => t.section_scope(),
            Section::Hazards => t.section_hazards(),
            Section::Processes => t.section_processes(),
            Section::Dependencies => t.section_dependencies(),
            Section::Resources => t.section_resources(),
            Section::Strategies => t.section_strategies(),
            Section::Team => t.section_team(),
            Section::Recovery => t.section_recovery(),
        }
    }

    /// A field.
    pub const fn field(self, field: Field) -> &'static str {
        let t = self.t;
        match field {
            Field::Title => t.field_title(),
            Field::Classification => t.field_classification(),
            Field::Kind => t.field_kind(),
            Field::Objectives => t.field_objectives(),
            Field::Assumptions => t.field_assumptions(),
            Field::Scope => t.field_scope(),
            Field::Code => t.field_code(),
            Field::Label => t.field_label(),
            Field::Affects => t.field_affects(),
            Field::Id => t.field_id(),
            Field::Role => t.field_role(),
            Field::Name => t.field_name(),
            Field::Position => t.field_position(),
            Field::Phone => t.field_phone(),
            Field::Email => t.field_email(),
            Field::AlternateOf => t.field_alternate_of(),
            Field::CalledBy => t.field_called_by(),
            Field::Mission => t.field_mission(),
            Field::OwnerUnit => t.field_owner_unit(),
            Field::Impact => t.field_impact(),
            Field::ImpactOverTime => t.field_impact_over_time(),
            Field::Rto => t.field_rto(),
            Field::RtoReason => t.field_rto_reason(),
            Field::Mtpd => t.field_mtpd(),
            Field::Rpo => t.field_rpo(),
            Field::Rta => t.field_rta(),
            Field::Mbco => t.field_mbco(),
            Field::PeopleServedPerDay => t.field_people_served_per_day(),
            Field::Services => t.field_services(),
            Field::DependsOn => t.field_depends_on(),
            Field::On => t.field_on(),
            Field::Group => t.field_group(),
            Field::Need => t.field_need(),
            Field::Tolerance => t.field_tolerance(),
            Field::Resources => t.field_resources(),
            Field::Category => t.field_category(),
            Field::Item => t.field_item(),
            Field::Unit => t.field_unit(),
            Field::Source => t.field_source(),
            Field::Text => t.field_text(),
            Field::Trigger => t.field_trigger(),
            Field::TimeToImplement => t.field_time_to_implement(),
            Field::MaximumDuration => t.field_maximum_duration(),
            Field::LevelAchieved => t.field_level_achieved(),
            Field::CostBaht => t.field_cost_baht(),
            Field::Commitment => t.field_commitment(),
            Field::Quantity => t.field_quantity(),
            Field::Agreement => t.field_agreement(),
            Field::Phase => t.field_phase(),
            Field::Order => t.field_order(),
            Field::Step => t.field_step(),
            Field::After => t.field_after(),
            Field::Due => t.field_due(),
            Field::NotApplicable => t.field_not_applicable(),
            Field::Reason => t.field_reason(),
            Field::Row => t.field_row(),
        }
    }

    /// What a check found.
    pub fn issue(self, issue: &Issue) -> String {
        issue::words(self, issue)
    }

    /// State of an agreement.
    pub const fn agreement(self, agreement: Agreement) -> &'static str {
        let t = self.t;
        match agreement {
            Agreement::None => t.agreement_none(),
            Agreement::Proposed => t.agreement_proposed(),
            Agreement::Signed => t.agreement_signed(),
            Agreement::Expired => t.agreement_expired(),
        }
    }

    /// Kind of a dependency.
    pub const fn target_kind(self, kind: TargetKind) -> &'static str {
        let t = self.t;
        match kind {
            TargetKind::Lifeline => t.target_lifeline(),
            TargetKind::Process => t.target_process(),
            TargetKind::Site => t.target_site(),
            TargetKind::System => t.target_system(),
            TargetKind::Supplier => t.target_supplier(),
            TargetKind::Staff => t.target_staff(),
        }
    }

    /// What a dependency is on; as written when it can't be understood.
    pub fn target(self, on: &str) -> String {
        let Ok(target) = Target::parse(on) else { return on.to_owned() };
        let named = |code: &str| format!("{} {code}", self.target_kind(target.kind()));
        match target {
            Target::Lifeline(code) => self.lang.label(List::lifelines(), code).to_owned(),
            Target::Process { organisation, id } => self.t.target_process_of(id, organisation),
            Target::Site(code) | Target::System(code) | Target::Supplier(code) | Target::Staff(code) => named(code),
        }
    }

    /// Words of a plan: English where there are any and English is read.
    pub fn text(self, text: &Text) -> &str {
        self.lang.name(&text.th, text.en.as_deref().unwrap_or_default())
    }

    /// A resource category.
    pub fn category(self, category: Category) -> &'static str {
        self.lang.label(List::categories(), category.code())
    }

    /// A level of impact.
    pub fn impact(self, impact: Impact) -> &'static str {
        self.lang.label(List::impacts(), impact.code())
    }

    /// A part in the team.
    pub fn team_role(self, role: TeamRole) -> &'static str {
        self.lang.label(List::team_roles(), role.code())
    }

    /// A phase of recovery.
    pub fn phase(self, phase: Phase) -> &'static str {
        self.lang.label(List::phases(), phase.code())
    }

    /// A situation by its code.
    pub fn hazard(self, code: &str) -> &str {
        self.lang.label(List::hazards(), code)
    }

    fn hazards(self, codes: &[String]) -> String {
        let names: Vec<&str> = codes.iter().map(|code| self.hazard(code)).collect();
        names.join(", ")
    }

    /// A value as a page shows it before and after a change; the field says which list a code is of.
    pub fn value(self, field: Field, value: &Value) -> String {
        match value {
            Value::Text(text) => self.text(text).to_owned(),
            Value::Words(words) if field == Field::On => self.target(words),
            Value::Words(words) => words.clone(),
            Value::Duration(length) => self.lang.duration(*length),
            Value::Number(number) if matches!(field, Field::Mbco | Field::LevelAchieved) => share(*number),
            Value::Number(number) => number.to_string(),
            Value::Count(count) => self.lang.number(*count),
            Value::Code(code) => self.code(field, code).to_owned(),
            Value::Codes(codes) => codes.iter().map(|code| self.code(field, code)).collect::<Vec<_>>().join(", "),
            Value::List(list) => list.join(", "),
            Value::Orders(list) => orders(list),
            Value::Course(course) => {
                self.course(course.iter().map(|(at, impact)| (*at, self.impact(*impact).to_owned())))
            }
            Value::Quantities(needs) => self.course(needs.iter().map(|(at, n)| (*at, n.to_string()))),
        }
    }

    /// The same for a page on which nobody sees personal data.
    pub fn masked(self, field: Field, value: &Value) -> String {
        let value = self.value(field, value);
        if field.is_personal() { mask(&value) } else { value }
    }

    /// Values over time: `4 ชม.: 2, 1 วัน: 5`.
    pub fn course(self, points: impl Iterator<Item = (Duration, String)>) -> String {
        let points: Vec<String> = points.map(|(at, value)| self.t.at_time(self.lang.duration(at), value)).collect();
        points.join(", ")
    }

    fn code(self, field: Field, code: &'static str) -> &'static str {
        let list = match field {
            Field::Classification => List::classifications(),
            Field::Kind => List::plan_kinds(),
            Field::Impact => List::impacts(),
            Field::Role => List::team_roles(),
            Field::Phase => List::phases(),
            Field::Agreement => return Agreement::from_code(code).map_or(code, |agreement| self.agreement(agreement)),
            _ => List::categories(),
        };
        self.lang.label(list, code)
    }
}

/// A share of 1 as a percentage without needless decimals.
pub fn share(share: f64) -> String {
    let percent = (share * 10_000.0).round() / 100.0;
    format!("{percent}%")
}

fn orders(list: &[i64]) -> String {
    list.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_finding_names_the_process_and_both_times_in_either_language() {
        let issue = Issue::RtoOverMtpd {
            process: Text { th: "ออกใบอนุญาต".into(), en: Some("Licences".into()) },
            rto: Duration::days(3),
            mtpd: Duration::days(1),
        };
        assert_eq!(PlanWords::new(Lang::Th).issue(&issue), "“ออกใบอนุญาต” ตั้ง RTO 3 วัน นานกว่า MTPD 1 วัน");
        assert!(PlanWords::new(Lang::En).issue(&issue).contains("“Licences” has an RTO of 3 d"));
    }

    #[test]
    fn a_code_is_shown_by_the_label_of_its_list() {
        let words = PlanWords::new(Lang::Th);
        assert_eq!(words.value(Field::Impact, &Value::Code("high")), "สูง");
        assert_eq!(words.value(Field::Affects, &Value::Codes(vec!["people"])), "บุคลากรหลัก");
        assert_eq!(words.value(Field::Mbco, &Value::Number(0.6)), "60%");
        assert_eq!(words.target("lifeline:power"), "ไฟฟ้า");
        assert_eq!(words.target("process:D001/P1"), "กระบวนงาน P1 ของ D001");
    }
}
