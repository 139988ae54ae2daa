//! Changes with an effective date: rename, move, merge, split, close. The rules are pure and live in `continuity`; an
//! organisation that ends is closed with its successors named, and never removed.

use continuity::organisation::{Change, Registered, Related, change::judge};
use db::Tx;
use jiff::civil::Date;
use serde_json::json;

use super::{By, Refusal, newest_change, parent_code, reached, record, write_details};
use crate::organisation::{Details, Organisation, store};

/// A change with an effective date.
#[derive(Clone, Debug)]
pub struct Dated {
    /// Code of the organisation.
    pub code: String,
    /// The revision that it was read at.
    pub revision: i64,
    /// From which day on.
    pub effective_on: Date,
    /// Why, or by which law or order.
    pub reason: String,
    /// What changes.
    pub act: Act,
}

/// What changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Act {
    /// Other names.
    Rename {
        /// Thai name.
        name_th: String,
        /// English name.
        name_en: String,
    },
    /// Below another parent; `None` at the top.
    Move {
        /// Code of the parent.
        parent_code: Option<String>,
    },
    /// Another one continues its work.
    Merge {
        /// Code of the one that does.
        into: String,
        /// Whether those below it go there too.
        with_children: bool,
    },
    /// Several continue its work.
    Split {
        /// Their codes.
        into: Vec<String>,
    },
    /// Nobody continues its work.
    Close,
}

impl Act {
    /// The word in the history.
    pub const fn word(&self) -> &'static str {
        match self {
            Act::Rename { .. } => "renamed",
            Act::Move { .. } => "moved",
            Act::Merge { .. } => "merged",
            Act::Split { .. } => "split",
            Act::Close => "closed",
        }
    }
}

/// Does a change with an effective date and gives the organisation back.
///
/// # Errors
/// See [`Refusal`].
pub fn change(tx: &mut Tx<'_>, dated: &Dated, by: &By) -> Result<Organisation, Refusal> {
    let of = reached(tx, by, &dated.code)?;
    if of.revision != dated.revision {
        return Err(Refusal::Changed(Box::new(of)));
    }
    if dated.effective_on > by.today() {
        return Err(Refusal::InFuture);
    }
    match &dated.act {
        Act::Rename { name_th, name_en } => rename(tx, &of, dated, name_th, name_en, by)?,
        Act::Move { parent_code } => {
            let parent = match parent_code {
                Some(code) => Some(other(tx, by, code)?),
                None if by.scope.is_nation() => None,
                None => return Err(Refusal::TopForCentre),
            };
            moved(tx, &of, parent.as_ref(), dated, by)?;
        }
        Act::Merge { into, with_children } => {
            let into = other(tx, by, into)?;
            if *with_children {
                take_over(tx, &of, &into, dated, by)?;
            }
            judged(tx, &of, &Change::Merge { into: related(&into, &of) }, dated.effective_on)?;
            end(tx, &of, std::slice::from_ref(&into), dated, by)?;
        }
        Act::Split { into } => {
            let into = into.iter().map(|code| other(tx, by, code)).collect::<Result<Vec<_>, _>>()?;
            let names = into.iter().map(|into| related(into, &of)).collect();
            judged(tx, &of, &Change::Split { into: names }, dated.effective_on)?;
            end(tx, &of, &into, dated, by)?;
        }
        Act::Close => {
            judged(tx, &of, &Change::Close, dated.effective_on)?;
            end(tx, &of, &[], dated, by)?;
        }
    }
    store::by_id(tx, &of.id)?.ok_or(Refusal::NotFound)
}

fn rename(
    tx: &mut Tx<'_>,
    of: &Organisation,
    dated: &Dated,
    name_th: &str,
    name_en: &str,
    by: &By,
) -> Result<(), Refusal> {
    judged(tx, of, &Change::Rename { name: name_th }, dated.effective_on)?;
    let details = Details { name_th: name_th.to_owned(), name_en: name_en.to_owned(), ..of.details.clone() };
    write_details(tx, of, &details)?;
    let parent = parent_code(tx, of)?;
    let now = Organisation { details, ..of.clone() };
    written(tx, &now, &parent, dated, json!({"before": of.details.name_th, "after": name_th}), by)
}

fn moved(
    tx: &mut Tx<'_>,
    of: &Organisation,
    parent: Option<&Organisation>,
    dated: &Dated,
    by: &By,
) -> Result<(), Refusal> {
    let before = parent_code(tx, of)?;
    judged(tx, of, &Change::Move { parent: parent.map(|parent| related(parent, of)) }, dated.effective_on)?;
    store::relocate(tx, of, parent)?;
    let after = parent.map(|parent| parent.code.as_str()).unwrap_or_default();
    let history = Dated { act: Act::Move { parent_code: None }, ..dated.clone() };
    written(tx, of, after, &history, json!({"before": before, "after": after}), by)
}

/// Moves every open child to the one that continues the work, before the merger itself. Each child that lies above
/// the successor would have to go below itself and is refused by the rules, as is one that would be too deep.
fn take_over(tx: &mut Tx<'_>, of: &Organisation, into: &Organisation, dated: &Dated, by: &By) -> Result<(), Refusal> {
    for child in store::children(tx, &of.id, 100_000)? {
        if child.id == into.id {
            continue;
        }
        moved(tx, &child, Some(into), dated, by)?;
    }
    Ok(())
}

/// Closes it, and says who continues its work.
fn end(tx: &mut Tx<'_>, of: &Organisation, into: &[Organisation], dated: &Dated, by: &By) -> Result<(), Refusal> {
    for successor in into {
        store::succeed(tx, &of.id, &successor.id, dated.act.word(), dated.effective_on)?;
        let detail = json!({"predecessor": of.code, "change": dated.act.word()});
        store::note(tx, "organisation.succeeded", &successor.id, &by.account, detail, by.now)?;
    }
    store::close(tx, &of.id, dated.effective_on)?;
    let parent = parent_code(tx, of)?;
    let codes: Vec<&str> = into.iter().map(|into| into.code.as_str()).collect();
    written(tx, of, &parent, dated, json!({"into": codes}), by)
}

fn judged(tx: &mut Tx<'_>, of: &Organisation, change: &Change<'_>, effective: Date) -> Result<(), Refusal> {
    let parent = parent_code(tx, of)?;
    let registered = Registered {
        code: &of.code,
        name: &of.details.name_th,
        parent: Some(parent.as_str()).filter(|parent| !parent.is_empty()),
        opened: of.valid_from,
        closed: of.closed_on,
        last_change: newest_change(tx, of)?,
        open_children: u32::try_from(store::count_children(tx, &of.id)?).unwrap_or(u32::MAX),
        height: store::height(tx, of)?,
    };
    judge(&registered, change, effective).map_err(Refusal::Change)
}

fn related<'a>(other: &'a Organisation, of: &Organisation) -> Related<'a> {
    Related {
        code: &other.code,
        level: other.level,
        below: other.path.starts_with(&of.path),
        opened: other.valid_from,
        closed: other.closed_on,
    }
}

fn other(tx: &mut Tx<'_>, by: &By, code: &str) -> Result<Organisation, Refusal> {
    store::find(tx, &by.scope, code)?.ok_or_else(|| Refusal::OtherNotFound(code.to_owned()))
}

fn written(
    tx: &mut Tx<'_>,
    of: &Organisation,
    parent: &str,
    dated: &Dated,
    detail: serde_json::Value,
    by: &By,
) -> Result<(), Refusal> {
    record(tx, of, parent, dated.act.word(), Some(dated.effective_on), &dated.reason, by)?;
    let action = format!("organisation.{}", dated.act.word());
    let detail = json!({"code": of.code, "effective_on": dated.effective_on.to_string(), "reason": dated.reason, "detail": detail});
    Ok(store::note(tx, &action, &of.id, &by.account, detail, by.now)?)
}
