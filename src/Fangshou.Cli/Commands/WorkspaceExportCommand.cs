using System.CommandLine;
using System.Globalization;
using Fangshou.Ledger;

namespace Fangshou.Cli.Commands;

/// <summary><c>fangshou workspace export</c>.</summary>
static class WorkspaceExportCommand
{
    public static Command Build(GlobalOptions globals)
    {
        Argument<string> folder = new("FOLDER") { Description = "folder to make; nothing may be there" };
        Option<long?> revision = new("--revision") { Description = "as the package stood at this revision [default: the newest]", HelpName = "N" };
        return new NounCommand("export", "Writes the package of the workspace to a new folder, byte for byte as it came where nothing was changed.", "fangshou workspace export my-export", folder, revision)
            .Does(globals, (run, parse) => Export(run, parse.GetValue(folder)!, parse.GetValue(revision)));
    }

    static int Export(CommandRun run, string folder, long? revision)
    {
        using Workspace workspace = WorkspaceCommands.Done(Workspace.OpenAsync(run.Settings.Database, TimeProvider.System, run.Cancellation));
        WorkspacePackage package = WorkspaceCommands.Done(revision is { } number ? workspace.PackageAtAsync(number, run.Cancellation) : workspace.PackageAsync(run.Cancellation));
        NewFolder.Make(folder, package.WriteTo);
        LedgerReport report = PackageFolder.At(folder).Verify();
        string[] edited = [.. package.Files.Where(package.IsEdited)];
        run.Note($"wrote {Texts.Printable(folder)}");
        run.Write(new Answer
        {
            Schema = "workspace-export/1",
            DataVersion = report.DataVersion,
            Data = new { Folder = folder, package.Revision, report.ContentHash, Files = package.Files.Select(name => new { Path = name, Bytes = package.Bytes(name)!.Length, Edited = edited.Contains(name) }) },
            Rows = new Rows(
                ["path", "bytes", "edited"],
                [.. package.Files.Select(name => new[] { name, package.Bytes(name)!.Length.ToString(CultureInfo.InvariantCulture), edited.Contains(name) ? "true" : "false" })]),
        });
        return report.Findings.IsEmpty || Packages.Faults(report).IsEmpty ? ExitCode.Done : ExitCode.BrokenData;
    }
}
