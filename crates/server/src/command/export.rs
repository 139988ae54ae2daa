//! Writing the register, plans and figures, with the columns that an import reads.

use std::{fs::File, io::BufWriter};

use db::Scope;
use planning::exchange::export as plans;
use registry::{
    export as register,
    list::store::{Filter, Order},
};

use super::{Context, as_of, put, report};
use crate::{
    Outcome,
    arguments::{Export, Table, What},
};

pub(super) fn run(context: &Context, what: &Export) -> Result<(), Outcome> {
    match what.what {
        What::Register => organisations(context, what),
        What::Plans => of_plans(context, what),
        What::Readiness => figures(context, what),
        What::Directives => decisions(context, what),
        What::Lessons => answers(context, what),
    }
}

fn organisations(context: &Context, what: &Export) -> Result<(), Outcome> {
    let format = match what.format {
        Table::Ndjson => register::Format::Ndjson,
        Table::Csv => register::Format::Csv,
        Table::Xlsx => register::Format::Xlsx,
    };
    let today = thai::date::bangkok_date(context.now);
    let bytes = context.open()?.read_now(|tx| {
        let sql = "SELECT count(*) FROM setting WHERE name = 'demonstration' AND value = 'yes'";
        let demonstration = tx.count(sql, &[])? > 0;
        let mark = register::Mark { lang: web::Lang::Th, demonstration, today };
        register::register(tx, &Scope::nation(), &Filter::everything(), Order::Code, format, mark)
    })?;
    put(what.output.as_deref(), &bytes)
}

fn of_plans(context: &Context, what: &Export) -> Result<(), Outcome> {
    let format = match what.format {
        Table::Ndjson => plans::Format::Ndjson,
        Table::Csv => plans::Format::Csv,
        Table::Xlsx => plans::Format::Xlsx,
    };
    let wanted = plans::Wanted { fiscal_year: what.year, state: None };
    let db = context.open()?;
    let exported = match &what.output {
        Some(path) => plans::export(&db, &wanted, format, BufWriter::new(File::create(path)?)),
        None => plans::export(&db, &wanted, format, BufWriter::new(std::io::stdout().lock())),
    };
    let exported = exported.map_err(|problem| Outcome::Failed(problem.to_string()))?;
    eprintln!("{} plans written", exported.written);
    if exported.incomplete > 0 {
        eprintln!("{} drafts lack what the exchange format needs and were left out", exported.incomplete);
    }
    Ok(())
}

fn decisions(context: &Context, what: &Export) -> Result<(), Outcome> {
    use directives::paper::export::{Format, export};
    let format = match what.format {
        Table::Ndjson => Format::Ndjson,
        Table::Csv => Format::Csv,
        Table::Xlsx => Format::Xlsx,
    };
    let day = as_of(context, what.as_of.as_deref())?;
    let at = thai::date::end_exclusive_of_bangkok_day(day).min(context.now);
    let made = context.open()?.read_now(|tx| {
        let sql = "SELECT count(*) FROM setting WHERE name = 'demonstration' AND value = 'yes'";
        let demonstration = tx.count(sql, &[])? > 0;
        export(tx, format, demonstration, at)
    })?;
    put(what.output.as_deref(), &made.map_err(Outcome::Failed)?)
}

fn answers(context: &Context, what: &Export) -> Result<(), Outcome> {
    use lessons::export::Format;
    let format = match what.format {
        Table::Ndjson => Format::Ndjson,
        Table::Csv => Format::Csv,
        Table::Xlsx => Format::Xlsx,
    };
    let year = what.year.ok_or_else(|| Outcome::Usage("--year: lessons are of a year".to_owned()))?;
    let day = as_of(context, what.as_of.as_deref())?;
    let at = thai::date::end_exclusive_of_bangkok_day(day).min(context.now);
    let made = context.open()?.read_now(|tx| {
        let sql = "SELECT count(*) FROM setting WHERE name = 'demonstration' AND value = 'yes'";
        let demonstration = tx.count(sql, &[])? > 0;
        lessons::export::answers(tx, year, format, demonstration, at)
    });
    let bytes = made.map_err(|refused| match refused {
        lessons::Refused::Database(problem) => problem.into(),
        _ => Outcome::refused(format!("command-line:1: year: lessons of {year} were not collected")),
    })?;
    put(what.output.as_deref(), &bytes)
}

fn figures(context: &Context, what: &Export) -> Result<(), Outcome> {
    let day = as_of(context, what.as_of.as_deref())?;
    let year = what.year.unwrap_or_else(|| thai::date::fiscal_year(day));
    let bytes = report::readiness_table(context, year, day, what.format)?;
    put(what.output.as_deref(), &bytes)
}
