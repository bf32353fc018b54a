using System.Collections;
using System.Collections.Immutable;

namespace Fangshou.Ledger;

/// <summary>The checked rows of one table of a package, by column name.</summary>
sealed class ReadRows : IEnumerable<ReadRow>
{
    readonly ImmutableArray<ReadRow> rows;

    ReadRows(ImmutableArray<ReadRow> rows, Codebook codebook)
    {
        this.rows = rows;
        Codebook = codebook;
    }

    /// <summary>The vocabularies that the rows are written in.</summary>
    public Codebook Codebook { get; }

    /// <summary>Reads and checks a table; none of its rows when the package lacks it.</summary>
    /// <exception cref="LedgerFormatException">It broke a rule; the exception holds every finding.</exception>
    public static ReadRows Of(Func<string, Stream?> open, Codebook? shipped, TableSchema schema)
    {
        PackageTables tables = new(open, shipped);
        Table? table = tables.Read(schema, tables.Codebook);
        if (tables.Findings.Count > 0)
            throw new LedgerFormatException(tables.Findings.Sorted());
        return new ReadRows(table is null ? [] : [.. table.Rows.Select(row => new ReadRow(table, row))], tables.Codebook);
    }

    public IEnumerator<ReadRow> GetEnumerator() => ((IEnumerable<ReadRow>)rows).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <summary>One checked row.</summary>
sealed class ReadRow(Table table, TableRow row)
{
    /// <summary>Line of the file on which the row begins, 1 = header.</summary>
    public int Line => row.Line;

    /// <summary>A cell's text, empty when the column is absent.</summary>
    public string this[string column] => table.IndexOf(column) is >= 0 and int i ? row.Cells[i] : "";

    /// <summary>A cell's day; null when empty.</summary>
    public DateOnly? Day(string column) => TableCheck.TryDay(this[column], out DateOnly day) ? day : null;

    /// <summary>A cell's number; null when empty.</summary>
    public double? Number(string column) => TableCheck.TryNumber(this[column], out decimal number) ? (double)number : null;

    /// <summary>The values of a list, as ids of the vocabulary where it knows them; a value named twice counts once.</summary>
    public ImmutableArray<string> List(string column, Vocabulary? vocabulary) =>
        this[column].Length == 0 ? [] : [.. this[column].Split(';').Select(item => vocabulary?.Find(item)?.Id ?? item).Distinct()];

    /// <summary>Where the row can be checked.</summary>
    public Source ReadSource() => new(this["source_url"], this["source_publisher"]);

    /// <summary>How well the row is sourced.</summary>
    public Confidence ReadConfidence() => this["confidence"] switch
    {
        "high" => Confidence.High,
        "medium" => Confidence.Medium,
        _ => Confidence.Low,
    };
}
