using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Fangshou.Store;

/// <summary>Tables in the one form that the workspace writes: RFC 4180, UTF-8, LF, quotes only where they are needed.</summary>
static class CsvText
{
    static readonly SearchValues<char> quoted = SearchValues.Create(",\"\r\n");

    static readonly JsonSerializerOptions plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Write(IEnumerable<string[]> lines)
    {
        StringBuilder text = new();
        foreach (string[] line in lines)
        {
            for (int i = 0; i < line.Length; i++)
            {
                if (i > 0)
                    text.Append(',');
                Cell(text, line[i]);
            }

            text.Append('\n');
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>Cells as they are held in the database.</summary>
    public static string ToJson(IEnumerable<string> cells) => JsonSerializer.Serialize(cells, plain);

    public static string ToJson(IReadOnlyDictionary<string, string> cells) => JsonSerializer.Serialize(cells, plain);

    public static string[] Cells(string json) => JsonSerializer.Deserialize<string[]>(json)!;

    static void Cell(StringBuilder text, string cell)
    {
        if (!cell.AsSpan().ContainsAny(quoted))
            text.Append(cell);
        else
            text.Append('"').Append(cell.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
    }
}
