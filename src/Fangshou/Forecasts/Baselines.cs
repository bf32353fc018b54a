using System.Collections.Immutable;

namespace Fangshou.Forecasts;

/// <summary>Climatology: how often the swing came within each horizon, over all cells and past months from which it could come; counts around a cell's own mean.</summary>
public sealed class Climatology : IForecaster
{
    /// <inheritdoc/>
    public string Id => "climatology";

    /// <inheritdoc/>
    public int LearnsEvery => 1;

    /// <inheritdoc/>
    public ILearnedForecaster Learn(ForecastPanel panel, CancellationToken cancel) =>
        new Learned(Within(panel, SwingKind.Crackdown), Within(panel, SwingKind.Easing), new CountBaseline(OwnMean).Learn(panel));

    static ImmutableArray<double> Within(ForecastPanel panel, SwingKind swing) => Outlook.Between(
        [.. Outlook.Horizons],
        [.. Outlook.Horizons.Select(horizon =>
        {
            bool[] came = [.. SwingWindows.Of(panel, swing, horizon).Select(window => window.Came)];
            return SwingWindows.Rate(swing, horizon, came.Count(c => c), came.Length);
        })]);

    static double OwnMean(CellPast past, int t, int horizon) => horizon * past.Restrictive.AsSpan(0, t + 1).Total() / (double)(t + 1);

    sealed record Learned(ImmutableArray<double> Crackdown, ImmutableArray<double> Easing, CountBaseline Counts) : ILearnedForecaster
    {
        public Outlook Forecast(ForecastPanel panel, CellPast cell) => new(cell.Next, cell.Next == SwingKind.Crackdown ? Crackdown : Easing, Counts.Laws(cell));
    }
}

/// <summary>Persistence: the same rates, but of months in the same state as the present one; counts as in the last months.</summary>
/// <remarks>States: no crackdown on record, within two years after one, longer after one; the first half year of a crackdown, later.</remarks>
public sealed class Persistence : IForecaster
{
    const int States = 5, Recent = 24, Young = 6;

    // A month like the last ones is never quite believed: a tenth of the weight lies on the cell's own mean.
    const double OwnShare = 0.1;

    /// <inheritdoc/>
    public string Id => "persistence";

    /// <inheritdoc/>
    public int LearnsEvery => 1;

    /// <inheritdoc/>
    public ILearnedForecaster Learn(ForecastPanel panel, CancellationToken cancel) =>
        new Learned([.. Enumerable.Range(0, States).Select(state => Within(panel, state))], new CountBaseline(LikeTheLast).Learn(panel));

    static ImmutableArray<double> Within(ForecastPanel panel, int state)
    {
        SwingKind swing = state < 3 ? SwingKind.Crackdown : SwingKind.Easing;
        return Outlook.Between([.. Outlook.Horizons], [.. Outlook.Horizons.Select(horizon =>
        {
            bool[] came = [.. SwingWindows.Of(panel, swing, horizon).Where(window => State(window.Past, window.Month) == state).Select(window => window.Came)];
            return SwingWindows.Rate(swing, horizon, came.Count(c => c), came.Length);
        })]);
    }

    static int State(CellPast past, int t)
    {
        int since = t;
        while (since > 0 && past.Crackdown[since - 1] == past.Crackdown[t])
            since--;
        int months = t - since + 1;
        return past.Crackdown[t] ? (months <= Young ? 3 : 4) : since == 0 ? 0 : months <= Recent ? 1 : 2;
    }

    static double LikeTheLast(CellPast past, int t, int horizon)
    {
        int back = Math.Min(horizon, t + 1);
        double last = past.Restrictive.AsSpan(t + 1 - back, back).Total() * (double)horizon / back;
        return ((1 - OwnShare) * last) + (OwnShare * horizon * past.Restrictive.AsSpan(0, t + 1).Total() / (t + 1));
    }

    sealed record Learned(ImmutableArray<ImmutableArray<double>> Within, CountBaseline Counts) : ILearnedForecaster
    {
        public Outlook Forecast(ForecastPanel panel, CellPast cell) => new(cell.Next, Within[State(cell, cell.Months - 1)], Counts.Laws(cell));
    }
}

/// <summary>A logistic regression, at each horizon, on the exponentially weighted average (λ = .8) of restrictive observations; counts around that average.</summary>
public sealed class WeightedAverage : IForecaster
{
    /// <summary>Weight of the past month by month.</summary>
    internal const double Lambda = 0.8;

    /// <inheritdoc/>
    public string Id => "ewma";

    /// <inheritdoc/>
    public int LearnsEvery => 1;

    /// <inheritdoc/>
    public ILearnedForecaster Learn(ForecastPanel panel, CancellationToken cancel)
    {
        return new Learned(Fit(SwingKind.Crackdown), Fit(SwingKind.Easing), new CountBaseline((past, t, horizon) => horizon * Counts.Ewma(past.Restrictive, t, Lambda)).Learn(panel));

        ImmutableArray<LogisticRegression> Fit(SwingKind swing) => [.. Outlook.Horizons.Select(horizon =>
        {
            SwingWindow[] windows = [.. SwingWindows.Of(panel, swing, horizon)];
            double prior = SwingWindows.Prior(swing, horizon);
            return LogisticRegression.Fit([.. windows.Select(w => X(w.Past, w.Month))], [.. windows.Select(w => w.Came)], Math.Log(prior / (1 - prior)));
        })];
    }

    static double X(CellPast past, int t) => Math.Log(1 + Counts.Ewma(past.Restrictive, t, Lambda));

    sealed record Learned(ImmutableArray<LogisticRegression> Crackdown, ImmutableArray<LogisticRegression> Easing, CountBaseline CountLaws) : ILearnedForecaster
    {
        public Outlook Forecast(ForecastPanel panel, CellPast cell)
        {
            double x = X(cell, cell.Months - 1);
            return new(cell.Next, Outlook.Between([.. Outlook.Horizons], [.. (cell.Next == SwingKind.Crackdown ? Crackdown : Easing).Select(fit => fit.Probability(x))]), CountLaws.Laws(cell));
        }
    }
}

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
