using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Fangshou.Briefs;
using Fangshou.Scenarios;

namespace Fangshou.Cli.Commands;

/// <summary>Parts of a scenario's outcome as JSON, CSV and screen.</summary>
static class ScenarioView
{
    const int FigureWidth = 900;

    /// <summary>What was run: enough to run it again.</summary>
    public static object Question(ScenarioRequest request) => new
    {
        request.Scenario.Id,
        request.Scenario.Title,
        request.Scenario.Hypothesis,
        request.Scenario.Verdict,
        Sector = request.Scenario.World.Sectors[request.Scenario.Sector].Id,
        request.Scenario.Severity,
        request.Scenario.Replicates,
        request.Scenario.Months,
        request.Scenario.ChangeMonth,
        Parameters = request.Source,
        Set = request.Set.Select(set => new { set.Key, set.Value }),
        request.Scenario.Seed,
    };

    public static object Summary(ScenarioSummary summary) => new
    {
        summary.Severity,
        summary.Counted,
        Onset = summary.Onset.Select(o => Chance(o.Months, o.Probability)),
        DelayMonths = summary.Delay.IsEmpty ? null : new { P10 = summary.Delay[0], P50 = summary.Delay[1], P90 = summary.Delay[2] },
        SignalTight = new[] { Chance(1, summary.FlipWithinMonth), Chance(12, summary.FlipWithinYear) },
        LargestFall = Finite(summary.Fall),
        LargestJobLoss = Finite(summary.JobLoss),
        Fines = Finite(summary.Fines),
        ClaimsWaiting = Finite(summary.Backlog),
        CrackdownMonths = summary.Stay.IsEmpty ? null : new { P25 = Finite(summary.Stay[0]), P50 = Finite(summary.Stay[1]), P75 = Finite(summary.Stay[2]) },
        DaysToFirstAct = summary.FirstAct.IsEmpty ? null : new { P10 = summary.FirstAct[0], P50 = summary.FirstAct[1], P90 = summary.FirstAct[2] },
        OtherSectorsFollowing = Finite(summary.SpillOver),
    };

    static object Chance(int months, Estimate estimate) => new
    {
        WithinMonths = months,
        Probability = Finite(estimate.Value),
        StandardError = Finite(estimate.StandardError),
        Interval = new[] { estimate.Interval().Low, estimate.Interval().High },
    };

    public static double? Finite(double x) => double.IsFinite(x) ? x : null;

    /// <summary>A probability in whole per cent with its standard error in points.</summary>
    public static string Share(ScenarioWords words, Estimate estimate) => Plain(estimate.Replicates == 0 ? "–" : $"{words.Percent(estimate.Value)} {ScenarioWords.Points(estimate.StandardError)}");

    /// <summary>A number for CSV; empty when there is none.</summary>
    public static string Csv(double x) => double.IsFinite(x) ? x.ToString("R", CultureInfo.InvariantCulture) : "";

    /// <summary>With ordinary spaces, for the terminal.</summary>
    public static string Plain(string text) => Texts.Printable(text.Replace('\u00a0', ' '), 1000);

    /// <summary>Writes a figure when -o names one.</summary>
    /// <returns>False when it names none.</returns>
    public static bool WriteFigure(CommandRun run, Func<ChartOptions, string> svg, Func<ChartOptions, byte[]> png, ImmutableArray<string> warnings, int width = FigureWidth)
    {
        bool isSvg = run.OutputEndsIn(".svg");
        if (!isSvg && !run.OutputEndsIn(".png"))
            return false;
        foreach (string warning in warnings)
            run.Note($"warning: {warning}");
        ChartOptions options = new() { Language = run.PageLanguage, Width = width };
        run.WriteFile(run.Settings.OutputFile!, isSvg ? Encoding.UTF8.GetBytes(svg(options)) : png(options));
        return true;
    }
}
