using System.CommandLine;

namespace Fangshou.Cli.Commands;

/// <summary><c>fangshou workspace</c>: the package with every revision of it, candidates, forecasts, runs and users, in one database.</summary>
static class WorkspaceCommands
{
    public static Command Build(GlobalOptions globals)
    {
        NounCommand noun = new(
            "workspace",
            "The lasting workspace: the package with every revision of it, candidates, forecasts, runs, alerts and users, in a SQLite file or a PostgreSQL database.",
            "fangshou workspace init",
            WorkspaceInitCommand.Build(globals),
            WorkspaceShowCommand.Build(globals),
            WorkspaceExportCommand.Build(globals),
            WorkspaceBackupCommands.Backup(globals),
            WorkspaceBackupCommands.Restore(globals),
            WorkspaceUpgradeCommand.Build(globals),
            WorkspaceUserCommands.Build(globals),
            WorkspaceKeyCommand.Build(globals));
        noun.Add(globals.Database);
        return noun;
    }

    /// <summary>Waits for work that the store does asynchronously.</summary>
    public static T Done<T>(Task<T> work) => work.GetAwaiter().GetResult();

    /// <summary>The name under which the command line writes.</summary>
    public static string Who => $"{Environment.UserName} (command line)";
}
