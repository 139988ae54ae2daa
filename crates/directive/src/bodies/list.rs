//! Several names in a row: `ก ข และ ค`, `หน่วยงานที่เกี่ยวข้อง เช่น ก ข`; Thai papers seldom print commas between them.

use super::groups::Group;
use super::name::{Found, Known, Names};

/// One name of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// The name.
    pub found: Found,
    /// Given only as an example (เช่น).
    pub such_as: bool,
    /// A group whose examples follow.
    pub exemplified: bool,
}

impl Listed {
    /// The group it is, when it is not one body.
    pub fn group(&self) -> Option<Group> {
        match self.found.known {
            Known::Group(group) => Some(group),
            _ => None,
        }
    }
}

const AND: &[&str] = &["และ/หรือ", "และ", "หรือ", "ตลอดจน", "รวมทั้ง", "รวมถึง", ",", "/", "กับ"];
const EXAMPLES: &[&str] = &["เช่น", "อาทิเช่น", "อาทิ"];
const NAMELY: &[&str] = &["ได้แก่", "ประกอบด้วย", "คือ", ":"];
const MOST: usize = 60;

/// The names from `at` on, and where the list ends (before a connector that leads to no name).
pub fn list_at(names: &Names<'_>, text: &str, at: usize) -> (Vec<Listed>, usize) {
    let mut listed: Vec<Listed> = Vec::new();
    let mut such_as = false;
    let mut at = skip_blanks(text, at);
    let mut end = at;
    while listed.len() < MOST {
        let of_provinces = listed.last().is_some_and(|one| one.found.means.contains("จังหวัด"));
        let province = if of_provinces { names.province_at(text, at) } else { None };
        let Some(found) = names.at(text, at).or(province) else { break };
        // After a mere blank a guess is too little to go on with, unless it is plainly a body.
        let bracket = found.end;
        end = after_bracket(text, bracket);
        let through = within_bracket(names, &text[bracket..end], &found.means);
        listed.push(Listed { found, such_as, exemplified: false });
        listed.extend(through.map(|found| Listed { found, such_as, exemplified: false }));
        let from = skip_blanks(text, end);
        let rest = &text[from..];
        if let Some(word) = EXAMPLES.iter().chain(NAMELY).find(|word| rest.starts_with(**word)) {
            such_as |= EXAMPLES.contains(word);
            at = skip_blanks(text, from + word.len());
            // เช่น ร่วมกับ ก: the examples are of acting together.
            if names.at(text, at).is_none() {
                break;
            }
            if let Some(last) = listed.last_mut() {
                last.exemplified = last.group().is_some();
            }
        } else if let Some(word) = AND.iter().find(|word| rest.starts_with(**word)) {
            at = skip_blanks(text, from + word.len());
        } else if from > end {
            at = from;
        } else {
            break;
        }
    }
    (listed, end)
}

fn skip_blanks(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    at + (rest.len() - rest.trim_start_matches(' ').len())
}

/// Past a bracket that only explains the name: `(สคก.)`, `(ส่วนกลาง)`, `(สำนักงาน ป.ย.ป.)`.
fn after_bracket(text: &str, mut end: usize) -> usize {
    for _ in 0..3 {
        let from = skip_blanks(text, end);
        let Some(inner) = text[from..].strip_prefix('(') else { return end };
        match inner.char_indices().take(60).find(|(_, c)| *c == ')') {
            Some((close, _)) => end = from + 1 + close + 1,
            None => return end,
        }
    }
    end
}

/// `กษ. (กรมชลประทาน)`: the ministry acts through the body in the bracket.
fn within_bracket(names: &Names<'_>, bracket: &str, means: &str) -> Option<Found> {
    let inner = bracket.trim_start().strip_prefix('(')?;
    let found = names.at(inner, 0)?;
    let whole = inner[found.end..].starts_with(')');
    (whole && found.known == Known::Yes && found.means != means).then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bodies::defined::Defined;

    fn names_of(text: &str) -> (Vec<String>, String) {
        let defined = Defined::collect([text].into_iter());
        let (listed, end) = list_at(&Names { defined: &defined }, text, 0);
        let names = listed.into_iter().map(|one| one.found.name + if one.such_as { "*" } else { "" });
        (names.collect(), text[end..].chars().take(12).collect())
    }

    #[test]
    fn a_list_without_commas_comes_apart_where_the_names_do() {
        let cases: &[(&str, &[&str])] = &[
            (
                "กระทรวงการท่องเที่ยวและกีฬา กระทรวงยุติธรรม กระทรวงอุตสาหกรรมและสำนักงานประมาณ ข้อเสนอแนะ",
                &["กระทรวงการท่องเที่ยวและกีฬา", "กระทรวงยุติธรรม", "กระทรวงอุตสาหกรรม", "สำนักงานประมาณ"],
            ),
            ("สำนักงาน ก.พ.ร. เป็นหน่วยงานหลัก", &["สำนักงาน ก.พ.ร."]),
            (
                "สำนักงานคณะกรรมการกฤษฎีกา (สคก.) สพร. สำนักงานพัฒนาธุรกรรมทางอิเล็กทรอนิกส์ (องค์การมหาชน) และสำนักงาน ก.พ.ร. ทบทวน",
                &["สำนักงานคณะกรรมการกฤษฎีกา", "สพร.", "สำนักงานพัฒนาธุรกรรมทางอิเล็กทรอนิกส์ (องค์การมหาชน)", "สำนักงาน ก.พ.ร."],
            ),
            ("หน่วยงานตรวจสอบ เช่น สำนักงานการตรวจเงินแผ่นดิน (สตง.) ควรสรุป", &["หน่วยงานตรวจสอบ", "สำนักงานการตรวจเงินแผ่นดิน*"]),
            ("สำนักงานพัฒนาอวกาศพลเรือนเร่งรัดการ", &["สำนักงานพัฒนาอวกาศพลเรือน"]),
            ("กระทรวงการอุดมศึกษา วิทยาศาสตร์ วิจัยและนวัตกรรม ดำเนินการ", &["กระทรวงการอุดมศึกษา วิทยาศาสตร์ วิจัยและนวัตกรรม"]),
            ("มท. พัฒนากลไก", &["มท."]),
            ("กรมป้องกันและบรรเทาสาธารณภัยและจังหวัดเชียงใหม่จัดทำ", &["กรมป้องกันและบรรเทาสาธารณภัย", "จังหวัดเชียงใหม่"]),
        ];
        for (text, expected) in cases {
            let (found, rest) = names_of(text);
            assert_eq!(found, *expected, "{text} … {rest}");
        }
    }
}
