using System.CommandLine;
using Fangshou.Ledger;

namespace Fangshou.Cli.Commands;

/// <summary><c>fangshou data</c>: the package that the events come in.</summary>
static class DataCommands
{
    public static Command Build(GlobalOptions globals) => new NounCommand(
        "data", "The data package: its tables, and whether they are what its description says.", "fangshou data verify",
        new NounCommand("package", "Lists the tables of the package with rows and columns.", "fangshou data package")
            .Does(globals, (run, _) => List(run)),
        new NounCommand("verify", "Holds every table against datapackage.json and the codebook; exit code 4 when they disagree.", "fangshou data verify")
            .Does(globals, (run, _) => Verify(run)));

    static int List(CommandRun run)
    {
        PackageFolder package = run.Package();
        PackageDescription description = PackageDescription.Read(package.Open);
        if (description.Tables.IsEmpty && description.Findings.Length > 0)
            throw new LedgerFormatException(description.Findings);
        run.Write(new Answer(PackageReply.Tables(description)));
        return ExitCode.Done;
    }

    static int Verify(CommandRun run)
    {
        PackageFolder package = run.Package();
        LedgerReport both = package.Verify();
        run.Write(LedgerCheckCommand.Answer(run, both, "data-verify/1"));
        return both.Findings.IsEmpty ? ExitCode.Done : ExitCode.BrokenData;
    }
}
