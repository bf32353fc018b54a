using Fangshou.Numerics;
using static Fangshou.Mechanism.MechanismParameter;

namespace Fangshou.Mechanism;

/// <summary>Parameters and traits as the kernels read them, with what follows from them alone computed once.</summary>
/// <remarks>Made anew when a lever changes a parameter. Arrays over sectors (S), agencies (A), areas of harm (5) and localities (L).</remarks>
sealed class StepConstants
{
    // Poisson counts are drawn by walking up the distribution; these are the largest counts that the walk reaches.
    internal const int MostIncidents = 11, MostReports = 59, MostRestrictive = 39, MostLoosening = 19, MostContent = 19, MostEntrants = 5;

    internal const double LargestReportRate = 30, LeastSize = 1e-3, LargestSize = 200, LargestFine = 0.10, FineChance = 0.4, MobilisedEffort = 0.3,
        LeastConfidence = 0.05, LargestConfidence = 1.2, IndexFall = 0.9, LeastValue = 0.05, ReferenceGrowth = 0.015, ContentSpeed = 0.3, ContentActs = 1.2,
        ContentRisk = 1.4, ContentLearning = 0.10, ContentForgetting = 0.02, EnforcerAttention = 0.35, ValueOfDrafts = 0.9, FineFloor = 0.02;

    /// <summary>2⁻⁵⁴: half the spacing of uniforms, in place of a tail of 0.</summary>
    internal const double LeastTail = 5.551115123125783e-17;

    /// <summary>1/j for j ≥ 1, for the walk up a Poisson distribution.</summary>
    internal static readonly double[] Reciprocal = [.. Enumerable.Range(0, 64).Select(j => j == 0 ? 0 : 1.0 / j)];

    readonly double[] values;

    internal StepConstants(World world, ParameterSet parameters)
    {
        World = world;
        values = [.. Enum.GetValues<MechanismParameter>().Select(parameter => parameters[parameter])];
        Sectors = world.Sectors.Length;
        Agencies = world.Agencies.Length;
        Localities = world.Localities.Length;
        InCharge = new bool[Agencies * Sectors];
        InverseInCharge = new double[Sectors];
        for (int s = 0; s < Sectors; s++)
        {
            for (int a = 0; a < Agencies; a++)
                InCharge[(a * Sectors) + s] = world.InCharge(a, s);
            InverseInCharge[s] = 1.0 / Enumerable.Range(0, Agencies).Count(a => InCharge[(a * Sectors) + s]);
        }

        HasMandate = [.. world.Agencies.SelectMany(a => a.Mandate.Select(mandate => mandate > 0))];
        InverseMandates = [.. Enumerable.Range(0, World.Areas).Select(k => 1.0 / Math.Max(1, world.Agencies.Count(a => a.Mandate[k] > 0)))];
        Growth = [.. world.Sectors.Select(s => s.Growth * this[MechanismParameter.Growth])];
        InverseSaturation = [.. world.Sectors.Select(s => 1 / (s.Saturation * this[Saturation]))];
        MissionOf = [.. world.Sectors.Select(s => s.Mission * this[Mission])];
        Inflow = [.. world.Sectors.SelectMany(s => s.Harm.Select(weight => this[HarmInflow] * weight))];
        ProtectionSlopeOf = [.. world.Localities.Select(l => this[ProtectionSlope] * l.Roles)];
        JudgesOf = [.. world.Localities.Select(l => l.Judges * this[Judges])];
        CareerOf = [.. world.Agencies.Select(a => this[Career] * a.Career)];
        InertiaOf = [.. world.Agencies.Select(a => this[Inertia] + (this[OrientationWeight] * a.Orientation))];
        SpeedOf = [.. world.Agencies.Select(a => this[AgencySpeed] * a.Speed)];

        // Without career incentives nobody follows anybody: the cascade is one of careers.
        PeersPull = this[Career] > 0 ? this[Peers] : 0;
        MomentumPull = this[Career] > 0 ? this[Momentum] : 0;
        Forgetting = RealMath.Exp(-this[SalienceDecay]);
        InverseTail = 1 / this[SeverityTail];
        ThinScale = this[SeverityTail] / (this[SeverityTail] - 1);
    }

    internal World World { get; }

    internal double this[MechanismParameter parameter] => values[(int)parameter];

    internal bool IsOn(MechanismParameter parameter) => values[(int)parameter] > 0;

    internal int Sectors { get; }

    internal int Agencies { get; }

    internal int Localities { get; }

    /// <summary>A×S.</summary>
    internal bool[] InCharge { get; }

    /// <summary>One over the number of agencies in charge. S.</summary>
    internal double[] InverseInCharge { get; }

    /// <summary>Any mandate over an area of harm. A×5.</summary>
    internal bool[] HasMandate { get; }

    /// <summary>One over the number of agencies with any mandate over an area. 5.</summary>
    internal double[] InverseMandates { get; }

    internal double[] Growth { get; }

    internal double[] InverseSaturation { get; }

    internal double[] MissionOf { get; }

    /// <summary>Harm made a month by a mature sector without compliance. S×5.</summary>
    internal double[] Inflow { get; }

    internal double[] ProtectionSlopeOf { get; }

    internal double[] JudgesOf { get; }

    internal double[] CareerOf { get; }

    internal double[] InertiaOf { get; }

    internal double[] SpeedOf { get; }

    internal double PeersPull { get; }

    internal double MomentumPull { get; }

    internal double Forgetting { get; }

    internal double InverseTail { get; }

    internal double ThinScale { get; }
}
