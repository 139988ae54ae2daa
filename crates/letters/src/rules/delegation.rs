//! Who may act in whose place (พ.ร.บ. ระเบียบบริหารราชการแผ่นดิน พ.ศ. 2534, หมวด 5 and 6) and how a signature says so.
//!
//! รักษาราชการแทน: the holder is away or there is none, and the acting person has the whole power; meanwhile the holder does
//! not act. ปฏิบัติราชการแทน: the holder passes on a power by written order and may still use it. A power that was passed on
//! is not passed on again.

use jiff::civil::Date;

super::coded! {
    /// The two ways.
    Kind {
        /// รักษาราชการแทน.
        Acting = "acting",
        /// ปฏิบัติราชการแทน.
        OnBehalf = "on_behalf",
    }
}

impl Kind {
    /// As a signature says it.
    pub const fn words(self) -> &'static str {
        match self {
            Kind::Acting => "รักษาราชการแทน",
            Kind::OnBehalf => "ปฏิบัติราชการแทน",
        }
    }
}

/// One delegation, from its first day to its last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delegation {
    /// Its id.
    pub id: String,
    /// Which way.
    pub kind: Kind,
    /// Whose power.
    pub principal: String,
    /// Who acts.
    pub delegate: String,
    /// Number and day of the order; an order is needed for [`Kind::OnBehalf`].
    pub order: Option<(String, Date)>,
    /// First day.
    pub from: Date,
    /// Last day; none until it is ended.
    pub until: Option<Date>,
}

/// Why a delegation can't be recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Nobody acts for oneself.
    ForOneself,
    /// ปฏิบัติราชการแทน needs a written order.
    NoOrder,
    /// The order is of a later day than the first day of the power.
    OrderAfter,
    /// It ends before it begins.
    EndsBefore,
    /// Two people would be acting for one at one time.
    TwoActing,
    /// A power that was passed on is not passed on again.
    PassedOn,
}

impl Delegation {
    /// True on a day on which it is in force.
    pub fn in_force(&self, day: Date) -> bool {
        self.from <= day && self.until.is_none_or(|until| day <= until)
    }

    fn overlaps(&self, other: &Delegation) -> bool {
        let ends_after = |one: &Delegation, day: Date| one.until.is_none_or(|until| until >= day);
        ends_after(self, other.from) && ends_after(other, self.from)
    }

    /// Whether it can stand beside those that there are.
    ///
    /// # Errors
    /// The first [`Fault`].
    pub fn check(&self, others: &[Delegation]) -> Result<(), Fault> {
        if self.principal == self.delegate {
            return Err(Fault::ForOneself);
        }
        match (&self.order, self.kind) {
            (None, Kind::OnBehalf) => return Err(Fault::NoOrder),
            (Some((_, day)), _) if *day > self.from => return Err(Fault::OrderAfter),
            _ => {}
        }
        if self.until.is_some_and(|until| until < self.from) {
            return Err(Fault::EndsBefore);
        }
        let mut beside = others.iter().filter(|other| self.overlaps(other));
        let twice =
            |other: &Delegation| [self.kind, other.kind] == [Kind::Acting; 2] && other.principal == self.principal;
        if beside.clone().any(twice) {
            return Err(Fault::TwoActing);
        }
        let again = |other: &Delegation| {
            let chain = other.delegate == self.principal || other.principal == self.delegate;
            chain && [self.kind, other.kind] == [Kind::OnBehalf; 2]
        };
        if beside.any(again) { Err(Fault::PassedOn) } else { Ok(()) }
    }
}

/// In what right somebody acts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Capacity {
    /// In the own right.
    Own,
    /// By a delegation.
    By(Delegation),
}

/// Why somebody may not act in a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotEntitled {
    /// It is another's, and no delegation is in force that day.
    Stranger,
    /// Somebody is acting for the holder, who therefore does not act.
    HolderAway,
}

/// In what right `person` may act in `holder`'s place on a day.
///
/// # Errors
/// [`NotEntitled`].
pub fn capacity(holder: &str, person: &str, all: &[Delegation], day: Date) -> Result<Capacity, NotEntitled> {
    let mut mine = all.iter().filter(|one| one.principal == holder && one.in_force(day));
    if person == holder {
        let away = mine.any(|one| one.kind == Kind::Acting);
        return if away { Err(NotEntitled::HolderAway) } else { Ok(Capacity::Own) };
    }
    // The whole power before a part of it.
    let mut held: Vec<&Delegation> = mine.filter(|one| one.delegate == person).collect();
    held.sort_by_key(|one| one.kind);
    held.first().map(|one| Capacity::By((*one).clone())).ok_or(NotEntitled::Stranger)
}

/// What stands under a name: the own position, or the own position with the words of the delegation and then the position
/// of the one acted for.
pub fn signature(own: &str, kind: Option<Kind>, principal: &str) -> Vec<String> {
    match kind {
        None => vec![own.to_owned()],
        Some(kind) => vec![format!("{own} {}", kind.words()).trim().to_owned(), principal.to_owned()],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn acting(principal: &str, delegate: &str, from: Date, until: Option<Date>) -> Delegation {
        let (principal, delegate) = (principal.to_owned(), delegate.to_owned());
        Delegation { id: "d".into(), kind: Kind::Acting, principal, delegate, order: None, from, until }
    }

    fn on_behalf(principal: &str, delegate: &str, from: Date) -> Delegation {
        let order = Some(("275/2565".to_owned(), date(2022, 3, 10)));
        Delegation { kind: Kind::OnBehalf, order, ..acting(principal, delegate, from, None) }
    }

    #[test]
    fn a_signature_says_in_whose_place_it_stands() {
        assert_eq!(signature("อธิบดีกรมปศุสัตว์", None, ""), ["อธิบดีกรมปศุสัตว์"]);
        assert_eq!(signature("รองอธิบดี", Some(Kind::Acting), "อธิบดีกรมปศุสัตว์"), ["รองอธิบดี รักษาราชการแทน", "อธิบดีกรมปศุสัตว์"]);
        assert_eq!(
            signature("ผู้อำนวยการกองแผนงาน", Some(Kind::OnBehalf), "อธิบดีกรมปศุสัตว์"),
            ["ผู้อำนวยการกองแผนงาน ปฏิบัติราชการแทน", "อธิบดีกรมปศุสัตว์"]
        );
    }

    #[test]
    fn a_delegation_holds_from_its_first_day_to_its_last() {
        let all = [acting("dg", "deputy", date(2022, 4, 20), Some(date(2022, 4, 30)))];
        let on = |day| capacity("dg", "deputy", &all, day).is_ok();
        assert!(!on(date(2022, 4, 19)) && on(date(2022, 4, 20)) && on(date(2022, 4, 30)) && !on(date(2022, 5, 1)));
        assert_eq!(capacity("dg", "other", &all, date(2022, 4, 25)), Err(NotEntitled::Stranger));
    }

    #[test]
    fn who_is_away_does_not_sign_beside_the_one_acting_but_an_order_leaves_the_power() {
        let away = [acting("dg", "deputy", date(2022, 4, 20), None)];
        assert_eq!(capacity("dg", "dg", &away, date(2022, 4, 25)), Err(NotEntitled::HolderAway));
        let passed = [on_behalf("dg", "deputy", date(2022, 3, 10))];
        assert_eq!(capacity("dg", "dg", &passed, date(2022, 4, 25)), Ok(Capacity::Own));
        assert!(matches!(capacity("dg", "deputy", &passed, date(2022, 4, 25)), Ok(Capacity::By(_))));
    }

    #[test]
    fn a_delegation_that_contradicts_itself_or_another_is_refused() {
        let day = date(2022, 4, 1);
        let order_missing = Delegation { order: None, ..on_behalf("a", "b", day) };
        let order_later = on_behalf("a", "b", date(2022, 3, 9));
        let backwards = acting("a", "b", day, Some(date(2022, 3, 31)));
        let cases = [
            (acting("a", "a", day, None), vec![], Err(Fault::ForOneself)),
            (order_missing, vec![], Err(Fault::NoOrder)),
            (order_later, vec![], Err(Fault::OrderAfter)),
            (backwards, vec![], Err(Fault::EndsBefore)),
            (acting("a", "b", day, None), vec![acting("a", "c", date(2022, 3, 1), None)], Err(Fault::TwoActing)),
            (acting("a", "b", day, None), vec![acting("a", "c", date(2022, 3, 1), Some(date(2022, 3, 31)))], Ok(())),
            (on_behalf("b", "c", day), vec![on_behalf("a", "b", day)], Err(Fault::PassedOn)),
            (on_behalf("a", "c", day), vec![on_behalf("a", "b", day)], Ok(())),
        ];
        for (one, others, expected) in cases {
            assert_eq!(one.check(&others), expected, "{one:?}");
        }
    }
}
