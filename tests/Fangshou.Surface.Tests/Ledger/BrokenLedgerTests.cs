using System.Text;
using Fangshou.Tests.Ledger;

namespace Fangshou.Surface.Tests.Ledger;

/// <summary>Twelve broken ledgers through the real program: told in a line, with the right exit code, the same in every culture.</summary>
public class BrokenLedgerTests
{
    static readonly string[] cultures = ["", "de-DE", "zh-CN", "tr-TR"];

    /// <summary>Name, exit code of `ledger check`, and what the message must say.</summary>
    public static TheoryData<string, int, string> Ledgers { get; } = new()
    {
        { "missing-column", 4, "the column 'severity' is missing" },
        { "impossible-date", 4, "'2020-02-30' is no calendar day" },
        { "unknown-sector", 4, "'gamin' is not a known sector" },
        { "duplicate-id", 4, "is the id of an earlier row" },
        { "formula", 4, "takes for a formula" },
        { "broken-utf8", 4, "not valid UTF-8" },
        { "empty", 4, "the file is empty" },
        { "huge-line", 4, "longer than 1048576 bytes" },
        { "mid-row", 4, "the file ends within the row" },
        { "folder-for-file", 4, "is a folder" },
        { "link-loop", 2, "symbolic link" },
        { "missing-path", 2, "there is no file or folder" },
    };

    [Theory]
    [MemberData(nameof(Ledgers))]
    public void A_broken_ledger_is_told_without_a_stack_trace_and_alike_in_four_cultures(string name, int exitCode, string says)
    {
        using TempFolder folder = new();
        string path = Plant(folder, name);
        byte[]? first = null;
        foreach (string culture in cultures)
        {
            CliResult check = CliRun.Of("ledger", "check", path).Under(culture).Go();
            Assert.Equal(exitCode, check.ExitCode);
            // A table wraps its cells, so line ends and gaps are not compared.
            Assert.Contains(says, string.Join(' ', check.All.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", check.All, StringComparison.Ordinal);
            byte[] all = [.. check.Bytes, .. Encoding.UTF8.GetBytes(check.Error)];
            first ??= all;
            Assert.Equal(first, all);
        }
    }

    [Theory]
    [MemberData(nameof(Ledgers))]
    public void A_broken_ledger_cannot_be_listed(string name, int exitCode, string says)
    {
        Assert.NotEmpty(says);
        using TempFolder folder = new();
        CliResult list = CliRun.Run("ledger", "list", "--data", Plant(folder, name));
        Assert.Equal(exitCode, list.ExitCode);
        Assert.Empty(list.Bytes);
        Assert.StartsWith("fangshou: ", list.Error, StringComparison.Ordinal);
        Assert.Single(list.Error.TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public void A_package_with_more_than_fifty_findings_prints_fifty_and_json_has_all()
    {
        using TempFolder folder = new();
        string path = folder.Write(new MemoryPackage().Events([.. Enumerable.Range(100, 60).Select(i => MemoryPackage.Row($"e-{i}", date: "soon"))]));
        CliResult table = CliRun.Run("ledger", "check", path);
        Assert.Equal(4, table.ExitCode);
        Assert.Equal(50, table.Output.Split("'soon' is no calendar day").Length - 1);
        Assert.Contains("60 findings: date 60.", table.Output, StringComparison.Ordinal);
        CliResult json = CliRun.Run("ledger", "check", path, "--json");
        Assert.Equal(4, json.ExitCode);
        Assert.Equal(60, json.Output.Split("\"rule\": \"date\"").Length - 1);
    }

    static string Plant(TempFolder folder, string name)
    {
        MemoryPackage package = new();
        switch (name)
        {
            case "missing-column":
                package.Set("events.csv", MemoryPackage.EventHeader.Replace("severity,", "", StringComparison.Ordinal));
                break;
            case "impossible-date":
                package.Change("events.csv", "2020-11-03,day", "2020-02-30,day");
                break;
            case "unknown-sector":
                package.Change("events.csv", "ai;gaming", "gamin");
                break;
            case "duplicate-id":
                package.Change("events.csv", "cn-2021-07-30-games", "cn-2020-11-03-halt");
                break;
            case "formula":
                package.Change("events.csv", "The exchange halts a listing", "=cmd|' /C calc'!A0");
                break;
            case "broken-utf8":
                package.Set("events.csv", [.. Encoding.UTF8.GetBytes($"{MemoryPackage.EventHeader}\n"), 0xC3, (byte)'\n']);
                break;
            case "empty":
                package.Set("events.csv", Array.Empty<byte>());
                break;
            case "mid-row":
                package.Set("events.csv", Encoding.UTF8.GetBytes($"{MemoryPackage.EventHeader}\n{MemoryPackage.FirstRow[..80]}"));
                break;
            case "folder-for-file":
                string path = folder.Write(package.Remove("events.csv"));
                Directory.CreateDirectory(Path.Combine(path, "events.csv"));
                return path;
            case "huge-line":
                string huge = folder.Write(package.Remove("events.csv"));
                byte[] chunk = new byte[1 << 20];
                Array.Fill(chunk, (byte)'x');
                using (FileStream file = File.Create(Path.Combine(huge, "events.csv")))
                    for (int i = 0; i < 200; i++)
                        file.Write(chunk);
                return huge;
            case "link-loop":
                File.CreateSymbolicLink(folder["a"], folder["b"]);
                File.CreateSymbolicLink(folder["b"], folder["a"]);
                return folder["a"];
            default:
                return folder["nothing-here"];
        }

        return folder.Write(package);
    }
}
