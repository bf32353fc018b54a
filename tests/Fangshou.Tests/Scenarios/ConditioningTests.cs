using System.Collections.Immutable;
using Fangshou.Mechanism;
using Fangshou.Phases;
using Fangshou.Scenarios;
using Fangshou.Tests.Mechanism;

namespace Fangshou.Tests.Scenarios;

/// <summary>Simulated histories that look like the real one's last months count more; what comes later never does.</summary>
public class ConditioningTests
{
    const int Change = 200, From = 120;

    static readonly RunPlan plan = new() { World = MechanismSample.China, Parameters = [ParameterSet.Core], Replicates = 400, Months = 230, Seed = 4 };

    static readonly History history = EnsembleRun.Run(plan, 2);

    static readonly BlindReading reading = BlindReading.Of(history, From, Change, 2);

    [Fact]
    public void A_past_like_the_average_history_changes_no_weight()
    {
        ImmutableArray<PhaseProbabilities> average = [.. Enumerable.Range(0, 40).Select(m => Shares(39 - m, _ => 1.0 / 400))];
        Conditioning flat = Conditioning.Of(history, 0, From, Change, average, 2);
        Assert.All(flat.Weights, weight => Assert.Equal(1.0 / 400, weight, 1e-12));
        Assert.Equal(400, flat.EffectiveSampleSize, 1e-6);
        Assert.Equal(36, flat.MonthsBack);
    }

    /// <summary>The law that defines raking: every month that is compared has the real probabilities, and histories alike in all of these months stay alike.</summary>
    [Fact]
    public void Weighted_shares_are_the_real_probabilities_and_alike_histories_weigh_the_same()
    {
        ImmutableArray<PhaseProbabilities> past = [.. Months(25, new PhaseProbabilities(0.7, 0.1, 0.2)), .. Months(15, new PhaseProbabilities(0.5, 0.3, 0.2))];
        Conditioning conditioning = Conditioning.Of(history, 0, From, Change, past, 2);
        Assert.True(conditioning.Suffices);
        Assert.Equal(1, conditioning.Weights.Sum(), 1e-9);
        for (int lag = 0; lag <= 36; lag += Conditioning.Every)
        {
            PhaseProbabilities share = Shares(lag, r => conditioning.Weights[r]), real = past[^(lag + 1)];
            Assert.Equal(real.Lax, share.Lax, 1e-8);
            Assert.Equal(real.Crackdown, share.Crackdown, 1e-8);
            Assert.Equal(real.Easing, share.Easing, 1e-8);
        }

        foreach (IGrouping<string, int> alike in Enumerable.Range(0, 400).GroupBy(r => string.Concat(Enumerable.Range(0, 7).Select(i => reading.Path(r, 0)[^((i * Conditioning.Every) + 1)]))))
            Assert.All(alike, r => Assert.Equal(conditioning.Weights[alike.First()], conditioning.Weights[r], 1e-15));
    }

    /// <summary>The obvious version, replicate by replicate, is the oracle of the one that takes alike replicates together.</summary>
    [Theory]
    [InlineData(0.7, 0.1, 0.5, 0.3)]
    [InlineData(0.2, 0.7, 0.6, 0.1)]
    [InlineData(1, 0, 0.9, 0.1)]
    public void Weights_are_those_of_raking_each_replicate(double lax, double crackdown, double laterLax, double laterCrackdown)
    {
        ImmutableArray<PhaseProbabilities> past =
            [.. Months(25, new PhaseProbabilities(lax, crackdown, 1 - lax - crackdown)), .. Months(15, new PhaseProbabilities(laterLax, laterCrackdown, 1 - laterLax - laterCrackdown))];
        double[] weights = new double[400];
        Array.Fill(weights, 1.0 / 400);
        double gap = 1;
        for (int round = 0; round < 500 && gap > 1e-9; round++)
        {
            for (int lag = 0; lag <= 36; lag += Conditioning.Every)
            {
                PhaseProbabilities share = Shares(lag, r => weights[r]);
                double within = Enumerable.Range(0, 3).Sum(k => share[(Phase)k] > 0 ? past[^(lag + 1)][(Phase)k] : 0);
                for (int r = 0; r < 400; r++)
                {
                    Phase phase = (Phase)reading.Path(r, 0)[^(lag + 1)];
                    weights[r] *= share[phase] > 0 ? past[^(lag + 1)][phase] / within / share[phase] : 0;
                }
            }

            gap = Enumerable.Range(0, 7).Max(i => Enumerable.Range(0, 3).Max(k => Math.Abs(Shares(i * Conditioning.Every, r => weights[r])[(Phase)k] - past[^((i * Conditioning.Every) + 1)][(Phase)k])));
        }

        Conditioning conditioning = Conditioning.Of(reading, 0, past);
        Assert.All(Enumerable.Range(0, 400), r => Assert.Equal(weights[r], conditioning.Weights[r], 1e-12));
        Assert.Equal(gap, conditioning.Gap, 1e-9);
    }

    [Theory]
    [InlineData(Phase.Lax)]
    [InlineData(Phase.Crackdown)]
    [InlineData(Phase.Easing)]
    public void Histories_in_the_phase_of_the_last_month_take_all_of_the_weight(Phase phase)
    {
        PhaseProbabilities sure = new(phase == Phase.Lax ? 1 : 0, phase == Phase.Crackdown ? 1 : 0, phase == Phase.Easing ? 1 : 0);
        Conditioning conditioning = Conditioning.Of(history, 0, From, Change, [sure], 2);
        double matching = Enumerable.Range(0, 400).Where(r => reading.Path(r, 0)[^1] == (byte)phase).Sum(r => conditioning.Weights[r]);
        Assert.Equal(1, matching, 1e-12);
        Assert.InRange(conditioning.EffectiveSampleSize, 5, 400);
        Assert.Equal(1, conditioning.Weights.Sum(), 1e-12);
    }

    [Fact]
    public void A_past_that_hardly_any_history_has_does_not_suffice()
    {
        // Tight for three years, then easing for half a year.
        ImmutableArray<PhaseProbabilities> rare = [.. Months(36, new PhaseProbabilities(0, 1, 0)), .. Months(6, new PhaseProbabilities(0, 0, 1))];
        Assert.False(Conditioning.Of(history, 0, From, Change, rare, 2).Suffices);
    }

    [Fact]
    public void What_happens_from_the_change_on_moves_no_weight()
    {
        ImmutableArray<PhaseProbabilities> past = [.. Months(30, new PhaseProbabilities(0.8, 0.1, 0.1)), .. Months(10, new PhaseProbabilities(0.2, 0.7, 0.1))];
        History other = EnsembleRun.Run(plan with { Interventions = [new Intervention { Month = Change, Incidents = [new PlantedIncident(0, 50)] }] }, 2);
        Assert.Equal(Conditioning.Of(history, 0, From, Change, past, 1).Weights, Conditioning.Of(other, 0, From, Change, past, 2).Weights);
    }

    [Fact]
    public void Weights_move_probabilities_and_widen_their_errors()
    {
        Scenario scenario = ScenarioReader.Read(name => File.OpenRead(Path.Combine(AppContext.BaseDirectory, "scenarios", name)), "ai-honeymoon.json") with { Severity = 8 };
        ScenarioOutcome plain = ScenarioOutcome.Run(scenario, [ParameterSet.Core], 2, cancellation: TestContext.Current.CancellationToken);
        ScenarioOutcome even = plain with { Weights = [.. plain.Onset.Select(_ => 0.25)] };
        Assert.Equal(plain.OnsetWithin(12).Value, even.OnsetWithin(12).Value, 1e-12);
        Assert.Equal(plain.OnsetWithin(12).StandardError, even.OnsetWithin(12).StandardError, 1e-12);
        Assert.Equal(plain.Mean(plain.Fall), even.Mean(even.Fall), 1e-12);

        // All of the weight on histories with an onset, a tenth of them heavier.
        ScenarioOutcome tilted = plain with { Weights = [.. plain.Onset.Select((onset, r) => onset < 0 ? 0 : r % 10 == 0 ? 5.0 : 1)] };
        Assert.Equal(1, tilted.OnsetWithin(60).Value);
        ScenarioOutcome half = plain with { Weights = [.. plain.Onset.Select((_, r) => r % 10 == 0 ? 5.0 : 1)] };
        Assert.True(half.OnsetWithin(12).StandardError > plain.OnsetWithin(12).StandardError);
    }

    static PhaseProbabilities Shares(int lag, Func<int, double> weight)
    {
        double[] share = new double[3];
        for (int r = 0; r < 400; r++)
            share[reading.Path(r, 0)[^(lag + 1)]] += weight(r);
        return new PhaseProbabilities(share[0], share[1], share[2]);
    }

    static ImmutableArray<PhaseProbabilities> Months(int count, PhaseProbabilities probabilities) => [.. Enumerable.Repeat(probabilities, count)];
}
