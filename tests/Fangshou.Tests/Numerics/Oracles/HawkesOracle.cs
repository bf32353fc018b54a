using CsCheck;
using Fangshou.Numerics;

namespace Fangshou.Tests.Numerics.Oracles;

public class HawkesOracle
{
    static readonly Gen<(double[] Times, double End)> Seen =
        Gen.Select(Gen.Double[0, 3].Array[0, 40], Gen.Double[0, 5]).Select((gaps, rest) =>
        {
            double[] times = new double[gaps.Length];
            double now = 0;
            for (int i = 0; i < gaps.Length; i++)
                times[i] = now += i % 5 == 4 ? 0 : gaps[i];
            return (times, now + rest);
        });

    static readonly Gen<ExponentialHawkes> Process =
        Gen.Select(Gen.Double[0.01, 3], Gen.Double[0, 3], Gen.Double[0.01, 5]).Select((m, a, b) => new ExponentialHawkes(m, a, b));

    [Fact]
    public void The_likelihood_of_the_six_events_is_the_known_one()
    {
        double actual = new ExponentialHawkes(.5, .8, 1.5).LogLikelihood([1, 2, 4, 4.5, 7, 9.2], 10);
        Assert.Equal(-11.0908128050, actual, 1e-9);
    }

    [Fact]
    public void The_recursion_is_the_double_sum_over_all_pairs() => Gen.Select(Process, Seen).Sample((process, seen) =>
    {
        double expected = -process.Baseline * seen.End;
        foreach (double time in seen.Times)
        {
            double excitation = seen.Times.Where(s => s < time).Sum(s => process.Jump * Math.Exp(-process.Decay * (time - s)));
            expected += Math.Log(process.Baseline + excitation);
            expected -= process.BranchingRatio * (1 - Math.Exp(-process.Decay * (seen.End - time)));
        }
        Assert.Equal(expected, process.LogLikelihood(seen.Times, seen.End), 1e-9 * (1 + Math.Abs(expected)));
    });

    [Fact]
    public void Rescaled_times_are_the_integral_of_the_intensity() => Gen.Select(Process, Seen).Sample((process, seen) =>
    {
        double[] rescaled = new double[seen.Times.Length];
        process.Rescale(seen.Times, rescaled);
        foreach (var (i, time) in seen.Times.Index())
        {
            double expected = (process.Baseline * time)
                + seen.Times.Where(s => s < time).Sum(s => process.BranchingRatio * (1 - Math.Exp(-process.Decay * (time - s))));
            Assert.Equal(expected, rescaled[i], 1e-9 * (1 + expected));
        }
    });

    [Fact]
    public void Without_excitation_it_is_a_Poisson_process() => Seen.Sample(seen =>
        Assert.Equal(
            (seen.Times.Length * Math.Log(.7)) - (.7 * seen.End), new ExponentialHawkes(.7, 0, 1).LogLikelihood(seen.Times, seen.End), 1e-9));

    [Fact]
    public void What_is_no_point_process_is_refused_with_its_reason()
    {
        Refuses("baseline", new(0, 1, 1), [1], 2);
        Refuses("jump", new(1, -1, 1), [1], 2);
        Refuses("decay", new(1, 1, 0), [1], 2);
        Refuses("Event 1 is at 0.5", new(1, 1, 1), [1, .5], 2);
        Refuses("Event 0 is at 3", new(1, 1, 1), [3], 2);
        Refuses("Event 0 is at NaN", new(1, 1, 1), [double.NaN], 2);
        Refuses("Watching ends at", new(1, 1, 1), [], double.PositiveInfinity);
        Assert.Equal(-2, new ExponentialHawkes(1, 1, 1).LogLikelihood([], 2));

        static void Refuses(string reason, ExponentialHawkes process, double[] times, double end) =>
            Assert.Contains(reason, Assert.ThrowsAny<ArgumentException>(() => process.LogLikelihood(times, end)).Message, StringComparison.Ordinal);
    }
}
