using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Fangshou.Ledger;

namespace Fangshou.Forecasts;

/// <summary>A forecast as a file: one form for one content, closed by its own hash.</summary>
/// <remarks>JSON, UTF-8, LF. The last member, sha256, is the SHA-256 of the file with that member empty. A file that is not byte for byte what would be written for its content is refused.</remarks>
public static class ForecastFile
{
    static readonly JsonSerializerOptions options = new(JsonSerializerDefaults.Web) { WriteIndented = true, NewLine = "\n", RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    /// <summary>The file of a forecast.</summary>
    public static byte[] Write(IssuedForecast forecast)
    {
        ArgumentNullException.ThrowIfNull(forecast);
        Stored open = Stored.Of(forecast);
        return Bytes(open with { Sha256 = Hash(open) });
    }

    /// <summary>The hash that closes a forecast's file, lower-case hex.</summary>
    public static string HashOf(IssuedForecast forecast)
    {
        ArgumentNullException.ThrowIfNull(forecast);
        return Hash(Stored.Of(forecast));
    }

    /// <summary>Reads a forecast.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="codebook">The vocabularies that its cell is written in.</param>
    /// <exception cref="FormatException">It is no forecast, or not as it was written; the message says which.</exception>
    public static IssuedForecast Read(byte[] bytes, Codebook codebook)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        IssuedForecast forecast;
        try
        {
            Stored stored = JsonSerializer.Deserialize<Stored>(bytes, options) ?? throw new FormatException("It holds nothing.");
            if (stored.Sha256 != Hash(stored with { Sha256 = "" }))
                throw new FormatException("It was changed after it was issued: its content does not have the hash that closes it.");
            forecast = stored.Restore(codebook);
        }
        catch (Exception fault) when (fault is JsonException or NotSupportedException or ArgumentException)
        {
            throw new FormatException($"It is no forecast of this version: {fault.Message}", fault);
        }

        return Write(forecast).AsSpan().SequenceEqual(bytes) ? forecast : throw new FormatException("It was changed after it was issued: it is not written as a forecast is.");
    }

    static string Hash(Stored open) => Convert.ToHexStringLower(SHA256.HashData(Bytes(open)));

    static byte[] Bytes(Stored stored) => [.. JsonSerializer.SerializeToUtf8Bytes(stored, options), (byte)'\n'];

    /// <summary>The members, in their order.</summary>
    sealed record Stored(
        int Number, string Cell, string AsOf, string IssuedAt, string Origin, string Swing, string DataVersion, string DataSha256, string ModelVersion, ulong Seed, bool Coverage,
        string Rule, int? Supersedes, string Previous, ImmutableArray<StoredStatement> Forecasters, ImmutableArray<ImmutableArray<double>> Weights, ImmutableArray<double> SevereShares, string Sha256)
    {
        internal static Stored Of(IssuedForecast f) => new(
            f.Number, f.Cell.ToString(), f.AsOf.ToString(), f.IssuedAt.ToString(), f.Origin.ToString(), f.Swing == SwingKind.Crackdown ? "crackdown" : "easing",
            f.DataVersion, f.DataHash, f.ModelVersion, f.Seed, f.Coverage, f.Rule, f.Supersedes, f.Previous,
            [.. f.Statements.Select(s => new StoredStatement(s.Forecaster, s.Doubt, s.Outlook.Within, [.. s.Outlook.Counts.Select(law => law.Mass)]))],
            f.Weights, f.Severe, "");

        internal IssuedForecast Restore(Codebook codebook)
        {
            SwingKind swing = Swing switch { "crackdown" => SwingKind.Crackdown, "easing" => SwingKind.Easing, _ => throw new FormatException($"'{Swing}' is no swing.") };
            if (Number < 1)
                throw new FormatException($"{Number} is no number of a forecast.");
            foreach (StoredStatement? said in Forecasters)
                (said ?? throw new FormatException("A forecaster's numbers are missing.")).Check();
            return new IssuedForecast
            {
                Number = Number,
                Cell = Fangshou.Ledger.Cell.Parse(Cell, codebook),
                AsOf = new AsOf(Day(AsOf)),
                IssuedAt = new IssuedAt(Day(IssuedAt)),
                Origin = Month.Parse(Origin),
                Swing = swing,
                DataVersion = DataVersion,
                DataHash = DataSha256,
                ModelVersion = ModelVersion,
                Seed = Seed,
                Coverage = Coverage,
                Rule = Rule,
                Supersedes = Supersedes,
                Previous = Previous,
                Statements = [.. Forecasters.Select(said => new Statement(said.Id, new Outlook(swing, said.Within, [.. said.Counts.Select(mass => new CountLaw(mass))]), said.Doubt))],
                Weights = Weights,
                Severe = SevereShares,
            };
        }

        static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
    }

    static bool IsLaw(ImmutableArray<double> mass) =>
        !mass.IsDefault && mass.Length is > 0 and <= CountLaw.Largest + 1 && mass.All(m => m is >= 0 and <= 1) && Math.Abs(mass.Sum() - 1) < 1e-6;

    /// <summary>One forecaster's numbers: P(within 1…24 months), and for each horizon P(0, 1, … restrictive observations).</summary>
    sealed record StoredStatement(string Id, string? Doubt, ImmutableArray<double> Within, ImmutableArray<ImmutableArray<double>> Counts)
    {
        internal void Check()
        {
            if (Within.IsDefault || Within.Length != ForecastPanel.LongestHorizon || Within.Any(p => p is not (>= 0 and <= 1)) || !Within.SequenceEqual(Within.Order()))
                throw new FormatException($"'{Id}' does not hold {ForecastPanel.LongestHorizon} probabilities that never fall.");
            if (Counts.IsDefault || (Counts.Length is not 0 && Counts.Length != Outlook.Horizons.Length) || !Counts.All(IsLaw))
                throw new FormatException($"'{Id}' does not hold {Outlook.Horizons.Length} laws of counts.");
        }
    }
}
