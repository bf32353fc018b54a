using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using Fangshou.Mechanism;
using Fangshou.Scenarios;

namespace Fangshou.Cli;

/// <summary>The options by which a run departs from its scenario's file.</summary>
sealed class ScenarioOptions
{
    public Argument<string> Scenario { get; } = new("SCENARIO") { Description = "id of a shipped scenario (fangshou scenario list), or path of a file" };

    public Option<string?> Severity { get; } = new("--severity") { HelpName = "Y", Description = $"severity of the incident planted at the month of change, 0 to {RunPlan.MostSeverity} [default: the file's]" };

    public Option<string?> Replicates { get; } = new("--replicates") { HelpName = "N", Description = $"simulated histories, 1 to {RunPlan.MostReplicates} [default: the file's]" };

    public Option<string?> Parameters { get; } = new("--parameters") { HelpName = "calibrated|core|full", Description = "the ensemble that meets the stylized facts, the eighteen core equations, or all extensions with their defaults [default: the file's]" };

    public Option<string[]> Set { get; } = new("--set") { HelpName = "KEY=VALUE", Description = "another value of a parameter, for the whole run (fangshou scenario params); may be repeated", Arity = ArgumentArity.OneOrMore };

    public IEnumerable<Symbol> WithoutSeverity => [Replicates, Parameters, Set];
}

/// <summary>A scenario as the user wants it run.</summary>
sealed record ScenarioRequest
{
    /// <summary>With the user's severity, replicates and seed.</summary>
    public required Scenario Scenario { get; init; }

    public required ParameterSource Source { get; init; }

    public required ImmutableArray<ParameterSet> Parameters { get; init; }

    /// <summary>Parameters that the user set.</summary>
    public required ImmutableArray<KeyValuePair<string, double>> Set { get; init; }

    /// <summary>What differs from the file in a way that its expected bands do not speak of; empty when nothing does.</summary>
    public required ImmutableArray<string> Departures { get; init; }

    /// <summary>How the replicates are weighed to stand for a real cell; null where all weigh the same.</summary>
    public Conditioning? Conditioning { get; init; }

    /// <summary>What the user named it.</summary>
    public required string Asked { get; init; }

    /// <exception cref="CommandException">An option or the file is wrong (exit 2), or there is no such scenario (exit 3).</exception>
    /// <param name="run">The command.</param>
    /// <param name="parse">What the user wrote.</param>
    /// <param name="options">The options of the command.</param>
    /// <param name="name">The scenario's id or path.</param>
    /// <param name="replicatesOtherwise">Replicates where the user gives none; null for the file's.</param>
    public static ScenarioRequest Read(CommandRun run, ParseResult parse, ScenarioOptions options, string name, int? replicatesOtherwise = null)
    {
        Scenario file = ScenarioFolder.Read(name);
        ParameterSource source = Parse(parse.GetValue(options.Parameters)) ?? file.Parameters;
        if (source == ParameterSource.Calibrated && ScenarioFolder.Ensemble(file.World.Id) is null)
        {
            if (parse.GetValue(options.Parameters) is not null)
                throw new CommandException(ExitCode.Usage, $"there is no calibrated ensemble for the world '{Texts.Printable(file.World.Id)}'; use --parameters core or full.");
            run.Note($"there is no calibrated ensemble for the world '{Texts.Printable(file.World.Id)}': the defaults are used, with all extensions.");
            source = ParameterSource.Full;
        }

        (ParameterRow Row, double Value)[] changes = [.. (parse.GetValue(options.Set) ?? []).Select(Change)];
        Scenario scenario = file with
        {
            Severity = parse.GetValue(options.Severity) is { } severity ? Number("--severity", severity, 0, RunPlan.MostSeverity) : file.Severity,
            Replicates = parse.GetValue(options.Replicates) is { } replicates ? Whole("--replicates", replicates, 1, RunPlan.MostReplicates) : replicatesOtherwise ?? file.Replicates,
            Seed = run.Settings.SeedGiven ? run.Settings.Seed : file.Seed,
        };
        return new ScenarioRequest
        {
            Scenario = scenario,
            Source = source,
            Parameters = Sets(source, scenario, changes),
            Set = [.. changes.Select(change => new KeyValuePair<string, double>(change.Row.Key, change.Value))],
            Departures =
            [
                .. source != ParameterSource.Core ? [run.Say("parameters", "参数")] : Array.Empty<string>(),
                .. changes.Length > 0 ? ["--set"] : Array.Empty<string>(),
                .. scenario.Replicates != file.Replicates ? [run.Say("replicates", "重复数")] : Array.Empty<string>(),
                .. scenario.Seed != file.Seed ? [run.Say("seed", "种子")] : Array.Empty<string>(),
            ],
            Asked = name,
        };
    }

    /// <summary>The same on other parameters.</summary>
    public ScenarioRequest On(ParameterSource source) => this with { Source = source, Parameters = Sets(source, Scenario, [.. Set.Select(set => (ParameterTable.Find(set.Key)!, set.Value))]) };

    static ImmutableArray<ParameterSet> Sets(ParameterSource source, Scenario scenario, (ParameterRow Row, double Value)[] changes) =>
        [.. ScenarioFolder.Sets(source, scenario).Select(set => changes.Aggregate(set, (changed, change) => changed.With(change.Row.Parameter, change.Value)))];

    /// <summary>The command that runs it again, whatever the defaults of the file.</summary>
    public string Command(string verb, string tail) => ScenarioCommand.Of(verb, Asked, Scenario, Source, Set, tail);

    public static double Number(string option, string text, double least, double largest) => NumberText.Number(option, text, least, largest);

    public static int Whole(string option, string text, int least, int largest) => NumberText.Whole(option, text, least, largest);

    static ParameterSource? Parse(string? name) => name is null ? null
        : ScenarioCommand.Source(name) ?? throw new CommandException(ExitCode.Usage, $"--parameters: '{Texts.Printable(name)}' is not one of calibrated, core, full.");

    static (ParameterRow Row, double Value) Change(string text)
    {
        int sign = text.IndexOf('=', StringComparison.Ordinal);
        if (sign <= 0)
            throw new CommandException(ExitCode.Usage, $"--set: '{Texts.Printable(text)}' is not KEY=VALUE, such as career=1.5.");
        ParameterRow row = Row("--set", text[..sign].Trim());
        if (!double.TryParse(text[(sign + 1)..], NumberStyles.Float, CultureInfo.InvariantCulture, out double value))
            throw new CommandException(ExitCode.Usage, string.Create(CultureInfo.InvariantCulture, $"--set: '{Texts.Printable(text)}' sets no number; from {row.Least:R} to {row.Largest:R} is allowed."));
        return ParameterSet.Fault(row, value) is { } fault ? throw new CommandException(ExitCode.Usage, $"--set: {fault}") : (row, value);
    }

    /// <summary>The parameter with a key.</summary>
    /// <exception cref="CommandException">There is none (exit 2); the message names the nearest.</exception>
    public static ParameterRow Row(string where, string key)
    {
        if (ParameterTable.Find(key) is { } row)
            return row;
        string[] near = Texts.Nearest(key, ParameterTable.Rows.Select(r => r.Key));
        throw new CommandException(ExitCode.Usage, $"{where}: there is no parameter '{Texts.Printable(key)}'; {(near.Length > 0 ? $"nearest: {string.Join(", ", near)}." : "see fangshou scenario params.")}");
    }
}
