using System.Collections.Immutable;
using Fangshou.Forecasts;

namespace Fangshou.Store;

/// <summary>What came of an issued forecast, as a ledger of some day tells it; written anew whenever a later one knows more.</summary>
/// <param name="Number">Number of the forecast.</param>
/// <param name="ForecastSha256">Its hash.</param>
/// <param name="AsOf">Day of the ledger.</param>
/// <param name="DataVersion">Its version.</param>
/// <param name="Void">True when the question is void.</param>
/// <param name="Turned">In how many months after the origin the swing came.</param>
/// <param name="Known">How many months after the origin can be counted.</param>
/// <param name="Counts">Restrictive observations within each horizon.</param>
/// <param name="Severe">The same by severity.</param>
sealed record StoredOutcome(int Number, string ForecastSha256, string AsOf, string DataVersion, bool Void, int? Turned, int Known, int?[] Counts, int?[][] Severe)
{
    /// <summary>Null when the question is void.</summary>
    public Outcome? Restore() => Void ? null : new Outcome(Turned, Known, [.. Counts], [.. Severe.Select(counts => counts.ToImmutableArray())]);
}

/// <summary>Issued forecasts and what came of them, wherever they are kept: numbered, written once, each closed by a hash that the next one repeats.</summary>
abstract class ForecastWorkspace
{
    readonly Dictionary<int, StoredOutcome> outcomes = [];

    /// <summary>Where they are kept, for messages.</summary>
    protected abstract string Shown { get; }

    /// <summary>The forecasts, in the order of their numbers.</summary>
    public ImmutableArray<IssuedForecast> Forecasts { get; protected set; } = [];

    /// <summary>One forecast.</summary>
    /// <exception cref="RefusedException">There is none of that number (exit 3).</exception>
    public IssuedForecast Find(int number) => Forecasts.FirstOrDefault(forecast => forecast.Number == number) ?? throw new RefusedException(
        Fault.NotFound, $"there is no forecast {number} in {Shown}; {(Forecasts.IsEmpty ? "it holds none." : $"there are 1 to {Forecasts[^1].Number}.")}");

    /// <summary>What is known to have come of a forecast; null before it was resolved.</summary>
    public StoredOutcome? OutcomeOf(IssuedForecast forecast) => outcomes.GetValueOrDefault(forecast.Number);

    /// <summary>The number of the forecast that takes the place of one; null for the newest of its cell.</summary>
    public int? SupersededBy(IssuedForecast forecast) => Forecasts.FirstOrDefault(later => later.Supersedes == forecast.Number)?.Number;

    /// <summary>Writes a forecast under the next number, unless the newest of its cell says the same.</summary>
    /// <returns>The forecast as it stands, and whether it is new.</returns>
    /// <exception cref="RefusedException">It cannot be written.</exception>
    public abstract (IssuedForecast Forecast, bool IsNew) Issue(IssuedForecast draft);

    /// <summary>Writes what came of a forecast.</summary>
    public void Resolve(StoredOutcome outcome)
    {
        Write(outcome);
        Know(outcome);
    }

    /// <summary>Where a forecast lies, for messages.</summary>
    public abstract string PlaceOf(IssuedForecast forecast);

    /// <summary>The forecast that a draft becomes after those that are there; the newest of its cell when that says the same.</summary>
    internal static (IssuedForecast Forecast, bool IsNew) Next(ImmutableArray<IssuedForecast> before, IssuedForecast draft)
    {
        IssuedForecast? earlier = before.LastOrDefault(forecast => forecast.Cell == draft.Cell);
        return earlier?.SaysTheSameAs(draft) == true
            ? (earlier, false)
            : (draft with { Number = before.Length + 1, Supersedes = earlier?.Number, Previous = before.IsEmpty ? "" : ForecastFile.HashOf(before[^1]) }, true);
    }

    protected abstract void Write(StoredOutcome outcome);

    /// <summary>Takes an outcome as the newest of its forecast.</summary>
    protected void Know(StoredOutcome outcome) => outcomes[outcome.Number] = outcome;
}
