using CsvHelper;

namespace Fangshou.Ledger;

/// <summary>One row as text.</summary>
/// <param name="Line">Line of the file on which it begins, 1 = header.</param>
/// <param name="Cells">As many as the header has.</param>
readonly record struct TableRow(int Line, string[] Cells);

/// <summary>A CSV table as text, with the faults of its form reported.</summary>
sealed class Table
{
    Table(string file, byte[] bytes, string[] header, List<TableRow> rows)
    {
        File = file;
        Bytes = bytes;
        Header = header;
        Rows = rows;
    }

    public string File { get; }

    public byte[] Bytes { get; }

    public string[] Header { get; }

    /// <summary>The rows that have as many cells as the header.</summary>
    public List<TableRow> Rows { get; }

    public int IndexOf(string column) => Array.IndexOf(Header, column);

    /// <summary>The table, or null when there is none or its bytes cannot be parsed (then a finding says why, unless the file is merely absent).</summary>
    public static Table? Read(Func<string, Stream?> open, string file, FindingList findings)
    {
        using Stream? stream = open(file);
        if (stream is null)
            return null;
        byte[]? bytes = TableBytes.Read(stream, file, findings);
        return bytes is null || !TableBytes.Check(bytes, file, findings) ? null : Parse(bytes, file, findings);
    }

    static Table Parse(byte[] bytes, string file, FindingList findings)
    {
        HashSet<long> opened = [];
        CsvReaderOptions rfc4180 = new()
        {
            Separator = ',',
            HasHeader = false,
            TrackLineNumbers = true,
            OnMalformedRecord = record =>
            {
                if (record.Reason == CsvMalformedReason.UnterminatedQuote)
                    opened.Add(record.LineNumber);
                else
                    findings.Add(
                        file, (int)record.LineNumber, "", record.RawRecord, Rules.Quote,
                        "a quote stands inside a cell; a cell that holds quotes is quoted as a whole, and they are doubled.");
            },
        };

        string[]? header = null;
        List<TableRow> rows = [];
        TableRow uneven = default;
        using CsvReader reader = CsvReader.Create(bytes, rfc4180);
        while (reader.Read())
        {
            string[] cells = new string[reader.FieldCount];
            for (int i = 0; i < cells.Length; i++)
                cells[i] = reader.GetString(i);

            int line = (int)reader.LineNumber;
            Report(uneven, false);
            uneven = default;
            if (opened.Contains(line))
                findings.Add(file, line, "", cells[0], Rules.EndsInMidRow, "a quote is opened in this row and never closed; the file ends within the row.");
            else if (header is null)
                header = cells;
            else if (cells.Length == header.Length)
                rows.Add(new TableRow(line, cells));
            else
                uneven = new TableRow(line, cells);
        }

        // Only a last row that is short and has no line end was cut off; any other has lost or gained a comma.
        Report(uneven, bytes[^1] != (byte)'\n');
        return new Table(file, bytes, header ?? [], rows);

        void Report(TableRow row, bool isLast)
        {
            if (row.Cells is null)
                return;
            bool cutOff = isLast && row.Cells.Length < header!.Length;
            findings.Add(
                file, row.Line, "", row.Cells[0], cutOff ? Rules.EndsInMidRow : Rules.CellCount,
                $"the row has {row.Cells.Length} cells, the header {header!.Length}{(cutOff ? "; the file ends within the row" : "")}.");
        }
    }
}
