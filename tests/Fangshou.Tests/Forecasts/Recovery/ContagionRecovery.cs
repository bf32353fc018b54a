using Fangshou.Forecasts;

namespace Fangshou.Tests.Forecasts.Recovery;

public class ContagionRecovery
{
    [Fact]
    public void What_was_planted_is_found()
    {
        const int Windows = 24;
        Contagion truth = ContagionGen.Four;
        double[][] found = new double[Windows][];
        for (uint w = 0; w < Windows; w++)
        {
            ContagionFit fit = ContagionFit.Of(Thinning.Window(truth, 1500, w), truth.Similarity.AsSpan(), new() { Priors = null });
            Assert.Null(fit.Doubt);
            found[w] = Numbers(fit.Model);
        }

        foreach (var (i, planted) in Numbers(truth).Index())
        {
            double mean = found.Average(f => f[i]), deviation = Math.Sqrt(found.Sum(f => Math.Pow(f[i] - mean, 2)) / (Windows - 1.0));
            Assert.InRange(mean, planted - (3.5 * deviation / Math.Sqrt(Windows)), planted + (3.5 * deviation / Math.Sqrt(Windows)));

            // And each window tells: none is so wide that any value would pass.
            Assert.InRange(deviation, 0, .3 * planted);
        }
    }

    [Fact]
    public void Independent_events_are_not_taken_for_contagion()
    {
        Contagion calm = ContagionGen.Four with { Self = 0, Area = 0, Campaign = 0, BaselinesPerMonth = [1, .8, 1.2, .6] };
        for (uint w = 0; w < 8; w++)
        {
            // Twice the gain is at most chi-squared with 4 degrees of freedom: 9.24 nats are exceeded with probability .001.
            Assert.InRange(Gain(Thinning.Window(calm, 400, w)), 0, 9.24);
            Assert.InRange(Gain(Thinning.Window(ContagionGen.Four, 400, w)), 40, 1000);
        }

        static double Gain(EventTimes events)
        {
            ContagionFit fit = ContagionFit.Of(events, ContagionGen.Four.Similarity.AsSpan(), new() { Priors = null });
            Contagion apart = fit.Model with
            {
                BaselinesPerMonth = [.. Enumerable.Range(0, events.Cells).Select(s => events.CellOf.Count(c => c == s) / events.EndMonths)],
                Self = 0,
                Area = 0,
                Campaign = 0,
            };
            return fit.LogLikelihoodNats - apart.LogLikelihoodNats(events);
        }
    }

    [Fact]
    public void The_same_events_give_the_same_bits()
    {
        EventTimes events = Thinning.Window(ContagionGen.Four, 200, 4);
        ContagionFit[] fits = new ContagionFit[8];
        Parallel.For(0, fits.Length, i => fits[i] = ContagionFit.Of(events, ContagionGen.Four.Similarity.AsSpan()));
        foreach (ContagionFit fit in fits)
            Assert.Equal(Numbers(fits[0].Model), Numbers(fit.Model));
    }

    static double[] Numbers(Contagion model) => [.. model.BaselinesPerMonth, model.Self, model.Area, model.Campaign, model.MemoryMonths];
}
