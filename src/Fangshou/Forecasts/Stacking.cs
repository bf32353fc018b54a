using System.Collections.Immutable;
using Fangshou.Ledger;

namespace Fangshou.Forecasts;

/// <summary>A mixture of forecasters whose weights, at each horizon, are those with which it would have forecast the past best.</summary>
/// <remarks>
/// Weights maximise the log score of past forecasts whose horizon is over, on the simplex, under a Dirichlet(2) prior that keeps every member in; before
/// 24 origins are over at a horizon all members weigh the same. A member that says nothing of a cell is taken to say what climatology does.
/// Source: Yao et al. (2018), Bayesian Anal. 13:917–1007; the maximum is found by expectation–maximisation, as for any mixture with fixed parts.
/// </remarks>
public sealed class Stacking
{
    /// <summary>The name of the mixture among forecasters.</summary>
    public const string Id = "ensemble";

    /// <summary>Its members, in the order of the weights.</summary>
    public static ImmutableArray<string> Members { get; } = ["climatology", "phases", "hazard", "contagion", "mechanism"];

    const int FewestOrigins = 24, Rounds = 200;

    const double PriorCount = 2;

    readonly Dictionary<(SwingKind Swing, int Horizon), double[]> swings = [];
    readonly Dictionary<int, double[]> counts = [];

    /// <summary>Weights of the members for a swing at one of the horizons; they sum to 1.</summary>
    public ImmutableArray<double> Weights(SwingKind swing, int horizon) => [.. swings[(swing, horizon)]];

    /// <summary>Weights of the members for counts at one of the horizons: only of those that speak of counts.</summary>
    public ImmutableArray<double> CountWeights(int horizon) => [.. counts[horizon]];

    /// <summary>Learns the weights.</summary>
    /// <param name="past">Forecasts made at earlier origins.</param>
    /// <param name="now">What is known now; it says what came of them.</param>
    public static Stacking Learn(IEnumerable<PastForecast> past, ForecastPanel now)
    {
        ArgumentNullException.ThrowIfNull(past);
        ArgumentNullException.ThrowIfNull(now);
        Stacking stacking = new();
        IGrouping<(Cell, Month), PastForecast>[] questions = [.. past.Where(forecast => forecast.Origin < now.Origin).GroupBy(forecast => (forecast.Cell, forecast.Origin))];
        Question[] asked = [.. questions.Select(question => Question.Of([.. question], now)).OfType<Question>()];
        for (int i = 0; i < Outlook.Horizons.Length; i++)
        {
            int horizon = Outlook.Horizons[i], at = i;
            Question[] over = [.. asked.Where(question => question.Month + horizon < question.Past.Settled)];
            foreach (SwingKind swing in Enum.GetValues<SwingKind>())
                stacking.swings[(swing, horizon)] = Fit([.. over.Where(q => q.Swing == swing).Select(q => (q.Origin, q.Said(horizon)))], Members.Length);
            stacking.counts[horizon] = Fit([.. over.Select(q => (q.Origin, q.SaidOfCount(at, horizon)))], Question.CountMembers.Length);
        }

        return stacking;
    }

    /// <summary>Mixes what the members say of a cell.</summary>
    /// <param name="said">Outlooks by forecaster; climatology must be among them.</param>
    public Outlook Mix(IReadOnlyDictionary<string, Outlook> said)
    {
        ArgumentNullException.ThrowIfNull(said);
        Outlook climatology = said["climatology"];
        Outlook[] members = [.. Members.Select(id => said.TryGetValue(id, out Outlook? outlook) ? outlook : climatology)];
        double[] within = new double[ForecastPanel.LongestHorizon];
        for (int h = 1; h <= within.Length; h++)
        {
            double[] weights = swings[(climatology.Swing, Outlook.Horizons.First(horizon => horizon >= h))];
            double mixed = 0;
            for (int k = 0; k < weights.Length; k++)
                mixed += weights[k] * members[k].Within[h - 1];
            within[h - 1] = h > 1 ? Math.Max(mixed, within[h - 2]) : mixed;
        }

        Outlook[] counting = [.. Question.CountMembers.Select(id => said.TryGetValue(id, out Outlook? outlook) && outlook.Counts.Length > 0 ? outlook : climatology)];
        return new Outlook(climatology.Swing, [.. within], [.. Outlook.Horizons.Select((horizon, i) => CountLaw.Mixture(counts[horizon], [.. counting.Select(outlook => outlook.Counts[i])]))]);
    }

    /// <summary>The mode of the weights.</summary>
    /// <param name="rows">For each question its origin, and what probability each member gave to what came.</param>
    /// <param name="members">K.</param>
    internal static double[] Fit((Month Origin, double[] Said)[] rows, int members)
    {
        double[] weights = new double[members];
        Array.Fill(weights, 1.0 / members);
        if (rows.Select(row => row.Origin).Distinct().Count() < FewestOrigins)
            return weights;
        double[] next = new double[members];
        for (int round = 0; round < Rounds; round++)
        {
            Array.Fill(next, PriorCount - 1);
            foreach ((Month _, double[] said) in rows)
            {
                double mixed = 0;
                for (int k = 0; k < members; k++)
                    mixed += weights[k] * said[k];
                for (int k = 0; k < members; k++)
                    next[k] += weights[k] * said[k] / mixed;
            }

            double total = next.Sum();
            for (int k = 0; k < members; k++)
                weights[k] = next[k] / total;
        }

        return weights;
    }

    /// <summary>What was said of a cell at an origin, and what is known now of the months that followed.</summary>
    sealed record Question(CellPast Past, int Month, Month Origin, SwingKind Swing, Outlook[] Outlooks, Outlook[] Counting)
    {
        internal static ImmutableArray<string> CountMembers { get; } = ["climatology", "phases", "contagion"];

        // Nothing was ever quite impossible.
        const double Floor = 1e-4;

        /// <summary>Null when the question is void by what is known now, or climatology said nothing.</summary>
        internal static Question? Of(PastForecast[] said, ForecastPanel now)
        {
            Dictionary<string, Outlook> outlooks = said.ToDictionary(forecast => forecast.Forecaster, forecast => forecast.Outlook);
            if (!outlooks.TryGetValue("climatology", out Outlook? climatology) || now.Find(said[0].Cell) is not { } past)
                return null;
            int t = said[0].Origin - past.Signals.Months[0].Month;
            return t < 0 || t >= past.Months || past.Crackdown[t] != (climatology.Swing == SwingKind.Easing) ? null : new Question(
                past, t, said[0].Origin, climatology.Swing,
                [.. Members.Select(id => outlooks.TryGetValue(id, out Outlook? outlook) ? outlook : climatology)],
                [.. CountMembers.Select(id => outlooks.TryGetValue(id, out Outlook? outlook) && outlook.Counts.Length > 0 ? outlook : climatology)]);
        }

        internal double[] Said(int horizon)
        {
            bool came = Past.TurnsWithin(Month, horizon);
            return [.. Outlooks.Select(outlook => Math.Max(Floor, came ? outlook.Within[horizon - 1] : 1 - outlook.Within[horizon - 1]))];
        }

        internal double[] SaidOfCount(int index, int horizon)
        {
            int count = Math.Min(Past.Restrictive.AsSpan(Month + 1, horizon).Total(), CountLaw.Largest);
            return [.. Counting.Select(outlook => Math.Max(Floor, outlook.Counts[index].Of(count)))];
        }
    }
}
