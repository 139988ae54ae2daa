//! Throughput of what runs over whole plans, in MB of text a second. No harness: it prints a table.

use std::hint::black_box;
use std::time::Instant;

const PLAN: &str = include_str!("../src/segment/gold.txt");

fn main() {
    let started = Instant::now();
    thai::segment::segmenter();
    println!("{:<22}{:>9.1} ms", "segmenter, first use", started.elapsed().as_secs_f64() * 1e3);
    let text = PLAN.replace('|', "").repeat(100);
    measure("fold", &text, |text| thai::normalise::fold(text).len());
    measure("clean", &text, |text| thai::normalise::clean(text).len());
    measure("segments", &text, |text| thai::segment::segments(text).len());
    measure("index_terms", &text, |text| thai::search::index_terms(text).len());
    let lines: Vec<&str> = text.lines().collect();
    measure("sort_key, by line", &text, |_| lines.iter().map(|line| thai::collate::sort_key(line).len()).sum());
}

fn measure(name: &str, text: &str, work: impl Fn(&str) -> usize) {
    black_box(work(black_box(text)));
    let rounds = 5;
    let started = Instant::now();
    for _ in 0..rounds {
        black_box(work(black_box(text)));
    }
    let bytes = (text.len() * rounds) as f64;
    println!("{name:<22}{:>9.1} MB/s", bytes / started.elapsed().as_secs_f64() / 1e6);
}
