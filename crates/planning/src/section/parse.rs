//! Values as people write them: lengths of time, shares, quantities, in Thai or English, Thai or Arabic digits.
//!
//! Nothing is guessed: a number without a unit is no length of time, and what is not understood is handed back.

use continuity::Duration;

/// The longest length that a plan may name: ten years.
const MOST_MINUTES: f64 = 10.0 * 366.0 * 24.0 * 60.0;

const MINUTE: f64 = 1.0;
const HOUR: f64 = 60.0;
const DAY: f64 = 24.0 * HOUR;

/// Units by the words that begin them, the longer words first.
const UNITS: [(&str, f64); 37] = [
    ("นาที", MINUTE),
    ("น.", MINUTE),
    ("ชั่วโมง", HOUR),
    ("ชม.", HOUR),
    ("ชม", HOUR),
    ("วันทำการ", DAY),
    ("วัน", DAY),
    ("สัปดาห์", 7.0 * DAY),
    ("อาทิตย์", 7.0 * DAY),
    ("สป.", 7.0 * DAY),
    ("เดือน", 30.0 * DAY),
    ("ด.", 30.0 * DAY),
    ("ปี", 365.0 * DAY),
    ("minutes", MINUTE),
    ("minute", MINUTE),
    ("mins", MINUTE),
    ("min.", MINUTE),
    ("min", MINUTE),
    ("months", 30.0 * DAY),
    ("month", 30.0 * DAY),
    ("mo", 30.0 * DAY),
    ("m", MINUTE),
    ("hours", HOUR),
    ("hour", HOUR),
    ("hrs", HOUR),
    ("hr.", HOUR),
    ("hr", HOUR),
    ("h", HOUR),
    ("days", DAY),
    ("day", DAY),
    ("d", DAY),
    ("weeks", 7.0 * DAY),
    ("week", 7.0 * DAY),
    ("wks", 7.0 * DAY),
    ("wk", 7.0 * DAY),
    ("w", 7.0 * DAY),
    ("years", 365.0 * DAY),
];

/// Words before a length that do not change it.
const BEFORE: [&str; 9] = ["ภายใน", "ไม่เกิน", "ไม่น้อยกว่า", "within", "≤", "<=", "<", "~", "ประมาณ"];
const AT_ONCE: [&str; 6] = ["ทันที", "0", "ไม่มี", "immediately", "at once", "none"];

/// Half of what follows: "ครึ่งวัน", "half a day".
const HALF: &str = "ครึ่ง";

/// The word for half at the beginning, and what follows.
fn half(text: &str) -> Option<(f64, &str)> {
    [HALF, "half an ", "half a ", "half "].iter().find_map(|word| text.strip_prefix(word)).map(|after| (0.5, after))
}

/// A length of time: `4 ชม.`, `1 วัน 12 ชั่วโมง`, `PT4H`, `30 นาที`, `4h`, `๒ สัปดาห์`. `None` when it is none.
pub fn length(text: &str) -> Option<Duration> {
    let text = plain(text);
    let mut rest = text.as_str();
    if AT_ONCE.contains(&rest) {
        return Some(Duration::ZERO);
    }
    if let Ok(iso) = rest.to_uppercase().parse::<Duration>() {
        return Some(iso).filter(|length| exact(length.as_minutes()) <= MOST_MINUTES);
    }
    while let Some(after) = BEFORE.iter().find_map(|word| rest.strip_prefix(word)) {
        rest = after.trim_start();
    }
    let (mut minutes, mut any) = (0.0, false);
    while !rest.is_empty() {
        let (amount, after) = half(rest).or_else(|| leading_number(rest))?;
        let after = after.trim_start();
        let (word, unit) = UNITS.iter().find(|(word, _)| after.starts_with(word))?;
        minutes += amount * unit;
        any = true;
        rest = after.get(word.len()..)?.trim_start().trim_start_matches(',').trim_start();
        // "1 ชั่วโมงครึ่ง": half of the same unit more.
        if let Some(after) = rest.strip_prefix(HALF).filter(|after| after.is_empty()) {
            minutes += unit / 2.0;
            rest = after;
        }
        rest = rest.strip_prefix("กับ").or_else(|| rest.strip_prefix("และ")).unwrap_or(rest).trim_start();
    }
    let whole = minutes.round();
    if !any || (whole - minutes).abs() > 1e-6 || !(0.0..=MOST_MINUTES).contains(&whole) {
        return None;
    }
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    Some(Duration::minutes(whole as u64))
}

/// A share: `60%`, `60 %`, `ร้อยละ 60`, `0.6`, `60`. Numbers over 1 are percentages. `None` when it is none.
pub fn share(text: &str) -> Option<f64> {
    let text = plain(text);
    let marked = text.ends_with('%') || text.starts_with("ร้อยละ");
    let bare = text.trim_end_matches('%').trim_start_matches("ร้อยละ").trim();
    let value = number(bare)?;
    let share = if marked || value > 1.0 { value / 100.0 } else { value };
    // 0.29 * 100 is not 29 in floating point; six decimals are more than anybody writes.
    Some((share * 1e6).round() / 1e6).filter(|share| (0.0..=1.0).contains(share))
}

/// A quantity from 0 on, with separators of thousands: `1,200`, `2.5`. `None` when it is none.
pub fn number(text: &str) -> Option<f64> {
    let text = plain(text).replace([',', ' '], "");
    let written = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let value: f64 = if written { text.parse().ok()? } else { return None };
    Some(value).filter(|value| (0.0..=1e15).contains(value))
}

/// A whole number from 0 on. `None` when it is none.
pub fn count(text: &str) -> Option<u64> {
    let text = plain(text).replace([',', ' '], "");
    text.parse().ok().filter(|count| *count <= 1_000_000_000_000)
}

/// Orders of steps: `1, 3` or `1 3`. `None` when a part is no order.
pub fn orders(text: &str) -> Option<Vec<i64>> {
    let text = plain(text);
    let parts = text.split([',', ' ', ';', '/']).filter(|part| !part.is_empty());
    parts.map(|part| part.parse::<i64>().ok().filter(|order| (0..=100_000).contains(order))).collect()
}

/// Arabic digits, small letters, no blanks at the ends.
fn plain(text: &str) -> String {
    thai::digits::to_arabic(text.trim()).to_lowercase()
}

#[allow(clippy::cast_precision_loss)]
fn exact(minutes: u64) -> f64 {
    minutes as f64
}

/// A number at the beginning, perhaps with a decimal point, and what follows.
fn leading_number(text: &str) -> Option<(f64, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '.' && c != ',').unwrap_or(text.len());
    let (digits, after) = text.split_at_checked(end)?;
    let digits = digits.replace(',', "");
    if !digits.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    Some((digits.parse().ok()?, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_length_is_read_as_people_write_it() {
        for (text, minutes) in [
            ("4 ชม.", 240),
            ("๔ ชั่วโมง", 240),
            ("1 วัน", 1440),
            ("2 สัปดาห์", 20_160),
            ("PT4H", 240),
            ("pt30m", 30),
            ("30 นาที", 30),
            ("4h", 240),
            ("1d 12h", 2160),
            ("1 วัน 12 ชม. 30 นาที", 2190),
            ("1.5 ชม.", 90),
            ("ครึ่งวัน", 720),
            ("ครึ่งชั่วโมง", 30),
            ("ภายในครึ่ง ชม.", 30),
            ("1 ชั่วโมงครึ่ง", 90),
            ("4 ชม. ครึ่ง", 270),
            ("half a day", 720),
            ("half an hour", 30),
            ("ภายใน 1 เดือน", 43_200),
            ("ทันที", 0),
            ("0", 0),
            ("0 ชม.", 0),
            ("P1W", 10_080),
            ("1,000 นาที", 1000),
            ("2 months", 86_400),
        ] {
            assert_eq!(length(text).map(Duration::as_minutes), Some(minutes), "{text}");
        }
    }

    #[test]
    fn what_is_no_length_is_handed_back() {
        for text in [
            "",
            "4",
            "ชม.",
            "ครึ่ง",
            "ครึ่งทาง",
            "1 วัน ครึ่ง 2 ชม.",
            "1-2 วัน",
            "-1 วัน",
            "เร็วที่สุด",
            "999999 ปี",
            "1.0001 นาที",
            "P1M",
        ] {
            assert_eq!(length(text), None, "{text}");
        }
    }

    #[test]
    fn a_share_is_read_with_and_without_its_sign() {
        for (text, value) in
            [("60%", 0.6), ("60 %", 0.6), ("ร้อยละ ๖๐", 0.6), ("0.6", 0.6), ("100", 1.0), ("1", 1.0), ("1%", 0.01)]
        {
            assert_eq!(share(text), Some(value), "{text}");
        }
        assert_eq!([share("120%"), share("ครึ่ง"), share("-5"), share("")], [None; 4]);
    }

    #[test]
    fn quantities_counts_and_orders_are_read() {
        assert_eq!(
            [number("1,200"), number("๒.๕"), number("-1"), number("1e9")],
            [Some(1200.0), Some(2.5), None, None]
        );
        assert_eq!([count("1,000"), count("1.5")], [Some(1000), None]);
        assert_eq!(orders("1, ๓ 4"), Some(vec![1, 3, 4]));
        assert_eq!(orders("หนึ่ง"), None);
    }

    proptest::proptest! {
        #[test]
        fn what_the_pages_write_they_read_again(minutes in 0u64..1_000_000) {
            for lang in web::Lang::ALL {
                let written = lang.duration(Duration::minutes(minutes));
                proptest::prop_assert_eq!(length(&written).map(Duration::as_minutes), Some(minutes), "{}", written);
            }
        }
    }
}
