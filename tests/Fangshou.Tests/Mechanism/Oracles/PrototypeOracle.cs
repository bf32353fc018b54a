using Fangshou.Mechanism;

namespace Fangshou.Tests.Mechanism.Oracles;

/// <summary>The mechanism against the numpy prototype from which its equations come: the same random numbers, the same acts, month by month.</summary>
public class PrototypeOracle
{
    const string Letters = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGH";

    [Fact]
    public void Acts_are_those_of_the_prototype_in_every_month()
    {
        World world = MechanismSample.China;
        int ai = world.SectorIndex("ai");
        History history = EnsembleRun.Run(
            new RunPlan
            {
                World = world,
                Parameters = [ParameterSet.Core],
                Replicates = 2,
                Months = 300,
                Seed = 2024,
                Series = [Series.Restrictive, Series.Loosening, Series.ContentActs],
                Interventions = [new Intervention { Month = 120, Reborn = [ai] }, new Intervention { Month = 144, Incidents = [new PlantedIncident(ai, 16)] }],
            },
            1);

        int compared = 0;
        using StreamReader file = new(typeof(PrototypeOracle).Assembly.GetManifestResourceStream("prototype-counts.txt")!);
        while (file.ReadLine() is { } line)
        {
            if (line[0] == '#')
                continue;
            string[] parts = line.Split(' ');
            Series series = parts[2] switch { "r" => Series.Restrictive, "l" => Series.Loosening, _ => Series.ContentActs };
            (int replicate, int sector) = (parts[0][0] - '0', parts[1][0] - '0');
            Assert.Equal(parts[3], string.Concat(Enumerable.Range(0, history.Months).Select(t => Letters[(int)history.At(series, replicate, t, sector)])));
            compared++;
        }

        Assert.Equal(2 * 8 * 3, compared);
    }
}
