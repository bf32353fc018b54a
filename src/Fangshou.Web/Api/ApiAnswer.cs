using Fangshou.Briefs;
using Fangshou.Store;

namespace Fangshou.Web.Api;

/// <summary>An answer of the API, before a format is chosen.</summary>
/// <param name="Reply">What the command of the same question would say.</param>
/// <param name="Name">What it is about, as part of a file's name: letters, digits, hyphens.</param>
sealed record ApiAnswer(Reply Reply, string Name)
{
    /// <summary>Where the next page begins; null on the last.</summary>
    public string? Next { get; init; }

    /// <summary>The parameter that <see cref="Next"/> is a value of.</summary>
    public string NextKey { get; init; } = "cursor";

    /// <summary>What it depends on beside the address and the data.</summary>
    public string State { get; init; } = "";

    /// <summary>Address of what was made; null when nothing was.</summary>
    public string? Location { get; init; }

    /// <summary>True while a part of it is still being worked out: nobody should keep it.</summary>
    public bool IsUnfinished { get; init; }

    /// <summary>The figure as a file of its own; null when there is none.</summary>
    public ApiFigure? Figure { get; init; }
}

/// <summary>A figure, drawn when it is asked for.</summary>
/// <param name="Svg">As SVG.</param>
/// <param name="Png">As PNG.</param>
sealed record ApiFigure(Func<Language, string> Svg, Func<Language, byte[]> Png);
