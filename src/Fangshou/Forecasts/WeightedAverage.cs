using System.Collections.Immutable;

namespace Fangshou.Forecasts;

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
