//! The command line, as `contracts/README.md` has it.

use std::{net::SocketAddr, path::PathBuf};

use clap::{Args, Parser, Subcommand, ValueEnum};

mod report;

pub use report::{Addressed, By, Official, Paper, Report};

/// Keeps public service running through crises: plans, rounds, readiness, reports.
#[derive(Debug, Parser)]
#[command(name = "ratphrom", version, max_term_width = 100)]
#[command(after_help = "Examples:\n  ratphrom                      make the demonstration nation and serve it\n  \
    ratphrom --empty              serve an empty database\n  ratphrom report readiness --year 2563 --as-of 2020-08-31")]
pub struct Arguments {
    /// sqlite:///absolute/path.db, sqlite://relative/path.db or postgres://…; ./data/ratphrom.db by default
    #[arg(long, global = true, env = "DATABASE_URL", hide_env_values = true)]
    pub database_url: Option<String>,
    /// Settings file (TOML); ./ratphrom.toml by default
    #[arg(long, global = true, env = "RATPHROM_CONFIG")]
    pub config: Option<PathBuf>,
    /// Log more
    #[arg(long, short, global = true)]
    pub verbose: bool,
    /// Without a command: don't load the demonstration nation
    #[arg(long)]
    pub empty: bool,
    /// Without a command: address to listen on
    #[arg(long, env = "RATPHROM_LISTEN")]
    pub listen: Option<SocketAddr>,
    /// What to do; without it, make the demonstration nation and serve it
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve what is there
    #[command(after_help = "Example:\n  ratphrom serve --listen 127.0.0.1:8080")]
    Serve(Serve),
    /// Bring the schema up to date
    #[command(after_help = "Example:\n  ratphrom migrate --database-url postgres://ratphrom@localhost/ratphrom")]
    Migrate,
    /// Read the register or plans from a file
    #[command(subcommand)]
    Import(Import),
    /// Open a round
    #[command(subcommand)]
    Round(Round),
    /// Write the register, plans or figures
    #[command(after_help = "Examples:\n  ratphrom export register --format csv > register.csv\n  \
        ratphrom export plans --year 2563 --format ndjson > plans.ndjson")]
    Export(Export),
    /// Make a report
    #[command(subcommand)]
    Report(Report),
    /// Check figures
    #[command(subcommand)]
    Check(Check),
    /// Keep accounts without the web
    #[command(subcommand)]
    User(User),
    /// Check the database, the kept figures and the audit chain
    #[command(after_help = "Example:\n  ratphrom verify && echo sound")]
    Verify,
    /// Copy the database while it serves (embedded database)
    #[command(after_help = "Example:\n  ratphrom backup /var/backups/ratphrom.db")]
    Backup {
        /// The copy; must not exist
        file: PathBuf,
    },
    /// Put a copy back; refused while a program uses the database
    #[command(after_help = "Example:\n  ratphrom restore /var/backups/ratphrom.db")]
    Restore {
        /// The copy
        file: PathBuf,
        /// Put it back although a program uses the database; what that program writes from then on is lost
        #[arg(long)]
        force: bool,
    },
    /// Print the OpenAPI 3.1 document
    #[command(after_help = "Example:\n  ratphrom openapi > openapi.json")]
    Openapi,
    /// Print completions for a shell
    #[command(after_help = "Example:\n  ratphrom completions bash > /etc/bash_completion.d/ratphrom")]
    Completions {
        /// Which shell
        shell: clap_complete::Shell,
    },
}

/// How to serve.
#[derive(Debug, Default, Args)]
pub struct Serve {
    /// Address to listen on; 127.0.0.1:8080 by default
    #[arg(long, env = "RATPHROM_LISTEN")]
    pub listen: Option<SocketAddr>,
    /// Address under which people reach the server, https://… behind a proxy
    #[arg(long, env = "RATPHROM_BASE_URL")]
    pub base_url: Option<String>,
    /// Proxies whose X-Forwarded-For is believed: addresses or blocks, with commas; this machine by default
    #[arg(long, env = "RATPHROM_TRUSTED_PROXIES")]
    pub trusted_proxies: Option<String>,
}

/// What to read.
#[derive(Debug, Subcommand)]
pub enum Import {
    /// Upsert organisations by code
    #[command(after_help = "Example:\n  ratphrom import register register.csv --dry-run")]
    Register {
        /// CSV (UTF-8 or Windows-874) or XLSX
        file: PathBuf,
        /// Only say what would happen
        #[arg(long)]
        dry_run: bool,
    },
    /// Read plans, one exchange document a line
    #[command(after_help = "Example:\n  ratphrom import plans plans.ndjson --as submitted --at 2020-08-31")]
    Plans {
        /// NDJSON, bcp-exchange/1; or a CSV or XLSX of `export plans`, whose column `document` is read
        file: PathBuf,
        /// What the plans become
        #[arg(long = "as", value_enum, default_value = "draft")]
        become_: Become,
        /// When: a date (start of that day in Bangkok) or an RFC 3339 instant; now by default
        #[arg(long)]
        at: Option<String>,
        /// Only say what would happen
        #[arg(long)]
        dry_run: bool,
    },
    /// Read a questionnaire of lessons from an XLSForm
    #[command(after_help = "Example:\n  ratphrom import questionnaire lessons-2566.xlsx --dry-run")]
    Questionnaire {
        /// XLSX with the sheets survey, choices and settings
        file: PathBuf,
        /// Only say what was read and what is refused
        #[arg(long)]
        dry_run: bool,
    },
    /// Read a cabinet paper, or a memo that relays one, into a draft that a person confirms
    #[command(after_help = "Example:\n  ratphrom import directive paper.txt --dry-run")]
    Directive {
        /// Text (UTF-8, UTF-16 or Windows-874), DOCX, or a PDF with text
        file: PathBuf,
        /// Only print what was read
        #[arg(long)]
        dry_run: bool,
    },
    /// Read entries of a register of measures, the columns of its download
    #[command(after_help = "Example:\n  ratphrom import measures relief relief.csv --dry-run")]
    Measures {
        /// Which: relief, homework, practice, obstacle or skill
        ledger: String,
        /// CSV (UTF-8 or Windows-874) or XLSX
        file: PathBuf,
        /// Only say what would happen
        #[arg(long)]
        dry_run: bool,
    },
}

/// What an imported plan becomes.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Become {
    /// A draft.
    Draft,
    /// A submitted version.
    Submitted,
    /// A submitted and approved version.
    Approved,
}

/// Rounds.
#[derive(Debug, Subcommand)]
pub enum Round {
    /// Open a year's round and freeze its roster
    #[command(after_help = "Example:\n  ratphrom round open 2563 --due 2020-08-31 --closes 2020-09-30")]
    Open {
        /// Buddhist fiscal year
        year: i32,
        /// Last day on time
        #[arg(long)]
        due: String,
        /// Last day at all
        #[arg(long)]
        closes: String,
        /// CSV with a column `code`; every obliged organisation without it
        #[arg(long)]
        roster: Option<PathBuf>,
    },
}

/// What to write, and how.
#[derive(Debug, Args)]
pub struct Export {
    /// What to write
    #[arg(value_enum)]
    pub what: What,
    /// Format
    #[arg(long, value_enum, default_value = "csv")]
    pub format: Table,
    /// Buddhist fiscal year (plans: all years by default)
    #[arg(long)]
    pub year: Option<i32>,
    /// As of the end of this day in Bangkok (readiness, directives, lessons)
    #[arg(long)]
    pub as_of: Option<String>,
    /// File; standard output by default
    #[arg(long, short)]
    pub output: Option<PathBuf>,
}

/// What to write.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum What {
    /// Plans.
    Plans,
    /// Organisations.
    Register,
    /// Readiness figures.
    Readiness,
    /// Recommendations of decisions and where they stand.
    Directives,
    /// Answers of a year's lessons.
    Lessons,
}

/// Formats of tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Table {
    /// One JSON document a line.
    Ndjson,
    /// CSV.
    Csv,
    /// XLSX.
    Xlsx,
}

/// Checks.
#[derive(Debug, Subcommand)]
pub enum Check {
    /// Judge printed percentages: exact, truncated, impossible
    #[command(after_help = "Example:\n  ratphrom check figures figures.csv --largest 10000")]
    Figures {
        /// CSV: label,percent[,n][,d]
        file: PathBuf,
        /// Largest denominator to try
        #[arg(long, default_value_t = 10_000)]
        largest: u64,
    },
}

/// Accounts.
#[derive(Debug, Subcommand)]
pub enum User {
    /// Make an account; prints the invitation link when no password is given. A known sign-in name is refused
    #[command(after_help = "Example:\n  ratphrom user add officer@opdc.example --name 'สมศรี' --role national_officer")]
    Add {
        /// Sign-in name
        login: String,
        /// Personal name
        #[arg(long)]
        name: String,
        /// Role
        #[arg(long)]
        role: String,
        /// Code of the organisation; the nation without it
        #[arg(long)]
        organisation: Option<String>,
        /// Read the password from standard input instead of printing an invitation
        #[arg(long)]
        password_stdin: bool,
        /// Address under which people reach the server, so that the whole link is printed
        #[arg(long, env = "RATPHROM_BASE_URL")]
        base_url: Option<String>,
    },
    /// Give or take a role
    #[command(after_help = "Example:\n  ratphrom user role somchai --role supervisor --organisation P73")]
    Role {
        /// Sign-in name
        login: String,
        /// Role
        #[arg(long)]
        role: String,
        /// Code of the organisation; the nation without it
        #[arg(long)]
        organisation: Option<String>,
        /// Take it away
        #[arg(long)]
        remove: bool,
    },
    /// Print a new invitation link, with which a forgotten password is set again
    #[command(after_help = "Example:\n  ratphrom user reset somchai")]
    Reset {
        /// Sign-in name
        login: String,
        /// Address under which people reach the server, so that the whole link is printed
        #[arg(long, env = "RATPHROM_BASE_URL")]
        base_url: Option<String>,
    },
}
