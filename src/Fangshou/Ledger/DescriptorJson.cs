using System.Text.Json;

namespace Fangshou.Ledger;

/// <summary>Parses datapackage.json so that every text in it can be read afterwards.</summary>
static class DescriptorJson
{
    /// <summary>The document, or null with a finding that names the line.</summary>
    public static JsonDocument? Parse(Stream stream, FindingList findings)
    {
        byte[]? bytes = TableBytes.Read(stream, PackageTables.DescriptorFile, findings);
        if (bytes is null)
            return null;
        try
        {
            // A document decodes its texts only when they are asked for, and throws then: look at each one first.
            Utf8JsonReader reader = new(bytes);
            while (reader.Read())
            {
                if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.PropertyName) || IsText(ref reader))
                    continue;
                int line = bytes.AsSpan(0, (int)reader.TokenStartIndex).Count((byte)'\n') + 1;
                findings.Add(PackageTables.DescriptorFile, line, "", "", Rules.Encoding, "a text of the description is not valid Unicode.");
                return null;
            }

            return JsonDocument.Parse(bytes);
        }
        catch (JsonException error)
        {
            findings.Add(
                PackageTables.DescriptorFile, (int)Math.Min(int.MaxValue, (error.LineNumber ?? 0) + 1), "", "", Rules.Description, "the description of the package is not valid JSON.");
            return null;
        }
    }

    static bool IsText(ref Utf8JsonReader reader)
    {
        try
        {
            reader.GetString();
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
