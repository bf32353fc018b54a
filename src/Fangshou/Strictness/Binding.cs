using System.Collections.Immutable;
using Fangshou.Ledger;
using Fangshou.Signals;

namespace Fangshou.Strictness;

/// <summary>Which acts bind, and whom.</summary>
/// <remarks>
/// The column <c>force</c> of the instruments says what a form can do: <c>rule</c> (binds everybody it speaks of), <c>order</c> (binds those it names),
/// <c>rule-or-order</c> (an order when it names somebody, else a rule) or <c>none</c> (steers, announces, asks). An instrument without the column binds nobody.
/// A severity below 3 is a word or a soft act by the codebook's rubric, whatever its form.
/// </remarks>
public static class Binding
{
    /// <summary>Least severity of an act that binds.</summary>
    public const int LeastSeverity = 3;

    /// <summary>Least severity of a grave act: a limit on the whole sector, a campaign, a record penalty, or worse.</summary>
    public const int GraveSeverity = 4;

    const string Force = "force";

    static readonly ImmutableArray<string> Penalties = ["fine", "settlement", "court-ruling"];

    /// <summary>True for an act of an authority that tightens, soft ones among them.</summary>
    public static bool Tightens(Event row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return row.Kind == EventKind.Action && row.Direction == Direction.Tighten && LaneRule.IsAuthority(row);
    }

    /// <summary>True for a tightening act that must be obeyed.</summary>
    public static bool Binds(Event row, Codebook codebook) => Tightens(row) && row.Severity >= LeastSeverity && ForceOf(row.Instrument, codebook) != "none";

    /// <summary>True for a binding act that holds for everybody it speaks of.</summary>
    public static bool IsRule(Event row, Codebook codebook) =>
        Binds(row, codebook) && ForceOf(row.Instrument, codebook) is var force && (force == "rule" || (force == "rule-or-order" && row.Targets.IsEmpty));

    /// <summary>True for a binding act on somebody named, such as a fine or a suspension; a rule that names those it was made for stays a rule.</summary>
    public static bool IsEnforcement(Event row, Codebook codebook) => Binds(row, codebook) && !row.Targets.IsEmpty && ForceOf(row.Instrument, codebook) != "rule";

    /// <summary>True for enforcement whose amount is money taken; an amount of another form is the size of a deal.</summary>
    public static bool IsPenalty(Event row, Codebook codebook) => IsEnforcement(row, codebook) && row.Amount is not null && Penalties.Contains(row.Instrument);

    /// <summary>The instruments that can bind, ids in the vocabulary's order.</summary>
    public static ImmutableArray<string> Instruments(Codebook codebook)
    {
        ArgumentNullException.ThrowIfNull(codebook);
        return [.. codebook.Instruments.Terms.Select(term => term.Id).Where(id => ForceOf(id, codebook) != "none")];
    }

    static string ForceOf(string instrument, Codebook codebook) => codebook.Instruments.Find(instrument)?.Properties.GetValueOrDefault(Force) is { Length: > 0 } force ? force : "none";
}
