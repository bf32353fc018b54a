using System.Collections.Immutable;
using Fangshou.Signals;

namespace Fangshou.Phases;

/// <summary>What would change the reading: how many rows in the coming months would make another phase the most probable.</summary>
/// <param name="Phase">The phase it would become.</param>
/// <param name="Months">Over how many coming months.</param>
/// <param name="Tighten">Tightening rows a month.</param>
/// <param name="Ease">Easing rows a month.</param>
/// <param name="Probability">Probability of that phase at the end of those months.</param>
public sealed record PhaseTipping(Phase Phase, int Months, int Tighten, int Ease, double Probability)
{
    const int MostRows = 12;

    /// <summary>The fewest rows a month, over the next three months or else six, at which each other phase would become more probable than not.</summary>
    /// <param name="fit">The fit.</param>
    /// <returns>At most one per phase: none where even twelve rows a month would not do, or a quiet spell would do and is told as 0 rows.</returns>
    /// <remarks>Averages the filter over the fit's draws with the imagined months appended; parameters are held. O(rows · draws · T²·K).</remarks>
    public static ImmutableArray<PhaseTipping> Find(PhaseFit fit)
    {
        ImmutableArray<PhaseTipping>.Builder found = ImmutableArray.CreateBuilder<PhaseTipping>();
        Phase present = fit.Path.Now.MostProbable;
        foreach (Phase phase in fit.Priors.Phases.Where(p => p != present))
        {
            bool tips = false;
            foreach (int months in new[] { 3, 6 })
            {
                if (tips)
                    break;
                IEnumerable<(int Tighten, int Ease)> trials = phase switch
                {
                    Phase.Crackdown => Enumerable.Range(0, MostRows + 1).Select(n => (n, 0)),
                    Phase.Easing => Enumerable.Range(0, MostRows + 1).Select(n => (0, n)),
                    _ => [(0, 0)],
                };
                foreach ((int tighten, int ease) in trials)
                {
                    double probability = After(fit, months, tighten, ease)[phase];
                    if (probability <= 0.5)
                        continue;
                    found.Add(new PhaseTipping(phase, months, tighten, ease, probability));
                    tips = true;
                    break;
                }
            }
        }

        return found.ToImmutable();
    }

    static PhaseProbabilities After(PhaseFit fit, int months, int tighten, int ease)
    {
        SignalSeries series = fit.Path.Signals;
        SignalMonth last = series.Months[^1];
        ImmutableArray<SignalMonth>.Builder longer = series.Months.ToBuilder();
        for (int i = 1; i <= months; i++)
            longer.Add(new SignalMonth(last.Month + i, tighten, 0, tighten, ease, 0, 0, 0, 0, 0, 0, Standing: false, series.Months[Math.Max(0, series.Months.Length - 2)].LogCoverage, Provisional: true));
        CellSignal signal = new(series with { Months = longer.ToImmutable() });
        CellChain cell = new(signal, fit.Priors);
        PooledParameters pooled = new(fit.Priors.Phases.Length);
        double[] sum = new double[3];
        for (int draw = 0; draw < fit.ExplainedDraws; draw++)
        {
            fit.Load(draw, pooled, cell);
            cell.Filter(pooled);
            ReadOnlySpan<double> end = cell.Filtered[^fit.Priors.Phases.Length..];
            for (int k = 0; k < end.Length; k++)
                sum[k] += end[k] / fit.ExplainedDraws;
        }

        return new PhaseProbabilities(sum[0], sum[1], sum[2]);
    }
}
