using System.Collections.Immutable;

namespace Fangshou.Interests;

/// <summary>How many ties were in force in a calendar year.</summary>
/// <param name="Year">The year.</param>
/// <param name="ByRole">Ties in force on any of its days up to the day of knowledge, role by role, in the order of <see cref="Roles"/>. R.</param>
public sealed record RoleYear(int Year, ImmutableArray<int> ByRole)
{
    /// <summary>The roles of the codebook. R = 9.</summary>
    public static ImmutableArray<string> Roles { get; } =
        ["policy-maker", "incubator", "investor", "research-supplier", "customer", "golden-share", "tax-base", "employer", "court-protection"];

    /// <summary>Ties in force, all roles together.</summary>
    public int Total => ByRole.Sum();

    /// <summary>Every year from that of the first tie to that of the day of knowledge; none without ties.</summary>
    /// <param name="ties">Ties known on the day.</param>
    /// <param name="day">The day of knowledge.</param>
    /// <remarks>A tie without an end on record counts as in force ever since. O(years · ties).</remarks>
    public static ImmutableArray<RoleYear> Of(ImmutableArray<Tie> ties, DateOnly day)
    {
        if (ties.IsEmpty)
            return [];
        int first = ties.Min(tie => tie.From.Year);
        return
        [
            .. Enumerable.Range(first, Math.Max(0, day.Year - first + 1)).Select(year => new RoleYear(
                year,
                [.. Roles.Select(role => ties.Count(tie => tie.Role == role && tie.From.Year <= year && (tie.To is null || tie.To.Value.Year >= year)))])),
        ];
    }
}
