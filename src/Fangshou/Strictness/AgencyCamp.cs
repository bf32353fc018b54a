using System.Collections.Immutable;
using Fangshou.Ledger;

namespace Fangshou.Strictness;

/// <summary>Which camp of a government an act comes from.</summary>
public enum AgencyCamp
{
    /// <summary>Bodies that put control first, orientation −2: the content regulators and the police.</summary>
    Control,

    /// <summary>Bodies that put growth first, orientation 1 or 2.</summary>
    Growth,

    /// <summary>Joint acts of both.</summary>
    Both,

    /// <summary>Everybody else: bodies between the two, and bodies without a score.</summary>
    Other,
}

/// <summary>How much of the tightening a camp did.</summary>
/// <param name="Camp">Which.</param>
/// <param name="Acts">Its acts among all.</param>
public sealed record CampShare(AgencyCamp Camp, ActShare Acts)
{
    const int ControlFirst = -2, GrowthFirst = 1;

    /// <summary>The camp of an act, from the orientation of its bodies in the actors' vocabulary.</summary>
    public static AgencyCamp Of(Event act, Codebook codebook)
    {
        ArgumentNullException.ThrowIfNull(act);
        int[] scores = [.. act.Actors.Select(actor => Score(actor, codebook)).OfType<int>()];
        return (scores.Any(score => score <= ControlFirst), scores.Any(score => score >= GrowthFirst)) switch
        {
            (true, true) => AgencyCamp.Both,
            (true, false) => AgencyCamp.Control,
            (false, true) => AgencyCamp.Growth,
            _ => AgencyCamp.Other,
        };
    }

    internal static ImmutableArray<CampShare> In(ImmutableArray<Event> acts, Codebook codebook)
    {
        if (!acts.Any(act => act.Actors.Any(actor => Score(actor, codebook) is not null)))
            return [];
        ImmutableArray<string> whole = [.. acts.Select(act => act.Id)];
        return [.. Enum.GetValues<AgencyCamp>().Select(camp => new CampShare(camp, new ActShare([.. acts.Where(act => Of(act, codebook) == camp).Select(act => act.Id)], whole)))];
    }

    static int? Score(string actor, Codebook codebook)
    {
        ArgumentNullException.ThrowIfNull(codebook);
        return codebook.Actors.Find(actor)?.Properties.GetValueOrDefault("orientation") is { Length: > 0 } text
            && int.TryParse(text, System.Globalization.NumberStyles.AllowLeadingSign, System.Globalization.CultureInfo.InvariantCulture, out int score) ? score : null;
    }
}
