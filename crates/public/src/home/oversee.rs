//! What supervisors, national officers and readers of figures see on the home page: the queue, who is late, the counts
//! of the newest round, with the list behind each.

use continuity::Share;
use db::{Result, Tx};
use jiff::{Timestamp, civil::Date};
use web::{Action, Actor, Lang};

use super::{
    Figure, Part, Task,
    oversee_store::{self, Counts, Waiting},
    own_store::Round,
};
use crate::{text::T, words::address};

/// What the database knows of somebody's reach.
pub struct Overseen {
    waiting: Option<Waiting>,
    round: Option<(Round, Counts)>,
    /// Not sent, and no time left by an extension; 0 before the due day.
    late: i64,
    units: Option<i64>,
    unread: Option<i64>,
    may: May,
}

/// Which lists this person may open.
#[derive(Clone, Copy)]
struct May {
    review: bool,
    decide: bool,
    remind: bool,
    report: bool,
    rounds: bool,
}

/// What this person oversees; `None` for somebody who oversees nothing.
pub fn read(tx: &mut Tx<'_>, actor: &Actor, round: Option<&Round>, today: Date) -> Result<Option<Overseen>> {
    let may = May {
        review: actor.may_somewhere(Action::ViewReview),
        decide: actor.may_somewhere(Action::ReviewPlan),
        remind: actor.may_somewhere(Action::SendReminder),
        report: actor.may_somewhere(Action::MakeReport),
        rounds: actor.may_somewhere(Action::ManageRound),
    };
    // Coordinators and heads see the figures of their own organisation alone: its plan says it better.
    let figures = actor.scope(Action::ViewReview).or_else(|| {
        let reader = actor.is(web::Role::Viewer) || actor.is(web::Role::Auditor);
        actor.scope(Action::ViewReadiness).filter(|_| reader)
    });
    let Some(scope) = figures else { return Ok(None) };
    let mut late = 0;
    let mut counted = None;
    if let Some(round) = round {
        let counts = oversee_store::counts(tx, round.year, &scope)?;
        if today > round.dates.due {
            let spared = oversee_store::still_in_time(tx, &round.id, round.year, &scope, today)?;
            late = (counts.outstanding() - spared).max(0);
        }
        counted = Some((round.clone(), counts));
    }
    let waiting = may.review.then(|| oversee_store::waiting(tx, &scope)).transpose()?;
    let units = may.review.then(|| oversee_store::units(tx, &scope)).transpose()?;
    let unread = may.remind.then(|| oversee_store::unread_messages(tx, &scope)).transpose()?;
    Ok(Some(Overseen { waiting, round: counted, late, units, unread, may }))
}

impl Overseen {
    /// What is to be done.
    pub fn tasks(&self, lang: Lang, now: Timestamp, today: Date) -> Vec<Task> {
        let mut tasks = Vec::new();
        tasks.extend(self.review_task(lang, now));
        tasks.extend(self.late_task(lang, today));
        if let (true, None) = (self.may.rounds, &self.round) {
            let t = T(lang);
            tasks.push(Task {
                href: "/rounds/new".into(),
                label: t.task_open_round().into(),
                hint: t.task_open_round_what().into(),
                kind: "warn",
                word: web::text::T(lang).status_not_started().into(),
            });
        }
        tasks
    }

    fn review_task(&self, lang: Lang, now: Timestamp) -> Option<Task> {
        let t = T(lang);
        let waiting = self.waiting.as_ref().filter(|_| self.may.decide)?;
        if waiting.count == 0 {
            let (label, word) = (t.task_review().into(), t.none_waiting().into());
            return Some(Task { href: "/reviews".into(), label, hint: t.task_review_none().into(), kind: "ok", word });
        }
        let today = now.as_second().saturating_add(7 * 3600).div_euclid(86_400);
        let days = waiting.oldest_day.map_or(0, |day| (today - day).max(0));
        let oldest = if days == 0 { t.waits_today().to_owned() } else { t.waits_longest(lang.number(days)) };
        let routine = if waiting.routine > 0 {
            format!(" · {}", t.waits_routine(lang.number(waiting.routine)))
        } else {
            String::new()
        };
        Some(Task {
            href: "/reviews".into(),
            label: t.task_review().into(),
            hint: format!("{oldest}{routine}"),
            kind: if days > 14 { "warn" } else { "go" },
            word: t.count_plans(lang.number(waiting.count)),
        })
    }

    fn late_task(&self, lang: Lang, today: Date) -> Option<Task> {
        let t = T(lang);
        let (round, counts) = self.round.as_ref().filter(|_| self.may.remind)?;
        let href = format!("/rounds/{}/late", round.year);
        let due = t.round_due(round.year, lang.date(round.dates.due), lang.days_until(round.dates.due, today));
        let (label, kind, word) = match (self.late, counts.outstanding()) {
            (0, 0) => (t.task_sent_all(), "ok", t.none_outstanding().to_owned()),
            (0, outstanding) => (t.task_outstanding(), "off", t.count_organisations(lang.number(outstanding))),
            (late, _) => (t.task_late(), "bad", t.count_organisations(lang.number(late))),
        };
        Some(Task { href, label: label.into(), hint: due, kind, word })
    }

    /// The counts of the newest round, and of what lies in reach.
    pub fn figures(&self, lang: Lang) -> Vec<Figure> {
        let t = T(lang);
        let mut figures = Vec::new();
        if let Some((round, counts)) = &self.round {
            figures.extend([
                Self::sent(lang, round.year, counts),
                self.approved(lang, round.year, counts),
                Self::outstanding(lang, round.year, counts),
            ]);
        }
        if let Some(units) = self.units {
            let parts = match self.unread {
                Some(unread) => vec![Part::new(lang.number(unread), "/messages?status=unread", t.unread_messages())],
                None => Vec::new(),
            };
            let (label, value) = (t.figure_units().to_owned(), lang.number(units));
            figures.push(Figure { label, value, href: "/organisations".into(), parts });
        }
        figures
    }

    fn sent(lang: Lang, year: i32, counts: &Counts) -> Figure {
        let t = T(lang);
        let all = Part::new(lang.number(counts.roster), list(year, ""), t.organisations());
        Figure {
            label: t.figure_sent(year),
            value: percent(counts.sent, counts.roster),
            href: list(year, "submitted"),
            parts: vec![Part::new(lang.number(counts.sent), list(year, "submitted"), t.of()), all],
        }
    }

    fn approved(&self, lang: Lang, year: i32, counts: &Counts) -> Figure {
        let t = T(lang);
        let mut parts = vec![
            Part::new(lang.number(counts.approved), list(year, "approved"), t.of()),
            Part::new(lang.number(counts.roster), list(year, ""), t.organisations()),
        ];
        if let Some(waiting) = &self.waiting {
            parts.push(Part::new(lang.number(waiting.count), "/reviews", t.waiting_review()));
        }
        parts.push(Part::new(lang.number(counts.returned), list(year, "returned"), t.returned()));
        let value = percent(counts.approved, counts.roster);
        Figure { label: t.figure_approved().into(), value, href: list(year, "approved"), parts }
    }

    fn outstanding(lang: Lang, year: i32, counts: &Counts) -> Figure {
        let t = T(lang);
        Figure {
            label: t.figure_outstanding().into(),
            value: lang.number(counts.outstanding()),
            href: list(year, "outstanding"),
            parts: vec![
                Part::new(lang.number(counts.drafting), list(year, "drafting"), t.drafting()),
                Part::new(lang.number(counts.not_started()), list(year, "not_started"), t.not_started()),
            ],
        }
    }

    /// Ways to what is done now and then.
    pub fn ways(&self, lang: Lang, years: &[i32]) -> Vec<(String, String)> {
        let t = T(lang);
        let mut ways = Vec::new();
        if self.may.report {
            ways.push(("/readiness".to_owned(), t.way_report().to_owned()));
        } else {
            ways.push(("/readiness".to_owned(), t.way_readiness().to_owned()));
        }
        if self.may.remind {
            ways.push(("/messages".to_owned(), t.way_messages().to_owned()));
        }
        if self.may.review {
            ways.extend(years.iter().take(4).map(|year| (format!("/rounds/{year}"), t.way_round(year))));
        }
        ways
    }
}

/// The list of the organisations that stand like this, counted by the same rule as the figures.
fn list(year: i32, status: &str) -> String {
    address("/readiness/list", &[("year", &year.to_string()), ("status", status)])
}

fn percent(n: i64, d: i64) -> String {
    let share = Share::new(u64::try_from(n).unwrap_or(0), u64::try_from(d).unwrap_or(0));
    share.percent().map_or_else(|| "–".to_owned(), |percent| format!("{percent}%"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use continuity::round::RoundDates;
    use jiff::civil::date;

    fn overseen(late: i64, sent: i64) -> Overseen {
        let dates = RoundDates { due: date(2020, 8, 31), closes: date(2020, 9, 30) };
        let round = Round { id: "r".into(), year: 2563, dates };
        let counts = Counts { roster: 8281, sent, drafting: 2900, ..Counts::default() };
        let may = May { review: true, decide: true, remind: true, report: true, rounds: true };
        let waiting = Some(Waiting { count: 3, oldest_day: Some(18_500), routine: 0 });
        Overseen { waiting, round: Some((round, counts)), late, units: Some(1), unread: Some(0), may }
    }

    #[test]
    fn a_share_stands_with_its_counts_and_their_lists() {
        let figures = overseen(0, 3616).figures(Lang::Th);
        assert_eq!(figures[0].value, "43.67%");
        assert_eq!((figures[0].parts[0].count.as_str(), figures[0].parts[1].count.as_str()), ("3,616", "8,281"));
        assert_eq!(figures[2].value, "4,665");
        assert!(figures.iter().all(|figure| figure.href.starts_with('/')));
    }

    #[test]
    fn who_is_late_is_told_before_who_has_time_left() {
        let (now, today) = ("2020-09-02T03:00:00Z".parse().unwrap(), date(2020, 9, 2));
        let kinds =
            |overseen: &Overseen| overseen.tasks(Lang::Th, now, today).iter().map(|task| task.kind).collect::<Vec<_>>();
        assert_eq!(kinds(&overseen(12, 3616))[1], "bad");
        assert_eq!(kinds(&overseen(0, 3616))[1], "off");
        assert_eq!(kinds(&overseen(0, 8281))[1], "ok");
    }

    #[test]
    fn nothing_of_nothing_has_no_share() {
        assert_eq!(percent(0, 0), "–");
    }
}
