//! Commands and queries of this area on a real database.

mod review;
mod round;
mod world;
