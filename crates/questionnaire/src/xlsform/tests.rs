use super::*;
use crate::{
    expression,
    fault::{What, tests::form},
    form::{Item, Kind},
};

fn sheet(rows: &[&[&str]]) -> Sheet {
    let row = |(at, cells): (usize, &&[&str])| (at as u32 + 1, cells.iter().map(|cell| (*cell).to_owned()).collect());
    Sheet { rows: rows.iter().enumerate().map(row).collect() }
}

fn settings() -> Option<Sheet> {
    Some(sheet(&[&["form_title", "form_id", "version"], &["แบบทดลอง", "trial", "1"]]))
}

fn choices() -> Option<Sheet> {
    Some(sheet(&[&["list_name", "name", "label"], &["yes_no", "yes", "ใช่"], &["yes_no", "no", "ไม่ใช่"]]))
}

fn read(survey: &[&[&str]]) -> Result<Imported, Vec<Refusal>> {
    import(&Book { survey: Some(sheet(survey)), choices: choices(), settings: settings() })
}

fn refused(survey: &[&[&str]]) -> Vec<(u32, Refused)> {
    read(survey).unwrap_err().into_iter().map(|refusal| (refusal.row, refusal.why)).collect()
}

const HEAD: &[&str] = &["type", "name", "label::Thai (th)", "label::English (en)", "relevant", "required"];

#[test]
fn a_form_comes_back_from_its_sheets_as_it_was() {
    let imported = import(&export(&form())).unwrap();
    assert_eq!(imported.form, form());
    assert_eq!(imported.left_out, Vec::new());
}

#[test]
fn both_languages_are_read_and_a_bare_label_is_in_the_default_language() {
    let form = read(&[HEAD, &["select_one yes_no", "a", "ก", "A"]]).unwrap().form;
    let label = &form.question("a").unwrap().question.label;
    assert_eq!((label.th.as_str(), label.en.as_str()), ("ก", "A"));
    let english =
        Some(sheet(&[&["form_title", "form_id", "version", "default_language"], &["T", "t", "1", "English (en)"]]));
    let survey = Some(sheet(&[&["type", "name", "label"], &["text", "a", "Words"]]));
    let form = import(&Book { survey, choices: None, settings: english }).unwrap().form;
    assert_eq!(form.question("a").unwrap().question.label.en, "Words");
}

#[test]
fn groups_in_a_section_are_headings_whose_condition_holds_for_each_question() {
    let form = read(&[
        HEAD,
        &["select_one yes_no", "first", "แรก", "First"],
        &["begin_group", "page", "หน้า", "Page"],
        &["begin group", "inner", "ใน", "Inner", "${first} = 'yes'"],
        &["text", "b", "ข", "B", "", "yes"],
        &["integer", "c", "ค", "C", "${b} != ''"],
        &["end group"],
        &["begin_repeat", "rows", "แถว", "Rows"],
        &["text", "d", "ง", "D"],
        &["end_repeat"],
        &["end_group"],
    ])
    .unwrap()
    .form;
    let names: Vec<&str> = form.sections.iter().map(|section| section.name.as_str()).collect();
    assert_eq!(names, ["general_1", "page"]);
    let condition = |name: &str| {
        form.question(name).unwrap().question.relevant.as_ref().map(|condition| condition.source().to_owned())
    };
    assert_eq!(condition("inner").as_deref(), Some("${first} = 'yes'"));
    assert_eq!(condition("b").as_deref(), Some("${first} = 'yes'"));
    assert_eq!(condition("c").as_deref(), Some("(${first} = 'yes') and (${b} != '')"));
    assert_eq!(condition("d"), None);
    assert!(form.question("b").unwrap().question.required);
    assert!(matches!(&form.sections[1].items[3], Item::Repeat(rows) if rows.name == "rows"));
    assert_eq!(form.question("inner").unwrap().question.kind, Kind::Note);
}

#[test]
fn what_the_subset_lacks_is_refused_at_its_row() {
    assert_eq!(refused(&[HEAD, &["geopoint", "a", "ก"]]), [(2, Refused::Type("geopoint".into()))]);
    assert_eq!(refused(&[HEAD, &["select_one yes_no or_other", "a", "ก"]]).len(), 1);
    assert_eq!(
        refused(&[&["type", "name", "label", "calculation"], &["text", "a", "ก"], &["calculate", "b", "", "1+1"]]),
        [(3, Refused::Column { column: "calculation".into(), text: "1+1".into() })]
    );
    let why = expression::Refused::Function { at: 1, name: "regex".into() };
    assert_eq!(
        refused(&[HEAD, &["text", "a", "ก", "", "regex(., 'x')"]]),
        [(2, Refused::Expression { column: "relevant", why })]
    );
    assert_eq!(refused(&[HEAD, &["text", "a", "ก", "", "", "perhaps"]]), [(2, Refused::Required("perhaps".into()))]);
    assert_eq!(
        refused(&[HEAD, &["text", "a", "ก", "", "${b} = 1"], &["text", "b", "ข"]]),
        [(2, Refused::Fault(What::Later("b".into())))]
    );
    assert_eq!(refused(&[HEAD, &["text", "a", ""]]), [(2, Refused::Fault(What::NoLabel))]);
    assert_eq!(refused(&[HEAD, &["select_one other", "a", "ก"]]), [(2, Refused::Fault(What::NoList("other".into())))]);
    assert_eq!(refused(&[&["type", "label"], &["text", "ก"]]), [(1, Refused::NoColumn("name"))]);
}

#[test]
fn groups_and_repeats_must_be_ended_in_order_and_not_stand_in_each_other_too_deep() {
    let group = ["begin_group", "g", "ก"];
    assert_eq!(refused(&[HEAD, &group, &["text", "a", "ก"]]), [(2, Refused::NotEnded("g".into()))]);
    assert_eq!(refused(&[HEAD, &["text", "a", "ก"], &["end_group"]]), [(3, Refused::EndWithoutBegin)]);
    assert_eq!(
        refused(&[HEAD, &["begin_repeat", "r", "ร"], &["text", "a", "ก"], &["end_group"]])[0],
        (4, Refused::EndWithoutBegin)
    );
    let twice = refused(&[HEAD, &["begin_repeat", "r", "ร"], &["begin_repeat", "s", "ส"]]);
    assert_eq!(twice[0], (3, Refused::RepeatInRepeat));
    let deep: Vec<&[&str]> = std::iter::once(HEAD).chain(std::iter::repeat_n(&group[..], 8)).collect();
    assert!(refused(&deep).contains(&(7, Refused::TooDeep)));
}

#[test]
fn what_changes_nothing_of_what_is_asked_is_left_out_and_told() {
    let imported = read(&[
        &["type", "name", "label::Thai (th)", "label::Français (fr)", "appearance", "media::image"],
        &["start", "start", ""],
        &["text", "a", "ก", "A", "numbers", ""],
        &["text", "b", "ข", "", "multiline", ""],
    ])
    .unwrap();
    let told: Vec<Omitted> = imported.left_out.into_iter().map(|left| left.what).collect();
    assert_eq!(
        told,
        [
            Omitted::Language("label::Français (fr)".into()),
            Omitted::Column("media::image".into()),
            Omitted::Metadata("start".into()),
            Omitted::Appearance("numbers".into()),
        ]
    );
    assert!(imported.form.question("b").unwrap().question.long);
}

#[test]
fn a_workbook_without_its_sheets_is_refused() {
    let none = import(&Book::default()).unwrap_err();
    let sheets: Vec<&str> = none.iter().map(|refusal| refusal.sheet).collect();
    assert_eq!(sheets, ["settings", "survey"]);
    let named = Book::of([("Survey ".to_owned(), sheet(&[HEAD])), ("other".to_owned(), Sheet::default())]);
    assert!(named.survey.is_some() && named.choices.is_none());
}

proptest::proptest! {
    #[test]
    fn no_sheet_makes_the_reader_fail(
        rows in proptest::collection::vec(proptest::collection::vec(
            "begin_group|end_group|begin_repeat|end_repeat|text|select_one yes_no|a|b|\\$\\{a\\} = 1|yes|.{0,5}", 0..6), 0..12),
    ) {
        let mut all = vec![(1, HEAD.iter().map(|cell| (*cell).to_owned()).collect())];
        all.extend(rows.into_iter().enumerate().map(|(at, cells)| (at as u32 + 2, cells)));
        if let Ok(imported) = import(&Book { survey: Some(Sheet { rows: all }), choices: choices(), settings: settings() }) {
            proptest::prop_assert_eq!(crate::fault::faults(&imported.form), Vec::new());
            proptest::prop_assert_eq!(import(&export(&imported.form)).unwrap().form, imported.form);
        }
    }
}
