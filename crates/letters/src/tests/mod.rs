//! Correspondence on both databases: the way of the memo of 2565, numbers under load, secrecy, circulars, screening, papers.

mod circular;
mod numbers;
mod paper;
mod way;
mod world;
