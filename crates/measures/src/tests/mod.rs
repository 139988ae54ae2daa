//! Commands of this area on both databases.

mod entries;
mod files;
mod orders;
mod world;
