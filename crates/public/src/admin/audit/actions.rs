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
        "plan.approval_returned" => t.act_approval_returned(),
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
        "organisation.renamed" => t.act_organisation_renamed(),
        "organisation.moved" => t.act_organisation_moved(),
        "organisation.merged" => t.act_organisation_merged(),
        "organisation.split" => t.act_organisation_split(),
        "organisation.closed" => t.act_organisation_closed(),
        "reminders.queued" => t.act_reminders_queued(),
        "reminder.sent" => t.act_reminder_sent(),
        _ => {
            return decisions(t, action)
                .or_else(|| measures(t, action))
                .or_else(|| letters(t, action))
                .or_else(|| lessons(t, action));
        }
    })
}

/// Acts of decisions of the cabinet.
fn decisions(t: T, action: &str) -> Option<&'static str> {
    Some(match action {
        "directive.read" => t.act_directive_read(),
        "directive.items_decided" => t.act_directive_decided(),
        "directive.item_corrected" => t.act_directive_corrected(),
        "directive.confirmed" => t.act_directive_confirmed(),
        "directive.figure_read" => t.act_directive_figure(),
        "directive.assigned" => t.act_directive_assigned(),
        "directive.agreed" => t.act_directive_agreed(),
        "directive.declined" => t.act_directive_declined(),
        "directive.reported" => t.act_directive_reported(),
        "directive.sent_back" => t.act_directive_sent_back(),
        "directive.closed" => t.act_directive_closed(),
        "directive.reopened" => t.act_directive_reopened(),
        "directive.cadence_set" => t.act_directive_cadence(),
        "directive.rhythm_set" => t.act_directive_rhythm(),
        "directive.opinion_answered" => t.act_directive_opinion(),
        "directive.chased" => t.act_directive_chased(),
        "directive.report_made" => t.act_directive_report(),
        _ => return None,
    })
}

/// Acts of registers of measures and orders of provinces.
fn measures(t: T, action: &str) -> Option<&'static str> {
    Some(match action {
        "measure.added" => t.act_measure_added(),
        "measure.changed" => t.act_measure_changed(),
        "measure.withdrawn" => t.act_measure_withdrawn(),
        "measure.put_back" => t.act_measure_put_back(),
        "measure.imported" => t.act_measure_imported(),
        "measure.copied" => t.act_measure_copied(),
        "measure.personal_data_seen" => t.act_measure_personal_seen(),
        "area_order.recorded" => t.act_area_order_recorded(),
        _ => return None,
    })
}

/// Acts of correspondence.
fn letters(t: T, action: &str) -> Option<&'static str> {
    Some(match action {
        "letter.office_saved" => t.act_letter_office_saved(),
        "letter.unit_added" => t.act_letter_unit_added(),
        "letter.officer_added" => t.act_letter_officer_added(),
        "letter.officer_left" => t.act_letter_officer_left(),
        "letter.delegated" => t.act_letter_delegated(),
        "letter.delegation_ended" => t.act_letter_delegation_ended(),
        "letter.drafted" => t.act_letter_drafted(),
        "letter.edited" => t.act_letter_edited(),
        "letter.received" => t.act_letter_received(),
        "letter.submitted" => t.act_letter_submitted(),
        "letter.passed_on" => t.act_letter_passed_on(),
        "letter.numbered" => t.act_letter_numbered(),
        "letter.checked" => t.act_letter_checked(),
        "letter.signed" => t.act_letter_signed(),
        "letter.annotated" => t.act_letter_annotated(),
        "letter.acknowledged" => t.act_letter_acknowledged(),
        "letter.sent_back" => t.act_letter_sent_back(),
        "letter.sent" => t.act_letter_sent(),
        "letter.reminded" => t.act_letter_reminded(),
        "letter.office_chosen" => t.act_letter_office_chosen(),
        "letter.meeting_added" => t.act_letter_meeting_added(),
        "letter.screened" => t.act_letter_screened(),
        "letter.memo_drafted" => t.act_letter_memo_drafted(),
        _ => return None,
    })
}

/// Acts of lessons learned.
fn lessons(t: T, action: &str) -> Option<&'static str> {
    Some(match action {
        "lesson.questionnaire_kept" => t.act_lesson_questionnaire(),
        "lesson.opened" => t.act_lesson_opened(),
        "lesson.due_changed" => t.act_lesson_due(),
        "lesson.closed" => t.act_lesson_closed(),
        "lesson.reopened" => t.act_lesson_reopened(),
        "lesson.reminded" => t.act_lesson_reminded(),
        "lesson.saved" => t.act_lesson_saved(),
        "lesson.handed_in" => t.act_lesson_handed_in(),
        "lesson.returned" => t.act_lesson_returned(),
        "lesson.recommended" => t.act_lesson_recommended(),
        "lesson.recommendation_withdrawn" => t.act_lesson_recommendation_withdrawn(),
        _ => return None,
    })
}
