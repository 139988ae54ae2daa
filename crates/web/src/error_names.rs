//! The summary of errors names the field of each: its label, or in a table the row and the column. The labels stand in
//! the page already, so they are taken from there, once the page is made; no form has to give them twice. What has no
//! label in the page, such as a refusal of the whole form, stays as it is.

/// What `forms::summary` puts before a message: the name of the field follows, then the words of a row of a table.
const MARK: &str = "<b data-name-of=\"";
const ROW: &str = "\" data-row=\"";
const END: &str = "\"></b>";

/// The page with each mark of a summary replaced by the name of its field.
pub(crate) fn named(page: String) -> String {
    if !page.contains(MARK) {
        return page;
    }
    let mut out = String::with_capacity(page.len() + 512);
    let mut rest = page.as_str();
    while let Some((before, after)) = rest.split_once(MARK) {
        out.push_str(before);
        let mark = after.split_once(END).and_then(|(mark, after)| Some((mark.split_once(ROW)?, after)));
        let Some(((field, row), after)) = mark else {
            rest = after;
            continue;
        };
        if let Some(name) = cell(&page, field, row).or_else(|| label(&page, field)) {
            out.push_str(&name);
            out.push_str(": ");
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

/// Row, counted from 1, and column of `rows[3].rto`, whose heading stands in the cell's `data-cell-label`.
fn cell(page: &str, field: &str, row: &str) -> Option<String> {
    let (_, number) = field.split_once('[')?;
    let number: u32 = number.split_once(']')?.0.parse().ok()?;
    let (_, tag) = page.split_once(&format!(" id=\"f-{field}\""))?;
    let (tag, _) = tag.split_once('>')?;
    let (_, heading) = tag.split_once("data-cell-label=\"")?;
    let heading = heading.split_once('"')?.0.trim_end_matches("{n}").trim();
    Some(row.replace("{n}", &number.checked_add(1)?.to_string()).replace("{column}", heading))
}

/// The words of a field's label, or of the legend of its group.
fn label(page: &str, field: &str) -> Option<String> {
    let of_label = page.split_once(&format!("<label for=\"f-{field}\">")).map(|(_, after)| after);
    let of_group = || {
        let (_, group) = page.split_once(&format!("data-field=\"{field}\""))?;
        Some(group.split_once("<legend>")?.1)
    };
    let words = of_label.or_else(of_group)?.split_once('<')?.0.trim();
    (!words.is_empty()).then(|| words.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(field: &str, form: &str) -> String {
        let page = format!("<li><a>{MARK}{field}{ROW}แถวที่ {{n}} {{column}}{END}โปรดกรอก</a></li>{form}");
        named(page).split_once("</a>").map(|(before, _)| before.replace("<li><a>", "")).unwrap_or_default()
    }

    #[test]
    fn a_field_is_named_by_its_label() {
        let form = r#"<label for="f-name">ชื่อผู้อนุมัติ <span class="optional">(ถ้ามี)</span></label>"#;
        assert_eq!(told("name", form), "ชื่อผู้อนุมัติ: โปรดกรอก");
        let group = r#"<fieldset class="field err" data-field="kind"><legend>ประเภท</legend>"#;
        assert_eq!(told("kind", group), "ประเภท: โปรดกรอก");
    }

    #[test]
    fn a_cell_is_named_by_its_row_and_column() {
        let cell =
            r#"<input id="f-rows[0].need" name="rows[0].need" data-cell-label="จำนวน {n}" aria-label="จำนวน 1">"#;
        assert_eq!(told("rows[0].need", cell), "แถวที่ 1 จำนวน: โปรดกรอก");
    }

    #[test]
    fn what_has_no_label_is_told_as_it_is() {
        assert_eq!(told("submit", r#"<span id="f-submit"></span>"#), "โปรดกรอก");
        assert_eq!(named("<p>ไม่มีอะไรผิด</p>".into()), "<p>ไม่มีอะไรผิด</p>");
    }
}
