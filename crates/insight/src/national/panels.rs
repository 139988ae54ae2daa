//! The pieces of a readiness page as a template shows them: figures with their links, situations, places on the map,
//! the trend. Made of the figures; every number comes with the address of the list behind it.

use std::collections::BTreeMap;

use continuity::Share;
use db::Tx;
use documents::chart::{LegendEntry, MapRegion, Palette, ThailandMap, TrendChart, TrendPoint};
use web::{Lang, components::LegendItem};

use super::{shades::Shades, view::View};
use crate::{
    readiness::{
        Dimension, HazardShare,
        dimension::Group,
        hazard::is_listed,
        share,
        source::Source,
        trend::{self, Point},
    },
    report::hazard_name,
    standing::Counts,
    text::T,
};

/// A row of a table with a share.
pub(crate) struct ShareRow {
    pub name: String,
    pub href: String,
    pub n: String,
    pub n_href: String,
    pub d: String,
    pub d_href: String,
    pub percent: String,
    /// 0 to 100, for the bar.
    pub bar: f64,
    pub share: Share,
}

/// `43.67%`; a dash where there is no whole.
pub(crate) fn percent(share: Share) -> String {
    share.percent().map_or_else(|| "–".to_owned(), |percent| format!("{percent}%"))
}

/// For a bar: 0 to 100.
pub(crate) fn bar(share: Share) -> f64 {
    #[allow(clippy::cast_precision_loss)]
    share.hundredths().map_or(0.0, |hundredths| (hundredths as f64 / 100.0).clamp(0.0, 100.0))
}

/// A number with the address of its list.
pub(crate) struct Linked {
    pub number: String,
    pub href: String,
}

/// The four figures on top.
pub(crate) struct Top {
    pub submitted: String,
    pub submitted_n: Linked,
    pub roster: Linked,
    pub on_time: Linked,
    pub on_time_percent: String,
    pub approved: String,
    pub approved_n: Linked,
    pub awaiting: Linked,
    pub returned: Linked,
    pub outstanding: Linked,
    pub drafting: Linked,
    pub not_started: Linked,
    pub digital: String,
    pub digital_n: Linked,
    pub processes: Linked,
    pub over_mtpd: Linked,
}

impl Top {
    pub fn of(view: &View, counts: &Counts, within: Option<&Group>) -> Top {
        let list = |path: &str, name: &str, value: &str| {
            let mut pairs = vec![(name, value)];
            if let Some((dimension, code)) = within {
                pairs.push((dimension.code(), if code.is_empty() { "none" } else { code }));
            }
            view.href(path, &pairs)
        };
        let number = |n: i64| view.lang.number(n);
        let by_status =
            |n: i64, status: &str| Linked { number: number(n), href: list("/readiness/list", "status", status) };
        let processes = |n: i64, name: &str, value: &str| Linked {
            number: number(n),
            href: list("/readiness/processes", name, value),
        };
        Top {
            submitted: percent(share(counts.submitted, counts.roster)),
            submitted_n: by_status(counts.submitted, "submitted"),
            roster: by_status(counts.roster, ""),
            on_time: Linked { number: number(counts.on_time), href: list("/readiness/list", "on_time", "yes") },
            on_time_percent: percent(share(counts.on_time, counts.submitted)),
            approved: percent(share(counts.approved, counts.roster)),
            approved_n: by_status(counts.approved, "approved"),
            awaiting: by_status(counts.awaiting, "awaiting"),
            returned: by_status(counts.returned, "returned"),
            outstanding: by_status(counts.outstanding(), "outstanding"),
            drafting: by_status(counts.drafting, "drafting"),
            not_started: by_status(counts.not_started(), "not_started"),
            digital: percent(share(counts.with_e_service, counts.process_count)),
            digital_n: processes(counts.with_e_service, "e_service", "yes"),
            processes: processes(counts.process_count, "", ""),
            over_mtpd: processes(counts.rto_over_mtpd, "rto", "over_mtpd"),
        }
    }
}

/// The situations of the reference, most frequent first, then those that organisations named themselves.
pub(crate) fn hazards(view: &View, hazards: &[HazardShare], within: Option<&Group>) -> Vec<ShareRow> {
    let mut rows: Vec<&HazardShare> = hazards.iter().collect();
    rows.sort_by_key(|hazard| (!is_listed(&hazard.code), std::cmp::Reverse(hazard.plans.n)));
    let of = |hazard: &HazardShare| {
        let mut pairs = vec![("hazard", hazard.code.as_str())];
        if let Some((dimension, code)) = within {
            pairs.push((dimension.code(), if code.is_empty() { "none" } else { code }));
        }
        let page = format!("/readiness/hazards/{}", super::view::escaped(&hazard.code));
        row(
            view,
            hazard_name(view.lang, &hazard.code),
            view.href(&page, &[]),
            hazard.plans,
            [view.href("/readiness/list", &pairs), String::new()],
        )
    };
    rows.into_iter().map(of).collect()
}

pub(crate) fn row(view: &View, name: String, href: String, share: Share, [n_href, d_href]: [String; 2]) -> ShareRow {
    ShareRow {
        name,
        href,
        n: view.lang.number(share.n),
        n_href,
        d: view.lang.number(share.d),
        d_href,
        percent: percent(share),
        bar: bar(share),
        share,
    }
}

/// The last part of the address of a group's page.
pub(crate) fn slug(code: &str) -> String {
    if code.is_empty() { "none".to_owned() } else { super::view::escaped(code) }
}

/// The groups of a dimension as rows, in the order of their codes.
pub(crate) fn group_rows(
    tx: &mut Tx<'_>,
    view: &View,
    by: Dimension,
    groups: &BTreeMap<String, Counts>,
) -> db::Result<Vec<(String, ShareRow)>> {
    let mut rows = Vec::with_capacity(groups.len());
    for (code, counts) in groups {
        let name = by.name(tx, code, view.lang)?;
        let value = if code.is_empty() { "none" } else { code };
        let list = |status: &str| view.href("/readiness/list", &[("status", status), (by.code(), value)]);
        let page = view.href(&format!("/readiness/{}/{}", super::groups::path(by), slug(code)), &[]);
        let row = row(view, name, page, share(counts.submitted, counts.roster), [list("submitted"), list("")]);
        rows.push((code.clone(), row));
    }
    Ok(rows)
}

/// The map of submitted plans by province, and the key of its shades for a page; on paper the key is in the picture.
pub(crate) fn map(view: &View, provinces: &BTreeMap<String, Counts>, palette: Palette) -> (String, Vec<LegendItem>) {
    let (t, lang) = (T(view.lang), view.lang);
    let of = |counts: &Counts| share(counts.submitted, counts.roster);
    let shades =
        Shades::for_shares(provinces.iter().filter(|(code, _)| !code.is_empty()).map(|(_, counts)| of(counts)));
    let region = |province: &reference::Province| {
        let name = lang.pick(&province.name_th, &province.name_en);
        let share = provinces.get(&province.code).map(of);
        let label = match share {
            Some(share) => t.map_province(name, percent(share), lang.number(share.n), lang.number(share.d)),
            None => t.map_no_roster(name),
        };
        let href = share.map(|_| view.href(&format!("/readiness/provinces/{}", province.code), &[]));
        MapRegion { map_id: province.map_id.clone(), class: share.and_then(|share| shades.class(share)), label, href }
    };
    let regions = reference::provinces().iter().map(region).collect();
    let mut key = shades.legend(lang);
    let entry = |(item, class): (&LegendItem, u8)| LegendEntry { class: Some(class), label: item.label.clone() };
    let legend = if palette == Palette::Print { key.iter().zip(1u8..).map(entry).collect() } else { Vec::new() };
    let svg = ThailandMap { label: t.map_label().to_owned(), regions, legend }.svg(palette);
    if palette != Palette::Print {
        key.extend(small(provinces, lang));
    }
    // On a page the style sheet bounds the height of a map and marks the province under the pointer.
    (svg.replacen("class=\"chart\"", "class=\"map\"", 1), key)
}

/// With fewer organisations the share of a province says little, and its shade less.
const FEW: i64 = 5;
/// Most provinces that are named beside the map.
const NAMED: usize = 5;

/// The provinces whose shade is of few organisations, as a line of the key; none where they are many.
fn small(provinces: &BTreeMap<String, Counts>, lang: Lang) -> Option<LegendItem> {
    let few = provinces.iter().filter(|(code, counts)| !code.is_empty() && (1..FEW).contains(&counts.roster));
    let named: Vec<String> = few
        .filter_map(|(code, counts)| {
            let province = reference::province(code)?;
            Some(T(lang).map_small(lang.pick(&province.name_th, &province.name_en), lang.number(counts.roster)))
        })
        .collect();
    (1..=NAMED).contains(&named.len()).then(|| LegendItem { class: "", label: named.join(", ") })
}

/// The line of submissions over time.
pub(crate) fn trend(
    tx: &mut Tx<'_>,
    view: &View,
    source: &Source,
    roster: i64,
    within: Option<&Group>,
    palette: Palette,
) -> db::Result<String> {
    let days = source.days(tx, within)?;
    Ok(trend_chart(view, &trend::points(&days, roster, source.year, source.as_of), palette))
}

fn trend_chart(view: &View, points: &[Point], palette: Palette) -> String {
    let lang = view.lang;
    let t = T(lang);
    let by_month =
        points.first().zip(points.last()).is_some_and(|(a, b)| b.date.duration_since(a.date).as_hours() > 24 * 120);
    let of = |point: &Point| TrendPoint {
        label: if by_month { month(lang, point.date) } else { lang.short_date(point.date) },
        value: bar(point.submitted),
        display: t.trend_point(percent(point.submitted), lang.number(point.submitted.n)),
    };
    let label = match points.last() {
        Some(last) => t.trend_label(lang.date(last.date), percent(last.submitted), lang.number(last.submitted.n)),
        None => t.trend().to_owned(),
    };
    TrendChart { label, points: points.iter().map(of).collect(), unit: "%".to_owned(), ..TrendChart::default() }
        .svg(palette)
}

/// `ส.ค. 63` or `Aug 20`.
fn month(lang: Lang, date: jiff::civil::Date) -> String {
    let year = match lang {
        Lang::Th => thai::date::buddhist_year(date),
        Lang::En => i32::from(date.year()),
    };
    let name = match lang {
        Lang::Th => thai::date::month_abbr_th(date.month()).unwrap_or_default().to_owned(),
        Lang::En => date.strftime("%b").to_string(),
    };
    format!("{name} {:02}", year.rem_euclid(100))
}
