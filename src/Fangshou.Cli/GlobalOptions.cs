using System.CommandLine;

namespace Fangshou.Cli;

/// <summary>The options that every command takes.</summary>
sealed class GlobalOptions
{
    public Option<string?> Data { get; } = Text("--data", "PATH", "data package: a folder, or a single CSV of events [default: the shipped one]");

    public Option<bool> Json { get; } = Flag("--json", "same as --format json");

    public Option<string?> Format { get; } = Text("--format", "table|json|csv|parquet", "how to write the answer [default: table]");

    public Option<string?> Output { get; } = Text("--output", "FILE", "where to write it; - is standard output [default: -]", "-o");

    public Option<string?> AsOf { get; } = Text("--as-of", "2024-04-09", "use only what was known on this day [default: latest]");

    public Option<string?> Seed { get; } = Text("--seed", "N", "seed of the random numbers, 0 to 18446744073709551615 [default: 1]");

    public Option<bool> Quiet { get; } = Flag("--quiet", "no notes on standard error");

    public Option<bool> Verbose { get; } = Flag("--verbose", "more notes on standard error");

    public Option<string?> Lang { get; } = Text("--lang", "en|zh", "language of the tables [default: en]");

    public Option<string?> Coverage { get; } = Text("--coverage", "on|off", "count months against how densely the ledger covers their time [default: on]");

    public Option<string?> Threads { get; } = Text("--threads", "N", "processors to use [default: all]");

    /// <summary>Taken by the commands of forecasts alone.</summary>
    public Option<string?> Workspace { get; } = Text("--workspace", "FOLDER", "where issued forecasts are kept [default: forecasts]");

    /// <summary>Taken by the commands of the lasting workspace alone.</summary>
    public Option<string?> Database { get; } = Text("--database", "PLACE", "the workspace: a SQLite file, or a PostgreSQL connection string [default: fangshou.db]");

    public IEnumerable<Option> All => [Data, Format, Json, Output, AsOf, Seed, Coverage, Lang, Threads, Quiet, Verbose];

    static Option<string?> Text(string name, string shape, string description, params string[] aliases) =>
        new(name, aliases) { Description = description, HelpName = shape, Recursive = true };

    static Option<bool> Flag(string name, string description) => new(name) { Description = description, Recursive = true };
}
