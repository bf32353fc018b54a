using System.CommandLine;
using System.Globalization;
using Spectre.Console;

namespace Fangshou.Cli.Commands;

/// <summary><c>fangshou workspace show</c>.</summary>
static class WorkspaceShowCommand
{
    public static Command Build(GlobalOptions globals) => new NounCommand(
        "show", "What the workspace holds: rows and changes of each table, candidates, forecasts, users.", "fangshou workspace show")
        .Does(globals, (run, _) => Show(run));

    static int Show(CommandRun run)
    {
        using Workspace workspace = WorkspaceCommands.Done(Workspace.OpenAsync(run.Settings.Database, TimeProvider.System, run.Cancellation));
        run.Write(Answer(run, "workspace-show/1", WorkspaceCommands.Done(WorkspaceSummary.Of(workspace, run.Cancellation))));
        return ExitCode.Done;
    }

    public static Answer Answer(CommandRun run, string schema, WorkspaceSummary summary) => new()
    {
        Schema = schema,
        DataVersion = summary.DataVersion,
        Data = summary,
        Rows = new Rows(["table", "rows", "retired", "edits"], [.. summary.Tables.Select(Row)]),
        Screen =
        [
            CommandRun.Grid([run.Say("table", "表"), run.Say("rows", "行数"), run.Say("retired", "停用"), run.Say("changes", "改动")], summary.Tables.Select(Row)),
            new Text(run.Say(
                string.Create(CultureInfo.InvariantCulture, $"{summary.Database}: revision {summary.Revision}, version {summary.DataVersion}, {summary.Schema}. {summary.Waiting} candidates wait, {summary.Forecasts} forecasts, {summary.Runs} runs, {summary.Alerts} alert rules, {summary.Users} users.\n"),
                string.Create(CultureInfo.InvariantCulture, $"{summary.Database}：修订 {summary.Revision}，版本 {summary.DataVersion}，{summary.Schema}。待审 {summary.Waiting}，预测 {summary.Forecasts}，情景 {summary.Runs}，提醒 {summary.Alerts}，用户 {summary.Users}。\n"))),
        ],
    };

    static string[] Row(TableSummary table) => [table.Path, Number(table.Rows), Number(table.Retired), Number(table.Changes)];

    static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
