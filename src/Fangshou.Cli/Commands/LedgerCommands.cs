using System.CommandLine;

namespace Fangshou.Cli.Commands;

/// <summary><c>fangshou ledger</c>: what happened, and whether it is written down soundly.</summary>
static class LedgerCommands
{
    public static Command Build(GlobalOptions globals) => new NounCommand(
        "ledger",
        "What happened: check, list and show the events of a data package.",
        "fangshou ledger list --cell CN/gaming --from 2021-06-01 --direction tighten",
        LedgerCheckCommand.Build(globals),
        LedgerListCommand.Build(globals),
        LedgerShowCommand.Build(globals));
}
