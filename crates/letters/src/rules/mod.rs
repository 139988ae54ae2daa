//! The rules of correspondence, pure: in which order a letter goes round, who may act for whom, where it stands, how its
//! number is made, what is masked, and when a meeting is screened. None reads a clock, a database or a language.

pub mod delegation;
pub mod lifecycle;
pub mod mask;
pub mod number;
pub mod order;
pub mod screening;

macro_rules! coded {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $code:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$vdoc])* $variant),+ }

        impl $name {
            /// Every value.
            pub const ALL: &'static [$name] = &[$($name::$variant),+];

            /// The code in the database and in addresses.
            pub const fn code(self) -> &'static str {
                match self { $($name::$variant => $code),+ }
            }

            /// The value with this code.
            pub fn from_code(code: &str) -> Option<Self> {
                match code { $($code => Some($name::$variant),)+ _ => None }
            }
        }
    };
}

pub(crate) use coded;

coded! {
    /// ชั้นความลับ, the degrees of the Rule on Official Secrets 2544; each later one graver.
    Secrecy {
        /// Not classified.
        Open = "none",
        /// ลับ.
        Confidential = "confidential",
        /// ลับมาก.
        Secret = "secret",
        /// ลับที่สุด.
        TopSecret = "top_secret",
    }
}

impl Secrecy {
    /// True when only cleared people may know that the letter exists.
    pub fn is_classified(self) -> bool {
        self > Secrecy::Open
    }
}

coded! {
    /// ชั้นความเร็ว; each later one faster.
    Urgency {
        /// Ordinary.
        Ordinary = "",
        /// ด่วน.
        Fast = "fast",
        /// ด่วนมาก.
        VeryFast = "very_fast",
        /// ด่วนที่สุด.
        Immediate = "immediate",
    }
}

impl Urgency {
    /// As stamped on the letter; nothing for an ordinary one.
    pub const fn stamp(self) -> &'static str {
        match self {
            Urgency::Ordinary => "",
            Urgency::Fast => "ด่วน",
            Urgency::VeryFast => "ด่วนมาก",
            Urgency::Immediate => "ด่วนที่สุด",
        }
    }
}

coded! {
    /// Which of the two forms a letter has.
    Form {
        /// บันทึกข้อความ.
        Memo = "memo",
        /// หนังสือภายนอก.
        External = "external",
    }
}
