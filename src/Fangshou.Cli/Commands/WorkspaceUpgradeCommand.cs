using System.CommandLine;

namespace Fangshou.Cli.Commands;

/// <summary><c>fangshou workspace upgrade</c>.</summary>
static class WorkspaceUpgradeCommand
{
    public static Command Build(GlobalOptions globals) => new NounCommand(
        "upgrade", "Brings the tables of a workspace made by an earlier version up to this one; all steps or none. Make a backup with the earlier version first.", "fangshou workspace upgrade")
        .Does(globals, (run, _) =>
        {
            (string from, string to) = WorkspaceCommands.Done(Workspace.UpgradeAsync(run.Settings.Database, run.Cancellation));
            using WorkspaceDatabase database = WorkspaceDatabase.At(run.Settings.Database);
            run.Note(from == to ? $"{database.Shown} is up to date" : $"{database.Shown} was brought from {from} to {to}");
            run.Write(new Answer
            {
                Schema = "workspace-upgrade/1",
                Data = new { Database = database.Shown, From = from, To = to },
                Rows = new Rows(["database", "from", "to"], [[database.Shown, from, to]]),
            });
            return ExitCode.Done;
        });
}
