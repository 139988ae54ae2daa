//! What an action of the audit trail is called. An action that is not known here is shown by its code.

use crate::text::T;

/// The words for an action.
pub fn words(t: T, action: &str) -> Option<&'static str> {
    Some(match action {
        "account.granted" => t.act_account_granted(),
        "account.revoked" => t.act_account_revoked(),
        "account.invited" => t.act_account_invited(),
        "account.disabled" => t.act_account_disabled(),
        "account.enabled" => t.act_account_enabled(),
        "account.password_changed" => t.act_password_changed(),
        "session.begun" => t.act_session_begun(),
        "session.refused" => t.act_session_refused(),
        "token.created" => t.act_token_created(),
        "token.revoked" => t.act_token_revoked(),
        "job.put_back" => t.act_job_put_back(),
        "register.imported" => t.act_register_imported(),
        "organisation.created" => t.act_organisation_created(),
        "organisation.changed" => t.act_organisation_changed(),
        "organisation.succeeded" => t.act_organisation_succeeded(),
        "organisation.code_added" => t.act_code_added(),
        "organisation.code_removed" => t.act_code_removed(),
        "account.link_renewed" => t.act_account_invited(),
        "plan.section_saved" => t.act_section_saved(),
        "plan.replaced" => t.act_plan_replaced(),
        "plan.form_moved" => t.act_form_moved(),
        "plan.personal_data_seen" => t.act_personal_seen(),
        "plan.started" => t.act_plan_started(),
        "plan.imported" | "plan.imported_as_submitted" | "plan.imported_as_approved" => t.act_plan_imported(),
        "plan.approval_asked" => t.act_approval_asked(),
        "plan.submitted" => t.act_plan_submitted(),
        "plan.withdrawn" => t.act_plan_withdrawn(),
        "plan.returned" => t.act_plan_returned(),
        "plan.approved" => t.act_plan_approved(),
        "remark.made" => t.act_remark_made(),
        "remark.answered" => t.act_remark_answered(),
        "remark.taken_back" => t.act_remark_taken_back(),
        "round.opened" => t.act_round_opened(),
        "round.dates_changed" => t.act_round_dates_changed(),
        "roster.added" => t.act_roster_added(),
        "roster.removed" => t.act_roster_removed(),
        "extension.granted" => t.act_extension_granted(),
        "extension.revoked" => t.act_extension_revoked(),
        "reminder.sent" => t.act_reminder_sent(),
        _ => return None,
    })
}
