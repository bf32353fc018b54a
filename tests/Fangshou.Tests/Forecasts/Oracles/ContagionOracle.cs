using CsCheck;
using Fangshou.Forecasts;
using Fangshou.Numerics;

namespace Fangshou.Tests.Forecasts.Oracles;

public class ContagionOracle
{
    [Fact]
    public void The_likelihood_of_the_six_events_is_the_known_one()
    {
        // MODEL.md's jump of .8 is .8/1.5 triggered events.
        Contagion one = new() { BaselinesPerMonth = [.5], Self = .8 / 1.5, Area = 0, Campaign = 0, DecayPerMonth = 1.5, Similarity = [0] };
        Assert.Equal(-11.0908128050, one.LogLikelihoodNats(new([[1, 2, 4, 4.5, 7, 9.2]], 10)), 1e-9);
    }

    [Fact]
    public void The_recursion_is_the_sum_over_all_pairs() => ContagionGen.Seen.Sample(seen =>
    {
        double expected = Pairs(seen.Model, seen.Times, seen.End);
        Assert.Equal(expected, seen.Model.LogLikelihoodNats(new(seen.Times, seen.End)), 1e-9 * (1 + Math.Abs(expected)));
    });

    [Fact]
    public void One_cell_is_the_process_of_one_series() => ContagionGen.Seen.Sample(seen =>
    {
        Contagion one = seen.Model with { BaselinesPerMonth = [seen.Model.BaselinesPerMonth[0]], Similarity = [1] };
        ExponentialHawkes process = new(one.BaselinesPerMonth[0], one.Self * one.DecayPerMonth, one.DecayPerMonth);
        double[] times = [.. seen.Times[0].Order()];
        Assert.Equal(process.LogLikelihood(times, seen.End), one.LogLikelihoodNats(new([times], seen.End)), 1e-9);
    });

    [Fact]
    public void An_event_triggers_its_own_cell_the_like_ones_and_all_others_together() => ContagionGen.Seen.Sample(seen =>
    {
        Contagion model = seen.Model;
        int cells = model.Cells;
        double[] branching = model.Branching();
        for (int from = 0; from < cells; from++)
        {
            double like = Enumerable.Range(0, cells).Where(to => to != from).Sum(to => model.Similarity[(from * cells) + to]);
            Assert.Equal(model.Self + (model.Area * like) + (cells > 1 ? model.Campaign : 0), branching.Skip(from * cells).Take(cells).Sum(), 1e-12);
        }
    });

    [Fact]
    public void The_spectral_radius_is_the_growth_from_generation_to_generation() => ContagionGen.Seen.Sample(seen =>
    {
        int cells = seen.Model.Cells;
        // Gelfand's formula: the norm of a high power grows like the radius to that power. Powers by squaring, so that streams that hardly touch settle too.
        double[] power = seen.Model.Branching();
        double logNorm = 0, count = 1;
        for (int i = 0; i < 40; i++)
        {
            double norm = power.Max();
            logNorm += Math.Log(norm) / count;
            if (norm == 0)
                break;
            double[] scaled = [.. power.Select(p => p / norm)];
            power = [.. Enumerable.Range(0, cells * cells).Select(at => Enumerable.Range(0, cells).Sum(k => scaled[(at / cells * cells) + k] * scaled[(k * cells) + (at % cells)]))];
            count *= 2;
        }

        Assert.Equal(Math.Exp(logNorm), seen.Model.SpectralRadius(), 1e-6);
    }, iter: 20);

    [Fact]
    public void What_is_no_contagion_is_refused_with_all_its_faults()
    {
        EventTimes two = new([[1], [2]], 3);
        Contagion wrong = new() { BaselinesPerMonth = [1, -1], Self = double.NaN, Area = -.5, Campaign = 0, DecayPerMonth = 0, Similarity = [1, .2, 1.5, 1] };
        Assert.Equal(
            "the baseline of cell 1 is -1, but must be 0 or more and finite; the effect on the own cell is NaN, but must be 0 or more and finite; "
            + "the effect by area is -0.5, but must be 0 or more and finite; the decay is 0, but must be above 0 and finite; "
            + "cells 0 and 1 are alike by 0.2 and 1.5, but must be by one number in 0…1.",
            Assert.Throws<ArgumentException>(() => wrong.LogLikelihoodNats(two)).Message);
        Contagion three = wrong with { BaselinesPerMonth = [1, 1, 1], Self = 0, Area = 0, DecayPerMonth = 1 };
        Assert.Equal(
            "there are 3 baselines for 2 cells; cells 0 and 1 are alike by 0.2 and 1.5, but must be by one number in 0…1.",
            Assert.Throws<ArgumentException>(() => three.LogLikelihoodNats(two)).Message);
        Assert.StartsWith(
            "event 1 of cell 0 is at 4, not in 0…3; event 0 of cell 1 is at NaN, not in 0…3.",
            Assert.Throws<ArgumentException>(() => new EventTimes([[1, 4], [double.NaN]], 3)).Message,
            StringComparison.Ordinal);
        Assert.StartsWith("there is no cell; watching ends at 0,", Assert.Throws<ArgumentException>(() => new EventTimes([], 0)).Message, StringComparison.Ordinal);
    }

    /// <summary>The likelihood as it is defined: every event against every earlier one.</summary>
    internal static double Pairs(Contagion model, double[][] times, double end)
    {
        int cells = model.Cells;
        double[] branching = model.Branching();
        double sum = 0;
        for (int s = 0; s < cells; s++)
        {
            sum -= model.BaselinesPerMonth[s] * end;
            foreach (double time in times[s])
            {
                double intensity = model.BaselinesPerMonth[s];
                for (int j = 0; j < cells; j++)
                    intensity += branching[(j * cells) + s] * times[j].Where(t => t < time).Sum(t => model.DecayPerMonth * Math.Exp(-model.DecayPerMonth * (time - t)));
                sum += Math.Log(intensity);
            }
            for (int j = 0; j < cells; j++)
                sum -= branching[(j * cells) + s] * times[j].Sum(t => 1 - Math.Exp(-model.DecayPerMonth * (end - t)));
        }
        return sum;
    }
}
