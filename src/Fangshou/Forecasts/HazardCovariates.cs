using Fangshou.Signals;

namespace Fangshou.Forecasts;

/// <summary>The six numbers a month that the hazard of a swing is taken to depend on.</summary>
/// <remarks>
/// Attention, growth and slack (docs/method/forecasts.md) are not measured monthly in the ledger; rows about markets and support for the sector stand in for them.
/// </remarks>
static class HazardCovariates
{
    internal const int Number = 6;

    const int IncidentMonths = 3, Memory = 24;

    /// <summary>What the covariates are, in their order.</summary>
    internal static string[] Names(SwingKind swing) => swing == SwingKind.Crackdown
        ? ["severity of incidents, 3 months", "rows about markets", "own restrictions", "restrictions elsewhere", "soon after a crackdown", "support"]
        : ["own easing", "rows about markets", "own restrictions", "restrictions elsewhere", "months in the crackdown", "support"];

    /// <summary>The covariates of every month of every cell of a panel, by the panel's order: T×6, row-major.</summary>
    /// <remarks>O(cells² · T).</remarks>
    internal static double[][] Of(ForecastPanel panel, SwingKind swing)
    {
        double[][] own = [.. panel.Cells.Select(past => Averages(past.Restrictive))];
        return [.. panel.Cells.Select((past, i) => Of(panel, swing, i, own))];
    }

    static double[] Of(ForecastPanel panel, SwingKind swing, int cell, double[][] own)
    {
        CellPast past = panel.Cells[cell];
        double[] market = Averages([.. past.Market]), support = Averages([.. past.Signals.Months.Select(m => m.Support)]), ease = Averages(past.Ease);
        double[] elsewhere = Elsewhere(panel, cell, own), rows = new double[past.Months * Number];
        int since = -1;
        for (int t = 0; t < past.Months; t++)
        {
            if (t > 0 && past.Crackdown[t] != past.Crackdown[t - 1])
                since = t;
            Span<double> row = rows.AsSpan(t * Number, Number);
            row[0] = swing == SwingKind.Crackdown ? Math.Log(1 + Severity(past.Signals, t)) : Math.Log(1 + ease[t]);
            row[1] = Math.Log(1 + market[t]);
            row[2] = Math.Log(1 + own[cell][t]);
            row[3] = Math.Log(1 + elsewhere[t]);
            row[Clock] = swing == SwingKind.Crackdown
                ? since < 0 || past.Crackdown[t] ? 0 : Math.Exp(-(t - since) / (double)Memory)
                : Math.Log(1 + t - Math.Max(since, 0));
            row[5] = Math.Log(1 + support[t]);
        }

        return rows;
    }

    /// <summary>The position of the covariate that only time moves.</summary>
    internal const int Clock = 4;

    /// <summary>What that covariate is some months later.</summary>
    internal static double Later(SwingKind swing, double clock, int months) =>
        swing == SwingKind.Crackdown ? clock * Math.Exp(-months / (double)Memory) : Math.Log(Math.Exp(clock) + months);

    static int Severity(SignalSeries signals, int t)
    {
        int sum = 0;
        for (int i = Math.Max(0, t + 1 - IncidentMonths); i <= t; i++)
            sum += signals.Months[i].IncidentSeverity;
        return sum;
    }

    /// <summary>Mean of the weighted averages of cells of other branches in the same jurisdiction, a value a month; a branch that is left out of learning is nobody's elsewhere.</summary>
    static double[] Elsewhere(ForecastPanel panel, int cell, double[][] own)
    {
        CellPast past = panel.Cells[cell];
        double[] sum = new double[past.Months];
        int[] number = new int[past.Months];
        for (int other = 0; other < panel.Cells.Length; other++)
        {
            CellPast elsewhere = panel.Cells[other];
            if (elsewhere.Cell.Jurisdiction != past.Cell.Jurisdiction || panel.Root(elsewhere.Cell) == panel.Root(past.Cell) || !panel.Teaches(elsewhere))
                continue;
            int ahead = past.Signals.Months[0].Month - elsewhere.Signals.Months[0].Month;
            for (int t = Math.Max(0, -ahead); t < past.Months; t++)
            {
                sum[t] += own[other][t + ahead];
                number[t]++;
            }
        }

        for (int t = 0; t < sum.Length; t++)
            sum[t] /= Math.Max(1, number[t]);
        return sum;
    }

    static double[] Averages(int[] counts)
    {
        double[] averages = new double[counts.Length];
        double average = 0;
        for (int t = 0; t < counts.Length; t++)
            averages[t] = average = (WeightedAverage.Lambda * average) + ((1 - WeightedAverage.Lambda) * counts[t]);
        return averages;
    }
}
