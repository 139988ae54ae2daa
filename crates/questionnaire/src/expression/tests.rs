use std::collections::BTreeMap;

use jiff::civil::date;
use proptest::prelude::*;

use super::*;

fn answers() -> BTreeMap<&'static str, Value> {
    let one = |text: &str| Value::One(text.into());
    BTreeMap::from([
        ("yes", one("yes")),
        ("n", one("12")),
        ("half", one("0.5")),
        ("day", one("2021-08-03")),
        ("some", Value::Many(vec!["a".into(), "b".into()])),
        ("words", one("ทำงานจากที่บ้าน")),
    ])
}

fn holds(source: &str, current: Option<&str>) -> bool {
    let (known, current) = (answers(), current.map(|text| Value::One(text.into())));
    let answer = |name: &str| known.get(name);
    let asked = Asked { answer: &answer, current: current.as_ref(), today: date(2021, 9, 1) };
    Expression::parse(source).unwrap_or_else(|refused| panic!("{source}: {refused:?}")).holds(&asked)
}

#[test]
fn the_common_subset_means_what_xlsform_means() {
    for (source, expected) in [
        ("${yes} = 'yes'", true),
        ("${yes} != \"yes\"", false),
        ("selected(${some}, 'b')", true),
        ("selected(${some}, 'c')", false),
        ("selected(${yes}, 'yes')", true),
        ("count-selected(${some}) = 2", true),
        ("not(selected(${some}, 'c')) and ${n} > 9", true),
        ("${n} > 9 and ${n} <= 12", true),
        ("${n} < 9 or ${half} < 1", true),
        ("${half} = 0.50", true),
        ("${n} = '12'", true),
        ("${missing} = ''", true),
        ("${missing} > 0 or ${missing} < 0", false),
        ("${missing} = 0", false),
        ("${day} <= today()", true),
        ("${day} > '2021-08-03'", false),
        ("string-length(${words}) > 5", true),
        ("true() and not(false())", true),
        ("(${yes} = 'no' or ${n} = 12) and ${half} >= 0.5", true),
        ("${yes} = 'no' or ${n} = 12 and ${half} > 1", false),
        ("${n} > -1", true),
        ("${words} > 3", false),
    ] {
        assert_eq!(holds(source, None), expected, "{source}");
    }
}

#[test]
fn a_constraint_judges_the_answer_itself() {
    assert!(holds(". >= 0 and . <= ${n}", Some("12")));
    assert!(!holds(". >= 0 and . <= ${n}", Some("13")));
    assert!(holds("string-length(.) <= 3", Some("กขค")));
    let constraint = Expression::parse(". <= ${n}").unwrap();
    assert!(constraint.asks_current() && constraint.references() == ["n"]);
}

#[test]
fn what_is_not_in_the_subset_is_refused_at_its_place() {
    for (source, refused) in [
        ("", Refused::Ended),
        ("${a} =", Refused::Ended),
        ("${a", Refused::Unclosed { at: 1 }),
        ("${a} = 'x", Refused::Unclosed { at: 8 }),
        ("regex(., '[a-z]')", Refused::Function { at: 1, name: "regex".into() }),
        ("${a} + 1", Refused::Unexpected { at: 6, text: "+".into() }),
        ("${a} = 1 = 2", Refused::Unexpected { at: 10, text: "=".into() }),
        ("${a} 'x'", Refused::Unexpected { at: 6, text: "'x'".into() }),
        ("(${a}", Refused::Ended),
        ("${a})", Refused::Unexpected { at: 5, text: ")".into() }),
        ("selected(${a})", Refused::Unexpected { at: 14, text: ")".into() }),
        ("1.2.3 > 1", Refused::Number { at: 1, text: "1.2.3".into() }),
        ("${a} == 'x'", Refused::Unexpected { at: 7, text: "=".into() }),
        ("-${a}", Refused::Unexpected { at: 2, text: "${a}".into() }),
    ] {
        assert_eq!(Expression::parse(source).err(), Some(refused), "{source}");
    }
    assert_eq!(Expression::parse(&"x".repeat(LONGEST + 1)).err(), Some(Refused::TooLong));
    let deep = format!("{}true(){}", "(".repeat(300), ")".repeat(300));
    assert_eq!(Expression::parse(&deep).err(), Some(Refused::TooDeep));
    let deep = format!("{}true(){}", "not(".repeat(100), ")".repeat(100));
    assert_eq!(Expression::parse(&deep).err(), Some(Refused::TooDeep));
}

/// Expressions of the language, made of its parts.
fn any_expression() -> impl Strategy<Value = String> {
    let operand = prop_oneof![
        "[a-z]{1,6}".prop_map(|name| format!("${{{name}}}")),
        "[ก-ฮa-z ]{0,6}".prop_map(|text| format!("'{text}'")),
        (0u32..100_000).prop_map(|n| n.to_string()),
        Just(".".to_owned()),
        Just("today()".to_owned()),
    ];
    let compared = (operand.clone(), prop_oneof![Just("="), Just("!="), Just("<"), Just(">=")], operand)
        .prop_map(|(a, op, b)| format!("{a} {op} {b}"));
    compared.prop_recursive(4, 24, 3, |inner| {
        prop_oneof![
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a}) and ({b})")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a}) or ({b})")),
            inner.prop_map(|a| format!("not({a})")),
        ]
    })
}

proptest! {
    #[test]
    fn no_text_makes_the_parser_or_the_answer_fail(source in ".{0,200}") {
        if let Ok(expression) = Expression::parse(&source) {
            let nothing = |_: &str| None;
            expression.holds(&Asked { answer: &nothing, current: None, today: date(2021, 1, 1) });
        }
    }

    #[test]
    fn signs_and_words_in_any_order_never_make_it_fail(parts in prop::collection::vec(
        prop::sample::select(vec!["(", ")", "not(", "and", "or", "${a}", "'x'", "=", "<", ".", "-", "1", ",", "selected("]), 0..60,
    )) {
        let _ = Expression::parse(&parts.join(" "));
    }

    #[test]
    fn an_expression_of_the_language_is_read_and_a_negation_says_the_opposite(source in any_expression()) {
        let known = answers();
        let answer = |name: &str| known.get(name);
        let asked = Asked { answer: &answer, current: None, today: date(2021, 9, 1) };
        let plain = Expression::parse(&source).unwrap();
        let negated = Expression::parse(&format!("not({source})")).unwrap();
        prop_assert_ne!(plain.holds(&asked), negated.holds(&asked));
        let again: Expression = serde_json::from_str(&serde_json::to_string(&plain).unwrap()).unwrap();
        prop_assert_eq!(again, plain);
    }
}
