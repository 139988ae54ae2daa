//! Importing plans line by line: read, checked, stored in chunks, reported. Memory is bounded by the limit on a line and
//! on a chunk, whatever the length of the stream.

use std::{
    collections::BTreeSet,
    io::{self, BufRead},
    sync::mpsc,
};

use continuity::plan::{
    Finding, Issue, Plan, Section,
    check::{CheckContext, check},
};
use db::Db;
use jiff::Timestamp;
use web::plan_words::PlanWords;

use super::{
    fault::{Fault, Violation},
    lines::{self, Line},
    parse::parse,
    record::{As, OnApproved, Prepared, Recorded, Recording},
    storing::{Numbered, Outcome, Storing},
};
use crate::text::T;

/// Bytes of a line, 4 MiB.
const LINE_LIMIT: usize = 4 << 20;
/// Lines and bytes of one transaction.
const CHUNK_LINES: usize = 200;
const CHUNK_BYTES: usize = 8 << 20;
/// Entries kept of errors, and of warnings; the counts go on.
const MOST_ENTRIES: usize = 100_000;

/// How plans are imported.
#[derive(Clone, Debug)]
pub struct Options {
    /// As what.
    pub as_: As,
    /// When they were handed in, or the draft was written.
    pub at: Timestamp,
    /// The time now; what the audit trail says.
    pub now: Timestamp,
    /// Store nothing; count and report as if.
    pub dry_run: bool,
    /// Account, or `command line`.
    pub by: String,
    /// Language of the reasons.
    pub lang: web::Lang,
}

/// One error or warning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Line, from 1.
    pub line: u64,
    /// Where in the document: `processes[2].rto`; `document` for the line as a whole.
    pub field: String,
    /// Why, in the user's words.
    pub reason: String,
}

/// What became of an import.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Report {
    /// New plans.
    pub created: u64,
    /// Plans that were there and changed.
    pub updated: u64,
    /// Plans that were there as they came.
    pub unchanged: u64,
    /// Refused lines.
    pub refused: u64,
    /// Why lines were refused.
    #[serde(skip)]
    pub errors: Vec<Entry>,
    /// What was taken and is worth knowing.
    #[serde(skip)]
    pub warnings: Vec<Entry>,
}

/// How far an import is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Lines read.
    pub lines: u64,
    /// Bytes read.
    pub bytes: u64,
}

/// Why an import stopped. What was stored before stays stored; the same file may be imported again.
#[derive(Debug, thiserror::Error)]
pub enum Stopped {
    /// The file can't be read on.
    #[error("{0}")]
    Unreadable(#[from] io::Error),
    /// The database refused.
    #[error("{0}")]
    Database(#[from] db::Error),
}

/// Chunks that may wait between reading and storing.
const WAITING: usize = 2;

/// Imports exchange documents, one a line. Blocks: for jobs and the command line. Reading and checking go on while the
/// chunk before is stored.
///
/// # Errors
/// [`Stopped`] when the stream or the database fails; a refused line is no error but an entry of the report.
pub fn import(
    db: &Db,
    reader: impl BufRead,
    options: &Options,
    on_approved: OnApproved,
    progress: impl FnMut(Progress),
) -> Result<Report, Stopped> {
    let Options { as_, at, now, ref by, .. } = *options;
    let recording = Recording { as_, at, now, by: by.clone(), on_approved };
    let mut storing = Storing::new(db.clone(), recording, options.dry_run);
    std::thread::scope(|scope| {
        let (send, take) = mpsc::sync_channel::<Vec<Numbered>>(WAITING);
        let (answer, answers) = mpsc::channel::<Vec<Outcome>>();
        let stored = scope.spawn(move || -> db::Result<()> {
            for chunk in take {
                // Nobody takes the answers once reading has failed; what is stored stays stored.
                let _ = answer.send(storing.store(chunk)?);
            }
            Ok(())
        });
        let mut import = Import { t: T(options.lang), report: Report::default(), chunk: Vec::new(), answers };
        let read = import.read(reader, send, progress);
        match stored.join() {
            Ok(Ok(())) => {}
            Ok(Err(problem)) => return Err(problem.into()),
            Err(_) => return Err(db::Error::Panicked("an import".into()).into()),
        }
        read?;
        import.settle();
        // An unknown organisation is known only when the line is stored, after later lines were read.
        import.report.errors.sort_by_key(|entry| entry.line);
        import.report.warnings.sort_by_key(|entry| entry.line);
        Ok(import.report)
    })
}

struct Import {
    t: T,
    report: Report,
    chunk: Vec<Numbered>,
    answers: mpsc::Receiver<Vec<Outcome>>,
}

impl Import {
    /// Reads to the end, handing chunks on; stops early when nobody takes them any more.
    fn read(
        &mut self,
        mut reader: impl BufRead,
        send: mpsc::SyncSender<Vec<Numbered>>,
        mut progress: impl FnMut(Progress),
    ) -> Result<(), Stopped> {
        let (mut at, mut held) = (Progress { lines: 0, bytes: 0 }, 0);
        while let Some(line) = lines::next(&mut reader, LINE_LIMIT)? {
            at.lines += 1;
            match line {
                Line::TooLong => self.refuse(at.lines, &[Violation::new("", Fault::TooLong(LINE_LIMIT >> 20))]),
                Line::Whole(bytes) => {
                    at.bytes += bytes.len() as u64 + 1;
                    held += bytes.len();
                    self.line(at.lines, &bytes);
                }
            }
            if self.chunk.len() >= CHUNK_LINES || held >= CHUNK_BYTES {
                if send.send(std::mem::take(&mut self.chunk)).is_err() {
                    return Ok(());
                }
                held = 0;
                self.settle();
                progress(at);
            }
        }
        let _ = send.send(std::mem::take(&mut self.chunk));
        progress(at);
        Ok(())
    }

    /// Counts what was stored by now.
    fn settle(&mut self) {
        while let Ok(outcomes) = self.answers.try_recv() {
            for (line, outcome, unknown) in outcomes {
                match outcome {
                    Recorded::Created => self.report.created += 1,
                    Recorded::Updated => self.report.updated += 1,
                    Recorded::Unchanged => self.report.unchanged += 1,
                    Recorded::UpdatedBesideDraft => {
                        self.report.updated += 1;
                        self.note(line, super::fault::WHOLE.to_owned(), self.t.exchange_draft_kept().into());
                    }
                    Recorded::UnknownOrganisation => {
                        let fault = Fault::Organisation(unknown.unwrap_or_default());
                        self.refuse(line, &[Violation::new("organisation", fault)]);
                    }
                }
            }
        }
    }

    fn line(&mut self, number: u64, bytes: &[u8]) {
        let bytes = if number == 1 { bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes) } else { bytes };
        if bytes.iter().all(u8::is_ascii_whitespace) {
            return;
        }
        match parse(bytes) {
            Ok(plan) => {
                self.warn(number, &plan);
                self.chunk.push((number, Prepared::new(plan)));
            }
            Err(violations) => self.refuse(number, &violations),
        }
    }

    fn refuse(&mut self, line: u64, violations: &[Violation]) {
        self.report.refused += 1;
        let t = self.t;
        let entry = |violation: &Violation| Entry { line, field: violation.field.clone(), reason: violation.words(t) };
        let room = MOST_ENTRIES.saturating_sub(self.report.errors.len());
        self.report.errors.extend(violations.iter().take(room).map(entry));
    }

    fn warn(&mut self, line: u64, plan: &Plan) {
        for (field, reason) in doubts(plan, self.t) {
            self.note(line, field, reason);
        }
    }

    fn note(&mut self, line: u64, field: String, reason: String) {
        if self.report.warnings.len() < MOST_ENTRIES {
            self.report.warnings.push(Entry { line, field, reason });
        }
    }
}

/// What is taken although it is doubtful: an RTO over its MTPD, ids that stand twice, people who are not in the team,
/// and what is longer than a form would take.
fn doubts(plan: &Plan, t: T) -> Vec<(String, String)> {
    let mut doubts = Vec::new();
    let lang = t.0;
    for (row, process) in plan.processes.iter().enumerate() {
        if let (Some(rto), Some(mtpd)) = (process.rto, process.mtpd)
            && rto > mtpd
        {
            doubts
                .push((format!("processes[{row}].rto"), t.exchange_rto_over(lang.duration(rto), lang.duration(mtpd))));
        }
    }
    for (row, id) in repeated(plan.processes.iter().map(|process| process.id.as_str())) {
        doubts.push((format!("processes[{row}].id"), t.exchange_id_twice(id)));
    }
    for (row, id) in repeated(plan.team.iter().map(|member| member.id.as_str())) {
        doubts.push((format!("team[{row}].id"), t.exchange_id_twice(id)));
    }
    let members: BTreeSet<&str> = plan.team.iter().map(|member| member.id.as_str()).collect();
    for (row, member) in plan.team.iter().enumerate() {
        let references = [("alternate_of", &member.alternate_of), ("called_by", &member.called_by)];
        for (field, id) in references {
            if let Some(id) = id.as_deref().filter(|id| !members.contains(id)) {
                doubts.push((format!("team[{row}].{field}"), t.exchange_no_member(id)));
            }
        }
    }
    let words = PlanWords::new(lang);
    let beyond = check(plan, &CheckContext::default()).into_iter().filter(|finding| {
        // The rest of the check is for whoever writes the plan, and waits on its page.
        matches!(finding.what, Issue::TooLong { .. } | Issue::TooMany { .. })
    });
    doubts.extend(beyond.map(|finding| (member(&finding), words.issue(&finding.what))));
    doubts
}

/// The place of a finding as a path into the document: `processes[0].depends_on[2].on`.
fn member(finding: &Finding) -> String {
    let (place, field) = (&finding.place, finding.place.field.code());
    let (rows, inner) = match finding.section {
        Section::Scope => return place.row.map_or_else(|| field.to_owned(), |row| format!("{field}[{row}]")),
        Section::Hazards => ("hazards", ""),
        Section::Processes => ("processes", ""),
        Section::Dependencies => ("processes", "depends_on"),
        Section::Resources => ("processes", "resources"),
        Section::Strategies => ("strategies", ""),
        Section::Team => ("team", ""),
        Section::Recovery => ("recovery", ""),
    };
    let Some(row) = place.row else { return rows.to_owned() };
    let at = place.inner.map(|at| format!(".{inner}[{at}]")).unwrap_or_default();
    format!("{rows}[{row}]{at}.{field}")
}

fn repeated<'a>(ids: impl Iterator<Item = &'a str>) -> Vec<(usize, &'a str)> {
    let mut seen = BTreeSet::new();
    ids.enumerate().filter(|(_, id)| !seen.insert(*id)).collect()
}

#[cfg(test)]
mod tests;
