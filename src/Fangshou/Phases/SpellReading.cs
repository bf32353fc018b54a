using System.Collections.Immutable;
using Fangshou.Signals;

namespace Fangshou.Phases;

/// <summary>Reads spells from the smoothed posterior, and tells the confirmed ones from possible phantoms.</summary>
internal static class SpellReading
{
    // The amplitude rule: without it a fitted chain finds "cycles" in shuffled ledgers.
    internal const double CrackdownRatio = 4;
    const double EasingRatio = 2;

    // Half an event stands for "none seen yet" in a rate that is divided by.
    const double PseudoEvents = 0.5;

    const int FewestTightening = 6, FewestEasing = 2;

    internal static ImmutableArray<Spell> Read(SignalSeries series, PhasePriors priors, ImmutableArray<PhaseProbabilities> smoothed, byte[][][] paths)
    {
        Phase[] phases = [.. smoothed.Select(p => p.MostProbable)];
        List<(int Begin, int End)> spells = Segments(phases);
        return
        [
            .. spells.Select((s, i) =>
            {
                Phase phase = phases[s.Begin];
                int k = priors.Phases.IndexOf(phase);
                bool last = i == spells.Count - 1;
                double probability = Enumerable.Range(s.Begin, s.End - s.Begin).Average(t => smoothed[t][phase]);
                return new Spell(
                    phase,
                    series.Months[s.Begin].Month,
                    i == 0 ? At(0, 0) : Onsets(s.Begin, spells[i - 1].Begin, s.End, (before, now) => now == k && before != k),
                    last ? null : series.Months[s.End - 1].Month,
                    last ? null : Shift(Onsets(s.End, s.Begin, spells[i + 1].End, (before, now) => before == k && now != k)),
                    probability,
                    IsConfirmed(series, phases, s.Begin, s.End));
            }),
        ];

        MonthInterval At(int from, int to) => new(series.Months[from].Month, series.Months[to].Month);

        MonthInterval Shift(MonthInterval interval) => new(interval.From + -1, interval.To + -1);

        // In each drawn path the nearest change of this kind between the neighbours' outer ends; then the middle 80 %.
        MonthInterval Onsets(int centre, int from, int to, Func<int, int, bool> isChange)
        {
            List<int> found = [];
            foreach (byte[] path in paths.SelectMany(chain => chain))
            {
                int nearest = -1;
                for (int t = Math.Max(1, from); t < to; t++)
                    if (isChange(path[t - 1], path[t]) && (nearest < 0 || Math.Abs(t - centre) < Math.Abs(nearest - centre)))
                        nearest = t;
                if (nearest >= 0)
                    found.Add(nearest);
            }

            if (found.Count == 0)
                return At(centre, centre);
            found.Sort();
            return At(Math.Min(centre, found[(int)(0.1 * (found.Count - 1))]), Math.Max(centre, found[(int)(0.9 * (found.Count - 1))]));
        }
    }

    /// <summary>The amplitude rule: a crackdown is a burst, an easing loosens; a lax phase needs no proof.</summary>
    static bool IsConfirmed(SignalSeries series, Phase[] phases, int begin, int end) => phases[begin] switch
    {
        Phase.Crackdown => IsBurst(series, phases, begin, end),
        Phase.Easing => Loosens(series, begin, end),
        _ => true,
    };

    static bool IsBurst(SignalSeries series, Phase[] phases, int begin, int end)
    {
        double tighten = Count(series, begin, end, m => m.Restrictive);
        if (tighten < FewestTightening)
            return false;

        // Against the calm months nearest in time: those before, or those after when the series begins in a crackdown.
        (double calm, double calmMonths) = Calm(series, phases, 0, begin, m => m.Restrictive);
        if (calmMonths < 6)
            (calm, calmMonths) = Calm(series, phases, end, phases.Length, m => m.Restrictive);
        return calmMonths < 6 || tighten / Exposure(series, begin, end) >= CrackdownRatio * (calm + PseudoEvents) / calmMonths;
    }

    static bool Loosens(SignalSeries series, int begin, int end)
    {
        double ease = Count(series, begin, end, m => m.Ease), before = Count(series, 0, begin, m => m.Ease);

        // One lifted limit is what chance brings, so two are asked for; half an event stands for none seen before.
        return ease >= FewestEasing && (begin == 0 || ease / Exposure(series, begin, end) >= EasingRatio * (before + PseudoEvents) / Math.Max(1, Exposure(series, 0, begin)));
    }

    static (double Events, double Months) Calm(SignalSeries series, Phase[] phases, int from, int to, Func<SignalMonth, int> signal)
    {
        double events = 0, exposure = 0;
        for (int t = from; t < to; t++)
            if (phases[t] != Phase.Crackdown)
            {
                events += signal(series.Months[t]);
                exposure += Math.Exp(series.Months[t].LogCoverage);
            }

        return (events, exposure);
    }

    static double Count(SignalSeries series, int begin, int end, Func<SignalMonth, int> signal)
    {
        double sum = 0;
        for (int t = begin; t < end; t++)
            sum += signal(series.Months[t]);
        return sum;
    }

    static double Exposure(SignalSeries series, int begin, int end)
    {
        double sum = 0;
        for (int t = begin; t < end; t++)
            sum += Math.Exp(series.Months[t].LogCoverage);
        return Math.Max(sum, 1e-9);
    }

    static List<(int Begin, int End)> Segments(Phase[] phases)
    {
        List<(int, int)> segments = [];
        for (int begin = 0; begin < phases.Length;)
        {
            int end = begin + 1;
            while (end < phases.Length && phases[end] == phases[begin])
                end++;
            segments.Add((begin, end));
            begin = end;
        }

        return segments;
    }
}
