using System.Collections.Immutable;
using System.Globalization;
using Fangshou.Claims;
using Fangshou.Store;
using Fangshou.Strictness;

namespace Fangshou.Briefs;

/// <summary>A comparison as <c>compare</c> answers.</summary>
static class CompareReply
{
    /// <summary>The comparison as data.</summary>
    /// <param name="report">What was found.</param>
    /// <param name="texts">Own words of rules, for JSON.</param>
    /// <param name="textRows">The same for CSV.</param>
    internal static Reply Of(StrictnessReport report, IEnumerable<object> texts, IEnumerable<string[]> textRows)
    {
        StrictnessComparison comparison = report.Comparison;
        AreaScope? only = report.Question.Area;
        return new Reply
        {
            Schema = "compare/1",
            AsOf = report.Ledger.AsOf.ToString(),
            DataVersion = report.Ledger.DataVersion,
            Data = new
            {
                report.Question.Sector,
                comparison.Jurisdictions,
                From = Day(comparison.From),
                Years = comparison.Profiles[0].Enforcement.Years,
                Cells = comparison.Profiles.Where(p => only is null || p.Area == only).Select(p => Cell(p, comparison.FirstMover(p.Area))),
                Statements = report.Statements.Select(Statement),
                Texts = texts,
            },
            Rows = new Rows(
                ["jurisdiction", "area", "measure", "unit", "value", "low", "high", "part", "whole", "rows"],
                [.. comparison.Profiles.Where(p => only is null || p.Area == only).SelectMany(p => Measures(p, comparison.FirstMover(p.Area)).Select(row => (string[])[p.Jurisdiction, p.Area.Id, .. row])), .. textRows]),
        };
    }

    static object Cell(StrictnessProfile profile, FirstRule? mover) => new
    {
        profile.Jurisdiction,
        Area = profile.Area.Id,
        Rules = new
        {
            InForce = profile.InForce.Length,
            Grave = profile.InForce.Count(rule => rule.Severity >= Binding.GraveSeverity),
            Local = profile.InForce.Count(rule => rule.IsLocal(profile.Jurisdiction)),
            Ever = profile.Rules.Length,
            List = profile.Rules.Select(rule => new
            {
                rule.Id,
                Date = rule.Stages[0].Date,
                rule.Severity,
                rule.Status,
                Local = rule.IsLocal(profile.Jurisdiction),
                Stages = rule.Stages.Select(stage => stage.Id),
                ChangedBy = rule.By.Select(act => act.Id),
            }),
        },
        First = First(profile.First, mover),
        FirstOfCentre = First(profile.FirstOfCentre, mover),
        Enforcement = new { profile.Enforcement.PerYear, profile.Enforcement.Interval.Low, profile.Enforcement.Interval.High, Rows = profile.Enforcement.Acts },
        Money = profile.Money.Select(m => new { m.Currency, m.Amount, Rows = m.Acts }),
        Binding = Share(profile.Binding),
        Grave = Share(profile.Grave),
        Camps = profile.Camps.Select(camp => new { camp.Camp, Acts = Share(camp.Acts) }),
    };

    static object? First(FirstRule? first, FirstRule? mover)
    {
        if (first is null)
            return null;
        (double months, double low, double high) = first.After(mover ?? first);
        return new { Row = first.Act, Earliest = Day(first.Earliest), Latest = Day(first.Latest), MonthsAfterFirstMover = months, Low = low, High = high };
    }

    static object Share(ActShare share) => new
    {
        Value = Finite(share.Value),
        Low = Finite(share.Interval.Low),
        High = Finite(share.Interval.High),
        Part = share.Part.Length,
        Whole = share.Whole.Length,
        PartRows = share.Part,
        WholeRows = share.Whole,
    };

    static object Statement(ClaimResult result) => new
    {
        result.Claim.Id,
        result.Claim.Sentence,
        result.Claim.RefutedBy,
        result.Verdict,
        Tests = result.Tests.Select(test => new
        {
            test.Test.Says,
            Value = ClaimWords.Plain(test.Found.Value, test.Found.Unit),
            Low = ClaimWords.Plain(test.Found.Low, test.Found.Unit),
            High = ClaimWords.Plain(test.Found.High, test.Found.Unit),
            test.Test.Side,
            test.Test.Threshold,
            test.Verdict,
            test.Found.Rows,
            test.Found.Lacking,
        }),
    };

    static IEnumerable<string[]> Measures(StrictnessProfile p, FirstRule? mover)
    {
        ImmutableArray<StandingRule> stand = p.InForce;
        yield return Count("rules-in-force", stand);
        yield return Count("rules-in-force-grave", stand.Where(rule => rule.Severity >= Binding.GraveSeverity));
        yield return Count("rules-in-force-local", stand.Where(rule => rule.IsLocal(p.Jurisdiction)));
        yield return Count("rules-ever", p.Rules);
        if (p.First is { } first)
        {
            (double months, double low, double high) = first.After(mover ?? first);
            yield return ["first-rule", "day", Day(first.Earliest), Day(first.Earliest), Day(first.Latest), "", "", first.Act];
            yield return ["months-after-first-mover", "months", Number(months), Number(low), Number(high), "", "", first.Act];
        }

        if (p.FirstOfCentre is { } centre)
            yield return ["first-rule-of-centre", "day", Day(centre.Earliest), Day(centre.Earliest), Day(centre.Latest), "", "", centre.Act];
        yield return ["enforcement", "per-year", Number(p.Enforcement.PerYear), Number(p.Enforcement.Interval.Low), Number(p.Enforcement.Interval.High), Whole(p.Enforcement.Acts.Length), "", string.Join(';', p.Enforcement.Acts)];
        foreach (MoneyTaken money in p.Money)
            yield return ["money", money.Currency, money.Amount.ToString(CultureInfo.InvariantCulture), "", "", Whole(money.Acts.Length), "", string.Join(';', money.Acts)];
        yield return OfShare("share-binding", p.Binding);
        yield return OfShare("share-grave", p.Grave);
        foreach (CampShare camp in p.Camps)
            yield return OfShare($"share-camp-{Json.Word(camp.Camp)}", camp.Acts);

        static string[] Count(string measure, IEnumerable<StandingRule> rules)
        {
            StandingRule[] all = [.. rules];
            return [measure, "count", Whole(all.Length), "", "", "", "", string.Join(';', all.SelectMany(rule => rule.Rows).Distinct())];
        }

        static string[] OfShare(string measure, ActShare share) =>
            [measure, "share", Number(share.Value), Number(share.Interval.Low), Number(share.Interval.High), Whole(share.Part.Length), Whole(share.Whole.Length), string.Join(';', share.Part)];
    }

    static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    static double? Finite(double x) => double.IsFinite(x) ? x : null;

    static string Number(double x) => double.IsFinite(x) ? x.ToString("R", CultureInfo.InvariantCulture) : "";

    static string Whole(int count) => count.ToString(CultureInfo.InvariantCulture);
}
