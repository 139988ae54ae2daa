//! Signing in and out, taking up an invitation, one's own account with its sessions, and the preferences for language
//! and theme. A failed sign-in never says whether the name or the password was wrong.

mod account;
mod invitation;
mod pages;
mod preferences;

use crate::{Access, Routes};

pub(crate) mod words {
    //! The words of these pages.
    locale::catalogue!("account", crate::Lang);
}

/// The routes of this slice.
pub fn routes() -> Routes {
    Routes::new()
        .get("/sign-in", Access::Public, pages::form)
        .post("/sign-in", Access::Public, pages::sign_in)
        .post("/sign-out", Access::SignedIn, pages::sign_out)
        .post("/preferences", Access::Public, preferences::set)
        .get("/invitations/{token}", Access::Public, invitation::form)
        .post("/invitations/{token}", Access::Public, invitation::take_up)
        .get("/account", Access::SignedIn, account::page)
        .post("/account/password", Access::SignedIn, account::change_password)
        .post("/account/sessions/end-others", Access::SignedIn, account::end_other_sessions)
        .post("/account/sessions/{id}/end", Access::SignedIn, account::end_session)
        .get("/dates/understood", Access::SignedIn, crate::day::understood)
        .get("/assets/{*path}", Access::Public, crate::assets::serve)
}

/// A sign-in of the demonstration nation, as the first page and the command line show it.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub struct DemonstrationAccount {
    /// Sign-in name.
    pub login: String,
    /// Role's code.
    pub role: String,
    /// Thai name of the organisation.
    pub organisation_th: String,
    /// English name of the organisation.
    pub organisation_en: String,
}

/// The password of every demonstration account; only ever used for data that is marked as demonstration.
pub const DEMONSTRATION_PASSWORD: &str = "สาธิต-ratphrom-2563";

/// The demonstration's accounts; none on an installation with real data.
pub async fn demonstration_accounts(db: &db::Db) -> Result<Vec<DemonstrationAccount>, db::Error> {
    let sql = "SELECT value FROM setting WHERE name = 'demonstration_accounts'";
    let text = db.read(move |tx| tx.row_opt(sql, &[], |row| row.get::<String>(0))).await?;
    let accounts = text.map(|text| serde_json::from_str(&text)).transpose();
    Ok(accounts.map_err(|problem| db::Error::Column { column: 0, message: problem.to_string() })?.unwrap_or_default())
}
