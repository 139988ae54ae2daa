//! Small pictures as SVG, for pages and papers alike. There is no CSS and no `style` attribute in
//! them, so a strict content policy lets them pass: colours are presentation attributes, either the
//! page's own variables or fixed ones for print. Every picture says in words what it shows.

mod bars;
mod canvas;
mod grouped;
mod impact;
mod map;
mod strategy_map;
mod tree;
mod trend;

pub use bars::{Bar, BarChart};
pub use canvas::Palette;
pub use grouped::{Group, GroupedBars};
pub use impact::{ImpactChart, ImpactPoint, Marker, MarkerKind};
pub use map::{LegendEntry, MapRegion, ThailandMap};
pub use strategy_map::{Connection, StrategyBox, StrategyColumn, StrategyMap};
pub use tree::{CallTree, Contact};
pub use trend::{TrendChart, TrendPoint};
