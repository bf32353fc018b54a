using Fangshou.Mechanism;

namespace Fangshou.Scenarios;

/// <summary>A weighted mean over replicates and the variance of its error.</summary>
/// <remarks>
/// Replicates that share one of several parameter sets are alike, and so are those of sets that are equal: then clusters vary, not replicates
/// (Liang and Zeger 1986, with the factor G / (G − 1) of G clusters). With one set each replicate is a cluster of its own.
/// </remarks>
/// <param name="Mean">Σ weight · value / Σ weight; NaN without weight.</param>
/// <param name="Variance">Of the mean's error; NaN with a single cluster.</param>
/// <param name="Replicates">Replicates of positive weight.</param>
/// <param name="EffectiveReplicates">(Σ weight)² / Σ weight²: how many equally weighted ones they are worth (Kish 1965).</param>
/// <param name="EffectiveClusters">The same of the clusters.</param>
readonly record struct ReplicateMean(double Mean, double Variance, int Replicates, double EffectiveReplicates, double EffectiveClusters)
{
    /// <summary>The mean of a value of each replicate.</summary>
    /// <param name="plan">Says which replicates share a parameter set.</param>
    /// <param name="weight">Weight by replicate, 0 where one does not count.</param>
    /// <param name="value">Value by replicate.</param>
    internal static ReplicateMean Of(RunPlan plan, Func<int, double> weight, Func<int, double> value)
    {
        double total = 0, squares = 0, sum = 0;
        int replicates = 0;
        for (int r = 0; r < plan.Replicates; r++)
        {
            double w = weight(r);
            if (w <= 0)
                continue;
            replicates++;
            total += w;
            squares += w * w;
            sum += w * value(r);
        }

        double mean = sum / total, variance = 0, clusterSquares = 0;
        int[] cluster = Clusters(plan, out int clusters);
        (double[] weights, double[] excess) = (new double[clusters], new double[clusters]);
        for (int r = 0; r < plan.Replicates; r++)
        {
            double w = weight(r);
            if (w <= 0)
                continue;
            weights[cluster[r]] += w;
            excess[cluster[r]] += w * (value(r) - mean);
        }

        int filled = 0;
        for (int c = 0; c < clusters; c++)
        {
            filled += weights[c] > 0 ? 1 : 0;
            clusterSquares += weights[c] * weights[c];
            variance += excess[c] * excess[c];
        }

        variance = filled > 1 ? variance * filled / (filled - 1) / (total * total) : double.NaN;
        return new ReplicateMean(mean, variance, replicates, total * total / squares, total * total / clusterSquares);
    }

    /// <summary>The cluster of each replicate.</summary>
    static int[] Clusters(RunPlan plan, out int clusters)
    {
        int[] cluster = new int[plan.Replicates];
        if (plan.Parameters.Length == 1)
        {
            for (int r = 0; r < cluster.Length; r++)
                cluster[r] = r;
            clusters = cluster.Length;
            return cluster;
        }

        Dictionary<ParameterSet, int> known = [];
        for (int group = 0; group < plan.Groups; group++)
        {
            ParameterSet set = plan.SetOf(group);
            if (!known.TryGetValue(set, out int number))
                known.Add(set, number = known.Count);
            int first = group * RunPlan.GroupSize;
            cluster.AsSpan(first, Math.Min(RunPlan.GroupSize, cluster.Length - first)).Fill(number);
        }

        clusters = known.Count;
        return cluster;
    }
}
