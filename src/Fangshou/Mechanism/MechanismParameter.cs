namespace Fangshou.Mechanism;

/// <summary>A number that the mechanism runs on; what each means, its unit, range and reason stand in <see cref="ParameterTable"/>.</summary>
/// <remarks>In the order of parameters.csv, whose keys are these names in lower case with hyphens; loading the table checks that.</remarks>
public enum MechanismParameter
{
    /// <summary>Month-to-month persistence of macroeconomic slack.</summary>
    SlackPersistence,

    /// <summary>Monthly shock to slack.</summary>
    SlackVolatility,

    /// <summary>Lasting shift of slack (positive: slump; negative: boom).</summary>
    Slump,

    /// <summary>Monthly growth of a young sector, as a multiple of the sector's own.</summary>
    Growth,

    /// <summary>Size at which a sector stops growing, as a multiple of the sector's own.</summary>
    Saturation,

    /// <summary>Monthly shock to a firm's log size.</summary>
    GrowthNoise,

    /// <summary>Mean size of a firm of a sector that has just begun.</summary>
    InitialSize,

    /// <summary>Spread of firms' log size at the start.</summary>
    SizeSpread,

    /// <summary>Growth added by a supportive signal.</summary>
    Support,

    /// <summary>Growth lost under full enforcement.</summary>
    EnforcementDrag,

    /// <summary>Pull of full enforcement on compliance.</summary>
    ComplianceGain,

    /// <summary>Return of compliance to its floor.</summary>
    ComplianceDecay,

    /// <summary>Compliance without any enforcement.</summary>
    ComplianceFloor,

    /// <summary>Hidden harm made by a mature sector without compliance.</summary>
    HarmInflow,

    /// <summary>Fading of hidden harm by itself.</summary>
    HarmDecay,

    /// <summary>Fading of hidden harm through courts that never side with firms.</summary>
    Redress,

    /// <summary>Clean-up of hidden harm under full effort.</summary>
    CleanUp,

    /// <summary>How fast protection rises with a place's dependence on a sector.</summary>
    ProtectionSlope,

    /// <summary>Largest local protection.</summary>
    ProtectionCap,

    /// <summary>Share of protection suspended in a campaign.</summary>
    ProtectionSuspended,

    /// <summary>Share of harm that a fully tied firm keeps out of reports.</summary>
    TiesEffect,

    /// <summary>Win share of firms in courts without protection.</summary>
    CourtBase,

    /// <summary>Rise of the win share under full protection.</summary>
    CourtCapture,

    /// <summary>Incidents of a sector without hidden harm.</summary>
    IncidentBase,

    /// <summary>Incidents for each unit of hidden harm.</summary>
    IncidentSlope,

    /// <summary>Tail exponent of severity (Pareto).</summary>
    SeverityTail,

    /// <summary>Scale of severity.</summary>
    SeverityLeast,

    /// <summary>Severity without hidden harm, as a multiple of the scale.</summary>
    SeverityBase,

    /// <summary>Severity for each unit of hidden harm.</summary>
    SeveritySlope,

    /// <summary>Largest severity before resonance.</summary>
    SeverityCap,

    /// <summary>Spread of the public's echo to an incident.</summary>
    Resonance,

    /// <summary>Severity that locals can bury.</summary>
    Burial,

    /// <summary>Forgetting.</summary>
    SalienceDecay,

    /// <summary>Excitation by a report.</summary>
    SalienceEcho,

    /// <summary>Reports without harm.</summary>
    ReportBase,

    /// <summary>Reports for each unit of harm that courts do not redress.</summary>
    ReportSlope,

    /// <summary>Excitation at which salience is ln 2.</summary>
    SalienceScale,

    /// <summary>Speed at which reports reach the leadership.</summary>
    ReportSpeed,

    /// <summary>Largest share of the unseen that attention discovers in a month.</summary>
    Discovery,

    /// <summary>Salience at which attention is half.</summary>
    AttentionHalf,

    /// <summary>Over-reporting of harm in a full campaign.</summary>
    OverReporting,

    /// <summary>Weight of squared salience in pressure.</summary>
    Anger,

    /// <summary>Weight of tight signals elsewhere in pressure.</summary>
    Contagion,

    /// <summary>Weight of growth in value.</summary>
    GrowthWeight,

    /// <summary>Weight of damage to markets and jobs in value.</summary>
    DamageWeight,

    /// <summary>Weight of the pro-growth faction.</summary>
    GrowthFaction,

    /// <summary>How much more a slump makes growth and damage weigh.</summary>
    SlumpWeight,

    /// <summary>Pressure over value that moves the desired signal.</summary>
    SignalSlope,

    /// <summary>Mission priority, as a multiple of the sector's own.</summary>
    Mission,

    /// <summary>Gap at which a tightening slips.</summary>
    FrictionUp,

    /// <summary>Gap at which a loosening slips.</summary>
    FrictionDown,

    /// <summary>Softness of friction.</summary>
    FrictionWidth,

    /// <summary>Rate at which leadership looks at a quiet sector.</summary>
    LookBase,

    /// <summary>Looks added by salience.</summary>
    LookSalience,

    /// <summary>Looks added by damage.</summary>
    LookDamage,

    /// <summary>Decisions that leadership takes in a month.</summary>
    DecisionQuota,

    /// <summary>Pull of the signal on an agency's effort, as career incentive.</summary>
    Career,

    /// <summary>Effort of an agency that nothing moves.</summary>
    Inertia,

    /// <summary>Pull of other agencies in the same sector.</summary>
    Peers,

    /// <summary>Pull of the agency's own campaigns elsewhere.</summary>
    Momentum,

    /// <summary>Speed of agencies, as a multiple of their own.</summary>
    AgencySpeed,

    /// <summary>How far an agency's orientation moves its effort.</summary>
    OrientationWeight,

    /// <summary>Blame for acting in a month in which the index fell by a tenth.</summary>
    BlameStep,

    /// <summary>Share of blame left after a month.</summary>
    BlameMemory,

    /// <summary>Recovery of confidence.</summary>
    ConfidenceRecovery,

    /// <summary>Confidence lost under full enforcement.</summary>
    ConfidenceDamage,

    /// <summary>Confidence lost in a jump of the signal by 1.</summary>
    ConfidenceShock,

    /// <summary>Speed at which jobs follow confidence.</summary>
    JobsSpeed,

    /// <summary>A third of the restrictive acts under full effort.</summary>
    RestrictiveRate,

    /// <summary>Loosening acts in quiet times.</summary>
    LooseningRate,

    /// <summary>Loosening acts for each unit of damage under a fully supportive signal.</summary>
    LooseningSlope,

    /// <summary>Median fine without a signal.</summary>
    FineBase,

    /// <summary>Spread of fines.</summary>
    FineSpread,

    /// <summary>Rise of fines with the signal.</summary>
    FineSignal,

    /// <summary>Content risk at which the content agency acts.</summary>
    ContentThreshold,

    /// <summary>Softness of that threshold.</summary>
    ContentWidth,

    /// <summary>How sharply value turns a draft away.</summary>
    PushBack,

    /// <summary>Content drafts under full content effort.</summary>
    DraftRate,

    /// <summary>Claims brought for each unit of size and hidden harm.</summary>
    Claims,

    /// <summary>Claims that courts dispose of, as a multiple of each place's own.</summary>
    Judges,

    /// <summary>Entrants of a sector that is empty and confident.</summary>
    Entry,

    /// <summary>Size of an entrant.</summary>
    EntrySize,

    /// <summary>Size below which a firm gives up.</summary>
    ExitSize,

    /// <summary>Speed at which ties grow towards what a firm's size can buy.</summary>
    Lobbying,

    /// <summary>Size that buys ties of one half.</summary>
    LobbyingHalf,

    /// <summary>Rate at which a sector that is judged past saving loses its licences, under a tight signal.</summary>
    Closure,

    /// <summary>Perceived harm over value at which a sector is past saving.</summary>
    ClosureRatio,

    /// <summary>Softness of that ratio.</summary>
    ClosureWidth,

    /// <summary>Shrinkage of a sector without licences.</summary>
    ClosureShrinkage,

    /// <summary>1: leadership sees harm as it is; 0: as reported.</summary>
    FullInformation,

    /// <summary>1: severity has an exponential tail; 0: a Pareto tail.</summary>
    ThinTail,

    /// <summary>1: leadership follows its wish at once; 0: stick and slip.</summary>
    NoFriction,
}
