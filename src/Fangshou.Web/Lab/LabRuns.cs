using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;
using Fangshou.Briefs;
using Fangshou.Scenarios;
using Fangshou.Store;
using Fangshou.Web.Knowledge;
using Microsoft.Extensions.Hosting;

namespace Fangshou.Web.Lab;

/// <summary>The ensembles of the laboratory that are kept, those under way and those that are done.</summary>
sealed class LabRuns : IDisposable
{
    const int Kept = 16;

    readonly SemaphoreSlim gate = new(1);
    readonly ConcurrentDictionary<string, (LiveEnsemble Ensemble, long Used)> live = new(StringComparer.Ordinal);
    readonly LongAnswers<string, ScenarioReport> reports;
    readonly ConcurrentDictionary<string, LabRequest> asked = new(StringComparer.Ordinal);
    long clock;

    public LabRuns(IHostApplicationLifetime lifetime) => reports = new(Kept, gate, Report, lifetime.ApplicationStopping);

    /// <summary>Threads of a run: one core is left to readers.</summary>
    public static int Threads => Math.Max(1, Environment.ProcessorCount - 1);

    /// <summary>The ensemble of a request; the same one for all who ask the same.</summary>
    public LiveEnsemble Live(LabRequest request)
    {
        (LiveEnsemble ensemble, _) = live.AddOrUpdate(request.Key, _ => (new LiveEnsemble(request), Tick()), (_, known) => (known.Ensemble, Tick()));
        foreach (string old in live.OrderByDescending(one => one.Value.Used).Skip(Kept).Select(one => one.Key).ToArray())
            live.TryRemove(old, out _);
        return ensemble;
    }

    /// <summary>The report of all replicates, with the curve by severity and the file's expected bands.</summary>
    public Task<Pending<ScenarioReport>> Report(LabRequest request, Language language, CancellationToken cancellation)
    {
        string key = $"{language}|{request.Key}";
        asked[key] = request;
        return reports.Within(key, Observatory.Patience, cancellation);
    }

    public void Dispose() => gate.Dispose();

    long Tick() => Interlocked.Increment(ref clock);

    ScenarioReport Report(string key, IProgress<double> progress, CancellationToken cancellation)
    {
        LabRequest request = asked[key];
        Language language = key.StartsWith(nameof(Language.Chinese), StringComparison.Ordinal) ? Language.Chinese : Language.English;
        Scenario scenario = request.Scenario;
        ImmutableArray<double> severities = [.. scenario.Severities.Distinct().Where(severity => severity != scenario.Severity)];
        int steps = severities.Length + 1, done = 0;
        LabResult all = Live(request).First(scenario.Replicates, Threads, cancellation);
        progress.Report((double)++done / steps);
        Dictionary<double, ScenarioSummary> curve = new() { [scenario.Severity] = ScenarioSummary.Of(all.Outcome) };
        foreach (double severity in severities)
        {
            curve[severity] = ScenarioSummary.Of(ScenarioOutcome.Run(scenario with { Severity = severity }, request.Parameters, Threads, null, cancellation));
            progress.Report((double)++done / steps);
        }

        return new ScenarioReport
        {
            Scenario = scenario,
            Parameters = request.Source,
            Set = request.Set,
            Result = ScenarioSummary.Of(all.Outcome),
            Baseline = all.Baseline is null ? null : ScenarioSummary.Of(all.Baseline),
            Differences = all.Baseline is null ? [] : Comparison.Of(all.Baseline, all.Outcome),
            Fan = LiveEnsemble.Fan(all, language),
            Sweep = scenario.Severities.IsEmpty ? [] : [.. scenario.Severities.Distinct().Select(severity => curve[severity])],
            NotJudged = new ScenarioWords(language).Say("The expected bands of the file are judged by the command below with its own parameters and replicates.", "文件的预期区间由下列命令按其自身参数与重复数判断。"),
            ProgramVersion = typeof(LabRuns).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "",
            Command = ScenarioCommand.Of("run", scenario.Id, scenario, request.Source, request.Set, $"-o {scenario.Id}.html"),
        };
    }
}
