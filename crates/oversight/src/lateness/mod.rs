//! Who has not sent a plan, or sent it late: by ministry, province and kind, each number a link to its list; and
//! reminders to chosen organisations, never twice on one day to the same.

pub mod commands;
mod pages;

use web::{Access, Action, Routes};

/// The routes of this slice.
pub fn routes() -> Routes {
    Routes::new().get("/rounds/{year}/late", Access::May(Action::ViewReview), pages::list).post(
        "/rounds/{year}/late/reminders",
        Access::May(Action::SendReminder),
        pages::remind,
    )
}
