using System.Collections.Immutable;
using System.Globalization;
using Fangshou.Phases;

namespace Fangshou.Cli.Commands;

/// <summary>How a path is told in tables and JSON.</summary>
static class PathView
{
    public static ImmutableArray<string> Columns { get; } =
    [
        "cell", "lane", "month", "filtered_lax", "filtered_crackdown", "filtered_easing", "smoothed_lax", "smoothed_crackdown", "smoothed_easing",
        "tighten", "ease", "support", "incidents", "in_force", "provisional",
    ];

    public static IEnumerable<string[]> Rows(PhasePath path) => path.Signals.Months.Select((m, t) => new[]
    {
        path.Cell.ToString(), path.Lane.ToString().ToLowerInvariant(), m.Month.ToString(),
        Number(path.Filtered[t].Lax), Number(path.Filtered[t].Crackdown), Number(path.Filtered[t].Easing),
        Number(path.Smoothed[t].Lax), Number(path.Smoothed[t].Crackdown), Number(path.Smoothed[t].Easing),
        Whole(m.Tighten), Whole(m.Ease), Whole(m.Support), Whole(m.Incidents), Whole(m.InForce), m.Provisional ? "true" : "false",
    });

    public static object[] Months(PhasePath path) =>
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

    public static object[] Spells(PhasePath path) =>
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

    public static string Letter(Phase phase) => phase switch { Phase.Lax => "L", Phase.Crackdown => "C", _ => "E" };

    public static string Word(CommandRun run, Phase phase) => phase switch
    {
        Phase.Lax => run.Say("lax", "宽松"),
        Phase.Crackdown => run.Say("crackdown", "收紧"),
        _ => run.Say("easing", "缓和"),
    };

    public static string Text(MonthInterval interval) => interval.From == interval.To ? interval.From.ToString() : $"{interval.From} … {interval.To}";

    /// <summary>Whole per cent; the ends are not told more exactly than they are known.</summary>
    public static string Percent(double p) => p < 0.05 ? "under 5 %" : p > 0.95 ? "over 95 %" : string.Create(CultureInfo.InvariantCulture, $"{100 * p:F0} %");

    public static string Count(int n) => n == 0 ? "·" : n.ToString(CultureInfo.InvariantCulture);

    static string Whole(int n) => n.ToString(CultureInfo.InvariantCulture);

    static string Number(double x) => x.ToString("R", CultureInfo.InvariantCulture);
}
