using System.Globalization;
using System.Text.Json;
using Fangshou.Forecasts;
using Fangshou.Ledger;

namespace Fangshou.Store;

/// <summary>Issued forecasts as the numbered files of a folder.</summary>
sealed class FolderForecasts : ForecastWorkspace
{
    static readonly JsonSerializerOptions reading = new(JsonSerializerDefaults.Web);

    readonly string folder;

    FolderForecasts(string folder) => this.folder = folder;

    protected override string Shown => Texts.Printable(folder);

    /// <summary>Opens the workspace and checks every forecast in it.</summary>
    /// <param name="folder">The folder; it need not exist.</param>
    /// <param name="codebook">Vocabularies.</param>
    /// <exception cref="RefusedException">A forecast was changed, is missing, or does not follow the one before (exit 4); the message names every such file.</exception>
    public static FolderForecasts Open(string folder, Codebook codebook)
    {
        FolderForecasts workspace = new(folder);
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
                workspace.Know(outcome);
        }

        return faults.Count == 0 ? workspace : throw new RefusedException(Fault.BrokenData, $"{Texts.Printable(folder)}: {string.Join(" ", faults)}");
    }

    public override (IssuedForecast Forecast, bool IsNew) Issue(IssuedForecast draft)
    {
        (IssuedForecast forecast, bool isNew) = Next(Forecasts, draft);
        if (!isNew)
            return (forecast, false);
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

    /// <summary>In the place of what was known before.</summary>
    protected override void Write(StoredOutcome outcome) =>
        AtomicFile.Write(PathOf(OutcomeName(outcome.Number)), [.. JsonSerializer.SerializeToUtf8Bytes(outcome, Json.Options), (byte)'\n']);

    public override string PlaceOf(IssuedForecast forecast) => Texts.Printable(PathOf(Name(forecast.Number)));

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
