using System.Collections.Immutable;
using CsCheck;
using Fangshou.Forecasts;
using Fangshou.Ledger;
using Fangshou.Numerics;

namespace Fangshou.Tests.Forecasts;

/// <summary>The mixture's weights against a grid, and what they do with members that know all, nothing, or are missing.</summary>
public class StackingTests
{
    static readonly Month start = Month.Of(2010, 1);

    static readonly Cell ai = new("CN", "ai");

    [Fact]
    public void The_weights_are_the_best_point_of_a_grid() => Gen.Double[0.01, 1].Array[2].Array[30, 60].Sample(said =>
    {
        double[] weights = Stacking.Fit([.. said.Select((s, i) => (start + i, s))], 2);
        double Score(double w) => Math.Log(w) + Math.Log(1 - w) + said.Sum(s => Math.Log((w * s[0]) + ((1 - w) * s[1])));
        double best = Enumerable.Range(1, 999).Select(i => i / 1000.0).MaxBy(Score);
        Assert.Equal(best, weights[0], 0.002);
        Assert.Equal(1, weights.Sum(), 1e-12);
    }, iter: 50);

    [Fact]
    public void Weights_lie_on_the_simplex_and_keep_every_member() => Gen.Double[1e-4, 1].Array[5].Array[24, 50].Sample(said =>
    {
        double[] weights = Stacking.Fit([.. said.Select((s, i) => (start + i, s))], 5);
        Assert.Equal(1, weights.Sum(), 1e-12);
        // A pseudo-count of one among n + 5.
        Assert.All(weights, w => Assert.True(w >= 0.999 / (said.Length + 5)));
    });

    [Fact]
    public void Before_24_origins_are_over_all_weigh_the_same()
    {
        (Month, double[])[] Rows(int origins) => [.. Enumerable.Range(0, 100).Select(i => (start + (i % origins), new[] { 0.9, 0.1 }))];
        Assert.Equal([0.5, 0.5], Stacking.Fit(Rows(23), 2));
        Assert.True(Stacking.Fit(Rows(24), 2)[0] > 0.9);
    }

    [Fact]
    public void Whoever_always_says_the_truth_wins_and_is_not_known_before_its_months_are_over()
    {
        ForecastPanel now = World(120);
        PastForecast[] past = [.. Past(now, "climatology", _ => 0.3), .. Past(now, "hazard", came => came ? 1 : 0), .. Past(now, "phases", came => came ? 0 : 1)];
        Stacking stacking = Stacking.Learn(past, now);
        foreach (int horizon in Outlook.Horizons)
        {
            ImmutableArray<double> weights = stacking.Weights(SwingKind.Crackdown, horizon);
            int hazard = Stacking.Members.IndexOf("hazard"), phases = Stacking.Members.IndexOf("phases");
            Assert.True(weights[hazard] > 0.8, $"{horizon}: {weights[hazard]}");
            Assert.Equal(weights.Min(), weights[phases]);
        }

        // From a panel of month 38 only 24 origins lie before it, and none of them is 24 months back.
        Stacking early = Stacking.Learn(past, World(39));
        Assert.All(early.Weights(SwingKind.Crackdown, 24), w => Assert.Equal(0.2, w, 1e-12));
    }

    [Fact]
    public void Forecasts_whose_horizon_is_not_over_have_no_say()
    {
        ForecastPanel now = World(100);
        PastForecast[] past = [.. Past(now, "climatology", _ => 0.3), .. Past(now, "hazard", came => came ? 0.9 : 0.1)];
        PastForecast[] twisted = [.. past.Select(f => now.Origin - f.Origin >= 12 || f.Forecaster == "climatology" ? f : f with { Outlook = f.Outlook with { Within = [.. f.Outlook.Within.Select(p => 1 - p)] } })];
        Assert.Equal<double>(Stacking.Learn(past, now).Weights(SwingKind.Crackdown, 12), Stacking.Learn(twisted, now).Weights(SwingKind.Crackdown, 12));
        Assert.NotEqual<double>(Stacking.Learn(past, now).Weights(SwingKind.Crackdown, 1), Stacking.Learn(twisted, now).Weights(SwingKind.Crackdown, 1));
    }

    [Fact]
    public void A_member_that_says_nothing_counts_as_climatology()
    {
        ForecastPanel now = World(120);
        PastForecast[] two = [.. Past(now, "climatology", _ => 0.3), .. Past(now, "hazard", came => came ? 0.9 : 0.2)];
        PastForecast[] all = [.. two, .. ((string[])["phases", "contagion", "mechanism"]).SelectMany(id => Past(now, id, _ => 0.3))];
        Stacking some = Stacking.Learn(two, now), every = Stacking.Learn(all, now);
        foreach (int horizon in Outlook.Horizons)
            Assert.Equal<double>(every.Weights(SwingKind.Crackdown, horizon), some.Weights(SwingKind.Crackdown, horizon));
        Dictionary<string, Outlook> said = new() { ["climatology"] = Constant(0.3, 2), ["hazard"] = Constant(0.8, null) };
        Dictionary<string, Outlook> spelled = new(said) { ["phases"] = said["climatology"], ["contagion"] = said["climatology"], ["mechanism"] = said["climatology"] };
        Assert.Equal(ForecastSample.Bits(every.Mix(spelled)), ForecastSample.Bits(some.Mix(said)));

        // Only those that speak of counts are mixed there.
        Assert.Equal(2, some.Mix(said).Counts[0].Mean, 1e-6);
    }

    [Fact]
    public void A_mixture_never_falls_and_lies_within_its_members()
    {
        ForecastPanel now = World(120);
        Stacking stacking = Stacking.Learn([.. Past(now, "climatology", _ => 0.3), .. Past(now, "hazard", came => came ? 0.9 : 0.2)], now);
        Gen.Double[0, 1].Array[24].Array[5].Sample(members =>
        {
            Dictionary<string, Outlook> said = Stacking.Members.Select((id, i) => (id, new Outlook(SwingKind.Crackdown, [.. members[i].Order()], Constant(0.1, 1 + i).Counts))).ToDictionary(p => p.id, p => p.Item2);
            Outlook mixed = stacking.Mix(said);
            for (int h = 1; h < 24; h++)
                Assert.True(mixed.Within[h] >= mixed.Within[h - 1]);
            foreach (int horizon in Outlook.Horizons)
                Assert.InRange(mixed.Within[horizon - 1], said.Values.Min(o => o.Within[horizon - 1]) - 1e-12, said.Values.Max(o => o.Within[horizon - 1]) + 1e-12);
            Assert.All(mixed.Counts, law => Assert.Equal(1, law.Mass.Sum(), 1e-9));
        }, iter: 200);
    }

    [Fact]
    public void Questions_that_turned_out_void_do_not_count()
    {
        ForecastPanel now = World(120);
        PastForecast[] past = [.. Past(now, "climatology", _ => 0.3), .. Past(now, "hazard", came => came ? 0.9 : 0.1)];
        PastForecast[] wrong = [.. past.Select(f => f with { Outlook = f.Outlook with { Swing = SwingKind.Easing } })];
        Assert.All(Stacking.Learn(wrong, now).Weights(SwingKind.Easing, 6), w => Assert.Equal(0.2, w, 1e-12));
    }

    static Outlook Constant(double within, double? mean) => new(
        SwingKind.Crackdown, [.. Enumerable.Repeat(within, 24)], mean is { } m ? [.. Outlook.Horizons.Select(_ => CountLaw.NegativeBinomial(m, 1.5))] : []);

    /// <summary>A cell with a burst every 31 months and now and then an act.</summary>
    static ForecastPanel World(int months)
    {
        RandomStream random = new(2, 0, 0, 1);
        int[] acts = [.. Enumerable.Range(0, 120).Select(t => t % 31 == 30 ? 5 : random.Uniform() < 0.1 ? 1 : 0)];
        return ForecastSample.Panel(ForecastSample.Ledger(ForecastSample.Rows(start, acts)), start + (months - 1), ai);
    }

    static IEnumerable<PastForecast> Past(ForecastPanel now, string id, Func<bool, double> says)
    {
        CellPast past = now.Cells[0];
        for (int t = ForecastPanel.FewestMonths - 1; t < past.Months - 1; t++)
        {
            if (past.Crackdown[t])
                continue;
            int at = t;
            double[] within = [.. Enumerable.Range(1, 24).Select(h => says(at + h < past.Months && past.TurnsWithin(at, h)))];
            yield return new PastForecast(ai, start + t, id, new Outlook(SwingKind.Crackdown, [.. within], id is "climatology" or "phases" or "contagion" ? Constant(0, 1).Counts : []), [0.1, 0.1]);
        }
    }
}
