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
        Option<string?> rate = new("--rate-limit") { HelpName = "N", Description = $"requests that one address may make in a minute; 0 is no limit [default: {DashboardOptions.DefaultRequestsPerMinute.ToString(CultureInfo.InvariantCulture)}, and none for this machine]" };
        Option<string?> forecasts = new("--forecasts") { HelpName = "on|off", Description = "off shows no chances of a swing beside what was issued; working them out takes minutes the first time [default: on]" };
        return new NounCommand("serve", "The dashboard in a browser, on this machine only; Ctrl-C stops it.", "fangshou serve", port, rate, forecasts, globals.Database, globals.Workspace)
            .Does(globals, (run, parse) => Serve(run, parse.GetValue(port), parse.GetValue(rate), parse.GetValue(forecasts) ?? "on"));
    }

    static int Serve(CommandRun run, string? port, string? rate, string forecasts)
    {
        DashboardOptions options = new()
        {
            Port = port is null ? DashboardOptions.DefaultPort : ScenarioRequest.Whole("--port", port, 0, ushort.MaxValue),
            RequestsPerMinute = rate is null ? null : ScenarioRequest.Whole("--rate-limit", rate, 0, 1_000_000),
            Forecasting = forecasts switch { "on" => true, "off" => false, _ => throw new CommandException(ExitCode.Usage, $"--forecasts: '{Texts.Printable(forecasts)}' is not one of on, off.") },
            Package = run.Package(),
            Database = run.Settings.Database,
            Forecasts = run.Settings.Workspace,
            Reading = run.Reading with { Progress = _ => null },
            Started = address => run.Note($"{run.Say("the dashboard is at", "仪表板地址：")} {address} ({run.Say("Ctrl-C stops it", "按 Ctrl-C 停止")})"),
        };
        Dashboard.RunAsync(options, run.Cancellation).GetAwaiter().GetResult();
        return ExitCode.Done;
    }
}
