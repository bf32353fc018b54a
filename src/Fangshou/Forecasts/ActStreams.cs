using System.Collections.Frozen;
using System.Collections.Immutable;
using Fangshou.Ledger;
using Fangshou.Numerics;
using Fangshou.Signals;

namespace Fangshou.Forecasts;

/// <summary>The acts of a panel as streams that do not overlap: those on one sector by sector, those on several as a jurisdiction's campaigns.</summary>
/// <remarks>An act that hits several sectors at once is one event: entered in each of their streams it would look as if they had excited each other.</remarks>
sealed class ActStreams
{
    /// <summary>Longest past that is looked at, months: what was coded of earlier years is thin.</summary>
    internal const int LongestPast = 120;

    const string Campaigns = "*";

    readonly (string Jurisdiction, string Sector)[] streams;
    readonly ImmutableArray<Event>[] rows;
    readonly Codebook codebook;

    ActStreams(Codebook codebook, (string, string)[] streams, ImmutableArray<Event>[] rows, EventTimes times)
    {
        this.codebook = codebook;
        this.streams = streams;
        this.rows = rows;
        Times = times;
    }

    /// <summary>When the acts came, months from the start of the past that is looked at.</summary>
    internal EventTimes Times { get; }

    /// <summary>The streams of some cells of a panel.</summary>
    /// <param name="panel">The panel.</param>
    /// <param name="cells">Which of its cells.</param>
    /// <param name="seed">Names the random numbers that spread acts within the time that their date leaves open.</param>
    /// <returns>Null when no act is known.</returns>
    internal static ActStreams? Of(ForecastPanel panel, IEnumerable<CellPast> cells, ulong seed)
    {
        Month first = panel.Origin + (1 - LongestPast);
        Event[] all =
        [
            .. cells.SelectMany(Acts).DistinctBy(act => act.Id, StringComparer.Ordinal)
                .Where(act => act.Month >= first && act.Month <= panel.Origin).OrderBy(act => act.Id, StringComparer.Ordinal),
        ];
        if (all.Length == 0)
            return null;
        ILookup<(string, string), Event> byStream = all.ToLookup(act => (Root(panel, act), act.Sectors.Length > 1 ? Campaigns : act.Sectors[0]));
        (string, string)[] names = [.. byStream.Select(stream => stream.Key).OrderBy(name => name.Item1, StringComparer.Ordinal).ThenBy(name => name.Item2, StringComparer.Ordinal)];
        ImmutableArray<Event>[] acts = [.. names.Select(name => byStream[name].ToImmutableArray())];
        return new ActStreams(
            panel.Ledger.Codebook, names, acts,
            new EventTimes([.. acts.Select(stream => (IReadOnlyList<double>)[.. stream.Select(act => Time(act, first, panel.Origin, seed))])], LongestPast));
    }

    /// <summary>For every stream, what share of its acts is on a cell.</summary>
    internal double[] SharesOf(Cell cell) =>
    [
        .. rows.Select(stream => stream.Average(act =>
            codebook.Jurisdictions.Includes(cell.Jurisdiction, act.Jurisdiction) && (cell.Sector is null || act.Sectors.Any(sector => codebook.Sectors.Includes(cell.Sector, sector))) ? 1.0 : 0)),
    ];

    /// <summary>How alike the areas of two streams are: the cosine of how often each is named. C×C.</summary>
    internal double[] Similarity()
    {
        string[] areas = [.. rows.SelectMany(stream => stream).SelectMany(act => act.Areas).Distinct().Order(StringComparer.Ordinal)];
        double[][] counts = [.. rows.Select(stream => areas.Select(area => (double)stream.Count(act => act.Areas.Contains(area))).ToArray())];
        double[] cosine = new double[counts.Length * counts.Length];
        for (int i = 0; i < counts.Length; i++)
        {
            for (int j = 0; j < i; j++)
            {
                double length = Math.Sqrt(Product(counts[i], counts[i]) * Product(counts[j], counts[j]));
                cosine[(i * counts.Length) + j] = cosine[(j * counts.Length) + i] = length > 0 ? Math.Min(1, Product(counts[i], counts[j]) / length) : 0;
            }
        }

        return cosine;
    }

    static double Product(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();

    static IEnumerable<Event> Acts(CellPast past)
    {
        FrozenSet<string> ids = SignalBuilder.Acts(past.Signals.Events);
        return past.Signals.Events.Where(row => row.Direction == Direction.Tighten && ids.Contains(row.Id));
    }

    static string Root(ForecastPanel panel, Event act) => panel.Ledger.Codebook.Jurisdictions.Root(act.Jurisdiction) ?? act.Jurisdiction;

    /// <summary>Somewhere in the day, month, quarter or year that the date stands for.</summary>
    static double Time(Event act, Month first, Month origin, ulong seed)
    {
        RandomStream random = new(seed, RandomStream.Word(act.Id), 0, 0xAC75);
        int days = act.KnownSince.Day.DayNumber - act.Date.Day.DayNumber + 1;
        double within = random.Uniform() * days, month = act.Month - first;
        // Months of one length: the day of the month over its days.
        double time = month + ((act.Date.Day.Day - 1 + within) / act.Month.LastDay.Day);
        return Math.Min(time, origin - first + 1);
    }
}
