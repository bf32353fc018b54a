using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using Fangshou.Ledger;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Fangshou.Cli.Commands;

/// <summary><c>fangshou ledger check</c>.</summary>
static class LedgerCheckCommand
{
    const int Printed = 50;

    public static Command Build(GlobalOptions globals)
    {
        Argument<string?> path = new("PATH") { Description = "folder or CSV to check [default: --data]", Arity = ArgumentArity.ZeroOrOne };
        return new NounCommand(
            "check", "Holds a data package against the codebook and reports everything that is wrong with it; exit code 4 when anything is.",
            "fangshou ledger check my-events.csv",
            path)
            .Does(globals, (run, parse) => Check(run, parse.GetValue(path) ?? run.Settings.DataPath));
    }

    static int Check(CommandRun run, string? path)
    {
        PackageFolder package = PackageFolder.At(path);
        LedgerReport report = LedgerCheck.Run(package.Open, package.IsShipped ? null : PackageFolder.ShippedCodebook());
        report = report with { Findings = package.Named(report.Findings) };
        run.Write(Answer(run, report));
        return report.Findings.IsEmpty ? ExitCode.Done : ExitCode.BrokenData;
    }

    /// <summary>A report in every format; <c>data verify</c> shares it.</summary>
    public static Answer Answer(CommandRun run, LedgerReport report, string schema = "ledger-check/1") => new()
    {
        Schema = schema,
        DataVersion = report.DataVersion,
        Data = new { Sound = report.Findings.IsEmpty, report.ContentHash, report.Tables, report.Findings },
        Rows = new Rows(
            ["file", "row", "column", "rule", "value", "message", "allowed"],
            [.. report.Findings.Select(f => new[] { f.File, Number(f.Row), f.Column, f.Rule, f.Value, f.Message, string.Join(';', f.Allowed) })]),
        Screen = report.Findings.IsEmpty ? Sound(run, report) : Broken(run, report),
    };

    static ImmutableArray<IRenderable> Sound(CommandRun run, LedgerReport report) =>
    [
        Tables(run, report),
        new Text($"{run.Say("No findings", "未发现问题")}. {run.Say("version", "版本")} {report.DataVersion}, sha256 {report.ContentHash}\n"),
    ];

    static ImmutableArray<IRenderable> Broken(CommandRun run, LedgerReport report)
    {
        int count = report.Findings.Length;
        IEnumerable<string> byRule = report.Findings.CountBy(f => f.Rule)
            .OrderByDescending(r => r.Value).ThenBy(r => r.Key, StringComparer.Ordinal)
            .Select(r => $"{r.Key} {Number(r.Value)}");
        return
        [
            CommandRun.Grid(
                [run.Say("file", "文件"), run.Say("line", "行"), run.Say("column", "列"), run.Say("finding", "问题"), run.Say("allowed", "可用值")],
                report.Findings.Take(Printed).Select(f => new[] { f.File, f.Row > 0 ? Number(f.Row) : "", f.Column, f.Message, string.Join(", ", f.Allowed) })),
            new Text($"{Number(count)} {(count == 1 ? "finding" : "findings")}: {string.Join(", ", byRule)}.{(count > Printed ? $" The first {Printed} are shown; --json has all." : "")}\n"),
        ];
    }

    public static IRenderable Tables(CommandRun run, LedgerReport report) => CommandRun.Grid(
        [run.Say("table", "表"), run.Say("rows", "行数")],
        report.Tables.Select(t => new[] { t.File, Number(t.Rows) }));

    static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
