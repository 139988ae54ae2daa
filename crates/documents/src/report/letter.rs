//! What an official letter has above and below its text: the two forms of the Rule on Correspondence (พ.ศ. 2526, ข้อ 11
//! and 12), a memo (บันทึกข้อความ) and an external letter (หนังสือภายนอก), and the endorsements (เกษียณ) under it.
//! Nothing here decides who may sign; what is not known yet is left as room to write on.

use jiff::civil::Date;

/// Which of the two forms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LetterForm {
    /// บันทึกข้อความ: emblem 1.5 cm at the left, no complimentary close.
    Memo,
    /// หนังสือภายนอก: emblem 3 cm in the middle, owner at the right, complimentary close.
    External,
}

/// What stands above the text.
#[derive(Debug, Clone, PartialEq)]
pub struct LetterHead {
    /// The form.
    pub form: LetterForm,
    /// ชั้นความเร็ว in words, printed large in red; none for an ordinary letter.
    pub urgency: Option<String>,
    /// ที่: the whole number; blank leaves room to write it.
    pub number: String,
    /// Whose letter it is: one line of unit and telephone in a memo, name and address in an external letter.
    pub office: Vec<String>,
    /// Its date; none leaves room to write it.
    pub date: Option<Date>,
    /// เรื่อง.
    pub subject: String,
    /// The word of address, เรียน for almost everybody.
    pub salutation: String,
    /// To whom.
    pub to: String,
    /// อ้างถึง, one a letter.
    pub references: Vec<String>,
    /// สิ่งที่ส่งมาด้วย, one a thing.
    pub enclosures: Vec<String>,
    /// The stamp of the desk that received it.
    pub received: Option<ReceivedStamp>,
}

/// The stamp of a receiving desk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceivedStamp {
    /// Whose desk.
    pub desk: String,
    /// Number in its register.
    pub number: String,
    /// The day.
    pub date: Date,
    /// The time of day, `09.10`.
    pub time: String,
}

/// What stands below the text: close, signature, and whose work it is.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct LetterEnd {
    /// The complimentary close; a memo has none.
    pub close: Option<String>,
    /// What stands where the pen would: that it was signed in the system, and when. Room for a pen without it.
    pub mark: Option<String>,
    /// Who signs; dots to write on when it is not known.
    pub name: Option<String>,
    /// Position, and under whose authority, one a line.
    pub position: Vec<String>,
    /// When it was signed.
    pub date: Option<Date>,
    /// Owner of the matter, telephone, copies: at the bottom left.
    pub contact: Vec<String>,
}

/// What somebody wrote on a letter that went round.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Endorsement {
    /// As what, such as เกษียน or รับทราบ.
    pub task: String,
    /// The words.
    pub text: String,
    /// Who.
    pub name: String,
    /// Position, and under whose authority, one a line.
    pub position: Vec<String>,
    /// When, as printed; blank while it has not been done.
    pub at: String,
}
