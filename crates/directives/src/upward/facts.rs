//! What a follow-up report speaks of: every followed recommendation as it stood on two days.

use continuity::Share;
use db::{Scope, Tx};
use directive::follow::{Standing, Status, standing};
use jiff::civil::Date;
use web::Lang;

use super::Wanted;
use crate::{
    attention::commands::{all as chased, why},
    dated::end_of,
    following::{store::histories, view::ItemView},
    paper::{items, store},
    words,
};

/// One recommendation of the report.
pub(super) struct Line {
    pub number: String,
    pub heading: String,
    pub text: String,
    pub lead: String,
    pub now: Status,
    pub before: Option<Status>,
    pub counted: Option<Share>,
    pub counted_before: Option<Share>,
    /// The latest words of a report or a judgement.
    pub latest: String,
}

/// One paper of the report.
pub(super) struct Paper {
    pub title: String,
    pub date: Option<Date>,
    pub lines: Vec<Line>,
}

/// What the report speaks of.
pub(super) struct Facts {
    pub wanted: Wanted,
    pub papers: Vec<Paper>,
    /// How many need chasing, by why.
    pub chased: Vec<(&'static str, usize)>,
}

impl Facts {
    pub(super) fn lines(&self) -> impl Iterator<Item = &Line> {
        self.papers.iter().flat_map(|paper| &paper.lines)
    }

    /// How many stood there on the day of the report, and on the day before.
    pub(super) fn count(&self, status: Status) -> (usize, usize) {
        let now = self.lines().filter(|line| line.now == status).count();
        (now, self.lines().filter(|line| line.before == Some(status)).count())
    }
}

pub(super) fn gather(tx: &mut Tx<'_>, wanted: Wanted) -> db::Result<Facts> {
    let at = end_of(wanted.as_of);
    let earlier = wanted.compared.map(end_of);
    let followed = items::followed(tx)?;
    let told = histories(tx, &followed)?;
    let mut papers: Vec<(String, Paper)> = Vec::new();
    for item in &followed {
        let history = told.of(&item.id);
        let now = standing(&history, at);
        if now.status < Status::Confirmed {
            continue;
        }
        let before: Option<Standing> =
            earlier.map(|at| standing(&history, at)).filter(|before| before.status >= Status::Confirmed);
        if papers.last().is_none_or(|(id, _)| *id != item.directive_id) {
            let Some(paper) = store::one(tx, &item.directive_id)? else { continue };
            let new = Paper { title: paper.title, date: paper.cabinet_date, lines: Vec::new() };
            papers.push((item.directive_id.clone(), new));
        }
        let bodies = items::bodies(tx, std::slice::from_ref(&item.id))?;
        let view = ItemView::of(item, &bodies, &told, &Scope::nation(), Lang::Th, at);
        let mut events = told.events.get(&item.id).into_iter().flatten();
        let spoken = events.rfind(|event| event.at <= at && event.what != "cadence" && event.what != "assigned");
        let words = |event: &crate::following::store::Recorded| {
            let said = if event.text.is_empty() { &event.reason } else { &event.text };
            words::beginning(said, 300)
        };
        let line = Line {
            number: item.number.clone(),
            heading: item.heading.clone(),
            text: words::beginning(&item.text, 260),
            lead: if view.told.is_empty() { view.lead } else { view.told },
            now: now.status,
            before: before.as_ref().map(|before| before.status),
            counted: now.counted,
            counted_before: before.and_then(|before| before.counted),
            latest: spoken.map(words).unwrap_or_default(),
        };
        if let Some((_, paper)) = papers.last_mut() {
            paper.lines.push(line);
        }
    }
    let (found, _) = chased(tx, at)?;
    let mut counts: Vec<(&'static str, usize)> = Vec::new();
    for code in found.iter().flat_map(|one| one.why.iter().map(why)) {
        match counts.iter_mut().find(|(known, _)| *known == code) {
            Some((_, n)) => *n += 1,
            None => counts.push((code, 1)),
        }
    }
    Ok(Facts { wanted, papers: papers.into_iter().map(|(_, paper)| paper).collect(), chased: counts })
}
