using System.Collections.Immutable;
using System.Globalization;
using MathNet.Numerics.RootFinding;

namespace Fangshou.Forecasts;

/// <summary>How events in one cell draw events after them, there and elsewhere: a Hawkes process over cells with one exponential memory.</summary>
/// <remarks>
/// λ_s(t) = μ_s + Σ_j b_js·Σ β·e^(−β·(t − t_k)) over the events t_k &lt; t of cell j, where b is the branching matrix: <see cref="Self"/> for j = s,
/// <see cref="Area"/>·similarity_js + <see cref="Campaign"/>/(C − 1) for j ≠ s. Source: Hawkes (1971), Biometrika 58:83–90; MODEL.md 3.4.
/// One cell alone is <see cref="Numerics.ExponentialHawkes"/> with a jump of <see cref="Self"/>·β.
/// </remarks>
sealed record Contagion
{
    // What held among fewer cells may explode among more that are alike.
    const double LargestCarriedRadius = 0.9;

    /// <summary>μ: events a month in each cell that nothing seen has triggered. C, each ≥ 0, finite.</summary>
    public required ImmutableArray<double> BaselinesPerMonth { get; init; }

    /// <summary>How many further events in its own cell an event triggers directly. ≥ 0, finite.</summary>
    public required double Self { get; init; }

    /// <summary>How many it triggers in another cell of similarity 1. ≥ 0, finite.</summary>
    public required double Area { get; init; }

    /// <summary>How many it triggers in all other cells together, whatever their likeness. ≥ 0, finite; 0 says nothing when there is one cell.</summary>
    public required double Campaign { get; init; }

    /// <summary>β: how fast an event's effect fades, per month. &gt; 0, finite.</summary>
    public required double DecayPerMonth { get; init; }

    /// <summary>How alike two cells are, 0…1, such as the cosine of their areas. C×C, row-major, symmetric; the diagonal is not read.</summary>
    public required ImmutableArray<double> Similarity { get; init; }

    /// <summary>Number of cells, C.</summary>
    public int Cells => BaselinesPerMonth.Length;

    /// <summary>1/β, the mean time from an event to one that it triggers, months.</summary>
    public double MemoryMonths => 1 / DecayPerMonth;

    /// <summary>The mean number of events that one event triggers directly. C×C, row-major; rows are the cell of the cause, columns that of the effect.</summary>
    public double[] Branching() => BranchingMatrix.Build(Cells, Self, Area, Campaign, Similarity.AsSpan());

    /// <summary>The branching matrix' largest eigenvalue; an event has infinitely many descendants from 1 on. O(C³).</summary>
    public double SpectralRadius() => BranchingMatrix.Spectrum(Branching(), Cells).Radii[0];

    /// <summary>ln of the density of the events seen from 0 to the end of watching, nats; −∞ where an event was impossible.</summary>
    /// <exception cref="ArgumentException">A parameter is out of its range or has another number of cells than the events; the message names each one.</exception>
    /// <remarks>O(N·C). Pinned by: the sum over all pairs of events; <see cref="Numerics.ExponentialHawkes"/> for one cell; MODEL.md V5, V6.</remarks>
    public double LogLikelihoodNats(EventTimes events)
    {
        Require(events.Cells);
        ContagionTerms terms = new(events, Similarity.AsSpan());
        terms.Fill(DecayPerMonth);
        double sum = 0;
        foreach (double baseline in BaselinesPerMonth)
            sum -= baseline * events.EndMonths;
        for (int n = 0; n < events.Count; n++)
        {
            ReadOnlySpan<double> x = terms.AtEvents.AsSpan(n * ContagionTerms.Kinds, ContagionTerms.Kinds);
            sum += Math.Log(BaselinesPerMonth[events.CellOf[n]] + (Self * x[0]) + (Area * x[1]) + (Campaign * x[2]));
        }
        return sum - (Self * terms.Totals[0]) - (Area * terms.Totals[1]) - (Campaign * terms.Totals[2]);
    }

    /// <summary>The same sizes and memory among other cells, with the baselines that are most probable there.</summary>
    /// <param name="events">What was seen of the other cells.</param>
    /// <param name="similarity">How alike these are. C×C, row-major.</param>
    /// <param name="priors">What is believed of baselines.</param>
    /// <remarks>Sizes are made smaller together where the spectral radius would be above .9. O(N·C). Pinned by: a fit carried over to its own events; no other baseline is more probable.</remarks>
    internal Contagion CarriedOverTo(EventTimes events, ReadOnlySpan<double> similarity, ContagionPriors priors)
    {
        Contagion there = this with { Similarity = [.. similarity], BaselinesPerMonth = [.. new double[events.Cells]] };
        double radius = there.SpectralRadius(), part = radius > LargestCarriedRadius ? LargestCarriedRadius / radius : 1;
        there = there with { Self = Self * part, Area = Area * part, Campaign = Campaign * part };
        ContagionTerms terms = new(events, similarity);
        terms.Fill(DecayPerMonth);
        ILookup<int, double> excited = Enumerable.Range(0, events.Count).ToLookup(
            n => events.CellOf[n], n => (there.Self * terms.AtEvents[n * 3]) + (there.Area * terms.AtEvents[(n * 3) + 1]) + (there.Campaign * terms.AtEvents[(n * 3) + 2]));
        double months = events.EndMonths + priors.BaselineMonths, before = priors.BaselineShape - 1;
        return there with { BaselinesPerMonth = [.. Enumerable.Range(0, events.Cells).Select(Best)] };

        // The slope of the log posterior falls throughout; with nothing excited it is 0 at the upper end.
        double Best(int cell)
        {
            double Slope(double baseline) => (before / baseline) - months + excited[cell].Sum(level => 1 / (baseline + level));
            double high = 1.001 * (before + excited[cell].Count() + 1e-9) / months, low = 1e-9 * high;
            return Slope(low) <= 0 ? 0 : Brent.FindRoot(Slope, low, high, 1e-13, 200);
        }
    }

    /// <summary>Fails when a parameter is out of its range, with all that is wrong.</summary>
    internal void Require(int cells)
    {
        List<string> faults = [];
        if (Cells != cells)
            faults.Add(string.Create(CultureInfo.InvariantCulture, $"there are {Cells} baselines for {cells} cells"));
        foreach (var (cell, baseline) in BaselinesPerMonth.Index())
            NotNegative(baseline, string.Create(CultureInfo.InvariantCulture, $"the baseline of cell {cell}"));
        NotNegative(Self, "the effect on the own cell");
        NotNegative(Area, "the effect by area");
        NotNegative(Campaign, "the effect of campaigns");
        if (!(DecayPerMonth > 0) || !double.IsFinite(DecayPerMonth))
            faults.Add(string.Create(CultureInfo.InvariantCulture, $"the decay is {DecayPerMonth:R}, but must be above 0 and finite"));
        AddFaults(Similarity.AsSpan(), cells, faults);
        if (faults.Count > 0)
            throw new ArgumentException(string.Join("; ", faults) + ".");

        void NotNegative(double value, string name)
        {
            if (!(value >= 0) || !double.IsFinite(value))
                faults.Add(string.Create(CultureInfo.InvariantCulture, $"{name} is {value:R}, but must be 0 or more and finite"));
        }
    }

    /// <summary>Says what keeps a matrix from being a similarity of so many cells.</summary>
    internal static void AddFaults(ReadOnlySpan<double> similarity, int cells, List<string> faults)
    {
        if (similarity.Length != cells * cells)
        {
            faults.Add(string.Create(CultureInfo.InvariantCulture, $"the similarity holds {similarity.Length} numbers, not {cells}×{cells}"));
            return;
        }

        for (int i = 0; i < cells; i++)
        {
            for (int j = 0; j < i; j++)
            {
                double low = similarity[(i * cells) + j], high = similarity[(j * cells) + i];
                if (!(low >= 0 && low <= 1 + 1e-9) || !(Math.Abs(low - high) <= 1e-9))
                    faults.Add(string.Create(CultureInfo.InvariantCulture, $"cells {j} and {i} are alike by {high:R} and {low:R}, but must be by one number in 0…1"));
            }
        }
    }
}
