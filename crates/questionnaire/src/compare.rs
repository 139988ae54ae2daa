//! Two versions of a questionnaire beside each other: which questions are the same, which changed and how, which came and
//! went, and whether figures of the two years may be held against each other (mission A20, "comparable year to year").

use crate::form::{Choice, Found, Label, Question, Questionnaire};

/// Whether figures of a question may be compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Comparable {
    /// The question is the same.
    Yes,
    /// The question changed in a way that may change the answers.
    WithCare,
    /// The question is another, or only one year has it.
    No,
}

/// How a question changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Difference {
    /// The words of the question.
    Words,
    /// Only the words that help.
    Hint,
    /// What kind of answer it takes.
    Kind,
    /// Choices that the older one did not have.
    ChoicesAdded(Vec<Choice>),
    /// Choices that the newer one does not have.
    ChoicesGone(Vec<Choice>),
    /// The words of choices.
    ChoiceWords,
    /// When it is asked.
    Condition,
    /// What an answer must hold.
    Constraint,
    /// It must be answered now, and did not have to be.
    MadeRequired,
    /// It need not be answered any more.
    MadeOptional,
    /// It is asked row by row now, or no longer.
    Rows,
    /// It stands in another section.
    Section,
    /// Its name in the data.
    Name,
}

impl Difference {
    /// What the difference does to the comparison.
    pub const fn comparable(&self) -> Comparable {
        match self {
            Difference::Hint | Difference::Section | Difference::Name | Difference::ChoiceWords => Comparable::Yes,
            Difference::Kind | Difference::Rows => Comparable::No,
            _ => Comparable::WithCare,
        }
    }
}

/// One question in two years.
#[derive(Clone, Debug)]
pub struct Pair<'f> {
    /// In the older version.
    pub old: Option<Found<'f>>,
    /// In the newer version.
    pub new: Option<Found<'f>>,
    /// How it changed; empty when it is the same or stands in one version only.
    pub differences: Vec<Difference>,
    /// Why, in the author's words.
    pub explained: Label,
}

impl Pair<'_> {
    /// Whether figures may be compared.
    pub fn comparable(&self) -> Comparable {
        if self.old.is_none() || self.new.is_none() {
            return Comparable::No;
        }
        self.differences.iter().map(Difference::comparable).max().unwrap_or(Comparable::Yes)
    }
}

/// Every question of both versions: those of the newer one in its order, then those that went.
pub fn compare<'f>(old: &'f Questionnaire, new: &'f Questionnaire) -> Vec<Pair<'f>> {
    let same = |found: &Found<'f>| old.questions().find(|known| known.question.identity() == found.question.identity());
    let mut pairs: Vec<Pair<'f>> = new
        .questions()
        .map(|found| {
            let before = same(&found);
            let differences = before.map(|before| differences((old, &before), (new, &found))).unwrap_or_default();
            // Why it once changed is of no use where it did not change between these two.
            let changed = before.is_none() || !differences.is_empty();
            Pair {
                explained: if changed { found.question.changed.clone() } else { Label::default() },
                old: before,
                differences,
                new: Some(found),
            }
        })
        .collect();
    let gone = old
        .questions()
        .filter(|known| !new.questions().any(|found| found.question.identity() == known.question.identity()));
    pairs.extend(gone.map(|found| Pair {
        old: Some(found),
        new: None,
        differences: Vec::new(),
        explained: Label::default(),
    }));
    pairs
}

fn differences((old, a): (&Questionnaire, &Found<'_>), (new, b): (&Questionnaire, &Found<'_>)) -> Vec<Difference> {
    let (p, q): (&Question, &Question) = (a.question, b.question);
    let mut found = Vec::new();
    let mut note = |differs: bool, what: Difference| {
        if differs {
            found.push(what);
        }
    };
    note(p.kind.name() != q.kind.name(), Difference::Kind);
    note(a.repeat.is_some() != b.repeat.is_some(), Difference::Rows);
    note(p.label != q.label, Difference::Words);
    note(p.hint != q.hint, Difference::Hint);
    note(p.relevant != q.relevant, Difference::Condition);
    note(p.constraint != q.constraint, Difference::Constraint);
    note(q.required && !p.required, Difference::MadeRequired);
    note(p.required && !q.required, Difference::MadeOptional);
    note(p.name != q.name, Difference::Name);
    note(a.section.name != b.section.name, Difference::Section);
    let (before, after) = (old.choices_of(p), new.choices_of(q));
    let beside = |list: &[Choice], other: &[Choice]| -> Vec<Choice> {
        list.iter().filter(|choice| !other.iter().any(|known| known.value == choice.value)).cloned().collect()
    };
    let (added, gone) = (beside(after, before), beside(before, after));
    note(!added.is_empty(), Difference::ChoicesAdded(added));
    note(!gone.is_empty(), Difference::ChoicesGone(gone));
    let reworded = |choice: &Choice| after.iter().any(|now| now.value == choice.value && now.label != choice.label);
    note(before.iter().any(reworded), Difference::ChoiceWords);
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        fault::tests::{form, question},
        form::{Item, Kind},
    };

    fn of<'p>(pairs: &'p [Pair<'p>], name: &str) -> &'p Pair<'p> {
        let named = |found: &Option<Found<'_>>| found.is_some_and(|found| found.question.name == name);
        pairs.iter().find(|pair| named(&pair.new) || named(&pair.old)).unwrap()
    }

    #[test]
    fn a_form_beside_itself_is_the_same_throughout() {
        let (a, b) = (form(), form());
        let pairs = compare(&a, &b);
        assert_eq!(pairs.len(), form().questions().count());
        assert!(pairs.iter().all(|pair| pair.differences.is_empty() && pair.comparable() == Comparable::Yes));
    }

    #[test]
    fn each_change_is_named_and_judged() {
        let (old, mut new) = (form(), form());
        let tool = Choice { value: "d".into(), label: Label::new("ง", "d") };
        let tools = new.choices.get_mut("tool").unwrap();
        tools.retain(|choice| choice.value != "a");
        tools.push(tool.clone());
        let items = &mut new.sections[0].items;
        let Item::Question(all) = &mut items[2] else { panic!() };
        all.kind = Kind::Decimal;
        all.changed = Label::new("รับทศนิยม", "takes decimals");
        let Item::Question(affected) = &mut items[0] else { panic!() };
        affected.label.th.push('!');
        items.remove(3);
        items.push(Item::Question(Question { same_as: "law_on".into(), ..question("law_day", "date") }));
        items.push(Item::Question(question("more", "text")));
        let pairs = compare(&old, &new);
        let judged = |name: &str| (of(&pairs, name).differences.clone(), of(&pairs, name).comparable());
        let gone = Difference::ChoicesGone(vec![old.choices["tool"][0].clone()]);
        assert_eq!(judged("tools"), (vec![Difference::ChoicesAdded(vec![tool]), gone], Comparable::WithCare));
        assert_eq!(judged("all"), (vec![Difference::Kind], Comparable::No));
        assert_eq!(of(&pairs, "all").explained.en, "takes decimals");
        assert_eq!(judged("affected"), (vec![Difference::Words], Comparable::WithCare));
        assert_eq!(judged("done").1, Comparable::No);
        assert!(of(&pairs, "done").new.is_none() && of(&pairs, "more").old.is_none());
        assert!(judged("law_day").0.contains(&Difference::Rows) && judged("law_day").0.contains(&Difference::Name));
    }
}
