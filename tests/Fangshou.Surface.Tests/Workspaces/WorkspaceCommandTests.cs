using System.Diagnostics;
using System.Text.Json;
using Fangshou.Surface.Tests.Docs;
using Fangshou.Tests.Ledger;

namespace Fangshou.Surface.Tests.Workspaces;

public sealed class WorkspaceCommandTests : IDisposable
{
    readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    CliResult Run(params string[] words) => CliRun.Of(["workspace", .. words]).In(folder.Path).Go();

    CliResult Done(params string[] words)
    {
        CliResult result = Run(words);
        Assert.True(result.ExitCode == 0, result.Error);
        return result;
    }

    JsonElement Json(string form, params string[] words)
    {
        JsonElement answer = JsonDocument.Parse(Done([.. words, "--json"]).Bytes).RootElement;
        Assert.Empty(SchemaCheck.Errors($"urn:fangshou:{form}:1", answer));
        return answer.GetProperty("data");
    }

    static void Same(string one, string other)
    {
        string[] files = [.. Directory.GetFiles(one, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(one, f)).Order(StringComparer.Ordinal)];
        Assert.Equal(files, Directory.GetFiles(other, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(other, f)).Order(StringComparer.Ordinal));
        Assert.All(files, f => Assert.Equal(File.ReadAllBytes(Path.Combine(one, f)), File.ReadAllBytes(Path.Combine(other, f))));
    }

    [Fact]
    public void The_shipped_package_goes_in_and_comes_out_the_same_also_by_way_of_a_backup()
    {
        JsonElement made = Json("workspace-init", "init");
        Assert.Equal(made.GetProperty("revision").GetInt64(), made.GetProperty("tables").EnumerateArray().Sum(t => t.GetProperty("rows").GetInt64()));
        Json("workspace-export", "export", "out");
        string shipped = Path.Combine(Path.GetDirectoryName(CliRun.Program)!, "data");
        Same(shipped, folder["out"]);
        Json("workspace-backup", "backup", "kept.zip");
        Json("workspace-restore", "restore", "kept.zip", "--database", "other.db");
        Json("workspace-export", "export", "again", "--database", "other.db");
        Same(shipped, folder["again"]);
        Assert.Equal(0, Json("workspace-show", "show", "--database", "other.db").GetProperty("waiting").GetInt32());
        Json("workspace-upgrade", "upgrade");
        Assert.Equal(0, CliRun.Of("data", "verify", "--data", "again").In(folder.Path).Go().ExitCode);
        Assert.Equal(["again", "fangshou.db", "kept.zip", "other.db", "out"], Directory.GetFileSystemEntries(folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_key_is_shown_once_and_the_first_one_makes_its_user()
    {
        folder.Write(new MemoryPackage());
        Done("init", "--data", "package");
        JsonElement made = Json("workspace-key", "key", "邓", "--role", "admin");
        Assert.NotEqual(made.GetProperty("key").GetString(), Json("workspace-key", "key", "邓").GetProperty("key").GetString());
        Assert.Equal(1, Json("workspace-show", "show").GetProperty("users").GetInt32());
        Assert.DoesNotContain(made.GetProperty("key").GetString()!.Split('-', 3)[2], System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(folder["fangshou.db"])), StringComparison.Ordinal);
    }

    [Fact]
    public void Users_are_added_listed_and_changed_and_the_last_admin_stays_one()
    {
        folder.Write(new MemoryPackage());
        Done("init", "--data", "package");
        Assert.Equal("reader", Json("workspace-user-add", "user", "add", "bo@example.org").GetProperty("role").GetString());
        Json("workspace-user-add", "user", "add", "邓", "--role", "admin");
        Assert.Equal("reviewer", Json("workspace-user-change", "user", "change", "bo@example.org", "--role", "reviewer").GetProperty("role").GetString());
        JsonElement disabled = Json("workspace-user-change", "user", "change", "bo@example.org", "--disabled", "yes");
        Assert.Equal(("reviewer", true), (disabled.GetProperty("role").GetString(), disabled.GetProperty("disabled").GetBoolean()));
        Assert.Equal(["bo@example.org", "邓"], Json("workspace-user-list", "user", "list").GetProperty("users").EnumerateArray().Select(user => user.GetProperty("user").GetString()!));
        foreach ((int exit, string says, string[] words) in ((int, string, string[])[])
        [
            (2, "last admin", ["change", "邓", "--role", "editor"]), (2, "last admin", ["change", "邓", "--disabled", "yes"]), (2, "nothing to change", ["change", "邓"]),
            (2, "already", ["add", "邓"]), (2, "printable", ["add", " "]), (3, "no user", ["change", "nobody", "--role", "editor"]), (2, "", ["add", "x", "--role", "king"]),
        ])
        {
            CliResult result = Run(["user", .. words]);
            Assert.Equal(exit, result.ExitCode);
            Assert.Contains(says, result.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_database_is_named_by_option_variable_or_settings_file()
    {
        folder.Write(new MemoryPackage());
        Done("init", "--data", "package", "--database", "a.db");
        Assert.Equal(3, Run("show").ExitCode);
        Assert.Equal(0, CliRun.Of("workspace", "show").In(folder.Path).With("FANGSHOU_DATABASE", "a.db").Go().ExitCode);
        Directory.CreateDirectory(folder["below"]);
        File.WriteAllText(folder["below/fangshou.json"], """{ "database": "../a.db" }""");
        Assert.Equal(0, CliRun.Of("workspace", "show").In(folder["below"]).Go().ExitCode);
    }

    static readonly (int Exit, string Says, string[] Words)[] refused =
    [
        (2, "never overwritten", ["init"]),
        (2, "never overwritten", ["restore", "kept.zip"]),
        (2, "never overwritten", ["backup", "kept.zip"]),
        (2, "holds something", ["export", "package"]),
        (3, "there is no workspace", ["show", "--database", "none.db"]),
        (3, "there is no workspace", ["upgrade", "--database", "none.db"]),
        (3, "there is no workspace", ["backup", "x.zip", "--database", "none.db"]),
        (3, "there is no backup", ["restore", "none.zip", "--database", "x.db"]),
        (3, "no revision 99", ["export", "x", "--revision", "99"]),
        (4, "cannot be restored", ["restore", "letter.txt", "--database", "x.db"]),
        (4, "no database", ["show", "--database", "letter.txt"]),
        (2, "is a folder", ["show", "--database", "package"]),
        (2, "cannot be written", ["init", "--database", "none/x.db"]),
        (2, "cannot be understood", ["show", "--database", "Host=x;Colour=red"]),
        (2, "cannot be understood", ["show", "--database", "postgres://ann:s3cret@db/x"]),
        (6, "does not answer", ["show", "--database", "Host=127.0.0.1;Port=1;Password=s3cret;Username=x;Database=x;Timeout=2"]),
        (4, "severity", ["init", "--data", "broken", "--database", "x.db"]),
        (3, "--role", ["key", "Nobody"]),
        (2, "printable characters", ["key", " ", "--role", "admin"]),
        (2, "chief", ["key", "Ann", "--role", "chief"]),
    ];

    /// <summary>One line on standard error, the exit code, and nothing left behind.</summary>
    [Fact]
    public void What_cannot_be_done_is_told_in_one_line()
    {
        folder.Write(new MemoryPackage());
        folder.Write(new MemoryPackage().Change("events.csv", ",tighten,4,", ",tighten,9,"), "broken");
        File.WriteAllText(folder["letter.txt"], string.Concat(Enumerable.Repeat("This is a letter and no database. ", 200)));
        Done("init", "--data", "package");
        Done("backup", "kept.zip");
        string[] before = Entries();
        foreach ((int exit, string says, string[] words) in refused)
        {
            CliResult result = Run(words);
            Assert.True(exit == result.ExitCode, $"{string.Join(' ', words)} ended with {result.ExitCode}: {result.Error}");
            Assert.Contains(says, result.Error, StringComparison.Ordinal);
            Assert.Single(result.Error.TrimEnd('\n').Split('\n'));
            Assert.DoesNotContain("s3cret", result.All, StringComparison.Ordinal);
            Assert.Empty(result.Output);
            Assert.Equal(before, Entries());
        }
    }

    string[] Entries() => [.. Directory.GetFileSystemEntries(folder.Path).Order(StringComparer.Ordinal)];

    /// <summary>A file may not grow beyond so many blocks of 1 KiB, which the system refuses as it does on a full disk.</summary>
    [SlowFact]
    public void Where_there_is_no_room_nothing_is_left_half_made()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Limits of a file's length are set by a shell of Linux.");
        Done("init");
        string[] before = Entries();
        foreach ((int blocks, string words) in (ReadOnlySpan<(int, string)>)[(1000, "init --database x.db"), (300, "backup x.zip"), (300, "export x")])
        {
            (int exit, string said) = Cramped(blocks, words);
            Assert.True(exit == 2, $"{words} ended with {exit}: {said}");
            Assert.Contains("cannot be", said, StringComparison.Ordinal);
            Assert.Single(said.TrimEnd('\n').Split('\n'));
            Assert.Equal(before, Entries());
        }

        Done("show");
    }

    (int Exit, string Said) Cramped(int blocks, string words)
    {
        ProcessStartInfo start = new("bash", ["-c", $"trap '' XFSZ; ulimit -f {blocks}; exec dotnet '{CliRun.Program}' workspace {words}"]) { WorkingDirectory = folder.Path, RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false };
        // The runtime makes large files of its own otherwise.
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        start.Environment["XDG_CONFIG_HOME"] = folder["none"];
        using Process process = Process.Start(start)!;
        string said = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, said);
    }
}
