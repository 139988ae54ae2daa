use super::*;

/// The hazard table of the cabinet paper of 8 December 2563, whose denominator is not printed.
const HAZARD_TABLE: [(&str, Option<u64>); 8] = [
    ("96.97", None),
    ("98.10", None),
    ("95.33", None),
    ("84.97", None),
    ("60.33", None),
    ("34.71", None),
    ("31.24", None),
    ("25.90", None),
];

fn verdict(printed: &str, n: Option<u64>, d: Option<u64>, largest: u64) -> Option<(FigureCheck, Vec<(u64, u64)>)> {
    check(printed, n, d, largest).ok().map(|j| (j.check, j.fits))
}

#[test]
fn the_share_of_agencies_with_a_plan_was_truncated() {
    let pair = vec![(3616, 8281)];
    assert_eq!(verdict("43.66", Some(3616), Some(8281), 10_000), Some((FigureCheck::Truncated, pair.clone())));
    assert_eq!(verdict("43.67", Some(3616), Some(8281), 10_000), Some((FigureCheck::Exact, pair.clone())));
    assert_eq!(verdict("43.66", None, Some(8281), 10_000), Some((FigureCheck::Truncated, pair)));
}

#[test]
fn no_count_over_39_gives_61_10() {
    assert_eq!(verdict("61.10", None, Some(39), 10_000), Some((FigureCheck::Impossible, vec![])));
    assert_eq!(verdict("61.10", Some(24), Some(39), 10_000), Some((FigureCheck::Impossible, vec![])));
    assert_eq!(verdict("61.10", None, None, 160), Some((FigureCheck::Impossible, vec![])));
    let first = verdict("61.10", None, None, 400).map(|(check, fits)| (check, fits.first().copied()));
    assert_eq!(first, Some((FigureCheck::NoDenominator, Some((212, 347)))));
}

#[test]
fn figures_of_the_lessons_paper_come_out_as_its_arithmetic_says() {
    for (printed, n, d) in [
        ("56.41", 22, 39),
        ("39.47", 15, 38),
        ("28.21", 11, 39),
        ("7.89", 3, 38),
        ("87.38", 90, 103),
        ("97.44", 38, 39),
        ("64.10", 25, 39),
        ("100", 39, 39),
    ] {
        let exact = Some((FigureCheck::Exact, vec![(n, d)]));
        assert_eq!(verdict(printed, Some(n), Some(d), 10_000), exact, "{printed}");
        assert_eq!(verdict(printed, None, Some(d), 10_000), exact, "{printed}");
    }
}

#[test]
fn a_wrong_count_is_impossible_and_the_right_one_is_shown() {
    assert_eq!(verdict("61.54", Some(23), Some(39), 10_000), Some((FigureCheck::Impossible, vec![(24, 39)])));
}

#[test]
fn only_3166_gives_the_whole_hazard_table_by_rounding() {
    assert_eq!(together(&HAZARD_TABLE, 3616, Rounding::HalfUp), Ok(vec![3166]));
    let counts: Vec<Option<(u64, u64)>> = HAZARD_TABLE
        .iter()
        .map(|(printed, _)| printed.parse::<Printed>().ok().and_then(|p| p.counts(3166, Rounding::HalfUp)))
        .collect();
    let expected = [3070, 3106, 3018, 2690, 1910, 1099, 989, 820].map(|n| Some((n, n)));
    assert_eq!(counts, expected);
}

#[test]
fn only_3540_gives_the_whole_hazard_table_by_truncation() {
    assert_eq!(together(&HAZARD_TABLE, 3616, Rounding::Truncation), Ok(vec![3540]));
    let counts: Vec<Option<(u64, u64)>> = HAZARD_TABLE
        .iter()
        .map(|(printed, _)| printed.parse::<Printed>().ok().and_then(|p| p.counts(3540, Rounding::Truncation)))
        .collect();
    let expected = [3433, 3473, 3375, 3008, 2136, 1229, 1106, 917].map(|n| Some((n, n)));
    assert_eq!(counts, expected);
}

#[test]
fn over_3616_only_flood_and_terrorism_can_be_hit() {
    let hit: Vec<&str> = HAZARD_TABLE
        .iter()
        .filter(|(printed, _)| {
            verdict(printed, None, Some(3616), 10_000).is_some_and(|(check, _)| check == FigureCheck::Exact)
        })
        .map(|(printed, _)| *printed)
        .collect();
    assert_eq!(hit, ["95.33", "34.71"]);
    assert_eq!(verdict("95.33", None, Some(3616), 10_000), Some((FigureCheck::Exact, vec![(3447, 3616)])));
    assert_eq!(verdict("34.71", None, Some(3616), 10_000), Some((FigureCheck::Exact, vec![(1255, 3616)])));
}

#[test]
fn the_printed_decimals_decide_how_near_is_near_enough() {
    assert_eq!(verdict("44", Some(3616), Some(8281), 10_000).map(|v| v.0), Some(FigureCheck::Exact));
    assert_eq!(verdict("43", Some(3616), Some(8281), 10_000).map(|v| v.0), Some(FigureCheck::Truncated));
    assert_eq!(verdict("43.7", Some(3616), Some(8281), 10_000).map(|v| v.0), Some(FigureCheck::Exact));
    assert_eq!(verdict("43.666", Some(3616), Some(8281), 10_000).map(|v| v.0), Some(FigureCheck::Exact));
    assert_eq!(verdict("43.670", Some(3616), Some(8281), 10_000).map(|v| v.0), Some(FigureCheck::Impossible));
}

#[test]
fn few_decimals_let_many_counts_fit_and_all_are_listed() {
    let all: Vec<(u64, u64)> = (595..=604).map(|n| (n, 1000)).collect();
    assert_eq!(verdict("60", None, Some(1000), 10_000), Some((FigureCheck::Exact, all)));
}

#[test]
fn a_list_that_would_be_endless_says_how_many_it_leaves_off() {
    let judged = check("50", None, Some(1_000_000), 10);
    assert_eq!(judged.map(|j| (j.fits.len(), j.left_off)), Ok((10, 9_990)));
}

#[test]
fn a_count_without_a_whole_lists_the_wholes_that_would_do() {
    let judged = verdict("43.67", Some(3616), None, 10_000);
    let wholes: Vec<(u64, u64)> = (8280..=8281).map(|d| (3616, d)).collect();
    assert_eq!(judged, Some((FigureCheck::NoDenominator, wholes)));
    assert_eq!(verdict("43.67", Some(3616), None, 5_000), Some((FigureCheck::Impossible, vec![])));
}

#[test]
fn a_share_of_nothing_and_a_share_above_its_whole_are_impossible() {
    assert_eq!(verdict("0.00", Some(0), Some(0), 100), Some((FigureCheck::Impossible, vec![])));
    assert_eq!(verdict("50.00", None, Some(0), 100), Some((FigureCheck::Impossible, vec![])));
    assert_eq!(verdict("100.01", None, Some(39), 100), Some((FigureCheck::Impossible, vec![])));
    assert_eq!(verdict("120.00", None, None, 100), Some((FigureCheck::Impossible, vec![])));
    assert_eq!(verdict("120.00", Some(120), None, 200), Some((FigureCheck::Impossible, vec![])));
    assert_eq!(verdict("120.00", Some(120), Some(100), 200), Some((FigureCheck::Exact, vec![(120, 100)])));
}

#[test]
fn the_ends_of_the_scale_fit_every_whole() {
    for (printed, of) in [("0.00", 0), ("100.00", 1)] {
        let all: Vec<(u64, u64)> = (1..=50).map(|d| (d * of, d)).collect();
        assert_eq!(verdict(printed, None, None, 50), Some((FigureCheck::NoDenominator, all)), "{printed}");
    }
}

#[test]
fn what_is_not_a_printed_percentage_is_refused() {
    for text in ["", " ", "abc", "-3.5", "+3", "43,66", "4 3", "43.", ".5", "๔๓.๖๖", "1e2", "43.66%%", "1234567890"]
    {
        assert_eq!(check(text, None, Some(39), 10), Err(NotAPercentage), "{text:?}");
    }
    assert_eq!(verdict(" 43.67 % ", Some(3616), Some(8281), 10).map(|v| v.0), Some(FigureCheck::Exact));
}

#[test]
fn nothing_is_shared_by_no_rows() {
    assert_eq!(together(&[], 100, Rounding::HalfUp), Ok(vec![]));
    assert_eq!(together(&[("50.00", Some(3)), ("25.00", None)], 100, Rounding::HalfUp), Ok(vec![]));
    assert_eq!(together(&[("50.00", Some(4)), ("25.00", None)], 100, Rounding::HalfUp), Ok(vec![8]));
}

fn print(n: u64, d: u64, decimals: u32, rounding: Rounding) -> String {
    let unit = 10u64.pow(decimals);
    let (n, d, whole) = (u128::from(n), u128::from(d), u128::from(100 * unit));
    let units = match rounding {
        Rounding::HalfUp => (2 * n * whole + d) / (2 * d),
        Rounding::Truncation => n * whole / d,
    };
    let unit = u128::from(unit);
    if decimals == 0 {
        return units.to_string();
    }
    format!("{}.{:0width$}", units / unit, units % unit, width = decimals as usize)
}

proptest::proptest! {
    #[test]
    fn what_was_rounded_from_counts_is_exact(d in 1u64..20_000, part in 0u64..=1000, decimals in 0u32..=3) {
        let n = d * part / 1000;
        let printed = print(n, d, decimals, Rounding::HalfUp);
        proptest::prop_assert_eq!(verdict(&printed, Some(n), Some(d), 10).map(|v| v.0), Some(FigureCheck::Exact));
        let over_d = check(&printed, None, Some(d), 1_000_000);
        proptest::prop_assert!(over_d.is_ok_and(|j| j.check == FigureCheck::Exact && j.fits.contains(&(n, d))));
    }

    #[test]
    fn what_was_cut_off_is_never_impossible(d in 1u64..20_000, part in 0u64..=1000, decimals in 0u32..=3) {
        let n = d * part / 1000;
        let printed = print(n, d, decimals, Rounding::Truncation);
        let judged = verdict(&printed, Some(n), Some(d), 10).map(|v| v.0);
        proptest::prop_assert!(matches!(judged, Some(FigureCheck::Exact | FigureCheck::Truncated)));
    }

    #[test]
    fn the_bounds_agree_with_trying_every_count(d in 1u64..400, units in 0u64..=10_100) {
        let printed = format!("{}.{:02}", units / 100, units % 100);
        let figure: Printed = printed.parse().unwrap_or_else(|NotAPercentage| unreachable!());
        for rounding in [Rounding::HalfUp, Rounding::Truncation] {
            let tried: Vec<u64> = (0..=d).filter(|n| figure.is_given_by(*n, d, rounding)).collect();
            let bounds = tried.first().copied().zip(tried.last().copied());
            proptest::prop_assert_eq!(figure.counts(d, rounding), bounds);
            proptest::prop_assert_eq!(figure.nearest_count(d, rounding).is_some(), bounds.is_some());
        }
    }
}
