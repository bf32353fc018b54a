using System.CommandLine;
using System.Globalization;

namespace Fangshou.Cli.Commands;

/// <summary><c>fangshou workspace backup</c> and <c>restore</c>.</summary>
static class WorkspaceBackupCommands
{
    public static Command Backup(GlobalOptions globals)
    {
        Argument<string> file = new("FILE") { Description = "the backup to write; nothing may be there" };
        return new NounCommand("backup", "Writes everything that the workspace holds to one file, which restores into SQLite and PostgreSQL. Others may go on writing.", "fangshou workspace backup fangshou-backup.zip", file)
            .Does(globals, (run, parse) =>
            {
                using Workspace workspace = WorkspaceCommands.Done(Workspace.OpenAsync(run.Settings.Database, TimeProvider.System, run.Cancellation));
                string path = parse.GetValue(file)!;
                BackupManifest manifest = WorkspaceCommands.Done(WorkspaceBackup.WriteAsync(workspace, path, run.Cancellation));
                run.Note($"wrote {Texts.Printable(path)}");
                run.Write(Answer("workspace-backup/1", path, run.Settings, manifest));
                return ExitCode.Done;
            });
    }

    public static Command Restore(GlobalOptions globals)
    {
        Argument<string> file = new("FILE") { Description = "a backup" };
        return new NounCommand("restore", "Makes a workspace from a backup. What is there is never overwritten, and a damaged backup is refused (exit code 4).", "fangshou workspace restore fangshou-backup.zip --database restored.db", file)
            .Does(globals, (run, parse) =>
            {
                string path = parse.GetValue(file)!;
                BackupManifest manifest = WorkspaceCommands.Done(WorkspaceBackup.RestoreAsync(path, run.Settings.Database, run.Cancellation));
                run.Note($"restored {Texts.Printable(path)}");
                run.Write(Answer("workspace-restore/1", path, run.Settings, manifest));
                return ExitCode.Done;
            });
    }

    static Answer Answer(string schema, string path, Settings settings, BackupManifest manifest)
    {
        using WorkspaceDatabase database = WorkspaceDatabase.At(settings.Database);
        return new Answer
        {
            Schema = schema,
            Data = new { File = path, Database = database.Shown, manifest.Schema, Made = manifest.Made.ToString("O", CultureInfo.InvariantCulture), manifest.Revision, manifest.Tables },
            Rows = new Rows(["table", "rows", "sha256"], [.. manifest.Tables.Select(table => new[] { table.Name, table.Rows.ToString(CultureInfo.InvariantCulture), table.Sha256 })]),
        };
    }
}
