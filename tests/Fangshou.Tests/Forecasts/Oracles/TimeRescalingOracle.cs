using CsCheck;
using Fangshou.Forecasts;
using MathNet.Numerics;
using MathNet.Numerics.Integration;

namespace Fangshou.Tests.Forecasts.Oracles;

public class TimeRescalingOracle
{
    [Fact]
    public void A_wait_is_the_integral_of_the_intensity_since_the_last_event() => ContagionGen.Seen.Sample(seen =>
    {
        int cells = seen.Model.Cells;
        double[] branching = seen.Model.Branching();
        TimeRescaling rescaled = TimeRescaling.Of(seen.Model, new(seen.Times, seen.End));
        double[] stops = [0, .. seen.Times.SelectMany(t => t).Order()];
        for (int s = 0; s < cells; s++)
        {
            double before = 0;
            foreach (var (i, time) in seen.Times[s].Order().Index())
            {
                // Between two events the intensity is smooth.
                double[] parts = [before, .. stops.Where(t => t > before && t < time), time];
                double expected = parts.Zip(parts.Skip(1)).Sum(p => GaussLegendreRule.Integrate(t => Intensity(s, t), p.First, p.Second, 32));
                Assert.Equal(expected, rescaled.Waits[s][i], 1e-6 * (1 + expected));
                before = time;
            }
            Assert.Equal(seen.Times[s].Length, rescaled.Waits[s].Length);
        }

        double Intensity(int s, double t) => seen.Model.BaselinesPerMonth[s] + Enumerable.Range(0, cells).Sum(j =>
            branching[(j * cells) + s] * seen.Times[j].Where(u => u < t).Sum(u => seen.Model.DecayPerMonth * Math.Exp(-seen.Model.DecayPerMonth * (t - u))));
    }, iter: 60);

    /// <summary>Distances that are exceeded with probability .05 and .01: L. Miller (1956), J. Amer. Statist. Assoc. 51:111–121.</summary>
    [Theory]
    [InlineData(5, .56328, .66853)]
    [InlineData(10, .40925, .48893)]
    [InlineData(20, .29408, .35241)]
    public void The_tail_of_the_distance_is_that_of_the_exact_table(int n, double five, double one)
    {
        Assert.Equal(.05, TimeRescaling.KolmogorovTail(n, five), .002);
        Assert.Equal(.01, TimeRescaling.KolmogorovTail(n, one), .0015);
    }

    [Fact]
    public void The_far_tail_of_the_distance_is_the_exact_one() => Gen.Select(Gen.Int[5, 60], Gen.Double[.5, 1]).Sample((n, d) =>
    {
        // From ½ on the curve cannot be crossed on both sides, and one side has a closed form (Birnbaum and Tingey 1951, Ann. Math. Statist. 22:592–596).
        double exact = 0;
        for (int j = 0; j <= n * (1 - d); j++)
            exact += 2 * d * SpecialFunctions.Binomial(n, j) * Math.Pow(d + ((double)j / n), j - 1) * Math.Pow(1 - d - ((double)j / n), n - j);
        Assert.Equal(exact, TimeRescaling.KolmogorovTail(n, d), .005);
    });

    [Fact]
    public void The_tail_of_the_distance_falls_from_one_to_zero() => Gen.Select(Gen.Int[1, 5000], Gen.Double.Unit, Gen.Double.Unit).Sample((n, a, b) =>
    {
        double near = TimeRescaling.KolmogorovTail(n, Math.Min(a, b)), far = TimeRescaling.KolmogorovTail(n, Math.Max(a, b));
        Assert.True(far <= near + 1e-12 && far >= 0 && near <= 1);
        Assert.Equal(1, TimeRescaling.KolmogorovTail(n, 0));
    });

    [Fact]
    public void The_distance_is_that_of_the_steps_from_the_curve()
    {
        // A Poisson process of rate 1: waits of ln 2 and ln 4, whose probabilities are .5 and .75.
        Contagion poisson = new() { BaselinesPerMonth = [1], Self = 0, Area = 0, Campaign = 0, DecayPerMonth = 1, Similarity = [0] };
        TimeRescaling rescaled = TimeRescaling.Of(poisson, new([[Math.Log(2), Math.Log(8)]], 5));
        Assert.Equal(.5, rescaled.Distance, 1e-12);
        Assert.Equal(TimeRescaling.KolmogorovTail(2, rescaled.Distance), rescaled.PValue);
        Assert.True(double.IsNaN(TimeRescaling.Of(poisson, new([[]], 5)).PValue));
    }

    [Fact]
    public void A_wait_that_the_end_cuts_off_goes_on_in_the_next_cell()
    {
        // Waits of ln 4/3, then ln 2 cut off and ln 4/3 in the next cell: probabilities of .25 and .625.
        Contagion poisson = new() { BaselinesPerMonth = [1, 1], Self = 0, Area = 0, Campaign = 0, DecayPerMonth = 1, Similarity = [0, 0, 0, 0] };
        TimeRescaling rescaled = TimeRescaling.Of(poisson, new([[Math.Log(4 / 3.0)], [Math.Log(4 / 3.0)]], Math.Log(8 / 3.0)));
        Assert.Equal(.375, rescaled.Distance, 1e-12);
        Assert.Equal([Math.Log(2), Math.Log(2)], rescaled.Unfinished, (a, b) => Math.Abs(a - b) < 1e-12);
    }

    [Fact]
    public void All_waits_of_a_cell_add_up_to_the_events_expected_there() => ContagionGen.Seen.Sample(seen =>
    {
        TimeRescaling rescaled = TimeRescaling.Of(seen.Model, new(seen.Times, seen.End));
        double[] branching = seen.Model.Branching();
        for (int s = 0; s < seen.Model.Cells; s++)
        {
            double expected = (seen.Model.BaselinesPerMonth[s] * seen.End) + Enumerable.Range(0, seen.Model.Cells).Sum(j =>
                branching[(j * seen.Model.Cells) + s] * seen.Times[j].Sum(t => 1 - Math.Exp(-seen.Model.DecayPerMonth * (seen.End - t))));
            Assert.Equal(expected, rescaled.Waits[s].Sum() + rescaled.Unfinished[s], 1e-9 * (1 + expected));
        }
    });

    [Theory]
    [InlineData(150)]
    [InlineData(10)]
    public void Events_of_the_model_pass_as_often_as_they_should(double end)
    {
        // In the short window each cell sees a few events only.
        const int Windows = 400;
        int[] fifths = new int[5];
        for (uint w = 0; w < Windows; w++)
            fifths[Math.Min(4, (int)(5 * TimeRescaling.Of(ContagionGen.Four, Thinning.Window(ContagionGen.Four, end, w)).PValue))]++;

        // Chi-squared with 4 degrees of freedom: 18.47 is exceeded with probability .001.
        double expected = Windows / 5.0;
        Assert.InRange(fifths.Sum(f => (f - expected) * (f - expected) / expected), 0, 18.47);
    }

    [Fact]
    public void Events_of_another_model_are_told()
    {
        EventTimes events = Thinning.Window(ContagionGen.Four, 600, 1);
        int cells = events.Cells;
        Contagion poisson = ContagionGen.Four with
        {
            BaselinesPerMonth = [.. Enumerable.Range(0, cells).Select(s => events.CellOf.Count(c => c == s) / events.EndMonths)],
            Self = 0,
            Area = 0,
            Campaign = 0,
        };
        Assert.InRange(TimeRescaling.Of(poisson, events).PValue, 0, 1e-6);
        Assert.InRange(TimeRescaling.Of(ContagionGen.Four with { DecayPerMonth = 20 }, events).PValue, 0, 1e-3);
        Assert.InRange(TimeRescaling.Of(ContagionGen.Four, events).PValue, .01, 1);
    }
}
