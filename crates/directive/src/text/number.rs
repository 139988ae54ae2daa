//! Whole and decimal numbers in Thai or Arabic digits, as they stand in running text.

/// The value of a Thai, full-width or Arabic digit.
pub fn digit(c: char) -> Option<u32> {
    match c {
        '0'..='9' => c.to_digit(10),
        '๐'..='๙' => Some(u32::from(c) - u32::from('๐')),
        '０'..='９' => Some(u32::from(c) - u32::from('０')),
        _ => None,
    }
}

/// A number found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Number {
    /// Where it begins and ends, in bytes.
    pub start: usize,
    /// The byte after it.
    pub end: usize,
    /// Its digits in ASCII without thousands commas: `3616`, `43.66`.
    pub digits: String,
}

impl Number {
    /// Its value when it is whole and not larger than a count can be.
    pub fn whole(&self) -> Option<u64> {
        self.digits.parse().ok()
    }
}

/// The number that begins at `at`: digits, commas before three digits, one point with decimals.
pub fn number_at(text: &str, at: usize) -> Option<Number> {
    let rest = text.get(at..)?;
    let mut digits = String::new();
    let mut end = 0;
    let mut point = false;
    let chars: Vec<(usize, char)> = rest.char_indices().take(40).collect();
    let mut i = 0;
    while let Some((offset, c)) = chars.get(i).copied() {
        if let Some(value) = digit(c) {
            digits.push(char::from_digit(value, 10)?);
            end = offset + c.len_utf8();
            i += 1;
            continue;
        }
        let digits_after = chars.iter().skip(i + 1).take_while(|(_, c)| digit(*c).is_some()).count();
        if c == ',' && !point && digits_after == 3 && !digits.is_empty() {
            i += 1;
        } else if c == '.' && !point && digits_after > 0 && !digits.is_empty() {
            point = true;
            digits.push('.');
            i += 1;
        } else {
            break;
        }
    }
    (!digits.is_empty()).then_some(Number { start: at, end: at + end, digits })
}

/// Every number of a text, in order.
pub fn numbers(text: &str) -> Vec<Number> {
    let mut found = Vec::new();
    let mut beyond = 0;
    for (at, c) in text.char_indices() {
        if at >= beyond
            && digit(c).is_some()
            && let Some(number) = number_at(text, at)
        {
            beyond = number.end;
            found.push(number);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_in_both_scripts_with_commas_and_decimals() {
        let found: Vec<String> =
            numbers("๓,๖๑๖ จาก 8,281 (ร้อยละ ๔๓.๖๖) 1,23 และ 2.").into_iter().map(|n| n.digits).collect();
        assert_eq!(found, ["3616", "8281", "43.66", "1", "23", "2"]);
    }
}
