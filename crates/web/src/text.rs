//! The words that every page shares.

locale::catalogue!("web", crate::Lang);
