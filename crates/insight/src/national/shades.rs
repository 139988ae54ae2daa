//! The shades of the map. The scale is the same on every day of a round that is well under way, so that two maps can be
//! laid side by side; while the nation as a whole is far below its steps, a finer one is taken, so that a map of a young
//! round still says who has begun.

use continuity::Share;
use web::{Lang, components::LegendItem};

use crate::text::T;

/// Five shades, by their lower ends in per cent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Shades([u8; 5]);

/// From which share of the whole, in per cent, which scale is used.
const SCALES: [(u128, Shades); 3] =
    [(15, Shades([0, 25, 40, 55, 70])), (3, Shades([0, 5, 10, 15, 20])), (0, Shades([0, 1, 2, 3, 4]))];

impl Shades {
    /// The scale for these shares, by what they come to together: one small province that is done says little of the
    /// others.
    pub fn for_shares(shares: impl Iterator<Item = Share>) -> Shades {
        let (n, d) = shares.fold((0, 0), |(n, d), share| (n + share.n, d + share.d));
        let whole = Share::new(n, d).hundredths().unwrap_or(0) / 100;
        let [.., (_, finest)] = SCALES;
        SCALES.into_iter().find(|(from, _)| whole >= *from).map_or(finest, |(_, shades)| shades)
    }

    /// 1 (lightest) to 5; `None` without a whole.
    pub fn class(self, share: Share) -> Option<u8> {
        let percent = share.hundredths()? / 100;
        let shade = self.0.iter().rposition(|least| percent >= u128::from(*least))?;
        u8::try_from(shade + 1).ok()
    }

    /// What the shades mean.
    pub fn legend(self, lang: Lang) -> Vec<LegendItem> {
        let t = T(lang);
        let Shades([_, second, third, fourth, fifth]) = self;
        let between =
            |from: u8, next: u8| if next - from == 1 { t.shade_of(from, next) } else { t.shade(from, next - 1) };
        let labels = [
            t.shade_below(second),
            between(second, third),
            between(third, fourth),
            between(fourth, fifth),
            t.shade_from(fifth),
        ];
        let classes = ["b1", "b2", "b3", "b4", "b5"];
        classes.into_iter().zip(labels).map(|(class, label)| LegendItem { class, label }).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn share(n: u64, d: u64) -> Share {
        Share::new(n, d)
    }

    #[test]
    fn a_shade_holds_from_its_lower_end_up_to_the_next() {
        let shares = [(0, 100), (24, 100), (25, 100), (3999, 10_000), (40, 100), (70, 100), (100, 100), (0, 0)];
        let scale = Shades::for_shares(shares.iter().map(|(n, d)| share(*n, *d)));
        let shades = shares.map(|(n, d)| scale.class(share(n, d)));
        assert_eq!(shades, [Some(1), Some(1), Some(2), Some(2), Some(3), Some(5), Some(5), None]);
    }

    #[test]
    fn a_young_round_is_drawn_on_a_finer_scale_even_when_its_smallest_province_is_done() {
        let scale = |n| Shades::for_shares([share(1, 1), share(n, 999)].into_iter());
        let second = |n| scale(n).0[1];
        assert_eq!([second(149), second(148), second(29), second(28), second(0)], [25, 5, 5, 1, 1]);
        assert_eq!(scale(0).class(share(4, 100)), Some(5));
        let words: Vec<String> = scale(0).legend(Lang::En).into_iter().map(|item| item.label).collect();
        assert_eq!(words, ["below 1%", "1 to below 2%", "2 to below 3%", "3 to below 4%", "4% and more"]);
    }
}
