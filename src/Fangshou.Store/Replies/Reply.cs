using System.Collections.Immutable;

namespace Fangshou.Store;

/// <summary>Rows of text, for CSV, Parquet and, where there is nothing finer, for the terminal.</summary>
/// <param name="Columns">Names; ids such as <c>date</c> in CSV.</param>
/// <param name="Cells">A row each, as many cells as columns.</param>
sealed record Rows(ImmutableArray<string> Columns, IReadOnlyList<string[]> Cells);

/// <summary>An answer in every format that holds data: what a command and an address of the API have in common.</summary>
record Reply
{
    /// <summary>Name of the JSON shape, with its version, such as <c>ledger-list/1</c>.</summary>
    public required string Schema { get; init; }

    /// <summary>What goes under <c>data</c> in JSON.</summary>
    public required object Data { get; init; }

    /// <summary>What goes into CSV; null when the answer is no table.</summary>
    public Rows? Rows { get; init; }

    /// <summary>The knowledge date, written <c>2024-04-09</c>; null when there is none.</summary>
    public string? AsOf { get; init; }

    public string? DataVersion { get; init; }

    public string? ModelVersion { get; init; }

    /// <summary>Null when no random numbers were used.</summary>
    public ulong? Seed { get; init; }

    public ImmutableArray<string> Warnings { get; init; } = [];

    /// <summary>The answer as JSON, in its envelope.</summary>
    public string Json() => Store.Json.Envelope(Schema, AsOf, DataVersion, ModelVersion, Seed, Warnings, Data);
}
