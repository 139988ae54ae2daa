//! The names that need no definition: `reference/bodies.csv` with abbreviations and variants (variants,
//! misprints). It says what a name means; codes come from the caller's register only.

use std::collections::BTreeMap;
use std::sync::LazyLock;

const TABLE: &str = include_str!("../../../../reference/bodies.csv");

/// One body of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The name to show.
    pub name: String,
    /// Abbreviations with their full stops.
    pub abbreviations: Vec<String>,
    /// Other names: the long one of an office known by its short one, and short forms.
    pub variants: Vec<String>,
    /// Misprints that were seen in papers.
    pub misprints: Vec<String>,
}

/// What a spelling means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meaning {
    /// The name to show.
    pub name: String,
    /// The spelling is an abbreviation.
    pub abbreviation: bool,
    /// The spelling is a known misprint.
    pub misprint: bool,
}

/// Spellings by their characters, blanks left out.
#[derive(Debug, Default)]
pub struct Spellings {
    next: Vec<BTreeMap<char, usize>>,
    ends: Vec<Option<Meaning>>,
}

impl Spellings {
    /// Adds a spelling; the first meaning of a spelling stays.
    pub fn add(&mut self, spelling: &str, meaning: Meaning) {
        if self.next.is_empty() {
            self.push();
        }
        let mut node = 0;
        for c in spelling.chars().filter(|c| *c != ' ') {
            node = match self.next[node].get(&c) {
                Some(next) => *next,
                None => {
                    let made = self.push();
                    self.next[node].insert(c, made);
                    made
                }
            };
        }
        if node > 0 && self.ends[node].is_none() {
            self.ends[node] = Some(meaning);
        }
    }

    fn push(&mut self) -> usize {
        self.next.push(BTreeMap::new());
        self.ends.push(None);
        self.next.len() - 1
    }

    /// The longest spelling at the start of `text`, whatever blanks are in it: its bytes and its meaning.
    pub fn longest(&self, text: &str) -> Option<(usize, &Meaning)> {
        let mut node = 0;
        let mut found = None;
        for (at, c) in text.char_indices() {
            if c == ' ' && at > 0 {
                continue;
            }
            let Some(next) = self.next.get(node).and_then(|next| next.get(&c)) else { break };
            node = *next;
            if let Some(meaning) = self.ends.get(node).and_then(Option::as_ref) {
                found = Some((at + c.len_utf8(), meaning));
            }
        }
        found
    }
}

static ROWS: LazyLock<Vec<Standing>> = LazyLock::new(|| {
    let list = |text: &str| text.split('|').filter(|name| !name.is_empty()).map(str::to_owned).collect();
    let mut rows = Vec::new();
    for line in TABLE.lines().skip(1) {
        let mut fields = line.split(',');
        let name = fields.next().unwrap_or_default().to_owned();
        if !name.is_empty() {
            let abbreviations = list(fields.next().unwrap_or_default());
            let variants = list(fields.next().unwrap_or_default());
            rows.push(Standing { name, abbreviations, variants, misprints: list(fields.next().unwrap_or_default()) });
        }
    }
    rows
});

static SPELLINGS: LazyLock<Spellings> = LazyLock::new(|| {
    let mut all = Spellings::default();
    let mut add = |spelling: &str, name: &str, abbreviation: bool, misprint: bool| {
        all.add(spelling, Meaning { name: name.to_owned(), abbreviation, misprint });
    };
    for row in ROWS.iter() {
        add(&row.name, &row.name, false, false);
    }
    for row in ROWS.iter() {
        row.variants.iter().for_each(|variant| add(variant, &row.name, false, false));
        row.misprints.iter().for_each(|misprint| add(misprint, &row.name, false, true));
        row.abbreviations.iter().for_each(|short| add(short, &row.name, true, false));
    }
    all
});

/// Every row of the table.
pub fn rows() -> &'static [Standing] {
    &ROWS
}

/// The standing spellings.
pub fn spellings() -> &'static Spellings {
    &SPELLINGS
}

/// What a whole name or abbreviation means, when the table has it.
pub fn meaning(name: &str) -> Option<&'static Meaning> {
    SPELLINGS.longest(name).filter(|(end, _)| *end == name.trim_end().len()).map(|(_, meaning)| meaning)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_commission_is_not_its_office() {
        assert_eq!(meaning("สำนักงาน ก.พ.ร.").unwrap().name, "สำนักงาน ก.พ.ร.");
        assert_eq!(meaning("สำนักงานก.พ.ร.").unwrap().name, "สำนักงาน ก.พ.ร.");
        assert_eq!(meaning("ก.พ.ร.").unwrap().name, "คณะกรรมการพัฒนาระบบราชการ");
        assert_eq!(meaning("สำนักงาน ก.พ.").unwrap().name, "สำนักงาน ก.พ.");
    }

    #[test]
    fn misprints_mean_the_right_name() {
        for printed in ["สำนักงานประมาณ", "สำนักงานงบประมาณ", "สงป."]
        {
            assert_eq!(meaning(printed).unwrap().name, "สำนักงบประมาณ");
        }
        assert!(rows().len() > 400);
    }
}
