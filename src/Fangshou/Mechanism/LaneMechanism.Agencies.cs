using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Fangshou.Numerics;
using static Fangshou.Mechanism.MechanismParameter;
using Lane = System.Runtime.Intrinsics.Vector512<double>;

namespace Fangshou.Mechanism;

/// <content>Agencies, the market and jobs: equations 15 and 16.</content>
sealed partial class LaneMechanism
{
    // (15)
    [MethodImpl(MethodImplOptions.NoInlining)]
    void MoveAgencies(StepConstants c)
    {
        Span<Lane> enforced = scratch.Slice(enforcement), signals = state.Slice(signal);
        for (int a = 0; a < c.Agencies; a++)
        {
            Span<Lane> row = state.Slice(effort).Slice(a * c.Sectors, c.Sectors);
            Lane sum = default;
            foreach (Lane e in row)
                sum += e;
            Lane own = Of(c.MomentumPull) * (sum * Of(1.0 / c.Sectors)), start = Of(c.InertiaOf[a]) - state.At(blame, a);
            for (int s = 0; s < row.Length; s++)
            {
                if (!c.InCharge[(a * c.Sectors) + s])
                    continue;
                Lane drive = start + (Of(c.CareerOf[a]) * signals[s]) + (Of(c.PeersPull) * enforced[s]) + own;
                row[s] += Of(c.SpeedOf[a]) * ((Of(world.Agencies[a].Capacity) * LaneMath.Logistic(drive)) - row[s]);
            }
        }
    }

    // (16), and the blame of (15).
    [MethodImpl(MethodImplOptions.NoInlining)]
    void MoveMarkets(StepConstants c)
    {
        Span<Lane> falls = scratch.Slice(fell);
        for (int s = 0; s < c.Sectors; s++)
        {
            ref Lane trust = ref state.At(confidence, s);
            Lane old = trust;
            Lane next = old + (Of(c[ConfidenceRecovery]) * (Lane.One - old)) - (Of(c[ConfidenceDamage]) * scratch.At(enforcement, s) * old)
                - (Of(c[ConfidenceShock]) * Vector512.MaxNative(scratch.At(jump, s), Lane.Zero) * old);
            trust = Clip(next, StepConstants.LeastConfidence, StepConstants.LargestConfidence);
            ref Lane lost = ref state.At(jobLoss, s);
            lost += Of(c[JobsSpeed]) * (Lane.One - trust - lost);
            falls[s] = Vector512.LessThanOrEqual(trust * trust, Of(StepConstants.IndexFall) * (old * old));
        }

        for (int a = 0; a < c.Agencies; a++)
        {
            Lane acted = default;
            for (int s = 0; s < c.Sectors; s++)
                acted |= falls[s] & Vector512.GreaterThan(state.At(effort, (a * c.Sectors) + s), Of(StepConstants.MobilisedEffort));
            ref Lane guilt = ref state.At(blame, a);
            guilt = (Of(c[BlameMemory]) * guilt) + (acted & Of(c[BlameStep]));
        }
    }
}
