//! Papers of the kinds the product prints, made up, with hard words in them.

use documents::chart::{
    Bar, BarChart, CallTree, Connection, Contact, Group, GroupedBars, ImpactChart, ImpactPoint, LegendEntry, MapRegion,
    Marker, MarkerKind, Palette, StrategyBox, StrategyColumn, StrategyMap, ThailandMap, TrendChart, TrendPoint,
};
use documents::report::{
    Block, Cell, Chart, ChartSize, Classification, Column, Document, Endorsement, Figure, KeyValues, LetterEnd,
    LetterForm, LetterHead, List, ListItem, ListKind, Meta, Note, NoteKind, Opening, Orientation, Paragraph,
    ParagraphStyle, ReceivedStamp, Row, Signatory, Signatures, Table, Text,
};
use jiff::civil::date;

/// The eight situations of the cabinet paper over 3,616 plans.
const HAZARDS: [(&str, u32); 8] = [
    ("อัคคีภัย", 3547),
    ("โรคระบาดต่อเนื่อง (COVID-19)", 3506),
    ("อุทกภัย", 3447),
    ("ชุมนุมประท้วง/จลาจล", 3073),
    ("ไฟฟ้าดับวงกว้าง", 2182),
    ("ก่อการร้าย", 1255),
    ("แผ่นดินไหว", 1130),
    ("คุกคามทางไซเบอร์", 937),
];

fn percent(count: u32, of: u32) -> String {
    format!("{:.2}", f64::from(count) / f64::from(of) * 100.0)
}

fn hazard_bars(palette: Palette) -> String {
    let bar = |(label, count): &(&str, u32)| Bar {
        label: (*label).into(),
        value: f64::from(*count),
        display: format!("{}%", percent(*count, 3616)),
        href: Some("/readiness".into()),
    };
    BarChart {
        label: "ร้อยละของแผนที่รองรับแต่ละสถานการณ์".into(),
        bars: HAZARDS.iter().map(bar).collect(),
        most: Some(3616.0),
    }
    .svg(palette)
}

/// A report to the cabinet.
pub fn cabinet_report() -> Document {
    let mut meta = Meta::new("สำนักงานคณะกรรมการพัฒนาระบบราชการ", date(2020, 9, 1));
    meta.fiscal_year = Some(2563);
    meta.as_of = Some(date(2020, 8, 31));
    meta.demo = true;
    let mut paper = Document::new(
        "รายงานผลการจัดทำแผนบริหารความพร้อมต่อสภาวะวิกฤต\n(Business Continuity Plan : BCP) ของหน่วยงานของรัฐ",
        meta,
    );
    paper.heading(1, "1.", "เรื่องเดิม");
    paper.paragraph("คณะรัฐมนตรีมีมติเมื่อวันที่ 31 มีนาคม 2563 เกี่ยวกับการจัดทำแผนบริหารความพร้อมต่อสภาวะวิกฤตของหน่วยงานของรัฐ และแนวทางการยกระดับประสิทธิภาพการบริการภาครัฐ โดยให้หน่วยงานของรัฐนำระบบบริการอิเล็กทรอนิกส์ (e-Service) รวมทั้งเทคโนโลยีดิจิทัลมาใช้ในการบริหารงานและให้บริการประชาชน และให้รายงานความก้าวหน้าภายในวันที่ 30 พฤศจิกายน 2563");
    paper.heading(1, "2.", "การจัดทำแผนของหน่วยงานของรัฐ");
    paper.heading(2, "2.1", "การทบทวนและปรับปรุงแผน");
    paper.push(Block::Figures(vec![
        Figure {
            value: "43.67%".into(), label: "จัดส่งแผนแล้ว".into(), detail: Some("3,616 จาก 8,281 หน่วยงาน".into())
        },
        Figure {
            value: "31.90%".into(), label: "ผ่านการตรวจรับ".into(), detail: Some("2,642 จาก 8,281 หน่วยงาน".into())
        },
        Figure {
            value: "4,665".into(), label: "ยังไม่จัดส่ง".into(), detail: Some("อยู่ระหว่างจัดทำ 2,918".into())
        },
    ]));
    paper.paragraph(
        Text::default().plain("ข้อมูล ณ วันที่ 31 สิงหาคม 2563 มีหน่วยงานของรัฐจัดทำแผนแล้ว ").bold("3,616 หน่วยงาน").plain(" (คิดเป็นร้อยละ 43.67) จากจำนวนหน่วยงานทั้งหมดที่ต้องจัดทำแผน 8,281 หน่วยงาน องค์กรปกครองส่วนท้องถิ่นที่อยู่ระหว่างการจัดทำและยังไม่ได้จัดส่งแผน สำนักงาน ก.พ.ร. จะได้ติดตามให้จัดทำแผนให้แล้วเสร็จต่อไป ทั้งนี้ แผนยังรองรับสถานการณ์อื่น ๆ ด้วย ดังตารางที่ 1"),
    );
    let table = Table::new([Column::centred(1.2), Column::text(1.0), Column::number(3.0), Column::number(2.6)])
        .caption("ตารางที่ 1 แผนรองรับสถานการณ์")
        .header(["ที่", "สถานการณ์", "จำนวนแผน", "ร้อยละ"]);
    let mut table = HAZARDS.iter().enumerate().fold(table, |table, (index, (name, count))| {
        table.row([
            (index + 1).to_string(),
            (*name).to_owned(),
            thai::digits::group(i64::from(*count)),
            percent(*count, 3616),
        ])
    });
    table.rows.push(Row::total([Cell::from("แผนหลักที่จัดส่งทั้งหมด").across(2), "3,616".into(), "100.00".into()]));
    paper.push(table.note("ร้อยละคำนวณจากแผนหลักที่จัดส่งแล้ว 3,616 แผน หนึ่งแผนรองรับได้หลายสถานการณ์"));
    paper.push(
        Chart::new(
            hazard_bars(Palette::Print),
            "แผนภูมิแท่งแสดงร้อยละของแผนที่รองรับแต่ละสถานการณ์ อัคคีภัยมากที่สุดร้อยละ 98.09 คุกคามทางไซเบอร์น้อยที่สุดร้อยละ 25.91",
        )
        .caption("แผนภูมิที่ 1 ร้อยละของแผนที่รองรับแต่ละสถานการณ์")
        .size(ChartSize::Percent(92)),
    );
    paper.heading(2, "2.2", "การดำเนินการในประเด็นที่คณะรัฐมนตรีให้ความสำคัญ");
    let list = List {
        kind: ListKind::Bracketed,
        items: vec![
            ListItem { text: "การนำระบบบริการอิเล็กทรอนิกส์มาใช้ในการให้บริการประชาชน เช่น การจองทะเบียนรถผ่านแอปพลิเคชัน การรักษาผู้ป่วยผ่านระบบ AI และระบบการจัดเก็บและสืบค้นข้อมูลคนหาย".into(), children: None },
            ListItem {
                text: "การให้บริการโครงสร้างพื้นฐานที่จำเป็นต่อการดำรงชีวิต".into(),
                children: Some(List::of(ListKind::Bulleted, ["ด้านไฟฟ้า สามารถจ่ายไฟคืนได้ไม่น้อยกว่าร้อยละ 90 ภายใน 3 ชั่วโมง", "ด้านโทรคมนาคม หยุดชะงักไม่เกิน 4 ชั่วโมง"])),
            },
        ],
    };
    paper.push(list);
    paper.heading(2, "2.3", "แนวโน้มและพื้นที่ที่ต้องติดตาม");
    paper.push(
        Chart::new(trend(Palette::Print), "เส้นแสดงสัดส่วนการจัดส่งสะสม จากร้อยละ 3 เป็นร้อยละ 43.67")
            .caption("แผนภูมิที่ 2 สัดส่วนการจัดส่งสะสมรายเดือน")
            .size(ChartSize::Percent(90)),
    );
    paper.push(
        Chart::new(grouped(Palette::Print), "แท่งเปรียบเทียบการจัดส่งกับการตรวจรับตามประเภทหน่วยงาน")
            .caption("แผนภูมิที่ 3 การจัดส่งและการตรวจรับตามประเภทหน่วยงาน")
            .size(ChartSize::Percent(90)),
    );
    paper.push(
        Chart::new(map(Palette::Print), "แผนที่สัดส่วนการจัดส่งแผนรายจังหวัด")
            .caption("แผนที่ที่ 1 สัดส่วนการจัดส่งรายจังหวัด")
            .size(ChartSize::Percent(60)),
    );
    paper.push(Note {
        kind: NoteKind::Information,
        title: Some("ความครบถ้วนของตัวเลข".into()),
        text: "ตัวเลขทุกค่าคำนวณจากบัญชีรายชื่อที่ตรึงไว้เมื่อเปิดรอบ และเรียกย้อนหลังได้ทุกวัน".into(),
    });
    paper.heading(1, "3.", "ข้อเสนอ");
    paper.paragraph("จึงเรียนมาเพื่อโปรดพิจารณานำเสนอคณะรัฐมนตรีเพื่อทราบต่อไป");
    paper.push(Signatures(vec![Signatory {
        position: "เลขาธิการ ก.พ.ร.".into(), ..Signatory::default()
    }]));
    paper
}

fn trend(palette: Palette) -> String {
    let months = [
        "ต.ค. 62",
        "พ.ย. 62",
        "ธ.ค. 62",
        "ม.ค. 63",
        "ก.พ. 63",
        "มี.ค. 63",
        "เม.ย. 63",
        "พ.ค. 63",
        "มิ.ย. 63",
        "ก.ค. 63",
        "ส.ค. 63",
    ];
    let values = [3.0, 5.0, 9.0, 14.0, 19.0, 24.0, 28.0, 31.0, 35.0, 41.5, 43.67];
    let point =
        |(label, value): (&&str, f64)| TrendPoint { label: (*label).into(), value, display: format!("{value:.2}%") };
    TrendChart {
        label: "แนวโน้มการจัดส่งสะสม".into(),
        points: months.iter().zip(values).map(point).collect(),
        step: true,
        most: Some(50.0),
        unit: "%".into(),
        target: None,
    }
    .svg(palette)
}

fn grouped(palette: Palette) -> String {
    let group = |label: &str, a: f64, b: f64| Group {
        label: label.into(),
        values: vec![Some((a, format!("{a:.1}%"))), Some((b, format!("{b:.1}%")))],
        href: None,
    };
    GroupedBars {
        label: "การจัดส่งและการตรวจรับ".into(),
        series: vec!["จัดส่งแล้ว".into(), "ผ่านการตรวจรับ".into()],
        groups: vec![
            group("ส่วนราชการระดับกรม", 82.1, 70.4),
            group("จังหวัด", 97.4, 90.8),
            group("องค์กรปกครองส่วนท้องถิ่น", 38.6, 25.2),
        ],
        most: Some(100.0),
    }
    .svg(palette)
}

fn map(palette: Palette) -> String {
    let region = |(id, class): (&str, u8)| MapRegion {
        map_id: id.into(),
        class: Some(class),
        label: format!("{id} {class}"),
        href: Some(format!("/readiness?province={id}")),
    };
    let ids = [
        "bkk", "spk", "nbi", "cmi", "cri", "nma", "ubn", "kkn", "pkt", "ska", "nst", "sni", "kri", "tak", "lpg", "nan",
        "ptl",
    ];
    ThailandMap {
        label: "สัดส่วนการจัดส่งรายจังหวัด".into(),
        regions: ids.iter().zip([1u8, 2, 3, 4, 5].into_iter().cycle()).map(|(id, class)| region((id, class))).collect(),
        legend: [
            (Some(1), "ต่ำกว่า 25%"),
            (Some(2), "25–39%"),
            (Some(3), "40–54%"),
            (Some(4), "55–69%"),
            (Some(5), "70% ขึ้นไป"),
            (None, "ไม่มีข้อมูล"),
        ]
        .into_iter()
        .map(|(class, label)| LegendEntry { class, label: label.into() })
        .collect(),
    }
    .svg(palette)
}

/// A plan with a cover, contents and the tables of the template.
pub fn plan() -> Document {
    let mut meta = Meta::new("องค์การบริหารส่วนตำบลกระทุ่มล้ม", date(2020, 8, 20));
    meta.parent = Some("อำเภอสามพราน จังหวัดนครปฐม".into());
    meta.fiscal_year = Some(2563);
    meta.version = Some("2".into());
    meta.reference = Some("BCP-2563-0K7Q2".into());
    meta.classification = Classification::Confidential;
    meta.demo = true;
    let mut paper = Document::new("แผนดำเนินธุรกิจอย่างต่อเนื่อง\nสำหรับการบริหารความพร้อมต่อสภาวะวิกฤต", meta);
    paper.options.opening = Opening::Cover { contents: true };
    paper.heading(1, "1", "วัตถุประสงค์ สมมติฐาน และขอบเขต");
    paper.heading(2, "1.1", "วัตถุประสงค์");
    paper.push(List::of(
        ListKind::Numbered,
        [
            "เพื่อใช้เป็นแนวทางในการบริหารความต่อเนื่อง",
            "เพื่อให้หน่วยงานเตรียมความพร้อมล่วงหน้าในการรับมือกับสภาวะวิกฤต",
            "เพื่อลดผลกระทบจากการหยุดชะงักในการดำเนินงานหรือการให้บริการ",
        ],
    ));
    paper.heading(2, "1.2", "สถานการณ์ที่อาจเกิดขึ้น");
    let tick = |marks: [bool; 5]| marks.map(|mark| Cell::from(if mark { "✓" } else { "" }));
    let table = Table::new([
        Column::text(1.0),
        Column::centred(2.0),
        Column::centred(2.0),
        Column::centred(2.2),
        Column::centred(2.0),
        Column::centred(2.2),
    ])
    .caption("ตารางที่ 1 สถานการณ์ที่อาจเกิดขึ้นกับทรัพยากรที่ได้รับผลกระทบ")
    .header([Cell::from("เหตุการณ์สภาวะวิกฤต").down(2), Cell::from("ทรัพยากรที่ได้รับผลกระทบ").across(5)])
    .header(["อาคาร/สถานที่", "วัสดุอุปกรณ์", "เทคโนโลยีสารสนเทศ", "บุคลากรหลัก", "คู่ค้า/ผู้ให้บริการ"]);
    let table = [
        ("อุทกภัย", [true, true, true, false, true]),
        ("อัคคีภัย", [true, true, true, true, false]),
        ("โรคระบาดต่อเนื่อง", [false, false, false, true, true]),
    ]
    .into_iter()
    .fold(table, |table, (name, marks)| table.row([Cell::from(name)].into_iter().chain(tick(marks))));
    paper.push(table);
    paper.heading(1, "2", "ทีมงานบริหารความต่อเนื่องและผังโทรแจ้งเหตุ");
    paper.push(
        Chart::new(tree(Palette::Print), "ผังโทรแจ้งเหตุ นายกองค์การบริหารส่วนตำบลโทรแจ้งหัวหน้าทีม 3 คน")
            .caption("แผนภาพที่ 1 ผังโทรแจ้งเหตุ"),
    );
    paper.heading(1, "3", "การวิเคราะห์ผลกระทบทางธุรกิจ");
    paper.push(
        Chart::new(impact(Palette::Print), "ผลกระทบของการจ่ายเบี้ยยังชีพตามเวลา")
            .caption("แผนภาพที่ 2 ผลกระทบตามเวลา: การจ่ายเบี้ยยังชีพ")
            .size(ChartSize::Percent(80)),
    );
    paper.push(Block::Section(Orientation::Landscape));
    paper.heading(1, "4", "ความต้องการทรัพยากรตามช่วงเวลา");
    let mut table = Table::new([
        Column::text(2.0),
        Column::text(1.4),
        Column::number(2.4),
        Column::number(2.4),
        Column::number(2.4),
        Column::number(2.4),
        Column::number(2.4),
    ])
    .caption("ตารางที่ 5 ความต้องการด้านวัสดุอุปกรณ์")
    .header([Cell::from("รายการ").down(2), Cell::from("แหล่งที่มา").down(2), Cell::from("ระยะเวลานับจากเหตุเกิด").across(5)])
    .header(["4 ชั่วโมง", "1 วัน", "1 สัปดาห์", "2 สัปดาห์", "1 เดือน"])
    .compact();
    table.rows.push(Row::group("สำนักปลัด", 7));
    for n in 1..40 {
        table.rows.push(Row::of([
            format!("เครื่องคอมพิวเตอร์สำรองพร้อมโปรแกรมระบบทะเบียนราษฎร ชุดที่ {n}"),
            "ยืมจากโรงเรียนวัดกระทุ่มล้ม".into(),
            n.to_string(),
            (n * 2).to_string(),
            (n * 3).to_string(),
            (n * 40).to_string(),
            thai::digits::group(n * 1000),
        ]));
    }
    paper.push(table.note("หน่วยนับเป็นเครื่อง").note("จำนวนสะสมในแต่ละช่วงเวลา"));
    paper.push(Block::Section(Orientation::Portrait));
    paper.heading(1, "5", "ขั้นตอนการกอบกู้");
    paper.heading(3, "", "วันแรก (ภายใน 24 ชั่วโมง)");
    paper.push(List::of(
        ListKind::Boxes,
        ["แจ้งเหตุตามผังโทรแจ้งเหตุ", "ประชุมทีมงานเพื่อประเมินความเสียหายของทรัพยากร 5 ด้าน", "รายงานผู้บังคับบัญชาและแจ้งประชาชน"],
    ));
    paper.push(Note {
        kind: NoteKind::Warning,
        title: Some("ต้องแก้ไข".into()),
        text: "เวลาเป้าหมาย (RTO) 3 วัน นานกว่าช่วงหยุดที่ยอมรับได้ (MTPD) 1 วัน".into(),
    });
    paper.push(Paragraph::styled(ParagraphStyle::Small, "ที่มา: แบบฟอร์มแนะนำของสำนักงาน ก.พ.ร."));
    paper.push(Signatures(vec![
        Signatory {
            name: Some("นางสาวสมหญิง ใจดี".into()),
            position: "ผู้ประสานงานแผน".into(),
            capacity: Some("ผู้จัดทำ".into()),
            date: Some(date(2020, 8, 18)),
        },
        Signatory {
            name: Some("นายสมชาย รักชาติ".into()),
            position: "นายกองค์การบริหารส่วนตำบลกระทุ่มล้ม".into(),
            capacity: Some("ผู้อนุมัติ".into()),
            date: None,
        },
    ]));
    paper
}

fn tree(palette: Palette) -> String {
    let person = |name: &str, role: &str, by: Option<usize>| Contact {
        name: name.into(),
        role: role.into(),
        phone: "โทร. 08 1234 5678".into(),
        alternate: Some("สำรอง: นางสาวมาลี แสงทอง".into()),
        called_by: by,
    };
    CallTree {
        label: "ผังโทรแจ้งเหตุ".into(),
        people: vec![
            person("นายสมชาย รักชาติ", "หัวหน้าคณะบริหารความต่อเนื่อง", None),
            person("นางวิภา ทองดี", "หัวหน้าทีมสำนักปลัด", Some(0)),
            person("นายประเสริฐ มั่นคง", "หัวหน้าทีมกองช่าง", Some(0)),
            person("นางสาวอรทัย สุขใจ", "ผู้ประสานงาน", Some(0)),
            person("นายเอก ศรีสุข", "ทีมงาน", Some(1)),
            person("นางสาวบุษบา เพ็ชรรัตน์", "ทีมงาน", Some(1)),
            person("นายกิตติศักดิ์ วงศ์สุวรรณ", "ทีมงานกู้ชีพกู้ภัย", Some(2)),
        ],
    }
    .svg(palette)
}

fn impact(palette: Palette) -> String {
    let point = |hours: f64, label: &str, level: usize| ImpactPoint { hours, label: label.into(), level };
    ImpactChart {
        label: "ผลกระทบตามเวลา".into(),
        levels: ["ไม่มี", "ต่ำ", "ปานกลาง", "สูง", "สูงมาก"].map(Into::into).into(),
        points: vec![
            point(0.0, "0", 0),
            point(4.0, "4 ชม.", 1),
            point(24.0, "1 วัน", 2),
            point(72.0, "3 วัน", 3),
            point(168.0, "1 สัปดาห์", 4),
            point(336.0, "2 สัปดาห์", 4),
        ],
        markers: vec![
            Marker { hours: 24.0, label: "MTPD 1 วัน".into(), kind: MarkerKind::Limit },
            Marker { hours: 48.0, label: "RTO 2 วัน".into(), kind: MarkerKind::Objective },
        ],
    }
    .svg(palette)
}

/// The receipt of a submission.
pub fn receipt() -> Document {
    let mut meta = Meta::new("สำนักงานคณะกรรมการพัฒนาระบบราชการ", date(2020, 8, 20));
    meta.reference = Some("BCP-2563-0K7Q2".into());
    let mut paper = Document::new("ใบรับการจัดส่งแผนบริหารความพร้อมต่อสภาวะวิกฤต", meta);
    paper.options.opening = Opening::Letterhead;
    paper.push(
        KeyValues::default()
            .with("หน่วยงาน", "องค์การบริหารส่วนตำบลกระทุ่มล้ม (06730204)")
            .with("แผน", "แผนหลัก ประจำปีงบประมาณ พ.ศ. 2563 ฉบับที่ 2")
            .with("จัดส่งเมื่อ", "วันที่ 20 สิงหาคม 2563 เวลา 14:32 น.")
            .with("ผู้จัดส่ง", "นางสาวสมหญิง ใจดี ผู้ประสานงานแผน")
            .with("ผู้อนุมัติ", "นายสมชาย รักชาติ นายกองค์การบริหารส่วนตำบลกระทุ่มล้ม")
            .with(
                "ค่าตรวจสอบ (SHA-256)",
                Text::default().code("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"),
            ),
    );
    paper.push(Note {
        kind: NoteKind::Information,
        title: None,
        text: "ฉบับที่จัดส่งนี้แก้ไขไม่ได้ หากถูกส่งคืน ระบบจะแจ้งข้อสังเกตและเปิดให้แก้ไขเป็นฉบับใหม่".into(),
    });
    paper
}

/// The memo of the second paper, as it lay on the director-general's desk.
pub fn memo() -> Document {
    let mut meta = Meta::new("กรมปศุสัตว์", date(2022, 4, 20));
    meta.demo = true;
    let mut paper = Document::new("ผลการประชุมคณะรัฐมนตรี วันอังคารที่ 19 เมษายน 2565", meta);
    paper.options.opening = Opening::Letter;
    paper.push(LetterHead {
        form: LetterForm::Memo,
        urgency: Some("ด่วนมาก".into()),
        number: "กษ 0606/253".into(),
        office: vec!["กองแผนงาน กลุ่มติดตามและประเมินผล  โทร. 0-2653-4444 ต่อ 2242".into()],
        date: Some(date(2022, 4, 20)),
        subject: "ผลการประชุมคณะรัฐมนตรี วันอังคารที่ 19 เมษายน 2565".into(),
        salutation: "เรียน".into(),
        to: "อธิบดีกรมปศุสัตว์".into(),
        references: Vec::new(),
        enclosures: Vec::new(),
        received: Some(ReceivedStamp {
            desk: "กลุ่มช่วยอำนวยความสะดวกผู้บริหาร".into(),
            number: "2390".into(),
            date: date(2022, 4, 21),
            time: "09.10".into(),
        }),
    });
    paper.paragraph("ด้วยกองแผนงานได้ตรวจสอบผลการประชุมคณะรัฐมนตรี วันอังคารที่ 19 เมษายน 2565 จำนวน 16 เรื่อง มีเรื่องที่ควรทราบ คือ เรื่อง รายงานการถอดบทเรียนการดำเนินการของส่วนราชการและจังหวัด ในการรับมือการแพร่ระบาดของโรคติดเชื้อไวรัสโคโรนา 2019 (COVID-19) ประจำปีงบประมาณ พ.ศ. 2563 - 2564");
    paper.paragraph("จึงเรียนมาเพื่อโปรดทราบ และเห็นควรแจ้งสำนัก/กอง ทราบและใช้เป็นข้อมูลประกอบการดำเนินงานในส่วนที่เกี่ยวข้อง ทั้งนี้ การพิจารณาอยู่ในอำนาจของอธิบดีกรมปศุสัตว์ ตามคำสั่งกรมปศุสัตว์ที่ 275/2565 ลงวันที่ 10 มีนาคม 2565");
    paper.push(LetterEnd {
        name: Some("นายตัวอย่าง หัวหน้ากอง".into()),
        position: vec!["ผู้อำนวยการกองแผนงาน".into()],
        date: Some(date(2022, 4, 20)),
        ..LetterEnd::default()
    });
    let endorsement = |task: &str, text: &str, position: &[&str], at: &str| Endorsement {
        task: task.into(),
        text: text.into(),
        name: "นายตัวอย่าง ผู้บริหาร".into(),
        position: position.iter().map(|line| (*line).to_owned()).collect(),
        at: at.into(),
    };
    paper.push(Block::Endorsements(vec![
        endorsement(
            "เกษียน",
            "เรียน อธิบดี เพื่อโปรดทราบ",
            &["รองอธิบดีกรมปศุสัตว์ รักษาราชการแทน", "รองอธิบดีกรมปศุสัตว์ ด้านวิชาการ"],
            "21 เม.ย. 2565 10.30 น.",
        ),
        endorsement("รับทราบ", "", &["อธิบดีกรมปศุสัตว์"], ""),
    ]));
    paper
}

/// A circular of the office as an external letter.
pub fn external_letter() -> Document {
    let mut meta = Meta::new("สำนักงาน ก.พ.ร.", date(2022, 5, 2));
    meta.classification = Classification::Confidential;
    let mut paper = Document::new("แนวทางการทบทวนแผนบริหารความพร้อมต่อสภาวะวิกฤต", meta);
    paper.options.opening = Opening::Letter;
    paper.push(LetterHead {
        form: LetterForm::External,
        urgency: Some("ด่วนที่สุด".into()),
        number: "นร 1200/ว 12".into(),
        office: vec!["สำนักงาน ก.พ.ร.".into(), "59/1 ถนนพิษณุโลก เขตดุสิต".into(), "กรุงเทพมหานคร 10300".into()],
        date: Some(date(2022, 5, 2)),
        subject: "แนวทางการทบทวน ซักซ้อม และปรับปรุงแผนบริหารความพร้อมต่อสภาวะวิกฤตประจำปีงบประมาณ พ.ศ. 2565".into(),
        salutation: "เรียน".into(),
        to: "หัวหน้าส่วนราชการระดับกรมทุกส่วนราชการ".into(),
        references: vec!["หนังสือสำนักเลขาธิการคณะรัฐมนตรี ด่วนที่สุด ที่ นร 0505/ว 203 ลงวันที่ 20 เมษายน 2565".into()],
        enclosures: vec!["สำเนามติคณะรัฐมนตรีเมื่อวันที่ 19 เมษายน 2565".into(), "แบบรายงาน จำนวน 1 ชุด".into()],
        received: None,
    });
    paper.paragraph("ตามหนังสือที่อ้างถึง คณะรัฐมนตรีมีมติเห็นชอบข้อเสนอแนะการบริหารงานและการให้บริการประชาชนกรณีเกิดภาวะวิกฤตในอนาคต และให้สำนักงาน ก.พ.ร. ติดตามความคืบหน้า ความละเอียดแจ้งแล้ว นั้น");
    paper.paragraph("สำนักงาน ก.พ.ร. ขอเรียนว่า หน่วยงานของรัฐควรทบทวน ซักซ้อม และปรับปรุงแผนเป็นประจำทุกปี และนำแผนไปใช้อย่างจริงจังเมื่อเกิดเหตุวิกฤต รายละเอียดปรากฏตามสิ่งที่ส่งมาด้วย");
    paper.paragraph("จึงเรียนมาเพื่อโปรดพิจารณาดำเนินการต่อไป");
    paper.push(LetterEnd {
        close: Some("ขอแสดงความนับถือ".into()),
        mark: None,
        name: Some("นางสาวตัวอย่าง ผู้ลงนาม".into()),
        position: vec!["รองเลขาธิการ ก.พ.ร. ปฏิบัติราชการแทน".into(), "เลขาธิการ ก.พ.ร.".into()],
        date: None,
        contact: vec![
            "กองพัฒนาระบบราชการ 1".into(),
            "โทร. 0 2356 9999 ต่อ 8888".into(),
            "สำเนาส่ง สำนักเลขาธิการคณะรัฐมนตรี".into(),
        ],
    });
    paper
}

/// The Strategy Map on one page.
pub fn strategy_map() -> Document {
    let mut meta = Meta::new("องค์การบริหารส่วนตำบลกระทุ่มล้ม", date(2020, 8, 20));
    meta.fiscal_year = Some(2563);
    meta.version = Some("2".into());
    meta.demo = true;
    let mut paper = Document::new("แผนที่กลยุทธ์ความต่อเนื่อง (BCP Strategy Map)", meta);
    paper.options.opening = Opening::Poster;
    paper.options.orientation = Orientation::Landscape;
    paper.push(
        Chart::new(strategy(Palette::Print), "พันธกิจ กระบวนงานสำคัญ บริการดิจิทัล สถานการณ์ กลยุทธ์ และสิ่งที่ประชาชนได้รับ")
            .size(ChartSize::Page),
    );
    paper
}

fn strategy(palette: Palette) -> String {
    let item = |id: &str, text: &str, detail: Option<&str>| StrategyBox {
        id: id.into(),
        text: text.into(),
        detail: detail.map(Into::into),
    };
    let column = |heading: &str, boxes: Vec<StrategyBox>| StrategyColumn { heading: heading.into(), boxes };
    let line = |(from, to): (&str, &str)| Connection { from: from.into(), to: to.into() };
    StrategyMap {
        label: "แผนที่กลยุทธ์ความต่อเนื่อง".into(),
        columns: vec![
            column("พันธกิจ", vec![item("m1", "จัดระบบบริการสาธารณะเพื่อประโยชน์ของประชาชนในท้องถิ่น", None)]),
            column(
                "กระบวนงานสำคัญ",
                vec![
                    item("p1", "กู้ชีพกู้ภัยและรับแจ้งเหตุ", Some("RTO 0–2 ชั่วโมง")),
                    item("p2", "รับคำร้องและออกใบรับรอง", Some("RTO 4 ชั่วโมง")),
                    item("p3", "จ่ายเบี้ยยังชีพผู้สูงอายุและคนพิการ", Some("RTO 1 วัน")),
                    item("p4", "เก็บขนขยะมูลฝอย", Some("RTO 1 วัน")),
                ],
            ),
            column(
                "บริการดิจิทัล",
                vec![
                    item("d1", "สายด่วน 1669 และ LINE แจ้งเหตุ", None),
                    item("d2", "ยื่นคำร้องออนไลน์ (e-Service)", None),
                    item("d3", "โอนเงินผ่านระบบ e-Social Welfare", None),
                ],
            ),
            column(
                "สถานการณ์",
                vec![
                    item("h1", "อุทกภัย", None),
                    item("h2", "ไฟฟ้าดับวงกว้าง", None),
                    item("h3", "โรคระบาดต่อเนื่อง", None),
                    item("h4", "คุกคามทางไซเบอร์", None),
                ],
            ),
            column(
                "กลยุทธ์ความต่อเนื่อง",
                vec![
                    item("s1", "ย้ายไปปฏิบัติงานที่โรงเรียนวัดกระทุ่มล้ม ซึ่งอยู่นอกเขตน้ำท่วมเดียวกัน", None),
                    item("s2", "เครื่องกำเนิดไฟฟ้าสำรองและคอมพิวเตอร์พกพา", None),
                    item("s3", "ปฏิบัติงานที่บ้านและสลับทีม", None),
                    item("s4", "สำรองข้อมูลนอกสถานที่และทำงานด้วยเอกสาร", None),
                ],
            ),
            column(
                "ประชาชนได้รับ",
                vec![
                    item("o1", "ได้รับความช่วยเหลือฉุกเฉินตลอด 24 ชั่วโมง", None),
                    item("o2", "ยื่นคำร้องได้โดยไม่ต้องเดินทาง", None),
                    item("o3", "ได้รับเบี้ยยังชีพตรงเวลา", None),
                ],
            ),
        ],
        connections: [
            ("m1", "p1"),
            ("m1", "p2"),
            ("m1", "p3"),
            ("m1", "p4"),
            ("p1", "d1"),
            ("p2", "d2"),
            ("p3", "d3"),
            ("d1", "h1"),
            ("d2", "h3"),
            ("d2", "h2"),
            ("d3", "h4"),
            ("p4", "h1"),
            ("h1", "s1"),
            ("h2", "s2"),
            ("h3", "s3"),
            ("h4", "s4"),
            ("s1", "o1"),
            ("s2", "o2"),
            ("s3", "o2"),
            ("s4", "o3"),
        ]
        .into_iter()
        .map(line)
        .collect(),
    }
    .svg(palette)
}

/// Every picture for a page, by name.
#[allow(dead_code)] // The test of papers does not look at pages.
pub fn page_charts() -> Vec<(&'static str, String)> {
    let palette = Palette::Classes;
    vec![
        ("bars", hazard_bars(palette)),
        ("trend", trend(palette)),
        ("grouped", grouped(palette)),
        ("map", map(palette)),
        ("tree", tree(palette)),
        ("impact", impact(palette)),
        ("strategy", strategy(palette)),
    ]
}
