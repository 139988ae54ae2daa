//! T2: the continuity team of 5 to 14 people with posts that the kind of organisation has, and its call tree: the
//! head calls the coordinator, the coordinator the leaders, each leader the members.

use continuity::{
    organisation::Kind,
    plan::{TeamMember, TeamRole},
};

use super::{Subject, names};
use crate::nation::{COORDINATOR, NEIGHBOUR};

/// Posts of one kind of organisation.
struct Posts {
    head: &'static str,
    deputy: &'static str,
    coordinator: &'static str,
    /// Leader and whoever stands in.
    leads: &'static [(&'static str, &'static str)],
    members: &'static [&'static str],
}

pub(super) fn all(subject: &Subject<'_>, fiscal_year: i32) -> Vec<TeamMember> {
    let posts = posts(subject.org.kind);
    let chance = subject.chance.part("team");
    let mut team = Team { subject, fiscal_year, list: Vec::new() };
    let head = team.join(TeamRole::Head, posts.head, None, None);
    team.join(TeamRole::Head, posts.deputy, Some(&head), None);
    let coordinator = team.join(TeamRole::Coordinator, posts.coordinator, None, Some(&head));
    let leads = usize::try_from(chance.between("leads", 1, 3)).unwrap_or(1);
    let members = usize::try_from(chance.between("members", 0, 5)).unwrap_or(0);
    let mut leaders = Vec::new();
    for (lead, stand_in) in posts.leads.iter().take(leads) {
        let id = team.join(TeamRole::Lead, lead, None, Some(&coordinator));
        team.join(TeamRole::Lead, stand_in, Some(&id), None);
        leaders.push(id);
    }
    for (leader, post) in leaders.iter().cycle().zip(posts.members.iter().take(members)) {
        team.join(TeamRole::Member, post, None, Some(leader));
    }
    team.list
}

struct Team<'a> {
    subject: &'a Subject<'a>,
    fiscal_year: i32,
    list: Vec<TeamMember>,
}

impl Team<'_> {
    /// Adds a person and gives their id.
    fn join(&mut self, role: TeamRole, post: &str, stands_in_for: Option<&str>, caller: Option<&str>) -> String {
        let number = self.list.len() + 1;
        let id = format!("T{number:02}");
        let chance = self.subject.chance.part("person");
        // In a renewal about one post in six is held by somebody else; not where an account bears the name.
        let pinned = [COORDINATOR, NEIGHBOUR].contains(&self.subject.org.code.as_str());
        let moved =
            self.fiscal_year != super::YEAR && !pinned && chance.part(&self.fiscal_year.to_string()).happens(&id, 0.16);
        let mut name = names::person(chance, if moved { number + 100 } else { number });
        let mut again = 200;
        while self.list.iter().any(|member| member.name == name) {
            name = names::person(chance, number + again);
            again += 100;
        }
        self.list.push(TeamMember {
            id: id.clone(),
            role,
            name,
            position: Some(post.to_owned()),
            phone: Some(names::phone(chance, if moved { number + 50 } else { number })),
            email: None,
            alternate_of: stands_in_for.map(str::to_owned),
            called_by: caller.map(str::to_owned),
        });
        id
    }
}

const fn posts(kind: Kind) -> &'static Posts {
    match kind {
        Kind::LaoSao => &SAO,
        Kind::LaoSubdistrictMunicipality | Kind::LaoTown | Kind::LaoCity => &MUNICIPALITY,
        Kind::LaoProvincial => &PROVINCIAL,
        Kind::LaoSpecial => &SPECIAL,
        Kind::Province => &PROVINCE,
        Kind::District => &DISTRICT,
        Kind::University => &UNIVERSITY,
        Kind::StateEnterprise => &ENTERPRISE,
        Kind::PublicOrganisation => &PUBLIC,
        Kind::Independent => &INDEPENDENT,
        Kind::School => &SCHOOL,
        Kind::Hospital => &HOSPITAL,
        Kind::Department | Kind::Ministry => &DEPARTMENT,
        Kind::Subunit => &SUBUNIT,
    }
}

const SAO: Posts = Posts {
    head: "นายกองค์การบริหารส่วนตำบล",
    deputy: "รองนายกองค์การบริหารส่วนตำบล",
    coordinator: "ปลัดองค์การบริหารส่วนตำบล",
    leads: &[
        ("หัวหน้าสำนักปลัด", "นักวิเคราะห์นโยบายและแผน"),
        ("ผู้อำนวยการกองช่าง", "นายช่างโยธา"),
        ("ผู้อำนวยการกองคลัง", "นักวิชาการเงินและบัญชี"),
    ],
    members: &[
        "เจ้าพนักงานป้องกันและบรรเทาสาธารณภัย",
        "นักพัฒนาชุมชน",
        "ผู้อำนวยการกองการศึกษา ศาสนาและวัฒนธรรม",
        "เจ้าพนักงานธุรการ",
        "นักวิชาการสาธารณสุข",
    ],
};

const MUNICIPALITY: Posts = Posts {
    head: "นายกเทศมนตรี",
    deputy: "รองนายกเทศมนตรี",
    coordinator: "ปลัดเทศบาล",
    leads: &[
        ("หัวหน้าสำนักปลัดเทศบาล", "หัวหน้าฝ่ายป้องกันและรักษาความสงบ"),
        ("ผู้อำนวยการกองสาธารณสุขและสิ่งแวดล้อม", "หัวหน้าฝ่ายบริการสาธารณสุข"),
        ("ผู้อำนวยการกองช่าง", "หัวหน้าฝ่ายการโยธา"),
    ],
    members: &[
        "ผู้อำนวยการกองคลัง",
        "ผู้อำนวยการกองการศึกษา",
        "ผู้อำนวยการกองสวัสดิการสังคม",
        "หัวหน้างานทะเบียนราษฎร",
        "นักประชาสัมพันธ์",
    ],
};

const PROVINCIAL: Posts = Posts {
    head: "นายกองค์การบริหารส่วนจังหวัด",
    deputy: "รองนายกองค์การบริหารส่วนจังหวัด",
    coordinator: "ปลัดองค์การบริหารส่วนจังหวัด",
    leads: &[
        ("ผู้อำนวยการกองช่าง", "หัวหน้าฝ่ายเครื่องจักรกล"),
        ("ผู้อำนวยการกองสาธารณสุข", "หัวหน้าฝ่ายป้องกันโรค"),
        ("หัวหน้าสำนักปลัด", "หัวหน้าฝ่ายบริหารทั่วไป"),
    ],
    members: &["ผู้อำนวยการกองคลัง", "ผู้อำนวยการกองการศึกษา", "ผู้อำนวยการกองแผนและงบประมาณ", "นักประชาสัมพันธ์"],
};

const SPECIAL: Posts = Posts {
    head: "ผู้บริหารองค์กรปกครองส่วนท้องถิ่น",
    deputy: "รองผู้บริหารองค์กรปกครองส่วนท้องถิ่น",
    coordinator: "ปลัดองค์กรปกครองส่วนท้องถิ่น",
    leads: &[
        ("ผู้อำนวยการสำนักป้องกันและบรรเทาสาธารณภัย", "ผู้อำนวยการกองปฏิบัติการดับเพลิงและกู้ภัย"),
        ("ผู้อำนวยการสำนักการแพทย์", "รองผู้อำนวยการสำนักการแพทย์"),
        ("ผู้อำนวยการสำนักการระบายน้ำ", "ผู้อำนวยการกองระบบท่อระบายน้ำ"),
    ],
    members: &["ผู้อำนวยการสำนักการคลัง", "ผู้อำนวยการสำนักเทศกิจ", "ผู้อำนวยการสำนักสิ่งแวดล้อม", "ผู้อำนวยการสำนักการศึกษา"],
};

const PROVINCE: Posts = Posts {
    head: "ผู้ว่าราชการจังหวัด",
    deputy: "รองผู้ว่าราชการจังหวัด",
    coordinator: "หัวหน้าสำนักงานจังหวัด",
    leads: &[
        ("หัวหน้าสำนักงานป้องกันและบรรเทาสาธารณภัยจังหวัด", "หัวหน้าฝ่ายยุทธศาสตร์และการจัดการ"),
        ("ปลัดจังหวัด", "ป้องกันจังหวัด"),
        ("นายแพทย์สาธารณสุขจังหวัด", "รองนายแพทย์สาธารณสุขจังหวัด"),
    ],
    members: &[
        "ประชาสัมพันธ์จังหวัด",
        "คลังจังหวัด",
        "ท้องถิ่นจังหวัด",
        "โยธาธิการและผังเมืองจังหวัด",
        "ผู้อำนวยการกลุ่มงานยุทธศาสตร์และข้อมูลเพื่อการพัฒนาจังหวัด",
    ],
};

const DISTRICT: Posts = Posts {
    head: "นายอำเภอ",
    deputy: "ปลัดอาวุโส",
    coordinator: "ปลัดอำเภอหัวหน้าฝ่ายความมั่นคง",
    leads: &[
        ("ปลัดอำเภอหัวหน้าฝ่ายทะเบียนและบัตร", "เจ้าพนักงานปกครอง"),
        ("ปลัดอำเภอหัวหน้าฝ่ายบริหารงานปกครอง", "เจ้าพนักงานปกครอง"),
    ],
    members: &["เสมียนตราอำเภอ", "สมาชิก อส. อำเภอ", "กำนันประจำตำบล"],
};

const DEPARTMENT: Posts = Posts {
    head: "หัวหน้าส่วนราชการ",
    deputy: "รองหัวหน้าส่วนราชการ",
    coordinator: "เลขานุการกรม",
    leads: &[
        ("ผู้อำนวยการกองยุทธศาสตร์และแผนงาน", "นักวิเคราะห์นโยบายและแผนชำนาญการพิเศษ"),
        ("ผู้อำนวยการศูนย์เทคโนโลยีสารสนเทศและการสื่อสาร", "นักวิชาการคอมพิวเตอร์ชำนาญการพิเศษ"),
        ("ผู้อำนวยการกองคลัง", "นักวิชาการเงินและบัญชีชำนาญการพิเศษ"),
    ],
    members: &[
        "ผู้อำนวยการกลุ่มพัฒนาระบบบริหาร",
        "หัวหน้ากลุ่มประชาสัมพันธ์และเผยแพร่",
        "หัวหน้าฝ่ายบริหารทั่วไป",
        "ผู้อำนวยการกองการเจ้าหน้าที่",
        "หัวหน้ากลุ่มพัสดุ",
    ],
};

const UNIVERSITY: Posts = Posts {
    head: "อธิการบดี",
    deputy: "รองอธิการบดีฝ่ายบริหาร",
    coordinator: "ผู้อำนวยการสำนักงานอธิการบดี",
    leads: &[
        ("ผู้อำนวยการสำนักคอมพิวเตอร์", "หัวหน้าฝ่ายระบบเครือข่าย"),
        ("ผู้อำนวยการกองอาคารสถานที่", "หัวหน้างานรักษาความปลอดภัย"),
        ("ผู้อำนวยการกองกิจการนักศึกษา", "หัวหน้างานหอพัก"),
    ],
    members: &["ผู้อำนวยการสำนักทะเบียนและประมวลผล", "ผู้อำนวยการกองคลัง", "ผู้อำนวยการกองบริการการศึกษา", "หัวหน้างานประชาสัมพันธ์"],
};

const ENTERPRISE: Posts = Posts {
    head: "ผู้บริหารสูงสุด",
    deputy: "รองผู้บริหารสายงานปฏิบัติการ",
    coordinator: "ผู้อำนวยการฝ่ายบริหารความเสี่ยง",
    leads: &[
        ("ผู้อำนวยการฝ่ายปฏิบัติการ", "ผู้ช่วยผู้อำนวยการฝ่ายปฏิบัติการ"),
        ("ผู้อำนวยการฝ่ายเทคโนโลยีสารสนเทศ", "ผู้จัดการส่วนระบบงาน"),
        ("ผู้อำนวยการฝ่ายทรัพยากรบุคคล", "ผู้จัดการส่วนบุคคล"),
    ],
    members: &["ผู้จัดการส่วนสื่อสารองค์กร", "ผู้จัดการส่วนจัดซื้อ", "ผู้จัดการส่วนอาคารสถานที่", "ผู้จัดการส่วนลูกค้าสัมพันธ์", "ผู้จัดการส่วนการเงิน"],
};

const PUBLIC: Posts = Posts {
    head: "ผู้อำนวยการ",
    deputy: "รองผู้อำนวยการ",
    coordinator: "ผู้อำนวยการฝ่ายบริหารกลาง",
    leads: &[("ผู้อำนวยการฝ่ายยุทธศาสตร์", "นักวิเคราะห์อาวุโส"), ("ผู้อำนวยการฝ่ายเทคโนโลยีสารสนเทศ", "นักวิชาการคอมพิวเตอร์อาวุโส")],
    members: &["หัวหน้างานสื่อสารองค์กร", "หัวหน้างานการเงิน", "หัวหน้างานพัสดุและอาคารสถานที่"],
};

const INDEPENDENT: Posts = Posts {
    head: "เลขาธิการ",
    deputy: "รองเลขาธิการ",
    coordinator: "ผู้อำนวยการสำนักบริหารกลาง",
    leads: &[
        ("ผู้อำนวยการสำนักนโยบายและแผน", "นักวิเคราะห์นโยบายและแผน"),
        ("ผู้อำนวยการสำนักเทคโนโลยีสารสนเทศ", "นักวิชาการคอมพิวเตอร์"),
    ],
    members: &["ผู้อำนวยการสำนักการคลัง", "ผู้อำนวยการสำนักประชาสัมพันธ์", "ผู้อำนวยการสำนักบริหารทรัพยากรบุคคล"],
};

const SCHOOL: Posts = Posts {
    head: "ผู้อำนวยการโรงเรียน",
    deputy: "รองผู้อำนวยการโรงเรียน",
    coordinator: "หัวหน้ากลุ่มบริหารทั่วไป",
    leads: &[("หัวหน้ากลุ่มบริหารวิชาการ", "หัวหน้างานทะเบียนและวัดผล")],
    members: &["ครูอนามัย", "ครูเวรประจำวัน", "นักการภารโรง"],
};

const HOSPITAL: Posts = Posts {
    head: "ผู้อำนวยการโรงพยาบาล",
    deputy: "รองผู้อำนวยการฝ่ายการแพทย์",
    coordinator: "หัวหน้ากลุ่มงานบริหารทั่วไป",
    leads: &[("หัวหน้ากลุ่มการพยาบาล", "หัวหน้าหอผู้ป่วย"), ("หัวหน้ากลุ่มงานเวชศาสตร์ฉุกเฉิน", "แพทย์เวรฉุกเฉิน")],
    members: &["หัวหน้ากลุ่มงานเภสัชกรรม", "หัวหน้าศูนย์คอมพิวเตอร์", "หัวหน้างานซ่อมบำรุง"],
};

const SUBUNIT: Posts = Posts {
    head: "หัวหน้าหน่วยงาน",
    deputy: "รองหัวหน้าหน่วยงาน",
    coordinator: "เจ้าหน้าที่ธุรการ",
    leads: &[("หัวหน้างานบริการ", "เจ้าหน้าที่ประจำหน่วยงาน")],
    members: &["เจ้าหน้าที่เวรประจำวัน", "อาสาสมัครในพื้นที่"],
};
