using System.Globalization;
using Fangshou.Briefs;
using Fangshou.Claims;

namespace Fangshou.Cli.Commands;

/// <summary>What came of a claim as JSON, and how both commands write texts and counts.</summary>
static class ClaimView
{
    public const int LongestText = 1000;

    public static object Of(ClaimResult result) => new
    {
        result.Claim.Id,
        result.Claim.Sentence,
        result.Claim.By,
        On = string.Create(CultureInfo.InvariantCulture, $"{result.Claim.On:yyyy-MM-dd}"),
        result.Claim.Source,
        result.Claim.RefutedBy,
        result.Claim.Note,
        result.Verdict,
        Tests = result.Tests.Select(test => new
        {
            test.Test.Says,
            test.Found.Unit,
            Value = ClaimWords.Plain(test.Found.Value, test.Found.Unit),
            Low = ClaimWords.Plain(test.Found.Low, test.Found.Unit),
            High = ClaimWords.Plain(test.Found.High, test.Found.Unit),
            test.Test.Side,
            Threshold = ClaimWords.Plain(test.Test.Threshold, test.Found.Unit),
            test.Verdict,
            test.Found.Rows,
            test.Found.Lacking,
        }),
    };

    public static string Count(int count) => count.ToString(CultureInfo.InvariantCulture);
}
