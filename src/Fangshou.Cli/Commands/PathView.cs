using System.Globalization;
using Fangshou.Phases;

namespace Fangshou.Cli.Commands;

/// <summary>How a path is told on the screen.</summary>
static class PathView
{
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
}
