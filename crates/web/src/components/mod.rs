//! Values that the shared components draw: choices of a field, pages of a list, the key of a map. The markup stands in
//! the `.html` files beside this one; the gallery shows every one of them in use.

mod gallery;

pub use gallery::gallery;

use crate::Lang;

/// One choice of a list, a group of radio buttons or of ticks, or one result of a search.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What the form sends.
    pub value: String,
    /// What a person reads.
    pub label: String,
    /// A line under the label; empty when none is needed.
    pub hint: String,
    /// True when it is the one chosen, or one of those chosen.
    pub selected: bool,
}

impl Choice {
    /// A choice without a hint, not chosen.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Choice { value: value.into(), label: label.into(), hint: String::new(), selected: false }
    }

    /// Adds the line under the label.
    pub fn with_hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }

    /// Says whether it is chosen.
    pub fn chosen(mut self, selected: bool) -> Self {
        self.selected = selected;
        self
    }

    /// Choices of pairs of value and label, of which the one with this value is chosen.
    pub fn of<V: Into<String>, L: Into<String>>(pairs: impl IntoIterator<Item = (V, L)>, chosen: &str) -> Vec<Self> {
        let choices = pairs.into_iter().map(|(value, label)| Choice::new(value, label));
        choices.map(|choice| Choice { selected: choice.value == chosen, ..choice }).collect()
    }
}

/// One colour of a map or of a divided bar, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LegendItem {
    /// `b0` to `b5` of a map, `p1` to `p3` of a bar.
    pub class: &'static str,
    /// What it stands for.
    pub label: String,
}

/// One number of a list's pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageNumber {
    /// The number as read; empty for a gap.
    pub label: String,
    /// Address; empty for a gap.
    pub href: String,
    /// True for the page shown.
    pub current: bool,
}

/// The pages of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pager {
    /// Number of the first row shown, as read.
    pub from: String,
    /// Number of the last row shown.
    pub to: String,
    /// Rows in all.
    pub total: String,
    /// Address of the page before.
    pub previous: Option<String>,
    /// Address of the page after.
    pub next: Option<String>,
    /// The numbers offered: the first, the last and those about the page shown, with gaps between.
    pub numbers: Vec<PageNumber>,
}

impl Pager {
    /// The pages of `total` rows with `size` (at least 1) on each, of which `page` (from 1; beyond the last one means the
    /// last one) is shown. `href` gives the address of a page.
    pub fn new(lang: Lang, total: u64, size: u64, page: u64, href: impl Fn(u64) -> String) -> Self {
        let size = size.max(1);
        let last = total.div_ceil(size).max(1);
        let page = page.clamp(1, last);
        let first_row = if total == 0 { 0 } else { (page - 1) * size + 1 };
        let mut numbers = Vec::new();
        let mut before = 0;
        for number in (1..=last).filter(|n| *n == 1 || *n == last || n.abs_diff(page) <= 2) {
            if number > before + 1 {
                numbers.push(PageNumber { label: String::new(), href: String::new(), current: false });
            }
            numbers.push(PageNumber { label: lang.number(number), href: href(number), current: number == page });
            before = number;
        }
        Pager {
            from: lang.number(first_row),
            to: lang.number((page * size).min(total)),
            total: lang.number(total),
            previous: (page > 1).then(|| href(page - 1)),
            next: (page < last).then(|| href(page + 1)),
            numbers,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pager(total: u64, page: u64) -> Pager {
        Pager::new(Lang::Th, total, 50, page, |n| format!("?page={n}"))
    }

    fn words(pager: &Pager) -> String {
        let word = |n: &PageNumber| {
            if n.current {
                format!("[{}]", n.label)
            } else if n.href.is_empty() {
                "…".into()
            } else {
                n.label.clone()
            }
        };
        pager.numbers.iter().map(word).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_pager_offers_the_ends_and_the_pages_about_the_one_shown() {
        let middle = pager(8_281, 84);
        assert_eq!(words(&middle), "1 … 82 83 [84] 85 86 … 166");
        assert_eq!((middle.from.as_str(), middle.to.as_str(), middle.total.as_str()), ("4,151", "4,200", "8,281"));
        assert_eq!(words(&pager(151, 1)), "[1] 2 3 4");
    }

    #[test]
    fn a_page_beyond_the_last_is_the_last_and_an_empty_list_has_one_page() {
        let beyond = pager(120, 99);
        assert_eq!((beyond.from.as_str(), beyond.to.as_str(), beyond.next), ("101", "120", None));
        let empty = pager(0, 1);
        assert_eq!((empty.from.as_str(), empty.to.as_str(), empty.previous, empty.next), ("0", "0", None, None));
    }

    #[test]
    fn the_choice_with_the_given_value_is_the_chosen_one() {
        let choices = Choice::of([("FLOOD", "อุทกภัย"), ("FIRE", "อัคคีภัย")], "FIRE");
        assert_eq!(choices.iter().map(|choice| choice.selected).collect::<Vec<_>>(), [false, true]);
    }
}
