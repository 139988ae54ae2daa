//! What administrators and auditors see on the home page: jobs that were given up, people who have not taken up their
//! invitation, what was done lately.

use db::{Result, Tx, params};
use jiff::{SignedDuration, Timestamp};
use web::{Action, Actor, Lang};

use super::{Figure, Part, Task};
use crate::text::T;

/// What keeps an administrator busy.
pub struct Kept {
    dead: i64,
    waiting: i64,
    accounts: i64,
    invited: i64,
    disabled: i64,
}

/// What an auditor looks at.
pub struct Audited {
    today: i64,
    week: i64,
}

/// Counts for an administrator; `None` for others.
pub fn kept(tx: &mut Tx<'_>, actor: &Actor) -> Result<Option<Kept>> {
    if !actor.may_somewhere(Action::Administer) {
        return Ok(None);
    }
    let jobs = "SELECT count(*) FROM job WHERE state = $1";
    Ok(Some(Kept {
        dead: tx.count(jobs, params!["dead"])?,
        waiting: tx.count(jobs, params!["ready"])?,
        accounts: tx.count("SELECT count(*) FROM account", &[])?,
        invited: tx.count("SELECT count(*) FROM account WHERE password_hash IS NULL AND disabled_at IS NULL", &[])?,
        disabled: tx.count("SELECT count(*) FROM account WHERE disabled_at IS NOT NULL", &[])?,
    }))
}

/// Counts for whoever reads the whole audit trail; `None` for others.
pub fn audited(tx: &mut Tx<'_>, actor: &Actor, now: Timestamp) -> Result<Option<Audited>> {
    if !actor.scope(Action::ViewAudit).is_some_and(|scope| scope.is_nation()) {
        return Ok(None);
    }
    let since = "SELECT count(*) FROM audit_event WHERE at >= $1";
    Ok(Some(Audited {
        today: tx.count(since, params![now - SignedDuration::from_hours(24)])?,
        week: tx.count(since, params![now - SignedDuration::from_hours(24 * 7)])?,
    }))
}

impl Kept {
    /// What is to be done.
    pub fn tasks(&self, lang: Lang) -> Vec<Task> {
        let t = T(lang);
        let jobs = match self.dead {
            0 => ("ok", t.jobs_sound().to_owned(), t.jobs_sound_hint()),
            dead => ("bad", t.jobs_dead(lang.number(dead)), t.jobs_dead_hint()),
        };
        let task = |href: &str, label: &str, hint: &str, kind, word| Task {
            href: href.into(),
            label: label.into(),
            hint: hint.into(),
            kind,
            word,
        };
        let mut tasks = vec![task("/admin/jobs?state=dead", t.admin_jobs(), jobs.2, jobs.0, jobs.1)];
        if self.invited > 0 {
            let word = t.count_people(lang.number(self.invited));
            tasks.push(task("/admin/accounts?state=invited", t.task_invited(), t.task_invited_what(), "go", word));
        }
        tasks
    }

    /// Counts of accounts and jobs.
    pub fn figures(&self, lang: Lang) -> Vec<Figure> {
        let t = T(lang);
        let figure = |label: &str, n: i64, href: &str, parts| Figure {
            label: label.into(),
            value: lang.number(n),
            href: href.into(),
            parts,
        };
        let people = vec![
            Part::new(lang.number(self.invited), "/admin/accounts?state=invited", t.state_invited()),
            Part::new(lang.number(self.disabled), "/admin/accounts?state=disabled", t.state_disabled()),
        ];
        let jobs = vec![Part::new(lang.number(self.dead), "/admin/jobs?state=dead", t.job_dead())];
        vec![
            figure(t.figure_accounts(), self.accounts, "/admin/accounts", people),
            figure(t.figure_jobs(), self.waiting, "/admin/jobs?state=ready", jobs),
        ]
    }
}

impl Audited {
    /// Counts of what was done.
    pub fn figures(&self, lang: Lang) -> Vec<Figure> {
        let t = T(lang);
        let parts = vec![Part::new(lang.number(self.week), "/admin/audit", t.audited_week())];
        let (label, value) = (t.figure_audit().to_owned(), lang.number(self.today));
        vec![Figure { label, value, href: "/admin/audit".into(), parts }]
    }
}
