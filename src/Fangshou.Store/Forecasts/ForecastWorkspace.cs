using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Fangshou.Forecasts;
using Fangshou.Ledger;

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

/// <summary>The folder of issued forecasts: numbered files that are written once, each closed by a hash that the next one repeats.</summary>
sealed class ForecastWorkspace
{
    static readonly JsonSerializerOptions reading = new(JsonSerializerDefaults.Web);

    readonly string folder;
    readonly Dictionary<int, StoredOutcome> outcomes = [];

    ForecastWorkspace(string folder) => this.folder = folder;

    /// <summary>The forecasts, in the order of their numbers.</summary>
    public ImmutableArray<IssuedForecast> Forecasts { get; private set; } = [];

    /// <summary>Opens the workspace and checks every forecast in it.</summary>
    /// <param name="folder">The folder; it need not exist.</param>
    /// <param name="codebook">Vocabularies.</param>
    /// <exception cref="RefusedException">A forecast was changed, is missing, or does not follow the one before (exit 4); the message names every such file.</exception>
    public static ForecastWorkspace Open(string folder, Codebook codebook)
    {
        ForecastWorkspace workspace = new(folder);
        if (File.Exists(folder))
            throw new RefusedException(Fault.Usage, $"the workspace {Texts.Printable(folder)} is a file; a folder is expected.");
        if (!Directory.Exists(folder))
            return workspace;
        List<string> faults = [];
        int last = Directory.GetFiles(folder, "*.json").Select(NumberOf).DefaultIfEmpty(0).Max();
        workspace.Forecasts = [.. Enumerable.Range(1, last).Select(number => workspace.Read(number, codebook, faults)).OfType<IssuedForecast>()];
        foreach (IssuedForecast forecast in workspace.Forecasts)
        {
            if (forecast.Number > 1 && workspace.Forecasts.FirstOrDefault(before => before.Number == forecast.Number - 1) is { } previous && ForecastFile.HashOf(previous) != forecast.Previous)
                faults.Add($"{Name(forecast.Number)}: it was issued after another number {forecast.Number - 1} than the one that is there.");
            if (workspace.ReadOutcome(forecast, faults) is { } outcome)
                workspace.outcomes[forecast.Number] = outcome;
        }

        return faults.Count == 0 ? workspace : throw new RefusedException(Fault.BrokenData, $"{Texts.Printable(folder)}: {string.Join(" ", faults)}");
    }

    /// <summary>One forecast.</summary>
    /// <exception cref="RefusedException">There is none of that number (exit 3).</exception>
    public IssuedForecast Find(int number) => Forecasts.FirstOrDefault(forecast => forecast.Number == number) ?? throw new RefusedException(
        Fault.NotFound, $"there is no forecast {number} in {Texts.Printable(folder)}; {(Forecasts.IsEmpty ? "it holds none." : $"there are 1 to {Forecasts[^1].Number}.")}");

    /// <summary>What is known to have come of a forecast; null before it was resolved.</summary>
    public StoredOutcome? OutcomeOf(IssuedForecast forecast) => outcomes.GetValueOrDefault(forecast.Number);

    /// <summary>The number of the forecast that takes the place of one; null for the newest of its cell.</summary>
    public int? SupersededBy(IssuedForecast forecast) => Forecasts.FirstOrDefault(later => later.Supersedes == forecast.Number)?.Number;

    /// <summary>Writes a forecast under the next number, unless the newest of its cell says the same.</summary>
    /// <returns>The forecast as it stands in the workspace, and whether it is new.</returns>
    public (IssuedForecast Forecast, bool IsNew) Issue(IssuedForecast draft)
    {
        IssuedForecast? earlier = Forecasts.LastOrDefault(forecast => forecast.Cell == draft.Cell);
        if (earlier?.SaysTheSameAs(draft) == true)
            return (earlier, false);
        IssuedForecast forecast = draft with { Number = Forecasts.Length + 1, Supersedes = earlier?.Number, Previous = Forecasts.IsEmpty ? "" : ForecastFile.HashOf(Forecasts[^1]) };
        string file = PathOf(Name(forecast.Number));
        try
        {
            Directory.CreateDirectory(folder);
            if (File.Exists(file))
                throw new RefusedException(Fault.Usage, $"{Texts.Printable(file)} was issued by another program in the meantime; issue again.");
            AtomicFile.Write(file, ForecastFile.Write(forecast));
            File.SetAttributes(file, FileAttributes.ReadOnly);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new RefusedException(Fault.Usage, $"the workspace {Texts.Printable(folder)} cannot be written to: {error.Message}");
        }

        Forecasts = Forecasts.Add(forecast);
        return (forecast, true);
    }

    /// <summary>Writes what came of a forecast, in the place of what was known before.</summary>
    public void Resolve(StoredOutcome outcome)
    {
        AtomicFile.Write(PathOf(OutcomeName(outcome.Number)), [.. JsonSerializer.SerializeToUtf8Bytes(outcome, Json.Options), (byte)'\n']);
        outcomes[outcome.Number] = outcome;
    }

    /// <summary>The file of a forecast, for messages.</summary>
    public string FileOf(IssuedForecast forecast) => PathOf(Name(forecast.Number));

    IssuedForecast? Read(int number, Codebook codebook, List<string> faults)
    {
        string file = PathOf(Name(number));
        if (!File.Exists(file))
        {
            faults.Add($"{Name(number)} is missing.");
            return null;
        }

        try
        {
            IssuedForecast forecast = ForecastFile.Read(File.ReadAllBytes(file), codebook);
            if (forecast.Number == number)
                return forecast;
            faults.Add($"{Name(number)} holds forecast {forecast.Number}.");
        }
        catch (FormatException fault)
        {
            faults.Add($"{Name(number)}: {Texts.Printable(fault.Message, 300)}");
        }

        return null;
    }

    StoredOutcome? ReadOutcome(IssuedForecast forecast, List<string> faults)
    {
        string name = OutcomeName(forecast.Number);
        if (!File.Exists(PathOf(name)))
            return null;
        try
        {
            StoredOutcome? outcome = JsonSerializer.Deserialize<StoredOutcome>(File.ReadAllBytes(PathOf(name)), reading);
            if (outcome is { Counts: not null, Severe: not null } && outcome.ForecastSha256 == ForecastFile.HashOf(forecast))
                return outcome;
            faults.Add($"{name} is not about the forecast of its number.");
        }
        catch (Exception fault) when (fault is JsonException or NotSupportedException)
        {
            faults.Add($"{name} cannot be read: {Texts.Printable(fault.Message, 200)}");
        }

        return null;
    }

    string PathOf(string name) => Path.Combine(folder, name);

    static string Name(int number) => string.Create(CultureInfo.InvariantCulture, $"{number:0000}.json");

    static string OutcomeName(int number) => string.Create(CultureInfo.InvariantCulture, $"{number:0000}.outcome.json");

    static int NumberOf(string file) =>
        int.TryParse(Path.GetFileNameWithoutExtension(file).Replace(".outcome", "", StringComparison.Ordinal), NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number < 100_000 ? number : 0;
}
