//! Collections and answers on both databases.

mod answering;
mod counting;
mod world;
