using System.Collections.Immutable;
using Fangshou.Ledger;
using Fangshou.Signals;

namespace Fangshou.Phases;

/// <summary>Which rows the reading rests on: each is left out in turn, exactly.</summary>
/// <remarks>
/// With row i left out the posterior of every month is recomputed from the changed counts, for each of some hundred parameter draws;
/// the draws are reweighted by p(signal without i | draw) / p(signal | draw), so that the parameters forget the row too
/// (importance-weighted leave-one-out, Gelfand, Dey and Chang 1992). O(rows · draws · T²·K).
/// </remarks>
public static class PhaseExplanation
{
    // Log odds of a probability of 0 or 1 are infinite; draws cannot tell such values apart from these.
    const double Floor = 1e-6;

    /// <summary>The influence of every counted row on every month it moved most, and on the last month.</summary>
    /// <param name="fit">The fit to explain.</param>
    /// <param name="cancel">Stops between rows.</param>
    /// <returns>
    /// One influence per row and month, for the month's most probable phase: log odds with the row minus log odds without it.
    /// Only months where the change is at least 0.05 nats, and always the last month. Ordered by month, then size.
    /// </returns>
    public static ImmutableArray<EventInfluence> Explain(PhaseFit fit, CancellationToken cancel = default)
    {
        SignalSeries series = fit.Path.Signals;
        Event[] rows = [.. series.Events.Where(e => Moves(e, fit.Priors) && e.Month >= series.Months[0].Month)];
        (double[] whole, double[] baseline) = Posterior(fit, series, []);
        EventInfluence[][] influences = new EventInfluence[rows.Length][];
        Parallel.For(0, rows.Length, new ParallelOptions { CancellationToken = cancel }, i =>
        {
            double[] without = Posterior(fit, SignalBuilder.Without(series, rows[i]), baseline).Probabilities;
            influences[i] = [.. Compare(rows[i], fit, whole, without)];
        });
        return [.. influences.SelectMany(i => i).OrderBy(i => i.Month).ThenByDescending(i => Math.Abs(i.LogOddsChange)).ThenBy(i => i.Event.Id, StringComparer.Ordinal)];
    }

    static bool Moves(Event row, PhasePriors priors) =>
        (row.Direction == Direction.Tighten && LaneRule.IsAuthority(row)) || (priors.UsesEasing && row.Direction == Direction.Ease);

    static IEnumerable<EventInfluence> Compare(Event row, PhaseFit fit, double[] whole, double[] without)
    {
        ImmutableArray<SignalMonth> months = fit.Path.Signals.Months;
        int phases = fit.Priors.Phases.Length;
        for (int t = 0; t < months.Length; t++)
        {
            ReadOnlySpan<double> present = whole.AsSpan(t * phases, phases);
            int k = 0;
            for (int other = 1; other < phases; other++)
                if (present[other] > present[k])
                    k = other;
            double change = LogOdds(present[k]) - LogOdds(without[(t * phases) + k]);
            if (Math.Abs(change) >= 0.05 || t == months.Length - 1)
                yield return new EventInfluence(row, months[t].Month, fit.Priors.Phases[k], change);
        }
    }

    static double LogOdds(double p) => Math.Log(Math.Max(p, Floor) / Math.Max(1 - p, Floor));

    static (double[] Probabilities, double[] LogLikelihoods) Posterior(PhaseFit fit, SignalSeries series, double[] baseline)
    {
        CellSignal signal = new(series);
        CellChain cell = new(signal, fit.Priors);
        PooledParameters pooled = new(fit.Priors.Phases.Length);
        double[] sum = new double[signal.Months * fit.Priors.Phases.Length], smoothed = new double[sum.Length], logLikelihoods = new double[fit.ExplainedDraws];
        double[][] each = new double[fit.ExplainedDraws][];
        for (int draw = 0; draw < each.Length; draw++)
        {
            fit.Load(draw, pooled, cell);
            logLikelihoods[draw] = cell.Filter(pooled);
            cell.Smooth(smoothed);
            each[draw] = [.. smoothed];
        }

        double[] logWeights = [.. logLikelihoods.Select((l, i) => baseline.Length == 0 ? 0 : l - baseline[i])];
        double largest = logWeights.Max(), total = 0;
        for (int draw = 0; draw < each.Length; draw++)
        {
            double weight = Math.Exp(logWeights[draw] - largest);
            total += weight;
            for (int i = 0; i < sum.Length; i++)
                sum[i] += weight * each[draw][i];
        }

        for (int i = 0; i < sum.Length; i++)
            sum[i] /= total;
        return (sum, logLikelihoods);
    }
}
