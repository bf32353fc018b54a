using System.Globalization;
using Fangshou.Numerics;
using Fangshou.Phases;

namespace Fangshou.Tests.Phases.Calibration;

/// <summary>The Gibbs sampler draws from the posterior of the model it states: true values rank uniformly among its draws.</summary>
public class SimulationBasedCalibration(ITestOutputHelper output)
{
    const double Accepted = 1e-3, Refused = 1e-6;

    [SlowFact]
    public void True_values_rank_uniformly_among_draws_of_the_general_lane() => AssertUniform(RankTally.Of(PhasePriors.General, 1000, 8, 11, PhasePanel.Sweep));

    [SlowFact]
    public void True_values_rank_uniformly_among_draws_of_the_content_lane() => AssertUniform(RankTally.Of(PhasePriors.Content, 1000, 6, 12, PhasePanel.Sweep));

    [SlowFact]
    public void A_sampler_whose_paths_are_drawn_with_the_wrong_size_of_counts_is_caught() => AssertCaught(pooled =>
    {
        double size = pooled.TightenSize;
        pooled.TightenSize = size * 20;
        return () => pooled.TightenSize = size;
    });

    [SlowFact]
    public void A_sampler_whose_paths_are_drawn_with_stays_three_times_as_long_is_caught() => AssertCaught(pooled =>
    {
        for (int k = 0; k < pooled.Phases; k++)
            pooled.StayLogMean[k] += Math.Log(3);
        return () =>
        {
            for (int k = 0; k < pooled.Phases; k++)
                pooled.StayLogMean[k] -= Math.Log(3);
        };
    });

    void AssertUniform(RankTally tally)
    {
        Report(tally);
        Assert.All(tally.Uniformities, q => Assert.True(q.P > Accepted, string.Create(CultureInfo.InvariantCulture, $"The ranks of '{q.Name}' are not uniform: p = {q.P:G3}.")));
    }

    /// <summary>The product's sweep, but each path is drawn under parameters that were tampered with and put back afterwards.</summary>
    void AssertCaught(Func<PooledParameters, Action> tamper)
    {
        RankTally tally = RankTally.Of(PhasePriors.General, 400, 3, 13, (pooled, cells, priors, seed, chain, sweep) =>
        {
            RandomStream random = new(seed, chain, sweep, 0x7A00);
            foreach (CellChain cell in cells)
            {
                Action restore = tamper(pooled);
                cell.DrawPath(pooled, ref random);
                restore();
                cell.DrawOwn(pooled, ref random);
            }

            PooledStep.Draw(pooled, cells, priors, ref random);
        });
        Report(tally);
        Assert.True(tally.Uniformities.Min(q => q.P) < Refused, "A wrong sampler was not told from a right one.");
    }

    void Report(RankTally tally)
    {
        foreach ((string name, double p) in tally.Uniformities.OrderBy(q => q.P))
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{p:G3} {name}"));
    }
}
