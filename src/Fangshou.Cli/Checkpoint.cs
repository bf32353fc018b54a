using System.CommandLine;
using System.Text.RegularExpressions;
using Fangshou.Mechanism;

namespace Fangshou.Cli;

/// <summary>The file in which an interrupted run waits to be resumed.</summary>
sealed partial class Checkpoint
{
    readonly CommandRun run;
    readonly string command;
    readonly string scenario;
    readonly string? given;

    /// <param name="run">The command.</param>
    /// <param name="parse">Its words, to say how the run is resumed.</param>
    /// <param name="scenario">Id of the scenario, for the file's name when the user gave none.</param>
    /// <param name="given">What --checkpoint says; null without it.</param>
    /// <exception cref="CommandException">No file can be written there (exit 2).</exception>
    public Checkpoint(CommandRun run, ParseResult parse, string scenario, string? given)
    {
        this.run = run;
        this.scenario = NotInName().Replace(scenario, "-");
        this.given = given;
        command = string.Join(' ', parse.Tokens.Select(token => Texts.Quoted(token.Value)));
        if (given is null)
            return;
        // Told now rather than after hours of work.
        if (given.Length == 0 || Directory.Exists(given))
            throw new CommandException(ExitCode.Usage, $"--checkpoint: '{Texts.Printable(given)}' is no file.");
        if (Path.GetDirectoryName(Path.GetFullPath(given)) is { } folder && !Directory.Exists(folder))
            throw new CommandException(ExitCode.Usage, $"--checkpoint: there is no folder {Texts.Printable(folder)}.");
    }

    /// <summary>A run from the start, or from where the file left it.</summary>
    /// <exception cref="CommandException">The file belongs to another run or is damaged (exit 2).</exception>
    public EnsembleRun Begin(RunPlan plan)
    {
        if (given is null || !File.Exists(given))
            return new EnsembleRun(plan);
        try
        {
            using FileStream file = File.OpenRead(given);
            EnsembleRun resumed = EnsembleRun.Resume(plan, file);
            run.Note(FormattableString.Invariant($"resumed at {resumed.Progress:P0} from {Texts.Printable(given)}"));
            return resumed;
        }
        catch (FormatException refused)
        {
            throw new CommandException(ExitCode.Usage, $"{Texts.Printable(given)}: {refused.Message}");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(ExitCode.Usage, $"{Texts.Printable(given)} cannot be read: {error.Message}");
        }
    }

    /// <summary>Keeps what an interrupted run has done, and says how to go on.</summary>
    public void Save(EnsembleRun ensemble)
    {
        string file = given ?? Free();
        run.Note(FormattableString.Invariant($"interrupted at {ensemble.Progress:P0}; saving to {Texts.Printable(file)} (a second interrupt ends at once, without)"));
        AtomicFile.Write(file, ensemble.Save);
        string option = given is null ? $" --checkpoint {Texts.Quoted(file)}" : "";
        run.Note($"saved; to go on: fangshou {Texts.Printable(command, 1000)}{option}");
    }

    /// <summary>Removes the file: all is done.</summary>
    public void Finish()
    {
        if (given is not null && File.Exists(given))
            File.Delete(given);
    }

    /// <summary>A name in the working folder that takes no other run's file away.</summary>
    string Free()
    {
        string name = $"{scenario}.checkpoint";
        for (int i = 2; File.Exists(name) || Directory.Exists(name); i++)
            name = $"{scenario}-{i}.checkpoint";
        return name;
    }

    [GeneratedRegex(@"[^A-Za-z0-9_-]", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NotInName();
}
