//! Questionnaires as versioned data (mission A20, A21): questions with types, conditions and translations; what is wrong
//! with answers; XLSForm in and out, the common subset, with a refusal at the row for the rest; and how two versions of
//! a questionnaire differ, so that figures of different years are compared knowingly.
//!
//! Nothing here reads a clock, a database or a file, no text makes it panic, and no answer is changed or made up.

pub mod answers;
pub mod compare;
pub mod examine;
pub mod expression;
pub mod fault;
pub mod form;
pub mod xlsform;

pub use answers::{Answers, Row, Value};
pub use examine::{Examined, Place, Problem, Progress, Record, Why, examine};
pub use expression::Expression;
pub use fault::{Fault, faults};
pub use form::{Choice, Item, Kind, Label, Question, Questionnaire, Repeat, Section, Step};
