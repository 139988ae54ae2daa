//! Numbers of letters (Rule on Correspondence, ข้อ 31 and 32): given in sequence by organisation and calendar year, for what
//! is sent, what is received and circulars (ว) each for itself. Classified letters have registers of their own, so that a
//! gap in the open one tells nobody of them; the sequences are marked in the printed number by the sub-number of the
//! register.

use super::Secrecy;

super::coded! {
    /// A sequence of numbers.
    Series {
        /// ทะเบียนหนังสือรับ.
        Received = "received",
        /// ทะเบียนหนังสือส่ง.
        Sent = "sent",
        /// หนังสือเวียน (ว).
        Circular = "circular",
        /// What is received and classified.
        SecretReceived = "secret_received",
        /// What is sent and classified.
        SecretSent = "secret_sent",
        /// Classified circulars.
        SecretCircular = "secret_circular",
    }
}

impl Series {
    /// The sequence of a letter that is sent.
    pub fn sent(secrecy: Secrecy, circular: bool) -> Self {
        match (secrecy.is_classified(), circular) {
            (false, false) => Series::Sent,
            (false, true) => Series::Circular,
            (true, false) => Series::SecretSent,
            (true, true) => Series::SecretCircular,
        }
    }

    /// The sequence of a letter that is received.
    pub fn received(secrecy: Secrecy) -> Self {
        if secrecy.is_classified() { Series::SecretReceived } else { Series::Received }
    }

    /// What stands before the running number.
    const fn prefix(self) -> &'static str {
        match self {
            Series::Circular => "ว ",
            Series::SecretSent => "ล ",
            Series::SecretCircular => "ลว ",
            Series::Sent | Series::Received | Series::SecretReceived => "",
        }
    }
}

/// The number of a letter, in ASCII digits: `กษ 0606/253`, `นร 1200/ว 12`. Without a code or an owner's number, which an
/// organisation may not have been given, only what there is.
pub fn written(code: &str, owner: &str, series: Series, running: u32) -> String {
    let code = code.trim().trim_end_matches('.');
    let office = format!("{code} {}", owner.trim()).trim().to_owned();
    let stroke = if office.is_empty() { "" } else { "/" };
    format!("{office}{stroke}{}{running}", series.prefix())
}

/// The Buddhist calendar year in which numbers of a day are counted.
pub fn year(day: jiff::civil::Date) -> i32 {
    thai::date::buddhist_year(day)
}

/// True for the code of a body or province: two to four Thai consonants, with or without a full stop.
pub fn is_code(code: &str) -> bool {
    let code = code.trim().trim_end_matches('.');
    (2..=4).contains(&code.chars().count()) && code.chars().all(|c| ('ก'..='ฮ').contains(&c))
}

/// True for an owner's number: four or five digits, then sub-units of one to three digits after full stops.
pub fn is_owner(owner: &str) -> bool {
    thai::document_number::parse(&format!("กษ {owner}/1")).is_ok_and(|read| read.owner() == owner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_written_as_the_rule_has_it() {
        assert_eq!(written("กษ.", "0606", Series::Sent, 253), "กษ 0606/253");
        assert_eq!(written("มท", "0201.3", Series::Circular, 2106), "มท 0201.3/ว 2106");
        assert_eq!(written("", "", Series::Sent, 7), "7");
        assert_eq!(thai::digits::to_thai(&written("กษ", "0606", Series::Sent, 253)), "กษ ๐๖๐๖/๒๕๓");
    }

    #[test]
    fn what_is_written_is_read_again() {
        for (series, circular) in [(Series::Sent, false), (Series::Circular, true)] {
            let read = thai::document_number::parse(&written("มท", "0201.3", series, 9)).unwrap();
            assert_eq!((read.code(), read.owner(), read.is_circular(), read.running()), ("มท", "0201.3", circular, 9));
        }
    }

    #[test]
    fn classified_letters_are_counted_apart_and_no_two_series_write_the_same_number() {
        let sent = |secrecy| Series::sent(secrecy, false);
        assert_eq!(sent(Secrecy::Open), Series::Sent);
        assert_eq!(sent(Secrecy::Confidential), Series::SecretSent);
        assert_eq!(Series::received(Secrecy::TopSecret), Series::SecretReceived);
        let all = [Series::Sent, Series::Circular, Series::SecretSent, Series::SecretCircular];
        let written: std::collections::BTreeSet<String> = all.map(|series| written("กษ", "0606", series, 1)).into();
        assert_eq!(written.len(), all.len());
    }

    #[test]
    fn numbers_are_counted_by_the_calendar_year() {
        assert_eq!(year(jiff::civil::date(2022, 12, 31)), 2565);
        assert_eq!(year(jiff::civil::date(2023, 1, 1)), 2566);
    }

    #[test]
    fn codes_and_owners_are_recognised() {
        assert!(is_code("กษ") && is_code("กษ.") && !is_code("ก") && !is_code("กษ1") && !is_code("AB"));
        assert!(is_owner("0606") && is_owner("0201.3") && is_owner("52301") && !is_owner("06") && !is_owner("0606."));
    }
}
