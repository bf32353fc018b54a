using System.Globalization;
using Fangshou.Claims;

namespace Fangshou.Briefs;

/// <summary>What came of a claim as JSON, and how both commands write texts and counts.</summary>
static class ClaimView
{
    public const int LongestText = 1000;

    public static object Of(ClaimResult result) => new
    {
        result.Claim.Id,
        result.Claim.Sentence,
        result.Claim.SentenceZh,
        result.Claim.By,
        result.Claim.ByZh,
        On = string.Create(CultureInfo.InvariantCulture, $"{result.Claim.On:yyyy-MM-dd}"),
        result.Claim.Source,
        result.Claim.RefutedBy,
        result.Claim.RefutedByZh,
        result.Claim.Note,
        result.Claim.NoteZh,
        result.Verdict,
        Tests = result.Tests.Select(test => new
        {
            test.Test.Says,
            test.Test.SaysZh,
            test.Found.Unit,
            Value = ClaimWords.Plain(test.Found.Value, test.Found.Unit),
            Low = ClaimWords.Plain(test.Found.Low, test.Found.Unit),
            High = ClaimWords.Plain(test.Found.High, test.Found.Unit),
            test.Test.Side,
            Threshold = ClaimWords.Plain(test.Test.Threshold, test.Found.Unit),
            test.Verdict,
            test.Found.Rows,
            test.Found.Lacking,
            Years = test.Found.Years.Select(year => new
            {
                year.Year,
                year.IsWhole,
                year.Events,
                Value = ClaimWords.Plain(year.Found.Value, year.Found.Unit),
                Low = ClaimWords.Plain(year.Found.Low, year.Found.Unit),
                High = ClaimWords.Plain(year.Found.High, year.Found.Unit),
                year.Found.Rows,
                year.Found.Lacking,
            }),
        }),
    };

    public static string Count(int count) => count.ToString(CultureInfo.InvariantCulture);
}
