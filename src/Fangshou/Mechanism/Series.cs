namespace Fangshou.Mechanism;

/// <summary>What can be recorded of a run, for each sector and month.</summary>
public enum Series
{
    /// <summary>Restrictive acts, a count. Public.</summary>
    Restrictive,

    /// <summary>Loosening acts, a count. Public.</summary>
    Loosening,

    /// <summary>Acts of content control, a count. Public.</summary>
    ContentActs,

    /// <summary>Confidence of the market, 0.05…1.2; its square is the price index. Public.</summary>
    Confidence,

    /// <summary>Job loss, 0…1. Public.</summary>
    JobLoss,

    /// <summary>Fine of the month, in units of firm size. Public.</summary>
    Fine,

    /// <summary>Share of suits that firms win, weighted by size. Public.</summary>
    WinShare,

    /// <summary>The same for the largest firm at home. Public.</summary>
    LargestWinShare,

    /// <summary>Fate of a content draft, a <see cref="DraftFate"/>. Public.</summary>
    Draft,

    /// <summary>1 once the sector has lost its licences. Public.</summary>
    Closed,

    /// <summary>Total size of the sector's firms. Public.</summary>
    Size,

    /// <summary>Claims that wait in the courts of all places, the same in each sector. Public.</summary>
    Backlog,

    /// <summary>Severity of the month's largest incident, 0 for none; what the public would see if nothing were buried.</summary>
    Severity,

    /// <summary>The part of it that became visible. Public.</summary>
    VisibleSeverity,

    /// <summary>Public salience, ln(1 + excitation/R₀).</summary>
    Salience,

    /// <summary>Signal of the leadership, −1…1. Hidden.</summary>
    Signal,

    /// <summary>Harm as it is, weighted by size. Hidden.</summary>
    HiddenHarm,

    /// <summary>Harm as the leadership sees it. Hidden.</summary>
    PerceivedHarm,

    /// <summary>Local protection, weighted by size, 0…0.99. Hidden.</summary>
    Protection,

    /// <summary>Agencies with an effort over 0.3, a count. Hidden.</summary>
    Mobilised,
}

/// <summary>What became of a content draft.</summary>
public enum DraftFate
{
    /// <summary>There was none.</summary>
    None,

    /// <summary>Adopted as it was.</summary>
    Adopted,

    /// <summary>Adopted in a softer form.</summary>
    Softened,

    /// <summary>Withdrawn.</summary>
    Withdrawn,
}
