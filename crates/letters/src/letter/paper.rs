//! A letter as an official paper, PDF and DOCX: a memo or an external letter by the Rule on Correspondence 2526, with the
//! stamp of the desk that received it and what was written on it. What is not known is room to write on.

use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use db::{Tx, params};
use documents::report::{
    Classification, Document, Emblem, Endorsement, LetterEnd, LetterForm, LetterHead, Meta, Opening, ReceivedStamp,
};
use jiff::civil::Date;
use serde::Deserialize;
use web::{App, Granted, Problem};

use super::{
    store::{self, Letter},
    ways::{self, Done, Kept},
};
use crate::{
    circular::store as sent,
    dated::{printed, time_of},
    download,
    office::store::{self as offices, Letterhead},
    reach::Reach,
    rules::{
        Form, Secrecy,
        order::{Outcome, Task, Way},
    },
    words::{lines, printed_task},
};

const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
/// The close of an external letter to everybody who is not addressed by a word of honour.
pub(super) const CLOSE: &str = "ขอแสดงความนับถือ";

/// The degree of secrecy as papers are stamped with it.
pub(crate) const fn stamped(secrecy: Secrecy) -> Classification {
    match secrecy {
        Secrecy::Open => Classification::Open,
        Secrecy::Confidential => Classification::Confidential,
        Secrecy::Secret => Classification::Secret,
        Secrecy::TopSecret => Classification::TopSecret,
    }
}

/// The letter as a paper made on `today`, in the words that the reader may see.
///
/// # Errors
/// The database's.
pub fn document(tx: &mut Tx<'_>, letter: &Letter, reach: &Reach, today: Date) -> db::Result<Document> {
    let sql = "SELECT count(*) FROM setting WHERE name = 'demonstration' AND value = 'yes'";
    let demo = tx.count(sql, params![])? > 0;
    // What came through the system is printed as its sender wrote it, with the receiver's stamp and endorsements.
    let origin = match sent::origin(tx, &letter.id)? {
        Some(id) => store::any(tx, &id)?,
        None => None,
    };
    let from = origin.as_ref().unwrap_or(letter);
    let head = offices::letterhead(tx, &from.organisation_id)?;
    let signing = ways::steps(tx, &from.id)?;
    let routing = if origin.is_some() { ways::steps(tx, &letter.id)? } else { signing.clone() };
    let outside = letter.incoming && origin.is_none();
    let paper = Paper { letter, from, head, outside, reach };
    let mut document = paper.begin(today, demo);
    document.push(paper.head());
    for line in lines(&reach.words(&letter.path, &from.written.body)) {
        document.paragraph(line);
    }
    if !outside {
        document.push(paper.end(&signing));
    }
    let endorsements: Vec<Endorsement> =
        routing.iter().filter(|kept| kept.way == Way::Routing).map(|kept| endorsement(kept, &paper)).collect();
    if !endorsements.is_empty() {
        document.push(documents::report::Block::Endorsements(endorsements));
    }
    Ok(document)
}

/// A sent letter as its receiver reads it before it is received: the paper alone, in the words that the receiver may see.
pub(crate) fn sent_copy(
    tx: &mut Tx<'_>,
    letter: &Letter,
    path: &str,
    reach: &Reach,
    today: Date,
) -> db::Result<Document> {
    let sql = "SELECT count(*) FROM setting WHERE name = 'demonstration' AND value = 'yes'";
    let demo = tx.count(sql, params![])? > 0;
    let head = offices::letterhead(tx, &letter.organisation_id)?;
    let read = Letter { path: path.to_owned(), ..letter.clone() };
    let paper = Paper { letter: &read, from: letter, head, outside: false, reach };
    let mut document = paper.begin(today, demo);
    document.push(paper.head());
    for line in lines(&reach.words(path, &letter.written.body)) {
        document.paragraph(line);
    }
    let signing = ways::steps(tx, &letter.id)?;
    document.push(paper.end(&signing));
    Ok(document)
}

struct Paper<'a> {
    /// The letter of the reader's organisation.
    letter: &'a Letter,
    /// The same, or the sender's of which it is the copy.
    from: &'a Letter,
    head: Letterhead,
    /// It came on paper: only what the register holds is known.
    outside: bool,
    reach: &'a Reach,
}

impl Paper<'_> {
    fn begin(&self, today: Date, demo: bool) -> Document {
        let from = self.from;
        let mut meta = Meta::new(&from.name_th, from.dated.unwrap_or(today));
        meta.classification = stamped(from.written.secrecy);
        meta.demo = demo;
        meta.draft = !from.incoming && from.running.is_none();
        meta.emblem = self.head.emblem.clone().map(Emblem::Png);
        let subject = from.written.subject.trim();
        let mut document = Document::new(if subject.is_empty() { "หนังสือราชการ" } else { subject }, meta);
        document.options.opening = Opening::Letter;
        document
    }

    /// Unit and telephone in a line of a memo; name, then address, of an external letter.
    fn office(&self) -> Vec<String> {
        let from = self.from;
        if self.outside {
            return vec![from.sender.clone()];
        }
        let phone = if from.unit_phone.is_empty() { &self.head.phone } else { &from.unit_phone };
        if from.written.form == Form::External {
            return std::iter::once(from.name_th.clone()).chain(lines(&self.head.address)).collect();
        }
        let unit = if from.unit.is_empty() { &from.name_th } else { &from.unit };
        let phone = if phone.is_empty() { String::new() } else { format!("  โทร. {phone}") };
        vec![format!("{unit}{phone}")]
    }

    fn head(&self) -> LetterHead {
        let (from, w) = (self.from, &self.from.written);
        let stamp = |receipt: &store::Receipt| ReceivedStamp {
            desk: if receipt.desk.is_empty() { self.letter.name_th.clone() } else { receipt.desk.clone() },
            number: receipt.number.to_string(),
            date: thai::date::bangkok_date(receipt.at),
            time: time_of(receipt.at),
        };
        LetterHead {
            form: if w.form == Form::Memo { LetterForm::Memo } else { LetterForm::External },
            urgency: Some(w.urgency.stamp().to_owned()).filter(|words| !words.is_empty()),
            number: from.number.clone(),
            office: self.office(),
            date: from.dated,
            subject: self.reach.words(&self.letter.path, &w.subject),
            salutation: w.salutation.clone(),
            to: w.addressee.clone(),
            references: lines(&w.refs),
            enclosures: lines(&w.enclosures),
            received: self.letter.received.as_ref().map(stamp),
        }
    }

    /// Close, signature and whose work it is, by the last signature of the present round.
    fn end(&self, kept: &[Kept]) -> LetterEnd {
        let (from, w) = (self.from, &self.from.written);
        let own = |one: &&Kept| one.way == Way::Signing && one.round == from.round && one.step.task == Task::Sign;
        let last = kept.iter().rev().find(own);
        let done = last.and_then(|one| one.done.as_ref()).filter(|done| done.outcome == Outcome::Done);
        let external = w.form == Form::External;
        let (name, position) = match (done, last) {
            (Some(done), _) => (Some(done.name.clone()), done.signature.clone()),
            (None, Some(one)) => (Some(one.holder.clone()), vec![one.position.clone()]),
            (None, None) => (None, Vec::new()),
        };
        let mut contact = Vec::new();
        if external {
            contact.push(if from.unit.is_empty() { from.name_th.clone() } else { from.unit.clone() });
            let phone = if from.unit_phone.is_empty() { &self.head.phone } else { &from.unit_phone };
            contact.extend((!phone.is_empty()).then(|| format!("โทร. {phone}")));
        }
        contact.extend(lines(&w.contact));
        LetterEnd {
            close: external.then(|| CLOSE.to_owned()),
            mark: done.map(mark),
            name,
            position,
            date: done.filter(|_| !external).map(|done| thai::date::bangkok_date(done.at)),
            contact,
        }
    }
}

/// What stands where the pen would.
fn mark(done: &Done) -> String {
    match done.on_paper {
        true => "ลงนามในต้นฉบับกระดาษ".to_owned(),
        false => format!("ลงนามในระบบ {}", printed(done.at)),
    }
}

/// What was written on it; room for whoever has still to write.
fn endorsement(kept: &Kept, paper: &Paper<'_>) -> Endorsement {
    let task = printed_task(kept.step.task).to_owned();
    match &kept.done {
        Some(done) => Endorsement {
            task,
            text: paper.reach.words(&paper.letter.path, &done.words),
            name: done.name.clone(),
            position: done.signature.clone(),
            at: printed(done.at),
        },
        None => Endorsement {
            task,
            name: kept.holder.clone(),
            position: vec![kept.position.clone()],
            ..Endorsement::default()
        },
    }
}

/// What the address asks for.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    format: String,
}

pub(super) async fn file(
    granted: Granted,
    State(app): State<App>,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let (reach, today) = (Reach::of(&granted), app.clock.today());
    let read = app.db.read(move |tx| match store::one(tx, &id, &reach)? {
        Some(letter) => Ok::<_, db::Error>(Some((document(tx, &letter, &reach, today)?, letter.number))),
        None => Ok(None),
    });
    let (paper, number) = read.await?.ok_or(Problem::NotFound)?;
    written(&app, paper, &asked.format, &number).await
}

/// The paper as a file of this format, PDF without one.
pub(crate) async fn written(app: &App, paper: Document, format: &str, number: &str) -> Result<Response, Problem> {
    let docx = match format {
        "docx" => true,
        "pdf" | "" => false,
        other => return Err(Problem::BadRequest(other.to_owned())),
    };
    // Setting a paper takes tens of milliseconds: off the threads that answer.
    let made = app.db.read(move |_| {
        let made = if docx { documents::docx::render(&paper) } else { documents::pdf::render(&paper) };
        Ok::<_, db::Error>(made.map_err(|problem| problem.to_string()))
    });
    let bytes = made.await?.map_err(Problem::defect)?;
    let digits: String = number.chars().map(|c| if c.is_ascii_digit() { c } else { '-' }).collect();
    let name = format!("letter-{}.{}", digits.trim_matches('-'), if docx { "docx" } else { "pdf" }).replace("-.", ".");
    Ok(download::file(bytes, if docx { DOCX } else { "application/pdf" }, &name))
}

/// What the command line found.
#[derive(Debug)]
pub enum Found {
    /// Nothing of this id or number.
    Nothing,
    /// Several letters have this number: of several years or offices.
    Several,
    /// The paper.
    Paper(Box<Document>),
}

/// The paper of a letter for the command line: by its id, or by its number as written on it.
///
/// # Errors
/// The database's.
pub fn for_cli(tx: &mut Tx<'_>, what: &str, today: Date) -> db::Result<Found> {
    let id = match store::any(tx, what)? {
        Some(letter) => letter.id,
        None => {
            let number = thai::document_number::parse(what).map(|read| read.in_arabic());
            let number = number.unwrap_or_else(|_| thai::digits::to_arabic(what.trim()));
            match store::by_number(tx, &number)?.as_slice() {
                [] => return Ok(Found::Nothing),
                [one] => one.clone(),
                _ => return Ok(Found::Several),
            }
        }
    };
    match store::any(tx, &id)? {
        Some(letter) => Ok(Found::Paper(Box::new(document(tx, &letter, &Reach::everything(), today)?))),
        None => Ok(Found::Nothing),
    }
}
