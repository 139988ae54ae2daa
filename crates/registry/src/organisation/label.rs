//! Codes of the register in words: kinds, ministries, places.

use reference::List;
use web::{Lang, components::Choice};

/// Words in one language.
#[derive(Clone, Copy, Debug)]
pub struct Labels(pub Lang);

impl Labels {
    /// A kind of organisation.
    pub fn kind(self, code: &str) -> String {
        self.0.label(List::kinds(), code).to_owned()
    }

    /// A ministry; the code itself when the list does not know it.
    pub fn ministry(self, code: &str) -> String {
        reference::ministry(code).map_or(code, |ministry| self.0.pick(&ministry.name_th, &ministry.name_en)).to_owned()
    }

    /// A province.
    pub fn province(self, code: &str) -> String {
        reference::province(code).map_or(code, |province| self.0.pick(&province.name_th, &province.name_en)).to_owned()
    }

    /// A district.
    pub fn district(self, code: &str) -> String {
        reference::district(code).map_or(code, |district| self.0.pick(&district.name_th, &district.name_en)).to_owned()
    }

    /// District and province, as far as they are known.
    pub fn place(self, province: &str, district: &str) -> String {
        let parts = [self.district(district), self.province(province)];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
    }

    /// The kinds to choose from, of which one may be chosen.
    pub fn kinds(self, chosen: &str, allowed: impl Fn(&str) -> bool) -> Vec<Choice> {
        let entries = List::kinds().entries().iter().filter(|entry| allowed(&entry.code));
        Choice::of(entries.map(|entry| (&entry.code, self.0.pick(&entry.th, &entry.en))), chosen)
    }

    /// The ministries to choose from; one that is only in the register stays chosen, so that saving keeps it.
    pub fn ministries(self, chosen: &str) -> Vec<Choice> {
        let all = reference::ministries().iter().map(|one| (&one.code, self.0.pick(&one.name_th, &one.name_en)));
        let mut choices = Choice::of(all, chosen);
        if !chosen.is_empty() && choices.iter().all(|choice| !choice.selected) {
            choices.push(Choice::new(chosen, chosen).chosen(true));
        }
        choices
    }

    /// The provinces to choose from, in the order of the alphabet.
    pub fn provinces(self, chosen: &str) -> Vec<Choice> {
        let all = reference::provinces().iter().map(|one| (&one.code, self.0.pick(&one.name_th, &one.name_en)));
        let mut choices = Choice::of(all, chosen);
        choices.sort_by_cached_key(|choice| thai::collate::sort_key(&choice.label));
        choices
    }

    /// The districts of a province to choose from.
    pub fn districts(self, province: &str, chosen: &str) -> Vec<Choice> {
        let all = reference::districts_of(province);
        Choice::of(all.into_iter().map(|one| (&one.code, self.0.pick(&one.name_th, &one.name_en))), chosen)
    }
}
