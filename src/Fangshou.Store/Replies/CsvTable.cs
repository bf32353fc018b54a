using System.Globalization;
using CsvHelper;

namespace Fangshou.Store;

/// <summary>A table as CSV: RFC 4180, lines end with LF.</summary>
static class CsvTable
{
    /// <summary>The table's text. A cell that a spreadsheet would run is led by an apostrophe.</summary>
    public static string Text(Rows rows)
    {
        CsvWriterOptions options = new() { NewLine = "\n", Injection = CsvInjection.Escape };
        using StringWriter text = new(CultureInfo.InvariantCulture);
        using (CsvWriter writer = CsvWriter.Create(text, options, leaveOpen: true))
        {
            foreach (string[] row in (IEnumerable<string[]>)[[.. rows.Columns], .. rows.Cells])
            {
                foreach (string cell in row)
                    writer.WriteField(cell);
                writer.EndRecord();
            }
        }

        return text.ToString();
    }
}
