//! The words of plans: pages, findings, refusals.

locale::catalogue!("planning", web::Lang);
