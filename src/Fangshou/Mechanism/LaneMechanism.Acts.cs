using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Fangshou.Numerics;
using static Fangshou.Mechanism.MechanismParameter;
using Lane = System.Runtime.Intrinsics.Vector512<double>;

namespace Fangshou.Mechanism;

/// <content>What enters the ledger, and content control: equations 17 and 18.</content>
sealed partial class LaneMechanism
{
    // (17)
    [MethodImpl(MethodImplOptions.NoInlining)]
    void Act(StepConstants c)
    {
        Span<Lane> means = scratch.Slice(mean), nones = scratch.Slice(none);
        for (int s = 0; s < c.Sectors; s++)
        {
            Lane sum = default, mobilised = default;
            for (int a = 0; a < c.Agencies; a++)
            {
                Lane e = state.At(effort, (a * c.Sectors) + s);
                sum += e;
                mobilised += Lane.One & Vector512.GreaterThan(e, Of(StepConstants.MobilisedEffort));
            }

            Lane restrictive = Of(3 * c[RestrictiveRate]) * (sum * Of(c.InverseInCharge[s]));
            Lane loosening = Of(c[LooseningRate]) + (Of(c[LooseningSlope]) * Vector512.MaxNative(-state.At(signal, s), Lane.Zero) * scratch.At(damage, s));
            (means[2 * s], means[(2 * s) + 1]) = (restrictive, loosening);
            (nones[2 * s], nones[(2 * s) + 1]) = (LaneMath.Exp(-restrictive), LaneMath.Exp(-loosening));
            Record(Series.Mobilised, s, mobilised);
        }

        for (int s = 0; s < c.Sectors; s++)
        {
            (Lane u, Lane v) = Drawn(DrawStream.Acts, s);
            Lane restrictive = Poisson(u, means[2 * s], nones[2 * s], StepConstants.MostRestrictive);
            Record(Series.Restrictive, s, restrictive);
            Record(Series.Loosening, s, Poisson(v, means[(2 * s) + 1], nones[(2 * s) + 1], StepConstants.MostLoosening));
            Record(Series.Fine, s, Fine(c, s, Vector512.GreaterThan(restrictive, Lane.Zero)));
        }

        for (int s = 0; s < c.Sectors; s++)
            Record(Series.PerceivedHarm, s, Perceived(s));
        Record(Series.Signal, state.Slice(signal));
        Record(Series.Confidence, state.Slice(confidence));
        Record(Series.JobLoss, state.Slice(jobLoss));
        Record(Series.Closed, state.Slice(closed));
        Record(Series.HiddenHarm, scratch.Slice(hidden));
        Record(Series.Salience, scratch.Slice(salience));
        Record(Series.Protection, scratch.Slice(shareProtected));
        Record(Series.WinShare, scratch.Slice(win));
        for (int s = 0; looksAtFirms && s < c.Sectors; s++)
            LookAtFirms(c, s);
    }

    void Record(Series series, ReadOnlySpan<Lane> values) => values.CopyTo(scratch.Slice(seen, (int)series * signal.Count, signal.Count));

    /// <summary>What only a pass over all firms and places can tell.</summary>
    void LookAtFirms(StepConstants c, int s)
    {
        Span<Lane> sizes = FirmsOf(state, size, s), protections = FirmsOf(scratch, protection, s);
        Lane sum = default, waiting = default, top = sizes[0], atTop = protections[0];
        for (int i = 0; i < sizes.Length; i++)
        {
            Lane larger = Vector512.GreaterThan(sizes[i], top);
            sum += sizes[i];
            top = Vector512.ConditionalSelect(larger, sizes[i], top);
            atTop = Vector512.ConditionalSelect(larger, protections[i], atTop);
        }

        foreach (Lane claims in state.Slice(backlog))
            waiting += claims;
        Record(Series.Size, s, sum);
        Record(Series.Backlog, s, waiting);
        Record(Series.LargestWinShare, s, Of(c[CourtBase]) + (Of(c[CourtCapture]) * atTop));
    }

    /// <summary>The fine of a month: it falls on a firm with probability in proportion to size times harm.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    Lane Fine(StepConstants c, int s, Lane acted)
    {
        if (!Any(acted))
            return Lane.Zero;
        (Lane u, Lane v) = Drawn(DrawStream.Fine, s);
        Lane fined = acted & Vector512.LessThan(v, Of(StepConstants.FineChance));
        if (!Any(fined))
            return Lane.Zero;
        Span<Lane> sizes = FirmsOf(state, size, s);
        Span<Lane> reach = FirmsOf(scratch, fineReach, s);
        Lane target = FirmKernels.SizeAt(sizes, reach, u * reach[^1]);
        (Lane first, Lane second) = Drawn(DrawStream.FineSize, s);
        Lane share = Of(c[FineBase]) * LaneMath.Exp((Of(c[FineSpread]) * LaneRandom.ToNormals(first, second).First) + (Of(c[FineSignal]) * state.At(signal, s)));
        return fined & (target * Vector512.MinNative(share, Of(StepConstants.LargestFine)));
    }

    // (18)
    [MethodImpl(MethodImplOptions.NoInlining)]
    void ControlContent(StepConstants c, in LaneRandom random)
    {
        Span<Lane> means = scratch.Slice(mean), nones = scratch.Slice(none), watched = state.Slice(contentEffort), obeyed = state.Slice(contentCompliance);
        for (int s = 0; s < c.Sectors; s++)
        {
            Lane risk = Of(world.Sectors[s].ContentExposure * StepConstants.ContentRisk) * scratch.At(total, s) * Of(c.InverseSaturation[s]) * (Lane.One - obeyed[s]);
            Lane effortNow = watched[s] + (Of(StepConstants.ContentSpeed) * (LaneMath.Logistic((risk - Of(c[ContentThreshold])) / Of(c[ContentWidth])) - watched[s]));
            watched[s] = effortNow;
            obeyed[s] = Clip(obeyed[s] + (Of(StepConstants.ContentLearning) * effortNow * (Lane.One - obeyed[s])) - (Of(StepConstants.ContentForgetting) * obeyed[s]), 0, 1);
            means[s] = Of(StepConstants.ContentActs) * effortNow;
            nones[s] = LaneMath.Exp(-means[s]);
        }

        for (int s = 0; s < c.Sectors; s++)
        {
            (Lane u, Lane v) = Drawn(DrawStream.Content, s);
            Record(Series.ContentActs, s, Poisson(u, means[s], nones[s], StepConstants.MostContent));
            Lane drafted = Vector512.LessThan(v, Of(c[DraftRate]) * watched[s]);
            Record(Series.Draft, s, Any(drafted) ? drafted & Fate(c, random, s) : Lane.Zero);
        }
    }

    /// <summary>What becomes of a draft, if there is one.</summary>
    Lane Fate(StepConstants c, in LaneRandom random, int s)
    {
        Lane push = LaneMath.Logistic(Of(c[PushBack]) * (scratch.At(value, s) - Of(StepConstants.ValueOfDrafts))), fate = random.Uniforms(DrawStream.DraftFate, (uint)s).First;
        return Vector512.ConditionalSelect(
            Vector512.LessThan(fate, Of(0.5) * (push * push)), Of((double)DraftFate.Withdrawn),
            Vector512.ConditionalSelect(Vector512.LessThan(fate, push), Of((double)DraftFate.Softened), Of((double)DraftFate.Adopted)));
    }
}
