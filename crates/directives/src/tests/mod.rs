//! Commands of this area on both databases.

mod following;
mod reading;
mod world;
