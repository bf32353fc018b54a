using System.Collections.Immutable;
using System.Globalization;
using CsvHelper;
using Fangshou.Calibration;
using Fangshou.Mechanism;

namespace Fangshou.Scenarios;

/// <summary>On which side of its value a fact can be missed.</summary>
public enum FactKind
{
    /// <summary>On both.</summary>
    TwoSided,

    /// <summary>Below it.</summary>
    AtLeast,

    /// <summary>Above it.</summary>
    AtMost,
}

/// <summary>Something known about real cycles that the mechanism should reproduce.</summary>
/// <param name="Statistic">A name, such as "onset-ratio".</param>
/// <param name="Kind">On which side it can be missed.</param>
/// <param name="Value">What is known.</param>
/// <param name="Tolerance">Standard deviation of what is not known about it, in the unit of the value.</param>
/// <param name="Unit">Unit.</param>
/// <param name="Facts">Numbers of the facts in docs/method/mechanism.md, with their sources there; empty for an assumption.</param>
/// <param name="Reason">Where value and tolerance come from.</param>
public sealed record StylizedFact(string Statistic, FactKind Kind, double Value, double Tolerance, string Unit, string Facts, string Reason)
{
    static readonly ImmutableArray<(string Name, Func<CycleStatistics, double> Read)> readers =
    [
        ("crackdown-length", s => s.Crackdown.Mean),
        ("lax-length", s => s.Lax.Median),
        ("easing-length", s => s.Easing.Mean),
        ("onset-ratio", s => s.OnsetRatio),
        ("drawdown", s => s.Drawdown),
        ("fall-to-easing", s => s.LagMonths),
        ("full-cycles", s => s.FullCycles),
        ("clustering", s => s.Clustering / s.ClusteringByChance),
        ("l-kurtosis", s => s.LKurtosis),
        ("cascade", s => s.CascadeMonths),
        ("seen-harm", s => s.SeenAtOnset / s.HarmAtOnset),
        ("largest-fine", s => s.LargestFine),
        ("triggered", s => s.Triggered),
    ];

    /// <summary>The facts that calibration uses.</summary>
    public static ImmutableArray<StylizedFact> All { get; } = ReadTable();

    /// <summary>The statistic of an ensemble.</summary>
    public double Of(CycleStatistics statistics) => readers.First(reader => reader.Name == Statistic).Read(statistics);

    /// <summary>The statistic as calibration compares it: beyond the value on the side that cannot be missed, it counts as the value.</summary>
    public double Compared(CycleStatistics statistics) => Kind switch
    {
        FactKind.AtLeast => Math.Min(Of(statistics), Value),
        FactKind.AtMost => Math.Max(Of(statistics), Value),
        _ => Of(statistics),
    };

    /// <summary>How many tolerances the fact is missed by; 0 for one that is met.</summary>
    public double Missed(CycleStatistics statistics) => Math.Abs(Compared(statistics) - Value) / Tolerance;

    /// <summary>The fact as a target of history matching.</summary>
    public Target Target => new(Statistic, Value, Tolerance);

    static ImmutableArray<StylizedFact> ReadTable()
    {
        using Stream stream = typeof(StylizedFact).Assembly.GetManifestResourceStream("Fangshou.Scenarios.facts.csv")!;
        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        ImmutableArray<StylizedFact>.Builder facts = ImmutableArray.CreateBuilder<StylizedFact>();
        using CsvReader reader = CsvReader.Create(bytes, new CsvReaderOptions { Separator = ',', HasHeader = false });
        reader.Read();
        while (reader.Read())
        {
            facts.Add(new StylizedFact(
                reader.GetString(0),
                reader.GetString(1) switch { "at-least" => FactKind.AtLeast, "at-most" => FactKind.AtMost, _ => FactKind.TwoSided },
                double.Parse(reader.GetString(2), CultureInfo.InvariantCulture), double.Parse(reader.GetString(3), CultureInfo.InvariantCulture),
                reader.GetString(4), reader.GetString(5), reader.GetString(6)));
        }

        return facts.ToImmutable();
    }
}
