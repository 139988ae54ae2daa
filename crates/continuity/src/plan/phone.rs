//! What reads as a telephone number in Thailand (template T2: somebody who must be reached at night). Kept as people write
//! it; only whether it can be dialled is judged here, never whether somebody answers.

/// Words after which an extension follows.
const EXTENSION: [&str; 6] = ["ต่อ", "ext.", "ext", "#", "กด", "ถึง"];

/// True when the text is a number that can be dialled, or several with commas or strokes between: 9 or 10 digits that
/// begin with 0, a hotline of 3 or 4, a call centre of 10 that begins with 1, or a country code after `+`; an extension
/// may follow. Thai digits count as their values.
pub fn is_phone(text: &str) -> bool {
    let text = arabic(text).to_lowercase();
    let mut parts = text.split([',', '/', ';']).map(str::trim).filter(|part| !part.is_empty()).peekable();
    parts.peek().is_some() && parts.all(is_one)
}

fn is_one(text: &str) -> bool {
    let (number, extension) = EXTENSION
        .iter()
        .find_map(|word| text.split_once(word))
        .map_or((text, None), |(number, extension)| (number.trim(), Some(extension.trim())));
    let extension_reads = extension.is_none_or(|digits| {
        let plain = digits.trim_start_matches('.').trim();
        (1..=6).contains(&plain.len()) && plain.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-')
    });
    if !extension_reads || !number.chars().all(|c| c.is_ascii_digit() || " -.()+".contains(c)) {
        return false;
    }
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    match (number.strip_prefix('+'), digits.len()) {
        (Some(rest), long) => !rest.contains('+') && (8..=15).contains(&long),
        (None, 3 | 4) => digits.starts_with('1') && !number.contains('+'),
        (None, 9) => digits.starts_with('0') && !number.contains('+'),
        (None, 10) => digits.starts_with(['0', '1']) && !number.contains('+'),
        _ => false,
    }
}

/// With Thai digits as Arabic ones.
fn arabic(text: &str) -> String {
    let digit = |c: char| match c {
        '๐'..='๙' => char::from_digit(u32::from(c) - u32::from('๐'), 10).unwrap_or(c),
        other => other,
    };
    text.chars().map(digit).collect()
}

#[cfg(test)]
mod tests {
    use super::is_phone;

    #[test]
    fn numbers_that_people_write_are_read() {
        for text in [
            "034-000-111",
            "081 234 5678",
            "๐๘๑-๒๓๔-๕๖๗๘",
            "(02) 123-4567",
            "02 123 4567 ต่อ 1203",
            "02-123-4567 ext. 12",
            "1669",
            "191",
            "1111",
            "+66 81 234 5678",
            "034-000-111, 081-234-5678",
            "0 2123 4567 ถึง 9",
            "02-123-4567#12",
        ] {
            assert!(is_phone(text), "{text}");
        }
    }

    #[test]
    fn what_cannot_be_dialled_is_not_a_number() {
        for text in [
            "",
            " ",
            "055-123",
            "โทรไม่ได้",
            "<script>alert(1)</script>",
            "-",
            "081-234-567 หรือ",
            "12",
            "9999999999",
            "081+2345678",
            "02-123-4567 ต่อ",
            "๐",
            ",",
            "081-234-5678-9999",
        ] {
            assert!(!is_phone(text), "{text}");
        }
    }
}
