//! Printed shares: the file of `check figures`, and single figures as people print them.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let _ = insight::figures::check_csv(bytes, "figures.csv", 2_000);
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let Ok(judged) = continuity::figures::check(text, None, Some(3_616), 4_000) else { return };
    for (n, d) in judged.fits {
        assert!(n <= d && d == 3_616, "{text}: {n} of {d}");
    }
});
