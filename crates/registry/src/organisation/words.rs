//! What the search looks in: the folded names, the usual abbreviation of the name, and every code, one a line, so that
//! the beginning of a name and a whole code can be told from a part in the middle.

use thai::normalise::fold;

/// How people write the beginnings of long official names.
const SHORT: [(&str, &str); 10] = [
    ("องค์การบริหารส่วนตำบล", "อบต."),
    ("องค์การบริหารส่วนจังหวัด", "อบจ."),
    ("เทศบาลตำบล", "ทต."),
    ("เทศบาลเมือง", "ทม."),
    ("เทศบาลนคร", "ทน."),
    ("โรงพยาบาลส่งเสริมสุขภาพตำบล", "รพ.สต."),
    ("โรงพยาบาล", "รพ."),
    ("โรงเรียน", "รร."),
    ("จังหวัด", "จ."),
    ("ที่ว่าการอำเภอ", "อ."),
];

/// The text for `search_text`: every line begins and ends with a line break.
pub fn search_text<'a>(
    name_th: &str,
    name_en: &'a str,
    code: &'a str,
    others: impl IntoIterator<Item = &'a str>,
) -> String {
    let mut text = format!("\n{}\n", fold(name_th));
    for line in [name_en, code].into_iter().chain(others) {
        let line = fold(line);
        if !line.is_empty() {
            text.push_str(&line);
            text.push('\n');
        }
    }
    if let Some((rest, short)) = SHORT.iter().find_map(|(long, short)| Some((name_th.strip_prefix(long)?, short))) {
        text.push_str(&fold(&format!("{short}{rest}")));
        text.push('\n');
    }
    text
}

/// The words of a query, folded; every one of them must be found. At most eight are looked at.
pub fn query_words(query: &str) -> Vec<String> {
    fold(query).split(' ').filter(|word| !word.is_empty()).take(8).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_found_by_a_part_by_its_abbreviation_and_by_any_code() {
        let text = search_text("องค์การบริหารส่วนตำบลสำโรงเหนือ", "", "L110102-A", ["DLA-06110401"]);
        for query in ["สำโรง", "อบต สำโรงเหนือ", "อบต.สำโรงเหนือ", "l110102", "dla-0611", "ตําบลสําโรง"]
        {
            assert!(query_words(query).iter().all(|word| text.contains(word.as_str())), "{query}");
        }
        assert!(text.starts_with("\nองค์การ") && text.ends_with('\n') && text.contains("\nl110102-a\n"));
    }
}
