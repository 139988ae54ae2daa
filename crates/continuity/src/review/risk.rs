//! In which order reviewers should look at submitted plans: a score from plain reasons, each with its points, so
//! that nobody has to trust a number without knowing why.
//!
//! The score orders a queue. It never approves or returns anything, and waiting always moves a plan up.

use serde::{Deserialize, Serialize};

use crate::{
    codes::codes,
    organisation::Kind,
    plan::{
        Category, Finding, Issue, Plan, Section,
        diff::{Change, is_unchanged_renewal},
        finding::Nature,
        resource::uses,
    },
};

codes! {
    /// How closely a plan should be looked at.
    RiskClass {
        /// Soon and closely.
        High = "high",
        /// In its turn.
        Medium = "medium",
        /// Nothing speaks against it.
        Low = "low",
        /// Like last year's approved plan: may be approved together with others.
        Routine = "routine",
    }
}

/// What the score is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// Kind of organisation.
    pub kind: Kind,
    /// The organisation never had an approved plan.
    pub first_time: bool,
    /// The plan was returned this year and comes again.
    pub resubmitted: bool,
    /// Handed in after the due day.
    pub late: bool,
    /// Nothing but the year changed since the approved plan of an earlier year.
    pub unchanged_renewal: bool,
    /// Processes whose RTO is over their MTPD.
    pub rto_over_mtpd: u32,
    /// Other contradictions, such as a call tree that does not reach everybody.
    pub contradictions: u32,
    /// Warnings.
    pub warnings: u32,
    /// A situation takes the premises away and the plan names no other place.
    pub no_alternate_site: bool,
    /// Sections declared not applicable.
    pub waived_sections: u32,
    /// Differences from the version reviewed before; 0 when there is none.
    pub changes: u32,
    /// Whole days since it was handed in.
    pub days_waiting: u32,
}

/// One reason to look, with its data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "reason", rename_all = "snake_case")]
pub enum Reason {
    /// RTO over MTPD.
    RtoOverMtpd {
        /// In so many processes.
        processes: u32,
    },
    /// Other contradictions.
    Contradictions {
        /// How many.
        count: u32,
    },
    /// No other place to work.
    NoAlternateSite,
    /// Never approved before.
    FirstTime,
    /// Others stop if it stops.
    CriticalKind,
    /// Comes again after a return.
    Resubmitted,
    /// Much changed since the last review.
    ChangedMuch {
        /// Differences.
        changes: u32,
    },
    /// Sections left out with a reason.
    WaivedSections {
        /// How many.
        count: u32,
    },
    /// Many warnings.
    ManyWarnings {
        /// How many.
        count: u32,
    },
    /// Handed in late.
    Late,
    /// Has waited long.
    LongWaiting {
        /// Whole days.
        days: u32,
    },
}

/// The verdict: a class, a score and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Triage {
    /// How closely to look.
    pub class: RiskClass,
    /// Sum of the points; the queue is ordered by it, highest first.
    pub score: u32,
    /// The reasons with their points, most points first.
    pub reasons: Vec<(Reason, u32)>,
}

/// Differences from which much has changed.
const MUCH: u32 = 20;
/// Warnings from which there are many.
const MANY: u32 = 10;
/// Days after which a plan has waited long, and then again a point each day.
pub const LONG: u32 = 7;
/// Days after which waiting adds no more points.
pub const LONGEST: u32 = 60;
/// Score from which a plan is looked at closely.
pub const HIGH: u32 = 40;
/// Score from which a plan is looked at in its turn.
pub const MEDIUM: u32 = 15;

/// Points for the days waited: none at first, then one more every day up to a limit. The only part of a score that
/// changes by itself.
pub const fn waiting_points(days: u32) -> u32 {
    match days {
        0..LONG => 0,
        LONG..=LONGEST => 5 + days - LONG,
        _ => 5 + LONGEST - LONG,
    }
}

impl Reason {
    /// Points: what a return would most likely be about weighs most; waiting weighs more every day.
    const fn points(self) -> u32 {
        match self {
            Reason::RtoOverMtpd { processes } => 25 + if processes > 5 { 25 } else { processes * 5 },
            Reason::Contradictions { count } => 20 + if count > 5 { 20 } else { count * 4 },
            Reason::NoAlternateSite => 20,
            Reason::FirstTime | Reason::CriticalKind => 15,
            Reason::Resubmitted | Reason::ChangedMuch { .. } => 10,
            Reason::WaivedSections { count } => {
                if count > 4 {
                    20
                } else {
                    count * 5
                }
            }
            Reason::ManyWarnings { .. } | Reason::Late => 5,
            Reason::LongWaiting { days } => waiting_points(days),
        }
    }
}

/// Scores a submitted plan.
pub fn triage(facts: &Facts) -> Triage {
    let candidates = [
        (facts.rto_over_mtpd > 0, Reason::RtoOverMtpd { processes: facts.rto_over_mtpd }),
        (facts.contradictions > 0, Reason::Contradictions { count: facts.contradictions }),
        (facts.no_alternate_site, Reason::NoAlternateSite),
        (facts.first_time, Reason::FirstTime),
        (facts.kind.others_hang_on_it(), Reason::CriticalKind),
        (facts.resubmitted, Reason::Resubmitted),
        (facts.changes >= MUCH, Reason::ChangedMuch { changes: facts.changes }),
        (facts.waived_sections > 0, Reason::WaivedSections { count: facts.waived_sections }),
        (facts.warnings >= MANY, Reason::ManyWarnings { count: facts.warnings }),
        (facts.late, Reason::Late),
        (facts.days_waiting >= LONG, Reason::LongWaiting { days: facts.days_waiting }),
    ];
    let mut reasons: Vec<(Reason, u32)> =
        candidates.into_iter().filter(|(applies, _)| *applies).map(|(_, reason)| (reason, reason.points())).collect();
    reasons.sort_by_key(|(_, points)| std::cmp::Reverse(*points));
    let score = reasons.iter().map(|(_, points)| points).sum();
    Triage { class: class(facts, score), score, reasons }
}

/// An unchanged renewal is routine only when nothing in it contradicts itself: rules may have become stricter.
fn class(facts: &Facts, score: u32) -> RiskClass {
    if facts.unchanged_renewal && facts.rto_over_mtpd == 0 && facts.contradictions == 0 && !facts.resubmitted {
        return RiskClass::Routine;
    }
    match score {
        HIGH.. => RiskClass::High,
        MEDIUM.. => RiskClass::Medium,
        _ => RiskClass::Low,
    }
}

impl Facts {
    /// The facts that the plan itself shows. `findings` are those of its check; `earlier` is the version reviewed
    /// before, this year's or an earlier year's, with the differences from it. What the history shows (first time,
    /// returned, late, waiting) is left at no and the caller sets it.
    pub fn of_plan(kind: Kind, plan: &Plan, findings: &[Finding], earlier: Option<(&Plan, &[Change])>) -> Facts {
        let count = |wanted: &dyn Fn(&Finding) -> bool| {
            u32::try_from(findings.iter().filter(|finding| wanted(finding)).count()).unwrap_or(u32::MAX)
        };
        let is_rto = |finding: &Finding| matches!(finding.what, Issue::RtoOverMtpd { .. });
        let waived = Section::ALL.iter().filter(|section| plan.waiver(**section).is_some()).count();
        Facts {
            kind,
            first_time: false,
            resubmitted: false,
            late: false,
            unchanged_renewal: earlier.is_some_and(|(earlier, _)| is_unchanged_renewal(earlier, plan)),
            rto_over_mtpd: count(&is_rto),
            contradictions: count(&|finding| finding.what.nature() == Nature::Contradiction && !is_rto(finding)),
            warnings: count(&|finding| !finding.is_problem()),
            no_alternate_site: lacks_alternate_site(plan),
            waived_sections: u32::try_from(waived).unwrap_or(u32::MAX),
            changes: earlier.map_or(0, |(_, changes)| u32::try_from(changes.len()).unwrap_or(u32::MAX)),
            days_waiting: 0,
        }
    }
}

/// True when some situation takes the premises away, and neither a strategy for premises nor a place among the
/// resources of any process says where the work goes on.
fn lacks_alternate_site(plan: &Plan) -> bool {
    let lost = plan.hazards.iter().any(|hazard| hazard.affects.contains(&Category::Premises));
    let strategy = plan.strategies.iter().any(|s| s.category == Category::Premises && !s.text.is_blank());
    let place = plan.processes.iter().filter(|process| uses(process, Category::Premises)).any(|process| {
        process
            .resources
            .iter()
            .any(|r| r.category == Category::Premises && crate::plan::resource::source_code(r).is_some())
    });
    lost && !strategy && !place
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::{PlanHazard, PlanKind, Strategy, Text};

    const PLAIN: Facts = Facts {
        kind: Kind::LaoSao,
        first_time: false,
        resubmitted: false,
        late: false,
        unchanged_renewal: false,
        rto_over_mtpd: 0,
        contradictions: 0,
        warnings: 0,
        no_alternate_site: false,
        waived_sections: 0,
        changes: 0,
        days_waiting: 0,
    };

    #[test]
    fn a_plan_without_reasons_is_low() {
        assert_eq!(triage(&PLAIN), Triage { class: RiskClass::Low, score: 0, reasons: vec![] });
    }

    #[test]
    fn every_point_of_the_score_has_a_reason() {
        let facts = Facts {
            kind: Kind::Hospital,
            first_time: true,
            resubmitted: true,
            late: true,
            unchanged_renewal: false,
            rto_over_mtpd: 2,
            contradictions: 1,
            warnings: 12,
            no_alternate_site: true,
            waived_sections: 1,
            changes: 40,
            days_waiting: 9,
        };
        let triage = triage(&facts);
        assert_eq!(triage.reasons.len(), 11);
        assert_eq!(triage.score, triage.reasons.iter().map(|(_, points)| points).sum::<u32>());
        assert!(triage.reasons.windows(2).all(|pair| matches!(pair, [a, b] if a.1 >= b.1)));
        assert_eq!(triage.class, RiskClass::High);
    }

    #[test]
    fn an_unchanged_renewal_is_routine_unless_it_contradicts_itself() {
        let renewal = Facts { unchanged_renewal: true, kind: Kind::Province, days_waiting: 30, ..PLAIN };
        assert_eq!(triage(&renewal).class, RiskClass::Routine);
        assert_ne!(triage(&Facts { rto_over_mtpd: 1, ..renewal }).class, RiskClass::Routine);
        assert_ne!(triage(&Facts { contradictions: 1, ..renewal }).class, RiskClass::Routine);
    }

    #[test]
    fn waiting_moves_a_plan_up_every_day_and_never_down() {
        let scores: Vec<u32> = (0..400).map(|days| triage(&Facts { days_waiting: days, ..PLAIN }).score).collect();
        assert!(scores.is_sorted());
        assert!(scores.get(8) > scores.get(7));
    }

    #[test]
    fn a_plan_that_loses_its_premises_needs_another_place() {
        let mut plan = Plan::draft("D001", 2563, PlanKind::Main, Text::th("แผน"));
        let lacks = |plan: &Plan| Facts::of_plan(Kind::Department, plan, &[], None).no_alternate_site;
        assert!(!lacks(&plan));
        plan.hazards.push(PlanHazard { code: "fire".into(), label: None, affects: vec![Category::Premises] });
        assert!(lacks(&plan));
        plan.strategies.push(Strategy {
            category: Category::Premises,
            text: Text::th("ย้ายไปโรงเรียนวัดกระทุ่มล้ม"),
            trigger: None,
            time_to_implement: None,
            maximum_duration: None,
            level_achieved: None,
            cost_baht: None,
            commitment: None,
        });
        assert!(!lacks(&plan));
    }
}
