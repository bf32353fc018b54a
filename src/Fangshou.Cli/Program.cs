using Fangshou.Cli;
using Fangshou.Cli.Commands;

// A noun is one file under Commands/ with a static Build(GlobalOptions); naming it here is all that it takes.
return CommandLine.Run(args, globals =>
[
    BriefCommand.Build(globals),
    PhasesCommands.Build(globals),
    LedgerCommands.Build(globals),
    ScenarioCommands.Build(globals),
    ForecastCommands.Build(globals),
    ClaimsCommands.Build(globals),
    InterestsCommand.Build(globals),
    CourtsCommand.Build(globals),
    CompareCommand.Build(globals),
    StrictnessCommand.Build(globals),
    DataCommands.Build(globals),
    AlertsCommands.Build(globals),
    ServeCommand.Build(globals),
    WorkspaceCommands.Build(globals),
]);
