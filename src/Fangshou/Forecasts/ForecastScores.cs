using System.Collections.Immutable;
using Fangshou.Ledger;

namespace Fangshou.Forecasts;

/// <summary>Which forecasts are scored together.</summary>
/// <param name="Name">A word or two.</param>
/// <param name="Holds">Whether a forecast belongs.</param>
public sealed record ScoreGroup(string Name, Func<PastForecast, bool> Holds);

/// <summary>A forecaster beside a baseline, over the questions that both answered.</summary>
/// <param name="Baseline">The baseline.</param>
/// <param name="Skill">How much of its loss is saved.</param>
/// <param name="Test">Whether they differ by more than chance.</param>
public sealed record AgainstBaseline(string Baseline, SkillScore Skill, PairedTest Test);

/// <summary>How a forecaster did with one swing at one horizon.</summary>
/// <param name="Group">Which forecasts.</param>
/// <param name="Forecaster">Whose.</param>
/// <param name="Swing">Of what.</param>
/// <param name="Horizon">Months.</param>
/// <param name="Questions">How many could be scored.</param>
/// <param name="Events">How often the swing came.</param>
/// <param name="Brier">Brier score and its parts.</param>
/// <param name="Log">Log score, nats, and its parts.</param>
/// <param name="AveragePrecision">Area under the precision–recall steps; null without an event.</param>
/// <param name="Against">Brier skill against each baseline that answered; a baseline is not held against itself.</param>
public sealed record SwingScore(
    string Group, string Forecaster, SwingKind Swing, int Horizon, int Questions, int Events, ScoreParts Brier, ScoreParts Log, double? AveragePrecision, ImmutableArray<AgainstBaseline> Against)
{
    /// <summary>Brier skill above which a forecast of crackdowns looks too good to be true.</summary>
    /// <remarks>In the mechanism's own world, where everything that can be seen is known, the best skill was about .2 (MODEL.md 3.7); .35 is two standard deviations of a sample of this size above.</remarks>
    public const double Ceiling = 0.35;

    // Where a swing hardly ever came, saying so is no feat; and the best that was possible in the mechanism's own world is no offence.
    const int FewestEvents = 10;

    const double Possible = 0.2;

    /// <summary>True for a skill against climatology that a forecaster who cannot see the future is most unlikely to have.</summary>
    /// <remarks>
    /// Asked only of crackdowns, at horizons that reach beyond the rule's own window: before that, and for easing by fading, months that are known already settle part of the question.
    /// </remarks>
    public bool LooksLikeLeakage => Swing == SwingKind.Crackdown && Horizon > SwingRule.Window && Events >= FewestEvents && Against.Any(a => a.Baseline == "climatology" && a.Skill.Value > Ceiling && a.Skill.Low > Possible);
}

/// <summary>How a forecaster did with the month of a swing, or with counts at one horizon.</summary>
/// <param name="Group">Which forecasts.</param>
/// <param name="Forecaster">Whose.</param>
/// <param name="Horizon">Months.</param>
/// <param name="Severity">Least severity of what is counted; 1 for the month of a swing and for all restrictive observations.</param>
/// <param name="Questions">How many could be scored.</param>
/// <param name="Crps">Mean continuous ranked probability score: months for a swing, counts for counts.</param>
/// <param name="Interval">Mean interval score of the central 90 %; null for the month of a swing.</param>
/// <param name="Covered">Share of outcomes within it.</param>
/// <param name="Against">Skill of the first score against each baseline.</param>
public sealed record LawScore(
    string Group, string Forecaster, int Horizon, int Severity, int Questions, double Crps, double? Interval, double? Covered, ImmutableArray<AgainstBaseline> Against);

/// <summary>The scores of many forecasts: of swings by horizon, of their month, of counts.</summary>
/// <param name="Swings">By group, swing, horizon and forecaster.</param>
/// <param name="Months">CRPS of the month of a crackdown within 24 months, by group and forecaster.</param>
/// <param name="Counts">By group, horizon and forecaster.</param>
public sealed record ForecastScores(ImmutableArray<SwingScore> Swings, ImmutableArray<LawScore> Months, ImmutableArray<LawScore> Counts)
{
    /// <summary>Forecasters that every other is held against.</summary>
    public static ImmutableArray<string> Baselines { get; } = ["climatology", "persistence", "ewma"];

    /// <summary>Scores forecasts.</summary>
    /// <param name="forecasts">Forecasts with what came of them.</param>
    /// <param name="groups">Which to score together.</param>
    /// <param name="seed">Names the random numbers of the bootstrap.</param>
    /// <param name="threads">Never changes a number.</param>
    public static ForecastScores Of(IEnumerable<ScoredForecast> forecasts, ImmutableArray<ScoreGroup> groups, ulong seed, int threads)
    {
        ScoredForecast[] all = [.. forecasts];
        (ScoreGroup Group, string Forecaster)[] rows = [.. groups.SelectMany(group => all.Select(f => f.Forecast.Forecaster).Distinct().Select(forecaster => (group, forecaster)))];
        // A forecast stands in several groups, and a baseline beside every other: its laws are thinned once.
        CountScore?[][] counted = new CountScore?[all.Length][];
        Parallel.For(0, all.Length, new ParallelOptions { MaxDegreeOfParallelism = threads }, i => counted[i] = CountScore.All(all[i]));
        Dictionary<ScoredForecast, CountScore?[]> counts = new(ReferenceEqualityComparer.Instance);
        for (int i = 0; i < all.Length; i++)
            counts[all[i]] = counted[i];
        ForecastScores[] parts = new ForecastScores[rows.Length];
        Parallel.For(0, rows.Length, new ParallelOptions { MaxDegreeOfParallelism = threads }, i =>
        {
            (ScoreGroup group, string forecaster) = rows[i];
            Ladder ladder = new(group.Name, forecaster, [.. all.Where(f => group.Holds(f.Forecast) && (f.Forecast.Forecaster == forecaster || Baselines.Contains(f.Forecast.Forecaster)))], counts, seed);
            parts[i] = new ForecastScores(ladder.Swings(), ladder.Months(), ladder.Counts());
        });
        return new ForecastScores([.. parts.SelectMany(p => p.Swings)], [.. parts.SelectMany(p => p.Months)], [.. parts.SelectMany(p => p.Counts)]);
    }

    /// <summary>One forecaster in one group, with the baselines beside it.</summary>
    sealed class Ladder(string named, string forecaster, ScoredForecast[] forecasts, Dictionary<ScoredForecast, CountScore?[]> counts, ulong seed)
    {
        internal ImmutableArray<SwingScore> Swings() =>
        [
            .. from swing in Enum.GetValues<SwingKind>()
               from horizon in Outlook.Horizons
               // Not as soon as it came: of questions that are still open only those that were answered with yes would count.
               let losses = Losses(f => f.Forecast.Outlook.Swing == swing && f.Outcome.Known >= horizon, f => ProperScores.Brier(f.Forecast.Outlook.Within[horizon - 1], f.Outcome.Came(horizon)!.Value))
               where losses.Own.Length > 0
               select Score(swing, horizon, losses),
        ];

        SwingScore Score(SwingKind swing, int horizon, PairedLoss losses)
        {
            double[] said = [.. losses.Own.Select(f => f.Forecast.Outlook.Within[horizon - 1])];
            bool[] came = [.. losses.Own.Select(f => f.Outcome.Came(horizon)!.Value)];
            Reliability reliability = Reliability.Of(said, came, seed, withBands: false);
            return new SwingScore(
                named, forecaster, swing, horizon, said.Length, came.Count(c => c), reliability.Brier, reliability.Log, PrecisionRecall.Of(said, came).AveragePrecision, losses.Against(horizon, seed));
        }

        internal ImmutableArray<LawScore> Months()
        {
            PairedLoss losses = Losses(
                f => f.Forecast.Outlook.Swing == SwingKind.Crackdown && f.Outcome.Known >= ForecastPanel.LongestHorizon,
                f => ProperScores.OnsetCrps(f.Forecast.Outlook.Within.AsSpan(), f.Outcome.Turned));
            return losses.Own.Length == 0 ? [] :
                [new LawScore(named, forecaster, ForecastPanel.LongestHorizon, 1, losses.Own.Length, losses.Mean, null, null, losses.Against(ForecastPanel.LongestHorizon, seed))];
        }

        internal ImmutableArray<LawScore> Counts() =>
        [
            .. from severity in Enumerable.Range(0, CellPast.Severities.Length + 1)
               from i in Enumerable.Range(0, Outlook.Horizons.Length)
               let at = CountScore.Position(severity, i)
               let losses = Losses(f => counts[f][at] is not null, f => counts[f][at]!.Crps)
               where losses.Own.Length > 0
               let own = losses.Own.Select(f => counts[f][at]!).ToArray()
               select new LawScore(
                   named, forecaster, Outlook.Horizons[i], severity == 0 ? 1 : CellPast.Severities[severity - 1], own.Length, losses.Mean,
                   own.Average(c => ProperScores.Interval(c.Low, c.High, c.Count)), own.Average(c => c.Count >= c.Low && c.Count <= c.High ? 1.0 : 0), losses.Against(Outlook.Horizons[i], seed)),
        ];

        PairedLoss Losses(Func<ScoredForecast, bool> which, Func<ScoredForecast, double> loss)
        {
            ScoredForecast[] chosen = [.. forecasts.Where(which)];
            return new PairedLoss(
                [.. chosen.Where(f => f.Forecast.Forecaster == forecaster)], loss,
                [.. Baselines.Where(baseline => baseline != forecaster).Select(baseline => (baseline, chosen.Where(f => f.Forecast.Forecaster == baseline).ToDictionary(f => (f.Forecast.Cell, f.Forecast.Origin))))]);
        }
    }

    /// <summary>What was said of one count, beside the count.</summary>
    sealed record CountScore(double Crps, int Low, int High, int Count)
    {
        /// <summary>Where a severity (0 for all, then <see cref="CellPast.Severities"/>) and a horizon stand in what <see cref="All"/> returns.</summary>
        internal static int Position(int severity, int horizon) => (severity * Outlook.Horizons.Length) + horizon;

        /// <summary>Those of a forecast, null where it says nothing or the months are not over.</summary>
        internal static CountScore?[] All(ScoredForecast f)
        {
            CountScore?[] all = new CountScore?[Position(CellPast.Severities.Length + 1, 0)];
            if (f.Forecast.Outlook.Counts.Length == 0)
                return all;
            for (int severity = 0; severity <= CellPast.Severities.Length; severity++)
                for (int horizon = 0; horizon < Outlook.Horizons.Length; horizon++)
                    if ((severity == 0 ? f.Outcome.Counts[horizon] : f.Outcome.Severe[severity - 1][horizon]) is { } count)
                        all[Position(severity, horizon)] = Of(Law(f, horizon, severity), count);
            return all;
        }

        static CountScore Of(CountLaw law, int count) => new(ProperScores.CountCrps(law.Mass.AsSpan(), count), law.Quantile(0.05), law.Quantile(0.95), count);

        static CountLaw Law(ScoredForecast f, int horizon, int severity) =>
            severity == 0 ? f.Forecast.Outlook.Counts[horizon] : f.Forecast.Outlook.Counts[horizon].Thinned(f.Forecast.Severe[severity - 1]);
    }

    /// <summary>A forecaster's losses, and the baselines' for the same questions.</summary>
    sealed record PairedLoss(ScoredForecast[] Own, Func<ScoredForecast, double> Of, (string Name, Dictionary<(Cell, Month), ScoredForecast> Answers)[] Others)
    {
        internal double Mean => Own.Average(Of);

        internal ImmutableArray<AgainstBaseline> Against(int horizon, ulong seed) =>
        [
            .. from other in Others
               let both = Own.Where(f => other.Answers.ContainsKey((f.Forecast.Cell, f.Forecast.Origin))).ToArray()
               where both.Length > 0
               let own = both.Select(Of).ToArray()
               let theirs = both.Select(f => Of(other.Answers[(f.Forecast.Cell, f.Forecast.Origin)])).ToArray()
               select new AgainstBaseline(
                   other.Name,
                   SkillScore.Of<string>(own, theirs, both.Select(f => f.Block).ToArray(), seed),
                   PairedTest.Of(own, theirs, both.Select(f => f.Forecast.Origin).ToArray(), horizon)),
        ];
    }
}
