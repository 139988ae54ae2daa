//! Chance that can be repeated: every draw is a hash of a seed, a subject and a question, never of the draws before.
//!
//! So one plan is the same whether it is made alone, in any order or on any number of threads.

/// A source of draws about one subject.
#[derive(Clone, Copy, Debug)]
pub struct Chance(u64);

impl Chance {
    /// Draws about a subject, usually an organisation's code, in the world of this seed.
    pub fn about(seed: u64, subject: &str) -> Self {
        Chance(mixed(seed ^ folded(subject)))
    }

    /// Draws about a part of the subject.
    pub fn part(self, name: &str) -> Self {
        Chance(mixed(self.0.rotate_left(17) ^ folded(name)))
    }

    /// 64 bits for a question.
    pub fn bits(self, question: &str) -> u64 {
        self.part(question).0
    }

    /// A number from 0 up to, but without, 1.
    pub fn share(self, question: &str) -> f64 {
        // 53 bits are what a double holds exactly.
        #[allow(clippy::cast_precision_loss)]
        let numerator = (self.bits(question) >> 11) as f64;
        numerator / 9_007_199_254_740_992.0
    }

    /// True with this probability.
    pub fn happens(self, question: &str, probability: f64) -> bool {
        self.share(question) < probability
    }

    /// A whole number from `least` to `most`, both included.
    pub fn between(self, question: &str, least: u64, most: u64) -> u64 {
        let span = most.saturating_sub(least).saturating_add(1).max(1);
        least + self.bits(question) % span
    }

    /// A place in a list of this length; 0 for an empty one.
    pub fn below(self, question: &str, length: usize) -> usize {
        let length = u64::try_from(length).unwrap_or(1).max(1);
        usize::try_from(self.bits(question) % length).unwrap_or(0)
    }

    /// One of a list; the empty text of an empty list.
    pub fn pick<'a>(self, question: &str, list: &[&'a str]) -> &'a str {
        list.get(self.below(question, list.len())).copied().unwrap_or_default()
    }

    /// So many of a list, in the order of the list.
    pub fn several<'a>(self, question: &str, list: &[&'a str], count: usize) -> Vec<&'a str> {
        let from = self.part(question);
        let mut drawn: Vec<(u64, usize)> = list.iter().enumerate().map(|(at, text)| (from.bits(text), at)).collect();
        drawn.sort_unstable();
        drawn.truncate(count);
        drawn.sort_unstable_by_key(|(_, at)| *at);
        drawn.into_iter().filter_map(|(_, at)| list.get(at).copied()).collect()
    }
}

/// FNV-1a over the bytes.
fn folded(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// The finaliser of SplitMix64: every bit of the input moves every bit of the output.
fn mixed(bits: u64) -> u64 {
    let bits = bits.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ (bits >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_question_gets_the_same_answer_and_another_seed_another() {
        let first = Chance::about(1, "L730101-A");
        assert_eq!(first.bits("rto"), Chance::about(1, "L730101-A").bits("rto"));
        assert_ne!(first.bits("rto"), Chance::about(2, "L730101-A").bits("rto"));
        assert_ne!(first.bits("rto"), Chance::about(1, "L730102-A").bits("rto"));
    }

    #[test]
    fn draws_spread_evenly() {
        let count = (0..10_000).filter(|n| Chance::about(7, &n.to_string()).happens("x", 0.25)).count();
        assert!((2_350..2_650).contains(&count), "{count}");
        let numbers: std::collections::BTreeSet<u64> =
            (0..200).map(|n| Chance::about(7, &n.to_string()).between("y", 3, 9)).collect();
        assert_eq!(numbers, (3..=9).collect());
    }

    #[test]
    fn several_are_different_and_keep_their_order() {
        let list = ["a", "b", "c", "d", "e"];
        for n in 0..50 {
            let drawn = Chance::about(n, "x").several("y", &list, 3);
            assert!(drawn.len() == 3 && drawn.is_sorted() && drawn.windows(2).all(|pair| pair.first() != pair.last()));
        }
    }
}
