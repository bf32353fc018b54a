namespace Fangshou.Mechanism;

/// <summary>What was recorded of an ensemble: series × replicates × months × sectors.</summary>
/// <remarks>Kept as single-precision numbers: observations, not state. In memory: for each series, groups of eight replicates × months × sectors × eight lanes.</remarks>
public sealed class History
{
    readonly float[]?[] records = new float[Enum.GetValues<Series>().Length][];
    readonly ulong[] hashes;

    internal History(RunPlan plan)
    {
        Plan = plan;
        foreach (Series series in plan.Series)
            records[(int)series] = new float[checked((long)plan.Groups * plan.Months * plan.World.Sectors.Length * RunPlan.GroupSize)];
        hashes = plan.HashesSteps ? new ulong[checked((long)plan.Groups * plan.Months * RunPlan.GroupSize)] : [];
    }

    /// <summary>The first replicates of a history, read from where they were recorded.</summary>
    internal History(History whole, int replicates)
    {
        Plan = whole.Plan with { Replicates = replicates };
        (records, hashes) = (whole.records, whole.hashes);
    }

    /// <summary>What was run.</summary>
    public RunPlan Plan { get; }

    /// <summary>Replicates.</summary>
    public int Replicates => Plan.Replicates;

    /// <summary>Months.</summary>
    public int Months => Plan.Months;

    /// <summary>Sectors.</summary>
    public int Sectors => Plan.World.Sectors.Length;

    /// <summary>Whether a series was recorded.</summary>
    public bool Has(Series series) => records[(int)series] is not null;

    /// <summary>One recorded number.</summary>
    /// <param name="series">What.</param>
    /// <param name="replicate">0…R−1, counted from the plan's first.</param>
    /// <param name="month">0…T−1.</param>
    /// <param name="sector">Position in the world.</param>
    /// <exception cref="ArgumentException">The series was not recorded.</exception>
    public float At(Series series, int replicate, int month, int sector) => Row(series, replicate / RunPlan.GroupSize, month)[(sector * RunPlan.GroupSize) + (replicate % RunPlan.GroupSize)];

    /// <summary>A hash of all replicates' states at the end of a month; equal runs have equal hashes.</summary>
    /// <exception cref="InvalidOperationException">The plan kept no hashes.</exception>
    public ulong StateHash(int month)
    {
        if (!Plan.HashesSteps)
            throw new InvalidOperationException("This run kept no hashes of its states.");
        ulong hash = StateMix.Start;
        for (int replicate = 0; replicate < Replicates; replicate++)
            hash = StateMix.Add(hash, HashRow(replicate / RunPlan.GroupSize, month)[replicate % RunPlan.GroupSize]);
        return hash;
    }

    /// <summary>Sectors × eight lanes of one month.</summary>
    internal Span<float> Row(Series series, int group, int month)
    {
        float[] record = records[(int)series] ?? throw new ArgumentException($"{series} was not recorded.", nameof(series));
        int width = Sectors * RunPlan.GroupSize;
        return record.AsSpan(((group * Months) + month) * width, width);
    }

    internal Span<ulong> HashRow(int group, int month) => hashes.AsSpan(((group * Months) + month) * RunPlan.GroupSize, RunPlan.GroupSize);

    /// <summary>The first months of a series in one group.</summary>
    internal Span<float> Block(Series series, int group, int months) => records[(int)series].AsSpan(group * Months * Sectors * RunPlan.GroupSize, months * Sectors * RunPlan.GroupSize);

    internal Span<ulong> HashBlock(int group, int months) => hashes.Length == 0 ? [] : hashes.AsSpan(group * Months * RunPlan.GroupSize, months * RunPlan.GroupSize);
}
