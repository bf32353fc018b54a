using System.Collections.Immutable;
using Fangshou.Ledger;

namespace Fangshou.Strictness;

/// <summary>Jurisdictions beside each other, area by area, as known on one day.</summary>
/// <param name="Jurisdictions">Which, in the order asked for.</param>
/// <param name="Areas">Which: all, outside content, then every area in which any of them ever tightened, in the vocabulary's order.</param>
/// <param name="Profiles">A profile for every area and jurisdiction, area by area.</param>
/// <param name="From">First day of the window of rates and shares; rules and first rules have none.</param>
public sealed record StrictnessComparison(ImmutableArray<string> Jurisdictions, ImmutableArray<AreaScope> Areas, ImmutableArray<StrictnessProfile> Profiles, DateOnly From)
{
    const int WindowYears = 5;
    const double DaysPerYear = 365.2425;

    /// <summary>The profile of an area and a jurisdiction.</summary>
    public StrictnessProfile this[AreaScope area, string jurisdiction] => Profiles.Single(p => p.Area == area && p.Jurisdiction == jurisdiction);

    /// <summary>The first rule of an area anywhere in the comparison; null when there is none.</summary>
    public FirstRule? FirstMover(AreaScope area) =>
        Profiles.Where(p => p.Area == area).Select(p => p.First).OfType<FirstRule>().OrderBy(first => first.Earliest).ThenBy(first => first.Act, StringComparer.Ordinal).FirstOrDefault();

    /// <summary>The first day of the window unless another is asked for: five years before the day of knowledge.</summary>
    public static DateOnly DefaultFrom(AsOf asOf) => asOf.Day.AddYears(-WindowYears).AddDays(1);

    /// <summary>Compares.</summary>
    /// <param name="ledger">What was known.</param>
    /// <param name="links">Which acts are about which rules.</param>
    /// <param name="jurisdictions">Vocabulary ids, none of which includes another.</param>
    /// <param name="sector">Vocabulary id, includes its children; null = all.</param>
    /// <param name="from">First day of the window, on or before the day of knowledge.</param>
    /// <exception cref="ArgumentException">A jurisdiction includes another, or the window is empty.</exception>
    /// <remarks>O(jurisdictions · areas · events).</remarks>
    public static StrictnessComparison Of(LedgerAsOf ledger, ImmutableArray<RuleLink> links, ImmutableArray<string> jurisdictions, string? sector, DateOnly from)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        if (from > ledger.AsOf.Day)
            throw new ArgumentException($"The window begins on {from:yyyy-MM-dd}, after the day of knowledge {ledger.AsOf}.", nameof(from));
        foreach (string outer in jurisdictions)
            foreach (string inner in jurisdictions)
                if (outer != inner && ledger.Codebook.Jurisdictions.Includes(outer, inner))
                    throw new ArgumentException($"{outer} includes {inner}; what is compared must not overlap.", nameof(jurisdictions));

        ImmutableArray<StandingRule> rules = StandingRule.In(ledger, links);
        ImmutableArray<(string Jurisdiction, ImmutableArray<Event> Acts)> tightening =
            [.. jurisdictions.Select(jurisdiction => (jurisdiction, ledger.In(new Cell(jurisdiction, sector)).Where(Binding.Tightens).ToImmutableArray()))];
        HashSet<string> touched = [.. tightening.SelectMany(t => t.Acts).SelectMany(act => act.Areas)];
        ImmutableArray<AreaScope> areas =
            [AreaScope.All, AreaScope.OutsideContent, .. ledger.Codebook.Areas.Terms.Select(term => term.Id).Where(touched.Contains).Select(id => new AreaScope(id))];
        return new StrictnessComparison(
            jurisdictions, areas,
            [.. areas.SelectMany(area => tightening.Select(t => Profile(ledger, rules, t.Acts, t.Jurisdiction, area, from)))],
            from);
    }

    static StrictnessProfile Profile(LedgerAsOf ledger, ImmutableArray<StandingRule> rules, ImmutableArray<Event> tightening, string jurisdiction, AreaScope area, DateOnly from)
    {
        Codebook codebook = ledger.Codebook;
        HashSet<string> here = [.. tightening.Select(act => act.Id)];
        ImmutableArray<StandingRule> own = [.. rules.Where(rule => rule.Stages.Any(stage => here.Contains(stage.Id)) && area.Includes(rule.Stages))];
        ImmutableArray<Event> acts = [.. tightening.Where(act => act.Date.Day >= from && area.Includes(act.Areas))];
        ImmutableArray<Event> binding = [.. acts.Where(act => Binding.Binds(act, codebook))];
        ImmutableArray<Event> penalties = [.. binding.Where(act => Binding.IsPenalty(act, codebook))];
        return new StrictnessProfile
        {
            Jurisdiction = jurisdiction,
            Area = area,
            Rules = own,
            First = FirstRule.Of(Stages(own)),
            FirstOfCentre = FirstRule.Of(Stages(own.Where(rule => !rule.IsLocal(jurisdiction)))),
            Enforcement = new ActRate(Ids(binding.Where(act => Binding.IsEnforcement(act, codebook))), (ledger.AsOf.Day.DayNumber - from.DayNumber + 1) / DaysPerYear),
            Money = [.. penalties.GroupBy(act => act.Currency).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => new MoneyTaken(g.Key, g.Sum(act => act.Amount!.Value), Ids(g)))],
            Binding = new ActShare(Ids(binding), Ids(acts)),
            Grave = new ActShare(Ids(binding.Where(act => act.Severity >= Binding.GraveSeverity)), Ids(binding)),
            Camps = CampShare.In(acts, codebook),
        };

        // A later stage may be the first that touches an area.
        IEnumerable<Event> Stages(IEnumerable<StandingRule> of) => of.SelectMany(rule => rule.Stages).Where(stage => here.Contains(stage.Id) && area.Includes(stage.Areas));

        static ImmutableArray<string> Ids(IEnumerable<Event> rows) => [.. rows.Select(row => row.Id)];
    }
}
