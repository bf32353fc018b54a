using System.Globalization;
using ScottPlot;

namespace Fangshou.Bench;

/// <summary>Draws the cost of a run against firms, replicates and months from a committed table of <see cref="MechanismScalingBench"/>.</summary>
static class CostPlot
{
    const int Width = 760, Height = 460;

    /// <summary>Reads the table in a results page and writes a picture beside it.</summary>
    public static void Draw(string page, string picture)
    {
        (double Firms, double Replicates, double Months, double Milliseconds)[] rows =
        [
            .. File.ReadLines(page).Where(line => line.StartsWith("| Run ", StringComparison.Ordinal)).Select(line => line.Split('|', StringSplitOptions.TrimEntries))
                .Select(cells => (Number(cells[2]), Number(cells[3]), Number(cells[4]), Number(cells[5].Split(' ')[0]))),
        ];
        using Plot plot = new();
        foreach (IGrouping<(double Replicates, double Months), (double Firms, double Replicates, double Months, double Milliseconds)> line in rows.GroupBy(row => (row.Replicates, row.Months)))
        {
            ScottPlot.Plottables.Scatter drawn = plot.Add.Scatter(
                line.Select(row => Math.Log10(row.Firms)).ToArray(), line.Select(row => row.Milliseconds * 1e6 / (row.Firms * row.Replicates * row.Months)).ToArray());
            drawn.LegendText = string.Create(CultureInfo.InvariantCulture, $"{line.Key.Replicates} replicates × {line.Key.Months} months");
            drawn.MarkerSize = 8;
        }

        double[] firms = [.. rows.Select(row => row.Firms).Distinct()];
        plot.Axes.Bottom.SetTicks([.. firms.Select(Math.Log10)], [.. firms.Select(f => f.ToString("#,0", CultureInfo.InvariantCulture))]);
        plot.Axes.SetLimitsY(0, 1.15 * rows.Max(row => row.Milliseconds * 1e6 / (row.Firms * row.Replicates * row.Months)));
        plot.XLabel("firms in eight sectors");
        plot.YLabel("ns a firm-month, two threads");
        plot.Title("A level line is a linear cost");
        plot.ShowLegend(Alignment.UpperRight);
        plot.SaveSvg(picture, Width, Height);
    }

    static double Number(string text) => double.Parse(text, NumberStyles.Float | NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
}
