using System.CommandLine;
using System.Globalization;
using Fangshou.Web;

namespace Fangshou.Cli.Commands;

/// <summary><c>fangshou serve</c>: the dashboard.</summary>
static class ServeCommand
{
    public static Command Build(GlobalOptions globals)
    {
        Option<string?> port = new("--port") { HelpName = "N", Description = $"port to listen on, 0 to 65535; 0 takes a free one [default: {DashboardOptions.DefaultPort.ToString(CultureInfo.InvariantCulture)}]" };
        return new NounCommand("serve", "The dashboard in a browser, on this machine only; Ctrl-C stops it.", "fangshou serve", port)
            .Does(globals, (run, parse) => Serve(run, parse.GetValue(port)));
    }

    static int Serve(CommandRun run, string? port)
    {
        DashboardOptions options = new()
        {
            Port = port is null ? DashboardOptions.DefaultPort : ScenarioRequest.Whole("--port", port, 0, ushort.MaxValue),
            Package = run.Package(),
            Workspace = run.Settings.Workspace,
            Reading = run.Reading with { Progress = _ => null },
            Started = address => run.Note($"{run.Say("the dashboard is at", "仪表板地址：")} {address} ({run.Say("Ctrl-C stops it", "按 Ctrl-C 停止")})"),
        };
        Dashboard.RunAsync(options, run.Cancellation).GetAwaiter().GetResult();
        return ExitCode.Done;
    }
}
