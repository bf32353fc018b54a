using System.Collections.Immutable;
using Fangshou.Claims;
using Fangshou.Ledger;

namespace Fangshou.Store;

/// <summary>What came of a claim on several days.</summary>
/// <param name="Claim">The claim.</param>
/// <param name="Days">A day each, oldest first.</param>
sealed record ClaimHistory(Claim Claim, ImmutableArray<(AsOf Day, ClaimResult Result)> Days)
{
    /// <summary>Before this year the ledger is too thin for most tests.</summary>
    const int FirstYear = 2015;

    /// <summary>The day on which it was said, the end of every year since 2015, and the last day.</summary>
    public static ImmutableArray<AsOf> DaysOf(Claim claim, AsOf last) =>
    [
        .. Enumerable.Range(FirstYear, Math.Max(0, last.Day.Year - FirstYear)).Select(year => new DateOnly(year, 12, 31)).Append(claim.On).Append(last.Day)
            .Where(day => day <= last.Day).Distinct().Order().Select(day => new AsOf(day)),
    ];

    /// <summary>Checks the claim on every day.</summary>
    /// <remarks>A day takes some 10 s of one processor where phases of its cells were never read as of that day, and a fraction of one where they were.</remarks>
    public static ClaimHistory Of(ClaimEvidence evidence, Claim claim, AsOf last, IProgress<double> progress, CancellationToken cancellation)
    {
        ImmutableArray<AsOf> days = DaysOf(claim, last);
        List<(AsOf, ClaimResult)> checkedOn = [];
        foreach (AsOf day in days)
        {
            cancellation.ThrowIfCancellationRequested();
            checkedOn.Add((day, claim.Check(evidence.AsOf(day))));
            progress.Report((double)checkedOn.Count / days.Length);
        }

        return new ClaimHistory(claim, [.. checkedOn]);
    }
}
