namespace Fangshou.Signals;

/// <summary>How rows become monthly signals.</summary>
public sealed record SignalOptions
{
    /// <summary>True to let months count against how densely the ledger covers their time.</summary>
    public bool Coverage { get; init; } = true;

    /// <summary>Months a temporary restriction without an end on record is taken to last at most, 1…600 (an assumption).</summary>
    public int LongestOpenRestrictionMonths { get; init; } = 12;

    /// <summary>Months after which a restriction counts as the ordinary rule and no longer as one in force, 1…600 (an assumption).</summary>
    public int LongestRestrictionMonths { get; init; } = 60;
}
