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
    void Act(StepConstants c, int s)
    {
        Lane sum = default, mobilised = default, m = state.At(signal, s);
        for (int a = 0; a < c.Agencies; a++)
        {
            Lane e = state.At(effort, (a * c.Sectors) + s);
            sum += e;
            mobilised += Lane.One & Vector512.GreaterThan(e, Of(StepConstants.MobilisedEffort));
        }

        (Lane u, Lane v) = Drawn(DrawStream.Acts, s);
        Lane restrictive = Poisson(u, Of(3 * c[RestrictiveRate]) * (sum * Of(c.InverseInCharge[s])), StepConstants.MostRestrictive);
        Lane loosening = Poisson(v, Of(c[LooseningRate]) + (Of(c[LooseningSlope]) * Vector512.MaxNative(-m, Lane.Zero) * scratch.At(damage, s)), StepConstants.MostLoosening);
        Record(Series.Restrictive, s, restrictive);
        Record(Series.Loosening, s, loosening);
        Record(Series.Mobilised, s, mobilised);
        Record(Series.Fine, s, Fine(c, s, Vector512.GreaterThan(restrictive, Lane.Zero)));
        Record(Series.Signal, s, m);
        Record(Series.Confidence, s, state.At(confidence, s));
        Record(Series.JobLoss, s, state.At(jobLoss, s));
        Record(Series.HiddenHarm, s, scratch.At(hidden, s));
        Record(Series.PerceivedHarm, s, Perceived(s));
        Record(Series.Salience, s, scratch.At(salience, s));
        Record(Series.Protection, s, scratch.At(shareProtected, s));
        Record(Series.WinShare, s, scratch.At(win, s));
        Record(Series.Closed, s, state.At(closed, s));
        if (looksAtFirms)
            LookAtFirms(c, s);
    }

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
    void ControlContent(StepConstants c, in LaneRandom random, int s)
    {
        ref Lane watched = ref state.At(contentEffort, s), obeyed = ref state.At(contentCompliance, s);
        Lane risk = Of(world.Sectors[s].ContentExposure * StepConstants.ContentRisk) * scratch.At(total, s) * Of(c.InverseSaturation[s]) * (Lane.One - obeyed);
        watched += Of(StepConstants.ContentSpeed) * (LaneMath.Logistic((risk - Of(c[ContentThreshold])) / Of(c[ContentWidth])) - watched);
        obeyed = Clip(obeyed + (Of(StepConstants.ContentLearning) * watched * (Lane.One - obeyed)) - (Of(StepConstants.ContentForgetting) * obeyed), 0, 1);
        (Lane u, Lane v) = Drawn(DrawStream.Content, s);
        Record(Series.ContentActs, s, Poisson(u, Of(StepConstants.ContentActs) * watched, StepConstants.MostContent));

        Lane drafted = Vector512.LessThan(v, Of(c[DraftRate]) * watched), outcome = Lane.Zero;
        if (Any(drafted))
        {
            Lane push = LaneMath.Logistic(Of(c[PushBack]) * (scratch.At(value, s) - Of(StepConstants.ValueOfDrafts))), fate = random.Uniforms(DrawStream.DraftFate, (uint)s).First;
            outcome = Vector512.ConditionalSelect(
                Vector512.LessThan(fate, Of(0.5) * (push * push)), Of((double)DraftFate.Withdrawn),
                Vector512.ConditionalSelect(Vector512.LessThan(fate, push), Of((double)DraftFate.Softened), Of((double)DraftFate.Adopted)));
            outcome &= drafted;
        }

        Record(Series.Draft, s, outcome);
    }
}
