//! What programs send and get of letters.

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{Lang, Problem};

use super::{
    store::{Letter, Written},
    ways::Kept,
};
use crate::{
    reach::Reach,
    rules::{Form, Secrecy, Urgency, order::Outcome},
    text::T,
};

/// A letter.
#[derive(Serialize, ToSchema)]
pub struct LetterBody {
    pub(super) id: String,
    /// Code of the organisation in whose register it is.
    pub(super) organisation: String,
    /// `own` or `incoming`.
    pub(super) direction: &'static str,
    /// `memo` or `external`.
    pub(super) form: &'static str,
    pub(super) circular: bool,
    /// Its number in ASCII digits; of an incoming letter the sender's.
    pub(super) number: String,
    pub(super) dated: Option<String>,
    pub(super) subject: String,
    pub(super) sender: String,
    pub(super) addressee: String,
    /// `fast`, `very_fast`, `immediate`, or empty.
    pub(super) urgency: &'static str,
    /// `none`, `confidential`, `secret` or `top_secret`.
    pub(super) classification: &'static str,
    pub(super) register_number: Option<u32>,
    pub(super) register_year: Option<i32>,
    pub(super) received_at: Option<String>,
    /// `draft`, `signing`, `signed`, `issued`, `received`, `routing` or `done`.
    pub(super) state: &'static str,
}

pub(super) fn body(letter: &Letter, reach: &Reach) -> LetterBody {
    let (w, receipt) = (&letter.written, letter.received.as_ref());
    LetterBody {
        id: letter.id.clone(),
        organisation: letter.code.clone(),
        direction: if letter.incoming { "incoming" } else { "own" },
        form: w.form.code(),
        circular: w.circular,
        number: letter.number.clone(),
        dated: letter.dated.map(|day| day.to_string()),
        subject: reach.words(&letter.path, &w.subject),
        sender: letter.sender.clone(),
        addressee: w.addressee.clone(),
        urgency: w.urgency.code(),
        classification: w.secrecy.code(),
        register_number: receipt.map(|receipt| receipt.number),
        register_year: receipt.map(|receipt| receipt.year),
        received_at: receipt.map(|receipt| receipt.at.to_string()),
        state: letter.state.code(),
    }
}

/// A part of the list.
#[derive(Serialize, ToSchema)]
pub struct LettersBody {
    pub(super) letters: Vec<LetterBody>,
    /// Where the next part begins; null at the end.
    pub(super) next: Option<String>,
}

/// A letter with what it says and its way.
#[derive(Serialize, ToSchema)]
pub struct LetterWithWay {
    pub(super) letter: LetterBody,
    /// One paragraph a line.
    pub(super) body: String,
    pub(super) references: Vec<String>,
    pub(super) enclosures: Vec<String>,
    pub(super) steps: Vec<StepBody>,
}

/// A step of its way.
#[derive(Serialize, ToSchema)]
pub struct StepBody {
    pub(super) id: String,
    /// `signing` or `routing`.
    pub(super) way: &'static str,
    /// `check`, `sign`, `direct` or `acknowledge`.
    pub(super) task: &'static str,
    pub(super) officer: String,
    pub(super) holder: String,
    pub(super) position: String,
    /// `done` or `returned`; null while it is open.
    pub(super) outcome: Option<&'static str>,
    pub(super) words: Option<String>,
    /// Name, position and under whose authority, as signed.
    pub(super) signature: Vec<String>,
    pub(super) at: Option<String>,
    pub(super) on_paper: bool,
    pub(super) recorded_by: Option<String>,
    pub(super) recorded_at: Option<String>,
}

pub(super) fn step(kept: &Kept, letter: &Letter, reach: &Reach) -> StepBody {
    let done = kept.done.as_ref();
    StepBody {
        id: kept.step.id.clone(),
        way: kept.way.code(),
        task: kept.step.task.code(),
        officer: kept.step.holder.clone(),
        holder: kept.holder.clone(),
        position: kept.position.clone(),
        outcome: done.map(|done| if done.outcome == Outcome::Done { "done" } else { "returned" }),
        words: done.map(|done| reach.words(&letter.path, &done.words)),
        signature: done
            .map(|done| std::iter::once(done.name.clone()).chain(done.signature.iter().cloned()).collect())
            .unwrap_or_default(),
        at: done.map(|done| done.at.to_string()),
        on_paper: done.is_some_and(|done| done.on_paper),
        recorded_by: done.map(|done| done.recorded_by.clone()),
        recorded_at: done.map(|done| done.recorded_at.to_string()),
    }
}

/// A letter about to be drafted, or received when `incoming` is given.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewLetter {
    /// Code of the organisation, when the account keeps letters for several.
    #[serde(default)]
    pub(super) organisation: String,
    /// `memo` or `external`.
    pub(super) form: String,
    #[serde(default)]
    pub(super) circular: bool,
    #[serde(default)]
    pub(super) urgency: String,
    #[serde(default)]
    pub(super) classification: String,
    #[serde(default)]
    pub(super) addressee: String,
    pub(super) subject: String,
    #[serde(default)]
    pub(super) references: Vec<String>,
    #[serde(default)]
    pub(super) enclosures: Vec<String>,
    /// One paragraph a line.
    #[serde(default)]
    pub(super) body: String,
    #[serde(default)]
    pub(super) incoming: Option<IncomingBody>,
}

/// What is written into the register of received letters.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct IncomingBody {
    pub(super) sender: String,
    #[serde(default)]
    pub(super) number: String,
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date)]
    pub(super) dated: Option<Date>,
    #[serde(default)]
    pub(super) desk: String,
    /// When it was received, RFC 3339; now without it.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub(super) received_at: Option<Timestamp>,
}

/// A letter that was made.
#[derive(Serialize, ToSchema)]
pub struct MadeBody {
    pub(super) id: String,
}

/// The officers through whose hands it goes, behind those that there are.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WayBody {
    pub(super) steps: Vec<NewStep>,
}

/// A step about to be set.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewStep {
    /// Id of the officer.
    pub(super) officer: String,
    /// `check` or `sign` for a draft, `direct` or `acknowledge` for a received letter.
    pub(super) task: String,
}

/// The step whose turn it is.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ActBody {
    /// Id of the step; the one whose turn it is without it.
    #[serde(default)]
    pub(super) step: String,
    /// Id of the officer; the account's own position without it.
    #[serde(default)]
    pub(super) officer: String,
    /// `done` or `return`.
    pub(super) act: String,
    #[serde(default)]
    pub(super) words: String,
    /// When it was done on paper, RFC 3339; only whoever keeps the letters records that.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub(super) on_paper_at: Option<Timestamp>,
}

/// A number to be given.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NumberBody {
    /// The date on the letter; today without it.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date)]
    pub(super) dated: Option<Date>,
}

/// A number that was given.
#[derive(Serialize, ToSchema)]
pub struct NumberedBody {
    pub(super) number: String,
}

/// The words of a new letter, or all that is wrong with its codes.
pub(super) fn read_letter(new: &NewLetter, lang: Lang) -> Result<Written, Problem> {
    let mut errors = web::form::Errors::new();
    let choose = T(lang).choose_again();
    let secrecy = if new.classification.is_empty() { "none" } else { &new.classification };
    let (form, urgency) = (Form::from_code(&new.form), Urgency::from_code(&new.urgency));
    let secrecy = Secrecy::from_code(secrecy);
    for (field, known) in
        [("form", form.is_some()), ("urgency", urgency.is_some()), ("classification", secrecy.is_some())]
    {
        if !known {
            errors.add(field, choose);
        }
    }
    let (Some(form), Some(urgency), Some(secrecy)) = (form, urgency, secrecy) else {
        return Err(Problem::Invalid(errors));
    };
    let clean = |text: &String| thai::normalise::clean(text);
    let many = |all: &[String]| all.iter().map(clean).collect::<Vec<_>>().join("\n");
    Ok(Written {
        form,
        circular: new.circular && form == Form::External,
        urgency,
        secrecy,
        addressee: clean(&new.addressee),
        subject: clean(&new.subject),
        refs: many(&new.references),
        enclosures: many(&new.enclosures),
        body: new.body.lines().map(thai::normalise::clean).collect::<Vec<_>>().join("\n"),
        ..Written::default()
    })
}
