//! One organisation's plan of one round, made ready outside any transaction: documents, hashes, ids, remarks.

use std::{collections::HashMap, sync::Arc};

use continuity::plan::{Plan, Section, TeamRole};
use jiff::Timestamp;

use super::Known;
use crate::{
    Nation, Org,
    nation::{Fate, Story},
};

/// A plan about to be written.
pub(super) struct Prepared {
    pub org: Org,
    pub organisation_id: String,
    pub plan_id: String,
    /// The draft as it is now.
    pub document: Arc<Plan>,
    pub content_hash: String,
    pub begun: Timestamp,
    pub saved: Timestamp,
    /// Who writes it, where no account of the demonstration does.
    pub coordinator: String,
    /// Name and post of the head of agency.
    pub head: (String, String),
    pub versions: Vec<PreparedVersion>,
}

/// A version about to be written.
pub(super) struct PreparedVersion {
    pub id: String,
    pub plan: Arc<Plan>,
    pub submitted: Timestamp,
    pub fate: Fate,
}

/// Makes the plan of a story; `None` when the register does not have the organisation.
pub(super) fn plan(nation: &Nation, org: &Org, story: &Story, known: &HashMap<String, Known>) -> Option<Prepared> {
    let organisation_id = known.get(&org.code)?.id.clone();
    let mut versions: Vec<PreparedVersion> = Vec::new();
    for (at, version) in story.versions.iter().enumerate() {
        versions.push(PreparedVersion {
            id: db::new_id(),
            plan: Arc::new(nation.plan(org, story, at)),
            submitted: version.submitted,
            fate: version.fate,
        });
    }
    let document = match versions.last() {
        Some(last) => Arc::clone(&last.plan),
        None => Arc::new(nation.plan(org, story, 0)),
    };
    let of_role = |role: TeamRole| {
        let member = document.team.iter().find(|member| member.role == role && member.alternate_of.is_none());
        member.map(|member| (member.name.clone(), member.position.clone().unwrap_or_default())).unwrap_or_default()
    };
    let coordinator = Some(of_role(TeamRole::Coordinator).0).filter(|name| !name.is_empty());
    Some(Prepared {
        organisation_id,
        plan_id: db::new_id(),
        content_hash: planning::plan::content::hash(&document),
        begun: story.begun,
        saved: story.versions.last().map_or(story.begun, |version| version.submitted),
        coordinator: coordinator.unwrap_or_else(|| "ผู้ประสานงานของหน่วยงาน".to_owned()),
        head: of_role(TeamRole::Head),
        org: org.clone(),
        document,
        versions,
    })
}

/// Why a version with a flaw was sent back, and the remarks: place, field, words.
pub(super) struct Review {
    pub reason: &'static str,
    pub remarks: &'static [(&'static str, &'static str, &'static str)],
}

/// The review of a version with this flaw.
pub(super) const fn review(what: usize) -> Review {
    match what {
        0 => Review {
            reason: "ระยะเวลาเป้าหมายในการฟื้นคืนสภาพไม่สอดคล้องกับช่วงเวลาหยุดชะงักที่ยอมรับได้สูงสุด โปรดทบทวนตารางวิเคราะห์ผลกระทบ",
            remarks: &[
                ("processes-0", "rto", "RTO ยาวกว่า MTPD โปรดตรวจสอบตัวเลขหรือกำหนดกลยุทธ์ให้ฟื้นคืนได้เร็วขึ้น"),
                ("processes", "mtpd", "โปรดทบทวน MTPD ของทุกกระบวนงานร่วมกับหน่วยงานเจ้าของกระบวนงาน"),
            ],
        },
        1 => Review {
            reason: "กลยุทธ์ความต่อเนื่องยังไม่ครบทรัพยากรทั้งห้าด้านตามผลกระทบที่ระบุไว้ในตารางที่ 1",
            remarks: &[("strategies", "category", "โปรดเพิ่มกลยุทธ์ด้านเทคโนโลยีสารสนเทศ ด้านบุคลากร และด้านคู่ค้า")],
        },
        2 => Review {
            reason: "ยังไม่ได้ระบุทรัพยากรที่ต้องใช้ในแต่ละช่วงเวลาของกระบวนงานสำคัญ",
            remarks: &[("resources", "need", "โปรดระบุจำนวนบุคลากร พื้นที่ และอุปกรณ์ที่ 4 ชั่วโมง 1 วัน 1 สัปดาห์ และต่อไป")],
        },
        _ => Review {
            reason: "ขั้นตอนการกอบกู้มีเฉพาะวันแรก โปรดเพิ่มช่วงวันที่ 2–7 และตั้งแต่วันที่ 8 เป็นต้นไป",
            remarks: &[("recovery", "phase", "ยังขาดขั้นตอนกลับสู่ภาวะปกติและผู้รับผิดชอบ")],
        },
    }
}

/// True when the place of a remark is a whole section.
pub(super) fn is_section(place: &str) -> bool {
    Section::from_code(place).is_some()
}
