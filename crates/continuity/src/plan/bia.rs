//! Business impact analysis: recovery objectives calculated from the impact over time (ISO 22301:2019 8.2.2 c-e;
//! template table T3).
//!
//! The rule: the MTPD is the first assessed time at which the impact reaches the limit of what is tolerable, and
//! the RTO is the last assessed time before it (ISO/TS 22317: an RTO lies within the MTPD, with room for what goes
//! wrong). Where nothing earlier was assessed it is the last horizon of the form before the MTPD, and where there is
//! none either, half of the MTPD. The calculation proposes; a person may adjust it with a reason and it is never
//! written into a plan by itself.

use serde::Serialize;

use super::{Impact, Process};
use crate::Duration;

/// Times after the disruption at which the common form asks for the impact: the ends of 0-2 h, 2-4 h, 1 day, 1 week,
/// 2 weeks and 1 month (of 30 days).
pub const STANDARD_HORIZONS: [Duration; 6] = [
    Duration::hours(2),
    Duration::hours(4),
    Duration::days(1),
    Duration::days(7),
    Duration::days(14),
    Duration::days(30),
];

/// The level of impact from which a disruption is not tolerable, unless the organisation decides otherwise: more
/// than a quarter of the capability is lost.
pub const TOLERABLE_LIMIT: Impact = Impact::High;

/// Recovery objectives of one process.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Objectives {
    /// Recovery time objective; never over `mtpd`.
    pub rto: Duration,
    /// Maximum tolerable period of disruption.
    pub mtpd: Duration,
}

/// The objectives that follow from the impact over time; `None` while no impact reaches the limit, because then
/// nothing is known of when it would. `horizons` are the times of the form, rising.
pub fn calculated(process: &Process, tolerable_limit: Impact, horizons: &[Duration]) -> Option<Objectives> {
    let reaches = |impact: Impact| impact <= tolerable_limit;
    let (mtpd, _) = process.impact_over_time.iter().find(|(_, impact)| reaches(**impact))?;
    let assessed = process.impact_over_time.range(..*mtpd).next_back().map(|(time, _)| *time);
    let standard = || horizons.iter().rev().find(|time| *time < mtpd).copied();
    let half = Duration::minutes(mtpd.as_minutes() / 2);
    Some(Objectives { rto: assessed.or_else(standard).unwrap_or(half), mtpd: *mtpd })
}

/// The calculated objectives when the RTO of the process differs from them and so needs a reason.
pub fn adjusted(process: &Process, tolerable_limit: Impact, horizons: &[Duration]) -> Option<Objectives> {
    let objectives = calculated(process, tolerable_limit, horizons)?;
    process.rto.filter(|rto| *rto != objectives.rto).map(|_| objectives)
}

/// True when the RTO differs from the calculated one and no reason is written.
pub fn needs_reason(process: &Process, tolerable_limit: Impact, horizons: &[Duration]) -> bool {
    let written = process.rto_reason.as_deref().is_some_and(|reason| !reason.trim().is_empty());
    !written && adjusted(process, tolerable_limit, horizons).is_some()
}

/// The worst impact at any time; `None` when none is assessed.
pub fn worst_over_time(process: &Process) -> Option<Impact> {
    process.impact_over_time.values().min().copied()
}

/// The first time at which the impact is milder than at some time before: people seldom mean that.
pub fn lessens_at(process: &Process) -> Option<Duration> {
    let mut worst: Option<Impact> = None;
    for (time, impact) in &process.impact_over_time {
        if worst.is_some_and(|worst| *impact > worst) {
            return Some(*time);
        }
        worst = Some(*impact);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use Impact::{High, Insignificant, Low, Medium, VeryHigh};

    fn with_impacts(impacts: &[(Duration, Impact)]) -> Process {
        Process { impact_over_time: impacts.iter().copied().collect(), ..Process::default() }
    }

    fn at_standard_horizons(impacts: [Impact; 6]) -> Process {
        with_impacts(&STANDARD_HORIZONS.into_iter().zip(impacts).collect::<Vec<_>>())
    }

    fn rto_and_mtpd(process: &Process) -> Option<(Duration, Duration)> {
        calculated(process, TOLERABLE_LIMIT, &STANDARD_HORIZONS).map(|o| (o.rto, o.mtpd))
    }

    #[test]
    fn the_mtpd_is_where_the_limit_is_reached_and_the_rto_the_horizon_before() {
        let process = at_standard_horizons([Low, Medium, High, VeryHigh, VeryHigh, VeryHigh]);
        assert_eq!(rto_and_mtpd(&process), Some((Duration::hours(4), Duration::days(1))));
    }

    #[test]
    fn a_limit_reached_at_the_first_horizon_leaves_half_of_it() {
        let process = at_standard_horizons([VeryHigh; 6]);
        assert_eq!(rto_and_mtpd(&process), Some((Duration::hours(1), Duration::hours(2))));
        let at_once = with_impacts(&[(Duration::ZERO, VeryHigh)]);
        assert_eq!(rto_and_mtpd(&at_once), Some((Duration::ZERO, Duration::ZERO)));
    }

    #[test]
    fn an_impact_that_stays_tolerable_gives_no_objectives() {
        assert_eq!(rto_and_mtpd(&at_standard_horizons([Insignificant, Low, Low, Low, Medium, Medium])), None);
        assert_eq!(rto_and_mtpd(&Process::default()), None);
    }

    #[test]
    fn another_limit_moves_the_objectives() {
        let process = at_standard_horizons([Low, Medium, High, VeryHigh, VeryHigh, VeryHigh]);
        let strict = calculated(&process, Medium, &STANDARD_HORIZONS).map(|o| (o.rto, o.mtpd));
        assert_eq!(strict, Some((Duration::hours(2), Duration::hours(4))));
    }

    #[test]
    fn a_gap_in_the_assessment_is_never_bridged_in_favour_of_delay() {
        let gap = with_impacts(&[(Duration::hours(2), Low), (Duration::days(7), High)]);
        assert_eq!(rto_and_mtpd(&gap), Some((Duration::hours(2), Duration::days(7))));
        let late_only = with_impacts(&[(Duration::days(7), High)]);
        assert_eq!(rto_and_mtpd(&late_only), Some((Duration::days(1), Duration::days(7))));
    }

    #[test]
    fn an_rto_other_than_the_calculated_one_needs_a_reason() {
        let mut process = at_standard_horizons([Low, Medium, High, VeryHigh, VeryHigh, VeryHigh]);
        assert!(!needs_reason(&process, TOLERABLE_LIMIT, &STANDARD_HORIZONS));
        process.rto = Some(Duration::hours(4));
        assert!(!needs_reason(&process, TOLERABLE_LIMIT, &STANDARD_HORIZONS));
        process.rto = Some(Duration::hours(8));
        assert!(needs_reason(&process, TOLERABLE_LIMIT, &STANDARD_HORIZONS));
        process.rto_reason = Some("  ".into());
        assert!(needs_reason(&process, TOLERABLE_LIMIT, &STANDARD_HORIZONS));
        process.rto_reason = Some("รับคำร้องด้วยมือได้หนึ่งวันทำการ".into());
        assert!(!needs_reason(&process, TOLERABLE_LIMIT, &STANDARD_HORIZONS));
        assert!(adjusted(&process, TOLERABLE_LIMIT, &STANDARD_HORIZONS).is_some());
    }

    #[test]
    fn an_impact_that_lessens_is_found_at_its_first_time() {
        let process = at_standard_horizons([Low, High, High, Medium, VeryHigh, Low]);
        assert_eq!(lessens_at(&process), Some(Duration::days(7)));
        assert_eq!(worst_over_time(&process), Some(VeryHigh));
        assert_eq!(lessens_at(&at_standard_horizons([Low, Low, Medium, Medium, High, High])), None);
    }

    proptest::proptest! {
        #[test]
        fn a_calculated_rto_never_exceeds_its_mtpd(
            impacts in proptest::collection::btree_map(0u64..50_000, 0usize..5, 0..8), limit in 0usize..5,
        ) {
            let impact_over_time = impacts.iter().map(|(m, i)| (Duration::minutes(*m), Impact::ALL[*i])).collect();
            let process = Process { impact_over_time, ..Process::default() };
            if let Some(objectives) = calculated(&process, Impact::ALL[limit], &STANDARD_HORIZONS) {
                proptest::prop_assert!(objectives.rto <= objectives.mtpd);
                proptest::prop_assert!(objectives.rto < objectives.mtpd || objectives.mtpd == Duration::ZERO);
            }
        }
    }
}
