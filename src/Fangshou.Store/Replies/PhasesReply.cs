using System.Collections.Immutable;
using System.Globalization;
using Fangshou.Ledger;
using Fangshou.Phases;

namespace Fangshou.Store;

/// <summary>Phases as <c>phases show</c> and <c>phases explain</c> answer.</summary>
static class PhasesReply
{
    /// <summary>Columns of a table with a line for each month.</summary>
    public static ImmutableArray<string> Columns { get; } =
    [
        "cell", "lane", "month", "filtered_lax", "filtered_crackdown", "filtered_easing", "smoothed_lax", "smoothed_crackdown", "smoothed_easing",
        "tighten", "ease", "support", "incidents", "in_force", "provisional",
    ];

    /// <summary>The phases of a cell.</summary>
    /// <param name="path">Its lane.</param>
    /// <param name="content">Its content lane, where it has one beside.</param>
    /// <param name="warnings">Fits that missed their gate.</param>
    public static Reply Show(PhasePath path, PhasePath? content, ImmutableArray<string> warnings) => new()
    {
        Schema = "phases-show/1",
        AsOf = path.Signals.AsOf.ToString(),
        DataVersion = path.Signals.DataVersion,
        ModelVersion = path.ModelVersion,
        Seed = path.Seed,
        Warnings = warnings,
        Data = new
        {
            path.Cell,
            path.Lane,
            Months = Months(path),
            Spells = Spells(path),
            Content = content is null ? null : new { Months = Months(content), Spells = Spells(content) },
            path.Dwells,
            path.Diagnostics,
        },
        Rows = new Rows(Columns, [.. Lines(path)]),
    };

    /// <summary>What moved a cell's reading.</summary>
    /// <param name="path">Its phases.</param>
    /// <param name="influences">Rows, by month, the most moving first.</param>
    /// <param name="warnings">Fits that missed their gate.</param>
    public static Reply Explain(PhasePath path, ImmutableArray<EventInfluence> influences, ImmutableArray<string> warnings) => new()
    {
        Schema = "phases-explain/1",
        AsOf = path.Signals.AsOf.ToString(),
        DataVersion = path.Signals.DataVersion,
        ModelVersion = path.ModelVersion,
        Seed = path.Seed,
        Warnings = warnings,
        Data = new
        {
            path.Cell,
            path.Lane,
            Influences = influences.Select(i => new { i.Month, i.Phase, i.LogOddsChange, i.Event.Id, i.Event.Date, i.Event.Title, Source = i.Event.Sources.FirstOrDefault()?.Url }),
        },
        Rows = new Rows(
            ["month", "phase", "log_odds_change", "id", "date", "title"],
            [.. influences.Select(i => new[] { i.Month.ToString(), Letter(i.Phase), i.LogOddsChange.ToString("F3", CultureInfo.InvariantCulture), i.Event.Id, i.Event.Date.ToString(), i.Event.Title })]),
    };

    /// <summary>The rows that moved the reading most: so many of each month, or of one month alone.</summary>
    /// <exception cref="RefusedException">The month is outside the record.</exception>
    public static ImmutableArray<EventInfluence> Most(PhasePath path, ImmutableArray<EventInfluence> all, Month? only, int top, string monthOption)
    {
        (Month first, Month last) = (path.Signals.Months[0].Month, path.Signals.Months[^1].Month);
        if (only is { } asked && (asked < first || last < asked))
            throw new RefusedException(Fault.NotFound, $"{monthOption}: {asked} is outside the record of {path.Cell}, which runs from {first} to {last}.");
        return
        [
            .. all.Where(i => only is null || i.Month == only)
                .GroupBy(i => i.Month)
                .SelectMany(g => g.OrderByDescending(i => Math.Abs(i.LogOddsChange)).ThenBy(i => i.Event.Id, StringComparer.Ordinal).Take(top)),
        ];
    }

    /// <summary>A phase in one letter.</summary>
    public static string Letter(Phase phase) => phase switch { Phase.Lax => "L", Phase.Crackdown => "C", _ => "E" };

    static IEnumerable<string[]> Lines(PhasePath path) => path.Signals.Months.Select((m, t) => new[]
    {
        path.Cell.ToString(), path.Lane.ToString().ToLowerInvariant(), m.Month.ToString(),
        Number(path.Filtered[t].Lax), Number(path.Filtered[t].Crackdown), Number(path.Filtered[t].Easing),
        Number(path.Smoothed[t].Lax), Number(path.Smoothed[t].Crackdown), Number(path.Smoothed[t].Easing),
        Whole(m.Tighten), Whole(m.Ease), Whole(m.Support), Whole(m.Incidents), Whole(m.InForce), m.Provisional ? "true" : "false",
    });

    static object[] Months(PhasePath path) =>
    [
        .. path.Signals.Months.Select((m, t) => new
        {
            m.Month,
            Filtered = Probabilities(path.Filtered[t]),
            Smoothed = Probabilities(path.Smoothed[t]),
            m.Tighten,
            m.Ease,
            m.Support,
            m.Incidents,
            m.InForce,
            m.Provisional,
        }),
    ];

    static object[] Spells(PhasePath path) =>
    [
        .. path.Spells.Select(s => new
        {
            s.Phase,
            s.Start,
            StartInterval = new[] { s.StartInterval.From, s.StartInterval.To },
            s.End,
            EndInterval = s.EndInterval is { } end ? new[] { end.From, end.To } : null,
            s.Probability,
            s.Confirmed,
        }),
    ];

    static object Probabilities(PhaseProbabilities p) => new { p.Lax, p.Crackdown, p.Easing };

    static string Whole(int n) => n.ToString(CultureInfo.InvariantCulture);

    static string Number(double x) => x.ToString("R", CultureInfo.InvariantCulture);
}
