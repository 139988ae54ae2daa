//! The macros behind every closed list: an enum whose values have a stable code, kept in one place.

/// Makes an enum with a code for each value, `ALL`, `code()`, `from_code()` and serde by code.
macro_rules! codes {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $code:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $name { $($(#[$vdoc])* #[serde(rename = $code)] $variant),+ }

        impl $name {
            /// Every value, in the order in which pages show them.
            pub const ALL: &'static [$name] = &[$($name::$variant),+];

            /// The code used in the exchange format, the database and addresses.
            pub const fn code(self) -> &'static str {
                match self { $($name::$variant => $code),+ }
            }

            /// The value with this code, if there is one.
            pub fn from_code(code: &str) -> Option<Self> {
                match code { $($code => Some($name::$variant),)+ _ => None }
            }
        }
    };
}

/// Makes the enum of issues: each with its code, its nature and its documented data.
macro_rules! issues {
    ($($(#[$doc:meta])* $name:ident $({ $($(#[$fdoc:meta])* $field:ident: $ty:ty),+ $(,)? })? = $code:literal $nature:ident;)+) => {
        /// Everything that a check can find. Serialises with its code under `issue`.
        #[derive(Clone, Debug, PartialEq, serde::Serialize)]
        #[serde(tag = "issue")]
        pub enum Issue {
            $($(#[$doc])* #[serde(rename = $code)] $name $({ $($(#[$fdoc])* $field: $ty),+ })?),+
        }

        impl Issue {
            /// The codes of all issues; each has a message in both catalogues.
            pub const CODES: &'static [&'static str] = &[$($code),+];

            /// The stable code of this issue.
            pub const fn code(&self) -> &'static str {
                match self { $(Issue::$name { .. } => $code),+ }
            }

            /// Whether something is missing, contradicts itself, or is only worth knowing.
            pub const fn nature(&self) -> $crate::plan::finding::Nature {
                match self { $(Issue::$name { .. } => $crate::plan::finding::Nature::$nature),+ }
            }
        }
    };
}

pub(crate) use {codes, issues};
