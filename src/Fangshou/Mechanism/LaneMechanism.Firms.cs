using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Fangshou.Numerics;
using static Fangshou.Mechanism.MechanismParameter;
using Lane = System.Runtime.Intrinsics.Vector512<double>;

namespace Fangshou.Mechanism;

/// <content>Localities, courts and firms: equations 2–6.</content>
sealed partial class LaneMechanism
{
    // Up to here each place is compared with each home; beyond it the lanes are taken one by one.
    const int FewLocalities = 8;

    // (2), (3): protection of each firm, its weight in the sector, and what courts make of it.
    void ProtectFirms(StepConstants c)
    {
        Span<Lane> bases = scratch.Slice(taxBase), totals = scratch.Slice(total), signals = state.Slice(signal);
        for (int s = 0; s < c.Sectors; s++)
            totals[s] = SumByHome(c, s, bases);

        for (int l = 0; l < c.Localities; l++)
            FirmKernels.Protect(bases.Slice(l * c.Sectors, c.Sectors), signals, world.Localities[l].OtherRevenue, c.ProtectionSlopeOf[l], c[ProtectionCap], c[ProtectionSuspended]);
        for (int s = 0; s < c.Sectors; s++)
        {
            ProtectAtHome(c, s, bases);
            Lane share = FirmKernels.Weigh(FirmsOf(state, size, s), FirmsOf(scratch, protection, s), totals[s], FirmsOf(scratch, weight, s));
            scratch.At(shareProtected, s) = share;
            scratch.At(win, s) = Of(c[CourtBase]) + (Of(c[CourtCapture]) * share);
        }
    }

    /// <summary>Sizes of a sector's firms, in all and by place.</summary>
    Lane SumByHome(StepConstants c, int s, Span<Lane> bases)
    {
        Span<Lane> sizes = FirmsOf(state, size, s), homes = FirmsOf(state, home, s);
        if (c.Localities <= FewLocalities)
        {
            for (int l = 0; l < c.Localities; l++)
                bases[(l * c.Sectors) + s] = FirmKernels.SumAt(sizes, homes, l);
            return FirmKernels.Sum(sizes);
        }

        for (int l = 0; l < c.Localities; l++)
            bases[(l * c.Sectors) + s] = default;
        for (int i = 0; i < sizes.Length; i++)
            AddAtHome(c, homes[i], sizes[i], bases, c.Sectors, s);
        return FirmKernels.Sum(sizes);
    }

    /// <summary>The local protection of each firm of a sector.</summary>
    void ProtectAtHome(StepConstants c, int s, ReadOnlySpan<Lane> bases)
    {
        Span<Lane> homes = FirmsOf(state, home, s), protections = FirmsOf(scratch, protection, s);
        if (c.Localities > FewLocalities)
        {
            for (int i = 0; i < homes.Length; i++)
                protections[i] = AtHome(c, homes[i], bases, c.Sectors, s);
            return;
        }

        protections.Fill(bases[s]);
        for (int l = 1; l < c.Localities; l++)
            FirmKernels.Assign(homes, l, bases[(l * c.Sectors) + s], protections);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void AddAtHome(StepConstants c, Lane place, Lane x, Span<Lane> table, int stride, int offset)
    {
        if (c.Localities <= FewLocalities)
        {
            for (int l = 0; l < c.Localities; l++)
                table[(l * stride) + offset] += x & Vector512.Equals(place, Of(l));
            return;
        }

        for (int lane = 0; lane < Lane.Count; lane++)
        {
            ref Lane cell = ref table[((int)place[lane] * stride) + offset];
            cell = cell.WithElement(lane, cell[lane] + x[lane]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lane AtHome(StepConstants c, Lane place, ReadOnlySpan<Lane> table, int stride, int offset)
    {
        Lane found = table[offset];
        if (c.Localities <= FewLocalities)
        {
            for (int l = 1; l < c.Localities; l++)
                found = Vector512.ConditionalSelect(Vector512.Equals(place, Of(l)), table[(l * stride) + offset], found);
            return found;
        }

        for (int lane = 0; lane < Lane.Count; lane++)
            found = found.WithElement(lane, table[((int)place[lane] * stride) + offset][lane]);
        return found;
    }

    // (3), the extension: courts dispose of what their judges can.
    void DisposeOfClaims(StepConstants c)
    {
        Span<Lane> open = state.Slice(backlog), shares = scratch.Slice(disposedShare);
        if (!LimitedCourts(c))
            return;
        Span<Lane> sizes = state.Slice(size), homes = state.Slice(home);

        // What is claimed this month gathers in its own cells first, as in the plain version.
        shares.Clear();
        for (int i = 0; i < sizes.Length; i++)
            AddAtHome(c, homes[i], Of(c[MechanismParameter.Claims]) * (sizes[i] * HarmOf(i)), shares, 1, 0);
        for (int l = 0; l < open.Length; l++)
        {
            Lane waiting = shares[l] + open[l], disposed = Vector512.MinNative(waiting, Of(c.JudgesOf[l]));
            shares[l] = Vector512.ConditionalSelect(Vector512.GreaterThan(waiting, Lane.Zero), disposed / waiting, Lane.One);
            open[l] = waiting - disposed;
        }
    }

    bool LimitedCourts(StepConstants c)
    {
        if (c.IsOn(MechanismParameter.Claims))
            return true;
        foreach (Lane waiting in state.Slice(backlog))
            if (waiting != Lane.Zero)
                return true;
        return false;
    }

    Lane HarmOf(int i)
    {
        Span<Lane> h = state.Slice(harm, i * World.Areas, World.Areas);
        return h[0] + h[1] + h[2] + h[3] + h[4];
    }

    /// <summary>All uniforms that every month needs, and the shocks to the firms' growth.</summary>
    /// <remarks>Scrambling a counter is one long chain of products; drawn in a row, many chains are under way at once.</remarks>
    void Draw(in LaneRandom random)
    {
        Span<Lane> shocks = scratch.Slice(shock), draws = scratch.Slice(drawn);
        for (int pair = 0; (2 * pair) + 1 < shocks.Length; pair++)
            (shocks[2 * pair], shocks[(2 * pair) + 1]) = random.Uniforms(DrawStream.FirmGrowth, (uint)pair);
        int next = 0;
        for (uint stream = FirstOfEveryMonth; stream <= LastOfEveryMonth; stream++)
            for (int s = 0; s < signal.Count; s++, next += 2)
                (draws[next], draws[next + 1]) = random.Uniforms(stream, (uint)s);
        FirmKernels.ToNormals(shocks);
    }

    // (4) (5) (6), and the sums over firms that (10) needs.
    void GrowFirms(StepConstants c, in LaneRandom random, int s)
    {
        Lane enforced = scratch.At(enforcement, s), crowding = scratch.At(total, s) * Of(c.InverseSaturation[s]), lost = state.At(closed, s);
        Span<Lane> efforts = scratch.Slice(effortOn, s * World.Areas, World.Areas);
        Lane growth = (Of(c.Growth[s]) * state.At(confidence, s) * Vector512.MaxNative(Lane.One - crowding, Of(-0.2)))
            + (Of(c[Support]) * Vector512.MaxNative(-state.At(signal, s), Lane.Zero)) - (Of(c[EnforcementDrag]) * enforced);
        growth = Vector512.ConditionalSelect(Vector512.GreaterThan(lost, Lane.Zero), growth - Of(c[ClosureShrinkage]), growth);
        ref Lane perceived = ref state.At(perceivedGrowth, s);
        perceived = (Of(0.9) * perceived) + (Of(0.1) * Clip(growth * Of(1 / StepConstants.ReferenceGrowth), -0.5, 1.5));

        FirmKernels.Grow(FirmsOf(state, size, s), FirmsOf(scratch, shock, s), growth, c[GrowthNoise], c[ExitSize]);
        if (c.IsOn(Lobbying))
            Lobby(c, s);
        Comply(c, s, enforced);
        if (LimitedCourts(c))
            HarmUnderLimitedCourts(c, s, efforts, crowding);
        else
            HarmUnderOpenCourts(c, s, efforts, crowding);
        if (c.IsOn(Entry))
            Enter(c, random, s, crowding);
    }

    /// <summary>Mean effort of the agencies in charge, and on each area of harm the mean of all that have a mandate over it.</summary>
    void Enforce(StepConstants c)
    {
        Span<Lane> means = scratch.Slice(enforcement), byArea = scratch.Slice(effortOn);
        byArea.Clear();
        for (int s = 0; s < c.Sectors; s++)
        {
            Lane sum = default;
            Span<Lane> areas = byArea.Slice(s * World.Areas, World.Areas);
            for (int a = 0; a < c.Agencies; a++)
            {
                Lane e = state.At(effort, (a * c.Sectors) + s);
                sum += e;
                for (int k = 0; k < World.Areas; k++)
                    if (c.HasMandate[(a * World.Areas) + k])
                        areas[k] += e;
            }

            for (int k = 0; k < World.Areas; k++)
                areas[k] *= Of(c.InverseMandates[k]);
            means[s] = sum * Of(c.InverseInCharge[s]);
        }
    }

    void Lobby(StepConstants c, int s)
    {
        Span<Lane> sizes = FirmsOf(state, size, s), tied = FirmsOf(state, ties, s);
        for (int i = 0; i < sizes.Length; i++)
            tied[i] += Of(c[Lobbying]) * Vector512.MaxNative((sizes[i] / (sizes[i] + Of(c[LobbyingHalf]))) - tied[i], Lane.Zero);
    }

    void Comply(StepConstants c, int s, Lane enforced)
    {
        Lane gain = Of(c[ComplianceGain]) * enforced, decay = Of(c[ComplianceDecay]), floor = Of(c[ComplianceFloor]);
        foreach (ref Lane q in FirmsOf(state, compliance, s))
            q = q + (gain * (Lane.One - q)) - (decay * (q - floor));
    }

    void HarmUnderOpenCourts(StepConstants c, int s, ReadOnlySpan<Lane> efforts, Lane crowding)
    {
        Lane mature = Clip(crowding * Of(1 / 0.6), 0, 1.3), fading = Of(c[HarmDecay]) + (Of(c[Redress]) * (Lane.One - scratch.At(win, s)));
        Lane kept0 = Kept(c, fading, efforts[0]), kept1 = Kept(c, fading, efforts[1]), kept2 = Kept(c, fading, efforts[2]), kept3 = Kept(c, fading, efforts[3]), kept4 = Kept(c, fading, efforts[4]);
        ReadOnlySpan<double> inflow = c.Inflow.AsSpan(s * World.Areas, World.Areas);
        Lane inflow0 = Of(inflow[0]) * mature, inflow1 = Of(inflow[1]) * mature, inflow2 = Of(inflow[2]) * mature, inflow3 = Of(inflow[3]) * mature, inflow4 = Of(inflow[4]) * mature;
        Lane harm0 = default, harm1 = default, harm2 = default, harm3 = default, harm4 = default;
        Lane report0 = default, report1 = default, report2 = default, report3 = default, report4 = default;
        Span<Lane> harms = state.Slice(harm, firstFirm[s] * World.Areas, (firstFirm[s + 1] - firstFirm[s]) * World.Areas);
        Span<Lane> honest = FirmsOf(state, compliance, s), tied = FirmsOf(state, ties, s), weights = FirmsOf(scratch, weight, s), protections = FirmsOf(scratch, protection, s);
        Span<Lane> sizes = FirmsOf(state, size, s), reach = FirmsOf(scratch, fineReach, s);
        Lane reached = default;
        Lane concealed = Of(c[TiesEffect]);
        for (int i = 0; i < honest.Length; i++)
        {
            Lane lax = Lane.One - honest[i], w = weights[i], reported = w * ((Lane.One - protections[i]) * (Lane.One - (concealed * tied[i])));
            Span<Lane> h = harms.Slice(i * World.Areas, World.Areas);
            h[0] = Add(h[0], kept0, inflow0, lax, w, reported, ref harm0, ref report0);
            h[1] = Add(h[1], kept1, inflow1, lax, w, reported, ref harm1, ref report1);
            h[2] = Add(h[2], kept2, inflow2, lax, w, reported, ref harm2, ref report2);
            h[3] = Add(h[3], kept3, inflow3, lax, w, reported, ref harm3, ref report3);
            h[4] = Add(h[4], kept4, inflow4, lax, w, reported, ref harm4, ref report4);
            reached += sizes[i] * (h[0] + h[1] + h[2] + h[3] + h[4] + Of(StepConstants.FineFloor));
            reach[i] = reached;
        }

        Keep(s, [harm0, harm1, harm2, harm3, harm4], [report0, report1, report2, report3, report4]);
    }

    /// <summary>As above, but a firm's harm fades as fast as the court at its home works.</summary>
    void HarmUnderLimitedCourts(StepConstants c, int s, ReadOnlySpan<Lane> efforts, Lane crowding)
    {
        Lane mature = Clip(crowding * Of(1 / 0.6), 0, 1.3), unredressed = Of(c[Redress]) * (Lane.One - scratch.At(win, s));
        Span<Lane> harmSum = stackalloc Lane[World.Areas], reportSum = stackalloc Lane[World.Areas];
        harmSum.Clear();
        reportSum.Clear();
        Span<Lane> harms = state.Slice(harm, firstFirm[s] * World.Areas, (firstFirm[s + 1] - firstFirm[s]) * World.Areas), homes = FirmsOf(state, home, s), shares = scratch.Slice(disposedShare);
        Span<Lane> honest = FirmsOf(state, compliance, s), tied = FirmsOf(state, ties, s), weights = FirmsOf(scratch, weight, s), protections = FirmsOf(scratch, protection, s);
        Span<Lane> sizes = FirmsOf(state, size, s), reach = FirmsOf(scratch, fineReach, s);
        Lane reached = default;
        for (int i = 0; i < honest.Length; i++)
        {
            Lane lax = Lane.One - honest[i], w = weights[i], reported = w * ((Lane.One - protections[i]) * (Lane.One - (Of(c[TiesEffect]) * tied[i])));
            Lane fading = Of(c[HarmDecay]) + (unredressed * AtHome(c, homes[i], shares, 1, 0));
            Span<Lane> h = harms.Slice(i * World.Areas, World.Areas);
            for (int k = 0; k < h.Length; k++)
                h[k] = Add(h[k], Kept(c, fading, efforts[k]), Of(c.Inflow[(s * World.Areas) + k]) * mature, lax, w, reported, ref harmSum[k], ref reportSum[k]);
            reached += sizes[i] * (h[0] + h[1] + h[2] + h[3] + h[4] + Of(StepConstants.FineFloor));
            reach[i] = reached;
        }

        Keep(s, harmSum, reportSum);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lane Kept(StepConstants c, Lane fading, Lane effort) => Lane.One - (fading + (Of(c[CleanUp]) * effort));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lane Add(Lane harm, Lane kept, Lane inflow, Lane lax, Lane weight, Lane reported, ref Lane harmSum, ref Lane reportSum)
    {
        harm = Vector512.MaxNative((harm * kept) + (inflow * lax), Lane.Zero);
        harmSum += harm * weight;
        reportSum += harm * reported;
        return harm;
    }

    void Keep(int s, ReadOnlySpan<Lane> harmSum, ReadOnlySpan<Lane> reportSum)
    {
        harmSum.CopyTo(scratch.Slice(areaHarm, s * World.Areas, World.Areas));
        reportSum.CopyTo(scratch.Slice(areaReports, s * World.Areas, World.Areas));
        scratch.At(hidden, s) = harmSum[0] + harmSum[1] + harmSum[2] + harmSum[3] + harmSum[4];
    }

    /// <summary>Entrants take the first empty places: small, as honest as anyone, without harm or ties.</summary>
    void Enter(StepConstants c, in LaneRandom random, int s, Lane crowding)
    {
        Lane rate = Of(c[Entry]) * state.At(confidence, s) * Vector512.MaxNative(Lane.One - crowding, Lane.Zero);
        rate &= Vector512.Equals(state.At(closed, s), Lane.Zero);
        Lane entrants = Poisson(random.Uniforms(DrawStream.Entry, (uint)s).First, rate, LaneMath.Exp(-rate), StepConstants.MostEntrants);
        Span<Lane> sizes = FirmsOf(state, size, s), honest = FirmsOf(state, compliance, s), tied = FirmsOf(state, ties, s);
        for (int i = 0; i < sizes.Length && Any(Vector512.GreaterThan(entrants, Lane.Zero)); i++)
        {
            Lane entering = Vector512.GreaterThan(entrants, Lane.Zero) & Vector512.LessThanOrEqual(sizes[i], Lane.Zero);
            if (!Any(entering))
                continue;
            sizes[i] = Vector512.ConditionalSelect(entering, Of(c[EntrySize]), sizes[i]);
            honest[i] = Vector512.ConditionalSelect(entering, Of(c[ComplianceFloor]), honest[i]);
            tied[i] = Vector512.AndNot(tied[i], entering);
            foreach (ref Lane h in state.Slice(harm, (firstFirm[s] + i) * World.Areas, World.Areas))
                h = Vector512.AndNot(h, entering);
            entrants -= Lane.One & entering;
        }
    }
}
