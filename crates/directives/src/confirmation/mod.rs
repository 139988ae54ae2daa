//! Confirming a draft: every item beside the original text with its line, what is unsure marked; a person accepts, edits
//! or rejects, and resolves names to organisations. Nothing is followed before, and what was printed is always kept.

pub mod commands;
mod edit;
mod pages;

use web::{Access, Action, Routes};

/// The routes of this slice.
pub fn routes() -> Routes {
    let follow = Access::May(Action::FollowDirective);
    Routes::new()
        .get("/directives/{id}/confirm", follow, pages::show)
        .post("/directives/{id}/decisions", follow, pages::decide)
        .post("/directives/{id}/confirmation", follow, pages::confirm)
        .get("/recommendations/{id}/edit", follow, edit::form)
        .post("/recommendations/{id}/edit", follow, edit::save)
}

pub(crate) use pages::decided;
