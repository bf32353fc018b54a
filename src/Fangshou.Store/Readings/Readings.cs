using System.Collections.Immutable;
using System.Globalization;
using Fangshou.Ledger;
using Fangshou.Phases;
using Fangshou.Signals;

namespace Fangshou.Store;

/// <summary>The phases of cells as of a day: from the cache where the same question was answered before, else fitted. For one thread at a time.</summary>
sealed class Readings(Ledger.Ledger whole, AsOf asOf, ReadingOptions options)
{
    readonly LedgerAsOf ledger = whole.AsOf(asOf);
    readonly SignalOptions signals = new() { Coverage = options.Coverage };
    readonly ReadingCache cache = ReadingCache.OfUser();
    readonly Dictionary<(Cell, Lane), PhasePath?> paths = [];
    readonly Dictionary<Lane, string> panels = [];
    PhaseReader? reader;

    public LedgerAsOf Ledger => ledger;

    /// <summary>How rows become signals.</summary>
    public SignalOptions Signals => signals;

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
        string key = PathKey(series);
        if (cache.Find<StoredPath>(key) is { } stored && stored.Fits(series))
            return paths[(cell, lane)] = stored.Restore(series, options.Seed);
        path = Reader.Read(cell, lane).Path;
        cache.Keep(key, StoredPath.Of(path));
        return paths[(cell, lane)] = path;
    }

    /// <summary>The phases of a cell that has any row.</summary>
    /// <exception cref="RefusedException">Nothing was known about it.</exception>
    public PhasePath Require(Cell cell, Lane lane) => Path(cell, lane)
        ?? throw new RefusedException(Fault.NotFound, $"the ledger holds no row about {cell} known by {ledger.AsOf}.");

    /// <summary>Which rows moved a cell's reading, and what would change it.</summary>
    public (ImmutableArray<EventInfluence> Influences, ImmutableArray<PhaseTipping> Tipping) Detail(Cell cell, Lane lane)
    {
        string key = DetailKey(cell, lane);
        Dictionary<string, Event> rows = ledger.Events.ToDictionary(e => e.Id, StringComparer.Ordinal);
        if (cache.Find<StoredDetail>(key) is { } stored && stored.Influences.All(i => rows.ContainsKey(i.Id)))
            return ([.. stored.Influences.Select(i => new EventInfluence(rows[i.Id], new Month(i.Month), i.Phase, i.Change))], [.. stored.Tipping]);
        PhaseFit fit = Reader.Read(cell, lane);
        ImmutableArray<EventInfluence> influences = PhaseExplanation.Explain(fit, options.Cancellation);
        ImmutableArray<PhaseTipping> tipping = PhaseTipping.Find(fit);
        cache.Keep(key, new StoredDetail([.. influences.Select(i => new StoredInfluence(i.Event.Id, i.Month.Index, i.Phase, i.LogOddsChange))], [.. tipping]));
        return (influences, tipping);
    }

    /// <summary>Warnings of what was read: one for each fit that missed its gate.</summary>
    public static ImmutableArray<string> Warnings(params ReadOnlySpan<PhasePath?> read)
    {
        List<string> warnings = [];
        foreach (PhasePath? path in read)
            if (path is { Diagnostics.Passed: false })
                warnings.Add($"{path.Cell}, {path.Lane.ToString().ToLowerInvariant()} lane: the fit missed its quality gate ({path.Diagnostics.Reason}); read its numbers as rough.");
        return [.. warnings];
    }

    PhaseReader Reader => reader ??= new PhaseReader(
        ledger, signals, new FitOptions { Seed = options.Seed, Threads = options.Threads }, priors: null, options.Progress(LongWork.Phases), options.Cancellation);

    // Everything that could change the numbers is in the keys; threads are not, because they never do.
    // Phases are read from signals and nothing else: another wording or source of a row, or a row of another lane, leaves them as they are.
    string PathKey(SignalSeries series) => string.Join(
        '|', "path", PhaseFit.ModelVersion, PhaseModelStamp.Value, options.Seed.ToString(CultureInfo.InvariantCulture), signals.Coverage, PanelHash(series.Lane), SignalsHash.Of([series]));

    string DetailKey(Cell cell, Lane lane) => string.Join(
        '|', "detail", whole.ContentHash, ledger.AsOf, PhaseFit.ModelVersion, PhaseModelStamp.Value, options.Seed.ToString(CultureInfo.InvariantCulture), signals.Coverage, cell, lane);

    string PanelHash(Lane lane)
    {
        if (!panels.TryGetValue(lane, out string? hash))
            panels[lane] = hash = SignalsHash.Of(Reader.BaseSignals(lane));
        return hash;
    }
}
