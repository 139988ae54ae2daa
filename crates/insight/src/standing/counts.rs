//! Counts that add up: of one organisation, a cell, a group or the nation. A difference of two is what a write adds to
//! a cell.

use super::row::Row;
use continuity::round::StandingState;

macro_rules! counts {
    ($($(#[$doc:meta])* $field:ident),+ $(,)?) => {
        /// How many organisations of a roster stand where, and what their plans in effect hold.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
        pub struct Counts {
            $($(#[$doc])* pub $field: i64),+
        }

        impl Counts {
            /// The columns of `readiness_cell` in the order of [`Counts::values`].
            pub(crate) const COLUMNS: &'static [&'static str] = &[$(stringify!($field)),+];

            /// The counts in the order of the columns.
            pub(crate) fn values(&self) -> impl Iterator<Item = i64> {
                [$(self.$field),+].into_iter()
            }

            /// Of counts in the order of the columns.
            pub(crate) fn of(mut next: impl FnMut(usize) -> db::Result<i64>) -> db::Result<Self> {
                let mut column = 0;
                $(let $field = next(column)?; column += 1;)+
                debug_assert_eq!(column, Self::COLUMNS.len());
                Ok(Counts { $($field),+ })
            }
        }

        impl std::ops::Add for Counts {
            type Output = Counts;
            fn add(self, other: Counts) -> Counts {
                Counts { $($field: self.$field + other.$field),+ }
            }
        }

        impl std::ops::Sub for Counts {
            type Output = Counts;
            fn sub(self, other: Counts) -> Counts {
                Counts { $($field: self.$field - other.$field),+ }
            }
        }
    };
}

counts! {
    /// Organisations that must submit.
    roster,
    /// Begun, and nothing submitted.
    drafting,
    /// Some version is submitted and not withdrawn.
    submitted,
    /// Of the submitted: the version in effect waits for a reviewer.
    awaiting,
    /// Of the submitted: the version in effect was returned and not submitted again.
    returned,
    /// Some version is approved and not withdrawn.
    approved,
    /// Of the submitted: first submitted by the end of the due day.
    on_time,
    /// Processes of the versions in effect.
    process_count,
    /// Of the processes: the RTO is over the MTPD.
    rto_over_mtpd,
    /// Of the processes: at least one e-service is named.
    with_e_service,
}

impl Counts {
    /// What one organisation adds.
    pub(crate) fn of_row(row: &Row) -> Self {
        let one = i64::from;
        Counts {
            roster: 1,
            drafting: one(row.status == StandingState::Drafting),
            submitted: one(row.version_id.is_some()),
            awaiting: one(row.status == StandingState::Submitted),
            returned: one(row.status == StandingState::Returned),
            approved: one(row.approved),
            on_time: one(row.on_time),
            process_count: row.process_count,
            rto_over_mtpd: row.rto_over_mtpd,
            with_e_service: row.with_e_service,
        }
    }

    /// Organisations on the roster that have not submitted and not even begun.
    pub const fn not_started(&self) -> i64 {
        self.roster - self.submitted - self.drafting
    }

    /// Organisations on the roster that have not submitted.
    pub const fn outstanding(&self) -> i64 {
        self.roster - self.submitted
    }
}

impl std::iter::Sum for Counts {
    fn sum<I: Iterator<Item = Counts>>(all: I) -> Counts {
        all.fold(Counts::default(), |a, b| a + b)
    }
}
