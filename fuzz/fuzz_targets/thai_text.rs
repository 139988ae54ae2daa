//! Thai text: digits, dates, document numbers, folding, segments, search terms and sort keys of any text.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let folded = thai::normalise::fold(text);
    assert_eq!(thai::normalise::fold(&folded), folded, "folding twice changes nothing");
    assert_eq!(thai::segment::segments(text).concat(), text, "segments lose nothing");
    assert_eq!(thai::digits::to_arabic(&thai::digits::to_thai(text)), thai::digits::to_arabic(text));
    if let Ok(read) = thai::date::parse_date(text) {
        assert!((1..=9999).contains(&read.date.year()), "{text}: {}", read.date);
    }
    if let Ok(number) = thai::document_number::parse(text) {
        assert!(thai::document_number::parse(&number.citation()).is_ok(), "{text}: {}", number.citation());
    }
    let _ = (thai::search::index_terms(text), thai::search::phrases(text), thai::collate::sort_key(text));
});
