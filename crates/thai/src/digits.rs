//! Thai and Arabic digits. Official documents print ๐-๙ (U+0E50 to U+0E59, official-document
//! conventions 3.3); storage, exports and machine interfaces hold 0-9. Every character that is not
//! a digit passes through untouched.

const THAI_ZERO: u32 = 0x0E50;
const FULL_WIDTH_ZERO: u32 = 0xFF10;

/// Replaces every ASCII digit by its Thai digit: `มาตรา 12` becomes `มาตรา ๑๒`.
pub fn to_thai(text: &str) -> String {
    text.chars().map(thai_digit).collect()
}

/// Replaces every Thai digit by its ASCII digit: `พ.ศ. ๒๕๖๓` becomes `พ.ศ. 2563`.
pub fn to_arabic(text: &str) -> String {
    text.chars()
        .map(|c| match value_from(c, THAI_ZERO) {
            Some(value) => ascii_digit(value),
            None => c,
        })
        .collect()
}

/// A whole number with a comma at every thousand: `1,234,567`, `-1,000`.
pub fn group(n: i64) -> String {
    let digits = n.unsigned_abs().to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3 + 1);
    if n < 0 {
        out.push('-');
    }
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// [`group`] in Thai digits, for printed documents: `๘,๒๘๑`.
pub fn group_thai(n: i64) -> String {
    to_thai(&group(n))
}

/// The ASCII digit of a Thai, full-width or ASCII digit, `None` for any other character.
pub(crate) fn as_ascii_digit(c: char) -> Option<char> {
    if c.is_ascii_digit() {
        return Some(c);
    }
    value_from(c, THAI_ZERO).or_else(|| value_from(c, FULL_WIDTH_ZERO)).map(ascii_digit)
}

fn thai_digit(c: char) -> char {
    match c.to_digit(10) {
        Some(value) => char::from_u32(THAI_ZERO + value).unwrap_or(c),
        None => c,
    }
}

fn value_from(c: char, zero: u32) -> Option<u32> {
    let value = u32::from(c).checked_sub(zero)?;
    (value < 10).then_some(value)
}

fn ascii_digit(value: u32) -> char {
    char::from_digit(value, 10).unwrap_or('0')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn thai_digits_are_printed_and_read_back() {
        assert_eq!(to_thai("ที่ มท 0812/ว 1964"), "ที่ มท ๐๘๑๒/ว ๑๙๖๔");
        assert_eq!(to_arabic("๓๑ สิงหาคม ๒๕๖๓"), "31 สิงหาคม 2563");
        assert_eq!(to_thai("0123456789"), "๐๑๒๓๔๕๖๗๘๙");
        assert_eq!(to_arabic("๐๑๒๓๔๕๖๗๘๙"), "0123456789");
    }

    #[test]
    fn thousands_are_grouped_from_the_right() {
        let cases = [
            (0, "0"),
            (7, "7"),
            (999, "999"),
            (1_000, "1,000"),
            (8_281, "8,281"),
            (1_234_567, "1,234,567"),
            (-1_000, "-1,000"),
            (-999, "-999"),
            (i64::MIN, "-9,223,372,036,854,775,808"),
            (i64::MAX, "9,223,372,036,854,775,807"),
        ];
        for (n, expected) in cases {
            assert_eq!(group(n), expected);
        }
        assert_eq!(group_thai(8_281), "๘,๒๘๑");
    }

    proptest! {
        #[test]
        fn reading_thai_digits_undoes_printing_them(text in "[^๐-๙]*") {
            prop_assert_eq!(to_arabic(&to_thai(&text)), text);
        }

        #[test]
        fn grouping_only_adds_commas(n in any::<i64>()) {
            prop_assert_eq!(group(n).replace(',', ""), n.to_string());
        }
    }
}
