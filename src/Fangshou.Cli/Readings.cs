using System.Collections.Immutable;
using System.Globalization;
using Fangshou.Ledger;
using Fangshou.Phases;
using Fangshou.Signals;

namespace Fangshou.Cli;

/// <summary>The phases of cells for one command: from the user's cache where the same question was answered before, else fitted.</summary>
sealed class Readings(CommandRun run, Ledger.Ledger whole, LedgerAsOf ledger)
{
    readonly SignalOptions signals = new() { Coverage = run.Settings.Coverage };
    readonly FitOptions options = new() { Seed = run.Settings.Seed, Threads = run.Settings.Threads };
    readonly ReadingCache cache = ReadingCache.OfUser();
    readonly Dictionary<(Cell, Lane), PhasePath?> paths = [];
    PhaseReader? reader;

    public LedgerAsOf Ledger => ledger;

    /// <summary>Opens the package of --data as known at --as-of.</summary>
    public static Readings Open(CommandRun run)
    {
        Ledger.Ledger whole = run.OpenLedger();
        return new Readings(run, whole, whole.AsOf(run.Settings.AsOf));
    }

    /// <summary>Tightening and easing rows of a cell in a lane.</summary>
    public int Rows(Cell cell, Lane lane) => SignalBuilder.Build(ledger, cell, lane, signals).Months.Sum(m => m.Tighten + m.Ease);

    /// <summary>The phases of a cell; null when nothing about it was known.</summary>
    public PhasePath? Path(Cell cell, Lane lane)
    {
        if (paths.TryGetValue((cell, lane), out PhasePath? path))
            return path;
        SignalSeries series = SignalBuilder.Build(ledger, cell, lane, signals);
        if (series.Months.IsEmpty)
            return paths[(cell, lane)] = null;
        string key = Key("path", cell, lane);
        if (cache.Find<StoredPath>(key) is { } stored && stored.Fits(series))
            return paths[(cell, lane)] = stored.Restore(series, options.Seed);
        path = Reader.Read(cell, lane).Path;
        cache.Keep(key, StoredPath.Of(path));
        return paths[(cell, lane)] = path;
    }

    /// <summary>Which rows moved a cell's reading, and what would change it.</summary>
    public (ImmutableArray<EventInfluence> Influences, ImmutableArray<PhaseTipping> Tipping) Detail(Cell cell, Lane lane)
    {
        string key = Key("detail", cell, lane);
        Dictionary<string, Event> rows = ledger.Events.ToDictionary(e => e.Id, StringComparer.Ordinal);
        if (cache.Find<StoredDetail>(key) is { } stored && stored.Influences.All(i => rows.ContainsKey(i.Id)))
            return ([.. stored.Influences.Select(i => new EventInfluence(rows[i.Id], new Month(i.Month), i.Phase, i.Change))], [.. stored.Tipping]);
        PhaseFit fit = Reader.Read(cell, lane);
        ImmutableArray<EventInfluence> influences = PhaseExplanation.Explain(fit, run.Cancellation);
        ImmutableArray<PhaseTipping> tipping = PhaseTipping.Find(fit);
        cache.Keep(key, new StoredDetail([.. influences.Select(i => new StoredInfluence(i.Event.Id, i.Month.Index, i.Phase, i.LogOddsChange))], [.. tipping]));
        return (influences, tipping);
    }

    /// <summary>Exit code and warnings of what was read: 5 when a fit missed its gate.</summary>
    public static (int Exit, ImmutableArray<string> Warnings) Gate(params ReadOnlySpan<PhasePath?> read)
    {
        List<string> warnings = [];
        foreach (PhasePath? path in read)
            if (path is { Diagnostics.Passed: false })
                warnings.Add($"{path.Cell}, {path.Lane.ToString().ToLowerInvariant()} lane: the fit missed its quality gate ({path.Diagnostics.Reason}); read its numbers as rough.");
        return (warnings.Count == 0 ? ExitCode.Done : ExitCode.MissedGate, [.. warnings]);
    }

    PhaseReader Reader => reader ??= new PhaseReader(
        ledger, signals, options, priors: null, run.Progress(run.Say("fitting phases", "正在拟合阶段")), run.Cancellation);

    // Everything that could change the numbers is in the key; threads are not, because they never do.
    string Key(string kind, Cell cell, Lane lane) => string.Join(
        '|', kind, whole.ContentHash, ledger.AsOf, PhaseFit.ModelVersion, PhaseModelStamp.Value, options.Seed.ToString(CultureInfo.InvariantCulture), signals.Coverage, cell, lane);
}
