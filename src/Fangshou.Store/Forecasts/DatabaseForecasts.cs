using System.Globalization;
using Fangshou.Forecasts;
using Fangshou.Ledger;

namespace Fangshou.Store;

/// <summary>Issued forecasts in the database of a workspace.</summary>
sealed class DatabaseForecasts : ForecastWorkspace
{
    readonly Workspace workspace;
    readonly Codebook codebook;
    readonly string who;

    DatabaseForecasts(Workspace workspace, Codebook codebook, string who)
    {
        this.workspace = workspace;
        this.codebook = codebook;
        this.who = who;
    }

    protected override string Shown => workspace.Database.Shown;

    /// <summary>Reads and checks all of them.</summary>
    /// <param name="workspace">The workspace; its owner closes it.</param>
    /// <param name="codebook">Vocabularies.</param>
    /// <param name="who">Who writes; empty where nothing is written.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="RefusedException">One was changed, is missing, or does not follow the one before (exit 4).</exception>
    public static async Task<DatabaseForecasts> OpenAsync(Workspace workspace, Codebook codebook, string who, CancellationToken cancellation = default)
    {
        DatabaseForecasts forecasts = new(workspace, codebook, who) { Forecasts = await workspace.Forecasts.ListAsync(codebook, cancellation) };
        foreach (StoredOutcome outcome in await workspace.Forecasts.NewestOutcomesAsync(cancellation))
            forecasts.Know(outcome);
        return forecasts;
    }

    public override (IssuedForecast Forecast, bool IsNew) Issue(IssuedForecast draft)
    {
        (IssuedForecast forecast, bool isNew) = workspace.Forecasts.IssueAsync(draft, codebook, who).GetAwaiter().GetResult();
        if (isNew)
            Forecasts = Forecasts.Add(forecast);
        return (forecast, isNew);
    }

    public override string PlaceOf(IssuedForecast forecast) => string.Create(CultureInfo.InvariantCulture, $"forecast {forecast.Number} of {Shown}");

    /// <summary>Beside what was known before.</summary>
    protected override void Write(StoredOutcome outcome) => workspace.Forecasts.ResolveAsync(outcome, who).GetAwaiter().GetResult();
}
