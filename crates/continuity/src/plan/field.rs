//! The members of a plan by name, for findings, remarks and differences to point at.

use crate::codes::codes;

codes! {
    /// A member of the plan that a finding, a remark or a change points at; codes are the exchange names.
    Field {
        /// Title of the plan.
        Title = "title",
        /// Secrecy of the plan.
        Classification = "classification",
        /// Kind of plan.
        Kind = "kind",
        /// Objectives.
        Objectives = "objectives",
        /// Assumptions.
        Assumptions = "assumptions",
        /// Scope.
        Scope = "scope",
        /// Code of a hazard.
        Code = "code",
        /// Label of an own hazard code.
        Label = "label",
        /// Categories that a hazard affects.
        Affects = "affects",
        /// Id of a row.
        Id = "id",
        /// Role of a team member or of a recovery step.
        Role = "role",
        /// Name of a person or process.
        Name = "name",
        /// Post held.
        Position = "position",
        /// Telephone.
        Phone = "phone",
        /// E-mail.
        Email = "email",
        /// Whom a person stands in for.
        AlternateOf = "alternate_of",
        /// Who calls a person.
        CalledBy = "called_by",
        /// Mission served.
        Mission = "mission",
        /// Unit that runs a process.
        OwnerUnit = "owner_unit",
        /// Worst impact.
        Impact = "impact",
        /// Impact at each time after the disruption.
        ImpactOverTime = "impact_over_time",
        /// Recovery time objective.
        Rto = "rto",
        /// Why the RTO differs from the calculated one.
        RtoReason = "rto_reason",
        /// Maximum tolerable period of disruption.
        Mtpd = "mtpd",
        /// Recovery point objective.
        Rpo = "rpo",
        /// Recovery time achievable today.
        Rta = "rta",
        /// Minimum business continuity objective.
        Mbco = "mbco",
        /// People served on a normal day.
        PeopleServedPerDay = "people_served_per_day",
        /// Digital channels.
        Services = "services",
        /// What a process depends on; also the list of dependencies of one process.
        DependsOn = "depends_on",
        /// The target of one dependency.
        On = "on",
        /// Group of alternatives.
        Group = "group",
        /// How many of a group, or the quantities of a resource.
        Need = "need",
        /// How long a process runs on without a dependency.
        Tolerance = "tolerance",
        /// The list of resources of one process.
        Resources = "resources",
        /// Resource category.
        Category = "category",
        /// What a resource is.
        Item = "item",
        /// Unit of quantities.
        Unit = "unit",
        /// Who provides a resource in a crisis.
        Source = "source",
        /// Words of a strategy.
        Text = "text",
        /// What sets a strategy off.
        Trigger = "trigger",
        /// Time to put a strategy to work.
        TimeToImplement = "time_to_implement",
        /// How long a strategy can be kept up.
        MaximumDuration = "maximum_duration",
        /// Share of normal output.
        LevelAchieved = "level_achieved",
        /// Cost in baht.
        CostBaht = "cost_baht",
        /// Claim on a shared resource.
        Commitment = "commitment",
        /// Quantity claimed.
        Quantity = "quantity",
        /// State of the agreement.
        Agreement = "agreement",
        /// Phase of a recovery step.
        Phase = "phase",
        /// Order of a recovery step.
        Order = "order",
        /// Words of a recovery step.
        Step = "step",
        /// Steps that come first.
        After = "after",
        /// By when a step is done.
        Due = "due",
        /// Declaration that a section or hazard does not apply.
        NotApplicable = "not_applicable",
        /// Reason why it does not apply.
        Reason = "reason",
        /// The row as a whole.
        Row = "row",
    }
}
