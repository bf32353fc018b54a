using System.CommandLine;

namespace Fangshou.Cli.Commands;

/// <summary><c>fangshou claims</c>: sentences about regulation, tested on the evidence.</summary>
static class ClaimsCommands
{
    public static Command Build(GlobalOptions globals) => new NounCommand(
        "claims",
        "Sentences about regulation, turned into tests on the ledger, the phases, the ties, the dockets and the mechanism.",
        "fangshou claims check",
        ClaimsCheckCommand.Build(globals),
        ClaimsShowCommand.Build(globals));
}
