using System.Collections.Immutable;
using CsCheck;
using Fangshou.Ledger;
using Fangshou.Phases;
using Fangshou.Signals;

namespace Fangshou.Tests.Phases.Laws;

/// <summary>What is true of the spells read from any probabilities and any counts.</summary>
public class SpellLaws
{
    static readonly Gen<(SignalSeries Series, ImmutableArray<PhaseProbabilities> Smoothed)> reading = Gen.Select(
        // Runs of months in one phase, so that spells are neither all of one month nor the whole series.
        Gen.Select(Gen.Int[0, 2], Gen.Int[1, 30]).Array[1, 8],
        Gen.Select(Gen.Int[0, 4], Gen.Int[-6, 1]).Array[240],
        Gen.Double[0.4, 0.98],
        (runs, counts, sure) =>
        {
            int[] phases = [.. runs.SelectMany(r => Enumerable.Repeat(r.Item1, r.Item2))];
            ImmutableArray<PhaseProbabilities> smoothed = [.. phases.Select(k => new PhaseProbabilities(Share(k, 0, sure), Share(k, 1, sure), Share(k, 2, sure)))];
            ImmutableArray<SignalMonth> months = [.. phases.Select((_, t) =>
                new SignalMonth(Month.Of(2010, 1) + t, counts[t].Item1, 0, counts[t].Item1, Math.Max(0, counts[t].Item2), 0, 0, 0, 0, 0, 0, Standing: false, 0, Provisional: false))];
            return (new SignalSeries { Cell = new Cell("CN", "ai"), Lane = Lane.General, AsOf = new AsOf(months[^1].Month.LastDay), DataVersion = "law", Months = months, Events = [] }, smoothed);
        });

    [Fact]
    public void Easing_never_shows_before_the_first_loosening_event()
    {
        int confirmed = 0, refused = 0;
        reading.Sample(
            r =>
            {
                foreach (Spell spell in Read(r.Series, r.Smoothed).Where(s => s.Phase == Phase.Easing))
                {
                    int events = Months(r.Series, spell).Sum(m => m.Ease);
                    Assert.True(events >= 2 || !spell.Confirmed, $"The easing of {spell.Start} is confirmed by {events} loosening events.");
                    Interlocked.Add(ref spell.Confirmed ? ref confirmed : ref refused, 1);
                }
            },
            iter: 2000);
        Assert.True(confirmed > 100 && refused > 100, $"The law met {confirmed} confirmed and {refused} unconfirmed easings: too few to mean anything.");
    }

    [Fact]
    public void A_confirmed_crackdown_holds_at_least_six_restrictions() => reading.Sample(r =>
        Assert.All(Read(r.Series, r.Smoothed).Where(s => s.Phase == Phase.Crackdown && s.Confirmed), s => Assert.True(Months(r.Series, s).Sum(m => m.Restrictive) >= 6)));

    [Theory]
    [InlineData(5, false)]
    [InlineData(6, true)]
    public void Six_restrictions_in_eight_months_after_years_of_none_are_a_crackdown_and_five_are_not(int restrictions, bool confirmed)
    {
        int[] phases = [.. Enumerable.Repeat(0, 60), .. Enumerable.Repeat(1, 8)];
        ImmutableArray<SignalMonth> months = [.. phases.Select((_, t) =>
            new SignalMonth(Month.Of(2010, 1) + t, 0, 0, t >= 60 && t < 60 + restrictions ? 1 : 0, 0, 0, 0, 0, 0, 0, 0, Standing: false, 0, Provisional: false))];
        SignalSeries series = new() { Cell = new Cell("CN", "ai"), Lane = Lane.General, AsOf = new AsOf(months[^1].Month.LastDay), DataVersion = "law", Months = months, Events = [] };
        Assert.Equal(confirmed, Read(series, [.. phases.Select(k => new PhaseProbabilities(1 - k, k, 0))])[^1].Confirmed);
    }

    [Fact]
    public void Spells_cover_every_month_once_and_the_last_one_lasts() => reading.Sample(r =>
    {
        ImmutableArray<Spell> spells = Read(r.Series, r.Smoothed);
        Assert.Equal(r.Series.Months.Select(m => m.Month), spells.SelectMany(s => Months(r.Series, s)).Select(m => m.Month));
        Assert.Null(spells[^1].End);
        Assert.All(spells[..^1], s => Assert.NotNull(s.End));
        Assert.All(spells.Zip(spells.Skip(1)), pair => Assert.NotEqual(pair.First.Phase, pair.Second.Phase));
    });

    [Fact]
    public void A_cycle_is_a_confirmed_crackdown_followed_directly_by_a_confirmed_easing() => reading.Sample(r =>
    {
        ImmutableArray<Spell> spells = Read(r.Series, r.Smoothed);
        PhasePath path = new()
        {
            Signals = r.Series,
            Filtered = r.Smoothed,
            Smoothed = r.Smoothed,
            Spells = spells,
            Dwells = [],
            Diagnostics = new FitDiagnostics(1, 1, true, ""),
            ModelVersion = "law",
            Seed = 0,
        };
        string letters = string.Concat(spells.Select(s => s.Probability < 0.5 || !s.Confirmed ? '-' : s.Phase.ToString()[0]));
        Assert.Equal(letters.Split("CE").Length - 1, PhaseCycles.Count(path));
    });

    static ImmutableArray<Spell> Read(SignalSeries series, ImmutableArray<PhaseProbabilities> smoothed) => SpellReading.Read(series, PhasePriors.General, smoothed, []);

    static IEnumerable<SignalMonth> Months(SignalSeries series, Spell spell) => series.Months.Where(m => m.Month >= spell.Start && (spell.End is not { } end || m.Month <= end));

    static double Share(int phase, int k, double sure) => phase == k ? sure : (1 - sure) / 2;
}
