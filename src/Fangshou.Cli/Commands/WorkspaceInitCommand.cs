using System.CommandLine;
using System.Globalization;

namespace Fangshou.Cli.Commands;

/// <summary><c>fangshou workspace init</c>.</summary>
static class WorkspaceInitCommand
{
    public static Command Build(GlobalOptions globals) => new NounCommand(
        "init", "Makes a workspace from the package of --data. What is there is never overwritten.", "fangshou workspace init --database fangshou.db")
        .Does(globals, (run, _) => Init(run));

    static int Init(CommandRun run)
    {
        using Workspace workspace = WorkspaceCommands.Done(Workspace.InitAsync(run.Settings.Database, run.Package(), WorkspaceCommands.Who, TimeProvider.System, run.Cancellation));
        WorkspaceSummary summary = WorkspaceCommands.Done(WorkspaceSummary.Of(workspace, run.Cancellation));
        run.Note(string.Create(CultureInfo.InvariantCulture, $"made {workspace.Database.Shown}: {summary.Tables.Sum(table => table.Rows)} rows of {summary.Tables.Length} tables, {summary.Revision} revisions"));
        run.Write(WorkspaceShowCommand.Answer(run, "workspace-init/1", summary));
        return ExitCode.Done;
    }
}
