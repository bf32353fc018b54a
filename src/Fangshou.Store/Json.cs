using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Fangshou.Ledger;

namespace Fangshou.Store;

/// <summary>How values are written as JSON: camelCase names, kebab-case enums, dates and cells as their texts.</summary>
static class Json
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
        // A quality figure may be infinite; JSON has no word for it, readers of numbers do.
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        // Output goes to files and pipes, never straight into HTML, so Chinese and quotes stay readable.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters =
        {
            new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower),
            new AsText<EventDate>(),
            new AsText<KnownSince>(),
            new AsText<AsOf>(),
            new AsText<Month>(),
            new AsText<Cell>(),
        },
    };

    /// <summary>An enum's value as JSON and CSV write it.</summary>
    public static string Word<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    /// <summary>The envelope that every answer comes in, with a line end.</summary>
    /// <param name="schema">Name and version, without the program's.</param>
    /// <param name="asOf">Day of knowledge; null where there is none.</param>
    /// <param name="dataVersion">Version of the data; null where none was used.</param>
    /// <param name="modelVersion">Version of the model; null where none was used.</param>
    /// <param name="seed">Names the random numbers; null where none were used.</param>
    /// <param name="warnings">What a reader should know first.</param>
    /// <param name="data">The answer.</param>
    public static string Envelope(string schema, string? asOf, string? dataVersion, string? modelVersion, ulong? seed, ImmutableArray<string> warnings, object data) => JsonSerializer.Serialize(
        new { Schema = $"fangshou/{schema}", AsOf = asOf, DataVersion = dataVersion, ModelVersion = modelVersion, Seed = seed, Warnings = warnings, Data = data }, Options) + "\n";

    sealed class AsText<T> : JsonConverter<T>
        where T : struct
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException("These values are only written.");

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
    }
}
