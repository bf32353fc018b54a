using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Fangshou.Store;

/// <summary>Changes the few values of datapackage.json that follow from its tables, and leaves every other byte as it is.</summary>
static class DescriptionText
{
    /// <summary>One value to be exchanged.</summary>
    readonly record struct Splice(int Start, int Length, string With);

    /// <param name="json">The description; returned as it is when it is no valid JSON object.</param>
    /// <param name="versionSuffix">Put behind the package's version.</param>
    /// <param name="tables">Length and hash of the tables that were edited, by path.</param>
    public static byte[] Adjust(byte[] json, string versionSuffix, IReadOnlyDictionary<string, (long Length, string Sha256)> tables)
    {
        List<Splice> splices;
        try
        {
            splices = Splices(json, versionSuffix, tables);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return json;
        }

        using MemoryStream result = new();
        int at = 0;
        foreach (Splice splice in splices.OrderBy(s => s.Start))
        {
            result.Write(json, at, splice.Start - at);
            result.Write(Encoding.UTF8.GetBytes(splice.With));
            at = splice.Start + splice.Length;
        }

        result.Write(json, at, json.Length - at);
        return result.ToArray();
    }

    static List<Splice> Splices(byte[] json, string versionSuffix, IReadOnlyDictionary<string, (long Length, string Sha256)> tables)
    {
        List<Splice> splices = [];
        Utf8JsonReader reader = new(json);
        string part = "", member = "", path = "";
        (int Start, int Length)? bytes = null, hash = null;
        while (reader.Read())
        {
            switch (reader.TokenType, reader.CurrentDepth)
            {
                case (JsonTokenType.PropertyName, 1):
                    part = reader.GetString()!;
                    break;
                case (JsonTokenType.PropertyName, 3):
                    member = reader.GetString()!;
                    break;
                case (JsonTokenType.String, 1) when part == "version":
                    splices.Add(new Splice((int)reader.TokenStartIndex, reader.ValueSpan.Length + 2, JsonSerializer.Serialize(reader.GetString() + versionSuffix)));
                    break;
                case (JsonTokenType.String, 3) when part == "resources" && member == "path":
                    path = reader.GetString()!;
                    break;
                case (JsonTokenType.String, 3) when part == "resources" && member == "hash":
                    hash = ((int)reader.TokenStartIndex, reader.ValueSpan.Length + 2);
                    break;
                case (JsonTokenType.Number, 3) when part == "resources" && member == "bytes":
                    bytes = ((int)reader.TokenStartIndex, reader.ValueSpan.Length);
                    break;
                case (JsonTokenType.EndObject, 2) when part == "resources":
                    if (tables.TryGetValue(path, out (long Length, string Sha256) table))
                    {
                        if (bytes is { } length)
                            splices.Add(new Splice(length.Start, length.Length, table.Length.ToString(CultureInfo.InvariantCulture)));
                        if (hash is { } digest)
                            splices.Add(new Splice(digest.Start, digest.Length, $"\"sha256:{table.Sha256}\""));
                    }

                    (path, bytes, hash) = ("", null, null);
                    break;
            }
        }

        return splices;
    }
}
