using System.Collections.Immutable;
using System.Globalization;
using Fangshou.Claims;

namespace Fangshou.Briefs;

/// <summary>The number line of a test: a calendar for days, a ratio scale for ratios, from zero for what is counted.</summary>
sealed record ClaimScale(FigureScale Scale, bool IsRatio, ImmutableArray<(double At, string Text)> Ticks)
{
    static readonly int[] calendar = [1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 6000, 24000];

    /// <summary>Pixel of a number; one beyond the line lies at its end.</summary>
    internal double this[double value] => double.IsPositiveInfinity(value) ? Scale.To : Math.Clamp(Scale[Place(value)], Scale.From, Scale.To);

    internal bool Holds(double value) => double.IsFinite(value) && Place(value) >= Scale.Least && Place(value) <= Scale.Largest;

    double Place(double value) => !IsRatio ? value : value > 0 ? Math.Log10(value) : double.MinValue;

    internal static ClaimScale For(TestResult test, double from, double to, int ticks, ClaimWords words)
    {
        Measurement found = test.Found;
        double[] known = [.. ((double[])[found.Low, found.Value, found.High, test.Test.Threshold]).Where(double.IsFinite)];
        return found.Unit switch
        {
            MeasureUnit.Date => Calendar(known, from, to, ticks),
            MeasureUnit.Ratio when known.Any(x => x > 0) => Ratio([.. known.Where(x => x > 0), 1], from, to, ticks),
            MeasureUnit.Share => Plain([0, 1], found.Unit, from, to, ticks, words),
            // With a little room beyond the last number.
            _ => Plain([0, .. known.Select(x => 1.04 * x)], found.Unit, from, to, ticks, words),
        };
    }

    static ClaimScale Plain(double[] known, MeasureUnit unit, double from, double to, int ticks, ClaimWords words)
    {
        (double least, double largest) = FigureScale.Around(known, ticks);
        FigureScale scale = new(least, largest, from, to);
        return new ClaimScale(scale, IsRatio: false, [.. scale.Ticks(ticks).Where(tick => unit != MeasureUnit.Count || double.IsInteger(Math.Round(tick, 9))).Select(tick => (tick, Text(tick, unit, words)))]);
    }

    static ClaimScale Ratio(double[] known, double from, double to, int ticks)
    {
        (double least, double largest) = (Math.Log10(known.Min() / 1.3), Math.Log10(known.Max() * 1.3));
        double[] marks = [.. Enumerable.Range((int)Math.Floor(least), (int)(Math.Ceiling(largest) - Math.Floor(least)) + 1).SelectMany(power => new[] { 1, 2, 5 }.Select(digit => digit * Math.Pow(10, power)))];
        foreach (double[] set in (double[][])[marks, [.. marks.Where((_, i) => i % 3 == 0)]])
        {
            double[] within = [.. set.Where(mark => Math.Log10(mark) >= least && Math.Log10(mark) <= largest)];
            if (within.Length <= ticks + 1 || set.Length < marks.Length)
                return new ClaimScale(new FigureScale(least, largest, from, to), IsRatio: true, [.. within.Select(mark => (mark, FigureScale.Text(mark) + "×"))]);
        }

        throw new InvalidOperationException("The powers of ten alone are always taken.");
    }

    static ClaimScale Calendar(double[] days, double from, double to, int ticks)
    {
        double margin = Math.Max(60, (days.Max() - days.Min()) / 10);
        int first = Index(days.Min() - margin), last = Index(days.Max() + margin) + 1;
        int step = calendar.First(months => (last - first) / months < ticks || months == calendar[^1]);
        FigureScale scale = new(Day(first), Day(last), from, to);
        return new ClaimScale(scale, IsRatio: false,
        [
            .. Enumerable.Range(first, last - first + 1).Where(month => month % step == 0)
                .Select(month => (Day(month), DateOnly.FromDayNumber((int)Day(month)).ToString(step % 12 == 0 ? "yyyy" : "yyyy-MM", CultureInfo.InvariantCulture))),
        ]);
    }

    static int Index(double day) => Ledger.Month.Of(DateOnly.FromDayNumber((int)Math.Clamp(day, 0, DateOnly.MaxValue.DayNumber - 62))).Index;

    static double Day(int month) => new Ledger.Month(month).FirstDay.DayNumber;

    static string Text(double tick, MeasureUnit unit, ClaimWords words) => unit switch
    {
        MeasureUnit.Share => FigureScale.Text(100 * tick) + " %",
        MeasureUnit.Points => FigureScale.Text(100 * tick),
        MeasureUnit.Ratio => FigureScale.Text(tick) + "×",
        MeasureUnit.Money => words.Number(tick, unit),
        _ when Math.Abs(tick) >= 1000 => tick.ToString("#,0;−#,0", CultureInfo.InvariantCulture),
        _ => FigureScale.Text(tick),
    };
}
