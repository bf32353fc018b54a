using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Fangshou.Ledger;

namespace Fangshou.Cli;

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

    public static string Envelope(Answer answer) => JsonSerializer.Serialize(
        new
        {
            Schema = $"fangshou/{answer.Schema}",
            answer.AsOf,
            answer.DataVersion,
            answer.ModelVersion,
            answer.Seed,
            answer.Warnings,
            answer.Data,
        },
        Options) + "\n";

    sealed class AsText<T> : JsonConverter<T>
        where T : struct
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException("These values are only written.");

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
    }
}
