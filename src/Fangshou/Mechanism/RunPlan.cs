using System.Collections.Immutable;
using System.Globalization;

namespace Fangshou.Mechanism;

/// <summary>All that decides the numbers of an ensemble of runs; how many threads work on it does not.</summary>
public sealed record RunPlan
{
    /// <summary>Version of the model: goes up when the same plan would give other numbers.</summary>
    public const string ModelVersion = "mechanism-1";

    /// <summary>Replicates that share a parameter set and march together.</summary>
    public const int GroupSize = 8;

    /// <summary>Most replicates and months that are accepted.</summary>
    public const int MostReplicates = 1_000_000, MostMonths = 6_000;

    /// <summary>Sectors, agencies, places.</summary>
    public required World World { get; init; }

    /// <summary>One parameter set for all replicates, or several: group number g of eight replicates uses set g modulo their number.</summary>
    public required ImmutableArray<ParameterSet> Parameters { get; init; }

    /// <summary>Replicates, 1…1,000,000.</summary>
    public required int Replicates { get; init; }

    /// <summary>Number of the first replicate, a multiple of 8: a large ensemble can be run in parts.</summary>
    public int FirstReplicate { get; init; }

    /// <summary>Months, 1…6,000.</summary>
    public required int Months { get; init; }

    /// <summary>Names the random numbers.</summary>
    public required ulong Seed { get; init; }

    /// <summary>What is done from outside, in order of month.</summary>
    public ImmutableArray<Intervention> Interventions { get; init; } = [];

    /// <summary>What is recorded.</summary>
    public ImmutableArray<Series> Series { get; init; } = [Mechanism.Series.Restrictive, Mechanism.Series.Loosening];

    /// <summary>Whether a hash of the whole state is kept for each month and replicate, so that a divergence can be found.</summary>
    public bool HashesSteps { get; init; }

    internal int Groups => (Replicates + GroupSize - 1) / GroupSize;

    internal ParameterSet SetOf(int group) => Parameters[(int)((((long)FirstReplicate / GroupSize) + group) % Parameters.Length)];

    /// <summary>Bytes that a run takes with so many threads, to be told before they are taken.</summary>
    public long MemoryNeeded(int threads)
    {
        long cells = (long)Groups * GroupSize * Months;
        return (cells * World.Sectors.Length * Series.Length * sizeof(float)) + (HashesSteps ? cells * sizeof(ulong) : 0)
            + (Math.Min(threads, Groups) * LaneMechanism.LanesFor(World) * GroupSize * sizeof(double));
    }

    /// <summary>All that is wrong with the plan, a sentence each; empty when it can be run.</summary>
    public ImmutableArray<string> Faults()
    {
        List<string> faults = [];
        Within("replicates", Replicates, 1, MostReplicates);
        Within("months", Months, 1, MostMonths);
        if (FirstReplicate < 0 || FirstReplicate % GroupSize != 0)
            faults.Add($"The first replicate is {FirstReplicate}; a multiple of {GroupSize}, 0 or more, is allowed.");
        if (Parameters.IsDefaultOrEmpty)
            faults.Add("There is no parameter set.");
        else if (Parameters.Select(set => set[MechanismParameter.CourtBase] + set[MechanismParameter.CourtCapture]).Max() > 1)
            faults.Add("court-base plus court-capture is over 1; firms cannot win more than every suit.");
        foreach (Intervention intervention in Interventions)
        {
            Within("the month of a lever", intervention.Month, 0, Months - 1);
            foreach (PlantedIncident incident in intervention.Incidents)
                if (!(incident.Severity >= 0 && incident.Severity <= MostSeverity))
                    faults.Add(string.Create(CultureInfo.InvariantCulture, $"The severity of an incident is {incident.Severity:R}; from 0 to {MostSeverity} is allowed."));
        }

        foreach (IndexFall fall in Interventions.SelectMany(intervention => intervention.Falls))
            if (!(fall.Fall >= 0 && fall.Fall <= LargestFall))
                faults.Add(string.Create(CultureInfo.InvariantCulture, $"The fall of an index is {fall.Fall:R}; from 0 to {LargestFall} is allowed."));
        return [.. faults.Distinct()];

        void Within(string what, int value, int least, int largest)
        {
            if (value < least || value > largest)
                faults.Add($"{char.ToUpperInvariant(what[0])}{what[1..]}: {value}; from {least} to {largest} is allowed.");
        }
    }

    /// <summary>Largest severity of a planted incident.</summary>
    public const int MostSeverity = 1000;

    /// <summary>Largest share of an index that a lever takes at once.</summary>
    public const double LargestFall = 0.99;
}
