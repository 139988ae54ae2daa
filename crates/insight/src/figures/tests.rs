#![allow(clippy::unwrap_used)]

use super::*;

fn report(csv: &str) -> FiguresReport {
    check_csv(csv.as_bytes(), "figures.csv", DEFAULT_LARGEST).unwrap()
}

#[test]
fn the_printed_share_of_the_cabinet_paper_is_truncated() {
    let report = report("label,percent,n,d\nจัดทำแผนแล้ว,43.66,\"3,616\",8281\n");
    assert_eq!(report.rows[0].check, FigureCheck::Truncated);
    assert_eq!(report.rows[0].fits, [(3616, 8281)]);
    assert_eq!(report.together, None);
}

#[test]
fn a_share_that_no_count_over_its_whole_gives_is_impossible() {
    let report = report("e-Service,61.10,,39\n");
    assert_eq!((report.rows[0].check, report.rows[0].fits.len()), (FigureCheck::Impossible, 0));
}

#[test]
fn thai_digits_and_a_per_cent_sign_are_read() {
    let report = report("ก,๔๓.๖๗ %,๓๖๑๖,๘๒๘๑\n");
    assert_eq!((report.rows[0].check, report.rows[0].percent.as_str()), (FigureCheck::Exact, "43.67"));
}

#[test]
fn rows_without_a_whole_are_also_tried_together() {
    let hazards = "label,percent\na,96.97\nb,98.10\nc,95.33\nd,84.97\ne,60.33\nf,34.71\ng,31.24\nh,25.90\n";
    let report = check_csv(hazards.as_bytes(), "x.csv", 3616).unwrap();
    assert_eq!(report.together, Some(vec![3166]));
    assert!(report.rows.iter().all(|row| row.check == FigureCheck::NoDenominator));
}

#[test]
fn columns_are_found_by_their_names_in_any_order() {
    let report = report("d,percent,label\n8281,43.67,x\n");
    assert_eq!((report.rows[0].label.as_str(), report.rows[0].d, report.rows[0].n), ("x", Some(8281), None));
}

#[test]
fn every_unreadable_row_is_named() {
    let refused = check_csv("label,percent,n,d\na,ร้อยละ,,\nb,12.5,-3,\nc,,,\n".as_bytes(), "x.csv", 100).unwrap_err();
    let named: Vec<(u32, &str)> = refused.errors.iter().map(|error| (error.row, error.field)).collect();
    assert!(named.contains(&(3, "n")) && named.contains(&(4, "percent")), "{named:?}");
    let refused = check_csv(b"a,x\n", "x.csv", 100).unwrap_err();
    assert_eq!((refused.errors[0].row, refused.errors[0].field), (1, "percent"));
}

#[test]
fn the_json_is_the_contract_s() {
    let json = serde_json::to_value(report("x,50,1,2\n")).unwrap();
    assert_eq!(
        json,
        serde_json::json!({"rows": [{"label": "x", "percent": "50", "n": 1, "d": 2, "check": "exact", "fits": [[1, 2]]}]})
    );
}
