//! Expressions of questionnaires, and the sheets of an XLSForm as tab-separated rows: whatever is read has no fault, comes
//! back from its own sheets as it was, and examines any answers without failing.
#![no_main]

use libfuzzer_sys::fuzz_target;
use questionnaire::{
    Answers, Expression, Value, examine, faults,
    xlsform::{Book, Sheet, export, import},
};

fuzz_target!(|text: &str| {
    let _ = Expression::parse(text);
    let mut sheets = text.split('\u{1}').map(|sheet| {
        let row = |(at, line): (usize, &str)| {
            (u32::try_from(at + 1).unwrap_or(u32::MAX), line.split('\t').map(str::to_owned).collect())
        };
        Sheet { rows: sheet.lines().enumerate().map(row).collect() }
    });
    let book = Book { survey: sheets.next(), choices: sheets.next(), settings: sheets.next() };
    let Ok(read) = import(&book) else { return };
    assert!(faults(&read.form).is_empty());
    let again = import(&export(&read.form)).expect("a form comes back from its own sheets");
    assert_eq!(again.form, read.form);
    let mut answers = Answers::default();
    for found in read.form.questions() {
        answers.set(&found.question.name, Value::One(text.chars().take(20).collect()));
    }
    let day = "2021-09-01".parse().expect("a day");
    let _ = examine(&read.form, &answers, day);
});
