
namespace Fangshou.Forecasts;

/// <summary>P(event | x) = 1/(1 + e^−(a + b·x)), at its posterior mode under a ~ N(prior log odds, 1), b ~ N(0, 1).</summary>
/// <param name="Intercept">a.</param>
/// <param name="Slope">b.</param>
sealed record LogisticRegression(double Intercept, double Slope)
{
    internal double Probability(double x) => 1 / (1 + Math.Exp(-(Intercept + (Slope * x))));

    /// <remarks>Newton's method; the posterior is log-concave. No step is longer than 2: a full one from rows that contradict the prior would jump to the other end of the curve and back.</remarks>
    internal static LogisticRegression Fit(double[] x, bool[] came, double prior)
    {
        double a = prior, b = 0;
        for (int round = 0; round < 100; round++)
        {
            double ga = prior - a, gb = -b, haa = 1, hab = 0, hbb = 1;
            for (int i = 0; i < x.Length; i++)
            {
                double p = 1 / (1 + Math.Exp(-(a + (b * x[i])))), missed = (came[i] ? 1 : 0) - p, w = p * (1 - p);
                ga += missed;
                gb += missed * x[i];
                haa += w;
                hab += w * x[i];
                hbb += w * x[i] * x[i];
            }

            double determinant = (haa * hbb) - (hab * hab), da = ((hbb * ga) - (hab * gb)) / determinant, db = ((haa * gb) - (hab * ga)) / determinant;
            double longest = Math.Max(Math.Abs(da), Math.Abs(db)), part = Math.Min(1, 2 / Math.Max(2, longest));
            a += part * da;
            b += part * db;
            if (longest < 1e-10)
                break;
        }

        return new LogisticRegression(a, b);
    }
}
