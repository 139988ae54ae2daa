//! Who may do what, and how far it reaches: the one policy. Denied unless a line here allows it.
//!
//! A person holds roles over organisations. Each role allows some actions, over the organisation alone or over all
//! below it too; a route names its action, and the reach becomes the [`Scope`] that every store adds to its statement.

use db::{Reach, Scope};

macro_rules! coded {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $code:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$vdoc])* $variant),+ }

        impl $name {
            /// Every value.
            pub const ALL: &'static [$name] = &[$($name::$variant),+];

            /// The code in the database and in addresses.
            pub const fn code(self) -> &'static str {
                match self { $($name::$variant => $code),+ }
            }

            /// The value with this code.
            pub fn from_code(code: &str) -> Option<Self> {
                match code { $($code => Some($name::$variant),)+ _ => None }
            }
        }
    };
}

coded! {
    /// What an account may be for an organisation.
    Role {
        /// Writes and sends the organisation's plan.
        Coordinator = "coordinator",
        /// Approves it.
        Head = "head",
        /// Follows and reviews all units below.
        Supervisor = "supervisor",
        /// Runs the rounds, reviews and reports for the nation.
        NationalOfficer = "national_officer",
        /// Keeps accounts and the server.
        Administrator = "administrator",
        /// Reads everything, the audit trail too; changes nothing.
        Auditor = "auditor",
        /// Reads plans and figures.
        Viewer = "viewer",
    }
}

coded! {
    /// What can be asked of the system.
    Action {
        /// Find any organisation of the nation by name or code and see what is public of it: name, kind, place, parent.
        FindOrganisation = "find_organisation",
        /// See the whole page of an organisation, and lists and exports with all that is kept of each.
        ViewOrganisation = "view_organisation",
        /// Add, change and close organisations.
        EditRegister = "edit_register",
        /// Import and export the whole register.
        ImportRegister = "import_register",
        /// See and invite the people of an organisation.
        ManagePeople = "manage_people",
        /// Read plans that are not classified.
        ViewPlan = "view_plan",
        /// Read classified plans too.
        ViewClassified = "view_classified",
        /// See personal data unmasked.
        ViewPersonal = "view_personal",
        /// Write plans.
        EditPlan = "edit_plan",
        /// Send a plan, with the head's approval recorded.
        SubmitPlan = "submit_plan",
        /// Approve a plan as head of agency.
        ApprovePlan = "approve_plan",
        /// See the review queue and who is late.
        ViewReview = "view_review",
        /// Return and accept plans.
        ReviewPlan = "review_plan",
        /// Queue reminders.
        SendReminder = "send_reminder",
        /// Open rounds, change their dates and rosters, grant extensions.
        ManageRound = "manage_round",
        /// See readiness figures.
        ViewReadiness = "view_readiness",
        /// Make the reports to the cabinet.
        MakeReport = "make_report",
        /// Read confirmed decisions of the cabinet, what became of them, and the reports of the organisations in reach.
        ViewDirective = "view_directive",
        /// Read papers into drafts, confirm, assign, judge and chase recommendations for the nation.
        FollowDirective = "follow_directive",
        /// Agree to, decline and report on what the own organisation is told to do.
        ReportProgress = "report_progress",
        /// Read the registers of measures, practices, obstacles and skills, and the orders of provinces.
        ViewMeasure = "view_measure",
        /// Keep the own organisation's entries of those registers, and say what it copied from others.
        WriteMeasure = "write_measure",
        /// Record orders of the own province.
        IssueOrder = "issue_order",
        /// Read the letters and memos of the own organisation; classified ones only with `ViewClassified`.
        ViewLetter = "view_letter",
        /// Receive, draft, number and send the own organisation's letters, keep its officers, record who acts for whom.
        KeepLetter = "keep_letter",
        /// Check, sign, annotate and acknowledge letters as an officer, in one's turn.
        ActOnLetter = "act_on_letter",
        /// Send circulars to the organisations in reach, follow who acknowledged, remind.
        SendCircular = "send_circular",
        /// See collections of lessons, what the organisations in reach answered, and what came out.
        ViewLessons = "view_lessons",
        /// Write and hand in the own organisation's answers.
        AnswerLessons = "answer_lessons",
        /// Open collections, remind, hand back, keep questionnaires, draw recommendations.
        CollectLessons = "collect_lessons",
        /// Keep accounts, jobs and settings.
        Administer = "administer",
        /// Read the audit trail.
        ViewAudit = "view_audit",
    }
}

/// Whether a role's reach includes what lies below its organisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Depth {
    /// The organisation alone.
    Only,
    /// The organisation and all below it.
    Subtree,
    /// The nation, whatever the role is held over.
    Nation,
}

/// The policy: how deep a role may do something, or not at all.
const fn allows(role: Role, action: Action) -> Option<Depth> {
    use Action as A;
    if matches!(action, A::FindOrganisation) {
        return Some(Depth::Nation);
    }
    match role {
        Role::Coordinator => match action {
            A::ViewOrganisation | A::ViewReadiness => Some(Depth::Only),
            A::ViewPlan | A::ViewClassified | A::ViewPersonal | A::EditPlan | A::SubmitPlan => Some(Depth::Only),
            A::ViewDirective | A::ReportProgress => Some(Depth::Only),
            A::ViewLessons | A::AnswerLessons => Some(Depth::Only),
            A::ViewLetter | A::KeepLetter | A::ActOnLetter => Some(Depth::Only),
            A::ViewMeasure | A::WriteMeasure | A::IssueOrder => Some(Depth::Only),
            _ => None,
        },
        Role::Head => match action {
            A::ViewOrganisation | A::ViewReadiness | A::ManagePeople => Some(Depth::Only),
            A::ViewPlan | A::ViewClassified | A::ViewPersonal | A::ApprovePlan | A::SubmitPlan => Some(Depth::Only),
            A::ViewDirective | A::ReportProgress => Some(Depth::Only),
            A::ViewLessons | A::AnswerLessons => Some(Depth::Only),
            A::ViewLetter | A::KeepLetter | A::ActOnLetter => Some(Depth::Only),
            A::ViewMeasure | A::WriteMeasure | A::IssueOrder => Some(Depth::Only),
            _ => None,
        },
        Role::Supervisor => match action {
            A::ViewOrganisation | A::EditRegister | A::ManagePeople => Some(Depth::Subtree),
            A::ViewPlan | A::ViewClassified => Some(Depth::Subtree),
            A::ViewReview | A::ReviewPlan | A::SendReminder | A::ViewReadiness => Some(Depth::Subtree),
            A::ViewLessons => Some(Depth::Subtree),
            A::ViewDirective => Some(Depth::Subtree),
            // Letters of an organisation are its own; a circular goes to those below.
            A::ViewLetter | A::KeepLetter | A::ActOnLetter => Some(Depth::Only),
            A::SendCircular => Some(Depth::Subtree),
            A::ViewMeasure => Some(Depth::Subtree),
            A::WriteMeasure | A::IssueOrder => Some(Depth::Only),
            _ => None,
        },
        Role::NationalOfficer => match action {
            A::Administer | A::ViewAudit | A::EditPlan | A::SubmitPlan | A::ApprovePlan | A::ViewPersonal => None,
            // Whoever follows a recommendation does not report on it.
            A::ReportProgress => None,
            // Whoever hands answers back does not write them.
            A::AnswerLessons => None,
            // A province orders for itself.
            A::IssueOrder => None,
            // Who acts for the nation reads no organisation's letters; the office's circulars are sent by `SendCircular`.
            A::ViewLetter | A::KeepLetter | A::ActOnLetter => None,
            _ => Some(Depth::Subtree),
        },
        Role::Administrator => match action {
            A::ViewOrganisation | A::EditRegister | A::ImportRegister | A::ManagePeople | A::Administer => {
                Some(Depth::Subtree)
            }
            _ => None,
        },
        Role::Auditor => match action {
            A::ViewOrganisation | A::ViewPlan | A::ViewReview | A::ViewReadiness | A::MakeReport | A::ViewAudit => {
                Some(Depth::Subtree)
            }
            A::ViewLessons => Some(Depth::Subtree),
            A::ViewDirective => Some(Depth::Subtree),
            A::ViewLetter => Some(Depth::Subtree),
            A::ViewMeasure => Some(Depth::Subtree),
            _ => None,
        },
        Role::Viewer => match action {
            A::ViewOrganisation | A::ViewPlan | A::ViewReadiness | A::ViewDirective => Some(Depth::Subtree),
            A::ViewMeasure => Some(Depth::Subtree),
            A::ViewLessons => Some(Depth::Subtree),
            _ => None,
        },
    }
}

/// Roles that only make sense for the nation; they can't be granted over one organisation.
pub const fn is_national(role: Role) -> bool {
    matches!(role, Role::NationalOfficer | Role::Administrator)
}

/// What a route asks of whoever comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Nothing.
    Public,
    /// An account.
    SignedIn,
    /// A role that allows this somewhere; where, is the scope.
    May(Action),
    /// The token of whatever watches the server; for everyone else, and without such a token in the settings, there is
    /// no such address.
    Monitor,
}

/// A role held over an organisation, or over the nation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    /// The role.
    pub role: Role,
    /// Id and materialised path of the organisation; `None` for the nation.
    pub over: Option<(String, String)>,
}

/// Who is asking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// Account id.
    pub account_id: String,
    /// Personal name.
    pub name: String,
    /// Roles held.
    pub grants: Vec<Grant>,
    /// Public id of the session; `None` for an access token.
    pub session_id: Option<String>,
    /// Name of the organisation of the first grant, Thai and English; empty for the nation.
    pub organisation: (String, String),
}

impl Actor {
    /// How far this person may do this; `None` when nowhere.
    pub fn scope(&self, action: Action) -> Option<Scope> {
        let mut parts = Vec::new();
        for grant in &self.grants {
            match (allows(grant.role, action), &grant.over) {
                (None, _) => {}
                (Some(_), None) | (Some(Depth::Nation), _) => return Some(Scope::nation()),
                (Some(Depth::Subtree), Some((_, path))) => parts.push(Reach::Subtree(path.clone())),
                (Some(Depth::Only), Some((_, path))) => parts.push(Reach::Only(path.clone())),
            }
        }
        (!parts.is_empty()).then(|| Scope::of(parts))
    }

    /// True when this person may do this to the organisation with this materialised path.
    pub fn may(&self, action: Action, path: &str) -> bool {
        self.scope(action).is_some_and(|scope| scope.reaches(path))
    }

    /// True when this person may do this to some organisation.
    pub fn may_somewhere(&self, action: Action) -> bool {
        self.scope(action).is_some()
    }

    /// True when one of the roles is this one.
    pub fn is(&self, role: Role) -> bool {
        self.grants.iter().any(|grant| grant.role == role)
    }

    /// The organisation of the first role that has one: (id, path).
    pub fn home(&self) -> Option<&(String, String)> {
        self.grants.iter().find_map(|grant| grant.over.as_ref())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn actor(role: Role, path: Option<&str>) -> Actor {
        Actor {
            account_id: "a".into(),
            name: "n".into(),
            grants: vec![Grant { role, over: path.map(|path| ("o".into(), path.into())) }],
            session_id: None,
            organisation: Default::default(),
        }
    }

    #[test]
    fn without_a_role_nothing_is_allowed() {
        let nobody = Actor { grants: Vec::new(), ..actor(Role::Viewer, None) };
        assert!(Action::ALL.iter().all(|action| nobody.scope(*action).is_none()));
    }

    #[test]
    fn a_coordinator_writes_only_the_own_plan_and_never_reviews() {
        let coordinator = actor(Role::Coordinator, Some("p/x/"));
        assert!(coordinator.may(Action::EditPlan, "p/x/"));
        assert!(!coordinator.may(Action::EditPlan, "p/x/y/") && !coordinator.may(Action::EditPlan, "p/"));
        assert!(!coordinator.may_somewhere(Action::ReviewPlan));
    }

    #[test]
    fn a_supervisor_reaches_what_is_below_and_not_beside() {
        let supervisor = actor(Role::Supervisor, Some("p/"));
        assert!(supervisor.may(Action::ReviewPlan, "p/x/") && !supervisor.may(Action::ReviewPlan, "q/x/"));
        assert!(!supervisor.may_somewhere(Action::EditPlan));
    }

    #[test]
    fn whoever_has_a_role_finds_every_organisation_and_sees_the_whole_of_the_own() {
        for role in Role::ALL {
            let person = actor(*role, Some("p/x/"));
            assert!(person.may(Action::FindOrganisation, "q/"), "{role:?}");
            assert!(!person.may(Action::ViewOrganisation, "q/"), "{role:?}");
        }
        let nobody = Actor { grants: Vec::new(), ..actor(Role::Viewer, None) };
        assert!(!nobody.may_somewhere(Action::FindOrganisation));
    }

    #[test]
    fn nobody_both_writes_and_accepts() {
        for role in Role::ALL {
            let writes = allows(*role, Action::EditPlan).is_some() || allows(*role, Action::ApprovePlan).is_some();
            assert!(!(writes && allows(*role, Action::ReviewPlan).is_some()), "{role:?}");
        }
    }

    #[test]
    fn nobody_both_reports_on_a_recommendation_and_judges_it() {
        for role in Role::ALL {
            let reports = allows(*role, Action::ReportProgress).is_some();
            assert!(!(reports && allows(*role, Action::FollowDirective).is_some()), "{role:?}");
        }
    }

    #[test]
    fn nobody_both_answers_lessons_and_hands_them_back() {
        for role in Role::ALL {
            let answers = allows(*role, Action::AnswerLessons).is_some();
            assert!(!(answers && allows(*role, Action::CollectLessons).is_some()), "{role:?}");
        }
    }

    #[test]
    fn an_auditor_changes_nothing() {
        let changes = [
            Action::EditRegister,
            Action::ImportRegister,
            Action::ManagePeople,
            Action::EditPlan,
            Action::SubmitPlan,
            Action::ApprovePlan,
            Action::ReviewPlan,
            Action::SendReminder,
            Action::ManageRound,
            Action::FollowDirective,
            Action::ReportProgress,
            Action::AnswerLessons,
            Action::CollectLessons,
            Action::WriteMeasure,
            Action::IssueOrder,
            Action::KeepLetter,
            Action::ActOnLetter,
            Action::SendCircular,
            Action::Administer,
        ];
        assert!(changes.iter().all(|action| allows(Role::Auditor, *action).is_none()));
    }
}
