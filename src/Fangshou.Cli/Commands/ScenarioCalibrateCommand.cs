using System.CommandLine;
using System.Globalization;
using Fangshou.Calibration;
using Fangshou.Mechanism;
using Fangshou.Scenarios;
using Spectre.Console;

namespace Fangshou.Cli.Commands;

/// <summary><c>fangshou scenario calibrate</c>.</summary>
static class ScenarioCalibrateCommand
{
    const string DefaultScenario = "ai-honeymoon";
    const int DefaultParticles = 400, DefaultGenerations = 14, DefaultReplicates = 12, CheckReplicates = 400;
    const double LeastAcceptance = 0.002;
    const ulong DefaultSeed = 20201103, CheckSeed = 99;

    public static Command Build(GlobalOptions globals)
    {
        Argument<string> name = new("SCENARIO") { Description = "whose world is used; its sector is told apart", DefaultValueFactory = _ => DefaultScenario };
        Option<string?> particles = Whole("--particles", $"parameter sets in the ensemble [default: {DefaultParticles}]");
        Option<string?> generations = Whole("--generations", $"rounds, each with a smaller tolerance [default: {DefaultGenerations}]");
        Option<string?> replicates = Whole("--replicates", $"simulated histories for each parameter set tried [default: {DefaultReplicates}]");
        return new NounCommand(
            "calibrate", "Finds parameter sets that meet the stylized facts, by approximate Bayesian computation; -o x.csv keeps them. Takes minutes.",
            "fangshou scenario calibrate -o china.csv", name, particles, generations, replicates)
            .Does(globals, (run, parse) => Calibrate(
                run, ScenarioFolder.Read(parse.GetValue(name)!),
                new AbcOptions
                {
                    Seed = run.Settings.SeedGiven ? run.Settings.Seed : DefaultSeed,
                    Particles = Value(parse, particles, 10 * MechanismCalibration.Calibrated.Length, 100_000, DefaultParticles),
                    Generations = Value(parse, generations, 1, 100, DefaultGenerations),
                    LeastAcceptance = LeastAcceptance,
                    Threads = run.Settings.Threads,
                },
                Value(parse, replicates, 1, 1000, DefaultReplicates)));
    }

    static int Calibrate(CommandRun run, Scenario scenario, AbcOptions options, int replicates)
    {
        MechanismCalibration calibration = new(scenario.World, ParameterSet.Default, replicates, scenario.Sector);
        AbcPosterior posterior;
        using (ProgressLine? line = run.Progress(run.Say("calibrating", "校准中")))
            posterior = calibration.Fit(options, line is null ? null : new Generations(line, options.Generations), run.Cancellation);
        byte[] file = ParameterEnsemble.Write(posterior);
        ParameterEnsemble ensemble = ParameterEnsemble.Read(file);
        if (run.OutputEndsIn(".csv"))
        {
            run.WriteFile(run.Settings.OutputFile!, file);
            run.Note($"sha256 {ensemble.ContentHash}");
            return ExitCode.Done;
        }

        CycleStatistics found = calibration.Measure(ensemble.Draw(CheckReplicates / RunPlan.GroupSize), CheckSeed, CheckReplicates, options.Threads);
        CycleStatistics defaults = calibration.Measure([ParameterSet.Default], CheckSeed, CheckReplicates, options.Threads);
        run.Write(new Answer
        {
            Schema = "scenario-calibrate/1",
            ModelVersion = RunPlan.ModelVersion,
            Seed = options.Seed,
            Data = new
            {
                World = scenario.World.Id,
                Particles = posterior.Particles.Length,
                ensemble.ContentHash,
                posterior.EffectiveSampleSize,
                Generations = posterior.Generations.Select(g => new { g.Number, Tolerance = ScenarioView.Finite(g.Tolerance), g.Runs, g.AcceptanceRate, g.EffectiveSampleSize }),
                Parameters = posterior.Parameters.Select((key, i) => new { Key = key, Mean = posterior.Mean(i), Sd = posterior.Sd(i), Low = posterior.Quantile(i, 0.05), High = posterior.Quantile(i, 0.95) }),
                Facts = StylizedFact.All.Select(fact => new { fact.Statistic, fact.Value, fact.Tolerance, Found = ScenarioView.Finite(fact.Of(found)), Missed = ScenarioView.Finite(fact.Missed(found)), Defaults = ScenarioView.Finite(fact.Of(defaults)) }),
            },
            Rows = new Rows(
                ["parameter", "mean", "sd", "p5", "p95"],
                [.. posterior.Parameters.Select((key, i) => (string[])[key, .. new[] { posterior.Mean(i), posterior.Sd(i), posterior.Quantile(i, 0.05), posterior.Quantile(i, 0.95) }.Select(ScenarioView.Csv)])]),
            Screen =
            [
                CommandRun.Grid(
                    [run.Say("fact", "事实"), run.Say("target", "目标"), run.Say("tolerance", "容差"), run.Say("ensemble", "集合"), run.Say("missed by, tolerances", "偏离（容差数）"), run.Say("defaults", "默认值")],
                    StylizedFact.All.Select(fact => (string[])[fact.Statistic, .. new[] { fact.Value, fact.Tolerance, fact.Of(found), fact.Missed(found), fact.Of(defaults) }.Select(Two)])),
                CommandRun.Grid(
                    [run.Say("parameter", "参数"), run.Say("mean", "均值"), run.Say("5 %", "5%"), run.Say("95 %", "95%"), run.Say("prior", "先验")],
                    posterior.Parameters.Select((key, i) => (string[])
                    [
                        key, Three(posterior.Mean(i)), Three(posterior.Quantile(i, 0.05)), Three(posterior.Quantile(i, 0.95)),
                        string.Create(CultureInfo.InvariantCulture, $"{ParameterTable.Find(key)!.PriorLow:R} … {ParameterTable.Find(key)!.PriorHigh:R}"),
                    ])),
                new Text(string.Create(CultureInfo.InvariantCulture, $"{posterior.Particles.Length} {run.Say("sets, of which differ", "组参数，其中互异")} {posterior.EffectiveSampleSize:0}; {run.Say("tolerance", "容差")} {posterior.Generations[^1].Tolerance:0.00}; sha256 {ensemble.ContentHash}\n")),
            ],
        });
        return ExitCode.Done;
    }

    static Option<string?> Whole(string name, string description) => new(name) { HelpName = "N", Description = description };

    static int Value(ParseResult parse, Option<string?> option, int least, int largest, int otherwise) =>
        parse.GetValue(option) is { } text ? ScenarioRequest.Whole(option.Name, text, least, largest) : otherwise;

    static string Two(double x) => double.IsFinite(x) ? x.ToString("0.00", CultureInfo.InvariantCulture) : "–";

    static string Three(double x) => x.ToString("0.###", CultureInfo.InvariantCulture);

    /// <summary>Rounds done, and the share of the one at hand.</summary>
    sealed class Generations(ProgressLine line, int all) : IProgress<AbcProgress>
    {
        public void Report(AbcProgress value) => line.Report((value.Generation - 1 + ((double)value.Accepted / value.Particles)) / all);
    }
}
