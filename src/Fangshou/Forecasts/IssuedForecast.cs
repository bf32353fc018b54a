using System.Collections.Immutable;
using Fangshou.Ledger;

namespace Fangshou.Forecasts;

/// <summary>The day on which a forecast was made public. Not the day of what it knew.</summary>
public readonly record struct IssuedAt(DateOnly Day)
{
    /// <summary>ISO 8601.</summary>
    public override string ToString() => Day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>What one forecaster says in an issued forecast.</summary>
/// <param name="Forecaster">Who says it.</param>
/// <param name="Outlook">What.</param>
/// <param name="Doubt">What the forecaster itself holds against what it learned, in words; null when nothing.</param>
public sealed record Statement(string Forecaster, Outlook Outlook, string? Doubt = null);

/// <summary>A forecast that was written down and can never be edited, so that it can be scored.</summary>
public sealed record IssuedForecast
{
    /// <summary>Version of the forecasters: goes up when the same ledger would give other numbers.</summary>
    public const string Version = "forecast-2";

    /// <summary>Its number in its workspace, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>The cell.</summary>
    public required Cell Cell { get; init; }

    /// <summary>What was known.</summary>
    public required AsOf AsOf { get; init; }

    /// <summary>When it was written down.</summary>
    public required IssuedAt IssuedAt { get; init; }

    /// <summary>The last complete month known; horizons count from the month after it.</summary>
    public required Month Origin { get; init; }

    /// <summary>The swing that it is about: the one that could come next.</summary>
    public required SwingKind Swing { get; init; }

    /// <summary>Version of the data.</summary>
    public required string DataVersion { get; init; }

    /// <summary>SHA-256 of the tables that it rests on, lower-case hex.</summary>
    public required string DataHash { get; init; }

    /// <summary>Version of the forecasters.</summary>
    public required string ModelVersion { get; init; }

    /// <summary>Names the random numbers.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Whether months were counted against coverage.</summary>
    public required bool Coverage { get; init; }

    /// <summary>How it is resolved, in words.</summary>
    public required string Rule { get; init; }

    /// <summary>Number of the earlier forecast of the same cell that it takes the place of; null for the first.</summary>
    public int? Supersedes { get; init; }

    /// <summary>Hash of the forecast with the number before; empty for number 1. Whoever edits one breaks the next.</summary>
    public required string Previous { get; init; }

    /// <summary>Every forecaster's numbers, the ensemble's last.</summary>
    public required ImmutableArray<Statement> Statements { get; init; }

    /// <summary>Weights of the ensemble's members at each horizon of <see cref="Outlook.Horizons"/>.</summary>
    public required ImmutableArray<ImmutableArray<double>> Weights { get; init; }

    /// <summary>Share of restrictive observations taken to be acts of each severity of <see cref="CellPast.Severities"/>.</summary>
    public required ImmutableArray<double> Severe { get; init; }

    /// <summary>What all forecasters and the ensemble say now of a cell, not yet numbered.</summary>
    /// <param name="panel">What is known.</param>
    /// <param name="cell">One of its cells.</param>
    /// <param name="forecasters">The forecasters; climatology among them.</param>
    /// <param name="stacking">The weights of the ensemble.</param>
    /// <param name="dataHash">SHA-256 of the tables that the panel is a cut of, lower-case hex.</param>
    /// <param name="seed">Names the random numbers, of the forecasters too.</param>
    /// <param name="day">Today.</param>
    /// <param name="progress">Receives the share done.</param>
    /// <param name="cancel">Stops it.</param>
    public static IssuedForecast Draft(
        ForecastPanel panel, CellPast cell, ImmutableArray<IForecaster> forecasters, Stacking stacking, string dataHash, ulong seed, IssuedAt day, IProgress<double>? progress, CancellationToken cancel)
    {
        List<(string, ILearnedForecaster)> learned = [];
        foreach (IForecaster forecaster in forecasters)
        {
            cancel.ThrowIfCancellationRequested();
            learned.Add((forecaster.Id, forecaster.Learn(panel, cancel)));
            progress?.Report((double)learned.Count / forecasters.Length);
        }

        return new IssuedForecast
        {
            Number = 1,
            Cell = cell.Cell,
            AsOf = panel.AsOf,
            IssuedAt = day,
            Origin = panel.Origin,
            Swing = cell.Next,
            DataVersion = panel.Ledger.DataVersion,
            DataHash = dataHash,
            ModelVersion = Version,
            Seed = seed,
            Coverage = panel.Options.Coverage,
            Rule = RuleOf(cell.Next),
            Previous = "",
            Statements = StatementsOf(panel, cell, [.. learned], stacking),
            Weights = [.. Outlook.Horizons.Select(horizon => stacking.Weights(cell.Next, horizon).Select(w => Math.Round(w, 6)).ToImmutableArray())],
            Severe = cell.SevereShares(panel),
        };
    }

    /// <summary>What forecasters that have learned, and the ensemble last, say of a cell.</summary>
    /// <param name="panel">What is known.</param>
    /// <param name="cell">One of its cells.</param>
    /// <param name="learned">The forecasters with their ids; climatology among them.</param>
    /// <param name="stacking">The weights of the ensemble.</param>
    public static ImmutableArray<Statement> StatementsOf(ForecastPanel panel, CellPast cell, ImmutableArray<(string Id, ILearnedForecaster Learned)> learned, Stacking stacking)
    {
        ArgumentNullException.ThrowIfNull(stacking);
        Statement[] said = [.. from one in learned let outlook = one.Learned.Forecast(panel, cell) where outlook is not null select new Statement(one.Id, outlook.Rounded(), one.Learned.Doubt)];
        return [.. said, new Statement(Stacking.Id, stacking.Mix(said.ToDictionary(s => s.Forecaster, s => s.Outlook)).Rounded())];
    }

    /// <summary>True when both say the same of the same, on whatever day and under whatever number.</summary>
    public bool SaysTheSameAs(IssuedForecast other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return ForecastFile.Write(Bare(this)).AsSpan().SequenceEqual(ForecastFile.Write(Bare(other)));

        static IssuedForecast Bare(IssuedForecast forecast) => forecast with { Number = 1, IssuedAt = default, Supersedes = null, Previous = "" };
    }

    /// <summary>The rule in words, for a swing.</summary>
    public static string RuleOf(SwingKind swing) => swing == SwingKind.Crackdown
        ? $"Restrictive observations are counted month by month in the general lane: tightening acts of authorities outside content control, and at least one in a month in which a temporary restriction of an earlier month stands. The crackdown sets in with the month that ends {SwingRule.Window} months with {SwingRule.Fewest} or more of them, at {SwingRule.Multiple} times the monthly rate of the {SwingRule.LongestMemory} months before (of as many as are known, at least {SwingRule.ShortestMemory}). Months are counted once they are no longer provisional. Void if by then a crackdown is counted as on at the origin already."
        : $"The crackdown gives way with the month, {SwingRule.Window} months after it set in at the earliest, that ends {SwingRule.Window} months with {SwingRule.FewestEasing} easing rows or more and fewer than {SwingRule.Fewest} restrictive observations, or {SwingRule.Fading} months with {SwingRule.MostFading} restrictive observation at most, counted in the general lane. Months are counted once they are no longer provisional. Void if by then no crackdown is counted as on at the origin.";
}
