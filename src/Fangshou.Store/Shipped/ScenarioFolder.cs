using System.Collections.Immutable;
using Fangshou.Claims;
using Fangshou.Mechanism;
using Fangshou.Scenarios;

namespace Fangshou.Store;

/// <summary>Where scenarios are read from: those that the program came with, by id, and files of the user's own, by path.</summary>
sealed class ScenarioFolder
{
    const string Extension = ".json";

    // Null for a shipped scenario.
    readonly string? beside;

    ScenarioFolder(string? beside) => this.beside = beside;

    /// <summary>The folder beside the program.</summary>
    public static string ShippedPath { get; } = Path.Combine(AppContext.BaseDirectory, "scenarios");

    /// <summary>Ids of the shipped scenarios, in alphabetical order.</summary>
    public static ImmutableArray<string> Ids { get; } = Directory.Exists(ShippedPath)
        ? [.. Directory.GetFiles(ShippedPath, "*" + Extension).Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)]
        : [];

    /// <summary>The calibrated ensemble of a world, or null when none was shipped.</summary>
    public static ParameterEnsemble? Ensemble(string world)
    {
        string path = Path.Combine(ShippedPath, "ensembles", world + ".csv");
        return world.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') && File.Exists(path) ? ParameterEnsemble.Read(File.ReadAllBytes(path)) : null;
    }

    /// <summary>Reads a scenario.</summary>
    /// <param name="name">The id of a shipped one, or the path of a file.</param>
    /// <exception cref="RefusedException">There is none (exit 3), or the file holds faults (exit 2); the message lists them.</exception>
    public static Scenario Read(string name)
    {
        bool isPath = name.Contains('/', StringComparison.Ordinal) || name.Contains('\\', StringComparison.Ordinal) || name.EndsWith(Extension, StringComparison.OrdinalIgnoreCase);
        string shown = Texts.Printable(name);
        if (!isPath && Ids.Contains(name))
            return new ScenarioFolder(null).ReadFile(name + Extension);
        if (Directory.Exists(name))
            throw new RefusedException(Fault.Usage, $"{shown} is a folder; a scenario is a file.");
        if (File.Exists(name))
            return new ScenarioFolder(Path.GetDirectoryName(Path.GetFullPath(name))!).ReadFile(Path.GetFileName(name));
        throw new RefusedException(Fault.NotFound, isPath
            ? $"there is no scenario file {shown}."
            : $"there is no scenario '{shown}'; {(Texts.Nearest(name, Ids) is { Length: > 0 } near ? $"nearest: {string.Join(", ", near)}." : $"there are {string.Join(", ", Ids)}.")}");
    }

    /// <summary>One set, or one for each group of replicates; all extensions with their defaults where the world has no ensemble.</summary>
    public static ImmutableArray<ParameterSet> Sets(ParameterSource source, Scenario scenario) => source switch
    {
        ParameterSource.Core => [ParameterSet.Core],
        ParameterSource.Calibrated when Ensemble(scenario.World.Id) is { } ensemble => ensemble.Draw((scenario.Replicates + RunPlan.GroupSize - 1) / RunPlan.GroupSize),
        _ => [ParameterSet.Default],
    };

    /// <summary>Runs a shipped scenario for a claim; null when there is none of that id.</summary>
    public static ScenarioOutcome? Outcome(ScenarioQuestion question, int threads, CancellationToken cancellation)
    {
        if (!Ids.Contains(question.Scenario))
            return null;
        Scenario scenario = Read(question.Scenario);
        scenario = scenario with { Severity = question.Severity ?? scenario.Severity };
        return ScenarioOutcome.Run(scenario, Sets(question.Parameters, scenario), threads, cancellation: cancellation);
    }

    Scenario ReadFile(string file)
    {
        try
        {
            return ScenarioReader.Read(Open, file);
        }
        catch (FormatException faults)
        {
            throw new RefusedException(Fault.Usage, Texts.Printable(faults.Message, 1000));
        }
    }

    /// <summary>A file by the name that a scenario gives it: beside the scenario, else among the shipped ones.</summary>
    MemoryStream? Open(string name)
    {
        foreach (string folder in beside is null ? [ShippedPath] : new[] { beside, ShippedPath })
        {
            string path = Path.Combine(folder, name);
            if (Directory.Exists(path))
                throw new RefusedException(Fault.Usage, $"{Texts.Printable(name)} is a folder; a file is expected.");
            if (File.Exists(path))
                return JsonFile.Load(path, Texts.Printable(name));
        }

        return null;
    }
}
