using System.Collections.Immutable;
using Fangshou.Ledger;

namespace Fangshou.Briefs;

/// <summary>How a phase figure is drawn.</summary>
public sealed record PhaseFigureOptions
{
    /// <summary>Language of its words.</summary>
    public Language Language { get; init; }

    /// <summary>Width, CSS pixels, 240…4000.</summary>
    public int Width { get; init; } = 1000;

    /// <summary>Height of the bars' part, CSS pixels, 40…1000; the other rows add about 150.</summary>
    public int BarsHeight { get; init; } = 150;

    /// <summary>First month shown; null = the first of the path. A month before the path's first counts as that one.</summary>
    public Month? From { get; init; }

    /// <summary>Last month shown; null = the last of the path. At least one month is shown.</summary>
    public Month? To { get; init; }

    /// <summary>True for a file of its own: with ground, title and legend. False within a page that has them.</summary>
    public bool Standalone { get; init; } = true;

    /// <summary>Prefix of the ids in the SVG; letters, digits and hyphens, unique within a page.</summary>
    public string IdPrefix { get; init; } = "figure";

    /// <summary>Name of the cell, for the title.</summary>
    public string CellName { get; init; } = "";

    /// <summary>Where the mark of an event leads; null where it leads nowhere. Left out, to its first source.</summary>
    internal Func<Event, string?> Address { get; init; } = Publisher.Address;

    /// <summary>Events that carry their number.</summary>
    public ImmutableArray<KeyEvent> KeyEvents { get; init; } = [];
}
