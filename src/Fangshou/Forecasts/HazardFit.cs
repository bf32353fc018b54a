using System.Collections.Immutable;
using Fangshou.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace Fangshou.Forecasts;

/// <summary>The posterior of a hazard's coefficients, as a normal distribution at its mode.</summary>
sealed class HazardFit
{
    const int Draws = 200;

    readonly SwingKind swing;
    readonly ImmutableArray<string> known;

    HazardFit(SwingKind swing, ImmutableArray<string> known, CovariateScale units, Vector<double> mode, double[][] sample)
    {
        this.swing = swing;
        this.known = known;
        Units = units;
        Coefficients = sample;
        Mode = mode;
    }

    /// <summary>What makes covariates comparable.</summary>
    internal CovariateScale Units { get; }

    /// <summary>Draws of the posterior, each in the order of the mode.</summary>
    internal double[][] Coefficients { get; }

    /// <summary>α, the six β of standardised covariates, then u by group.</summary>
    internal Vector<double> Mode { get; }

    internal static HazardFit Of(ForecastPanel panel, SwingKind kind)
    {
        double[][] covariates = HazardCovariates.Of(panel, kind);
        ImmutableArray<string> groups = [.. panel.Cells.Select(past => Hazard.Group(panel, past.Cell)).Distinct().Order(StringComparer.Ordinal)];
        List<(int Cell, int Month, bool Came)> months = [.. SwingWindows.Of(panel, kind, 1).Select(w => (panel.Cells.IndexOf(w.Past), w.Month, w.Came))];
        CovariateScale scale = CovariateScale.Of(covariates, months);
        HazardRow[] rows =
        [
            .. months.Select(m => new HazardRow(
                groups.IndexOf(Hazard.Group(panel, panel.Cells[m.Cell].Cell)),
                scale.Standard(covariates[m.Cell].AsSpan(m.Month * HazardCovariates.Number, HazardCovariates.Number)),
                m.Came)),
        ];
        double prior = SwingWindows.Prior(kind, 1);
        (Vector<double> mode, Matrix<double> precision) = HazardPosterior.Mode(rows, groups.Length, Math.Log(-Math.Log(1 - prior)));
        return new HazardFit(kind, groups, scale, mode, Sample(mode, precision, kind));
    }

    /// <summary>P(the swing within h months), h = 1…24.</summary>
    internal ImmutableArray<double> Within(string group, ReadOnlySpan<double> covariates)
    {
        double[] x = Units.Standard(covariates[..HazardCovariates.Number]), within = new double[ForecastPanel.LongestHorizon];
        double now = covariates[HazardCovariates.Clock];
        double[] clock = [.. Enumerable.Range(0, within.Length).Select(h => Units.Standard(HazardCovariates.Clock, HazardCovariates.Later(swing, now, h)))];
        int at = known.IndexOf(group);
        foreach (double[] draw in Coefficients)
        {
            double cumulative = 0;
            for (int h = 0; h < within.Length; h++)
            {
                double predictor = draw[0] + (at < 0 ? 0 : draw[1 + x.Length + at]);
                for (int k = 0; k < x.Length; k++)
                    predictor += draw[1 + k] * (k == HazardCovariates.Clock ? clock[h] : x[k] * Math.Pow(Units.Fading[k], h));
                cumulative += Math.Exp(predictor);
                within[h] += 1 - Math.Exp(-cumulative);
            }
        }

        return [.. within.Select(sum => sum / Coefficients.Length)];
    }

    static double[][] Sample(Vector<double> mode, Matrix<double> precision, SwingKind kind)
    {
        // Precision = L·Lᵀ, so that L⁻ᵀ·z has the posterior's covariance.
        Matrix<double> upper = precision.Cholesky().Factor.Transpose();
        return
        [
            .. Enumerable.Range(0, Draws).Select(draw =>
            {
                RandomStream random = new(0, (uint)kind, (uint)draw, 0x4A2A);
                Vector<double> z = Vector<double>.Build.Dense(mode.Count);
                for (int k = 0; k < z.Count; k++)
                    z[k] = random.Normal();
                return (mode + upper.Solve(z)).ToArray();
            }),
        ];
    }
}

/// <summary>What makes covariates comparable: their mean and standard deviation over the months learned from, and their correlation with the month before.</summary>
/// <param name="Mean">By covariate.</param>
/// <param name="Sd">By covariate; 1 where it never changes.</param>
/// <param name="Fading">By covariate, 0…1.</param>
sealed record CovariateScale(double[] Mean, double[] Sd, double[] Fading)
{
    internal static CovariateScale Of(double[][] covariates, List<(int Cell, int Month, bool Came)> months)
    {
        CovariateScale scale = new(new double[HazardCovariates.Number], new double[HazardCovariates.Number], new double[HazardCovariates.Number]);
        for (int k = 0; k < HazardCovariates.Number; k++)
        {
            double X(int cell, int month) => covariates[cell][(month * HazardCovariates.Number) + k];
            double average = months.Count == 0 ? 0 : months.Average(m => X(m.Cell, m.Month)), square = 0, product = 0;
            foreach ((int cell, int month, _) in months)
            {
                square += (X(cell, month) - average) * (X(cell, month) - average);
                product += (X(cell, month) - average) * (X(cell, month - 1) - average);
            }

            scale.Mean[k] = average;
            scale.Sd[k] = square > 0 ? Math.Sqrt(square / months.Count) : 1;
            scale.Fading[k] = square > 0 ? Math.Clamp(product / square, 0, 1) : 0;
        }

        return scale;
    }

    internal double[] Standard(ReadOnlySpan<double> x)
    {
        double[] standard = new double[x.Length];
        for (int k = 0; k < x.Length; k++)
            standard[k] = Standard(k, x[k]);
        return standard;
    }

    internal double Standard(int covariate, double x) => (x - Mean[covariate]) / Sd[covariate];
}
