using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Fangshou.Ledger;

namespace Fangshou.Signals;

/// <summary>Which lane a row counts in, and which rows are temporary restrictions.</summary>
public static partial class LaneRule
{
    /// <summary>The area that makes a row a content act.</summary>
    public const string ContentControl = "content-control";

    /// <summary>The tiers that have authority.</summary>
    internal static ImmutableArray<string> AuthorityLevels => ["leadership", "legislature", "central-agency", "provincial", "municipal", "court"];

    static readonly FrozenSet<string> Halts = FrozenSet.ToFrozenSet(["approval-freeze", "suspension", "ban"], StringComparer.Ordinal);

    static readonly FrozenSet<string> Authorities = AuthorityLevels.ToFrozenSet(StringComparer.Ordinal);

    static readonly FrozenSet<string> Temporary = FrozenSet.ToFrozenSet(["approval-freeze", "suspension", "campaign"], StringComparer.Ordinal);

    /// <summary>True when a row counts in the lane.</summary>
    /// <remarks>
    /// A row about content control counts in the content lane alone, unless it halts the trade (a freeze, suspension or ban of severity 4 or 5):
    /// a trade that may not open new business is restricted, whatever the halt protects, so a halt counts in both.
    /// </remarks>
    /// <param name="row">A row of the cell.</param>
    /// <param name="cell">The cell; one that names content control among other areas has asked for both lanes together.</param>
    /// <param name="lane">The lane.</param>
    public static bool Counts(Event row, Cell cell, Lane lane)
    {
        if (lane == Lane.General && cell.Areas.Length > 1 && cell.Areas.Contains(ContentControl))
            return true;

        bool content = row.Areas.Contains(ContentControl);
        return lane == Lane.Content ? content : !content || IsHalt(row);
    }

    /// <summary>True when somebody with authority acts: a state body, a legislature, a court. Firms, associations, papers and the public react, they do not regulate.</summary>
    public static bool IsAuthority(Event row) => Authorities.Contains(row.ActorLevel);

    /// <summary>True when a row tells the entry into force of an act that an earlier row tells the passing of: one act counts once.</summary>
    /// <param name="later">The later row; its title says so ("takes effect", "in force", 生效, 施行).</param>
    /// <param name="earlier">The earlier row: same form, bodies, sectors and areas, at most two years before.</param>
    public static bool IsEntryIntoForce(Event later, Event earlier) =>
        TakesEffect().IsMatch(later.Title)
        && later.Instrument == earlier.Instrument && later.Direction == earlier.Direction
        && later.Date.Day > earlier.Date.Day && later.Date.Day <= earlier.Date.Day.AddYears(2)
        && later.Actors.SequenceEqual(earlier.Actors) && later.Sectors.SequenceEqual(earlier.Sectors) && later.Areas.SequenceEqual(earlier.Areas);

    [GeneratedRegex(@"\b(?:takes?|took|taking) effect\b|\b(?:comes?|came|enters?|entered) into (?:force|effect)\b|生效|施行", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TakesEffect();

    /// <summary>The lane that a cell is about when its area says so: content control, or everything else.</summary>
    public static Lane Of(Cell cell) => cell.Area == ContentControl ? Lane.Content : Lane.General;

    /// <summary>True for a restriction that lasts and ends: an act of severity 3 or more with an end on record, or in a temporary form.</summary>
    /// <remarks>An act on named firms must be of severity 4 (or have an end on record) to stand for its sector.</remarks>
    public static bool IsTemporaryRestriction(Event row) =>
        row.Direction == Direction.Tighten && IsAuthority(row) && row.Kind is EventKind.Action or EventKind.Signal && row.Severity >= 3
        && (row.Until is not null || (Temporary.Contains(row.Instrument) && (row.Severity >= 4 || row.Targets.IsEmpty)));

    static bool IsHalt(Event row) => row.Direction == Direction.Tighten && row.Severity >= 4 && Halts.Contains(row.Instrument);
}
