//! Invented papers of many styles. What is expected of each was written before it was first read.
#![allow(clippy::unwrap_used)]

mod common;

use common::*;
use directive::paper::Cadence::{Annual, HalfYearly, Monthly, Periodic, Quarterly};
use directive::paper::FigureKind::{Change, Share, Target};
use directive::paper::OpinionKind::{Opinion, Suggestion};
use directive::paper::Unsure;
use directive::{NoRegister, Paper, Register, read};

fn paper(name: &str) -> Paper {
    read(&invented(name), &NoRegister)
}

#[test]
fn items_numbered_khor_name_their_bodies_and_rhythm() {
    let paper = paper("01-numbered-khor");
    assert!(paper.title.starts_with("แนวทางการเตรียมความพร้อม"));
    assert_eq!(met(&paper).as_deref(), Some("2023-11-14"));
    assert_eq!(numbers(&paper), ["1", "2", "3", "4"]);
    assert_told(
        &paper,
        &[
            (Some("1"), &["กระทรวงมหาดไทย"], &["กระทรวงเกษตรและสหกรณ์"], Quarterly),
            (Some("2"), &["กระทรวงทรัพยากรธรรมชาติและสิ่งแวดล้อม", "กรมควบคุมมลพิษ", "จังหวัดเชียงใหม่"], &[], Annual),
            (Some("3"), &["สำนักงบประมาณ"], &[], Periodic),
            (Some("4"), &["กระทรวงมหาดไทย", "สำนักงบประมาณ"], &[], Periodic),
        ],
    );
    assert_eq!(paper.recommendations[2].due.unwrap().to_string(), "2024-01-31");
    let of = ["กระทรวงการคลัง", "สำนักงานสภาพัฒนาการเศรษฐกิจและสังคมแห่งชาติ", "กระทรวงสาธารณสุข"];
    assert_eq!(opinions(&paper), of.map(|body| (body, Opinion)));
    assert!(paper.opinions.iter().all(|opinion| opinion.recommendation == Some(3)));
    assert_eq!(days(&paper), ["2023-11-14", "2024-01-31"]);
}

#[test]
fn orders_on_one_line_come_apart_at_their_numbers() {
    let paper = paper("02-half-brackets-one-line");
    assert_eq!(met(&paper).as_deref(), Some("2024-03-05"));
    assert_told(
        &paper,
        &[
            (Some("1"), &["กระทรวงพลังงาน"], &[], Periodic),
            (Some("2"), &["กรมบัญชีกลาง"], &[], Periodic),
            (Some("3"), &["ทุกส่วนราชการ"], &[], Monthly),
        ],
    );
    let expected = [("20", None, None, "no_denominator", Target), ("90.63", Some(145), Some(160), "exact", Share)];
    assert_eq!(figures(&paper), expected);
}

#[test]
fn a_memo_with_mixed_line_ends_and_invisible_signs_is_read() {
    let paper = paper("03-memo-crlf-bom");
    assert_eq!(met(&paper).as_deref(), Some("2023-08-01"));
    assert_eq!(paper.document_number.as_deref(), Some("กษ 0301.2/ว 152"));
    assert_eq!(paper.document_number_th.as_deref(), Some("กษ ๐๓๐๑.๒/ว ๑๕๒"));
    assert_eq!(paper.relayed_by.as_deref(), Some("กรมชลประทาน สำนักบริหารโครงการ"));
    assert_eq!(paper.document_date.unwrap().to_string(), "2023-08-07");
    assert_eq!(numbers(&paper), ["1", "2", "2(ก)", "2(ข)"]);
    assert_told(
        &paper,
        &[
            (Some("1"), &["สำนักงานทรัพยากรน้ำแห่งชาติ"], &["กรมชลประทาน"], Periodic),
            (Some("2"), &["การประปานครหลวง", "การประปาส่วนภูมิภาค", "องค์กรปกครองส่วนท้องถิ่น"], &[], Periodic),
            (Some("2(ก)"), &["อปท."], &[], Periodic),
            (Some("2(ข)"), &["จังหวัด"], &[], Periodic),
        ],
    );
    assert!(paper.recommendations[3].text.contains("จัดทำบัญชี"), "sara am is one letter");
    assert_eq!(days(&paper), ["2023-08-07", "2023-08-01"]);
}

#[test]
fn lines_that_the_page_cut_are_joined_and_still_know_their_line() {
    let paper = paper("04-wrapped-lines");
    assert!(paper.title.ends_with("พ.ศ. 2565 ของกระทรวงสาธารณสุข"), "{}", paper.title);
    assert_eq!(met(&paper).as_deref(), Some("2022-12-20"));
    assert_eq!(numbers(&paper), ["1", "2", "2.1", "2.2"]);
    assert_told(
        &paper,
        &[
            (None, &["กระทรวงการอุดมศึกษา วิทยาศาสตร์ วิจัยและนวัตกรรม"], &[], Periodic),
            (Some("2.1"), &["กระทรวงสาธารณสุข"], &["สำนักงานหลักประกันสุขภาพแห่งชาติ", "กระทรวงมหาดไทย"], HalfYearly),
            (Some("2.2"), &["สำนักงาน ก.พ."], &[], Periodic),
        ],
    );
    let lines: Vec<_> = paper.recommendations.iter().map(|item| (item.line, item.to_line)).collect();
    assert_eq!(lines[1..], [(13, 15), (16, 16)]);
    assert_eq!(figures(&paper), [("86.53", Some(2596), Some(3000), "exact", Share)]);
}

#[test]
fn a_table_in_html_gives_its_numbers_and_items() {
    let paper = paper("05-html-table");
    assert_eq!(met(&paper).as_deref(), Some("2024-01-09"));
    assert_told(
        &paper,
        &[
            (Some("1"), &["กระทรวงคมนาคม"], &[], Periodic),
            (Some("2"), &["กรมทางหลวง", "กรมทางหลวงชนบท"], &[], Periodic),
            (Some("2"), &["ตำรวจทางหลวง"], &[], Periodic),
        ],
    );
    assert_eq!(paper.recommendations[2].unsure, [Unsure::Name]);
    assert_eq!(paper.recommendations.iter().map(|item| item.line).collect::<Vec<_>>(), [5, 6, 6]);
}

#[test]
fn markdown_is_read_as_headings_items_and_tables() {
    let paper = paper("06-markdown");
    assert!(paper.title.starts_with("รายงานความก้าวหน้าการปฏิรูปกฎหมาย"));
    assert_eq!(met(&paper).as_deref(), Some("2024-07-02"));
    assert_eq!(numbers(&paper), ["1", "2"]);
    assert_told(
        &paper,
        &[
            (Some("2"), &["สำนักงานคณะกรรมการกฤษฎีกา"], &[], Periodic),
            (Some("2"), &["สำนักงานคณะกรรมการกฤษฎีกา"], &["สำนักงานพัฒนารัฐบาลดิจิทัล (องค์การมหาชน)"], Periodic),
            (Some("2"), &["หน่วยงานของรัฐ"], &[], Annual),
        ],
    );
    let rows = ["71.43", "55.56", "60.00"].map(|printed| (printed, None, None, "no_denominator", Share));
    assert_eq!(figures(&paper)[0], ("62.42", Some(412), Some(660), "exact", Share));
    assert_eq!(figures(&paper)[1..], rows);
    assert_eq!(paper.figures[1].label, "พระราชบัญญัติ");
}

#[test]
fn an_external_letter_names_its_sender_and_the_newer_resolution() {
    let paper = paper("07-external-letter");
    assert_eq!(paper.urgency.as_deref(), Some("ด่วนที่สุด"));
    assert_eq!(paper.document_number.as_deref(), Some("นร 0505/ว 456"));
    assert_eq!(paper.relayed_by.as_deref(), Some("สำนักเลขาธิการคณะรัฐมนตรี"));
    assert_eq!(paper.document_date.unwrap().to_string(), "2023-10-18");
    assert_eq!(met(&paper).as_deref(), Some("2023-10-17"));
    assert_eq!(numbers(&paper), ["1", "2", "3"]);
    assert_told(
        &paper,
        &[
            (
                Some("2"),
                &["กระทรวงมหาดไทย", "กรมป้องกันและบรรเทาสาธารณภัย"],
                &["กระทรวงกลาโหม", "สำนักงานตำรวจแห่งชาติ"],
                Periodic,
            ),
            (Some("3"), &[], &[], Periodic),
        ],
    );
    assert_eq!(paper.recommendations[1].unsure, [Unsure::Lead]);
    let expected = [("สำนักงานสภาความมั่นคงแห่งชาติ", Opinion), ("กระทรวงการพัฒนาสังคมและความมั่นคงของมนุษย์", Suggestion)];
    assert_eq!(opinions(&paper), expected);
}

#[test]
fn one_paragraph_can_hold_several_orders() {
    let paper = paper("08-paragraph-resolution");
    assert_eq!(met(&paper).as_deref(), Some("2025-03-25"));
    assert_told(
        &paper,
        &[
            (None, &["กรมทรัพยากรทางทะเลและชายฝั่ง"], &[], Periodic),
            (None, &["กระทรวงการคลัง"], &[], Periodic),
            (None, &["กระทรวงทรัพยากรธรรมชาติและสิ่งแวดล้อม"], &[], Periodic),
        ],
    );
    assert_eq!(opinions(&paper), [("สำนักงบประมาณ", Opinion), ("สำนักงบประมาณ", Opinion)]);
    assert!(paper.opinions[1].text.as_deref().unwrap().contains("ควรใช้จ่ายจากงบกลาง"));
    assert_eq!(days(&paper), ["2025-03-25", "2025-03-26"]);
}

#[test]
fn faults_of_a_scan_are_tolerated_and_named() {
    let paper = paper("09-ocr-faults");
    assert!(paper.title.starts_with("รายงานผลการติดตาม"));
    assert_eq!(met(&paper), None, "no calendar has 31 April");
    assert!(warns(&paper, 2, "๓๑ เมษายน ๒๕๖๖"));
    assert_eq!(numbers(&paper), ["1", "2", "2.1", "3"]);
    assert_eq!(told(&paper).len(), 1);
    let item = &paper.recommendations[0];
    assert_eq!((item.number.as_deref(), item.line), (Some("2.1"), 5));
    assert_eq!(item.lead, ["สำนักงานงบประมาณ", "กระทรวง สาธารณสุข"]);
    assert_eq!(item.lead_names, ["สำนักงบประมาณ", "กระทรวงสาธารณสุข"]);
    assert!(warns(&paper, 5, "สำนักงบประมาณ") && warns(&paper, 4, "next page"));
    assert_eq!(figures(&paper), [("81.50", Some(80_000), Some(100_000), "impossible", Share)]);
    assert_eq!(days(&paper), ["2024-09-30"]);
}

#[test]
fn bodies_after_responsible_and_before_a_colon_lead() {
    let paper = paper("10-responsible-column");
    assert_eq!(met(&paper).as_deref(), Some("2024-06-11"));
    assert_told(
        &paper,
        &[
            (Some("1.1"), &["กระทรวงการท่องเที่ยวและกีฬา", "การท่องเที่ยวแห่งประเทศไทย"], &[], Periodic),
            (Some("1.2"), &["กระทรวงวัฒนธรรม"], &["จังหวัด", "กรมการพัฒนาชุมชน"], Periodic),
            (Some("1.3"), &["สำนักงานนวัตกรรมท้องถิ่นแห่งอนาคต"], &[], Periodic),
        ],
    );
}

#[test]
fn what_is_no_paper_gives_no_recommendation() {
    let paper = paper("11-no-paper");
    assert_eq!((paper.recommendations.len(), paper.clauses.len(), met(&paper)), (0, 0, None));
    assert!(warns(&paper, 1, "cabinet"));
    assert_eq!(figures(&paper), [("50", None, None, "no_denominator", Share)]);
    let empty = read("", &NoRegister);
    assert_eq!((empty.title.as_str(), empty.figures.len()), ("", 0));
}

#[test]
fn counts_are_found_however_they_are_worded() {
    let paper = paper("12-counts-in-many-words");
    assert_eq!(met(&paper).as_deref(), Some("2023-08-01"));
    let expected = [
        ("80.89", Some(6737), Some(8323), "impossible", Share),
        ("19.06", Some(1586), None, "no_denominator", Share),
        ("97.59", None, Some(8323), "exact", Share),
        ("67.10", Some(51), Some(76), "truncated", Share),
        ("120", None, None, "no_denominator", Change),
    ];
    assert_eq!(figures(&paper), expected);
    assert!(warns(&paper, 8, "by 120, which gives 180"));
    assert_told(&paper, &[(Some("2"), &["สำนักงาน ป.ป.ช.", "สำนักงาน ก.พ.ร.", "หน่วยงานของรัฐ"], &[], Annual)]);
}

#[test]
fn codes_come_from_the_register_alone() {
    let register = Register::new([("กระทรวงมหาดไทย", "M14"), ("สำนักงบประมาณ", "D07"), ("จังหวัดเชียงใหม่", "50")]);
    let paper = read(&invented("01-numbered-khor"), &register);
    assert_eq!(paper.recommendations[0].lead_codes, ["M14"]);
    assert!(paper.recommendations[0].with_codes.is_empty());
    assert_eq!(paper.recommendations[1].lead_codes, ["50"]);
    assert_eq!(paper.recommendations[3].lead_codes, ["M14", "D07"]);
}

#[test]
fn a_column_for_who_answers_gives_the_leads() {
    let paper = paper("13-columns");
    assert_told(
        &paper,
        &[
            (Some("1"), &["กระทรวงดิจิทัลเพื่อเศรษฐกิจและสังคม"], &["สพร.", "สดช."], Periodic),
            (Some("2"), &["ทุกส่วนราชการ"], &["สำนักงาน ก.พ.ร."], Annual),
        ],
    );
}

#[test]
fn kinds_of_local_organisations_are_groups_and_a_named_one_is_not() {
    let text = "มติคณะรัฐมนตรี วันที่ 4 มีนาคม 2568\n\
        1. ให้องค์การบริหารส่วนจังหวัด เทศบาล และ อบต. จัดทำแผน\n\
        2. ให้องค์การบริหารส่วนจังหวัดเชียงใหม่ จัดทำแผน";
    let paper = read(text, &NoRegister);
    assert_told(
        &paper,
        &[
            (Some("1"), &["องค์การบริหารส่วนจังหวัด", "เทศบาล", "อบต."], &[], Periodic),
            (Some("2"), &["องค์การบริหารส่วนจังหวัดเชียงใหม่"], &[], Periodic),
        ],
    );
    assert!(paper.recommendations[0].bodies.iter().all(|part| part.group.is_some()));
    assert_eq!(paper.recommendations[1].unsure, [Unsure::Name]);
}
