//! Formula injection: a cell that begins with `=`, `+`, `-`, `@`, a tab or a line end runs as a
//! formula in a spreadsheet. On the way out such text gets a `'` in front; on the way in exactly the
//! marks that were added come off again, so that export then import changes nothing.

use std::borrow::Cow;

/// The text as it may stand in a CSV cell. Numbers stay numbers: `-5` and `+66812345678` are harmless.
pub fn guard(text: &str) -> Cow<'_, str> {
    if needs_guard(text) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// Takes off a mark that [`guard`] would have added, and no other.
pub fn unguard(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if needs_guard(rest) => rest,
        _ => text,
    }
}

/// A text that is itself a marked one gets a further mark: otherwise its own would be lost.
fn needs_guard(text: &str) -> bool {
    let bare = text.trim_start_matches('\'');
    let runs = bare.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    runs && !is_number(bare)
}

fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    all_digits(whole) && all_digits(fraction)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn formulas_are_marked_and_numbers_are_not() {
        for text in ["=1+1", "+cmd|x", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "＝1", "- รายการ", "'=1"] {
            assert_eq!(guard(text), format!("'{text}"));
        }
        for text in ["", "-5", "+66812345678", "-0.25", "ก=ข", "'quoted", "1-2", "'-5"] {
            assert_eq!(guard(text), text);
        }
    }

    #[test]
    fn only_an_added_mark_comes_off() {
        assert_eq!(unguard("'=1+1"), "=1+1");
        assert_eq!(unguard("'สวัสดี"), "'สวัสดี");
        assert_eq!(unguard("'-5"), "'-5");
    }

    proptest! {
        #[test]
        fn what_was_guarded_comes_back(text in "['=+@0-9.ก\t\r\n a-]{0,8}") {
            let guarded = guard(&text);
            prop_assert_eq!(unguard(&guarded), text.as_str());
        }
    }
}
