//! The messages about versions, the paper and the Strategy Map.

locale::catalogue!("versions", web::Lang);
