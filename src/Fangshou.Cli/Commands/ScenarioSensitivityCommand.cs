using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using Fangshou.Calibration;
using Fangshou.Mechanism;
using Fangshou.Scenarios;
using Spectre.Console;

namespace Fangshou.Cli.Commands;

/// <summary><c>fangshou scenario sensitivity</c>.</summary>
static class ScenarioSensitivityCommand
{
    const string DefaultScenario = "ai-honeymoon", DefaultFact = "onset-ratio";
    const int Replicates = 8, Trajectories = 20, Strongest = 10, BasePoints = 256, WavePoints = 400, Waves = 3, WaveRuns = 2, Shown = 6;

    public static Command Build(GlobalOptions globals)
    {
        Argument<string> name = new("SCENARIO") { Description = "whose world is used; its sector is told apart", DefaultValueFactory = _ => DefaultScenario };
        Option<string> method = new("--method") { HelpName = "morris|sobol|matching", Description = "elementary effects of all parameters; variance shares of the ten strongest; or which part of the priors can be ruled out [default: morris]", DefaultValueFactory = _ => "morris" };
        method.AcceptOnlyFromAmong("morris", "sobol", "matching");
        Option<string> fact = new("--fact") { HelpName = "STATISTIC", Description = $"for sobol: the statistic whose variance is shared out [default: {DefaultFact}]", DefaultValueFactory = _ => DefaultFact };
        fact.AcceptOnlyFromAmong([.. StylizedFact.All.Select(f => f.Statistic)]);
        return new NounCommand(
            "sensitivity", "Which parameters move which stylized facts, over the ranges of the priors.",
            "fangshou scenario sensitivity --method sobol --fact onset-ratio", name, method, fact)
            .Does(globals, (run, parse) =>
            {
                Scenario scenario = ScenarioFolder.Read(parse.GetValue(name)!);
                MechanismCalibration calibration = new(scenario.World, ParameterSet.Default, Replicates, scenario.Sector);
                ulong seed = run.Settings.SeedGiven ? run.Settings.Seed : new MorrisOptions().Seed;
                StylizedFact chosen = StylizedFact.All.First(f => f.Statistic == parse.GetValue(fact));
                return parse.GetValue(method) switch
                {
                    "sobol" => Sobol(run, scenario, calibration, seed, chosen),
                    "matching" => Match(run, scenario, calibration, seed),
                    _ => Screen(run, scenario, calibration, seed),
                };
            });
    }

    static int Screen(CommandRun run, Scenario scenario, MechanismCalibration calibration, ulong seed)
    {
        ImmutableArray<Morris> found;
        using (ProgressLine? line = run.Progress(run.Say("screening", "筛选中")))
            found = calibration.Screen(Options(run, seed), line, run.Cancellation);
        string[] columns = [.. found.Select(morris => morris.Summary)];
        (string Key, ElementaryEffect[] Effects)[] rows =
        [
            .. MechanismCalibration.Priors.Names.Select((key, i) => (Key: key, Effects: (ElementaryEffect[])[.. found.Select(morris => morris.Effects[i])])).OrderByDescending(row => row.Effects.Max(e => e.MuStar.Value)),
        ];
        return Write(run, scenario, seed, "morris", new
        {
            Effects = rows.Select(row => new
            {
                Parameter = row.Key,
                Facts = row.Effects.Select((e, i) => new { Statistic = columns[i], Mu = e.Mu.Value, MuStar = Interval(e.MuStar), Sigma = e.Sigma.Value }),
            }),
        }, ["parameter", .. columns], [.. rows.Select(row => (string[])[row.Key, .. row.Effects.Select(e => One(e.MuStar.Value))])],
            run.Say("For each fact the parameters that move it most: mean size μ* of the elementary effect, in tolerances of the fact over the whole range of the prior.", "各事实的最强参数：基本效应的平均大小 μ*，以该事实的容差计，对应先验全域。"),
            ([run.Say("fact", "事实"), run.Say("moved most by", "最受影响于")], [.. found.Select(morris => (string[])[morris.Summary, string.Join(", ", morris.Effects.OrderByDescending(e => e.MuStar.Value).Take(Shown).Select(e => $"{e.Parameter} {One(e.MuStar.Value)}"))])]));
    }

    static int Sobol(CommandRun run, Scenario scenario, MechanismCalibration calibration, ulong seed, StylizedFact fact)
    {
        SobolIndices indices;
        using (ProgressLine? line = run.Progress(run.Say("decomposing", "分解中")))
        {
            StagedProgress progress = new(line, 2);
            int index = StylizedFact.All.IndexOf(fact);
            Morris morris = calibration.Screen(Options(run, seed), progress, run.Cancellation)[index];
            progress.Next();
            ImmutableArray<MechanismParameter> strongest = [.. morris.Effects.OrderByDescending(e => e.MuStar.Value).Take(Strongest).Select(e => ParameterTable.Find(e.Parameter)!.Parameter)];
            indices = calibration.Decompose(fact, strongest, new SobolOptions { Seed = seed, BasePoints = BasePoints, Threads = run.Settings.Threads }, progress, run.Cancellation);
        }

        return Write(run, scenario, seed, "sobol", new
        {
            fact.Statistic,
            Mean = indices.Mean,
            indices.Variance,
            Indices = indices.Parameters.Select((key, i) => new { Parameter = key, First = Interval(indices.First[i]), Total = Interval(indices.Total[i]) }),
        }, ["parameter", "first", "first_low", "first_high", "total", "total_low", "total_high"],
            [.. indices.Parameters.Select((key, i) => (string[])[key, .. new[] { indices.First[i].Value, indices.First[i].Low, indices.First[i].High, indices.Total[i].Value, indices.Total[i].Low, indices.Total[i].High }.Select(Two)])],
            run.Say($"Shares of the variance of {fact.Statistic}, the ten strongest parameters over their priors, the others at their defaults; 95 % intervals.", $"{fact.Statistic} 方差的份额：十个最强参数按先验变动，其余取默认值；95% 区间。"));
    }

    static int Match(CommandRun run, Scenario scenario, MechanismCalibration calibration, ulong seed)
    {
        HistoryMatching match = calibration.Match(new HistoryOptions { Seed = seed, Points = WavePoints, Waves = Waves, Replicates = WaveRuns, Threads = run.Settings.Threads }, null, run.Cancellation);
        string[] columns = [.. match.Targets.Select(target => target.Name)];
        return Write(run, scenario, seed, "matching", new
        {
            Waves = match.Waves.Select(wave => new { wave.Number, wave.ShareSurviving, Facts = wave.TargetShares.Select((share, i) => new { Statistic = columns[i], Share = share }) }),
            Ranges = match.Ranges.Select(range => new { range.Parameter, range.Low, range.High }),
        }, ["wave", "not_ruled_out", .. columns], [.. match.Waves.Select(wave => (string[])[wave.Number.ToString(CultureInfo.InvariantCulture), Two(wave.ShareSurviving), .. wave.TargetShares.Select(Two)])],
            run.Say("Share of the points of each wave that no fact, and that each fact by itself, does not rule out (implausibility at most 3). Later waves look where the first survived.", "每一波中未被任何事实、未被各事实单独排除的点的比例（不合理度不超过 3）。后续各波在前波存留处取点。"),
            ([run.Say("fact", "事实"), .. match.Waves.Select(wave => $"{run.Say("wave", "第")} {wave.Number}")],
            [
                .. columns.Select((name, i) => (string[])[name, .. match.Waves.Select(wave => Two(wave.TargetShares[i]))]),
                [run.Say("all together", "合计"), .. match.Waves.Select(wave => Two(wave.ShareSurviving))],
            ]));
    }

    static MorrisOptions Options(CommandRun run, ulong seed) => new() { Seed = seed, Trajectories = Trajectories, Threads = run.Settings.Threads };

    static int Write(CommandRun run, Scenario scenario, ulong seed, string method, object found, string[] columns, string[][] rows, string note, (string[] Columns, string[][] Rows)? screen = null)
    {
        run.Write(new Answer
        {
            Schema = "scenario-sensitivity/1",
            ModelVersion = RunPlan.ModelVersion,
            Seed = seed,
            Data = new { World = scenario.World.Id, Method = method, Found = found },
            Rows = new Rows([.. columns], rows),
            Screen = [CommandRun.Grid(screen?.Columns ?? columns, screen?.Rows ?? rows), new Text(note + "\n")],
        });
        return ExitCode.Done;
    }

    static object Interval(IntervalEstimate estimate) => new { estimate.Value, estimate.Low, estimate.High };

    static string One(double x) => x.ToString("0.0", CultureInfo.InvariantCulture);

    static string Two(double x) => x.ToString("0.00", CultureInfo.InvariantCulture);
}
