use super::*;
use crate::date::{long_en, long_th, long_th_digits, short_en, short_th};
use jiff::civil::date;
use proptest::prelude::*;

#[test]
fn a_date_is_read_in_every_usual_form() {
    let forms = [
        "31/8/2563",
        "31/08/2563",
        "31-8-63",
        "31.8.63",
        "31 8 2563",
        "๓๑/๘/๒๕๖๓",
        " 31 / 8 / 2563 ",
        "31/8/2020",
        "31 ส.ค. 2563",
        "31 ส.ค.63",
        "31ส.ค.2563",
        "31 สค 63",
        "๓๑ สิงหาคม ๒๕๖๓",
        "31 สิงหาคม พ.ศ. 2563",
        "31 สิงหาคม พ.ศ.2563",
        "31 สิงหาคม พุทธศักราช 2563",
        "31 สิงหาคม ค.ศ. 2020",
        "31 สิงหาคม 2020",
        "วันที่ 31 เดือน สิงหาคม พ.ศ. 2563",
        "วันจันทร์ที่ ๓๑ สิงหาคม ๒๕๖๓",
        "ณ วันที่ 31 สิงหาคม 2563",
        "31 สิงหาค\u{0e21} 2563",
        "2020-08-31",
        "2563/8/31",
        "31 Aug 2020",
        "31 August 2020",
        "31st August, 2020",
        "31-AUG-2020",
        "August 31, 2020",
        "Aug 31 2563",
        "31 August 2563 B.E.",
        "31/8/2020 AD",
        "31/8/พ.ศ. 2563",
    ];
    for form in forms {
        assert_eq!(parse_date(form).map(|read| read.date), Ok(date(2020, 8, 31)), "{form}");
    }
}

#[test]
fn the_reader_is_told_how_the_year_was_understood() {
    let short = parse_date("1 ต.ค. 65").unwrap();
    assert_eq!(short.date, date(2022, 10, 1));
    assert_eq!((short.calendar, short.short_year), (Calendar::Buddhist, true));
    let english = parse_date("1 Oct 2022").unwrap();
    assert_eq!((english.calendar, english.short_year), (Calendar::Gregorian, false));
    assert_eq!(parse_date("1 ต.ค. ค.ศ. 22").unwrap().date, date(2022, 10, 1));
}

#[test]
fn what_is_not_a_date_is_refused_with_its_reason() {
    use DateError::*;
    let cases = [
        ("", Empty),
        (" \u{200b} ", Empty),
        ("พรุ่งนี้", NotADate),
        ("2563", NotADate),
        ("31/8", UnknownMonth { word: String::new() }),
        ("31 สิงหา 2563", UnknownMonth { word: "สิงหา".into() }),
        ("31 Agust 2020", UnknownMonth { word: "agust".into() }),
        ("8/31/2563", MonthOutOfRange { month: 31 }),
        ("0/8/2563", DayOutOfRange { day: 0, month: 8, year: 2020 }),
        ("31 มิ.ย. 2563", DayOutOfRange { day: 31, month: 6, year: 2020 }),
        ("29 ก.พ. 2564", DayOutOfRange { day: 29, month: 2, year: 2021 }),
        ("31/8/2300", YearOutOfRange { year: 2300 }),
        ("31/8/3106", YearOutOfRange { year: 3106 }),
        ("31/8/563", YearOutOfRange { year: 563 }),
        ("31 ส.ค. พ.ศ. 2020", YearOutOfRange { year: 2020 }),
        ("31 Aug 20", AmbiguousYear { year: 20 }),
        ("31/8-2563", NotADate),
        ("31/8/2563/1", NotADate),
        ("31/8/25630", NotADate),
        ("31 ส.ค. 2563 น.", NotADate),
        ("2020-08-31T00:00", NotADate),
    ];
    for (text, expected) in cases {
        assert_eq!(parse_date(text), Err(expected), "{text}");
    }
}

#[test]
fn a_buddhist_year_in_an_iso_date_is_refused_with_the_date_meant() {
    let meant = DateError::BuddhistInIso { year: 2563, suggested: date(2020, 8, 31) };
    assert_eq!(parse_iso_date("2563-08-31"), Err(meant.clone()));
    assert_eq!(parse_date("2563-08-31"), Err(meant));
    // 2020 is a leap year, the Gregorian 2563 is not: the suggestion must still be found.
    assert_eq!(
        parse_iso_date("2563-02-29"),
        Err(DateError::BuddhistInIso { year: 2563, suggested: date(2020, 2, 29) })
    );
    assert_eq!(parse_iso_date("2564-02-29"), Err(DateError::DayOutOfRange { day: 29, month: 2, year: 2021 }));
}

#[test]
fn a_machine_date_is_exactly_iso() {
    assert_eq!(parse_iso_date("2020-08-31"), Ok(date(2020, 8, 31)));
    for text in ["2020-8-31", "31/8/2020", "๒๐๒๐-๐๘-๓๑", "2020-08-31 ", "20200831", "+020-08-31"] {
        assert_eq!(parse_iso_date(text), Err(DateError::NotADate), "{text}");
    }
    assert_eq!(parse_iso_date("2020-13-01"), Err(DateError::MonthOutOfRange { month: 13 }));
}

proptest! {
    #[test]
    fn a_written_date_is_read_back(year in 1858i16..=2156, month in 1i8..=12, day in 1i8..=28) {
        let day = date(year, month, day);
        for written in [long_th(day), long_th_digits(day), short_th(day), long_en(day),
                        short_en(day), day.to_string()] {
            prop_assert_eq!(parse_date(&written).map(|read| read.date), Ok(day));
        }
        prop_assert_eq!(parse_iso_date(&day.to_string()), Ok(day));
    }

    #[test]
    fn no_text_makes_the_reader_panic(text in prop_oneof![
        any::<String>(),
        "[0-9๐-๙ ./,-]{0,14}",
        "[0-9]{1,2} ?[ก-๎A-Za-z. ]{0,10} ?[0-9]{0,5}",
    ]) {
        let _ = parse_date(&text).map_err(|error| error.to_string());
        let _ = parse_iso_date(&text);
    }
}
