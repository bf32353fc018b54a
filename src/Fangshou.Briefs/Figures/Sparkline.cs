using Fangshou.Phases;
using static System.FormattableString;

namespace Fangshou.Briefs;

/// <summary>The smoothed phases of the last months, small enough for a table: crackdown from below, easing above it, lax the rest.</summary>
static class Sparkline
{
    const int Months = 60, Width = 120, Height = 28;

    /// <summary>An SVG whose bands take their colours from the page (classes crackdown and easing).</summary>
    /// <param name="bands">What <see cref="Bands"/> made of the path.</param>
    /// <param name="title">Says what it shows, for those who hear the page.</param>
    internal static string Svg(string bands, string title) =>
        Invariant($"<svg class=\"sparkline\" viewBox=\"0 0 {Width} {Height}\" width=\"{Width}\" height=\"{Height}\" role=\"img\" aria-label=\"{PlainText.Html(title)}\">{bands}</svg>");

    /// <summary>The bands of a path: the same in every language, and most of the work of a board.</summary>
    internal static string Bands(PhasePath path)
    {
        PhaseProbabilities[] last = [.. path.Smoothed.TakeLast(Months)];
        return Band("easing", last, p => p.Crackdown, p => p.Crackdown + p.Easing) + Band("crackdown", last, _ => 0, p => p.Crackdown);
    }

    static string Band(string name, PhaseProbabilities[] months, Func<PhaseProbabilities, double> low, Func<PhaseProbabilities, double> high)
    {
        if (months.Length < 2 || months.All(p => high(p) - low(p) < 0.01))
            return "";
        string Point(int i, double share) => Invariant($"{FigureSvg.Number((double)(Width * i) / (months.Length - 1))},{FigureSvg.Number(Height * (1 - share))}");
        return $"<polygon class=\"{name}\" points=\"{string.Join(' ', months.Select((p, i) => Point(i, high(p))).Concat(months.Select((p, i) => Point(i, low(p))).Reverse()))}\"/>";
    }
}
