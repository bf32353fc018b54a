using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace Fangshou.Store;

/// <summary>A row as it stands at some revision.</summary>
/// <param name="Key">Names it within its table.</param>
/// <param name="Position">Its place in the table, from 1.</param>
/// <param name="Cells">In the order of the columns.</param>
/// <param name="Version">Number of the last revision that touched it.</param>
/// <param name="Retired">True when it is no longer part of the table.</param>
sealed record WorkspaceRow(string Key, int Position, ImmutableArray<string> Cells, long Version, bool Retired);

/// <summary>A table of the package as it stands at some revision; never changes.</summary>
sealed class WorkspaceTable
{
    const int LongestKey = 200;

    readonly Dictionary<string, WorkspaceRow> byKey;
    readonly Lazy<(byte[] Bytes, int[] Lines)> written;

    /// <param name="path">Path inside the package.</param>
    /// <param name="columns">Names, in order.</param>
    /// <param name="keyColumns">Those that name a row; empty when rows are numbered.</param>
    /// <param name="rows">In the order of their positions.</param>
    public WorkspaceTable(string path, ImmutableArray<string> columns, ImmutableArray<string> keyColumns, ImmutableArray<WorkspaceRow> rows)
    {
        Path = path;
        Columns = columns;
        KeyColumns = keyColumns;
        All = rows;
        Rows = [.. rows.Where(row => !row.Retired)];
        byKey = rows.ToDictionary(row => row.Key, StringComparer.Ordinal);
        written = new(Write);
    }

    public string Path { get; }

    public ImmutableArray<string> Columns { get; }

    public ImmutableArray<string> KeyColumns { get; }

    /// <summary>With the retired ones.</summary>
    public ImmutableArray<WorkspaceRow> All { get; }

    /// <summary>Those of the table's file.</summary>
    public ImmutableArray<WorkspaceRow> Rows { get; }

    /// <summary>The newest revision that touched a row; 0 for an empty table.</summary>
    public long Version => All.Select(row => row.Version).DefaultIfEmpty(0).Max();

    /// <summary>The table as a file.</summary>
    public byte[] Bytes => written.Value.Bytes;

    /// <summary>The row of a key, perhaps a retired one; null when there never was one.</summary>
    public WorkspaceRow? Find(string key) => byKey.GetValueOrDefault(key);

    /// <summary>The row that a line of the file belongs to; null for the header.</summary>
    public WorkspaceRow? AtLine(int line)
    {
        int index = Array.BinarySearch(written.Value.Lines, line);
        index = index >= 0 ? index : ~index - 1;
        return index >= 0 && index < Rows.Length ? Rows[index] : null;
    }

    /// <summary>The key of a row: its key cells joined by <c>|</c>, or its number where the table has no key. A long one is cut and closed by a hash.</summary>
    public static string KeyOf(ImmutableArray<string> columns, ImmutableArray<string> keyColumns, IReadOnlyList<string> cells, int position)
    {
        string key = keyColumns.IsEmpty
            ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"#{position}")
            : string.Join('|', keyColumns.Select(column => cells[columns.IndexOf(column)]));
        return key.Length <= LongestKey ? key : $"{key[..(char.IsHighSurrogate(key[149]) ? 149 : 150)]}~{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))[..32]}";
    }

    (byte[] Bytes, int[] Lines) Write()
    {
        int[] lines = new int[Rows.Length];
        int line = 2 + Columns.Sum(column => column.Count(c => c == '\n'));
        for (int i = 0; i < lines.Length; i++)
        {
            lines[i] = line;
            line += 1 + Rows[i].Cells.Sum(cell => cell.Count(c => c == '\n'));
        }

        return (CsvText.Write([[.. Columns], .. Rows.Select(row => row.Cells.ToArray())]), lines);
    }
}
