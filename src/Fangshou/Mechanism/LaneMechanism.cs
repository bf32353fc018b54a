using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Fangshou.Numerics;
using static Fangshou.Mechanism.MechanismParameter;
using Lane = System.Runtime.Intrinsics.Vector512<double>;

namespace Fangshou.Mechanism;

/// <summary>The mechanism for eight replicates at once: structure of arrays, the replicate is the fastest index.</summary>
/// <remarks>
/// Each lane does what <see cref="PlainMechanism"/> does, operation by operation, so its numbers do not depend on its neighbours, on the width of
/// the machine's vectors, or on how replicates are dealt out. What no lane needs in a month is not drawn: numbers are named, none is skipped.
/// No allocation in <see cref="Step"/>.
/// </remarks>
sealed partial class LaneMechanism
{
    readonly ulong seed;
    readonly uint firstReplicate;
    readonly World world;
    readonly bool looksAtFirms;
    readonly int[] sectorOf, firstFirm;
    readonly LaneBlock state, scratch;
    readonly Section size, compliance, ties, home, harm;
    readonly Section signal, confidence, jobLoss, excitation, perceivedGrowth, contentEffort, contentCompliance, closed, perceivedHarm;
    readonly Section effort, blame, backlog, slack;
    readonly Section shock, weight, protection, total, shareProtected, win, enforcement, areaHarm, areaReports, hidden, salience, damage, value, gap, jump, fell;
    readonly Section taxBase, disposedShare, seen, fineReach, drawn, effortOn, mean, none;

    /// <param name="world">Sectors, agencies, places.</param>
    /// <param name="parameters">In force at the start.</param>
    /// <param name="seed">The run's seed.</param>
    /// <param name="firstReplicate">Number of the replicate in lane 0.</param>
    /// <param name="looksAtFirms">Whether the series that need a pass over all firms are wanted: size, backlog, win share of the largest.</param>
    internal LaneMechanism(World world, ParameterSet parameters, ulong seed, uint firstReplicate, bool looksAtFirms = true)
    {
        this.looksAtFirms = looksAtFirms;
        this.world = world;
        this.seed = seed;
        this.firstReplicate = firstReplicate;
        int sectors = world.Sectors.Length, firms = world.Firms, localities = world.Localities.Length, agencies = world.Agencies.Length, areas = World.Areas;
        sectorOf = [.. world.Sectors.SelectMany((sector, s) => Enumerable.Repeat(s, sector.Firms))];
        firstFirm = [.. Enumerable.Range(0, sectors + 1).Select(s => world.Sectors.Take(s).Sum(sector => sector.Firms))];

        int next = 0;
        (size, compliance, ties, home, harm) = (Take(firms), Take(firms), Take(firms), Take(firms), Take(firms * areas));
        (signal, confidence, jobLoss, excitation, perceivedGrowth) = (Take(sectors), Take(sectors), Take(sectors), Take(sectors), Take(sectors));
        (contentEffort, contentCompliance, closed, perceivedHarm) = (Take(sectors), Take(sectors), Take(sectors), Take(sectors * areas));
        (effort, blame, backlog, slack) = (Take(agencies * sectors), Take(agencies), Take(localities), Take(1));
        state = new LaneBlock(next);

        next = 0;
        (shock, weight, protection, fineReach) = (Take(firms + 1), Take(firms), Take(firms), Take(firms));
        drawn = Take(2 * (int)EveryMonth * sectors);
        (total, shareProtected, win, enforcement, hidden, salience) = (Take(sectors), Take(sectors), Take(sectors), Take(sectors), Take(sectors), Take(sectors));
        (damage, value, gap, jump, fell) = (Take(sectors), Take(sectors), Take(sectors), Take(sectors), Take(sectors));
        (areaHarm, areaReports, taxBase, disposedShare) = (Take(sectors * areas), Take(sectors * areas), Take(localities * sectors), Take(localities));
        (effortOn, mean, none) = (Take(sectors * areas), Take(2 * sectors), Take(2 * sectors));
        seen = Take(SeriesCount * sectors);
        scratch = new LaneBlock(next);
        Begin(new StepConstants(world, parameters));

        Section Take(int count)
        {
            Section section = new(next, count);
            next += count;
            return section;
        }
    }

    // The streams from which every sector draws every month, in one run of numbers.
    const uint FirstOfEveryMonth = DrawStream.Incident, LastOfEveryMonth = DrawStream.Content, EveryMonth = LastOfEveryMonth - FirstOfEveryMonth + 1;

    static int SeriesCount { get; } = Enum.GetValues<Series>().Length;

    /// <summary>All that the next month depends on.</summary>
    internal LaneBlock State => state;

    /// <summary>What can be seen from outside in the last month: S groups of eight.</summary>
    internal ReadOnlySpan<Lane> Seen(Series series) => scratch.Slice(seen).Slice((int)series * world.Sectors.Length, world.Sectors.Length);

    /// <summary>Groups of eight numbers that a replicate group needs, to tell memory before it is taken.</summary>
    internal static long LanesFor(World world) =>
        (world.Firms * (4L + World.Areas + 3)) + (world.Sectors.Length * (24L + (3 * World.Areas) + SeriesCount + world.Agencies.Length + world.Localities.Length)) + (2L * world.Localities.Length) + world.Agencies.Length;

    /// <summary>Advances all eight replicates by a month.</summary>
    internal void Step(in StepInput input)
    {
        StepConstants c = input.Constants;
        LaneRandom random = new(seed, (uint)input.Month, firstReplicate);
        foreach (int s in input.Reborn)
            Rebirth(c, s);
        for (int s = 0; s < input.Kept.Length; s++)
            state.At(confidence, s) = Vector512.MaxNative(state.At(confidence, s) * Of(input.Kept[s]), Of(StepConstants.LeastConfidence));
        MoveSlack(c, random);
        ProtectFirms(c);
        DisposeOfClaims(c);
        Draw(random);
        Enforce(c);
        for (int s = 0; s < c.Sectors; s++)
            GrowFirms(c, random, s);
        HaveIncidents(input, random);
        Perceive(c);
        Decide(c, random);
        MoveAgencies(c);
        MoveMarkets(c);
        Act(c);
        ControlContent(c, random);
    }

    void Begin(StepConstants c)
    {
        LaneRandom random = new(seed, 0, firstReplicate);
        Span<Lane> sizes = state.Slice(size), harms = state.Slice(harm);
        double spread = c[SizeSpread];
        for (int i = 0; i < sizes.Length; i++)
        {
            Lane first = random.Normals(DrawStream.InitialSize, (uint)i).First;
            Lane age = random.Uniforms(DrawStream.SectorAge, (uint)sectorOf[i]).First;
            sizes[i] = LaneMath.Exp(Of(spread) * first) * Of(c[InitialSize] * RealMath.Exp(-0.5 * (spread * spread))) * LaneMath.Exp(Of(2) * age);
            state.At(ties, i) = Clip(Of(0.3) + (Of(0.25) * first) + (Of(0.15) * random.Normals(DrawStream.Ties, (uint)i).First), 0, 1);
            state.At(home, i) = Vector512.MinNative(Vector512.Floor(random.Uniforms(DrawStream.Home, (uint)i).First * Of(c.Localities)), Of(c.Localities - 1));
            state.At(compliance, i) = Of(c[ComplianceFloor]);
            for (int k = 0; k < World.Areas; k++)
                harms[(i * World.Areas) + k] = Of(0.35) * age * Of(world.Sectors[sectorOf[i]].Harm[k]);
        }

        state.Slice(signal).Fill(Of(-0.6));
        state.Slice(confidence).Fill(Lane.One);
        state.Slice(perceivedGrowth).Fill(Lane.One);
        state.Slice(contentCompliance).Fill(Of(0.5));
        for (int e = 0; e < effort.Count; e++)
            state.At(effort, e) = Of(c.InCharge[e] ? 0.04 : 0);
    }

    void Rebirth(StepConstants c, int s)
    {
        Span<Lane> sizes = FirmsOf(state, size, s);
        Lane sum = default, share = Of(StepInput.RebornShare / c.InverseSaturation[s]);
        foreach (Lane x in sizes)
            sum += x;
        Lane alive = Vector512.GreaterThan(sum, Of(StepConstants.LeastSize));
        foreach (ref Lane x in sizes)
            x = Vector512.ConditionalSelect(alive, x * (share / sum), share / Of(sizes.Length));
        FirmsOf(state, compliance, s).Fill(Of(c[ComplianceFloor]));
        state.Slice(harm).Slice(firstFirm[s] * World.Areas, sizes.Length * World.Areas).Fill(Of(StepInput.RebornHarm));
        state.At(signal, s) = Of(StepInput.RebornSignal);
        state.At(confidence, s) = Lane.One;
        state.At(jobLoss, s) = state.At(excitation, s) = state.At(closed, s) = Lane.Zero;
        state.At(perceivedGrowth, s) = Of(StepInput.RebornGrowth);
        state.Slice(perceivedHarm, s * World.Areas, World.Areas).Clear();
        for (int a = 0; a < c.Agencies; a++)
            state.At(effort, (a * c.Sectors) + s) = Of(c.InCharge[(a * c.Sectors) + s] ? StepInput.RebornEffort : 0);
    }

    /// <summary>What <see cref="Draw"/> drew from one of the streams of every month.</summary>
    (Lane First, Lane Second) Drawn(uint stream, int s)
    {
        int at = 2 * (((int)(stream - FirstOfEveryMonth) * signal.Count) + s);
        return (scratch.At(drawn, at), scratch.At(drawn, at + 1));
    }

    // (1)
    void MoveSlack(StepConstants c, in LaneRandom random)
    {
        ref Lane z = ref state.At(slack, 0);
        z = (Of(c[SlackPersistence]) * z) + (Of(c[SlackVolatility]) * random.Normals(DrawStream.Slack, 0).First);
    }

    Span<Lane> FirmsOf(LaneBlock block, Section section, int s) => block.Slice(section, firstFirm[s], firstFirm[s + 1] - firstFirm[s]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lane Of(double number) => Vector512.Create(number);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lane Clip(Lane x, double least, double largest) => Vector512.MinNative(Vector512.MaxNative(x, Of(least)), Of(largest));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static bool Any(Lane mask) => Vector512.ExtractMostSignificantBits(mask) != 0;

    /// <summary>Poisson counts by inversion: up the distribution until its sum passes u, or the largest count.</summary>
    /// <param name="u">Uniforms.</param>
    /// <param name="mean">Means.</param>
    /// <param name="none">P(no event), e to the minus mean: worked out beforehand for all sectors at once, because a chain of products that ends in a loop of unknown length keeps the processor waiting.</param>
    /// <param name="most">Largest count.</param>
    static Lane Poisson(Lane u, Lane mean, Lane none, int most)
    {
        Lane p = none, reached = p, count = Lane.Zero;
        for (int j = 1; j <= most; j++)
        {
            Lane more = Vector512.GreaterThan(u, reached);
            if (!Any(more))
                break;
            count += Lane.One & more;
            p = p * mean * Of(StepConstants.Reciprocal[j]);
            reached += p;
        }

        return count;
    }
}
