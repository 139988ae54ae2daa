//! The registers of measures of the demonstration nation. Counts are those of the second paper (90 of 103 processes, work
//! from home in all 153 departments, innovations in 25 of 39 reporting units), and what the paper tells of is told as it
//! does; which body has which process, and everything else, is made up.

pub mod load;

use measures::{
    entry::{Draft, read},
    ledger::{HOMEWORK, Ledger, OBSTACLE, PRACTICE, RELIEF, SKILL},
};
use web::{Lang, form::Errors};

const RELIEF_ROWS: &str = include_str!("relief.csv");
const PRACTICE_ROWS: &str = include_str!("practices.csv");
const OBSTACLE_ROWS: &str = include_str!("obstacles.csv");
const SKILL_ROWS: &str = include_str!("skills.csv");
const ORDER_ROWS: &str = include_str!("orders.csv");

/// An entry about to be kept: its ledger, what it says, and what others said about copying it.
pub struct Made {
    /// The ledger.
    pub ledger: &'static Ledger,
    /// What it says.
    pub draft: Draft,
    /// Code of an organisation, step, result.
    pub copies: Vec<(String, String, String)>,
}

/// Rows of a file under its header.
fn rows(text: &str) -> Vec<std::collections::HashMap<String, String>> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    reader.deserialize().filter_map(Result::ok).collect()
}

/// An entry of pairs of name and value; nothing when the ledger refuses it, which a test rules out.
fn made(ledger: &'static Ledger, value: &dyn Fn(&str) -> Option<String>) -> Option<Draft> {
    let mut errors = Errors::new();
    let draft = read::draft(ledger, value, None, Lang::Th, &mut errors);
    errors.is_empty().then_some(draft)
}

/// Every entry of the demonstration; `departments` are the codes of those that the paper counts.
pub fn entries(departments: &[&str]) -> Vec<Made> {
    let mut all = Vec::new();
    all.extend(of_rows(&RELIEF, RELIEF_ROWS, 2564, relief));
    for year in [2563, 2564] {
        let made = departments.iter().enumerate().filter_map(|(at, code)| homework(code, year, at));
        all.extend(made.map(|draft| Made { ledger: &HOMEWORK, draft, copies: Vec::new() }));
    }
    all.extend(of_rows(&PRACTICE, PRACTICE_ROWS, 2564, practice));
    all.extend(of_rows(&OBSTACLE, OBSTACLE_ROWS, 2564, |name, _| (name == "fiscal_year").then(|| "2564".into())));
    all.extend(of_rows(&SKILL, SKILL_ROWS, 2565, |_, _| None));
    all
}

type Row = std::collections::HashMap<String, String>;

/// Entries of a file; `more` gives what the file has no column for.
fn of_rows(
    ledger: &'static Ledger,
    text: &str,
    year: i32,
    more: fn(&str, &Row) -> Option<String>,
) -> impl Iterator<Item = Made> {
    rows(text).into_iter().filter_map(move |row| {
        let value = |name: &str| match name {
            "fiscal_year" => Some(year.to_string()),
            _ => row.get(name).cloned().or_else(|| more(name, &row)),
        };
        let draft = made(ledger, &value)?;
        let copies = row.get("copies").map(|copies| copied(copies)).unwrap_or_default();
        Some(Made { ledger, draft, copies })
    })
}

fn relief(name: &str, row: &Row) -> Option<String> {
    let done = row.get("reason").is_none_or(String::is_empty);
    let value = match name {
        "state" if done => "done",
        "state" => "not_possible",
        "basis" => "มติคณะรัฐมนตรี วันที่ 3 สิงหาคม 2564",
        "from" => "2021-08-03",
        "to" if done => "2021-12-31",
        "detail" if done => "ขยายระยะเวลาและงดค่าปรับกรณีดำเนินการล่าช้า",
        _ => return None,
    };
    Some(value.to_owned())
}

fn practice(name: &str, row: &Row) -> Option<String> {
    // Names and numbers of nobody.
    let department = row.get("organisation").is_some_and(|code| code.starts_with('M'));
    let value = match name {
        "state" => "in_use",
        "from" => "2021-04-01",
        "contact_name" if department => "ผู้ประสานงาน ตัวอย่าง",
        "contact_phone" if department => "02-000-0000",
        "contact_email" if department => "contact@example.go.th",
        _ => return None,
    };
    Some(value.to_owned())
}

/// `P46:adopted:…|P47:trying:`
fn copied(text: &str) -> Vec<(String, String, String)> {
    let parts = text.split('|').filter_map(|one| {
        let mut parts = one.splitn(3, ':');
        Some((parts.next()?.to_owned(), parts.next()?.to_owned(), parts.next().unwrap_or_default().to_owned()))
    });
    parts.filter(|(code, _, _)| !code.is_empty()).collect()
}

const PATTERNS: [&str; 4] = ["one_day", "two_days", "alternate_days", "alternate_weeks"];
const PROBLEMS: [&str; 4] =
    ["", "อุปกรณ์และอินเทอร์เน็ตของบุคลากรไม่พร้อม", "เข้าถึงข้อมูลจากส่วนกลางไม่ได้ทุกระบบ", "ทักษะด้านดิจิทัลของบุคลากรบางกลุ่มไม่เพียงพอ"];

/// Work from home of a department: its pattern and numbers follow from its place and the year alone.
fn homework(code: &str, year: i32, at: usize) -> Option<Draft> {
    let turn = at * 7 + if year == 2563 { 0 } else { 3 };
    let all = 120 + turn * 37 % 900;
    let home = all * (45 + turn * 11 % 45) / 100;
    let (from, to) = if year == 2563 { ("2020-03-31", "2020-06-30") } else { ("2021-04-18", "2021-10-31") };
    let pick = |of: [&'static str; 4]| of[turn % 4].to_owned();
    made(&HOMEWORK, &|name| {
        Some(match name {
            "organisation" => code.to_owned(),
            "fiscal_year" => year.to_string(),
            "title" => "บุคลากรที่ปฏิบัติงานที่บ้านได้".to_owned(),
            "kind" => pick(PATTERNS),
            "state" => "ended".to_owned(),
            "n" => home.to_string(),
            "d" => all.to_string(),
            "from" => from.to_owned(),
            "to" => to.to_owned(),
            "excluded" if turn.is_multiple_of(3) => "งานบริการประชาชน ณ ที่ตั้ง งานรักษาความปลอดภัย และงานพัสดุ".to_owned(),
            "means" => "เครื่องคอมพิวเตอร์พกพา ระบบประชุมทางไกล และระบบสารบรรณอิเล็กทรอนิกส์".to_owned(),
            "problems" => pick(PROBLEMS),
            _ => return None,
        })
    })
}

/// An order about to be recorded, its effects by the keys of earlier ones.
pub struct MadeOrder {
    /// By which later ones name it.
    pub key: String,
    /// What it says, without its effects.
    pub new: measures::order::New,
    /// What it does, to which key, to which clauses.
    pub effects: Vec<(String, String, String)>,
}

/// Every order of the demonstration, the earliest first.
pub fn orders() -> Vec<MadeOrder> {
    let read = |row: Row| {
        let text = |name: &str| row.get(name).cloned().unwrap_or_default();
        let day = |name: &str| text(name).parse().ok();
        Some(MadeOrder {
            key: text("key"),
            new: measures::order::New {
                province: text("province"),
                kind: text("kind"),
                number: text("number"),
                title: text("title"),
                basis: text("basis"),
                text: text("text"),
                issued: day("issued")?,
                from: day("from")?,
                to: day("to"),
                effects: Vec::new(),
            },
            effects: copied(&text("effects")),
        })
    };
    rows(ORDER_ROWS).into_iter().filter_map(read).collect()
}

#[cfg(test)]
mod tests {
    use measures::ledger::ALL;

    use super::*;

    #[test]
    fn no_row_is_refused_and_the_counts_are_those_of_the_paper() {
        let departments: Vec<String> = (0..153).map(|n| format!("D{n}")).collect();
        let all = entries(&departments.iter().map(String::as_str).collect::<Vec<_>>());
        let lines = |text: &str| rows(text).len();
        let counts = ALL.map(|ledger| all.iter().filter(|made| made.ledger.code == ledger.code).count());
        let expected = [lines(RELIEF_ROWS), 306, lines(PRACTICE_ROWS), lines(OBSTACLE_ROWS), lines(SKILL_ROWS)];
        assert_eq!(counts, expected);
        let relief = all.iter().filter(|made| made.ledger.code == "relief");
        let done = relief.clone().filter(|made| made.draft.state == "done").count();
        assert_eq!((done, relief.count()), (90, 103));
        assert_eq!(orders().len(), lines(ORDER_ROWS));
    }
}
