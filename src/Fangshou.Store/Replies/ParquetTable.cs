using System.Globalization;
using Parquet;
using Parquet.Schema;

namespace Fangshou.Store;

/// <summary>A table as a Parquet file: columns whose cells are all numbers or empty become numbers, others stay text; an empty cell is null.</summary>
static class ParquetTable
{
    public static byte[] Bytes(Rows rows)
    {
        string?[][] columns = [.. rows.Columns.Select((_, i) => (string?[])[.. rows.Cells.Select(row => row[i].Length == 0 ? null : row[i])])];
        double?[]?[] numbers = [.. columns.Select(Numbers)];
        DataField[] fields = [.. rows.Columns.Select((name, i) => numbers[i] is null ? (DataField)new DataField<string>(name) : new DataField<double?>(name))];
        using MemoryStream stream = new();
        Write(stream, fields, columns, numbers).GetAwaiter().GetResult();
        return stream.ToArray();
    }

    static async Task Write(MemoryStream stream, DataField[] fields, string?[][] columns, double?[]?[] numbers)
    {
        await using ParquetWriter writer = await ParquetWriter.CreateAsync(new ParquetSchema(fields), stream);
        using ParquetRowGroupWriter group = writer.CreateRowGroup();
        for (int i = 0; i < fields.Length; i++)
        {
            if (numbers[i] is { } values)
                await group.WriteAsync<double>(fields[i], values.AsMemory());
            else
                await group.WriteAsync(fields[i], columns[i]!);
        }
    }

    /// <summary>The cells as numbers, or null when one is no number or all are empty.</summary>
    static double?[]? Numbers(string?[] cells)
    {
        double?[] numbers = new double?[cells.Length];
        for (int i = 0; i < cells.Length; i++)
        {
            if (cells[i] is null)
                continue;
            if (!double.TryParse(cells[i], NumberStyles.Float, CultureInfo.InvariantCulture, out double number))
                return null;
            numbers[i] = number;
        }

        return Array.TrueForAll(numbers, n => n is null) ? null : numbers;
    }
}
