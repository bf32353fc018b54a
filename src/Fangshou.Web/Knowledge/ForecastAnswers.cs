using System.Collections.Immutable;
using System.Globalization;
using Fangshou.Briefs;
using Fangshou.Forecasts;
using Fangshou.Ledger;
using Fangshou.Store;

namespace Fangshou.Web.Knowledge;

/// <summary>Issued forecasts of the workspace as they stood on a day, and how well the past was forecast.</summary>
/// <param name="observatory">The ledger.</param>
/// <param name="gates">Let so much be worked on at once.</param>
/// <param name="closing">Stops what is being worked on.</param>
sealed class ForecastAnswers(Observatory observatory, WorkGates gates, CancellationToken closing)
{
    const int DaysKept = 8;

    /// <summary>Share of the work that is done once the outlooks of the day are there: they forecast the same past.</summary>
    const double AfterOutlooks = 0.8;

    LongAnswers<AsOf, BacktestReport>? pasts;

    /// <summary>Those that were issued by a day.</summary>
    public static ImmutableArray<IssuedForecast> Issued(ForecastWorkspace workspace, AsOf day) =>
        day == AsOf.Latest ? workspace.Forecasts : [.. workspace.Forecasts.Where(forecast => forecast.IssuedAt.Day <= day.Day)];

    /// <summary>What a ledger of that day or an earlier one told of a forecast; null before it was resolved.</summary>
    public static StoredOutcome? OutcomeOf(ForecastWorkspace workspace, IssuedForecast forecast, AsOf day) =>
        workspace.OutcomeOf(forecast) is { } outcome && (day == AsOf.Latest || DateOnly.ParseExact(outcome.AsOf, "yyyy-MM-dd", CultureInfo.InvariantCulture) <= day.Day) ? outcome : null;

    /// <summary>The number that takes the place of a forecast, if it was issued by the day.</summary>
    public static int? SupersededBy(ForecastWorkspace workspace, IssuedForecast forecast, AsOf day) =>
        workspace.SupersededBy(forecast) is { } later && Issued(workspace, day).Any(other => other.Number == later) ? later : null;

    /// <summary>How well the past was forecast, as known on a day. The first time takes minutes.</summary>
    /// <exception cref="RefusedException">Too little was known on the day to forecast anything.</exception>
    public Pending<BacktestReport> Past(AsOf asOf)
    {
        Pending<Outlooks> before = observatory.Outlooks(asOf);
        if (!before.IsReady)
            return new Pending<BacktestReport>(null, AfterOutlooks * before.Progress);
        pasts ??= new(DaysKept, gates.Pasts, Score, closing);
        Pending<BacktestReport> past = pasts.Now(observatory.Day(asOf));
        return past.IsReady ? past : past with { Progress = AfterOutlooks + ((1 - AfterOutlooks) * past.Progress) };
    }

    BacktestReport Score(AsOf day, IProgress<double> progress, CancellationToken cancellation)
    {
        ReadingOptions reading = observatory.Options with { Progress = work => work == LongWork.PastForecasts ? progress : null, Cancellation = cancellation };
        ForecastRuns runs = new(observatory.Ledger, day, reading);
        Truth truth = runs.Truth(runs.Cells);
        RollingOrigin rolling = BacktestReport.Standard(truth);
        return runs.Cells.IsEmpty || rolling.First > rolling.Last
            ? throw new RefusedException(Fault.NotFound, $"too little was known on {day} to forecast anything before it.")
            : BacktestReport.Of(runs, truth, rolling, reading.Seed, reading.Threads);
    }
}
