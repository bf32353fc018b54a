using System.Collections.Immutable;
using System.Globalization;
using Fangshou.Scenarios;

namespace Fangshou.Store;

/// <summary>Scenario runs as they are typed.</summary>
static class ScenarioCommand
{
    /// <summary>The command that runs it again, whatever the defaults of the file.</summary>
    public static string Of(string verb, string asked, Scenario scenario, ParameterSource source, ImmutableArray<KeyValuePair<string, double>> set, string tail) => string.Join(' ',
    [
        "fangshou", "scenario", verb, Texts.Quoted(asked),
        string.Create(CultureInfo.InvariantCulture, $"--severity {scenario.Severity:R}"),
        string.Create(CultureInfo.InvariantCulture, $"--replicates {scenario.Replicates}"),
        $"--parameters {Name(source)}",
        .. set.Select(one => string.Create(CultureInfo.InvariantCulture, $"--set {one.Key}={one.Value:R}")),
        string.Create(CultureInfo.InvariantCulture, $"--seed {scenario.Seed}"),
        tail,
    ]);

    /// <summary>As --parameters takes it.</summary>
    public static string Name(ParameterSource source) => source switch { ParameterSource.Core => "core", ParameterSource.Full => "full", _ => "calibrated" };

    /// <summary>The source of a name; null when it is none.</summary>
    public static ParameterSource? Source(string name) => name switch
    {
        "core" => ParameterSource.Core,
        "full" => ParameterSource.Full,
        "calibrated" => ParameterSource.Calibrated,
        _ => null,
    };
}
