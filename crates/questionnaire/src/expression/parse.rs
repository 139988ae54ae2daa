//! The grammar: `or` of `and` of comparisons of operands. Bounded in length and depth, so that no text costs more than
//! its length and none can overflow the stack.

use super::{
    Node, Op, Refused,
    token::{Token, Word, words},
};

/// Most characters of an expression.
pub const LONGEST: usize = 1_000;
/// How deep parentheses and calls may stand in each other.
const DEEPEST: usize = 20;

pub(super) fn parse(source: &str) -> Result<Node, Refused> {
    if source.chars().count() > LONGEST {
        return Err(Refused::TooLong);
    }
    let tokens = words(source)?;
    let mut parser = Parser { tokens: &tokens, next: 0, end: source.chars().count() + 1 };
    let node = parser.either(0)?;
    match parser.peek() {
        None => Ok(node),
        Some(_) => Err(parser.unexpected()),
    }
}

struct Parser<'t> {
    tokens: &'t [Token],
    next: usize,
    end: usize,
}

impl Parser<'_> {
    fn peek(&self) -> Option<&Word> {
        self.tokens.get(self.next).map(|token| &token.word)
    }

    fn at(&self) -> usize {
        self.tokens.get(self.next).map_or(self.end, |token| token.at)
    }

    fn unexpected(&self) -> Refused {
        match self.peek() {
            None => Refused::Ended,
            Some(word) => Refused::Unexpected { at: self.at(), text: shown(word) },
        }
    }

    fn sign(&mut self, sign: &str) -> bool {
        let found = matches!(self.peek(), Some(Word::Sign(known)) if *known == sign);
        self.next += usize::from(found);
        found
    }

    fn need(&mut self, sign: &str) -> Result<(), Refused> {
        if self.sign(sign) { Ok(()) } else { Err(self.unexpected()) }
    }

    fn name(&mut self, name: &str) -> bool {
        let found = matches!(self.peek(), Some(Word::Name(known)) if known == name);
        self.next += usize::from(found);
        found
    }

    fn either(&mut self, depth: usize) -> Result<Node, Refused> {
        let mut all = vec![self.both(depth)?];
        while self.name("or") {
            all.push(self.both(depth)?);
        }
        Ok(alone(all, Node::Or))
    }

    fn both(&mut self, depth: usize) -> Result<Node, Refused> {
        let mut all = vec![self.compared(depth)?];
        while self.name("and") {
            all.push(self.compared(depth)?);
        }
        Ok(alone(all, Node::And))
    }

    fn compared(&mut self, depth: usize) -> Result<Node, Refused> {
        let left = self.operand(depth)?;
        let op = match self.peek() {
            Some(Word::Sign("=")) => Op::Equal,
            Some(Word::Sign("!=")) => Op::Unequal,
            Some(Word::Sign("<")) => Op::Less,
            Some(Word::Sign("<=")) => Op::AtMost,
            Some(Word::Sign(">")) => Op::More,
            Some(Word::Sign(">=")) => Op::AtLeast,
            _ => return Ok(left),
        };
        self.next += 1;
        let right = self.operand(depth)?;
        Ok(Node::Compare(Box::new(left), op, Box::new(right)))
    }

    fn operand(&mut self, depth: usize) -> Result<Node, Refused> {
        if depth > DEEPEST {
            return Err(Refused::TooDeep);
        }
        let (at, word) = (self.at(), self.peek().cloned());
        let Some(word) = word else { return Err(Refused::Ended) };
        self.next += 1;
        match word {
            Word::Reference(name) => Ok(Node::Reference(name)),
            Word::Text(text) => Ok(Node::Text(text)),
            Word::Number(number) => Ok(Node::Number(number)),
            Word::Sign(".") => Ok(Node::Current),
            Word::Sign("(") => {
                let inner = self.either(depth + 1)?;
                self.need(")").map(|()| inner)
            }
            Word::Sign("-") => match self.peek().cloned() {
                Some(Word::Number(number)) => {
                    self.next += 1;
                    Ok(Node::Number(number.negated()))
                }
                _ => Err(self.unexpected()),
            },
            Word::Name(name) => self.call(&name, at, depth + 1),
            Word::Sign(_) => {
                self.next -= 1;
                Err(self.unexpected())
            }
        }
    }

    fn call(&mut self, name: &str, at: usize, depth: usize) -> Result<Node, Refused> {
        let known = ["not", "selected", "count-selected", "string-length", "true", "false", "today"];
        if !known.contains(&name) {
            return Err(Refused::Function { at, name: name.to_owned() });
        }
        self.need("(")?;
        let node = match name {
            "true" => Node::Truth(true),
            "false" => Node::Truth(false),
            "today" => Node::Today,
            "not" => Node::Not(Box::new(self.either(depth)?)),
            "count-selected" => Node::CountSelected(Box::new(self.operand(depth)?)),
            "string-length" => Node::Length(Box::new(self.operand(depth)?)),
            _ => {
                let of = self.operand(depth)?;
                self.need(",")?;
                Node::Selected(Box::new(of), Box::new(self.operand(depth)?))
            }
        };
        self.need(")").map(|()| node)
    }
}

fn alone(mut all: Vec<Node>, many: impl FnOnce(Vec<Node>) -> Node) -> Node {
    match (all.len(), all.pop()) {
        (1, Some(only)) => only,
        (_, last) => {
            all.extend(last);
            many(all)
        }
    }
}

fn shown(word: &Word) -> String {
    match word {
        Word::Reference(name) => format!("${{{name}}}"),
        Word::Text(text) => format!("'{text}'"),
        Word::Number(number) => number.to_string(),
        Word::Name(name) => name.clone(),
        Word::Sign(sign) => (*sign).to_owned(),
    }
}
