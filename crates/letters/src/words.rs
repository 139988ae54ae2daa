//! Codes of this area in words: forms, urgency, secrecy, states, tasks, delegations.

use web::{Lang, components::Choice};

use crate::{
    rules::{Form, Secrecy, Urgency, delegation::Kind, lifecycle::State, order::Task},
    text::T,
};

/// The form of a letter.
pub fn form(lang: Lang, form: Form) -> &'static str {
    match form {
        Form::Memo => T(lang).form_memo(),
        Form::External => T(lang).form_external(),
    }
}

/// How fast.
pub fn urgency(lang: Lang, urgency: Urgency) -> &'static str {
    let t = T(lang);
    match urgency {
        Urgency::Ordinary => t.urgency_ordinary(),
        Urgency::Fast => t.urgency_fast(),
        Urgency::VeryFast => t.urgency_very_fast(),
        Urgency::Immediate => t.urgency_immediate(),
    }
}

/// How secret.
pub fn secrecy(lang: Lang, secrecy: Secrecy) -> &'static str {
    let t = T(lang);
    match secrecy {
        Secrecy::Open => t.secrecy_none(),
        Secrecy::Confidential => t.secrecy_confidential(),
        Secrecy::Secret => t.secrecy_secret(),
        Secrecy::TopSecret => t.secrecy_top_secret(),
    }
}

/// Where a letter stands.
pub fn state(lang: Lang, state: State) -> &'static str {
    let t = T(lang);
    match state {
        State::Draft => t.state_draft(),
        State::Signing => t.state_signing(),
        State::Signed => t.state_signed(),
        State::Issued => t.state_issued(),
        State::Received => t.state_received(),
        State::Routing => t.state_routing(),
        State::Done => t.state_done(),
    }
}

/// Which tag a state is shown with.
pub const fn state_kind(state: State) -> &'static str {
    match state {
        State::Draft => "off",
        State::Signed | State::Received => "warn",
        State::Signing | State::Routing => "go",
        State::Issued | State::Done => "ok",
    }
}

/// What a step asks for.
pub fn task(lang: Lang, task: Task) -> &'static str {
    let t = T(lang);
    match task {
        Task::Check => t.task_check(),
        Task::Sign => t.task_sign(),
        Task::Direct => t.task_direct(),
        Task::Acknowledge => t.task_acknowledge(),
    }
}

/// The same as a paper prints it.
pub const fn printed_task(task: Task) -> &'static str {
    match task {
        Task::Check => "ตรวจ",
        Task::Sign => "ลงนาม",
        Task::Direct => "เกษียน",
        Task::Acknowledge => "รับทราบ",
    }
}

/// A way of acting for another.
pub fn delegation(lang: Lang, kind: Kind) -> &'static str {
    match kind {
        Kind::Acting => T(lang).kind_acting(),
        Kind::OnBehalf => T(lang).kind_on_behalf(),
    }
}

/// The choices of urgency.
pub fn urgencies(lang: Lang, chosen: &str) -> Vec<Choice> {
    Choice::of(Urgency::ALL.iter().map(|one| (one.code(), urgency(lang, *one))), chosen)
}

/// The choices of secrecy; only the open one for whoever is not cleared.
pub fn secrecies(lang: Lang, chosen: &str, cleared: bool) -> Vec<Choice> {
    let offered = Secrecy::ALL.iter().filter(|one| cleared || !one.is_classified());
    Choice::of(offered.map(|one| (one.code(), secrecy(lang, *one))), chosen)
}

/// A number of a letter as the language writes it: Thai digits in Thai.
pub fn number(lang: Lang, number: &str) -> String {
    if lang == Lang::Th { thai::digits::to_thai(number) } else { number.to_owned() }
}

/// Lines of a text area, without blank ones.
pub fn lines(text: &str) -> Vec<String> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}
