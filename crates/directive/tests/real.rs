//! The two real papers, line by line (mission 1.4 B1-B22, 1.6, 1.7, 1.8).
#![allow(clippy::unwrap_used)]

mod common;

use common::*;
use directive::paper::Cadence::{Annual, Periodic};
use directive::paper::FigureKind::{Change, Share, Target};
use directive::paper::OpinionKind::{Opinion, Suggestion};
use directive::paper::Role;
use directive::{NoRegister, Paper, Register, read};

const OPDC: &str = "สำนักงาน ก.พ.ร.";
const MDES: &str = "กระทรวงดิจิทัลเพื่อเศรษฐกิจและสังคม";
const DGA: &str = "สำนักงานพัฒนารัฐบาลดิจิทัล (องค์การมหาชน)";
const ETDA: &str = "สำนักงานพัฒนาธุรกรรมทางอิเล็กทรอนิกส์ (องค์การมหาชน)";
const OCS: &str = "สำนักงานคณะกรรมการกฤษฎีกา";
const CONCERNED: &str = "หน่วยงานที่เกี่ยวข้อง";

fn d1() -> Paper {
    read(&real("2563-12-08-bcp-progress-report"), &NoRegister)
}

fn d2() -> Paper {
    read(&real("2565-04-19-covid-lessons-memo"), &NoRegister)
}

#[test]
fn the_report_of_2563_has_its_head_and_clauses() {
    let paper = d1();
    assert!(paper.title.starts_with("รายงานผลการดำเนินการ"));
    assert_eq!(met(&paper).as_deref(), Some("2020-12-08"));
    assert_eq!((paper.relayed_by.as_ref(), paper.document_number.as_ref()), (None, None));
    assert_eq!(numbers(&paper), ["1.1", "1.2", "1.3", "1.4", "2", "2.1", "2.2", "2.2.1", "2.2.2", "3", "3.1", "3.2"]);
    let lines: Vec<_> = paper.clauses.iter().map(|clause| clause.line).collect();
    assert_eq!(lines, [3, 4, 5, 6, 6, 7, 18, 19, 19, 25, 27, 38]);
    assert!(
        warns(&paper, 3, "clause 1 has no heading") && warns(&paper, 6, "clause 2") && warns(&paper, 25, "clause 3")
    );
    let days_of_text =
        ["2020-03-31", "2020-08-31", "2020-06-08", "2020-06-09", "2020-06-10", "2020-06-12", "2020-12-08"];
    assert_eq!(days(&paper), days_of_text);
}

#[test]
fn the_report_of_2563_gives_b1_to_b10() {
    let paper = d1();
    let depa = "สำนักงานส่งเสริมเศรษฐกิจดิจิทัล (องค์กรมหาชน)";
    let ncsa = "สำนักงานคณะกรรมการการรักษาความมั่นคงปลอดภัยไซเบอร์แห่งชาติ";
    let reform = "สำนักงานขับเคลื่อนการปฏิรูปประเทศ ยุทธศาสตร์ชาติ และการสร้างความสามัคคีปรองดอง";
    assert_told(
        &paper,
        &[
            (Some("3.1"), &["หน่วยงานของรัฐ"], &[], Periodic),
            (Some("3.1"), &[OCS, reform], &["หน่วยงานของรัฐต่าง ๆ"], Periodic),
            (Some("3.1"), &[MDES, DGA, ETDA, depa], &[], Periodic),
            (Some("3.1"), &[OPDC], &["สำนักงบประมาณ", "กรมบัญชีกลาง"], Periodic),
            (Some("3.2"), &[OPDC], &[], Periodic),
            (Some("3.2"), &["หน่วยงานของรัฐ", OPDC], &[], Annual),
            (Some("3.2"), &["หน่วยงานของรัฐ", "อปท."], &[], Periodic),
            (Some("3.2"), &["สำนักงบประมาณ", "กระทรวงการคลัง", CONCERNED], &[], Periodic),
            (Some("3.2"), &[OPDC], &[MDES, ncsa], Periodic),
            (Some("3.2"), &[OPDC], &["หน่วยงานของรัฐ"], Periodic),
        ],
    );
    let lines: Vec<_> = paper.recommendations.iter().map(|item| (item.line, item.to_line)).collect();
    let expected = [(29, 30), (32, 32), (34, 34), (36, 37), (40, 40), (42, 42), (44, 44), (46, 46), (48, 48), (49, 49)];
    assert_eq!(lines, expected);
    let headed = paper.recommendations.iter().filter(|item| item.heading.is_some()).count();
    assert_eq!(headed, 9);
    assert!(paper.recommendations[2].bodies.iter().filter(|part| part.such_as).count() == 4);
    let mentioned = paper.recommendations[6].bodies.iter().filter(|part| part.role == Role::Mentioned);
    assert_eq!(mentioned.map(|part| part.name.as_str()).collect::<Vec<_>>(), ["กรมการแพทย์", OPDC]);
    assert!(paper.recommendations[9].cadence_stated);
    assert!(warns(&paper, 49, "report to itself"), "L49 tells the office to report to the office");
}

#[test]
fn the_figures_of_2563_are_kept_as_printed_and_judged() {
    let paper = d1();
    let found = figures(&paper);
    assert_eq!(found[0], ("43.66", Some(3616), Some(8281), "truncated", Share));
    let rows = ["96.97", "98.10", "95.33", "84.97", "60.33", "34.71", "31.24", "25.90"];
    assert_eq!(found[1..9], rows.map(|printed| (printed, None, None, "no_denominator", Share)));
    assert_eq!(paper.figures[2].label, "อัคคีภัย");
    assert_eq!(paper.figures[1..9].iter().map(|f| f.line).collect::<Vec<_>>(), (9..=16).collect::<Vec<_>>());
    let targets = ["90", "100"].map(|printed| (printed, None, None, "no_denominator", Target));
    assert_eq!(found[9..], targets);
    assert!(warns(&paper, 9, "no count over 3616 gives 6 of the 8 figures"));
    assert!(warns(&paper, 9, "3166 rounded, 3540 cut off"));
}

#[test]
fn the_memo_of_2565_has_its_head_and_clauses() {
    let paper = d2();
    assert_eq!(paper.title, "ผลการประชุมคณะรัฐมนตรี วันอังคารที่ ๑๙ เมษายน ๒๕๖๕");
    assert!(paper.subject.as_deref().unwrap().starts_with("รายงานการถอดบทเรียน"));
    assert_eq!(met(&paper).as_deref(), Some("2022-04-19"));
    assert_eq!(paper.relayed_by.as_deref(), Some("กรมปศุสัตว์ กองแผนงาน กลุ่มติดตามและประเมินผล"));
    assert_eq!(paper.document_number.as_deref(), Some("กษ 0606/253"));
    assert_eq!(paper.document_date.unwrap().to_string(), "2022-04-20");
    let expected = [
        "1", "1.1", "1.2", "2", "2.1", "2.2", "2.3", "3", "4", "4.1", "4.2", "4.3", "4.4", "4.5", "4.6", "5", "5.1",
        "5.2", "5.3", "5.4", "5.5",
    ];
    assert_eq!(numbers(&paper), expected);
    assert_eq!(paper.clauses.iter().find(|clause| clause.number == "1.2").unwrap().line, 47, "L45 is a catch-line");
    let days_of_text = [
        "2022-04-20",
        "2022-04-19",
        "2022-04-21",
        "2020-09-15",
        "2021-07-20",
        "2022-02-23",
        "2021-08-03",
        "2022-03-10",
        "2022-05-02",
    ];
    assert_eq!(days(&paper), days_of_text);
    for line in [104, 107, 113] {
        assert!(warns(&paper, line, "๒๗๐ เม.ย. ๖๕"));
    }
}

#[test]
fn the_memo_of_2565_gives_b11_to_b22() {
    let paper = d2();
    let nesdc = "สำนักงานสภาพัฒนาการเศรษฐกิจและสังคมแห่งชาติ";
    assert_told(
        &paper,
        &[
            (None, &[CONCERNED], &[], Periodic),
            (None, &[OPDC], &[], Periodic),
            (None, &[OPDC, CONCERNED], &[], Periodic),
            (Some("5.1"), &["หน่วยงานภาครัฐ"], &[], Periodic),
            (Some("5.1"), &["คณะกรรมการพัฒนารัฐบาลดิจิทัล"], &[CONCERNED], Periodic),
            (
                Some("5.1"),
                &["สำนักงาน ก.พ.", DGA, "กระทรวงการอุดมศึกษา วิทยาศาสตร์ วิจัยและนวัตกรรม"],
                &[
                    "คณะกรรมการข้าราชการตำรวจ",
                    "คณะกรรมการข้าราชการครูและบุคลากรทางการศึกษา",
                    "คณะกรรมการมาตรฐานการบริหารงานบุคคลส่วนท้องถิ่น",
                ],
                Periodic,
            ),
            (Some("5.1"), &[OCS, DGA, ETDA, MDES, OPDC], &[], Periodic),
            (
                Some("5.2"),
                &[OPDC],
                &["กระทรวงการคลัง", "กระทรวงมหาดไทย", "คณะกรรมการการกระจายอำนาจให้แก่องค์กรปกครองส่วนท้องถิ่น"],
                Periodic,
            ),
            (Some("5.2"), &["กระทรวงมหาดไทย"], &[], Periodic),
            (Some("5.3"), &[OPDC, "กรมส่งเสริมการปกครองท้องถิ่น"], &[], Annual),
            (Some("5.4"), &[OPDC], &[CONCERNED], Periodic),
            (
                Some("5.5"),
                &[nesdc],
                &[
                    "คณะกรรมการบริหารจังหวัดแบบบูรณาการ",
                    "คณะกรรมการบริหารงานกลุ่มจังหวัดแบบบูรณาการ",
                    "ผู้อำนวยการกองจัดทำงบประมาณเขตพื้นที่",
                    "สำนักงานงบประมาณ",
                ],
                Periodic,
            ),
            (Some("5.5"), &["คณะกรรมการโรคติดต่อแห่งชาติ"], &[], Periodic),
            (Some("5.5"), &["สำนักงานการตรวจเงินแผ่นดิน"], &[], Periodic),
        ],
    );
    let lines: Vec<_> = paper.recommendations.iter().map(|item| item.line).collect();
    assert_eq!(lines, [33, 33, 35, 82, 82, 82, 85, 86, 86, 87, 91, 92, 92, 92]);
}

#[test]
fn letters_at_the_end_of_a_word_are_no_abbreviation() {
    let of_the_commission = &d2().recommendations[1];
    assert!(of_the_commission.text.contains("รายงานต่อ ก.พ.ร."));
    let names: Vec<_> = of_the_commission.bodies.iter().map(|part| part.name.as_str()).collect();
    assert!(!names.contains(&"กระทรวงอุตสาหกรรม"), "ต่อ ก. is not อก.: {names:?}");
}

#[test]
fn the_opinions_of_2565_are_eight() {
    let paper = d2();
    let expected = [
        ("กระทรวงการท่องเที่ยวและกีฬา", Opinion),
        ("กระทรวงยุติธรรม", Opinion),
        ("กระทรวงอุตสาหกรรม", Opinion),
        ("สำนักงบประมาณ", Opinion),
        ("กระทรวงคมนาคม", Suggestion),
        ("กระทรวงทรัพยากรธรรมชาติและสิ่งแวดล้อม", Suggestion),
        ("สำนักงานปลัดสำนักนายกรัฐมนตรี", Suggestion),
        ("สำนักงบประมาณ", Suggestion),
    ];
    assert_eq!(opinions(&paper), expected);
    assert!(paper.opinions.iter().all(|opinion| opinion.line == 35 && opinion.recommendation == Some(2)));
    assert_eq!(paper.opinions[3].body, "สำนักงานประมาณ", "the misprint stays as printed");
}

#[test]
fn the_figures_of_2565_are_kept_as_printed_and_judged() {
    let paper = d2();
    let open = |printed| (printed, None, None, "no_denominator", Share);
    let expected = [
        open("56.41"),
        open("39.47"),
        open("28.21"),
        open("7.89"),
        ("87.38", Some(90), Some(103), "exact", Share),
        open("97.44"),
        ("61.10", None, None, "impossible", Share),
        ("10", None, None, "no_denominator", Target),
        ("325", None, None, "no_denominator", Change),
        open("100"),
        ("64.10", Some(25), Some(39), "exact", Share),
    ];
    assert_eq!(figures(&paper), expected);
    assert!(
        paper.figures[0].fits.contains(&39)
            && paper.figures[1].fits.contains(&38)
            && paper.figures[5].fits.contains(&39)
    );
    assert!(warns(&paper, 67, "by 325, which gives 605") && warns(&paper, 75, "share") && warns(&paper, 53, "61.10"));
}

#[test]
fn leads_have_the_codes_of_the_register_and_no_others() {
    let rows =
        std::fs::read_to_string(format!("{}/../../reference/register-2563.csv", env!("CARGO_MANIFEST_DIR"))).unwrap();
    let fields = rows.lines().skip(1).filter_map(|row| {
        let mut fields = row.split(',');
        Some((fields.next()?, fields.next()?)).map(|(code, name)| (name.to_owned(), code.to_owned()))
    });
    let register = Register::new(fields);
    let paper = read(&real("2563-12-08-bcp-progress-report"), &register);
    let infrastructure = &paper.recommendations[2];
    assert_eq!(infrastructure.lead_codes.len(), 4, "{:?}", infrastructure.bodies);
    assert_eq!(infrastructure.lead_codes[0], "M11");
    let memo = read(&real("2565-04-19-covid-lessons-memo"), &register);
    assert_eq!(memo.recommendations[8].lead_codes, ["M14"]);
    assert!(memo.recommendations[12].lead_codes.is_empty(), "a commission is not in the register");
    assert!(memo.opinions.iter().all(|opinion| opinion.code.is_some()));
    assert_eq!(memo.opinions[3].code, memo.opinions[7].code);
}

#[test]
fn the_paper_prints_as_the_contract_has_it() {
    let json: serde_json::Value = serde_json::to_value(d2()).unwrap();
    for key in [
        "title",
        "cabinet_date",
        "relayed_by",
        "document_number",
        "clauses",
        "recommendations",
        "opinions",
        "figures",
        "dates",
        "warnings",
    ] {
        assert!(json.get(key).is_some(), "{key}");
    }
    assert_eq!(json["cabinet_date"], "2022-04-19");
    assert_eq!(json["dates"][0], "2022-04-20");
    assert_eq!(json["clauses"][0]["number"], "1");
    let item = &json["recommendations"][7];
    assert_eq!((&item["number"], &item["cadence"], &item["line"]), (&"5.2".into(), &"periodic".into(), &86.into()));
    assert_eq!(item["lead"], serde_json::json!(["สำนักงาน ก.พ.ร."]));
    assert_eq!(json["opinions"][4]["body"], "กระทรวงคมนาคม");
    assert_eq!(json["opinions"][4]["kind"], "suggestion");
    assert_eq!(json["figures"][4]["check"], "exact");
    assert!(json["warnings"][0].as_str().unwrap().starts_with("line "));
}
