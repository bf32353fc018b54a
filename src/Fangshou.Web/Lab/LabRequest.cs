using System.Collections.Immutable;
using System.Globalization;
using Fangshou.Mechanism;
using Fangshou.Scenarios;
using Fangshou.Store;
using Microsoft.AspNetCore.Http;

namespace Fangshou.Web.Lab;

/// <summary>A scenario as the address of the laboratory asks for it. The same address gives the same numbers.</summary>
sealed record LabRequest
{
    /// <summary>Fewer than a command runs, so that a page is soon there.</summary>
    public const int DefaultReplicates = 400, MostReplicates = 4000;

    /// <summary>In front of a lever's key in the address.</summary>
    public const string LeverPrefix = "set.";

    const string DefaultScenario = "big-ai-misuse";

    /// <summary>With severity, replicates and seed of the address.</summary>
    public required Scenario Scenario { get; init; }

    public required ParameterSource Source { get; init; }

    /// <summary>Levers that differ from the parameters' own values, in the order of the table.</summary>
    public required ImmutableArray<KeyValuePair<string, double>> Set { get; init; }

    /// <summary>One for each group of replicates, or one for all.</summary>
    public ImmutableArray<ParameterSet> Parameters =>
        [.. ScenarioFolder.Sets(Source, Scenario).Select(set => Set.Aggregate(set, (changed, one) => changed.With(ParameterTable.Find(one.Key)!.Parameter, one.Value)))];

    /// <summary>What it is compared with: without levers or, where there are none, without the incident; null when it is a baseline itself.</summary>
    public Scenario? Baseline => !Scenario.Levers.IsEmpty ? Scenario.Baseline : Scenario.Severity > 0 ? Scenario with { Severity = 0, Expected = [] } : null;

    /// <summary>Everything that the numbers hang on.</summary>
    public string Key => string.Create(CultureInfo.InvariantCulture,
        $"{Scenario.Id}|{Scenario.Severity:R}|{Scenario.Replicates}|{Scenario.Seed}|{Source}|{string.Join(',', Set.Select(one => string.Create(CultureInfo.InvariantCulture, $"{one.Key}={one.Value:R}")))}");

    /// <summary>Names and values that ask for the same in an address, in one order.</summary>
    public ImmutableArray<(string Key, string Value)> Values =>
    [
        ("scenario", Scenario.Id), ("parameters", ScenarioCommand.Name(Source)), ("severity", Text(Scenario.Severity)),
        ("replicates", Scenario.Replicates.ToString(CultureInfo.InvariantCulture)), ("seed", Scenario.Seed.ToString(CultureInfo.InvariantCulture)),
        .. Set.Select(one => (LeverPrefix + one.Key, Text(one.Value))),
    ];

    /// <summary>A number as addresses and fields have it.</summary>
    public static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>Reads the address.</summary>
    /// <exception cref="RefusedException">A value is not allowed; the message names every one.</exception>
    public static LabRequest Of(IQueryCollection query)
    {
        List<string> faults = [];
        string id = query["scenario"].ToString() is { Length: > 0 } given ? given : DefaultScenario;
        if (!ScenarioFolder.Ids.Contains(id))
            throw new RefusedException(Store.Fault.NotFound, $"scenario: there is none called '{Texts.Printable(id)}'; {Texts.DidYouMean(id, ScenarioFolder.Ids)}");
        Scenario file = ScenarioFolder.Read(id);
        string source = query["parameters"].ToString();
        ParameterSource parameters = source.Length == 0 ? file.Parameters : ScenarioCommand.Source(source) ?? Fault(file.Parameters, $"parameters: '{Texts.Printable(source)}' is not one of calibrated, core, full.");
        double severity = Number("severity", file.Severity, 0, RunPlan.MostSeverity);
        double replicates = Number("replicates", Math.Min(DefaultReplicates, file.Replicates), RunPlan.GroupSize, MostReplicates);
        if (replicates != Math.Floor(replicates))
            faults.Add("replicates: a whole number is needed.");
        string seed = query["seed"].ToString();
        ulong number = seed.Length == 0 ? file.Seed : ulong.TryParse(seed, NumberStyles.None, CultureInfo.InvariantCulture, out ulong whole) ? whole : Fault(0UL, $"seed: '{Texts.Printable(seed)}' is not a whole number from 0 to {ulong.MaxValue}.");
        foreach (string key in query.Keys.Where(key => key.StartsWith(LeverPrefix, StringComparison.Ordinal) && ParameterTable.Find(key[LeverPrefix.Length..]) is null))
            faults.Add($"{Texts.Printable(key)}: there is no such lever; {Texts.DidYouMean(key[LeverPrefix.Length..], ParameterTable.Rows.Select(row => row.Key))}");
        ImmutableArray<KeyValuePair<string, double>> set =
        [
            .. from row in ParameterTable.Rows
               let key = LeverPrefix + row.Key
               where query[key].ToString().Length > 0
               select KeyValuePair.Create(row.Key, Number(key, row.Default, row.Least, row.Largest)),
        ];
        return faults.Count > 0 ? throw new RefusedException(Store.Fault.Usage, string.Join(' ', faults)) : new LabRequest
        {
            Scenario = file with { Severity = severity, Replicates = (int)replicates, Seed = number },
            Source = parameters == ParameterSource.Calibrated && ScenarioFolder.Ensemble(file.World.Id) is null ? ParameterSource.Full : parameters,
            Set = set,
        };

        T Fault<T>(T otherwise, string message)
        {
            faults.Add(message);
            return otherwise;
        }

        double Number(string key, double otherwise, double least, double largest)
        {
            string text = query[key].ToString();
            return text.Length == 0 ? otherwise
                : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && value >= least && value <= largest ? value
                : Fault(otherwise, string.Create(CultureInfo.InvariantCulture, $"{key}: '{Texts.Printable(text)}' is not a number from {least} to {largest}."));
        }
    }
}
