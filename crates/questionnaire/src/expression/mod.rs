//! The small language of conditions and constraints: the common subset of XLSForm. `${name} = 'x'`, `selected(${name},
//! 'x')`, `count-selected()`, `string-length()`, `today()`, `true()`, `false()`, comparisons, `and`, `or`, `not()`.
//!
//! What is not in it is refused with its place, never guessed. An expression has no effect, can't fail when it is asked,
//! and costs no more than its length; a question without an answer is the empty text.

mod decimal;
mod parse;
mod token;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

pub use decimal::{Decimal, NotANumber};
pub use parse::LONGEST;

use crate::answers::Value;

/// Why a text is no expression of this language. Places are counted in characters from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// Longer than [`LONGEST`].
    TooLong,
    /// Parentheses and calls stand too deep in each other.
    TooDeep,
    /// It ends in the middle.
    Ended,
    /// A quotation mark or a brace is opened and not closed.
    Unclosed {
        /// Where.
        at: usize,
    },
    /// Something stands where nothing like it can.
    Unexpected {
        /// Where.
        at: usize,
        /// What.
        text: String,
    },
    /// A number that can't be read.
    Number {
        /// Where.
        at: usize,
        /// What.
        text: String,
    },
    /// A function that is not in the subset.
    Function {
        /// Where.
        at: usize,
        /// Its name.
        name: String,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Op {
    Equal,
    Unequal,
    Less,
    AtMost,
    More,
    AtLeast,
}

#[derive(Clone, Debug, PartialEq)]
enum Node {
    Or(Vec<Node>),
    And(Vec<Node>),
    Not(Box<Node>),
    Compare(Box<Node>, Op, Box<Node>),
    Selected(Box<Node>, Box<Node>),
    CountSelected(Box<Node>),
    Length(Box<Node>),
    Truth(bool),
    Today,
    Reference(String),
    /// `.`, the answer that is judged.
    Current,
    Text(String),
    Number(Decimal),
}

/// A condition or a constraint, with its words as they were written.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Expression {
    source: String,
    tree: Node,
}

impl PartialEq for Expression {
    fn eq(&self, other: &Self) -> bool {
        self.source == other.source
    }
}

impl TryFrom<String> for Expression {
    type Error = String;

    fn try_from(source: String) -> Result<Self, String> {
        Expression::parse(&source).map_err(|refused| format!("{source}: {refused:?}"))
    }
}

impl From<Expression> for String {
    fn from(expression: Expression) -> String {
        expression.source
    }
}

/// What an expression may ask.
pub struct Asked<'a> {
    /// The answer to a question; nothing when it has none or is not asked.
    pub answer: &'a dyn Fn(&str) -> Option<&'a Value>,
    /// The answer that is judged.
    pub current: Option<&'a Value>,
    /// Today.
    pub today: Date,
}

/// What a part of an expression is.
enum Is {
    Truth(bool),
    Text(String),
    Number(Decimal),
    Many(Vec<String>),
}

impl Expression {
    /// Reads an expression.
    ///
    /// # Errors
    /// [`Refused`], with the place of what is not understood.
    pub fn parse(source: &str) -> Result<Self, Refused> {
        let source = source.trim().to_owned();
        let tree = parse::parse(&source)?;
        Ok(Expression { source, tree })
    }

    /// This and another together, each in parentheses.
    pub fn and(&self, other: &Expression) -> Result<Self, Refused> {
        Expression::parse(&format!("({}) and ({})", self.source, other.source))
    }

    /// Its words.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// The questions that it asks.
    pub fn references(&self) -> Vec<&str> {
        let mut found = Vec::new();
        self.tree.references(&mut found);
        found
    }

    /// True when `.` stands in it, which only a constraint has.
    pub fn asks_current(&self) -> bool {
        self.tree.any(&|node| matches!(node, Node::Current))
    }

    /// Whether it holds.
    pub fn holds(&self, asked: &Asked<'_>) -> bool {
        self.tree.is(asked).truth()
    }
}

impl Node {
    fn inner(&self) -> Vec<&Node> {
        match self {
            Node::Or(all) | Node::And(all) => all.iter().collect(),
            Node::Not(one) | Node::CountSelected(one) | Node::Length(one) => vec![one],
            Node::Compare(a, _, b) | Node::Selected(a, b) => vec![a, b],
            _ => Vec::new(),
        }
    }

    fn any(&self, like: &dyn Fn(&Node) -> bool) -> bool {
        like(self) || self.inner().into_iter().any(|node| node.any(like))
    }

    fn references<'n>(&'n self, found: &mut Vec<&'n str>) {
        if let Node::Reference(name) = self {
            found.push(name);
        }
        self.inner().into_iter().for_each(|node| node.references(found));
    }

    fn is(&self, asked: &Asked<'_>) -> Is {
        match self {
            Node::Or(all) => Is::Truth(all.iter().any(|node| node.is(asked).truth())),
            Node::And(all) => Is::Truth(all.iter().all(|node| node.is(asked).truth())),
            Node::Not(one) => Is::Truth(!one.is(asked).truth()),
            Node::Compare(a, op, b) => Is::Truth(compared(&a.is(asked), *op, &b.is(asked))),
            Node::Selected(of, value) => {
                let (of, value) = (of.is(asked), value.is(asked).text());
                Is::Truth(of.parts().contains(&value))
            }
            Node::CountSelected(of) => Is::Number(Decimal::whole(of.is(asked).parts().len())),
            Node::Length(of) => Is::Number(Decimal::whole(of.is(asked).text().chars().count())),
            Node::Truth(truth) => Is::Truth(*truth),
            Node::Today => Is::Text(asked.today.to_string()),
            Node::Reference(name) => Is::of((asked.answer)(name)),
            Node::Current => Is::of(asked.current),
            Node::Text(text) => Is::Text(text.clone()),
            Node::Number(number) => Is::Number(*number),
        }
    }
}

impl Is {
    fn of(value: Option<&Value>) -> Self {
        match value {
            None => Is::Text(String::new()),
            Some(Value::One(text)) => Is::Text(text.clone()),
            Some(Value::Many(all)) => Is::Many(all.clone()),
        }
    }

    fn truth(&self) -> bool {
        match self {
            Is::Truth(truth) => *truth,
            Is::Text(text) => !text.is_empty(),
            Is::Number(number) => !number.is_zero(),
            Is::Many(all) => !all.is_empty(),
        }
    }

    fn text(&self) -> String {
        match self {
            Is::Truth(truth) => truth.to_string(),
            Is::Text(text) => text.clone(),
            Is::Number(number) => number.to_string(),
            Is::Many(all) => all.join(" "),
        }
    }

    /// The chosen values.
    fn parts(&self) -> Vec<String> {
        match self {
            Is::Many(all) => all.clone(),
            other => other.text().split_whitespace().map(str::to_owned).collect(),
        }
    }

    fn number(&self) -> Option<Decimal> {
        match self {
            Is::Number(number) => Some(*number),
            Is::Text(text) => text.parse().ok(),
            _ => None,
        }
    }
}

/// Numbers as numbers, days as days, truths as truths, all else as text; what has no order is neither more nor less.
fn compared(a: &Is, op: Op, b: &Is) -> bool {
    use std::cmp::Ordering;
    let truths = matches!(a, Is::Truth(_)) || matches!(b, Is::Truth(_));
    let numeric = matches!(a, Is::Number(_)) || matches!(b, Is::Number(_));
    let order = match (a.number(), b.number()) {
        (Some(a), Some(b)) => Some(a.cmp(&b)),
        _ if truths || numeric => None,
        _ => days(&a.text(), &b.text()),
    };
    let equal = match (a.number(), b.number()) {
        _ if truths => a.truth() == b.truth(),
        (Some(a), Some(b)) if numeric => a == b,
        _ if numeric => false,
        _ => a.text() == b.text(),
    };
    match op {
        Op::Equal => equal,
        Op::Unequal => !equal,
        Op::Less => order == Some(Ordering::Less),
        Op::AtMost => order.is_some_and(|order| order != Ordering::Greater),
        Op::More => order == Some(Ordering::Greater),
        Op::AtLeast => order.is_some_and(|order| order != Ordering::Less),
    }
}

fn days(a: &str, b: &str) -> Option<std::cmp::Ordering> {
    let (a, b): (Date, Date) = (a.parse().ok()?, b.parse().ok()?);
    Some(a.cmp(&b))
}

#[cfg(test)]
mod tests;
