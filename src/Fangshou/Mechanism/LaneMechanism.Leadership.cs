using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Fangshou.Numerics;
using static Fangshou.Mechanism.MechanismParameter;
using Lane = System.Runtime.Intrinsics.Vector512<double>;

namespace Fangshou.Mechanism;

/// <content>Leadership: equations 13 and 14, its quota of decisions, and the loss of licences.</content>
sealed partial class LaneMechanism
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    void Decide(StepConstants c, in LaneRandom random)
    {
        Span<Lane> signals = state.Slice(signal), gaps = scratch.Slice(gap), moves = scratch.Slice(jump);
        Lane tight = default, slump = Clip(state.At(slack, 0) + Of(c[Slump]), -1, 3);
        foreach (Lane m in signals)
            tight += Vector512.MaxNative(m, Lane.Zero);
        Lane faction = Of(c[GrowthFaction]) * (Lane.One + (Of(c[SlumpWeight]) * slump));
        for (int s = 0; s < c.Sectors; s++)
        {
            Lane m = signals[s], attention = scratch.At(salience, s);
            Lane harmed = (Of(0.5) * (Lane.One - state.At(confidence, s))) + (Of(0.5) * state.At(jobLoss, s));
            Lane elsewhere = (tight - Vector512.MaxNative(m, Lane.Zero)) * Of(1.0 / Math.Max(c.Sectors - 1, 1));
            Lane pressure = Perceived(s) + (Of(c[Anger]) * (attention * attention)) + (Of(c[Contagion]) * elsewhere);
            Lane worth = (faction * ((Of(c[GrowthWeight]) * state.At(perceivedGrowth, s)) + (Of(c[DamageWeight]) * harmed))) + Of(c.MissionOf[s]);
            scratch.At(damage, s) = harmed;
            scratch.At(value, s) = worth;
            Lane u = LaneMath.Tanh((pressure - worth) / Of(c[SignalSlope])) - m;
            gaps[s] = u;
            moves[s] = c.IsOn(NoFriction) ? Lane.AllBitsSet : Slips(c, s, u, attention, harmed);
        }

        // The mask of who may move is read before the jumps take its place.
        Limit(c, gaps, moves);
        for (int s = 0; s < c.Sectors; s++)
        {
            moves[s] &= gaps[s];
            signals[s] += moves[s];
            if (c.IsOn(Closure))
                Close(c, random, s);
        }
    }

    Lane Slips(StepConstants c, int s, Lane u, Lane attention, Lane harmed)
    {
        (Lane first, Lane second) = Drawn(DrawStream.Decision, s);
        Lane look = Lane.One - LaneMath.Exp(-(Of(c[LookBase]) + (Of(c[LookSalience]) * attention) + (Of(c[LookDamage]) * harmed)));
        Lane looks = Vector512.LessThan(first, look);
        Lane threshold = Vector512.ConditionalSelect(Vector512.GreaterThan(u, Lane.Zero), u - Of(c[FrictionUp]), -u - Of(c[FrictionDown]));
        return looks & Vector512.LessThan(second, LaneMath.Logistic(threshold / Of(c[FrictionWidth])));
    }

    /// <summary>At most Q decisions a month: the largest gaps first, and of equal ones the first sector.</summary>
    static void Limit(StepConstants c, ReadOnlySpan<Lane> gaps, Span<Lane> moves)
    {
        if (c[DecisionQuota] >= c.Sectors)
            return;
        Span<Lane> before = stackalloc Lane[gaps.Length];
        for (int s = 0; s < gaps.Length; s++)
        {
            Lane own = Vector512.Abs(gaps[s]), count = default;
            for (int other = 0; other < gaps.Length; other++)
            {
                Lane rival = Vector512.Abs(gaps[other]);
                count += Lane.One & moves[other] & (other < s ? Vector512.GreaterThanOrEqual(rival, own) : Vector512.GreaterThan(rival, own));
            }

            before[s] = count;
        }

        for (int s = 0; s < moves.Length; s++)
            moves[s] &= Vector512.LessThan(before[s], Of(c[DecisionQuota]));
    }

    void Close(StepConstants c, in LaneRandom random, int s)
    {
        Lane past = ((Perceived(s) / Vector512.MaxNative(scratch.At(value, s), Of(StepConstants.LeastValue))) - Of(c[ClosureRatio])) / Of(c[ClosureWidth]);
        Lane chosen = Vector512.LessThan(random.Uniforms(DrawStream.Closure, (uint)s).First, Of(c[Closure]) * LaneMath.Logistic(past));
        Lane tight = Vector512.GreaterThan(state.At(signal, s), Lane.Zero);
        ref Lane lost = ref state.At(closed, s);
        lost = Vector512.ConditionalSelect(chosen & tight, Lane.One, lost);
    }
}
