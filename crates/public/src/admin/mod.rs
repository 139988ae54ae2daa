//! Administration: jobs, accounts, the audit trail, what this installation is. Plans and reviews can't be reached from
//! here; an administrator reads no plan.

mod accounts;
mod audit;
mod jobs;
mod pages;
mod store;

use web::{Access, Action, Routes};

/// The routes of this slice.
pub fn routes() -> Routes {
    let (keep, read) = (Access::May(Action::Administer), Access::May(Action::ViewAudit));
    Routes::new()
        // For administrators and auditors alike; the page itself asks which of the two somebody is.
        .get("/admin", Access::SignedIn, pages::index)
        .get("/admin/settings", keep, pages::settings)
        .get("/admin/jobs", keep, jobs::list)
        .post("/admin/jobs/again", keep, jobs::again)
        .get("/admin/audit", read, audit::list)
        .post("/admin/audit/verification", read, audit::verify)
        .get("/admin/accounts", keep, accounts::list)
        .post("/admin/accounts", keep, accounts::create)
        .get("/admin/accounts/new", keep, accounts::new_form)
        .get("/admin/accounts/organisations", keep, accounts::organisations)
        .get("/admin/accounts/{id}", keep, accounts::show)
        .post("/admin/accounts/{id}/invitation", keep, accounts::invite)
        .post("/admin/accounts/{id}/roles", keep, accounts::grant)
        .post("/admin/accounts/{id}/roles/removal", keep, accounts::revoke)
        .post("/admin/accounts/{id}/closing", keep, accounts::close)
        .post("/admin/accounts/{id}/opening", keep, accounts::reopen)
}
