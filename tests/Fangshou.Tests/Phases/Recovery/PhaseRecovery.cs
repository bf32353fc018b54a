using System.Globalization;
using Fangshou.Ledger;
using Fangshou.Numerics;
using Fangshou.Phases;
using Fangshou.Signals;

namespace Fangshou.Tests.Phases.Recovery;

/// <summary>Swings planted at realistic rates are found again: their onsets, their months, and how sure the reading is of both.</summary>
public class PhaseRecovery(ITestOutputHelper output)
{
    const int Cells = 60, Months = 156;

    // Tightening and loosening acts a month: lax, crackdown, easing.
    static readonly double[] tightenRates = [0.15, 1.5, 0.2], easeRates = [0.05, 0.05, 0.4];

    static readonly FitOptions shortChains = new() { Kept = 400, WarmUp = 300, Thinning = 2, Chains = 2, LargestRHat = double.PositiveInfinity, SmallestEffectiveSampleSize = 0 };

    [SlowFact]
    public void Planted_onsets_and_months_are_found_again()
    {
        Planted[] planted = [.. Enumerable.Range(0, Cells).Select(c => Planted.Draw((uint)c))];
        PhasePanel panel = PhasePanel.Fit([.. planted.Select(p => p.Series)], PhasePriors.General, shortChains, cancel: TestContext.Current.CancellationToken);
        List<double> errors = [];
        int right = 0, covered = 0, found = 0;
        foreach (Planted cell in planted)
        {
            PhasePath path = PhaseFit.Run(cell.Series, panel, TestContext.Current.CancellationToken).Path;
            right += path.Smoothed.Select((p, t) => p.MostProbable == cell.Truth[t] ? 1 : 0).Sum();
            foreach ((Phase phase, int onset) in cell.Onsets)
            {
                Month truth = cell.Series.Months[onset].Month;
                Spell? spell = path.Spells.Skip(1).Where(s => s.Phase == phase).MinBy(s => Math.Abs(s.Start - truth));
                errors.Add(spell is null ? double.PositiveInfinity : Math.Abs(spell.Start - truth));
                if (spell is null)
                    continue;
                found++;
                covered += spell.StartInterval.From <= truth && truth <= spell.StartInterval.To ? 1 : 0;
            }
        }

        errors.Sort();
        double median = errors[errors.Count / 2], months = (double)right / (Cells * Months), coverage = (double)covered / found;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{found} of {errors.Count} onsets, median error {median} months, {months:P1} of months right, 80 % intervals cover {coverage:P1}"));
        Assert.True(median <= 3, $"The median onset error is {median} months.");
        Assert.True(months >= 0.8, string.Create(CultureInfo.InvariantCulture, $"{months:P1} of months are right."));
        Assert.InRange(coverage, 0.65, 0.95);
    }

    /// <summary>Lax, crackdown, easing, lax: thirteen years.</summary>
    sealed record Planted(SignalSeries Series, Phase[] Truth, (Phase Phase, int Onset)[] Onsets)
    {
        internal static Planted Draw(uint cell)
        {
            RandomStream random = new(1789, cell, 0, 0x9A17);
            int crackdown = 40 + (int)(40 * random.Uniform()), easing = crackdown + 14 + (int)(16 * random.Uniform()), lax = easing + 14 + (int)(16 * random.Uniform());
            Phase[] truth = [.. Enumerable.Range(0, Months).Select(t => t < crackdown || t >= lax ? Phase.Lax : t < easing ? Phase.Crackdown : Phase.Easing)];
            SignalMonth[] months = new SignalMonth[Months];
            for (int t = 0; t < Months; t++)
            {
                int tighten = random.Poisson(tightenRates[(int)truth[t]]), ease = random.Poisson(easeRates[(int)truth[t]]);
                months[t] = new SignalMonth(Month.Of(2012, 1) + t, tighten, 3 * tighten, tighten, ease, 3 * ease, 0, 0, 0, 0, 0, Standing: false, 0, Provisional: false);
            }

            return new Planted(
                new SignalSeries
                {
                    Cell = new Cell("CN", string.Create(CultureInfo.InvariantCulture, $"planted-{cell:00}")),
                    Lane = Lane.General,
                    AsOf = new AsOf(months[^1].Month.LastDay),
                    DataVersion = "planted",
                    Months = [.. months],
                    Events = [],
                },
                truth,
                [(Phase.Crackdown, crackdown), (Phase.Easing, easing)]);
        }
    }
}
