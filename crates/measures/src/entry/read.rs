//! Raw values of an entry at the door: of a form, a row of a file or a body alike, into a draft or all that is wrong with
//! it, field by field. Codes and labels of either language are understood, Thai digits and both calendars too. It never
//! guesses: what can't be read is refused with what was typed.

use web::{Lang, form::Errors};

use super::{Draft, OPEN};
use crate::{
    ledger::{Field, Ledger, Shape},
    text::T,
};

/// Characters of a title, a line and a text.
const TITLE: usize = 300;
const LINE: usize = 500;
const TEXT: usize = 20_000;
/// Largest count: everybody on earth fits.
const LARGEST: u64 = 100_000_000_000;
/// Buddhist fiscal years that are taken.
const YEARS: std::ops::RangeInclusive<i32> = 2500..=2700;

/// Raw values by name; `None` for what is not there at all and so stays as it was.
pub type Raw<'a> = &'a dyn Fn(&str) -> Option<String>;

/// Reads a draft; what is not given is taken from `base`.
pub fn draft(ledger: &Ledger, raw: Raw<'_>, base: Option<&Draft>, lang: Lang, errors: &mut Errors) -> Draft {
    let before = base.cloned().unwrap_or_else(|| Draft { classification: OPEN.into(), ..Draft::default() });
    let mut reading = Reading { ledger, raw, lang, errors };
    let mut draft = Draft {
        organisation: reading.organisation(&before),
        fiscal_year: reading.year(&before),
        title: reading.title(&before),
        kind: reading.kind(&before),
        state: reading.state(&before),
        classification: reading.classification(&before),
        n: before.n,
        d: before.d,
        values: before.values,
    };
    if let Some(counted) = &ledger.counted {
        draft.n = reading.count("n", before.n);
        draft.d = reading.count("d", before.d);
        if draft.n.zip(draft.d).is_some_and(|(n, d)| n > d) {
            reading.refuse("n", T(lang).more_than_all());
        }
        if counted.needed && draft.d.is_none() && reading.errors.of("d").is_empty() {
            reading.refuse("d", T(lang).needed());
        } else if draft.n.is_some() && draft.d.is_none() {
            reading.refuse("d", T(lang).both_counts());
        }
    }
    for field in ledger.fields {
        if let Some(value) = reading.field(field) {
            draft.values.insert(field.name.to_owned(), value);
        }
        if field.needed && draft.value(field.name).is_empty() && reading.errors.of(field.name).is_empty() {
            reading.refuse(field.name, T(lang).needed());
        }
    }
    draft.values.retain(|_, value| !value.is_empty());
    let mut contradictions = Vec::new();
    (ledger.agree)(&draft, &mut |field, why| contradictions.push((field, why(&T(lang)))));
    for (field, why) in contradictions {
        if errors.of(field).is_empty() {
            errors.add(field, why);
        }
    }
    draft
}

struct Reading<'a, 'e> {
    ledger: &'a Ledger,
    raw: Raw<'a>,
    lang: Lang,
    errors: &'e mut Errors,
}

impl Reading<'_, '_> {
    fn refuse(&mut self, field: &str, words: impl Into<String>) {
        self.errors.add(field, words);
    }

    /// The value as typed, cleaned, in one line.
    fn line(&self, name: &str) -> Option<String> {
        (self.raw)(name).map(|text| thai::normalise::clean(&text).split_whitespace().collect::<Vec<_>>().join(" "))
    }

    fn organisation(&mut self, before: &Draft) -> String {
        let code = self.line("organisation").map(|code| thai::digits::to_arabic(&code));
        let code = code.unwrap_or_else(|| before.organisation.clone());
        if code.is_empty() {
            self.refuse("organisation", T(self.lang).choose_organisation());
        }
        code
    }

    fn year(&mut self, before: &Draft) -> i32 {
        let Some(typed) = self.line("fiscal_year") else {
            if before.fiscal_year == 0 {
                self.refuse("fiscal_year", T(self.lang).needed());
            }
            return before.fiscal_year;
        };
        match year(&typed) {
            Some(year) => year,
            None if typed.is_empty() => {
                self.refuse("fiscal_year", T(self.lang).needed());
                before.fiscal_year
            }
            None => {
                self.refuse("fiscal_year", T(self.lang).not_a_year(&typed));
                before.fiscal_year
            }
        }
    }

    fn title(&mut self, before: &Draft) -> String {
        let title = self.line("title").unwrap_or_else(|| before.title.clone());
        if title.is_empty() {
            self.refuse("title", T(self.lang).needed());
        } else if title.chars().count() > TITLE {
            self.refuse("title", T(self.lang).too_long(TITLE));
        }
        title
    }

    fn kind(&mut self, before: &Draft) -> String {
        let codes = self.ledger.kinds.iter().map(|kind| (kind.code, kind.label));
        let known: Vec<(&str, [&str; 2])> = codes.map(|(code, label)| (code, both(label))).collect();
        self.coded("kind", &known, &before.kind)
    }

    fn state(&mut self, before: &Draft) -> String {
        let codes = self.ledger.states.iter().map(|state| (state.code, state.label));
        let known: Vec<(&str, [&str; 2])> = codes.map(|(code, label)| (code, both(label))).collect();
        self.coded("state", &known, &before.state)
    }

    fn classification(&mut self, before: &Draft) -> String {
        let list = reference::List::classifications().entries();
        let known: Vec<(&str, [&str; 2])> =
            list.iter().map(|entry| (entry.code.as_str(), [entry.th.as_str(), entry.en.as_str()])).collect();
        self.coded("classification", &known, &before.classification)
    }

    fn coded(&mut self, name: &str, known: &[(&str, [&str; 2])], before: &str) -> String {
        let Some(typed) = self.line(name).filter(|typed| !(typed.is_empty() && name == "classification")) else {
            if before.is_empty() {
                self.refuse(name, T(self.lang).choose_one());
            }
            return before.to_owned();
        };
        if typed.is_empty() {
            self.refuse(name, T(self.lang).choose_one());
            return before.to_owned();
        }
        let folded = thai::normalise::fold(&typed);
        let is = |text: &str| thai::normalise::fold(text) == folded;
        let found = known.iter().find(|(code, labels)| *code == typed || labels.iter().any(|label| is(label)));
        match found {
            Some((code, _)) => (*code).to_owned(),
            None => {
                let labels: Vec<&str> = known.iter().map(|(_, [th, en])| self.lang.pick(th, en)).collect();
                self.refuse(name, T(self.lang).not_a_choice(&typed, labels.join(" · ")));
                before.to_owned()
            }
        }
    }

    fn count(&mut self, name: &str, before: Option<u64>) -> Option<u64> {
        let typed = match self.line(name) {
            None => return before,
            Some(typed) if typed.is_empty() => return None,
            Some(typed) => thai::digits::to_arabic(&typed).replace([',', ' '], ""),
        };
        let count = typed.parse::<u64>().ok().filter(|count| *count <= LARGEST);
        if count.is_none() {
            self.refuse(name, T(self.lang).not_a_count(&typed));
        }
        count
    }

    /// The value of an own field in the form in which it is kept; `None` when it stays as it was.
    fn field(&mut self, field: &Field) -> Option<String> {
        let t = T(self.lang);
        let value = match field.shape {
            Shape::Text => thai::normalise::clean(&(self.raw)(field.name)?),
            _ => self.line(field.name)?,
        };
        let most = if field.shape == Shape::Text { TEXT } else { LINE };
        let problem = match field.shape {
            _ if value.is_empty() => None,
            _ if value.chars().count() > most => Some(t.too_long(most)),
            Shape::Link if !is_link(&value) => Some(t.not_a_link().to_owned()),
            Shape::Email if !is_email(&value) => Some(t.not_an_email().to_owned()),
            Shape::Day => match thai::date::parse_date(&value) {
                Ok(read) => return Some(read.date.to_string()),
                Err(problem) => Some(web::day::unread(self.lang, &value, &problem)),
            },
            _ => None,
        };
        match problem {
            None => Some(value),
            Some(words) => {
                self.refuse(field.name, words);
                None
            }
        }
    }
}

fn both(label: crate::ledger::Word) -> [&'static str; 2] {
    [label(&T(Lang::Th)), label(&T(Lang::En))]
}

/// A fiscal year of either calendar, as a Buddhist one.
pub(crate) fn year(typed: &str) -> Option<i32> {
    let digits = thai::digits::to_arabic(typed);
    let year: i32 = digits.trim().trim_start_matches("พ.ศ.").trim().parse().ok()?;
    let year = if year < 2400 { year.checked_add(thai::date::BUDDHIST_OFFSET)? } else { year };
    YEARS.contains(&year).then_some(year)
}

pub(crate) fn is_link(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|rest| !rest.is_empty() && !rest.contains(char::is_whitespace))
}

fn is_email(text: &str) -> bool {
    let parts = text.split_once('@');
    parts.is_some_and(|(name, host)| {
        !name.is_empty() && host.contains('.') && !host.contains('@') && !text.contains(char::is_whitespace)
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::ledger::{self, HOMEWORK, OBSTACLE, PRACTICE, RELIEF, SKILL};

    type Given = BTreeMap<&'static str, &'static str>;

    fn read(ledger: &Ledger, given: &Given, base: Option<&Draft>) -> (Draft, Vec<String>) {
        let mut errors = Errors::new();
        let raw = |name: &str| given.get(name).map(|value| (*value).to_owned());
        let draft = draft(ledger, &raw, base, Lang::Th, &mut errors);
        (draft, errors.list.into_iter().map(|refused| refused.field).collect())
    }

    fn relief() -> Given {
        Given::from([
            ("organisation", "M09-03"),
            ("fiscal_year", "๒๕๖๔"),
            ("title", "การต่ออายุใบอนุญาตขับรถ"),
            ("kind", "renewal"),
            ("state", "done"),
        ])
    }

    #[test]
    fn codes_labels_thai_digits_and_both_calendars_are_understood() {
        let mut given = relief();
        given.extend([
            ("kind", T(Lang::Th).relief_renewal()),
            ("state", T(Lang::En).relief_done()),
            ("from", "๓ ส.ค. ๒๕๖๔"),
        ]);
        let (draft, refused) = read(&RELIEF, &given, None);
        assert_eq!((refused, draft.kind.as_str(), draft.state.as_str()), (Vec::new(), "renewal", "done"));
        assert_eq!(
            (draft.fiscal_year, draft.value("from"), draft.classification.as_str()),
            (2564, "2021-08-03", "none")
        );
        assert_eq!(year("2021"), Some(2564));
        assert!(["", "x", "99", "3000", "2499"].iter().all(|typed| year(typed).is_none()));
    }

    #[test]
    fn every_fault_is_told_at_once_and_what_was_not_given_stays() {
        let (_, refused) = read(&RELIEF, &Given::new(), None);
        assert_eq!(refused, ["organisation", "fiscal_year", "title", "kind", "state"]);
        let (base, _) = read(&RELIEF, &relief(), None);
        let (draft, refused) = read(&RELIEF, &Given::from([("title", "ชื่อใหม่")]), Some(&base));
        assert!(refused.is_empty());
        assert_eq!(draft, Draft { title: "ชื่อใหม่".into(), ..base });
    }

    #[test]
    fn what_cannot_be_done_says_why_and_what_there_is_instead() {
        let mut given = relief();
        given.insert("state", "not_possible");
        assert_eq!(read(&RELIEF, &given, None).1, ["reason", "substitute"]);
        given.extend([("reason", "กฎหมายกำหนดอายุไว้"), ("substitute", "ยื่นคำขอทางอิเล็กทรอนิกส์")]);
        assert!(read(&RELIEF, &given, None).1.is_empty());
    }

    #[test]
    fn a_count_never_exceeds_its_whole_and_never_stands_alone() {
        let mut given = relief();
        given.extend([("kind", "one_day"), ("state", "in_use"), ("n", "12"), ("d", "10")]);
        assert_eq!(read(&HOMEWORK, &given, None).1, ["n"]);
        given.insert("d", "");
        assert_eq!(read(&HOMEWORK, &given, None).1, ["d"]);
        given.extend([("n", "1,200"), ("d", "๒๔๐๐")]);
        let (draft, refused) = read(&HOMEWORK, &given, None);
        assert_eq!((refused, draft.n, draft.d), (Vec::new(), Some(1_200), Some(2_400)));
    }

    #[test]
    fn each_ledger_refuses_what_contradicts_itself() {
        let mut given = relief();
        given.extend([("kind", "none"), ("state", "in_use")]);
        assert_eq!(read(&HOMEWORK, &given, None).1, ["state"]);
        given.extend([("kind", "rule"), ("state", "proposed"), ("hinders", "ต้องยื่นสำเนา")]);
        assert_eq!(read(&OBSTACLE, &given, None).1, ["proposal", "must_act"]);
        given.extend([("kind", "new"), ("state", "cancelled"), ("for_whom", "ทุกประเภท"), ("d", "100")]);
        assert_eq!(read(&SKILL, &given, None).1, ["result"]);
        given.extend([
            ("kind", "good_practice"),
            ("state", "in_use"),
            ("what", "ก"),
            ("contact_email", "x@"),
            ("link", "javascript:x"),
        ]);
        assert_eq!(read(&PRACTICE, &given, None).1, ["link", "contact_email", "result"]);
        given.extend([("kind", "renewal"), ("state", "done"), ("from", "5/8/2564"), ("to", "3/8/2564")]);
        assert_eq!(read(&RELIEF, &given, None).1, ["link", "to"]);
    }

    proptest::proptest! {
        #[test]
        fn no_text_makes_the_reader_panic(text in "\\PC*", name in 0usize..12) {
            for ledger in ledger::ALL {
                let names: Vec<&str> = super::super::COMMON.into_iter().chain(ledger.fields.iter().map(|f| f.name)).collect();
                let of = names[name % names.len()];
                let mut errors = Errors::new();
                draft(ledger, &|asked| (asked == of).then(|| text.clone()), None, Lang::En, &mut errors);
            }
        }
    }
}
