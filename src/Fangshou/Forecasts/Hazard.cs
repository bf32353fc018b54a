using Fangshou.Ledger;

namespace Fangshou.Forecasts;

/// <summary>A discrete-time hazard of the next swing on six covariates, drawn hard towards no effect: there are only some twenty swings to learn from.</summary>
/// <remarks>
/// Complementary log-log link, ln(−ln(1 − h)) = α + β·x + u, with α ~ N(prior, 1), β ~ N(0, .5²) on standardised covariates and u ~ N(0, .5²) for each jurisdiction and
/// branch of sectors. Forecasts average over the normal approximation of the posterior at its mode, and let covariates fade to their means at the pace they had.
/// Source: Prentice and Gloeckler (1978), Biometrics 34:57–67; Singer and Willett (1993), J. Educ. Stat. 18:155–195. Says nothing about counts.
/// </remarks>
public sealed class Hazard : IForecaster
{
    internal const double PriorSd = 0.5;

    /// <inheritdoc/>
    public string Id => "hazard";

    /// <inheritdoc/>
    public int LearnsEvery => 1;

    /// <inheritdoc/>
    public ILearnedForecaster Learn(ForecastPanel panel, CancellationToken cancel) =>
        new Learned(HazardFit.Of(panel, SwingKind.Crackdown), HazardFit.Of(panel, SwingKind.Easing));

    sealed record Learned(HazardFit Crackdown, HazardFit Easing) : ILearnedForecaster
    {
        public Outlook Forecast(ForecastPanel panel, CellPast cell)
        {
            HazardFit fit = cell.Next == SwingKind.Crackdown ? Crackdown : Easing;
            double[] covariates = HazardCovariates.Of(panel, cell.Next)[panel.Cells.IndexOf(cell)];
            return new Outlook(cell.Next, fit.Within(Group(panel, cell.Cell), covariates.AsSpan((cell.Months - 1) * HazardCovariates.Number)), []);
        }
    }

    internal static string Group(ForecastPanel panel, Cell cell) => $"{cell.Jurisdiction}/{panel.Root(cell)}";
}
