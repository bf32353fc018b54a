namespace Fangshou.Phases;

/// <summary>What one path says of the length of stays in one phase: all that their likelihood needs, gathered once a path.</summary>
internal struct PathStays
{
    // What a stay shorter than the minimum counts for, in place of ln 0.
    static readonly double LogImpossible = Math.Log(1e-300);

    int seen, impossible, months;
    double logCoefficients;

    // Months beyond the shortest stay, of a stay cut by the start, by the end, by both; none when false.
    bool hasFirst, hasLast, hasWhole;
    int first, last, whole;

    /// <summary>Gathers the stays of every phase.</summary>
    /// <param name="path">The phase of each month.</param>
    /// <param name="tables">The law of stays, by phase.</param>
    /// <param name="shortest">Shortest stay, months.</param>
    /// <param name="stays">Receives one value a phase.</param>
    internal static void Gather(ReadOnlySpan<int> path, StayTable[] tables, int shortest, Span<PathStays> stays)
    {
        stays.Clear();
        for (int begin = 0; begin < path.Length;)
        {
            int phase = path[begin], end = begin + 1;
            while (end < path.Length && path[end] == phase)
                end++;
            stays[phase].Add(begin == 0, end == path.Length, end - begin - shortest, tables[phase].LogCoefficient);
            begin = end;
        }
    }

    /// <summary>ln p(lengths | mean stay): whole stays by their mass, cut ones by the mass that remains possible.</summary>
    /// <param name="table">The law of stays in the phase.</param>
    /// <param name="x">Its mean, as <see cref="StayTable.Step"/>.</param>
    /// <param name="total">The law's <see cref="StayTable.Sums"/> at x.</param>
    internal readonly double LogLikelihood(StayTable table, double x, double total)
    {
        if (seen == 0)
            return 0;
        double cut = 1;
        if (hasFirst)
            cut = table.Tail(x, first);
        if (hasLast)
            cut *= table.Tail(x, last);
        if (hasWhole)
            cut = whole >= 0 ? table.TailOfTails(x, whole) : table.TailOfTails(x, 0) - (whole * total);
        return logCoefficients + (months * Math.Log(x)) + Math.Log(cut) - (seen * Math.Log(total)) + (impossible * LogImpossible);
    }

    void Add(bool isFirst, bool isLast, int beyond, double[] logCoefficient)
    {
        seen++;
        beyond = Math.Min(beyond, logCoefficient.Length - 1);
        if (isFirst || isLast)
        {
            months += Math.Max(0, beyond);
            if (isFirst && isLast)
                (hasWhole, whole) = (true, beyond);
            else if (isFirst)
                (hasFirst, first) = (true, Math.Max(0, beyond));
            else
                (hasLast, last) = (true, Math.Max(0, beyond));
        }
        else if (beyond < 0)
        {
            impossible++;
        }
        else
        {
            months += beyond;
            logCoefficients += logCoefficient[beyond];
        }
    }
}
