//! What holds of orders that amend, extend, repeal or correct one another. Pure: no clock, no database.
//!
//! An order is in force from its first to its last day, and as long as one that extends it. A repeal counts from the first
//! day of the order that repeals, and stays when that one ends or is itself repealed later; a repeal that was taken back
//! before its first day never happened. An order that corrects another stands in its place from the beginning.

use std::collections::HashMap;

use jiff::{ToSpan, civil::Date};

/// What an order does to an earlier one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// Changes what it says.
    Amends,
    /// Keeps it in force for the days of the later order.
    Extends,
    /// Ends it.
    Repeals,
    /// Stands in its place: it was entered wrongly.
    Corrects,
}

impl What {
    /// Every effect.
    pub const ALL: [What; 4] = [What::Amends, What::Extends, What::Repeals, What::Corrects];

    /// The code in the database and in addresses.
    pub const fn code(self) -> &'static str {
        match self {
            What::Amends => "amends",
            What::Extends => "extends",
            What::Repeals => "repeals",
            What::Corrects => "corrects",
        }
    }

    /// The effect with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|what| what.code() == code)
    }
}

/// An effect on an earlier order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Effect {
    /// Id of the earlier order.
    pub target: String,
    /// What is done to it.
    pub what: What,
    /// Which of its clauses; may be empty.
    pub clauses: String,
}

/// An order as far as the rules go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    /// Its id.
    pub id: String,
    /// Id of the province's organisation.
    pub area: String,
    /// `order`, `announcement` or `measure`.
    pub kind: String,
    /// As printed.
    pub number: String,
    /// Day of issue.
    pub issued: Date,
    /// First day in force.
    pub from: Date,
    /// Last day in force; `None` until something else is ordered.
    pub to: Option<Date>,
    /// What it does to earlier ones.
    pub effects: Vec<Effect>,
}

impl Order {
    fn covers(&self, day: Date) -> bool {
        self.from <= day && self.to.is_none_or(|to| day <= to)
    }
}

/// Where an order stands on a day. The texts are ids of orders.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Its first day is still to come.
    NotYet,
    /// In force, as amended by these, the earliest first.
    InForce(Vec<String>),
    /// Its last day is over.
    Ended,
    /// Repealed by this one.
    Repealed(String),
    /// Entered wrongly; this one stands in its place.
    Corrected(String),
}

impl Standing {
    /// True on a day on which it holds.
    pub const fn is_in_force(&self) -> bool {
        matches!(self, Standing::InForce(_))
    }
}

/// Orders with what they do to one another.
pub struct Orders<'a> {
    by_id: HashMap<&'a str, &'a Order>,
    upon: HashMap<&'a str, Vec<(&'a Order, What)>>,
}

impl<'a> Orders<'a> {
    /// Of these; effects on orders that are not among them count for nothing.
    pub fn of(all: &'a [Order]) -> Self {
        let mut upon: HashMap<&str, Vec<(&Order, What)>> = HashMap::new();
        for order in all {
            for effect in &order.effects {
                upon.entry(&effect.target).or_default().push((order, effect.what));
            }
        }
        for effects in upon.values_mut() {
            effects.sort_by(|(a, _), (b, _)| (a.from, &a.id).cmp(&(b.from, &b.id)));
        }
        Orders { by_id: all.iter().map(|order| (order.id.as_str(), order)).collect(), upon }
    }

    /// The order with this id.
    pub fn get(&self, id: &str) -> Option<&'a Order> {
        self.by_id.get(id).copied()
    }

    /// Where an order stands on a day; `None` when there is none of this id.
    pub fn standing(&self, id: &str, day: Date) -> Option<Standing> {
        let order = self.get(id)?;
        if let Some(other) = self.corrected(id) {
            return Some(Standing::Corrected(other.id.clone()));
        }
        if let Some((by, on)) = self.repealed(order)
            && on <= day
        {
            return Some(Standing::Repealed(by.id.clone()));
        }
        if self.covered(order, day) {
            let amending = self.effects(order, What::Amends).into_iter().filter(|other| self.in_force(other, day));
            return Some(Standing::InForce(amending.map(|other| other.id.clone()).collect()));
        }
        Some(if day < order.from { Standing::NotYet } else { Standing::Ended })
    }

    /// The order by which one is still in force on a day that is none of its own.
    pub fn extended(&self, id: &str, day: Date) -> Option<&'a Order> {
        let order = self.get(id).filter(|order| !order.covers(day))?;
        self.effects(order, What::Extends).into_iter().find(|other| self.holds(other, day))
    }

    /// The one that stands in the place of an order that was entered wrongly.
    pub fn corrected(&self, id: &str) -> Option<&'a Order> {
        let upon = self.upon.get(id)?;
        upon.iter().find(|(other, what)| *what == What::Corrects && other.id != id).map(|(other, _)| *other)
    }

    /// The order itself and all in whose place it stands, from one to the next.
    fn replaced(&self, order: &'a Order) -> Vec<&'a Order> {
        let mut line = vec![order];
        let mut next = 0;
        while let Some(one) = line.get(next).copied() {
            let corrects = one.effects.iter().filter(|effect| effect.what == What::Corrects);
            for before in corrects.filter_map(|effect| self.get(&effect.target)) {
                if !line.iter().any(|known| known.id == before.id) {
                    line.push(before);
                }
            }
            next += 1;
        }
        line
    }

    /// Orders that do this to an order, or did it to one in whose place it stands, the earliest first; wrongly entered
    /// ones left out.
    fn effects(&self, order: &'a Order, wanted: What) -> Vec<&'a Order> {
        let line = self.replaced(order);
        let upon = line.iter().filter_map(|one| self.upon.get(one.id.as_str())).flatten();
        let acting = upon.filter(|(other, what)| *what == wanted && self.corrected(&other.id).is_none());
        let mut found: Vec<&Order> = acting.map(|(other, _)| *other).filter(|other| other.id != order.id).collect();
        found.sort_by(|a, b| (a.from, &a.id).cmp(&(b.from, &b.id)));
        found.dedup_by(|a, b| a.id == b.id);
        found
    }

    /// The first repeal that took effect: by which order and from which day.
    fn repealed(&self, order: &'a Order) -> Option<(&'a Order, Date)> {
        self.repealed_on(order, &mut Vec::new())
    }

    /// `path` holds the orders that are being looked at: in a circle of repeals each counts once.
    fn repealed_on(&self, order: &'a Order, path: &mut Vec<&'a str>) -> Option<(&'a Order, Date)> {
        if path.contains(&order.id.as_str()) {
            return None;
        }
        path.push(&order.id);
        let mut found = None;
        for other in self.effects(order, What::Repeals) {
            // A repeal that was itself repealed by its first day never happened.
            if self.repealed_on(other, path).is_none_or(|(_, on)| on > other.from) {
                found = Some((other, other.from));
                break;
            }
        }
        path.pop();
        found
    }

    /// The day is one of its own days, or of those of an order that extends it and holds.
    fn covered(&self, order: &'a Order, day: Date) -> bool {
        order.covers(day) || self.effects(order, What::Extends).into_iter().any(|other| self.holds(other, day))
    }

    /// The day is one of its own days and it is not repealed by then.
    fn holds(&self, order: &'a Order, day: Date) -> bool {
        order.covers(day) && self.repealed(order).is_none_or(|(_, on)| day < on)
    }

    fn in_force(&self, order: &'a Order, day: Date) -> bool {
        self.corrected(&order.id).is_none()
            && self.repealed(order).is_none_or(|(_, on)| day < on)
            && self.covered(order, day)
    }
}

/// Why an order is not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Number, title, legal basis or text is blank; the field.
    Blank(&'static str),
    /// It is dated after today.
    IssuedInFuture,
    /// Its last day lies before its first.
    EndBeforeBegin,
    /// The province has one of this kind, number and year already.
    SameNumber(String),
    /// There is no such order of the same province; its place among the effects.
    UnknownTarget(usize),
    /// The same one twice.
    TargetTwice(usize),
    /// The target was repealed by then, or another stands in its place.
    TargetGone(usize),
    /// What has ended can't be extended: it is ordered anew.
    TargetEnded(usize),
    /// An order corrects one at most.
    CorrectsTwo(usize),
}

/// Everything that is wrong with a new order among those of its province. `blank` names fields without words.
pub fn faults(new: &Order, known: &[Order], blank: &[&'static str], today: Date) -> Vec<Refusal> {
    let orders = Orders::of(known);
    let mut all: Vec<Refusal> = blank.iter().map(|field| Refusal::Blank(field)).collect();
    if new.issued > today {
        all.push(Refusal::IssuedInFuture);
    }
    if new.to.is_some_and(|to| to < new.from) {
        all.push(Refusal::EndBeforeBegin);
    }
    let corrects: Vec<&str> = new
        .effects
        .iter()
        .filter(|effect| effect.what == What::Corrects)
        .map(|effect| effect.target.as_str())
        .collect();
    let same = known.iter().find(|order| {
        order.area == new.area
            && order.kind == new.kind
            && plain(&order.number) == plain(&new.number)
            && order.issued.year() == new.issued.year()
            && !corrects.contains(&order.id.as_str())
            && orders.corrected(&order.id).is_none()
    });
    if let Some(same) = same.filter(|_| !blank.contains(&"number")) {
        all.push(Refusal::SameNumber(same.id.clone()));
    }
    for (place, effect) in new.effects.iter().enumerate() {
        all.extend(effect_fault(new, place, effect, &orders));
    }
    if corrects.len() > 1 {
        let second = new.effects.iter().enumerate().filter(|(_, effect)| effect.what == What::Corrects).nth(1);
        all.extend(second.map(|(place, _)| Refusal::CorrectsTwo(place)));
    }
    all
}

fn effect_fault(new: &Order, place: usize, effect: &Effect, orders: &Orders<'_>) -> Option<Refusal> {
    let Some(target) = orders.get(&effect.target).filter(|target| target.area == new.area) else {
        return Some(Refusal::UnknownTarget(place));
    };
    if new.effects.iter().take(place).any(|before| before.target == effect.target) {
        return Some(Refusal::TargetTwice(place));
    }
    match orders.standing(&target.id, new.from) {
        Some(Standing::Corrected(_)) => Some(Refusal::TargetGone(place)),
        Some(Standing::Repealed(_)) if effect.what != What::Corrects => Some(Refusal::TargetGone(place)),
        _ if effect.what == What::Extends && !reaches(target, new.from, orders) => Some(Refusal::TargetEnded(place)),
        _ => None,
    }
}

/// The order holds on the day before, or on the day itself.
fn reaches(target: &Order, day: Date, orders: &Orders<'_>) -> bool {
    let holds = |day| orders.standing(&target.id, day).is_some_and(|standing| standing.is_in_force());
    holds(day) || day.checked_sub(1.day()).is_ok_and(holds)
}

/// A number to be compared: Arabic digits, no blanks.
fn plain(number: &str) -> String {
    thai::digits::to_arabic(number).chars().filter(|c| !c.is_whitespace()).collect()
}

#[cfg(test)]
mod tests;
