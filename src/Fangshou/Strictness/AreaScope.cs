using System.Collections.Immutable;
using Fangshou.Ledger;
using Fangshou.Signals;

namespace Fangshou.Strictness;

/// <summary>What a line of a comparison is about: one area, all of them, or all but content control.</summary>
/// <param name="Id">Id of an area, <c>all</c> or <c>outside-content</c>.</param>
public readonly record struct AreaScope(string Id)
{
    /// <summary>Every act, those without an area too.</summary>
    public static AreaScope All { get; } = new("all");

    /// <summary>Every act that has nothing to do with content control.</summary>
    public static AreaScope OutsideContent { get; } = new("outside-content");

    /// <summary>Content control.</summary>
    public static AreaScope Content { get; } = new(LaneRule.ContentControl);

    /// <summary>True when an act with these areas belongs here.</summary>
    public bool Includes(ImmutableArray<string> areas) => this == All || (this == OutsideContent ? !areas.Contains(LaneRule.ContentControl) : areas.Contains(Id));

    /// <summary>True when a rule belongs here: for an area, by any of its stages; outside content, when none of them is about content.</summary>
    internal bool Includes(IEnumerable<Event> stages) => Includes([.. stages.SelectMany(stage => stage.Areas)]);

    /// <summary>The id.</summary>
    public override string ToString() => Id;
}
