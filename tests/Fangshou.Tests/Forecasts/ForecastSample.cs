using System.Collections.Immutable;
using System.Globalization;
using Fangshou.Forecasts;
using Fangshou.Ledger;
using Fangshou.Mechanism;
using Fangshou.Scenarios;
using Fangshou.Signals;
using Fangshou.Tests.Claims;
using Fangshou.Tests.Ledger;
using Fangshou.Tests.Mechanism;

namespace Fangshou.Tests.Forecasts;

/// <summary>Ledgers with planted months, panels cut from them, and all forecasters at a length that tests can wait for.</summary>
static class ForecastSample
{
    static readonly Lazy<History> histories = new(() => EnsembleRun.Run(MechanismForecaster.Plan(MechanismSample.China, [ParameterSet.Core], 5) with { Replicates = 800 }, 2));

    internal static Codebook Codebook { get; } = LedgerReader.ReadCodebook(new MemoryPackage().Open);

    internal static SignalOptions Options { get; } = new();

    /// <summary>Cells of three branches and two countries of the shipped ledger.</summary>
    internal static ImmutableArray<Cell> Few { get; } = [new("CN", "platform-economy"), new("CN", "gaming"), new("CN", "p2p-lending"), new("US", "platform-economy")];

    internal static ImmutableArray<IForecaster> Baselines => [new Climatology(), new Persistence(), new WeightedAverage()];

    /// <summary>New ones, which remember nothing.</summary>
    internal static ImmutableArray<IForecaster> All(int threads = 2)
    {
        PhasePredictive phases = new(7, threads) { Sweeps = (40, 40) };
        return
        [
            .. Baselines, phases, new Hazard(), new ContagionForecaster(7),
            new MechanismForecaster(phases, histories.Value, "CN", histories.Value.Plan.World.SectorIndex("ai") is var ai && ai >= 0 ? ai : 0, threads),
        ];
    }

    /// <summary>A day's act on whole sectors.</summary>
    internal static Event Row(string id, DateOnly day, string jurisdiction = "CN", string sector = "ai", Direction direction = Direction.Tighten, int severity = 2, string instrument = "fine", DateOnly? until = null) => new()
    {
        Id = id,
        Date = new EventDate(day),
        Precision = DatePrecision.Day,
        Jurisdiction = jurisdiction,
        Kind = direction == Direction.None ? EventKind.Incident : EventKind.Action,
        Sectors = [sector],
        Areas = [],
        Actors = ["CSRC"],
        ActorLevel = "central-agency",
        Targets = [],
        Instrument = instrument,
        Direction = direction,
        Severity = severity,
        Until = until,
        Title = "",
        Sources = [],
        Confidence = Confidence.Medium,
    };

    /// <summary>Rows that give a cell so many acts and easing rows in each month; one about markets marks the first month.</summary>
    internal static IEnumerable<Event> Rows(Month first, int[] restrictive, int[]? ease = null, string jurisdiction = "CN", string sector = "ai")
    {
        string cell = $"{jurisdiction}-{sector}";
        yield return Row($"{cell}-first", first.FirstDay, jurisdiction, sector, Direction.None) with { Kind = EventKind.Market };
        for (int t = 0; t < restrictive.Length; t++)
        {
            for (int i = 0; i < restrictive[t]; i++)
                yield return Row(Id('t', t, i), (first + t).FirstDay.AddDays(i % 28), jurisdiction, sector);
            for (int i = 0; i < (ease is null ? 0 : ease[t]); i++)
                yield return Row(Id('e', t, i), (first + t).FirstDay.AddDays(i % 28), jurisdiction, sector, Direction.Ease);
        }

        string Id(char kind, int t, int i) => string.Create(CultureInfo.InvariantCulture, $"{cell}-{kind}-{t:000}-{i:000}");
    }

    internal static global::Fangshou.Ledger.Ledger Ledger(IEnumerable<Event> rows) => new(rows, Codebook, "planted", "");

    internal static global::Fangshou.Ledger.Ledger Shipped(Func<Event, IEnumerable<Event>>? edit = null, IEnumerable<Event>? more = null) => new(
        ShippedEvidence.Ledger.Events.SelectMany(row => edit is null ? [row] : edit(row)).Concat(more ?? []), ShippedEvidence.Ledger.Codebook, ShippedEvidence.Ledger.DataVersion, "edited");

    internal static ForecastPanel Panel(global::Fangshou.Ledger.Ledger ledger, Month origin, params Cell[] cells) =>
        ForecastPanel.Of(ledger.AsOf(new AsOf(origin.LastDay)), [.. cells], Options);

    /// <summary>A cell of which only these months are known.</summary>
    internal static CellPast Past(int[] restrictive, int[] ease) => Panel(
        Ledger(Rows(Month.Of(2000, 1), restrictive, ease)), Month.Of(2000, 1) + (restrictive.Length - 1), new Cell("CN", "ai")).Cells[0];

    /// <summary>A forecast to the last bit, as text.</summary>
    internal static string Bits(PastForecast f) => string.Create(CultureInfo.InvariantCulture, $"{f.Cell} {f.Origin} {f.Forecaster} {Bits(f.Outlook)} severe {Bits(f.Severe)}");

    internal static string Bits(Outlook o) => $"{o.Swing} {Bits(o.Within)} {string.Join('|', o.Counts.Select(law => Bits(law.Mass)))}";

    static string Bits(ImmutableArray<double> numbers) => string.Join(' ', numbers.Select(x => BitConverter.DoubleToInt64Bits(x).ToString("x", CultureInfo.InvariantCulture)));

    internal static string[] Bits(ImmutableArray<PastForecast> forecasts) => [.. forecasts.Select(Bits)];
}
