//! Personal data in the words of a letter for readers who may not see it: the thirteen digits of a citizen and the number
//! of a mobile telephone keep their last two digits only. Numbers of offices and of letters stay.

/// The text with personal numbers masked, in whichever digits they are written.
pub fn masked(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(first) = letters.get(at) {
        let Some(length) = digit(*first).and_then(|_| personal(&letters, at)) else {
            out.push(*first);
            at += 1;
            // What goes on after a digit is the same number.
            while digit(*first).is_some() && letters.get(at).copied().and_then(digit).is_some() {
                out.extend(letters.get(at));
                at += 1;
            }
            continue;
        };
        let run = letters.get(at..at + length).unwrap_or_default();
        let mut left = run.iter().filter(|c| digit(**c).is_some()).count();
        for c in run {
            let shown = digit(*c).is_none() || left <= 2;
            left -= usize::from(digit(*c).is_some());
            out.push(if shown { *c } else { 'x' });
        }
        at += length;
    }
    out
}

fn digit(c: char) -> Option<u32> {
    match c {
        '๐'..='๙' => Some(u32::from(c) - u32::from('๐')),
        _ => c.to_digit(10),
    }
}

/// How many characters from `at` on are one personal number, its hyphens and blanks among them.
fn personal(letters: &[char], at: usize) -> Option<usize> {
    let rest = letters.get(at..)?;
    let mut digits = Vec::new();
    let mut length = 0;
    for (n, c) in rest.iter().enumerate() {
        match digit(*c) {
            Some(value) => {
                digits.push(value);
                length = n + 1;
            }
            None if matches!(c, '-' | ' ') && n == length => continue,
            None => return None,
        }
        let ends = rest.get(n + 1).copied().and_then(digit).is_none();
        let mobile = digits.len() == 10 && digits.first() == Some(&0) && matches!(digits.get(1), Some(6 | 8 | 9));
        if ends && (mobile || digits.len() == 13) {
            return Some(length);
        }
        if digits.len() > 13 {
            return None;
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn personal_numbers_are_masked_and_others_stay() {
        let cases = [
            ("โทร 081-234-5678 ครับ", "โทร xxx-xxx-xx78 ครับ"),
            ("โทร ๐๘๑๒๓๔๕๖๗๘", "โทร xxxxxxxx๗๘"),
            ("เลขประจำตัว 1-2345-67890-12-3", "เลขประจำตัว x-xxxx-xxxxx-x2-3"),
            ("โทร. 0-2653-4444 ต่อ 2242", "โทร. 0-2653-4444 ต่อ 2242"),
            ("ที่ กษ 0606/253 วันที่ 20 เมษายน 2565", "ที่ กษ 0606/253 วันที่ 20 เมษายน 2565"),
            ("081-234-5678 2565", "xxx-xxx-xx78 2565"),
            ("12345678901234567890", "12345678901234567890"),
            ("", ""),
        ];
        for (text, expected) in cases {
            assert_eq!(masked(text), expected);
        }
    }

    proptest::proptest! {
        #[test]
        fn no_text_is_lengthened_or_shortened(text in "[0-9๐-๙ก-ฮ \\-]{0,60}") {
            proptest::prop_assert_eq!(masked(&text).chars().count(), text.chars().count());
        }
    }
}
