//! The frame of a page: title, navigation, who is signed in, notices, and the way to a static file.

use askama::Template;
use axum::response::Html;

use crate::{Action, Lang, Problem, Visit, assets, text::T};

/// Who is signed in, in words.
#[derive(Clone, Debug)]
pub struct ActorView {
    /// Personal name.
    pub name: String,
    /// Organisation's name; the nation's office without one.
    pub organisation: String,
    /// First role.
    pub role: String,
}

/// One entry of the navigation.
#[derive(Clone, Debug)]
pub struct NavItem {
    /// Address.
    pub href: &'static str,
    /// Words.
    pub label: &'static str,
    /// True on the page itself and below it.
    pub current: bool,
    /// How many new things are there; 0 shows nothing.
    pub count: i64,
}

/// One step of the way to this page.
#[derive(Clone, Debug)]
pub struct Crumb {
    /// Address; none for the page itself.
    pub href: Option<String>,
    /// Words.
    pub label: String,
}

/// Something that just happened.
#[derive(Clone, Debug)]
pub struct Notice {
    /// `ok`, `go`, `warn` or `bad`.
    pub kind: &'static str,
    /// Words.
    pub text: String,
}

/// The frame of a page; every template struct holds one as `page`.
#[derive(Clone, Debug)]
pub struct Page {
    /// The words that every page shares.
    pub t: T,
    /// Language.
    pub lang: Lang,
    /// `th` or `en`.
    pub lang_code: &'static str,
    /// Chosen theme.
    pub theme: Option<&'static str>,
    /// Title, without the product's name.
    pub title: String,
    /// True when the page shows errors, so that its title says so first.
    pub error_title: bool,
    /// Who is signed in.
    pub actor: Option<ActorView>,
    /// Navigation.
    pub nav: Vec<NavItem>,
    /// True when the data is the demonstration's.
    pub demo: bool,
    /// Way to this page.
    pub crumbs: Vec<Crumb>,
    /// Something that just happened.
    pub notice: Option<Notice>,
    /// Path and query of this page.
    pub here: String,
    /// Version of the program.
    pub version: &'static str,
}

impl Page {
    /// Adds a step with an address to the way here.
    pub fn crumb(mut self, href: impl Into<String>, label: impl Into<String>) -> Self {
        self.crumbs.push(Crumb { href: Some(href.into()), label: label.into() });
        self
    }

    /// Ends the way here.
    pub fn at(mut self, label: impl Into<String>) -> Self {
        self.crumbs.push(Crumb { href: None, label: label.into() });
        self
    }

    /// Says what just happened.
    pub fn with_notice(mut self, kind: &'static str, text: impl Into<String>) -> Self {
        self.notice = Some(Notice { kind, text: text.into() });
        self
    }

    /// Marks the page as one that shows errors.
    pub fn with_errors(mut self) -> Self {
        self.error_title = true;
        self
    }

    /// The address of a static file by its logical name.
    pub fn asset(&self, name: &str) -> String {
        assets::address(name)
    }

    /// A whole number in groups of three.
    pub fn number(&self, n: &i64) -> String {
        self.lang.number(*n)
    }
}

pub(crate) fn frame(visit: &Visit, title: String) -> Page {
    let t = T(visit.lang);
    Page {
        t,
        lang: visit.lang,
        lang_code: visit.lang.code(),
        theme: visit.theme,
        title,
        error_title: false,
        actor: visit.actor.as_ref().map(|actor| {
            let (th, en) = &actor.organisation;
            let organisation =
                if th.is_empty() { t.national_office().to_owned() } else { visit.lang.name(th, en).to_owned() };
            let role = actor.grants.first().map(|grant| grant.role.code()).unwrap_or_default();
            let role = visit.lang.label(reference::List::roles(), role).to_owned();
            ActorView { name: actor.name.clone(), organisation, role }
        }),
        nav: navigation(visit, t),
        demo: visit.demonstration,
        crumbs: Vec::new(),
        notice: None,
        here: visit.here.clone(),
        version: env!("CARGO_PKG_VERSION"),
    }
}

/// Only what the person may use is offered.
fn navigation(visit: &Visit, t: T) -> Vec<NavItem> {
    let Some(actor) = &visit.actor else { return Vec::new() };
    let path = visit.here.split('?').next().unwrap_or_default();
    let mut items = Vec::new();
    let mut offer = |wanted: bool, href: &'static str, label: &'static str| {
        if wanted {
            let current = path == href || path.starts_with(&format!("{href}/"));
            items.push(NavItem { href, label, current, count: 0 });
        }
    };
    let may = |action| actor.may_somewhere(action);
    offer(true, "/home", t.nav_home());
    offer(may(Action::ViewPlan), "/plans", t.nav_plans());
    offer(may(Action::ViewReview), "/reviews", t.nav_reviews());
    offer(may(Action::ViewReview) || may(Action::ManageRound), "/rounds", t.nav_rounds());
    offer(may(Action::ViewReview) || may(Action::MakeReport), "/readiness", t.nav_readiness());
    let follows = may(Action::FollowDirective) || may(Action::MakeReport) || may(Action::ReportProgress);
    offer(follows && may(Action::ViewDirective), "/directives", t.nav_directives());
    let letters = if may(Action::ViewLetter) { "/letters" } else { "/circulars" };
    offer(may(Action::ViewLetter) || may(Action::SendCircular), letters, t.nav_letters());
    offer(may(Action::ViewMeasure), "/measures", t.nav_measures());
    let lessons = may(Action::CollectLessons) || may(Action::AnswerLessons) || may(Action::MakeReport);
    offer(lessons && may(Action::ViewLessons), "/lessons", t.nav_lessons());
    offer(may(Action::ViewOrganisation), "/organisations", t.nav_organisations());
    offer(may(Action::Administer) || may(Action::ViewAudit), "/admin", t.nav_admin());
    if actor.home().is_some() && may(Action::ViewPlan) {
        let current = path == "/messages";
        items.push(NavItem { href: "/messages", label: t.nav_messages(), current, count: visit.unread });
    }
    items
}

/// Makes a page of a template.
pub fn render(template: &impl Template) -> Result<Html<String>, Problem> {
    template.render().map(crate::error_names::named).map(Html).map_err(|problem| Problem::defect(problem.to_string()))
}
