//! The closed lists of the plan: each with its exchange code, in the order in which pages show it.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::codes::codes;

codes! {
    /// What a plan covers.
    PlanKind {
        /// The organisation's own plan; the one that national figures count.
        Main = "main",
        /// A plan for one situation.
        Scenario = "scenario",
        /// IT contingency plan.
        ItContingency = "it_contingency",
        /// A plan for a sector, owned jointly.
        Sector = "sector",
    }
}

codes! {
    /// Secrecy, from none to the highest (regulation on official secrets 2544, amended 2561).
    #[derive(Default)]
    Classification {
        /// Not classified.
        #[default]
        None = "none",
        /// ลับ
        Confidential = "confidential",
        /// ลับมาก
        Secret = "secret",
        /// ลับที่สุด
        TopSecret = "top_secret",
    }
}

codes! {
    /// The five resource categories of the template.
    Category {
        /// อาคาร สถานที่
        Premises = "premises",
        /// วัสดุอุปกรณ์
        Equipment = "equipment",
        /// เทคโนโลยีสารสนเทศและข้อมูล
        Technology = "technology",
        /// บุคลากร
        People = "people",
        /// คู่ค้า ผู้ให้บริการ ผู้มีส่วนได้ส่วนเสีย
        Partners = "partners",
    }
}

codes! {
    /// How badly losing a process hurts, worst first (template T3).
    Impact {
        /// สูงมาก: more than 50 % of capability lost.
        VeryHigh = "very_high",
        /// สูง: 25 to 50 %.
        High = "high",
        /// ปานกลาง: 10 to 25 %.
        Medium = "medium",
        /// ต่ำ: 5 to 10 %.
        Low = "low",
        /// ไม่เป็นสาระสำคัญ: less than 5 %.
        Insignificant = "insignificant",
    }
}

codes! {
    /// Part that a person has in the continuity team (template T2).
    #[derive(Default)]
    TeamRole {
        /// Head of the continuity team.
        Head = "head",
        /// Leader of a unit's team.
        Lead = "lead",
        /// Coordinator.
        Coordinator = "coordinator",
        /// Member.
        #[default]
        Member = "member",
    }
}

codes! {
    /// The three phases of recovery (template T10).
    Phase {
        /// Within 24 hours.
        Day1 = "day_1",
        /// Days 2 to 7.
        Days2To7 = "days_2_7",
        /// From day 8.
        Day8On = "day_8_on",
    }
}

codes! {
    /// State of the agreement behind a commitment.
    Agreement {
        /// Nobody was asked.
        None = "none",
        /// Asked, not yet agreed.
        Proposed = "proposed",
        /// Signed.
        Signed = "signed",
        /// Signed once, no longer in force.
        Expired = "expired",
    }
}

impl Classification {
    /// True when the plan is not classified.
    pub fn is_none(&self) -> bool {
        *self == Classification::None
    }
}

/// Words for people: Thai always, English where it is known. A plain string is Thai only.
#[derive(Clone, Debug, PartialEq, Eq, Default, Hash)]
pub struct Text {
    /// Thai.
    pub th: String,
    /// English.
    pub en: Option<String>,
}

impl Text {
    /// Thai words only.
    pub fn th(th: impl Into<String>) -> Self {
        Text { th: th.into(), en: None }
    }

    /// True when there is nothing to read in Thai.
    pub fn is_blank(&self) -> bool {
        self.th.trim().is_empty()
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Both<'a> {
    th: std::borrow::Cow<'a, str>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    en: Option<std::borrow::Cow<'a, str>>,
}

impl Serialize for Text {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.en {
            None => serializer.serialize_str(&self.th),
            Some(en) => Both { th: self.th.as_str().into(), en: Some(en.as_str().into()) }.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged, expecting = "a text, or an object with th and en")]
        enum Either<'a> {
            Plain(String),
            #[serde(borrow)]
            Both(Both<'a>),
        }
        Ok(match Either::deserialize(deserializer)? {
            Either::Plain(th) => Text { th, en: None },
            Either::Both(both) => Text { th: both.th.into_owned(), en: both.en.map(Into::into) },
        })
    }
}
