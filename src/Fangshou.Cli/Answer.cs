using System.Collections.Immutable;
using Spectre.Console.Rendering;

namespace Fangshou.Cli;

/// <summary>Rows of text, for CSV and, where there is nothing finer, for the terminal.</summary>
/// <param name="Columns">Names; ids such as <c>date</c> in CSV.</param>
/// <param name="Cells">A row each, as many cells as columns.</param>
sealed record Rows(ImmutableArray<string> Columns, IReadOnlyList<string[]> Cells);

/// <summary>What a command has to say, in every format that it can be asked for.</summary>
sealed record Answer
{
    /// <summary>Name of the JSON shape, with its version, such as <c>ledger-list/1</c>.</summary>
    public required string Schema { get; init; }

    /// <summary>What goes under <c>data</c> in JSON.</summary>
    public required object Data { get; init; }

    /// <summary>What goes into CSV; null when the answer is no table.</summary>
    public Rows? Rows { get; init; }

    /// <summary>What a terminal shows, top to bottom; <see cref="Rows"/> as a table when empty.</summary>
    public ImmutableArray<IRenderable> Screen { get; init; } = [];

    /// <summary>The knowledge date, written <c>2024-04-09</c>; null when there is none.</summary>
    public string? AsOf { get; init; }

    public string? DataVersion { get; init; }

    public string? ModelVersion { get; init; }

    /// <summary>Null when no random numbers were used.</summary>
    public ulong? Seed { get; init; }

    public ImmutableArray<string> Warnings { get; init; } = [];
}
