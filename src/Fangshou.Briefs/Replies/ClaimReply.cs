using System.Collections.Immutable;
using System.Globalization;
using Fangshou.Claims;
using Fangshou.Ledger;
using Fangshou.Store;

namespace Fangshou.Briefs;

/// <summary>Claims as <c>claims check</c> and <c>claims show</c> answer.</summary>
static class ClaimReply
{
    /// <summary>The verdict on each claim.</summary>
    internal static Reply Check(LedgerAsOf ledger, ImmutableArray<ClaimResult> results) => new()
    {
        Schema = "claims-check/1",
        AsOf = ledger.AsOf.ToString(),
        DataVersion = ledger.DataVersion,
        Data = new { Claims = results.Select(ClaimView.Of) },
        Rows = new Rows(
            ["claim", "verdict", "test", "says", "unit", "value", "low", "high", "side", "threshold", "test_verdict", "rows", "lacking"],
            [.. results.SelectMany(result => result.Tests.Select((test, i) => Cells(result, test, i)))]),
    };

    /// <summary>One claim, with the rows behind its figures.</summary>
    internal static Reply Show(LedgerAsOf ledger, ClaimResult result, ImmutableDictionary<string, EvidenceRow> rows) => new()
    {
        Schema = "claims-show/1",
        AsOf = ledger.AsOf.ToString(),
        DataVersion = ledger.DataVersion,
        Data = ClaimView.Of(result),
        Rows = new Rows(["test", "row", "what"], [.. result.Tests.SelectMany((test, i) => test.Found.Rows.Select(id => new[] { ClaimView.Count(i + 1), id, What(rows[id]) }))]),
    };

    /// <summary>A row in a line.</summary>
    internal static string What(EvidenceRow row) => string.Create(CultureInfo.InvariantCulture, $"{row.When} · {row.Title}");

    static string[] Cells(ClaimResult result, TestResult test, int i) =>
    [
        result.Claim.Id, Json.Word(result.Verdict), ClaimView.Count(i + 1), test.Test.Says, Json.Word(test.Found.Unit),
        ClaimWords.Csv(test.Found.Value, test.Found.Unit), ClaimWords.Csv(test.Found.Low, test.Found.Unit), ClaimWords.Csv(test.Found.High, test.Found.Unit),
        Json.Word(test.Test.Side), ClaimWords.Csv(test.Test.Threshold, test.Found.Unit), Json.Word(test.Verdict), string.Join(';', test.Found.Rows), test.Found.Lacking,
    ];
}
