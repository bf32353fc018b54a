using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Fangshou.Forecasts;
using Fangshou.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Fangshou.Store;

/// <summary>Issued forecasts, each the bytes of its file; the chain of their hashes is held by the order in which the database takes them.</summary>
sealed class IssuedForecasts(Workspace workspace)
{
    /// <summary>The forecasts, in the order of their numbers.</summary>
    /// <exception cref="RefusedException">One was changed, is missing, or does not follow the one before (exit 4).</exception>
    public Task<ImmutableArray<IssuedForecast>> ListAsync(Codebook codebook, CancellationToken cancellation = default) =>
        workspace.Database.ReadAsync(context => Chain(context, codebook, cancellation), cancellation);

    /// <summary>The file of a forecast; null when there is none of that number.</summary>
    public Task<byte[]?> FileAsync(int number, CancellationToken cancellation = default) => workspace.Database.ReadAsync(
        context => context.Forecasts.Where(f => f.Number == number).Select(f => f.Bytes).FirstOrDefaultAsync(cancellation), cancellation);

    /// <summary>Issues a forecast under the next number, unless the newest of its cell says the same.</summary>
    /// <returns>The forecast as it stands, and whether it is new.</returns>
    public Task<(IssuedForecast Forecast, bool IsNew)> IssueAsync(IssuedForecast draft, Codebook codebook, string who, CancellationToken cancellation = default) => workspace.Database.WriteAsync(
        async context =>
        {
            ImmutableArray<IssuedForecast> before = await Chain(context, codebook, cancellation);
            (IssuedForecast forecast, bool isNew) = ForecastWorkspace.Next(before, draft);
            if (isNew)
                await Add(context, forecast, ForecastFile.Write(forecast), who, cancellation);
            return (forecast, isNew);
        },
        cancellation);

    /// <summary>Takes a forecast that was issued elsewhere, byte for byte.</summary>
    /// <exception cref="RefusedException">It is none, or does not follow the last one that is there (exit 4).</exception>
    public Task<IssuedForecast> TakeAsync(byte[] file, Codebook codebook, string who, CancellationToken cancellation = default) => workspace.Database.WriteAsync(
        async context =>
        {
            IssuedForecast forecast = Read(file, codebook, "the file");
            ImmutableArray<IssuedForecast> before = await Chain(context, codebook, cancellation);
            if (forecast.Number != before.Length + 1 || forecast.Previous != (before.IsEmpty ? "" : ForecastFile.HashOf(before[^1])))
                throw new RefusedException(Fault.BrokenData, string.Create(CultureInfo.InvariantCulture, $"forecast {forecast.Number} does not follow the {before.Length} that are in {workspace.Database.Shown}."));
            await Add(context, forecast, file, who, cancellation);
            return forecast;
        },
        cancellation);

    /// <summary>Writes what came of a forecast beside what was known before.</summary>
    /// <exception cref="RefusedException">There is no such forecast (exit 3), or the outcome is that of another (exit 4).</exception>
    public Task<int> ResolveAsync(StoredOutcome outcome, string who, CancellationToken cancellation = default) => workspace.Database.WriteAsync(
        async context =>
        {
            ForecastRecord forecast = await context.Forecasts.AsNoTracking().FirstOrDefaultAsync(f => f.Number == outcome.Number, cancellation)
                ?? throw new RefusedException(Fault.NotFound, string.Create(CultureInfo.InvariantCulture, $"there is no forecast {outcome.Number} in {workspace.Database.Shown}."));
            if (forecast.Sha256 != outcome.ForecastSha256)
                throw new RefusedException(Fault.BrokenData, string.Create(CultureInfo.InvariantCulture, $"the outcome is not about the forecast {outcome.Number} that is in {workspace.Database.Shown}."));
            int number = 1 + (await context.Outcomes.Where(o => o.Forecast == outcome.Number).MaxAsync(o => (int?)o.Number, cancellation) ?? 0);
            context.Outcomes.Add(new OutcomeRecord { Forecast = outcome.Number, Number = number, Json = JsonSerializer.Serialize(outcome), Who = who, At = workspace.Time.GetUtcNow() });
            await AuditLog.Add(context, workspace.Time.GetUtcNow(), who, "forecast.resolve", string.Create(CultureInfo.InvariantCulture, $"forecasts/{outcome.Number}"), outcome.DataVersion, cancellation);
            return number;
        },
        cancellation);

    /// <summary>What came of a forecast, as it was told one time after the other; the last is the newest.</summary>
    public Task<ImmutableArray<StoredOutcome>> OutcomesAsync(int number, CancellationToken cancellation = default) => workspace.Database.ReadAsync(
        async context => (await context.Outcomes.AsNoTracking().Where(o => o.Forecast == number).OrderBy(o => o.Number).ToListAsync(cancellation))
            .Select(o => JsonSerializer.Deserialize<StoredOutcome>(o.Json)!).ToImmutableArray(),
        cancellation);

    /// <summary>What was told last of each forecast that was told of at all.</summary>
    public Task<ImmutableArray<StoredOutcome>> NewestOutcomesAsync(CancellationToken cancellation = default) => workspace.Database.ReadAsync(
        async context => (await context.Outcomes.AsNoTracking().OrderBy(o => o.Forecast).ThenBy(o => o.Number).ToListAsync(cancellation))
            .GroupBy(o => o.Forecast).Select(told => JsonSerializer.Deserialize<StoredOutcome>(told.Last().Json)!).ToImmutableArray(),
        cancellation);

    /// <summary>True when any was issued.</summary>
    public Task<bool> AnyAsync(CancellationToken cancellation = default) => workspace.Database.ReadAsync(context => context.Forecasts.AnyAsync(cancellation), cancellation);

    async Task Add(WorkspaceContext context, IssuedForecast forecast, byte[] bytes, string who, CancellationToken cancellation)
    {
        DateTimeOffset now = workspace.Time.GetUtcNow();
        context.Forecasts.Add(new ForecastRecord { Number = forecast.Number, Bytes = bytes, Sha256 = ForecastFile.HashOf(forecast), Who = who, At = now });
        await AuditLog.Add(context, now, who, "forecast.issue", string.Create(CultureInfo.InvariantCulture, $"forecasts/{forecast.Number}"), forecast.Cell.ToString(), cancellation);
    }

    async Task<ImmutableArray<IssuedForecast>> Chain(WorkspaceContext context, Codebook codebook, CancellationToken cancellation)
    {
        List<IssuedForecast> chain = [];
        foreach (ForecastRecord record in await context.Forecasts.AsNoTracking().OrderBy(f => f.Number).ToListAsync(cancellation))
        {
            IssuedForecast forecast = Read(record.Bytes, codebook, string.Create(CultureInfo.InvariantCulture, $"forecast {record.Number} of {workspace.Database.Shown}"));
            if (forecast.Number != chain.Count + 1 || forecast.Number != record.Number || forecast.Previous != (chain.Count == 0 ? "" : ForecastFile.HashOf(chain[^1])))
                throw new RefusedException(Fault.BrokenData, string.Create(CultureInfo.InvariantCulture, $"forecast {record.Number} of {workspace.Database.Shown} does not follow the one before."));
            chain.Add(forecast);
        }

        return [.. chain];
    }

    static IssuedForecast Read(byte[] file, Codebook codebook, string what)
    {
        try
        {
            return ForecastFile.Read(file, codebook);
        }
        catch (FormatException fault)
        {
            throw new RefusedException(Fault.BrokenData, $"{what}: {Texts.Printable(fault.Message, 300)}");
        }
    }
}
