using System.Runtime.Intrinsics;
using BenchmarkDotNet.Attributes;
using Fangshou.Mechanism;
using Fangshou.Numerics;

namespace Fangshou.Bench;

/// <summary>
/// What the mechanism cannot do without, and nothing else: the uniforms that its streams prescribe, the normals, and the exponentials, logarithms and divisions of a
/// month of the core equations in which nothing happens. No state, no harm, no sums over firms, no counts. Time for each firm and month, one thread.
/// </summary>
/// <remarks>The numbers of draws and functions are those of the shipped world; the order is the best one for the processor, rows of the same thing.</remarks>
public class MechanismFloorBench
{
    const int Months = 300, Groups = 50, Lanes = 8, EveryMonth = 7;

    readonly World world = ShippedWorld.Read();
    Vector512<double>[] shocks = [], draws = [], exponents = [], logarithms = [];

    /// <summary>Counts what a month needs.</summary>
    [GlobalSetup]
    public void Setup()
    {
        StepConstants constants = new(world, ParameterSet.Core);
        int sectors = world.Sectors.Length, inCharge = constants.InCharge.Count(yes => yes);
        shocks = new Vector512<double>[world.Firms];
        draws = new Vector512<double>[2 * EveryMonth * sectors];

        // Growth of each firm; protection of each place and sector; efforts; and for a sector: two counts each of incidents and reports, of acts, one of content acts,
        // the wish, a look, a slip, the content agency's effort.
        exponents = new Vector512<double>[world.Firms + (world.Localities.Length * sectors) + inCharge + (9 * sectors)];
        logarithms = new Vector512<double>[sectors];
        Array.Fill(exponents, Vector512.Create(-0.3));
        Array.Fill(logarithms, Vector512.Create(1.7));
    }

    /// <summary>What the growth of firms needs: a uniform, a normal and an exponential each.</summary>
    [Benchmark(OperationsPerInvoke = Months * Groups * Lanes * 96)]
    public double Firms() => Run(sectors: false);

    /// <summary>That, and what sectors, places and agencies need.</summary>
    [Benchmark(OperationsPerInvoke = Months * Groups * Lanes * 96)]
    public double All() => Run(sectors: true);

    double Run(bool sectors)
    {
        double sum = 0;
        for (uint group = 0; group < Groups; group++)
            for (uint t = 0; t < Months; t++)
            {
                LaneRandom random = new(1, t, group * Lanes);
                for (int pair = 0; (2 * pair) + 1 < shocks.Length; pair++)
                    (shocks[2 * pair], shocks[(2 * pair) + 1]) = random.Uniforms(DrawStream.FirmGrowth, (uint)pair);
                if (sectors)
                    DrawForSectors(random);
                FirmKernels.ToNormals(shocks);
                sum += Exponentials(sectors ? exponents.Length : world.Firms) + (sectors ? Logarithms() : 0);
            }

        return sum;
    }

    void DrawForSectors(in LaneRandom random)
    {
        int next = 0;
        for (uint stream = DrawStream.Incident; stream <= DrawStream.Content; stream++)
            for (int s = 0; s < world.Sectors.Length; s++, next += 2)
                (draws[next], draws[next + 1]) = random.Uniforms(stream, (uint)s);
    }

    double Exponentials(int count)
    {
        Vector512<double> sum = default;
        foreach (Vector512<double> x in exponents.AsSpan(0, count))
            sum += LaneMath.Exp(x);
        return sum[0];
    }

    double Logarithms()
    {
        Vector512<double> sum = default;
        foreach (Vector512<double> x in logarithms)
            sum += LaneMath.Log(x);
        return sum[0];
    }
}
