//! Typed report in, bytes out. This crate is pure: it turns a [`report::Document`], a
//! [`xlsx::Workbook`] or rows of text into PDF, DOCX, XLSX, CSV and SVG, and it reads CSV and XLSX
//! that people upload. It knows nothing of plans, rounds or databases, reads no clock, touches no
//! network or file system, and bounds everything it reads before it believes it.
//!
//! * [`report`] is the one model of every official paper; [`pdf`] and [`docx`] draw it.
//! * [`chart`] builds small SVG pictures for pages and papers alike.
//! * [`xlsx`] and [`csv`] write and read tables; [`table::read`] reads either by its content.

pub mod chart;
pub mod csv;
pub mod docx;
mod font;
pub mod pdf;
mod picture;
pub mod report;
pub mod table;
mod text;
pub mod xlsx;
