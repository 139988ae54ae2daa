//! Files as people really send them: written by old Excel, saved as UTF-16, far too large, made to unfold without end,
//! with formulas in them, with years of the wrong era. Each is read, or refused in the person's language.

use std::io::Write;

use serde_json::json;
use testapp::{Answer, COORDINATED, PROVINCE, Person, Role, TestApp, served};

const IMPORT: &str = "/organisations/import";

/// A register of one new organisation below a province.
fn register(name: &str) -> String {
    format!("code,name_th,kind,parent_code,province_code,obliged\nNEW-1,{name},lao_sao,{PROVINCE},73,1\n")
}

fn officer(app: &TestApp) -> Person {
    app.organisations(&[COORDINATED]);
    app.person(Role::NationalOfficer, None)
}

/// Confirms the file that was judged.
fn confirm(person: &Person, judged: &Answer) -> Answer {
    let to = judged.attribute("form[action^='/organisations/import/']", "action").expect("the file can be confirmed");
    person.post(&to, &[]).expect(200)
}

/// The same upload is refused in Thai and in English with these words.
fn refused(person: &Person, filename: &str, bytes: &[u8], status: u16, thai: &str, english: &str) {
    let th = person.upload(IMPORT, filename, bytes.to_vec()).expect(status).text();
    assert!(th.contains(thai), "{filename}: {th}");
    let en = person.in_english().upload(IMPORT, filename, bytes.to_vec()).expect(status).text();
    assert!(en.contains(english), "{filename}: {en}");
}

/// A workbook whose one sheet unfolds to more than half a gigabyte of nothing.
fn bomb() -> Vec<u8> {
    let mut file = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
    for part in ["[Content_Types].xml", "xl/workbook.xml", "xl/worksheets/sheet1.xml"] {
        file.start_file(part, options).unwrap();
        file.write_all(b"<x>").unwrap();
    }
    let blanks = vec![b' '; 1 << 20];
    (0..600).for_each(|_| file.write_all(&blanks).unwrap());
    file.finish().unwrap().into_inner()
}

served! {
    fn a_file_of_old_excel_in_windows_874_is_read(app: &TestApp) {
        let officer = officer(app);
        let text = register("องค์การบริหารส่วนตำบลน้ำใส");
        let (bytes, _, unmappable) = encoding_rs::WINDOWS_874.encode(&text);
        assert!(!unmappable);
        confirm(&officer, &officer.upload(IMPORT, "ทะเบียน.csv", bytes.into_owned()).expect(200));
        assert_eq!(app.organisation_name("NEW-1"), "องค์การบริหารส่วนตำบลน้ำใส");
    }

    fn a_file_in_utf_16_is_read(app: &TestApp) {
        let officer = officer(app);
        let text = register("เทศบาลตำบลฟ้าใส").replace(',', "\t");
        let bytes = [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
        confirm(&officer, &officer.upload(IMPORT, "unicode.txt", bytes).expect(200));
        assert_eq!(app.organisation_name("NEW-1"), "เทศบาลตำบลฟ้าใส");
    }

    fn what_is_no_table_is_refused_in_both_languages(app: &TestApp) {
        let officer = officer(app);
        let old = [b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".as_slice(), &[0; 600]].concat();
        refused(&officer, "old.xls", &old, 422, "Excel รุ่นเก่า", "old Excel file");
        refused(&officer, "empty.csv", b" ", 422, "ว่างเปล่า", "empty");
        refused(&officer, "bomb.xlsx", &bomb(), 422, "ขยายแล้วใหญ่เกิน", "unfolds to more than is allowed");
        assert_eq!(app.count("SELECT count(*) FROM register_upload"), 0);
    }

    fn a_file_of_more_than_a_hundred_megabytes_is_refused_in_both_languages(app: &TestApp) {
        let officer = officer(app);
        let bytes = vec![b'x'; 101 << 20];
        refused(&officer, "large.csv", &bytes, 413, "ไม่เกิน 100 เมกะไบต์", "100 MB");
        refused(&officer, "large.csv", &bytes[..70 << 20], 422, "64 เมกะไบต์", "64 MB");
        officer.get("/home").expect(200);
    }

    fn a_name_that_is_a_formula_leaves_as_text(app: &TestApp) {
        let officer = officer(app);
        let names = ["=HYPERLINK(1)", "+cmd|' /C calc'!A0", "-2+3", "@SUM(1)"];
        for (number, name) in names.iter().enumerate() {
            let file = register(name).replace("NEW-1", &format!("NEW-{number}"));
            confirm(&officer, &officer.upload(IMPORT, "register.csv", file.into_bytes()).expect(200));
        }
        let csv = officer.get("/organisations?format=csv").expect(200).text();
        for name in names {
            assert!(csv.contains(&format!("'{name}")), "{name}: {csv}");
        }
        let starts = csv.lines().flat_map(|line| line.split(',')).map(|cell| cell.trim_matches('"'));
        let running: Vec<&str> = starts.filter(|cell| cell.starts_with(['=', '+', '-', '@', '\t'])).collect();
        assert!(running.is_empty(), "{running:?}");
        officer.upload(IMPORT, "back.csv", csv.into_bytes()).expect(200);
        assert_eq!(app.organisation_name("NEW-0"), "=HYPERLINK(1)", "the mark comes off on the way in");
    }

    fn a_date_543_years_off_is_refused_or_understood_in_both_languages(app: &TestApp) {
        let officer = officer(app);
        let buddhist = json!({"fiscal_year": 2563, "due": "2563-08-31", "closes": "2563-09-30"});
        let thai = officer.send("POST", "/api/v1/rounds", &buddhist, None).expect(422).json();
        assert_eq!(thai["errors"][0]["field"], "due");
        let english = officer.in_english().send("POST", "/api/v1/rounds", &buddhist, None).expect(422).json();
        assert_ne!(thai["errors"][0]["reason"], english["errors"][0]["reason"]);
        let far = [("fiscal_year", "2563"), ("due", "31/8/3106"), ("closes", "30/9/3106"), ("roster", "obliged")];
        officer.post("/rounds", &far).expect(422);
        assert_eq!(app.count("SELECT count(*) FROM round"), 0);
        app.a_round();
        let year = officer.get(&format!("/api/v1/organisations/{COORDINATED}")).expect(200);
        let (tag, mut body) = (year.header("etag").map(str::to_owned).unwrap(), year.json());
        for name in ["code", "level", "valid_from", "closed_on", "revision"] {
            body.as_object_mut().unwrap().remove(name);
        }
        body["name_th"] = json!("องค์การบริหารส่วนตำบลใหม่");
        body["effective_on"] = json!("2563-10-01");
        let wrong = officer.send("PUT", &format!("/api/v1/organisations/{COORDINATED}"), &body, Some(&tag)).expect(422).json();
        assert_eq!(wrong["errors"][0]["field"], "effective_on");
    }
}
