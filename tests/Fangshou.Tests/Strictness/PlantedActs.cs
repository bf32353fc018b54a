using System.Collections.Immutable;
using Fangshou.Ledger;
using Fangshou.Strictness;
using Fangshou.Tests.Claims;

namespace Fangshou.Tests.Strictness;

/// <summary>Ledgers planted act by act, in the shipped vocabularies.</summary>
static class PlantedActs
{
    internal static Codebook Words { get; } = ShippedEvidence.Ledger.Codebook;

    /// <summary>A general rule of the centre, until changed.</summary>
    internal static Event Act(string id, string day, string jurisdiction = "CN") => new()
    {
        Id = id,
        Date = new EventDate(DateOnly.ParseExact(day, "yyyy-MM-dd", null)),
        Precision = DatePrecision.Day,
        Jurisdiction = jurisdiction,
        Kind = EventKind.Action,
        Sectors = ["ai"],
        Areas = ["data-privacy"],
        Actors = ["CAC"],
        ActorLevel = "central-agency",
        Targets = [],
        Instrument = "regulation",
        Direction = Direction.Tighten,
        Severity = 3,
        Title = "A rule",
        Sources = [],
        Confidence = Confidence.High,
    };

    internal static LedgerAsOf AsKnownOn(string asOf, params IEnumerable<Event> events) =>
        new global::Fangshou.Ledger.Ledger(events, Words, "planted", "").AsOf(new AsOf(DateOnly.ParseExact(asOf, "yyyy-MM-dd", null)));

    internal static StrictnessComparison Compare(LedgerAsOf ledger, params ImmutableArray<RuleLink> links) =>
        StrictnessComparison.Of(ledger, links, ["CN", "US"], "ai", new DateOnly(2020, 1, 1));
}
