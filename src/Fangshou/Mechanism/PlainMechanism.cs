using Fangshou.Numerics;
using static Fangshou.Mechanism.MechanismParameter;

namespace Fangshou.Mechanism;

/// <summary>The mechanism for one replicate, written as the equations are: the version that <see cref="LaneMechanism"/> must equal to the bit.</summary>
/// <remarks>Numbers of equations are those of docs/method/mechanism.md. Loops run over firms, sectors and agencies in order; nothing is clever.</remarks>
sealed partial class PlainMechanism
{
    readonly ulong seed;
    readonly uint replicate;
    readonly World world;
    readonly int[] sectorOf, firstFirm;

    // What one month computes and the next does not need.
    readonly double[] total, protectionOf, shareProtected, win, enforcement, hidden, value, damage, jump, salience, weight, fineReach;
    readonly double[,] taxBase, areaHarm, areaReports;
    readonly double[] disposedShare;

    internal PlainMechanism(World world, ParameterSet parameters, ulong seed, uint replicate)
    {
        this.world = world;
        this.seed = seed;
        this.replicate = replicate;
        int sectors = world.Sectors.Length, firms = world.Firms, localities = world.Localities.Length, agencies = world.Agencies.Length;
        sectorOf = [.. world.Sectors.SelectMany((sector, s) => Enumerable.Repeat(s, sector.Firms))];
        firstFirm = [.. Enumerable.Range(0, sectors + 1).Select(s => world.Sectors.Take(s).Sum(sector => sector.Firms))];
        (Size, Compliance, TieStrength, weight) = (new double[firms], new double[firms], new double[firms], new double[firms]);
        (protectionOf, fineReach) = (new double[firms], new double[firms]);
        HomeOf = new int[firms];
        Harm = new double[firms, World.Areas];
        (Signal, Confidence, JobLoss, Excitation) = (new double[sectors], new double[sectors], new double[sectors], new double[sectors]);
        (PerceivedGrowth, ContentEffort, ContentCompliance) = (new double[sectors], new double[sectors], new double[sectors]);
        Closed = new bool[sectors];
        PerceivedHarm = new double[sectors, World.Areas];
        Effort = new double[agencies, sectors];
        Blame = new double[agencies];
        Backlog = new double[localities];
        (total, shareProtected, win, enforcement, hidden) = (new double[sectors], new double[sectors], new double[sectors], new double[sectors], new double[sectors]);
        (value, damage, jump, salience) = (new double[sectors], new double[sectors], new double[sectors], new double[sectors]);
        taxBase = new double[localities, sectors];
        (areaHarm, areaReports) = (new double[sectors, World.Areas], new double[sectors, World.Areas]);
        disposedShare = new double[localities];
        Seen = new double[SeriesCount, sectors];
        Begin(new StepConstants(world, parameters));
    }

    static int SeriesCount { get; } = Enum.GetValues<Series>().Length;

    internal double Slack { get; private set; }

    internal double[] Size { get; }

    internal double[] Compliance { get; }

    internal double[] TieStrength { get; }

    internal int[] HomeOf { get; }

    internal double[,] Harm { get; }

    internal double[] Signal { get; }

    internal double[] Confidence { get; }

    internal double[] JobLoss { get; }

    internal double[] Excitation { get; }

    internal double[] PerceivedGrowth { get; }

    internal double[,] PerceivedHarm { get; }

    internal double[] ContentEffort { get; }

    internal double[] ContentCompliance { get; }

    internal bool[] Closed { get; }

    internal double[,] Effort { get; }

    internal double[] Blame { get; }

    internal double[] Backlog { get; }

    /// <summary>What can be seen from outside in the last month: series × sectors.</summary>
    internal double[,] Seen { get; }

    internal void Step(in StepInput input)
    {
        StepConstants c = input.Constants;
        foreach (int s in input.Reborn)
            Rebirth(c, s);
        for (int s = 0; s < input.Kept.Length; s++)
            Confidence[s] = Math.Max(Confidence[s] * input.Kept[s], StepConstants.LeastConfidence);
        MoveSlack(input);
        Localities(c);
        Courts(c);
        Firms(input);
        for (int s = 0; s < total.Length; s++)
        {
            Incidents(input, s);
            Public(input, s);
        }

        Perceive(c);
        Decide(input);
        Agencies(c);
        Markets(c);
        Acts(input);
        Content(input);
    }

    void Begin(StepConstants c)
    {
        for (int i = 0; i < Size.Length; i++)
        {
            double shock = RandomNumber.Normals(seed, replicate, 0, DrawStream.InitialSize, (uint)i).First;
            double spread = c[SizeSpread];
            Size[i] = RealMath.Exp(spread * shock) * (c[InitialSize] * RealMath.Exp(-0.5 * (spread * spread)));
            TieStrength[i] = Clip((0.3 + (0.25 * shock)) + (0.15 * RandomNumber.Normals(seed, replicate, 0, DrawStream.Ties, (uint)i).First), 0, 1);
            HomeOf[i] = Math.Min((int)(RandomNumber.Uniforms(seed, replicate, 0, DrawStream.Home, (uint)i).First * world.Localities.Length), world.Localities.Length - 1);
            double age = RandomNumber.Uniforms(seed, replicate, 0, DrawStream.SectorAge, (uint)sectorOf[i]).First;
            Size[i] *= RealMath.Exp(2 * age);
            Compliance[i] = c[ComplianceFloor];
            for (int k = 0; k < World.Areas; k++)
                Harm[i, k] = (0.35 * age) * world.Sectors[sectorOf[i]].Harm[k];
        }

        for (int s = 0; s < total.Length; s++)
        {
            (Signal[s], Confidence[s], PerceivedGrowth[s], ContentCompliance[s]) = (-0.6, 1, 1, 0.5);
            for (int a = 0; a < world.Agencies.Length; a++)
                Effort[a, s] = c.InCharge[(a * c.Sectors) + s] ? 0.04 : 0;
        }
    }

    void Rebirth(StepConstants c, int s)
    {
        double size = 0, share = StepInput.RebornShare / c.InverseSaturation[s];
        for (int i = firstFirm[s]; i < firstFirm[s + 1]; i++)
            size += Size[i];
        for (int i = firstFirm[s]; i < firstFirm[s + 1]; i++)
        {
            Size[i] = size > StepConstants.LeastSize ? Size[i] * (share / size) : share / world.Sectors[s].Firms;
            Compliance[i] = c[ComplianceFloor];
            for (int k = 0; k < World.Areas; k++)
                Harm[i, k] = StepInput.RebornHarm;
        }

        (Signal[s], Confidence[s], JobLoss[s], Excitation[s], PerceivedGrowth[s], Closed[s]) = (StepInput.RebornSignal, 1, 0, 0, StepInput.RebornGrowth, false);
        for (int k = 0; k < World.Areas; k++)
            PerceivedHarm[s, k] = 0;
        for (int a = 0; a < world.Agencies.Length; a++)
            Effort[a, s] = c.InCharge[(a * c.Sectors) + s] ? StepInput.RebornEffort : 0;
    }
}
