//! Kinds of organisation, the template family of each, and the model plan to start from (template 2, mission A2).

use crate::codes::codes;

codes! {
    /// Kind of organisation; codes as in the register.
    Kind {
        /// กระทรวง
        Ministry = "ministry",
        /// ส่วนราชการระดับกรม
        Department = "department",
        /// จังหวัด
        Province = "province",
        /// องค์กรปกครองส่วนท้องถิ่นรูปแบบพิเศษ
        LaoSpecial = "lao_special",
        /// องค์การบริหารส่วนจังหวัด
        LaoProvincial = "lao_provincial",
        /// เทศบาลนคร
        LaoCity = "lao_city",
        /// เทศบาลเมือง
        LaoTown = "lao_town",
        /// เทศบาลตำบล
        LaoSubdistrictMunicipality = "lao_subdistrict_municipality",
        /// องค์การบริหารส่วนตำบล
        LaoSao = "lao_sao",
        /// รัฐวิสาหกิจ
        StateEnterprise = "state_enterprise",
        /// องค์การมหาชน
        PublicOrganisation = "public_organisation",
        /// สถาบันอุดมศึกษา
        University = "university",
        /// หน่วยงานอิสระ
        Independent = "independent",
        /// อำเภอ
        District = "district",
        /// สถานศึกษา
        School = "school",
        /// โรงพยาบาล
        Hospital = "hospital",
        /// หน่วยงานในสังกัด
        Subunit = "subunit",
    }
}

codes! {
    /// Which of the three forms of the template an organisation fills in.
    Family {
        /// Departments, public organisations, state enterprises, independent bodies, universities, and units below.
        Department = "department",
        /// Provinces and districts.
        Province = "province",
        /// Local administrative organisations.
        Local = "local",
    }
}

codes! {
    /// The four model plans of the cabinet paper of 8 December 2563, 1.2.
    ModelKind {
        /// A department that serves the public.
        ServiceDepartment = "service_department",
        /// A department that administers the administration.
        CentralDepartment = "central_department",
        /// An office of the regional administration.
        RegionalOffice = "regional_office",
        /// A local administrative organisation.
        LocalOrganisation = "local_organisation",
    }
}

impl Kind {
    /// The form of the template.
    pub const fn family(self) -> Family {
        match self {
            Kind::Province | Kind::District => Family::Province,
            _ if self.is_local() => Family::Local,
            _ => Family::Department,
        }
    }

    /// The model that an organisation of this kind is offered first; it may take any other.
    pub const fn suggested_model(self) -> ModelKind {
        match self {
            Kind::Ministry | Kind::Independent => ModelKind::CentralDepartment,
            Kind::Province | Kind::District => ModelKind::RegionalOffice,
            _ if self.is_local() => ModelKind::LocalOrganisation,
            _ => ModelKind::ServiceDepartment,
        }
    }

    /// True for the six kinds of local administrative organisation.
    pub const fn is_local(self) -> bool {
        matches!(
            self,
            Kind::LaoSpecial
                | Kind::LaoProvincial
                | Kind::LaoCity
                | Kind::LaoTown
                | Kind::LaoSubdistrictMunicipality
                | Kind::LaoSao
        )
    }

    /// True for units that a supervisor may add below an organisation of its own, without the centre.
    pub const fn may_be_added_below(self) -> bool {
        matches!(self, Kind::District | Kind::School | Kind::Hospital | Kind::Subunit)
    }

    /// True when many others stop if it stops: it commands an area, treats the sick, or runs lifelines.
    pub const fn others_hang_on_it(self) -> bool {
        matches!(self, Kind::Province | Kind::Hospital | Kind::StateEnterprise | Kind::LaoSpecial)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_the_register_has_a_family_and_a_model() {
        for (code, family, model) in [
            ("ministry", Family::Department, ModelKind::CentralDepartment),
            ("department", Family::Department, ModelKind::ServiceDepartment),
            ("province", Family::Province, ModelKind::RegionalOffice),
            ("district", Family::Province, ModelKind::RegionalOffice),
            ("lao_provincial", Family::Local, ModelKind::LocalOrganisation),
            ("lao_city", Family::Local, ModelKind::LocalOrganisation),
            ("lao_town", Family::Local, ModelKind::LocalOrganisation),
            ("lao_subdistrict_municipality", Family::Local, ModelKind::LocalOrganisation),
            ("lao_sao", Family::Local, ModelKind::LocalOrganisation),
            ("lao_special", Family::Local, ModelKind::LocalOrganisation),
            ("state_enterprise", Family::Department, ModelKind::ServiceDepartment),
            ("public_organisation", Family::Department, ModelKind::ServiceDepartment),
            ("university", Family::Department, ModelKind::ServiceDepartment),
            ("independent", Family::Department, ModelKind::CentralDepartment),
            ("school", Family::Department, ModelKind::ServiceDepartment),
            ("hospital", Family::Department, ModelKind::ServiceDepartment),
            ("subunit", Family::Department, ModelKind::ServiceDepartment),
        ] {
            let kind = Kind::from_code(code);
            assert_eq!(kind.map(|k| (k.family(), k.suggested_model())), Some((family, model)), "{code}");
        }
        assert_eq!(Kind::ALL.len(), 17);
    }
}
