using System.Collections.Immutable;
using System.Globalization;
using Fangshou.Dockets;
using Fangshou.Interests;
using Fangshou.Ledger;
using static System.FormattableString;

namespace Fangshou.Claims;

/// <summary>A row that a figure may rest on: an event, a tie or a docket.</summary>
/// <param name="Id">Its slug.</param>
/// <param name="When">Its date, as exact as it is: <c>2020-11-03</c>, <c>2020-11</c>, <c>2020-Q4</c>, <c>2020</c>, or for a docket the years counted.</param>
/// <param name="Title">One sentence.</param>
/// <param name="Sources">Where it can be checked.</param>
public sealed record EvidenceRow(string Id, string When, string Title, ImmutableArray<Source> Sources)
{
    internal static EvidenceRow Of(Event e) => new(e.Id, Date(e), e.Title, e.Sources);

    internal static EvidenceRow Of(Tie tie) => new(tie.Id, tie.From.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), tie.Title, [tie.Source]);

    internal static EvidenceRow Of(Docket docket) => new(
        docket.Id, docket.Years == 1 ? Invariant($"{docket.YearFrom}") : Invariant($"{docket.YearFrom}–{docket.YearTo}"), docket.Title, [docket.Source]);

    static string Date(Event e) => e.Precision switch
    {
        DatePrecision.Year => e.Date.Day.ToString("yyyy", CultureInfo.InvariantCulture),
        DatePrecision.Quarter => Invariant($"{e.Date.Day:yyyy}-Q{((e.Date.Day.Month - 1) / 3) + 1}"),
        DatePrecision.Month => e.Date.Day.ToString("yyyy-MM", CultureInfo.InvariantCulture),
        _ => e.Date.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
    };
}
