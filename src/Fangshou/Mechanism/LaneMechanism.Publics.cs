using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Fangshou.Numerics;
using static Fangshou.Mechanism.MechanismParameter;
using Lane = System.Runtime.Intrinsics.Vector512<double>;

namespace Fangshou.Mechanism;

/// <content>Incidents, the public and what leadership perceives: equations 7–12.</content>
sealed partial class LaneMechanism
{
    // (7) (8) (9)
    [MethodImpl(MethodImplOptions.NoInlining)]
    void HaveIncidents(in StepInput input, in LaneRandom random)
    {
        StepConstants c = input.Constants;
        Span<Lane> means = scratch.Slice(mean), nones = scratch.Slice(none), saliences = scratch.Slice(salience);
        for (int s = 0; s < c.Sectors; s++)
        {
            Lane harmNow = scratch.At(hidden, s);
            Lane incidents = Of(c[IncidentBase]) + (Of(c[IncidentSlope]) * harmNow);
            Lane reports = Vector512.MinNative(Of(c[ReportBase]) + (Of(c[ReportSlope]) * harmNow * (scratch.At(win, s) - Of(0.5))) + state.At(excitation, s), Of(StepConstants.LargestReportRate));
            (means[2 * s], means[(2 * s) + 1]) = (incidents, reports);
            (nones[2 * s], nones[(2 * s) + 1]) = (LaneMath.Exp(-incidents), LaneMath.Exp(-reports));
        }

        for (int s = 0; s < c.Sectors; s++)
        {
            (Lane u, Lane v) = Drawn(DrawStream.Incident, s);
            Lane visible = Incident(input, random, s, Poisson(u, means[2 * s], nones[2 * s], StepConstants.MostIncidents), v);
            Lane reports = Poisson(Drawn(DrawStream.Report, s).First, means[(2 * s) + 1], nones[(2 * s) + 1], StepConstants.MostReports);
            ref Lane excited = ref state.At(excitation, s);
            excited = (Of(c.Forgetting) * excited) + (Of(c[SalienceEcho]) * reports) + visible;
        }

        for (int s = 0; s < c.Sectors; s++)
            saliences[s] = LaneMath.Log(Lane.One + (state.At(excitation, s) / Of(c[SalienceScale])));
    }

    /// <summary>The largest incident of a month and what of it becomes visible.</summary>
    Lane Incident(in StepInput input, in LaneRandom random, int s, Lane count, Lane v)
    {
        StepConstants c = input.Constants;
        Lane severity = Lane.Zero, visible = Lane.Zero, happened = Vector512.GreaterThan(count, Lane.Zero);
        if (Any(happened))
        {
            Lane largest = LaneMath.Exp(LaneMath.Log(v) / Vector512.ConditionalSelect(happened, count, Lane.One));
            Lane beyond = LaneMath.Log(Vector512.MaxNative(Lane.One - largest, Of(StepConstants.LeastTail)));
            Lane tail = c.IsOn(ThinTail) ? -beyond * Of(c.ThinScale) : LaneMath.Exp(-beyond * Of(c.InverseTail));
            Lane scale = Of(c[SeverityLeast]) * (Of(c[SeverityBase]) + (Of(c[SeveritySlope]) * scratch.At(hidden, s)));
            severity = happened & Vector512.MinNative(scale * tail, Of(c[SeverityCap]));
        }

        severity = Vector512.MaxNative(severity, Of(input.Planted(s)));
        Lane exists = Vector512.GreaterThan(severity, Lane.Zero);
        if (Any(exists))
        {
            severity *= LaneMath.Exp(Of(c[Resonance]) * random.Normals(DrawStream.Resonance, (uint)s).First);
            Lane buried = c.IsOn(FullInformation) ? Lane.Zero : scratch.At(shareProtected, s);
            visible = exists & (severity * (Lane.One - (buried * LaneMath.Exp(-severity / Of(c[Burial])))));
        }

        Record(Series.Severity, s, severity);
        Record(Series.VisibleSeverity, s, visible);
        return visible;
    }

    // (11) (12)
    void Perceive(StepConstants c)
    {
        Span<Lane> saliences = scratch.Slice(salience), enforced = scratch.Slice(enforcement);
        Lane competing = default;
        foreach (Lane x in saliences)
            competing += x * x;
        Lane inverse = Of(c[Discovery]) / (Of(c[AttentionHalf] * c[AttentionHalf]) + competing);
        for (int s = 0; s < c.Sectors; s++)
        {
            Lane attention = Clip((saliences[s] * saliences[s] * inverse) + (Of(StepConstants.EnforcerAttention) * enforced[s]), 0, 1);
            Lane exaggerated = Lane.One + (Of(c[OverReporting]) * enforced[s]);
            Span<Lane> known = state.Slice(perceivedHarm, s * World.Areas, World.Areas), actual = scratch.Slice(areaHarm, s * World.Areas, World.Areas), reports = scratch.Slice(areaReports, s * World.Areas, World.Areas);
            if (c.IsOn(FullInformation))
                actual.CopyTo(known);
            else
                for (int k = 0; k < known.Length; k++)
                    known[k] = known[k] + (Of(c[ReportSpeed]) * (reports[k] - known[k])) + (attention * Vector512.MaxNative((actual[k] * exaggerated) - known[k], Lane.Zero));
        }
    }

    Lane Perceived(int s)
    {
        Span<Lane> h = state.Slice(perceivedHarm, s * World.Areas, World.Areas);
        return h[0] + h[1] + h[2] + h[3] + h[4];
    }

    void Record(Series series, int s, Lane value) => scratch.At(seen, ((int)series * world.Sectors.Length) + s) = value;
}
