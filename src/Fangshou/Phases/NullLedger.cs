using System.Collections.Immutable;
using Fangshou.Numerics;
using Fangshou.Signals;

namespace Fangshou.Phases;

/// <summary>Series in which no pendulum swings, made from a real one: what a reading finds in them is phantom.</summary>
/// <remarks>Events are dropped: their dates would no longer be those of the months they are counted in. O(months); the same seed gives the same bits.</remarks>
public static class NullLedger
{
    const uint ShuffleStream = 0x5EED_0001, ConstantStream = 0x5EED_0002;

    /// <summary>The same months in a random order: rates and bursts within a month stay, their order goes.</summary>
    /// <param name="series">A real series.</param>
    /// <param name="seed">Names the random numbers.</param>
    /// <param name="replicate">Tells replicates apart.</param>
    /// <returns>Each month keeps its date, coverage and provisional mark, and takes the counts and the standing restrictions of another.</returns>
    public static SignalSeries Shuffled(SignalSeries series, ulong seed, uint replicate)
    {
        RandomStream random = new(seed, replicate, Hash(series), ShuffleStream);
        int[] order = [.. Enumerable.Range(0, series.Months.Length)];
        for (int i = order.Length - 1; i > 0; i--)
        {
            int j = (int)(random.Uniform() * (i + 1));
            (order[i], order[j]) = (order[j], order[i]);
        }

        return series with
        {
            Events = [],
            Months =
            [
                .. series.Months.Select((m, i) => series.Months[order[i]] with { Month = m.Month, LogCoverage = m.LogCoverage, Provisional = m.Provisional }),
            ],
        };
    }

    /// <summary>Poisson counts at the cell's mean rates, month by month, scaled by each month's coverage; no restriction stands.</summary>
    /// <param name="series">A real series.</param>
    /// <param name="seed">Names the random numbers.</param>
    /// <param name="replicate">Tells replicates apart.</param>
    /// <returns>Restrictive and easing counts whose expected totals are the real ones; all severities, support and incidents are 0.</returns>
    public static SignalSeries ConstantRate(SignalSeries series, ulong seed, uint replicate)
    {
        RandomStream random = new(seed, replicate, Hash(series), ConstantStream);
        double exposure = series.Months.Sum(m => Math.Exp(m.LogCoverage));
        double tighten = series.Months.Sum(m => (double)m.Restrictive) / exposure, ease = series.Months.Sum(m => (double)m.Ease) / exposure;
        ImmutableArray<SignalMonth>.Builder months = ImmutableArray.CreateBuilder<SignalMonth>(series.Months.Length);
        foreach (SignalMonth month in series.Months)
        {
            double share = Math.Exp(month.LogCoverage);
            int restrictive = random.Poisson(tighten * share);
            months.Add(new SignalMonth(month.Month, restrictive, 0, restrictive, random.Poisson(ease * share), 0, 0, 0, 0, 0, 0, Standing: false, month.LogCoverage, month.Provisional));
        }

        return series with { Events = [], Months = months.MoveToImmutable() };
    }

    /// <summary>FNV-1a of the cell's name: cells of one replicate differ.</summary>
    static uint Hash(SignalSeries series)
    {
        uint hash = 2166136261;
        unchecked
        {
            foreach (char c in series.Cell.ToString())
                hash = (hash ^ c) * 16777619;
        }

        return hash;
    }
}
