//! Passwords: argon2id with the parameters that OWASP recommends, and the least length that NIST SP 800-63B allows.

use argon2::{
    Algorithm, Argon2, Params, Version,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};

/// Fewest characters of a password (ASVS 5.0, 6.2.1 asks for at least 8 and recommends 15).
pub const LEAST: usize = 12;
/// Most characters, so that hashing can't be made slow from outside.
pub const MOST: usize = 256;

/// Why a new password is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// Fewer than [`LEAST`] characters.
    TooShort,
    /// More than [`MOST`] characters.
    TooLong,
    /// One of the words that everybody tries first, or the sign-in name.
    TooCommon,
}

const COMMON: [&str; 12] = [
    "password",
    "123456",
    "qwerty",
    "ratphrom",
    "รหัสผ่าน",
    "admin",
    "thailand",
    "iloveyou",
    "111111",
    "abc123",
    "letmein",
    "welcome",
];

/// Says whether a new password may be used.
///
/// # Errors
/// The first reason why not.
pub fn check(password: &str, login: &str) -> Result<(), Refused> {
    let length = password.chars().count();
    if length < LEAST {
        return Err(Refused::TooShort);
    }
    if length > MOST {
        return Err(Refused::TooLong);
    }
    let folded = password.to_lowercase();
    let rest = COMMON.iter().fold(folded.replace(&login.to_lowercase(), ""), |rest, word| rest.replace(word, ""));
    if rest.chars().filter(|c| !c.is_ascii_digit()).count() < 4 {
        return Err(Refused::TooCommon);
    }
    Ok(())
}

fn hasher() -> Argon2<'static> {
    // 19 MiB, 2 passes, 1 lane: the first of OWASP's equivalent settings for argon2id.
    Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::new(19 * 1024, 2, 1, None).unwrap_or_default())
}

/// The hash to keep. Takes tens of milliseconds: not on an async thread.
///
/// # Errors
/// Only when the machine has no randomness.
pub fn hash(password: &str) -> Result<String, db::Error> {
    let made = hasher().hash_password(password.as_bytes());
    made.map(|hash| hash.to_string()).map_err(|problem| db::Error::Unavailable(problem.to_string()))
}

/// True when the password fits the hash. Without a hash it takes as long and is false, so that time tells nothing.
pub fn fits(password: &str, hash: Option<&str>) -> bool {
    const NOBODY: &str =
        "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    if password.chars().count() > MOST {
        return false;
    }
    let Ok(parsed) = PasswordHash::new(hash.unwrap_or(NOBODY)) else { return false };
    hasher().verify_password(password.as_bytes(), &parsed).is_ok() && hash.is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_fits_its_own_hash_only() {
        let hash = hash("สวัสดี ตอนเช้า 2563").unwrap();
        assert!(hash.starts_with("$argon2id$") && fits("สวัสดี ตอนเช้า 2563", Some(&hash)));
        assert!(!fits("สวัสดี ตอนเช้า 2564", Some(&hash)) && !fits("สวัสดี ตอนเช้า 2563", None));
    }

    #[test]
    fn short_common_and_endless_passwords_are_refused() {
        assert_eq!(check("short", "me"), Err(Refused::TooShort));
        assert_eq!(check("password123456", "me"), Err(Refused::TooCommon));
        assert_eq!(check("somchai@go.th1", "somchai@go.th"), Err(Refused::TooCommon));
        assert_eq!(check(&"ก".repeat(257), "me"), Err(Refused::TooLong));
        assert_eq!(check("ต้นไม้ใหญ่ริมคลอง", "me"), Ok(()));
    }
}
