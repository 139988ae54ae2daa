//! Where one organisation of a roster stands at an instant: the facts of its history judged by `continuity::round`.
//! Nothing is decided here; facts go in, the rules' verdict comes out in the shape of a row of `standing`.

use continuity::round::{Event, EventKind, Extension, RoundDates, Standing, StandingState, day, on_time};
use jiff::{Timestamp, civil::Date};

/// The place of an organisation in the figures, as frozen in the roster.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Cell {
    pub kind: String,
    pub ministry_code: String,
    pub province_code: String,
    pub region: String,
}

/// An organisation on a roster.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Member {
    pub organisation_id: String,
    pub name_th: String,
    pub sort_key: Vec<u8>,
    pub cell: Cell,
}

/// A submitted version of the main plan and what became of it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct VersionFacts {
    pub id: String,
    pub classified: bool,
    pub submitted_at: Timestamp,
    pub withdrawn_at: Option<Timestamp>,
    pub returned_at: Option<Timestamp>,
    pub approved_at: Option<Timestamp>,
    pub process_count: i64,
    pub rto_over_mtpd: i64,
    pub with_e_service: i64,
}

/// Everything that decides where an organisation stands.
#[derive(Clone, Debug, Default)]
pub(crate) struct Facts {
    /// When work on the plan began.
    pub started: Option<Timestamp>,
    /// In the order of submission.
    pub versions: Vec<VersionFacts>,
    /// Granted and perhaps revoked.
    pub extensions: Vec<Extension>,
}

/// A row of `standing`.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Row {
    pub member: Member,
    pub status: StandingState,
    pub approved: bool,
    pub version_id: Option<String>,
    pub classified: bool,
    pub first_submitted_at: Option<Timestamp>,
    pub latest_submitted_at: Option<Timestamp>,
    pub on_time: bool,
    pub process_count: i64,
    pub rto_over_mtpd: i64,
    pub with_e_service: i64,
    pub settled_at: Option<Timestamp>,
}

impl Row {
    /// The day in Bangkok of the first submission.
    pub fn first_submitted_on(&self) -> Option<Date> {
        self.first_submitted_at.map(day::day_of)
    }

    /// Where `member` stands at `instant`.
    pub fn judge(member: Member, facts: &Facts, dates: RoundDates, instant: Timestamp) -> Row {
        let standing = Standing::at(&facts.events(), instant);
        let dates = dates.extended(&facts.extensions, instant);
        let version = standing.in_effect.and_then(|number| facts.versions.get(usize::try_from(number).ok()? - 1));
        Row {
            member,
            status: standing.state,
            approved: standing.is_approved(),
            version_id: version.map(|version| version.id.clone()),
            classified: version.is_some_and(|version| version.classified),
            first_submitted_at: standing.first_submitted,
            latest_submitted_at: standing.last_submitted,
            on_time: standing.first_submitted.is_some_and(|first| on_time(first, dates.due)),
            process_count: version.map_or(0, |version| version.process_count),
            rto_over_mtpd: version.map_or(0, |version| version.rto_over_mtpd),
            with_e_service: version.map_or(0, |version| version.with_e_service),
            settled_at: facts.settled_at(),
        }
    }
}

impl Facts {
    /// Versions are numbered from 1 in the order of submission, so that the verdict names a position in the list.
    fn events(&self) -> Vec<Event> {
        let mut events = Vec::with_capacity(1 + 2 * self.versions.len());
        events.extend(self.started.map(|at| Event { at, version: 1, what: EventKind::Started }));
        for (version, facts) in (1u32..).zip(&self.versions) {
            let mut add = |at: Option<Timestamp>, what| events.extend(at.map(|at| Event { at, version, what }));
            add(Some(facts.submitted_at), EventKind::Submitted);
            add(facts.returned_at, EventKind::Returned);
            add(facts.approved_at, EventKind::Approved);
            add(facts.withdrawn_at, EventKind::Withdrawn);
        }
        events
    }

    /// When the last of it happened; from then on the verdict stays the same.
    fn settled_at(&self) -> Option<Timestamp> {
        let extensions = self.extensions.iter().flat_map(|e| [Some(e.granted_at), e.revoked_at]).flatten();
        self.events().into_iter().map(|event| event.at).chain(extensions).max()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn instant(text: &str) -> Timestamp {
        text.parse().unwrap_or_else(|_| unreachable!("{text}"))
    }

    fn version(id: &str, submitted: &str) -> VersionFacts {
        VersionFacts {
            id: id.into(),
            classified: false,
            submitted_at: instant(submitted),
            withdrawn_at: None,
            returned_at: None,
            approved_at: None,
            process_count: 4,
            rto_over_mtpd: 1,
            with_e_service: 2,
        }
    }

    const DATES: RoundDates =
        RoundDates { due: jiff::civil::date(2020, 8, 31), closes: jiff::civil::date(2020, 9, 30) };

    #[test]
    fn figures_come_from_the_latest_version_that_was_not_withdrawn() {
        let mut newer = version("b", "2020-08-20T03:00:00Z");
        newer.process_count = 9;
        newer.withdrawn_at = Some(instant("2020-08-25T03:00:00Z"));
        let facts = Facts { versions: vec![version("a", "2020-08-01T03:00:00Z"), newer], ..Facts::default() };
        let at = |text| Row::judge(Member::default(), &facts, DATES, instant(text));
        assert_eq!(at("2020-07-31T00:00:00Z").version_id, None);
        assert_eq!(
            (at("2020-08-21T00:00:00Z").version_id.as_deref(), at("2020-08-21T00:00:00Z").process_count),
            (Some("b"), 9)
        );
        let after = at("2020-08-25T03:00:00Z");
        assert_eq!((after.version_id.as_deref(), after.process_count), (Some("a"), 4));
        assert_eq!(after.settled_at, Some(instant("2020-08-25T03:00:00Z")));
    }

    #[test]
    fn an_extension_makes_a_late_submission_on_time_until_it_is_revoked() {
        let facts = Facts {
            versions: vec![version("a", "2020-09-10T03:00:00Z")],
            extensions: vec![Extension {
                until: jiff::civil::date(2020, 9, 15),
                granted_at: instant("2020-08-20T00:00:00Z"),
                revoked_at: Some(instant("2020-10-01T00:00:00Z")),
            }],
            ..Facts::default()
        };
        assert!(Row::judge(Member::default(), &facts, DATES, instant("2020-09-20T00:00:00Z")).on_time);
        assert!(!Row::judge(Member::default(), &facts, DATES, instant("2020-10-01T00:00:00Z")).on_time);
    }
}
