//! The command line of reports and official documents.

use std::path::PathBuf;

use clap::{Subcommand, ValueEnum};

/// Reports.
#[derive(Debug, Subcommand)]
pub enum Report {
    /// Readiness of a round
    #[command(
        after_help = "Example:\n  ratphrom report readiness --year 2563 --as-of 2020-08-31 --by province --format json"
    )]
    Readiness {
        /// Buddhist fiscal year
        #[arg(long)]
        year: i32,
        /// End of this day in Bangkok; today by default
        #[arg(long)]
        as_of: Option<String>,
        /// Groups
        #[arg(long, value_enum)]
        by: Option<By>,
        /// Format
        #[arg(long, value_enum, default_value = "json")]
        format: Paper,
        /// File; standard output by default
        #[arg(long, short)]
        output: Option<PathBuf>,
    },
    /// One plan as an official document
    #[command(after_help = "Example:\n  ratphrom report plan 0192… --format pdf -o plan.pdf")]
    Plan {
        /// Id of the plan, its reference number, or ORGANISATION/YEAR
        id: String,
        /// Format
        #[arg(long, value_enum, default_value = "pdf")]
        format: Official,
        /// File; standard output by default
        #[arg(long, short)]
        output: Option<PathBuf>,
    },
    /// A memo or external letter as an official document
    #[command(after_help = "Examples:\n  ratphrom report memo 'กษ 0606/253' --format pdf -o memo.pdf\n  \
        ratphrom report memo --file memo.json --format docx -o memo.docx")]
    Memo {
        /// Id of the letter, or its number as written on it
        #[arg(required_unless_present = "file", conflicts_with = "file")]
        id: Option<String>,
        /// A letter written as JSON, printed without being kept; - for standard input
        #[arg(long)]
        file: Option<PathBuf>,
        /// Format
        #[arg(long, value_enum, default_value = "pdf")]
        format: Official,
        /// File; standard output by default
        #[arg(long, short)]
        output: Option<PathBuf>,
    },
    /// How decisions are carried out, compared with an earlier day
    #[command(after_help = "Example:\n  ratphrom report follow-up --to cabinet --as-of 2022-06-30 -o report.pdf")]
    FollowUp {
        /// To whom
        #[arg(long, value_enum, default_value = "commission")]
        to: Addressed,
        /// End of this day in Bangkok; today by default
        #[arg(long)]
        as_of: Option<String>,
        /// An earlier day; that of the last report by default
        #[arg(long)]
        compared_with: Option<String>,
        /// Format
        #[arg(long, value_enum, default_value = "pdf")]
        format: Official,
        /// File; standard output by default
        #[arg(long, short)]
        output: Option<PathBuf>,
    },
    /// The report to the cabinet
    #[command(
        after_help = "Example:\n  ratphrom report cabinet --year 2563 --as-of 2020-08-31 --format pdf -o report.pdf"
    )]
    Cabinet {
        /// Buddhist fiscal year
        #[arg(long)]
        year: i32,
        /// End of this day in Bangkok; today by default
        #[arg(long)]
        as_of: Option<String>,
        /// Format
        #[arg(long, value_enum, default_value = "pdf")]
        format: Official,
        /// File; standard output by default
        #[arg(long, short)]
        output: Option<PathBuf>,
    },
}

/// To whom a follow-up report goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Addressed {
    /// The commission.
    Commission,
    /// The cabinet.
    Cabinet,
}

/// Groups of a readiness report.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum By {
    /// Ministries.
    Ministry,
    /// Provinces.
    Province,
    /// Kinds of organisation.
    Kind,
    /// Regions.
    Region,
}

/// Formats of a readiness report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Paper {
    /// JSON by the contract.
    Json,
    /// CSV.
    Csv,
    /// XLSX.
    Xlsx,
    /// DOCX.
    Docx,
    /// PDF.
    Pdf,
}

/// Formats of an official document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Official {
    /// PDF.
    Pdf,
    /// DOCX.
    Docx,
}
